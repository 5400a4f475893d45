//! Lengths of time as files write them: `5 working_days`, `1 months`.

use model::{Date, Timestamp, Zone};

use crate::pathway::{Period, TimeUnit};

/// The units, by their words; one of a thing may be written as one.
pub(crate) const UNITS: [(&str, TimeUnit); 10] = [
    ("hours", TimeUnit::Hours),
    ("days", TimeUnit::Days),
    ("working_days", TimeUnit::WorkingDays),
    ("weeks", TimeUnit::Weeks),
    ("months", TimeUnit::Months),
    ("hour", TimeUnit::Hours),
    ("day", TimeUnit::Days),
    ("working_day", TimeUnit::WorkingDays),
    ("week", TimeUnit::Weeks),
    ("month", TimeUnit::Months),
];

/// `N unit`.
pub fn parse_span(text: &str) -> Option<Period> {
    let (n, unit) = text.trim().split_once(char::is_whitespace)?;
    let unit = unit.trim();
    let (_, unit) = UNITS.into_iter().find(|(word, _)| *word == unit)?;
    Some(Period { n: n.parse().ok()?, unit })
}

/// The instant at which a day ends: the first of the next, unless the pathway's days end earlier.
pub fn ends_in(zone: &Zone, day_ends: Option<(i8, i8)>, day: Date) -> Timestamp {
    match day_ends {
        Some(time) => zone.instant(day, time),
        None => day.tomorrow().map_or(Timestamp(i64::MAX), |next| zone.begins(next)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_length_is_a_number_and_a_unit() {
        assert_eq!(parse_span("5 working_days"), Some(Period { n: 5, unit: TimeUnit::WorkingDays }));
        assert_eq!(parse_span("1 month"), Some(Period { n: 1, unit: TimeUnit::Months }));
        for text in ["5", "days", "five days", "5 years", "5 days later", "1.5 hours", ""] {
            assert_eq!(parse_span(text), None, "{text}");
        }
    }
}
