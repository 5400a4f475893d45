//! Which values of two columns meet in some row, so that a function of both is asked once for each two of them, or
//! once for each class of them.

use std::cell::RefCell;
use std::hash::Hash;
use std::sync::Arc;

use rules::dates;
use rules::expr::Type;
use rules::walk::Range;
use rustc_hash::FxHashMap;

use super::cell::ValueCell;
use super::values::{Keys, Values};

type Pairs = Arc<[(u32, u32)]>;

/// Pairs of keys that meet in some row, kept because conditions come back to the same two fields.
#[derive(Debug, Default)]
pub(super) struct Joins(RefCell<Vec<Join>>);

#[derive(Debug)]
struct Join {
    left: Arc<[u32]>,
    right: Arc<[u32]>,
    keys: Arc<[u32]>,
    pairs: Pairs,
}

impl Joins {
    pub(super) fn join<T, U>(&self, left: &Values<T>, right: &Values<U>) -> (Keys, Pairs) {
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
        let mut met = Met::default();
        let keys: Arc<[u32]> = left.iter().zip(right.iter()).map(|(a, b)| met.number(both(*a, *b), (*a, *b))).collect();
        let pairs: Pairs = met.pairs.into();
        let join = Join { left: Arc::clone(left), right: Arc::clone(right), keys: Arc::clone(&keys), pairs };
        let found = (Keys::By(keys), Arc::clone(&join.pairs));
        self.0.borrow_mut().push(join);
        found
    }
}

/// Two keys as one.
fn both(a: u32, b: u32) -> u64 {
    u64::from(a) << 32 | u64::from(b)
}

/// Pairs of keys by what they are told apart by, numbered as they come.
struct Met<K> {
    numbers: FxHashMap<K, u32>,
    pairs: Vec<(u32, u32)>,
}

impl<K> Default for Met<K> {
    fn default() -> Self {
        Self { numbers: FxHashMap::default(), pairs: vec![] }
    }
}

impl<K: Hash + Eq> Met<K> {
    fn number(&mut self, known_by: K, pair: (u32, u32)) -> u32 {
        *self.numbers.entry(known_by).or_insert_with(|| {
            self.pairs.push(pair);
            u32::try_from(self.pairs.len() - 1).unwrap_or(u32::MAX)
        })
    }
}

/// What of two fixed values decides a function of them. Two pairs of one class come out the same, so one of them
/// stands for all: thirty thousand birth dates do not meet as many other days one by one.
#[derive(Clone, Copy)]
pub(super) struct JoinClass {
    /// What is worked out of each distinct value beforehand.
    prepare: fn(i64) -> Option<i64>,
    /// The class of two values so prepared.
    of: fn(i64, i64) -> i64,
}

impl JoinClass {
    /// Which is the greater.
    pub(super) const ORDER: Self = Self { prepare: Some, of: |a, b| i64::from(a > b) - i64::from(a < b) };
    /// Days from the one to the other.
    pub(super) const DAYS: Self = Self { prepare: Some, of: |a, b| b.wrapping_sub(a) };
    /// Completed months from the one day to the other.
    pub(super) const MONTHS: Self = Self { prepare: month_and_day, of: months };
    /// Completed years from the one day to the other.
    pub(super) const YEARS: Self = Self { prepare: month_and_day, of: |a, b| months(a, b).div_euclid(12) };

    /// The classes that meet, each with a pair of keys that stands for it, and every row's number among them. Values
    /// known in part are told apart one by one; where one does not apply or is not known, nothing hangs on the other.
    pub(super) fn meet(
        self,
        left: (&[u32], &[ValueCell]),
        right: (&[u32], &[ValueCell]),
    ) -> (Arc<[u32]>, Vec<(u32, u32)>) {
        let ty = fixed_type(left.1).filter(|ty| fixed_type(right.1) == Some(*ty));
        let (one, other) = (self.sides(left.1, ty), self.sides(right.1, ty));
        let mut met = Met::default();
        let number = |(a, b): (&u32, &u32)| {
            let side = |sides: &[JoinSide], key: &u32| sides.get(*key as usize).copied().unwrap_or(JoinSide::Open);
            match (side(&one, a), side(&other, b)) {
                (JoinSide::Fixed(x), JoinSide::Fixed(y)) => met.number(MetPair::Class((self.of)(x, y)), (*a, *b)),
                (JoinSide::Nothing, _) | (_, JoinSide::Nothing) => met.number(MetPair::Nothing, (*a, *b)),
                (JoinSide::Unknown, JoinSide::Unknown | JoinSide::Fixed(_))
                | (JoinSide::Fixed(_), JoinSide::Unknown) => met.number(MetPair::Unknown, (*a, *b)),
                (JoinSide::Open, _) | (_, JoinSide::Open) => met.number(MetPair::Keys(both(*a, *b)), (*a, *b)),
            }
        };
        let keys = left.0.iter().zip(right.0).map(number).collect();
        (keys, met.pairs)
    }

