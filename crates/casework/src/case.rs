//! A record whose kind runs a pathway, as the pathway reads it: what was said of the person and of the record, and what was
//! done, each with its moment.
//!
//! Nothing is computed here and nothing left out: a pathway reads behind no other wall than its own, so that whoever opens the
//! record sees the case whole. A record that was opened before its kind had a pathway runs none.

use journal::{Act, CaseStep};
use model::{Id, Zone};
use pathways::{
    CaseAct, CaseFact, CaseFacts, CaseMemory, CaseRow, CaseVersion, FactId, PathwayInForce, PathwaysInForce, Urgency,
    case_rows, parse_span,
};

use crate::view::{Acted, Said};
use crate::{OwnerView, RecordView};

/// Facts about which something is said at once: as many as a schema has fields, and what was done.
const AT_ONCE: u64 = 1 << 20;
/// What was done comes after the opening, and what was said after that.
const ACT: u64 = 1;
const FIELD: u64 = 2;

/// A case: a record with the pathway that it runs and its facts.
#[derive(Debug, Clone)]
pub struct RunningCase<'a> {
    /// The pathway.
    pub running: &'a PathwayInForce,
    /// With the calendars around it.
    pub version: CaseVersion<'a>,
    /// What was said and done.
    pub facts: CaseFacts,
}

impl<'a> RunningCase<'a> {
    /// The case of a record; nothing where it runs no pathway, or none that is in force.
    pub fn of(pathways: &'a PathwaysInForce, record: &RecordView<'_>) -> Option<Self> {
        let running = pathways.of_kind(record.kind())?;
        let acts = record.acts();
        let zone = acts.iter().rev().find_map(|acted| match &acted.act {
            Act::Runs { zone, .. } => Some(Zone::named(zone)),
            _ => None,
        })??;
        let opened = CaseFact { id: numbered(&record.opening.said, 0), ..said(&record.opening.said, CaseAct::Opened) };
        let mut facts = vec![CaseFact { who: record.opening.by.clone(), ..opened }];
        facts.extend(of_person(running, record.owner));
        facts.extend(of_record(running, record));
        facts.extend(done(running, &acts));
        Some(Self { running, version: pathways.version(running), facts: CaseFacts::new(zone, facts) })
    }

    /// The version of its pathway on which a record began.
    pub fn began_on<'r>(&self, record: &RecordView<'r>) -> Option<&'r str> {
        record.acts().into_iter().rev().find_map(|acted| match &acted.act {
            Act::Runs { version, .. } => Some(version.as_str()),
            _ => None,
        })
    }

    /// What of it stands on lists of work, and when.
    pub fn rows(&self) -> Vec<CaseRow> {
        case_rows(self.version, &self.facts)
    }

    /// The same, of a case that was looked at before.
    pub fn rows_remembering(&self, memory: &CaseMemory) -> Vec<CaseRow> {
        memory.rows(self.version, &self.facts)
    }
}

/// What was said of a person, as far as a pathway has a field for it.
pub(crate) fn of_person(running: &PathwayInForce, person: &OwnerView) -> Vec<CaseFact> {
    recorded(running, |key| person.history(key))
}

fn of_record(running: &PathwayInForce, record: &RecordView<'_>) -> Vec<CaseFact> {
    recorded(running, |key| record.history(key))
}

fn recorded<'s>(
    running: &PathwayInForce,
    history: impl Fn(model::FieldKey) -> Vec<(&'s Said, &'s model::FieldState<model::Value>)>,
) -> Vec<CaseFact> {
    let mut facts = vec![];
    for (key, field) in &running.fields {
        let number = FIELD + u64::try_from(field.index()).unwrap_or_default();
        facts.extend(history(*key).into_iter().map(|(by, state)| {
            let act = CaseAct::Recorded { field: *field, state: state.clone(), source: by.source.clone() };
            CaseFact { id: numbered(by, number), ..said(by, act) }
        }));
    }
    facts
}

