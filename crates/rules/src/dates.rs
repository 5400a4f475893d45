//! Day arithmetic of the measure language: pure functions of civil days, one convention each, written here once.
//!
//! Both back ends stand on these: the walker calls them, the columnar engine finds its cuts by searching over them.
//! A result outside the calendar's range is `None`, never a wrapped or clamped day.

use jiff::civil::Date;
use model::{DAYS, day_number, from_day_number};

use crate::expr::MonthEnd;

mod working;

pub use working::{Counted, Doubt, Reached, add_working_days, doubt, doubt_of_end, ends_soon, working_days};

/// Days since 1970-01-01.
pub fn number(date: Date) -> i64 {
    i64::from(day_number(date))
}

/// The day that many days after 1970-01-01.
pub fn day(number: i64) -> Option<Date> {
    let number = i32::try_from(number).ok()?;
    DAYS.contains(&number).then(|| from_day_number(number))
}

/// Completed years from `birth` to `at`; a birthday on 29 February falls on 1 March in common years.
/// Negative before birth: the day before it is -1.
pub fn age(birth: Date, at: Date) -> i64 {
    months_between(birth, at).div_euclid(12)
}

/// Completed months from `a` to `b`: a month is complete on the same day of the month, and where there is none,
/// on the first of the next. Rounds down, so the day before `a` is -1.
pub fn months_between(a: Date, b: Date) -> i64 {
    month_number(b) - month_number(a) - i64::from(b.day() < a.day())
}

/// A day that never comes: the end of what has none. It lies after every other day, and nothing moves it.
pub const NEVER: Date = Date::MAX;

/// The day `n` days later.
pub fn add_days(date: Date, n: i64) -> Option<Date> {
    if date == NEVER {
        return Some(NEVER);
    }
    day(number(date).checked_add(n)?)
}

/// The day `n` months later; where that month is too short, its last day (`Down`) or the day after it (`Up`).
pub fn add_months(date: Date, n: i64, end: MonthEnd) -> Option<Date> {
    if date == NEVER {
        return Some(NEVER);
    }
    let month = month_number(date).checked_add(n)?;
    let year = i16::try_from(month.div_euclid(12)).ok()?;
    let first = Date::new(year, i8::try_from(month.rem_euclid(12)).ok()? + 1, 1).ok()?;
    match (Date::new(first.year(), first.month(), date.day()), end) {
        (Ok(same_day), _) => Some(same_day),
        (Err(_), MonthEnd::Down) => Some(first.last_of_month()),
        (Err(_), MonthEnd::Up) => first.last_of_month().tomorrow().ok(),
    }
}

/// Months since year 0.
fn month_number(date: Date) -> i64 {
    i64::from(date.year()) * 12 + i64::from(date.month()) - 1
}

#[cfg(test)]
mod tests;
