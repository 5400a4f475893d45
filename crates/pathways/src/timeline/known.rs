//! Since when somebody could know that they would be late: the case as it was recorded, day after day.

use std::cell::OnceCell;

use model::Timestamp;

use super::CaseVersion;
use super::breaches::Breach;
use super::memory::{CaseMemory, Stood};
use super::state::CaseState;
use crate::clock::Reckoned;
use crate::facts::CaseFacts;

/// A case as it stood on record, from one telling to the next.
pub struct CaseHistory<'a> {
    version: CaseVersion<'a>,
    facts: &'a CaseFacts,
    /// When anything was told, the latest first.
    told: Vec<Timestamp>,
    now: Timestamp,
    memory: &'a CaseMemory,
    stood: OnceCell<Vec<Stood>>,
}

impl<'a> CaseHistory<'a> {
    /// Of a case, up to a moment.
    pub fn new(version: CaseVersion<'a>, facts: &'a CaseFacts, now: Timestamp, memory: &'a CaseMemory) -> Self {
        let mut told: Vec<Timestamp> = facts.all().iter().map(|fact| fact.told).filter(|told| *told <= now).collect();
        told.sort_unstable_by_key(|told| std::cmp::Reverse(*told));
        told.dedup();
        Self { version, facts, told, now, memory, stood: OnceCell::new() }
    }

    /// Since when, without a break, a due no later than the one that was missed stood on the list, as it was recorded
    /// then.
    pub fn known_from(&self, id: &str, breach: Breach) -> Option<Timestamp> {
        let mut from = None;
        for stood in self.stood.get_or_init(|| self.all()) {
            for (at, state) in stood.iter() {
                match shown(self.version, state, id, breach) {
                    Shown::Passed => {}
                    Shown::NoLater => from = Some(*at),
                    Shown::Other => return from,
                }
            }
        }
        from
    }

    /// How the case stood after each telling, the latest first. The first is looked at first: each goes on from the one
    /// before it, and a case with a hundred tellings is not settled a hundred times.
    fn all(&self) -> Vec<Stood> {
        let mut all: Vec<Stood> = (0..self.told.len()).rev().map(|number| self.stood(number)).collect();
        all.reverse();
        all
    }

    /// How the case stood as soon as something was told, and at every change until something else was; the latest first.
    fn stood(&self, number: usize) -> Stood {
        let Some(told) = self.told.get(number).copied() else { return Stood::default() };
        let next = number.checked_sub(1).and_then(|later| self.told.get(later));
        let until = next.map_or(self.now, |next| Timestamp(next.0 - 1));
        let known = self.facts.as_recorded(told);
        let key = (told, known.all().len(), until);
        if let Some(stood) = self.memory.stood(key) {
            return stood;
        }
        let found = self.memory.run(self.version, &known, until, |states| {
            let begins = states.iter().rposition(|state| state.at <= told).unwrap_or(0);
            let stood = states.iter().skip(begins).rev().map(|state| (state.at.max(told), state.clone()));
            Stood::new(stood.collect())
        });
        self.memory.keep(key, found)
    }
}

enum Shown {
    /// A later occurrence: this one was over.
    Passed,
    /// A due no later than the one that was missed.
    NoLater,
    /// A later due, or none.
    Other,
}

fn shown(version: CaseVersion<'_>, case: &CaseState, id: &str, breach: Breach) -> Shown {
    let pathway = version.pathway;
    let item = pathway.item(id).and_then(|item| case.items.get(item)).map(|item| (item.nth, item.due, &item.breaches));
    let stage =
        || pathway.stage(id).and_then(|stage| case.stages.get(stage)).map(|stage| (0, stage.due, &stage.breaches));
    let Some((nth, due, breaches)) = item.or_else(stage) else { return Shown::Other };
    let end = match due {
        Some(Reckoned::Ends { hi: Some(hi), .. }) => Some(hi),
        Some(Reckoned::Ends { hi: None, .. } | Reckoned::Stopped { .. }) | None => None,
    };
    let past = breaches.latest_first().find(|past| past.nth == breach.nth).map(|past| past.end);
    match end.filter(|_| nth == breach.nth).or(past) {
        Some(end) if end.ends <= breach.end.ends => Shown::NoLater,
        None if nth > breach.nth => Shown::Passed,
        Some(_) | None => Shown::Other,
    }
}
