//! A question as a form asks it, and the answer as the form brings it: one field of the schema, whatever its kind.
//!
//! What does not fit the question is not taken: nothing is rounded, completed or put in its place, and an empty form is no
//! answer. That none of several fits, or that a question does not apply, is chosen and never typed. Used where somebody describes
//! a household, and at the desk.

use std::collections::BTreeSet;

use casework::everybody_has;
use casework::import::says_nothing;
use model::{Field, FieldId, FieldState, FieldType, Schema, Value, folding};

use crate::gate::Posted;
use crate::labels::Labels;
use crate::say::Html;

/// Choices that are shown one below the other; more are a list to open.
const FEW: usize = 7;
/// Boxes to tick; of more, one is picked and the boxes are there for whoever needs another.
const BOXES: usize = 30;

/// Before a code whose box is ticked.
const BOX: &str = "value.";
/// A code that was picked from a long list.
const PICK: &str = "pick";
/// A choice of several of which none fits.
const NONE_OF_THEM: &str = "-";
/// The button of whoever says that a question does not apply.
pub const NOT_APPLICABLE: &str = "not_applicable";
/// How files write that.
const NA: &str = "n/a";

/// A question.
pub struct QuestionView {
    /// What tells its field from others of the page.
    pub id: String,
    /// What the form calls it.
    pub name: String,
    /// As it is asked.
    pub words: Html,
    /// How it is answered.
    pub kind: AnswerKind,
    /// Whether it may be said that it does not apply.
    pub may_not_apply: bool,
    /// How many rules wait for it; none where that is not said.
    pub waiting: Option<u64>,
}

/// How a question is answered.
pub enum AnswerKind {
    /// One of a few: code and label.
    Few(Vec<(String, Html)>),
    /// One of many.
    Many(Vec<(String, Html)>),
    /// As many as fit of a few.
    Several(Vec<(String, Html)>),
    /// As many as fit of many.
    SeveralOfMany(Vec<(String, Html)>),
    /// A whole number.
    Number,
    /// A number with so many decimals at most, or an amount in the currency that stands beside it.
    Measured(u64, Option<String>),
    /// How many others there are.
    Others,
    /// A day.
    Day,
    /// A year, a month or a day.
    PartialDay,
    /// A time of day.
    Time,
    /// A code, as it is written.
    Text,
}

impl AnswerKind {
    /// How a field is answered.
    pub fn of(field: &Field, labels: &Labels<'_>) -> Option<Self> {
        let word = |key: &str| Html::escaped(&labels.say.t(key));
        let codes = |list| {
            let known = labels.schema.list(list)?.listed().iter().filter(|code| !code.unknown);
            let known = known.map(|code| (code.code.clone(), labels.code(&field.name, &code.code)));
            Some(findable(known.collect()))
        };
        Some(match field.ty {
            FieldType::Bool => Self::Few(vec![("true".to_owned(), word("yes")), ("false".to_owned(), word("no"))]),
            FieldType::Code(list) => match codes(list)? {
                none if none.is_empty() => Self::Text,
                few if few.len() <= FEW => Self::Few(few),
                many => Self::Many(many),
            },
            FieldType::CodeSet(list) => match codes(list)? {
                many if many.len() > BOXES => Self::SeveralOfMany(many),
                few => Self::Several(few),
            },
            FieldType::Int { .. } => Self::Number,
            FieldType::Decimal { places, .. } => Self::Measured(places.into(), None),
            FieldType::Money { currency, .. } => Self::Measured(currency.decimals().into(), Some(currency.to_string())),
            // Which records there are to link to, no schema says.
            FieldType::Text | FieldType::Record => Self::Text,
            FieldType::Date => Self::Day,
            FieldType::PartialDate => Self::PartialDay,
            FieldType::Time => Self::Time,
        })
    }
}

/// A list in the order in which it is looked through: a long one by what people read, for nobody knows the order of its codes; a
/// short one as it is written.
pub fn findable(mut options: Vec<(String, Html)>) -> Vec<(String, Html)> {
    if options.len() > BOXES {
        options.sort_by_cached_key(|(_, label)| folding::folded(&label.to_string()));
    }
    options
}

/// Whether a form calls a part of an answer so.
pub fn is_answer(name: &str) -> bool {
    name == "value" || name == PICK || name == NOT_APPLICABLE || name.starts_with(BOX)
}

/// Whether it may be said of a field that it does not apply.
pub fn may_not_apply(field: &Field) -> bool {
    !everybody_has(&field.name)
}

/// What was entered for a field, as people files write it; nothing where nothing was, or what stands for nothing.
pub fn entered(field: &Field, posted: &Posted) -> String {
    if !posted.text(NOT_APPLICABLE).is_empty() {
        return NA.to_owned();
    }
    if is_several(field) { ticked(posted) } else { written(field, posted.text("value").trim()) }
}

/// A number or a day in the digits of any script, an amount with the currency that the page says beside it. What somebody
/// wrote in another currency stays so, and does not fit.
pub(crate) fn written(field: &Field, text: &str) -> String {
    let is_text = field.ty == FieldType::Text;
    let seen = folding::visible(text);
    if seen == NA || says_nothing(&field.name, is_text, &seen) {
        return String::new();
    }
    let text = if is_text { text.to_owned() } else { folding::with_ascii_digits(text).into_owned() };
    match field.ty {
        FieldType::Money { currency, .. } => currency.beside(&text),
        _ => text,
    }
}

/// The state that a text says; none where it cannot be read.
pub fn read(schema: &Schema, field: FieldId, text: &str) -> Option<FieldState<Value>> {
    if text == NONE_OF_THEM && schema.get(field).is_some_and(is_several) {
        return Some(FieldState::Known(Value::Codes(BTreeSet::new())));
    }
    let applies = |state: &FieldState<Value>| *state != FieldState::NotApplicable;
    schema.read(field, text).ok().filter(|state| applies(state) || schema.get(field).is_some_and(may_not_apply))
}

fn is_several(field: &Field) -> bool {
    matches!(field.ty, FieldType::CodeSet(_))
}

/// The boxes that were ticked and what was picked, as people files write them. None of them beside one of them is no answer.
fn ticked(posted: &Posted) -> String {
    let boxes = posted.0.keys().filter_map(|name| name.strip_prefix(BOX));
    let codes: BTreeSet<&str> = boxes.chain([posted.text(PICK)]).filter(|code| !code.is_empty()).collect();
    if codes.len() > 1 && codes.contains(NONE_OF_THEM) {
        return String::new();
    }
    codes.into_iter().collect::<Vec<_>>().join(" ")
}
