//! What measures say of one person, to one reader: the answer of `rules` beside the bound sentences and citations.
//!
//! A measure is answered from what its reader may see, and from nothing else: a field that is kept from the reader is
//! unknown to the answer, is never presumed, and is never asked for. What hangs on such a field is kept back, and where
//! it alone decides, so is the verdict. So no answer tells what a field behind a wall holds, nor that it holds anything.

use std::collections::BTreeSet;

use model::{Date, FieldId, FieldState, Household, KindId, Lang, RecordList, Schema, Text};
use packs::Packs;
use rules::answer::{Answer, ComputedScalar, ComputedValue, Explained, Question, Uncounted};
use rules::bind::BoundCondition;
use rules::measure::{IfUnknown, Law, Measure};
use rules::nodes::ExprNode;
use rules::verdict::{State, Verdict};
use rules::{Bound, Clocks};

/// The answer of a measure about one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    /// The pack.
    pub pack: String,
    /// The measure.
    pub measure: String,
    /// Yes, no, or needs more; none where it hangs on what is kept from the reader alone.
    pub verdict: Option<Verdict>,
    /// Every condition, in the order of the file.
    pub conditions: Vec<Step>,
    /// Values computed where the verdict is yes.
    pub computes: Vec<ComputedText>,
    /// Data to ask for, the most useful first; a datum of another member is `members[2].birth_date`.
    pub ask: Vec<String>,
    /// Data that the office has to say; the person is never asked for it.
    pub for_office: Vec<String>,
    /// Data that would turn a presumption into knowledge.
    pub would_settle: Vec<String>,
    /// Parameters nobody has decided yet.
    pub awaits: Vec<String>,
    /// Calendars by which days cannot be counted here.
    pub uncounted: Vec<Uncounted>,
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
    /// What became of it; none where it hangs on what is kept from the reader.
    pub state: Option<State>,
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
pub enum ComputedText {
    Exact {
        name: String,
        value: String,
    },
    /// With the data to ask for that would narrow it.
    Between {
        name: String,
        min: Option<String>,
        max: Option<String>,
        ask: Vec<String>,
    },
    Awaited {
        name: String,
    },
    /// Between these until an office sets it.
    SetByOffice {
        name: String,
        min: Option<String>,
        max: Option<String>,
    },
}

impl Answered {
    /// Everything that it asks: for the answer, of the person and of the office, for its amounts, and to know what is
    /// presumed.
    pub fn questions(&self) -> impl Iterator<Item = &str> {
        self.ask.iter().chain(&self.for_office).chain(self.narrowing()).chain(&self.would_settle).map(String::as_str)
    }

    /// What would narrow the values of a yes.
    pub fn narrowing(&self) -> impl Iterator<Item = &String> {
        self.computes.iter().flat_map(|value| match value {
            ComputedText::Between { ask, .. } => &ask[..],
            ComputedText::Exact { .. } | ComputedText::SetByOffice { .. } | ComputedText::Awaited { .. } => &[],
        })
    }
}

/// A measure that says nothing, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unanswered {
    /// The pack.
    pub pack: String,
    /// The measure.
    pub measure: String,
    /// What keeps it from being told, of anybody or of this person.
    pub why: String,
}

/// The answers of every measure in force about one person.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answers {
    /// What can be told.
    pub told: Vec<Answered>,
    /// What cannot be told for this day, or of this person.
    pub untold: Vec<Unanswered>,
}

/// What is kept from a reader of somebody's household, by the schema's numbering.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Kept {
    /// Fields, those of records among them.
    pub(crate) fields: BTreeSet<FieldId>,
    /// Kinds of which the reader sees not every record: whether there are more is kept.
    pub(crate) kinds: BTreeSet<KindId>,
}

/// A household as its reader sees it: what is kept from them is unknown, and a list of which something is kept may have
/// any number of records more.
pub(crate) fn as_seen(mut household: Household, kept: &Kept) -> Household {
    for member in &mut household.members {
        for field in kept.fields.iter().filter(|field| field.of_record().is_none()) {
            member.set(*field, FieldState::Unknown);
        }
        let lists: Vec<(KindId, RecordList)> = member.kinds().map(|(kind, list)| (kind, list.clone())).collect();
        for (kind, mut list) in lists {
            list.complete &= !kept.kinds.contains(&kind);
            for record in &mut list.listed {
                record.0.retain(|field, _| !kept.fields.contains(field));
            }
            member.set_records(kind, list);
        }
    }
    household
}

