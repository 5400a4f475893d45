//! The tree of conditions: from the states of conditions to a verdict, and to what carries it.
//!
//! Works on states alone, so a simulation can ask it again for every distinct mask without a person at hand.

use crate::measure::Group;
use crate::verdict::{Masks, State, Truth, Verdict};

impl Group {
    /// The truth of this group, given that of its conditions by position.
    pub fn truth(&self, of: &impl Fn(usize) -> Truth) -> Truth {
        match self {
            Self::One(position) => of(*position),
            Self::All(parts) => parts.iter().fold(Truth::True, |all, part| all.and(part.truth(of))),
            Self::Any(parts) => parts.iter().fold(Truth::False, |any, part| any.or(part.truth(of))),
            Self::AtLeast(n, parts) => {
                let count = |wanted| parts.iter().filter(|part| part.truth(of) == wanted).count();
                Truth::of(count(Truth::True) >= *n, parts.len() - count(Truth::False) < *n)
            }
        }
    }

    /// The groups directly below.
    pub fn parts(&self) -> &[Group] {
        match self {
            Self::One(_) => &[],
            Self::All(parts) | Self::Any(parts) | Self::AtLeast(_, parts) => parts,
        }
    }

    /// Positions of all its conditions.
    pub fn conditions(&self) -> Vec<usize> {
        match self {
            Self::One(position) => vec![*position],
            Self::All(parts) | Self::Any(parts) | Self::AtLeast(_, parts) => {
                parts.iter().flat_map(Self::conditions).collect()
            }
        }
    }

    /// Positions of the conditions that can be the only reason of a no: those of which every group above needs all.
    pub fn alone(&self) -> Vec<usize> {
        let needed = match self {
            Self::One(position) => return vec![*position],
            Self::All(parts) => parts.len(),
            Self::Any(_) => 1,
            Self::AtLeast(n, _) => *n,
        };
        let all = self.parts().iter().take_while(|_| needed == self.parts().len());
        all.flat_map(Self::alone).collect()
    }

    /// Positions reached from here through groups of one truth only.
    fn reached(&self, of: &impl Fn(usize) -> Truth, through: Truth, into: &mut Vec<usize>) {
        if self.truth(of) != through {
            return;
        }
        if let Self::One(position) = self {
            into.push(*position);
        }
        self.parts().iter().for_each(|part| part.reached(of, through, into));
    }
}

/// The verdict; what is presumed counts as true.
pub fn verdict(root: &Group, masks: Masks) -> Verdict {
    match root.truth(&|position| masks.state(position).counts_as()) {
        Truth::True => Verdict::Yes,
        Truth::False => Verdict::No,
        Truth::Unknown => Verdict::Needs,
    }
}

/// Whether the verdict is yes only because something is presumed.
pub fn rests_on_presumption(root: &Group, masks: Masks) -> bool {
    verdict(root, masks) == Verdict::Yes && root.truth(&|position| masks.state(position).known_as()) != Truth::True
}

/// The conditions that carry a no: not met, and reached through false groups only. Empty for any other verdict.
pub fn because(root: &Group, masks: Masks) -> Vec<usize> {
    reached(root, Truth::False, &|position| masks.state(position).counts_as())
}

/// The undecided conditions whose answer still matters: those not under a decided group.
pub fn open(root: &Group, masks: Masks) -> Vec<usize> {
    reached(root, Truth::Unknown, &|position| masks.state(position).counts_as())
}

/// The presumed conditions whose answer would put knowledge in the place of a presumption.
pub fn resting(root: &Group, masks: Masks) -> Vec<usize> {
    let mut found = reached(root, Truth::Unknown, &|position| masks.state(position).known_as());
    found.retain(|position| masks.state(*position) == State::Presumed);
    found
}

fn reached(root: &Group, through: Truth, of: &impl Fn(usize) -> Truth) -> Vec<usize> {
    let mut found = Vec::new();
    root.reached(of, through, &mut found);
    found.sort_unstable();
    found.dedup();
    found
}

