//! What cannot have happened to anybody: born after today, dead before birth, arrived after death, decided before it was lodged. Such a date
//! is a slip, and each has consequences: whoever is born in 2068 is a child.
//!
//! A partial date contradicts another only where no day of the one fits any day of the other. Nobody is without what
//! everybody has: it may be unknown, but that it does not apply would make a "no" of every comparison with it.

use std::collections::BTreeMap;

use model::{Date, FieldState, Value};

/// What is said of somebody, by the names of fields.
type Fields = BTreeMap<String, FieldState<Value>>;

/// What is said of somebody that is not on record yet, likewise.
pub type News<'a> = BTreeMap<&'a str, &'a FieldState<Value>>;

/// What has happened when it is written down, never later.
const PAST: [&str; 8] = [
    "birth_date",
    "died_on",
    "arrived_on",
    "application.lodged_on",
    "application.decided_on",
    "protection.claimed_on",
    "permit.issued_on",
    "work.income_lost_on",
];

/// What comes first, and what cannot come before it.
const ORDER: [(&str, &str, &str); 16] = [
    ("birth_date", "died_on", "death before birth"),
    ("birth_date", "arrived_on", "arrival before birth"),
    ("birth_date", "application.lodged_on", "an application before birth"),
    ("birth_date", "application.decided_on", "a decision before birth"),
    ("birth_date", "protection.claimed_on", "a claim before birth"),
    ("birth_date", "permit.issued_on", "a permit before birth"),
    ("birth_date", "permit.expires_on", "a permit that expired before birth"),
    ("birth_date", "return.on", "a return before birth"),
    ("birth_date", "work.started_on", "work before birth"),
    ("birth_date", "work.income_lost_on", "income lost before birth"),
    ("birth_date", "child.guardian_appointed_on", "a guardian before birth"),
    // What is decided, granted or returned after a death can be: families carry on, and bring their dead home.
    ("arrived_on", "died_on", "death before arrival"),
    ("application.lodged_on", "died_on", "death before the application"),
    ("protection.claimed_on", "died_on", "death before the claim"),
    ("application.lodged_on", "application.decided_on", "decided before it was lodged"),
    ("permit.issued_on", "permit.expires_on", "expired before it was issued"),
];

/// Years that hardly anybody reaches: a birth before is looked at.
const OLD: i16 = 110;

/// What everybody has, known or not.
const EVERYBODY_HAS: [&str; 11] = [
    "birth_date",
    "sex",
    "nationalities",
    "country",
    "languages",
    "language.preferred",
    "household.size",
    "external.id",
    // A yes or a no is true of everybody.
    "in_country",
    "stateless",
    "disability",
];

/// Whether everybody has something to say of a field: of nobody does it not apply.
pub fn everybody_has(field: &str) -> bool {
    field.starts_with("name.") || EVERYBODY_HAS.contains(&field)
}

/// A date that cannot be, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ImpossibleDate {
    /// The field of it.
    pub field: &'static str,
    /// The other date by which it cannot be.
    pub other: Option<&'static str>,
    /// Why.
    pub reason: &'static str,
}

/// The fields of which dates are compared.
pub(crate) fn dated() -> impl Iterator<Item = &'static str> {
    let ordered = ORDER.into_iter().flat_map(|(first, then, _)| [first, then]);
    PAST.into_iter().chain(ordered)
}

/// Every date of these that cannot be.
pub(crate) fn impossible(fields: &Fields, today: Date) -> Vec<ImpossibleDate> {
    impossible_dates(|field| fields.get(field).and_then(FieldState::known).and_then(Value::days), today)
}

