//! Three-valued truth, the four states of a condition, and the masks in which a verdict travels.

use serde::Serialize;

use crate::measure::IfUnknown;

/// Kleene's three values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "said above")]
pub enum Truth {
    True,
    False,
    Unknown,
}

impl Truth {
    /// Kleene's and.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::False, _) | (_, Self::False) => Self::False,
            (Self::True, Self::True) => Self::True,
            (Self::Unknown, _) | (_, Self::Unknown) => Self::Unknown,
        }
    }

    /// Kleene's or.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        self.negate().and(other.negate()).negate()
    }

    /// Kleene's not.
    #[must_use]
    pub fn negate(self) -> Self {
        self.negate_if(true)
    }

    /// Kleene's not, where `negated`.
    #[must_use]
    pub fn negate_if(self, negated: bool) -> Self {
        match self {
            Self::True if negated => Self::False,
            Self::False if negated => Self::True,
            same => same,
        }
    }

    /// True where `known_true`, false where `known_false`, unknown where neither holds.
    pub fn of(known_true: bool, known_false: bool) -> Self {
        match (known_true, known_false) {
            (true, _) => Self::True,
            (false, true) => Self::False,
            (false, false) => Self::Unknown,
        }
    }
}

impl From<bool> for Truth {
    fn from(value: bool) -> Self {
        Self::of(value, !value)
    }
}

/// What became of one condition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Known to hold.
    Met,
    /// Known not to hold.
    NotMet,
    /// Cannot be told, and the measure asks or refers.
    Unknown,
    /// Cannot be told, and the measure presumes yes.
    Presumed,
}

impl State {
    /// What a condition's truth becomes under its policy for the unknown.
    pub fn of(truth: Truth, if_unknown: IfUnknown) -> Self {
        match (truth, if_unknown) {
            (Truth::True, _) => Self::Met,
            (Truth::False, _) => Self::NotMet,
            (Truth::Unknown, IfUnknown::PresumeYes) => Self::Presumed,
            (Truth::Unknown, IfUnknown::Ask | IfUnknown::Refer) => Self::Unknown,
        }
    }

    /// How it counts towards the verdict; what is presumed counts as true.
    pub fn counts_as(self) -> Truth {
        match self {
            Self::Met | Self::Presumed => Truth::True,
            Self::NotMet => Truth::False,
            Self::Unknown => Truth::Unknown,
        }
    }

    /// What is really known of it, presumptions set aside.
    pub fn known_as(self) -> Truth {
        match self {
            Self::Met => Truth::True,
            Self::NotMet => Truth::False,
            Self::Unknown | Self::Presumed => Truth::Unknown,
        }
    }
}

/// The answer of a measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "said above")]
pub enum Verdict {
    Yes,
    No,
    Needs,
}

/// States of all conditions of a measure, a bit each by their position: what both back ends must agree on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Masks {
    /// Known not to hold.
    pub failed: u32,
    /// Cannot be told, not presumed.
    pub unknown: u32,
    /// Cannot be told, presumed yes.
    pub presumed: u32,
}

impl Masks {
    /// A bit for each condition that is not known to hold.
    pub fn of(states: &[State]) -> Self {
        let mut masks = Self::default();
        for (state, bit) in states.iter().zip((0..u32::BITS).map(|place| 1 << place)) {
            match state {
                State::Met => {}
                State::NotMet => masks.failed |= bit,
                State::Unknown => masks.unknown |= bit,
                State::Presumed => masks.presumed |= bit,
            }
        }
        masks
    }

    /// The state of the condition at a position.
    pub fn state(self, position: usize) -> State {
        let bit = u32::try_from(position).ok().and_then(|place| 1_u32.checked_shl(place)).unwrap_or(0);
        match (self.failed & bit, self.unknown & bit, self.presumed & bit) {
            (0, 0, 0) => State::Met,
            (0, 0, _) => State::Presumed,
            (0, _, _) => State::Unknown,
            (_, _, _) => State::NotMet,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Truth; 3] = [Truth::False, Truth::Unknown, Truth::True];

    #[test]
    fn kleene_and_is_the_lesser_and_or_the_greater_of_two() {
        for (i, a) in ALL.into_iter().enumerate() {
            for (j, b) in ALL.into_iter().enumerate() {
                assert_eq!(a.and(b), ALL[i.min(j)]);
                assert_eq!(a.or(b), ALL[i.max(j)]);
            }
            assert_eq!(a.negate(), ALL[2 - i]);
        }
    }

    #[test]
    fn masks_hold_the_states_they_were_made_of() {
        let states = [State::Presumed, State::Met, State::NotMet, State::Unknown];
        let masks = Masks::of(&states);
        assert_eq!(masks, Masks { failed: 0b100, unknown: 0b1000, presumed: 0b1 });
        assert_eq!(states.iter().enumerate().map(|(i, _)| masks.state(i)).collect::<Vec<_>>(), states);
    }
}
