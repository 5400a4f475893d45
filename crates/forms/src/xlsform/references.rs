//! `${name}` in a sheet, and the path that it stands for.

use super::item::{ItemIx, SheetSurvey};
use super::problem::{CellPlace, FormProblems, near};

/// One reference in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// Its bytes in the text.
    pub start: usize,
    pub end: usize,
    pub name: String,
    /// Whether it means what was answered the last time.
    pub last_saved: bool,
    /// Whether it is none: not closed, or no name.
    pub is_broken: bool,
}

/// All references in a text, those that are none among them.
pub fn references(text: &str) -> Vec<Reference> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(start) = text.get(from..).and_then(|rest| rest.find("${")).map(|at| from + at) {
        let inner = text.get(start + 2..).unwrap_or_default();
        let close = inner.find('}');
        let said = close.and_then(|close| inner.get(..close)).unwrap_or_default();
        let name = said.strip_prefix("last-saved#");
        let plain = name.unwrap_or(said);
        let is_broken = close.is_none() || plain.is_empty() || name_length(plain) != plain.len();
        let end = close.map_or(text.len(), |close| start + close + 3);
        found.push(Reference { start, end, name: plain.to_owned(), last_saved: name.is_some(), is_broken });
        from = end;
    }
    found
}

/// Whether a text holds a reference.
pub fn has_reference(text: &str) -> bool {
    let found = references(text);
    !found.is_empty() && !found.iter().any(|found| found.is_broken)
}

/// Whether a text is one reference and nothing else.
pub fn is_reference(text: &str) -> bool {
    matches!(references(text).as_slice(), [one] if !one.is_broken && one.start == 0 && one.end == text.len())
}

/// The bytes of a name at the beginning of a text.
pub fn name_length(text: &str) -> usize {
    let starts = |c: char| c == '_' || c.is_alphabetic();
    let goes_on = |c: char| {
        starts(c) || c.is_numeric() || matches!(c, '-' | '.' | '\u{b7}') || ('\u{300}'..='\u{36f}').contains(&c)
    };
    if !text.chars().next().is_some_and(starts) {
        return 0;
    }
    text.find(|c| !goes_on(c)).unwrap_or(text.len())
}

/// Whether a text is the name of an element, with one prefix at most.
pub fn is_xml_name(text: &str) -> bool {
    let (prefix, name) = text.split_once(':').unwrap_or(("x", text));
    [prefix, name].iter().all(|part| !part.is_empty() && name_length(part) == part.len())
}

/// How a reference is to be put.
#[derive(Debug, Clone, Copy, Default)]
pub struct Putting {
    /// Relative ones begin at `current()`: within the square brackets of a list.
    pub from_current: bool,
    /// Relative ones are to begin one level above the repeat: of choices that are earlier answers.
    pub from_above: bool,
}

impl SheetSurvey {
    /// A text with every reference as the path that it stands for; what cannot be is told, and stands as nothing.
    pub fn put_paths(
        &self,
        text: &str,
        of: ItemIx,
        putting: Putting,
        at: &CellPlace,
        problems: &mut FormProblems,
    ) -> String {
        let mut put = String::with_capacity(text.len());
        let mut from = 0;
        for found in references(text) {
            put.push_str(text.get(from..found.start).unwrap_or_default());
            put.push_str(&self.path_for(&found, text, of, putting, at, problems));
            from = found.end;
        }
        put.push_str(text.get(from..).unwrap_or_default());
        put
    }

    /// The path for one reference, with a space on both sides.
    pub fn path_for(
        &self,
        found: &Reference,
        text: &str,
        of: ItemIx,
        putting: Putting,
        at: &CellPlace,
        problems: &mut FormProblems,
    ) -> String {
        let Some(target) = self.target(found, text, at, problems) else { return " '' ".into() };
        if !found.last_saved && may_be_relative(text, found) {
            let from_current = putting.from_current || in_square_brackets_of_a_list(text, found);
            if let Some(path) = self.relative(of, target, Putting { from_current, ..putting }) {
                return path;
            }
        }
        let before = if found.last_saved { "instance('__last-saved')" } else { "" };
        format!(" {before}{} ", self.path(target))
    }

