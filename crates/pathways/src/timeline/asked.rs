//! What somebody is to be asked about a case: what waits undecided, the starts of clocks, and what data alone make done.

use model::FieldId;
use rules::Truth;

use super::bound::{Engine, Now};
use super::state::{CaseStanding, CaseState, ItemState};
use crate::clock::Reckoned;
use crate::pathway::{Anchor, Due, Item, ItemWork, Pathway, Repeat, TaskWork};

impl CaseState {
    /// Fields that are to be asked for: those on which the way hangs first. Of a closed case nothing is.
    pub fn to_be_asked(&self) -> Vec<FieldId> {
        let live = self.closed.is_none();
        self.asks.iter().chain(&self.wants).copied().filter(|_| live).collect()
    }

    /// Those of them without which an item has no day.
    pub fn asked_for_a_day(&self, pathway: &Pathway, item: &Item) -> Vec<FieldId> {
        let Some(Anchor::Value(start)) = item.due.as_ref().map(|due| due.anchor) else { return vec![] };
        let reads = pathway.rules.reads_of(start);
        self.to_be_asked().into_iter().filter(|field| reads.contains(field)).collect()
    }
}

impl Engine<'_> {
    /// Fields of what waits undecided and whose turn has come, of tasks that opened as unknown, and the starts of clocks
    /// that may be over.
    pub(super) fn asked(&self, case: &CaseState, now: &Now) -> Vec<FieldId> {
        let pathway = self.version.pathway;
        let mut asked = vec![];
        let mut ask = |fields: Vec<FieldId>| {
            for field in fields {
                if !asked.contains(&field) {
                    asked.push(field);
                }
            }
        };
        for (position, (stage, stands)) in pathway.stages.iter().zip(&case.stages).enumerate() {
            if stands.standing == CaseStanding::Undecided {
                let enter = stage.enter.filter(|_| stands.entered_at.is_none());
                stage.applies.into_iter().chain(enter).for_each(|condition| ask(self.asks(now, condition)));
            }
            if stands.standing == CaseStanding::Open {
                // One that was entered and is in doubt now stays open.
                stage.applies.into_iter().for_each(|condition| ask(self.asks(now, condition)));
                ask(self.asks_of_start(now, stage.due.as_ref(), stands.due));
            }
            for (item, stands) in pathway.items.iter().zip(&case.items).filter(|(item, _)| item.stage == position) {
                if stands.standing == CaseStanding::Undecided || stands.marked {
                    item.applies.into_iter().for_each(|condition| ask(self.asks(now, condition)));
                }
                if stands.standing == CaseStanding::Open {
                    item.gate.into_iter().for_each(|condition| ask(self.asks(now, condition)));
                    ask(self.asks_of_start(now, item.due.as_ref(), stands.due));
                }
            }
        }
        asked
    }

    fn asks_of_start(&self, now: &Now, due: Option<&Due>, reckoned: Option<Reckoned>) -> Vec<FieldId> {
        let Some(Reckoned::Ends { lo, hi }) = reckoned else { return vec![] };
        let doubtful = lo.ends <= now.at && hi.is_none_or(|hi| now.at < hi.ends);
        match due.map(|due| due.anchor) {
            Some(Anchor::Value(value)) if doubtful => self.asks_of(now, value),
            _ => vec![],
        }
    }

    /// Fields without which a clock of what is open has no start, and what comes again no day; and those by which alone an
    /// open task becomes done. What is asked for already is left out.
    pub(super) fn wanted(&self, case: &CaseState, now: &Now) -> Vec<FieldId> {
        let pathway = self.version.pathway;
        let mut wanted = vec![];
        for (position, (stage, stands)) in pathway.stages.iter().zip(&case.stages).enumerate() {
            if stands.standing == CaseStanding::Open && stands.due.is_none() {
                wanted.extend(self.asks_of_anchor(now, stage.due.as_ref().map(|due| due.anchor)));
            }
            let items = pathway.items.iter().zip(&case.items).filter(|(item, _)| item.stage == position);
            items.for_each(|(item, stands)| wanted.extend(self.wanted_of(now, item, stands)));
        }
        let mut found: Vec<FieldId> = vec![];
        for field in wanted {
            if !case.asks.contains(&field) && !found.contains(&field) {
                found.push(field);
            }
        }
        found
    }

    fn wanted_of(&self, now: &Now, item: &Item, stands: &ItemState) -> Vec<FieldId> {
        match (stands.standing, &item.work) {
            (CaseStanding::Open, work) => {
                let start = item.due.as_ref().filter(|_| stands.due.is_none()).map(|due| due.anchor);
                let mut wanted = self.asks_of_anchor(now, start);
                if let ItemWork::Task(TaskWork { done: Some(done), .. }) = work
                    && self.truth(now, *done) == Truth::Unknown
                {
                    wanted.extend(self.asks(now, *done));
                }
                wanted
            }
            (CaseStanding::Resting, ItemWork::Task(TaskWork { repeat: Some(Repeat::At { from, .. }), .. })) => {
                self.asks_of_anchor(now, Some(*from))
            }
            _ => vec![],
        }
    }

    /// What is to be asked so that a day of the data is known.
    fn asks_of_anchor(&self, now: &Now, anchor: Option<Anchor>) -> Vec<FieldId> {
        match anchor {
            Some(Anchor::Value(value)) => self.asks_of(now, value),
            Some(Anchor::Opening | Anchor::Leaf(_)) | None => vec![],
        }
    }
}
