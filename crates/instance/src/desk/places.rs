//! Places by night, as somebody may see them: what has beds or seats, what is taken of them and what is left. Next:
//! `own_place.rs`, the place that a record takes.
//!
//! A line is shown by its code and never by a name: the place sees a day, not who it is for, nor since when or until which
//! hour something is kept, for that says for which kind of record. Who works on a record sees the code of its line there, and
//! the hours. Lines and counts lie at a record that owns itself, so whoever may read that record reads them.

use casework::record::{RecordAsked, RecordCommand, is_limit, limits};
use casework::{LineState, LinesAsked, NightCount, OwnerView, PlaceLine, Places, RecordView, Refusal, nights_from};
use model::{About, Date, Field, FieldKey, FieldState, Id, Kind, Timestamp, Value, Zone};

use super::Desk;
use crate::Fault;

/// The places of a record, of one number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownLimit {
    /// The field that says how many there are.
    pub limit: String,
    /// How many; nothing where that is not known for certain.
    pub number: Option<i64>,
    /// What sources say of it that disagree; nothing where they agree, or nobody says anything.
    pub disagree: Vec<i64>,
    /// The day it is there.
    pub today: Date,
    /// Nights in order, each with what is taken and what is left.
    pub nights: Vec<ShownNight>,
    /// Lines that are not over: kept, in use, shut, waiting, and those whose hours have run out.
    pub lines: Vec<ShownLine>,
    /// Nights on which more is taken than there is, from today on, and how much more.
    pub exceeded: Vec<(Date, i64)>,
    /// Whether the reader may settle its lines.
    pub may: bool,
    /// Whether it takes anybody in: a house that was closed is only settled.
    pub open: bool,
    /// By what it is taken.
    pub by: TakenBy,
}

/// By what something is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TakenBy {
    /// Night by night, as a bed is.
    Night,
    /// Until it is given back, as a seat is.
    Day,
}

impl TakenBy {
    pub(super) fn of(nights: bool) -> Self {
        if nights { Self::Night } else { Self::Day }
    }

    /// The one for nights, or the one for days.
    pub fn pick<T>(self, night: T, day: T) -> T {
        match self {
            Self::Night => night,
            Self::Day => day,
        }
    }
}

/// A line, and how long it is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownLine {
    /// The line.
    pub line: PlaceLine,
    /// The morning on which it ends: for who has not left as planned, tomorrow.
    pub until: Option<Date>,
    /// Whether somebody is there longer than was planned.
    pub overdue: bool,
    /// Since when it stands so and until when it is kept, told to the minute; nothing where a house is told of it.
    pub told: Option<LineHours>,
    /// Whether it is kept until today and no longer: for whoever calls those who are late.
    pub ends_today: bool,
}

/// When something became of a line, and when it ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LineHours {
    /// Since when it stands so.
    pub since: Timestamp,
    /// Until when it is kept, where it is.
    pub expires: Option<Timestamp>,
}

/// One night at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ShownNight {
    /// Its evening.
    pub night: Date,
    /// What is taken.
    pub count: NightCount,
    /// What is left; nothing where nobody knows how many there are, less than nought where more came.
    pub free: Option<i64>,
}

impl ShownLine {
    /// As a house is told of it: by nights. Hours would say whose line it is, and how long it is kept, of what kind.
    fn without_hours(self) -> Self {
        Self { line: self.line.without_hours(), told: None, ..self }
    }

    pub(super) fn of(places: &Places, line: &PlaceLine, (today, zone): (Date, &Zone)) -> Self {
        let ends_today = line.state == LineState::Held && line.expires.is_some_and(|at| zone.day(at) <= today);
        let told = Some(LineHours { since: line.since, expires: line.expires });
        Self { line: line.clone(), until: places.until(line), overdue: places.is_overdue(line), told, ends_today }
    }
}

