//! The answer to one household: the verdict, what carries it, what it rests on, and what to ask next.
//!
//! Every condition is stated, met or not, with its sentence and its law. Text is made here, for the person on screen,
//! and nowhere in a simulation. Says nothing of who may see the answer.

use std::collections::{BTreeMap, BTreeSet};

use model::{Date, Household, Lang, Schema};
use serde::Serialize;

use crate::bind::{Bound, BoundCondition};
use crate::expr::Literal;
use crate::measure::{CapLimit, IfUnknown};
use crate::tree;
use crate::untold::Untold;
use crate::verdict::{State, Verdict};
use crate::walk::{EvalError, Scene, Walked};

mod ask;
mod computed;
mod gaps;
mod uncounted;

pub use ask::{Parted, Question, Wanted, next_questions};
pub use computed::{ComputedScalar, ComputedValue};
pub use gaps::Gaps;
pub use uncounted::Uncounted;

/// The answer of one measure. Serialises as the command line's `ask` prints it, keys in that order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Answer {
    /// The pack's name.
    pub pack: String,
    /// The measure's name.
    pub measure: String,
    /// The assessment date.
    pub on: Date,
    /// Yes, no, or needs an answer to the questions in `ask`.
    pub verdict: Verdict,
    /// Values by name, where the verdict is yes.
    pub computes: BTreeMap<String, ComputedValue>,
    /// The conditions that carry a no.
    pub because: Vec<String>,
    /// The conditions that are presumed to be met.
    pub presumed: Vec<String>,
    /// Every condition of the measure.
    pub conditions: Vec<Explained>,
    /// What to ask, the most useful question first.
    pub ask: Vec<String>,
    /// What this answer does with what is unknown.
    pub if_unknown: IfUnknown,
    /// What would put knowledge in the place of a presumption.
    pub would_settle: Vec<String>,
    /// What the office has to say, for the answer or for a value: nobody else is asked for it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub for_office: Vec<String>,
    /// Parameters that nobody has decided yet and on which the verdict hangs.
    pub awaits: Vec<String>,
    /// Calendars by which days cannot be counted, where the verdict, or a value, hangs on it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub uncounted: Vec<Uncounted>,
    /// That there is a quota, where one could matter: being entitled may then mean to wait. Who waits is decided over
    /// everybody and never here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quota: Option<Quota>,
    /// Where the answer is no: the conditions each of which, if it alone were met, would change it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub would_change: Vec<ConditionChange>,
    /// The national calendar by which days were counted: an ISO code, or `weekends`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub calendar: Option<String>,
    /// The hash of the bound measure: the same hash gives the same answers.
    pub hash: String,
    /// The questions of `ask`, for ranking across measures.
    #[serde(skip)]
    pub questions: Vec<Question>,
}

/// What is scarce.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "each variant is what it names")]
pub enum Quota {
    Budget(ComputedScalar),
    Places(u64),
}

impl Quota {
    fn of(bound: &Bound, verdict: Verdict) -> Option<Self> {
        let cap = bound.cap.as_ref().filter(|_| verdict != Verdict::No)?;
        Some(match cap.limit {
            CapLimit::Budget(budget) => Self::Budget(ComputedScalar(Literal::Money(budget))),
            CapLimit::Places(places) => Self::Places(places),
        })
    }
}

impl std::fmt::Display for Quota {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Budget(amount) => amount.0.fmt(f),
            Self::Places(places) => places.fmt(f),
        }
    }
}

/// What one condition would change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ConditionChange {
    /// The condition's name in the measure.
    pub if_met: String,
    /// The verdict if it were met, all else being equal.
    pub then: Verdict,
}

/// One condition, explained.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Explained {
    /// Its name in the measure.
    pub id: String,
    /// What became of it.
    pub state: State,
    /// Its sentence, in the language asked for where it exists.
    pub says: String,
    /// Its citation; empty where the law is not known.
    pub law: String,
    /// The language of `says`, where it is not the one asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lang: Option<Lang>,
    /// Whether somebody compared the condition with the law's text; what is not checked grants nothing.
    pub checked: bool,
}

/// What is missing for a verdict that rests on nothing but knowledge.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Missing {
    /// What the undecided conditions lack, apart from those under a decided group.
    pub undecided: Gaps,
    /// What the presumed conditions lack, apart from those that do not matter.
    pub presumed: Gaps,
}

