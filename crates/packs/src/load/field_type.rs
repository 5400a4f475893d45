//! The type of a field: its word, and what is said of numbers and amounts beside it.
//!
//! A decimal says its `places`, an amount its `currency`: neither is ever told from values. `min` and `max` are written as
//! the field's values are. What is said of a type that has no use for it is refused, for its author meant something.

use model::{Currency, CurrencyError, Decimal, FieldType, Money, ValueError, ValueRange};
use yaml::{At, Map, Node, Report, Scalar, scalars};

/// The types a field can have, before a code list is looked up.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    Plain(FieldType),
    Int,
    Decimal,
    Money,
    Code,
    Codes,
}

pub(super) const TYPES: [(&str, Shape); 10] = [
    ("bool", Shape::Plain(FieldType::Bool)),
    ("int", Shape::Int),
    ("decimal", Shape::Decimal),
    ("money", Shape::Money),
    ("text", Shape::Plain(FieldType::Text)),
    ("date", Shape::Plain(FieldType::Date)),
    ("partial_date", Shape::Plain(FieldType::PartialDate)),
    ("time", Shape::Plain(FieldType::Time)),
    ("code", Shape::Code),
    ("codes", Shape::Codes),
];

/// What a pack says of a number beside its type.
#[derive(Clone, Copy, Default)]
pub(super) struct Said<'n> {
    pub places: Option<&'n Node>,
    pub currency: Option<&'n Node>,
    pub min: Option<&'n Node>,
    pub max: Option<&'n Node>,
}

impl<'n> Said<'n> {
    /// In the long form.
    pub fn of(map: &'n Map) -> Self {
        let [places, currency, min, max] = ["places", "currency", "min", "max"].map(|key| map.get(key));
        Self { places, currency, min, max }
    }

    /// In the short form, after the class: `[decimal, personal, 2]`, `[money, personal, JOD]`.
    pub fn after_class(shape: Shape, next: impl FnOnce() -> Option<&'n Node>) -> Self {
        match shape {
            Shape::Decimal => Self { places: next(), ..Self::default() },
            Shape::Money => Self { currency: next(), ..Self::default() },
            Shape::Plain(_) | Shape::Int | Shape::Code | Shape::Codes => Self::default(),
        }
    }

    /// Refuses what says nothing of this type.
    pub fn refuse_idle(self, shape: Shape, report: &mut Report) {
        let number = matches!(shape, Shape::Int | Shape::Decimal | Shape::Money);
        let idle = [
            ("places", self.places, shape == Shape::Decimal, "a decimal"),
            ("currency", self.currency, shape == Shape::Money, "money"),
            ("min", self.min, number, "numbers and amounts"),
            ("max", self.max, number, "numbers and amounts"),
        ];
        for (key, node, _, of) in idle.into_iter().filter(|(_, _, used, _)| !used) {
            if let Some(node) = node {
                report.error(node.at, "unknown-key", format!("`{key}` is said of {of} only"));
            }
        }
    }

    pub fn int(self, report: &mut Report) -> Option<FieldType> {
        let whole = |text: &str| text.parse().map_err(|_| ValueError::Int);
        self.range(whole, report).map(|range| FieldType::Int { range })
    }

    pub fn decimal(self, at: At, report: &mut Report) -> Option<FieldType> {
        let Some(node) = self.places else {
            report.error(at, "missing-key", "a decimal says how many `places` it has at most");
            return None;
        };
        let places = scalars::int(node, report)?;
        let Some(places) = u8::try_from(places).ok().filter(|places| (1..=Decimal::PLACES).contains(places)) else {
            let message = format!("expected 1 to {} places; a number without any is an `int`", Decimal::PLACES);
            report.error(node.at, "type", message);
            return None;
        };
        let range = self.range(|text| Decimal::read(text, places).map(|number| number.0), report)?;
        Some(FieldType::Decimal { places, range })
    }

    pub fn money(self, at: At, report: &mut Report) -> Option<FieldType> {
        let Some(node) = self.currency else {
            report.error(at, "missing-key", "money says its `currency`; amounts in two never stand in one field");
            return None;
        };
        let scalar = node.scalar("a currency of ISO 4217", report)?;
        let currency: Currency = scalar
            .text
            .parse()
            .map_err(|error: CurrencyError| {
                report.error(scalar.at, "unknown-currency", error.to_string());
            })
            .ok()?;
        let minor = |text: &str| {
            let amount: Option<Money> = text.parse().ok().filter(|amount: &Money| amount.currency == currency);
            amount.map(|amount| amount.minor).ok_or_else(|| currency.no_amount())
        };
        self.range(minor, report).map(|range| FieldType::Money { currency, range })
    }

    /// The least and the most, written as values of the field are.
    fn range(self, units: impl Fn(&str) -> Result<i64, ValueError>, report: &mut Report) -> Option<ValueRange> {
        let mut end = |node: Option<&Node>| match node {
            None => Some(None),
            Some(node) => read_end(node.scalar("a value of the field", report)?, &units, report).map(Some),
        };
        let (min, max) = (end(self.min), end(self.max));
        let range = ValueRange { min: min?, max: max? };
        if let (Some(node), Some((min, max))) = (self.max, range.min.zip(range.max))
            && min > max
        {
            report.error(node.at, "range", "`max` lies below `min`");
            return None;
        }
        Some(range)
    }
}

fn read_end(scalar: &Scalar, units: impl Fn(&str) -> Result<i64, ValueError>, report: &mut Report) -> Option<i64> {
    let refused = |error: ValueError, report: &mut Report| {
        report.error(scalar.at, "type", format!("{error}, found `{}`", scalar.text));
    };
    units(&scalar.text).map_err(|error| refused(error, report)).ok()
}
