//! Two versions of one pathway: what a newer one takes from people, and what it leaves behind.
//!
//! A case stays on the version on which it began. Whoever puts another in force, or moves a case to it, asks here: what loosens
//! a duty towards people, or shows their cases to more people, takes two persons, and a case is not moved where a name has
//! vanished that means something for it.

use std::fmt;

use crate::leaves::Leaf;
use crate::pathway::{Anchor, Approval, CaseScope, DecisionWork, Due, Item, Length, Pathway, PauseRule};
use crate::play::PathwayLack;
use crate::roles::PERSON;

/// Something that another version loosens.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct LoosenedDuty {
    /// The item, by its name in the earlier version; nothing where it is the whole case.
    pub item: Option<String>,
    /// What of it.
    pub how: Loosening,
}

/// How a duty towards people is loosened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "each is said in words below")]
pub enum Loosening {
    MoreSee,
    UnsafeContact,
    ReadsMore,
    Later,
    FewerVotes,
    NoAppeal,
    OtherVoters,
    OwnReview,
    NotAdverse,
    OtherLetter,
    NotAsked,
    NoGate,
    OtherDoers,
    Unreadable,
}

impl Loosening {
    fn words(self) -> &'static str {
        match self {
            Self::MoreSee => "more people see its cases",
            Self::UnsafeContact => "people are reached though it may not be safe",
            Self::ReadsMore => "it may read what it could not",
            Self::Later => "may take longer",
            Self::FewerVotes => "needs fewer votes",
            Self::NoAppeal => "can no longer be appealed",
            Self::OtherVoters => "others approve it",
            Self::OwnReview => "whoever did what it reviews may do it",
            Self::NotAdverse => "an outcome no longer counts as going against the person",
            Self::OtherLetter => "its letter or what silence means is another",
            Self::NotAsked => "the person is no longer asked",
            Self::NoGate => "nothing need be known before it",
            Self::OtherDoers => "others may do it",
            Self::Unreadable => "what was owed cannot be read any more",
        }
    }
}

impl fmt::Display for LoosenedDuty {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.item, self.how) {
            (Some(item), how @ (Loosening::Later | Loosening::FewerVotes | Loosening::NoAppeal)) => {
                write!(to, "`{item}` {}", how.words())
            }
            (Some(item), how) => write!(to, "`{item}`: {}", how.words()),
            (None, how) => to.write_str(how.words()),
        }
    }
}

/// What another version loosens: a later deadline on whoever owes something, fewer votes, a lost appeal.
pub fn loosened(from: &Pathway, to: &Pathway) -> Vec<LoosenedDuty> {
    let whole = shown_to_more(from, to).map(|how| LoosenedDuty { item: None, how });
    let mut found: Vec<LoosenedDuty> = whole.collect();
    for item in &from.items {
        let Some(other) = now_called(item, to) else { continue };
        let appeal = |decision: Option<&DecisionWork>| decision.is_some_and(|decision| decision.appeal.is_some());
        let late = owed(item) && item.due.as_ref().is_some_and(|due| later((due, from), (other.due.as_ref(), to)));
        let fewer = votes(other.approve()) < votes(item.approve());
        let lost = appeal(item.decision()) && !appeal(other.decision());
        let terms = [(late, Loosening::Later), (fewer, Loosening::FewerVotes)];
        let how = terms.into_iter().chain(less_guarded(item, other, from, to)).chain([(lost, Loosening::NoAppeal)]);
        let how = how.filter(|(holds, _)| *holds);
        found.extend(how.map(|(_, how)| LoosenedDuty { item: Some(item.id.clone()), how }));
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

/// Whether cases would be shown to more people, or people be reached and read with less care.
fn shown_to_more(from: &Pathway, to: &Pathway) -> impl Iterator<Item = Loosening> {
    let width = |pathway: &Pathway| match pathway.sees.scope {
        CaseScope::Assigned => 0,
        CaseScope::Team => 1,
        CaseScope::Office => 2,
    };
    let read = from.must_not_use.iter().any(|field| !to.must_not_use.contains(field));
    let less = [
        (width(to) > width(from), Loosening::MoreSee),
        (from.contact_safe && !to.contact_safe, Loosening::UnsafeContact),
        (read, Loosening::ReadsMore),
    ];
    less.into_iter().filter(|(holds, _)| *holds).map(|(_, how)| how)
}

/// What no longer guards an item: other people, reasons and appeals, letters, consent, what must be known before.
fn less_guarded(item: &Item, other: &Item, from: &Pathway, to: &Pathway) -> [(bool, Loosening); 7] {
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
    [
        (others, Loosening::OtherVoters),
        (own, Loosening::OwnReview),
        (eased, Loosening::NotAdverse),
        (quiet, Loosening::OtherLetter),
        (asked(item) && !asked(other), Loosening::NotAsked),
        (item.gate.is_some() && other.gate.is_none(), Loosening::NoGate),
        (other.by.iter().any(|role| !item.by.contains(role)), Loosening::OtherDoers),
    ]
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

/// Whether a clock may end later, or no longer runs at all. Clocks of two kinds cannot be compared, and count as later.
fn later((due, from): (&Due, &Pathway), (other, to): (Option<&Due>, &Pathway)) -> bool {
    let Some(other) = other else { return true };
    let same = |one: &Anchor, two: &Anchor| is_same(*one, from, *two, to);
    let pause = |(one, two): (&PauseRule, &PauseRule)| same(&one.from, &two.from) && same(&one.until, &two.until);
    let alike = due.unit == other.unit
        && same(&due.anchor, &other.anchor)
        && due.backward == other.backward
        && due.calendar == other.calendar
        && due.pauses.len() == other.pauses.len()
        && due.pauses.iter().zip(&other.pauses).all(pause)
        && due.restart == other.restart
        && due.roll == other.roll;
    match (due.length, other.length) {
        (Length::Fixed(before), Length::Fixed(after)) if alike && due.backward => after < before,
        (Length::Fixed(before), Length::Fixed(after)) if alike => after > before || other.least > due.least,
        (before, after) => !(alike && before == after),
    }
}

/// Whether two versions mean the same moment: items and stages by what they are called now, wherever they stand.
fn is_same(one: Anchor, from: &Pathway, two: Anchor, to: &Pathway) -> bool {
    match (one, two) {
        (Anchor::Leaf(Leaf::Item(item, leaf)), Anchor::Leaf(Leaf::Item(other, also))) => {
            let now = from.items.get(item).and_then(|item| now_called(item, to));
            leaf == also && now.zip(to.items.get(other)).is_some_and(|(now, other)| now.id == other.id)
        }
        (Anchor::Leaf(Leaf::Entered(stage)), Anchor::Leaf(Leaf::Entered(other)))
        | (Anchor::Leaf(Leaf::Left(stage)), Anchor::Leaf(Leaf::Left(other))) => {
            let stages = from.stages.get(stage).zip(to.stages.get(other));
            stages.is_some_and(|(stage, other)| stage.id == other.id)
        }
        _ => one == two,
    }
}

fn votes(approve: &[Approval]) -> usize {
    approve.iter().map(|tier| tier.n).sum()
}
