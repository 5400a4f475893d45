//! What a measure says of one person, as pages show it: the answer of `rules` beside the bound sentences and citations,
//! in every language they exist in.

use model::Text;
use rules::answer::{Answer, ComputedValue as Value};
use rules::bind::Bound;
use rules::measure::{IfUnknown, Law};
use rules::verdict::{State, Verdict};

/// The answer of a measure about one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    /// The pack.
    pub pack: String,
    /// The measure.
    pub measure: String,
    /// Yes, no, or needs more.
    pub verdict: Verdict,
    /// Every condition, in the order of the file.
    pub conditions: Vec<Step>,
    /// Values computed where the verdict is yes.
    pub computes: Vec<ComputedValue>,
    /// Data to ask for, the most useful first; a datum of another member is `members[2].birth_date`.
    pub ask: Vec<String>,
    /// Data that would turn a presumption into knowledge.
    pub would_settle: Vec<String>,
    /// Parameters nobody has decided yet.
    pub awaits: Vec<String>,
    /// What this answer does with what is unknown.
    pub if_unknown: IfUnknown,
    /// The quota, where there is one and it could matter: a budget with its currency, or a number of places.
    pub quota: Option<String>,
}

/// One condition of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Its name in the measure.
    pub id: String,
    /// What became of it.
    pub state: State,
    /// The sentence, with parameters put in.
    pub says: Text,
    /// The citation.
    pub law: Law,
    /// Whether it carries the `no`.
    pub because: bool,
    /// The verdict if it alone were met, where that changes a `no`.
    pub then: Option<Verdict>,
}

/// A computed value as text (`350.00 BDT`, `2020-10-01`), or the interval it lies in.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "each variant is what it names")]
pub enum ComputedValue {
    Exact { name: String, value: String },
    Between { name: String, min: Option<String>, max: Option<String> },
    Awaited { name: String },
}

impl Answered {
    /// The answer to a bound measure.
    pub fn of(bound: &Bound, answer: &Answer) -> Self {
        let steps = bound.conditions.iter().zip(&answer.conditions).map(|(condition, explained)| Step {
            id: condition.id.clone(),
            state: explained.state,
            says: condition.says.clone(),
            law: condition.law.clone(),
            because: answer.because.contains(&condition.id),
            then: answer.would_change.iter().find(|change| change.if_met == condition.id).map(|change| change.then),
        });
        Self {
            pack: answer.pack.clone(),
            measure: answer.measure.clone(),
            verdict: answer.verdict,
            conditions: steps.collect(),
            computes: answer.computes.iter().filter_map(|(name, value)| computed(name, value)).collect(),
            ask: answer.ask.clone(),
            would_settle: answer.would_settle.clone(),
            awaits: answer.awaits.clone(),
            if_unknown: answer.if_unknown,
            quota: answer.quota.as_ref().map(ToString::to_string),
        }
    }
}

/// `None` for a value that does not arise.
fn computed(name: &str, value: &Value) -> Option<ComputedValue> {
    let name = name.to_owned();
    match value {
        Value::Known(value) => Some(ComputedValue::Exact { name, value: value.0.to_string() }),
        Value::Interval { min, max, .. } => {
            let text = |side: &Option<rules::answer::ComputedScalar>| side.as_ref().map(|side| side.0.to_string());
            Some(ComputedValue::Between { name, min: text(min), max: text(max) })
        }
        Value::Awaits { .. } => Some(ComputedValue::Awaited { name }),
        Value::NotApplicable => None,
    }
}