/// What was done, in order. Whoever opens a case again names the end that was given.
fn done(running: &PathwayInForce, acts: &[&Acted]) -> Vec<CaseFact> {
    let (mut facts, mut ended) = (vec![], String::new());
    for Acted { said: at, by, act } in acts {
        let fact = |act| CaseFact { id: numbered(at, ACT), who: by.clone(), ..said(at, act) };
        match act {
            Act::Runs { .. } => {}
            Act::Assigned { to } => {
                facts.push(fact(CaseAct::Assigned { item: None, to: to.clone().unwrap_or_default() }));
            }
            Act::Closed { reason } => {
                ended.clone_from(reason);
                facts.push(fact(CaseAct::Closed { end: reason.clone() }));
            }
            Act::Reopened { .. } => facts.push(fact(CaseAct::Reopened { end: ended.clone() })),
            Act::Stepped { role, happened, why, step } => {
                let Some(act) = case_act(&named_now(running, step), why.as_deref()) else { continue };
                let happened = happened.unwrap_or(at.at);
                facts.push(CaseFact { happened, role: role.clone(), ..fact(act) });
            }
        }
    }
    facts
}

/// A step of an item that has another name by now.
fn named_now(running: &PathwayInForce, step: &CaseStep) -> CaseStep {
    let items = &running.pathway.items;
    let now =
        |id: &String| items.iter().find(|item| item.was.contains(id)).filter(|_| running.pathway.item(id).is_none());
    match step.item().and_then(now) {
        Some(item) => step.clone().of_item(&item.id),
        None => step.clone(),
    }
}

/// A step as the pathway language says it; nothing for one that names a unit or a priority that it does not have.
pub(crate) fn case_act(step: &CaseStep, why: Option<&str>) -> Option<CaseAct> {
    Some(match step.clone() {
        CaseStep::Did { item } => CaseAct::Did { item },
        CaseStep::Waived { item } => CaseAct::Waived { item },
        CaseStep::Added { item } => CaseAct::Added { item },
        CaseStep::Paused { item } => CaseAct::Paused { item },
        CaseStep::Resumed { item } => CaseAct::Resumed { item },
        CaseStep::Extended { item, n, unit } => CaseAct::Extended { item, by: parse_span(&format!("{n} {unit}"))? },
        CaseStep::Decided { item, outcome } => {
            CaseAct::Decided { item, outcome, reasons: why.map(str::to_owned).into_iter().collect() }
        }
        CaseStep::Voted { item, yes, seat } => CaseAct::Voted { item, yes, seat },
        CaseStep::Served { item } => CaseAct::Served { item },
        CaseStep::Appealed { item } => CaseAct::Appealed { item },
        CaseStep::Referred { item, to, priority } => {
            CaseAct::Referred { item, to, priority: Urgency::named(&priority)? }
        }
        CaseStep::Answered { item, answer } => CaseAct::Answered { item, answer },
        CaseStep::Consented { to } => CaseAct::Consented { to },
        CaseStep::Sent { text } => CaseAct::Sent { text },
        CaseStep::Appointed { item, to } => CaseAct::Assigned { item: Some(item), to },
        CaseStep::Retracted { origin, number } => CaseAct::Retracted { fact: act_of(origin, number) },
    })
}

/// The number under which a pathway knows what was done in a fact.
fn act_of(origin: Id, number: u64) -> FactId {
    let first = origin.0.first_chunk().copied().unwrap_or_default();
    FactId { origin: u64::from_be_bytes(first), number: number.saturating_mul(AT_ONCE).saturating_add(ACT) }
}

fn numbered(said: &Said, part: u64) -> FactId {
    let FactId { origin, number } = act_of(said.origin, said.number);
    FactId { origin, number: number.saturating_sub(ACT).saturating_add(part) }
}

/// At the moment at which it was said; by nobody in particular.
fn said(said: &Said, act: CaseAct) -> CaseFact {
    let id = numbered(said, 0);
    CaseFact { id, happened: said.at, told: said.at, who: String::new(), role: String::new(), act }
}
