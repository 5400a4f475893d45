//! People: registered once, amended by the source that said it, every field checked against the schema. At the desk one
//! question is answered at a time, by somebody who sees what is on record of it.
//!
//! A fact about two people is split: who belongs to a household is the member's, how large it was declared is the
//! household's. Protected fields stand in parts of their own, one a compartment. Placing a hold takes one person, for it
//! harms nobody; lifting one takes two (`two_people`).

pub(crate) mod fields;

use std::collections::BTreeMap;

use journal::{Body, Fact, FieldStates, Mode, Part, Subject};
use model::{Compartment, Date, Field, FieldKey, FieldState, Id, Schema, Value, core};

use self::fields::{COUNTRY, IN_COUNTRY, check, live, placed};
use crate::bounds::{bad_field, reason};
use crate::lives::News;
use crate::permit::{acting, governed, occasion, permitted, permitted_here};
use crate::refusal::Not;
use crate::world::{RecordedWorld, any_on_record, on_record};
use crate::{Action, Ctx, OwnerView, Refusal, shows};

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
    /// Enters the answer to one question by somebody who sees what is on record of it.
    Answer {
        /// The person.
        person: Id,
        /// The field, by its name.
        field: String,
        /// The answer.
        state: FieldState<Value>,
        /// How many claims of the field they saw: whoever answers what somebody else has answered meanwhile is told so.
        seen: u64,
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
            Self::Register { person, .. }
            | Self::Amend { person, .. }
            | Self::Answer { person, .. }
            | Self::Hold { person, .. } => *person,
        }
    }
}

pub(crate) fn decide(ctx: &Ctx, world: &impl RecordedWorld, command: &PersonCommand) -> Result<Vec<Fact>, Not> {
    match command {
        PersonCommand::Register { person, synthetic, fields } => register(ctx, world, *person, *synthetic, fields),
        PersonCommand::Amend { person, fields } => amend(ctx, world, *person, fields),
        PersonCommand::Answer { person, field, state, seen } => answer(ctx, world, *person, (field, state), *seen),
        PersonCommand::Hold { person, reference } => hold(ctx, world, *person, reference),
    }
}

/// Within an import an id of a register stands for one person: whoever imports the same at the same moment comes second.
fn once(ctx: &Ctx, world: &impl RecordedWorld, fields: &Fields) -> Result<(), Refusal> {
    let said = |field: &str| fields.get(field)?.known().map(Value::to_text);
    let (Some(system), Some(id)) = (said(core::EXTERNAL_SYSTEM.name), said(core::EXTERNAL_ID.name)) else {
        return Ok(());
    };
    let twice = ctx.batch.is_some() && world.is_known(&ctx.controller, &system, &id);
    if twice { Err(Refusal::ExistsAlready) } else { Ok(()) }
}

fn register(
    ctx: &Ctx,
    world: &impl RecordedWorld,
    person: Id,
    synthetic: bool,
    fields: &Fields,
) -> Result<Vec<Fact>, Not> {
    permitted_here(ctx, world.instance(), Action::Register)?;
    let parts = entered(ctx, world, (person, synthetic), fields)?;
    Ok(vec![Fact { envelope: ctx.envelope(), parts }])
}

/// How somebody comes on record.
pub(crate) fn entered(
    ctx: &Ctx,
    world: &impl RecordedWorld,
    (person, synthetic): (Id, bool),
    fields: &Fields,
) -> Result<Vec<Part>, Not> {
    let instance = world.instance();
    match (instance.founded.as_ref().map(|founded| founded.mode), synthetic) {
        (Some(Mode::Trial), false) => return Err(Refusal::TrialHoldsSyntheticOnly.into()),
        (Some(Mode::Live), true) => return Err(Refusal::LiveHoldsRealOnly.into()),
        (None, _) => return Err(Refusal::NotFounded.into()),
        (Some(Mode::Trial), true) | (Some(Mode::Live), false) => {}
    }
    // Nobody is registered under the id of what owns itself.
    if any_on_record(world, person)?.is_some() {
        return Err(Refusal::ExistsAlready.into());
    }
    check(world.schema(), fields)?;
    let news = changes(None, &ctx.source, fields);
    live(|_| None, &news, today(ctx, world))?;
    placed(jurisdiction(world), |_| None, fields)?;
    once(ctx, world, fields)?;
    let body = Body::PersonRegistered { synthetic };
    let mut parts = vec![Part { subject: Subject::Owner(person), compartment: None, body }];
    let household = household(world, &ctx.controller, None, fields);
    parts.extend(split(world.schema(), person, household, news));
    Ok(parts)
}

