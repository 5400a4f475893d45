//! Days walked one after the other: those that count, those that are paused, and where the n-th of them lies.
//!
//! Where a calendar cannot tell whether a day is worked there are two answers, the earliest and the latest.

use model::Date;
use rules::dates::{day, number, working_days};
use rules::measure::Calendar;

/// Beyond this many days nothing is due: longer than any period that a file may give, pauses included.
const FARTHEST: i64 = 60_000;

/// Days on which a clock stands still, as disjoint runs `(after, until]` in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PausedDays {
    runs: Vec<(i64, i64)>,
    /// The day after which it stands still for good, until somebody answers.
    open: Option<i64>,
}

/// Where a walk ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Walked {
    /// On the earliest of these days or, where that cannot be told, up to the latest; `None` is open.
    On(Date, Option<Date>),
    /// Nowhere yet: so many are left.
    Left(i64),
    /// Beyond every day there is.
    Nowhere,
}

impl PausedDays {
    /// The union of pauses `(after, until]`; without an end it is still open.
    pub fn union(pauses: impl IntoIterator<Item = (Date, Option<Date>)>) -> Self {
        let mut found = Self::default();
        let mut runs = Vec::new();
        for (after, until) in pauses {
            match until {
                Some(until) => runs.push((number(after), number(until))),
                None => found.open = Some(found.open.map_or(number(after), |open| open.min(number(after)))),
            }
        }
        runs.sort_unstable();
        for (after, until) in runs.into_iter().filter(|(after, until)| after < until) {
            match found.runs.last_mut() {
                Some(last) if after <= last.1 => last.1 = last.1.max(until),
                _ => found.runs.push((after, until)),
            }
        }
        found
    }

    /// The runs of `(after, until]` that are not paused.
    fn running(&self, after: i64, until: i64) -> Vec<(i64, i64)> {
        let (mut from, mut found) = (after, Vec::new());
        for (pause, resume) in &self.runs {
            if *pause > from {
                found.push((from, until.min(*pause)));
            }
            from = from.max(*resume);
        }
        found.push((from, until));
        found.retain(|(from, to)| from < to);
        found
    }

    fn among(&self, after: i64, until: i64) -> i64 {
        (until - after).max(0) - self.running(after, until).iter().map(|(from, to)| to - from).sum::<i64>()
    }

    /// How many days of `(after, until]` count: if every doubtful one is free, and if none is.
    fn counted(&self, calendar: Option<&Calendar>, after: i64, until: i64) -> (i64, i64) {
        let pieces = self.running(after, until).into_iter().map(|(from, to)| {
            let Some(calendar) = calendar else { return (to - from, to - from) };
            let Some((from, to)) = day(from).zip(day(to)) else { return (0, 0) };
            let counted = working_days(calendar, from, to);
            (counted.least, counted.most)
        });
        pieces.fold((0, 0), |(least, most), (l, m)| (least + l, most + m))
    }

    /// The n-th day after a day that counts.
    pub(crate) fn nth(&self, calendar: Option<&Calendar>, start: Date, n: i64) -> Walked {
        if n <= 0 {
            return Walked::On(start, Some(start));
        }
        let start = number(start);
        let earliest = first(start, |until| self.counted(calendar, start, until).1 >= n);
        let Some(earliest) = earliest else { return Walked::Nowhere };
        if let Some(open) = self.open.filter(|open| *open < earliest) {
            return Walked::Left(n - self.counted(calendar, start, open.max(start)).1);
        }
        let latest = first(earliest - 1, |until| self.counted(calendar, start, until).0 >= n);
        day(earliest).map_or(Walked::Nowhere, |earliest| Walked::On(earliest, latest.and_then(day)))
    }

    /// A day, later by each paused day after a start.
    pub(crate) fn later(&self, start: Date, end: Date) -> Walked {
        let (start, base) = (number(start), number(end));
        // Of the days that follow the one after which it stands still for good, none is paused twice.
        let last = self.open.unwrap_or(i64::MAX);
        let end = first(base - 1, |until| until - base >= self.among(start, until.min(last)));
        let Some(end) = end else { return Walked::Nowhere };
        if let Some(open) = self.open.filter(|open| (*open).max(start) < end) {
            return Walked::Left(end - open.max(start));
        }
        day(end).map_or(Walked::Nowhere, |end| Walked::On(end, Some(end)))
    }
}

