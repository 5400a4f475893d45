//! Two versions of one pathway: what a newer one takes from people, and what it leaves behind.
//!
//! A case stays on the version on which it runs. Whoever moves cases, or puts another version in force, asks here first:
//! what loosens a duty towards people takes two persons, and an item must not vanish while its name means something.

use crate::pathway::{Approval, DecisionWork, Due, Length, Pathway};
use crate::play::PathwayLack;
use crate::roles::PERSON;

/// What another version loosens, in words: a later deadline on whoever owes something, fewer votes, a lost appeal.
pub fn loosened(from: &Pathway, to: &Pathway) -> Vec<String> {
    let mut found = vec![];
    for item in &from.items {
        let Some(other) = to.items.iter().find(|other| other.id == item.id || other.was.contains(&item.id)) else {
            continue;
        };
        let of_person = item.by.iter().all(|role| role == PERSON);
        if !of_person && item.due.as_ref().is_some_and(|due| later(due, other.due.as_ref())) {
            found.push(format!("`{}` may take longer", item.id));
        }
        if votes(other.approve()) < votes(item.approve()) {
            found.push(format!("`{}` needs fewer votes", item.id));
        }
        let appeal = |decision: Option<&DecisionWork>| decision.is_some_and(|decision| decision.appeal.is_some());
        if appeal(item.decision()) && !appeal(other.decision()) {
            found.push(format!("`{}` can no longer be appealed", item.id));
        }
    }
    found
}

/// Why a version on which cases run cannot be followed by another, or by none: a pathway that is gone, and items that
/// another version has under no name.
pub fn succession(from: &Pathway, to: Option<&Pathway>) -> Vec<PathwayLack> {
    let mut found = vec![];
    let mut lack = |code, what: String| found.push(PathwayLack { code, what });
    let Some(to) = to else {
        lack("used-by-running", format!("cases run on `{}`, and it would be gone", from.id));
        return found;
    };
    let kept = |id: &String| to.items.iter().any(|other| other.id == *id || other.was.contains(id));
    for item in from.items.iter().filter(|item| !kept(&item.id)) {
        lack("dropped-item", format!("`{}` of `{}` is there under no name", item.id, from.id));
    }
    found
}

/// Whether a clock may end later, or no longer runs at all. Clocks of two kinds cannot be compared, and count as later.
fn later(due: &Due, other: Option<&Due>) -> bool {
    let Some(other) = other else { return true };
    let alike = due.unit == other.unit
        && due.anchor == other.anchor
        && due.backward == other.backward
        && due.calendar == other.calendar
        && due.pauses == other.pauses
        && due.restart == other.restart
        && due.roll == other.roll;
    match (due.length, other.length) {
        (Length::Fixed(before), Length::Fixed(after)) if alike && due.backward => after < before,
        (Length::Fixed(before), Length::Fixed(after)) if alike => after > before || other.least > due.least,
        (before, after) => !(alike && before == after),
    }
}

fn votes(approve: &[Approval]) -> usize {
    approve.iter().map(|tier| tier.n).sum()
}
