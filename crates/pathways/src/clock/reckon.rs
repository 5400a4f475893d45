//! One clock reckoned: where it starts, what stops it, what moves its end.

use std::rc::Rc;

use model::{Date, Timestamp, Zone};
use rules::dates::{NEVER, add_days, add_months, add_working_days, working_days};
use rules::expr::MonthEnd;
use rules::measure::Calendar;

use super::days::{PausedDays, Walked};
use super::{DueEnd, Reckoned, ends_in};
use crate::pathway::{Due, Period, Rolling, TimeUnit};

const MINUTES: i64 = 60;

/// A day that begins a clock, or a pause; of a moment, its day and the moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct ClockStart {
    /// The day, which does not count.
    pub day: Date,
    /// The first instant it may be.
    pub first: Timestamp,
    /// The last.
    pub last: Timestamp,
}

/// Where a clock is read.
pub struct ClockScene<'a> {
    /// Whose days they are.
    pub zone: &'a Zone,
    /// When they end.
    pub day_ends: Option<(i8, i8)>,
    /// The calendar in which the clock is walked.
    pub calendar: Rc<Calendar>,
    /// Days that the zone goes past.
    pub skipped: &'a [Date],
}

/// One clock with all that bears on it.
pub struct Reckoning<'a> {
    /// The rule.
    pub due: &'a Due,
    /// Its length.
    pub n: i64,
    /// The earliest and the latest start.
    pub start: (ClockStart, ClockStart),
    /// What stops it: from, until.
    pub pauses: Vec<(ClockStart, Option<ClockStart>)>,
    /// By how much it was extended.
    pub extended: Vec<Period>,
}

impl ClockStart {
    /// A moment.
    pub fn at(zone: &Zone, at: Timestamp) -> Self {
        Self { day: zone.day(at), first: at, last: at }
    }

    /// A day, of which no hour is known.
    pub fn on(zone: &Zone, day: Date) -> Self {
        let last = day.tomorrow().map_or(Timestamp(i64::MAX), |next| zone.begins(next));
        Self { day, first: zone.begins(day), last }
    }
}

/// Where a clock ends. Nothing loses its end: of what lies beyond every day there is, it is told that it ends not before the
/// last of them. Nor does anything end on the day that never comes.
pub fn reckon(scene: &ClockScene<'_>, clock: &Reckoning<'_>) -> Reckoned {
    match ends(scene, clock) {
        Reckoned::Ends { lo, hi } => Reckoned::Ends { lo, hi: hi.filter(|hi| hi.day != Some(NEVER)) },
        stopped @ Reckoned::Stopped { .. } => stopped,
    }
}

fn ends(scene: &ClockScene<'_>, clock: &Reckoning<'_>) -> Reckoned {
    let (lo, hi) = clock.start;
    if clock.due.backward {
        return scene.backwards(clock, lo, hi);
    }
    let beyond = || beyond(clock.due.unit);
    let early = scene.forwards(clock, &lo, false).unwrap_or_else(beyond);
    if clock.due.unit == TimeUnit::Hours && lo != hi || lo.first != lo.last || lo.day != hi.day {
        let late = scene.forwards(clock, &hi, true).unwrap_or_else(beyond);
        return joined(early, late);
    }
    early
}

/// Not before the last day there is.
fn beyond(unit: TimeUnit) -> Reckoned {
    let day = (unit != TimeUnit::Hours).then_some(NEVER);
    Reckoned::Ends { lo: DueEnd { ends: Timestamp(i64::MAX), day }, hi: None }
}

/// The earliest of one and the latest of the other; where either stands still, both do.
fn joined(early: Reckoned, late: Reckoned) -> Reckoned {
    match (early, late) {
        (Reckoned::Ends { lo, .. }, Reckoned::Ends { hi, .. }) => Reckoned::Ends { lo, hi },
        (Reckoned::Ends { .. }, stopped @ Reckoned::Stopped { .. }) | (stopped @ Reckoned::Stopped { .. }, _) => {
            stopped
        }
    }
}

/// The instant at which a level hears of a clock that ended; gaps of a closed case do not count.
pub fn escalates(scene: &ClockScene<'_>, ended: DueEnd, after: Period, gaps: &PausedDays) -> Option<Timestamp> {
    if after.n == 0 {
        return Some(ended.ends);
    }
    if after.unit == TimeUnit::Hours {
        return Some(Timestamp(ended.ends.0.checked_add(after.n.checked_mul(Timestamp::HOUR)?)?));
    }
    let day = ended.day.unwrap_or_else(|| scene.zone.day(ended.ends));
    match scene.walk(day, after, gaps)? {
        Walked::On(_, Some(latest)) => Some(scene.end_of(latest).ends),
        Walked::On(_, None) | Walked::Left(_) | Walked::Nowhere => None,
    }
}

