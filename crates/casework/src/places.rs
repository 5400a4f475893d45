//! Places by night: what of a number is in use, kept or shut on which nights, who waits, and whether more fits.
//!
//! Computed from the lines of the record that has the number, at a moment: what was kept and whose hours are over is not
//! kept any more, and nobody has to write that down. What is to be kept is refused where a night would have too many; what
//! happened is written down, and more than there is room for is told ([`Places::exceeded`]). Whoever has not left is still
//! there, whatever day was planned.

mod load;
mod past;

use std::collections::BTreeMap;

use journal::{LineSpan, LineStep};
use model::{Date, FieldKey, FieldState, Id, Timestamp, Value, Zone};

use self::load::Load;
pub use self::past::{LinePast, lines_past};
use crate::RecordView;
use crate::view::Said;

/// How a line stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum LineState {
    /// Waits for a place.
    Waits,
    /// Kept.
    Held,
    /// Kept, and its hours are over: it counts no more.
    Lapsed,
    /// In use.
    Filled,
    /// Given back.
    Freed,
    /// Not to be had.
    Blocked,
    /// Was not to be had, and can be had again.
    Opened,
}

/// A line at a moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceLine {
    /// The line.
    pub id: Id,
    /// How it stands.
    pub state: LineState,
    /// How much, and on which nights; of one that is over, those on which it was in use or not to be had.
    pub span: LineSpan,
    /// Until when it is kept.
    pub expires: Option<Timestamp>,
    /// For how many hours it would be kept, of one that waits.
    pub hours: Option<u64>,
    /// Why it is not to be had.
    pub why: Option<String>,
    /// Since when it stands so.
    pub since: Timestamp,
    /// The fact that says so, by origin and number: who waits longest has the first of them.
    fact: (Id, u64),
}

impl PlaceLine {
    /// As what has the places is told of it: on which nights, and not since when it stands so nor for how long. How long
    /// something is kept is said by the kind of record that takes it, and so tells which kind that is.
    #[must_use]
    pub fn without_hours(self) -> Self {
        Self { since: Timestamp(0), expires: None, hours: None, ..self }
    }

    /// By what people call it.
    pub fn code(&self) -> String {
        line_code(self.id)
    }

    /// Whether a place is taken by it on its nights.
    fn counts(&self) -> bool {
        !matches!(self.state, LineState::Waits | LineState::Lapsed)
    }

    /// Whether nothing becomes of it any more.
    pub fn is_over(&self) -> bool {
        matches!(self.state, LineState::Freed | LineState::Opened)
    }
}

/// By what people call a line: four signs that nobody takes for another.
pub fn line_code(line: Id) -> String {
    const SIGNS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    let bytes = line.0.first_chunk::<4>().copied().unwrap_or_default();
    let sign = |byte: u8| SIGNS.get(usize::from(byte & 31)).copied().map_or('0', char::from);
    bytes.into_iter().map(sign).collect()
}

/// All lines of one number of a record, at a moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Places {
    /// How many there are; nothing where that is not known for certain.
    pub limit: Option<i64>,
    /// The lines, in the order in which they came to stand as they do.
    pub lines: Vec<PlaceLine>,
    /// How many there were, from a day on to the next.
    numbers: Vec<(Date, Option<i64>)>,
    today: Date,
}

/// One night.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct NightCount {
    /// In use.
    pub filled: i64,
    /// Kept.
    pub held: i64,
    /// Not to be had.
    pub blocked: i64,
}

impl NightCount {
    /// All that cannot be had.
    pub fn taken(self) -> i64 {
        self.filled.saturating_add(self.held).saturating_add(self.blocked)
    }
}

impl Places {
    /// Of a number of a record; `zone` is that of the record's office.
    pub fn of(record: &RecordView<'_>, limit: FieldKey, now: Timestamp, zone: &Zone) -> Self {
        let mut days: Vec<Date> = record.history(limit).iter().map(|(said, _)| zone.day(said.at)).collect();
        days.dedup();
        let by = |day: Date| number(&record.state_of(limit, |said| zone.day(said.at) <= day));
        let numbers = days.into_iter().map(|day| (day, by(day))).collect();
        let mut lines: BTreeMap<Id, PlaceLine> = BTreeMap::new();
        for said in record.lines().into_iter().filter(|said| said.limit == limit) {
            let before = lines.get(&said.line);
            let Some(line) = after(before, said.line, &said.said, &said.step) else { continue };
            lines.insert(said.line, line);
        }
        let mut lines: Vec<PlaceLine> = lines.into_values().map(|line| at(line, now)).collect();
        lines.sort_by_key(|line| (line.since, line.fact, line.id));
        Self { limit: number(&record.state(limit)), lines, numbers, today: zone.day(now) }
    }

