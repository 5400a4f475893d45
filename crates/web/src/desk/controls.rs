//! The form of fields, of a record or of a person: one control for each field that the reader may see, filled with what is
//! on record.
//!
//! What does not fit its field is not taken, and stands in the form again with its field marked; nothing else of the form
//! is lost. What somebody leaves empty is taken back as not known.

use std::collections::{BTreeMap, BTreeSet};

use casework::{Fields, Refusal};
use instance::Fault;
use model::{Field, FieldState, FieldType, Schema, Value};

use super::fitting;
use crate::gate::Posted;
use crate::labels::Labels;
use crate::question::{AnswerKind, written};
use crate::say::Html;

/// Between the name of a field and a code whose box is ticked.
const BOX: char = ':';
/// Before the name of a field, the code that was picked from a list too long to tick.
const PICK: &str = "pick:";
/// Before the name of a field, what stood in it when the page was drawn.
const WAS: &str = "was:";
/// How files write that a field does not apply.
const NA: &str = "n/a";

/// One field of the form.
pub struct ControlView {
    /// What tells it from others of the page.
    pub id: String,
    /// What the form calls it.
    pub name: String,
    /// As it is asked.
    pub words: Html,
    /// How it is answered.
    pub input: ControlInput,
    /// What stands in it.
    pub value: String,
    /// What stood in it when the page was first drawn: what nobody touched is not said again.
    pub was: String,
    /// Whether sources disagree, and what they say.
    pub contested: Option<Html>,
    /// Why what was entered is not taken, where it is not.
    pub wrong: Option<Html>,
    /// How it is written.
    pub hint: Option<Html>,
    /// The mark of a sealed or protected field.
    pub mark: Option<Html>,
}

/// How a field is entered.
pub enum ControlInput {
    /// One code: code, label, whether chosen.
    One(Vec<(String, Html, bool)>),
    /// Codes to tick: the name of the box, label, whether ticked.
    Some(Vec<(String, Html, bool)>),
    /// Likewise, of many: those that are ticked stand open, another is picked by its code from all the others.
    Picked(Vec<(String, Html, bool)>, Vec<(String, Html)>),
    /// A day.
    Day,
    /// A time of day.
    Time,
    /// A number, or the beginning of a day.
    Short,
    /// Words.
    Words,
    /// Words in one line.
    Line,
}

impl ControlView {
    /// The same in one line: what is said of people is a name, a number, a few words. What has more lines already keeps them.
    pub fn in_a_line(self) -> Self {
        match self.input {
            ControlInput::Words if !self.value.contains('\n') => Self { input: ControlInput::Line, ..self },
            _ => self,
        }
    }
}

/// The controls of a kind, in form order, with what was entered before where the form comes again.
pub fn controls<'k>(
    fields: impl Iterator<Item = &'k Field>,
    FormSaid { texts: said, was, unfit, with, .. }: &FormSaid,
    states: impl Fn(&str) -> FieldState<Value>,
    labels: &Labels<'_>,
) -> Vec<ControlView> {
    let wrong = |field: &Field| match with {
        Some((late, other)) if *late == field.name => Some(labels.cannot_be(other.as_deref())),
        _ => unfit.contains(&field.name).then(|| {
            let text = said.get(&field.name).map_or("", String::as_str);
            fitting::unfit(field, text, labels)
        }),
    };
    let control = |(position, field): (usize, &Field)| {
        let state = states(&field.name);
        let was = was.get(&field.name).cloned().unwrap_or_else(|| stands(&state));
        let value = said.get(&field.name).cloned().unwrap_or_else(|| was.clone());
        Some(ControlView {
            id: format!("f{position}"),
            name: field.name.clone(),
            words: labels.question(&field.name),
            input: input(field, &value, labels)?,
            value,
            was,
            contested: matches!(state, FieldState::Contested(_)).then(|| labels.state(&field.name, &state)),
            wrong: wrong(field),
            hint: (field.ty == FieldType::PartialDate).then(|| Html::escaped(&labels.say.t("try-hint-partial"))),
            mark: crate::desk::fields::mark(labels.say, field.class),
        })
    };
    fields.enumerate().filter_map(control).collect()
}

/// A field that was not taken, as the head of the form tells of it.
pub struct WrongLine {
    /// What tells it from others of the page.
    pub id: String,
    /// What it is called.
    pub label: Html,
    /// Why it is not taken.
    pub why: Html,
}

/// The fields of a form that were not taken.
pub fn wrong<'c>(controls: impl Iterator<Item = &'c ControlView>, labels: &Labels<'_>) -> Vec<WrongLine> {
    let line = |control: &ControlView| {
        let why = control.wrong.clone()?;
        Some(WrongLine { id: control.id.clone(), label: labels.field(&control.name), why })
    };
    controls.filter_map(line).collect()
}

