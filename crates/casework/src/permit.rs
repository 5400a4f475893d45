//! What each family of commands asks before it decides: who acts here, and whether they may.
//!
//! By the grants on record, never by those a caller brings along.

use journal::Grant;
use model::Id;

use crate::authorise::grants_accounts;
use crate::refusal::Not;
use crate::world::{RecordedWorld, on_record};
use crate::{Action, Actor, Ctx, InstanceView, Occasion, OwnerView, Refusal, Role, Scope, authorise, governs};

/// Whether the founder still sets the instance up, for the controller it was made for: no grant on record, run out
/// or not and wherever, lets anybody grant accounts.
pub(crate) fn is_founder(ctx: &Ctx, instance: &InstanceView) -> bool {
    let Some(founded) = &instance.founded else { return false };
    let mut grants = instance.accounts.values().flat_map(|account| &account.grants);
    let founds = founded.by == ctx.actor.account && founded.controller == ctx.controller;
    founds && !grants.any(|grant| Role::of(&grant.role).is_some_and(grants_accounts))
}

/// Why, whose data, and in what instance it is asked.
pub(crate) fn occasion<'a>(ctx: &'a Ctx, instance: &InstanceView) -> Result<Occasion<'a>, Refusal> {
    let founded = instance.founded.as_ref().ok_or(Refusal::NotFounded)?;
    Ok(Occasion { purpose: &ctx.purpose, controller: &ctx.controller, mode: founded.mode })
}

/// Whoever acts, with the grants on record for the controller and the office for which they act.
pub(crate) fn acting(ctx: &Ctx, instance: &InstanceView) -> Actor {
    let here = |grant: &Grant| grant.controller == ctx.controller && grant.office == ctx.office;
    instance.actor(&ctx.actor.account, ctx.now).narrowed(here)
}

/// Whether the reviewed table allows an action here, and on which rows.
pub(crate) fn permitted(ctx: &Ctx, instance: &InstanceView, action: Action) -> Result<Scope, Refusal> {
    authorise(&acting(ctx, instance), action, &occasion(ctx, instance)?)
}

/// Whether the table allows an action on rows of the office for which somebody acts, those to come included.
pub(crate) fn permitted_here(ctx: &Ctx, instance: &InstanceView, action: Action) -> Result<(), Refusal> {
    let scope = permitted(ctx, instance, action)?;
    if scope.covers(&ctx.controller, &ctx.office) { Ok(()) } else { Err(Refusal::NotAllowed) }
}

/// Whether the table allows an action on what owns itself: it is nobody's own record.
pub(crate) fn permitted_itself(ctx: &Ctx, instance: &InstanceView, action: Action) -> Result<(), Refusal> {
    authorise(&acting(ctx, instance).beyond_own(), action, &occasion(ctx, instance)?).map(drop)
}

/// The person, where they are among those who are governed here: of another controller, and for whoever answers for one office
/// alone of another office, they look like nobody.
pub(crate) fn governed<'a>(
    ctx: &Ctx,
    world: &'a impl RecordedWorld,
    person: Id,
    action: Action,
) -> Result<&'a OwnerView, Not> {
    let instance = world.instance();
    let scope = governs(&acting(ctx, instance), &[action], &occasion(ctx, instance)?);
    Ok(on_record(world, person)?.filter(|there| scope.admits(there)).ok_or(Refusal::NotFound)?)
}