    fn sides(self, distinct: &[ValueCell], ty: Option<Type>) -> Vec<JoinSide> {
        let side = |cell: &ValueCell| match cell {
            ValueCell::NotApplicable => JoinSide::Nothing,
            ValueCell::Range(range) if Some(*range) == ty.map(Range::unknown) => JoinSide::Unknown,
            ValueCell::Range(range) if Some(range.ty) == ty => {
                range.exact().and_then(self.prepare).map_or(JoinSide::Open, JoinSide::Fixed)
            }
            ValueCell::Range(_) | ValueCell::Code(_) => JoinSide::Open,
        };
        distinct.iter().map(side).collect()
    }
}

/// One of two values, as a class sees it.
#[derive(Clone, Copy)]
enum JoinSide {
    Fixed(i64),
    /// It does not apply.
    Nothing,
    /// Nothing at all is known of it.
    Unknown,
    Open,
}

/// By what two values that meet are told apart.
#[derive(PartialEq, Eq, Hash)]
enum MetPair {
    Class(i64),
    Nothing,
    Unknown,
    Keys(u64),
}

/// The type of ordered values; all of one column have it.
fn fixed_type(distinct: &[ValueCell]) -> Option<Type> {
    distinct.iter().find_map(|cell| match cell {
        ValueCell::Range(range) => Some(range.ty),
        ValueCell::NotApplicable | ValueCell::Code(_) => None,
    })
}

/// Months since year 0, and the day of the month in the last five bits.
fn month_and_day(number: i64) -> Option<i64> {
    let day = dates::day(number)?;
    Some((i64::from(day.year()) * 12 + i64::from(day.month())) << 5 | i64::from(day.day()))
}

/// Completed months between two days so prepared.
fn months(from: i64, to: i64) -> i64 {
    (to >> 5) - (from >> 5) - i64::from(to & 31 < from & 31)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn days_of_one_class_are_as_far_apart(a in -800_000..800_000_i64, apart in -60_000..60_000_i64) {
            let (from, to) = (dates::day(a), dates::day(a + apart));
            prop_assume!(from.is_some() && to.is_some());
            let (from, to) = (from.unwrap(), to.unwrap());
            let class = |class: JoinClass| (class.of)((class.prepare)(a).unwrap(), (class.prepare)(a + apart).unwrap());
            prop_assert_eq!(class(JoinClass::YEARS), dates::age(from, to));
            prop_assert_eq!(class(JoinClass::MONTHS), dates::months_between(from, to));
            prop_assert_eq!(class(JoinClass::DAYS), apart);
            prop_assert_eq!(class(JoinClass::ORDER), a.cmp(&(a + apart)) as i64);
        }
    }

    #[test]
    fn one_pair_stands_for_all_of_its_class() {
        use rules::walk::End;
        let days = |all: &[i64]| all.iter().map(|day| ValueCell::Range(Range::point(Type::Date, *day))).collect();
        let mut left: Vec<ValueCell> = days(&[0, 1, 2]);
        left.push(ValueCell::NotApplicable);
        left.push(ValueCell::Range(Range::between(Type::Date, End::At(3), End::At(9))));
        let right: Vec<ValueCell> = days(&[1, 2]);
        let keys = |all: &[u32]| all.to_vec();
        let (a, b) = (keys(&[0, 0, 1, 1, 2, 2, 3, 3, 4, 4]), keys(&[0, 1, 0, 1, 0, 1, 0, 1, 0, 1]));
        let (rows, pairs) = JoinClass::ORDER.meet((&a, &left), (&b, &right));
        assert_eq!(*rows, [0, 0, 1, 0, 2, 1, 3, 3, 4, 5]);
        assert_eq!(pairs, [(0, 0), (1, 0), (2, 0), (3, 0), (4, 0), (4, 1)]);
    }
}
