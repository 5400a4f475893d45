//! YAML as a tree whose every node knows its place and whose scalars keep their source text.
//!
//! `0110` keeps its zero; `no`, `on` and `2008` are text until a field's type reads them. Whether a key is known is
//! for the reader of a mapping to say ([`Map::only`]).

mod position;

use crate::diagnostic::{At, Report};

/// One node of a file.
#[derive(Debug, Clone)]
pub struct Node {
    /// Where it begins.
    pub at: At,
    /// What it is.
    pub kind: NodeKind,
}

/// The three shapes of YAML.
#[derive(Debug, Clone)]
pub enum NodeKind {
    /// A text.
    Scalar(Scalar),
    /// A sequence.
    List(Vec<Node>),
    /// A mapping.
    Map(Map),
}

/// A text, as written, without its quotes.
#[derive(Debug, Clone)]
pub struct Scalar {
    /// The text.
    pub text: String,
    /// Where it begins (at its quote, where it has one).
    pub at: At,
    pub(crate) style: Style,
    /// The file's text from the scalar on, up to its end; positions inside the scalar are found in it.
    pub(crate) raw: String,
}

/// How a scalar was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Style {
    Plain,
    Single,
    Double,
    Block,
}

/// A mapping, in the order of the file.
#[derive(Debug, Clone)]
pub struct Map {
    /// Where it begins.
    pub at: At,
    /// Its entries; keys are distinct.
    pub entries: Vec<Entry>,
}

/// A key and its value.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The key.
    pub key: Scalar,
    /// The value.
    pub value: Node,
}

impl Scalar {
    /// Whether nothing was written: an empty plain scalar, `~` or `null`.
    pub fn is_null(&self) -> bool {
        self.style == Style::Plain && matches!(self.text.as_str(), "" | "~" | "null")
    }

    /// Whether it is written without quotes and opens a bracket that it does not close.
    fn is_open(&self) -> bool {
        let count = |wanted| self.text.chars().filter(|c| *c == wanted).count();
        self.style == Style::Plain && (count('(') > count(')') || count('{') > count('}'))
    }

    /// Another name in its place, for what its file leaves nameless.
    #[must_use]
    pub fn named(&self, name: &str) -> Self {
        Self { text: name.to_owned(), ..self.clone() }
    }

    /// What stands from the `offset`-th character on, up to the `end`-th, with its place.
    #[must_use]
    pub fn part(&self, offset: usize, end: usize) -> Self {
        let text: String = self.text.chars().take(end).skip(offset).collect();
        let at = self.place(offset);
        let lines = self.raw.split_inclusive('\n').skip(at.line.saturating_sub(self.at.line));
        let rest: String = lines.collect();
        let before = if at.line == self.at.line { at.column.saturating_sub(self.at.column) } else { at.column - 1 };
        Self { text, at, style: Style::Plain, raw: rest.chars().skip(before).collect() }
    }

    /// The place in the file of the `offset`-th character of the text (from 0), whatever the quotes and folds.
    pub fn place(&self, offset: usize) -> At {
        position::place(self, offset)
    }
}

impl Map {
    /// The value of a key; `None` where the key is absent or its value is null.
    pub fn get(&self, key: &str) -> Option<&Node> {
        let entry = self.entries.iter().find(|entry| entry.key.text == key)?;
        match &entry.value.kind {
            NodeKind::Scalar(scalar) if scalar.is_null() => None,
            NodeKind::Scalar(_) | NodeKind::List(_) | NodeKind::Map(_) => Some(&entry.value),
        }
    }

    /// The value of a key that must be there.
    pub fn require(&self, key: &str, report: &mut Report) -> Option<&Node> {
        let found = self.get(key);
        if found.is_none() {
            report.error(self.at, "missing-key", format!("expected the key `{key}`"));
        }
        found
    }

    /// Refuses every key that is not among `known`. One that is the rest of the text before it, which a comma cut off,
    /// is said to be so.
    pub fn only(&self, known: &[&str], report: &mut Report) {
        let mut before: Option<&Scalar> = None;
        for Entry { key, value } in &self.entries {
            let cut = before.filter(|text| text.is_open());
            before = match &value.kind {
                NodeKind::Scalar(scalar) => Some(scalar),
                NodeKind::List(_) | NodeKind::Map(_) => None,
            };
            if known.contains(&key.text.as_str()) {
                continue;
            }
            if let Some(text) = cut {
                let message = format!("a comma ends `{}` before its bracket is closed", text.text);
                report.error(text.at, "unquoted", message).help("put the whole text in double quotes");
                report.cut_short(text.at);
                continue;
            }
            let message = format!("unknown key `{}`; expected one of `{}`", key.text, known.join("`, `"));
            report.error(key.at, "unknown-key", message).did_you_mean(&key.text, known.iter().copied());
        }
    }
}

impl Node {
    /// Whether nothing was written.
    pub(crate) fn is_empty(&self) -> bool {
        matches!(&self.kind, NodeKind::Scalar(scalar) if scalar.is_null())
    }

    /// The scalar, or an error that says what was expected instead.
    pub fn scalar(&self, expected: &str, report: &mut Report) -> Option<&Scalar> {
        match &self.kind {
            NodeKind::Scalar(scalar) => Some(scalar),
            NodeKind::List(_) | NodeKind::Map(_) => self.refuse(expected, report),
        }
    }

    /// The list, or an error that says what was expected instead.
    pub fn list(&self, expected: &str, report: &mut Report) -> Option<&[Node]> {
        match &self.kind {
            NodeKind::List(items) => Some(items),
            NodeKind::Scalar(_) | NodeKind::Map(_) => self.refuse(expected, report),
        }
    }

    /// The mapping, or an error that says what was expected instead.
    pub fn map(&self, expected: &str, report: &mut Report) -> Option<&Map> {
        match &self.kind {
            NodeKind::Map(map) => Some(map),
            NodeKind::Scalar(_) | NodeKind::List(_) => self.refuse(expected, report),
        }
    }

    fn refuse<T>(&self, expected: &str, report: &mut Report) -> Option<T> {
        let found = match &self.kind {
            NodeKind::Scalar(_) => "a text",
            NodeKind::List(_) => "a list",
            NodeKind::Map(_) => "a mapping",
        };
        report.error(self.at, "wrong-shape", format!("expected {expected}, found {found}"));
        None
    }
}