fn amend(ctx: &Ctx, world: &impl RecordedWorld, person: Id, fields: &Fields) -> Result<Vec<Fact>, Not> {
    let there = in_scope(ctx, world, person, Action::Register)?;
    let (account, occasion) = (acting(ctx, world.instance()), occasion(ctx, world.instance())?);
    let is_shown = |field: &Field| shows(&account, field, there, &occasion);
    // Sources may contest each other: what one says is held against what it said itself, and of that against no more than
    // whoever brings it is shown.
    let said = |field: &str| {
        let shown = named(world.schema(), field).filter(|field| is_shown(field));
        shown.and_then(|_| there.said_by(&ctx.source, FieldKey::of(field)).cloned())
    };
    amended(ctx, world, there, fields, said)
}

fn today(ctx: &Ctx, world: &impl RecordedWorld) -> Date {
    world.instance().today(&ctx.controller, &ctx.office, ctx.now)
}

/// The country whose rules an instance is for.
fn jurisdiction(world: &impl RecordedWorld) -> Option<&str> {
    world.instance().founded.as_ref()?.jurisdiction.as_deref()
}

/// Only whoever may see what is on record of a field answers for it: others would write behind a wall, and learn by the
/// refusal of a second answer that somebody was there before.
fn answer(
    ctx: &Ctx,
    world: &impl RecordedWorld,
    person: Id,
    (field, state): (&str, &FieldState<Value>),
    seen: u64,
) -> Result<Vec<Fact>, Not> {
    let there = in_scope(ctx, world, person, Action::Register)?;
    in_scope(ctx, world, person, Action::ReadPersonal)?;
    let schema = world.schema();
    let asked = named(schema, field).ok_or_else(|| bad_field("unknown"))?;
    let (account, occasion) = (acting(ctx, world.instance()), occasion(ctx, world.instance())?);
    let is_shown = |field: &Field| shows(&account, field, there, &occasion);
    if !is_shown(asked) {
        return Err(Refusal::NotAllowed.into());
    }
    let claims = there.claims_of(FieldKey::of(field));
    let fields = Fields::from([(field.to_owned(), state.clone())]);
    let news = !changes(Some(there), &ctx.source, &fields).is_empty();
    if news && claims != seen {
        return Err(Refusal::Overtaken.into());
    }
    // By no other day than those they see: a refusal would tell of what lies behind a wall.
    let shown =
        |field: &str| named(schema, field).filter(|field| is_shown(field)).map(|_| there.state(FieldKey::of(field)));
    amended(ctx, world, there, &fields, shown)
}

fn named<'a>(schema: &'a Schema, field: &str) -> Option<&'a Field> {
    schema.field(field).and_then(|field| schema.get(field))
}

/// The person, where an action is allowed on them. Out of scope and not there look alike.
pub(crate) fn in_scope<'a>(
    ctx: &Ctx,
    world: &'a impl RecordedWorld,
    person: Id,
    action: Action,
) -> Result<&'a OwnerView, Not> {
    let scope = permitted(ctx, world.instance(), action)?;
    Ok(on_record(world, person)?.filter(|there| scope.admits(there)).ok_or(Refusal::NotFound)?)
}