    /// One line.
    pub fn line(&self, id: Id) -> Option<&PlaceLine> {
        self.lines.iter().find(|line| line.id == id)
    }

    /// Those that wait, who came first first.
    pub fn waiting(&self) -> impl Iterator<Item = &PlaceLine> {
        self.lines.iter().filter(|line| line.state == LineState::Waits)
    }

    /// Those who wait and fit, who waits longest first, each as it would be kept: from today on, for nights that are over are
    /// of no use to anybody. Who does not fit is passed over.
    pub fn due_to_who_waits(&self) -> impl Iterator<Item = PlaceLine> {
        self.due(self.load(None), None, None)
    }

    /// Whether so many still fit on all nights of a span once all who wait longer than a line were offered what is theirs, the
    /// line itself not counted; nothing where nobody knows how many there are. Who waits for other nights, or for fewer, than
    /// they ask for now has waited for less: they come after everybody who waits.
    pub fn is_due(&self, span: LineSpan, line: Id) -> Option<bool> {
        let limit = self.limit?;
        let waits = self.line(line).filter(|own| own.state == LineState::Waits);
        let turn = waits.filter(|own| contains(ahead(own.span, self.today), span)).map(|own| own.id);
        let mut load = self.load(Some(line));
        // Others are due what is free as it stands: a place of one's own is not.
        for due in self.due(self.load(None), turn, Some(line)) {
            load.add(due.span);
        }
        Some(load.fits(span, limit))
    }

    /// Of those who wait, before a line or all of them, and never one's own.
    fn due(&self, mut load: Load, before: Option<Id>, own: Option<Id>) -> impl Iterator<Item = PlaceLine> {
        let (today, limit) = (self.today, self.limit.unwrap_or(0));
        let waiting = self.waiting().take_while(move |line| Some(line.id) != before);
        let waiting = waiting.filter(move |line| Some(line.id) != own);
        let left = waiting.map(move |line| PlaceLine { span: ahead(line.span, today), ..line.clone() });
        left.filter(move |line| {
            let over = line.span.until.is_some_and(|until| until <= line.span.from);
            let due = !over && load.fits(line.span, limit);
            if due {
                load.add(line.span);
            }
            due
        })
    }

    /// What is taken on a night.
    pub fn on(&self, night: Date) -> NightCount {
        let mut count = NightCount::default();
        for line in self.lines.iter().filter(|line| self.covers(line, night)) {
            match line.state {
                LineState::Filled | LineState::Freed => count.filled = count.filled.saturating_add(line.span.units),
                LineState::Held => count.held = count.held.saturating_add(line.span.units),
                LineState::Blocked | LineState::Opened => count.blocked = count.blocked.saturating_add(line.span.units),
                LineState::Waits | LineState::Lapsed => {}
            }
        }
        count
    }

    /// How many can be had on a night; nothing where nobody knows how many there are. Less than none where more came.
    pub fn free(&self, night: Date) -> Option<i64> {
        Some(self.number_on(night)?.saturating_sub(self.on(night).taken()))
    }

    /// How many there were on a night that is over, as was said by then; else how many there are.
    fn number_on(&self, night: Date) -> Option<i64> {
        if night >= self.today {
            return self.limit;
        }
        self.numbers.iter().rev().find(|(day, _)| *day <= night).and_then(|(_, number)| *number)
    }

    /// Whether so many fit on all nights of a span, a line of one's own not counted; nothing where nobody knows how many there
    /// are.
    pub fn fits(&self, span: LineSpan, own: Option<Id>) -> Option<bool> {
        Some(self.left(span, own)? >= span.units)
    }

    /// What is left on the scarcest of the nights of a span, a line of one's own not counted: less than none where more came,
    /// nothing where nobody knows how many there are.
    pub fn left(&self, span: LineSpan, own: Option<Id>) -> Option<i64> {
        let left = i128::from(self.limit?) - self.load(own).most(span);
        Some(i64::try_from(left).unwrap_or(i64::MIN))
    }

