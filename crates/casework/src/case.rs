//! A record whose kind runs a pathway, as the pathway reads it: what was said of the person and of the record, and what was
//! done, each with its moment.
//!
//! Nothing is computed here and nothing left out: a pathway reads behind no other wall than its own, so that whoever opens the
//! record sees the case whole. A record that was opened before its kind had a pathway runs none. A case runs the version on
//! which it began, or to which it was moved; where that cannot be read any more it runs no other in its place.

use journal::{Act, CaseStep};
use model::{FieldId, FieldState, FieldType, Id, Value, Zone};
use pathways::{
    CaseAct, CaseDuty, CaseFact, CaseFacts, CaseMemory, CaseRow, CaseVersion, FactId, PathwayInForce, PathwaysInForce,
    Urgency, case_rows, parse_span,
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

/// A case runs a version that is not known here, or that this program cannot read any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the version on which the case runs cannot be read")]
pub struct UnreadableVersion;

/// Which version of which pathway a record runs, as its facts say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RunsOn<'r> {
    /// The pack and the pathway in it.
    pub pathway: &'r str,
    /// SHA-256 of the pack's files.
    pub version: &'r str,
}

impl<'r> RunsOn<'r> {
    /// What a record was last said to run: on opening, or when it was moved.
    pub fn of(record: &RecordView<'r>) -> Option<Self> {
        record.acts().into_iter().rev().find_map(|acted| match &acted.act {
            Act::Runs { pathway, version, .. } | Act::Moved { pathway, version, .. } => Some(Self { pathway, version }),
            _ => None,
        })
    }

    /// Whether this is exactly that version.
    pub fn is(&self, running: &PathwayInForce) -> bool {
        self.version == running.version && self.pathway == running.name()
    }
}

/// The version that a record runs; nothing where it runs no pathway, or its kind has none any more.
///
/// # Errors
/// Where it runs one that cannot be read.
pub fn version_of<'a>(
    pathways: &'a PathwaysInForce,
    record: &RecordView<'_>,
) -> Result<Option<&'a PathwayInForce>, UnreadableVersion> {
    let Some((runs, _)) = RunsOn::of(record).zip(pathways.of_kind(record.kind())) else { return Ok(None) };
    pathways.named(runs.pathway, runs.version).map(Some).ok_or(UnreadableVersion)
}

impl<'a> RunningCase<'a> {
    /// The case of a record; nothing where it runs no pathway, or its kind has none any more.
    ///
    /// # Errors
    /// Where the version that it runs cannot be read.
    pub fn of(pathways: &'a PathwaysInForce, record: &RecordView<'_>) -> Result<Option<Self>, UnreadableVersion> {
        Ok(version_of(pathways, record)?.and_then(|running| Self::on(pathways, running, record)))
    }

    /// The case as it would be on a version.
    pub fn on(pathways: &'a PathwaysInForce, running: &'a PathwayInForce, record: &RecordView<'_>) -> Option<Self> {
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

    /// What of it stands on lists of work, and when.
    pub fn rows(&self) -> Vec<CaseRow> {
        case_rows(self.version, &self.facts)
    }

    /// The same, of a case that was looked at before.
    pub fn rows_remembering(&self, memory: &CaseMemory) -> Vec<CaseRow> {
        memory.rows(self.version, &self.facts)
    }
}

/// What of a record stands on lists of work, and when: a case whose version cannot be read is to be looked at, as long as it
/// is open.
pub fn work_of(pathways: &PathwaysInForce, record: &RecordView<'_>) -> Vec<CaseRow> {
    if let Ok(case) = RunningCase::of(pathways, record) {
        return case.map(|case| case.rows()).unwrap_or_default();
    }
    let since = record.turned().map_or(record.opening.said.at, |opened| opened.said.at);
    let look = CaseRow { duty: CaseDuty::Look, from: since, until: None, due: None };
    Vec::from_iter(record.is_open().then_some(look))
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
            let state = readable(running, *field, state);
            let act = CaseAct::Recorded { field: *field, state, source: by.source.clone() };
            CaseFact { id: numbered(by, number), ..said(by, act) }
        }));
    }
    facts
}

/// What a field says, as a version can read it: a value of another kind than the version knows is not known to it.
fn readable(running: &PathwayInForce, field: FieldId, state: &FieldState<Value>) -> FieldState<Value> {
    let Some(ty) = running.pathway.schema.get(field).map(|field| field.ty) else { return FieldState::Unknown };
    let alike = |value: &Value| match (ty, value) {
        (FieldType::Bool, Value::Bool(_))
        | (FieldType::Text, Value::Text(_))
        | (FieldType::Date, Value::Date(_))
        | (FieldType::PartialDate, Value::Partial(_))
        | (FieldType::Code(_), Value::Code(_))
        | (FieldType::CodeSet(_), Value::Codes(_)) => true,
        _ => ty.holds(value) == Some(true),
    };
    let reads = match state {
        FieldState::Unknown | FieldState::NotApplicable => true,
        FieldState::Known(value) => alike(value),
        FieldState::Contested(values) => values.iter().all(alike),
    };
    if reads { state.clone() } else { FieldState::Unknown }
}

/// What was done, in order. Whoever opens a case again names the end that was given.
fn done(running: &PathwayInForce, acts: &[&Acted]) -> Vec<CaseFact> {
    let (mut facts, mut ended) = (vec![], String::new());
    for Acted { said: at, by, act } in acts {
        let fact = |act| CaseFact { id: numbered(at, ACT), who: by.clone(), ..said(at, act) };
        match act {
            // Which version it runs is no part of what it runs on, nor is what it takes elsewhere.
            Act::Runs { .. } | Act::Moved { .. } | Act::MoveAsked { .. } | Act::Took { .. } | Act::Noted { .. } => {}
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
