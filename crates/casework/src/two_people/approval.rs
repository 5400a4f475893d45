//! Who may put something before others, who may know that it was, and who may approve it.

use journal::Motion;
use model::Id;

use super::motion::{account_of, action_of, person_of};
use crate::authorise::{approving_roles, proposing_roles};
use crate::view::{InstanceView, Proposal, Vote};
use crate::{Actor, Occasion, OwnerView, Refusal, Role, Scope, authorise, governs, may_propose};

/// The roles in which somebody puts a motion before others. A person asks that they themselves be forgotten, and nobody
/// knows yet whose account is whose: to them everybody is somebody who is not there.
pub(super) fn proposers(actor: &Actor, motion: &Motion, occasion: &Occasion<'_>) -> Result<Vec<Role>, Refusal> {
    let action = action_of(motion);
    let roles = proposing_roles(&actor.beyond_own(), action, occasion);
    if !roles.is_empty() {
        return Ok(roles);
    }
    let of_themselves = person_of(motion).is_some() && may_propose(actor, action, occasion);
    Err(if of_themselves { Refusal::NotFound } else { Refusal::NotAllowed })
}

/// Whether somebody may know of a proposal: their own, and those of their controller that are theirs to propose or to
/// approve, of others than themselves. Of one about a person whoever answers for one office alone knows where the person,
/// `about`, is one of that office: of anybody else it would tell that they are there.
pub fn knows_of(actor: &Actor, made: &Proposal, about: Option<&OwnerView>, occasion: &Occasion<'_>) -> bool {
    let action = action_of(&made.motion);
    let theirs = || may_propose(&actor.beyond_own(), action, occasion);
    let reaches = || match governs(actor, &[action], occasion) {
        Scope::Controller { controller } => controller == made.controller,
        scope => person_of(&made.motion).is_none() || about.is_some_and(|there| scope.admits(there)),
    };
    made.controller == occasion.controller && (made.by == actor.account || theirs() && reaches())
}

/// Whether somebody knows of a proposal only where they know of the person whom it is about: whoever asks looks them up first.
pub fn asks_whom(actor: &Actor, made: &Proposal, occasion: &Occasion<'_>) -> Option<Id> {
    let person = person_of(&made.motion)?;
    let whole = matches!(governs(actor, &[action_of(&made.motion)], occasion), Scope::Controller { .. });
    (!whole && made.controller == occasion.controller).then_some(person)
}

/// Whether somebody may approve a proposal as it stands: for pages that offer it. A hold and what changed since are
/// looked at when they do.
///
/// # Errors
/// [`Refusal::NotAllowed`] for a role that decides no such thing, [`Refusal::NeedsAnotherPerson`] for who made it, whom
/// it is about, who approved it, who holds no role but those already taken, and who may only propose.
pub fn may_approve(
    actor: &Actor,
    made: &Proposal,
    instance: &InstanceView,
    occasion: &Occasion<'_>,
) -> Result<(), Refusal> {
    authorise(actor, action_of(&made.motion), occasion)?;
    approves(actor, made, instance, occasion)
}

pub(super) fn approves(
    actor: &Actor,
    made: &Proposal,
    instance: &InstanceView,
    occasion: &Occasion<'_>,
) -> Result<(), Refusal> {
    let action = action_of(&made.motion);
    let mine = approving_roles(actor, action, occasion);
    let voted = |vote: &Vote| {
        // The first version did not write down in which roles somebody approved a forgetting.
        let known = || codes(&approving_roles(&instance.all_grants(&vote.by), action, occasion));
        if vote.roles.is_empty() { known() } else { vote.roles.clone() }
    };
    let mut taken: Vec<String> = made.votes.iter().flat_map(voted).collect();
    // Who asked that a person be forgotten is none of the two; of all else the proposer is one of them.
    if made.approvals() == 1 {
        taken.extend(made.roles.iter().cloned());
    }
    let another = mine.iter().any(|role| !taken.iter().any(|taken| taken == role.code()));
    let themselves = made.by == actor.account || made.votes.iter().any(|vote| vote.by == actor.account);
    let concerned = account_of(&made.motion) == Some(&actor.account);
    if another && !themselves && !concerned { Ok(()) } else { Err(Refusal::NeedsAnotherPerson) }
}

pub(super) fn codes(roles: &[Role]) -> Vec<String> {
    roles.iter().map(|role| role.code().to_owned()).collect()
}
