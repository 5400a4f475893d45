//! The days that a population speaks of, by their numbers since 1970-01-01, and those around which its dates gather.

use model::Date;

use super::dice::Dice;

pub const NEW_YEAR_2019: i32 = 17_897;
pub const NEW_YEAR_2020: i32 = 18_262;
/// 2020-03-18, the first cut-off of the Portuguese order.
pub const CUTOFF: i32 = 18_339;
/// 2020-10-01 and 2020-10-30, between which Spanish farm hands could apply.
pub const OCTOBER: (i32, i32) = (18_536, 18_565);
/// 2020-12-01, the day as of which people are seen.
pub const SEEN: i32 = 18_597;

/// The first and the last day that are looked up: 1915-01-01 and 2029-12-31.
const FIRST_DAY: i32 = -20_089;
const LAST_DAY: i32 = 21_914;

/// A day of 2019 or 2020, three in ten within two weeks of 2020-03-18.
pub fn around_spring_2020(dice: &mut Dice) -> i32 {
    match dice.below(100) {
        0..30 => dice.between(CUTOFF - 14, CUTOFF + 14),
        30..80 => dice.between(NEW_YEAR_2019, CUTOFF),
        _ => dice.between(CUTOFF, SEEN - 5),
    }
}

/// Days by their numbers. Looked up, since a person has a dozen.
#[derive(Debug)]
pub struct Days(Vec<Date>);

impl Days {
    pub fn new() -> Self {
        let count = usize::try_from(LAST_DAY - FIRST_DAY + 1).unwrap_or_default();
        let first = model::from_day_number(FIRST_DAY);
        Self(std::iter::successors(Some(first), |day| day.tomorrow().ok()).take(count).collect())
    }

    /// The day of that number.
    pub fn at(&self, number: i32) -> Date {
        let index = usize::try_from(number - FIRST_DAY).unwrap_or(usize::MAX);
        self.0.get(index).copied().unwrap_or_else(|| model::from_day_number(number))
    }
}
