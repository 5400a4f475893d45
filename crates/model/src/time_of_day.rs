//! A time of day as clocks of a place show it, to the minute. It knows no day and no zone: from 23:30 to 00:30 is no length,
//! and nothing is added to one.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::ValueError;

/// A time of day: minutes since midnight, below [`TimeOfDay::MINUTES`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct TimeOfDay(u16);

impl TimeOfDay {
    /// Minutes of a day.
    pub const MINUTES: u16 = 24 * 60;

    /// The last of a day.
    pub const LAST: Self = Self(Self::MINUTES - 1);

    /// So many minutes after midnight; nothing from the next midnight on.
    pub fn of_minutes(minutes: i64) -> Option<Self> {
        u16::try_from(minutes).ok().filter(|minutes| *minutes < Self::MINUTES).map(Self)
    }

    /// Minutes since midnight.
    pub fn minutes(self) -> i64 {
        i64::from(self.0)
    }
}

impl FromStr for TimeOfDay {
    type Err = ValueError;

    /// `09:30`, and nothing else: `9.30` and `9 pm` are refused, for who wrote them may have meant something else.
    fn from_str(text: &str) -> Result<Self, ValueError> {
        let two = |digits: &str| {
            let both = digits.len() == 2 && digits.bytes().all(|byte| byte.is_ascii_digit());
            both.then(|| digits.parse::<u16>().ok()).flatten().ok_or(ValueError::Time)
        };
        let (hours, minutes) = text.split_once(':').ok_or(ValueError::Time)?;
        match (two(hours)?, two(minutes)?) {
            (hours @ ..24, minutes @ ..60) => Ok(Self(hours * 60 + minutes)),
            _ => Err(ValueError::Time),
        }
    }
}

impl fmt::Display for TimeOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}

impl TryFrom<String> for TimeOfDay {
    type Error = ValueError;

    fn try_from(text: String) -> Result<Self, ValueError> {
        text.parse()
    }
}

impl From<TimeOfDay> for String {
    fn from(time: TimeOfDay) -> Self {
        time.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_read_as_it_is_written_and_as_nothing_else() {
        for text in ["00:00", "09:30", "23:59"] {
            assert_eq!(text.parse::<TimeOfDay>().map(|time| time.to_string()), Ok(text.to_owned()));
        }
        for text in ["24:00", "23:60", "9:30", "09.30", "09:30:00", "9 pm", "+9:30", "٠٩:٣٠", "", ":"] {
            assert_eq!(text.parse::<TimeOfDay>(), Err(ValueError::Time), "{text}");
        }
    }

    #[test]
    fn minutes_are_those_of_one_day() {
        assert_eq!(TimeOfDay::of_minutes(0), Some("00:00".parse().unwrap()));
        assert_eq!(TimeOfDay::of_minutes(1_439), Some(TimeOfDay::LAST));
        assert_eq!((TimeOfDay::of_minutes(1_440), TimeOfDay::of_minutes(-1)), (None, None));
        assert_eq!("09:30".parse::<TimeOfDay>().unwrap().minutes(), 570);
    }
}
