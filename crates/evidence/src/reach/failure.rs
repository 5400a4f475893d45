//! A measure that could not be counted: the first of its troubles, whoever met it and however people were cut into
//! batches. It says which measure and what kind of trouble, and nothing of a person.
//!
//! Its other counts are thrown away, for they lack the people on whom it failed: nobody becomes a "no" by an overflow.

use rules::{Bound, EvalError, Untold};
use serde::{Deserialize, Serialize};

use super::MeasureReach;

/// What kept a measure from being counted. The lesser comes first in the measure.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct Failure {
    at: Step,
    why: Untold,
}

/// The steps in which a measure is counted, in their order; with a condition's position, or a computed value's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
enum Step {
    Condition(usize),
    Question(usize),
    Queue,
    Amount(usize),
}

impl Failure {
    /// While the condition at a position was evaluated.
    pub(crate) fn of_condition(position: usize) -> impl FnOnce(EvalError) -> Self {
        move |error| Self { at: Step::Condition(position), why: error.into() }
    }

    /// While it was told what the condition at a position still asks.
    pub(crate) fn of_question(position: usize) -> impl FnOnce(EvalError) -> Self {
        move |error| Self { at: Step::Question(position), why: error.into() }
    }

    /// While somebody's place in the queue was found.
    pub(crate) fn of_queue(error: EvalError) -> Self {
        Self { at: Step::Queue, why: error.into() }
    }

    /// While the computed value at a position was worked out.
    pub(crate) fn of_amount(position: usize) -> impl FnOnce(EvalError) -> Self {
        move |error| Self { at: Step::Amount(position), why: error.into() }
    }

    /// The one of two that comes first in the measure.
    pub(super) fn first(one: &mut Option<Self>, other: Option<Self>) {
        if let Some(other) = other.filter(|other| one.as_ref().is_none_or(|one| other < one)) {
            *one = Some(other);
        }
    }

    /// As it is shown.
    pub(super) fn of(self, bound: &Bound) -> NotCounted {
        let condition = match self.at {
            Step::Condition(at) | Step::Question(at) => bound.conditions.get(at).map(|found| found.id.as_str()),
            Step::Queue => Some("cap"),
            Step::Amount(at) => bound.computes.get(at).map(|found| found.name.as_str()),
        };
        let (condition, why) = (condition.unwrap_or_default().to_owned(), self.why);
        let (pack, measure, hash) = (bound.pack.clone(), bound.measure.clone(), bound.hash.clone());
        let says = format!("`{measure}` could not be counted, because of `{condition}`: {why}");
        NotCounted { pack, measure, condition, code: why.code(), why, says, hash }
    }
}

impl NotCounted {
    /// A measure that cannot even be bound to the day.
    pub fn unbound(pack: &str, measure: &str, why: Untold) -> Self {
        let says = format!("`{measure}` could not be counted: {why}");
        let (pack, measure) = (pack.to_owned(), measure.to_owned());
        Self { pack, measure, condition: String::new(), code: why.code(), why, says, hash: String::new() }
    }
}

/// What came of one measure.
pub(super) type Counted = Result<MeasureReach, Box<NotCounted>>;

/// The measures that were counted, and the others.
pub(super) fn parted(measures: Vec<Counted>) -> (Vec<MeasureReach>, Vec<NotCounted>) {
    let (mut counted, mut others) = (vec![], vec![]);
    for measure in measures {
        match measure {
            Ok(measure) => counted.push(measure),
            Err(other) => others.push(*other),
        }
    }
    (counted, others)
}

/// A measure that could not be counted, and why: a kind of trouble, no person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NotCounted {
    /// The pack.
    pub pack: String,
    /// The measure.
    pub measure: String,
    /// The condition in which it failed; else the computed value, or `cap`; none where it cannot be bound.
    pub condition: String,
    /// The kind of trouble: `overflow`, `calendar-ends`, `broken-measure`.
    pub code: &'static str,
    /// The same, for those who say it in another language.
    #[serde(skip)]
    pub why: Untold,
    /// An English sentence.
    pub says: String,
    /// Hash of all that was bound; none where that is nothing.
    pub hash: String,
}

#[cfg(test)]
mod tests;
