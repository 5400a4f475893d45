//! Places: reserving, filling and giving back what a record takes of another.
//!
//! A place is kept where it fits on every night and nobody who waits longer would lose it, and nowhere where nobody knows how
//! many there are. That somebody came is always written down, also where more came than there is room for: a page tells
//! that ([`crate::Places::exceeded`]). What has the places learns a line and no name; only the record that took it knows which is
//! its own. Next: `host.rs`, where the places are, `lines.rs`, what is done with lines where they lie, and `stay.rs`, the
//! nights of a stay.

use journal::{Act, Body, Fact, LineSpan, LineStep, Part, Subject};
use model::{Date, Id, Kind, Timestamp, Zone};

use super::host::{Host, OwnPlace, linked, own_line, own_place};
use super::lines::{expires, line_part};
use super::stay::{came, said_after, span, span_of_who_came};
use super::{Doing, on_hand};
use crate::bounds::bad_field;
use crate::places::{LineState, ahead};
use crate::refusal::Not;
use crate::world::RecordedWorld;
use crate::{Ctx, Fields, PlaceLine, RecordView, Refusal};

/// What is asked of the place that a record takes at another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlaceAsked {
    /// Keeps one, or asks for one where there is none and somebody is ready to wait.
    Reserve {
        /// The line, where it has none yet: an id by chance.
        line: Id,
        /// Whether to wait where there is none.
        or_wait: bool,
    },
    /// Somebody came.
    Fill {
        /// The line, where it has none yet: an id by chance.
        line: Id,
        /// The day on which they came, where that was not today.
        on: Option<Date>,
    },
    /// Somebody left, or does not come.
    Free {
        /// The morning on which they left, where that was not today.
        on: Option<Date>,
    },
}

pub(super) fn decide(
    ctx: &Ctx,
    world: &impl RecordedWorld,
    (owner, record): (Id, Id),
    asked: PlaceAsked,
) -> Result<Vec<Fact>, Not> {
    let (there, kind) = on_hand(ctx, world, owner, record, Doing::Amend)?;
    if !there.is_open() {
        return Err(Refusal::NotOpen.into());
    }
    let parts = parts(ctx, world, &there, kind, (asked, None))?;
    Ok(if parts.is_empty() { vec![] } else { vec![Fact { envelope: ctx.envelope(), parts }] })
}

/// What a step of a pathway does to the place of a record, or what somebody asks on its page. Of a step it is known at what
/// moment it was: which day that was, the house says by its own clock.
pub(super) fn parts(
    ctx: &Ctx,
    world: &impl RecordedWorld,
    there: &RecordView<'_>,
    kind: &Kind,
    (asked, happened): (PlaceAsked, Option<Timestamp>),
) -> Result<Vec<Part>, Not> {
    if let PlaceAsked::Free { on } = asked {
        let own = own_place(ctx, world, there)?.ok_or(Refusal::NotOpen)?;
        return Ok(vec![own.freed(day(on, happened, &own.zone))?]);
    }
    let takes = kind.takes.as_ref().ok_or(Refusal::NotFound)?;
    let host = linked(ctx, world, there, takes)?;
    let elsewhere = own_place(ctx, world, there)?.filter(|own| own.host.id != host.record.id);
    let step = match asked {
        PlaceAsked::Reserve { line, or_wait } => reserve(ctx, there, &host, elsewhere.as_ref(), (line, or_wait))?,
        PlaceAsked::Fill { line, on } => fill(there, &host, (line, day(on, happened, &host.zone)))?,
        PlaceAsked::Free { .. } => vec![],
    };
    // Nobody has two: whoever goes to another house leaves the place in the first.
    let left = elsewhere.map(|own| own.freed(since(&own, asked, happened))).transpose()?;
    Ok(step.into_iter().chain(left).collect())
}

/// The day on which it was: that which somebody says, or that of a moment by the clock of the house.
fn day(on: Option<Date>, happened: Option<Timestamp>, zone: &Zone) -> Option<Date> {
    on.or_else(|| happened.map(|at| zone.day(at)))
}

/// From which morning on the first place is left: that on which they came to the other. A place that was only kept is given
/// up today, whatever nights it was kept for.
fn since(own: &OwnPlace<'_>, asked: PlaceAsked, happened: Option<Timestamp>) -> Option<Date> {
    let PlaceAsked::Fill { on, .. } = asked else { return None };
    let came = day(on, happened, &own.zone).filter(|_| own.line.state == LineState::Filled)?;
    Some(came.max(own.line.span.from).min(own.today))
}

/// What gives back the place of a record that ends, where it has one.
pub(super) fn ends(ctx: &Ctx, world: &impl RecordedWorld, there: &RecordView<'_>) -> Result<Vec<Part>, Not> {
    let own = own_place(ctx, world, there)?.map(|own| own.freed(None)).transpose()?;
    Ok(own.into_iter().collect())
}

