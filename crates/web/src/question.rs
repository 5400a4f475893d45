//! A question as a form asks it, and the answer as the form brings it: one field of the schema, whatever its kind.
//!
//! What does not fit the question is not taken: nothing is rounded, completed or put in its place. Used where somebody
//! describes a household, and at the desk.

use std::collections::BTreeSet;

use model::{Field, FieldId, FieldState, FieldType, Schema, Value, folding};

use crate::gate::Posted;
use crate::labels::Labels;
use crate::say::Html;

/// Choices that are shown one below the other; more are a list to open.
const FEW: usize = 7;
/// Boxes to tick; of more, up to three are picked.
const BOXES: usize = 30;

/// Before a code whose box is ticked.
const BOX: &str = "value.";
/// Before the place of a code that was picked from a long list.
const PICK: &str = "pick.";
/// A choice of several of which none fits.
const NONE_OF_THEM: &str = "-";

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
    /// Up to three of many.
    UpToThree(Vec<(String, Html)>),
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
    /// A code, as it is written.
    Text,
}

impl AnswerKind {
    /// How a field is answered.
    pub fn of(field: &Field, labels: &Labels<'_>) -> Option<Self> {
        let word = |key: &str| Html::escaped(&labels.say.t(key));
        let codes = |list| {
            let known = labels.schema.list(list)?.listed().iter().filter(|code| !code.unknown);
            Some(known.map(|code| (code.code.clone(), labels.code(&field.name, &code.code))).collect::<Vec<_>>())
        };
        Some(match field.ty {
            FieldType::Bool => Self::Few(vec![("true".to_owned(), word("yes")), ("false".to_owned(), word("no"))]),
            FieldType::Code(list) => match codes(list)? {
                none if none.is_empty() => Self::Text,
                few if few.len() <= FEW => Self::Few(few),
                many => Self::Many(many),
            },
            FieldType::CodeSet(list) => match codes(list)? {
                many if many.len() > BOXES => Self::UpToThree(many),
                few => Self::Several(few),
            },
            FieldType::Int { .. } => Self::Number,
            FieldType::Decimal { places, .. } => Self::Measured(places.into(), None),
            FieldType::Money { currency, .. } => Self::Measured(currency.decimals().into(), Some(currency.to_string())),
            FieldType::Text => Self::Text,
            FieldType::Date => Self::Day,
            FieldType::PartialDate => Self::PartialDay,
        })
    }
}

/// Whether a form calls a part of an answer so.
pub fn is_answer(name: &str) -> bool {
    name == "value" || name.starts_with(BOX) || name.starts_with(PICK)
}

/// What was entered for a field, as people files write it; nothing where nothing was.
pub fn entered(field: &Field, posted: &Posted) -> String {
    if is_several(field) { ticked(posted) } else { written(field, posted.text("value").trim()) }
}

/// A number in the digits of any script, an amount with the currency that the page says beside it. What somebody wrote in
/// another currency stays so, and does not fit.
fn written(field: &Field, text: &str) -> String {
    match field.ty {
        FieldType::Money { currency, .. } => {
            let text = folding::with_ascii_digits(text);
            let bare = text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '-'));
            if bare && !text.is_empty() { format!("{text} {currency}") } else { text }
        }
        FieldType::Decimal { .. } => folding::with_ascii_digits(text),
        _ => text.to_owned(),
    }
}

/// The state that a text says; none where it cannot be read.
pub fn read(schema: &Schema, field: FieldId, text: &str) -> Option<FieldState<Value>> {
    if text == NONE_OF_THEM && schema.get(field).is_some_and(is_several) {
        return Some(FieldState::Known(Value::Codes(BTreeSet::new())));
    }
    schema.read(field, text).ok()
}

fn is_several(field: &Field) -> bool {
    matches!(field.ty, FieldType::CodeSet(_))
}

/// The boxes that were ticked, or what was picked from long lists, as people files write them. No box ticked is an answer
/// too; nothing picked is none.
fn ticked(posted: &Posted) -> String {
    let picks: Vec<&str> =
        posted.0.iter().filter(|(name, _)| name.starts_with(PICK)).map(|(_, code)| &**code).collect();
    let boxes = posted.0.keys().filter_map(|name| name.strip_prefix(BOX));
    let codes: BTreeSet<&str> = boxes.chain(picks.iter().copied()).filter(|code| !code.is_empty()).collect();
    let none = if picks.is_empty() { NONE_OF_THEM } else { "" };
    if codes.is_empty() { none.to_owned() } else { codes.into_iter().collect::<Vec<_>>().join(" ") }
}
