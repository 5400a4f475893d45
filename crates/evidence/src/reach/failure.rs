//! A measure that could not be counted: the first of its troubles, whoever met it and however people were cut into
//! batches. It says which measure and what kind of trouble, and nothing of a person.
//!
//! Its other counts are thrown away, for they lack the people on whom it failed: nobody becomes a "no" by an overflow.

use rules::{Bound, EvalError, Untold};
use serde::{Deserialize, Serialize};

/// What kept a measure from being counted. The lesser comes first in the measure.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct Failure {
    step: Step,
    place: usize,
    /// The condition, or what follows a yes.
    condition: String,
    why: Untold,
}

/// The steps in which a measure is counted, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
enum Step {
    Conditions,
    Questions,
    Queue,
    Amounts,
}

impl Failure {
    /// While the condition at a position was evaluated.
    pub(crate) fn of_condition(bound: &Bound, place: usize) -> impl FnOnce(EvalError) -> Self {
        Self::at(Step::Conditions, place, bound.conditions.get(place).map(|found| found.id.as_str()))
    }

    /// While it was told what the condition at a position still asks.
    pub(crate) fn of_question(bound: &Bound, place: usize) -> impl FnOnce(EvalError) -> Self {
        Self::at(Step::Questions, place, bound.conditions.get(place).map(|found| found.id.as_str()))
    }

    /// While somebody's place in the queue was found.
    pub(crate) fn of_queue(error: EvalError) -> Self {
        Self::at(Step::Queue, 0, Some("cap"))(error)
    }

    /// While the computed value at a position was worked out.
    pub(crate) fn of_amount(bound: &Bound, place: usize) -> impl FnOnce(EvalError) -> Self {
        Self::at(Step::Amounts, place, bound.computes.get(place).map(|found| found.name.as_str()))
    }

    fn at(step: Step, place: usize, condition: Option<&str>) -> impl FnOnce(EvalError) -> Self {
        let condition = condition.unwrap_or_default().to_owned();
        move |error| Self { step, place, condition, why: error.into() }
    }

    /// The one of two that comes first in the measure.
    pub(super) fn first(one: &mut Option<Self>, other: Option<Self>) {
        if let Some(other) = other.filter(|other| one.as_ref().is_none_or(|one| other < one)) {
            *one = Some(other);
        }
    }

    /// As it is shown.
    pub(super) fn of(self, bound: &Bound) -> NotCounted {
        let Self { condition, why, .. } = self;
        let (pack, measure) = (bound.pack.clone(), bound.measure.clone());
        let says = format!("`{measure}` could not be counted, because of `{condition}`: {why}");
        NotCounted { pack, measure, condition, code: why.code(), why, says, hash: bound.hash.clone() }
    }
}

/// A measure that could not be counted, and why: a kind of trouble, no person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NotCounted {
    /// The pack.
    pub pack: String,
    /// The measure.
    pub measure: String,
    /// The condition in which it failed; else the computed value, or `cap`.
    pub condition: String,
    /// The kind of trouble: `overflow`, `calendar-ends`, `broken-measure`.
    pub code: &'static str,
    /// The same, for those who say it in another language.
    #[serde(skip)]
    pub why: Untold,
    /// An English sentence.
    pub says: String,
    /// Hash of all that was bound.
    pub hash: String,
}

#[cfg(test)]
mod tests;
