//! Scalars read by the type that is wanted of them; each reader notes what it expected.

use model::{Date, Lang, PartialDate, Text};

use crate::diagnostic::Report;
use crate::tree::{Map, Node, NodeKind, Scalar};

/// A text as written.
pub fn string(node: &Node, expected: &str, report: &mut Report) -> Option<String> {
    node.scalar(expected, report).map(|scalar| scalar.text.clone())
}

/// A day.
pub fn date(node: &Node, report: &mut Report) -> Option<Date> {
    let scalar = node.scalar("a date as YYYY-MM-DD", report)?;
    let day = day(&scalar.text);
    if day.is_none() {
        report.error(scalar.at, "type", format!("expected a date as YYYY-MM-DD, found `{}`", scalar.text));
    }
    day
}

/// A whole number.
pub fn int(node: &Node, report: &mut Report) -> Option<i64> {
    let scalar = node.scalar("a whole number", report)?;
    let number = scalar.text.parse().ok();
    if number.is_none() {
        report.error(scalar.at, "type", format!("expected a whole number, found `{}`", scalar.text));
    }
    number
}

/// `true` or `false`; `yes` and `no` are text.
pub fn boolean(node: &Node, report: &mut Report) -> Option<bool> {
    let scalar = node.scalar("`true` or `false`", report)?;
    let value = scalar.text.parse().ok();
    if value.is_none() {
        report.error(scalar.at, "type", format!("expected `true` or `false`, found `{}`", scalar.text));
    }
    value
}

/// A text per language; a plain text is English.
pub fn text(node: &Node, report: &mut Report) -> Option<Text> {
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
            let message = format!("expected a language such as `en`, found `{lang}`");
            let found = report.error(entry.key.at, "language", message);
            if entry.value.is_empty() {
                found.help("a text that has a comma stands in double quotes");
                continue;
            }
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
pub fn scalars<'a>(node: &'a Node, expected: &str, report: &mut Report) -> Vec<&'a Scalar> {
    let items = node.list(expected, report).unwrap_or_default();
    items.iter().filter_map(|item| item.scalar("a text", report)).collect()
}

/// The texts of a list.
pub fn strings(node: &Node, expected: &str, report: &mut Report) -> Vec<String> {
    scalars(node, expected, report).into_iter().map(|scalar| scalar.text.clone()).collect()
}

/// One of a few words.
pub fn word<T: Copy>(node: &Node, words: &[(&str, T)], report: &mut Report) -> Option<T> {
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
pub fn day(text: &str) -> Option<Date> {
    text.parse::<PartialDate>().ok().and_then(PartialDate::exact)
}
