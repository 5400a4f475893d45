//! The place that a record takes of another's beds or seats, as somebody may see it.
//!
//! The record knows its line; what became of that lies at what has the places, and is told to whoever may read that too.

use casework::record::{RecordAsked, came_early, may_do, taken_nights, taken_span};
use casework::{LineState, PlaceAsked, RecordView, ahead};
use journal::LineSpan;
use model::{Date, FieldKey, FieldState, Id, Kind, KindTakes, Value};

use super::Desk;
use super::places::{ShownLine, TakenBy};
use crate::Fault;

/// The place that a record takes at another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownPlace {
    /// Where it is, as far as the reader sees that: the record that has its line, else that to which the record leads.
    pub host: Option<Id>,
    /// The line that is the record's.
    pub line: OwnLine,
    /// What is left where the record leads, on the scarcest of the nights that it says and that are not over, its own line not
    /// counted; nothing where that is not known.
    pub free: Option<i64>,
    /// What of it does not go together with what else is on record.
    pub amiss: PlaceAmiss,
    /// Whether it is only given back: packs in force take nothing by such a record any more.
    pub ends: bool,
    /// Whether something may be done with it.
    pub may: bool,
    /// By what it is taken.
    pub by: TakenBy,
}

/// What of a place does not go together with what else is on record, for somebody to look at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlaceAmiss {
    /// Whether whose record it is has a place somewhere else on some of these nights, as far as the reader may see that.
    pub elsewhere: bool,
    /// Whether it is kept, or waited for, on other nights or for others than the record says by now.
    pub otherwise: bool,
    /// Whether they came before the first night that the record says.
    pub early: bool,
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

impl Desk<'_> {
    /// The place that a record takes, where its kind takes any, or took one that is not given back.
    pub(super) async fn place_of(&self, kind: &Kind, record: &RecordView<'_>) -> Result<Option<ShownPlace>, Fault> {
        let (takes, has) = (kind.takes.as_ref(), self.taken_at(record).await?);
        if takes.is_none() && matches!(has, Taken::Nothing) {
            return Ok(None);
        }
        let own = has.line();
        let leads = match takes {
            Some(takes) => self.leads_for_a_place(record, takes, own).await?,
            None => None,
        };
        let nights = own.map(TakenLine::span).or_else(|| taken_nights(record, takes?));
        Ok(Some(ShownPlace {
            host: own.map(|own| own.host).or(leads.as_ref().map(|leads| leads.host)),
            free: leads.and_then(|leads| leads.free),
            amiss: PlaceAmiss {
                elsewhere: is_by_night(kind) && self.has_another(record, nights).await?,
                otherwise: own.zip(takes).is_some_and(|(own, takes)| is_otherwise(own, record, takes)),
                early: own.zip(takes).is_some_and(|(own, takes)| came_early(record, takes, &own.shown.line)),
            },
            ends: takes.is_none(),
            by: TakenBy::of(takes.is_none_or(|takes| takes.nights.is_some())),
            may: may_do(&self.acting.actor, kind, &self.acting.occasion()).amend && record.is_open(),
            line: has.into_own(),
        }))
    }

    /// Where a record leads for a place, where the reader sees that, and what is left there of what it would take: what decides
    /// whether one is kept.
    async fn leads_for_a_place(
        &self,
        record: &RecordView<'_>,
        takes: &KindTakes,
        own: Option<&TakenLine>,
    ) -> Result<Option<Leads>, Fault> {
        let Some(host) = link_of(record, takes) else { return Ok(None) };
        let owner = self.instance.store.owner(&self.sight().of_store(), host).await?;
        let there = owner.as_ref().and_then(|owner| owner.record(host)).filter(|there| self.sees(there));
        let Some(there) = there else { return Ok(None) };
        let places = self.places_of(&there, FieldKey::of(&takes.limit));
        let nights = taken_nights(record, takes).map(|nights| ahead(nights, self.today_at(there.owner)));
        let nights = nights.filter(|nights| nights.until.is_none_or(|until| nights.from < until));
        let line = own.filter(|own| own.host == host).map(|own| own.shown.line.id);
        Ok(Some(Leads { host, free: nights.and_then(|nights| places.left(nights, line)) }))
    }

    /// Whether another record of the same owner has a place kept or in use on some of these nights. What is not taken by night
    /// meets no night; what the reader may not see is not told.
    async fn has_another(&self, record: &RecordView<'_>, nights: Option<LineSpan>) -> Result<bool, Fault> {
        let Some(nights) = nights else { return Ok(false) };
        let schema = &self.in_force.packs.schema;
        for other in record.owner.all_records().iter().filter(|other| other.id != record.id && self.sees(other)) {
            if !schema.kind(other.kind()).is_some_and(is_by_night) {
                continue;
            }
            let taken = self.taken_at(other).await?;
            if taken.line().is_some_and(|taken| taken.counts() && meet(taken.span(), nights)) {
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
            let (today, zone) = (self.today_at(host.owner), self.zone_at(host.owner));
            Taken::Line(Box::new(TakenLine { host: from, shown: ShownLine::of(&places, line, (today, &zone)), today }))
        }))
    }

    /// Reserves, fills or gives back the place of a record.
    pub async fn place_record(&self, record: Id, asked: PlaceAsked) -> Result<(), Fault> {
        self.ask_of(record, RecordAsked::Place(asked)).await
    }
}

