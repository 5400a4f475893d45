//! Records of people and of households, and records that own themselves: opened, amended, put into somebody's hands, closed and opened again.
//!
//! Who may, says the row of the reviewed table that the record's kind names; on whom, the person's scope; behind a wall,
//! a grant that opens it. A record that somebody may not see looks like one that is not there. An amendment says
//! what was seen: nothing is put over what somebody else wrote meanwhile. Of two who close a record, or open it again, the
//! second is told; of two who take it in hand the later deed stands.

mod act;
mod case_desk;
mod days;
mod hands;
mod host;
mod lines;
mod moving;
mod place;
mod stay;
mod step;
mod unique;

use std::collections::BTreeMap;

use journal::{Act, Body, Fact, FieldStates, Part, Subject};
use model::{Compartment, Date, Field, FieldKey, FieldState, FieldType, Id, Kind, KindWork, Schema, Value, core};

pub use self::case_desk::CaseDesk;
use self::hands::on_hand;
pub(crate) use self::host::is_in_place;
pub use self::lines::{LineAsked, LinesAsked, is_limit, limits};
pub use self::moving::{CaseMove, MoveAsked, MoveStanding};
pub use self::place::PlaceAsked;
pub use self::stay::{came_early, taken_nights, taken_span};
pub use self::step::{StepAsked, is_own, longest, opening_against};
use self::unique::{has_alike, stays_unique};
use crate::authorise::allows;
use crate::bounds::bad_field;
use crate::lives::News;
use crate::permit::{acting, occasion, permitted, permitted_itself};
use crate::person::fields::is_of_type;
use crate::person::news;
use crate::refusal::Not;
use crate::world::{RecordedWorld, any_on_record, on_record};
use crate::{Action, Actor, Ctx, Fields, Occasion, OwnerView, Refusal, Role, authorise, opens_wall};

/// What is asked of a record.
#[derive(Debug, Clone, PartialEq)]
pub struct RecordCommand {
    /// Whose it is: a person's, a household's, or its own. Of one that is opened for a household, the member through whom.
    pub owner: Id,
    /// The record.
    pub record: Id,
    /// What is asked.
    pub asked: RecordAsked,
}

impl RecordCommand {
    /// Whom it is about, and what it leads to.
    pub(crate) fn owners(&self) -> Vec<Id> {
        let fields = match &self.asked {
            RecordAsked::Open { fields, .. } | RecordAsked::Amend { fields, .. } => Some(fields),
            RecordAsked::Act(_)
            | RecordAsked::Step(_)
            | RecordAsked::Place(_)
            | RecordAsked::Lines(_)
            | RecordAsked::Move(_) => None,
        };
        let leads = fields.into_iter().flatten().filter_map(|(_, state)| match state {
            FieldState::Known(Value::Record(id)) => Some(*id),
            _ => None,
        });
        std::iter::once(self.owner).chain(leads).collect()
    }
}

/// What is asked of a record.
#[derive(Debug, Clone, PartialEq)]
pub enum RecordAsked {
    /// Opens it.
    Open {
        /// Its kind.
        kind: String,
        /// What is said of it.
        fields: Fields,
    },
    /// Changes what is said of it; states equal to those on record are left out of the fact.
    Amend {
        /// What is said of it now.
        fields: Fields,
        /// How many facts of it whoever amends has seen ([`crate::RecordView::version`]); nothing where they did not look.
        seen: Option<u64>,
    },
    /// Puts it into somebody's hands, closes it, opens it again.
    Act(Act),
    /// Takes a step of the pathway that it runs.
    Step(StepAsked),
    /// Reserves, fills or gives back the place that it takes at another record.
    Place(PlaceAsked),
    /// Does something with the places that it has.
    Lines(LinesAsked),
    /// Moves it to the version of its pathway that is in force, or asks for that.
    Move(MoveAsked),
}

/// What somebody may do with records of a kind.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RecordRights {
    /// Open one.
    pub open: bool,
    /// Amend one, and put it into somebody's hands.
    pub amend: bool,
    /// Close one, and open it again.
    pub close: bool,
}

/// What somebody wants to do with a record: a column of the reviewed row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Doing {
    Open,
    Amend,
    Close,
}

