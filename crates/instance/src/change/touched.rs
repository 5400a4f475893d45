//! Which measures in force a change touches, and on which days: by what the rules say, without looking at people.
//!
//! A measure is bound to each day on which either version begins, changes or ends, to the days of its tests and to
//! today: by all that is decided by now, and by what either version says will be decided later, so that nothing is taken
//! away by a date that is still to come. Bindings of the same hash answer alike, and such a day is left out.

use std::collections::BTreeSet;

use model::{Date, Household};
use packs::Packs;
use rules::expr::{Cond, Literal};
use rules::{Bound, Clocks, Measure};

use super::Loss;

/// Days looked at; a measure with more of them is not counted, and goes to a second person.
const DAYS: usize = 120;

/// A measure that a change touches.
pub struct Touched {
    pub before: Measure,
    /// Why it takes something away, as far as the rules alone say.
    pub loss: Option<Loss>,
    /// Days on which the two versions differ.
    pub days: Vec<Day>,
    /// The day that a page about real people shows.
    pub shown: Option<Date>,
}

/// A day on which the two versions differ.
pub struct Day {
    pub on: Date,
    /// Not only one of a test's.
    pub milestone: bool,
    pub before: Bound,
    pub after: Bound,
}

impl Touched {
    /// The households of the version in force whose answers its authors wrote down.
    pub fn cases(&self) -> impl Iterator<Item = &Household> {
        self.before.tests.iter().map(|case| &case.household)
    }

    /// Whether neither version is in force on any day on which they differ: that nobody loses says nothing then.
    pub fn is_idle(&self) -> bool {
        !self.days.is_empty() && self.days.iter().all(|day| is_over(&day.before) && is_over(&day.after))
    }

    /// The first and the last day on which the two versions differ, and the one that is shown.
    pub fn ends(&self) -> impl Iterator<Item = Date> {
        let ends = self.days.first().into_iter().chain(self.days.last()).map(|day| day.on);
        ends.chain(self.shown)
    }
}

/// Every measure in force that a change touches.
pub fn measures(before: &Packs, after: &Packs, country: Option<&str>, today: Date) -> Vec<Touched> {
    let worlds = Worlds { before, after, country, today };
    let measures = before.packs.iter().flat_map(|pack| &pack.measures);
    measures.filter_map(|measure| worlds.touched(measure)).collect()
}

struct Worlds<'a> {
    before: &'a Packs,
    after: &'a Packs,
    country: Option<&'a str>,
    today: Date,
}

impl Worlds<'_> {
    fn touched(&self, before: &Measure) -> Option<Touched> {
        let touched = |loss, days: Vec<Day>| {
            let shown = self.shown(&days);
            Some(Touched { before: before.clone(), loss, days, shown })
        };
        let Some(after) = self.after.measure(&before.pack, &before.id) else {
            return touched(Some(Loss::Removed), vec![]);
        };
        let milestones: BTreeSet<Date> = [before, after].into_iter().flat_map(milestones).chain([self.today]).collect();
        let tests = before.tests.iter().map(|case| case.on);
        let known: BTreeSet<Date> = [before, after].into_iter().flat_map(decided).chain([self.today]).collect();
        let days: BTreeSet<(Date, Date)> = milestones
            .iter()
            .copied()
            .chain(tests)
            .flat_map(|on| known.range(self.today..).map(move |known| (on, on.max(*known))))
            .collect();
        let narrowed = narrowed(before, after).then_some(Loss::Narrowed);
        if days.len() > DAYS {
            return touched(Some(Loss::Uncounted), vec![]);
        }
        let differ: Option<Vec<Option<Day>>> =
            days.into_iter().map(|(on, as_known)| self.day(before, after, Clocks { on, as_known })).collect();
        let Some(differ) = differ else { return touched(Some(Loss::Uncounted), vec![]) };
        let mut days: Vec<Day> = differ.into_iter().flatten().collect();
        for day in &mut days {
            day.milestone = milestones.contains(&day.on);
        }
        if days.is_empty() && narrowed.is_none() { None } else { touched(narrowed, days) }
    }

    /// Both versions on a day where they differ: nothing inside where they do not, nothing at all where one of them
    /// cannot be bound.
    #[expect(clippy::option_option, reason = "alike and unbound are two cases")]
    fn day(&self, before: &Measure, after: &Measure, clocks: Clocks) -> Option<Option<Day>> {
        let bind = |packs, measure| packs::bind(packs, measure, clocks, self.country).ok();
        let (before, after) = (bind(self.before, before)?, bind(self.after, after)?);
        let differ = before.hash != after.hash;
        Some(differ.then_some(Day { on: clocks.on, milestone: false, before, after }))
    }

    /// Today where something changes today, else the next day on which something does, else the last: chosen by the
    /// rules alone, so that the day tells nothing of people.
    fn shown(&self, days: &[Day]) -> Option<Date> {
        let days = || days.iter().filter(|day| day.milestone).map(|day| day.on);
        days().find(|day| *day >= self.today).or_else(|| days().next_back())
    }
}

/// Whether a measure is not in force on the day to which it is bound.
fn is_over(bound: &Bound) -> bool {
    bound.conditions.first().is_some_and(|in_force| in_force.when == Cond::Const(false))
}

/// The days on which a measure begins, changes, ends and is over.
fn milestones(measure: &Measure) -> Vec<Date> {
    let (_, end) = measure.written_ends();
    let over = end.and_then(|end| end.tomorrow().ok());
    let values = measure.params.values().flat_map(|param| &param.rows);
    let dates = values.clone().filter_map(|row| match &row.value {
        Some(Literal::Date(day)) => Some(*day),
        _ => None,
    });
    // A date that is a value may be an end: the day after it counts too.
    let after = dates.clone().filter_map(|day| day.tomorrow().ok());
    measure.milestones().into_iter().chain(end).chain(over).chain(dates.chain(after)).chain(decided(measure)).collect()
}

/// The days on which its values were decided, or will be.
fn decided(measure: &Measure) -> Vec<Date> {
    measure.params.values().flat_map(|param| &param.rows).map(|row| row.decided).collect()
}

/// Whether a measure begins later, ends earlier or gives fewer rights, by what is written.
fn narrowed(before: &Measure, after: &Measure) -> bool {
    let ((began, ended), (begins, ends)) = (before.written_ends(), after.written_ends());
    let later = matches!((began, begins), (Some(began), Some(begins)) if begins > began);
    let earlier = match (&before.valid.1, &after.valid.1) {
        (_, None) => false,
        (None, Some(_)) => true,
        (Some(one), Some(other)) => match (ended, ends) {
            (Some(ended), Some(ends)) => ends < ended,
            (_, _) => one != other,
        },
    };
    later || earlier || before.gives.iter().any(|right| !after.gives.contains(right))
}
