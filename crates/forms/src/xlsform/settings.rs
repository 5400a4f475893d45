//! The settings of a form.

use super::book::{FormBook, FormSheet, straight};
use super::columns::columns;
use super::problem::{CellPlace, FormProblems, near};
use super::references::is_xml_name;

/// The settings.
#[derive(Debug, Clone, Default)]
pub struct FormSettings {
    said: Vec<(String, String, CellPlace)>,
}

/// What stands for yes.
pub fn is_yes(text: &str) -> Option<bool> {
    match text {
        "yes" | "Yes" | "YES" | "true" | "True" | "TRUE" | "true()" => Some(true),
        "no" | "No" | "NO" | "false" | "False" | "FALSE" | "false()" => Some(false),
        _ => None,
    }
}

impl FormSettings {
    pub fn of(book: &FormBook, problems: &mut FormProblems) -> Self {
        let mut found = Self::default();
        let Some(sheet) = book.sheet("settings") else { return found };
        found.take(sheet, problems);
        for refused in ["public_key", "flat"] {
            if let Some((_, _, place)) = found.said.iter().find(|(name, ..)| name == refused) {
                let message = format!("`{refused}` is not read here: ");
                let why = if refused == "public_key" {
                    "answers are sealed by the server, and nobody could open what a phone had encrypted"
                } else {
                    "it takes groups apart"
                };
                problems.error(&place.clone(), "not-read", message + why, "Leave the cell empty");
            }
        }
        if let Some((_, name, place)) = found.said.iter().find(|(name, ..)| name == "name")
            && !is_xml_name(name)
        {
            problems.error(
                &place.clone(),
                "name",
                format!("`{name}` cannot be the name of a form's root"),
                "Use letters, digits and underscores, and begin with a letter",
            );
        }
        found
    }

    fn take(&mut self, sheet: &FormSheet, problems: &mut FormProblems) {
        let columns = columns(sheet, "settings", problems);
        for (column, text) in sheet.rows.first().into_iter().flat_map(|row| &row.cells) {
            let Some(tokens) = columns.get(column) else { continue };
            let place = sheet.place(sheet.rows.first().map_or(2, |row| row.number), *column);
            self.said.push((tokens.join("::"), straight(text), place));
        }
    }

    /// What is said on the survey sheet instead.
    pub fn set(&mut self, name: &str, value: &str, place: CellPlace) {
        self.said.retain(|(known, ..)| known != name);
        self.said.push((name.into(), value.into(), place));
    }

    pub fn get(&self, name: &str) -> Option<&str> {
        self.said
            .iter()
            .find(|(known, ..)| known == name)
            .map(|(_, value, _)| value.as_str())
            .filter(|value| !value.is_empty())
    }

    pub fn place(&self, name: &str) -> CellPlace {
        self.said.iter().find(|(known, ..)| known == name).map(|(.., place)| place.clone()).unwrap_or_default()
    }

    pub fn is(&self, name: &str) -> bool {
        self.get(name).and_then(is_yes) == Some(true)
    }

    /// Attributes that are put at the root as they are.
    pub fn attributes(&self) -> Vec<(String, String)> {
        let own = |(name, value, _): &(String, String, CellPlace)| {
            name.strip_prefix("attribute::").map(|name| (name.to_owned(), value.clone()))
        };
        self.said.iter().filter_map(own).collect()
    }

    /// The language that a column without one speaks.
    pub fn language(&self) -> &str {
        self.get("default_language").unwrap_or("default")
    }
}

/// Tells of a sheet that may be one that is missing.
pub fn near_sheets(book: &FormBook, problems: &mut FormProblems) {
    for name in ["choices", "settings", "entities", "external_choices"] {
        let candidates = book
            .names
            .iter()
            .filter(|other| !other.starts_with('_') && !super::book::SHEETS.contains(&other.to_lowercase().as_str()));
        if book.sheet(name).is_some() {
            continue;
        }
        for other in candidates {
            if !near(&other.to_lowercase(), [name].into_iter()).is_empty() {
                let at = CellPlace { sheet: other.clone(), ..CellPlace::default() };
                problems.warn(
                    &at,
                    "unknown-sheet",
                    format!("nobody reads a sheet `{other}`"),
                    format!("Did you mean `{name}`? Put an underscore before its name, if not"),
                );
            }
        }
    }
}