/// The reviewed rows: which action it takes.
fn action(work: KindWork, doing: Doing) -> Action {
    match (work, doing) {
        (KindWork::Need, Doing::Open) => Action::SubmitNeed,
        (KindWork::Person, _) | (KindWork::Need, Doing::Amend | Doing::Close) => Action::Register,
        (KindWork::Case, Doing::Open | Doing::Amend) => Action::WorkCase,
        (KindWork::Case, Doing::Close) => Action::ApprovePlan,
        (KindWork::Place, _) => Action::Distribute,
        (KindWork::Directory, _) => Action::KeepDirectory,
    }
}

/// What somebody may do with records of a kind, as far as the table alone tells: a page offers nothing else.
pub fn may_do(actor: &Actor, kind: &Kind, occasion: &Occasion<'_>) -> RecordRights {
    let may = |doing| authorise(actor, action(kind.work, doing), occasion).is_ok();
    RecordRights { open: may(Doing::Open), amend: may(Doing::Amend), close: may(Doing::Close) }
}

/// The roles that open records of a kind, as far as the table alone tells.
pub fn opened_by(work: KindWork) -> Vec<Role> {
    let people = Role::ALL.into_iter().filter(|role| !matches!(role, Role::Anonymous | Role::Person));
    people.filter(|role| allows(*role, action(work, Doing::Open))).collect()
}

pub(crate) fn decide(ctx: &Ctx, world: &impl RecordedWorld, command: &RecordCommand) -> Result<Vec<Fact>, Not> {
    let (owner, record) = (command.owner, command.record);
    match &command.asked {
        RecordAsked::Open { kind, fields } => open(ctx, world, owner, record, kind, fields),
        RecordAsked::Amend { fields, seen } => amend(ctx, world, owner, record, fields, *seen),
        RecordAsked::Act(act) => act::decide(ctx, world, (owner, record), act),
        RecordAsked::Step(asked) => step::decide(ctx, world, owner, record, asked),
        RecordAsked::Place(asked) => place::decide(ctx, world, (owner, record), *asked),
        RecordAsked::Lines(_) if owner != record => Err(Refusal::NotFound.into()),
        RecordAsked::Lines(asked) => lines::decide(ctx, world, record, asked),
        RecordAsked::Move(asked) => moving::decide(ctx, world, owner, record, asked),
    }
}

fn open(
    ctx: &Ctx,
    world: &impl RecordedWorld,
    owner: Id,
    record: Id,
    kind: &str,
    fields: &Fields,
) -> Result<Vec<Fact>, Not> {
    let kind = world.schema().kind(kind).ok_or_else(|| bad_field("kind"))?;
    if kind.owns_itself() {
        return open_itself(ctx, world, (owner, record), kind, fields);
    }
    let there = hands::opens_for(ctx, world, owner, kind)?;
    // No record has the id of whose it is.
    if record == owner || record == there.id {
        return Err(Refusal::NotFound.into());
    }
    check(ctx, world, &there, kind, fields)?;
    whole(kind, fields)?;
    stay::begins_in_order(kind, fields)?;
    days::can_be(kind, fields, today(ctx, world))?;
    let said = |link: &str| fields.get(link).cloned().unwrap_or(FieldState::Unknown);
    if there.record(record).is_some() || has_alike(ctx, world, &there, kind, None, said) {
        // Whoever may open a record and not read the person is not told what is there.
        let reads = permitted(ctx, world.instance(), Action::ReadPersonal).is_ok_and(|scope| scope.admits(&there));
        return Err(if reads { Refusal::ExistsAlready } else { Refusal::NotFound }.into());
    }
    linked(ctx, world, kind, fields)?;
    let begun = step::begins(ctx, world, &there, kind, fields)?;
    let mut parts = vec![];
    if any_on_record(world, there.id)?.is_none() {
        parts.extend(household_registered(on_record(world, owner)?.ok_or(Refusal::NotFound)?, there.id));
    }
    parts.extend(opened(there.id, record, kind, begun, fields));
    Ok(vec![Fact { envelope: ctx.envelope(), parts }])
}

