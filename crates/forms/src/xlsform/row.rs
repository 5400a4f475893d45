//! One row of the survey, column by column.

use super::book::{FormRow, FormSheet, collapsed, straight};
use super::columns::Columns;
use super::localized::{Localized, put};
use super::problem::{CellPlace, RowColumns};

/// A row of the survey.
#[derive(Debug, Clone, Default)]
pub struct SurveyRow {
    pub number: usize,
    pub kind: String,
    pub name: String,
    pub label: Option<Localized>,
    pub hint: Option<Localized>,
    pub guidance: Option<Localized>,
    pub default: String,
    pub trigger: String,
    pub choice_filter: String,
    pub parameters: String,
    pub intent: String,
    pub disabled: String,
    /// In the order of the columns.
    pub bind: Vec<(String, Localized)>,
    pub control: Vec<(String, String)>,
    pub media: Vec<(String, Localized)>,
    pub instance: Vec<(String, String)>,
    /// Where each column of it stands: `label`, `bind::relevant`, `label::Français (fr)`.
    pub places: Vec<(String, CellPlace)>,
    /// Where those stand that it does not fill.
    pub columns: RowColumns,
}

/// How cells are cleaned.
#[derive(Debug, Clone, Copy)]
pub struct Cleaning<'a> {
    /// Runs of spaces become one.
    pub collapse: bool,
    /// The form's own language.
    pub own: &'a str,
}

impl SurveyRow {
    pub fn of(row: &FormRow, sheet: &FormSheet, columns: &Columns, all: RowColumns, cleaning: Cleaning<'_>) -> Self {
        let mut found = Self { number: row.number, columns: all, ..Self::default() };
        for (column, text) in &row.cells {
            let Some(tokens) = columns.get(column) else { continue };
            let text = straight(&if cleaning.collapse { collapsed(text) } else { text.clone() });
            found.places.push((tokens.join("::"), sheet.place(row.number, *column)));
            found.take(tokens, text, cleaning.own);
        }
        found
    }

    fn take(&mut self, tokens: &[String], text: String, own: &str) {
        let tokens: Vec<&str> = tokens.iter().map(String::as_str).collect();
        let language = |at: usize| tokens.get(at).copied();
        match tokens.as_slice() {
            ["type"] => self.kind = text,
            ["name"] => self.name = text,
            ["default"] => self.default = text,
            ["trigger"] => self.trigger = text,
            ["choice_filter"] => self.choice_filter = text,
            ["parameters"] => self.parameters = text,
            ["intent"] => self.intent = text,
            ["disabled"] => self.disabled = text,
            ["label", ..] => put(&mut self.label, language(1), text, own),
            ["hint", ..] => put(&mut self.hint, language(1), text, own),
            ["guidance_hint", ..] => put(&mut self.guidance, language(1), text, own),
            ["bind", attribute, ..] => localize(&mut self.bind, attribute, language(2), text, own),
            ["media", kind, ..] => localize(&mut self.media, kind, language(2), text, own),
            ["control", attribute] => set(&mut self.control, attribute, text),
            ["instance", attribute] => set(&mut self.instance, attribute, text),
            _ => {}
        }
    }

    /// Where a column of it stands; else the row as a whole.
    pub fn place(&self, column: &str) -> CellPlace {
        let starts =
            |known: &str| known == column || known.strip_prefix(column).is_some_and(|rest| rest.starts_with("::"));
        let exact = self.places.iter().find(|(known, _)| known == column);
        let found = exact.or_else(|| self.places.iter().find(|(known, _)| starts(known)));
        found.or_else(|| self.places.first()).map(|(_, place)| place.clone()).unwrap_or_default()
    }

    pub fn control(&self, attribute: &str) -> Option<&str> {
        self.control.iter().find(|(known, _)| known == attribute).map(|(_, said)| said.as_str())
    }
}

/// Sets what an attribute says where it stands, or as the last one.
pub fn set(list: &mut Vec<(String, String)>, name: &str, value: impl Into<String>) {
    match list.iter_mut().find(|(known, _)| known == name) {
        Some((_, old)) => *old = value.into(),
        None => list.push((name.to_owned(), value.into())),
    }
}

fn localize(list: &mut Vec<(String, Localized)>, name: &str, language: Option<&str>, text: String, own: &str) {
    match list.iter_mut().find(|(known, _)| known == name) {
        Some((_, old)) => {
            let mut place = Some(old.clone());
            put(&mut place, language, text, own);
            *old = place.unwrap_or_else(|| old.clone());
        }
        None => list.push((name.to_owned(), Localized::of(language, text))),
    }
}
