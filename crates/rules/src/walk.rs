//! The walker: a measure read aloud for one household, with intervals for what is not known exactly.
//!
//! Plain on purpose: it is the oracle to which the columnar engine is held. A datum that is missing widens an
//! interval and can only ever turn an answer into "cannot tell"; what does not apply makes every comparison false.
//! It does not ask, explain or rank: see `answer`.

use std::cell::OnceCell;

use model::{Household, Schema};

use crate::bind::Bound;
use crate::tree;
use crate::verdict::{Masks, State, Verdict};

mod cond;
mod members;
mod range;
mod reading;
mod tables;
mod term;
mod types;

pub(crate) use members::Gathered;
pub use range::{End, Range};
pub use reading::{Reading, Seen};
pub use tables::roll;

/// What a measure says of one household.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Walked {
    /// Of each condition, in the order of [`Bound::conditions`].
    pub states: Vec<State>,
    /// The same, a bit each.
    pub masks: Masks,
    /// What they amount to; what is presumed counts as true.
    pub verdict: Verdict,
}

/// Why a measure cannot be evaluated. Names things of the pack, never a person's data.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EvalError {
    /// A number or a day left its range.
    #[error("a number or a date grew out of range")]
    Overflow,
    /// The measure was not bound with this table, or the table lacks the column.
    #[error("no table `{0}` with what is read of it is bound")]
    Table(String),
    /// The measure was not bound with this calendar.
    #[error("no calendar `{0}` is bound")]
    Calendar(String),
    /// Divides or rounds by what is not a constant above zero.
    #[error("divides or rounds by something else than a constant")]
    Division,
    /// Not refused at load, because the measure was not made by the loader.
    #[error("the measure mixes types that do not go together")]
    IllTyped,
}

/// Of whom an expression is read: a member of the household, inside a function over records with one of theirs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Who {
    /// Position of the member.
    pub(crate) member: usize,
    /// Position of the record among the member's own of its kind.
    pub(crate) record: Option<usize>,
}

impl From<usize> for Who {
    fn from(member: usize) -> Self {
        Self { member, record: None }
    }
}

impl Who {
    /// The same member, with one of their records.
    #[must_use]
    pub fn record(self, record: usize) -> Self {
        Self { record: Some(record), ..self }
    }
}

/// A measure and the household it is read for.
pub struct Scene<'a> {
    pub(crate) bound: &'a Bound,
    pub(crate) schema: &'a Schema,
    pub(crate) household: &'a Household,
    head: OnceCell<Option<usize>>,
    declared: OnceCell<Option<(i64, i64)>>,
}

impl<'a> Scene<'a> {
    /// The household, read for a measure bound to a day.
    pub fn new(bound: &'a Bound, schema: &'a Schema, household: &'a Household) -> Self {
        Self { bound, schema, household, head: OnceCell::new(), declared: OnceCell::new() }
    }

    /// Every condition, without short circuits.
    pub(crate) fn walk(&self) -> Result<Walked, EvalError> {
        let state = |condition: &'a crate::bind::BoundCondition| {
            let truth = self.truth(&condition.when, self.household.about.into())?;
            Ok(State::of(truth, condition.if_unknown))
        };
        let states: Vec<State> = self.bound.conditions.iter().map(state).collect::<Result<_, EvalError>>()?;
        let masks = Masks::of(&states);
        Ok(Walked { verdict: tree::verdict(&self.bound.root, masks), states, masks })
    }
}

/// Evaluates a measure for the member that the household is about.
pub fn walk(bound: &Bound, schema: &Schema, household: &Household) -> Result<Walked, EvalError> {
    Scene::new(bound, schema, household).walk()
}

#[cfg(test)]
mod tests;
