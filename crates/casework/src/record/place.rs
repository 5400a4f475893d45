//! Places: reserving, filling and giving back what a record takes of another, and shutting, offering and settling lines at
//! the record that has them.
//!
//! A place is kept where it fits on every night, and nowhere where nobody knows how many there are. That somebody came is
//! always written down, also where more came than there is room for: a page tells that ([`Places::exceeded`]). What has the
//! places learns a line and no name; only the record that took it knows which is its own.

use journal::{Act, Body, Fact, LineSpan, LineStep, Part, Subject};
use model::{Date, FieldKey, FieldState, Id, Kind, KindTakes, TakenUnits, Timestamp, Value};

use super::{Doing, on_hand};
use crate::bounds::{bad_field, reason};
use crate::permit::{acting, occasion};
use crate::places::LineState;
use crate::refusal::Not;
use crate::world::{RecordedWorld, any_on_record};
use crate::{Ctx, Fields, OwnerView, PlaceLine, Places, RecordView, Refusal, opens_wall, reads_kind};

/// Microseconds of an hour.
const HOUR: i64 = 3_600_000_000;
/// As many are offered at once at most.
const MOST_OFFERED: u32 = 1_000;

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

/// The record at which another takes a place, with its lines now.
struct Host<'a> {
    record: RecordView<'a>,
    takes: &'a KindTakes,
    limit: FieldKey,
    places: Places,
    today: Date,
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
    let parts = parts(ctx, world, &there, kind, asked)?;
    Ok(if parts.is_empty() { vec![] } else { vec![Fact { envelope: ctx.envelope(), parts }] })
}

/// What a step of a pathway, or closing, does to the place of a record.
pub(super) fn parts(
    ctx: &Ctx,
    world: &impl RecordedWorld,
    there: &RecordView<'_>,
    kind: &Kind,
    asked: PlaceAsked,
) -> Result<Vec<Part>, Not> {
    if let PlaceAsked::Free { on } = asked {
        return free(ctx, world, there, on);
    }
    let takes = kind.takes.as_ref().ok_or(Refusal::NotFound)?;
    let host = linked(ctx, world, there, takes)?;
    let elsewhere = own_place(ctx, world, there)?.filter(|own| own.host.id != host.record.id);
    let step = match asked {
        PlaceAsked::Reserve { line, or_wait } => reserve(ctx, there, &host, elsewhere.as_ref(), (line, or_wait))?,
        PlaceAsked::Fill { line, on } => fill(there, &host, (line, on))?,
        PlaceAsked::Free { .. } => vec![],
    };
    // Nobody has two: whoever goes to another house leaves the place in the first.
    let left = elsewhere.map(|own| own.freed(None)).transpose()?;
    Ok(step.into_iter().chain(left).collect())
}

/// What gives back the place of a record that ends, where it has one.
pub(super) fn ends(ctx: &Ctx, world: &impl RecordedWorld, there: &RecordView<'_>) -> Result<Vec<Part>, Not> {
    let own = own_place(ctx, world, there)?.map(|own| own.freed(None)).transpose()?;
    Ok(own.into_iter().collect())
}

