//! A sheet's way to a form.

use super::book::FormBook;
use super::check::check;
use super::item::{ItemIx, SheetItem, SheetItemKind};
use super::problem::{FormProblem, FormProblems};
use super::settings::{FormSettings, near_sheets};
use super::survey::{SheetReading, read};
use super::texts::Texts;
use super::write::Writing;
use crate::form::Form;
use crate::xml::{Element, Layout, write};

/// What came of a sheet.
#[derive(Debug, Clone)]
pub struct Converted {
    /// The form as XML; none, where anything is an error.
    pub xml: Option<String>,
    /// The same, read.
    pub form: Option<Form>,
    /// Everything that is wrong, by sheet and cell.
    pub problems: Vec<FormProblem>,
    /// The sheet `external_choices` as the file that phones ask for, where there is one.
    pub itemsets: Option<Vec<u8>>,
}

/// Makes a form of sheets. `name` is the form's id where the sheets do not say one.
pub fn convert(book: &FormBook, name: &str) -> Converted {
    let mut problems = FormProblems::default();
    near_sheets(book, &mut problems);
    let settings = FormSettings::of(book, &mut problems);
    let document = read(book, settings, &mut problems).map(|reading| document(reading, name));
    let form = document.and_then(|(document, survey, lists, own)| {
        let found = Form::of(document.clone());
        check(&found, &survey, &lists, &own, &mut problems);
        found.ok()
    });
    let form = form.filter(|_| !problems.any_error());
    let mut problems = problems.0;
    problems.sort_by_cached_key(|problem| (problem.sheet.clone(), by_row(&problem.cell), problem.clone()));
    let xml = form.as_ref().map(|form| write(&form.document, Layout::Indented));
    Converted { xml, form, problems, itemsets: itemsets(book) }
}

/// `B10` comes after `B9`.
fn by_row(cell: &str) -> (usize, usize, String) {
    let letters: String = cell.chars().take_while(char::is_ascii_alphabetic).collect();
    let row = cell.get(letters.len()..).and_then(|row| row.parse().ok()).unwrap_or_default();
    (row, letters.len(), letters)
}

type Written = (Element, super::item::SheetSurvey, Vec<super::choices::ChoiceList>, String);

fn document(mut reading: SheetReading<'_>, name: &str) -> Written {
    let own = reading.settings.language().to_owned();
    let entities = super::entities::put_entities(&mut reading);
    meta(&mut reading);
    triggers(&mut reading);
    let SheetReading { problems, settings, survey, mut lists, .. } = reading;
    let searched: Vec<String> =
        survey.items.iter().filter(|item| item.searches).map(|item| item.itemset.clone()).collect();
    for list in &mut lists {
        list.searched = searched.contains(&list.name);
        let other =
            survey.items.iter().find(|item| item.itemset == list.name && !item.searches).filter(|_| list.searched);
        if let Some(other) = other {
            problems.error(
                &other.row.place("type"),
                "search",
                format!("the list `{}` is found by search() in one question and not in `{}`", list.name, other.name),
                "Use search() in both, or give one a list of its own",
            );
        }
    }
    let texts = Texts::of(&survey, &lists, &own);
    let id = settings.get("id_string").unwrap_or(name).to_owned();
    let mut model = Element::new("model").with("odk:xforms-version", "1.0.0");
    if let Some(version) = entities {
        model.set("entities:entities-version", version);
    }
    if let Some(submission) = submission(&settings) {
        model.push(submission);
    }
    if let Some(itext) = texts.element(&survey, &own, problems) {
        model.push(itext);
    }
    let mut writing = Writing { survey: &survey, lists: &lists, problems };
    let mut root = writing.instance(ItemIx(0), false);
    let inner = std::mem::take(&mut root.attrs);
    for (name, value) in &settings.attributes() {
        root.set(name, value);
    }
    root.set("id", &id);
    for (setting, attribute) in
        [("instance_xmlns", "xmlns"), ("version", "version"), ("prefix", "odk:prefix"), ("delimiter", "odk:delimiter")]
    {
        if let Some(value) = settings.get(setting) {
            root.set(attribute, value);
        }
    }
    for (name, value) in &inner {
        root.set(name, value);
    }
    model.push(Element::new("instance").and(root));
    for list in writing.instances() {
        model.push(list);
    }
    for bind in writing.binds() {
        model.push(bind);
    }
    let mut body = Element::new("h:body");
    if let Some(style) = settings.get("style") {
        body.set("class", style);
    }
    for control in writing.controls(ItemIx(0)) {
        body.push(control);
    }
    let title = settings.get("title").unwrap_or(&id).to_owned();
    let head = Element::new("h:head").and(Element::new("h:title").saying(title)).and(model);
    let document = namespaces(&settings, entities.is_some()).and(head).and(body);
    (document, survey, lists, own)
}

