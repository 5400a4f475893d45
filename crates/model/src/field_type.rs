//! What a field holds: yes or no, a number, an amount, text, a day, codes; and between which ends its numbers lie.
//!
//! A number with decimals keeps to the places that its field declares, and an amount to the one currency that its field
//! declares, so that no rule ever compares two of them. What is finer, or in another currency, is refused, never rounded.

use crate::{Currency, TimeOfDay, Value, ValueError};

/// Position of a code list in its schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ListId(pub u16);

/// What a field holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FieldType {
    /// Yes or no.
    Bool,
    /// A whole number.
    Int {
        /// What it can be.
        range: ValueRange,
    },
    /// A number with decimals.
    Decimal {
        /// How many at most, up to [`Decimal::PLACES`].
        places: u8,
        /// What it can be, in units of [`Decimal`].
        range: ValueRange,
    },
    /// An amount in one currency: two of them never meet in a field.
    Money {
        /// The currency.
        currency: Currency,
        /// What it can be, in minor units.
        range: ValueRange,
    },
    /// Free or identifying text.
    Text,
    /// A day.
    Date,
    /// A day, month or year.
    PartialDate,
    /// A time of day.
    Time,
    /// One code of a list.
    Code(ListId),
    /// Several codes of a list.
    CodeSet(ListId),
    /// Another record: a link.
    Record,
}

impl FieldType {
    /// The list of its codes, where it holds codes.
    pub fn list(self) -> Option<ListId> {
        match self {
            Self::Code(list) | Self::CodeSet(list) => Some(list),
            Self::Bool
            | Self::Int { .. }
            | Self::Decimal { .. }
            | Self::Money { .. }
            | Self::Text
            | Self::Date
            | Self::PartialDate
            | Self::Time
            | Self::Record => None,
        }
    }

    /// What its values can be, where they are numbers, amounts or times of day.
    pub fn range(self) -> Option<ValueRange> {
        match self {
            Self::Int { range } | Self::Decimal { range, .. } | Self::Money { range, .. } => Some(range),
            Self::Time => Some(ValueRange { min: Some(0), max: Some(TimeOfDay::LAST.minutes()) }),
            Self::Bool
            | Self::Text
            | Self::Date
            | Self::PartialDate
            | Self::Code(_)
            | Self::CodeSet(_)
            | Self::Record => None,
        }
    }

    /// Whether a number, an amount or a time of day is one that it can hold; of everything else `None`.
    pub fn holds(self, value: &Value) -> Option<bool> {
        match (self, value) {
            (Self::Int { range }, Value::Int(number)) => Some(range.admits(*number)),
            (Self::Decimal { places, range }, Value::Decimal(number)) => {
                Some(number.fits(places) && range.admits(number.0))
            }
            (Self::Money { currency, range }, Value::Money(amount)) => {
                Some(amount.currency == currency && range.admits(amount.minor))
            }
            (Self::Time, Value::Time(_)) => Some(true),
            _ => None,
        }
    }
}

/// The least and the most that a number of a field can be, both inclusive, in units of its type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct ValueRange {
    /// The least.
    pub min: Option<i64>,
    /// The most.
    pub max: Option<i64>,
}

impl ValueRange {
    /// Nothing is said of it.
    pub const OPEN: Self = Self { min: None, max: None };

    /// This or more.
    pub const fn from(min: i64) -> Self {
        Self { min: Some(min), max: None }
    }

    /// Whether a number lies in it.
    pub fn admits(self, number: i64) -> bool {
        self.min.is_none_or(|min| min <= number) && self.max.is_none_or(|max| number <= max)
    }

    /// The number where it lies in it; the end that it passes is written as the field's values are.
    pub(crate) fn held(self, number: i64, written: impl Fn(i64) -> String) -> Result<i64, ValueError> {
        match (self.min, self.max) {
            (Some(min), _) if number < min => Err(ValueError::Below(written(min))),
            (_, Some(max)) if number > max => Err(ValueError::Above(written(max))),
            _ => Ok(number),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Class, Decimal, Field, FieldId, Schema, Text};

    fn money(currency: &str, range: ValueRange) -> FieldType {
        FieldType::Money { currency: currency.parse().unwrap(), range }
    }

    fn schema(ty: FieldType) -> (Schema, FieldId) {
        let mut schema = Schema::default();
        let field = Field {
            name: "t".into(),
            ty,
            class: Class::Personal,
            label: Text::english("t"),
            question: None,
            relevant: None,
            pack: "t".into(),
            hxl: None,
            facet: false,
        };
        let id = schema.add_field(field).unwrap();
        (schema, id)
    }

    #[track_caller]
    fn check(ty: FieldType, text: &str, expected: Result<&str, &str>) {
        let (schema, field) = schema(ty);
        let found = schema.value(field, text);
        let found = found.map(|value| value.to_text()).map_err(|error| error.to_string());
        assert_eq!(found, expected.map(Into::into).map_err(Into::into), "{ty:?}: {text}");
    }

    #[test]
    fn an_amount_has_the_decimals_of_its_currency_and_its_currency_is_said() {
        let rent = money("JOD", ValueRange::from(0));
        let wage = money("XOF", ValueRange::OPEN);
        check(rent, "35.125 JOD", Ok("35.125 JOD"));
        check(rent, "35 JOD", Ok("35.000 JOD"));
        check(wage, "350 XOF", Ok("350 XOF"));
        let expected = "expected an amount in JOD, with the currency beside it, as `350.000 JOD`";
        for text in ["35.125", "35.1255 JOD", "35,125 JOD", "35 XOF", "35 jod", "much"] {
            check(rent, text, Err(expected));
        }
        check(wage, "350.50 XOF", Err("expected an amount in XOF, with the currency beside it, as `350 XOF`"));
        check(rent, "-0.001 JOD", Err("expected at least 0.000 JOD"));
    }

    #[test]
    fn a_number_keeps_to_its_field() {
        let share = FieldType::Decimal { places: 2, range: ValueRange { min: Some(0), max: Some(10_000) } };
        let size = FieldType::Int { range: ValueRange { min: Some(1), max: Some(30) } };
        check(share, "0.25", Ok("0.25"));
        check(share, "1", Ok("1"));
        for text in ["0.255", ".5", "1,0", "half"] {
            check(share, text, Err("expected a number with at most 2 decimals after a point"));
        }
        check(share, "1.01", Err("expected at most 1"));
        check(size, "30", Ok("30"));
        check(size, "31", Err("expected at most 30"));
        check(size, "0", Err("expected at least 1"));
        check(size, "2.0", Err("expected a whole number"));
    }

    #[test]
    fn what_a_field_can_hold_is_told_of_values_as_of_texts() {
        let jod = money("JOD", ValueRange::from(0));
        let held = |text: &str| jod.holds(&Value::Money(text.parse().unwrap()));
        assert_eq!((held("1 JOD"), held("-1 JOD"), held("1 EUR")), (Some(true), Some(false), Some(false)));
        let tenths = FieldType::Decimal { places: 1, range: ValueRange::OPEN };
        let held = |units| tenths.holds(&Value::Decimal(Decimal(units)));
        assert_eq!((held(5_000), held(500)), (Some(true), Some(false)));
        assert_eq!(jod.holds(&Value::Bool(true)), None);
    }
}
