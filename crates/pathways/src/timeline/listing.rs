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
use super::{CaseVersion, run};
use crate::facts::CaseFacts;

/// How far beyond its last fact the rows of a case reach: whoever has not been looked at for so long is looked at.
const REACH: i64 = 400 * 86_400_000_000;

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

/// All rows of a case, past ones too.
pub fn case_rows(version: CaseVersion<'_>, facts: &CaseFacts) -> Vec<CaseRow> {
    let last = facts.all().iter().map(|fact| fact.happened.max(fact.told)).max().unwrap_or(Timestamp(0));
    let reach = Timestamp(last.0.saturating_add(REACH));
    let states = run(version, facts, reach);
    let (mut standing, mut rows) = (BTreeMap::new(), vec![]);
    for state in &states {
        pass(&mut standing, duties(version, state), state.at, &mut rows);
    }
    let goes_on =
        Engine::new(version, facts).zip(states.last()).is_some_and(|(engine, last)| engine.next(last).is_some());
    let live = states.last().is_some_and(|last| last.closed.is_none());
    if goes_on && live {
        pass(&mut standing, BTreeMap::from([(CaseDuty::Look, None)]), reach, &mut rows);
    }
    let open = standing.into_iter().map(|(duty, (from, due))| CaseRow { duty, from, until: None, due });
    rows.extend(open);
    rows.retain(|row| row.until != Some(row.from));
    rows.sort_by_key(|row| (row.from, row.duty));
    rows
}

type Standing = BTreeMap<CaseDuty, (Timestamp, Option<Timestamp>)>;

/// Ends the rows that no longer stand so, and begins those that do.
fn pass(standing: &mut Standing, now: BTreeMap<CaseDuty, Option<Timestamp>>, at: Timestamp, rows: &mut Vec<CaseRow>) {
    standing.retain(|duty, (from, due)| {
        let stays = now.get(duty) == Some(due);
        if !stays {
            rows.push(CaseRow { duty: *duty, from: *from, until: Some(at), due: *due });
        }
        stays
    });
    for (duty, due) in now {
        standing.entry(duty).or_insert((at, due));
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
