//! Who may do what with whose record: the reviewed row that the kind names, the scope of whoever acts, the wall before it and
//! for whom it is.
//!
//! Out of scope and not there look alike. What owns itself is opened and changed by the office that keeps it, and read by
//! whoever works for its controller, unless it lies behind a wall.

use std::borrow::Cow;

use model::{About, Id, Kind, core};

use super::{Doing, action};
use crate::bounds::bad_field;
use crate::permit::{acting, occasion, permitted, permitted_itself};
use crate::refusal::Not;
use crate::world::{RecordedWorld, any_on_record, household_of};
use crate::{
    Action, Audience, Ctx, OwnerView, RecordView, Refusal, Role, Scope, Seat, authorise, opens_wall, reads_kind,
};

/// Whoever has a case in hand that is for them and a few others, or answers for it, gives it away: nobody else opens it to all.
pub(super) fn hands_over(ctx: &Ctx, world: &impl RecordedWorld, record: &RecordView<'_>) -> Result<(), Refusal> {
    let account = acting(ctx, world.instance());
    let named = matches!(Audience::of(record, world.pathways()), Audience::Named(_));
    let own = record.assignee() == Some(account.account.as_str());
    let answers = account.at(&ctx.controller).any(|(role, _)| role == Role::Supervisor);
    if !named || own || answers { Ok(()) } else { Err(Refusal::NotAllowed) }
}

/// Whoever has something in hand works at the office for which it is put there, reads whose it is, and opens the wall before
/// it: in other hands it would be nobody's and look taken care of.
pub(super) fn may_have(
    ctx: &Ctx,
    world: &impl RecordedWorld,
    account: &str,
    record: &RecordView<'_>,
) -> Result<(), Refusal> {
    let (instance, occasion) = (world.instance(), occasion(ctx, world.instance())?);
    let seat = Seat { controller: ctx.controller.clone(), office: ctx.office.clone() };
    let theirs = instance.actor(account, ctx.now).seated(&seat);
    let reads = match world.schema().kind(record.kind()).filter(|kind| kind.owns_itself()) {
        Some(kind) => reads_kind(&theirs, kind, &occasion),
        None => authorise(&theirs, Action::ReadPersonal, &occasion),
    };
    let reads = reads.is_ok_and(|scope| scope.admits(record.owner));
    let opens = opens_wall(&theirs, record.wall, record.owner, &occasion);
    if reads && opens { Ok(()) } else { Err(bad_field("to")) }
}

/// For whom a record of a kind is to be opened, where whoever acts may do that: the person, or the household to which they
/// belong, which comes on record with its first record. A household's records stand at one office.
pub(super) fn opens_for<'a>(
    ctx: &Ctx,
    world: &'a impl RecordedWorld,
    owner: Id,
    kind: &Kind,
) -> Result<Cow<'a, OwnerView>, Not> {
    let member = owner_for(ctx, world, owner, kind, Doing::Open)?;
    if kind.about != About::Household {
        return Ok(Cow::Borrowed(member));
    }
    let household = household_of(world, member).ok_or_else(|| bad_field(core::HOUSEHOLD_ID.name))?;
    if any_on_record(world, household)?.is_some() {
        return in_reach(ctx, world, household, kind, (About::Household, Doing::Open)).map(Cow::Borrowed);
    }
    let new = OwnerView::new(household, member.controller.clone(), member.office.clone(), member.synthetic);
    Ok(Cow::Owned(OwnerView { about: About::Household, ..new }))
}

/// Whose record it is, where whoever acts may do this with records of the kind; of one that is to be opened for a household,
/// the member through whom it is.
pub(super) fn owner_for<'a>(
    ctx: &Ctx,
    world: &'a impl RecordedWorld,
    owner: Id,
    kind: &Kind,
    doing: Doing,
) -> Result<&'a OwnerView, Not> {
    if kind.owns_itself() {
        permitted_itself(ctx, world.instance(), action(kind.work, doing))?;
        return kept_here(ctx, world, owner, kind);
    }
    let about = if doing == Doing::Open { About::Person } else { kind.about };
    in_reach(ctx, world, owner, kind, (about, doing))
}

