//! From items to the document: instance, lists, binds, body.

use super::choices::ChoiceList;
use super::item::{ItemIx, SheetAction, SheetItem, SheetItemKind, SheetSurvey};
use super::localized::Localized;
use super::outputs::{message_is_text, with_outputs};
use super::problem::{CellPlace, FormProblems};
use super::references::{Putting, references};
use super::selects::{is_file, split_ending};
use super::settings::is_yes;
use crate::xml::Element;

/// Everything that is written from.
pub struct Writing<'a> {
    pub survey: &'a SheetSurvey,
    pub lists: &'a [ChoiceList],
    pub problems: &'a mut FormProblems,
}

impl Writing<'_> {
    fn item(&self, ix: ItemIx) -> SheetItem {
        self.survey.get(ix).cloned().unwrap_or_default()
    }

    pub(super) fn paths(&mut self, text: &str, of: ItemIx, putting: Putting, at: &CellPlace) -> String {
        self.survey.put_paths(text, of, putting, at, self.problems)
    }

    // The instance.

    /// The answers: a repeat that is not itself in one being written has its template before it.
    pub fn instance(&mut self, ix: ItemIx, in_template: bool) -> Element {
        let item = self.item(ix);
        let mut element = Element::new(&item.name);
        for (name, value) in &item.instance {
            let at = item.row.place(&format!("instance::{name}"));
            element.set(name, self.paths(value, ix, Putting::default(), &at));
        }
        for child in item.children {
            self.child(&mut element, child, in_template);
        }
        element
    }

    fn child(&mut self, element: &mut Element, child: ItemIx, in_template: bool) {
        let item = self.item(child);
        match item.kind {
            SheetItemKind::File => {}
            SheetItemKind::Attribute => element.set(&item.name, item.value),
            SheetItemKind::Question => element.push(self.leaf(child)),
            SheetItemKind::Repeat => {
                if !in_template {
                    element.push(self.template(child));
                }
                element.push(self.instance(child, true));
            }
            SheetItemKind::Group | SheetItemKind::Survey => element.push(self.instance(child, in_template)),
        }
    }

    fn template(&mut self, ix: ItemIx) -> Element {
        let item = self.item(ix);
        let mut element = Element::new(&item.name).with("jr:template", "");
        for child in item.children {
            match self.item(child).kind {
                SheetItemKind::Repeat => element.push(self.template(child)),
                _ => self.child(&mut element, child, false),
            }
        }
        element
    }

    fn leaf(&mut self, ix: ItemIx) -> Element {
        let item = self.item(ix);
        let mut element = Element::new(&item.name);
        if !item.default.is_empty() && !item.dynamic_default {
            element = element.saying(&item.default);
        }
        for (name, value) in &item.instance {
            let at = item.row.place(&format!("instance::{name}"));
            element.set(name, self.paths(value, ix, Putting::default(), &at));
        }
        element
    }

    // Lists.

    /// Lists beside the answers: those of files first, then the choices. Of one name there is one.
    pub fn instances(&mut self) -> Vec<Element> {
        let mut found: Vec<(String, Option<String>, Element)> = Vec::new();
        let mut last_saved = false;
        for ix in self.survey.within(ItemIx(0)) {
            let item = self.item(ix);
            let mut files = Self::pulled(&item);
            if item.kind == SheetItemKind::File {
                let ending = if item.type_name == "csv-external" { "csv" } else { "xml" };
                files.push((
                    item.name.clone(),
                    format!("jr://file{}/{}.{ending}", if ending == "csv" { "-csv" } else { "" }, item.name),
                ));
            } else if is_file(&item.itemset) {
                let (name, ending) = split_ending(&item.itemset);
                files.push((
                    name.to_owned(),
                    format!("jr://file{}/{}", if ending == ".csv" { "-csv" } else { "" }, item.itemset),
                ));
            }
            last_saved |= says_last_saved(&item);
            for (id, src) in files {
                let element = Element::new("instance").with("id", &id).with("src", &src);
                self.list(&mut found, id, Some(src), element, &item.row.place("type"));
            }
        }
        if last_saved {
            let src = "jr://instance/last-saved".to_owned();
            let element = Element::new("instance").with("id", "__last-saved").with("src", &src);
            self.list(&mut found, "__last-saved".into(), Some(src), element, &CellPlace::default());
        }
        for list in self.lists.iter().filter(|list| !list.searched) {
            let at = list.choices.first().map(|choice| choice.place.clone()).unwrap_or_default();
            self.list(&mut found, list.name.clone(), None, list.to_instance(), &at);
        }
        found.into_iter().map(|(.., element)| element).collect()
    }

    fn list(
        &mut self,
        found: &mut Vec<(String, Option<String>, Element)>,
        id: String,
        src: Option<String>,
        element: Element,
        at: &CellPlace,
    ) {
        match found.iter().find(|(known, ..)| *known == id) {
            Some((_, known, _)) if *known == src => {}
            Some((_, known, _)) => {
                let named = |src: &Option<String>| src.clone().unwrap_or_else(|| "the sheet `choices`".into());
                self.problems.error(
                    at,
                    "list-twice",
                    format!("two lists are called `{id}`: one from {} and one from {}", named(known), named(&src)),
                    "Call one of them something else",
                );
            }
            None => found.push((id, src, element)),
        }
    }

    /// Files that `pulldata()` reads.
    fn pulled(item: &SheetItem) -> Vec<(String, String)> {
        let binds =
            ["calculate", "constraint", "readonly", "required", "relevant"].map(|name| item.bind_text(name).to_owned());
        let texts = binds.into_iter().chain([item.choice_filter.clone(), item.default.clone()]);
        let mut found = Vec::new();
        for text in texts {
            for (at, _) in text.match_indices("pulldata(") {
                let argument = text.get(at + 9..).and_then(|rest| rest.split(',').next()).unwrap_or_default();
                let id = argument.replace(['\'', '"'], "").trim().to_owned();
                found.push((id.clone(), format!("jr://file-csv/{id}.csv")));
            }
        }
        found
    }

    // Binds and actions.

    pub fn binds(&mut self) -> Vec<Element> {
        let mut found = Vec::new();
        for ix in self.survey.within(ItemIx(0)) {
            let item = self.item(ix);
            if item.has_bind && item.kind != SheetItemKind::File {
                found.push(self.bind(ix, &item));
            }
            found.extend(self.actions(ix, &item, false));
        }
        found
    }

    fn bind(&mut self, ix: ItemIx, item: &SheetItem) -> Element {
        let path = self.survey.path(ix);
        let mut bind = Element::new("bind").with("nodeset", &path);
        for (name, value) in &item.bind {
            if name == "calculate" && !item.trigger.is_empty() {
                continue;
            }
            let at = item.row.place(&format!("bind::{name}"));
            let text = match value {
                said if name.starts_with("jr:") && name.ends_with("Msg") && message_is_text(said) => {
                    format!("jr:itext('{path}:{name}')")
                }
                Localized::By(_) if name == "jr:noAppErrorString" => format!("jr:itext('{path}:{name}')"),
                Localized::By(_) => {
                    self.problems.error(
                        &at,
                        "language",
                        format!("`{name}` is the same in every language"),
                        "Write it in one column without a language",
                    );
                    continue;
                }
                Localized::Plain(text) => text.clone(),
            };
            let logical = matches!(name.as_str(), "readonly" | "required" | "relevant" | "constraint" | "calculate");
            let text = match is_yes(&text).filter(|_| logical && !text.ends_with(')')) {
                Some(true) => "true()".to_owned(),
                Some(false) => "false()".to_owned(),
                None => self.paths(&text, ix, Putting::default(), &at),
            };
            bind.set(name, text);
        }
        bind
    }

    fn actions(&mut self, ix: ItemIx, item: &SheetItem, in_repeat: bool) -> Vec<Element> {
        let due = |action: &&SheetAction| (action.event == "odk-new-repeat") == in_repeat;
        let path = self.survey.path(ix);
        let mut found = Vec::new();
        for action in item.actions.iter().filter(due) {
            let mut element = Element::new(action.name).with("ref", &path).with("event", action.event);
            let value = match &action.value {
                Some(value) => value.clone(),
                None if item.dynamic_default => {
                    self.paths(&item.default.clone(), ix, Putting::default(), &item.row.place("default"))
                }
                None => item.default.clone(),
            };
            if action.name == "setvalue" && !value.is_empty() {
                element.set("value", value);
            }
            if let Some(quality) = &action.quality {
                element.set("odk:quality", quality);
            }
            found.push(element);
        }
        found
    }

    // The body.

    pub fn controls(&mut self, ix: ItemIx) -> Vec<Element> {
        self.survey.children(ix).into_iter().filter_map(|child| self.control(child)).collect()
    }

    fn control(&mut self, ix: ItemIx) -> Option<Element> {
        let item = self.item(ix);
        match item.kind {
            SheetItemKind::Group if !item.bodyless => Some(self.group(ix, &item)),
            SheetItemKind::Repeat => Some(self.repeat(ix, &item)),
            SheetItemKind::Question => self.question(ix, &item),
            _ => None,
        }
    }

    fn attributes(&mut self, ix: ItemIx, item: &SheetItem, element: &mut Element) {
        for (name, value) in &item.control {
            let at = item.row.place(&format!("control::{name}"));
            let value = self.paths(value, ix, Putting::default(), &at);
            element.set(name, value);
        }
    }

    fn group(&mut self, ix: ItemIx, item: &SheetItem) -> Element {
        let mut group = Element::new("group");
        self.attributes(ix, item, &mut group);
        group.set("ref", self.survey.path(ix));
        if item.label.is_some() {
            group.push(self.label(ix, item));
        }
        self.controls(ix).into_iter().for_each(|control| group.push(control));
        group
    }

    fn repeat(&mut self, ix: ItemIx, item: &SheetItem) -> Element {
        let path = self.survey.path(ix);
        let mut repeat = Element::new("repeat").with("nodeset", &path);
        self.attributes(ix, item, &mut repeat);
        self.controls(ix).into_iter().for_each(|control| repeat.push(control));
        for inner in self.survey.within(ix).into_iter().filter(|inner| *inner != ix) {
            if self.survey.repeat_above(inner) == Some(ix) {
                let item = self.item(inner);
                self.actions(inner, &item, true).into_iter().for_each(|action| repeat.push(action));
            }
        }
        let mut group = Element::new("group").with("ref", path);
        group.push(self.label(ix, item));
        group.and(repeat)
    }

    fn question(&mut self, ix: ItemIx, item: &SheetItem) -> Option<Element> {
        let computed = item.bind("calculate").is_some() || !item.trigger.is_empty();
        let unseen = item.type_name == "calculate" || (computed && item.label.is_none() && item.hint.is_none());
        let tag = item.tag.filter(|tag| *tag != "action" && !unseen);
        let Some(tag) = tag else {
            self.unseen_trigger(item);
            return None;
        };
        let mut control = Element::new(tag).with("ref", self.survey.path(ix));
        self.label_and_hint(ix, item, &mut control);
        self.attributes(ix, item, &mut control);
        if let Some(query) = &item.query {
            let filter = self.paths(
                &item.choice_filter,
                ix,
                Putting { from_current: true, ..Putting::default() },
                &item.row.place("choice_filter"),
            );
            let narrowed = if filter.is_empty() { String::new() } else { format!("[{filter}]") };
            control.set("query", format!("instance('{query}')/root/item{narrowed}"));
        }
        self.choices(ix, item, &mut control);
        self.triggered(ix, item, &mut control);
        Some(control)
    }

    fn unseen_trigger(&mut self, item: &SheetItem) {
        let waiting: Vec<SheetItem> =
            self.survey.items.iter().filter(|other| other.trigger.contains(&item.name)).cloned().collect();
        for other in waiting {
            self.problems.error(
                &other.row.place("trigger"),
                "trigger",
                format!("`{}` is not seen, so nothing can be set off by it", item.name),
                "Name a question that somebody answers",
            );
        }
    }

    fn triggered(&mut self, ix: ItemIx, item: &SheetItem, control: &mut Element) {
        for other in (0..self.survey.items.len()).map(ItemIx) {
            let Some(found) = self.survey.get(other).filter(|found| found.trigger.contains(&item.name)) else {
                continue;
            };
            let found = found.clone();
            let name = if found.type_name == "background-geopoint" { "odk:setgeopoint" } else { "setvalue" };
            let mut action =
                Element::new(name).with("ref", self.survey.path(other)).with("event", "xforms-value-changed");
            let text = found.bind_text("calculate").to_owned();
            let value = self.paths(&text, ix, Putting::default(), &found.row.place("bind::calculate"));
            if !value.is_empty() && name == "setvalue" {
                action.set("value", value);
            }
            control.push(action);
        }
    }

    fn label_and_hint(&mut self, ix: ItemIx, item: &SheetItem, control: &mut Element) {
        let hinted = item.hint.is_some() || item.guidance.is_some();
        if item.label.is_some() || !item.media.is_empty() || hinted {
            control.push(self.label(ix, item));
        }
        if hinted {
            control.push(self.hint(ix, item));
        }
        if item.label.is_none() && item.media.is_empty() && item.hint.is_none() {
            self.problems.error(
                &item.row.place("name"),
                "no-label",
                format!("`{}` has no label and no hint", item.name),
                "Write what is asked into `label`",
            );
        }
        if item.media.iter().any(|(form, _)| form == "big-image") && !item.media.iter().any(|(form, _)| form == "image")
        {
            self.problems.error(
                &item.row.place("media::big-image"),
                "media",
                "a big-image stands beside an image",
                "Name a smaller picture in `image`",
            );
        }
    }

    fn label(&mut self, ix: ItemIx, item: &SheetItem) -> Element {
        if item.label_is_text() {
            return Element::new("label").with("ref", format!("jr:itext('{}:label')", self.survey.path(ix)));
        }
        match &item.label {
            Some(Localized::Plain(label)) => {
                with_outputs(self.survey, Element::new("label"), label, ix, &item.row.place("label"), self.problems)
            }
            _ => Element::new("label"),
        }
    }

    fn hint(&mut self, ix: ItemIx, item: &SheetItem) -> Element {
        match &item.hint {
            Some(Localized::Plain(hint)) if item.guidance.is_none() => {
                with_outputs(self.survey, Element::new("hint"), hint, ix, &item.row.place("hint"), self.problems)
            }
            _ => Element::new("hint").with("ref", format!("jr:itext('{}:hint')", self.survey.path(ix))),
        }
    }
}

fn says_last_saved(item: &SheetItem) -> bool {
    let binds = ["calculate", "constraint", "readonly", "required", "relevant"].map(|name| item.bind_text(name));
    let mut texts = binds.into_iter().chain([item.default.as_str(), item.choice_filter.as_str()]);
    texts.any(|text| references(text).iter().any(|found| found.last_saved))
}
