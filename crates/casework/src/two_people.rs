//! What takes other people: put before them by one, approved by others in other roles, carried out as it was proposed.
//!
//! One family for all of it: packs that take rights away (invariant 14), accounts and their grants, offices, purposes,
//! lifting a hold, a password that somebody else hands over, and forgetting a person, which takes two approvals besides
//! whoever asked (invariant 3). Nobody approves their own act, nor what is about their own account; who made a proposal
//! may withdraw it. Approving carries out exactly what was proposed, and only where it still fits what is in force.
//! Keys are destroyed by `store`, which asks [`may_forget`] first.

mod approval;
mod motion;

use journal::{Body, Envelope, Fact, Motion, PackFiles};
use model::Id;

use self::approval::{approves, codes, proposers};
pub use self::approval::{asks_whom, knows_of, may_approve};
pub use self::motion::{action_of, person_of};
use crate::access::{check_account, check_office};
use crate::authorise::approving_roles;
use crate::bounds::{bad_field, reason as said};
use crate::instance::check_purpose;
use crate::pack::{Impact, check_pack};
use crate::permit::{acting, governed, occasion, permitted};
use crate::record::is_in_place;
use crate::refusal::Not;
use crate::view::{InstancePart, InstanceView, Proposal, ProposalEnd, Vote};
use crate::world::{RecordedWorld, household_on_record, on_record};
use crate::{Action, Ctx, OwnerView, Refusal};

/// What is asked of proposals.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProposalCommand {
    /// Puts something before other people. Packs come with a count.
    Propose {
        /// The proposal.
        proposal: Id,
        /// What.
        motion: Motion,
        /// Why.
        reason: String,
    },
    /// Puts a pack before other people, with what it takes away.
    ProposePack {
        /// The proposal.
        proposal: Id,
        /// What.
        pack: PackFiles,
        /// What it takes away.
        impact: Impact,
        /// Why.
        reason: String,
    },
    /// Approves a proposal, declines it, or withdraws one's own.
    Vote {
        /// The proposal.
        proposal: Id,
        /// Whether for it.
        approve: bool,
        /// Why.
        reason: String,
    },
}

impl ProposalCommand {
    /// The person it is about, as far as there is one.
    pub(crate) fn person(&self, instance: &InstanceView) -> Option<Id> {
        match self {
            Self::Propose { motion, .. } => person_of(motion),
            Self::ProposePack { .. } => None,
            Self::Vote { proposal, .. } => person_of(&instance.proposals.get(proposal)?.motion),
        }
    }
}

pub(crate) fn decide(ctx: &Ctx, world: &impl RecordedWorld, command: ProposalCommand) -> Result<Vec<Fact>, Not> {
    match command {
        ProposalCommand::Propose { motion: Motion::Pack { .. }, .. } => Err(bad_field("impact").into()),
        ProposalCommand::Propose { proposal, motion, reason } => propose(ctx, world, proposal, motion, reason),
        ProposalCommand::ProposePack { proposal, pack, impact, reason } => {
            let instance = world.instance();
            if impact.against != instance.hashes() {
                return Err(Refusal::Stale.into());
            }
            let replaces = instance.packs.get(&pack.name).map(|there| there.hash.clone());
            let motion = Motion::Pack { pack, replaces, takes_away: impact.takes_away };
            propose(ctx, world, proposal, motion, reason)
        }
        ProposalCommand::Vote { proposal, approve, reason } => vote(ctx, world, proposal, approve, reason),
    }
}

fn propose(
    ctx: &Ctx,
    world: &impl RecordedWorld,
    proposal: Id,
    motion: Motion,
    reason: String,
) -> Result<Vec<Fact>, Not> {
    let instance = world.instance();
    let roles = proposers(&acting(ctx, instance), &motion, &occasion(ctx, instance)?)?;
    said("reason", &reason)?;
    // Before anything is told of proposals: they are of all controllers.
    fits(ctx, world, &motion)?;
    let same = |there: &Proposal| there.end.is_none() && there.motion == motion;
    if instance.proposals.contains_key(&proposal) || instance.proposals.values().any(same) {
        return Err(Refusal::ExistsAlready.into());
    }
    let roles = codes(&roles);
    Ok(vec![ctx.of_instance(Body::Proposed { proposal, motion, reason, roles })])
}

