//! What has to be known of a case to judge a deed at a moment.

use std::collections::BTreeSet;

use model::{FieldId, Timestamp, Zone};
use rules::{LooseCond, Truth};

use super::bound::{Engine, Now};
use super::rounds::Round;
use super::state::{CaseContact, CaseStanding, CaseState};
use super::{CaseMemory, CaseVersion};
use crate::facts::{CaseAct, CaseFacts};
use crate::pathway::Item;

pub(crate) use super::rounds::known_seat;

/// A case at the moment of a deed.
pub(crate) struct Judge<'a> {
    version: CaseVersion<'a>,
    facts: &'a CaseFacts,
    at: Timestamp,
    engine: Option<Engine<'a>>,
    state: Option<CaseState>,
    now: Option<Now>,
    memory: &'a CaseMemory,
}

impl<'a> Judge<'a> {
    pub fn new(version: CaseVersion<'a>, facts: &'a CaseFacts, at: Timestamp, memory: &'a CaseMemory) -> Self {
        let state = memory.run(version, facts, at, |states| states.last().cloned());
        let engine = Engine::new(version, facts);
        let now = engine.as_ref().zip(state.as_ref()).map(|(engine, state)| engine.now(state, at));
        Self { version, facts, at, engine, state, now, memory }
    }

    /// How the case stands; nothing before it was opened.
    pub fn state(&self) -> Option<&CaseState> {
        self.state.as_ref()
    }

    pub fn zone(&self) -> &Zone {
        self.version.pathway.zone.as_ref().unwrap_or(self.facts.zone())
    }

    pub fn truth(&self, condition: LooseCond) -> Truth {
        let read = self.engine.as_ref().zip(self.now.as_ref());
        read.map_or(Truth::Unknown, |(engine, now)| engine.truth(now, condition))
    }

    /// The fields read by the parts of a condition that are not known to hold.
    pub fn against(&self, condition: LooseCond) -> BTreeSet<FieldId> {
        let read = self.engine.as_ref().zip(self.now.as_ref());
        read.map(|(engine, now)| engine.against(now, condition)).unwrap_or_default()
    }

    pub fn may_send(&self) -> bool {
        let read = self.engine.as_ref().zip(self.now.as_ref());
        read.is_some_and(|(engine, now)| engine.contact(now) == CaseContact::May)
    }

    /// Whether the pathway opens cases on that day.
    pub fn valid(&self) -> bool {
        let Some((engine, now)) = self.engine.as_ref().zip(self.now.as_ref()) else { return false };
        let Some((from, to)) = self.version.pathway.valid else { return true };
        let day = engine.zone.day(self.at);
        let begun = engine.days(now, from).is_some_and(|(from, _)| from <= day);
        let over = to.is_some_and(|to| engine.days(now, to).is_some_and(|(_, to)| to < day));
        begun && !over
    }

    /// The round of work and votes that an item is in.
    pub fn round(&self, item: &Item) -> Round<'a> {
        let position = self.version.pathway.item(&item.id);
        let stands = self.state.as_ref().zip(position).and_then(|(state, position)| state.items.get(position));
        let mut round = Round::default();
        let Some((engine, stands)) = self.engine.as_ref().zip(stands) else { return round };
        if item.task().is_some_and(|task| task.done.is_some()) {
            round.pending = stands.pending;
        }
        let again = item.decision().is_some() || item.task().is_some_and(|task| task.repeat.is_some());
        for fact in engine.facts_of(&item.id, self.at) {
            let over = round.done.is_some();
            if over && again && stands.standing != CaseStanding::Done {
                round = Round::default();
            }
            round.take(fact, item.approve());
        }
        if round.done.is_some() && stands.standing != CaseStanding::Done {
            round = Round::default();
        }
        round
    }

    /// Whether somebody did, decided or voted anything of an item.
    pub fn is_author(&self, item: &Item, who: &str) -> bool {
        let engine = self.engine.as_ref();
        let facts = engine.map(|engine| engine.facts_of(&item.id, self.at)).unwrap_or_default();
        let made = |act: &CaseAct| matches!(act, CaseAct::Did { .. } | CaseAct::Decided { .. } | CaseAct::Voted { .. });
        facts.iter().any(|fact| fact.who == who && made(&fact.act))
    }

    /// Whether the item's clock was stopped by hand and not set going again.
    pub fn paused(&self, item: &Item) -> bool {
        let engine = self.engine.as_ref();
        let facts = engine.map(|engine| engine.facts_of(&item.id, self.at)).unwrap_or_default();
        let last = facts.iter().rev().find(|fact| matches!(fact.act, CaseAct::Paused { .. } | CaseAct::Resumed { .. }));
        last.is_some_and(|fact| matches!(fact.act, CaseAct::Paused { .. }))
    }

    /// Whether silence had spoken, and been served, by a moment.
    pub fn deemed_and_served(&self, item: &Item, by: Timestamp) -> bool {
        let position = self.version.pathway.item(&item.id);
        let state = self.memory.run(self.version, self.facts, by, |states| states.last().cloned());
        let stands = state.as_ref().zip(position).and_then(|(state, position)| state.items.get(position));
        stands.is_some_and(|stands| stands.deemed && stands.served_at.is_some())
    }
}
