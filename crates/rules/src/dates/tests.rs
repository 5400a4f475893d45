//! Against an oracle that counts day by day, as one would on a wall calendar.

use jiff::civil::date;
use proptest::prelude::*;

use super::*;
use crate::measure::{Calendar, Holiday};

fn calendar() -> Calendar {
    Calendar {
        name: "t".into(),
        holidays: [date(2020, 1, 1), date(2020, 3, 26), date(2020, 12, 25), date(2021, 1, 1)]
            .map(|day| (day, Holiday::default()))
            .into(),
        covers: Some((date(2019, 6, 1), date(2021, 6, 30))),
        ..Calendar::of_weekend(vec![5, 6])
    }
}

/// The same with estimates (two runs, one with a day between), a day of the week that nobody is sure of, and a Friday
/// and a Saturday that were worked.
fn doubtful() -> Calendar {
    let estimated = [(2020, 4, 23), (2020, 4, 24), (2020, 4, 26), (2020, 7, 30), (2020, 8, 19)];
    let mut calendar = Calendar { unsure: vec![4], ..calendar() };
    let holiday = || Holiday { estimated: true, ..Holiday::default() };
    calendar.holidays.extend(estimated.map(|(year, month, day)| (date(year, month, day), holiday())));
    calendar.worked = [date(2020, 2, 14), date(2020, 6, 20)].map(|day| (day, None)).into();
    calendar
}

