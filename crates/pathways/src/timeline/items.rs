//! Items settled at an instant: whether one applies, whether it stands open, what was done, decided, answered.

use model::Timestamp;
use rules::Truth;

use super::bound::{Engine, Now};
use super::breaches::breach;
use super::rounds::Round;
use super::state::{CaseStanding, CaseState, ItemState, after};
use crate::clock::{Reckoned, escalates};
use crate::facts::{CaseAct, CaseFact};
use crate::pathway::{Due, Item, ItemWork, ReferralWork, TaskWork};

impl Engine<'_> {
    pub(super) fn item(&self, case: &CaseState, now: &Now, item: &Item, it: &mut ItemState) {
        let applies = self.holds(now, item.applies);
        it.since[0] = self.since(item.applies.is_some(), applies, it.since[0], now.at);
        it.wakes.clear();
        let facts = self.facts_of(&item.id, now.at);
        let stage = case.stages.get(item.stage).cloned().unwrap_or_default();
        let Some(turn) = item_turn(case, item, &stage).or(it.first_opened) else {
            it.standing =
                if stage.standing == CaseStanding::Skipped { CaseStanding::Skipped } else { CaseStanding::Waiting };
            it.closed_at = stage.skipped_at;
            return;
        };
        let required = !item.optional && matches!(item.work, ItemWork::Task(_));
        let skipped = stage.standing == CaseStanding::Skipped || applies == Truth::False;
        if applies == Truth::True || applies == Truth::Unknown && required {
            if it.first_opened.is_none() {
                let since = it.since[0].filter(|_| applies == Truth::True).unwrap_or(now.at);
                it.first_opened = Some(since.max(turn));
            } else if it.standing == CaseStanding::Skipped && !skipped {
                // A later need: its clock begins with it, and silence may speak of it again.
                (it.first_opened, it.closed_at) = (Some(now.at), None);
            }
        }
        let was = it.standing;
        // A doubt closes nothing: what stood open stands open, and is asked about.
        let stood = matches!(was, CaseStanding::Open | CaseStanding::Offered | CaseStanding::Resting);
        it.marked = applies == Truth::Unknown && (required || stood);
        self.work(case, now, item, facts, it);
        if it.standing == CaseStanding::Done {
            it.marked = false;
            return;
        }
        stands(item, applies, skipped, facts, (now, was, turn), it);
        self.wake(case, now, item, it);
    }

    /// What was done of it. Leaves it `Done` where it is, and whatever else otherwise.
    fn work(&self, case: &CaseState, now: &Now, item: &Item, facts: &[&CaseFact], it: &mut ItemState) {
        let before = it.standing;
        let Some(opened) = it.first_opened else { return };
        it.standing = CaseStanding::Open;
        match &item.work {
            ItemWork::Task(task) => match &task.repeat {
                Some(repeat) => self.repeated(case, now, (item, task, repeat), facts, it),
                None => self.task(case, now, item, task, facts, it),
            },
            ItemWork::Decision(decision) => self.decision(case, now, (item, decision), facts, opened, it),
            ItemWork::Referral(referral) => self.referral(case, now, (item, referral), facts, it),
        }
        // Of what is skipped the closing stays, as long as it does.
        if it.standing == CaseStanding::Open && before == CaseStanding::Skipped {
            it.standing = CaseStanding::Skipped;
        }
    }

    pub(super) fn due(
        &self,
        case: &CaseState,
        now: &Now,
        item: &Item,
        opened: Timestamp,
        facts: &[&CaseFact],
    ) -> Option<Reckoned> {
        // What is offered has no date until somebody takes it up.
        let begins = |act: &CaseAct| {
            matches!(
                act,
                CaseAct::Added { .. } | CaseAct::Did { .. } | CaseAct::Decided { .. } | CaseAct::Referred { .. }
            )
        };
        let begun = facts.iter().find(|fact| begins(&fact.act)).map(|fact| fact.happened);
        let opened = if item.optional { after(opened, begun) } else { opened };
        item.due.as_ref().and_then(|due| self.clock(case, now, due, Some(opened), facts))
    }

    fn task(&self, case: &CaseState, now: &Now, item: &Item, task: &TaskWork, facts: &[&CaseFact], it: &mut ItemState) {
        let Some(opened) = it.first_opened else { return };
        let mut round = Round::default();
        if let Some(done) = task.done {
            let by_data = self.done_by_data(now, task, done, it);
            (round.pending, round.done) = (by_data, by_data.filter(|_| task.approve.is_empty()).map(|at| (at, at)));
        }
        for fact in facts {
            round.take(fact, &task.approve);
        }
        it.opened_at = Some(opened);
        it.due = self.due(case, now, item, opened, facts);
        (it.pending, it.done_at) = (round.pending, round.done.map(|(at, _)| at));
        it.sent_back = round.sent_back;
        // What was done before it could be is done when it could; of data, when it came about.
        if task.done.is_none() {
            it.done_at = it.done_at.map(|at| after(at, it.first_opened));
        }
        it.count = i64::from(it.done_at.is_some());
        let until = it.done_at.or(it.closed_at).unwrap_or(now.at);
        it.breaches = breach(0, it.due, opened, until).into_iter().collect();
        if it.done_at.is_some() {
            it.standing = CaseStanding::Done;
        }
    }

    /// When the data came to say that it is done: on the day that they give, else when it was said.
    fn done_by_data(
        &self,
        now: &Now,
        task: &TaskWork,
        done: rules::LooseCond,
        it: &mut ItemState,
    ) -> Option<Timestamp> {
        let truth = self.truth(now, done);
        it.since[1] = self.since(true, truth, it.since[1], now.at);
        let since = it.since[1]?;
        let Some((day, _)) = task.done_on.and_then(|day| self.days(now, day)) else { return Some(since) };
        let at = self.zone.begins(day);
        if at > now.at {
            it.wakes.push(at);
            return None;
        }
        Some(at)
    }

    fn referral(
        &self,
        case: &CaseState,
        now: &Now,
        (item, referral): (&Item, &ReferralWork),
        facts: &[&CaseFact],
        it: &mut ItemState,
    ) {
        let Some(opened) = it.first_opened else { return };
        it.opened_at = Some(opened);
        it.due = self.due(case, now, item, opened, facts);
        (it.referred, it.answer, it.answer_due, it.done_at) = (None, None, None, None);
        for fact in facts {
            match &fact.act {
                CaseAct::Referred { to, priority, .. } if it.done_at.is_none() => {
                    it.referred = Some((to.clone(), *priority, fact.happened));
                    let span = referral.answer.get(priority);
                    it.answer_due = span.and_then(|span| self.span_from(fact.happened, *span));
                }
                CaseAct::Answered { answer, .. } if it.done_at.is_none() => {
                    it.answer = Some(answer.clone());
                    it.answer_due = None;
                    match answer.as_str() {
                        "completed" => it.done_at = Some(fact.happened.max(opened)),
                        "declined" => it.referred = None,
                        _ => {}
                    }
                }
                _ => {}
            }
        }
        it.count = i64::from(it.done_at.is_some());
        let until = it.done_at.or(it.closed_at).unwrap_or(now.at);
        it.breaches = breach(0, it.due, opened, until).into_iter().collect();
        if it.done_at.is_some() {
            it.standing = CaseStanding::Done;
        }
    }

    /// Instants at which an open item changes though nobody does anything.
    fn wake(&self, case: &CaseState, now: &Now, item: &Item, it: &mut ItemState) {
        if it.standing == CaseStanding::Open {
            let ends = [it.due.and_then(|due| due.earliest()), it.due.and_then(|due| due.certain())];
            it.wakes.extend(ends.into_iter().flatten().map(|end| end.ends));
            it.wakes.extend(self.escalations(case, now.at, item.due.as_ref(), it.due).into_iter().map(|(_, at)| at));
        }
        it.wakes.retain(|at| *at > now.at);
        it.wakes.sort_unstable();
        it.wakes.dedup();
    }

    /// The levels that hear that a clock is over, by their position, and when.
    pub(super) fn escalations(
        &self,
        case: &CaseState,
        at: Timestamp,
        due: Option<&Due>,
        reckoned: Option<Reckoned>,
    ) -> Vec<(usize, Timestamp)> {
        let Some((due, end)) = due.zip(reckoned.and_then(|reckoned| reckoned.certain())) else { return vec![] };
        let (scene, gaps) = (self.clock_scene(&due.calendar, at), self.gap_days(case));
        let levels = due.levels.iter().enumerate();
        levels.filter_map(|(at, level)| Some((at, escalates(&scene, end, level.after, &gaps)?))).collect()
    }
}