/// Whether a motion says something that can be done, and that is not so already.
fn fits(ctx: &Ctx, world: &impl RecordedWorld, motion: &Motion) -> Result<(), Not> {
    let instance = world.instance();
    match motion {
        Motion::Pack { pack, .. } => {
            check_pack(pack)?;
            if instance.has_in_force(pack) { Err(Refusal::ExistsAlready.into()) } else { Ok(()) }
        }
        Motion::Account { account, grants } => Ok(check_account(ctx, instance, account, grants)?),
        Motion::Office { office, description } => Ok(check_office(ctx, instance, office, description)?),
        Motion::Purpose { purpose, says, bases } => Ok(check_purpose(purpose, says, bases)?),
        Motion::ResetPassword { account } if *account == ctx.actor.account => Err(Refusal::NeedsAnotherPerson.into()),
        Motion::ResetPassword { account } if !instance.accounts.contains_key(account) => Err(Refusal::NotFound.into()),
        Motion::ResetPassword { .. } => Ok(()),
        Motion::LiftHold { person, reference } => {
            said("reference", reference)?;
            if governed(ctx, world, *person, Action::GovernPurposes)?.held {
                Ok(())
            } else {
                Err(Refusal::ExistsAlready.into())
            }
        }
        Motion::Forget { person } => governed(ctx, world, *person, Action::Erase).map(drop),
    }
}

fn vote(ctx: &Ctx, world: &impl RecordedWorld, proposal: Id, approve: bool, reason: String) -> Result<Vec<Fact>, Not> {
    let instance = world.instance();
    let (actor, occasion) = (acting(ctx, instance), occasion(ctx, instance)?);
    // Whoever may not know of it is answered as of one that was never made.
    let Some(made) = instance.proposals.get(&proposal) else { return Err(no_proposal(ctx, instance).into()) };
    let about = person_of(&made.motion).map(|person| on_record(world, person)).transpose()?.flatten();
    if !knows_of(&actor, made, about, &occasion) {
        return Err(no_proposal(ctx, instance).into());
    }
    let withdraws = !approve && made.by == ctx.actor.account;
    if !withdraws {
        permitted(ctx, instance, action_of(&made.motion))?;
    }
    if made.end.is_some() || made.is_approved() {
        return Err(Refusal::ExistsAlready.into());
    }
    said("reason", &reason)?;
    let roles = codes(&approving_roles(&actor, action_of(&made.motion), &occasion));
    let voted = ctx.of_instance(Body::Voted { proposal, approve, reason, roles });
    if !approve {
        return Ok(vec![voted]);
    }
    if let Some(person) = person_of(&made.motion)
        && matches!(made.motion, Motion::Forget { .. })
        && governed(ctx, world, person, Action::Erase)?.held
    {
        return Err(Refusal::Held.into());
    }
    approves(&actor, made, instance, &occasion)?;
    let carried = if made.votes_for() + 1 < made.approvals() { None } else { carry_out(ctx, world, made)? };
    Ok(std::iter::once(voted).chain(carried).collect())
}

/// How a vote on no proposal is refused: that there is none is told to those who decide on packs, which everybody may see.
fn no_proposal(ctx: &Ctx, instance: &InstanceView) -> Refusal {
    match permitted(ctx, instance, Action::InstallPack) {
        Ok(_) => Refusal::NotFound,
        Err(Refusal::NeedsAnotherPerson) => Refusal::NotAllowed,
        Err(refusal) => refusal,
    }
}

/// What follows from the last approval. A pack only takes the place of what it was proposed to replace.
fn carry_out(ctx: &Ctx, world: &impl RecordedWorld, made: &Proposal) -> Result<Option<Fact>, Not> {
    let instance = world.instance();
    let body = match made.motion.clone() {
        Motion::Pack { pack, replaces, .. } => {
            if instance.packs.get(&pack.name).map(|there| &there.hash) != replaces.as_ref() {
                return Err(Refusal::Stale.into());
            }
            Body::PackInstalled { pack }
        }
        Motion::Account { account, grants } => {
            check_account(ctx, instance, &account, &grants)?;
            Body::AccountRecorded { account, grants }
        }
        Motion::Office { office, description } => {
            check_office(ctx, instance, &office, &description)?;
            Body::OfficeRecorded { office, description }
        }
        Motion::Purpose { purpose, says, bases } => Body::PurposeRecorded { purpose, says, bases },
        Motion::LiftHold { person, reference } => {
            governed(ctx, world, person, Action::GovernPurposes)?;
            return Ok(Some(ctx.of_person(person, Body::Held { reference, held: false })));
        }
        // The service makes the password; the store destroys the keys.
        Motion::ResetPassword { .. } | Motion::Forget { .. } => return Ok(None),
    };
    Ok(Some(ctx.of_instance(body)))
}

