//! The clocks of a pathway as its file gives them: how long, whence, by whose days, what stops and moves them, who hears.

use rules::LooseTerm;
use rules::measure::Law;

use crate::leaves::Leaf;

/// A clock: by when something is due.
#[derive(Debug, Clone)]
pub struct Due {
    /// Forwards from its anchor, or backwards.
    pub backward: bool,
    /// How long.
    pub length: Length,
    /// In which unit.
    pub unit: TimeUnit,
    /// Whence.
    pub anchor: Anchor,
    /// Neither the first nor the last day counts.
    pub clear: bool,
    /// The calendar in which it is walked.
    pub calendar: String,
    /// Where an end on a free day moves.
    pub roll: Rolling,
    /// Working days that it holds at least.
    pub least: i64,
    /// When it stops.
    pub pauses: Vec<PauseRule>,
    /// What begins it anew.
    pub restart: Option<Anchor>,
    /// Who hears of it when it is over, and how long after.
    pub levels: Vec<EscalationLevel>,
    /// The citation.
    pub law: Law,
    /// Line and column.
    pub at: (usize, usize),
}

/// How long a clock runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Length {
    /// So many units.
    Fixed(i64),
    /// As many as a parameter says on the day the case opened.
    Value(LooseTerm),
}

/// A unit of a clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "each variant is what it names")]
pub enum TimeUnit {
    Hours,
    Days,
    WorkingDays,
    Weeks,
    Months,
}

/// So many units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "said above")]
pub struct Period {
    pub n: i64,
    pub unit: TimeUnit,
}

/// Whence a clock runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    /// From the moment its item opens.
    Opening,
    /// From a moment of the case.
    Leaf(Leaf),
    /// From a day of the data.
    Value(LooseTerm),
}

/// Where an end on a free day moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[expect(missing_docs, reason = "each variant is what it names")]
pub enum Rolling {
    #[default]
    Stays,
    Next,
    Previous,
}

/// When a clock stops: after one day, up to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "said above")]
pub struct PauseRule {
    pub from: Anchor,
    pub until: Anchor,
}

/// Who hears of a clock that is over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EscalationLevel {
    /// A role, or `above`: the office above.
    pub role: String,
    /// How long after.
    pub after: Period,
}

impl TimeUnit {
    /// The word by which files name it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Hours => "hours",
            Self::Days => "days",
            Self::WorkingDays => "working_days",
            Self::Weeks => "weeks",
            Self::Months => "months",
        }
    }
}