/// Whether a record has a line that is not given back: as long as it has, its owner is not forgotten.
pub(crate) fn is_in_place(world: &impl RecordedWorld, record: &RecordView<'_>) -> Result<bool, Not> {
    let Some((from, line)) = record.taken() else { return Ok(false) };
    let Some(host) = any_on_record(world, from)?.and_then(|host| host.record(from)) else { return Ok(false) };
    // What no pack declares any more nobody can give back.
    if world.schema().kind(host.kind()).is_none() {
        return Ok(false);
    }
    let step = host.lines().into_iter().rev().find(|said| said.line == line).map(|said| &said.step);
    Ok(step.is_some_and(|step| !matches!(step, LineStep::Freed { .. })))
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
        return Err(Refusal::ExistsAlready.into());
    }
    // A house that was closed takes nobody in.
    if !host.record.is_open() {
        return Err(bad_field(&host.takes.link).into());
    }
    let span = span(|field| there.state(field), host.takes)?;
    let own = own_line(there, host);
    if own.is_some_and(|line| line.state == LineState::Filled || (is_kept(line) && line.span == span)) {
        return Err(Refusal::ExistsAlready.into());
    }
    let hours = host.takes.hold_hours.map(u64::from);
    let line = line_of(host, own, new)?;
    match host.places.fits(span, Some(line)) {
        None => Err(Refusal::Gate.into()),
        Some(true) => {
            let step = LineStep::Held { span, expires: hours.map(|hours| later(ctx.now, hours)) };
            Ok(taken(there, host, line, step, own.is_some()))
        }
        Some(false) if or_wait && !own.is_some_and(is_kept) && elsewhere.is_none() => {
            if own.is_some_and(|line| line.state == LineState::Waits && line.span == span) {
                return Err(Refusal::ExistsAlready.into());
            }
            Ok(taken(there, host, line, LineStep::Waits { span, hours }, own.is_some()))
        }
        Some(false) => Err(Refusal::Full.into()),
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
    // Where the record does not say enough, what was kept says it, else one is taken from that day on.
    let said = span(|field| there.state(field), host.takes).ok().or(own.map(|line| line.span));
    let said = said.unwrap_or(LineSpan { units: 1, from: host.today, until: None });
    let span = came(said, on, host.today)?;
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

/// What a field will say once a source has said something of it: where others say otherwise, nothing certain.
fn said_after(there: &RecordView<'_>, source: &str, field: FieldKey, fields: &Fields) -> FieldState<Value> {
    let Some((_, news)) = fields.iter().find(|(name, _)| FieldKey::of(name) == field) else {
        return there.state(field);
    };
    let others = there.live(field).into_iter().filter(|(said, _)| said.source != source).map(|(_, state)| state);
    let mut known: Vec<&Value> = others.chain([news]).filter_map(FieldState::known).collect();
    known.dedup();
    match known.as_slice() {
        [] => FieldState::Unknown,
        [value] => FieldState::Known((*value).clone()),
        several => FieldState::Contested(several.iter().map(|value| (*value).clone()).collect()),
    }
}

fn free(ctx: &Ctx, world: &impl RecordedWorld, there: &RecordView<'_>, on: Option<Date>) -> Result<Vec<Part>, Not> {
    let own = own_place(ctx, world, there)?.ok_or(Refusal::NotOpen)?;
    Ok(vec![own.freed(on)?])
}

/// The place that a record has and has not given back: whatever packs say by now of what it takes, and whatever became of
/// the house.
struct OwnPlace<'a> {
    host: RecordView<'a>,
    limit: FieldKey,
    line: PlaceLine,
    today: Date,
}

impl OwnPlace<'_> {
    fn part(&self, step: LineStep) -> Part {
        line_part(&self.host, self.limit, self.line.id, step)
    }

    fn freed(&self, on: Option<Date>) -> Result<Part, Refusal> {
        Ok(self.part(freed(&self.line, on, self.today)?))
    }
}

fn own_place<'a>(
    ctx: &Ctx,
    world: &'a impl RecordedWorld,
    there: &RecordView<'_>,
) -> Result<Option<OwnPlace<'a>>, Not> {
    let Some((from, line)) = there.taken() else { return Ok(None) };
    let Some(host) = any_on_record(world, from)?.and_then(|owner| owner.record(from)) else { return Ok(None) };
    let Some(limit) = host.lines().into_iter().find(|said| said.line == line).map(|said| said.limit) else {
        return Ok(None);
    };
    let zone = world.instance().zone(&host.owner.controller, &host.owner.office);
    let places = Places::of(&host, limit, ctx.now, &zone);
    let line = places.line(line).filter(|line| line.state != LineState::Freed).cloned();
    Ok(line.map(|line| OwnPlace { host, limit, line, today: zone.day(ctx.now) }))
}

