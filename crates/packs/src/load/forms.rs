//! Forms: a folder a form, `forms/<form>/`, with the sheets as comma-separated values and `form.yaml`, which says what
//! becomes of the answers.
//!
//! A question's name is the field that it fills, of a person or of the kind of record that the form opens; a question that
//! fills nothing is refused, for what somebody answers is never lost. The codes that may be chosen are those of the field.

use std::collections::BTreeMap;
use std::sync::Arc;

use forms::xlsform::{Converted, FormBook, FormProblem, ProblemSeverity, convert};
use forms::{Choices, Form, FormQuestion, NodeIx, QuestionKind, SecondarySource};
use model::{Field, FieldType, Schema};
use yaml::{At, Map, Report, scalars};

use super::files::SourceFiles;
use crate::form::PackForm;

/// The sheets of a form.
const SHEETS: [&str; 4] = ["survey", "choices", "settings", "entities"];

pub(super) const KEYS: [&str; 7] = ["form", "title", "summary", "opens", "portal", "sensitive", "languages"];

/// All forms of a pack, in order of their names.
pub(super) fn read(files: &mut SourceFiles, pack: &str, schema: &Schema) -> Vec<PackForm> {
    let mut found = Vec::new();
    for position in files.folder("forms") {
        let Some(folder) = files.at(position).and_then(|doc| doc.path.strip_suffix("/form.yaml").map(str::to_owned))
        else {
            continue;
        };
        let texts = files.texts_of(&folder);
        let Some((map, report)) = files.at(position).and_then(|doc| doc.map("a mapping, the form")) else { continue };
        found.extend(form(map, &folder, pack, texts, schema, report));
    }
    found
}

fn form(
    map: &Map,
    folder: &str,
    pack: &str,
    texts: BTreeMap<String, String>,
    schema: &Schema,
    report: &mut Report,
) -> Option<PackForm> {
    map.only(&KEYS, report);
    let stem = folder.rsplit('/').next().unwrap_or(folder);
    let id = map.require("form", report).and_then(|node| scalars::string(node, "a name", report))?;
    if id != stem {
        report.warn(map.at, "file-name", format!("the form `{id}` stands in a folder called `{stem}`"));
    }
    let opens = map.get("opens").and_then(|node| scalars::string(node, "a kind of record", report));
    if let Some(kind) = opens.as_ref().filter(|kind| schema.kind(kind).is_none()) {
        report.error(map.at, "unknown-kind", format!("`{kind}` is no kind of record"));
        return None;
    }
    let converted = sheets(texts, &format!("{pack}.{id}"), map.at, report)?;
    told(&converted.problems, map.at, report);
    let (form, xml) = converted.form.zip(converted.xml)?;
    languages(map, &form, report);
    let fills = fills(&form, opens.as_deref(), schema, map.at, report);
    let flag =
        |key: &str, report: &mut Report| map.get(key).and_then(|node| scalars::boolean(node, report)).unwrap_or(false);
    Some(PackForm {
        title: map.require("title", report).and_then(|node| scalars::text(node, report))?,
        summary: map.require("summary", report).and_then(|node| scalars::text(node, report))?,
        in_portal: flag("portal", report),
        is_sensitive: flag("sensitive", report),
        id,
        opens,
        form: Arc::new(form),
        xml: Arc::new(xml),
        fills,
    })
}

fn sheets(texts: BTreeMap<String, String>, id: &str, at: At, report: &mut Report) -> Option<Converted> {
    if !texts.contains_key("survey") {
        report.error(at, "form-sheet", "the folder of a form holds `survey.csv`");
        return None;
    }
    let sheets = texts
        .into_iter()
        .filter(|(name, _)| SHEETS.contains(&name.as_str()))
        .map(|(name, text)| (name, text.into_bytes()));
    match FormBook::texts(sheets.collect()) {
        Ok(book) => Some(convert(&book, id)),
        Err(fault) => {
            report.error(at, "form-sheet", format!("a sheet cannot be read: {fault}"));
            None
        }
    }
}

/// What is wrong with a sheet is told with its cell. A form of a pack speaks all of its languages: a word that one lacks is
/// an error here.
fn told(problems: &[FormProblem], at: At, report: &mut Report) {
    for problem in problems {
        if problem.severity == ProblemSeverity::Error || problem.code == "no-translation" {
            report.error(at, "form-sheet", problem.to_string());
        } else if problem.code != "large-pictures" {
            report.warn(at, "form-sheet", problem.to_string());
        }
    }
}

