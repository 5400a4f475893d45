//! Dates as offices write them, and the question in which order day and month stand.
//!
//! `2020-12-31`, `2020/12/31`, `31/12/2020`, `31.12.2020`, `12-31-2020`, `2020`, `12.2020`, `2020-12`; digits of all
//! scripts count as digits, and what nobody sees is not there; the midnight that a spreadsheet adds says nothing. Never
//! guessed: the century of a two-digit year, the calendar of a year that is not of the Gregorian one, the order of day
//! and month.

use model::{PartialDate, folding};

use super::calendar::{SheetCalendar, is_of_our_time};
use super::date_parts::{DateError, Parts};

/// In which order a sheet writes day, month and year. A date that begins with the year is read alike in all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateOrder {
    /// `dmy`
    DayFirst,
    /// `mdy`
    MonthFirst,
    /// `ymd`; nothing else is a date.
    YearFirst,
}

impl DateOrder {
    /// In words.
    pub fn says(self) -> &'static str {
        match self {
            Self::DayFirst => "day first",
            Self::MonthFirst => "month first",
            Self::YearFirst => "year first",
        }
    }

    /// As mapping files write it.
    pub fn of(text: &str) -> Option<Self> {
        match text {
            "dmy" => Some(Self::DayFirst),
            "mdy" => Some(Self::MonthFirst),
            "ymd" => Some(Self::YearFirst),
            _ => None,
        }
    }
}

/// What one text may mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Written {
    /// The same in every order.
    Plain(Parts),
    /// Two numbers whose order must be known, and a year.
    Ordered(i8, i8, i16),
}

/// What the order of day and month can be told from one text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Evidence {
    /// Nothing: it reads alike, or is no date in any order.
    None,
    /// Only this order makes a date of it.
    Only(DateOrder),
    /// Both orders make dates of it, different ones.
    Either,
}

/// Reads a text without knowing the order.
pub(super) fn written(text: &str) -> Result<Written, DateError> {
    let seen = folding::visible(text);
    let text = folding::with_ascii_digits(&seen);
    let text = without_fraction(without_midnight(&text));
    let separators: Vec<char> = text.chars().filter(|c| !c.is_ascii_digit()).collect();
    let (one, uniform) =
        (separators.first().copied().unwrap_or('-'), separators.windows(2).all(|w| w.first() == w.last()));
    if !uniform || !matches!(one, '-' | '/' | '.') {
        return Err(DateError::Form);
    }
    let parts: Vec<&str> = text.split(one).collect();
    match parts.as_slice() {
        [year] if year.len() == 4 => plain(year, None, None),
        [year, month] | [month, year] if year.len() == 4 && short(month) => plain(year, Some(month), None),
        [year, month, day] if year.len() == 4 && short(month) && short(day) => plain(year, Some(month), Some(day)),
        [one, two, year] if year.len() == 4 && short(one) && short(two) => {
            Ok(Written::Ordered(number(one)?, number(two)?, number(year)?))
        }
        [one, two, three] if [one, two, three].iter().all(|part| short(part)) => Err(DateError::TwoDigitYear),
        _ => Err(DateError::Form),
    }
}

/// What a text tells of the order.
pub(super) fn evidence(text: &str, calendar: SheetCalendar) -> Evidence {
    let Ok(Written::Ordered(one, two, year)) = written(text) else { return Evidence::None };
    if calendar == SheetCalendar::Gregorian && !is_of_our_time(year) {
        return Evidence::None;
    }
    let months = calendar.months();
    match (one <= months, two <= months) {
        // The Ethiopian year has a thirteenth month of five or six days: it does not say that the month stands first.
        (true, false) if two == 13 && one <= 6 => Evidence::None,
        (false, true) => Evidence::Only(DateOrder::DayFirst),
        (true, false) => Evidence::Only(DateOrder::MonthFirst),
        (true, true) if one != two => Evidence::Either,
        (true, true) | (false, false) => Evidence::None,
    }
}

/// Reads a text in a known order.
pub(super) fn read(text: &str, order: DateOrder, calendar: SheetCalendar) -> Result<PartialDate, DateError> {
    let (day, month, year) = match (written(text)?, order) {
        (Written::Plain(parts), _) => return calendar.date(parts),
        (Written::Ordered(day, month, year), DateOrder::DayFirst)
        | (Written::Ordered(month, day, year), DateOrder::MonthFirst) => (day, month, year),
        (Written::Ordered(..), DateOrder::YearFirst) => return Err(DateError::Order),
    };
    calendar.date(Parts { year, month: Some(month), day: Some(day) })
}

