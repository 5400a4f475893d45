//! Places by night, as somebody may see them: what records take of another's beds or seats, and what these have left.
//!
//! A line is shown by its code and never by a name: the place sees a day, not who it is for. Who works on a record sees the
//! code of its line there. Lines and counts lie at a record that owns itself, so whoever may read that record reads them.

use std::collections::BTreeSet;

use casework::record::{RecordAsked, RecordCommand};
use casework::{
    LineState, LinesAsked, NightCount, OwnerView, PlaceAsked, PlaceLine, Places, RecordView, Refusal, nights_from,
};
use journal::LineSpan;
use model::{About, Date, Field, FieldKey, FieldState, Id, Kind, KindTakes, Timestamp, Value};

use super::Desk;
use crate::Fault;

/// Microseconds of an hour.
const HOUR: i64 = 3_600_000_000;

/// The places of a record, of one number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownLimit {
    /// The field that says how many there are.
    pub limit: String,
    /// How many; nothing where that is not known for certain.
    pub number: Option<i64>,
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
    fn of(nights: bool) -> Self {
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

/// The place that a record takes at another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownPlace {
    /// The link that leads there.
    pub link: String,
    /// Where it leads, as far as that is known.
    pub host: Option<Id>,
    /// The line that is the record's.
    pub line: OwnLine,
    /// Whether whose record it is has a place somewhere else on some of these nights, as far as the reader may see that.
    pub elsewhere: bool,
    /// What is left on the nights that the record says, the scarcest of them; nothing where that is not known.
    pub free: Option<i64>,
    /// Whether it is kept, or waited for, on other nights or for others than the record says by now.
    pub otherwise: bool,
    /// Whether something may be done with it.
    pub may: bool,
    /// By what it is taken.
    pub by: TakenBy,
}

/// The line that a record has at another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OwnLine {
    /// None that is not given back.
    None,
    /// One at a record that the reader may not see: nothing is told of it, not even whether it was given back.
    Hidden,
    /// One, as it stands.
    Shown(ShownLine),
}

impl OwnLine {
    /// The line, where the reader sees it.
    pub fn shown(&self) -> Option<&ShownLine> {
        match self {
            Self::Shown(shown) => Some(shown),
            Self::None | Self::Hidden => None,
        }
    }
}

impl ShownLine {
    /// As a house is told of it: by whole hours, for the minute would say whose line it is.
    fn by_the_hour(mut self) -> Self {
        self.line.since = hour_of(self.line.since);
        self.line.expires = self.line.expires.map(hour_of);
        self
    }

    fn of(places: &Places, line: &PlaceLine) -> Self {
        Self { line: line.clone(), until: places.until(line), overdue: places.is_overdue(line) }
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
        Ok(self.limits_of(kind).map(|limit| self.limit(kind, &record, limit, from, nights)).collect())
    }

    /// The place that a record takes, where its kind takes any.
    pub(super) async fn place_of(&self, kind: &Kind, record: &RecordView<'_>) -> Result<Option<ShownPlace>, Fault> {
        let Some(takes) = &kind.takes else { return Ok(None) };
        let linked = match record.state(FieldKey::of(&takes.link)) {
            FieldState::Known(Value::Record(id)) => Some(id),
            _ => None,
        };
        let has = self.taken_at(record).await?;
        let host = has.line().map(|own| own.host).or(linked);
        let owner = match host {
            Some(host) => self.instance.store.owner(&self.sight().of_store(), host).await?,
            None => None,
        };
        let there = owner.as_ref().and_then(|owner| owner.record(owner.id)).filter(|there| self.sees(there));
        let limit = has.line().map_or_else(|| FieldKey::of(&takes.limit), |own| own.limit);
        let places = there.as_ref().map(|there| self.places_of(there, limit));
        let line = match (&has, &places) {
            (Taken::Nothing, _) => OwnLine::None,
            (Taken::Line(own), Some(places)) => {
                places.line(own.line).map_or(OwnLine::Hidden, |line| OwnLine::Shown(ShownLine::of(places, line)))
            }
            (Taken::Line(_), None) | (Taken::Hidden, _) => OwnLine::Hidden,
        };
        let said = casework::record::taken_span(record, takes);
        let moved = has.line().zip(linked).is_some_and(|(own, linked)| own.host != linked);
        Ok(Some(ShownPlace {
            link: takes.link.clone(),
            host: there.as_ref().map(|there| there.id),
            free: places.and_then(|places| scarcest(&places, takes, record)),
            otherwise: moved || line.shown().is_some_and(|shown| self.is_otherwise(shown, said, record)),
            elsewhere: self.has_another(record, line.shown().map(|shown| shown.line.span).or(said)).await?,
            line,
            by: TakenBy::of(takes.nights.is_some()),
            may: casework::record::may_do(&self.acting.actor, kind, &self.acting.occasion()).amend && record.is_open(),
        }))
    }

    /// Whether what is kept, or waited for, is kept for other nights, or for others, than the record says by now.
    fn is_otherwise(&self, shown: &ShownLine, said: Option<LineSpan>, record: &RecordView<'_>) -> bool {
        let today = self.today_at(record.owner);
        let left = |span| casework::ahead(span, today);
        let kept = matches!(shown.line.state, LineState::Held | LineState::Waits);
        kept && said.map(left) != Some(left(shown.line.span))
    }

