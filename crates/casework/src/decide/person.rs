//! People: registered once, amended by the source that said it, every field checked against the schema.
//!
//! A fact about two people is split: who belongs to a household is the member's, how large it was declared is the
//! household's. Protected fields stand in parts of their own, one a compartment.

use std::collections::BTreeMap;

use journal::{Body, Fact, Mode, Part, Subject};
use model::{Class, Compartment, FieldState, FieldType, Id, Schema, Value};

use super::{bad_field, permitted, permitted_here};
use crate::{Action, Ctx, Fields, PersonView, Refusal, View};

/// The field that is the household's own.
const SIZE: &str = "household.size";
/// Made here, never said from outside.
const ID: &str = "id";

pub(super) fn register(
    ctx: &Ctx,
    view: &View<'_>,
    person: Id,
    synthetic: bool,
    fields: &Fields,
) -> Result<Vec<Fact>, Refusal> {
    permitted_here(ctx, view, Action::Register)?;
    match (view.instance.founded.as_ref().map(|founded| founded.mode), synthetic) {
        (Some(Mode::Trial), false) => return Err(Refusal::TrialHoldsSyntheticOnly),
        (Some(Mode::Live), true) => return Err(Refusal::LiveHoldsRealOnly),
        (None, _) => return Err(Refusal::NotFounded),
        (Some(Mode::Trial), true) | (Some(Mode::Live), false) => {}
    }
    if view.person.is_some() {
        return Err(Refusal::ExistsAlready);
    }
    check(view.schema, fields)?;
    let body = Body::PersonRegistered { synthetic };
    let mut parts = vec![Part { subject: Subject::Person(person), compartment: None, body }];
    parts.extend(split(view, person, changes(None, &ctx.source, fields)));
    Ok(vec![Fact { envelope: ctx.envelope(), parts }])
}

pub(super) fn amend(ctx: &Ctx, view: &View<'_>, person: Id, fields: &Fields) -> Result<Vec<Fact>, Refusal> {
    let scope = permitted(ctx, view, Action::Register)?;
    // Out of scope and not there look alike.
    let there = view.person.filter(|there| there.id == person && scope.admits(there)).ok_or(Refusal::NotFound)?;
    check(view.schema, fields)?;
    let mut parts = split(view, person, changes(Some(there), &ctx.source, fields));
    if parts.is_empty() {
        return Ok(vec![]);
    }
    if parts.iter().all(|part| part.subject != Subject::Person(person)) {
        // The household's part is read with the member who declared it, so that member has a part too.
        parts.insert(0, recorded(Subject::Person(person), None, Fields::new()));
    }
    Ok(vec![Fact { envelope: ctx.envelope(), parts }])
}

/// Those of `fields` that differ from what the same source says already; one rule for commands and imports.
pub fn changes(there: Option<&PersonView>, source: &str, fields: &Fields) -> Fields {
    let says = |field: &str| there.and_then(|there| there.claim(source, field));
    let differs = |field: &str, state: &FieldState<Value>| match says(field) {
        Some(said) => said != state,
        None => !state.is_unknown(),
    };
    let changed = fields.iter().filter(|(field, state)| differs(field, state));
    changed.map(|(field, state)| (field.clone(), state.clone())).collect()
}

fn check(schema: &Schema, fields: &Fields) -> Result<(), Refusal> {
    let bad = fields.iter().find(|(name, state)| !is_good(schema, name, state));
    bad.map_or(Ok(()), |(name, _)| Err(bad_field(known_name(schema, name))))
}

/// A name that no field has is the caller's text and is not repeated.
fn known_name<'a>(schema: &Schema, name: &'a str) -> &'a str {
    if schema.field(name).is_some() { name } else { "unknown" }
}

fn is_good(schema: &Schema, name: &str, state: &FieldState<Value>) -> bool {
    let Some(field) = schema.field(name).filter(|_| name != ID) else { return false };
    let Some(kind) = schema.get(field).map(|field| field.ty) else { return false };
    match state {
        FieldState::Unknown | FieldState::NotApplicable => true,
        FieldState::Known(value) => is_of_kind(schema, kind, value),
        // Sources contest each other; nobody contests themselves.
        FieldState::Contested(_) => false,
    }
}

fn is_of_kind(schema: &Schema, kind: FieldType, value: &Value) -> bool {
    let admits = |list, code: &str| schema.list(list).is_some_and(|list| list.admits(code));
    match (kind, value) {
        (FieldType::Bool, Value::Bool(_))
        | (FieldType::Date, Value::Date(_))
        | (FieldType::PartialDate, Value::Partial(_)) => true,
        (FieldType::Text, Value::Text(text)) => !text.trim().is_empty(),
        (FieldType::Int { min }, Value::Int(number)) => min.is_none_or(|min| min <= *number),
        (FieldType::Code(list), Value::Code(code)) => admits(list, code),
        (FieldType::CodeSet(list), Value::Codes(codes)) => codes.iter().all(|code| admits(list, code)),
        _ => false,
    }
}

/// The fields by whose key seals them, and in which compartment once more.
fn split(view: &View<'_>, person: Id, fields: Fields) -> Vec<Part> {
    let mut parts: BTreeMap<(Subject, Option<Compartment>), Fields> = BTreeMap::new();
    for (name, state) in fields {
        let household = view.household.filter(|_| name == SIZE);
        let subject = household.map_or(Subject::Person(person), Subject::Household);
        parts.entry((subject, compartment(view.schema, &name))).or_default().insert(name, state);
    }
    parts.into_iter().map(|((subject, compartment), fields)| recorded(subject, compartment, fields)).collect()
}

fn compartment(schema: &Schema, name: &str) -> Option<Compartment> {
    match schema.field(name).and_then(|field| schema.get(field))?.class {
        Class::Protected(compartment) => Some(compartment),
        Class::Open | Class::Personal | Class::Sealed => None,
    }
}

fn recorded(subject: Subject, compartment: Option<Compartment>, fields: Fields) -> Part {
    Part { subject, compartment, body: Body::FieldsRecorded { fields } }
}
