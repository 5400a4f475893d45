//! People: registered once, amended by the source that said it, every field checked against the schema.
//!
//! A fact about two people is split: who belongs to a household is the member's, how large it was declared is the
//! household's. Protected fields stand in parts of their own, one a compartment. Placing a hold takes one person, for it
//! harms nobody; lifting one takes two (`two_people`).

mod fields;

use std::collections::BTreeMap;

use journal::{Body, Fact, FieldStates, Mode, Part, Subject};
use model::{Compartment, FieldKey, FieldState, Id, Schema, Value, core};

use self::fields::check;
use crate::bounds::reason;
use crate::permit::{here, permitted, permitted_here};
use crate::record::{Record, on_record};
use crate::refusal::Not;
use crate::{Action, Ctx, PersonView, Refusal};

/// Field names to states, already read by the schema.
pub type Fields = BTreeMap<String, FieldState<Value>>;

/// What is asked of people.
#[derive(Debug, Clone, PartialEq)]
pub enum PersonCommand {
    /// Enters a person. `household.size` in `fields` is a fact of the household.
    Register {
        /// The person.
        person: Id,
        /// Made by the generator.
        synthetic: bool,
        /// What is said of them.
        fields: Fields,
    },
    /// Changes what is on record of a person; states equal to those on record are left out of the fact.
    Amend {
        /// The person.
        person: Id,
        /// What is said of them now.
        fields: Fields,
    },
    /// Places a legal hold. Lifting one takes two people.
    Hold {
        /// The person.
        person: Id,
        /// The order or reason, as a reference.
        reference: String,
    },
}

impl PersonCommand {
    /// Whom it is about.
    pub fn person(&self) -> Id {
        match self {
            Self::Register { person, .. } | Self::Amend { person, .. } | Self::Hold { person, .. } => *person,
        }
    }
}

pub(crate) fn decide(ctx: &Ctx, record: &impl Record, command: PersonCommand) -> Result<Vec<Fact>, Not> {
    match command {
        PersonCommand::Register { person, synthetic, fields } => register(ctx, record, person, synthetic, &fields),
        PersonCommand::Amend { person, fields } => amend(ctx, record, person, &fields),
        PersonCommand::Hold { person, reference } => hold(ctx, record, person, reference),
    }
}

/// Within an import an id of a register stands for one person: whoever imports the same at the same moment comes second.
fn once(ctx: &Ctx, record: &impl Record, fields: &Fields) -> Result<(), Refusal> {
    let said = |field: &str| fields.get(field)?.known().map(Value::to_text);
    let (Some(system), Some(id)) = (said(core::EXTERNAL_SYSTEM.name), said(core::EXTERNAL_ID.name)) else {
        return Ok(());
    };
    let twice = ctx.batch.is_some() && record.is_known(&ctx.controller, &system, &id);
    if twice { Err(Refusal::ExistsAlready) } else { Ok(()) }
}

fn register(ctx: &Ctx, record: &impl Record, person: Id, synthetic: bool, fields: &Fields) -> Result<Vec<Fact>, Not> {
    let instance = record.instance();
    permitted_here(ctx, instance, Action::Register)?;
    match (instance.founded.as_ref().map(|founded| founded.mode), synthetic) {
        (Some(Mode::Trial), false) => return Err(Refusal::TrialHoldsSyntheticOnly.into()),
        (Some(Mode::Live), true) => return Err(Refusal::LiveHoldsRealOnly.into()),
        (None, _) => return Err(Refusal::NotFounded.into()),
        (Some(Mode::Trial), true) | (Some(Mode::Live), false) => {}
    }
    if on_record(record, person)?.is_some() {
        return Err(Refusal::ExistsAlready.into());
    }
    check(record.schema(), fields)?;
    once(ctx, record, fields)?;
    let body = Body::PersonRegistered { synthetic };
    let mut parts = vec![Part { subject: Subject::Person(person), compartment: None, body }];
    let household = household(record, &ctx.controller, None, fields);
    parts.extend(split(record.schema(), person, household, changes(None, &ctx.source, fields)));
    Ok(vec![Fact { envelope: ctx.envelope(), parts }])
}

fn amend(ctx: &Ctx, record: &impl Record, person: Id, fields: &Fields) -> Result<Vec<Fact>, Not> {
    let scope = permitted(ctx, record.instance(), Action::Register)?;
    // Out of scope and not there look alike.
    let there = on_record(record, person)?.filter(|there| scope.admits(there)).ok_or(Refusal::NotFound)?;
    check(record.schema(), fields)?;
    let household = household(record, &there.controller, Some(there), fields);
    let mut parts = split(record.schema(), person, household, changes(Some(there), &ctx.source, fields));
    if parts.is_empty() {
        return Ok(vec![]);
    }
    if parts.iter().all(|part| part.subject != Subject::Person(person)) {
        // The household's part is read with the member who declared it, so that member has a part too.
        parts.insert(0, recorded(Subject::Person(person), None, FieldStates::new()));
    }
    Ok(vec![Fact { envelope: ctx.envelope(), parts }])
}

fn hold(ctx: &Ctx, record: &impl Record, person: Id, reference: String) -> Result<Vec<Fact>, Not> {
    permitted(ctx, record.instance(), Action::GovernPurposes)?;
    let there = here(ctx, record, person)?;
    reason("reference", &reference)?;
    if there.held { Ok(vec![]) } else { Ok(vec![ctx.of_person(person, Body::Held { reference, held: true })]) }
}

/// Those of `fields` that differ from what the same source says already; one rule for commands and imports.
pub fn changes(there: Option<&PersonView>, source: &str, fields: &Fields) -> Fields {
    let says = |field: &str| there.and_then(|there| there.said_by(source, FieldKey::of(field)));
    let differs = |field: &str, state: &FieldState<Value>| match says(field) {
        Some(said) => said != state,
        None => !state.is_unknown(),
    };
    let changed = fields.iter().filter(|(field, state)| differs(field, state));
    changed.map(|(field, state)| (field.clone(), state.clone())).collect()
}

/// The household that a declared size is about: as these fields name it, else as it is on record.
fn household(record: &impl Record, controller: &str, there: Option<&PersonView>, fields: &Fields) -> Option<Id> {
    let said = fields.get(core::HOUSEHOLD_ID.name).cloned();
    let state = said.or_else(|| there.map(|there| there.state(core::HOUSEHOLD_ID.key)))?;
    state.known().map(|named| record.household(controller, &named.to_text()))
}

/// The fields by whose key seals them, and in which compartment once more; parts of one subject stand together.
fn split(schema: &Schema, person: Id, household: Option<Id>, fields: Fields) -> Vec<Part> {
    let mut parts: BTreeMap<(Subject, Option<Compartment>), FieldStates> = BTreeMap::new();
    for (name, state) in fields {
        let household = household.filter(|_| name == core::HOUSEHOLD_SIZE.name);
        let subject = household.map_or(Subject::Person(person), Subject::Household);
        let class = schema.field(&name).and_then(|field| schema.get(field)).map(|field| field.class);
        let compartment = class.and_then(model::Class::compartment);
        parts.entry((subject, compartment)).or_default().insert(FieldKey::of(&name), state);
    }
    parts.into_iter().map(|((subject, compartment), fields)| recorded(subject, compartment, fields)).collect()
}

fn recorded(subject: Subject, compartment: Option<Compartment>, fields: FieldStates) -> Part {
    Part { subject, compartment, body: Body::FieldsRecorded { fields } }
}
