//! The lists from which answers are chosen.

use super::book::{FormBook, straight};
use super::columns::columns;
use super::localized::{Localized, put};
use super::problem::{CellPlace, FormProblems, RowColumns};
use super::references::has_reference;
use super::row::set;
use crate::xml::Element;

/// One list.
#[derive(Debug, Clone, Default)]
pub struct ChoiceList {
    pub name: String,
    pub choices: Vec<Choice>,
    /// Found by `search()`: it stands in the body.
    pub searched: bool,
    /// A choice `other` was added to it.
    pub other_added: bool,
}

/// One choice.
#[derive(Debug, Clone, Default)]
pub struct Choice {
    pub name: String,
    pub label: Option<Localized>,
    pub media: Vec<(String, Localized)>,
    /// Properties by which it is filtered.
    pub more: Vec<(String, String)>,
    pub place: CellPlace,
    pub columns: RowColumns,
}

impl ChoiceList {
    /// The list as it stands in the form.
    pub fn to_instance(&self) -> Element {
        let by_id = self.needs_texts();
        let mut root = Element::new("root");
        for (number, choice) in self.choices.iter().enumerate() {
            let mut item = Element::new("item");
            if by_id {
                item.push(Element::new("itextId").saying(format!("{}-{number}", self.name)));
            }
            item.push(Element::new("name").saying(&choice.name));
            if let Some(Localized::Plain(label)) = choice.label.as_ref().filter(|_| !by_id) {
                item.push(Element::new("label").saying(label));
            }
            for (name, value) in &choice.more {
                item.push(Element::new(name).saying(value));
            }
            root.push(item);
        }
        Element::new("instance").with("id", &self.name).and(root)
    }

    /// Whether its labels are texts by id.
    pub fn needs_texts(&self) -> bool {
        self.choices.iter().any(|choice| {
            let said = match &choice.label {
                Some(Localized::By(_)) => true,
                Some(Localized::Plain(label)) => has_reference(label),
                None => false,
            };
            said || !choice.media.is_empty()
        })
    }
}

/// All lists of a sheet, in the order in which they begin.
pub fn choices(
    book: &FormBook,
    kind: &str,
    own: &str,
    duplicates: bool,
    problems: &mut FormProblems,
) -> Vec<ChoiceList> {
    let Some(sheet) = book.sheet(kind) else { return Vec::new() };
    let columns = columns(sheet, kind, problems);
    let has = |name: &str| columns.values().any(|tokens| tokens.first().map(String::as_str) == Some(name));
    for needed in ["list_name", "name"] {
        if !sheet.rows.is_empty() && !has(needed) {
            let at = CellPlace { sheet: sheet.name.clone(), cell: "A1".into(), column: String::new() };
            problems.error(&at, "column-missing", format!("the column `{needed}` is missing"), "");
        }
    }
    let mut lists: Vec<ChoiceList> = Vec::new();
    let all = sheet.known_columns(&columns);
    for row in &sheet.rows {
        let mut choice =
            Choice { place: sheet.row_place(row), columns: sheet.row_columns(row, &all), ..Choice::default() };
        let mut list = String::new();
        for (column, text) in &row.cells {
            let Some(tokens) = columns.get(column) else { continue };
            let text = straight(text);
            let tokens: Vec<&str> = tokens.iter().map(String::as_str).collect();
            match tokens.as_slice() {
                ["list_name"] => list = text,
                ["name"] => (choice.name, choice.place) = (text, sheet.place(row.number, *column)),
                ["label", rest @ ..] => put(&mut choice.label, rest.first().copied(), text, own),
                ["media", kind, rest @ ..] => localize(&mut choice.media, kind, rest.first().copied(), text, own),
                [other] => {
                    if other.contains(' ') || !super::references::is_xml_name(other) {
                        let at = sheet.place(1, *column);
                        problems.warn(
                            &at,
                            "unknown-column",
                            format!("a column `{other}` cannot be a property of choices"),
                            "Its name may hold letters, digits and underscores, and no spaces",
                        );
                    } else {
                        set(&mut choice.more, other, text);
                    }
                }
                _ => {}
            }
        }
        keep(&mut lists, &list, choice, &sheet.row_place(row), problems);
    }
    for list in &lists {
        check(list, duplicates, problems);
    }
    lists
}

fn localize(media: &mut Vec<(String, Localized)>, kind: &str, language: Option<&str>, text: String, own: &str) {
    let at = media.iter().position(|(known, _)| known == kind);
    let mut place = at.and_then(|at| media.get(at)).map(|(_, said)| said.clone());
    put(&mut place, language, text, own);
    if let Some(said) = place {
        media.retain(|(known, _)| known != kind);
        media.insert(at.unwrap_or(media.len()).min(media.len()), (kind.to_owned(), said));
    }
}

fn keep(lists: &mut Vec<ChoiceList>, list: &str, choice: Choice, at: &CellPlace, problems: &mut FormProblems) {
    if list.is_empty() {
        if !choice.name.is_empty() {
            problems.warn(
                at,
                "no-list",
                format!("the choice `{}` is of no list and is left out", choice.name),
                "Write the list's name into `list_name`",
            );
        }
        return;
    }
    match lists.iter_mut().find(|known| known.name == list) {
        Some(known) => known.choices.push(choice),
        None => lists.push(ChoiceList { name: list.into(), choices: vec![choice], ..ChoiceList::default() }),
    }
}

fn check(list: &ChoiceList, duplicates: bool, problems: &mut FormProblems) {
    for (place, choice) in list.choices.iter().enumerate() {
        if choice.name.is_empty() {
            problems.error(
                &choice.place,
                "no-name",
                format!("a choice of `{}` has no name", list.name),
                "Write what is stored into `name`",
            );
            continue;
        }
        if choice.label.is_none() {
            problems.warn(
                &choice.place,
                "no-label",
                format!("the choice `{}` of `{}` has no label", choice.name, list.name),
                "",
            );
        }
        let before = list.choices.iter().take(place).find(|other| other.name == choice.name);
        if let Some(before) = before.filter(|_| !duplicates) {
            let help = format!(
                "It stands in {} already. If both are meant, set allow_choice_duplicates to yes",
                before.place.cell
            );
            problems.error(
                &choice.place,
                "choice-twice",
                format!("`{}` has two choices `{}`", list.name, choice.name),
                help,
            );
        }
    }
}
