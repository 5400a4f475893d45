//! Working days by a calendar. Where it cannot be known whether a day is worked, the count is a range, not a guess.
//!
//! Not known are days outside what the calendar covers, days of the week of which sources differ, and holidays that
//! are estimates: each run of them may fall a day earlier or later than it stands.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{add_months, day, number};
use crate::expr::MonthEnd;
use crate::measure::Calendar;

/// Why working days cannot be told exactly.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Doubt {
    /// The calendar begins with this day.
    Begins(Date),
    /// The calendar ends with this day.
    Ends(Date),
    /// Sources differ on which days of the week are worked.
    Weekend,
    /// A holiday is an estimate.
    Estimated,
}

/// Working days among some days: all that are sure, and all that may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counted {
    /// If every day that may be free is.
    pub least: i64,
    /// If none is.
    pub most: i64,
}

/// Where a number of working days ends: the first day on which it may, and the last; `None` is an open side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reached {
    /// The earliest such day.
    pub earliest: Option<Date>,
    /// The latest.
    pub latest: Option<Date>,
}

/// Working days in `(after, until]`; none where `until` is not later.
pub fn working_days(calendar: &Calendar, after: Date, until: Date) -> Counted {
    let (from, to) = (number(after) + 1, number(until));
    if from > to {
        return Counted { least: 0, most: 0 };
    }
    let (first, last) = inside(calendar, from, to);
    let sure = fixed(calendar, first, last, &calendar.weekend, &calendar.unsure);
    let may_be = fixed(calendar, first, last, &calendar.weekend, &[]);
    let outside = may_be_worked(calendar, from, to.min(first - 1)) + may_be_worked(calendar, from.max(last + 1), to);
    let mut counted = Counted { least: sure, most: may_be + outside };
    for run in estimates(calendar, first, last) {
        let taken = |by: i64, unsure: &[u8]| {
            let moved = run.iter().map(|at| at + by).filter(|at| (first..=last).contains(at));
            length(moved.filter(|at| day(*at).is_some_and(|date| is_worked(calendar, date, unsure))))
        };
        counted.least -= [-1, 0, 1].map(|by| taken(by, &calendar.unsure)).into_iter().max().unwrap_or(0);
        counted.most -= [-1, 0, 1].map(|by| taken(by, &[])).into_iter().min().unwrap_or(0);
    }
    counted
}

/// The day with which a calendar ends, where that is within a year of a day, or was before it.
pub fn ends_soon(calendar: &Calendar, day: Date) -> Option<Date> {
    let (_, end) = calendar.covers?;
    let soon = add_months(day, 12, MonthEnd::Down)?;
    (end < soon).then_some(end)
}

/// Why the working days in `(after, until]` cannot be told exactly; `None` where they can.
pub fn doubt(calendar: &Calendar, after: Date, until: Date) -> Option<Doubt> {
    let Counted { least, most } = working_days(calendar, after, until);
    if least == most {
        return None;
    }
    let (from, to) = (number(after) + 1, number(until));
    let (first, last) = inside(calendar, from, to);
    if let Some((begins, ends)) = calendar.covers {
        if may_be_worked(calendar, from.max(number(ends) + 1), to) > 0 {
            return Some(Doubt::Ends(ends));
        }
        if may_be_worked(calendar, from, to.min(number(begins) - 1)) > 0 {
            return Some(Doubt::Begins(begins));
        }
    }
    let sure = fixed(calendar, first, last, &calendar.weekend, &calendar.unsure);
    let may_be = fixed(calendar, first, last, &calendar.weekend, &[]);
    Some(if sure < may_be { Doubt::Weekend } else { Doubt::Estimated })
}

/// Why the `n`-th working day after `date` cannot be told exactly; `None` where it can.
pub fn doubt_of_end(calendar: &Calendar, date: Date, n: i64) -> Option<Doubt> {
    let Reached { earliest, latest } = add_working_days(calendar, date, n)?;
    if earliest == latest {
        return None;
    }
    // A feast that may fall on either of two days leaves open which of them is worked, and not how many of both: up to
    // the farther end the count may be sure, up to the nearer it never is.
    if n > 0 {
        return doubt(calendar, date, latest.unwrap_or(Date::MAX)).or_else(|| doubt(calendar, date, earliest?));
    }
    let (before, last) = (|day: Option<Date>| day?.yesterday().ok(), date.yesterday().ok()?);
    doubt(calendar, before(earliest).unwrap_or(Date::MIN), last).or_else(|| doubt(calendar, before(latest)?, last))
}

/// The `n`-th working day after `date` (before it, where `n` is negative); zero is the day itself.
/// `None` where the days that there are do not suffice for it.
pub fn add_working_days(calendar: &Calendar, date: Date, n: i64) -> Option<Reached> {
    if n == 0 || date == super::NEVER {
        return Some(Reached { earliest: Some(date), latest: Some(date) });
    }
    let wanted = i64::try_from(n.unsigned_abs()).ok()?;
    let count = |steps: i64| {
        let (after, until) = if n > 0 { (date, day(number(date) + steps)?) } else { before(date, steps)? };
        Some(working_days(calendar, after, until))
    };
    let at = |steps: i64| day(number(date) + steps * n.signum());
    let soonest = first_steps(|steps| count(steps).map(|counted| counted.most >= wanted)).and_then(at)?;
    // Beyond what the calendar covers no day is surely worked.
    let most_steps = calendar
        .covers
        .map(|(first, last)| if n > 0 { number(last) - number(date) } else { number(date) - number(first) });
    let enough = |steps: i64| count(steps).map(|counted| counted.least >= wanted);
    let suffices = most_steps.is_none_or(|steps| steps > 0 && enough(steps) == Some(true));
    let safest = suffices.then(|| first_steps(enough)).flatten().and_then(at);
    if safest.is_none() && calendar.covers.is_none() {
        return None;
    }
    let (earliest, latest) = if n > 0 { (Some(soonest), safest) } else { (safest, Some(soonest)) };
    Some(Reached { earliest, latest })
}

