//! What is done with a record of any kind: it is put into somebody's hands, closed and opened again, and what was said about it
//! is noted.
//!
//! Closing and opening again say why, and what stands so already in the same words is not written twice. What a pathway lets
//! somebody do is no act of this kind and is refused here: it is asked for as a step.

use journal::{Act, Body, Fact, Part, Subject};
use model::{FieldKey, Id, Kind, Timestamp};

use super::Doing;
use super::hands::{hands_over, may_have, on_hand};
use super::place::ends;
use super::step::may_end;
use super::unique::has_alike;
use crate::bounds::{TEXT, bad_field, is_text, reason};
use crate::refusal::Not;
use crate::world::RecordedWorld;
use crate::{Ctx, RecordView, Refusal};

pub(super) fn decide(
    ctx: &Ctx,
    world: &impl RecordedWorld,
    (owner, record): (Id, Id),
    act: &Act,
) -> Result<Vec<Fact>, Not> {
    let doing = if matches!(act, Act::Assigned { .. } | Act::Noted { .. }) { Doing::Amend } else { Doing::Close };
    let (there, kind) = on_hand(ctx, world, owner, record, doing)?;
    if !changes(ctx, world, &there, kind, act)? {
        return Ok(vec![]);
    }
    let body = Body::Acted { record, act: act.clone() };
    let mut parts = vec![Part { subject: Subject::Owner(owner), compartment: there.wall, body }];
    if matches!(act, Act::Closed { .. }) {
        parts.extend(ends(ctx, world, &there)?);
    }
    Ok(vec![Fact { envelope: ctx.envelope(), parts }])
}

/// Whether an act changes how the record stands, where nothing is against it.
fn changes(ctx: &Ctx, world: &impl RecordedWorld, there: &RecordView<'_>, kind: &Kind, act: &Act) -> Result<bool, Not> {
    match act {
        Act::Assigned { to } => assigns(ctx, world, there, to.as_deref()),
        Act::Closed { reason } => closes(ctx, world, there, act, reason),
        Act::Reopened { reason } => reopens(ctx, world, there, kind, act, reason),
        Act::Noted { happened, text } => {
            may_note(ctx, *happened, text)?;
            Ok(true)
        }
        // What a case runs is said when it is opened or moved; a step and a place are asked for as such.
        Act::Runs { .. } | Act::Moved { .. } | Act::MoveAsked { .. } | Act::Took { .. } | Act::Stepped { .. } => {
            Err(Refusal::NotAllowed.into())
        }
    }
}

fn assigns(ctx: &Ctx, world: &impl RecordedWorld, there: &RecordView<'_>, to: Option<&str>) -> Result<bool, Not> {
    if !there.is_open() {
        return Err(Refusal::NotOpen.into());
    }
    hands_over(ctx, world, there)?;
    to.map_or(Ok(()), |to| may_have(ctx, world, to, there))?;
    Ok(there.assignee() != to)
}

fn closes(ctx: &Ctx, world: &impl RecordedWorld, there: &RecordView<'_>, act: &Act, why: &str) -> Result<bool, Not> {
    reason("reason", why)?;
    if !there.is_open() && !stands_already(ctx, there, act) {
        return Err(Refusal::NotOpen.into());
    }
    may_end(ctx, world, there, why)?;
    Ok(there.is_open())
}

/// Opening it again: not where another of the kind, of which there is one at a time, was opened meanwhile.
fn reopens(
    ctx: &Ctx,
    world: &impl RecordedWorld,
    there: &RecordView<'_>,
    kind: &Kind,
    act: &Act,
    why: &str,
) -> Result<bool, Not> {
    reason("reason", why)?;
    if there.is_open() && !stands_already(ctx, there, act) {
        return Err(Refusal::OpenAlready.into());
    }
    let said = |link: &str| there.state(FieldKey::of(link));
    if !there.is_open() && has_alike(ctx, world, there.owner, kind, Some(there.id), said) {
        return Err(Refusal::ExistsAlready.into());
    }
    Ok(!there.is_open())
}

/// Whoever talked with somebody writes it down, also once it is closed.
fn may_note(ctx: &Ctx, happened: Option<Timestamp>, text: &str) -> Result<(), Refusal> {
    if text.trim().is_empty() || !is_text(text, TEXT) {
        return Err(bad_field("text"));
    }
    if happened.is_some_and(|at| at > ctx.now) {
        return Err(bad_field("happened"));
    }
    Ok(())
}

/// Whether the record was last closed, or opened again, by this very account in these very words: what is sent twice is done
/// once. Somebody else's reason would be lost.
fn stands_already(ctx: &Ctx, record: &RecordView<'_>, act: &Act) -> bool {
    record.turned().is_some_and(|last| last.by == ctx.actor.account && last.act == *act)
}
