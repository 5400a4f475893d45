//! A case settled at one instant: stages and items look at each other until nothing changes any more.
//!
//! Entered is sticky, left is not: a later need reopens its stage beside later ones. A join waits for every stage that
//! applies. Unknown opens what helps and closes nothing.

use model::Timestamp;
use rules::Truth;

use super::bound::{Engine, Now};
use super::items::breach;
use super::state::{CaseState, StageState, Standing};
use crate::facts::CaseAct;
use crate::pathway::Stage;

impl Engine<'_> {
    /// The case at an instant, from how it stood before.
    pub fn settle(&self, mut state: CaseState, now: Timestamp) -> CaseState {
        let was_closed = state.closed.is_some();
        let (closed, gaps) = self.closings(now);
        state.at = now;
        state.opened_at = self.opened;
        // What is closed stands as it stood; what happened meanwhile counts once it is open again.
        if was_closed && closed.is_some() {
            return state;
        }
        state.closed = None;
        state.gaps = gaps.iter().filter(|(_, until)| until.is_some()).copied().collect();
        let passes = self.version.pathway.stages.len() + self.version.pathway.items.len() + 3;
        for _ in 0..passes {
            let before = state.clone();
            self.pass(&mut state, now);
            if state == before {
                break;
            }
        }
        (state.closed, state.gaps) = (closed, gaps);
        state
    }

    /// The end for which the case is closed, and every time in which it was.
    #[expect(clippy::type_complexity, reason = "the two halves of one reading of the same facts")]
    fn closings(&self, now: Timestamp) -> (Option<(String, Timestamp)>, Vec<(Timestamp, Option<Timestamp>)>) {
        let (mut closed, mut gaps): (Option<(String, Timestamp)>, Vec<(Timestamp, Option<Timestamp>)>) = (None, vec![]);
        for fact in self.facts.iter().filter(|fact| fact.happened <= now) {
            match &fact.act {
                CaseAct::Closed { end } if closed.is_none() => {
                    closed = Some((end.clone(), fact.happened));
                    gaps.push((fact.happened, None));
                }
                CaseAct::Reopened { .. } if closed.take().is_some() => {
                    if let Some(gap) = gaps.last_mut() {
                        gap.1 = Some(fact.happened);
                    }
                }
                _ => {}
            }
        }
        (closed, gaps)
    }

    fn pass(&self, state: &mut CaseState, at: Timestamp) {
        let pathway = self.version.pathway;
        let now = self.now(state, at);
        for (position, stage) in pathway.stages.iter().enumerate() {
            let mut settled = state.stages.get(position).cloned().unwrap_or_default();
            self.stage(state, &now, position, stage, &mut settled);
            if let Some(slot) = state.stages.get_mut(position) {
                *slot = settled;
            }
            for (number, item) in pathway.items.iter().enumerate().filter(|(_, item)| item.stage == position) {
                let mut settled = state.items.get(number).cloned().unwrap_or_default();
                self.item(state, &now, item, &mut settled);
                if let Some(slot) = state.items.get_mut(number) {
                    *slot = settled;
                }
            }
        }
        for ((_, condition), reached) in pathway.milestones.iter().zip(&mut state.milestones) {
            if reached.is_none() && self.truth(&now, *condition) == Truth::True {
                *reached = Some(at);
            }
        }
        let given = |end: &crate::pathway::CaseEnd| end.when.is_some_and(|when| self.truth(&now, when) == Truth::True);
        state.ends = pathway.ends.iter().map(given).collect();
        state.asks = self.asked(state, &now);
        self.messages(state, &now);
    }

    fn stage(&self, state: &CaseState, now: &Now, position: usize, stage: &Stage, it: &mut StageState) {
        let applies = self.holds(now, stage.applies);
        let enter = self.holds(now, stage.enter);
        it.since[0] = self.since(stage.applies.is_some(), applies, it.since[0], now.at);
        it.since[1] = self.since(stage.enter.is_some(), enter, it.since[1], now.at);
        let turn = self.turn(state, stage);
        it.standing = match (it.entered_at, turn, applies, enter) {
            (None, None, _, _) => Standing::Waiting,
            (_, _, Truth::False, _) => Standing::Skipped,
            (_, _, Truth::Unknown, _) | (None, _, _, Truth::Unknown) => Standing::Undecided,
            (None, _, _, Truth::False) => Standing::Waiting,
            (_, _, Truth::True, _) => Standing::Open,
        };
        it.skipped_at = (it.standing == Standing::Skipped).then(|| it.skipped_at.unwrap_or(now.at));
        if it.standing != Standing::Open {
            it.left_at = None;
            return;
        }
        let stamps = [turn, it.since[0], it.since[1], Some(self.opened)];
        it.entered_at = it.entered_at.or_else(|| stamps.into_iter().flatten().max());
        self.leave(state, now, position, stage, it);
        let own = self.facts_of(&stage.id, now.at);
        it.due = stage.due.as_ref().and_then(|due| self.clock(state, now, due, it.entered_at, &own));
        let ended = it.left_at.unwrap_or(now.at);
        it.breaches = it.entered_at.and_then(|entered| breach(0, it.due, entered, ended)).into_iter().collect();
    }

    /// A stage is left when every item that is required is done, waived or skipped, and what it waits for holds: on the
    /// day of the last of them.
    fn leave(&self, state: &CaseState, now: &Now, position: usize, stage: &Stage, it: &mut StageState) {
        let done = self.holds(now, stage.done);
        it.since[2] = self.since(stage.done.is_some(), done, it.since[2], now.at);
        let items = self.version.pathway.items.iter().zip(&state.items);
        let required: Vec<_> = items.filter(|(item, _)| item.stage == position && !item.optional).collect();
        if done != Truth::True || !required.iter().all(|(_, item)| item.standing.passes()) {
            it.left_at = None;
            return;
        }
        let ends = required.iter().filter_map(|(_, item)| item.done_at.or(item.closed_at));
        it.left_at = ends.chain(it.entered_at).chain(it.since[2]).max();
        it.standing = Standing::Done;
    }

    /// Since when a stage's turn has come; `None` while it waits for others.
    fn turn(&self, state: &CaseState, stage: &Stage) -> Option<Timestamp> {
        let passed = |position: &usize| state.stages.get(*position).and_then(|stage| stage.left_at.or(stage.skipped_at));
        let all: Option<Vec<Timestamp>> = stage.after.iter().map(passed).collect();
        let after = all?.into_iter().max().unwrap_or(self.opened);
        if stage.any.is_empty() {
            return Some(after);
        }
        let left = |position: &usize| state.stages.get(*position).and_then(|stage| stage.left_at);
        let first = stage.any.iter().filter_map(left).min();
        let skipped: Option<Vec<Timestamp>> = stage.any.iter().map(passed).collect();
        Some(after.max(first.or_else(|| skipped?.into_iter().max())?))
    }

    /// Since when a condition has held without a break; one that is not given, since the case was opened.
    pub(super) fn since(
        &self,
        given: bool,
        truth: Truth,
        before: Option<Timestamp>,
        now: Timestamp,
    ) -> Option<Timestamp> {
        match truth {
            Truth::True if given => before.or(Some(now)),
            Truth::True => Some(self.opened),
            Truth::False | Truth::Unknown => None,
        }
    }

    /// Fields of what waits undecided and whose turn has come, of tasks that opened as unknown, and the starts of clocks
    /// that may be over.
    fn asked(&self, state: &CaseState, now: &Now) -> Vec<model::FieldId> {
        let pathway = self.version.pathway;
        let mut asked = vec![];
        let mut ask = |fields: Vec<model::FieldId>| {
            for field in fields {
                if !asked.contains(&field) {
                    asked.push(field);
                }
            }
        };
        for (position, (stage, stands)) in pathway.stages.iter().zip(&state.stages).enumerate() {
            if stands.standing == Standing::Undecided {
                let enter = stage.enter.filter(|_| stands.entered_at.is_none());
                stage.applies.into_iter().chain(enter).for_each(|condition| ask(self.asks(now, condition)));
            }
            if stands.standing == Standing::Open {
                ask(self.asks_of_start(now, stage.due.as_ref(), stands.due));
            }
            for (item, stands) in pathway.items.iter().zip(&state.items).filter(|(item, _)| item.stage == position) {
                if stands.standing == Standing::Undecided || stands.marked {
                    item.applies.into_iter().for_each(|condition| ask(self.asks(now, condition)));
                }
                if stands.standing == Standing::Open {
                    item.gate.into_iter().for_each(|condition| ask(self.asks(now, condition)));
                    ask(self.asks_of_start(now, item.due.as_ref(), stands.due));
                }
            }
        }
        asked
    }

    fn asks_of_start(
        &self,
        now: &Now,
        due: Option<&crate::pathway::Due>,
        reckoned: Option<crate::clock::Reckoned>,
    ) -> Vec<model::FieldId> {
        let Some(crate::clock::Reckoned::Ends { lo, hi }) = reckoned else { return vec![] };
        let doubtful = lo.ends <= now.at && hi.is_none_or(|hi| now.at < hi.ends);
        match due.map(|due| due.anchor) {
            Some(crate::pathway::Anchor::Value(value)) if doubtful => self.asks_of(now, value),
            _ => vec![],
        }
    }
}