pub(super) fn decide_lines(
    ctx: &Ctx,
    world: &impl RecordedWorld,
    record: Id,
    asked: &LinesAsked,
) -> Result<Vec<Fact>, Not> {
    let (there, kind) = on_hand(ctx, world, record, record, Doing::Amend)?;
    // Of a house that was closed what is there is still settled.
    let settles = matches!(asked.asked, LineAsked::Fill { .. } | LineAsked::Free { .. });
    if !there.is_open() && !settles {
        return Err(Refusal::NotOpen.into());
    }
    let limit = FieldKey::of(&asked.limit);
    let mut limited = world.schema().kinds().filter_map(|other| other.takes.as_ref());
    let known = limited.any(|takes| takes.limit == asked.limit) || there.lines().iter().any(|said| said.limit == limit);
    if !known || kind.field(&asked.limit).is_none() {
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
        LineAsked::Offer { most } => offered(&places, (ctx.now, today), *most),
    };
    let parts: Vec<Part> = steps.into_iter().map(|(line, step)| line_part(&there, limit, line, step)).collect();
    Ok(if parts.is_empty() { vec![] } else { vec![Fact { envelope: ctx.envelope(), parts }] })
}

fn blocked(places: &Places, line: Id, span: LineSpan, why: &str) -> Result<LineStep, Refusal> {
    reason("why", why)?;
    if places.line(line).is_some() {
        return Err(Refusal::ExistsAlready);
    }
    if span.units <= 0 {
        return Err(bad_field("units"));
    }
    if span.until.is_some_and(|until| until <= span.from) {
        return Err(bad_field("until"));
    }
    Ok(LineStep::Blocked { span, why: why.to_owned() })
}

fn live(places: &Places, line: Id) -> Result<&PlaceLine, Refusal> {
    places.line(line).filter(|line| line.state != LineState::Freed).ok_or(Refusal::NotFound)
}

/// From the day on which somebody came, whatever was planned.
fn came(span: LineSpan, on: Option<Date>, today: Date) -> Result<LineSpan, Refusal> {
    let from = on.unwrap_or(today);
    if from > today {
        return Err(bad_field("on"));
    }
    // Who came later than they were to leave is there for this night, and then should have left.
    let until = span.until.map(|until| until.max(from.tomorrow().unwrap_or(from)));
    Ok(LineSpan { from, until, ..span })
}

/// From the morning on which somebody left: not before they came, and not before it is so.
fn freed(line: &PlaceLine, on: Option<Date>, today: Date) -> Result<LineStep, Refusal> {
    if line.state == LineState::Freed {
        return Err(Refusal::NotOpen);
    }
    let on = on.unwrap_or(today);
    if on > today || (line.state == LineState::Filled && on < line.span.from.min(today)) {
        return Err(bad_field("on"));
    }
    Ok(LineStep::Freed { on })
}

/// Those who wait longest are offered what is free, one after the other; who does not fit is passed over and keeps waiting.
fn offered(places: &Places, (now, today): (Timestamp, Date), most: u32) -> Vec<(Id, LineStep)> {
    let mut places = places.clone();
    let waiting: Vec<PlaceLine> = places.waiting().cloned().collect();
    let (mut steps, most) = (vec![], usize::try_from(most.min(MOST_OFFERED)).unwrap_or_default());
    for line in waiting {
        if steps.len() >= most {
            break;
        }
        // Nights that are over are of no use to anybody.
        let over = line.span.until.is_some_and(|until| until <= today);
        if over || places.fits(line.span, Some(line.id)) != Some(true) {
            continue;
        }
        if let Some(there) = places.lines.iter_mut().find(|there| there.id == line.id) {
            there.state = LineState::Held;
        }
        let expires = line.hours.map(|hours| later(now, hours));
        steps.push((line.id, LineStep::Held { span: line.span, expires }));
    }
    steps
}

/// The record to which another leads, for its places.
fn linked<'a>(
    ctx: &Ctx,
    world: &'a impl RecordedWorld,
    there: &RecordView<'_>,
    takes: &'a KindTakes,
) -> Result<Host<'a>, Not> {
    let FieldState::Known(Value::Record(id)) = there.state(FieldKey::of(&takes.link)) else {
        return Err(bad_field(&takes.link).into());
    };
    reachable(ctx, world, id)?.ok_or_else(|| bad_field(&takes.link))?;
    host(ctx, world, id, takes)
}

