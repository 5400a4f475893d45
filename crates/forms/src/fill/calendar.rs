//! Days and moments as texts.

use jiff::civil;
use jiff::tz::Offset;

/// Days from 1 January 1970.
pub fn days_since_epoch(date: civil::Date) -> i64 {
    date.since(civil::date(1970, 1, 1)).map_or(0, |span| i64::from(span.get_days()))
}

/// The day so many days after 1 January 1970, where the calendar has it.
pub fn date_of(days: i64) -> Option<civil::Date> {
    civil::date(1970, 1, 1).checked_add(jiff::Span::new().try_days(days).ok()?).ok()
}

/// `2026-01-31`; what lies outside of the calendar is not a number.
pub fn day_text(days: i64) -> String {
    date_of(days).map_or_else(|| "NaN".into(), |date| date.to_string())
}

/// What a calendar and a clock show at a moment.
pub fn civil_of(millis: i64, offset: i32) -> Option<civil::DateTime> {
    let local = millis.checked_add(i64::from(offset) * 1000)?;
    jiff::Timestamp::from_millisecond(local).ok().map(|stamp| Offset::UTC.to_datetime(stamp))
}

/// `2026-01-31T14:30:00.000+03:00`.
pub fn moment_text(millis: i64, offset: i32) -> String {
    let Some(at) = civil_of(millis, offset) else { return "NaN".into() };
    let sign = if offset < 0 { '-' } else { '+' };
    let (hours, minutes) = (offset.abs() / 3600, offset.abs() / 60 % 60);
    let thousandths = at.subsec_nanosecond() / 1_000_000;
    format!("{}.{thousandths:03}{sign}{hours:02}:{minutes:02}", at.strftime("%Y-%m-%dT%H:%M:%S"))
}
