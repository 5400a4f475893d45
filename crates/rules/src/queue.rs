//! Where a yes stands in the queue for what is scarce.
//!
//! A quota ranks those whose verdict is yes: points first, then its sort keys, then a lottery that anybody can draw
//! again. It grants or lets wait and never turns a yes into a no, so nothing here reads or changes a verdict. What is
//! not known counts in the person's favour, as it does everywhere.

use std::cmp::Reverse;

use model::{Household, Schema};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::bind::Bound;
use crate::expr::Term;
use crate::verdict::Truth;
use crate::walk::{End, EvalError, Range, Scene};

/// A standing in the queue; the lesser one is served first.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub struct Rank {
    /// Priority points: the more, the earlier.
    pub points: Reverse<i64>,
    /// The sort keys of the quota, in their order.
    pub keys: Vec<Standing>,
}

/// What one sort key comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Standing {
    /// It may be better than any other.
    First,
    /// By the best it can be; a key that descends is turned round.
    At(i64),
    /// The question does not arise.
    Last,
}

impl Standing {
    /// From the interval in which the key lies; `None` is "does not apply".
    pub fn of(range: Option<Range>, descends: bool) -> Self {
        let Some(range) = range else { return Self::Last };
        match if descends { range.hi } else { range.lo } {
            End::At(number) if descends => Self::At(!number),
            End::At(number) => Self::At(number),
            End::Below | End::Above => Self::First,
        }
    }
}

impl Rank {
    /// From the truths of the priority lines and the intervals of the sort keys, in the order of the measure.
    pub fn of(bound: &Bound, lines: &[Truth], keys: &[Option<Range>]) -> Result<Self, EvalError> {
        let counted = bound.priority.iter().zip(lines).filter(|(_, truth)| **truth != Truth::False);
        let points = counted.map(|(line, _)| line.add).try_fold(0_i64, i64::checked_add);
        let order = bound.cap.iter().flat_map(|cap| &cap.order_by);
        let keys = order.zip(keys).map(|((_, descends), key)| Standing::of(*key, *descends)).collect();
        Ok(Self { points: Reverse(points.ok_or(EvalError::Overflow)?), keys })
    }
}

/// Somebody's ticket in a published lottery; the lesser number goes first. It is the first eight bytes, the highest
/// first, of SHA-256 over the seed in digits, a colon and the id, so that anybody who holds the list can draw again.
pub fn ticket(seed: u64, id: &str) -> u64 {
    let hash = Sha256::new_with_prefix(seed.to_string()).chain_update(":").chain_update(id).finalize();
    hash.iter().take(8).fold(0, |number, byte| number << 8 | u64::from(*byte))
}

/// The standing of the member that the household is about, whatever their verdict.
pub fn rank(bound: &Bound, schema: &Schema, household: &Household) -> Result<Rank, EvalError> {
    let scene = Scene::new(bound, schema, household);
    let lines = bound.priority.iter().map(|line| scene.truth(&line.when, household.about.into()));
    let lines = lines.collect::<Result<Vec<_>, _>>()?;
    let order = bound.cap.iter().flat_map(|cap| &cap.order_by);
    let keys = order.map(|(key, _)| scene.term(key, household.about.into())?.range()).collect::<Result<Vec<_>, _>>()?;
    Rank::of(bound, &lines, &keys)
}

/// The interval in which a term of the measure lies for the member that the household is about; `None` where it does
/// not apply.
pub fn interval(
    bound: &Bound,
    schema: &Schema,
    household: &Household,
    term: &Term,
) -> Result<Option<Range>, EvalError> {
    // A scene lives as long as what it reads; the term is one of the measure's own.
    Scene::new(bound, schema, household).term(term, household.about.into())?.range()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expr::Type;

    fn standing(lo: End, hi: End, descends: bool) -> Standing {
        Standing::of(Some(Range::between(Type::Int, lo, hi)), descends)
    }

    #[test]
    fn what_is_not_known_counts_in_favour() {
        let number = |number, descends| standing(End::At(number), End::At(number), descends);
        let from_one = |descends| standing(End::At(1), End::Above, descends);
        assert!(from_one(false) < number(3, false), "1 comes before 3 where the least is first");
        assert!(from_one(true) < number(3, true), "there may be more than 3");
        assert!(number(3, true) < number(2, true));
        assert!(number(3, false) < Standing::of(None, false));
        assert!(number(3, true) < Standing::of(None, true));
    }

    #[test]
    fn points_come_before_keys() {
        let rank = |points, key| Rank { points: Reverse(points), keys: vec![Standing::At(key)] };
        assert!(rank(10, 5) < rank(0, 1));
        assert!(rank(0, 1) < rank(0, 5));
    }

    #[test]
    fn a_ticket_is_drawn_again_from_seed_and_id_alone() {
        // printf 30:person-1 | sha256sum
        assert_eq!(format!("{:016x}", ticket(30, "person-1")), TICKET);
        assert_ne!(ticket(30, "person-1"), ticket(31, "person-1"));
    }

    const TICKET: &str = "87edbe409875af72";
}