/// What changes of a person. `beside` is what is on record of each field, as far as new days are held against it.
fn amended(
    ctx: &Ctx,
    world: &impl RecordedWorld,
    there: &OwnerView,
    fields: &Fields,
    beside: impl Fn(&str) -> Option<FieldState<Value>>,
) -> Result<Vec<Fact>, Not> {
    let person = there.id;
    check(world.schema(), fields)?;
    let news = changes(Some(there), &ctx.source, fields);
    live(&beside, &news, today(ctx, world))?;
    if [COUNTRY, IN_COUNTRY].into_iter().any(|field| news.contains_key(field)) {
        placed(jurisdiction(world), &beside, fields)?;
    }
    let household = household(world, &there.controller, Some(there), fields);
    let mut parts = split(world.schema(), person, household, news);
    if parts.is_empty() {
        return Ok(vec![]);
    }
    if parts.iter().all(|part| part.subject != Subject::Owner(person)) {
        // The household's part is read with the member who declared it, so that member has a part too.
        parts.insert(0, recorded(Subject::Owner(person), None, FieldStates::new()));
    }
    Ok(vec![Fact { envelope: ctx.envelope(), parts }])
}

fn hold(ctx: &Ctx, world: &impl RecordedWorld, person: Id, reference: &str) -> Result<Vec<Fact>, Not> {
    permitted(ctx, world.instance(), Action::GovernPurposes)?;
    let there = governed(ctx, world, person, Action::GovernPurposes)?;
    reason("reference", reference)?;
    let body = Body::Held { reference: reference.to_owned(), held: true };
    if there.held { Ok(vec![]) } else { Ok(vec![ctx.of_person(person, body)]) }
}

/// Those of `fields` that differ from what the same source says already; one rule for commands and imports.
pub fn changes<'a>(there: Option<&OwnerView>, source: &str, fields: &'a Fields) -> News<'a> {
    news(fields, |field| there.and_then(|there| there.said_by(source, field)))
}

/// Those of `fields` that differ from what is said already, of a person or of a record.
pub(crate) fn news<'a, 's>(fields: &'a Fields, says: impl Fn(FieldKey) -> Option<&'s FieldState<Value>>) -> News<'a> {
    let differs = |field: &str, state: &FieldState<Value>| match says(FieldKey::of(field)) {
        Some(said) => said != state,
        None => !state.is_unknown(),
    };
    let said = fields.iter().map(|(field, state)| (field.as_str(), state));
    said.filter(|(field, state)| differs(field, state)).collect()
}

/// The household that a declared size is about: as these fields name it, else as it is on record.
fn household(world: &impl RecordedWorld, controller: &str, there: Option<&OwnerView>, fields: &Fields) -> Option<Id> {
    let said = fields.get(core::HOUSEHOLD_ID.name).cloned();
    let state = said.or_else(|| there.map(|there| there.state(core::HOUSEHOLD_ID.key)))?;
    state.known().map(|named| world.household(controller, &named.to_text()))
}

/// The fields by whose key seals them, and in which compartment once more; parts of one subject stand together.
fn split(schema: &Schema, person: Id, household: Option<Id>, fields: News<'_>) -> Vec<Part> {
    let mut parts: BTreeMap<(Subject, Option<Compartment>), FieldStates> = BTreeMap::new();
    for (name, state) in fields {
        let household = household.filter(|_| name == core::HOUSEHOLD_SIZE.name);
        let subject = household.map_or(Subject::Owner(person), Subject::Household);
        let class = schema.field(name).and_then(|field| schema.get(field)).map(|field| field.class);
        let compartment = class.and_then(model::Class::compartment);
        parts.entry((subject, compartment)).or_default().insert(FieldKey::of(name), state.clone());
    }
    parts.into_iter().map(|((subject, compartment), fields)| recorded(subject, compartment, fields)).collect()
}

fn recorded(subject: Subject, compartment: Option<Compartment>, fields: FieldStates) -> Part {
    Part { subject, compartment, body: Body::FieldsRecorded { fields } }
}
