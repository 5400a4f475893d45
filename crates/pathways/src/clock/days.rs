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
        let end = first(base - 1, |until| until - base >= self.among(start, until));
        let Some(end) = end else { return Walked::Nowhere };
        if let Some(open) = self.open.filter(|open| *open < end) {
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