/// Whom an approved proposal is about, where their keys may be destroyed now.
///
/// # Errors
/// [`Refusal::NotFound`] without such a proposal or person, [`Refusal::ExistsAlready`] where it ended,
/// [`Refusal::NeedsAnotherPerson`] where an approval is missing, [`Refusal::Held`] under a legal hold.
pub fn may_forget(world: &impl RecordedWorld, proposal: Id) -> Result<Id, Not> {
    let made = world.instance().proposals.get(&proposal).ok_or(Refusal::NotFound)?;
    let Motion::Forget { person } = made.motion else { return Err(Refusal::NotFound.into()) };
    if made.end.is_some() {
        return Err(Refusal::ExistsAlready.into());
    }
    if !made.is_approved() {
        return Err(Refusal::NeedsAnotherPerson.into());
    }
    let there = on_record(world, person)?.ok_or(Refusal::NotFound)?;
    if there.held {
        return Err(Refusal::Held.into());
    }
    let household = household_on_record(world, there)?;
    let mut needs = vec![];
    // A household's place is that of each of its members.
    for record in std::iter::once(there).chain(household).flat_map(OwnerView::all_records) {
        match is_in_place(world, &record) {
            Ok(false) => {}
            Ok(true) => return Err(Refusal::InPlace.into()),
            Err(Not::Needs(hosts)) => needs.extend(hosts),
            Err(refused) => return Err(refused),
        }
    }
    if needs.is_empty() { Ok(person) } else { Err(Not::Needs(needs)) }
}

/// What a fact of this family changes.
pub(crate) fn fold(view: &mut InstanceView, envelope: &Envelope, body: &Body) -> Option<InstancePart> {
    let (proposal, end) = match body.clone() {
        Body::Proposed { proposal, motion, reason, roles } => {
            let (by, controller, at) = (envelope.actor.clone(), envelope.controller.clone(), envelope.recorded_at);
            let office = envelope.office.clone();
            let made = Proposal { motion, reason, by, roles, controller, office, at, votes: vec![], end: None };
            view.proposals.insert(proposal, made);
            return Some(InstancePart::Proposal(proposal));
        }
        Body::Voted { proposal, approve, reason, roles } => {
            let made = view.proposals.get_mut(&proposal)?;
            let (by, at) = (envelope.actor.clone(), envelope.recorded_at);
            let withdrawn = !approve && by == made.by;
            made.votes.push(Vote { by, roles, approve, reason, at });
            match (approve, withdrawn) {
                (false, true) => (proposal, Some(ProposalEnd::Withdrawn)),
                (false, false) => (proposal, Some(ProposalEnd::Declined)),
                // A person is forgotten once their keys are destroyed.
                (true, _) if matches!(made.motion, Motion::Forget { .. }) => (proposal, None),
                (true, _) => (proposal, made.is_approved().then_some(ProposalEnd::CarriedOut)),
            }
        }
        Body::Forgotten { proposal, .. } => (proposal, Some(ProposalEnd::CarriedOut)),
        _ => return None,
    };
    let made = view.proposals.get_mut(&proposal)?;
    made.end = end.or(made.end);
    // Its files are in force by now, or of no use.
    if let (Some(_), Motion::Pack { pack, .. }) = (made.end, &mut made.motion) {
        pack.files.clear();
    }
    if let (Some(ProposalEnd::CarriedOut), Motion::ResetPassword { account }) = (made.end, &made.motion) {
        let by = made.votes.last().map(|vote| vote.by.clone());
        let account = account.clone();
        view.accounts.entry(account).or_default().may_reset = by;
    }
    Some(InstancePart::Proposal(proposal))
}
