//! What a person's conditions came to, in one number.
//!
//! Two bits a condition (known true, known false), by position. Over a million people a measure has some dozens of
//! distinct patterns, so whatever is asked afterwards (a dropped condition, a condition missed alone) is asked of these.

use rules::bind::BoundCondition;
use rules::{Masks, State, Truth};
use serde::{Deserialize, Serialize};

use crate::kleene::Kleene;

/// States of all conditions of one person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub(crate) struct Pattern(pub(crate) u64);

impl Pattern {
    pub(crate) fn truth(self, condition: usize) -> Truth {
        match self.0 >> (2 * condition) & 3 {
            1 => Truth::True,
            2 => Truth::False,
            _ => Truth::Unknown,
        }
    }

    /// The masks that both back ends must agree on.
    pub(crate) fn masks(self, conditions: &[BoundCondition]) -> Masks {
        let states = conditions.iter().enumerate();
        let states = states.map(|(index, found)| State::of(self.truth(index), found.if_unknown));
        Masks::of(&states.collect::<Vec<_>>())
    }
}

/// The pattern of every row, from one column of truths a condition.
pub(crate) fn patterns(rows: usize, conditions: &[Kleene]) -> Vec<Pattern> {
    let mut patterns = vec![Pattern::default(); rows];
    for (index, truths) in conditions.iter().enumerate() {
        for (chunk, (yes, no)) in patterns.chunks_mut(64).zip(truths.words()) {
            for (bit, pattern) in chunk.iter_mut().enumerate() {
                pattern.0 |= ((yes >> bit & 1) | (no >> bit & 1) << 1) << (2 * index);
            }
        }
    }
    patterns
}

#[cfg(test)]
mod tests {
    use Truth::{False, True, Unknown};

    use super::*;

    #[test]
    fn the_last_of_thirty_two_conditions_keeps_its_bits() {
        let truths: Vec<Kleene> = (0..32).map(|n| Kleene::constant(70, [True, False, Unknown][n % 3])).collect();
        let patterns = patterns(70, &truths);
        assert!(patterns.iter().all(|pattern| pattern == &patterns[0]));
        let expect = |index: usize| [True, False, Unknown][index % 3];
        assert!((0..32).all(|index| patterns[69].truth(index) == expect(index)));
    }
}
