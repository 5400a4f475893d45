//! Groups and repeats of a survey: begun, named, counted and ended.

use super::item::{ItemIx, SheetItem, SheetItemKind};
use super::references::is_reference;
use super::row::{SurveyRow, set};
use super::survey::{SheetReading, TableRows};

impl SheetReading<'_> {
    pub(super) fn close(&mut self, kind: SheetItemKind, row: &SurveyRow) {
        self.table = TableRows::None;
        let open = self.survey.get(self.parent()).map(|item| (item.kind, item.name.clone(), item.row.place("type")));
        match open {
            Some((found, ..)) if found == kind && self.open.len() > 1 => {
                self.open.pop();
            }
            Some((_, name, at)) if self.open.len() > 1 => {
                self.problems.error(
                    &row.place("type"),
                    "unmatched-end",
                    format!("`{}` ends something else than what is open", row.kind),
                    format!("`{name}` was begun in {} and is to be ended first", at.cell),
                );
            }
            _ => self.problems.error(
                &row.place("type"),
                "unmatched-end",
                format!("`{}` ends what was not begun", row.kind),
                "Take the row out, or begin it further up",
            ),
        }
    }

    pub(super) fn unclosed(&mut self) {
        for ix in self.open.iter().skip(1) {
            if let Some(item) = self.survey.get(*ix) {
                let what = if item.kind == SheetItemKind::Repeat { "repeat" } else { "group" };
                self.problems.error(
                    &item.row.place("type"),
                    "not-closed",
                    format!("the {what} `{}` is not ended", item.name),
                    format!("Write a row `end {what}` behind its last question"),
                );
            }
        }
    }

    pub(super) fn section(&mut self, kind: SheetItemKind, row: SurveyRow) {
        let Some(name) = self.name(&row) else {
            // What is in it is read all the same, so that its faults are told as well.
            let ix = self.survey.add(
                SheetItem { kind, name: format!("unnamed_{}", row.number), row, ..SheetItem::default() },
                Some(self.parent()),
            );
            self.open.push(ix);
            return;
        };
        if kind == SheetItemKind::Repeat {
            self.repeat_name(&name, &row);
        }
        let mut item = self.item(row, name);
        item.kind = kind;
        item.tag = None;
        if kind == SheetItemKind::Repeat && item.label.is_none() && item.media.is_empty() {
            self.problems.warn(
                &item.row.place("name"),
                "no-label",
                format!("the repeat `{}` has no label", item.name),
                "Whoever fills it in sees no heading above each",
            );
        }
        if let Some(count) = item.row.control("jr:count").map(str::to_owned) {
            self.count(&mut item, &count);
        }
        let own_label = self.table_list(&mut item);
        if !item.row.intent.is_empty() {
            let intent = item.row.intent.clone();
            set(&mut item.control, "intent", intent);
        }
        let ix = self.survey.add(item, Some(self.parent()));
        self.open.push(ix);
        if let Some(label) = own_label {
            self.survey.add(label, Some(ix));
        }
    }

    fn repeat_name(&mut self, name: &str, row: &SurveyRow) {
        let root = self.survey.get(ItemIx(0)).map(|item| item.name.clone()).unwrap_or_default();
        let other = self
            .survey
            .named(name)
            .iter()
            .filter_map(|ix| self.survey.get(*ix))
            .find(|item| item.kind == SheetItemKind::Repeat)
            .map(|item| item.row.place("name").cell);
        if name == root {
            self.problems.error(
                &row.place("name"),
                "name-twice",
                format!("a repeat cannot be called `{name}`, as the form's root is"),
                "Choose another name",
            );
        } else if let Some(cell) = other {
            self.problems.error(
                &row.place("name"),
                "name-twice",
                format!("there is a repeat `{name}` in {cell} already"),
                "Names of repeats differ in the whole form: choose another",
            );
        }
    }

    /// A count that is more than one question becomes a question of its own, that is computed.
    fn count(&mut self, item: &mut SheetItem, count: &str) {
        if is_reference(count) {
            return;
        }
        let name = format!("{}_count", item.name);
        let mut computed = SheetItem {
            name: name.clone(),
            type_name: "calculate".into(),
            row: item.row.clone(),
            ..SheetItem::default()
        };
        computed.set_bind("type", "string");
        computed.set_bind("readonly", "true()");
        computed.set_bind("calculate", count);
        self.survey.add(computed, Some(self.parent()));
        set(&mut item.control, "jr:count", format!("${{{name}}}"));
    }

    /// A table of choices: a page whose label stands above a row of labels.
    fn table_list(&mut self, item: &mut SheetItem) -> Option<SheetItem> {
        let appearance = item.row.control("appearance")?.to_owned();
        if !appearance.split_whitespace().any(|word| word == "table-list") {
            return None;
        }
        self.table = TableRows::Begun;
        let rest: Vec<&str> = appearance.split_whitespace().filter(|word| *word != "table-list").collect();
        set(&mut item.control, "appearance", ["field-list"].into_iter().chain(rest).collect::<Vec<_>>().join(" "));
        if item.label.is_none() && item.hint.is_none() {
            return None;
        }
        let mut label = SheetItem {
            name: format!("generated_table_list_label_{}", item.row.number),
            type_name: "note".into(),
            row: item.row.clone(),
            label: item.label.take(),
            hint: item.hint.take(),
            tag: Some("input"),
            ..SheetItem::default()
        };
        label.set_bind("readonly", "true()");
        label.set_bind("type", "string");
        Some(label)
    }
}
