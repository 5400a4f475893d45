//! Row by row, from the survey sheet to the tree of items.

use super::book::FormBook;
use super::choices::{ChoiceList, choices};
use super::columns::columns;
use super::dynamic::is_dynamic;
use super::item::{ItemIx, SheetAction, SheetItem, SheetItemKind, SheetSurvey};
use super::localized::Localized;
use super::parameters::{accepted, parameters, said};
use super::problem::{CellPlace, FormProblems, near};
use super::references::{is_reference, is_xml_name, references};
use super::row::{Cleaning, SurveyRow, set};
use super::settings::{FormSettings, is_yes};
use super::types::{first_name, type_names, type_of};

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
    open: Vec<ItemIx>,
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
        if let Some(kind) = section_of(&row.kind, "end") {
            self.close(kind, &row);
        } else if let Some(kind) = section_of(&row.kind, "begin") {
            self.section(kind, row);
        } else {
            self.question(row);
        }
    }

    fn close(&mut self, kind: SheetItemKind, row: &SurveyRow) {
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

    fn unclosed(&mut self) {
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

    /// The name of a row: one is made for a note that has none.
    fn name(&mut self, row: &SurveyRow) -> Option<String> {
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

    fn section(&mut self, kind: SheetItemKind, row: SurveyRow) {
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

    /// What each type has of its own.
    fn particulars(&mut self, item: &mut SheetItem, pairs: &[(String, String)]) {
        let at = item.row.place("parameters");
        let kind = item.type_name.clone();
        match kind.as_str() {
            "calculate" if item.bind("calculate").is_none() && !item.dynamic_default => {
                self.problems.error(
                    &item.row.place("bind::calculate"),
                    "no-calculation",
                    format!("`{}` calculates nothing", item.name),
                    "Write what it comes to into `calculation`",
                );
            }
            "text" => {
                accepted(pairs, &["rows"], &at, self.problems);
                if let Some(rows) = said(pairs, "rows") {
                    self.whole(rows, "rows", &at);
                    set(&mut item.control, "rows", rows);
                }
            }
            "photo" => self.picture(item, pairs, &at),
            "audio" | "background-audio" => self.sound(item, pairs, &at),
            "geopoint" | "geotrace" | "geoshape" => self.place(item, pairs, &at),
            "range" => self.range(item, pairs, &at),
            "start-geopoint" => item.actions.push(SheetAction {
                name: "odk:setgeopoint",
                event: "odk-instance-first-load",
                value: None,
                quality: None,
            }),
            "background-geopoint" => {
                if item.trigger.is_empty() {
                    self.problems.error(
                        &item.row.place("trigger"),
                        "no-trigger",
                        format!("`{}` does not say when it notes a place", item.name),
                        "Write the question that sets it off into `trigger`",
                    );
                }
                if item.bind("calculate").is_some() {
                    self.problems.error(
                        &item.row.place("bind::calculate"),
                        "calculation",
                        "a place that is noted is not calculated",
                        "Leave `calculation` empty",
                    );
                }
            }
            "subscriberid" | "simserial" => self.problems.warn(
                &item.row.place("type"),
                "left-empty",
                format!("phones no longer tell `{kind}`: it stays empty"),
                "",
            ),
            _ => {}
        }
    }

    pub fn whole(&mut self, value: &str, name: &str, at: &CellPlace) {
        if value.parse::<i64>().is_err() {
            self.problems.error(at, "parameters", format!("`{name}` takes a whole number, and `{value}` is none"), "");
        }
    }

    fn picture(&mut self, item: &mut SheetItem, pairs: &[(String, String)], at: &CellPlace) {
        accepted(pairs, &["max-pixels", "app"], at, self.problems);
        if !item.default.is_empty() && !item.default.contains("jr://images/") {
            item.default = format!("jr://images/{}", item.default);
        }
        match said(pairs, "max-pixels") {
            Some(pixels) => {
                self.whole(pixels, "max-pixels", at);
                item.set_bind("orx:max-pixels", pixels);
            }
            None => self.problems.warn(
                &item.row.place("type"),
                "large-pictures",
                format!("`{}` sends pictures in full size", item.name),
                "Write max-pixels=1024 into `parameters`: phones send them faster",
            ),
        }
        let appearance = item.row.control("appearance").map(str::to_owned);
        if let Some(app) = said(pairs, "app").filter(|_| appearance.as_deref().is_none_or(|said| said == "annotate")) {
            set(&mut item.control, "intent", app);
        }
    }

    fn sound(&mut self, item: &mut SheetItem, pairs: &[(String, String)], at: &CellPlace) {
        accepted(pairs, &["quality"], at, self.problems);
        let background = item.type_name == "background-audio";
        let known: &[&str] =
            if background { &["voice-only", "low", "normal"] } else { &["voice-only", "low", "normal", "external"] };
        let quality = said(pairs, "quality").map(str::to_owned);
        if let Some(quality) = quality.as_deref().filter(|quality| !known.contains(quality)) {
            self.problems.error(
                at,
                "parameters",
                format!("`{quality}` is no quality of sound"),
                format!("It takes {}", known.join(", ")),
            );
        }
        if background {
            item.actions.push(SheetAction {
                name: "odk:recordaudio",
                event: "odk-instance-load",
                value: None,
                quality,
            });
        } else if let Some(quality) = quality {
            item.set_bind("odk:quality", &quality);
        }
    }

    fn place(&mut self, item: &mut SheetItem, pairs: &[(String, String)], at: &CellPlace) {
        let point = item.type_name == "geopoint";
        let known: &[&str] = if point {
            &["allow-mock-accuracy", "capture-accuracy", "reference-geometry", "warning-accuracy"]
        } else {
            &["allow-mock-accuracy", "incremental", "reference-geometry"]
        };
        accepted(pairs, known, at, self.problems);
        for (name, attribute) in
            [("capture-accuracy", "accuracyThreshold"), ("warning-accuracy", "unacceptableAccuracyThreshold")]
        {
            if let Some(value) = said(pairs, name) {
                if value.parse::<f64>().is_err() {
                    self.problems.error(
                        at,
                        "parameters",
                        format!("`{name}` takes a number, and `{value}` is none"),
                        "",
                    );
                }
                set(&mut item.control, attribute, value);
            }
        }
        if let Some(value) = said(pairs, "incremental") {
            if is_yes(value) != Some(true) {
                self.problems.error(at, "parameters", "`incremental` takes true alone", "Leave it out otherwise");
            }
            set(&mut item.control, "incremental", "true");
        }
        if let Some(value) = said(pairs, "allow-mock-accuracy") {
            if !matches!(value, "true" | "false") {
                self.problems.error(at, "parameters", "`allow-mock-accuracy` takes true or false", "");
            }
            item.set_bind("odk:allow-mock-accuracy", value);
        }
        if let Some(value) = said(pairs, "reference-geometry") {
            value.clone_into(&mut item.itemset);
        }
    }

    fn range(&mut self, item: &mut SheetItem, pairs: &[(String, String)], at: &CellPlace) {
        accepted(pairs, &["start", "end", "step", "tick_interval", "placeholder", "tick_labelset"], at, self.problems);
        let mut pairs = pairs.to_vec();
        for (name, default) in [("start", "1"), ("end", "10"), ("step", "1")] {
            if said(&pairs, name).is_none() {
                pairs.push((name.into(), default.into()));
            }
        }
        super::selects::check_range(&pairs, self.lists.as_slice(), at, self.problems);
        let numbers = ["start", "end", "step", "tick_interval", "placeholder"];
        let fraction = |name: &&str| {
            said(&pairs, name).and_then(|value| value.parse::<f64>().ok()).is_some_and(|number| number.fract() != 0.0)
        };
        if numbers.iter().any(fraction) {
            item.set_bind("type", "decimal");
        }
        for (name, value) in
            pairs.iter().filter(|(name, _)| !matches!(name.as_str(), "tick_labelset" | "tick_interval" | "placeholder"))
        {
            set(&mut item.control, name, value.clone());
        }
        for (name, attribute) in [("tick_interval", "odk:tick-interval"), ("placeholder", "odk:placeholder")] {
            if let Some(value) = said(&pairs, name) {
                set(&mut item.control, attribute, value);
            }
        }
        if let Some(list) = said(&pairs, "tick_labelset") {
            list.clone_into(&mut item.itemset);
        }
        item.parameters = pairs;
    }

    /// It stands in `meta`, under its own name.
    fn audit(&mut self, row: SurveyRow) {
        if !row.name.is_empty() && row.name != "audit" {
            self.problems.error(&row.place("name"), "name", "an audit is always called `audit`", "Leave `name` empty");
        }
        let at = row.place("parameters");
        let pairs = parameters(&row.parameters, &at, self.problems);
        accepted(&pairs, &AUDIT, &at, self.problems);
        let mut item = SheetItem { name: "audit".into(), type_name: "audit".into(), row, ..SheetItem::default() };
        item.set_bind("type", "binary");
        let located = LOCATION.iter().filter(|name| said(&pairs, name).is_some()).count();
        if located > 0 && located < LOCATION.len() {
            self.problems.error(&at, "parameters", "where a phone was is noted only with all three of location-priority, location-min-interval and location-max-age", "");
        }
        for name in ["track-changes", "track-changes-reasons", "identify-user"].into_iter().chain(LOCATION) {
            if let Some(value) = said(&pairs, name) {
                item.set_bind(&format!("odk:{name}"), value);
            }
        }
        self.meta.push(item);
    }
}

/// What an audit takes.
const AUDIT: [&str; 6] = [
    "identify-user",
    "location-max-age",
    "location-min-interval",
    "location-priority",
    "track-changes",
    "track-changes-reasons",
];

/// Of it, what says where a phone was: all three or none.
const LOCATION: [&str; 3] = ["location-max-age", "location-min-interval", "location-priority"];

fn set_value(event: &'static str) -> SheetAction {
    SheetAction { name: "setvalue", event, value: None, quality: None }
}

/// Puts what a type brings before what the row says.
pub fn apply(item: &mut SheetItem, spec: &super::types::TypeSpec) {
    item.tag = spec.tag;
    let own = std::mem::take(&mut item.bind);
    item.has_bind |= !spec.bind.is_empty();
    item.bind =
        spec.bind.iter().map(|(name, value)| ((*name).to_owned(), Localized::Plain((*value).to_owned()))).collect();
    for (name, said) in own {
        match item.bind.iter_mut().find(|(known, _)| *known == name) {
            Some((_, old)) => *old = said,
            None => item.bind.push((name, said)),
        }
    }
    let control = std::mem::take(&mut item.control);
    item.control = spec.media.map(|media| ("mediatype".to_owned(), media.to_owned())).into_iter().collect();
    for (name, value) in control {
        set(&mut item.control, &name, value);
    }
    if item.hint.is_none() {
        item.hint = spec.hint.filter(|hint| !hint.is_empty()).map(|hint| Localized::Plain(hint.to_owned()));
    }
}

/// A type that is a setting instead.
fn setting_of(kind: &str) -> Option<&'static str> {
    match kind {
        "form_title" | "set_form_title" => Some("title"),
        "form_id" | "set_form_id" => Some("id_string"),
        _ => None,
    }
}

/// `begin group`, `end_repeat`.
fn section_of(kind: &str, word: &str) -> Option<SheetItemKind> {
    let rest = kind.strip_prefix(word)?;
    let rest = rest.strip_prefix(' ').or_else(|| rest.strip_prefix('_'))?;
    match rest {
        "group" => Some(SheetItemKind::Group),
        "repeat" | "lgroup" | "looped group" => Some(SheetItemKind::Repeat),
        _ => None,
    }
}
