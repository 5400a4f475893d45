//! The lines of a record that has places: shutting some, offering what is free to who waits, and saying that somebody came or
//! left. A line names nobody; who keeps the house settles what is there also after it was closed.

use std::collections::BTreeSet;

use journal::{Body, Fact, LineSpan, LineStep, Part, Subject};
use model::{Date, Field, FieldKey, Id, Kind, Schema, Timestamp, Zone};

use super::stay::came;
use super::{Doing, on_hand};
use crate::bounds::{bad_field, reason};
use crate::places::LineState;
use crate::refusal::Not;
use crate::world::RecordedWorld;
use crate::{Ctx, PlaceLine, Places, RecordView, Refusal};

/// As many are offered at once at most.
const MOST_OFFERED: u32 = 1_000;

/// What is asked of the lines of a record that has places.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinesAsked {
    /// Which number: the whole name of a field, as `facility.beds`.
    pub limit: String,
    /// What.
    pub asked: LineAsked,
}

/// What is asked of lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LineAsked {
    /// Shuts some.
    Block {
        /// The new line.
        line: Id,
        /// How many, and when.
        span: LineSpan,
        /// Why.
        why: String,
    },
    /// Somebody came.
    Fill {
        /// Which line.
        line: Id,
        /// The day on which they came, where that was not today.
        on: Option<Date>,
    },
    /// Somebody left or does not come, or what was shut is open again.
    Free {
        /// Which line.
        line: Id,
        /// From which morning on, where that is not today.
        on: Option<Date>,
    },
    /// Offers what is free to those who wait longest and fit.
    Offer {
        /// To how many at most.
        most: u32,
    },
}

pub(super) fn decide(ctx: &Ctx, world: &impl RecordedWorld, record: Id, asked: &LinesAsked) -> Result<Vec<Fact>, Not> {
    let (there, kind) = on_hand(ctx, world, record, record, Doing::Amend)?;
    // Of a house that was closed what is there is still settled.
    let settles = matches!(asked.asked, LineAsked::Fill { .. } | LineAsked::Free { .. });
    if !there.is_open() && !settles {
        return Err(Refusal::NotOpen.into());
    }
    let limit = FieldKey::of(&asked.limit);
    if limits(world.schema(), kind, &there).iter().all(|field| field.name != asked.limit) {
        return Err(bad_field("limit").into());
    }
    let zone = world.instance().zone(&there.owner.controller, &there.owner.office);
    let (today, places) = (zone.day(ctx.now), Places::of(&there, limit, ctx.now, &zone));
    let steps = match &asked.asked {
        LineAsked::Block { line, span, why } => vec![(*line, blocked(&places, *line, *span, why)?)],
        LineAsked::Fill { line, on } => {
            let line = live(&places, *line)?;
            let ready = matches!(line.state, LineState::Held | LineState::Lapsed | LineState::Waits);
            if !ready {
                return Err(Refusal::NotOpen.into());
            }
            vec![(line.id, LineStep::Filled { span: came(line.span, *on, today)? })]
        }
        LineAsked::Free { line, on } => {
            let line = live(&places, *line)?;
            vec![(line.id, freed(line, *on, today)?)]
        }
        LineAsked::Offer { most } => offered(&places, (ctx.now, &zone), *most),
    };
    let parts: Vec<Part> = steps.into_iter().map(|(line, step)| line_part(&there, limit, line, step)).collect();
    Ok(if parts.is_empty() { vec![] } else { vec![Fact { envelope: ctx.envelope(), parts }] })
}

/// The numbers of a record that has places: those of which a kind in force takes something, and those of which it has lines
/// though nothing takes them any more. Whoever keeps the house settles these too: else whoever is in one would stay for ever.
pub fn limits<'k>(schema: &Schema, kind: &'k Kind, record: &RecordView<'_>) -> Vec<&'k Field> {
    let own: BTreeSet<FieldKey> = record.lines().into_iter().map(|said| said.limit).collect();
    let known = |field: &&Field| is_limit(schema, field) || own.contains(&FieldKey::of(&field.name));
    kind.fields.iter().filter(known).collect()
}

/// Whether records of a kind in force take something of a number.
pub fn is_limit(schema: &Schema, field: &Field) -> bool {
    schema.kinds().filter_map(|kind| kind.takes.as_ref()).any(|takes| takes.limit == field.name)
}

fn blocked(places: &Places, line: Id, span: LineSpan, why: &str) -> Result<LineStep, Refusal> {
    reason("why", why)?;
    if places.line(line).is_some() {
        return Err(Refusal::ExistsAlready);
    }
    // Nobody shuts more than there are.
    if span.units <= 0 || places.limit.is_some_and(|limit| span.units > limit) {
        return Err(bad_field("units"));
    }
    if span.until.is_some_and(|until| until <= span.from) {
        return Err(bad_field("until"));
    }
    Ok(LineStep::Blocked { span, why: why.to_owned() })
}

fn live(places: &Places, line: Id) -> Result<&PlaceLine, Refusal> {
    places.line(line).filter(|line| !line.is_over()).ok_or(Refusal::NotFound)
}

/// From the morning on which somebody left: not before they came, and not before it is so.
pub(super) fn freed(line: &PlaceLine, on: Option<Date>, today: Date) -> Result<LineStep, Refusal> {
    if line.is_over() {
        return Err(Refusal::NotOpen);
    }
    let on = on.unwrap_or(today);
    let began = matches!(line.state, LineState::Filled | LineState::Blocked);
    if on > today || (began && on < line.span.from.min(today)) {
        return Err(bad_field("on"));
    }
    Ok(LineStep::Freed { on })
}

/// Those who wait longest are offered what is free of their nights from today on; who does not fit keeps waiting.
fn offered(places: &Places, (now, zone): (Timestamp, &Zone), most: u32) -> Vec<(Id, LineStep)> {
    let most = usize::try_from(most.min(MOST_OFFERED)).unwrap_or_default();
    let held = |line: PlaceLine| {
        let expires = expires(line.span, line.hours, now, zone);
        (line.id, LineStep::Held { span: line.span, expires })
    };
    places.due_to_who_waits().take(most).map(held).collect()
}

pub(super) fn line_part(record: &RecordView<'_>, limit: FieldKey, line: Id, step: LineStep) -> Part {
    let body = Body::Line { record: record.id, limit, line, step };
    Part { subject: Subject::Owner(record.owner.id), compartment: record.wall, body }
}

/// Until when it is kept: so many hours from the asking on, and where the first night has not begun, from its day on. Who
/// books for next week has the bed when they come.
pub(super) fn expires(span: LineSpan, hours: Option<u64>, now: Timestamp, zone: &Zone) -> Option<Timestamp> {
    let hours = i64::try_from(hours?).unwrap_or(i64::MAX);
    let from = if span.from == Date::MIN { now } else { zone.begins(span.from).max(now) };
    Some(Timestamp(from.0.saturating_add(hours.saturating_mul(Timestamp::HOUR))))
}
