//! Since when somebody could know that they would be late: the case as it was recorded, day after day.

use model::Timestamp;

use super::state::{Breach, CaseState};
use super::{CaseVersion, run};
use crate::clock::Reckoned;
use crate::facts::CaseFacts;

/// Since when, without a break, a due no later than the one that was missed stood on the list, as it was recorded then.
pub fn known_from(
    version: CaseVersion<'_>,
    facts: &CaseFacts,
    id: &str,
    breach: Breach,
    now: Timestamp,
) -> Option<Timestamp> {
    let mut told: Vec<Timestamp> = facts.all().iter().map(|fact| fact.told).filter(|told| *told <= now).collect();
    told.sort_unstable();
    told.dedup();
    let mut until = Timestamp(now.0.saturating_add(1));
    let mut from = None;
    for told in told.into_iter().rev() {
        let known = facts.as_recorded(told);
        // How it stood as soon as this was told, and at every change until the next was.
        let mut states = run(version, &known, Timestamp(until.0 - 1));
        let begins = states.iter().rposition(|case| case.at <= told).unwrap_or(0);
        for case in states.drain(begins..).rev() {
            match shown(version, &case, id, breach) {
                Shown::Passed => {}
                Shown::NoLater => from = Some(case.at.max(told)),
                Shown::Other => return from,
            }
        }
        until = told;
    }
    from
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
    let item = pathway
        .item(id)
        .and_then(|item| case.items.get(item))
        .map(|item| (item.nth, item.due, item.breaches.as_slice()));
    let stage = || {
        pathway
            .stage(id)
            .and_then(|stage| case.stages.get(stage))
            .map(|stage| (0, stage.due, stage.breaches.as_slice()))
    };
    let Some((nth, due, breaches)) = item.or_else(stage) else { return Shown::Other };
    let end = match due {
        Some(Reckoned::Ends { hi: Some(hi), .. }) => Some(hi),
        Some(Reckoned::Ends { hi: None, .. } | Reckoned::Stopped { .. }) | None => None,
    };
    let past = breaches.iter().find(|past| past.nth == breach.nth).map(|past| past.end);
    match end.filter(|_| nth == breach.nth).or(past) {
        Some(end) if end.ends <= breach.end.ends => Shown::NoLater,
        None if nth > breach.nth => Shown::Passed,
        Some(_) | None => Shown::Other,
    }
}
