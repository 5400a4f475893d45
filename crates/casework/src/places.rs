//! Places by night: what of a number is in use, kept or shut on which nights, who waits, and whether more fits.
//!
//! Computed from the lines of the record that has the number, at a moment: what was kept and whose hours are over is not
//! kept any more, and nobody has to write that down. What is to be kept is refused where a night would have too many; what
//! happened is written down, and more than there is room for is told ([`Places::exceeded`]). Whoever has not left is still
//! there, whatever day was planned.

use std::collections::BTreeMap;

use journal::{LineSpan, LineStep};
use model::{Date, FieldKey, FieldState, Id, Timestamp, Value, Zone};

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
}

/// A line at a moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceLine {
    /// The line.
    pub id: Id,
    /// How it stands.
    pub state: LineState,
    /// How much, and on which nights; of one that was given back, those on which it was in use.
    pub span: LineSpan,
    /// Until when it is kept.
    pub expires: Option<Timestamp>,
    /// For how many hours it would be kept, of one that waits.
    pub hours: Option<u64>,
    /// Why it is not to be had.
    pub why: Option<String>,
    /// Since when it stands so; who waits longest has the first of them.
    pub since: Said,
}

impl PlaceLine {
    /// By what people call it.
    pub fn code(&self) -> String {
        line_code(self.id)
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
        lines.sort_by(|one, other| (&one.since, one.id).cmp(&(&other.since, other.id)));
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

    /// What is taken on a night.
    pub fn on(&self, night: Date) -> NightCount {
        self.except(night, None)
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
        let limit = self.limit?;
        // What is taken changes where a line begins: on these nights it is most.
        let begins = self.lines.iter().map(|line| line.span.from).filter(|night| within(span, *night));
        let most = begins.chain([span.from]).map(|night| self.except(night, own).taken()).max().unwrap_or(0);
        Some(most.saturating_add(span.units) <= limit)
    }

    /// Nights from a day on, and as many as asked for, on which more is taken than there is, and how much more.
    pub fn exceeded(&self, from: Date, nights: usize) -> Vec<(Date, i64)> {
        let over = nights_from(from).take(nights).filter_map(|night| Some((night, self.free(night)?.saturating_neg())));
        over.filter(|(_, over)| *over > 0).collect()
    }

    fn except(&self, night: Date, own: Option<Id>) -> NightCount {
        let mut count = NightCount::default();
        for line in self.lines.iter().filter(|line| Some(line.id) != own && self.covers(line, night)) {
            match line.state {
                LineState::Filled | LineState::Freed => count.filled = count.filled.saturating_add(line.span.units),
                LineState::Held => count.held = count.held.saturating_add(line.span.units),
                LineState::Blocked => count.blocked = count.blocked.saturating_add(line.span.units),
                LineState::Waits | LineState::Lapsed => {}
            }
        }
        count
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

/// Whether a night is one of a span: the morning of leaving is none.
fn within(span: LineSpan, night: Date) -> bool {
    span.from <= night && span.until.is_none_or(|until| night < until)
}

/// A line once something became of it. What was given back stays so: two who say so at once say the same.
fn after(before: Option<&PlaceLine>, id: Id, said: &Said, step: &LineStep) -> Option<PlaceLine> {
    let new = |state, span| PlaceLine { id, state, span, expires: None, hours: None, why: None, since: said.clone() };
    if before.is_some_and(|line| line.state == LineState::Freed) {
        return None;
    }
    Some(match step {
        LineStep::Waits { span, hours } => PlaceLine { hours: *hours, ..new(LineState::Waits, *span) },
        LineStep::Held { span, expires } => PlaceLine { expires: *expires, ..new(LineState::Held, *span) },
        LineStep::Filled { span } => new(LineState::Filled, *span),
        LineStep::Blocked { span, why } => PlaceLine { why: Some(why.clone()), ..new(LineState::Blocked, *span) },
        LineStep::Freed { on } => {
            let before = before?;
            let was = |kept: bool| LineSpan { until: Some(if kept { *on } else { before.span.from }), ..before.span };
            new(LineState::Freed, was(before.state == LineState::Filled))
        }
    })
}

fn at(line: PlaceLine, now: Timestamp) -> PlaceLine {
    let over = line.state == LineState::Held && line.expires.is_some_and(|expires| expires <= now);
    PlaceLine { state: if over { LineState::Lapsed } else { line.state }, ..line }
}
