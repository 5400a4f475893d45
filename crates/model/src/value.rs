//! Values, typed from their source text by the field's type: `0110` keeps its zero, `no` is no boolean.

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::digits::{Digits, written};
use crate::{Date, PartialDate, ValueError};

/// A value of one field. Codes are kept as spelt.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Value {
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// Free or identifying text; measures never read it.
    Text(String),
    /// A day.
    Date(Date),
    /// A date known to the year, month or day.
    Partial(PartialDate),
    /// One code of the field's list.
    Code(String),
    /// Several codes of the field's list; the empty set is a value ("reads no language").
    Codes(BTreeSet<String>),
}

/// decimal(18,4): an exact number in ten-thousandths. No floats anywhere in a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Decimal(pub i64);

impl FromStr for Decimal {
    type Err = ValueError;

    fn from_str(text: &str) -> Result<Self, ValueError> {
        Digits::read(text).and_then(|digits| digits.units(4)).map(Self).ok_or(ValueError::Int)
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
}
