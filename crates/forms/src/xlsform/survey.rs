//! Row by row, from the survey sheet to the tree of items.

use super::book::FormBook;
use super::choices::{ChoiceList, choices};
use super::columns::columns;
use super::dynamic::is_dynamic;
use super::item::{ItemIx, SheetAction, SheetItem, SheetItemKind, SheetSurvey};
use super::parameters::parameters;
use super::problem::{CellPlace, FormProblems, near};
use super::references::{is_xml_name, references};
use super::row::{Cleaning, SurveyRow};
use super::settings::{FormSettings, is_yes};
use super::types::{apply, first_name, type_names, type_of};

/// Whether the rows are those of a table of choices.
#[derive(Debug, Clone, Default)]
pub enum TableRows {
    #[default]
    None,
    /// Its first row comes next.
    Begun,
    /// All of its rows have this list.
    Of(String),
}

/// The survey under way.
pub struct SheetReading<'a> {
    pub book: &'a FormBook,
    pub problems: &'a mut FormProblems,
    pub settings: FormSettings,
    pub survey: SheetSurvey,
    pub lists: Vec<ChoiceList>,
    pub external: Vec<ChoiceList>,
    /// Groups and repeats that are open, the innermost last.
    pub(super) open: Vec<ItemIx>,
    /// Items that stand in `meta`.
    pub meta: Vec<SheetItem>,
    /// Of a table of choices, its list once it is known.
    pub(super) table: TableRows,
}

/// Reads the survey sheet.
pub fn read<'a>(
    book: &'a FormBook,
    settings: FormSettings,
    problems: &'a mut FormProblems,
) -> Option<SheetReading<'a>> {
    let Some(sheet) = book.sheet("survey") else {
        let help = book
            .names
            .iter()
            .map(|name| near(&name.to_lowercase(), ["survey"].into_iter()))
            .find(|help| !help.is_empty());
        problems.error(
            &CellPlace { sheet: "survey".into(), ..CellPlace::default() },
            "no-survey",
            "there is no sheet `survey`",
            help.unwrap_or_default(),
        );
        return None;
    };
    let own = settings.language().to_owned();
    let collapse = settings.get("clean_text_values").and_then(is_yes).unwrap_or(true);
    let columns = columns(sheet, "survey", problems);
    if !columns.values().any(|tokens| tokens.first().map(String::as_str) == Some("type")) {
        problems.error(
            &CellPlace { sheet: sheet.name.clone(), cell: "A1".into(), column: String::new() },
            "column-missing",
            "the column `type` is missing",
            "",
        );
        return None;
    }
    let lists = choices(book, "choices", &own, settings.is("allow_choice_duplicates"), problems);
    let external = choices(book, "external_choices", &own, true, problems);
    let mut survey = SheetSurvey::default();
    let name = settings.get("name").unwrap_or("data").to_owned();
    survey.add(SheetItem { kind: SheetItemKind::Survey, name, ..SheetItem::default() }, None);
    let mut reading = SheetReading {
        book,
        problems,
        settings,
        survey,
        lists,
        external,
        open: vec![ItemIx(0)],
        meta: Vec::new(),
        table: TableRows::None,
    };
    let all = sheet.known_columns(&columns);
    for row in &sheet.rows {
        reading.row(SurveyRow::of(
            row,
            sheet,
            &columns,
            sheet.row_columns(row, &all),
            Cleaning { collapse, own: &own },
        ));
    }
    reading.unclosed();
    Some(reading)
}

