//! Moments in words: days as days, clocks in hours to the minute, both as the case's zone has them.

use model::{Date, Timestamp, Zone};

use crate::clock::DueEnd;

/// Tells moments as a zone has them.
#[derive(Debug, Clone, Copy)]
pub struct Teller<'a> {
    zone: &'a Zone,
}

impl<'a> Teller<'a> {
    /// In a zone.
    pub fn new(zone: &'a Zone) -> Self {
        Self { zone }
    }

    /// The end of a clock: its last day, or the minute.
    pub fn end(&self, end: DueEnd) -> String {
        end.day.map_or_else(|| self.minute(end.ends), |day: Date| day.to_string())
    }

    /// The day of a moment.
    pub fn day(&self, at: Timestamp) -> String {
        self.zone.day(at).to_string()
    }

    /// A moment to the minute.
    pub fn minute(&self, at: Timestamp) -> String {
        let (hour, minute) = self.zone.time(at);
        format!("{}T{hour:02}:{minute:02}", self.zone.day(at))
    }
}
