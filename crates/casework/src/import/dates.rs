//! Dates as offices write them, and the question in which order day and month stand.
//!
//! `2020-12-31`, `2020/12/31`, `31/12/2020`, `31.12.2020`, `12-31-2020`, `2020`, `12.2020`, `2020-12`; digits of all
//! scripts count as digits, and what nobody sees is not there. Never guessed: the century of a two-digit year, the
//! calendar of a year that is not of the Gregorian one, the order of day and month.

use model::{Date, PartialDate, folding};

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

/// Why a text is no date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DateError {
    /// It has not the form of one.
    Form,
    /// No such day: `31/02/2020`.
    NoSuchDay,
    /// Two digits of a year.
    TwoDigitYear,
    /// A year outside [`YEARS`].
    Calendar,
    /// The year does not stand first, where the mapping says that it does.
    Order,
}

/// Years of living people and of the dates set for them; others are of another calendar, or slips.
const YEARS: std::ops::RangeInclusive<i16> = 1850..=2150;

/// What one text may mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Written {
    /// The same in every order.
    Plain(PartialDate),
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
    let text = folding::with_ascii_digits(&folding::visible(text));
    let text = without_midnight(&text);
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
            Ok(Written::Ordered(number(one)?, number(two)?, in_range(number(year)?)?))
        }
        [one, two, three] if [one, two, three].iter().all(|part| short(part)) => Err(DateError::TwoDigitYear),
        _ => Err(DateError::Form),
    }
}

/// What a text tells of the order.
pub(super) fn evidence(text: &str) -> Evidence {
    let Ok(Written::Ordered(one, two, _)) = written(text) else { return Evidence::None };
    match (one <= 12, two <= 12) {
        (false, true) => Evidence::Only(DateOrder::DayFirst),
        (true, false) => Evidence::Only(DateOrder::MonthFirst),
        (true, true) if one != two => Evidence::Either,
        (true, true) | (false, false) => Evidence::None,
    }
}

/// Reads a text in a known order.
pub(super) fn read(text: &str, order: DateOrder) -> Result<PartialDate, DateError> {
    let (day, month, year) = match (written(text)?, order) {
        (Written::Plain(date), _) => return Ok(date),
        (Written::Ordered(day, month, year), DateOrder::DayFirst)
        | (Written::Ordered(month, day, year), DateOrder::MonthFirst) => (day, month, year),
        (Written::Ordered(..), DateOrder::YearFirst) => return Err(DateError::Order),
    };
    Date::new(year, month, day).map(PartialDate::from).map_err(|_| DateError::NoSuchDay)
}

fn plain(year: &str, month: Option<&&str>, day: Option<&&str>) -> Result<Written, DateError> {
    let year = in_range(number(year)?)?;
    let date = match (month, day) {
        (None, _) => PartialDate::year(year),
        (Some(month), None) => PartialDate::month(year, number(month)?),
        (Some(month), Some(day)) => {
            let day = Date::new(year, number(month)?, number(day)?).map_err(|_| DateError::NoSuchDay)?;
            return Ok(Written::Plain(day.into()));
        }
    };
    date.map(Written::Plain).map_err(|_| DateError::NoSuchDay)
}

fn number<N: std::str::FromStr>(digits: &str) -> Result<N, DateError> {
    digits.parse().map_err(|_| DateError::Form)
}

fn in_range(year: i16) -> Result<i16, DateError> {
    if YEARS.contains(&year) { Ok(year) } else { Err(DateError::Calendar) }
}

fn short(part: &str) -> bool {
    (1..=2).contains(&part.len())
}

/// Spreadsheets write a day as its midnight.
fn without_midnight(text: &str) -> &str {
    let text = text.strip_suffix('Z').unwrap_or(text);
    let text = text.strip_suffix(".000").unwrap_or(text);
    let midnight = ["T00:00:00", " 00:00:00", " 00:00", " 0:00"].into_iter().find_map(|end| text.strip_suffix(end));
    midnight.unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn reads(text: &str, order: DateOrder, expected: &str) {
        assert_eq!(read(text, order).map(|date| date.to_string()), Ok(expected.into()), "{text}");
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
        let refused = |text: &str| read(text, DateOrder::DayFirst);
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
        assert_eq!(read("31/12/2020", DateOrder::YearFirst), Err(DateError::Order));
    }

    #[test]
    fn only_a_value_that_excludes_the_other_order_is_evidence() {
        assert_eq!(evidence("31/12/2020"), Evidence::Only(DateOrder::DayFirst));
        assert_eq!(evidence("12/31/2020"), Evidence::Only(DateOrder::MonthFirst));
        assert_eq!(evidence("01/02/2020"), Evidence::Either);
        for text in ["05/05/2020", "13/31/2020", "2020-12-31", "1990", "nonsense", ""] {
            assert_eq!(evidence(text), Evidence::None, "{text}");
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
                proptest::prop_assert_eq!(read(&text, order), Ok(PartialDate::from(date)));
            }
        }

        #[test]
        fn any_text_is_read_or_refused(text in "\\PC{0,20}") {
            let _ = read(&text, DateOrder::DayFirst);
        }
    }
}
