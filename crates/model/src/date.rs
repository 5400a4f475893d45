//! Civil dates without a zone, and dates of which only the year or the month is known.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::ValueError;

/// A civil day; no zone, no time of day.
pub type Date = jiff::civil::Date;

/// Days of the Gregorian calendar in 400 years, after which it repeats.
const ERA: i32 = 146_097;
/// From 0000-03-01, with which counting begins so that leap days end a year, to 1970-01-01.
const TO_1970: i32 = 719_468;

/// The numbers of the days there are, -9999-01-01 to 9999-12-31.
pub const DAYS: std::ops::RangeInclusive<i32> = -4_371_587..=2_932_896;

/// Days since 1970-01-01; the integer that Parquet and Arrow call `Date32`.
///
/// Counted here and not by the calendar library, whose durations cost a fifth of a simulation: this is the inner loop
/// of every rule about days. A test holds it to the library on every day there is.
pub fn day_number(date: Date) -> i32 {
    let month = i32::from(date.month());
    let year = i32::from(date.year()) - i32::from(month <= 2);
    let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + i32::from(date.day()) - 1;
    era * ERA + of_era * 365 + of_era / 4 - of_era / 100 + of_year - TO_1970
}

/// The day `days` after 1970-01-01, held within the calendar's range.
pub fn from_day_number(days: i32) -> Date {
    let days = days.clamp(*DAYS.start(), *DAYS.end()) + TO_1970;
    let (era, of_era) = (days.div_euclid(ERA), days.rem_euclid(ERA));
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let from_march = (5 * of_year + 2) / 153;
    let day = of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
    let year = era * 400 + year + i32::from(month <= 2);
    let part = |number: i32| i8::try_from(number).unwrap_or_default();
    Date::new(i16::try_from(year).unwrap_or_default(), part(month), part(day)).unwrap_or(Date::MIN)
}

/// A date known to the year, the month or the day: `1990`, `1990-05`, `1990-05-17`.
/// It stands for the closed interval of the days it may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PartialDate {
    year: i16,
    month: Option<i8>,
    day: Option<i8>,
}

impl PartialDate {
    /// A year of which nothing more is known.
    pub fn year(year: i16) -> Result<Self, ValueError> {
        Date::new(year, 1, 1).map_err(|_| ValueError::Date)?;
        Ok(Self { year, month: None, day: None })
    }

    /// A month of which nothing more is known.
    pub fn month(year: i16, month: i8) -> Result<Self, ValueError> {
        Date::new(year, month, 1).map_err(|_| ValueError::Date)?;
        Ok(Self { year, month: Some(month), day: None })
    }

    /// The first day it may be.
    pub fn lo(self) -> Date {
        Date::new(self.year, self.month.unwrap_or(1), self.day.unwrap_or(1)).unwrap_or(Date::MIN)
    }

    /// The last day it may be.
    pub fn hi(self) -> Date {
        let month = Date::new(self.year, self.month.unwrap_or(12), 1).unwrap_or(Date::MAX);
        self.day.map_or_else(|| month.last_of_month(), |_| self.lo())
    }

    /// The day, where it is known to the day.
    pub fn exact(self) -> Option<Date> {
        self.day.map(|_| self.lo())
    }
}

impl From<Date> for PartialDate {
    fn from(date: Date) -> Self {
        Self { year: date.year(), month: Some(date.month()), day: Some(date.day()) }
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(f, "-{day:02}")?;
        }
        Ok(())
    }
}

impl FromStr for PartialDate {
    type Err = ValueError;

    fn from_str(text: &str) -> Result<Self, ValueError> {
        let number = |part: &str, width: usize| {
            let digits = part.len() == width && part.bytes().all(|b| b.is_ascii_digit());
            if digits { part.parse::<i16>().map_err(|_| ValueError::Date) } else { Err(ValueError::Date) }
        };
        let mut parts = text.split('-');
        let year = number(parts.next().unwrap_or_default(), 4)?;
        let Some(month) = parts.next() else { return Self::year(year) };
        let month = i8::try_from(number(month, 2)?).map_err(|_| ValueError::Date)?;
        let Some(day) = parts.next() else { return Self::month(year, month) };
        let day = i8::try_from(number(day, 2)?).map_err(|_| ValueError::Date)?;
        if parts.next().is_some() {
            return Err(ValueError::Date);
        }
        Date::new(year, month, day).map(Self::from).map_err(|_| ValueError::Date)
    }
}

impl Serialize for PartialDate {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for PartialDate {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_is_the_interval_of_its_days() {
        let year: PartialDate = "2008".parse().unwrap();
        assert_eq!((year.lo().to_string(), year.hi().to_string()), ("2008-01-01".into(), "2008-12-31".into()));
        let month: PartialDate = "2008-02".parse().unwrap();
        assert_eq!(month.hi().to_string(), "2008-02-29");
    }

    #[test]
    fn what_is_not_an_iso_date_is_refused() {
        for bad in ["", "8", "2008-2", "2008-13", "2007-02-29", "2008-01-01-01", "+208", "01/02/2008", "20080101"] {
            assert!(bad.parse::<PartialDate>().is_err(), "{bad}");
        }
    }

    #[test]
    fn days_are_counted_from_1970_and_held_within_the_calendar() {
        assert_eq!(day_number(jiff::civil::date(1970, 1, 1)), 0);
        assert_eq!(day_number(jiff::civil::date(2000, 3, 1)), 11_017);
        assert_eq!(from_day_number(i32::MAX), Date::MAX);
        assert_eq!(from_day_number(i32::MIN), Date::MIN);
    }

    #[test]
    fn every_day_there_is_has_the_number_that_the_calendar_library_gives_it() {
        let first = jiff::civil::date(1970, 1, 1).duration_until(Date::MIN).as_hours() / 24;
        let mut expected = i32::try_from(first).unwrap();
        let mut day = Some(Date::MIN);
        while let Some(date) = day {
            assert_eq!(day_number(date), expected, "{date}");
            assert_eq!(from_day_number(expected), date);
            (day, expected) = (date.tomorrow().ok(), expected + 1);
        }
        assert_eq!(DAYS, day_number(Date::MIN)..=expected - 1);
    }

    proptest::proptest! {
        #[test]
        fn day_numbers_go_both_ways(days in -200_000i32..200_000) {
            assert_eq!(day_number(from_day_number(days)), days);
        }

        #[test]
        fn the_next_day_has_the_next_number(days in -200_000i32..200_000) {
            assert_eq!(from_day_number(days).tomorrow().unwrap(), from_day_number(days + 1));
        }
    }
}