/// The day of a text that begins with the year, as a spreadsheet gives a cell that holds a date.
pub(super) fn whole_day(text: &str) -> Option<i8> {
    let Ok(Written::Plain(Parts { day, .. })) = written(text) else { return None };
    day
}

fn plain(year: &str, month: Option<&&str>, day: Option<&&str>) -> Result<Written, DateError> {
    let part = |part: Option<&&str>| part.map(|digits| number(digits)).transpose();
    Ok(Written::Plain(Parts { year: number(year)?, month: part(month)?, day: part(day)? }))
}

fn number<N: std::str::FromStr>(digits: &str) -> Result<N, DateError> {
    digits.parse().map_err(|_| DateError::Form)
}

fn short(part: &str) -> bool {
    (1..=2).contains(&part.len())
}

/// A year that went through a spreadsheet of numbers: `1990.0`.
fn without_fraction(text: &str) -> &str {
    text.strip_suffix(".0").filter(|year| year.len() == 4).unwrap_or(text)
}

/// A day as its midnight, as spreadsheets and databases write it: `2020-12-31T00:00:00.000+03:00`. The day is the one that
/// is written, whatever zone stands behind it; an instant at another hour is none.
fn without_midnight(text: &str) -> &str {
    let Some((day, time)) = text.split_once(['T', ' ']).filter(|(day, _)| day.len() >= 8) else { return text };
    let time = time.trim();
    let zone = time.find(['Z', '+', '-']).unwrap_or(time.len());
    let (clock, zone) = time.split_at_checked(zone).unwrap_or((time, ""));
    let zeros = |text: &str| text.chars().all(|c| matches!(c, '0' | ':' | '.'));
    let midnight = match clock.trim_end().strip_suffix("AM") {
        Some(twelve) => twelve.trim_end().strip_prefix("12:").is_some_and(zeros),
        None => clock.contains(':') && zeros(clock.trim_end()),
    };
    let zoned = zone.chars().all(|c| c.is_ascii_digit() || matches!(c, 'Z' | '+' | '-' | ':'));
    if midnight && zoned { day } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn reads(text: &str, order: DateOrder, expected: &str) {
        assert_eq!(
            read(text, order, SheetCalendar::Gregorian).map(|date| date.to_string()),
            Ok(expected.into()),
            "{text}"
        );
    }

    #[test]
    fn every_usual_way_of_writing_a_date_is_read() {
        let (dmy, mdy, ymd) = (DateOrder::DayFirst, DateOrder::MonthFirst, DateOrder::YearFirst);
        for order in [dmy, mdy, ymd] {
            reads("2020-12-31", order, "2020-12-31");
            reads("2020/12/31", order, "2020-12-31");
            reads("2020.1.5", order, "2020-01-05");
            reads("1990", order, "1990");
            reads("05.1990", order, "1990-05");
            reads("5/1990", order, "1990-05");
            reads("1990-05", order, "1990-05");
            reads("2020-12-31T00:00:00", order, "2020-12-31");
            reads("2020-12-31 00:00:00.000Z", order, "2020-12-31");
        }
        reads("31/12/2020", dmy, "2020-12-31");
        reads("31.12.2020", dmy, "2020-12-31");
        reads("12-31-2020", mdy, "2020-12-31");
        reads("1/2/2020", dmy, "2020-02-01");
        reads("1/2/2020", mdy, "2020-01-02");
        reads("٣١/١٢/٢٠٢٠", dmy, "2020-12-31");
        reads("۱۹۹۰", dmy, "1990");
        reads("৩১/১২/২০২০", dmy, "2020-12-31");
        reads("३१.१२.२०२०", dmy, "2020-12-31");
        reads("\u{200f}٣١/١٢/٢٠٢٠\u{200e}", dmy, "2020-12-31");
        reads("\u{feff}2020-\u{200b}12-31\u{a0}", mdy, "2020-12-31");
    }

    #[test]
    fn what_would_have_to_be_guessed_is_refused() {
        let refused = |text: &str| read(text, DateOrder::DayFirst, SheetCalendar::Gregorian);
        assert_eq!(refused("31/02/2020"), Err(DateError::NoSuchDay));
        assert_eq!(refused("12/31/2020"), Err(DateError::NoSuchDay));
        assert_eq!(refused("2019-02-29"), Err(DateError::NoSuchDay));
        assert_eq!(refused("31/12/20"), Err(DateError::TwoDigitYear));
        assert_eq!(refused("20-12-31"), Err(DateError::TwoDigitYear));
        for year in ["2563", "1399", "1441-09-01", "01/01/0090"] {
            assert_eq!(refused(year), Err(DateError::Calendar), "{year}");
        }
        for text in
            ["", "x", "31", "31/12-2020", "20201231", "31//2020", "1/1/1/2020", "44196", "12:30", "-5", "+5/1/2020"]
        {
            assert_eq!(refused(text), Err(DateError::Form), "{text}");
        }
        assert_eq!(read("31/12/2020", DateOrder::YearFirst, SheetCalendar::Gregorian), Err(DateError::Order));
    }

    #[test]
    fn a_day_written_as_its_midnight_keeps_its_day_whatever_the_zone() {
        for midnight in [
            "T00:00:00",
            "T00:00",
            " 0:00",
            " 00:00:00",
            "T00:00:00Z",
            "T00:00:00.000Z",
            "T00:00:00+03:00",
            "T00:00:00.000000-0500",
            " 00:00:00 +0000",
            " 12:00:00 AM",
        ] {
            reads(&format!("1990-05-17{midnight}"), DateOrder::DayFirst, "1990-05-17");
        }
        reads("5/17/1990 12:00:00 AM", DateOrder::MonthFirst, "1990-05-17");
        reads("1990.0", DateOrder::MonthFirst, "1990");
        for other in ["1990-05-17T21:00:00Z", "1990-05-17 12:00:00", "1990-05-17 12:00:00 PM", "1990-05-17T00:00:00 x"]
        {
            assert_eq!(read(other, DateOrder::DayFirst, SheetCalendar::Gregorian), Err(DateError::Form), "{other}");
        }
    }

    #[test]
    fn a_thirteenth_month_does_not_say_that_the_month_stands_first() {
        let seen = |text, calendar| evidence(text, calendar);
        assert_eq!(seen("05/13/2010", SheetCalendar::Gregorian), Evidence::None);
        assert_eq!(seen("07/13/2010", SheetCalendar::Gregorian), Evidence::Only(DateOrder::MonthFirst));
        assert_eq!(seen("05/13/2010", SheetCalendar::Ethiopian), Evidence::Either);
        assert_eq!(seen("25/12/2010", SheetCalendar::Ethiopian), Evidence::Only(DateOrder::DayFirst));
        assert_eq!(seen("25/12/2563", SheetCalendar::Gregorian), Evidence::None);
        assert_eq!(seen("25/12/2563", SheetCalendar::Thai), Evidence::Only(DateOrder::DayFirst));
    }

    #[test]
    fn only_a_value_that_excludes_the_other_order_is_evidence() {
        assert_eq!(evidence("31/12/2020", SheetCalendar::Gregorian), Evidence::Only(DateOrder::DayFirst));
        assert_eq!(evidence("12/31/2020", SheetCalendar::Gregorian), Evidence::Only(DateOrder::MonthFirst));
        assert_eq!(evidence("01/02/2020", SheetCalendar::Gregorian), Evidence::Either);
        for text in ["05/05/2020", "13/31/2020", "2020-12-31", "1990", "nonsense", ""] {
            assert_eq!(evidence(text, SheetCalendar::Gregorian), Evidence::None, "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn a_day_written_in_any_style_is_read_back(days in -40_000i32..60_000, separator in "[-/.]") {
            let date = model::from_day_number(days);
            let (y, m, d, s) = (date.year(), date.month(), date.day(), separator);
            let styles = [
                (format!("{d:02}{s}{m:02}{s}{y}"), DateOrder::DayFirst),
                (format!("{m}{s}{d}{s}{y}"), DateOrder::MonthFirst),
                (format!("{y}{s}{m:02}{s}{d:02}"), DateOrder::YearFirst),
            ];
            for (text, order) in styles {
                proptest::prop_assert_eq!(read(&text, order, SheetCalendar::Gregorian), Ok(PartialDate::from(date)));
            }
        }

        #[test]
        fn any_text_is_read_or_refused(text in "\\PC{0,20}") {
            let _ = read(&text, DateOrder::DayFirst, SheetCalendar::Gregorian);
        }
    }
}