/// The first day after another on which something holds that holds ever after.
fn first(after: i64, holds: impl Fn(i64) -> bool) -> Option<i64> {
    let (mut short, mut step) = (after, 1);
    while !holds(after + step) {
        short = after + step;
        step *= 2;
        if step > FARTHEST {
            return None;
        }
    }
    let mut long = after + step;
    while long - short > 1 {
        let middle = short + (long - short) / 2;
        if holds(middle) { long = middle } else { short = middle }
    }
    Some(long)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;
    use rules::measure::Holiday;

    use super::*;

    /// Day by day: whether a day is paused, whether it is worked, how many are left.
    fn slowly(calendar: Option<&Calendar>, pauses: &[(Date, Option<Date>)], start: Date, n: i64) -> Walked {
        let (mut date, mut left) = (start, n);
        while left > 0 {
            date = date.tomorrow().unwrap();
            if pauses.iter().any(|(after, until)| *after < date && until.is_none()) {
                return Walked::Left(left);
            }
            let stands = pauses.iter().any(|(after, until)| *after < date && until.is_some_and(|until| date <= until));
            let weekday = date.weekday().to_monday_one_offset();
            let worked = calendar.is_none_or(|calendar| {
                let free =
                    calendar.weekend.contains(&u8::try_from(weekday).unwrap()) || calendar.holidays.contains_key(&date);
                calendar.worked.contains_key(&date) || !free
            });
            left -= i64::from(worked && !stands);
        }
        Walked::On(date, Some(date))
    }

    /// A day later, again and again, until as many days were added as were paused.
    fn later_slowly(pauses: &[(Date, Option<Date>)], start: Date, end: Date) -> Walked {
        let (mut date, mut at) = (end, start);
        while at < date {
            at = at.tomorrow().unwrap();
            if pauses.iter().any(|(after, until)| *after < at && until.is_none()) {
                let left = number(date) - number(at) + 1;
                return Walked::Left(left);
            }
            if pauses.iter().any(|(after, until)| *after < at && until.is_some_and(|until| at <= until)) {
                date = date.tomorrow().unwrap();
            }
        }
        Walked::On(date, Some(date))
    }

    fn days() -> impl Strategy<Value = Date> {
        (18_500..18_640_i64).prop_map(|at| day(at).unwrap())
    }

    fn pauses() -> impl Strategy<Value = Vec<(Date, Option<Date>)>> {
        let closed = (days(), 0..12_i64).prop_map(|(after, days)| (after, day(number(after) + days)));
        let open = prop_oneof![4 => Just(None), 1 => days().prop_map(|after| Some((after, None)))];
        (prop::collection::vec(closed, 0..6), open).prop_map(|(closed, open)| closed.into_iter().chain(open).collect())
    }

    fn calendars() -> impl Strategy<Value = Calendar> {
        let weekend = prop_oneof![Just(vec![6, 7]), Just(vec![5, 6]), Just(vec![5]), Just(vec![])];
        (weekend, prop::collection::vec(days(), 0..20), prop::collection::vec(days(), 0..4)).prop_map(
            |(weekend, free, worked)| {
                let mut calendar = Calendar::of_weekend(weekend);
                calendar.holidays = free.into_iter().map(|day| (day, Holiday::default())).collect();
                let worked = worked.into_iter().filter(|day| !calendar.holidays.contains_key(day));
                calendar.worked = worked.map(|day| (day, None)).collect::<BTreeMap<_, _>>();
                calendar
            },
        )
    }

    proptest! {
        #[test]
        fn the_nth_day_is_the_nth_day(start in days(), n in 0..40_i64, pauses in pauses(), calendar in calendars(), working in any::<bool>()) {
            let calendar = working.then_some(&calendar);
            let paused = PausedDays::union(pauses.clone());
            prop_assert_eq!(paused.nth(calendar, start, n), slowly(calendar, &pauses, start, n));
        }

        #[test]
        fn an_end_is_later_by_each_paused_day(start in days(), length in 0..90_i64, pauses in pauses()) {
            let end = day(number(start) + length).unwrap();
            let paused = PausedDays::union(pauses.clone());
            prop_assert_eq!(paused.later(start, end), later_slowly(&pauses, start, end));
        }
    }
}