impl Desk<'_> {
    /// The places of a record that has any, some nights from a day on, or from today; `night` is read where the record is.
    pub async fn places(&self, id: Id, from: Option<Date>, nights: usize) -> Result<Vec<ShownLimit>, Fault> {
        let sight = self.sight();
        let Some(owner) = self.instance.store.owner_of_record(&sight.of_store(), id).await? else { return Ok(vec![]) };
        let Some(record) = owner.record(id).filter(|record| owner.about == About::Itself && self.sees(record)) else {
            return Ok(vec![]);
        };
        let Some(kind) = self.in_force.packs.schema.kind(record.kind()) else { return Ok(vec![]) };
        let limits = self.limits_of(kind, &record).into_iter();
        Ok(limits.map(|limit| self.limit(kind, &record, limit, from, nights)).collect())
    }

    /// Does something with the lines of a record that has places, and says whether anything came of it: an offer may reach
    /// nobody.
    pub async fn ask_lines(&self, record: Id, asked: LinesAsked) -> Result<bool, Fault> {
        let command = RecordCommand { owner: record, record, asked: RecordAsked::Lines(asked) };
        let there = self.instance.store.owner_of_record(&self.sight().of_store(), record).await?;
        there.ok_or(Refusal::NotFound)?;
        Ok(self.instance.submit(self.acting, command).await?.facts() > 0)
    }

    /// The numbers of a record that has places.
    pub(super) fn limits_of<'k>(&self, kind: &'k Kind, record: &RecordView<'_>) -> Vec<&'k Field> {
        limits(&self.in_force.packs.schema, kind, record)
    }

    /// Whether records of a kind that owns itself have places that something in force takes.
    pub(super) fn has_limits(&self, kind: &Kind) -> bool {
        let schema = &self.in_force.packs.schema;
        kind.owns_itself() && kind.fields.iter().any(|field| is_limit(schema, field))
    }

    /// By what a number is taken: by night, unless all that takes it takes it by day.
    pub(super) fn by_of(&self, limit: FieldKey) -> TakenBy {
        let takes = self.in_force.packs.schema.kinds().filter_map(|kind| kind.takes.as_ref());
        let mut takes = takes.filter(|takes| FieldKey::of(&takes.limit) == limit).peekable();
        TakenBy::of(takes.peek().is_none() || takes.any(|takes| takes.nights.is_some()))
    }

    pub(super) fn places_of(&self, record: &RecordView<'_>, limit: FieldKey) -> Places {
        Places::of(record, limit, self.now(), &self.zone_at(record.owner))
    }

    pub(super) fn today_at(&self, owner: &OwnerView) -> Date {
        self.in_force.view.today(&owner.controller, &owner.office, self.now())
    }

    pub(super) fn zone_at(&self, owner: &OwnerView) -> Zone {
        self.in_force.view.zone(&owner.controller, &owner.office)
    }

    fn now(&self) -> Timestamp {
        self.instance.now()
    }

    pub(super) fn limit(
        &self,
        kind: &Kind,
        record: &RecordView<'_>,
        limit: &Field,
        from: Option<Date>,
        nights: usize,
    ) -> ShownLimit {
        let (places, today) = (self.places_of(record, FieldKey::of(&limit.name)), self.today_at(record.owner));
        let zone = self.zone_at(record.owner);
        let night = |night| ShownNight { night, count: places.on(night), free: places.free(night) };
        let live = places.lines.iter().filter(|line| !line.is_over());
        let keeps = record.owner.office == self.acting.seat.office;
        let may = casework::record::may_do(&self.acting.actor, kind, &self.acting.occasion()).amend;
        ShownLimit {
            by: self.by_of(FieldKey::of(&limit.name)),
            limit: limit.name.clone(),
            number: places.limit,
            disagree: disagree(&record.state(FieldKey::of(&limit.name))),
            today,
            nights: nights_from(from.unwrap_or(today)).take(nights).map(night).collect(),
            exceeded: places.exceeded(today, nights),
            may: may && keeps,
            open: record.is_open(),
            lines: live.map(|line| ShownLine::of(&places, line, (today, &zone)).without_hours()).collect(),
        }
    }
}

/// The numbers that sources say, where they disagree.
fn disagree(state: &FieldState<Value>) -> Vec<i64> {
    let FieldState::Contested(values) = state else { return vec![] };
    let number = |value: &Value| match value {
        Value::Int(number) => Some(*number),
        _ => None,
    };
    values.iter().filter_map(number).collect()
}
