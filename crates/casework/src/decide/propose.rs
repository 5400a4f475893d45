//! Putting a pack in force with a second person: proposed by one, approved by another in another role.
//!
//! A change that takes rights away goes this way (invariant 14), and so does whatever a practice author wants in force.
//! Approving puts exactly those files in force that were proposed, and only in place of what they were proposed to
//! replace. Nobody approves their own act; who made a proposal may withdraw it.

use journal::{Body, Fact, ProposedPack};
use model::Id;

use super::{acting, bad_field, occasion, of_instance, permitted};
use crate::authorise::{Occasion, approving_roles, proposing_roles};
use crate::command::{Impact, PackFiles};
use crate::view::Proposal;
use crate::{Action, Actor, Ctx, Refusal, Role, View};

/// Bytes of a reason.
const REASON: usize = 2000;

pub(super) fn propose(
    ctx: &Ctx,
    view: &View<'_>,
    proposal: Id,
    pack: PackFiles,
    impact: Impact,
    reason: String,
) -> Result<Vec<Fact>, Refusal> {
    let roles = proposing_roles(&acting(ctx, view), Action::InstallPack, &occasion_of(ctx, view)?);
    if roles.is_empty() {
        return Err(Refusal::NotAllowed);
    }
    said(&reason)?;
    let instance = view.instance;
    let same = |there: &Proposal| there.decided.is_none() && (&there.name, &there.hash) == (&pack.name, &pack.hash);
    let again = instance.proposals.contains_key(&proposal) || instance.proposals.values().any(same);
    if again || instance.has_in_force(&pack) {
        return Err(Refusal::ExistsAlready);
    }
    if impact.against != instance.hashes() {
        return Err(Refusal::Stale);
    }
    let PackFiles { name, version, hash, files } = pack;
    let replaces = instance.packs.get(&name).map(|there| there.hash.clone());
    let (takes_away, roles) = (impact.takes_away, roles.iter().map(|role| role.code().to_owned()).collect());
    let made = ProposedPack { proposal, name, version, hash, files, replaces, takes_away, reason, roles };
    Ok(of_instance(ctx, Body::PackProposed(Box::new(made))))
}

pub(super) fn conclude(
    ctx: &Ctx,
    view: &View<'_>,
    proposal: Id,
    approve: bool,
    reason: String,
) -> Result<Vec<Fact>, Refusal> {
    let made = view.instance.proposals.get(&proposal).filter(|made| made.controller == ctx.controller);
    if !made.is_some_and(|made| !approve && made.by == ctx.actor.account) {
        permitted(ctx, view, Action::InstallPack)?;
    }
    let made = made.ok_or(Refusal::NotFound)?;
    if made.decided.is_some() {
        return Err(Refusal::ExistsAlready);
    }
    said(&reason)?;
    let mut facts = of_instance(ctx, Body::ProposalDecided { proposal, approved: approve, reason });
    if approve {
        may_approve(&acting(ctx, view), made, &occasion_of(ctx, view)?)?;
        let there = view.instance.packs.get(&made.name).map(|there| &there.hash);
        if there != made.replaces.as_ref() {
            return Err(Refusal::Stale);
        }
        facts.extend(of_instance(ctx, installed(made.pack())));
    }
    Ok(facts)
}

/// Whether somebody is another person than who made a proposal, in another role.
///
/// # Errors
/// [`Refusal::NotAllowed`] for a role that puts no pack in force, [`Refusal::NeedsAnotherPerson`] for who made it, who
/// holds no role but those in which it was made, and who may only propose.
pub fn may_approve(actor: &Actor, made: &Proposal, occasion: &Occasion<'_>) -> Result<(), Refusal> {
    crate::authorise(actor, Action::InstallPack, occasion)?;
    let mut mine = approving_roles(actor, Action::InstallPack, occasion).into_iter().map(Role::code);
    let another = mine.any(|role| !made.roles.iter().any(|taken| taken == role));
    if another && made.by != actor.account { Ok(()) } else { Err(Refusal::NeedsAnotherPerson) }
}

/// The fact that a pack is in force.
pub(super) fn installed(pack: PackFiles) -> Body {
    let PackFiles { name, version, hash, files } = pack;
    Body::PackInstalled { name, version, hash, files }
}

fn occasion_of<'a>(ctx: &'a Ctx, view: &View<'_>) -> Result<Occasion<'a>, Refusal> {
    let founded = view.instance.founded.as_ref().ok_or(Refusal::NotFounded)?;
    Ok(occasion(ctx, founded))
}

fn said(reason: &str) -> Result<(), Refusal> {
    if reason.trim().is_empty() || reason.len() > REASON { Err(bad_field("reason")) } else { Ok(()) }
}
