//! Measures that were asked and could not be counted, or not compared. Every format names each of them with why, and a
//! call in which there is one does not end as if all had been answered.

use evidence::reach::{NotCounted, ReachFigures};

use crate::fail::{Fail, Outcome};

/// Over which measures those whom none reaches are counted.
#[derive(Debug, Clone, Copy)]
pub enum NoneOf {
    /// Those of the packs named.
    Named,
    /// Of people on record: all that were in force when the figures were first told, whatever is named.
    InForce,
}

impl NoneOf {
    /// After "reached by none of".
    pub fn says(self) -> &'static str {
        match self {
            Self::Named => "these measures",
            Self::InForce => "all measures that were in force when this was first told",
        }
    }
}

/// Each of them once, and what was not done: a measure that could not be counted is not said again not to be compared.
pub fn uncounted(figures: &ReachFigures) -> impl Iterator<Item = (&'static str, &NotCounted)> {
    let compared = figures.variants.iter().flat_map(|variants| &variants.not_compared);
    let compared = compared.filter(|one| !figures.not_counted.contains(one)).map(|one| ("not compared", one));
    figures.not_counted.iter().map(|one| ("not counted", one)).chain(compared)
}

/// Of those whom none of the measures reaches: a question that is open is no yes.
pub const OPEN: &str = "whoever’s answer is still open among them";

/// Whether it is not known whom none of the measures reaches, rather than withheld.
pub fn none_unknown(figures: &ReachFigures) -> bool {
    figures.reached_by_none.is_none() && !figures.not_counted.is_empty()
}

/// How a call ends whose figures were shown.
pub fn ended(figures: &ReachFigures) -> Outcome {
    match uncounted(figures).count() {
        0 => Ok(()),
        some => Err(Fail::not_all_right(format!(
            "{some} measure(s) could not be counted or compared; what is shown is of the others"
        ))),
    }
}
