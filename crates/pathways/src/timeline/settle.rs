//! A case settled at one instant: stages and items look at each other until nothing changes any more.
//!
//! Entered is sticky, left is not: a later need reopens its stage beside later ones. A join waits for every stage that
//! applies. Unknown opens what helps and closes nothing.

use model::Timestamp;
use rules::Truth;

use super::bound::{Engine, Now};
use super::breaches::breach;
use super::state::{CaseStanding, CaseState, StageState};
use crate::facts::{CaseAct, CaseFact};
use crate::pathway::{Pathway, Stage};

impl Engine<'_> {
    /// The case at an instant, from how it stood before.
    pub fn settle(&self, mut case: CaseState, now: Timestamp) -> CaseState {
        let new = self.facts_between(case.at, now);
        (case.at, case.opened_at) = (now, self.opened);
        let Some(was) = case.closed.take() else {
            self.passes(&mut case, now);
            closings(self.version.pathway, &mut case, new);
            return case;
        };
        // What is closed stands as it stood; what happened meanwhile counts once it is open again.
        let opens = |act: &CaseAct| matches!(act, CaseAct::Reopened { .. } | CaseAct::Appealed { .. });
        let mut opened = case.clone();
        if new.iter().any(|fact| opens(&fact.act)) {
            end_gap(&mut opened, now);
            self.passes(&mut opened, now);
            opened.closed = Some(was.clone());
            closings(self.version.pathway, &mut opened, new);
            if opened.closed.as_ref() != Some(&was) {
                return opened;
            }
        }
        case.closed = Some(was);
        case
    }

    /// Settles an open case: each stage and item from how it stood at the instant before, and from how the others stand
    /// now, until they agree. What was found on the way and holds no more leaves no trace.
    fn passes(&self, case: &mut CaseState, now: Timestamp) {
        let before = case.clone();
        if !self.agree(Some(&before), case, now) {
            // What hangs on itself never comes to agree; then what was found first stands.
            *case = before;
            self.agree(None, case, now);
        }
        let at = self.now(case, now);
        self.conclude(case, &at);
        self.messages(case, &at);
    }

    fn agree(&self, before: Option<&CaseState>, case: &mut CaseState, now: Timestamp) -> bool {
        let passes = 2 * (self.version.pathway.stages.len() + self.version.pathway.items.len()) + 3;
        for _ in 0..passes {
            let last = case.clone();
            self.pass(before.unwrap_or(&last), case, now);
            if *case == last {
                return true;
            }
        }
        false
    }

    fn pass(&self, before: &CaseState, case: &mut CaseState, at: Timestamp) {
        let pathway = self.version.pathway;
        let now = self.now(case, at);
        for (position, stage) in pathway.stages.iter().enumerate() {
            let mut settled = before.stages.get(position).cloned().unwrap_or_default();
            self.stage(case, &now, position, stage, &mut settled);
            if let Some(slot) = case.stages.get_mut(position) {
                *slot = settled;
            }
            for (number, item) in pathway.items.iter().enumerate().filter(|(_, item)| item.stage == position) {
                let mut settled = before.items.get(number).cloned().unwrap_or_default();
                self.item(case, &now, item, &mut settled);
                if let Some(slot) = case.items.get_mut(number) {
                    *slot = settled;
                }
            }
        }
    }

    /// What follows from how everything stands: milestones, ends that can be given, fields that are asked for.
    fn conclude(&self, case: &mut CaseState, now: &Now) {
        let pathway = self.version.pathway;
        for ((_, condition), reached) in pathway.milestones.iter().zip(&mut case.milestones) {
            if reached.is_none() && self.truth(now, *condition) == Truth::True {
                *reached = Some(now.at);
            }
        }
        let given = |end: &crate::pathway::CaseEnd| end.when.is_some_and(|when| self.truth(now, when) == Truth::True);
        case.ends = pathway.ends.iter().map(given).collect();
        case.asks = self.asked(case, now);
        case.wants = self.wanted(case, now);
    }

    fn stage(&self, case: &CaseState, now: &Now, position: usize, stage: &Stage, it: &mut StageState) {
        let applies = self.holds(now, stage.applies);
        let enter = self.holds(now, stage.enter);
        it.since[0] = self.since(stage.applies.is_some(), applies, it.since[0], now.at);
        it.since[1] = self.since(stage.enter.is_some(), enter, it.since[1], now.at);
        let turn = self.turn(case, stage);
        it.standing = match (it.entered_at, turn, applies, enter) {
            (None, None, _, _) => CaseStanding::Waiting,
            (_, _, Truth::False, _) => CaseStanding::Skipped,
            (None, _, Truth::Unknown, _) | (None, _, _, Truth::Unknown) => CaseStanding::Undecided,
            (None, _, _, Truth::False) => CaseStanding::Waiting,
            // What was entered is not closed by a doubt.
            (Some(_), _, Truth::Unknown, _) if it.standing == CaseStanding::Skipped => CaseStanding::Undecided,
            (Some(_), _, Truth::Unknown, _) if it.standing == CaseStanding::Undecided => CaseStanding::Undecided,
            (_, _, Truth::True | Truth::Unknown, _) => CaseStanding::Open,
        };
        it.skipped_at = (it.standing == CaseStanding::Skipped).then(|| it.skipped_at.unwrap_or(now.at));
        if it.standing != CaseStanding::Open {
            it.left_at = None;
            return;
        }
        let stamps = [turn, it.since[0], it.since[1], Some(case.running_since())];
        it.entered_at = it.entered_at.or_else(|| stamps.into_iter().flatten().max());
        self.leave(case, now, position, stage, it);
        let own = self.facts_of(&stage.id, now.at);
        it.due = stage.due.as_ref().and_then(|due| self.clock(case, now, due, it.entered_at, own));
        let ended = it.left_at.unwrap_or(now.at);
        it.breaches = it.entered_at.and_then(|entered| breach(0, it.due, entered, ended)).into_iter().collect();
    }

    /// A stage is left when every item that is required is done, waived or skipped, and what it waits for holds: on the
    /// day of the last of them.
    fn leave(&self, case: &CaseState, now: &Now, position: usize, stage: &Stage, it: &mut StageState) {
        let done = self.holds(now, stage.done);
        it.since[2] = self.since(stage.done.is_some(), done, it.since[2], now.at);
        let items = self.version.pathway.items.iter().zip(&case.items);
        let required: Vec<_> = items.filter(|(item, _)| item.stage == position && !item.optional).collect();
        if done != Truth::True || !required.iter().all(|(_, item)| item.standing.passes()) {
            it.left_at = None;
            return;
        }
        let ends = required.iter().filter_map(|(_, item)| item.done_at.or(item.closed_at));
        it.left_at = ends.chain(it.entered_at).chain(it.since[2]).max();
        it.standing = CaseStanding::Done;
    }

    /// Since when a stage's turn has come; `None` while it waits for others.
    fn turn(&self, case: &CaseState, stage: &Stage) -> Option<Timestamp> {
        let passed = |position: &usize| case.stages.get(*position).and_then(|stage| stage.left_at.or(stage.skipped_at));
        let all: Option<Vec<Timestamp>> = stage.after.iter().map(passed).collect();
        let after = all?.into_iter().max().unwrap_or(self.opened);
        if stage.any.is_empty() {
            return Some(after);
        }
        let left = |position: &usize| case.stages.get(*position).and_then(|stage| stage.left_at);
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
}

/// Closes a case and opens it again as the facts of an instant say, one after the other. An appeal that counts opens it:
/// nobody's appeal lies unseen in a closed case.
fn closings(pathway: &Pathway, case: &mut CaseState, new: &[&CaseFact]) {
    for fact in new {
        let opens = match &fact.act {
            CaseAct::Closed { end } if case.closed.is_none() => {
                case.closed = Some((end.clone(), fact.happened));
                case.gaps.push((fact.happened, None));
                false
            }
            CaseAct::Reopened { .. } => case.closed.is_some(),
            CaseAct::Appealed { item } => case.closed.is_some() && counts(pathway, case, item, fact.happened),
            _ => false,
        };
        if opens {
            case.closed = None;
            end_gap(case, fact.happened);
        }
    }
}

/// Whether an appeal of a moment is the one that a decision was appealed by.
fn counts(pathway: &Pathway, case: &CaseState, item: &str, at: Timestamp) -> bool {
    let item = pathway.item(item).and_then(|item| case.items.get(item));
    item.is_some_and(|item| item.appealed_at == Some(at))
}

fn end_gap(case: &mut CaseState, at: Timestamp) {
    if let Some(gap) = case.gaps.last_mut() {
        gap.1 = Some(at);
    }
}