/// The answers of every measure in force.
pub(crate) fn answers(packs: &Packs, seen: &Household, kept: &Kept, on: Date, country: Option<&str>) -> Answers {
    answers_where(packs, seen, kept, (on, country), |_| true)
}

/// What measures in force say of a household that somebody describes: of no record, and kept nowhere. Nothing of it is
/// kept from whoever describes it.
pub fn answers_of_described(
    packs: &Packs,
    described: &Household,
    on: Date,
    country: Option<&str>,
    wanted: impl Fn(&Measure) -> bool,
) -> Answers {
    answers_where(packs, described, &Kept::default(), (on, country), wanted)
}

fn answers_where(
    packs: &Packs,
    seen: &Household,
    kept: &Kept,
    (on, country): (Date, Option<&str>),
    wanted: impl Fn(&Measure) -> bool,
) -> Answers {
    let mut answers = Answers::default();
    for measure in packs.packs.iter().flat_map(|pack| &pack.measures).filter(|measure| wanted(measure)) {
        let untold = |why: String| Unanswered { pack: measure.pack.clone(), measure: measure.id.clone(), why };
        let bound = packs::bind(packs, measure, Clocks::on(on), country);
        let told =
            bound.map_err(|error| error.to_string()).and_then(|bound| answered(&bound, &packs.schema, seen, kept));
        match told {
            Ok(told) => answers.told.push(told),
            Err(why) => answers.untold.push(untold(why)),
        }
    }
    answers
}

/// The answer of one measure; why there is none, where an expression has no value for this person.
pub(crate) fn answered(bound: &Bound, schema: &Schema, seen: &Household, kept: &Kept) -> Result<Answered, String> {
    let answer = rules::answer(bound, schema, seen, &Lang::en()).map_err(|error| error.to_string())?;
    Ok(Told { bound, answer: &answer, schema, kept }.told())
}

/// An answer on its way to a reader.
struct Told<'a> {
    bound: &'a Bound,
    answer: &'a Answer,
    schema: &'a Schema,
    kept: &'a Kept,
}

