//! Decisions settled at an instant: made by the last vote or by silence, served, appealed, final; or opened anew.
//!
//! Silence against somebody makes nothing: it lets them appeal. If they do, whoever reviews it has it, and nobody else
//! decides it any more.

use model::Timestamp;

use super::bound::{Engine, Now};
use super::breaches::{Breaches, breach};
use super::rounds::Round;
use super::state::{CaseStanding, CaseState, ItemState};
use crate::clock::Reckoned;
use crate::facts::{CaseAct, CaseFact};
use crate::pathway::{Anchor, Appeal, DecisionWork, Due, Item};

/// A decision as it is settled: its rule, and the facts of it.
#[derive(Clone, Copy)]
struct Deciding<'a> {
    item: &'a Item,
    rule: &'a DecisionWork,
    facts: &'a [&'a CaseFact],
}

impl Engine<'_> {
    pub(super) fn decision(
        &self,
        case: &CaseState,
        now: &Now,
        (item, rule): (&Item, &DecisionWork),
        facts: &[&CaseFact],
        first: Timestamp,
        it: &mut ItemState,
    ) {
        (it.outcome, it.made_at, it.deemed_at, it.deemed, it.done_at) = (None, None, None, false, None);
        it.breaches = Breaches::default();
        let deciding = Deciding { item, rule, facts };
        let (mut rest, mut opened, mut nth) = (facts.iter(), first, 0);
        while let Some(anew) = self.decided(case, now, deciding, (opened, nth), &mut rest, it) {
            (opened, nth) = (anew, nth + 1);
        }
        it.count = i64::from(it.made_at.is_some());
        self.after_making(case, now, rule, facts, it);
        if let Some(done) = it.made_at.or(it.deemed_at.and(it.appealed_at)) {
            (it.standing, it.done_at) = (CaseStanding::Done, Some(done));
            (it.pending, it.sent_back) = (None, None);
        }
    }

    /// One round of a decision; the moment at which it opens anew, where it does.
    fn decided<'f>(
        &self,
        case: &CaseState,
        now: &Now,
        Deciding { item, rule, facts }: Deciding<'f>,
        (opened, nth): (Timestamp, u32),
        rest: &mut std::slice::Iter<'_, &'f CaseFact>,
        it: &mut ItemState,
    ) -> Option<Timestamp> {
        let due = self.due_in_round(case, now, item, (opened, nth), facts);
        let mut round = Round::default();
        while round.done.is_none()
            && let Some(fact) = rest.next()
        {
            round.take(fact, &rule.approve);
        }
        (it.opened_at, it.due, it.nth) = (Some(opened), due, nth);
        (it.pending, it.sent_back) = (round.pending, round.sent_back);
        if let Some(end) = deems(now, rule, due, round.done, facts, it.closed_at) {
            deem(rule, end, it);
        }
        if it.deemed {
            return None;
        }
        let appealed = it.deemed_at.filter(|_| rule.appeal.is_some()).and_then(|deemed| appealed_from(facts, deemed));
        // What was decided after an appeal against silence was no longer theirs to decide.
        let made = round.done.map(|(at, _)| at.max(opened)).filter(|made| appealed.is_none_or(|at| *made <= at));
        it.breaches.extend(breach(nth, due, opened, made.or(appealed).or(it.closed_at).unwrap_or(now.at)));
        let made = made?;
        (it.outcome, it.deemed_at) = (round.outcome.map(str::to_owned), None);
        let again = rule.outcomes.iter().any(|rule| Some(&rule.id) == it.outcome.as_ref() && rule.again);
        if !again {
            it.made_at = Some(made);
        }
        again.then_some(made)
    }

    /// What opens anew has its clock from there, whatever it counted from before.
    fn due_in_round(
        &self,
        case: &CaseState,
        now: &Now,
        item: &Item,
        (opened, nth): (Timestamp, u32),
        facts: &[&CaseFact],
    ) -> Option<Reckoned> {
        if nth == 0 {
            return self.due(case, now, item, opened, facts);
        }
        let anew = Due { anchor: Anchor::Opening, ..item.due.clone()? };
        self.clock(case, now, &anew, Some(opened), facts)
    }

    /// Service, appeal, and when there is nothing more to be done about it.
    fn after_making(&self, case: &CaseState, now: &Now, rule: &DecisionWork, facts: &[&CaseFact], it: &mut ItemState) {
        (it.served_at, it.appealed_at, it.final_at, it.appeal) = (None, None, None, None);
        let Some(made) = it.made_at.or(it.deemed_at) else { return };
        it.served_at = it.made_at.and_then(|made| first_from(facts, made, |act| matches!(act, CaseAct::Served { .. })));
        let Some(appeal) = appeal_against(rule, it) else {
            it.final_at = if rule.serve.is_some() { it.served_at } else { it.made_at };
            return;
        };
        it.appealed_at = appealed_from(facts, made);
        if it.appealed_at.is_some() {
            let review = appeal.to.and_then(|review| case.items.get(review));
            it.final_at = review.and_then(|review| review.final_at);
            return;
        }
        it.appeal = it.served_at.and_then(|served| self.clock(case, now, &appeal.due, Some(served), &[]));
        let end = it.appeal.and_then(|appeal| appeal.certain()).map(|end| end.ends);
        it.wakes.extend(end);
        it.final_at = end.filter(|end| *end <= now.at);
    }
}

