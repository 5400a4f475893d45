//! Being forgotten: asked, approved by two people of different roles, held by nothing (invariant 3).
//!
//! Whoever asked is none of the two. The keys are destroyed by `store`, which asks [`may_forget`] first.

use journal::{Body, Fact, Part, Subject};
use model::Id;

use super::{acting, bad_field, occasion, of_instance, permitted, recorded};
use crate::authorise::{approving_roles, may_propose};
use crate::view::ForgetRequest;
use crate::{Action, Ctx, PersonView, Refusal, Role, View};

/// Approvals that a request takes.
const APPROVALS: usize = 2;

pub(super) fn ask(ctx: &Ctx, view: &View<'_>, request: Id, person: Id) -> Result<Vec<Fact>, Refusal> {
    let founded = view.instance.founded.as_ref().ok_or(Refusal::NotFounded)?;
    if !may_propose(&acting(ctx, view), Action::Erase, &occasion(ctx, founded)) {
        return Err(Refusal::NotAllowed);
    }
    here(ctx, view, person)?;
    if view.instance.requests.contains_key(&request) {
        return Err(Refusal::ExistsAlready);
    }
    Ok(of_instance(ctx, Body::ForgetAsked { request, person }))
}

pub(super) fn approve(ctx: &Ctx, view: &View<'_>, request: Id) -> Result<Vec<Fact>, Refusal> {
    permitted(ctx, view, Action::Erase)?;
    let asked = view.instance.requests.get(&request).ok_or(Refusal::NotFound)?;
    let person = here(ctx, view, asked.person)?;
    if asked.done || asked.approved_by.len() >= APPROVALS {
        return Err(Refusal::ExistsAlready);
    }
    if person.held {
        return Err(Refusal::Held);
    }
    if asked.asked_by == ctx.actor.account || !adds_a_person(ctx, view, asked)? {
        return Err(Refusal::NeedsAnotherPerson);
    }
    Ok(of_instance(ctx, Body::ForgetApproved { request }))
}

/// Whether an approval now would come from another person in another role than those before it.
fn adds_a_person(ctx: &Ctx, view: &View<'_>, asked: &ForgetRequest) -> Result<bool, Refusal> {
    let founded = view.instance.founded.as_ref().ok_or(Refusal::NotFounded)?;
    let occasion = occasion(ctx, founded);
    let mine = approving_roles(&acting(ctx, view), Action::Erase, &occasion);
    let taken = |account: &String| -> Vec<Role> {
        approving_roles(&recorded(account, view.instance), Action::Erase, &occasion)
    };
    let taken: Vec<Role> = asked.approved_by.iter().flat_map(taken).collect();
    Ok(!asked.approved_by.contains(&ctx.actor.account) && mine.iter().any(|role| !taken.contains(role)))
}

pub(super) fn hold(
    ctx: &Ctx,
    view: &View<'_>,
    person: Id,
    reference: String,
    held: bool,
) -> Result<Vec<Fact>, Refusal> {
    permitted(ctx, view, Action::GovernPurposes)?;
    let there = here(ctx, view, person)?;
    if reference.trim().is_empty() {
        return Err(bad_field("reference"));
    }
    if there.held == held {
        return Ok(vec![]);
    }
    let body = Body::Hold { person, reference, held };
    let parts = vec![Part { subject: Subject::Person(person), compartment: None, body }];
    Ok(vec![Fact { envelope: ctx.envelope(), parts }])
}

/// The person, where they are on record for the controller; another controller's look like nobody.
fn here<'a>(ctx: &Ctx, view: &View<'a>, person: Id) -> Result<&'a PersonView, Refusal> {
    let there = view.person.filter(|there| there.id == person && there.controller == ctx.controller);
    there.ok_or(Refusal::NotFound)
}

/// Whom an approved request is about, where their keys may be destroyed now.
///
/// # Errors
/// [`Refusal::NotFound`] without such a request or person, [`Refusal::ExistsAlready`] where it is done,
/// [`Refusal::NeedsAnotherPerson`] where an approval is missing, [`Refusal::Held`] under a legal hold.
pub fn may_forget(view: &View<'_>, request: Id) -> Result<Id, Refusal> {
    let asked = view.instance.requests.get(&request).ok_or(Refusal::NotFound)?;
    if asked.done {
        return Err(Refusal::ExistsAlready);
    }
    if asked.approved_by.len() < APPROVALS {
        return Err(Refusal::NeedsAnotherPerson);
    }
    let person = view.person.filter(|there| there.id == asked.person).ok_or(Refusal::NotFound)?;
    if person.held { Err(Refusal::Held) } else { Ok(asked.person) }
}