impl Told<'_> {
    fn told(&self) -> Answered {
        let answer = self.answer;
        let verdict = self.verdict();
        let ask = self.askable(&answer.ask);
        let computes = answer.computes.iter().filter(|_| verdict == Some(Verdict::Yes));
        Answered {
            pack: answer.pack.clone(),
            measure: answer.measure.clone(),
            verdict,
            conditions: self.steps(verdict),
            computes: computes.filter_map(|(name, value)| self.computed(name, value)).collect(),
            ask,
            for_office: self.askable(&answer.for_office),
            would_settle: self.askable(&answer.would_settle),
            awaits: answer.awaits.clone(),
            uncounted: if verdict.is_some() { answer.uncounted.clone() } else { Vec::new() },
            if_unknown: answer.if_unknown,
            quota: answer.quota.as_ref().filter(|_| verdict.is_some()).map(ToString::to_string),
        }
    }

    /// What was found without what is kept stands as it is. A presumption about it, or a question that it alone would
    /// answer, is neither a yes nor something to ask.
    fn verdict(&self) -> Option<Verdict> {
        match self.answer.verdict {
            Verdict::No => Some(Verdict::No),
            Verdict::Yes if self.presumes_what_is_kept() => None,
            Verdict::Yes => Some(Verdict::Yes),
            Verdict::Needs if self.lacks_what_is_kept_alone() => None,
            Verdict::Needs => Some(Verdict::Needs),
        }
    }

    fn lacks_what_is_kept_alone(&self) -> bool {
        let mut lacking = self.answer.ask.iter().chain(&self.answer.for_office).peekable();
        lacking.peek().is_some() && lacking.all(|question| !is_open(self.schema, self.kept, question))
    }

    fn presumes_what_is_kept(&self) -> bool {
        let mut states = self.bound.conditions.iter().zip(&self.answer.conditions);
        states.any(|(condition, explained)| {
            explained.state == State::Presumed && self.reads_kept(ExprNode::Cond(&condition.when))
        })
    }

    fn reads_kept(&self, node: ExprNode<'_>) -> bool {
        let kept = |node: &ExprNode<'_>| {
            let of_field = node.field().is_some_and(|read| self.kept.fields.contains(&read.field));
            of_field || node.kind().is_some_and(|kind| self.kept.kinds.contains(&kind))
        };
        node.all().iter().any(kept)
    }

    fn steps(&self, verdict: Option<Verdict>) -> Vec<Step> {
        let steps = self.bound.conditions.iter().zip(&self.answer.conditions);
        let open = |condition: &BoundCondition, explained: &Explained| {
            let settled = matches!(explained.state, State::Met | State::NotMet);
            settled || !self.reads_kept(ExprNode::Cond(&condition.when))
        };
        let keeps = !steps.clone().all(|(condition, explained)| open(condition, explained));
        let step = steps.map(|(condition, explained)| {
            let change = self.answer.would_change.iter().find(|change| change.if_met == condition.id);
            Step {
                id: condition.id.clone(),
                state: open(condition, explained).then_some(explained.state),
                says: condition.says.clone(),
                law: condition.law.clone(),
                because: self.answer.because.contains(&condition.id),
                // What is kept is no open question to the reader.
                then: change
                    .filter(|change| verdict.is_some() && !(keeps && change.then == Verdict::Needs))
                    .map(|change| change.then),
            }
        });
        step.collect()
    }

    /// `None` for a value that does not arise.
    fn computed(&self, name: &str, value: &ComputedValue) -> Option<ComputedText> {
        let name = name.to_owned();
        let text = |side: &Option<ComputedScalar>| side.as_ref().map(|side| side.0.to_string());
        match value {
            ComputedValue::Known(value) => Some(ComputedText::Exact { name, value: value.0.to_string() }),
            ComputedValue::SetByOffice { min, max, .. } => {
                Some(ComputedText::SetByOffice { name, min: text(min), max: text(max) })
            }
            ComputedValue::Interval { min, max, ask } => {
                Some(ComputedText::Between { name, min: text(min), max: text(max), ask: self.askable(ask) })
            }
            ComputedValue::Awaits { .. } => Some(ComputedText::Awaited { name }),
            ComputedValue::NotApplicable => None,
        }
    }

    fn askable(&self, questions: &[String]) -> Vec<String> {
        questions.iter().filter(|question| is_open(self.schema, self.kept, question)).cloned().collect()
    }
}

/// Whether the reader may have a question answered: `protection.status`, `members[2].child.care`, who else belongs to the
/// household (`members`), which other records there are (`lodging`), and what one of them says (`lodging[0].until`). One
/// that names nothing known may ask about anything, and is kept back.
fn is_open(schema: &Schema, kept: &Kept, question: &str) -> bool {
    match Question::named(schema, 0, question) {
        Some(Question::Members) => true,
        Some(Question::Field { field, .. } | Question::OfRecord { field, .. }) => !kept.fields.contains(&field),
        Some(Question::Records { kind, .. }) => !kept.kinds.contains(&kind),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use model::{Class, Compartment, Field, FieldType};

    use super::*;

    #[test]
    fn a_question_is_asked_only_where_its_field_is_known_and_not_kept() {
        let mut schema = Schema::default();
        let mut add = |name: &str, class| {
            let (name, ty, label, pack) = (name.into(), FieldType::Bool, Text::english(name), "core".into());
            let field = Field { name, ty, class, label, question: None, relevant: None, pack, hxl: None, facet: false };
            schema.add_field(field).expect("a field")
        };
        add("work.has", Class::Open);
        let walled = add("protection.status", Class::Protected(Compartment::ALL[0]));
        let kept = Kept { fields: [walled].into(), ..Kept::default() };
        for (question, open) in [
            ("work.has", true),
            ("members[2].work.has", true),
            ("members", true),
            ("protection.status", false),
            ("members[2].protection.status", false),
            ("no.such.field", false),
            ("members[2].no.such.field", false),
            ("members[2", false),
        ] {
            assert_eq!(is_open(&schema, &kept, question), open, "{question}");
        }
    }
}
