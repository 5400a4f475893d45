//! Values, typed from their source text by the field's type: `0110` keeps its zero, `no` is no boolean.

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

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
        scaled(text, 4).map(Self).ok_or(ValueError::Int)
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = unscaled(self.0, 4);
        let text = text.trim_end_matches('0').trim_end_matches('.');
        f.write_str(text)
    }
}

/// An ISO 4217 code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency(pub [u8; 3]);

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{}", char::from(*byte)))
    }
}

impl FromStr for Currency {
    type Err = ValueError;

    fn from_str(text: &str) -> Result<Self, ValueError> {
        let bytes: [u8; 3] = text.as_bytes().try_into().map_err(|_| ValueError::Money)?;
        if bytes.iter().all(u8::is_ascii_uppercase) { Ok(Self(bytes)) } else { Err(ValueError::Money) }
    }
}

/// decimal(18,2) with its currency; currencies never mix.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Money {
    /// Hundredths of the currency's unit.
    pub cents: i64,
    /// The currency.
    pub currency: Currency,
}

impl Money {
    /// The amount without its currency, with two decimals: `350.00`.
    pub fn amount(self) -> String {
        unscaled(self.cents, 2)
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.amount(), self.currency)
    }
}

impl FromStr for Money {
    type Err = ValueError;

    fn from_str(text: &str) -> Result<Self, ValueError> {
        let (amount, currency) = text.trim().split_once(' ').ok_or(ValueError::Money)?;
        let cents = scaled(amount, 2).ok_or(ValueError::Money)?;
        Ok(Self { cents, currency: currency.trim().parse()? })
    }
}

fn scaled(text: &str, places: usize) -> Option<i64> {
    let (sign, digits) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    if !all_digits(whole) || !all_digits(fraction) || fraction.len() > places {
        return None;
    }
    let number: i64 = format!("{whole}{fraction:0<places$}").parse().ok()?;
    Some(sign * number)
}

fn unscaled(number: i64, places: usize) -> String {
    let digits = format!("{:0>width$}", number.unsigned_abs(), width = places + 1);
    let (whole, fraction) = digits.split_at(digits.len() - places);
    let sign = if number < 0 { "-" } else { "" };
    format!("{sign}{whole}.{fraction}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_goes_both_ways_and_refuses_a_third_decimal() {
        for text in ["350.00 BDT", "-0.05 EUR", "0.00 USD"] {
            assert_eq!(text.parse::<Money>().unwrap().to_string(), text);
        }
        assert_eq!("50 BDT".parse::<Money>().unwrap().to_string(), "50.00 BDT");
        assert!("1.005 EUR".parse::<Money>().is_err());
        assert!("50".parse::<Money>().is_err());
    }

    #[test]
    fn decimals_are_exact() {
        assert_eq!("0.1".parse::<Decimal>().unwrap().0, 1000);
        assert_eq!(Decimal(12_500).to_string(), "1.25");
    }
}
