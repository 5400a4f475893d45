//! Two versions of one pathway: what a newer one takes from people, and what it leaves behind.
//!
//! Cases run the version that is in force. Whoever puts another in force asks here first: what loosens a duty towards people,
//! or shows their cases to more people, takes two persons, and a name must not vanish while it means something.

use crate::pathway::{Approval, CaseScope, DecisionWork, Due, Item, Length, Pathway};
use crate::play::PathwayLack;
use crate::roles::PERSON;

/// What another version loosens, in words: a later deadline on whoever owes something, fewer votes, a lost appeal.
pub fn loosened(from: &Pathway, to: &Pathway) -> Vec<String> {
    let mut found = shown_to_more(from, to);
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
        found.extend(less_guarded(item, other, from, to));
        let appeal = |decision: Option<&DecisionWork>| decision.is_some_and(|decision| decision.appeal.is_some());
        if appeal(item.decision()) && !appeal(other.decision()) {
            found.push(format!("`{}` can no longer be appealed", item.id));
        }
    }
    found
}

/// Whether cases would be shown to more people, or people be reached and read with less care.
fn shown_to_more(from: &Pathway, to: &Pathway) -> Vec<String> {
    let width = |pathway: &Pathway| match pathway.sees.scope {
        CaseScope::Assigned => 0,
        CaseScope::Team => 1,
        CaseScope::Office => 2,
    };
    let read = from.must_not_use.iter().any(|field| !to.must_not_use.contains(field));
    let less = [
        (width(to) > width(from), "more people see its cases"),
        (from.contact_safe && !to.contact_safe, "people are reached though it may not be safe"),
        (read, "it may read what it could not"),
    ];
    less.into_iter().filter(|(holds, _)| *holds).map(|(_, what)| what.to_owned()).collect()
}

/// What no longer guards an item: other people, reasons and appeals, letters, consent, what must be known before.
fn less_guarded(item: &Item, other: &Item, from: &Pathway, to: &Pathway) -> Vec<String> {
    let voters = |item: &Item| -> Vec<String> { item.approve().iter().flat_map(|tier| tier.of.clone()).collect() };
    let names = |item: &Item, of: &Pathway| -> Vec<String> {
        item.not_by.iter().filter_map(|other| of.items.get(*other)).map(|other| other.id.clone()).collect()
    };
    let others = voters(other).iter().any(|role| !voters(item).contains(role));
    let own = names(item, from).iter().any(|name| !names(other, to).contains(name));
    let before = item.decision().map(|decision| decision.outcomes.as_slice()).unwrap_or_default();
    let after = other.decision().map(|decision| decision.outcomes.as_slice()).unwrap_or_default();
    let eased = before
        .iter()
        .filter(|rule| rule.adverse)
        .any(|rule| after.iter().any(|now| now.id == rule.id && (!now.adverse || now.no_appeal != rule.no_appeal)));
    let told = |item: &Item| item.decision().map(|decision| (decision.serve.is_some(), decision.silence.clone()));
    let quiet = told(item).zip(told(other)).is_some_and(|(was, now)| (was.0 && !now.0) || was.1 != now.1);
    let asked = |item: &Item| item.referral().is_some_and(|referral| referral.consent);
    let less = [
        (others, "others approve it"),
        (own, "whoever did what it reviews may do it"),
        (eased, "an outcome no longer counts as going against the person"),
        (quiet, "its letter or what silence means is another"),
        (asked(item) && !asked(other), "the person is no longer asked"),
        (item.gate.is_some() && other.gate.is_none(), "nothing need be known before it"),
        (other.by.iter().any(|role| !item.by.contains(role)), "others may do it"),
    ];
    less.into_iter().filter(|(holds, _)| *holds).map(|(_, what)| format!("`{}`: {what}", item.id)).collect()
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
    for end in from.ends.iter().filter(|end| to.ends.iter().all(|other| other.id != end.id)) {
        lack("dropped-item", format!("the end `{}` of `{}` is gone", end.id, from.id));
    }
    for item in &from.items {
        let now = to.items.iter().find(|other| other.id == item.id || other.was.contains(&item.id));
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
