//! What an expression comes to, and what it is as a number, a text or a yes.
//!
//! The four ways of going from one to another bite (an empty answer is no number, and whatever is compared with it is
//! false; the text `false` is a yes): they are those of `JavaRosa`, which Collect runs.

use super::Spot;
use super::number::{shown, told};

/// What an expression comes to.
#[derive(Debug, Clone, PartialEq)]
pub enum Datum {
    /// A number.
    Number(f64),
    /// A text.
    Text(String),
    /// Yes or no.
    Flag(bool),
    /// A day, counted from 1 January 1970.
    Day(i64),
    /// A moment: milliseconds from the beginning of 1970, and seconds by which its place is ahead of UTC.
    Moment(i64, i32),
    /// Nodes.
    Nodes(Vec<Spot>),
}

/// Milliseconds of a day.
pub(super) const DAY: i64 = 86_400_000;

impl Datum {
    /// An empty text.
    pub fn empty() -> Self {
        Self::Text(String::new())
    }

    /// As a number; of what is none, not a number.
    pub fn number(&self) -> f64 {
        match self {
            Self::Number(number) => *number,
            Self::Text(text) => told(text),
            Self::Flag(flag) => f64::from(u8::from(*flag)),
            #[expect(clippy::cast_precision_loss, reason = "days and milliseconds of any calendar are exact")]
            Self::Day(day) => *day as f64,
            #[expect(clippy::cast_precision_loss, reason = "days and milliseconds of any calendar are exact")]
            Self::Moment(millis, offset) => (*millis + i64::from(*offset) * 1000) as f64 / DAY as f64,
            Self::Nodes(_) => f64::NAN,
        }
    }

    /// As a text.
    pub fn text(&self) -> String {
        match self {
            Self::Number(number) => shown(*number),
            Self::Text(text) => text.clone(),
            Self::Flag(flag) => flag.to_string(),
            Self::Day(day) => super::calendar::day_text(*day),
            Self::Moment(millis, offset) => super::calendar::moment_text(*millis, *offset),
            Self::Nodes(_) => String::new(),
        }
    }

    /// As yes or no.
    pub fn flag(&self) -> bool {
        match self {
            Self::Number(number) => !number.is_nan() && number.abs() > 1e-12,
            Self::Text(text) => !text.is_empty(),
            Self::Flag(flag) => *flag,
            Self::Day(_) | Self::Moment(..) => true,
            Self::Nodes(nodes) => !nodes.is_empty(),
        }
    }

    /// Whether two are the same: as yes or no where one of them is, as numbers where one of them is, else as texts.
    pub fn equals(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Flag(_), _) | (_, Self::Flag(_)) => self.flag() == other.flag(),
            (Self::Number(_), _) | (_, Self::Number(_)) => (self.number() - other.number()).abs() < 1e-12,
            _ => self.text() == other.text(),
        }
    }
}