    fn target(&self, found: &Reference, text: &str, at: &CellPlace, problems: &mut FormProblems) -> Option<ItemIx> {
        if found.is_broken {
            let said = text.get(found.start..found.end).unwrap_or_default();
            problems.error(at, "reference", format!("`{said}` names no question"), "A question is named as ${name}");
            return None;
        }
        match self.named(&found.name) {
            [] => {
                let names = self.items.iter().map(|item| item.name.as_str());
                problems.error(
                    at,
                    "unknown-question",
                    format!("there is no question `{}`", found.name),
                    near(&found.name, names),
                );
                None
            }
            [one] => Some(*one),
            several => {
                let rows: Vec<String> =
                    several.iter().filter_map(|ix| self.get(*ix)).map(|item| item.row.place("name").cell).collect();
                let help = format!("They stand in {}: give them names of their own", rows.join(" and "));
                problems.error(
                    at,
                    "ambiguous-question",
                    format!("several questions are called `{}`", found.name),
                    help,
                );
                None
            }
        }
    }

    /// The path from one to another that lie in one repeat.
    fn relative(&self, of: ItemIx, target: ItemIx, putting: Putting) -> Option<String> {
        let (steps_to_repeat, repeat) = self.common(of, target, true)?;
        let (steps, path) = self.way(of, target, steps_to_repeat, repeat, putting)?;
        let up = vec![".."; steps].join("/");
        let before = if putting.from_current { " current()/" } else { " " };
        (steps > 0).then(|| format!("{before}{up}{path} "))
    }

    fn way(
        &self,
        of: ItemIx,
        target: ItemIx,
        steps_to_repeat: usize,
        repeat: ItemIx,
        putting: Putting,
    ) -> Option<(usize, String)> {
        if putting.from_above {
            let own = self.repeat_above(of);
            let others = self.repeat_above(target);
            let outermost = self.repeat_above(repeat).is_none();
            if others == Some(repeat) && (outermost || own != Some(repeat)) {
                let above = self.get(repeat).and_then(|item| item.parent);
                return Some((steps_to_repeat + 1, self.path_below(target, above)));
            }
        }
        let (steps, section) = self.common(of, target, false)?;
        Some((steps, self.path_below(target, Some(section))))
    }
}

/// Within `indexed-repeat()` the answer, the repeats and nothing else are said from the root.
fn may_be_relative(text: &str, found: &Reference) -> bool {
    let mut from = 0;
    while let Some(start) = text.get(from..).and_then(|rest| rest.find("indexed-repeat(")).map(|at| from + at) {
        let end = text.get(start..).and_then(|rest| rest.find(')')).map_or(text.len(), |at| start + at + 1);
        if found.start >= start && found.end <= end {
            let inner = text.get(start + "indexed-repeat(".len()..end.saturating_sub(1)).unwrap_or_default();
            let wanted = format!("${{{}}}", found.name);
            let place = inner
                .split(',')
                .enumerate()
                .filter(|(_, argument)| argument.contains(&wanted))
                .map(|(place, _)| place)
                .last();
            return place.is_some_and(|place| !matches!(place, 0 | 1 | 3 | 5));
        }
        from = end;
    }
    true
}

fn in_square_brackets_of_a_list(text: &str, found: &Reference) -> bool {
    if !text.contains("instance(") {
        return false;
    }
    let mut from = 0;
    while let Some(start) = text.get(from..).and_then(|rest| rest.find('[')).map(|at| from + at) {
        let Some(end) = text.get(start..).and_then(|rest| rest.find(']')).map(|at| start + at) else { return false };
        if found.start > start && found.end <= end + 1 {
            return true;
        }
        from = end + 1;
    }
    false
}
