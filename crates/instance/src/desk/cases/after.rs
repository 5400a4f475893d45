//! What became of work after somebody did it: who said no to it and why, the letter by which a decision is told, until when
//! it can be appealed, and whether it was.

use casework::view::Acted;
use casework::{RecordView, RunningCase};
use journal::{Act, CaseStep};
use model::Timestamp;
use pathways::{CaseAct, CaseFact, Item, ItemState, Reckoned, Teller};

/// What became of a decision once it was made.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ShownAfter {
    /// Whether nobody has handed over its letter, or told what can be appealed.
    pub unserved: bool,
    /// Whether it can be appealed from the day on which it is handed over, or was.
    pub appeals: bool,
    /// When it was handed over.
    pub served: Option<Timestamp>,
    /// Until when it can be appealed: the earliest and the latest day, where they differ.
    pub appeal_until: Vec<Option<String>>,
    /// When it was appealed.
    pub appealed: Option<Timestamp>,
    /// Since when nothing more can be done about it.
    pub settled: Option<Timestamp>,
}

/// A no to what somebody did: it goes back to them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownNo {
    /// Whose it is.
    pub by: String,
    /// When it was said.
    pub at: Timestamp,
    /// Why.
    pub why: Option<String>,
}

impl ShownAfter {
    pub(super) fn of(item: &Item, stands: &ItemState, case: &RunningCase<'_>) -> Self {
        let Some(decision) = item.decision() else { return Self::default() };
        let against = decision
            .outcomes
            .iter()
            .any(|rule| Some(&rule.id) == stands.outcome.as_ref() && rule.adverse && rule.no_appeal.is_none());
        let appeals = decision.appeal.is_some() && (against || stands.deemed_at.is_some());
        let told = decision.serve.is_some() || appeals;
        let zone = case.version.pathway.zone.as_ref().unwrap_or(case.facts.zone());
        let until = stands.appeal.map(|appeal| ends(appeal, Teller::new(zone)));
        Self {
            unserved: told && stands.made_at.is_some() && stands.served_at.is_none(),
            appeals,
            served: stands.served_at,
            appeal_until: until.unwrap_or_default(),
            appealed: stands.appealed_at,
            settled: stands.final_at.filter(|_| told),
        }
    }

    /// Whether they appealed and nobody has decided on that yet.
    pub fn is_unheard(&self) -> bool {
        self.appealed.is_some() && self.settled.is_none()
    }

    /// Whether the time in which they may appeal is running.
    pub fn may_be_appealed(&self) -> bool {
        self.served.is_some() && self.appeals && self.appealed.is_none() && self.settled.is_none()
    }
}

fn ends(due: Reckoned, tell: Teller<'_>) -> Vec<Option<String>> {
    match due {
        Reckoned::Ends { lo, hi: Some(hi) } if lo == hi => vec![Some(tell.end(lo))],
        Reckoned::Ends { lo, hi } => vec![Some(tell.end(lo)), hi.map(|hi| tell.end(hi))],
        Reckoned::Stopped { .. } => vec![],
    }
}

/// The noes to the work of an item that were said since it was last done, the latest last: whoever does it anew begins anew.
pub(in crate::desk) fn noes(item: &Item, case: &RunningCase<'_>, record: &RecordView<'_>) -> Vec<ShownNo> {
    let mut noes: Vec<ShownNo> = vec![];
    let standing = case.facts.standing();
    for fact in standing.into_iter().filter(|fact| fact.item() == Some(item.id.as_str())) {
        match &fact.act {
            CaseAct::Did { .. } | CaseAct::Decided { .. } => noes.clear(),
            CaseAct::Voted { yes, .. } => {
                noes.retain(|no| no.by != fact.who);
                if !*yes {
                    noes.push(said_no(fact, record));
                }
            }
            _ => {}
        }
    }
    noes
}

/// A no with its reason, which stands beside the step on record.
fn said_no(fact: &CaseFact, record: &RecordView<'_>) -> ShownNo {
    let why = |acted: &Acted| match &acted.act {
        Act::Stepped { why, step: CaseStep::Voted { yes: false, .. }, .. } => why.clone(),
        _ => None,
    };
    let its = record.acts().into_iter().filter(|acted| acted.by == fact.who && acted.said.at == fact.told);
    ShownNo { by: fact.who.clone(), at: fact.happened, why: its.filter_map(why).next_back() }
}
