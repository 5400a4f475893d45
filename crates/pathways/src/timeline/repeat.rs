//! Work that comes again: one occurrence at a time, and what is missed is counted, never piled up.

use super::bound::{Engine, Now};
use super::breaches::{Breaches, breach};
use super::rhythm::{Pace, Rhythm, fixed};
use super::rounds::Round;
use super::state::{CaseStanding, CaseState, ItemState};
use crate::clock::next_after;
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
        (it.count, it.missed, it.nth, it.done_at) = (0, 0, 0, None);
        (it.pending, it.sent_back) = (None, None);
        it.breaches = Breaches::default();
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

    /// Goes on from the occurrence that was open when it was last looked at; from the first only where the first is
    /// another, a holiday was decided or the case was opened again.
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
        let scene = self.clock_scene(calendar, now.at);
        let first = match &item.due {
            Some(due) => self.clock(case, now, due, Some(opened), facts),
            None => Some(fixed(scene.end_of(self.zone.day(opened)))),
        };
        let stands_on = (opened, first, case.gaps.clone(), self.decided_by(now.at));
        let known = it.rhythm.take().filter(|known| known.stands_on == stands_on);
        let mut rhythm = known.unwrap_or_else(|| Rhythm::new(stands_on));
        let facts = facts.get(..facts.partition_point(|fact| fact.happened <= limit)).unwrap_or_default();
        let pace = Pace { scene, gaps: self.gap_days(case), every, beat };
        let round = rhythm.walk(&pace, task, facts, limit, &mut it.wakes);
        (it.pending, it.sent_back, it.opened_at) = (round.pending, round.sent_back, Some(rhythm.since));
        (it.count, it.missed, it.nth) = (rhythm.count, rhythm.missed, rhythm.nth);
        (it.done_at, it.due, it.breaches) = (rhythm.done_at, rhythm.due, rhythm.breaches.clone());
        it.breaches.extend(breach(it.nth, it.due, rhythm.since, limit));
        it.rhythm = Some(rhythm);
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
                (it.standing, it.due) = (CaseStanding::Open, Some(fixed(end)));
                (it.pending, it.sent_back) = (round.pending, round.sent_back);
                it.opened_at = Some(begins.max(it.first_opened.unwrap_or(begins)));
            }
        }
        if over == at.len() {
            it.standing = CaseStanding::Done;
            it.done_at = it.done_at.max(it.closed_at);
        }
    }
}

#[cfg(test)]
mod tests;
