//! Questions whose answers are chosen, row by row.

use super::choices::{Choice, ChoiceList};
use super::item::SheetItem;
use super::localized::Localized;
use super::parameters::{accepted, said};
use super::problem::near;
use super::references::{has_reference, is_reference, is_xml_name};
use super::row::{SurveyRow, set};
use super::selects::{Select, is_file};
use super::survey::{SheetReading, TableRows};
use super::types::{apply, type_of};

impl SheetReading<'_> {
    pub(super) fn select(&mut self, select: &Select, row: SurveyRow, name: String, pairs: Vec<(String, String)>) {
        self.check_list(select, &row);
        self.check_parameters(select, &row, &pairs);
        let other = select.or_other.then(|| self.other(select, &row, &name)).flatten();
        let table = self.table_row(select, &row);
        let kind = type_of(select.kind);
        let mut item = self.item(row, name);
        if let Some(spec) = kind {
            select.kind.clone_into(&mut item.type_name);
            apply(&mut item, spec);
        }
        item.itemset.clone_from(&select.list);
        item.parameters = pairs;
        if select.kind == "select one external" {
            item.query = Some(select.list.clone());
            item.itemset.clear();
            if item.choice_filter.is_empty() {
                self.problems.warn(
                    &item.row.place("type"),
                    "no-filter",
                    "select_one_external is for choices that are filtered",
                    "Write a filter into `choice_filter`, or use select_one",
                );
            }
        }
        item.searches = item.row.control("appearance").is_some_and(|appearance| appearance.contains("search("));
        if table {
            set(&mut item.control, "appearance", "list-nolabel");
        }
        let parent = self.parent();
        self.survey.add(item, Some(parent));
        if let Some(other) = other {
            self.survey.add(other, Some(parent));
        }
    }

    fn check_list(&mut self, select: &Select, row: &SurveyRow) {
        let at = row.place("type");
        let file = is_file(&select.list);
        if select.from_file && !file {
            self.problems.error(
                &at,
                "file-name",
                format!("`{}` is no file from which a list is read", select.list),
                "Its name ends with .csv, .xml or .geojson",
            );
            return;
        }
        if file || has_reference(&select.list) {
            return;
        }
        let (lists, sheet) = if select.kind == "select one external" {
            (&self.external, "external_choices")
        } else {
            (&self.lists, "choices")
        };
        if !lists.iter().any(|list| list.name == select.list) {
            let help = near(&select.list, lists.iter().map(|list| list.name.as_str()));
            let help = if lists.is_empty() { format!("There is no sheet `{sheet}`, or nothing on it") } else { help };
            self.problems.error(
                &at,
                "unknown-list",
                format!("there is no list `{}` on the sheet `{sheet}`", select.list),
                help,
            );
        }
        if select.kind == "select all that apply" {
            let spaced: Vec<Choice> = lists
                .iter()
                .filter(|list| list.name == select.list)
                .flat_map(|list| &list.choices)
                .filter(|choice| choice.name.contains(' '))
                .cloned()
                .collect();
            for choice in spaced {
                self.problems.error(
                    &choice.place,
                    "choice-name",
                    format!(
                        "the choice `{}` of `{}` has a space in its name, and several may be chosen in {}",
                        choice.name, select.list, at.cell
                    ),
                    "Several answers are stored with spaces between them: write an underscore",
                );
            }
        }
    }

    fn check_parameters(&mut self, select: &Select, row: &SurveyRow, pairs: &[(String, String)]) {
        let at = row.place("parameters");
        let known: &[&str] =
            if select.from_file { &["label", "randomize", "seed", "value"] } else { &["randomize", "seed"] };
        accepted(pairs, known, &at, self.problems);
        for name in ["value", "label"] {
            if let Some(value) = said(pairs, name).filter(|value| select.from_file && !is_xml_name(value)) {
                self.problems.error(&at, "parameters", format!("`{value}` cannot be the name of a column"), "");
            }
        }
        match (said(pairs, "randomize"), said(pairs, "seed")) {
            (Some(value), _) if !matches!(value, "true" | "false") => {
                self.problems.error(&at, "parameters", "`randomize` takes true or false", "");
            }
            (None, Some(_)) => self.problems.error(&at, "parameters", "a seed needs randomize=true beside it", ""),
            (Some(_), Some(seed)) if !is_reference(seed) && seed.parse::<f64>().is_err() => {
                self.problems.error(
                    &at,
                    "parameters",
                    format!("`{seed}` is no seed"),
                    "It takes a number or a question, as ${name}",
                );
            }
            _ => {}
        }
    }

    /// A choice `other` in the list, and a question for what it is.
    fn other(&mut self, select: &Select, row: &SurveyRow, name: &str) -> Option<SheetItem> {
        let at = row.place("type");
        if !row.choice_filter.is_empty() {
            self.problems.error(
                &row.place("choice_filter"),
                "or-other",
                "choices that are filtered cannot have `or_other`",
                "Write the choice and a question for it yourself",
            );
        }
        let list = self.lists.iter_mut().find(|list| list.name == select.list)?;
        let by_language =
            list.choices.iter().any(|choice| choice.label.as_ref().is_some_and(Localized::is_by_language));
        if !list.choices.iter().any(|choice| choice.name == "other") {
            list.choices.push(other_choice(list));
            list.other_added = true;
        }
        if by_language {
            self.problems.warn(
                &at,
                "or-other",
                "`or_other` adds words in English to every language",
                "Write the choice and a question for it yourself",
            );
        }
        let mut other = SheetItem {
            name: format!("{name}_other"),
            type_name: "text".into(),
            row: row.clone(),
            tag: Some("input"),
            ..SheetItem::default()
        };
        other.label = Some(Localized::Plain("Specify other.".into()));
        other.set_bind("type", "string");
        other.set_bind("relevant", &format!("selected(../{name}, 'other')"));
        Some(other)
    }

    /// Whether it is a row of a table; the first brings a row of labels with it.
    fn table_row(&mut self, select: &Select, row: &SurveyRow) -> bool {
        match self.table.clone() {
            TableRows::None => return false,
            TableRows::Begun => {
                if !row.choice_filter.is_empty() {
                    self.problems.error(
                        &row.place("choice_filter"),
                        "table-list",
                        "choices of a table cannot be filtered",
                        "",
                    );
                }
                self.table = TableRows::Of(select.list.clone());
                let mut labels = SheetItem {
                    name: format!("reserved_name_for_field_list_labels_{}", row.number),
                    type_name: select.kind.into(),
                    row: row.clone(),
                    ..SheetItem::default()
                };
                if let Some(spec) = type_of(select.kind) {
                    apply(&mut labels, spec);
                }
                labels.label = Some(Localized::Plain(" ".into()));
                set(&mut labels.control, "appearance", "label");
                labels.itemset.clone_from(&select.list);
                let parent = self.parent();
                self.survey.add(labels, Some(parent));
            }
            TableRows::Of(list) if list != select.list => {
                self.problems.error(
                    &row.place("type"),
                    "table-list",
                    format!("the questions of a table have one list: `{list}` and `{}` are two", select.list),
                    "",
                );
            }
            TableRows::Of(_) => {}
        }
        true
    }
}

fn other_choice(list: &ChoiceList) -> Choice {
    let mut languages: Vec<String> = Vec::new();
    for (language, _) in list
        .choices
        .iter()
        .filter_map(|choice| choice.label.as_ref())
        .filter(|label| label.is_by_language())
        .flat_map(|label| label.all(""))
    {
        if !languages.contains(&language) {
            languages.push(language);
        }
    }
    let label = if languages.is_empty() {
        Localized::Plain("Other".into())
    } else {
        Localized::By(languages.into_iter().map(|language| (language, "Other".into())).collect())
    };
    Choice { name: "other".into(), label: Some(label), ..Choice::default() }
}
