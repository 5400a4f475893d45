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

    /// The first instant of a day here, also where midnight is skipped; of a day that the zone skips, that of the next.
    /// Beyond the calendar, the last instant there is.
    pub fn begins(&self, day: Date) -> Timestamp {
        let first = day.to_zoned_datetime(self.0.clone()).and_then(|midnight| midnight.start_of_day());
        first.map_or(Timestamp(i64::MAX), |first| Timestamp(first.timestamp().as_microsecond()))
    }

    /// The instant at which clocks here show an hour and a minute of a day: the first, where they show it twice; where
    /// they skip it, as much later as they skip.
    pub fn instant(&self, day: Date, (hour, minute): (i8, i8)) -> Timestamp {
        let shown = jiff::civil::Time::new(hour, minute, 0, 0).map(|time| day.to_datetime(time));
        let zoned = shown.and_then(|shown| shown.to_zoned_datetime(self.0.clone()));
        zoned.map_or_else(|_| self.begins(day), |zoned| Timestamp(zoned.timestamp().as_microsecond()))
    }

    /// Whether clocks here go past a day altogether, as they did west of the date line when it was moved.
    pub fn skips(&self, day: Date) -> bool {
        day.tomorrow().is_ok_and(|next| self.begins(day) == self.begins(next))
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

    #[track_caller]
    fn begins(zone: &str, day: &str, expected: &str) {
        let first = Zone::named(zone).unwrap().begins(day.parse().unwrap());
        assert_eq!(first.rfc3339(), expected, "{zone} {day}");
    }

    #[test]
    fn a_day_begins_with_its_first_instant_also_where_midnight_is_skipped() {
        begins("Europe/Lisbon", "2020-10-25", "2020-10-24T23:00:00Z");
        begins("Europe/Lisbon", "2020-10-26", "2020-10-26T00:00:00Z");
        begins("Asia/Beirut", "2021-03-28", "2021-03-27T22:00:00Z");
        begins("America/Havana", "2020-11-01", "2020-11-01T04:00:00Z");
    }

    #[test]
    fn a_day_that_is_skipped_begins_with_the_next() {
        let apia = Zone::named("Pacific/Apia").unwrap();
        let skipped = |day: &str| apia.skips(day.parse().unwrap());
        assert_eq!([skipped("2011-12-29"), skipped("2011-12-30"), skipped("2011-12-31")], [false, true, false]);
        begins("Pacific/Apia", "2011-12-30", "2011-12-30T10:00:00Z");
        begins("Pacific/Apia", "2011-12-31", "2011-12-30T10:00:00Z");
    }

    #[test]
    fn an_hour_of_a_day_is_an_instant() {
        let lisbon = Zone::named("Europe/Lisbon").unwrap();
        let at = |day: &str, time| lisbon.instant(day.parse().unwrap(), time).rfc3339();
        assert_eq!(at("2020-10-24", (14, 20)), "2020-10-24T13:20:00Z");
        assert_eq!(at("2020-10-25", (1, 30)), "2020-10-25T00:30:00Z", "shown twice");
        assert_eq!(at("2021-03-28", (1, 30)), "2021-03-28T01:30:00Z", "skipped");
    }
}