/// Keeps a place, or asks for one. Whoever is somewhere is not asked for elsewhere: they come, or they stay. What is kept is
/// not given up for a place in the queue.
fn reserve(
    ctx: &Ctx,
    there: &RecordView<'_>,
    host: &Host<'_>,
    elsewhere: Option<&OwnPlace<'_>>,
    (new, or_wait): (Id, bool),
) -> Result<Vec<Part>, Not> {
    if elsewhere.is_some_and(|own| own.line.state == LineState::Filled) {
        return Err(Refusal::InPlace.into());
    }
    // A house that was closed takes nobody in.
    if !host.record.is_open() {
        return Err(Refusal::HostClosed.into());
    }
    let span = ahead_of(span(|field| there.state(field), host.takes)?, host)?;
    let own = own_line(there, host);
    let same = own.is_some_and(|line| ahead(line.span, host.today) == span);
    if own.is_some_and(|line| line.state == LineState::Filled || (is_kept(line) && same)) {
        return Err(Refusal::ExistsAlready.into());
    }
    let hours = host.takes.hold_hours.map(u64::from);
    let line = line_of(host, own, new)?;
    let fits = host.places.fits(span, Some(line)).ok_or(Refusal::PlacesUnknown)?;
    // What is free goes to who waits longer and fits; whoever waits longest of all may keep it themselves.
    let guarded = fits && host.places.is_due(span, line) == Some(false);
    if fits && !guarded {
        let step = LineStep::Held { span, expires: expires(span, hours, ctx.now, &host.zone) };
        return Ok(taken(there, host, line, step, own.is_some()));
    }
    if !or_wait || own.is_some_and(is_kept) || elsewhere.is_some() {
        return Err(if guarded { Refusal::OthersWait } else { Refusal::NoPlace }.into());
    }
    if same && own.is_some_and(|line| line.state == LineState::Waits) {
        return Err(Refusal::ExistsAlready.into());
    }
    Ok(taken(there, host, line, LineStep::Waits { span, hours }, own.is_some()))
}

/// The nights of a stay that are not over: for none at all nothing is kept.
fn ahead_of(span: LineSpan, host: &Host<'_>) -> Result<LineSpan, Refusal> {
    let left = ahead(span, host.today);
    match (&host.takes.nights, left.until) {
        (Some((_, last)), Some(until)) if until <= left.from => Err(bad_field(last)),
        _ => Ok(left),
    }
}

/// The line that a record has, or a new one: no line is ever another's.
fn line_of(host: &Host<'_>, own: Option<&PlaceLine>, new: Id) -> Result<Id, Refusal> {
    match own {
        Some(own) => Ok(own.id),
        None if host.places.line(new).is_some() => Err(Refusal::ExistsAlready),
        None => Ok(new),
    }
}

/// Somebody came: at the place that is theirs, or, where they have none, at the one to which the record leads.
fn fill(there: &RecordView<'_>, host: &Host<'_>, (new, on): (Id, Option<Date>)) -> Result<Vec<Part>, Not> {
    let own = own_line(there, host);
    if own.is_some_and(|line| line.state == LineState::Filled) {
        return Err(Refusal::ExistsAlready.into());
    }
    let span = came(span_of_who_came(there, host.takes, own, host.today)?, on, host.today)?;
    let line = line_of(host, own, new)?;
    Ok(taken(there, host, line, LineStep::Filled { span }, own.is_some()))
}

/// What an amendment does to the place of who is there: whoever stays longer, or with more, takes that from now on, and what
/// exceeds is told. What is only kept stays kept as it was until somebody keeps it anew.
pub(super) fn follows(
    ctx: &Ctx,
    world: &impl RecordedWorld,
    there: &RecordView<'_>,
    kind: &Kind,
    fields: &Fields,
) -> Result<Vec<Part>, Not> {
    let Some(takes) = &kind.takes else { return Ok(vec![]) };
    let Some(own) = own_place(ctx, world, there)?.filter(|own| own.line.state == LineState::Filled) else {
        return Ok(vec![]);
    };
    let Ok(now) = span(|field| said_after(there, &ctx.source, field, fields), takes) else { return Ok(vec![]) };
    if now.until.is_some_and(|until| until <= own.line.span.from) {
        return Ok(vec![]);
    }
    let span = LineSpan { units: now.units, until: now.until, ..own.line.span };
    if span == own.line.span {
        return Ok(vec![]);
    }
    Ok(vec![own.part(LineStep::Filled { span })])
}

fn is_kept(line: &PlaceLine) -> bool {
    line.state == LineState::Held
}

/// The two parts of one fact: the record knows its line, and the line knows nobody.
fn taken(there: &RecordView<'_>, host: &Host<'_>, line: Id, step: LineStep, has_it: bool) -> Vec<Part> {
    let act = Act::Took { from: host.record.id, line };
    let own = Part {
        subject: Subject::Owner(there.owner.id),
        compartment: there.wall,
        body: Body::Acted { record: there.id, act },
    };
    let own = (!has_it).then_some(own);
    own.into_iter().chain([line_part(&host.record, host.limit, line, step)]).collect()
}
