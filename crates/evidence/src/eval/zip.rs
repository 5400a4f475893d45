//! Functions of two values a row, computed once for each two, or each class of two, that meet.

use std::sync::Arc;

use rules::walk::EvalError;

use super::cell::ValueCell;
use super::join::{JoinClass, Joins};
use super::values::{Keys, Values};

impl<T> Values<T> {
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