/// Where a record leads for a place.
struct Leads {
    host: Id,
    free: Option<i64>,
}

/// What a record has taken at another.
enum Taken {
    /// Nothing, or nothing that it has not given back.
    Nothing,
    /// Something at a record that the reader does not see: whether it was given back is not told.
    Hidden,
    /// A line.
    Line(Box<TakenLine>),
}

impl Taken {
    fn line(&self) -> Option<&TakenLine> {
        match self {
            Self::Line(line) => Some(line),
            Self::Nothing | Self::Hidden => None,
        }
    }

    fn into_own(self) -> OwnLine {
        match self {
            Self::Nothing => OwnLine::None,
            Self::Hidden => OwnLine::Hidden,
            Self::Line(line) => OwnLine::Shown(line.shown),
        }
    }
}

/// A line that a record has not given back.
struct TakenLine {
    host: Id,
    shown: ShownLine,
    /// The day it is there.
    today: Date,
}

impl TakenLine {
    /// How long it is there: who has not left as planned is there tonight.
    fn span(&self) -> LineSpan {
        LineSpan { until: self.shown.until, ..self.shown.line.span }
    }

    /// Whether a place is kept or in use: who waits, or let the hours pass, has none.
    fn counts(&self) -> bool {
        matches!(self.shown.line.state, LineState::Held | LineState::Filled)
    }
}

/// Whether what is kept, or waited for, is kept elsewhere, for other nights, or for others, than the record says by now.
fn is_otherwise(own: &TakenLine, record: &RecordView<'_>, takes: &KindTakes) -> bool {
    let moved = link_of(record, takes).is_some_and(|linked| linked != own.host);
    let line = &own.shown.line;
    let kept = matches!(line.state, LineState::Held | LineState::Waits);
    let left = |span| ahead(span, own.today);
    moved || (kept && taken_span(record, takes).map(left) != Some(left(line.span)))
}

/// The record to which one leads for its place.
fn link_of(record: &RecordView<'_>, takes: &KindTakes) -> Option<Id> {
    match record.state(FieldKey::of(&takes.link)) {
        FieldState::Known(Value::Record(id)) => Some(id),
        _ => None,
    }
}

fn is_by_night(kind: &Kind) -> bool {
    kind.takes.as_ref().is_some_and(|takes| takes.nights.is_some())
}

/// Whether two stays share a night.
fn meet(one: LineSpan, other: LineSpan) -> bool {
    one.until.is_none_or(|until| other.from < until) && other.until.is_none_or(|until| one.from < until)
}
