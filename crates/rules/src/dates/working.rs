//! Working days by a calendar. Where the calendar does not know the holidays, the count is a range, not a guess.

use jiff::civil::Date;

use super::{day, number};
use crate::measure::Calendar;

/// Working days among some days: all that are sure, and all that may be.
/// The two differ only where days lie outside what the calendar covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counted {
    /// If every weekday outside were a holiday.
    pub least: i64,
    /// If none were.
    pub most: i64,
}

/// Working days in `(after, until]`; none where `until` is not later.
pub fn working_days(calendar: &Calendar, after: Date, until: Date) -> Counted {
    let (from, to) = (number(after) + 1, number(until));
    let most = weekdays(calendar, from, to) - holidays(calendar, from, to);
    let Some((first, last)) = calendar.covers else { return Counted { least: most, most } };
    let (from, to) = (from.max(number(first)), to.min(number(last)));
    Counted { least: weekdays(calendar, from, to) - holidays(calendar, from, to), most }
}

/// Whether a day is worked; `None` where the calendar does not cover it.
pub fn is_working_day(calendar: &Calendar, date: Date) -> Option<bool> {
    let covered = calendar.covers.is_none_or(|(first, last)| first <= date && date <= last);
    covered.then(|| !is_weekend(calendar, date) && !calendar.holidays.contains_key(&date))
}

/// The `n`-th working day after `date` (before it, where `n` is negative); zero is the day itself.
/// `None` where the way there leaves the calendar.
pub fn add_working_days(calendar: &Calendar, date: Date, n: i64) -> Option<Date> {
    if date == super::NEVER {
        return Some(date);
    }
    let (mut at, mut left) = (date, n.unsigned_abs());
    while left > 0 {
        at = if n > 0 { at.tomorrow() } else { at.yesterday() }.ok()?;
        left -= u64::from(is_working_day(calendar, at)?);
    }
    Some(at)
}

fn is_weekend(calendar: &Calendar, date: Date) -> bool {
    calendar.weekend.iter().any(|day| i8::try_from(*day) == Ok(date.weekday().to_monday_one_offset()))
}

/// Days of `from..=to` that are no weekend.
fn weekdays(calendar: &Calendar, from: i64, to: i64) -> i64 {
    if from > to {
        return 0;
    }
    let free = (1..=7).filter(|weekday| calendar.weekend.contains(weekday));
    (to - from + 1) - free.map(|weekday| falls_on(weekday, to) - falls_on(weekday, from - 1)).sum::<i64>()
}

/// How often a weekday (Monday is 1) has come round by a day, on a scale that starts at a Monday long past.
fn falls_on(weekday: u8, until: i64) -> i64 {
    // 1970-01-01 was a Thursday, so day 4 was a Monday.
    (until - 4 - (i64::from(weekday) - 1)).div_euclid(7)
}

/// Holidays in `from..=to` that do not fall on a weekend.
fn holidays(calendar: &Calendar, from: i64, to: i64) -> i64 {
    let (Some(first), Some(last)) = (day(from), day(to)) else { return 0 };
    if first > last {
        return 0;
    }
    let free = calendar.holidays.range(first..=last).filter(|(date, _)| !is_weekend(calendar, **date));
    i64::try_from(free.count()).unwrap_or(i64::MAX)
}
