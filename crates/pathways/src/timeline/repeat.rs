//! Work that comes again: one occurrence at a time, and what is missed is counted, never piled up.

use super::bound::{Engine, Now};
use super::rounds::Round;
use super::state::{CaseStanding, CaseState, ItemState, breach};
use crate::clock::{DueEnd, Reckoned, next_after};
use crate::facts::CaseFact;
use crate::pathway::{Anchor, Item, Period, Repeat, TaskWork};

impl Engine<'_> {
    /// A task that repeats, as it stands: its count, its occurrence, what was missed.
    pub(super) fn repeated(
        &self,
        case: &CaseState,
        now: &Now,
        (item, task, repeat): (&Item, &TaskWork, &Repeat),
        facts: &[&CaseFact],
        it: &mut ItemState,
    ) {
        (it.count, it.missed, it.nth, it.done_at, it.pending) = (0, 0, 0, None, None);
        it.breaches.clear();
        match repeat {
            Repeat::Every { every, beat, until } => {
                let over = until.is_some_and(|until| self.truth(now, until) == rules::Truth::True);
                it.since[2] = if over { it.since[2].or(Some(now.at)) } else { None };
                self.every(case, now, (item, task), (*every, *beat), facts, it);
                if it.since[2].is_some() {
                    it.standing = CaseStanding::Done;
                    it.done_at = it.done_at.or(it.since[2]);
                    it.due = None;
                }
            }
            Repeat::At { at, from, window } => self.windows(case, now, task, (at, *from, *window), facts, it),
        }
    }

    fn every(
        &self,
        case: &CaseState,
        now: &Now,
        (item, task): (&Item, &TaskWork),
        (every, beat): (Period, bool),
        facts: &[&CaseFact],
        it: &mut ItemState,
    ) {
        let Some(opened) = it.first_opened else { return };
        let limit = it.since[2].unwrap_or(now.at);
        let calendar = item.due.as_ref().map_or(&self.version.pathway.calendar, |due| &due.calendar);
        let (scene, gaps) = (self.clock_scene(calendar, now.at), self.gap_days(case));
        let first = match &item.due {
            Some(due) => self.clock(case, now, due, Some(opened), facts),
            None => Some(fixed(scene.end_of(self.zone.day(opened)))),
        };
        let next = |day: DueEnd| next_after(&scene, day.day.unwrap_or_else(|| self.zone.day(day.ends)), every, &gaps);
        let (mut due, mut since, mut round) = (first, opened, Round::default());
        let mut facts = facts.iter().filter(|fact| fact.happened <= limit).peekable();
        loop {
            let missed = due.and_then(|due| due.certain()).and_then(next);
            let begins = missed.and_then(|end| end.day).map(|day| self.zone.begins(day));
            while round.done.is_none()
                && let Some(fact) = facts.next_if(|fact| begins.is_none_or(|begins| fact.happened < begins))
            {
                round.take(fact, &task.approve);
            }
            if let Some((done, _)) = round.done.take() {
                it.breaches.extend(breach(it.nth, due, since, done));
                (it.count, it.nth, it.done_at, since) = (it.count + 1, it.nth + 1, Some(done), done);
                let rhythm = due.and_then(|due| due.certain()).filter(|_| beat).and_then(next);
                let after = next_after(&scene, self.zone.day(done), every, &gaps);
                (due, round) = (rhythm.or(after).map(fixed), Round::default());
                continue;
            }
            let Some(begins) = begins.filter(|begins| *begins <= limit) else {
                it.wakes.extend(begins);
                break;
            };
            it.breaches.extend(breach(it.nth, due, since, begins));
            (it.missed, it.nth, since) = (it.missed + 1, it.nth + 1, begins);
            due = missed.map(fixed);
        }
        it.pending = round.pending;
        (it.due, it.opened_at) = (due, Some(since));
        it.breaches.extend(breach(it.nth, due, since, limit));
    }

    fn windows(
        &self,
        case: &CaseState,
        now: &Now,
        task: &TaskWork,
        (at, from, window): (&[Period], Anchor, Period),
        facts: &[&CaseFact],
        it: &mut ItemState,
    ) {
        (it.standing, it.due) = (CaseStanding::Resting, None);
        let Some((start, _)) = self.anchor(case, now, it.first_opened, from).filter(|(lo, hi)| lo.day == hi.day) else {
            return;
        };
        let (scene, gaps) = (self.clock_scene(&self.version.pathway.calendar, now.at), self.gap_days(case));
        let mut over = 0;
        for distance in at {
            let Some(opens) = next_after(&scene, start.day, *distance, &gaps).and_then(|end| end.day) else { continue };
            let Some(end) = next_after(&scene, opens, window, &gaps) else { continue };
            let begins = self.zone.begins(opens);
            it.wakes.extend([begins, end.ends]);
            let mut round = Round::default();
            let inside = |fact: &&&CaseFact| (begins..end.ends).contains(&fact.happened);
            facts.iter().filter(inside).for_each(|fact| round.take(fact, &task.approve));
            if let Some((done, _)) = round.done {
                (it.count, it.nth, it.done_at) = (it.count + 1, it.nth + 1, Some(done));
                over += 1;
            } else if end.ends <= now.at {
                (it.missed, it.nth, it.closed_at) = (it.missed + 1, it.nth + 1, Some(end.ends));
                over += 1;
            } else if begins <= now.at && it.standing == CaseStanding::Resting {
                (it.standing, it.due, it.pending) = (CaseStanding::Open, Some(fixed(end)), round.pending);
                it.opened_at = Some(begins.max(it.first_opened.unwrap_or(begins)));
            }
        }
        if over == at.len() {
            it.standing = CaseStanding::Done;
            it.done_at = it.done_at.max(it.closed_at);
        }
    }
}

fn fixed(end: DueEnd) -> Reckoned {
    Reckoned::Ends { lo: end, hi: Some(end) }
}
