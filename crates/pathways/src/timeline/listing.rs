//! What of a case stands on a list of work, and from when until when: intervals, so that a list is read at any moment
//! and a night that passes changes nothing.
//!
//! A live case always stands on the list: with what is to be done, with a letter that is to be served, or, where there is
//! neither, to be looked at. How far ahead is looked follows from the facts alone, and beyond it the case is to be looked at
//! again: rows made twice are alike, and nobody is forgotten.

use std::collections::BTreeMap;

use model::Timestamp;

use super::CaseVersion;
use super::bound::Engine;
use super::state::{CaseContact, CaseStanding, CaseState, MessageOf};
use crate::clock::Reckoned;
use crate::facts::CaseFacts;
use crate::pathway::{EscalationLevel, Pathway};
use crate::roles::ABOVE;

/// How far beyond its last fact the rows of a case reach: whoever has not been looked at for so long is looked at.
const REACH: i64 = 400 * DAY;
const DAY: i64 = 86_400_000_000;

/// What is to be done with a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CaseDuty {
    /// An item is open, by its position.
    Item(usize),
    /// Somebody did it, and it waits for the votes of others.
    Vote(usize),
    /// What was decided is to be served.
    Serve(usize),
    /// Somebody is to be told something, and nobody has told them yet.
    Tell(MessageOf),
    /// Somebody is to be told something, and it is not known that they can be reached safely.
    AskHow(MessageOf),
    /// What is late is to be looked at by one of the levels of its clock.
    Escalated(ClockOf, usize),
    /// Nothing is open: it is to be closed, or something is to be asked or waited for.
    Look,
}

/// Whose clock, by its position.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "each variant is what it names")]
pub enum ClockOf {
    Item(usize),
    Stage(usize),
}

impl CaseDuty {
    /// Who is to look at what is late: a role, or the office above.
    pub fn level<'p>(&self, pathway: &'p Pathway) -> Option<&'p EscalationLevel> {
        let Self::Escalated(of, level) = self else { return None };
        let due = match of {
            ClockOf::Item(item) => pathway.items.get(*item)?.due.as_ref(),
            ClockOf::Stage(stage) => pathway.stages.get(*stage)?.due.as_ref(),
        };
        due?.levels.get(*level)
    }

    /// Whether it stands on lists of work by itself; what came to a level of its clock stands there already.
    pub fn is_work(&self) -> bool {
        !matches!(self, Self::Escalated(..))
    }

    /// Whether votes are awaited.
    pub fn waits(&self) -> bool {
        matches!(self, Self::Vote(_))
    }

    /// Whether the office above is to look at it.
    pub fn goes_above(&self, pathway: &Pathway) -> bool {
        self.level(pathway).is_some_and(|level| level.role == ABOVE)
    }
}

/// One row of a list of work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CaseRow {
    /// What is to be done.
    pub duty: CaseDuty,
    /// From when it stands there.
    pub from: Timestamp,
    /// Until when, where that can be foreseen.
    pub until: Option<Timestamp>,
    /// By when, at the earliest.
    pub due: Option<Timestamp>,
}

/// What is to be done, and by when.
type Duties = BTreeMap<CaseDuty, Option<Timestamp>>;

/// What stands on lists of work as a case goes from state to state, and what stood there.
#[derive(Debug, Clone, Default)]
pub(super) struct Listing {
    standing: BTreeMap<CaseDuty, (Timestamp, Option<Timestamp>)>,
    over: Vec<CaseRow>,
}

impl Listing {
    /// When a case was last heard of.
    pub(super) fn last(facts: &CaseFacts) -> Timestamp {
        facts.all().iter().map(|fact| fact.happened.max(fact.told)).max().unwrap_or(Timestamp(0))
    }

    /// How far its rows reach.
    pub(super) fn reach(facts: &CaseFacts) -> Timestamp {
        Timestamp(Self::last(facts).0.saturating_add(REACH))
    }

    pub(super) fn pass_all(&mut self, version: CaseVersion<'_>, facts: &CaseFacts, states: &[CaseState]) {
        let Some(engine) = Engine::new(version, facts) else { return };
        for state in states {
            self.pass(duties(&engine, state), state.at);
        }
    }

