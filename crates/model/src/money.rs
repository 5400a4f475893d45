//! Amounts of money: a whole number of minor units with its currency. No floats, and nothing is rounded in reading.
//!
//! An amount is written with at most the decimals that its currency has: `35.125 JOD`, `350.00 BDT`, `350 XOF`. More of
//! them are refused, and so are two currencies in one amount, wherever amounts meet.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::digits::{Digits, written};
use crate::{Currency, CurrencyError, ValueError};

/// An amount in minor units of its currency; currencies never mix.
///
/// The order is that of sets and sorted rows, by currency first: amounts of two currencies are never compared by size.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Money {
    /// The currency.
    pub currency: Currency,
    /// Cents of a euro, fils of a Jordanian dinar, francs of XOF.
    pub minor: i64,
}

/// Why a text is no amount. Amounts stand in packs and in answers; the text may be repeated.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    /// Not a number, a space and a code.
    #[error("expected an amount and a currency, as `350.00 BDT`")]
    Shape,
    /// In no currency.
    #[error(transparent)]
    Currency(#[from] CurrencyError),
    /// More decimals than the currency has.
    #[error("an amount in {0} has {most}", most = at_most(*.0))]
    TooFine(Currency),
    /// Beyond 64 bits of minor units.
    #[error("an amount in {0} cannot be that large")]
    TooLarge(Currency),
}

fn at_most(currency: Currency) -> String {
    match currency.decimals() {
        0 => "no decimals".into(),
        decimals => format!("at most {decimals} decimals"),
    }
}

impl Money {
    /// The amount without its currency, with all decimals of it: `350.00`, `35.125`, `350`.
    pub fn amount(self) -> String {
        self.currency.amount(self.minor.into())
    }
}

impl Currency {
    /// What is told of a text that is no amount in it.
    pub fn no_amount(self) -> ValueError {
        let example = Money { currency: self, minor: self.minor_units().saturating_mul(350) };
        ValueError::Money { currency: self.to_string(), example: example.to_string() }
    }

    /// So many minor units as text, however many: sums over a population are larger than any one amount.
    pub fn amount(self, minor: i128) -> String {
        written(minor, self.decimals().into())
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.amount(), self.currency)
    }
}

impl FromStr for Money {
    type Err = MoneyError;

    fn from_str(text: &str) -> Result<Self, MoneyError> {
        let (amount, code) = text.trim().split_once(' ').ok_or(MoneyError::Shape)?;
        let amount = Digits::read(amount).ok_or(MoneyError::Shape)?;
        let currency: Currency = code.trim_start().parse()?;
        if amount.decimals() > currency.decimals().into() {
            return Err(MoneyError::TooFine(currency));
        }
        let minor = amount.units(currency.decimals().into()).ok_or(MoneyError::TooLarge(currency))?;
        Ok(Self { currency, minor })
    }
}

impl Serialize for Money {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Money {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, minor: i64, shown: &str) {
        let found: Money = text.parse().unwrap();
        assert_eq!((found.minor, found.to_string().as_str()), (minor, shown));
        assert_eq!(shown.parse(), Ok(found), "as it is shown it is read");
    }

    #[track_caller]
    fn refused(text: &str, expected: &str) {
        assert_eq!(text.parse::<Money>().unwrap_err().to_string(), expected);
    }

    #[test]
    fn an_amount_is_counted_in_the_minor_units_of_its_currency() {
        check("350 BDT", 35_000, "350.00 BDT");
        check("-0.05 EUR", -5, "-0.05 EUR");
        check("35.125 JOD", 35_125, "35.125 JOD");
        check("35.5 JOD", 35_500, "35.500 JOD");
        check("350 XOF", 350, "350 XOF");
        check("-1 JPY", -1, "-1 JPY");
        check("0.0001 CLF", 1, "0.0001 CLF");
        check("-92233720368547758.08 EUR", i64::MIN, "-92233720368547758.08 EUR");
    }

    #[test]
    fn more_decimals_than_the_currency_has_are_refused() {
        refused("1.005 EUR", "an amount in EUR has at most 2 decimals");
        refused("35.1250 JOD", "an amount in JOD has at most 3 decimals");
        refused("350.50 XOF", "an amount in XOF has no decimals");
        refused("350.00 XOF", "an amount in XOF has no decimals");
    }

    #[test]
    fn what_is_no_amount_is_refused() {
        for text in ["50", "EUR 50", "five EUR", "5,00 EUR", "5. EUR", ".5 EUR", "+5 EUR", "1e3 EUR", "-EUR", ""] {
            refused(text, "expected an amount and a currency, as `350.00 BDT`");
        }
        refused("5 EUU", "`EUU` is no currency of ISO 4217; did you mean `EUR`?");
        refused("5 EUR EUR", "`EUR EUR` is no currency of ISO 4217");
        refused("5 XAU", "`XAU` has no minor unit in ISO 4217: no money is counted in it");
        refused("92233720368547758.08 EUR", "an amount in EUR cannot be that large");
    }
}
