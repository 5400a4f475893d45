//! Values of a term for all rows, each distinct one computed once.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;
use std::sync::Arc;

use packs::Truth;
use packs::walk::EvalError;

use super::cell::Cell;
use crate::kleene::{Bits, Kleene};
use crate::mix::Mix;

/// Which of some distinct values each row has.
#[derive(Debug, Clone)]
pub(super) enum Keys {
    /// All rows have the first.
    Same,
    /// A number a row.
    By(Arc<[u32]>),
}

/// A value a row.
#[derive(Debug, Clone)]
pub(super) struct Values<T> {
    pub(super) keys: Keys,
    pub(super) distinct: Vec<T>,
}

impl<T> Values<T> {
    /// The same for every row.
    pub(super) fn same(value: T) -> Self {
        Self { keys: Keys::Same, distinct: vec![value] }
    }

    pub(super) fn at(&self, row: usize) -> Option<&T> {
        match &self.keys {
            Keys::Same => self.distinct.first(),
            Keys::By(keys) => keys.get(row).and_then(|key| self.distinct.get(*key as usize)),
        }
    }

    /// A function of each distinct value.
    pub(super) fn map<U>(&self, f: impl Fn(&T) -> Result<U, EvalError>) -> Result<Values<U>, EvalError> {
        let distinct = self.distinct.iter().map(f).collect::<Result<_, _>>()?;
        Ok(Values { keys: self.keys.clone(), distinct })
    }

    /// A function of two values a row, asked once for each two that meet.
    pub(super) fn zip<U, V>(
        &self,
        other: &Values<U>,
        joins: &Joins,
        f: impl Fn(&T, &U) -> Result<V, EvalError>,
    ) -> Result<Values<V>, EvalError> {
        let (keys, pairs) = joins.join(self, other);
        let met = pairs.iter().filter_map(|(a, b)| self.distinct.get(*a as usize).zip(other.distinct.get(*b as usize)));
        let distinct = met.map(|(a, b)| f(a, b)).collect::<Result<_, _>>()?;
        Ok(Values { keys, distinct })
    }
}

impl Values<Truth> {
    pub(super) fn kleene(&self, rows: usize) -> Kleene {
        let distinct = Kleene::from_truths(self.distinct.iter().copied());
        match &self.keys {
            Keys::Same => Kleene::constant(rows, self.distinct.first().copied().unwrap_or(Truth::Unknown)),
            Keys::By(keys) => distinct.gather(keys),
        }
    }

    /// The truths of rows as values.
    pub(super) fn of(kleene: &Kleene) -> Self {
        let keys = (0..kleene.rows()).map(|row| match kleene.truth(row) {
            Truth::True => 0,
            Truth::False => 1,
            Truth::Unknown => 2,
        });
        Self { keys: Keys::By(keys.collect()), distinct: vec![Truth::True, Truth::False, Truth::Unknown] }
    }
}

impl Values<Cell> {
    /// Rows whose value is not fixed.
    pub(super) fn inexact(&self, rows: usize) -> Bits {
        let inexact = Bits::collect(self.distinct.len(), self.distinct.iter().map(|cell| !cell.is_exact()));
        match &self.keys {
            Keys::Same => Bits::collect(rows, std::iter::repeat_n(inexact.has(0), rows)),
            Keys::By(keys) => inexact.gather(keys),
        }
    }
}

type Pairs = Arc<[(u32, u32)]>;

/// Pairs of keys that meet in some row, kept because conditions come back to the same two fields.
#[derive(Debug, Default)]
pub(super) struct Joins(std::cell::RefCell<Vec<Join>>);

#[derive(Debug)]
struct Join {
    left: Arc<[u32]>,
    right: Arc<[u32]>,
    keys: Arc<[u32]>,
    pairs: Pairs,
}

impl Joins {
    fn join<T, U>(&self, left: &Values<T>, right: &Values<U>) -> (Keys, Pairs) {
        let count = |len: usize| 0..u32::try_from(len).unwrap_or(u32::MAX);
        match (&left.keys, &right.keys) {
            (Keys::Same, Keys::Same) => (Keys::Same, [(0, 0)].into()),
            (keys @ Keys::By(_), Keys::Same) => {
                (keys.clone(), count(left.distinct.len()).map(|key| (key, 0)).collect())
            }
            (Keys::Same, keys @ Keys::By(_)) => {
                (keys.clone(), count(right.distinct.len()).map(|key| (0, key)).collect())
            }
            (Keys::By(a), Keys::By(b)) if Arc::ptr_eq(a, b) => (
                left.keys.clone(),
                count(left.distinct.len().min(right.distinct.len())).map(|key| (key, key)).collect(),
            ),
            (Keys::By(a), Keys::By(b)) => self.meet(a, b),
        }
    }

    fn meet(&self, left: &Arc<[u32]>, right: &Arc<[u32]>) -> (Keys, Pairs) {
        let known = |join: &&Join| Arc::ptr_eq(&join.left, left) && Arc::ptr_eq(&join.right, right);
        if let Some(join) = self.0.borrow().iter().find(known) {
            return (Keys::By(Arc::clone(&join.keys)), Arc::clone(&join.pairs));
        }
        let mut numbers: HashMap<u64, u32, BuildHasherDefault<Mix>> = HashMap::default();
        let mut pairs = vec![];
        let number = |(a, b): (&u32, &u32)| {
            *numbers.entry(u64::from(*a) << 32 | u64::from(*b)).or_insert_with(|| {
                pairs.push((*a, *b));
                u32::try_from(pairs.len() - 1).unwrap_or(u32::MAX)
            })
        };
        let keys: Arc<[u32]> = left.iter().zip(right.iter()).map(number).collect();
        let pairs: Pairs = pairs.into();
        let join = Join { left: Arc::clone(left), right: Arc::clone(right), keys: Arc::clone(&keys), pairs };
        let found = (Keys::By(keys), Arc::clone(&join.pairs));
        self.0.borrow_mut().push(join);
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn by(keys: &[u32], distinct: &[i32]) -> Values<i32> {
        Values { keys: Keys::By(keys.into()), distinct: distinct.to_vec() }
    }

    #[track_caller]
    fn check(left: &Values<i32>, right: &Values<i32>, expect: &[i32]) -> usize {
        let sums = left.zip(right, &Joins::default(), |a, b| Ok(a + b)).unwrap();
        let rows: Vec<i32> = (0..expect.len()).map(|row| *sums.at(row).unwrap()).collect();
        assert_eq!(rows, expect);
        sums.distinct.len()
    }

    #[test]
    fn two_values_meet_row_by_row_and_are_computed_once_for_each_pair() {
        let left = by(&[0, 1, 0, 1, 0], &[10, 20]);
        let right = by(&[2, 2, 2, 0, 0], &[1, 2, 3]);
        assert_eq!(check(&left, &right, &[13, 23, 13, 21, 11]), 4);
        assert_eq!(check(&left, &left.clone(), &[20, 40, 20, 40, 20]), 2);
        assert_eq!(check(&Values::same(5), &right, &[8, 8, 8, 6, 6]), 3);
        assert_eq!(check(&Values::same(5), &Values::same(6), &[11, 11]), 1);
    }
}
