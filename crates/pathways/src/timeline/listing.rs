//! What of a case stands on a list of work, and from when until when: intervals, so that a list is read at any moment
//! and a night that passes changes nothing.
//!
//! A live case always stands on the list: with what is to be done, with a letter that is to be served, or, where there is
//! neither, to be looked at. How far ahead is looked follows from the facts alone, and beyond it the case is to be looked at
//! again: rows made twice are alike, and nobody is forgotten.

use std::collections::BTreeMap;

use model::Timestamp;

use super::bound::Engine;
use super::state::{CaseStanding, CaseState};
use super::{CaseMemory, CaseVersion};
use crate::facts::CaseFacts;

/// How far beyond its last fact the rows of a case reach: whoever has not been looked at for so long is looked at.
const REACH: i64 = 400 * DAY;
const DAY: i64 = 86_400_000_000;

/// What is to be done with a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CaseDuty {
    /// An item is open, by its position.
    Item(usize),
    /// What was decided is to be served.
    Serve(usize),
    /// Nothing is open: it is to be closed, or something is to be asked or waited for.
    Look,
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

/// All rows of a case, but for those that were over long before its last fact: no list is read of a day that is past.
pub fn case_rows(version: CaseVersion<'_>, facts: &CaseFacts) -> Vec<CaseRow> {
    CaseMemory::default().rows(version, facts)
}

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

    pub(super) fn pass_all(&mut self, version: CaseVersion<'_>, states: &[CaseState]) {
        for state in states {
            self.pass(duties(version, state), state.at);
        }
    }

    /// Ends the rows that no longer stand so, and begins those that do.
    fn pass(&mut self, now: BTreeMap<CaseDuty, Option<Timestamp>>, at: Timestamp) {
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
            self.pass(BTreeMap::from([(CaseDuty::Look, None)]), Self::reach(facts));
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
fn duties(version: CaseVersion<'_>, state: &CaseState) -> BTreeMap<CaseDuty, Option<Timestamp>> {
    if state.closed.is_some() {
        return BTreeMap::new();
    }
    let mut duties = BTreeMap::new();
    for (position, (item, stands)) in version.pathway.items.iter().zip(&state.items).enumerate() {
        let due = stands.due.and_then(|due| due.earliest()).map(|end| end.ends);
        if stands.standing == CaseStanding::Open {
            duties.insert(CaseDuty::Item(position), due);
        }
        let letter = item.decision().is_some_and(|decision| decision.serve.is_some());
        if letter && stands.made_at.is_some() && stands.served_at.is_none() {
            duties.insert(CaseDuty::Serve(position), None);
        }
    }
    if duties.is_empty() {
        duties.insert(CaseDuty::Look, None);
    }
    duties
}
