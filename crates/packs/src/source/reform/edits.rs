//! Lines of a file exchanged for others, from the end on, so that no place moves before it is used.
//!
//! An item of a list reaches from its dash to the next line that stands no deeper; a comment there belongs to what follows.

use std::fmt::Write;
use std::ops::Range;

use rules::measure::Law;
use yaml::At;

use super::super::quoted;
use super::NewCondition;
use super::parts::Item;

/// Lines of a file.
pub(super) struct Lines<'a>(Vec<&'a str>);

/// Some of them, and what stands there instead.
pub(super) struct Edit {
    lines: Range<usize>,
    with: String,
}

impl<'a> Lines<'a> {
    pub fn of(text: &'a str) -> Self {
        Self(text.split_inclusive('\n').collect())
    }

    pub fn edited(&self, mut edits: Vec<Edit>) -> String {
        edits.sort_by_key(|edit| (edit.lines.start, edit.lines.end));
        let mut text = String::new();
        let mut next = 0;
        for edit in edits {
            text.extend(self.0.get(next..edit.lines.start).unwrap_or_default().iter().copied());
            text.push_str(&edit.with);
            next = next.max(edit.lines.end);
        }
        text.extend(self.0.get(next..).unwrap_or_default().iter().copied());
        text
    }

    /// Without the item at a place.
    pub fn without(&self, at: At) -> Option<Edit> {
        let (lines, _) = self.item(at)?;
        Some(Edit { lines, with: String::new() })
    }

    /// Another condition in the place of one.
    pub fn exchanged(&self, item: &Item, new: &NewCondition) -> Option<Edit> {
        let (lines, indent) = self.item(item.at)?;
        let kept = [("if_unknown", &item.if_unknown), ("about", &item.about)];
        let kept: Vec<(&str, &str)> =
            kept.into_iter().filter_map(|(key, said)| Some((key, said.as_deref()?))).collect();
        Some(Edit { lines, with: condition(new, indent, &kept) })
    }

    /// Conditions after the item at a place.
    pub fn after(&self, at: At, new: &[NewCondition]) -> Option<Edit> {
        let (lines, indent) = self.item(at)?;
        let ended = self.0.get(..lines.end)?.last().is_some_and(|line| line.ends_with('\n'));
        let first = if ended { "" } else { "\n" }.to_owned();
        let with = new.iter().fold(first, |text, new| text + &condition(new, indent, &[]));
        Some(Edit { lines: lines.end..lines.end, with })
    }

    /// A condition with a citation of its own.
    pub fn cited(&self, item: &Item, law: &str) -> Option<Edit> {
        let at = item.above.unwrap_or(item.at);
        let start = at.line.checked_sub(1)?;
        let line = self.0.get(start)?;
        let (lead, rest) = line.split_at_checked(place(line, at)?)?;
        let flow = rest.starts_with('{');
        let with = match item.above {
            Some(_) if rest.trim_end().contains(['}', ',']) => return None,
            Some(_) => format!("{lead}{law}\n"),
            None if flow => format!("{lead}{{law: {law}, {}", rest.get(1..)?),
            None => format!("{lead}law: {law}\n{}{rest}", " ".repeat(lead.chars().count())),
        };
        Some(Edit { lines: start..start + 1, with })
    }

    /// The lines of a list's item, and how far its dash is indented.
    fn item(&self, at: At) -> Option<(Range<usize>, usize)> {
        let start = at.line.checked_sub(1)?;
        let line = self.0.get(start)?;
        let lead = line.get(..place(line, at)?)?;
        (lead.trim() == "-").then_some(())?;
        let indent = lead.len() - lead.trim_start().len();
        let deeper = |line: &&&str| line.trim().is_empty() || line.len() - line.trim_start().len() > indent;
        let length = self.0.get(start + 1..)?.iter().take_while(deeper).count();
        Some((start..start + 1 + length, indent))
    }
}

/// The byte of a column.
fn place(line: &str, at: At) -> Option<usize> {
    line.char_indices().nth(at.column.checked_sub(1)?).map(|(place, _)| place)
}

/// A condition as an item of a list, with what the one before it said besides.
fn condition(new: &NewCondition, indent: usize, kept: &[(&str, &str)]) -> String {
    let NewCondition { id, when, says, law } = new;
    let (first, other) = (" ".repeat(indent), " ".repeat(indent + 2));
    let says: Vec<String> =
        says.0.iter().map(|(lang, words)| format!("{}: {}", quoted(&lang.0), quoted(words))).collect();
    let mut text = format!(
        "{first}- id: {id}\n{other}when: {}\n{other}says: {{{}}}\n{other}law: {}\n",
        quoted(when),
        says.join(", "),
        quoted(law)
    );
    for (key, said) in kept {
        let _ = writeln!(text, "{other}{key}: {said}");
    }
    text
}

/// A citation as a pack spells it.
pub(super) fn spelt(law: &Law) -> String {
    let cite = quoted(&law.cite);
    match &law.checked {
        Some((by, on)) => format!("{{cite: {cite}, checked_by: {}, checked_on: {on}}}", quoted(by)),
        None => cite,
    }
}
