//! Values, typed from their source text by the field's type: `0110` keeps its zero, `no` is no boolean.

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::digits::{Digits, written};
use crate::{Date, Id, Money, PartialDate, TimeOfDay, ValueError};

/// A value of one field. Codes are kept as spelt.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Value {
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// A number with decimals, as many as its field says at most.
    Decimal(Decimal),
    /// An amount; its currency stands beside it wherever it goes.
    Money(Money),
    /// Free or identifying text; measures never read it.
    Text(String),
    /// A day.
    Date(Date),
    /// A date known to the year, month or day.
    Partial(PartialDate),
    /// A time of day.
    Time(TimeOfDay),
    /// One code of the field's list.
    Code(String),
    /// Several codes of the field's list; the empty set is a value ("reads no language").
    Codes(BTreeSet<String>),
    /// Another record.
    Record(Id),
}

impl Value {
    /// The text form that people files, imports and exports use.
    pub fn to_text(&self) -> String {
        match self {
            Self::Bool(value) => value.to_string(),
            Self::Int(value) => value.to_string(),
            Self::Decimal(value) => value.to_string(),
            Self::Money(value) => value.to_string(),
            Self::Text(value) | Self::Code(value) => value.clone(),
            Self::Date(value) => value.to_string(),
            Self::Partial(value) => value.to_string(),
            Self::Time(value) => value.to_string(),
            Self::Record(id) => id.to_string(),
            Self::Codes(values) => values.iter().map(String::as_str).collect::<Vec<_>>().join(" "),
        }
    }

    /// First and last day, for the two kinds of date.
    pub fn days(&self) -> Option<(Date, Date)> {
        match self {
            Self::Date(date) => Some((*date, *date)),
            Self::Partial(date) => Some((date.lo(), date.hi())),
            Self::Bool(_)
            | Self::Int(_)
            | Self::Decimal(_)
            | Self::Money(_)
            | Self::Time(_)
            | Self::Text(_)
            | Self::Code(_)
            | Self::Codes(_)
            | Self::Record(_) => None,
        }
    }
}

/// decimal(18,4): an exact number in ten-thousandths. No floats anywhere in a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Decimal(pub i64);

impl Decimal {
    /// Decimals that a number can have; a field may admit fewer.
    pub const PLACES: u8 = 4;

    /// Reads a number with at most so many decimals. Nothing is rounded away.
    pub fn read(text: &str, places: u8) -> Result<Self, ValueError> {
        let digits = Digits::read(text).ok_or(ValueError::Decimal { places })?;
        if digits.decimals() > places.into() {
            return Err(ValueError::Decimal { places });
        }
        digits.units(Self::PLACES.into()).map(Self).ok_or(ValueError::Large)
    }

    /// Whether it has at most so many decimals.
    pub fn fits(self, places: u8) -> bool {
        let finer = 10_i64.checked_pow(Self::PLACES.saturating_sub(places).into());
        finer.is_none_or(|finer| self.0 % finer == 0)
    }
}

impl FromStr for Decimal {
    type Err = ValueError;

    fn from_str(text: &str) -> Result<Self, ValueError> {
        Self::read(text, Self::PLACES)
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = written(self.0.into(), 4);
        let text = text.trim_end_matches('0').trim_end_matches('.');
        f.write_str(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_exact() {
        assert_eq!("0.1".parse::<Decimal>().unwrap().0, 1000);
        assert_eq!(Decimal(12_500).to_string(), "1.25");
        assert_eq!(Decimal(-1).to_string(), "-0.0001");
        assert!("0.00001".parse::<Decimal>().is_err());
    }

    #[test]
    fn a_number_keeps_to_the_decimals_of_its_field() {
        assert_eq!(Decimal::read("1.25", 2), Ok(Decimal(12_500)));
        assert_eq!(Decimal::read("-3", 0), Ok(Decimal(-30_000)));
        assert_eq!(Decimal::read("1.250", 2), Err(ValueError::Decimal { places: 2 }));
        assert_eq!(Decimal::read("1,5", 2), Err(ValueError::Decimal { places: 2 }));
        assert_eq!(Decimal::read("922337203685478", 2), Err(ValueError::Large));
        let fits = [0, 1, 2, 4].map(|places| Decimal(12_500).fits(places));
        assert_eq!(fits, [false, false, true, true]);
    }
}