impl SheetReading<'_> {
    pub fn parent(&self) -> ItemIx {
        self.open.last().copied().unwrap_or(ItemIx(0))
    }

    fn row(&mut self, row: SurveyRow) {
        if is_yes(&row.disabled) == Some(true) {
            return;
        }
        if row.kind.is_empty() {
            let says_nothing = row.name.is_empty() && row.label.is_none();
            if says_nothing {
                self.problems.warn(&row.place("type"), "no-type", "a row without type, name and label is left out", "");
            } else {
                self.problems.error(
                    &row.place("name"),
                    "no-type",
                    "a question has no type",
                    "Write one into `type`, such as text or integer",
                );
            }
            return;
        }
        if let Some(setting) = setting_of(&row.kind) {
            let place = row.place("name");
            self.settings.set(setting, &row.name, place);
            return;
        }
        if let Some(kind) = SheetItemKind::of_row(&row.kind, "end") {
            self.close(kind, &row);
        } else if let Some(kind) = SheetItemKind::of_row(&row.kind, "begin") {
            self.section(kind, row);
        } else {
            self.question(row);
        }
    }

    /// The name of a row: one is made for a note that has none.
    pub(super) fn name(&mut self, row: &SurveyRow) -> Option<String> {
        let name = if row.name.is_empty() && row.kind == "note" {
            format!("generated_note_name_{}", row.number)
        } else {
            row.name.clone()
        };
        if name.is_empty() {
            self.problems.error(
                &row.place("type"),
                "no-name",
                "a question or group has no name",
                "Write one into `name`: letters, digits and underscores",
            );
            return None;
        }
        if !is_xml_name(&name) {
            self.problems.error(
                &row.place("name"),
                "name",
                format!("`{name}` cannot be a name"),
                "Begin with a letter or an underscore, and use letters, digits, hyphens, underscores and full stops",
            );
            return None;
        }
        self.unique(&name, row);
        Some(name)
    }

    fn unique(&mut self, name: &str, row: &SurveyRow) {
        let at = row.place("name");
        if name == "meta" && self.open.len() == 1 {
            self.problems.error(&at, "name", "`meta` is taken by every form", "Choose another name");
            return;
        }
        let beside: Vec<(String, String)> = self
            .survey
            .children(self.parent())
            .into_iter()
            .filter_map(|ix| self.survey.get(ix))
            .map(|item| (item.name.clone(), item.row.place("name").cell))
            .collect();
        if let Some((_, cell)) = beside.iter().find(|(known, _)| known == name) {
            self.problems.error(
                &at,
                "name-twice",
                format!("`{name}` stands in {cell} already"),
                "Names side by side differ: choose another",
            );
        } else if let Some((known, cell)) = beside.iter().find(|(known, _)| known.to_lowercase() == name.to_lowercase())
        {
            self.problems.warn(
                &at,
                "name-twice",
                format!("`{name}` differs from `{known}` in {cell} by its case alone"),
                "Some programs take them for one",
            );
        }
    }

    /// What of a row any item has.
    pub(super) fn item(&mut self, row: SurveyRow, name: String) -> SheetItem {
        let mut item = SheetItem {
            name,
            type_name: first_name(&row.kind).to_owned(),
            label: row.label.clone(),
            hint: row.hint.clone(),
            guidance: row.guidance.clone(),
            media: row.media.clone(),
            bind: row.bind.clone(),
            has_bind: !row.bind.is_empty(),
            control: row.control.clone(),
            instance: row.instance.clone(),
            default: row.default.clone(),
            choice_filter: row.choice_filter.clone(),
            ..SheetItem::default()
        };
        item.trigger = self.trigger(&row);
        if is_dynamic(&row.default, &row.kind) {
            item.dynamic_default = true;
            item.actions.push(set_value("odk-instance-first-load"));
            let in_repeat =
                self.open.iter().any(|ix| self.survey.get(*ix).is_some_and(|item| item.kind == SheetItemKind::Repeat));
            item.actions.extend(in_repeat.then(|| set_value("odk-new-repeat")));
        }
        item.row = row;
        item
    }

    fn trigger(&mut self, row: &SurveyRow) -> Vec<String> {
        if row.trigger.is_empty() {
            return Vec::new();
        }
        let found = references(&row.trigger);
        if found.is_empty() || found.iter().any(|found| found.is_broken) {
            self.problems.error(
                &row.place("trigger"),
                "reference",
                format!("`{}` names no question", row.trigger),
                "A question is named as ${name}",
            );
        }
        found.into_iter().filter(|found| !found.is_broken).map(|found| found.name).collect()
    }

    fn question(&mut self, row: SurveyRow) {
        if row.kind == "audit" {
            self.audit(row);
            return;
        }
        let Some(name) = self.name(&row) else { return };
        let pairs = parameters(&row.parameters, &row.place("parameters"), self.problems);
        if let Some(select) = super::selects::select_of(&row.kind) {
            self.select(&select, row, name, pairs);
            return;
        }
        let kind = first_name(&row.kind).to_owned();
        let kind = if kind.starts_with("osm ") { "osm".to_owned() } else { kind };
        if matches!(kind.as_str(), "xml-external" | "csv-external") {
            let item = SheetItem { kind: SheetItemKind::File, name, type_name: kind, row, ..SheetItem::default() };
            self.survey.add(item, Some(self.parent()));
            return;
        }
        let Some(spec) = type_of(&kind) else {
            let help = near(&row.kind, type_names());
            self.problems.error(
                &row.place("type"),
                "unknown-type",
                format!("`{}` is no type of question", row.kind),
                help,
            );
            return;
        };
        let mut item = self.item(row, name);
        item.type_name.clone_from(&kind);
        apply(&mut item, spec);
        self.particulars(&mut item, &pairs);
        self.survey.add(item, Some(self.parent()));
    }
}

fn set_value(event: &'static str) -> SheetAction {
    SheetAction { name: "setvalue", event, value: None, quality: None }
}

/// A type that is a setting instead.
fn setting_of(kind: &str) -> Option<&'static str> {
    match kind {
        "form_title" | "set_form_title" => Some("title"),
        "form_id" | "set_form_id" => Some("id_string"),
        _ => None,
    }
}
