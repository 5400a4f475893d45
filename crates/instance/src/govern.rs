//! What takes two people, as pages and command line do it: accounts, offices, purposes, passwords, packs, holds, and
//! forgetting a person. What follows an approval follows at once, or is said to be still to do.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;

use casework::source::DESK;
use casework::two_people::{action_of, asks_whom, person_of};
use casework::view::{Proposal, ProposalEnd};
use casework::{Action, InstanceView, PersonCommand, ProposalCommand, Refusal, governs, knows_of};
use journal::{Checkpoint, Grant, Motion};
use model::{About, Id};
use store::{Forgotten, Sight, Verified, VerifyError};

use crate::{Acting, Fault, InForce, Instance};

/// What came of a vote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum VoteOutcome {
    /// It was written down, and nothing follows yet.
    Voted,
    /// What was proposed is so.
    Done,
    /// What was proposed is so, and this is the first half of the account's start password, shown once.
    WithHalf(String),
    /// It is approved: now the person can be forgotten.
    MayForget,
}

/// What became of a forgetting, once keys are gone.
#[derive(Debug)]
pub struct Forgetting {
    /// The people.
    pub people: Vec<Id>,
    /// Rings that remain, wrapped anew; none where another process is at it, which then destroys theirs too.
    pub rings: Option<u64>,
    /// Why the lake still holds a row of theirs, where it does: a lake that is written anew leaves them out.
    pub lake: Option<Fault>,
}

/// What an account is to hold: of its grants at this controller those that stay, and these besides. Grants at other
/// controllers are not this one's to touch.
pub fn grants_of(
    view: &InstanceView,
    (account, controller): (&str, &str),
    mut stays: impl FnMut(&Grant) -> bool,
    besides: impl IntoIterator<Item = Grant>,
) -> Vec<Grant> {
    let before = view.accounts.get(account).map_or(&[][..], |there| &there.grants);
    let kept = before.iter().filter(|grant| grant.controller != controller || stays(grant));
    let mut grants: Vec<Grant> = kept.cloned().collect();
    for grant in besides {
        if !grants.contains(&grant) {
            grants.push(grant);
        }
    }
    grants
}

impl Instance {
    /// Puts something before other people.
    pub async fn propose(&self, acting: &Acting, motion: Motion, reason: &str) -> Result<Id, Fault> {
        let (proposal, reason) = (self.new_id(), reason.to_owned());
        self.submit(acting, ProposalCommand::Propose { proposal, motion, reason }).await?;
        Ok(proposal)
    }

    /// Approves a proposal, declines it, or withdraws one's own. That it was tried where it is not theirs is noted.
    pub async fn vote(&self, acting: &Acting, proposal: Id, approve: bool, reason: &str) -> Result<VoteOutcome, Fault> {
        let _one = self.changing.lock().await;
        let in_force = self.in_force().await?;
        let known = self.known_proposals(acting, &in_force.view).await?.contains(&proposal);
        let made = in_force.view.proposals.get(&proposal);
        let known = made.filter(|_| known);
        if let Some(made) = known.filter(|made| approve && made.end.is_none()) {
            Self::loads(&in_force, &made.motion)?;
        }
        let reason = reason.to_owned();
        let done = self.submit(acting, ProposalCommand::Vote { proposal, approve, reason }).await;
        if let (Some(made), Err(Fault::Refused(refusal @ (Refusal::NotAllowed | Refusal::NeedsAnotherPerson)))) =
            (made, &done)
        {
            self.note_refusal(acting, action_of(&made.motion), refusal.clone()).await?;
        }
        done?;
        let in_force = self.in_force().await?;
        let made = in_force.view.proposals.get(&proposal).ok_or(Refusal::NotFound)?;
        self.follows(acting, proposal, made).await
    }

    async fn follows(&self, acting: &Acting, proposal: Id, made: &Proposal) -> Result<VoteOutcome, Fault> {
        if matches!(made.motion, Motion::Forget { .. }) && made.is_approved() && made.end.is_none() {
            return Ok(VoteOutcome::MayForget);
        }
        if made.end != Some(ProposalEnd::CarriedOut) {
            return Ok(VoteOutcome::Voted);
        }
        Ok(self.first_half(acting, proposal).await?.map_or(VoteOutcome::Done, VoteOutcome::WithHalf))
    }

    /// The proposals of which somebody may know: their own, and those of the controller for which they act that are theirs to
    /// propose or to approve.
    pub async fn proposals(&self, acting: &Acting) -> Result<BTreeMap<Id, Proposal>, Fault> {
        let view = self.store.instance().await?;
        let known = self.known_proposals(acting, &view).await?;
        let here = view.proposals.iter().filter(|(id, _)| known.contains(*id));
        Ok(here.map(|(id, made)| (*id, made.clone())).collect())
    }

