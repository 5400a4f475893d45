//! What an answer may be, by the type of its bind.

use jiff::civil;

/// What an answer may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[expect(missing_docs, reason = "they are what they are called")]
pub enum FieldKind {
    #[default]
    Text,
    Int,
    Decimal,
    Date,
    Time,
    DateTime,
    Geopoint,
    Geotrace,
    Geoshape,
    Binary,
    Boolean,
}

impl FieldKind {
    /// By the name of a bind's type, whatever its prefix; a name that says nothing of the answer is text.
    pub fn of(name: &str) -> Self {
        match crate::xml::local(name) {
            "int" | "integer" | "long" => Self::Int,
            "decimal" | "double" | "float" => Self::Decimal,
            "date" => Self::Date,
            "time" => Self::Time,
            "dateTime" | "datetime" => Self::DateTime,
            "geopoint" => Self::Geopoint,
            "geotrace" => Self::Geotrace,
            "geoshape" => Self::Geoshape,
            "binary" => Self::Binary,
            "boolean" => Self::Boolean,
            _ => Self::Text,
        }
    }
}

/// Why an answer is none of its kind, told as what is accepted instead; an empty one is never wrong.
pub fn answer_problem(kind: FieldKind, answer: &str) -> Option<&'static str> {
    let answer = answer.trim();
    let wrong = |is: bool, accepted: &'static str| (!is).then_some(accepted);
    if answer.is_empty() {
        return None;
    }
    match kind {
        FieldKind::Text | FieldKind::Binary => None,
        FieldKind::Int => wrong(is_whole(answer), "a whole number is accepted, such as 7"),
        FieldKind::Decimal => wrong(is_decimal(answer), "a number is accepted, such as 7 or 7.5"),
        FieldKind::Date => wrong(is_date(answer), "a date is accepted, such as 2026-01-31"),
        FieldKind::Time => wrong(is_time(answer), "a time is accepted, such as 14:30"),
        FieldKind::DateTime => {
            wrong(is_date_time(answer), "a date with a time is accepted, such as 2026-01-31T14:30:00")
        }
        FieldKind::Geopoint => wrong(is_point(answer), "latitude and longitude are accepted, such as 23.81 90.41"),
        FieldKind::Geotrace => {
            wrong(is_line(answer, 2, false), "two points at least are accepted, with `;` between them")
        }
        FieldKind::Geoshape => {
            wrong(is_line(answer, 4, true), "points that end where they began are accepted, with `;` between them")
        }
        FieldKind::Boolean => wrong(matches!(answer, "true" | "false" | "1" | "0"), "true or false is accepted"),
    }
}

fn is_whole(answer: &str) -> bool {
    let digits = answer.strip_prefix('-').unwrap_or(answer);
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) && answer.parse::<i64>().is_ok()
}

fn is_decimal(answer: &str) -> bool {
    let digits = answer.strip_prefix('-').unwrap_or(answer);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    all_digits(whole) && all_digits(fraction) && !(whole.is_empty() && fraction.is_empty())
}

fn is_date(answer: &str) -> bool {
    answer.len() == 10 && answer.parse::<civil::Date>().is_ok()
}

fn is_time(answer: &str) -> bool {
    let clock = without_offset(answer);
    clock.contains(':') && clock.parse::<civil::Time>().is_ok()
}

fn is_date_time(answer: &str) -> bool {
    answer.split_once('T').is_some_and(|(date, time)| is_date(date) && is_time(time))
}

/// A time of day without what it is off from UTC.
pub(crate) fn without_offset(time: &str) -> &str {
    let end = time.find(['Z', '+', '-']).unwrap_or(time.len());
    time.get(..end).unwrap_or(time)
}

fn is_point(answer: &str) -> bool {
    let parts: Vec<f64> = answer.split_whitespace().map_while(|part| part.parse().ok()).collect();
    let given = answer.split_whitespace().count();
    let within = |at: usize, limit: f64| parts.get(at).is_some_and(|value| value.abs() <= limit);
    parts.len() == given && (2..=4).contains(&given) && within(0, 90.0) && within(1, 180.0)
}

fn is_line(answer: &str, least: usize, closed: bool) -> bool {
    let points: Vec<&str> = answer.split(';').map(str::trim).filter(|point| !point.is_empty()).collect();
    points.len() >= least && points.iter().all(|point| is_point(point)) && (!closed || points.first() == points.last())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_of_its_kind_or_is_told_what_is_accepted() {
        let table = [
            (FieldKind::Int, "7", true),
            (FieldKind::Int, "-7", true),
            (FieldKind::Int, "7.0", false),
            (FieldKind::Int, "seven", false),
            (FieldKind::Int, "99999999999999999999", false),
            (FieldKind::Decimal, "7.25", true),
            (FieldKind::Decimal, ".5", true),
            (FieldKind::Decimal, "1e3", false),
            (FieldKind::Date, "2026-02-29", false),
            (FieldKind::Date, "2028-02-29", true),
            (FieldKind::Date, "29.02.2028", false),
            (FieldKind::Time, "14:30", true),
            (FieldKind::Time, "14:30:00.000+03:00", true),
            (FieldKind::Time, "25:00", false),
            (FieldKind::DateTime, "2026-01-31T14:30:00.000Z", true),
            (FieldKind::DateTime, "2026-01-31", false),
            (FieldKind::Geopoint, "23.8 90.4 0 0", true),
            (FieldKind::Geopoint, "123.8 90.4", false),
            (FieldKind::Geopoint, "23.8", false),
            (FieldKind::Geotrace, "1 1 0 0; 2 2 0 0", true),
            (FieldKind::Geotrace, "1 1 0 0", false),
            (FieldKind::Geoshape, "1 1;2 2;3 1;1 1", true),
            (FieldKind::Geoshape, "1 1;2 2;3 1;4 4", false),
            (FieldKind::Boolean, "yes", false),
            (FieldKind::Date, "", true),
        ];
        for (kind, answer, right) in table {
            assert_eq!(answer_problem(kind, answer).is_none(), right, "{kind:?} {answer}");
        }
    }
}
