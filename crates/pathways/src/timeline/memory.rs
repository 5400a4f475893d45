//! What was found out of a case and stays true while it goes on: how it stood before anything new happened, and how it
//! stood on record.
//!
//! A fact changes nothing before the moment at which it happened, unless it reaches back: a date holds for all history, a
//! correction and a retraction undo what was. Whoever looks at a case again and again, fact after fact, keeps one of these.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use model::{FieldType, Timestamp};

use super::listing::Listing;
use super::state::CaseState;
use super::{CaseRow, CaseVersion, MOST_CHANGES, go_on, run};
use crate::facts::{CaseAct, CaseFact, CaseFacts};

/// States with the moments from which they stood on record, the latest first.
pub(super) type Stood = Arc<Vec<(Timestamp, CaseState)>>;
/// A telling, how much had been told by then, and the end of what was looked at.
type Telling = (Timestamp, usize, Timestamp);

/// How many states before the last fact, and after it, a memory keeps of a case whose rows it was asked for: so one of many
/// steps takes no more room than one of few. Whoever tells of what happened before them has the case settled from its
/// beginning.
const KEPT: usize = 8;

/// All rows of a case, but for those that were over long before its last fact: no list is read of a day that is past.
pub fn case_rows(version: CaseVersion<'_>, facts: &CaseFacts) -> Vec<CaseRow> {
    CaseMemory::default().rows(version, facts)
}

/// What was found out of one case on one version of its pathway.
#[derive(Debug, Default)]
pub struct CaseMemory {
    known: Mutex<Known>,
    stood: Mutex<BTreeMap<Telling, Stood>>,
}

/// The facts and the states that followed, as far as anybody asked.
#[derive(Debug, Default)]
struct Known {
    facts: Vec<CaseFact>,
    states: Vec<CaseState>,
    /// What is kept no more.
    gone: Option<Gone>,
    /// What stands on lists with these facts, where anybody asked.
    rows: Option<Vec<CaseRow>>,
    /// Instants at which the case was settled so far.
    #[cfg(test)]
    settled: usize,
}

/// States that are kept no more.
#[derive(Debug)]
struct Gone {
    /// How many.
    number: usize,
    /// The moment of the last.
    until: Timestamp,
    /// What stood on lists by then.
    listing: Listing,
}

impl CaseMemory {
    /// The states of a case up to a moment, in their order; of what is not kept any more none.
    pub(super) fn run<T>(
        &self,
        version: CaseVersion<'_>,
        facts: &CaseFacts,
        until: Timestamp,
        read: impl FnOnce(&[CaseState]) -> T,
    ) -> T {
        let mut known = self.known();
        known.forget_what_changed(version, facts);
        if known.gone.is_some() && known.states.first().is_some_and(|first| first.at > until) {
            return read(&run(version, facts, until));
        }
        known.go_on(version, facts, until);
        let states = &known.states;
        read(states.get(..states.partition_point(|state| state.at <= until)).unwrap_or_default())
    }

    /// All rows of a case, like [`case_rows`].
    pub fn rows(&self, version: CaseVersion<'_>, facts: &CaseFacts) -> Vec<CaseRow> {
        let mut known = self.known();
        known.forget_what_changed(version, facts);
        if let Some(rows) = &known.rows {
            return rows.clone();
        }
        known.go_on(version, facts, Listing::reach(facts));
        let mut listing = known.gone.as_ref().map(|gone| gone.listing.clone()).unwrap_or_default();
        listing.pass_all(version, facts, &known.states);
        let rows = listing.rows(version, facts, known.states.last());
        known.shorten(version, facts);
        known.rows = Some(rows.clone());
        rows
    }

    /// What somebody left in the middle of is thrown away: facts and states would not be of one another.
    fn known(&self) -> MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(|poisoned| {
            let mut known = poisoned.into_inner();
            *known = Known::default();
            known
        })
    }

    #[cfg(test)]
    pub(super) fn settled(&self) -> usize {
        self.known().settled
    }

    pub(super) fn stood(&self, telling: Telling) -> Option<Stood> {
        self.stood.lock().unwrap_or_else(PoisonError::into_inner).get(&telling).map(Arc::clone)
    }

    pub(super) fn keep(&self, telling: Telling, stood: Stood) -> Stood {
        self.stood.lock().unwrap_or_else(PoisonError::into_inner).insert(telling, Arc::clone(&stood));
        stood
    }
}

