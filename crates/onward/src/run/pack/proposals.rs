//! Packs proposed to a second person: proposed, listed, approved or declined; and what a change does to people.
//!
//! Figures of real people are shown on the screen alone, with small counts withheld: no format exports them.

use casework::view::Proposal;
use model::Id;
use serde_json::json;

use super::install::OFFICER;
use crate::change::{self, Change, Loss, Measured, Shown, refused};
use crate::cli::{At, Format, PackDecide, PackPropose};
use crate::fail::{Fail, Outcome};
use crate::instance::{Acts, GOVERNANCE, Instance};
use crate::run::simulate::table::number;
use crate::{catalogue, out};

/// The account that decides unless another is named, on a trial instance: not the one that proposes.
const ADMINISTRATOR: &str = "administrator";

/// Proposes a pack, whatever it changes.
pub async fn propose(args: &PackPropose) -> Outcome {
    let source = catalogue::sound(&args.pack)?;
    let instance = Instance::open(&args.at).await?;
    let view = instance.store.instance().await.map_err(Fail::wrong)?;
    let acts = Acts::of(&args.acting, &instance, &view, (OFFICER, GOVERNANCE))?;
    let change = Change::of(&instance, &source).await?;
    let done = send(&instance, &acts, &change, &args.reason).await;
    instance.close().await;
    done
}

/// Proposes a change that was counted, and prints the proposal.
pub async fn send(instance: &Instance, acts: &Acts, change: &Change, reason: &str) -> Outcome {
    let proposal = change.propose(instance, acts, reason).await.map_err(refused)?;
    out::line(proposal.to_string());
    if change.takes_away() {
        out::say(format!("takes something away by {}", change.impact.takes_away.join(", ")));
    }
    out::say("another person in another role approves it with `onward pack approve`");
    Ok(())
}

/// Approves or declines.
pub async fn conclude(args: &PackDecide, approve: bool) -> Outcome {
    let proposal: Id = args.proposal.parse().map_err(|error| Fail::wrong(format!("no proposal: {error}")))?;
    let instance = Instance::open(&args.at).await?;
    let view = instance.store.instance().await.map_err(Fail::wrong)?;
    let acts = Acts::of(&args.acting, &instance, &view, (ADMINISTRATOR, GOVERNANCE))?;
    let done = change::conclude(&instance, &acts, proposal, approve, &args.reason).await;
    instance.close().await;
    done.map_err(Fail::from)?;
    out::say(if approve { "approved; the pack is in force" } else { "declined; nothing changes" });
    Ok(())
}

/// All proposals, the latest first.
pub async fn list(at: &At, format: Format) -> Outcome {
    let store = Instance::store(at).await?;
    let view = store.instance().await.map_err(Fail::wrong)?;
    store.close().await;
    let mut made: Vec<(&Id, &Proposal)> = view.proposals.iter().collect();
    made.sort_by_key(|(id, proposal)| (std::cmp::Reverse(proposal.at), **id));
    match format {
        Format::Json => out::json(&made.iter().map(|(id, made)| listed(id, made)).collect::<Vec<_>>()),
        Format::Table => {
            let row = |(id, made): &(&Id, &Proposal)| {
                let takes_away = made.takes_away.join(" ");
                vec![
                    id.to_string(),
                    made.name.clone(),
                    made.by.clone(),
                    made.at.rfc3339(),
                    state(made).into(),
                    takes_away,
                ]
            };
            out::table(
                &["proposal", "pack", "by", "when", "state", "takes away"],
                &made.iter().map(row).collect::<Vec<_>>(),
            );
            Ok(())
        }
        Format::Csv | Format::Html => Err(Fail::wrong("this verb answers as `table` or `json`")),
    }
}

fn listed(id: &Id, made: &Proposal) -> serde_json::Value {
    let decided = made.decided.as_ref();
    let decided = decided.map(|it| json!({"by": it.by, "at": it.at.rfc3339(), "reason": it.reason}));
    json!({"proposal": id.to_string(), "pack": made.name, "version": made.version, "hash": made.hash, "by": made.by,
        "at": made.at.rfc3339(), "reason": made.reason, "takes_away": made.takes_away, "state": state(made),
        "decided": decided})
}

/// Who declines their own withdraws it.
fn state(made: &Proposal) -> &'static str {
    match &made.decided {
        None => "open",
        Some(decided) if decided.approved => "approved",
        Some(decided) if decided.by == made.by => "withdrawn",
        Some(_) => "declined",
    }
}

/// What a change does to people, a line a measure; of people on record for those who may see such counts, else of
/// invented people.
pub fn show(change: &Change, counts: bool) {
    if change.measures.is_empty() {
        return out::say("nothing that is in force changes");
    }
    let rows: Vec<Vec<String>> = change.measures.iter().map(|one| row(one, counts)).collect();
    let columns = ["measure", "takes away", "on", "of", "gained", "lost", "newly undecidable"];
    out::table(&columns, &rows);
}

fn row(one: &Measured, counts: bool) -> Vec<String> {
    let why = match one.loss {
        None => "nothing",
        Some(Loss::Removed) => "it is gone",
        Some(Loss::Narrowed) => "shorter, or gives less",
        Some(Loss::Somebody) => "somebody's yes",
        Some(Loss::Uncounted) => "cannot be counted",
    };
    let name = format!("{}/{}", one.pack, one.measure);
    // Where nobody on record loses but others would, those are shown.
    let telling = |shown: &Shown| one.loss.is_none() || one.invented.is_none() || shown.figures.lost.people != Some(0);
    let open = |shown: &&Shown| shown.people != Some(0) && (counts || shown.synthetic) && telling(shown);
    let figures = match one.record.as_ref().filter(open).or(one.invented.as_ref()) {
        None => vec![],
        Some(shown) => {
            let whom = if shown.synthetic { "synthetic people" } else { "people" };
            let figures = &shown.figures;
            let changes =
                [&figures.gained, &figures.lost, &figures.newly_undecidable].map(|change| number(change.people));
            [vec![shown.on.to_string(), format!("{} {whom}", number(shown.people))], changes.to_vec()].concat()
        }
    };
    [vec![name, why.into()], figures].concat()
}
