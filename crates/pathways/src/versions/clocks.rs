//! Whether a clock of one version ends later than that of another, or sooner: each part of it that bears on its end is held
//! against the other's. What differs and cannot be ordered is both, for nobody can show that it is neither.

use std::cmp::Ordering;

use model::Date;
use rules::measure::NATIONAL;

use super::same::{Versions, no_longer};
use crate::pathway::{Due, Length, Pathway, PauseRule, Rolling, TimeUnit};

impl Versions<'_> {
    /// Whether a clock may end later, or no longer runs at all.
    pub fn later(self, due: Option<&Due>, other: Option<&Due>) -> bool {
        match (due, other) {
            (None, _) => false,
            (Some(_), None) => true,
            (Some(due), Some(other)) => self.ends(due, other).is_none_or(Ordering::is_gt),
        }
    }

    /// Whether a clock may end sooner, or runs where there was none: less time for whoever it runs against.
    pub fn sooner(self, due: Option<&Due>, other: Option<&Due>) -> bool {
        match (due, other) {
            (_, None) => false,
            (None, Some(_)) => true,
            (Some(due), Some(other)) => self.ends(due, other).is_none_or(Ordering::is_lt),
        }
    }

    /// When the later version's clock ends, held against the earlier one's; nothing where that cannot be told.
    fn ends(self, due: &Due, other: &Due) -> Option<Ordering> {
        let alike = due.unit == other.unit
            && due.backward == other.backward
            && self.moments_same(due.anchor, other.anchor)
            && self.days_same(due, other)
            && self.from.zone == self.to.zone;
        let parts = [
            alike.then_some(Ordering::Equal),
            self.length(due, other),
            Some(clear(due, other)),
            Some(rolls(other.roll).cmp(&rolls(due.roll))),
            Some(other.least.cmp(&due.least)),
            self.pauses(due, other),
            self.restart(due, other),
            Some(day_ends(self.to).cmp(&day_ends(self.from))),
        ];
        parts.into_iter().fold(Some(Ordering::Equal), together)
    }

    /// Whether days are counted by the same calendar, where one has a say.
    fn days_same(self, due: &Due, other: &Due) -> bool {
        let counts = |due: &Due| due.unit == TimeUnit::WorkingDays || due.roll != Rolling::Stays || due.least > 0;
        if !counts(due) && !counts(other) {
            return true;
        }
        let own = self.from.rules.calendar(&due.calendar) == self.to.rules.calendar(&other.calendar);
        let country = due.calendar != NATIONAL || self.from.jurisdiction == self.to.jurisdiction;
        due.calendar == other.calendar && own && country
    }

    /// How long it runs, on every day on which a case may open.
    fn length(self, due: &Due, other: &Due) -> Option<Ordering> {
        let turns = |length: Length, of: &Pathway| match length {
            Length::Fixed(_) => vec![],
            Length::Value(value) => of.rules.turns_of(value).into_iter().collect::<Vec<Date>>(),
        };
        let days = [Date::MIN].into_iter().chain(turns(due.length, self.from)).chain(turns(other.length, self.to));
        let each = days.map(|day| {
            let (was, now) = (length_on(self.from, due.length, day), length_on(self.to, other.length, day));
            Some(match (was, now) {
                (Some(was), Some(now)) if due.backward => was.cmp(&now),
                (Some(was), Some(now)) => now.cmp(&was),
                // Of what nobody has decided the length, nothing is owed.
                (Some(_), None) => Ordering::Greater,
                (None, Some(_)) => Ordering::Less,
                (None, None) => Ordering::Equal,
            })
        });
        each.fold(Some(Ordering::Equal), together)
    }

    /// With fewer pauses it ends sooner.
    fn pauses(self, due: &Due, other: &Due) -> Option<Ordering> {
        let same = |was: &PauseRule, now: &PauseRule| {
            self.moments_same(was.from, now.from) && self.moments_same(was.until, now.until)
        };
        let lost = due.pauses.iter().any(|was| !other.pauses.iter().any(|now| same(was, now)));
        let gained = other.pauses.iter().any(|now| !due.pauses.iter().any(|was| same(was, now)));
        match (lost, gained) {
            (false, false) => Some(Ordering::Equal),
            (true, false) => Some(Ordering::Less),
            (false, true) => Some(Ordering::Greater),
            (true, true) => None,
        }
    }

    fn restart(self, due: &Due, other: &Due) -> Option<Ordering> {
        match (due.restart, other.restart) {
            (None, None) => Some(Ordering::Equal),
            (Some(_), None) => Some(Ordering::Less),
            (None, Some(_)) => Some(Ordering::Greater),
            (Some(was), Some(now)) => self.moments_same(was, now).then_some(Ordering::Equal),
        }
    }
}

/// Whether fewer hear that a clock is over, or they hear it later.
pub(super) fn fewer_hear(due: Option<&Due>, other: Option<&Due>) -> bool {
    let Some((due, other)) = due.zip(other) else { return false };
    let hears = |role: &str, after| other.levels.iter().any(|now| now.role == role && no_longer(after, now.after));
    due.levels.iter().any(|level| !hears(&level.role, level.after))
}

/// Two parts of one clock: together they end it later, or sooner, only where neither ends it the other way.
fn together(one: Option<Ordering>, two: Option<Ordering>) -> Option<Ordering> {
    match (one?, two?) {
        (one, Ordering::Equal) => Some(one),
        (Ordering::Equal, two) => Some(two),
        (one, two) => (one == two).then_some(one),
    }
}

fn length_on(pathway: &Pathway, length: Length, day: Date) -> Option<i64> {
    match length {
        Length::Fixed(n) => Some(n),
        Length::Value(value) => pathway.rules.whole_on(value, day),
    }
}

/// What counts clear days back ends sooner; forwards that changes nothing.
fn clear(due: &Due, other: &Due) -> Ordering {
    if due.backward { due.clear.cmp(&other.clear) } else { Ordering::Equal }
}

/// The earlier it moves an end, the lower.
fn rolls(roll: Rolling) -> u8 {
    match roll {
        Rolling::Previous => 0,
        Rolling::Stays => 1,
        Rolling::Next => 2,
    }
}

fn day_ends(pathway: &Pathway) -> (i8, i8) {
    pathway.day_ends.unwrap_or((24, 0))
}