/// The appeal that is open against a decision as it stands: against silence, or against what goes against somebody.
fn appeal_against<'a>(rule: &'a DecisionWork, it: &ItemState) -> Option<&'a Appeal> {
    let outcome = rule.outcomes.iter().find(|rule| Some(&rule.id) == it.outcome.as_ref());
    let against = outcome.is_some_and(|outcome| outcome.adverse && outcome.no_appeal.is_none());
    rule.appeal.as_ref().filter(|_| it.deemed_at.is_some() || against)
}

fn first_from(facts: &[&CaseFact], from: Timestamp, wanted: fn(&CaseAct) -> bool) -> Option<Timestamp> {
    facts.iter().find(|fact| fact.happened >= from && wanted(&fact.act)).map(|fact| fact.happened)
}

fn appealed_from(facts: &[&CaseFact], from: Timestamp) -> Option<Timestamp> {
    first_from(facts, from, |act| matches!(act, CaseAct::Appealed { .. }))
}

/// The end at which silence speaks: not of what was waived or did not apply by then. A decision made before it stands
/// though it was told later, unless what was deemed had been served by then.
fn deems(
    now: &Now,
    decision: &DecisionWork,
    due: Option<Reckoned>,
    made: Option<(Timestamp, Timestamp)>,
    facts: &[&CaseFact],
    closed: Option<Timestamp>,
) -> Option<Timestamp> {
    decision.silence.as_ref()?;
    let end = due?.certain()?.ends;
    if end > now.at || closed.is_some_and(|closed| closed < end) {
        return None;
    }
    let served_before = |told: Timestamp| {
        let served = |fact: &&&CaseFact| matches!(fact.act, CaseAct::Served { .. }) && fact.happened >= end;
        facts.iter().filter(served).any(|fact| fact.told < told)
    };
    match made {
        Some((at, told)) if at < end => (told >= end && served_before(told)).then_some(end),
        _ => Some(end),
    }
}

fn deem(decision: &DecisionWork, end: Timestamp, it: &mut ItemState) {
    let adverse = decision.outcomes.iter().any(|rule| Some(&rule.id) == decision.silence.as_ref() && rule.adverse);
    if adverse {
        it.deemed_at = Some(end);
        return;
    }
    (it.outcome, it.made_at, it.deemed) = (decision.silence.clone(), Some(end), true);
}
