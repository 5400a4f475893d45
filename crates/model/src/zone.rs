//! Where a day ends: time zones by their names, with rules that come with the program and hang on no machine.

use std::fmt;

use jiff::tz::TimeZone;

use crate::{Date, Timestamp};

/// A time zone by its name in the IANA database (`Africa/Kampala`).
#[derive(Clone, PartialEq, Eq)]
pub struct Zone(TimeZone);

impl Zone {
    /// The zone of a name; none where there is no such zone.
    pub fn named(name: &str) -> Option<Self> {
        TimeZone::get(name).ok().map(Self)
    }

    /// Coordinated universal time: where no office has said otherwise.
    pub fn utc() -> Self {
        Self(TimeZone::UTC)
    }

    /// Its name.
    pub fn name(&self) -> &str {
        self.0.iana_name().unwrap_or("UTC")
    }

    /// The civil day here at an instant; beyond the calendar, its last day.
    pub fn day(&self, at: Timestamp) -> Date {
        jiff::Timestamp::from_microsecond(at.0).map_or_else(|_| at.day(), |at| self.0.to_datetime(at).date())
    }

    /// Hour and minute here at an instant; beyond the calendar, midnight.
    pub fn time(&self, at: Timestamp) -> (i8, i8) {
        jiff::Timestamp::from_microsecond(at.0).map_or((0, 0), |at| {
            let here = self.0.to_datetime(at).time();
            (here.hour(), here.minute())
        })
    }
}

impl fmt::Debug for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_ends_where_the_office_is() {
        // 2026-11-29T22:30:00Z.
        let at = Timestamp(1_795_991_400_000_000);
        for (zone, day) in [("UTC", "2026-11-29"), ("Asia/Dhaka", "2026-11-30"), ("America/Guatemala", "2026-11-29")] {
            assert_eq!(Zone::named(zone).unwrap().day(at).to_string(), day, "{zone}");
        }
        assert_eq!(Zone::named("Asia/Kathmandu").unwrap().time(at), (4, 15));
        assert_eq!(Zone::named("Europe/Atlantis"), None);
        assert_eq!(Zone::named("Asia/Dhaka").unwrap().name(), "Asia/Dhaka");
    }
}