/// The days `[date - steps, date)` as those that [`working_days`] counts.
fn before(date: Date, steps: i64) -> Option<(Date, Date)> {
    Some((day(number(date) - steps - 1)?, date.yesterday().ok()?))
}

/// The fewest steps that are enough, where more steps never are less; `None` where the days end before.
fn first_steps(enough: impl Fn(i64) -> Option<bool>) -> Option<i64> {
    let (mut short, mut long) = (0, 1);
    while !enough(long).unwrap_or(true) {
        (short, long) = (long, long * 2);
    }
    while long - short > 1 {
        let middle = short + (long - short) / 2;
        if enough(middle).unwrap_or(true) { long = middle } else { short = middle }
    }
    // Steps past the last day that there is were taken for enough.
    enough(long).map(|_| long)
}

/// Those of `from..=to` that the calendar covers; where it covers none, the first lies after the last.
fn inside(calendar: &Calendar, from: i64, to: i64) -> (i64, i64) {
    let Some((first, last)) = calendar.covers else { return (from, to) };
    let (first, last) = (from.max(number(first)), to.min(number(last)));
    if first > last { (to + 1, to) } else { (first, last) }
}

/// Days of `from..=to` that may be worked though the calendar does not cover them. Where weekends were worked before,
/// they may be again.
fn may_be_worked(calendar: &Calendar, from: i64, to: i64) -> i64 {
    if calendar.worked.is_empty() { weekdays(&calendar.weekend, from, to) } else { (to - from + 1).max(0) }
}

/// Days of `from..=to` that are worked, leaving holidays that are estimates aside.
fn fixed(calendar: &Calendar, from: i64, to: i64, weekend: &[u8], unsure: &[u8]) -> i64 {
    let free: Vec<u8> = weekend.iter().chain(unsure).copied().collect();
    let off = |date: &Date| is_among(&free, *date);
    let known = within(&calendar.holidays, from, to).filter(|(date, holiday)| !holiday.estimated && !off(date));
    let worked = within(&calendar.worked, from, to).filter(|(date, _)| off(date));
    weekdays(&free, from, to) - length(known) + length(worked)
}

/// Holidays by estimate as far as they may reach into `from..=to`, in runs: days that move together. Two runs are so
/// far apart that no day can be reached by both.
fn estimates(calendar: &Calendar, from: i64, to: i64) -> Vec<Vec<i64>> {
    let mut runs: Vec<Vec<i64>> = vec![];
    // A run that reaches into the days may begin long before them, but none lasts a month.
    for (date, _) in within(&calendar.holidays, from - 31, to + 1).filter(|(_, holiday)| holiday.estimated) {
        let at = number(*date);
        match runs.last_mut().filter(|run| run.last().is_some_and(|last| at - last <= 2)) {
            Some(run) => run.push(at),
            None => runs.push(vec![at]),
        }
    }
    runs.retain(|run| run.last().is_some_and(|last| last + 1 >= from));
    runs
}

/// Whether a day that is covered is worked, if estimates are no holidays.
fn is_worked(calendar: &Calendar, date: Date, unsure: &[u8]) -> bool {
    let holiday = calendar.holidays.get(&date).is_some_and(|holiday| !holiday.estimated);
    let free = holiday || is_among(&calendar.weekend, date) || is_among(unsure, date);
    calendar.worked.contains_key(&date) || !free
}

fn is_among(weekdays: &[u8], date: Date) -> bool {
    weekdays.iter().any(|day| i8::try_from(*day) == Ok(date.weekday().to_monday_one_offset()))
}

fn within<T>(days: &BTreeMap<Date, T>, from: i64, to: i64) -> impl Iterator<Item = (&Date, &T)> {
    let ends = day(from).zip(day(to)).filter(|(first, last)| first <= last);
    ends.into_iter().flat_map(|(first, last)| days.range(first..=last))
}

fn length(days: impl Iterator) -> i64 {
    i64::try_from(days.count()).unwrap_or(i64::MAX)
}

/// Days of `from..=to` that are none of some days of the week.
fn weekdays(free: &[u8], from: i64, to: i64) -> i64 {
    if from > to {
        return 0;
    }
    let free = (1..=7).filter(|weekday| free.contains(weekday));
    (to - from + 1) - free.map(|weekday| falls_on(weekday, to) - falls_on(weekday, from - 1)).sum::<i64>()
}

/// How often a weekday (Monday is 1) has come round by a day, on a scale that starts at a Monday long past.
fn falls_on(weekday: u8, until: i64) -> i64 {
    // 1970-01-01 was a Thursday, so day 4 was a Monday.
    (until - 4 - (i64::from(weekday) - 1)).div_euclid(7)
}