/// A record that a form opens for whoever fills it.
#[derive(Debug, Clone, PartialEq)]
pub struct SubmittedRecord {
    /// The record.
    pub record: Id,
    /// Its kind.
    pub kind: String,
    /// What is said of it.
    pub fields: Fields,
}

/// How a record begins that a form opens for somebody who enters the record with it. They say it of themselves, behind
/// whatever wall it is: they write there and read nothing.
pub(crate) fn submitted(
    ctx: &Ctx,
    world: &impl RecordedWorld,
    there: &OwnerView,
    asked: &SubmittedRecord,
) -> Result<Vec<Part>, Not> {
    let SubmittedRecord { record, kind, fields } = asked;
    let kind = world.schema().kind(kind).ok_or_else(|| bad_field("kind"))?;
    if kind.about != model::About::Person || *record == there.id || any_on_record(world, *record)?.is_some() {
        return Err(Refusal::NotFound.into());
    }
    for (name, state) in fields {
        good(world.schema(), named(kind, name)?, (name, state))?;
    }
    whole(kind, fields)?;
    stay::begins_in_order(kind, fields)?;
    days::can_be(kind, fields, today(ctx, world))?;
    linked(ctx, world, kind, fields)?;
    let begun = step::begins_asked(ctx, world, there, kind, fields)?;
    Ok(opened(there.id, *record, kind, begun, fields))
}

/// How a household comes on record, with its first record: at the office of the member through whom that is opened, and by
/// the name that the register gives it, by which its members are found.
fn household_registered(member: &OwnerView, household: Id) -> [Part; 2] {
    let part = |body| Part { subject: Subject::Owner(household), compartment: None, body };
    let fields = FieldStates::from([(core::HOUSEHOLD_ID.key, member.state(core::HOUSEHOLD_ID.key))]);
    let registered = Body::HouseholdRegistered { office: member.office.clone(), synthetic: member.synthetic };
    [part(registered), part(Body::FieldsRecorded { fields })]
}

/// A record that owns itself begins at the office for which somebody acts.
fn open_itself(
    ctx: &Ctx,
    world: &impl RecordedWorld,
    (owner, record): (Id, Id),
    kind: &Kind,
    fields: &Fields,
) -> Result<Vec<Fact>, Not> {
    permitted_itself(ctx, world.instance(), action(kind.work, Doing::Open))?;
    let (controller, office) = (ctx.controller.clone(), ctx.office.clone());
    let new = OwnerView::new(record, controller, office, false);
    let (account, occasion) = (acting(ctx, world.instance()), occasion(ctx, world.instance())?);
    if owner != record || !opens_wall(&account, kind.compartment, &new, &occasion) {
        return Err(Refusal::NotFound.into());
    }
    if any_on_record(world, record)?.is_some() {
        return Err(Refusal::ExistsAlready.into());
    }
    check(ctx, world, &new, kind, fields)?;
    whole(kind, fields)?;
    days::can_be(kind, fields, today(ctx, world))?;
    linked(ctx, world, kind, fields)?;
    let begun = step::begins(ctx, world, &new, kind, fields)?;
    Ok(vec![Fact { envelope: ctx.envelope(), parts: opened(owner, record, kind, begun, fields) }])
}

/// How a record begins: as one of its kind, with what it runs and what is said of it.
fn opened(owner: Id, record: Id, kind: &Kind, runs: Option<Act>, fields: &Fields) -> Vec<Part> {
    let part = |body| Part { subject: Subject::Owner(owner), compartment: kind.compartment, body };
    let mut parts = vec![part(Body::Opened { record, kind: kind.name.clone() })];
    parts.extend(runs.map(|act| part(Body::Acted { record, act })));
    parts.extend(split(owner, record, kind, news(fields, |_| None)));
    parts
}