/// The record at which a line was taken. Whoever works on the record that has the line gives it back, whatever became of the
/// house: who may take one there was asked before.
fn host<'a>(ctx: &Ctx, world: &'a impl RecordedWorld, id: Id, takes: &'a KindTakes) -> Result<Host<'a>, Not> {
    let owner = any_on_record(world, id)?.filter(|there| there.itself && there.controller == ctx.controller);
    let owner = owner.ok_or_else(|| bad_field(&takes.link))?;
    let record = owner.record(id).ok_or(Refusal::NotFound)?;
    let zone = world.instance().zone(&owner.controller, &owner.office);
    let today = zone.day(ctx.now);
    let limit = FieldKey::of(&takes.limit);
    Ok(Host { places: Places::of(&record, limit, ctx.now, &zone), record, takes, limit, today })
}

/// A record that owns itself, where whoever acts may read it: only so does anything lead to it.
pub(super) fn reachable<'a>(ctx: &Ctx, world: &'a impl RecordedWorld, id: Id) -> Result<Option<&'a OwnerView>, Not> {
    let Some(there) = any_on_record(world, id)?.filter(|there| there.itself) else { return Ok(None) };
    let (account, occasion) = (acting(ctx, world.instance()), occasion(ctx, world.instance())?);
    let Some(record) = there.record(id) else { return Ok(None) };
    let Some(kind) = world.schema().kind(record.kind()) else { return Ok(None) };
    let reads = reads_kind(&account, kind, &occasion).is_ok_and(|scope| scope.admits(there));
    Ok((reads && opens_wall(&account, record.wall, there, &occasion)).then_some(there))
}

/// The line that a record has at this host and that was not given back.
fn own_line<'h>(there: &RecordView<'_>, host: &'h Host<'_>) -> Option<&'h PlaceLine> {
    let (from, line) = there.taken()?;
    let line = host.places.line(line).filter(|_| from == host.record.id)?;
    (line.state != LineState::Freed).then_some(line)
}

fn is_kept(line: &PlaceLine) -> bool {
    line.state == LineState::Held
}

/// How much a record takes, and on which nights, as far as it says; nothing where it does not.
pub fn taken_span(record: &RecordView<'_>, takes: &KindTakes) -> Option<LineSpan> {
    span(|field| record.state(field), takes).ok()
}

fn span(said: impl Fn(FieldKey) -> FieldState<Value>, takes: &KindTakes) -> Result<LineSpan, Refusal> {
    let day = |field: &str| match said(FieldKey::of(field)) {
        FieldState::Known(Value::Date(day)) => Some(day),
        _ => None,
    };
    let units = match &takes.units {
        TakenUnits::Always(units) => *units,
        TakenUnits::Field(field) => match said(FieldKey::of(field)) {
            FieldState::Known(Value::Int(units)) if units > 0 => units,
            _ => return Err(bad_field(field)),
        },
    };
    let Some((first, last)) = &takes.nights else {
        return Ok(LineSpan { units, from: Date::MIN, until: None });
    };
    let from = day(first).ok_or_else(|| bad_field(first))?;
    // What sources contest is not for us to choose.
    let until = match said(FieldKey::of(last)) {
        FieldState::Contested(_) => return Err(bad_field(last)),
        _ => day(last),
    };
    if until.is_some_and(|until| until <= from) {
        return Err(bad_field(last));
    }
    Ok(LineSpan { units, from, until })
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

fn line_part(record: &RecordView<'_>, limit: FieldKey, line: Id, step: LineStep) -> Part {
    let body = Body::Line { record: record.id, limit, line, step };
    Part { subject: Subject::Owner(record.owner.id), compartment: record.wall, body }
}

fn later(now: Timestamp, hours: u64) -> Timestamp {
    Timestamp(now.0.saturating_add(i64::try_from(hours).unwrap_or(i64::MAX).saturating_mul(HOUR)))
}
