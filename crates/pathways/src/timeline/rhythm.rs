//! How far work that comes again was gone through: one occurrence after the other, each from the one before it.
//!
//! It is kept with the state of its item, so that nobody begins with the first day again. What it follows from beside the
//! facts is kept with it; where that is another, it does not hold any more.

use model::{Date, Timestamp};

use super::breaches::{Breaches, breach};
use super::rounds::Round;
use crate::clock::{ClockScene, DueEnd, PausedDays, Reckoned, next_after};
use crate::facts::CaseFact;
use crate::pathway::{Period, TaskWork};

#[cfg(test)]
thread_local! {
    /// Occurrences that were gone through so far: tests hold their number to the length of a case.
    pub(super) static WALKED: std::cell::Cell<u64> = const { std::cell::Cell::new(0) };
}

/// What the occurrences of a rhythm follow from, beside the facts: when it opened, its first due, the times in which the
/// case was closed, how much of the calendars was decided.
pub(super) type StandsOn = (Timestamp, Option<Reckoned>, Vec<(Timestamp, Option<Timestamp>)>, usize);

/// How far what repeats was gone through: the occurrence that is open, and what the ones before it came to.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Rhythm {
    pub stands_on: StandsOn,
    pub due: Option<Reckoned>,
    pub since: Timestamp,
    /// How many facts belong to rounds that are over.
    taken: usize,
    pub count: i64,
    pub missed: i64,
    pub nth: u32,
    pub done_at: Option<Timestamp>,
    pub breaches: Breaches,
}

/// How occurrences follow each other.
pub(super) struct Pace<'a> {
    pub scene: ClockScene<'a>,
    pub gaps: PausedDays,
    pub every: Period,
    pub beat: bool,
}

impl Pace<'_> {
    fn after(&self, day: Date) -> Option<DueEnd> {
        next_after(&self.scene, day, self.every, &self.gaps)
    }

    /// The due that follows another.
    fn next(&self, due: Option<Reckoned>) -> Option<DueEnd> {
        let end = due?.certain()?;
        self.after(end.day.unwrap_or_else(|| self.scene.zone.day(end.ends)))
    }
}

impl Rhythm {
    pub fn new(stands_on: StandsOn) -> Self {
        let (opened, first, ..) = stands_on;
        let (since, breaches) = (opened, Breaches::default());
        Self { stands_on, due: first, since, taken: 0, count: 0, missed: 0, nth: 0, done_at: None, breaches }
    }

    /// Walks to the occurrence that is open at a limit; tells what was done of it so far.
    pub fn walk<'f>(
        &mut self,
        pace: &Pace<'_>,
        task: &TaskWork,
        facts: &[&'f CaseFact],
        limit: Timestamp,
        wakes: &mut Vec<Timestamp>,
    ) -> Round<'f> {
        let (mut round, mut taken) = (Round::default(), self.taken);
        loop {
            #[cfg(test)]
            WALKED.with(|walked| walked.set(walked.get() + 1));
            let next = pace.next(self.due);
            let begins = next.and_then(|end| end.day).map(|day| pace.scene.zone.begins(day));
            while round.done.is_none()
                && let Some(fact) = facts.get(taken).filter(|fact| begins.is_none_or(|begins| fact.happened < begins))
            {
                round.take(fact, &task.approve);
                taken += 1;
            }
            if let Some((done, _)) = round.done {
                let rhythm = next.filter(|_| pace.beat);
                self.done(done, rhythm.or_else(|| pace.after(pace.scene.zone.day(done))));
                (self.taken, round) = (taken, Round::default());
                continue;
            }
            let Some(begins) = begins.filter(|begins| *begins <= limit) else {
                wakes.extend(begins);
                return round;
            };
            self.missed(begins, next);
        }
    }

    fn done(&mut self, done: Timestamp, next: Option<DueEnd>) {
        self.breaches.extend(breach(self.nth, self.due, self.since, done));
        (self.count, self.nth, self.done_at) = (self.count + 1, self.nth + 1, Some(done));
        (self.since, self.due) = (done, next.map(fixed));
    }

    /// The day of the next one came: at most one stands open.
    fn missed(&mut self, begins: Timestamp, next: Option<DueEnd>) {
        self.breaches.extend(breach(self.nth, self.due, self.since, begins));
        (self.missed, self.nth) = (self.missed + 1, self.nth + 1);
        (self.since, self.due) = (begins, next.map(fixed));
    }
}

pub(super) fn fixed(end: DueEnd) -> Reckoned {
    Reckoned::Ends { lo: end, hi: Some(end) }
}
