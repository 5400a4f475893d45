//! Time comes in as a parameter: the binary owns the one real clock.

use serde::{Deserialize, Serialize};

use crate::Date;

/// An instant, in microseconds since 1970-01-01T00:00:00Z.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Timestamp(pub i64);

impl Timestamp {
    /// Microseconds of an hour.
    pub const HOUR: i64 = 3_600_000_000;

    /// The civil day in UTC on which this instant falls.
    pub fn day(self) -> Date {
        let days = self.0.div_euclid(86_400_000_000);
        crate::from_day_number(i32::try_from(days).unwrap_or(i32::MAX))
    }

    /// RFC 3339 in UTC, to the second; what pages and logs show.
    pub fn rfc3339(self) -> String {
        let seconds = self.0.div_euclid(1_000_000).rem_euclid(86_400);
        let (h, m, s) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
        format!("{}T{h:02}:{m:02}:{s:02}Z", self.day())
    }
}

/// Whoever needs to know the time is handed one of these.
pub trait Clock: Send + Sync {
    /// The current instant.
    fn now(&self) -> Timestamp;
}

/// A clock that stands still, for tests and for replays.
#[derive(Debug, Clone, Copy)]
pub struct FixedClock(pub Timestamp);

impl Clock for FixedClock {
    fn now(&self) -> Timestamp {
        self.0
    }
}
