//! Values of a term for all rows, each distinct one computed once.

use std::sync::Arc;

use rules::Truth;
use rules::walk::EvalError;

use super::cell::ValueCell;
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
    /// Rows whose value is not fixed.
    pub(super) fn inexact(&self, rows: usize) -> Bits {
        let inexact = Bits::collect(self.distinct.len(), self.distinct.iter().map(|cell| !cell.is_exact()));
        match &self.keys {
            Keys::Same => Bits::collect(rows, std::iter::repeat_n(inexact.has(0), rows)),
            Keys::By(keys) => inexact.gather(keys),
        }
    }
}
