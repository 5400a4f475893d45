//! Scalars read by the type that is wanted of them; each reader notes what it expected.

use model::{Currency, Date, Decimal, Lang, Money, PartialDate, Text};

use crate::diagnostic::Report;
use crate::expr::{Literal, Type};
use crate::yaml::{Map, Node, NodeKind, Scalar};

/// A text as written.
pub(crate) fn string(node: &Node, expected: &str, report: &mut Report) -> Option<String> {
    node.scalar(expected, report).map(|scalar| scalar.text.clone())
}

/// A day.
pub(super) fn date(node: &Node, report: &mut Report) -> Option<Date> {
    let scalar = node.scalar("a date as YYYY-MM-DD", report)?;
    let day = day(&scalar.text);
    if day.is_none() {
        report.error(scalar.at, "type", format!("expected a date as YYYY-MM-DD, found `{}`", scalar.text));
    }
    day
}

/// A whole number.
pub(super) fn int(node: &Node, report: &mut Report) -> Option<i64> {
    let scalar = node.scalar("a whole number", report)?;
    let number = scalar.text.parse().ok();
    if number.is_none() {
        report.error(scalar.at, "type", format!("expected a whole number, found `{}`", scalar.text));
    }
    number
}

/// `true` or `false`; `yes` and `no` are text.
pub(super) fn boolean(node: &Node, report: &mut Report) -> Option<bool> {
    let scalar = node.scalar("`true` or `false`", report)?;
    let value = scalar.text.parse().ok();
    if value.is_none() {
        report.error(scalar.at, "type", format!("expected `true` or `false`, found `{}`", scalar.text));
    }
    value
}

/// A text per language; a plain text is English.
pub(super) fn text(node: &Node, report: &mut Report) -> Option<Text> {
    match &node.kind {
        NodeKind::Scalar(scalar) => Some(Text::english(scalar.text.clone())),
        NodeKind::Map(map) => Some(languages(map, report)),
        NodeKind::List(_) => {
            report.error(node.at, "wrong-shape", "expected a text, or a mapping of languages to texts, found a list");
            None
        }
    }
}

fn languages(map: &Map, report: &mut Report) -> Text {
    let mut text = Text::default();
    for entry in &map.entries {
        let lang = &entry.key.text;
        if !is_language(lang) {
            report.error(entry.key.at, "language", format!("expected a language such as `en`, found `{lang}`"));
        }
        if let Some(words) = string(&entry.value, "a text", report) {
            text.0.insert(Lang(lang.clone()), words);
        }
    }
    text
}

/// A BCP 47 tag as far as packs need one: `en`, `pt-BR`, `fa-AF`.
fn is_language(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let first = parts.next().unwrap_or_default();
    (2..=3).contains(&first.len())
        && first.bytes().all(|byte| byte.is_ascii_lowercase())
        && parts.all(|part| (2..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

/// The scalars of a list, with their places.
pub(crate) fn scalars<'a>(node: &'a Node, expected: &str, report: &mut Report) -> Vec<&'a Scalar> {
    let items = node.list(expected, report).unwrap_or_default();
    items.iter().filter_map(|item| item.scalar("a text", report)).collect()
}

/// The texts of a list.
pub(crate) fn strings(node: &Node, expected: &str, report: &mut Report) -> Vec<String> {
    scalars(node, expected, report).into_iter().map(|scalar| scalar.text.clone()).collect()
}

/// One of a few words.
pub(crate) fn word<T: Copy>(node: &Node, words: &[(&str, T)], report: &mut Report) -> Option<T> {
    let names: Vec<&str> = words.iter().map(|(name, _)| *name).collect();
    let expected = format!("one of `{}`", names.join("`, `"));
    let scalar = node.scalar(&expected, report)?;
    let found = words.iter().find(|(name, _)| *name == scalar.text).map(|(_, value)| *value);
    if found.is_none() {
        let message = format!("expected {expected}, found `{}`", scalar.text);
        report.error(scalar.at, "unknown-word", message).did_you_mean(&scalar.text, names.into_iter());
    }
    found
}

/// A day to the day.
pub(super) fn day(text: &str) -> Option<Date> {
    text.parse::<PartialDate>().ok().and_then(PartialDate::exact)
}

/// The types that parameters, columns and computed values can declare; the currency of an amount shows in its values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Declared {
    Int,
    Decimal,
    Money,
    Date,
    Code,
}

/// Their names in packs.
pub(super) const DECLARED: [(&str, Declared); 5] = [
    ("int", Declared::Int),
    ("decimal", Declared::Decimal),
    ("money", Declared::Money),
    ("date", Declared::Date),
    ("code", Declared::Code),
];

impl Declared {
    pub fn admits(self, ty: Type) -> bool {
        match self {
            Self::Int => ty == Type::Int,
            Self::Decimal => ty == Type::Decimal,
            Self::Money => matches!(ty, Type::Money(_)),
            Self::Date => ty == Type::Date,
            Self::Code => ty == Type::Code,
        }
    }

    pub fn name(self) -> &'static str {
        DECLARED.iter().find(|(_, declared)| *declared == self).map_or("", |(name, _)| name)
    }
}

/// A value by its declared type, else by its look.
pub(super) fn literal(scalar: &Scalar, declared: Option<Declared>, report: &mut Report) -> Option<Literal> {
    let text = scalar.text.as_str();
    let found = match declared {
        None => Some(by_look(text)),
        Some(Declared::Int) => text.parse().ok().map(Literal::Int),
        Some(Declared::Decimal) => text.parse::<Decimal>().ok().map(Literal::Decimal),
        Some(Declared::Money) => text.parse::<Money>().ok().map(Literal::Money),
        Some(Declared::Date) => day(text).map(Literal::Date),
        Some(Declared::Code) => Some(Literal::Code(text.to_owned())),
    };
    if let (None, Some(declared)) = (&found, declared) {
        let example = match declared {
            Declared::Int => "a whole number",
            Declared::Decimal => "a number with at most four decimals",
            Declared::Money => "an amount and a currency, as `350.00 BDT`",
            Declared::Date => "a date as YYYY-MM-DD",
            Declared::Code => "a code",
        };
        report.error(scalar.at, "type", format!("expected {example}, found `{text}`"));
    }
    found
}

fn by_look(text: &str) -> Literal {
    let int = || text.parse().ok().map(Literal::Int);
    let decimal = || text.parse().ok().map(Literal::Decimal);
    let money = || text.parse().ok().map(Literal::Money);
    let date = day(text).map(Literal::Date);
    date.or_else(int).or_else(decimal).or_else(money).unwrap_or_else(|| Literal::Code(text.to_owned()))
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
        Type::Code => "a code".into(),
    }
}