fn amend(
    ctx: &Ctx,
    world: &impl RecordedWorld,
    owner: Id,
    record: Id,
    fields: &Fields,
    seen: Option<u64>,
) -> Result<Vec<Fact>, Not> {
    let (there, kind) = on_hand(ctx, world, owner, record, Doing::Amend)?;
    check(ctx, world, there.owner, kind, fields)?;
    if !there.is_open() {
        return Err(Refusal::NotOpen.into());
    }
    linked(ctx, world, kind, fields)?;
    stays_unique(ctx, world, &there, kind, fields)?;
    stay::stays_in_order(&there, kind, &ctx.source, fields)?;
    let news = news(fields, |field| there.said_by(&ctx.source, field));
    if news.is_empty() {
        return Ok(vec![]);
    }
    days::can_become(&there, kind, (&ctx.source, fields), &news, today(ctx, world))?;
    hands::stands_as_seen(ctx, world, &there, seen)?;
    let mut parts = split(owner, record, kind, news);
    parts.extend(place::follows(ctx, world, &there, kind, fields)?);
    Ok(vec![Fact { envelope: ctx.envelope(), parts }])
}

/// The day on which whoever acts says it, at their office.
fn today(ctx: &Ctx, world: &impl RecordedWorld) -> Date {
    world.instance().today(&ctx.controller, &ctx.office, ctx.now)
}

/// A record is opened with each link without which its kind has none.
fn whole(kind: &Kind, fields: &Fields) -> Result<(), Refusal> {
    let missing =
        kind.links.iter().find(|link| link.must && fields.get(&link.field).and_then(FieldState::known).is_none());
    missing.map_or(Ok(()), |link| Err(bad_field(&link.field)))
}

/// Refuses a link that leads nowhere, to a record of another kind, or to one that whoever acts may not read: all look alike.
/// A link without which the kind has no record is not taken away.
fn linked(ctx: &Ctx, world: &impl RecordedWorld, kind: &Kind, fields: &Fields) -> Result<(), Not> {
    for link in &kind.links {
        match fields.get(&link.field) {
            Some(FieldState::Known(Value::Record(id))) => {
                let there = host::reachable(ctx, world, *id)?.and_then(|there| there.record(*id));
                if there.is_none_or(|there| there.kind() != link.to) {
                    return Err(bad_field(&link.field).into());
                }
            }
            Some(_) if link.must => return Err(bad_field(&link.field).into()),
            Some(_) | None => {}
        }
    }
    Ok(())
}

/// Refuses the first field that cannot be on record, or that whoever acts would write behind a wall they do not open.
fn check(
    ctx: &Ctx,
    world: &impl RecordedWorld,
    there: &OwnerView,
    kind: &Kind,
    fields: &Fields,
) -> Result<(), Refusal> {
    let (account, occasion) = (acting(ctx, world.instance()), occasion(ctx, world.instance())?);
    for (name, state) in fields {
        let field = named(kind, name)?;
        if !opens_wall(&account, kind.wall(field), there, &occasion) {
            return Err(Refusal::NotAllowed);
        }
        good(world.schema(), field, (name, state))?;
    }
    Ok(())
}

/// A field by its name. A name that no field has is the caller's text and is not repeated.
fn named<'k>(kind: &'k Kind, name: &str) -> Result<&'k Field, Refusal> {
    kind.field(name).ok_or_else(|| bad_field("unknown"))
}

fn good(schema: &Schema, field: &Field, (name, state): (&str, &FieldState<Value>)) -> Result<(), Refusal> {
    if is_good(schema, field, state) { Ok(()) } else { Err(bad_field(name)) }
}

fn is_good(schema: &Schema, field: &Field, state: &FieldState<Value>) -> bool {
    match state {
        FieldState::Unknown | FieldState::NotApplicable => true,
        // Whether it leads anywhere is asked apart.
        FieldState::Known(Value::Record(_)) => field.ty == FieldType::Record,
        FieldState::Known(value) => is_of_type(schema, field.ty, value),
        // Sources contest each other; nobody contests themselves.
        FieldState::Contested(_) => false,
    }
}

/// The fields by the wall behind which they lie.
fn split(owner: Id, record: Id, kind: &Kind, fields: News<'_>) -> Vec<Part> {
    let mut walls: BTreeMap<Option<Compartment>, FieldStates> = BTreeMap::new();
    for (name, state) in fields {
        let wall = kind.field(name).and_then(|field| kind.wall(field));
        walls.entry(wall).or_default().insert(FieldKey::of(name), state.clone());
    }
    let part = |(compartment, fields)| Part {
        subject: Subject::Owner(owner),
        compartment,
        body: Body::Recorded { record, fields },
    };
    walls.into_iter().map(part).collect()
}
