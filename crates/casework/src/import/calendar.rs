//! Dates of other calendars, converted exactly or not at all.
//!
//! A mapping names the calendar of a column; none is ever recognised by what its years look like. A year or a month of
//! another calendar lies across two of ours, which no partial date says: such a cell is handed back, unless it is a
//! Thai year of those that begin in January. Hijri is that of Umm al-Qura; where a month began by sighting, the day may
//! be off by one, which the page on importing says.

use icu_calendar::cal::hijri::UmmAlQura;
use icu_calendar::cal::{Ethiopian, EthiopianEraStyle, Hijri, Iso, Persian};
use model::{Date, PartialDate};

use super::date_parts::{DateError, Parts};

/// In which calendar a column is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum SheetCalendar {
    /// Ours.
    #[default]
    Gregorian,
    /// Thirteen months, the years of mercy.
    Ethiopian,
    /// That of Umm al-Qura.
    Hijri,
    /// The years of the Buddha; before 1941 they began in April.
    Thai,
    /// Solar Hijri, in Iran and Afghanistan.
    Persian,
}

/// The first Thai year that began in January.
const THAI_FROM_JANUARY: i16 = 2484;
/// Thai years are so many ahead of ours.
const THAI: i16 = 543;

impl SheetCalendar {
    /// All of them, as mapping files write them.
    pub(super) const NAMED: [(&'static str, Self); 5] = [
        ("gregorian", Self::Gregorian),
        ("ethiopian", Self::Ethiopian),
        ("hijri", Self::Hijri),
        ("thai", Self::Thai),
        ("persian", Self::Persian),
    ];

    /// As mapping files write it.
    pub fn of(text: &str) -> Option<Self> {
        Self::NAMED.into_iter().find(|(name, _)| *name == text).map(|(_, calendar)| calendar)
    }

    /// Its name in mapping files.
    pub fn name(self) -> &'static str {
        Self::NAMED.into_iter().find(|(_, calendar)| *calendar == self).map_or("", |(name, _)| name)
    }

    /// Months of its longest year.
    pub(super) fn months(self) -> i8 {
        if self == Self::Ethiopian { 13 } else { 12 }
    }

    /// What its year, month and day are in ours.
    pub(super) fn date(self, parts: Parts) -> Result<PartialDate, DateError> {
        match (self, parts) {
            (Self::Gregorian, parts) => gregorian(parts),
            (Self::Thai, parts) => gregorian(thai(parts)?),
            (_, Parts { year, month: Some(month), day: Some(day) }) => self.day(year, month, day),
            (_, _) => Err(DateError::AcrossTwoYears),
        }
    }

    fn day(self, year: i16, month: i8, day: i8) -> Result<PartialDate, DateError> {
        let (Ok(month), Ok(day)) = (u8::try_from(month), u8::try_from(day)) else { return Err(DateError::NoSuchDay) };
        let year = i32::from(year);
        let iso = match self {
            Self::Ethiopian => {
                let style = EthiopianEraStyle::AmeteMihret;
                icu_calendar::Date::<Ethiopian>::try_new_ethiopian(style, year, month, day)
                    .map(|date| date.to_calendar(Iso))
            }
            Self::Persian => {
                icu_calendar::Date::<Persian>::try_new_persian(year, month, day).map(|date| date.to_calendar(Iso))
            }
            _ => {
                let calendar: Hijri<UmmAlQura> = Hijri::new_umm_al_qura();
                icu_calendar::Date::try_new_hijri_with_calendar(year, month, day, calendar)
                    .map(|date| date.to_calendar(Iso))
            }
        };
        let iso = iso.map_err(|_| DateError::NoSuchDay)?;
        let year = i16::try_from(iso.year().extended_year()).map_err(|_| DateError::Calendar)?;
        let (month, day) = (i8::try_from(iso.month().number()), i8::try_from(iso.day_of_month().0));
        let (Ok(month), Ok(day)) = (month, day) else { return Err(DateError::NoSuchDay) };
        gregorian(Parts { year, month: Some(month), day: Some(day) })
    }
}

/// Years of living people and of the dates set for them; others are of another calendar, or slips.
const YEARS: std::ops::RangeInclusive<i16> = 1850..=2150;

/// Whether a year can be one of ours.
pub(super) fn is_of_our_time(year: i16) -> bool {
    YEARS.contains(&year)
}