/// The end of the clock one interval after a day: the next occurrence of what repeats.
pub fn next_after(scene: &ClockScene<'_>, day: Date, every: Period, gaps: &PausedDays) -> Option<DueEnd> {
    match scene.walk(day, every, gaps)? {
        Walked::On(earliest, _) => Some(scene.end_of(earliest)),
        Walked::Left(_) | Walked::Nowhere => None,
    }
}

impl ClockScene<'_> {
    /// The end of a day.
    pub fn end_of(&self, day: Date) -> DueEnd {
        DueEnd { ends: ends_in(self.zone, self.day_ends, day), day: Some(day) }
    }

    fn walk(&self, day: Date, Period { n, unit }: Period, paused: &PausedDays) -> Option<Walked> {
        Some(match unit {
            TimeUnit::Days => paused.nth(None, day, n),
            TimeUnit::WorkingDays => paused.nth(Some(&self.calendar), day, n),
            TimeUnit::Weeks => paused.later(day, add_days(day, n.checked_mul(7)?)?),
            TimeUnit::Months => paused.later(day, add_months(day, n, MonthEnd::Down)?),
            TimeUnit::Hours => return None,
        })
    }

    /// Days on which it stands still, those that the zone skips among them.
    fn paused(&self, clock: &Reckoning<'_>) -> PausedDays {
        let pauses = clock.pauses.iter().map(|(from, until)| (from.day, until.map(|until| until.day)));
        let skipped = self.skipped.iter().filter_map(|day| Some((day.yesterday().ok()?, Some(*day))));
        PausedDays::union(pauses.chain(skipped))
    }

    fn forwards(&self, clock: &Reckoning<'_>, start: &ClockStart, last: bool) -> Option<Reckoned> {
        let length = Period { n: clock.n, unit: clock.due.unit };
        let mut reckoned = if length.unit == TimeUnit::Hours {
            hours(clock, if last { start.last } else { start.first }, length.n)?
        } else {
            let paused = self.paused(clock);
            let walked = self.walk(start.day, length, &paused)?;
            self.ended(clock.due, start.day, walked, length.unit, &paused)?
        };
        for extension in &clock.extended {
            reckoned = self.extend(clock, reckoned, *extension)?;
        }
        Some(reckoned)
    }

    /// The end of a walk, moved off a free day and held to the working days that it must have.
    fn ended(&self, due: &Due, start: Date, walked: Walked, unit: TimeUnit, paused: &PausedDays) -> Option<Reckoned> {
        let (earliest, latest) = match walked {
            Walked::On(earliest, latest) => (earliest, latest),
            Walked::Left(left) => return Some(Reckoned::Stopped { left, unit: left_in(unit) }),
            Walked::Nowhere => return None,
        };
        let least = match (due.least > 0).then(|| paused.nth(Some(&self.calendar), start, due.least)) {
            Some(Walked::On(earliest, latest)) => Some((earliest, latest)),
            _ => None,
        };
        let (early, late) =
            (self.roll(due.roll, earliest, false), latest.and_then(|day| self.roll(due.roll, day, true)));
        let early = early.map(|day| least.map_or(day, |(least, _)| day.max(least)));
        let late = late.zip(least.map_or(Some(Date::MIN), |(_, least)| least)).map(|(day, least)| day.max(least));
        Some(Reckoned::Ends { lo: self.end_of(early?), hi: late.map(|day| self.end_of(day)) })
    }

    /// A day, or where it moves to from a free one; `certain` moves off days that may be free too.
    fn roll(&self, roll: Rolling, mut day: Date, certain: bool) -> Option<Date> {
        if roll == Rolling::Stays {
            return Some(day);
        }
        for _ in 0..62 {
            let counted = working_days(&self.calendar, day.yesterday().ok()?, day);
            let free = if certain { counted.least == 0 } else { counted.most == 0 };
            match roll {
                Rolling::Next if free => day = day.tomorrow().ok()?,
                Rolling::Previous if free => day = day.yesterday().ok()?,
                Rolling::Stays | Rolling::Next | Rolling::Previous => return Some(day),
            }
        }
        None
    }

    /// An extension runs on from the end as it stood.
    fn extend(&self, clock: &Reckoning<'_>, reckoned: Reckoned, by: Period) -> Option<Reckoned> {
        let (lo, hi) = match reckoned {
            Reckoned::Ends { lo, hi } => (lo, hi),
            Reckoned::Stopped { left, unit } if unit == by.unit => {
                return Some(Reckoned::Stopped { left: left + by.n, unit });
            }
            stopped @ Reckoned::Stopped { .. } => return Some(stopped),
        };
        let early = self.extended_end(clock, lo, by)?;
        let late = hi.map(|hi| self.extended_end(clock, hi, by)).map_or(Some(None), |late| late.map(Some))?;
        Some(match (early, late) {
            (Reckoned::Ends { lo, .. }, None) => Reckoned::Ends { lo, hi: None },
            (early, None) => early,
            (early, Some(late)) => joined(early, late),
        })
    }

    fn extended_end(&self, clock: &Reckoning<'_>, end: DueEnd, by: Period) -> Option<Reckoned> {
        if by.unit == TimeUnit::Hours {
            return hours(clock, end.ends, by.n);
        }
        let day = end.day.unwrap_or_else(|| self.zone.day(end.ends));
        let paused = self.paused(clock);
        let walked = self.walk(day, by, &paused)?;
        let free = Due { least: 0, ..clock.due.clone() };
        self.ended(&free, day, walked, by.unit, &paused)
    }

    /// Backwards from a day that is fixed: nothing stops it.
    fn backwards(&self, clock: &Reckoning<'_>, lo: ClockStart, hi: ClockStart) -> Reckoned {
        let early = self.before(clock, lo, false);
        let late = self.before(clock, hi, true);
        Reckoned::Ends { lo: early.unwrap_or(self.end_of(Date::MIN)), hi: late }
    }

    fn before(&self, clock: &Reckoning<'_>, event: ClockStart, last: bool) -> Option<DueEnd> {
        let n = clock.n + i64::from(clock.due.clear);
        let day = match clock.due.unit {
            TimeUnit::Hours => {
                let from = if last { event.last } else { event.first };
                return Some(DueEnd {
                    ends: Timestamp(from.0.checked_sub(clock.n.checked_mul(Timestamp::HOUR)?)?),
                    day: None,
                });
            }
            TimeUnit::Days => add_days(event.day, -n)?,
            TimeUnit::WorkingDays => {
                let reached = add_working_days(&self.calendar, event.day, -n)?;
                if last { reached.latest? } else { reached.earliest? }
            }
            TimeUnit::Weeks => add_days(event.day, -(clock.n.checked_mul(7)? + i64::from(clock.due.clear)))?,
            TimeUnit::Months => {
                add_days(add_months(event.day, -clock.n, MonthEnd::Down)?, -i64::from(clock.due.clear))?
            }
        };
        // An end that is counted backwards never moves forwards: there would be less time than the law gives.
        let roll = if clock.due.roll == Rolling::Previous { Rolling::Previous } else { Rolling::Stays };
        Some(self.end_of(self.roll(roll, day, last)?))
    }
}

