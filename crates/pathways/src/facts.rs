//! The facts of a case: what people did and said, each with the moment it happened and the moment it was told.
//!
//! They are a set. Their order is that of the moments at which they happened, then of where they were written down and
//! of their number there, so that bundles merge in any order. Nothing that follows from them is a fact.

use std::collections::BTreeSet;

use model::{FieldId, FieldState, Timestamp, Value, Zone};

use crate::pathway::{Period, Urgency};

/// Where a fact was written down, and its number there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FactId {
    /// The machine.
    pub origin: u64,
    /// The number.
    pub number: u64,
}

/// One fact.
#[derive(Debug, Clone, PartialEq)]
pub struct CaseFact {
    /// Which.
    pub id: FactId,
    /// When it happened.
    pub happened: Timestamp,
    /// When it was told.
    pub told: Timestamp,
    /// Who.
    pub who: String,
    /// In which role.
    pub role: String,
    /// What.
    pub act: CaseAct,
}

/// What was done or said. Items, stages and ends are named as their pathway names them.
#[derive(Debug, Clone, PartialEq)]
#[expect(missing_docs, reason = "each variant is the word of the reference")]
pub enum CaseAct {
    Opened,
    Recorded { field: FieldId, state: FieldState<Value>, source: String },
    Corrected { field: FieldId, state: FieldState<Value> },
    Did { item: String },
    Waived { item: String },
    Added { item: String },
    Assigned { item: Option<String>, to: String },
    Paused { item: String },
    Resumed { item: String },
    Extended { item: String, by: Period },
    Decided { item: String, outcome: String, reasons: Vec<String> },
    Voted { item: String, yes: bool, seat: Option<String> },
    Served { item: String },
    Appealed { item: String },
    Referred { item: String, to: String, priority: Urgency },
    Answered { item: String, answer: String },
    Consented { to: String },
    Sent { text: String },
    Closed { end: String },
    Reopened { end: String },
    Retracted { fact: FactId },
}

/// The facts of one case, and the zone of the office that opened it.
#[derive(Debug, Clone, PartialEq)]
pub struct CaseFacts {
    zone: Zone,
    facts: Vec<CaseFact>,
}

impl CaseFact {
    /// The item that it is of.
    pub fn item(&self) -> Option<&str> {
        match &self.act {
            CaseAct::Did { item }
            | CaseAct::Waived { item }
            | CaseAct::Added { item }
            | CaseAct::Paused { item }
            | CaseAct::Resumed { item }
            | CaseAct::Extended { item, .. }
            | CaseAct::Decided { item, .. }
            | CaseAct::Voted { item, .. }
            | CaseAct::Served { item }
            | CaseAct::Appealed { item }
            | CaseAct::Referred { item, .. }
            | CaseAct::Answered { item, .. } => Some(item),
            CaseAct::Assigned { item, .. } => item.as_deref(),
            CaseAct::Opened
            | CaseAct::Recorded { .. }
            | CaseAct::Corrected { .. }
            | CaseAct::Consented { .. }
            | CaseAct::Sent { .. }
            | CaseAct::Closed { .. }
            | CaseAct::Reopened { .. }
            | CaseAct::Retracted { .. } => None,
        }
    }

    /// The word by which a retraction names it.
    pub fn deed(&self) -> &'static str {
        match self.act {
            CaseAct::Opened => "start",
            CaseAct::Recorded { .. } => "record",
            CaseAct::Corrected { .. } => "was_wrong",
            CaseAct::Did { .. } => "do",
            CaseAct::Waived { .. } => "waive",
            CaseAct::Added { .. } => "add",
            CaseAct::Assigned { .. } => "assign",
            CaseAct::Paused { .. } => "pause",
            CaseAct::Resumed { .. } => "resume",
            CaseAct::Extended { .. } => "extend",
            CaseAct::Decided { .. } => "decide",
            CaseAct::Voted { yes: true, .. } => "yes",
            CaseAct::Voted { yes: false, .. } => "no",
            CaseAct::Served { .. } => "serve",
            CaseAct::Appealed { .. } => "appeal",
            CaseAct::Referred { .. } => "refer",
            CaseAct::Answered { .. } => "answer",
            CaseAct::Consented { .. } => "consent",
            CaseAct::Sent { .. } => "send",
            CaseAct::Closed { .. } => "close",
            CaseAct::Reopened { .. } => "reopen",
            CaseAct::Retracted { .. } => "retract",
        }
    }

    fn order(&self) -> (Timestamp, FactId) {
        (self.happened, self.id)
    }
}

impl CaseFacts {
    /// A set of facts, whatever the order in which they came; one that came twice counts once.
    pub fn new(zone: Zone, facts: impl IntoIterator<Item = CaseFact>) -> Self {
        let mut facts: Vec<CaseFact> = facts.into_iter().collect();
        facts.sort_by_key(CaseFact::order);
        facts.dedup_by_key(|fact| fact.id);
        Self { zone, facts }
    }

    /// The same, and one more.
    #[must_use]
    pub fn and(&self, fact: CaseFact) -> Self {
        Self::new(self.zone.clone(), self.facts.iter().cloned().chain([fact]))
    }

    /// The zone of the office that opened the case.
    pub fn zone(&self) -> &Zone {
        &self.zone
    }

    /// All facts, in their order.
    pub fn all(&self) -> &[CaseFact] {
        &self.facts
    }

    /// As they were on record at a moment.
    #[must_use]
    pub fn as_recorded(&self, at: Timestamp) -> Self {
        let facts = self.facts.iter().filter(|fact| fact.told <= at).cloned();
        Self::new(self.zone.clone(), facts)
    }

    /// Those that stand: retracted ones, and retractions, left out. A retraction can be retracted.
    pub fn standing(&self) -> Vec<&CaseFact> {
        let mut retracted = BTreeSet::new();
        // The latest first: a retraction that was taken back retracts nothing.
        let mut retractions: Vec<(&CaseFact, FactId)> = self.facts.iter().filter_map(CaseFact::retracts).collect();
        retractions.sort_by_key(|(fact, _)| std::cmp::Reverse((fact.told, fact.id)));
        for (fact, target) in retractions {
            if !retracted.contains(&fact.id) {
                retracted.insert(target);
            }
        }
        let stands = |fact: &&CaseFact| !retracted.contains(&fact.id) && fact.retracts().is_none();
        self.facts.iter().filter(stands).collect()
    }
}

impl CaseFact {
    fn retracts(&self) -> Option<(&Self, FactId)> {
        match self.act {
            CaseAct::Retracted { fact } => Some((self, fact)),
            _ => None,
        }
    }
}
