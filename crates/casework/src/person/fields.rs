//! Whether what is said of fields can be on record: the field is in the schema, the value of its type and within bounds,
//! what everybody has is not said to be nothing, no day is one that cannot be, and nobody is in two countries.

use model::{Date, FieldState, FieldType, Schema, Value, core};

use super::Fields;
use crate::Refusal;
use crate::bounds::{TEXT, bad_field, is_text};
use crate::lives::{News, everybody_has, made_impossible};

pub(super) const COUNTRY: &str = "country";
pub(super) const IN_COUNTRY: &str = "in_country";

/// Refuses the first field that cannot be on record, by its name.
pub(super) fn check(schema: &Schema, fields: &Fields) -> Result<(), Refusal> {
    let bad = fields.iter().find(|(name, state)| !is_good(schema, name, state));
    bad.map_or(Ok(()), |(name, _)| Err(bad_field(known_name(schema, name))))
}

/// Refuses days that cannot be in one life, by the field of this command that says one of them.
pub(super) fn live(
    on_record: impl Fn(&str) -> Option<FieldState<Value>>,
    news: &News<'_>,
    today: Date,
) -> Result<(), Refusal> {
    let Some(one) = made_impossible(on_record, news, today) else { return Ok(()) };
    let (field, with) = match one.other {
        // What is corrected is what was just said.
        Some(other) if !news.contains_key(one.field) => (other, Some(one.field)),
        other => (one.field, other),
    };
    Err(Refusal::CannotBe { field: field.to_owned(), with: with.map(str::to_owned) })
}

/// Refuses that somebody is said to be in the country of the instance, or not to be there, against the country in which they
/// are known to be: rules would follow the country and leave what was said aside without a word. Who moves on is said by the
/// country alone, whatever was said before.
pub(super) fn placed(
    jurisdiction: Option<&str>,
    on_record: impl Fn(&str) -> Option<FieldState<Value>>,
    fields: &Fields,
) -> Result<(), Refusal> {
    let Some(FieldState::Known(Value::Bool(here))) = fields.get(IN_COUNTRY) else { return Ok(()) };
    let (Some(FieldState::Known(Value::Code(country))), Some(jurisdiction)) =
        (fields.get(COUNTRY).cloned().or_else(|| on_record(COUNTRY)), jurisdiction)
    else {
        return Ok(());
    };
    if *here == (country == jurisdiction) {
        return Ok(());
    }
    Err(Refusal::CannotBe { field: IN_COUNTRY.to_owned(), with: Some(COUNTRY.to_owned()) })
}

/// A name that no field has is the caller's text and is not repeated.
fn known_name<'a>(schema: &Schema, name: &'a str) -> &'a str {
    if schema.field(name).is_some() { name } else { "unknown" }
}

fn is_good(schema: &Schema, name: &str, state: &FieldState<Value>) -> bool {
    // Made here, never said from outside.
    let Some(field) = schema.field(name).filter(|_| name != core::ID.name) else { return false };
    let Some(ty) = schema.get(field).map(|field| field.ty) else { return false };
    match state {
        FieldState::Unknown => true,
        FieldState::NotApplicable => !everybody_has(name),
        FieldState::Known(value) => is_of_type(schema, ty, value),
        // Sources contest each other; nobody contests themselves.
        FieldState::Contested(_) => false,
    }
}

pub(crate) fn is_of_type(schema: &Schema, ty: FieldType, value: &Value) -> bool {
    let admits = |list, code: &str| schema.list(list).is_some_and(|list| list.admits(code));
    match (ty, value) {
        (FieldType::Bool, Value::Bool(_))
        | (FieldType::Date, Value::Date(_))
        | (FieldType::PartialDate, Value::Partial(_)) => true,
        (FieldType::Text, Value::Text(text)) => !text.trim().is_empty() && is_text(text, TEXT),
        (FieldType::Code(list), Value::Code(code)) => admits(list, code),
        (FieldType::CodeSet(list), Value::Codes(codes)) => codes.iter().all(|code| admits(list, code)),
        _ => ty.holds(value) == Some(true),
    }
}