/// The first date that cannot be once this is said of somebody. Where what was on record before cannot be by itself,
/// whoever says something else is not held up by it.
pub(crate) fn made_impossible(
    on_record: impl Fn(&str) -> Option<FieldState<Value>>,
    news: &News<'_>,
    today: Date,
) -> Option<ImpossibleDate> {
    let days = |state: &FieldState<Value>| state.known().and_then(Value::days);
    let life = |field: &str| match news.get(field) {
        Some(said) => days(said),
        None => on_record(field).as_ref().and_then(days),
    };
    let says = |field: &str| news.contains_key(field);
    impossible_dates(life, today).into_iter().find(|one| says(one.field) || one.other.is_some_and(says))
}

/// Every date that cannot be of somebody whose dates are these, from the first day to the last that each may be.
pub fn impossible_dates(days: impl Fn(&str) -> Option<(Date, Date)>, today: Date) -> Vec<ImpossibleDate> {
    let late = PAST.into_iter().filter(|field| days(field).is_some_and(|(first, _)| first > today));
    let mut found: Vec<ImpossibleDate> =
        late.map(|field| ImpossibleDate { field, other: None, reason: "a day after today" }).collect();
    for (first, then, reason) in ORDER {
        let (Some((earliest, _)), Some((_, latest))) = (days(first), days(then)) else { continue };
        // Whoever is not born yet did nothing before birth that would have to be said too.
        if latest < earliest && found.iter().all(|one| one.field != first) {
            found.push(ImpossibleDate { field: then, other: Some(first), reason });
        }
    }
    found
}

/// Whether somebody would be so old that the date is looked at.
pub(crate) fn is_very_old(fields: &Fields, today: Date) -> bool {
    let born = fields.get("birth_date").and_then(FieldState::known).and_then(Value::days);
    born.is_some_and(|(_, latest)| latest.year() < today.year() - OLD)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(said: &[(&str, &str)], expected: &[&str]) {
        let read = |text: &str| FieldState::Known(Value::Partial(text.parse().unwrap()));
        let fields = said.iter().map(|(field, text)| ((*field).to_owned(), read(text))).collect();
        let found = impossible(&fields, "2026-11-24".parse().unwrap());
        assert_eq!(found.iter().map(|one| one.field).collect::<Vec<_>>(), expected, "{said:?}");
    }

    #[test]
    fn what_cannot_be_is_told_by_the_date_that_is_wrong() {
        check(&[("birth_date", "2068-07-16")], &["birth_date"]);
        check(&[("birth_date", "1990-05-17"), ("died_on", "1980-01-01")], &["died_on"]);
        check(&[("birth_date", "1990"), ("arrived_on", "1989")], &["arrived_on"]);
        check(
            &[("application.lodged_on", "2020-05-01"), ("application.decided_on", "2019-05-01")],
            &["application.decided_on"],
        );
        check(&[("arrived_on", "2055")], &["arrived_on"]);
        check(&[("arrived_on", "2020-05-01"), ("died_on", "2019-01-01")], &["died_on"]);
        check(&[("application.lodged_on", "2020-05-01"), ("died_on", "2019")], &["died_on"]);
        check(&[("protection.claimed_on", "2020-05-01"), ("died_on", "2020-04")], &["died_on"]);
        check(&[("birth_date", "2068-07-16"), ("arrived_on", "2020-08-01")], &["birth_date"]);
    }

    #[test]
    fn what_can_be_is_left_alone() {
        check(&[("birth_date", "2026-11-24")], &[]);
        check(&[("birth_date", "2026")], &[]);
        check(&[("birth_date", "1990-05-17"), ("died_on", "1990")], &[]);
        check(&[("birth_date", "1990-05"), ("arrived_on", "1990-05-01")], &[]);
        check(&[("arrived_on", "2020-05"), ("died_on", "2020-05-01")], &[]);
        check(&[("died_on", "2020-05-01"), ("application.decided_on", "2020-06-01")], &[]);
        check(&[("died_on", "2020-05-01"), ("return.on", "2020-06-01")], &[]);
        check(&[("permit.expires_on", "2030-01-01"), ("return.on", "2027-01-01")], &[]);
        check(&[("application.lodged_on", "2020-05-01"), ("application.decided_on", "2020-05-01")], &[]);
    }
}