/// A person or a household within the scope of whoever acts. Out of scope and not there look alike.
fn in_reach<'a>(
    ctx: &Ctx,
    world: &'a impl RecordedWorld,
    owner: Id,
    kind: &Kind,
    (about, doing): (About, Doing),
) -> Result<&'a OwnerView, Not> {
    let instance = world.instance();
    let scope = permitted(ctx, instance, action(kind.work, doing))?;
    // Whoever changes a record reads it, for a refusal tells what is there; so does whoever opens one for a household, for a
    // refusal tells whether there is one. Actions that are about records of their own open nobody by themselves.
    let reads = doing != Doing::Open || scope == Scope::Nothing || kind.about == About::Household;
    let read = if reads { permitted(ctx, instance, Action::ReadPersonal)? } else { scope.clone() };
    let admits = |there: &&OwnerView| read.admits(there) && (scope == Scope::Nothing || scope.admits(there));
    let there = any_on_record(world, owner)?.filter(|there| there.about == about);
    let there = there.filter(admits).ok_or(Refusal::NotFound)?;
    let opens = opens_wall(&acting(ctx, instance), kind.compartment, there, &occasion(ctx, instance)?);
    if opens { Ok(there) } else { Err(Refusal::NotFound.into()) }
}

/// What owns itself, where the office for which somebody acts keeps it.
fn kept_here<'a>(ctx: &Ctx, world: &'a impl RecordedWorld, owner: Id, kind: &Kind) -> Result<&'a OwnerView, Not> {
    let (account, occasion) = (acting(ctx, world.instance()), occasion(ctx, world.instance())?);
    let there =
        any_on_record(world, owner)?.filter(|there| there.about == About::Itself && there.controller == ctx.controller);
    let there =
        there.filter(|there| opens_wall(&account, kind.compartment, there, &occasion)).ok_or(Refusal::NotFound)?;
    // That it is there, its readers know.
    let reads = reads_kind(&account, kind, &occasion).is_ok_and(|scope| scope.admits(there));
    match (there.office == ctx.office, reads) {
        (true, _) => Ok(there),
        (false, true) => Err(Refusal::NotAllowed.into()),
        (false, false) => Err(Refusal::NotFound.into()),
    }
}

/// Refuses what was asked of a record as it was shown, where somebody else has said or done something since. What lies behind
/// walls that whoever acts does not open overtakes nobody.
pub(super) fn stands_as_seen(
    ctx: &Ctx,
    world: &impl RecordedWorld,
    there: &RecordView<'_>,
    seen: Option<u64>,
) -> Result<(), Refusal> {
    let (account, occasion) = (acting(ctx, world.instance()), occasion(ctx, world.instance())?);
    let now = there.version(|wall| opens_wall(&account, wall, there.owner, &occasion));
    if seen.is_some_and(|seen| seen != now) { Err(Refusal::Overtaken) } else { Ok(()) }
}

/// A record with its kind, where whoever acts may do this with it. What may be done with it is told to those alone who may
/// know of it.
pub(super) fn on_hand<'a>(
    ctx: &Ctx,
    world: &'a impl RecordedWorld,
    owner: Id,
    record: Id,
    doing: Doing,
) -> Result<(RecordView<'a>, &'a Kind), Not> {
    let there = any_on_record(world, owner)?.and_then(|there| there.record(record)).ok_or(Refusal::NotFound)?;
    // What a pack that is in force no longer declares is kept, and nothing is done with it.
    let kind = world.schema().kind(there.kind()).ok_or(Refusal::NotFound)?;
    if !knows_of(ctx, world, &there, kind)? {
        return Err(Refusal::NotFound.into());
    }
    owner_for(ctx, world, owner, kind, doing)?;
    Ok((there, kind))
}

/// Whether whoever acts reads whose record it is, opens the wall before it, and is somebody for whom it is.
fn knows_of(ctx: &Ctx, world: &impl RecordedWorld, there: &RecordView<'_>, kind: &Kind) -> Result<bool, Refusal> {
    let (account, occasion) = (acting(ctx, world.instance()), occasion(ctx, world.instance())?);
    let reads = if kind.owns_itself() {
        let keeps = there.owner.controller == ctx.controller && there.owner.office == ctx.office;
        let works = permitted_itself(ctx, world.instance(), action(kind.work, Doing::Amend)).is_ok();
        keeps && works || reads_kind(&account, kind, &occasion).is_ok_and(|scope| scope.admits(there.owner))
    } else {
        authorise(&account, Action::ReadPersonal, &occasion).is_ok_and(|scope| scope.admits(there.owner))
    };
    let opens = opens_wall(&account, kind.compartment, there.owner, &occasion);
    Ok(reads && opens && Audience::of(there, world.pathways()).admits(&account, there))
}
