//! Against an oracle that counts day by day, as one would on a wall calendar.

use std::collections::BTreeMap;

use jiff::civil::date;
use model::Text;
use proptest::prelude::*;

use super::*;
use crate::measure::Calendar;

fn calendar() -> Calendar {
    Calendar {
        name: "t".into(),
        weekend: vec![5, 6],
        holidays: [date(2020, 1, 1), date(2020, 3, 26), date(2020, 12, 25), date(2021, 1, 1)]
            .into_iter()
            .map(|day| (day, Text::default()))
            .collect::<BTreeMap<_, _>>(),
        covers: Some((date(2019, 6, 1), date(2021, 6, 30))),
        source: None,
    }
}

/// Day by day: anniversaries passed since birth.
fn age_oracle(birth: Date, at: Date) -> i64 {
    let falls = |year| Date::new(year, birth.month(), birth.day()).unwrap_or_else(|_| date(year, 3, 1));
    let passed = (birth.year() + 1..=at.year()).filter(|year| falls(*year) <= at).count();
    i64::try_from(passed).unwrap()
}

/// Day by day: counts how often the day of the month, or the first after a month too short for it, has come round.
fn months_oracle(a: Date, b: Date) -> i64 {
    let mut months = 0;
    let mut at = a;
    while at < b {
        at = at.tomorrow().unwrap();
        let skipped = at.day() == 1 && at.yesterday().unwrap().day() < a.day();
        months += i64::from(at.day() == a.day() || skipped);
    }
    months
}

fn working_oracle(after: Date, until: Date) -> (i64, i64) {
    let (mut least, mut most, mut at) = (0, 0, after);
    while at < until {
        at = at.tomorrow().unwrap();
        let free = [5, 6].contains(&at.weekday().to_monday_one_offset()) || calendar().holidays.contains_key(&at);
        let covered = at >= date(2019, 6, 1) && at <= date(2021, 6, 30);
        most += i64::from(!free);
        least += i64::from(!free && covered);
    }
    (least, most)
}

fn days() -> impl Strategy<Value = Date> {
    (16_000i64..20_000).prop_map(|number| day(number).unwrap())
}

proptest! {
    #[test]
    fn age_counts_the_birthdays(birth in days(), later in 0i64..9_000) {
        let at = add_days(birth, later).unwrap();
        prop_assert_eq!(age(birth, at), age_oracle(birth, at));
    }

    #[test]
    fn completed_months_are_those_that_have_come_round(a in days(), later in 0i64..1_500) {
        let b = add_days(a, later).unwrap();
        prop_assert_eq!(months_between(a, b), months_oracle(a, b));
    }

    #[test]
    fn completed_months_are_the_most_that_can_be_added(a in days(), b in days()) {
        let n = months_between(a, b);
        prop_assert!(add_months(a, n, MonthEnd::Up).unwrap() <= b);
        prop_assert!(add_months(a, n + 1, MonthEnd::Up).unwrap() > b);
    }

    #[test]
    fn months_are_added_month_by_month(from in days(), n in -60i64..60) {
        let mut first = from.first_of_month();
        for _ in 0..n.abs() {
            let step = if n > 0 { first.last_of_month().tomorrow() } else { first.yesterday() };
            first = step.unwrap().first_of_month();
        }
        let same_day = first.days_in_month() >= from.day();
        let down = first.last_of_month().min(add_days(first, i64::from(from.day()) - 1).unwrap());
        prop_assert_eq!(add_months(from, n, MonthEnd::Down).unwrap(), down);
        let up = if same_day { down } else { down.tomorrow().unwrap() };
        prop_assert_eq!(add_months(from, n, MonthEnd::Up).unwrap(), up);
    }

    #[test]
    fn working_days_are_counted_one_by_one(after in 17_700i64..19_100, length in -30i64..900) {
        let (after, until) = (day(after).unwrap(), day(after + length).unwrap());
        let (least, most) = working_oracle(after, until);
        prop_assert_eq!(working_days(&calendar(), after, until), Counted { least, most });
    }

    #[test]
    fn the_nth_working_day_has_n_working_days_up_to_it(from in 18_100i64..18_500, n in 1i64..60) {
        let from = day(from).unwrap();
        let at = add_working_days(&calendar(), from, n).unwrap();
        prop_assert_eq!(is_working_day(&calendar(), at), Some(true));
        prop_assert_eq!(working_days(&calendar(), from, at), Counted { least: n, most: n });
    }

    #[test]
    fn every_function_is_monotone(a in days(), step in 1i64..40, n in -50i64..50) {
        let b = add_days(a, step).unwrap();
        let at = date(2020, 2, 29);
        prop_assert!(age(a, at) >= age(b, at) && age(at, a) <= age(at, b));
        prop_assert!(months_between(a, at) >= months_between(b, at));
        for end in [MonthEnd::Down, MonthEnd::Up] {
            prop_assert!(add_months(a, n, end) <= add_months(b, n, end));
            prop_assert!(add_months(a, n, end) <= add_months(a, n + 1, end));
        }
    }
}

#[test]
fn a_birthday_on_29_february_falls_on_1_march_in_common_years() {
    let birth = date(2004, 2, 29);
    assert_eq!(age(birth, date(2022, 2, 28)), 17);
    assert_eq!(age(birth, date(2022, 3, 1)), 18);
    assert_eq!(age(birth, date(2024, 2, 28)), 19);
    assert_eq!(age(birth, date(2024, 2, 29)), 20);
}

#[test]
fn the_end_of_a_month_is_rounded_as_said() {
    assert_eq!(add_months(date(2020, 3, 31), 1, MonthEnd::Down), Some(date(2020, 4, 30)));
    assert_eq!(add_months(date(2020, 3, 31), 1, MonthEnd::Up), Some(date(2020, 5, 1)));
    assert_eq!(add_months(date(2020, 10, 30), 1, MonthEnd::Down), Some(date(2020, 11, 30)));
}

#[test]
fn before_birth_age_is_negative_and_not_zero() {
    assert_eq!(age(date(2020, 5, 2), date(2020, 5, 1)), -1);
    assert_eq!(months_between(date(2020, 5, 2), date(2020, 5, 1)), -1);
}

#[test]
fn nothing_moves_a_day_that_never_comes() {
    assert_eq!(add_days(NEVER, 1), Some(NEVER));
    assert_eq!(add_days(NEVER, -1), Some(NEVER));
    assert_eq!(add_months(NEVER, -1, MonthEnd::Down), Some(NEVER));
    assert_eq!(add_working_days(&calendar(), NEVER, 5), Some(NEVER));
}

#[test]
fn beyond_the_calendar_there_is_no_day() {
    assert_eq!(add_days(date(9999, 12, 30), 2), None);
    assert_eq!(add_months(date(9999, 12, 30), 1, MonthEnd::Down), None);
    assert_eq!(add_days(date(2020, 1, 1), i64::MAX), None);
    assert_eq!(add_working_days(&calendar(), date(2021, 6, 29), 5), None);
    assert_eq!(is_working_day(&calendar(), date(2021, 7, 1)), None);
}

#[test]
fn no_working_day_lies_between_a_day_and_an_earlier_one() {
    let none = Counted { least: 0, most: 0 };
    assert_eq!(working_days(&calendar(), date(2020, 5, 4), date(2020, 5, 4)), none);
    assert_eq!(working_days(&calendar(), date(2020, 5, 4), date(2020, 5, 1)), none);
}