/// What every form has in `meta`: its own id, and what the settings ask for.
fn meta(reading: &mut SheetReading<'_>) {
    let mut children = std::mem::take(&mut reading.meta);
    if !reading.settings.is("omit_instanceID") {
        let mut id = SheetItem { name: "instanceID".into(), type_name: "calculate".into(), ..SheetItem::default() };
        id.set_bind("type", "string");
        id.set_bind("readonly", "true()");
        let preload = reading.settings.get("instance_id").unwrap_or("uid").to_owned();
        id.set_bind("jr:preload", &preload);
        children.push(id);
    }
    if let Some(name) = reading.settings.get("instance_name").map(str::to_owned) {
        let row = super::row::SurveyRow {
            places: vec![("bind::calculate".into(), reading.settings.place("instance_name"))],
            ..Default::default()
        };
        let mut item =
            SheetItem { name: "instanceName".into(), type_name: "calculate".into(), row, ..SheetItem::default() };
        item.set_bind("type", "string");
        item.set_bind("calculate", &name);
        children.push(item);
    }
    if children.is_empty() {
        return;
    }
    let existing = reading
        .survey
        .children(ItemIx(0))
        .into_iter()
        .find(|ix| reading.survey.get(*ix).is_some_and(|item| item.name == "meta"));
    let group = existing.unwrap_or_else(|| {
        let meta =
            SheetItem { kind: SheetItemKind::Group, name: "meta".into(), bodyless: true, ..SheetItem::default() };
        reading.survey.add(meta, Some(ItemIx(0)))
    });
    for child in children {
        reading.survey.add(child, Some(group));
    }
}

/// What sets something off is a question that there is.
fn triggers(reading: &mut SheetReading<'_>) {
    let all: Vec<(String, super::problem::CellPlace)> = reading
        .survey
        .items
        .iter()
        .flat_map(|item| item.trigger.iter().map(|name| (name.clone(), item.row.place("trigger"))))
        .collect();
    for (name, at) in all {
        let is_question =
            |ix: &ItemIx| reading.survey.get(*ix).is_some_and(|item| item.kind == SheetItemKind::Question);
        if !reading.survey.named(&name).iter().any(is_question) {
            let help = super::problem::near(&name, reading.survey.items.iter().map(|item| item.name.as_str()));
            reading.problems.error(&at, "unknown-question", format!("there is no question `{name}`"), help);
        }
    }
}

fn submission(settings: &FormSettings) -> Option<Element> {
    let mut element = Element::new("submission");
    if let Some(url) = settings.get("submission_url") {
        element = element.with("action", url).with("method", "post");
    }
    for (setting, attribute) in [("auto_send", "orx:auto-send"), ("auto_delete", "orx:auto-delete")] {
        if let Some(value) = settings.get(setting) {
            element.set(attribute, value);
        }
    }
    if settings.is("client_editable") {
        element.set("odk:client-editable", "true");
    }
    (!element.attrs.is_empty()).then_some(element)
}

fn namespaces(settings: &FormSettings, entities: bool) -> Element {
    use crate::xml::ns::{ENTITIES, JAVAROSA, ODK, OPENROSA, XFORMS, XHTML};
    let mut html = Element::new("h:html");
    let fixed = [
        ("xmlns", XFORMS),
        ("xmlns:h", XHTML),
        ("xmlns:ev", "http://www.w3.org/2001/xml-events"),
        ("xmlns:xsd", "http://www.w3.org/2001/XMLSchema"),
        ("xmlns:jr", JAVAROSA),
        ("xmlns:orx", OPENROSA),
        ("xmlns:odk", ODK),
    ];
    for (name, uri) in &fixed {
        html.set(name, *uri);
    }
    for pair in settings.get("namespaces").unwrap_or_default().split_whitespace() {
        if let Some((prefix, uri)) = pair.split_once('=')
            && !prefix.is_empty()
            && html.attr(&format!("xmlns:{prefix}")).is_none()
        {
            html.set(&format!("xmlns:{prefix}"), uri.replace(['"', '\''], ""));
        }
    }
    if entities {
        html.set("xmlns:entities", ENTITIES);
    }
    html
}

fn itemsets(book: &FormBook) -> Option<Vec<u8>> {
    let sheet = book.sheet("external_choices")?;
    let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
    let line = |cells: Vec<String>| cells.join(",") + "\r\n";
    let mut text = line(sheet.header.iter().map(|(_, name)| quoted(name)).collect());
    for row in &sheet.rows {
        let cell =
            |column: &usize| row.cells.iter().find(|(known, _)| known == column).map_or("", |(_, text)| text.as_str());
        text.push_str(&line(sheet.header.iter().map(|(column, _)| quoted(cell(column))).collect()));
    }
    Some(text.into_bytes())
}