fn gregorian(Parts { year, month, day }: Parts) -> Result<PartialDate, DateError> {
    if !is_of_our_time(year) {
        return Err(DateError::Calendar);
    }
    let date = match (month, day) {
        (None, _) => PartialDate::year(year),
        (Some(month), None) => PartialDate::month(year, month),
        (Some(month), Some(day)) => {
            return Date::new(year, month, day).map(Into::into).map_err(|_| DateError::NoSuchDay);
        }
    };
    date.map_err(|_| DateError::NoSuchDay)
}

/// Thai months and days are ours. Until 1940 a year ran from April to March, and that of 1940 had nine months.
fn thai(Parts { year, month, day }: Parts) -> Result<Parts, DateError> {
    let same = year.checked_sub(THAI).ok_or(DateError::Calendar)?;
    let year = match month {
        _ if year >= THAI_FROM_JANUARY => same,
        None => return Err(DateError::AcrossTwoYears),
        Some(4..) => same,
        Some(_) if year == THAI_FROM_JANUARY - 1 => return Err(DateError::NoSuchDay),
        Some(_) => same + 1,
    };
    Ok(Parts { year, month, day })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(calendar: SheetCalendar, (year, month, day): (i16, i8, i8), expected: Result<&str, DateError>) {
        let parts = Parts { year, month: Some(month).filter(|m| *m > 0), day: Some(day).filter(|d| *d > 0) };
        let found = calendar.date(parts).map(|date| date.to_string());
        assert_eq!(found, expected.map(Into::into), "{calendar:?} {year}-{month}-{day}");
    }

    /// New Year's days and days that governments and almanacs published in both calendars.
    #[test]
    fn a_day_of_another_calendar_is_the_day_it_was() {
        check(SheetCalendar::Ethiopian, (2000, 1, 1), Ok("2007-09-12"));
        check(SheetCalendar::Ethiopian, (2010, 1, 1), Ok("2017-09-11"));
        check(SheetCalendar::Ethiopian, (2010, 13, 5), Ok("2018-09-10"));
        check(SheetCalendar::Ethiopian, (2011, 13, 6), Ok("2019-09-11"));
        check(SheetCalendar::Hijri, (1441, 9, 1), Ok("2020-04-24"));
        check(SheetCalendar::Hijri, (1443, 10, 1), Ok("2022-05-02"));
        check(SheetCalendar::Hijri, (1445, 1, 1), Ok("2023-07-19"));
        check(SheetCalendar::Persian, (1399, 1, 1), Ok("2020-03-20"));
        check(SheetCalendar::Persian, (1357, 11, 22), Ok("1979-02-11"));
        check(SheetCalendar::Persian, (1399, 12, 30), Ok("2021-03-20"));
        check(SheetCalendar::Thai, (2563, 5, 17), Ok("2020-05-17"));
        check(SheetCalendar::Thai, (2563, 0, 0), Ok("2020"));
        check(SheetCalendar::Thai, (2475, 6, 24), Ok("1932-06-24"));
        check(SheetCalendar::Thai, (2482, 2, 10), Ok("1940-02-10"));
    }

    #[test]
    fn a_day_that_its_calendar_does_not_have_is_none() {
        check(SheetCalendar::Ethiopian, (2010, 13, 6), Err(DateError::NoSuchDay));
        check(SheetCalendar::Ethiopian, (2010, 14, 1), Err(DateError::NoSuchDay));
        check(SheetCalendar::Persian, (1400, 12, 30), Err(DateError::NoSuchDay));
        check(SheetCalendar::Hijri, (1441, 1, 31), Err(DateError::NoSuchDay));
        check(SheetCalendar::Thai, (2483, 2, 10), Err(DateError::NoSuchDay));
        check(SheetCalendar::Thai, (1990, 5, 17), Err(DateError::Calendar));
        check(SheetCalendar::Hijri, (1990, 5, 17), Err(DateError::Calendar));
    }

    #[test]
    fn a_year_that_lies_across_two_of_ours_is_not_rounded_to_one() {
        check(SheetCalendar::Ethiopian, (2010, 0, 0), Err(DateError::AcrossTwoYears));
        check(SheetCalendar::Persian, (1399, 5, 0), Err(DateError::AcrossTwoYears));
        check(SheetCalendar::Hijri, (1441, 9, 0), Err(DateError::AcrossTwoYears));
        check(SheetCalendar::Thai, (2470, 0, 0), Err(DateError::AcrossTwoYears));
    }
}
