//! Values of a term for all rows, each distinct one computed once.

use std::sync::Arc;

use rules::Truth;
use rules::walk::EvalError;

use super::cell::ValueCell;
use super::join::{JoinClass, Joins};
use crate::kleene::{Bits, Kleene};

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
        self.met(other, keys, &pairs, f)
    }

    /// The function of each two that meet, and which of them each row has.
    fn met<U, V>(
        &self,
        other: &Values<U>,
        keys: Keys,
        pairs: &[(u32, u32)],
        f: impl Fn(&T, &U) -> Result<V, EvalError>,
    ) -> Result<Values<V>, EvalError> {
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

impl Values<ValueCell> {
    /// As [`Values::zip`], for a function that hangs on the class of two fixed values and applies only where both do:
    /// it is asked once for each class.
    pub(super) fn zip_by<V>(
        &self,
        other: &Self,
        joins: &Joins,
        class: JoinClass,
        f: impl Fn(&ValueCell, &ValueCell) -> Result<V, EvalError>,
    ) -> Result<Values<V>, EvalError> {
        match (&self.keys, &other.keys) {
            (Keys::By(a), Keys::By(b)) if !Arc::ptr_eq(a, b) => {
                let (keys, pairs) = class.meet((a, &self.distinct), (b, &other.distinct));
                self.met(other, Keys::By(keys), &pairs, f)
            }
            _ => self.zip(other, joins, f),
        }
    }

    /// Rows whose value is not fixed.
    pub(super) fn inexact(&self, rows: usize) -> Bits {
        let inexact = Bits::collect(self.distinct.len(), self.distinct.iter().map(|cell| !cell.is_exact()));
        match &self.keys {
            Keys::Same => Bits::collect(rows, std::iter::repeat_n(inexact.has(0), rows)),
            Keys::By(keys) => inexact.gather(keys),
        }
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