    /// Ends the rows that no longer stand so, and begins those that do.
    fn pass(&mut self, now: Duties, at: Timestamp) {
        let Self { standing, over } = self;
        standing.retain(|duty, (from, due)| {
            let stays = now.get(duty) == Some(due);
            if !stays {
                over.push(CaseRow { duty: *duty, from: *from, until: Some(at), due: *due });
            }
            stays
        });
        for (duty, due) in now {
            standing.entry(duty).or_insert((at, due));
        }
    }

    /// What was over before the last fact goes. Clocks of several machines differ, but not by a day.
    pub(super) fn forget_past(&mut self, last: Timestamp) {
        self.over.retain(|row| row.until.is_none_or(|until| until.0.saturating_add(DAY) > last.0));
    }

    /// The rows, with the last of the states that were passed.
    pub(super) fn rows(mut self, version: CaseVersion<'_>, facts: &CaseFacts, end: Option<&CaseState>) -> Vec<CaseRow> {
        let goes_on = Engine::new(version, facts).zip(end).is_some_and(|(engine, end)| engine.next(end).is_some());
        if goes_on && end.is_some_and(|end| end.closed.is_none()) {
            self.pass(Duties::from([(CaseDuty::Look, None)]), Self::reach(facts));
        }
        self.forget_past(Self::last(facts));
        let Self { standing, over: mut rows } = self;
        rows.extend(standing.into_iter().map(|(duty, (from, due))| CaseRow { duty, from, until: None, due }));
        rows.retain(|row| row.until != Some(row.from));
        rows.sort_by_key(|row| (row.from, row.duty));
        rows
    }
}

/// What is to be done as a case stands, and by when.
fn duties(engine: &Engine<'_>, state: &CaseState) -> Duties {
    if state.closed.is_some() {
        return Duties::new();
    }
    let mut duties = Duties::new();
    for (position, (item, stands)) in engine.version.pathway.items.iter().zip(&state.items).enumerate() {
        let due = by_when(stands.due);
        if stands.standing == CaseStanding::Open {
            let waits = stands.pending.is_some();
            duties.insert(if waits { CaseDuty::Vote(position) } else { CaseDuty::Item(position) }, due);
        }
        let letter = item.decision().is_some_and(|decision| decision.serve.is_some());
        if letter && stands.made_at.is_some() && stands.served_at.is_none() {
            duties.insert(CaseDuty::Serve(position), None);
        }
    }
    duties.extend(messages(state));
    if duties.is_empty() {
        duties.insert(CaseDuty::Look, None);
    }
    duties.extend(escalated(engine, state));
    duties
}

fn by_when(due: Option<Reckoned>) -> Option<Timestamp> {
    due.and_then(|due| due.earliest()).map(|end| end.ends)
}

/// Messages that nobody has told yet, by when they are to be told. The dead are told nothing.
fn messages(state: &CaseState) -> Duties {
    let open = state.messages.iter().filter(|message| message.told.is_none() && !message.has_lapsed(state.at));
    let duties = open.filter_map(|message| {
        let of = message.of();
        let duty = match state.contact {
            CaseContact::May => CaseDuty::Tell(of),
            CaseContact::AskHow => CaseDuty::AskHow(of),
            CaseContact::Never => return None,
        };
        Some((duty, Some(message.lapses())))
    });
    duties.collect()
}

/// What is late and has come to a level of its clock.
fn escalated(engine: &Engine<'_>, state: &CaseState) -> Duties {
    let pathway = engine.version.pathway;
    let items = pathway.items.iter().zip(&state.items).enumerate();
    let items = items
        .filter(|(_, (_, stands))| stands.late_since(state.at).is_some())
        .map(|(position, (item, stands))| (ClockOf::Item(position), item.due.as_ref(), stands.due));
    let stages = pathway.stages.iter().zip(&state.stages).enumerate();
    let stages = stages
        .filter(|(_, (_, stands))| stands.late_since(state.at).is_some())
        .map(|(position, (stage, stands))| (ClockOf::Stage(position), stage.due.as_ref(), stands.due));
    let clocks = items.chain(stages);
    let levels = clocks.flat_map(|(of, rule, due)| {
        let reached = engine.escalations(state, state.at, rule, due).into_iter().filter(|(_, at)| *at <= state.at);
        reached.map(move |(level, _)| (CaseDuty::Escalated(of, level), by_when(due)))
    });
    levels.collect()
}
