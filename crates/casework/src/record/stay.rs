//! The nights of a stay: how much a record takes and when, as far as it says. A stay ends after it begins; what sources
//! contest is nobody's to choose, and how many came is asked where nobody says it.

use journal::LineSpan;
use model::{Date, FieldKey, FieldState, Kind, KindTakes, TakenUnits, Value};

use crate::bounds::bad_field;
use crate::places::LineState;
use crate::view::agreed;
use crate::{Fields, PlaceLine, RecordView, Refusal};

/// More than this is no family and no group: a slip.
const MOST_UNITS: i64 = 100_000;

/// How much a record takes, and on which nights, as far as it says; nothing where it does not.
pub fn taken_span(record: &RecordView<'_>, takes: &KindTakes) -> Option<LineSpan> {
    span(|field| record.state(field), takes).ok()
}

/// On which nights a record takes something, as far as it says, also where it does not say yet for how many: of these it can
/// be told what is left. Nothing of what is not taken by night.
pub fn taken_nights(record: &RecordView<'_>, takes: &KindTakes) -> Option<LineSpan> {
    let nights = nights(&|field| record.state(field), takes).ok()?;
    (nights.from != Date::MIN).then_some(nights)
}

/// Whether somebody came before the first night that their record says. That they came is written down as it was; what the
/// record says is somebody's to put right.
pub fn came_early(record: &RecordView<'_>, takes: &KindTakes, line: &PlaceLine) -> bool {
    let first = takes.nights.as_ref().and_then(|(first, _)| day(&|field| record.state(field), first));
    line.state == LineState::Filled && first.is_some_and(|first| line.span.from < first)
}

pub(super) fn span(said: impl Fn(FieldKey) -> FieldState<Value>, takes: &KindTakes) -> Result<LineSpan, Refusal> {
    let units = units(&said, takes)?;
    Ok(LineSpan { units, ..nights(&said, takes)? })
}

/// The nights alone, of nobody yet.
fn nights(said: &impl Fn(FieldKey) -> FieldState<Value>, takes: &KindTakes) -> Result<LineSpan, Refusal> {
    let Some((first, last)) = &takes.nights else {
        return Ok(LineSpan { units: 0, from: Date::MIN, until: None });
    };
    let from = day(said, first).ok_or_else(|| bad_field(first))?;
    let until = match said(FieldKey::of(last)) {
        FieldState::Contested(_) => return Err(bad_field(last)),
        _ => day(said, last),
    };
    if until.is_some_and(|until| until <= from) {
        return Err(out_of_order((first, last)));
    }
    Ok(LineSpan { units: 0, from, until })
}

/// Of who came: what the record says, else what was kept for them, else the nights from that day on. How many came is never
/// made up: a family would be written down as one.
pub(super) fn span_of_who_came(
    there: &RecordView<'_>,
    takes: &KindTakes,
    kept: Option<&PlaceLine>,
    today: Date,
) -> Result<LineSpan, Refusal> {
    let said = |field| there.state(field);
    if let Ok(span) = span(said, takes) {
        return Ok(span);
    }
    match kept {
        Some(line) => Ok(LineSpan { units: units(&said, takes).unwrap_or(line.span.units), ..line.span }),
        None => Ok(LineSpan { units: units(&said, takes)?, from: today, until: None }),
    }
}

fn units(said: &impl Fn(FieldKey) -> FieldState<Value>, takes: &KindTakes) -> Result<i64, Refusal> {
    match &takes.units {
        TakenUnits::Always(units) => Ok(*units),
        TakenUnits::Field(field) => match said(FieldKey::of(field)) {
            FieldState::Known(Value::Int(units)) if (1..=MOST_UNITS).contains(&units) => Ok(units),
            _ => Err(bad_field(field)),
        },
    }
}

fn day(said: &impl Fn(FieldKey) -> FieldState<Value>, field: &str) -> Option<Date> {
    match said(FieldKey::of(field)) {
        FieldState::Known(Value::Date(day)) => Some(day),
        _ => None,
    }
}

/// Refuses a new stay that ends before its first night is over: nothing could be kept for it, and nobody would be told why.
pub(super) fn begins_in_order(kind: &Kind, fields: &Fields) -> Result<(), Refusal> {
    let said = |key| fields.iter().find(|(name, _)| FieldKey::of(name) == key).map(|(_, state)| state.clone());
    in_order(kind, |key| said(key).unwrap_or(FieldState::Unknown))
}

/// Refuses an amendment by which a stay would end before its first night is over. What stands so already is no reason to
/// refuse another field.
pub(super) fn stays_in_order(
    there: &RecordView<'_>,
    kind: &Kind,
    source: &str,
    fields: &Fields,
) -> Result<(), Refusal> {
    let nights = kind.takes.as_ref().and_then(|takes| takes.nights.as_ref());
    if !nights.is_some_and(|(first, last)| fields.contains_key(first) || fields.contains_key(last)) {
        return Ok(());
    }
    in_order(kind, |field| said_after(there, source, field, fields))
}

fn in_order(kind: &Kind, said: impl Fn(FieldKey) -> FieldState<Value>) -> Result<(), Refusal> {
    let Some((first, last)) = kind.takes.as_ref().and_then(|takes| takes.nights.as_ref()) else { return Ok(()) };
    match day(&said, first).zip(day(&said, last)) {
        Some((from, until)) if until <= from => Err(out_of_order((first, last))),
        _ => Ok(()),
    }
}

fn out_of_order((first, last): (&str, &str)) -> Refusal {
    Refusal::CannotBe { field: last.to_owned(), with: Some(first.to_owned()) }
}

/// From the day on which somebody came, whatever was planned.
pub(super) fn came(span: LineSpan, on: Option<Date>, today: Date) -> Result<LineSpan, Refusal> {
    let from = on.unwrap_or(today);
    if from > today {
        return Err(bad_field("on"));
    }
    // Who came later than they were to leave is there for this night, and then should have left.
    let until = span.until.map(|until| until.max(from.tomorrow().unwrap_or(from)));
    Ok(LineSpan { from, until, ..span })
}

/// What a field will say once a source has said something of it: where others say otherwise, nothing certain.
pub(super) fn said_after(there: &RecordView<'_>, source: &str, field: FieldKey, fields: &Fields) -> FieldState<Value> {
    let Some((_, news)) = fields.iter().find(|(name, _)| FieldKey::of(name) == field) else {
        return there.state(field);
    };
    let others = there.live(field).into_iter().filter(|(said, _)| said.source != source).map(|(_, state)| state);
    agreed(others.chain([news]))
}