    /// The ids of these. Of proposals about people somebody who answers for one office alone knows those about people of that
    /// office: whoever is meant is looked up.
    pub async fn known_proposals(&self, acting: &Acting, view: &InstanceView) -> Result<BTreeSet<Id>, Fault> {
        let (actor, occasion) = (&acting.actor, acting.occasion());
        let asked = view.proposals.values().filter_map(|made| asks_whom(actor, made, &occasion));
        let asked: Vec<Id> = asked.collect::<BTreeSet<Id>>().into_iter().collect();
        let sight = Sight::of(governs(actor, &[Action::GovernPurposes, Action::Erase], &occasion));
        let there = if asked.is_empty() { vec![] } else { self.store.owners(&sight, &asked).await? };
        let about = |made: &Proposal| {
            let person = person_of(&made.motion)?;
            there.iter().find(|there| there.id == person && there.about == About::Person)
        };
        let known = view.proposals.iter().filter(|(_, made)| knows_of(actor, made, about(made), &occasion));
        Ok(known.map(|(id, _)| *id).collect())
    }

    /// Places a legal hold on a person.
    pub async fn hold(&self, acting: &Acting, person: Id, reference: &str) -> Result<(), Fault> {
        let reference = reference.to_owned();
        self.submit(acting, PersonCommand::Hold { person, reference }).await.map(drop)
    }

    /// Forgets the people of approved proposals: their keys are destroyed, and their rows in the lake go. A lake that
    /// could not lose them is found before any key goes. Whoever is one of the two may do it, once both approved.
    ///
    /// # Errors
    /// [`Refusal::NotAllowed`] for whoever may not, before anything is told of anybody, and [`Refusal::NotFound`] for what they
    /// may not know of; [`Refusal::InPlace`] while a place of theirs is not given back.
    pub async fn forget(&self, acting: &Acting, proposals: Vec<Id>) -> Result<Forgetting, Fault> {
        let in_force = self.erasing(acting, &proposals).await?;
        self.whole_lake(&in_force).await?;
        let ctx = acting.ctx(DESK, in_force.digest, self.now());
        let Forgotten { people, rings } = self.store.forget(ctx, proposals).await?;
        let lake = self.lake_in_step(&in_force).await.err();
        Ok(Forgetting { people, rings, lake })
    }

    /// Whether the people of these proposals can be forgotten as things stand now: what is refused is known before any key
    /// is touched, which takes its time. The same is asked again when they are.
    ///
    /// # Errors
    /// As [`Instance::forget`].
    pub async fn may_forget(&self, acting: &Acting, proposals: Vec<Id>) -> Result<(), Fault> {
        self.erasing(acting, &proposals).await?;
        Ok(self.store.may_forget(proposals).await?)
    }

    /// What is in force, for whoever may carry out proposals of which they know.
    async fn erasing(&self, acting: &Acting, proposals: &[Id]) -> Result<InForce, Fault> {
        acting.may(Action::Erase)?;
        let in_force = self.in_force().await?;
        let known = self.known_proposals(acting, &in_force.view).await?;
        if proposals.iter().all(|proposal| known.contains(proposal)) {
            return Ok(in_force);
        }
        Err(Refusal::NotFound.into())
    }

    /// Whether the journal is as it was written, against checkpoints held elsewhere, and what lies beside it as it was
    /// written last; names the first bad fact.
    pub async fn verify(
        &self,
        acting: &Acting,
        checkpoints: Vec<Checkpoint>,
        progress: impl FnMut(u64) + Send,
    ) -> Result<Verified, Fault> {
        acting.may_beyond_own(Action::ReadJournal)?;
        let verified = self.store.verify(checkpoints, progress).await?;
        self.store.verify_rows().await?;
        Ok(verified)
    }

    /// Folds every fact anew and holds all derived rows against what follows; names the first that differs.
    pub async fn verify_views(&self, progress: &mut (dyn FnMut(u64) + Send)) -> Result<(), VerifyError> {
        self.store.verify_views(progress).await
    }

    /// Where the chain stands, marked; to be held by somebody else.
    pub async fn checkpoint(&self, acting: &Acting) -> Result<Checkpoint, Fault> {
        acting.may_beyond_own(Action::ReadJournal)?;
        Ok(self.store.checkpoint().await?)
    }

    /// Writes the journal as one bundle, sealed as it is.
    pub async fn export<W: Write + Send>(&self, acting: &Acting, out: W) -> Result<Checkpoint, Fault> {
        acting.may(Action::Restore)?;
        Ok(self.store.export(out).await?)
    }
}
