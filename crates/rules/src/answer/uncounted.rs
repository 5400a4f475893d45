//! Days that cannot be counted, because a calendar does not tell whether they are worked.
//!
//! Nobody can be asked for it: the calendar has to be mended, or a day decided. Names a calendar and no person.

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use crate::dates::Doubt;

/// A calendar, and why days cannot be counted by it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Uncounted {
    /// The calendar: an ISO code, or the name of a region.
    pub calendar: String,
    /// Why.
    pub why: Doubt,
}

impl Uncounted {
    pub(super) fn new((calendar, why): (&str, Doubt)) -> Self {
        Self { calendar: calendar.into(), why }
    }

    /// The stable code of its kind.
    pub fn code(&self) -> &'static str {
        match self.why {
            Doubt::Begins(_) => "calendar-begins",
            Doubt::Ends(_) => "calendar-ends",
            Doubt::Weekend => "weekend-unsure",
            Doubt::Estimated => "holiday-estimated",
        }
    }
}

impl std::fmt::Display for Uncounted {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { calendar, why } = self;
        match why {
            Doubt::Begins(day) => write!(f, "cannot be counted, calendar begins {day} ({calendar})"),
            Doubt::Ends(day) => write!(f, "cannot be counted, calendar ends {day} ({calendar})"),
            Doubt::Weekend => write!(f, "cannot be counted, sources differ on which days are worked ({calendar})"),
            Doubt::Estimated => write!(f, "cannot be counted, the day of a holiday is an estimate ({calendar})"),
        }
    }
}

impl Serialize for Uncounted {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_struct("Uncounted", 3)?;
        out.serialize_field("calendar", &self.calendar)?;
        out.serialize_field("code", self.code())?;
        out.serialize_field("says", &self.to_string())?;
        out.end()
    }
}
