//! A play, played: each deed is accepted or refused, and the case is read after each step.

use std::collections::BTreeMap;

use rules::measure::Calendar;
use serde_json::{Map, Value, json};

use super::compare::{same, shown};
use super::{Play, PlayDeed, PlayFailure, PlayStep, Played};
use crate::accept::{DeedRefusal, opens, refusal};
use crate::facts::{CaseAct, CaseFact, CaseFacts, FactId};
use crate::pathway::Pathway;
use crate::timeline::{CaseMemory, CaseVersion, CaseView};

/// Plays a play of a pathway.
pub fn play(pathway: &Pathway, calendars: &BTreeMap<String, Calendar>, play: &Play) -> Played {
    let mut calendars = calendars.clone();
    calendars.extend(play.calendar.clone().map(|calendar| (calendar.name.clone(), calendar)));
    let version = CaseVersion { pathway, calendars: &calendars, national: play.national.as_deref() };
    let mut stage =
        Stagehand { version, play, facts: vec![], memory: CaseMemory::default(), played: Played::default() };
    play.steps.iter().enumerate().for_each(|(number, step)| stage.step(number + 1, step));
    stage.played
}

struct Stagehand<'a> {
    version: CaseVersion<'a>,
    play: &'a Play,
    facts: Vec<CaseFact>,
    memory: CaseMemory,
    played: Played,
}

impl Stagehand<'_> {
    fn facts(&self) -> CaseFacts {
        CaseFacts::new(self.play.zone.clone(), self.facts.iter().cloned())
    }

    fn step(&mut self, number: usize, step: &PlayStep) {
        let refused = step.deeds.iter().try_for_each(|deed| self.deed(step, deed)).err();
        let view = CaseView::remembering(self.version, &self.facts(), step.at, &self.memory);
        let state = printed(&step.when, &view, refused);
        for expect in &step.expects {
            let found = state.get(&expect.key).unwrap_or(&Value::Null);
            if !same(&expect.value, found) {
                let failure = failed(number, step, expect.line, &expect.key, shown(&expect.value), shown(found));
                self.played.failures.push(failure);
            }
        }
        let said = step.expects.iter().any(|expect| expect.key == "refused");
        if let Some(refused) = refused.filter(|_| !said) {
            let failure = failed(number, step, step.line, "refused", "null".into(), refused.code().into());
            self.played.unsaid.push(failure);
        }
        self.played.states.push(state);
    }

    fn deed(&mut self, step: &PlayStep, deed: &PlayDeed) -> Result<(), DeedRefusal> {
        match deed {
            PlayDeed::Act(act) => self.act(step, act.clone()),
            PlayDeed::Start(records) => self.start(step, records),
            PlayDeed::Retract { deed, of } => match self.target(deed, of) {
                Some(fact) => self.act(step, CaseAct::Retracted { fact }),
                None => Err(DeedRefusal::NotOpen),
            },
        }
    }

    fn fact(&self, step: &PlayStep, act: CaseAct) -> CaseFact {
        let number = self.facts.len() as u64 + 1;
        let (happened, told) = (step.happened, step.at);
        let (who, role) = (step.who.clone(), step.role.clone());
        CaseFact { id: FactId { origin: 1, number }, happened, told, who, role, act }
    }

    fn act(&mut self, step: &PlayStep, act: CaseAct) -> Result<(), DeedRefusal> {
        let fact = self.fact(step, act);
        refusal(self.version, &self.facts(), &self.play.grants, &fact, &self.memory)?;
        self.facts.push(fact);
        Ok(())
    }

    /// A case opens with what is on record then; where it is not for such a person, nothing is kept.
    fn start(&mut self, step: &PlayStep, records: &[CaseAct]) -> Result<(), DeedRefusal> {
        let before = self.facts.len();
        self.act(step, CaseAct::Opened)?;
        for record in records {
            let fact = self.fact(step, record.clone());
            self.facts.push(fact);
        }
        let opened = opens(self.version, &self.facts(), step.happened);
        if opened.is_err() {
            self.facts.truncate(before);
        }
        opened
    }

    /// The latest standing fact of a deed.
    fn target(&self, deed: &str, of: &str) -> Option<FactId> {
        let facts = self.facts();
        let mut standing = facts.standing();
        standing.sort_by_key(|fact| (fact.told, fact.id));
        let named = |fact: &&&CaseFact| fact.deed() == deed && self.is_of(fact, of);
        standing.iter().rev().find(named).map(|fact| fact.id)
    }

    fn is_of(&self, fact: &CaseFact, of: &str) -> bool {
        let field = |field| self.version.pathway.schema.name(field) == of;
        match &fact.act {
            CaseAct::Closed { end } | CaseAct::Reopened { end } => end == of,
            CaseAct::Sent { text } => text == of,
            CaseAct::Consented { to } | CaseAct::Assigned { to, .. } => to == of,
            CaseAct::Recorded { field: id, .. } | CaseAct::Corrected { field: id, .. } => field(*id),
            _ => fact.item() == Some(of),
        }
    }
}

fn failed(step: usize, of: &PlayStep, line: usize, key: &str, expected: String, found: String) -> PlayFailure {
    PlayFailure { step, line, when: of.when.clone(), key: key.to_owned(), expected, found }
}

fn told<T: Into<Value> + Clone>(told: &[(String, T)]) -> Value {
    Value::Object(told.iter().map(|(name, value)| (name.clone(), value.clone().into())).collect::<Map<_, _>>())
}

/// A state as it is printed after a step.
fn printed(when: &str, view: &CaseView, refused: Option<DeedRefusal>) -> Value {
    let due = view.due.iter().map(|(name, ends)| {
        let value = match ends.as_slice() {
            [Some(day)] => json!(day),
            ends => json!(ends),
        };
        (name.clone(), value)
    });
    json!({
        "at": when,
        "stages": view.stages,
        "open": view.open,
        "due": Value::Object(due.collect::<Map<_, _>>()),
        "late": told(&view.late),
        "breached": told(&view.breached),
        "known_from": told(&view.known_from),
        "stopped": told(&view.stopped),
        "escalated": told(&view.escalated),
        "refused": refused.map(DeedRefusal::code),
        "outcome": told(&view.outcome),
        "ends": view.ends,
        "asks": view.asks,
        "waiting": told(&view.waiting),
        "sent": view.sent,
        "missed": told(&view.missed),
        "issued": told(&view.issued),
    })
}