/// Day by day, for every day on which each run of estimates may begin, and whether the unsure day of the week is worked.
fn doubtful_oracle(after: Date, until: Date) -> (i64, i64) {
    let calendar = doubtful();
    let runs: [&[Date]; 3] =
        [&[date(2020, 4, 23), date(2020, 4, 24), date(2020, 4, 26)], &[date(2020, 7, 30)], &[date(2020, 8, 19)]];
    let mut counts = vec![];
    for moved in 0..27 {
        let by = [moved % 3 - 1, moved / 3 % 3 - 1, moved / 9 - 1];
        let free: Vec<Date> =
            runs.iter().zip(by).flat_map(|(run, by)| run.iter().map(move |day| add_days(*day, by).unwrap())).collect();
        let (mut least, mut most, mut at) = (0, 0, after);
        while at < until {
            at = at.tomorrow().unwrap();
            let weekday = at.weekday().to_monday_one_offset();
            let covered = at >= date(2019, 6, 1) && at <= date(2021, 6, 30);
            let holiday = calendar.holidays.get(&at).is_some_and(|holiday| !holiday.estimated);
            let worked = calendar.worked.contains_key(&at) && !free.contains(&at);
            let perhaps = covered && !free.contains(&at) && ![5, 6].contains(&weekday) && !holiday;
            least += i64::from(worked || (perhaps && weekday != 4));
            most += i64::from(worked || perhaps || !covered);
        }
        counts.push((least, most));
    }
    let least = counts.iter().map(|count| count.0).min().unwrap();
    (least, counts.iter().map(|count| count.1).max().unwrap())
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
    fn days_of_which_nobody_is_sure_are_counted_both_ways(after in 18_250i64..18_500, length in 0i64..120) {
        let (after, until) = (day(after).unwrap(), day(after + length).unwrap());
        let (least, most) = doubtful_oracle(after, until);
        prop_assert_eq!(working_days(&doubtful(), after, until), Counted { least, most });
        prop_assert_eq!(doubt(&doubtful(), after, until).is_none(), least == most);
    }

    #[test]
    fn the_nth_working_day_has_n_working_days_up_to_it(from in 18_100i64..18_500, n in 1i64..60) {
        let from = day(from).unwrap();
        let reached = add_working_days(&calendar(), from, n).unwrap();
        let at = reached.latest.unwrap();
        prop_assert_eq!(reached.earliest, Some(at));
        prop_assert_eq!(working_days(&calendar(), from, at), Counted { least: n, most: n });
        prop_assert_eq!(working_days(&calendar(), from, at.yesterday().unwrap()), Counted { least: n - 1, most: n - 1 });
    }

    #[test]
    fn the_nth_working_day_lies_between_the_first_that_may_be_it_and_the_last(from in 18_250i64..18_500, n in 1i64..40) {
        let from = day(from).unwrap();
        let Reached { earliest, latest } = add_working_days(&doubtful(), from, n).unwrap();
        let (earliest, latest) = (earliest.unwrap(), latest.unwrap());
        let most = |at| working_days(&doubtful(), from, at).most;
        let least = |at| working_days(&doubtful(), from, at).least;
        prop_assert!(most(earliest) >= n && most(earliest.yesterday().unwrap()) < n);
        prop_assert!(least(latest) >= n && least(latest.yesterday().unwrap()) < n);
        prop_assert_eq!(doubt_of_end(&doubtful(), from, n).is_none(), earliest == latest);
    }

    #[test]
    fn working_days_are_counted_back_as_they_are_counted_on(from in 18_250i64..18_500, n in 1i64..60) {
        let from = day(from).unwrap();
        let back = add_working_days(&calendar(), from, -n).unwrap();
        let at = back.earliest.unwrap();
        prop_assert_eq!(back.latest, Some(at));
        let since = working_days(&calendar(), at.yesterday().unwrap(), from.yesterday().unwrap());
        prop_assert_eq!(since, Counted { least: n, most: n });
        prop_assert!(working_days(&calendar(), at, from.yesterday().unwrap()).most < n);
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
    let there = Reached { earliest: Some(NEVER), latest: Some(NEVER) };
    assert_eq!(add_working_days(&calendar(), NEVER, 5), Some(there));
}

#[test]
fn beyond_the_calendar_there_is_no_day() {
    assert_eq!(add_days(date(9999, 12, 30), 2), None);
    assert_eq!(add_months(date(9999, 12, 30), 1, MonthEnd::Down), None);
    assert_eq!(add_days(date(2020, 1, 1), i64::MAX), None);
    let endless = Calendar { covers: None, ..calendar() };
    assert_eq!(add_working_days(&endless, date(9999, 12, 1), 60), None);
    assert_eq!(add_working_days(&calendar(), date(9999, 12, 1), 60), None);
    assert_eq!(add_working_days(&endless, date(2020, 1, 1), i64::MIN), None);
}

/// 30 June 2021, a Wednesday, is the last day that is covered; Fridays and Saturdays are free.
#[test]
fn past_what_is_covered_a_day_is_no_sooner_than_weekends_alone_make_it() {
    let reached = |n| add_working_days(&calendar(), date(2021, 6, 29), n).unwrap();
    let known = Reached { earliest: Some(date(2021, 6, 30)), latest: Some(date(2021, 6, 30)) };
    assert_eq!(reached(1), known);
    assert_eq!(reached(5), Reached { earliest: Some(date(2021, 7, 6)), latest: None });
    assert_eq!(doubt_of_end(&calendar(), date(2021, 6, 29), 5), Some(Doubt::Ends(date(2021, 6, 30))));
    assert_eq!(doubt_of_end(&calendar(), date(2021, 6, 29), 1), None);
    let back = add_working_days(&calendar(), date(2019, 6, 3), -3).unwrap();
    assert_eq!(back, Reached { earliest: None, latest: Some(date(2019, 5, 29)) });
    assert_eq!(doubt_of_end(&calendar(), date(2019, 6, 3), -3), Some(Doubt::Begins(date(2019, 6, 1))));
    assert_eq!(add_working_days(&calendar(), date(2030, 1, 1), 0).unwrap().latest, Some(date(2030, 1, 1)));
}

#[test]
fn a_weekend_alone_past_the_end_leaves_nothing_open() {
    let end = Calendar { covers: Some((date(2021, 1, 1), date(2021, 7, 1))), ..calendar() };
    assert_eq!(working_days(&end, date(2021, 6, 29), date(2021, 7, 3)), Counted { least: 2, most: 2 });
    assert_eq!(doubt(&end, date(2021, 6, 29), date(2021, 7, 3)), None);
}

/// Between a day and a later one a feast is counted on whichever day it falls, while which day is the n-th hangs on it.
#[test]
fn a_feast_of_which_the_day_is_not_known_leaves_open_which_day_is_reached() {
    let mut feast = calendar();
    feast.holidays.insert(date(2020, 7, 29), Holiday { estimated: true, ..Holiday::default() });
    let mut open = 0;
    for (from, n) in (0..28).flat_map(|from| (-12..12).map(move |n| (add_days(date(2020, 7, 14), from).unwrap(), n))) {
        let reached = add_working_days(&feast, from, n).unwrap();
        let sure = reached.earliest == reached.latest;
        assert_eq!(doubt_of_end(&feast, from, n), (!sure).then_some(Doubt::Estimated), "{from} {n}");
        open += usize::from(!sure);
    }
    assert!(open > 0);
}

#[test]
fn where_weekends_were_worked_before_they_may_be_again() {
    let mut swaps = Calendar { covers: Some((date(2020, 1, 1), date(2021, 7, 1))), ..calendar() };
    swaps.worked = [(date(2020, 6, 20), None)].into();
    assert_eq!(working_days(&swaps, date(2021, 6, 29), date(2021, 7, 3)), Counted { least: 2, most: 4 });
}

#[test]
fn no_working_day_lies_between_a_day_and_an_earlier_one() {
    let none = Counted { least: 0, most: 0 };
    assert_eq!(working_days(&calendar(), date(2020, 5, 4), date(2020, 5, 4)), none);
    assert_eq!(working_days(&calendar(), date(2020, 5, 4), date(2020, 5, 1)), none);
}
