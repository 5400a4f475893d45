//! What was found out of a case and stays true while it goes on: how it stood before anything new happened, and how it
//! stood on record.
//!
//! A fact changes nothing before the moment at which it happened, unless it reaches back: a date holds for all history, a
//! correction and a retraction undo what was. Whoever looks at a case again and again, fact after fact, keeps one of these.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use model::{FieldType, Timestamp};

use super::state::CaseState;
use super::{CaseVersion, go_on};
use crate::facts::{CaseAct, CaseFact, CaseFacts};

/// States with the moments from which they stood on record, the latest first.
pub(super) type Stood = Rc<Vec<(Timestamp, CaseState)>>;
/// A telling, how much had been told by then, and the end of what was looked at.
type Telling = (Timestamp, usize, Timestamp);

/// What was found out of one case on one version of its pathway.
#[derive(Debug, Default)]
pub struct CaseMemory {
    /// The facts and the states that followed, as far as anybody asked.
    last: RefCell<(Vec<CaseFact>, Vec<CaseState>)>,
    stood: RefCell<BTreeMap<Telling, Stood>>,
    /// Instants at which the case was settled so far.
    #[cfg(test)]
    pub(super) settled: std::cell::Cell<usize>,
}

impl CaseMemory {
    /// The states of a case up to a moment, in their order.
    pub(super) fn run<T>(
        &self,
        version: CaseVersion<'_>,
        facts: &CaseFacts,
        until: Timestamp,
        read: impl FnOnce(&[CaseState]) -> T,
    ) -> T {
        let mut last = self.last.borrow_mut();
        let (before, states) = &mut *last;
        let kept = unchanged(version, before, facts.all());
        states.truncate(kept.map_or(0, |at| states.partition_point(|state| state.at < at)));
        *before = facts.all().to_vec();
        #[cfg(test)]
        let kept = states.len();
        go_on(version, facts, states, until);
        #[cfg(test)]
        self.settled.set(self.settled.get() + states.len() - kept);
        read(states.get(..states.partition_point(|state| state.at <= until)).unwrap_or_default())
    }

    pub(super) fn stood(&self, telling: Telling) -> Option<Stood> {
        self.stood.borrow().get(&telling).map(Rc::clone)
    }

    pub(super) fn keep(&self, telling: Telling, stood: Stood) -> Stood {
        self.stood.borrow_mut().insert(telling, Rc::clone(&stood));
        stood
    }
}

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
    Some(reached.into_iter().min().unwrap_or(Timestamp(i64::MAX)))
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