    /// Whether another record of the same owner has a place kept or in use on some of these nights. What the reader may not
    /// see is not told.
    async fn has_another(&self, record: &RecordView<'_>, nights: Option<LineSpan>) -> Result<bool, Fault> {
        let Some(nights) = nights.filter(|nights| nights.from != Date::MIN) else { return Ok(false) };
        let others = record.owner.all_records();
        for other in others.iter().filter(|other| other.id != record.id && self.sees(other)) {
            let taken = self.taken_at(other).await?;
            let span = taken.line().filter(|taken| taken.counts).map(|taken| taken.span);
            if span.is_some_and(|span| span.from != Date::MIN && meet(span, nights)) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The line that a record has at another and has not given back.
    async fn taken_at(&self, record: &RecordView<'_>) -> Result<Taken, Fault> {
        let Some((from, line)) = record.taken() else { return Ok(Taken::Nothing) };
        let owner = self.instance.store.owner(&self.sight().of_store(), from).await?;
        let host = owner.as_ref().and_then(|owner| owner.record(from)).filter(|host| self.sees(host));
        let Some(host) = host else { return Ok(Taken::Hidden) };
        let Some(limit) = host.lines().into_iter().find(|said| said.line == line).map(|said| said.limit) else {
            return Ok(Taken::Hidden);
        };
        let places = self.places_of(&host, limit);
        let line = places.line(line).filter(|line| !line.is_over());
        Ok(line.map_or(Taken::Nothing, |line| {
            Taken::Line(TakenLine {
                host: from,
                limit,
                line: line.id,
                span: LineSpan { until: places.until(line), ..line.span },
                counts: matches!(line.state, LineState::Held | LineState::Filled),
            })
        }))
    }

    /// Reserves, fills or gives back the place of a record.
    pub async fn place_record(&self, record: Id, asked: PlaceAsked) -> Result<(), Fault> {
        self.ask_of(record, RecordAsked::Place(asked)).await
    }

    /// Does something with the lines of a record that has places, and says whether anything came of it: an offer may reach
    /// nobody.
    pub async fn ask_lines(&self, record: Id, asked: LinesAsked) -> Result<bool, Fault> {
        let command = RecordCommand { owner: record, record, asked: RecordAsked::Lines(asked) };
        let there = self.instance.store.owner_of_record(&self.sight().of_store(), record).await?;
        there.ok_or(Refusal::NotFound)?;
        Ok(self.instance.submit(self.acting, command).await?.facts() > 0)
    }

    /// The numbers of a kind of which records of others take something.
    pub(super) fn limits_of<'k>(&'k self, kind: &'k Kind) -> impl Iterator<Item = &'k Field> {
        let takes: BTreeSet<&str> = self.in_force.packs.schema.kinds().filter_map(limit_of).collect();
        kind.fields.iter().filter(move |field| takes.contains(field.name.as_str()))
    }

    fn places_of(&self, record: &RecordView<'_>, limit: FieldKey) -> Places {
        let zone = self.in_force.view.zone(&record.owner.controller, &record.owner.office);
        Places::of(record, limit, self.now(), &zone)
    }

    fn today_at(&self, owner: &OwnerView) -> Date {
        self.in_force.view.today(&owner.controller, &owner.office, self.now())
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
        let night = |night| ShownNight { night, count: places.on(night), free: places.free(night) };
        let live = places.lines.iter().filter(|line| !line.is_over());
        let keeps = record.owner.office == self.acting.seat.office;
        let may = casework::record::may_do(&self.acting.actor, kind, &self.acting.occasion()).amend;
        let mut takes = self.in_force.packs.schema.kinds().filter_map(|other| other.takes.as_ref());
        ShownLimit {
            by: TakenBy::of(takes.any(|takes| takes.limit == limit.name && takes.nights.is_some())),
            limit: limit.name.clone(),
            number: places.limit,
            today,
            nights: nights_from(from.unwrap_or(today)).take(nights).map(night).collect(),
            exceeded: places.exceeded(today, nights),
            may: may && keeps,
            open: record.is_open(),
            lines: live.map(|line| ShownLine::of(&places, line).by_the_hour()).collect(),
        }
    }
}

/// What a record has taken at another.
enum Taken {
    /// Nothing, or nothing that it has not given back.
    Nothing,
    /// Something at a record that the reader does not see: whether it was given back is not told.
    Hidden,
    /// A line.
    Line(TakenLine),
}

impl Taken {
    fn line(&self) -> Option<&TakenLine> {
        match self {
            Self::Line(line) => Some(line),
            Self::Nothing | Self::Hidden => None,
        }
    }
}

/// A line that a record has not given back.
struct TakenLine {
    host: Id,
    /// The number of which it was taken, whatever packs call it by now.
    limit: FieldKey,
    line: Id,
    span: LineSpan,
    /// Whether a place is kept or in use: who waits, or let the hours pass, has none.
    counts: bool,
}

/// Whether two stays share a night.
fn meet(one: LineSpan, other: LineSpan) -> bool {
    one.until.is_none_or(|until| other.from < until) && other.until.is_none_or(|until| one.from < until)
}

/// When its hour began.
fn hour_of(at: Timestamp) -> Timestamp {
    Timestamp(at.0 - at.0.rem_euclid(HOUR))
}

fn limit_of(kind: &Kind) -> Option<&str> {
    kind.takes.as_ref().map(|takes| takes.limit.as_str())
}

/// What is left on the scarcest of the nights that a record says.
fn scarcest(places: &Places, takes: &KindTakes, record: &RecordView<'_>) -> Option<i64> {
    let (first, last) = takes.nights.as_ref()?;
    let day = |field: &str| match record.state(FieldKey::of(field)) {
        FieldState::Known(Value::Date(day)) => Some(day),
        _ => None,
    };
    let (from, until) = (day(first)?, day(last));
    let nights = nights_from(from).take_while(|night| until.is_none_or(|until| *night < until)).take(366);
    nights.filter_map(|night| places.free(night)).min()
}