/// The field that each question fills.
fn fills(form: &Form, opens: Option<&str>, schema: &Schema, at: At, report: &mut Report) -> BTreeMap<NodeIx, String> {
    let mut found = BTreeMap::new();
    for question in form.questions() {
        let Some(node) = form.node(question.node) else { continue };
        let is_note = node.bind.readonly.as_ref().is_some_and(|logic| logic.text == "true()");
        if is_note || question.kind == QuestionKind::Trigger {
            continue;
        }
        let Some(field) = field_of(&node.name, opens, schema) else {
            let near = model::nearest(&node.name, known_names(schema, opens));
            let near = near.map(|near| format!(". Did you mean `{near}`?")).unwrap_or_default();
            report.error(
                at,
                "fills-nothing",
                format!("the question `{}` fills no field of a person or of what the form opens{near}", node.name),
            );
            continue;
        };
        if form.repeat_of(question.node).is_some() {
            report.error(
                at,
                "fills-nothing",
                format!("the question `{}` repeats, and a field says one thing", node.name),
            );
        }
        codes(form, question, field, schema, at, report);
        found.insert(question.node, field.name.clone());
    }
    found.extend(computed(form, opens, schema, at, report));
    found
}

/// What nobody is asked and a form knows by itself: the day, what it is about. A name with a dot means a field.
fn computed(form: &Form, opens: Option<&str>, schema: &Schema, at: At, report: &mut Report) -> Vec<(NodeIx, String)> {
    let mut found = Vec::new();
    let unasked = form
        .nodes
        .iter()
        .enumerate()
        .filter(|(_, node)| !node.is_asked && !node.is_attribute && node.is_leaf(&form.nodes));
    for (place, node) in unasked {
        match field_of(&node.name, opens, schema) {
            Some(field) if form.repeat_of(NodeIx(place)).is_none() => found.push((NodeIx(place), field.name.clone())),
            None if !node.name.contains('.') => {}
            _ => drop(report.error(
                at,
                "fills-nothing",
                format!("`{}` fills no field of a person or of what the form opens", node.name),
            )),
        }
    }
    found
}

fn known_names<'s>(schema: &'s Schema, opens: Option<&str>) -> impl Iterator<Item = &'s str> {
    let of_record = opens.and_then(|kind| schema.kind(kind)).into_iter().flat_map(|kind| &kind.fields);
    schema.fields().iter().chain(of_record).map(|field| field.name.as_str())
}

fn field_of<'s>(name: &str, opens: Option<&str>, schema: &'s Schema) -> Option<&'s Field> {
    let of_record = opens.and_then(|kind| schema.kind(kind)).and_then(|kind| kind.field(name));
    of_record.or_else(|| schema.field(name).and_then(|field| schema.get(field)))
}

/// Every code that may be chosen is one of the field's.
fn codes(form: &Form, question: &FormQuestion, field: &Field, schema: &Schema, at: At, report: &mut Report) {
    for code in offered(form, question) {
        if schema.read_as(field.ty, &code).is_err() {
            report.error(
                at,
                "form-code",
                format!("`{code}` may be chosen for `{}`, and cannot stand there", field.name),
            );
        }
    }
    let several = matches!(field.ty, FieldType::CodeSet(_));
    if question.kind == QuestionKind::SelectMany && !several {
        report.error(at, "form-code", format!("several may be chosen for `{}`, which holds one", field.name));
    }
}

/// What may be chosen, whatever the answers: lists of the form itself.
fn offered(form: &Form, question: &FormQuestion) -> Vec<String> {
    match &question.choices {
        Choices::None => Vec::new(),
        Choices::Listed(listed) => listed.iter().map(|choice| choice.value.clone()).collect(),
        Choices::Set(set) => {
            let named = set.items.text.strip_prefix("instance('").and_then(|rest| rest.split('\'').next());
            let list = named.and_then(|id| form.secondary.iter().find(|list| list.id == id));
            let Some(SecondarySource::Inline(root)) = list.map(|list| &list.source) else { return Vec::new() };
            root.elements().filter_map(|item| item.child(&set.value)).map(forms::xml::Element::text).collect()
        }
    }
}

/// The languages that it says it speaks, each of which it does.
fn languages(map: &Map, form: &Form, report: &mut Report) {
    let said =
        map.get("languages").map(|node| scalars::strings(node, "a list of languages", report)).unwrap_or_default();
    for code in said.iter().filter(|code| form.texts.place(code).is_none()) {
        report.error(map.at, "language", format!("the form has no words in `{code}`"));
    }
}
