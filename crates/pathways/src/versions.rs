//! Two versions of one pathway: what a newer one takes from people, and what it leaves behind.
//!
//! A case stays on the version on which it began. Whoever puts another in force, or moves a case to it, asks here: what loosens
//! a duty towards people, or shows their cases to more people, takes two persons, and a case is not moved where a name has
//! vanished that means something for it. Versions are held against each other by what they say. What differs and cannot be
//! shown to owe no less counts as less: a second person looks at it, and nobody is kept from putting it in force.

mod clocks;
mod items;
mod same;
mod whole;
mod words;
mod work;

use crate::pathway::{Item, Pathway};
use crate::play::PathwayLack;
use crate::roles::PERSON;
use same::Versions;

pub use words::{LoosenedDuty, Loosening};

/// What another version loosens, each thing once: of the whole case, of its stages, of its items.
pub fn loosened(from: &Pathway, to: &Pathway) -> Vec<LoosenedDuty> {
    let versions = Versions { from, to };
    let mut found: Vec<LoosenedDuty> = vec![];
    let mut tell = |item: Option<&String>, parts: Vec<(bool, Loosening)>| {
        for (_, how) in parts.into_iter().filter(|(holds, _)| *holds) {
            let duty = LoosenedDuty { item: item.cloned(), how };
            if !found.contains(&duty) {
                found.push(duty);
            }
        }
    };
    tell(None, versions.of_whole());
    from.stages.iter().for_each(|stage| tell(Some(&stage.id), versions.of_stage(stage)));
    for item in &from.items {
        let parts = match now_called(item, to) {
            Some(other) => versions.of_item(item, other),
            None => vec![(owed(item) && !item.optional, Loosening::NotOwed)],
        };
        tell(Some(&item.id), parts);
    }
    found
}

/// The item that another version has in the place of one.
pub(crate) fn now_called<'a>(item: &Item, to: &'a Pathway) -> Option<&'a Item> {
    let same = to.items.iter().find(|other| other.id == item.id);
    same.or_else(|| to.items.iter().find(|other| other.was.contains(&item.id)))
}

/// Whether others than the person are to do it.
pub(crate) fn owed(item: &Item) -> bool {
    !item.by.iter().all(|role| role == PERSON)
}

/// What keeps cases that run a version from being moved to another: a pathway that is gone, and items, ends and outcomes that
/// the other has under no name.
pub fn succession(from: &Pathway, to: Option<&Pathway>) -> Vec<PathwayLack> {
    let mut found = vec![];
    let mut lack = |code, what: String| found.push(PathwayLack { code, what });
    let Some(to) = to else {
        lack("used-by-running", format!("cases run on `{}`, and there is none to move them to", from.id));
        return found;
    };
    for item in from.items.iter().filter(|item| now_called(item, to).is_none()) {
        lack("dropped-item", format!("`{}` of `{}` is there under no name", item.id, from.id));
    }
    for end in from.ends.iter().filter(|end| to.ends.iter().all(|other| other.id != end.id)) {
        lack("dropped-item", format!("the end `{}` of `{}` is gone", end.id, from.id));
    }
    for item in &from.items {
        let now = now_called(item, to);
        let outcomes = |item: &Item| item.decision().map(|decision| decision.outcomes.clone()).unwrap_or_default();
        let there = now.map(outcomes).unwrap_or_default();
        for outcome in
            outcomes(item).iter().filter(|outcome| now.is_some() && there.iter().all(|it| it.id != outcome.id))
        {
            lack("dropped-item", format!("the outcome `{}` of `{}` is gone", outcome.id, item.id));
        }
    }
    found
}