    /// What is taken by all lines but one's own.
    fn load(&self, own: Option<Id>) -> Load {
        let mut load = Load::default();
        for line in self.lines.iter().filter(|line| Some(line.id) != own && line.counts()) {
            // Nights that are over decide nothing: a seat that was left is free.
            load.add(LineSpan { from: line.span.from.max(self.today), until: self.until(line), ..line.span });
        }
        load
    }

    /// Nights from a day on, and as many as asked for, on which more is taken than there is, and how much more.
    pub fn exceeded(&self, from: Date, nights: usize) -> Vec<(Date, i64)> {
        let over = nights_from(from).take(nights).filter_map(|night| Some((night, self.free(night)?.saturating_neg())));
        over.filter(|(_, over)| *over > 0).collect()
    }

    /// The morning on which a line ends: who has not left was there last night and is there tonight.
    pub fn until(&self, line: &PlaceLine) -> Option<Date> {
        let tomorrow = self.today.tomorrow().unwrap_or(self.today);
        let until = line.span.until?;
        Some(if line.state == LineState::Filled { until.max(tomorrow) } else { until })
    }

    /// Whether somebody is there longer than was planned.
    pub fn is_overdue(&self, line: &PlaceLine) -> bool {
        line.state == LineState::Filled && line.span.until.is_some_and(|until| until <= self.today)
    }

    fn covers(&self, line: &PlaceLine, night: Date) -> bool {
        within(LineSpan { until: self.until(line), ..line.span }, night)
    }
}

fn number(state: &FieldState<Value>) -> Option<i64> {
    match state {
        FieldState::Known(Value::Int(number)) => Some(*number),
        _ => None,
    }
}

/// The nights from one on.
pub fn nights_from(first: Date) -> impl Iterator<Item = Date> {
    std::iter::successors(Some(first), |night| night.tomorrow().ok())
}

/// What of a span is not over; what is taken on no nights stays as it is.
pub fn ahead(span: LineSpan, today: Date) -> LineSpan {
    if span.from == Date::MIN { span } else { LineSpan { from: span.from.max(today), ..span } }
}

/// Whether all that one span takes is within what another takes.
fn contains(whole: LineSpan, part: LineSpan) -> bool {
    let ends = whole.until.is_none_or(|until| part.until.is_some_and(|ends| ends <= until));
    whole.from <= part.from && ends && part.units <= whole.units
}

/// Whether a night is one of a span: the morning of leaving is none.
fn within(span: LineSpan, night: Date) -> bool {
    span.from <= night && span.until.is_none_or(|until| night < until)
}

/// A line once something became of it. What was given back stays so: two who say so at once say the same.
fn after(before: Option<&PlaceLine>, id: Id, said: &Said, step: &LineStep) -> Option<PlaceLine> {
    let fact = (said.origin, said.number);
    let new = |state, span| PlaceLine { id, state, span, expires: None, hours: None, why: None, since: said.at, fact };
    if before.is_some_and(PlaceLine::is_over) {
        return None;
    }
    Some(match step {
        LineStep::Waits { span, hours } => PlaceLine { hours: *hours, ..new(LineState::Waits, *span) },
        LineStep::Held { span, expires } => PlaceLine { expires: *expires, ..new(LineState::Held, *span) },
        LineStep::Filled { span } => new(LineState::Filled, *span),
        LineStep::Blocked { span, why } => PlaceLine { why: Some(why.clone()), ..new(LineState::Blocked, *span) },
        LineStep::Freed { on } => {
            let before = before?;
            let until = |day: Date| LineSpan { until: Some(day), ..before.span };
            match before.state {
                LineState::Blocked => PlaceLine { why: before.why.clone(), ..new(LineState::Opened, until(*on)) },
                LineState::Filled => new(LineState::Freed, until(*on)),
                _ => new(LineState::Freed, until(before.span.from)),
            }
        }
    })
}

fn at(line: PlaceLine, now: Timestamp) -> PlaceLine {
    let over = line.state == LineState::Held && line.expires.is_some_and(|expires| expires <= now);
    PlaceLine { state: if over { LineState::Lapsed } else { line.state }, ..line }
}
