//! What another version loosens of a task, a decision or a referral: how often it comes again, what it gives, what it can come
//! to, how it is appealed, by when it is answered.

use super::same::{Versions, has_more, no_longer};
use super::words::Loosening;
use crate::pathway::{
    Appeal, DecisionWork, Issue, Item, ItemWork, OutcomeRule, Pathway, Period, ReferralWork, Repeat, TaskWork, Urgency,
};

impl Versions<'_> {
    /// Of what is particular to its kind of work; work of another kind is done otherwise.
    pub fn of_work(self, item: &Item, other: &Item) -> Vec<(bool, Loosening)> {
        match (&item.work, &other.work) {
            (ItemWork::Task(was), ItemWork::Task(now)) => self.of_task(was, now).into(),
            (ItemWork::Decision(was), ItemWork::Decision(now)) => self.of_decision(was, now).into(),
            (ItemWork::Referral(was), ItemWork::Referral(now)) => of_referral(was, now).into(),
            _ => vec![(true, Loosening::DoneOtherwise)],
        }
    }

    fn of_task(self, was: &TaskWork, now: &TaskWork) -> [(bool, Loosening); 3] {
        let rarer = was.repeat.as_ref().is_some_and(|was| !self.as_often(was, now.repeat.as_ref()));
        let otherwise = !self.says_same(was.done, now.done) || !self.values_same(was.done_on, now.done_on);
        let pays = was.pays.is_some() && was.pays != now.pays;
        [
            (rarer, Loosening::Rarer),
            (otherwise, Loosening::DoneOtherwise),
            (pays || self.issues_less(was, now), Loosening::GivesLess),
        ]
    }

    fn issues_less(self, was: &TaskWork, now: &TaskWork) -> bool {
        let Some(was) = &was.issues else { return false };
        let same = |now: &Issue| was.document == now.document && self.values_same(was.valid_until, now.valid_until);
        !now.issues.as_ref().is_some_and(same)
    }

    /// Whether what comes again does so as often, as early and for as long.
    fn as_often(self, was: &Repeat, now: Option<&Repeat>) -> bool {
        match (was, now) {
            (
                Repeat::Every { every, beat, until },
                Some(Repeat::Every { every: interval, beat: from_due, until: end }),
            ) => no_longer(*every, *interval) && beat == from_due && self.says_same(*until, *end),
            (Repeat::At { at, from, window }, Some(Repeat::At { at: days, from: start, window: open })) => {
                let each = at.len() <= days.len() && at.iter().zip(days).all(|(was, now)| no_longer(*was, *now));
                each && self.moments_same(*from, *start) && no_longer(*window, *open)
            }
            _ => false,
        }
    }

    fn of_decision(self, was: &DecisionWork, now: &DecisionWork) -> [(bool, Loosening); 7] {
        let sets = |decision: &DecisionWork, of: &Pathway| decision.sets.map(|field| of.schema.name(field).to_owned());
        let unset = was.sets.is_some() && sets(was, self.from) != sets(now, self.to);
        let harder = was.appeal.as_ref().zip(now.appeal.as_ref()).is_some_and(|(was, now)| self.harder(was, now));
        let silenced = was.serve.is_some() && now.serve.is_none() || silence_less(was, now);
        [
            (put_off(was, now), Loosening::Later),
            (eased(&was.outcomes, &now.outcomes), Loosening::NotAdverse),
            (worse(&was.outcomes, &now.outcomes), Loosening::WorseOutcomes),
            (silenced, Loosening::OtherLetter),
            (unset, Loosening::GivesLess),
            (harder, Loosening::HarderAppeal),
            (was.appeal.is_some() && now.appeal.is_none(), Loosening::NoAppeal),
        ]
    }

    /// Whether fewer may appeal, in less time, or another decision hears it.
    fn harder(self, was: &Appeal, now: &Appeal) -> bool {
        let known_as = was.to.map(|review| self.called_now(&[review]));
        let hears = now.to.and_then(|review| self.to.items.get(review)).map(|review| review.id.as_str());
        let elsewhere = known_as.is_some_and(|known_as| hears.is_none_or(|hears| !known_as.contains(&hears)));
        has_more(&now.by, &was.by) || self.sooner(Some(&was.due), Some(&now.due)) || elsewhere
    }
}

fn of_referral(was: &ReferralWork, now: &ReferralWork) -> [(bool, Loosening); 3] {
    let in_time =
        |(priority, period): (&Urgency, &Period)| now.answer.get(priority).is_some_and(|now| no_longer(*period, *now));
    [
        (was.consent && !now.consent, Loosening::NotAsked),
        (was.kind != now.kind || was.isp != now.isp, Loosening::OtherService),
        (!was.answer.iter().all(in_time), Loosening::AnswerLater),
    ]
}

fn named<'a>(id: &str, outcomes: &'a [OutcomeRule]) -> Option<&'a OutcomeRule> {
    outcomes.iter().find(|rule| rule.id == id)
}

/// Whether it can be opened anew, again and again, where it could not.
fn put_off(was: &DecisionWork, now: &DecisionWork) -> bool {
    let again = |rule: &&OutcomeRule| rule.again;
    now.outcomes.iter().filter(again).any(|rule| named(&rule.id, &was.outcomes).is_none_or(|was| !was.again))
}

/// Whether an outcome no longer counts as adverse, or people go elsewhere against it.
fn eased(was: &[OutcomeRule], now: &[OutcomeRule]) -> bool {
    let eased = |was: &OutcomeRule, now: &OutcomeRule| {
        !now.adverse || now.no_appeal.is_some() && now.no_appeal != was.no_appeal
    };
    was.iter().filter(|rule| rule.adverse).any(|rule| named(&rule.id, now).is_some_and(|now| eased(rule, now)))
}

/// Whether an outcome that does not go against the person is gone, or one that does is new.
fn worse(was: &[OutcomeRule], now: &[OutcomeRule]) -> bool {
    let gone = was.iter().any(|rule| !rule.adverse && named(&rule.id, now).is_none());
    gone || now.iter().any(|rule| rule.adverse && named(&rule.id, was).is_none())
}

/// Whether silence means something else; where it meant nothing, something for the person is none less.
fn silence_less(was: &DecisionWork, now: &DecisionWork) -> bool {
    fn means(decision: &DecisionWork) -> Option<(&str, bool)> {
        let silence = decision.silence.as_deref()?;
        Some((silence, named(silence, &decision.outcomes).is_some_and(|rule| rule.adverse)))
    }
    match (means(was), means(now)) {
        (None, Some((_, adverse))) => adverse,
        (was, now) => was != now,
    }
}