/// Answers a measure for the member that the household is about.
///
/// Where a number leaves its range there is no verdict, least of all "no": what is said then is why.
pub fn answer(bound: &Bound, schema: &Schema, household: &Household, lang: &Lang) -> Result<Answer, Untold> {
    let scene = Scene::new(bound, schema, household);
    let walked = scene.walk()?;
    let missing = scene.missing(&walked)?;
    let names = |questions: &[Question]| questions.iter().map(|question| question.name(schema, household)).collect();
    let ranked = |questions: &BTreeSet<Question>| next_questions(schema, &[Wanted { weight: 1, questions }]);
    let undecided = Parted::of(schema, missing.undecided.questions);
    let presumed = Parted::of(schema, missing.presumed.questions);
    let (questions, settling) = (ranked(&undecided.of_person), ranked(&presumed.of_person));
    let mut for_office: BTreeSet<Question> = undecided.of_office.union(&presumed.of_office).copied().collect();
    let mut uncounted: BTreeSet<Uncounted> =
        missing.undecided.uncounted.union(&missing.presumed.uncounted).cloned().collect();
    let computes =
        if walked.verdict == Verdict::Yes { scene.computed(&mut uncounted, &mut for_office)? } else { BTreeMap::new() };
    let explain = |(condition, state): (&BoundCondition, &State)| explain(condition, *state, lang);
    Ok(Answer {
        pack: bound.pack.clone(),
        measure: bound.measure.clone(),
        on: bound.on,
        verdict: walked.verdict,
        computes,
        because: ids(bound, tree::because(&bound.root, walked.masks)),
        presumed: ids(bound, positions(&walked.states, State::Presumed)),
        conditions: bound.conditions.iter().zip(&walked.states).map(explain).collect(),
        would_change: if walked.verdict == Verdict::No { what_would_change(bound, &walked) } else { Vec::new() },
        ask: names(&questions),
        if_unknown: if_unknown(bound, &walked),
        would_settle: names(&settling),
        for_office: names(&ranked(&for_office)),
        awaits: missing.undecided.awaits.union(&missing.presumed.awaits).cloned().collect(),
        uncounted: uncounted.into_iter().collect(),
        quota: Quota::of(bound, walked.verdict),
        calendar: bound.calendar.clone(),
        hash: bound.hash.clone(),
        questions,
    })
}

/// What is missing in one household; what a simulation counts, and holds the columnar engine to.
pub fn missing(bound: &Bound, schema: &Schema, household: &Household) -> Result<Missing, EvalError> {
    let scene = Scene::new(bound, schema, household);
    scene.missing(&scene.walk()?)
}

/// The conditions that are not met, or not known to be, each of which alone would change the verdict.
fn what_would_change(bound: &Bound, walked: &Walked) -> Vec<ConditionChange> {
    let changes = tree::if_met(&bound.root, walked.masks, bound.conditions.len());
    let changes = changes.into_iter().filter(|(_, then)| *then != walked.verdict);
    let named = |(position, then): (usize, Verdict)| {
        bound.conditions.get(position).map(|condition| ConditionChange { if_met: condition.id.clone(), then })
    };
    changes.filter_map(named).collect()
}

impl Scene<'_> {
    fn missing(&self, walked: &Walked) -> Result<Missing, EvalError> {
        let gaps = |positions: Vec<usize>| {
            let mut gaps = Gaps::default();
            for condition in positions.iter().filter_map(|position| self.bound.conditions.get(*position)) {
                self.gaps_of_cond(&condition.when, self.household.about.into(), &mut gaps)?;
            }
            Ok(gaps)
        };
        let root = &self.bound.root;
        Ok(Missing {
            undecided: gaps(tree::open(root, walked.masks))?,
            presumed: gaps(tree::resting(root, walked.masks))?,
        })
    }
}

fn positions(states: &[State], wanted: State) -> Vec<usize> {
    let numbered = states.iter().enumerate().filter(|(_, state)| **state == wanted);
    numbered.map(|(position, _)| position).collect()
}

fn ids(bound: &Bound, positions: Vec<usize>) -> Vec<String> {
    let found = positions.into_iter().filter_map(|position| bound.conditions.get(position));
    found.map(|condition| condition.id.clone()).collect()
}

fn explain(condition: &BoundCondition, state: State, lang: &Lang) -> Explained {
    let best = condition.says.best(lang);
    Explained {
        id: condition.id.clone(),
        state,
        says: best.map_or_else(String::new, |(_, text)| text.into()),
        law: condition.law.cite.clone(),
        lang: best.and_then(|(found, _)| (found != lang).then(|| found.clone())),
        checked: condition.law.checked.is_some(),
    }
}

/// The strictest policy among the open conditions; else among those presumed; else among all.
fn if_unknown(bound: &Bound, walked: &Walked) -> IfUnknown {
    let open = tree::open(&bound.root, walked.masks);
    let presumed = || positions(&walked.states, State::Presumed);
    // The first condition says that the measure is in force, about which nobody can be asked.
    let all = || (1..bound.conditions.len()).collect();
    let of = |positions: Vec<usize>| {
        let found = positions.into_iter().filter_map(|position| bound.conditions.get(position));
        found.map(|condition| condition.if_unknown).max()
    };
    of(open).or_else(|| of(presumed())).or_else(|| of(all())).unwrap_or(IfUnknown::Ask)
}

#[cfg(test)]
mod tests;