impl Known {
    /// Keeps what is as true with these facts as it was with those before.
    fn forget_what_changed(&mut self, version: CaseVersion<'_>, facts: &CaseFacts) {
        let since = unchanged(version, &self.facts, facts.all());
        let since = since.filter(|since| self.gone.as_ref().is_none_or(|gone| gone.until < *since));
        if since != Some(NOTHING_NEW) {
            self.rows = None;
        }
        let stays = since.map_or(0, |since| self.states.partition_point(|state| state.at < since));
        self.states.truncate(stays);
        // One state has to be there to go on from.
        if self.states.is_empty() {
            self.gone = None;
        }
        self.facts = facts.all().to_vec();
    }

    /// Lets go of the states far before the last fact, and far after it.
    fn shorten(&mut self, version: CaseVersion<'_>, facts: &CaseFacts) {
        let last = Listing::last(facts);
        let past = self.states.partition_point(|state| state.at <= last);
        self.states.truncate(past.saturating_add(KEPT));
        let Some(gone) = past.checked_sub(KEPT).filter(|gone| *gone > 0) else { return };
        let states: Vec<CaseState> = self.states.drain(..gone).collect();
        let Some(until) = states.last().map(|state| state.at) else { return };
        let gone = self.gone.get_or_insert_with(|| Gone { number: 0, until, listing: Listing::default() });
        (gone.number, gone.until) = (gone.number.saturating_add(states.len()), until);
        gone.listing.pass_all(version, facts, &states);
        gone.listing.forget_past(last);
    }

    /// Goes on from what is known, as far as one who began at the first would go.
    fn go_on(&mut self, version: CaseVersion<'_>, facts: &CaseFacts, until: Timestamp) {
        #[cfg(test)]
        let kept = self.states.len();
        let gone = self.gone.as_ref().map_or(0, |gone| gone.number);
        go_on(version, facts, &mut self.states, MOST_CHANGES.saturating_sub(gone), until);
        #[cfg(test)]
        {
            self.settled += self.states.len().saturating_sub(kept);
        }
    }
}

/// Nothing is other than it was.
const NOTHING_NEW: Timestamp = Timestamp(i64::MAX);

/// The moment before which nothing is other than it was; `None` where everything may be.
fn unchanged(version: CaseVersion<'_>, before: &[CaseFact], now: &[CaseFact]) -> Option<Timestamp> {
    let mut known = before.iter().peekable();
    let mut new = vec![];
    for fact in now {
        if known.next_if(|known| *known == fact).is_none() {
            new.push(fact);
        }
    }
    // Something is gone, or stands elsewhere.
    if known.next().is_some() || before.is_empty() {
        return None;
    }
    let reached = new.into_iter().map(|fact| reaches(version, fact, now)).collect::<Option<Vec<_>>>()?;
    Some(reached.into_iter().min().unwrap_or(NOTHING_NEW))
}

/// From when on a fact may change anything; `None` where that is from the first.
fn reaches(version: CaseVersion<'_>, fact: &CaseFact, all: &[CaseFact]) -> Option<Timestamp> {
    match &fact.act {
        CaseAct::Recorded { field, .. } => {
            let ty = version.pathway.schema.get(*field).map(|field| field.ty);
            (!matches!(ty, Some(FieldType::Date | FieldType::PartialDate))).then_some(fact.happened)
        }
        CaseAct::Corrected { .. } | CaseAct::Opened => None,
        CaseAct::Retracted { fact: target } => {
            let target = all.iter().find(|known| known.id == *target)?;
            let plain = !matches!(target.act, CaseAct::Retracted { .. } | CaseAct::Corrected { .. } | CaseAct::Opened);
            plain.then(|| reaches(version, target, all)).flatten().map(|at| at.min(fact.happened))
        }
        _ => Some(fact.happened),
    }
}