/// What is on record, as a form holds it; of what sources contest, nothing: whoever saves says which it is.
fn stands(state: &FieldState<Value>) -> String {
    match state {
        FieldState::Known(value) => value.to_text(),
        FieldState::NotApplicable => NA.to_owned(),
        FieldState::Unknown | FieldState::Contested(_) => String::new(),
    }
}

fn input(field: &Field, value: &str, labels: &Labels<'_>) -> Option<ControlInput> {
    let chosen: Vec<&str> = value.split_whitespace().collect();
    let one = |options: Vec<(String, Html)>| {
        let listed = options.iter().any(|(code, _)| code == value) || value.is_empty() || value == NA;
        // A code that its list does not hold any more stays what it is until somebody says otherwise.
        let gone = (!listed).then(|| (value.to_owned(), crate::labels::isolated(value)));
        let marked = options.into_iter().chain(gone).map(|(code, label)| {
            let is_it = code == value;
            (code, label, is_it)
        });
        ControlInput::One(marked.collect())
    };
    let boxed = |(code, label): (String, Html)| {
        let ticked = chosen.contains(&code.as_str());
        (format!("{}{BOX}{code}", field.name), label, ticked)
    };
    Some(match AnswerKind::of(field, labels)? {
        AnswerKind::Few(options) | AnswerKind::Many(options) => one(options),
        AnswerKind::Several(options) => ControlInput::Some(options.into_iter().map(boxed).collect()),
        AnswerKind::SeveralOfMany(options) => {
            let (ticked, others) =
                options.into_iter().partition::<Vec<_>, _>(|(code, _)| chosen.contains(&code.as_str()));
            ControlInput::Picked(ticked.into_iter().map(boxed).collect(), others)
        }
        AnswerKind::Day => ControlInput::Day,
        AnswerKind::Time => ControlInput::Time,
        AnswerKind::Text => ControlInput::Words,
        AnswerKind::Number | AnswerKind::Measured(..) | AnswerKind::Others | AnswerKind::PartialDay => {
            ControlInput::Short
        }
    })
}

/// What a form says of fields: as text, and as states. Fields of which it says nothing that can be read are
/// named. A field that the form does not have is left alone.
#[derive(Debug, Default)]
pub struct FormSaid {
    /// As it stands in the form.
    pub texts: BTreeMap<String, String>,
    /// As it stood when the form was drawn.
    pub was: BTreeMap<String, String>,
    /// As it is recorded.
    pub fields: Fields,
    /// Fields whose text does not fit.
    pub unfit: Vec<String>,
    /// A day that cannot be, and the other field with which it cannot, if it is not today.
    pub with: Option<(String, Option<String>)>,
    /// The version of the record that the form was drawn from.
    pub seen: Option<u64>,
}

impl FormSaid {
    /// Marks the field that the record refuses, as one is marked that cannot be read.
    pub fn mark(&mut self, fault: &Fault) {
        match fault {
            Fault::Refused(Refusal::BadField { field }) if self.texts.contains_key(field) => {
                self.unfit.push(field.clone());
            }
            Fault::Refused(Refusal::CannotBe { field, with }) => self.with = Some((field.clone(), with.clone())),
            _ => {}
        }
    }
}

/// Reads a form.
pub fn said<'k>(schema: &Schema, fields: impl IntoIterator<Item = &'k Field>, posted: &Posted) -> FormSaid {
    let mut said = FormSaid::default();
    for field in fields {
        let Some(text) = text_of(field, posted) else { continue };
        let was = lines(posted.text(&format!("{WAS}{}", field.name)));
        said.was.insert(field.name.clone(), was.clone());
        // A form cannot show everything, as that a day does not apply: what is empty there was not touched.
        if text == was || (text.is_empty() && was == NA) {
            said.texts.insert(field.name.clone(), was);
            continue;
        }
        match schema.read_as(field.ty, &text) {
            Ok(state) => drop(said.fields.insert(field.name.clone(), state)),
            Err(_) => said.unfit.push(field.name.clone()),
        }
        said.texts.insert(field.name.clone(), text);
    }
    said
}

/// Browsers send the end of a line in their own way.
fn lines(text: &str) -> String {
    text.replace("\r\n", "\n")
}

fn text_of(field: &Field, posted: &Posted) -> Option<String> {
    if !matches!(field.ty, FieldType::CodeSet(_)) {
        let text = lines(posted.0.get(&field.name)?.trim());
        return Some(if text == NA { text } else { written(field, &text) });
    }
    // Boxes that are not ticked are not sent: the form says by a field of its own that it has them.
    posted.0.get(&field.name)?;
    let ticked = posted.0.keys().filter_map(|name| name.strip_prefix(&field.name)?.strip_prefix(BOX));
    let picked = Some(posted.text(&format!("{PICK}{}", field.name))).filter(|code| !code.is_empty());
    // In the order of the codes, as what is on record is written.
    Some(ticked.chain(picked).collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>().join(" "))
}
