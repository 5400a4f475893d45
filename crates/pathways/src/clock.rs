//! Clocks: from a start, a length, a calendar and pauses to the end of the last day, or to what is left where it stands
//! still.
//!
//! The starting day does not count, paused days are skipped, and what is done before the end is in time. A start that is
//! known to a month only, and a calendar that ends too soon, give an interval; nothing is guessed. Nothing here knows what
//! the clock is of.

mod days;
mod reckon;
mod span;

pub use days::PausedDays;
pub use reckon::{ClockScene, ClockStart, Reckoning, escalates, next_after, reckon, skipped};
pub(crate) use span::UNITS;
pub use span::{ends_in, parse_span};

use model::{Date, Timestamp};

use crate::pathway::TimeUnit;

/// The end of a clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct DueEnd {
    /// The first instant that is late.
    pub ends: Timestamp,
    /// The last day that is in time; none where the clock runs in hours.
    pub day: Option<Date>,
}

/// What a clock shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reckoned {
    /// It ends in this interval; `None` is "not before".
    Ends {
        /// The earliest end.
        lo: DueEnd,
        /// The latest.
        hi: Option<DueEnd>,
    },
    /// It stands still with so much left.
    Stopped {
        /// How much.
        left: i64,
        /// Of what.
        unit: TimeUnit,
    },
}

impl Reckoned {
    /// The end by which it is certain.
    pub fn certain(&self) -> Option<DueEnd> {
        match self {
            Self::Ends { hi, .. } => *hi,
            Self::Stopped { .. } => None,
        }
    }

    /// The earliest end.
    pub fn earliest(&self) -> Option<DueEnd> {
        match self {
            Self::Ends { lo, .. } => Some(*lo),
            Self::Stopped { .. } => None,
        }
    }
}