/// Elapsed time, without that in which it stood still.
fn hours(clock: &Reckoning<'_>, start: Timestamp, n: i64) -> Option<Reckoned> {
    let mut pauses: Vec<(i64, i64)> = clock
        .pauses
        .iter()
        .map(|(from, until)| (from.first.0, until.map_or(i64::MAX, |until| until.first.0)))
        .collect();
    pauses.sort_unstable();
    let (mut at, mut left) = (start.0, n.checked_mul(Timestamp::HOUR)?);
    for (from, until) in pauses.into_iter().filter(|(_, until)| *until > start.0) {
        if from.saturating_sub(at) >= left {
            break;
        }
        left -= (from - at).max(0);
        at = at.max(until);
        if until == i64::MAX {
            return Some(hours_left(left));
        }
    }
    let end = DueEnd { ends: Timestamp(at.checked_add(left)?), day: None };
    Some(Reckoned::Ends { lo: end, hi: Some(end) })
}

/// Months and weeks that stand still are told in days: a part of a month is no number of months.
fn left_in(unit: TimeUnit) -> TimeUnit {
    match unit {
        TimeUnit::Weeks | TimeUnit::Months => TimeUnit::Days,
        TimeUnit::Hours | TimeUnit::Days | TimeUnit::WorkingDays => unit,
    }
}

/// Hours that are left, rounded up to the whole one: nobody loses the part of an hour.
fn hours_left(left: i64) -> Reckoned {
    let minutes = left.div_euclid(Timestamp::HOUR / MINUTES);
    Reckoned::Stopped { left: minutes.div_euclid(MINUTES) + i64::from(minutes % MINUTES > 0), unit: TimeUnit::Hours }
}

/// How far from a day it is looked for days that its zone goes past: longer than any clock and its pauses.
const NEAR: i64 = 8_000;

/// Days near another that a zone goes past.
pub fn skipped(zone: &Zone, around: Date) -> Vec<Date> {
    let Some((from, until)) = add_days(around, -NEAR).zip(add_days(around, NEAR)) else { return vec![] };
    let elapsed = zone.begins(until).0.saturating_sub(zone.begins(from).0);
    // A zone that goes past a day is never as far behind any other way.
    if elapsed.saturating_sub(2 * NEAR * 24 * Timestamp::HOUR).abs() < 20 * Timestamp::HOUR {
        return vec![];
    }
    (0..2 * NEAR).filter_map(|n| add_days(from, n)).filter(|day| zone.skips(*day)).collect()
}