/// Where an item stands that is not done.
fn stands(
    item: &Item,
    applies: Truth,
    skipped: bool,
    facts: &[&CaseFact],
    (now, was, turn): (&Now, CaseStanding, Timestamp),
    it: &mut ItemState,
) {
    let resting = it.standing == CaseStanding::Resting;
    let waived = facts.iter().find(|fact| matches!(fact.act, CaseAct::Waived { .. })).map(|fact| fact.happened);
    let added = facts.iter().any(|fact| matches!(fact.act, CaseAct::Added { .. }));
    it.standing = match (waived, applies) {
        (Some(_), _) if it.first_opened.is_some() => CaseStanding::Waived,
        _ if skipped => CaseStanding::Skipped,
        (_, Truth::Unknown) if !it.marked => CaseStanding::Undecided,
        // What was begun is to be ended: it waits for somebody.
        _ if item.optional && !added && !begun(it) => CaseStanding::Offered,
        _ if resting => CaseStanding::Resting,
        _ => CaseStanding::Open,
    };
    match it.standing {
        CaseStanding::Waived => it.closed_at = waived.map(|at| after(at, it.first_opened)),
        // What never applied was passed when its turn came.
        CaseStanding::Skipped if was == CaseStanding::Waiting => it.closed_at = it.closed_at.or(Some(turn)),
        CaseStanding::Skipped => it.closed_at = it.closed_at.or(Some(now.at)),
        _ => it.closed_at = None,
    }
    if let Some(closed) = it.closed_at {
        it.marked = false;
        it.breaches.forget_after(closed);
        it.due = None;
    }
}

/// Whether somebody did something of it that is not at its end: votes or an answer are awaited, or it was sent back.
fn begun(it: &ItemState) -> bool {
    it.pending.is_some() || it.sent_back.is_some() || it.referred.is_some()
}

/// Since when an item's turn has come.
fn item_turn(case: &CaseState, item: &Item, stage: &super::state::StageState) -> Option<Timestamp> {
    let entered = stage.entered_at.filter(|_| matches!(stage.standing, CaseStanding::Open | CaseStanding::Done))?;
    // Of a stage that did not apply for a while, what opens now opens no earlier than it applies again.
    let entered = after(entered, stage.since[0]).max(case.running_since());
    let passed = |position: &usize| {
        let before = case.items.get(*position).filter(|before| before.standing.passes())?;
        Some(before.done_at.or(before.closed_at).unwrap_or(entered))
    };
    let all: Option<Vec<Timestamp>> = item.after.iter().map(passed).collect();
    Some(all?.into_iter().max().map_or(entered, |last| last.max(entered)))
}
