//! Values of the measure language as packs spell them, by their declared type or by their look.

use model::{Currency, Decimal, Money, MoneyError};
use yaml::scalars::day;
use yaml::{Report, Scalar};

use crate::dates::NEVER;
use crate::expr::{Literal, Type};
use crate::resolve::money_code;

/// The types that parameters, columns and computed values can declare; the currency of an amount shows in its values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "each variant is what it names")]
pub enum Declared {
    Int,
    Decimal,
    Money,
    Date,
    Time,
    Code,
}

/// Their names in packs.
pub const DECLARED: [(&str, Declared); 6] = [
    ("int", Declared::Int),
    ("decimal", Declared::Decimal),
    ("money", Declared::Money),
    ("date", Declared::Date),
    ("time", Declared::Time),
    ("code", Declared::Code),
];

impl Declared {
    /// Whether a value of this type may stand under the declaration.
    pub fn admits(self, ty: Type) -> bool {
        match self {
            Self::Int => ty == Type::Int,
            Self::Decimal => ty == Type::Decimal,
            Self::Money => matches!(ty, Type::Money(_)),
            Self::Date => ty == Type::Date,
            Self::Time => ty == Type::Time,
            Self::Code => ty == Type::Code,
        }
    }

    /// Its name in packs.
    pub fn name(self) -> &'static str {
        DECLARED.iter().find(|(_, declared)| *declared == self).map_or("", |(name, _)| name)
    }
}

/// An end that there is not, as packs and answers spell it.
pub const NONE: &str = "none";

/// A value by its declared type, else by its look.
pub(super) fn literal(scalar: &Scalar, declared: Option<Declared>, report: &mut Report) -> Option<Literal> {
    let text = scalar.text.as_str();
    let found = match declared {
        None if looks_like_money(text) => return money(scalar, report),
        None => Some(by_look(text)),
        Some(Declared::Int) => text.parse().ok().map(Literal::Int),
        Some(Declared::Decimal) => text.parse::<Decimal>().ok().map(Literal::Decimal),
        Some(Declared::Money) => return money(scalar, report),
        Some(Declared::Date) if text == NONE => Some(Literal::Date(NEVER)),
        Some(Declared::Date) => day(text).map(Literal::Date),
        Some(Declared::Time) => text.parse().ok().map(Literal::Time),
        Some(Declared::Code) => Some(Literal::Code(text.to_owned())),
    };
    if let (None, Some(declared)) = (&found, declared) {
        let example = match declared {
            Declared::Int => "a whole number",
            Declared::Decimal => "a number with at most four decimals",
            Declared::Money => "an amount",
            Declared::Date => "a date as YYYY-MM-DD, or `none` for an end that there is not",
            Declared::Time => "a time of day as HH:MM",
            Declared::Code => "a code",
        };
        report.error(scalar.at, "type", format!("expected {example}, found `{text}`"));
    }
    found
}

/// An amount; refused at the currency where that is what is wrong.
fn money(scalar: &Scalar, report: &mut Report) -> Option<Literal> {
    let error = match scalar.text.parse::<Money>() {
        Ok(amount) => return Some(Literal::Money(amount)),
        Err(error) => error,
    };
    let currency = scalar.text.trim_end().rfind(' ').map_or(0, |space| space + 1);
    let at = match &error {
        MoneyError::Currency(_) => scalar.place(currency),
        MoneyError::Shape | MoneyError::TooFine(_) | MoneyError::TooLarge(_) => scalar.at,
    };
    let found = if error == MoneyError::Shape { format!(", found `{}`", scalar.text) } else { String::new() };
    report.error(at, money_code(&error), format!("{error}{found}"));
    None
}

/// A number, a space and three letters: not a code, even where there is no such currency.
fn looks_like_money(text: &str) -> bool {
    let number = |text: &str| text.starts_with(|c: char| c.is_ascii_digit() || c == '-');
    let code = |text: &str| text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_alphabetic());
    text.trim().split_once(' ').is_some_and(|(amount, currency)| number(amount) && code(currency.trim_start()))
}

fn by_look(text: &str) -> Literal {
    let int = || text.parse().ok().map(Literal::Int);
    let decimal = || text.parse().ok().map(Literal::Decimal);
    let date = day(text).map(Literal::Date);
    let time = || text.parse().ok().map(Literal::Time);
    date.or_else(time).or_else(int).or_else(decimal).unwrap_or_else(|| Literal::Code(text.to_owned()))
}

/// An amount's currency, as part of a message.
pub(super) fn type_name(ty: Type) -> String {
    let money = |currency: Currency| format!("an amount in {currency}");
    match ty {
        Type::Bool => "a yes or no".into(),
        Type::Int => "a whole number".into(),
        Type::Decimal => "a decimal".into(),
        Type::Money(currency) => money(currency),
        Type::Date => "a date".into(),
        Type::Time => "a time of day".into(),
        Type::Code => "a code".into(),
    }
}