/// What the verdict would be, were one condition met that is not: each such condition by position.
pub fn if_met(root: &Group, masks: Masks, conditions: usize) -> Vec<(usize, Verdict)> {
    let lacking = (0..conditions).filter(|position| masks.state(*position) != State::Met);
    lacking.map(|position| (position, verdict(root, masks.with_met(position)))).collect()
}

impl Masks {
    /// The same, with one condition met.
    #[must_use]
    pub fn with_met(self, position: usize) -> Self {
        let bit = u32::try_from(position).ok().and_then(|place| 1_u32.checked_shl(place)).unwrap_or(0);
        Self { failed: self.failed & !bit, unknown: self.unknown & !bit, presumed: self.presumed & !bit }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn masks(states: &[State]) -> Masks {
        Masks::of(states)
    }

    /// Two must hold, and one of two.
    fn root() -> Group {
        Group::All(vec![Group::One(0), Group::Any(vec![Group::One(1), Group::One(2)])])
    }

    #[test]
    fn a_failed_condition_inside_a_satisfied_group_is_no_cause() {
        let states = masks(&[State::NotMet, State::NotMet, State::Met]);
        assert_eq!(verdict(&root(), states), Verdict::No);
        assert_eq!(because(&root(), states), [0]);
        assert_eq!(because(&root(), masks(&[State::Met, State::NotMet, State::NotMet])), [1, 2]);
    }

    #[test]
    fn what_can_be_the_only_reason_is_what_some_states_make_the_only_reason() {
        let leaf = |positions: &[usize]| positions.iter().copied().map(Group::One).collect::<Vec<_>>();
        let nested = Group::AtLeast(2, vec![Group::One(2), Group::All(leaf(&[3, 4]))]);
        for group in [
            root(),
            Group::All(vec![Group::One(0), Group::AtLeast(2, leaf(&[1, 2, 3])), Group::Any(leaf(&[4]))]),
            Group::All(vec![Group::Any(vec![Group::All(leaf(&[0, 1]))]), nested]),
        ] {
            let states = (0..32_u32).map(|bits| {
                let state = |position: u32| if bits >> position & 1 == 1 { State::Met } else { State::NotMet };
                masks(&[state(0), state(1), state(2), state(3), state(4)])
            });
            let reasons = states.map(|masks| because(&group, masks)).filter(|reasons| reasons.len() == 1);
            let mut found: Vec<usize> = reasons.flatten().collect();
            found.sort_unstable();
            found.dedup();
            assert_eq!(group.alone(), found, "{group:?}");
        }
    }

    #[test]
    fn a_question_under_a_decided_group_is_not_open() {
        let states = masks(&[State::Unknown, State::Unknown, State::Met]);
        assert_eq!(open(&root(), states), [0]);
        assert_eq!(open(&root(), masks(&[State::NotMet, State::Unknown, State::Unknown])), Vec::<usize>::new());
    }

    #[test]
    fn a_yes_rests_on_a_presumption_only_where_it_would_not_stand_without() {
        let needed = masks(&[State::Met, State::Presumed, State::NotMet]);
        assert_eq!(verdict(&root(), needed), Verdict::Yes);
        assert!(rests_on_presumption(&root(), needed));
        assert_eq!(resting(&root(), needed), [1]);
        let idle = masks(&[State::Met, State::Presumed, State::Met]);
        assert!(!rests_on_presumption(&root(), idle));
        assert!(resting(&root(), idle).is_empty());
    }

    #[test]
    fn at_least_is_decided_as_soon_as_the_rest_cannot_matter() {
        let group = Group::AtLeast(2, vec![Group::One(0), Group::One(1), Group::One(2)]);
        let of = |states: [State; 3]| verdict(&group, masks(&states));
        assert_eq!(of([State::Met, State::Met, State::Unknown]), Verdict::Yes);
        assert_eq!(of([State::NotMet, State::NotMet, State::Unknown]), Verdict::No);
        assert_eq!(of([State::Met, State::NotMet, State::Unknown]), Verdict::Needs);
    }

    #[test]
    fn one_condition_more_may_or_may_not_be_enough() {
        let states = masks(&[State::NotMet, State::NotMet, State::Met]);
        assert_eq!(if_met(&root(), states, 3), [(0, Verdict::Yes), (1, Verdict::No)]);
    }
}
