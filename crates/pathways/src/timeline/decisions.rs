//! Decisions settled at an instant: made by the last vote or by silence, served, appealed, final; or opened anew.

use model::Timestamp;

use super::bound::{Engine, Now};
use super::rounds::Round;
use super::state::{CaseStanding, CaseState, ItemState, breach};
use crate::clock::Reckoned;
use crate::facts::{CaseAct, CaseFact};
use crate::pathway::{Anchor, DecisionWork, Due, Item};

impl Engine<'_> {
    pub(super) fn decision(
        &self,
        case: &CaseState,
        now: &Now,
        (item, decision): (&Item, &DecisionWork),
        facts: &[&CaseFact],
        first: Timestamp,
        it: &mut ItemState,
    ) {
        let (mut opened, mut rest, mut nth) = (first, facts.iter().peekable(), 0);
        (it.outcome, it.made_at, it.deemed_at, it.deemed, it.done_at) = (None, None, None, false, None);
        it.breaches.clear();
        loop {
            let due = self.due_in_round(case, now, item, (opened, nth), facts);
            let mut round = Round::default();
            while round.done.is_none()
                && let Some(fact) = rest.next()
            {
                round.take(fact, &decision.approve);
            }
            (it.opened_at, it.due, it.nth, it.pending) = (Some(opened), due, nth, round.pending);
            if let Some(end) = deems(now, decision, due, round.done, facts) {
                deem(decision, end, it);
                let made = it.made_at.unwrap_or(now.at);
                it.breaches.extend(breach(nth, due, opened, made).filter(|_| it.made_at.is_none()));
                if it.made_at.is_some() {
                    break;
                }
            }
            let Some((made, _)) = round.done else {
                it.breaches.extend(breach(nth, due, opened, it.closed_at.unwrap_or(now.at)));
                break;
            };
            let made = made.max(opened);
            it.breaches.extend(breach(nth, due, opened, made));
            it.outcome = round.outcome.map(str::to_owned);
            let again = decision.outcomes.iter().any(|rule| Some(&rule.id) == it.outcome.as_ref() && rule.again);
            if again {
                (opened, nth, it.pending) = (made, nth + 1, None);
                continue;
            }
            it.made_at = Some(made);
            break;
        }
        it.breaches.dedup();
        it.count = i64::from(it.made_at.is_some());
        if it.made_at.is_some() {
            (it.standing, it.done_at, it.pending) = (CaseStanding::Done, it.made_at, None);
        }
        self.after_making(case, now, decision, facts, it);
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
    fn after_making(
        &self,
        case: &CaseState,
        now: &Now,
        decision: &DecisionWork,
        facts: &[&CaseFact],
        it: &mut ItemState,
    ) {
        (it.served_at, it.appealed_at, it.final_at, it.appeal) = (None, None, None, None);
        let Some(made) = it.made_at.or(it.deemed_at) else { return };
        let first = |wanted: fn(&CaseAct) -> bool| {
            facts.iter().find(|fact| fact.happened >= made && wanted(&fact.act)).map(|fact| fact.happened)
        };
        it.served_at = it.made_at.and_then(|_| first(|act| matches!(act, CaseAct::Served { .. })));
        let rule = decision.outcomes.iter().find(|rule| Some(&rule.id) == it.outcome.as_ref());
        let appeal = decision
            .appeal
            .as_ref()
            .filter(|_| it.deemed_at.is_some() || rule.is_some_and(|rule| rule.adverse && rule.no_appeal.is_none()));
        let Some(appeal) = appeal else {
            it.final_at = if decision.serve.is_some() { it.served_at } else { it.made_at };
            return;
        };
        it.appealed_at = first(|act| matches!(act, CaseAct::Appealed { .. }));
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

/// The end at which silence speaks. A decision made before it stands though it was told later, unless what was deemed
/// had been served by then.
fn deems(
    now: &Now,
    decision: &DecisionWork,
    due: Option<Reckoned>,
    made: Option<(Timestamp, Timestamp)>,
    facts: &[&CaseFact],
) -> Option<Timestamp> {
    decision.silence.as_ref()?;
    let end = due?.certain()?.ends;
    if end > now.at {
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
