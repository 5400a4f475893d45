//! From the facts of a case to every change, past and foreseeable. Pure: the same facts, calendars and version give the
//! same timeline, in whichever order the facts came.
//!
//! The timeline goes from one instant at which something can change to the next and settles the case there. What a
//! clock or a condition will do is found out beforehand, so nothing has to wait for a timer. No storage, no real clock.

mod asked;
mod bound;
mod breaches;
mod decisions;
mod items;
pub(crate) mod judge;
mod known;
mod listing;
mod memory;
mod messages;
mod repeat;
mod rhythm;
mod rounds;
mod rows;
mod settle;
mod state;
mod view;
mod wakes;

use std::collections::BTreeMap;

use model::{Timestamp, Zone};
use rules::measure::Calendar;

use crate::facts::CaseFacts;
use crate::pathway::Pathway;
use bound::Engine;

pub use breaches::{Breach, Breaches};
pub use known::CaseHistory;
pub use listing::{CaseDuty, CaseRow, ClockOf};
pub use memory::{CaseMemory, case_rows};
pub use rounds::SentBack;
pub use state::{CaseContact, CaseStanding, CaseState, ItemState, MessageOf, MessageRow, StageState};
pub use view::{ByName, CaseView};

/// A pathway in the version on which a case runs, with the calendars around it.
#[derive(Debug, Clone, Copy)]
pub struct CaseVersion<'a> {
    /// The pathway.
    pub pathway: &'a Pathway,
    /// National calendars by ISO 3166 alpha-3.
    pub calendars: &'a BTreeMap<String, Calendar>,
    /// Whose calendar is the national one; weekends alone where there is none.
    pub national: Option<&'a str>,
}

/// How many changes a timeline tells at most: what repeats for ever has no last one.
const MOST_CHANGES: usize = 20_000;
/// How far beyond its last fact a timeline looks: longer than any period that a file may give.
const AHEAD: i64 = 10 * 366 * 86_400_000_000;

/// Every change of a case.
#[derive(Debug, Clone)]
pub struct Timeline<'a> {
    version: CaseVersion<'a>,
    facts: &'a CaseFacts,
    changes: Vec<CaseState>,
}

/// The timeline of a case. Without a fact that opens it there is none, and it is empty.
pub fn timeline<'a>(version: CaseVersion<'a>, facts: &'a CaseFacts) -> Timeline<'a> {
    let last = facts.all().iter().map(|fact| fact.happened.max(fact.told)).max().unwrap_or(Timestamp(0));
    let changes = run(version, facts, Timestamp(last.0.saturating_add(AHEAD)));
    Timeline { version, facts, changes }
}

/// How a case stands at a moment; `None` before it was opened.
pub fn state_at(version: CaseVersion<'_>, facts: &CaseFacts, at: Timestamp) -> Option<CaseState> {
    run(version, facts, at).pop()
}

/// The states of a case at every instant at which it changed, up to a moment.
fn run(version: CaseVersion<'_>, facts: &CaseFacts, until: Timestamp) -> Vec<CaseState> {
    let mut states = vec![];
    go_on(version, facts, &mut states, MOST_CHANGES, until);
    states
}

/// Goes on from the states that are known already, up to a moment and to so many of them.
fn go_on(version: CaseVersion<'_>, facts: &CaseFacts, states: &mut Vec<CaseState>, most: usize, until: Timestamp) {
    let Some(engine) = Engine::new(version, facts) else {
        states.clear();
        return;
    };
    let mut next = states.last().map_or(Some(engine.opened), |last| engine.next(last));
    while let Some(now) = next.filter(|now| *now <= until && states.len() < most) {
        let before = states.last().cloned().unwrap_or_else(|| CaseState::new(version.pathway, now));
        let settled = engine.settle(before, now);
        next = engine.next(&settled);
        states.push(settled);
    }
}

impl Timeline<'_> {
    /// The states of the case at every instant at which it changes.
    pub fn changes(&self) -> &[CaseState] {
        &self.changes
    }

    /// How the case stands at a moment; `None` before it was opened.
    pub fn at(&self, at: Timestamp) -> Option<CaseState> {
        let told = self.changes.partition_point(|state| state.at <= at);
        let is_last = told == self.changes.len();
        if is_last && self.changes.len() < MOST_CHANGES && self.changes.last().is_some_and(|last| far(last.at, at)) {
            return state_at(self.version, self.facts, at);
        }
        told.checked_sub(1).and_then(|last| self.changes.get(last)).cloned()
    }

    /// The zone in which its days end.
    pub fn zone(&self) -> &Zone {
        self.version.pathway.zone.as_ref().unwrap_or(self.facts.zone())
    }
}

/// Whether a moment lies beyond what was looked at.
fn far(last: Timestamp, at: Timestamp) -> bool {
    at.0.saturating_sub(last.0) > AHEAD / 2
}
