//! `onward proposal`: what waits for a second person. Whoever approves proves who they are, on a trial too: two people are
//! two people.

use casework::InstanceView;
use casework::view::{Proposal, ProposalEnd, Vote};
use instance::{GOVERNANCE, VoteOutcome};
use journal::Motion;
use model::Id;
use serde_json::json;

use crate::acting::acting;
use crate::cli::{self, AtArgs, Decide, Format};
use crate::fail::{Fail, Outcome};
use crate::{open, out};

pub async fn run(verb: cli::ProposalVerb) -> Outcome {
    match verb {
        cli::ProposalVerb::List { at, format } => list(&at, format).await,
        cli::ProposalVerb::Approve(args) => conclude(&args, true).await,
        cli::ProposalVerb::Decline(args) => conclude(&args, false).await,
        cli::ProposalVerb::Half { proposal, at, acting } => half(&proposal, &at, &acting).await,
    }
}

/// Puts a motion before a second person, and prints the proposal; it is made of what is in force, for the controller of
/// whoever proposes it.
pub async fn propose(
    at: &AtArgs,
    asked: &cli::ActingArgs,
    reason: &str,
    motion: impl FnOnce(&InstanceView, &str) -> Outcome<Motion>,
) -> Outcome {
    let instance = open::instance(at).await?;
    let in_force = instance.in_force().await?;
    let acting = acting(asked, &instance, &in_force, GOVERNANCE, None).await?;
    let motion = motion(&in_force.view, &acting.seat.controller)?;
    let proposed = instance.propose(&acting, motion, reason).await;
    instance.close().await;
    out::line(proposed?.to_string());
    Ok(())
}

/// A proposal by its id.
pub fn id(text: &str) -> Outcome<Id> {
    text.parse().map_err(|error| Fail::wrong(format!("no proposal: {error}")))
}

async fn conclude(args: &Decide, approve: bool) -> Outcome {
    let (proposal, instance) = (id(&args.proposal)?, open::instance(&args.at).await?);
    let in_force = instance.in_force().await?;
    let acting = acting(&args.acting, &instance, &in_force, GOVERNANCE, None).await?;
    let carried = instance.vote(&acting, proposal, approve, &args.reason).await;
    instance.close().await;
    match carried? {
        VoteOutcome::Voted if approve => out::say("approved; one more person in another role is to approve it"),
        VoteOutcome::Voted => out::say("declined; nothing changes"),
        VoteOutcome::Done => out::say("approved; what was proposed is in force"),
        VoteOutcome::MayForget => out::say("approved by two people; `onward forget --request` carries it out"),
        VoteOutcome::WithHalf(half) => {
            out::line(half);
            out::say(
                "approved. This is the first half of the start password, shown once: hand it over, and let whoever \
                      proposed the account hand over the other",
            );
        }
    }
    Ok(())
}

async fn half(proposal: &str, at: &AtArgs, asked: &cli::ActingArgs) -> Outcome {
    let (proposal, instance) = (id(proposal)?, open::instance(at).await?);
    let in_force = instance.in_force().await?;
    let acting = acting(asked, &instance, &in_force, GOVERNANCE, None).await?;
    let half = instance.second_half(&acting, proposal).await;
    instance.close().await;
    let (account, half) = half?.ok_or_else(|| Fail::wrong("no half of a start password waits for you there"))?;
    out::line(half);
    out::say(format!("the second half of the start password of `{account}`, shown once"));
    Ok(())
}

/// All proposals, the latest first. What they say of people is their ids.
async fn list(at: &AtArgs, format: Format) -> Outcome {
    let store = open::store(at).await?;
    let view = store.instance().await.map_err(instance::Fault::from)?;
    store.close().await;
    let mut made: Vec<(&Id, &Proposal)> = view.proposals.iter().collect();
    made.sort_by_key(|(id, proposal)| (std::cmp::Reverse(proposal.at), **id));
    match format {
        Format::Json => out::json(&made.iter().map(|(id, made)| listed(id, made)).collect::<Vec<_>>()),
        Format::Table => {
            let row = |(id, made): &(&Id, &Proposal)| {
                let (kind, what) = motion(&made.motion);
                let when = made.at.rfc3339();
                vec![
                    id.to_string(),
                    kind.into(),
                    what,
                    made.by.clone(),
                    when,
                    state(made).into(),
                    takes_away(made).join(" "),
                ]
            };
            let rows: Vec<_> = made.iter().map(row).collect();
            out::table(&["proposal", "kind", "what", "by", "when", "state", "takes away"], &rows);
            Ok(())
        }
        Format::Csv | Format::Html => Err(Fail::wrong("this verb answers as `table` or `json`")),
    }
}

fn listed(id: &Id, made: &Proposal) -> serde_json::Value {
    let vote =
        |vote: &Vote| json!({"by": vote.by, "approve": vote.approve, "at": vote.at.rfc3339(), "reason": vote.reason});
    let (kind, what) = motion(&made.motion);
    let pack = match &made.motion {
        Motion::Pack { pack, .. } => json!({"version": pack.version, "hash": pack.hash}),
        _ => json!({}),
    };
    json!({"proposal": id.to_string(), "kind": kind, "what": what, "pack": pack, "by": made.by,
        "at": made.at.rfc3339(), "reason": made.reason, "takes_away": takes_away(made), "state": state(made),
        "votes": made.votes.iter().map(vote).collect::<Vec<_>>()})
}

fn motion(motion: &Motion) -> (&'static str, String) {
    match motion {
        Motion::Pack { pack, .. } => ("pack", pack.name.clone()),
        Motion::Account { account, .. } => ("account", account.clone()),
        Motion::Office { office, .. } => ("office", office.clone()),
        Motion::Purpose { purpose, .. } => ("purpose", purpose.clone()),
        Motion::ResetPassword { account } => ("reset-password", account.clone()),
        Motion::LiftHold { person, .. } => ("lift-hold", person.to_string()),
        Motion::Forget { person } => ("forget", person.to_string()),
    }
}

fn takes_away(made: &Proposal) -> &[String] {
    match &made.motion {
        Motion::Pack { takes_away, .. } => takes_away,
        _ => &[],
    }
}

fn state(made: &Proposal) -> &'static str {
    match made.end {
        None if made.is_approved() => "to-carry-out",
        None => "open",
        Some(ProposalEnd::CarriedOut) => "approved",
        Some(ProposalEnd::Withdrawn) => "withdrawn",
        Some(ProposalEnd::Declined) => "declined",
    }
}
