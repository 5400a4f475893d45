//! Records of people: opened, amended, put into somebody's hands, closed and opened again.
//!
//! Who may, says the row of the reviewed table that the record's kind names; on whom, the person's scope; behind a wall,
//! a grant that opens it. A record that somebody may not see looks like one that is not there. An amendment says
//! what was seen: nothing is put over what somebody else wrote meanwhile. Of two who close a record, or open it again, the
//! second is told; of two who take it in hand the later deed stands.

mod moving;
mod step;

use std::collections::BTreeMap;

use journal::{Act, Body, Fact, FieldStates, Part, Subject};
use model::{Compartment, Field, FieldKey, FieldState, Id, Kind, KindWork, Schema, Value};

pub use self::moving::{CaseMove, MoveAsked, MoveStanding};
pub use self::step::{CaseDesk, StepAsked};
use crate::bounds::{bad_field, reason};
use crate::lives::News;
use crate::permit::{acting, occasion, permitted};
use crate::person::fields::is_of_type;
use crate::person::news;
use crate::refusal::Not;
use crate::view::RecordView;
use crate::world::{RecordedWorld, on_record};
use crate::{
    Action, Actor, Audience, Ctx, Fields, Occasion, OwnerView, Refusal, Role, Scope, Seat, authorise, opens_wall,
};

/// What is asked of a record of a person.
#[derive(Debug, Clone, PartialEq)]
pub struct RecordCommand {
    /// Whose it is.
    pub owner: Id,
    /// The record.
    pub record: Id,
    /// What is asked.
    pub asked: RecordAsked,
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
        /// How many facts of it whoever amends has seen ([`RecordView::version`]); nothing where they did not look.
        seen: Option<u64>,
    },
    /// Puts it into somebody's hands, closes it, opens it again.
    Act(Act),
    /// Takes a step of the pathway that it runs.
    Step(StepAsked),
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
    }
}

/// What somebody may do with records of a kind, as far as the table alone tells: a page offers nothing else.
pub fn may_do(actor: &Actor, kind: &Kind, occasion: &Occasion<'_>) -> RecordRights {
    let may = |doing| authorise(actor, action(kind.work, doing), occasion).is_ok();
    RecordRights { open: may(Doing::Open), amend: may(Doing::Amend), close: may(Doing::Close) }
}

pub(crate) fn decide(ctx: &Ctx, world: &impl RecordedWorld, command: &RecordCommand) -> Result<Vec<Fact>, Not> {
    let (owner, record) = (command.owner, command.record);
    match &command.asked {
        RecordAsked::Open { kind, fields } => open(ctx, world, owner, record, kind, fields),
        RecordAsked::Amend { fields, seen } => amend(ctx, world, owner, record, fields, *seen),
        RecordAsked::Act(act) => act_on(ctx, world, owner, record, act),
        RecordAsked::Step(asked) => step::decide(ctx, world, owner, record, asked),
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
    let there = owner_for(ctx, world, owner, kind, Doing::Open)?;
    check(ctx, world, there, kind, fields)?;
    // Of a case that is for others alone nothing is told, not even by a refusal: supervisors see both.
    let known =
        |live: &RecordView<'_>| Audience::of(live, world.pathways()).admits(&acting(ctx, world.instance()), live);
    if there.record(record).is_some() || (kind.unique && live_of(there, kind).iter().any(known)) {
        // Whoever may open a record and not read the person is not told what is there.
        let reads = permitted(ctx, world.instance(), Action::ReadPersonal).is_ok_and(|scope| scope.admits(there));
        return Err(if reads { Refusal::ExistsAlready } else { Refusal::NotFound }.into());
    }
    let part = |body| Part { subject: Subject::Person(owner), compartment: kind.compartment, body };
    let mut parts = vec![part(Body::Opened { record, kind: kind.name.clone() })];
    if let Some(runs) = step::begins(ctx, world, there, kind, fields)? {
        parts.push(part(Body::Acted { record, act: runs }));
    }
    parts.extend(split(owner, record, kind, news(fields, |_| None)));
    Ok(vec![Fact { envelope: ctx.envelope(), parts }])
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
    let news = news(fields, |field| there.said_by(&ctx.source, field));
    if news.is_empty() {
        return Ok(vec![]);
    }
    let (account, occasion) = (acting(ctx, world.instance()), occasion(ctx, world.instance())?);
    let now = there.version(|wall| opens_wall(&account, wall, there.owner, &occasion));
    if seen.is_some_and(|seen| seen != now) {
        return Err(Refusal::Overtaken.into());
    }
    Ok(vec![Fact { envelope: ctx.envelope(), parts: split(owner, record, kind, news) }])
}

fn act_on(ctx: &Ctx, world: &impl RecordedWorld, owner: Id, record: Id, act: &Act) -> Result<Vec<Fact>, Not> {
    let doing = if matches!(act, Act::Assigned { .. }) { Doing::Amend } else { Doing::Close };
    let (there, kind) = on_hand(ctx, world, owner, record, doing)?;
    let changes = match act {
        Act::Assigned { to } => {
            if !there.is_open() {
                return Err(Refusal::NotOpen.into());
            }
            hands_over(ctx, world, &there)?;
            to.as_deref().map_or(Ok(()), |to| may_have(ctx, world, to, &there))?;
            there.assignee() != to.as_deref()
        }
        Act::Closed { reason: why } => {
            reason("reason", why)?;
            if !there.is_open() && !stands_already(ctx, &there, act) {
                return Err(Refusal::NotOpen.into());
            }
            step::may_end(ctx, world, &there, why)?;
            there.is_open()
        }
        Act::Reopened { reason: why } => {
            reason("reason", why)?;
            if there.is_open() && !stands_already(ctx, &there, act) {
                return Err(Refusal::OpenAlready.into());
            }
            if !there.is_open() && kind.unique && !live_of(there.owner, kind).is_empty() {
                return Err(Refusal::ExistsAlready.into());
            }
            !there.is_open()
        }
        // What a case runs is said when it is opened or moved, and a step is asked for as one.
        Act::Runs { .. } | Act::Moved { .. } | Act::MoveAsked { .. } | Act::Stepped { .. } => {
            return Err(Refusal::NotAllowed.into());
        }
    };
    if !changes {
        return Ok(vec![]);
    }
    let part = Part {
        subject: Subject::Person(owner),
        compartment: there.wall,
        body: Body::Acted { record, act: act.clone() },
    };
    Ok(vec![Fact { envelope: ctx.envelope(), parts: vec![part] }])
}

/// Whether the record was last closed, or opened again, by this very account in these very words: what is sent twice is done
/// once. Somebody else's reason would be lost.
fn stands_already(ctx: &Ctx, record: &RecordView<'_>, act: &Act) -> bool {
    record.turned().is_some_and(|last| last.by == ctx.actor.account && last.act == *act)
}

/// Whoever has a case in hand that is for them and a few others, or answers for it, gives it away: nobody else opens it to all.
fn hands_over(ctx: &Ctx, world: &impl RecordedWorld, record: &RecordView<'_>) -> Result<(), Refusal> {
    let account = acting(ctx, world.instance());
    let named = matches!(Audience::of(record, world.pathways()), Audience::Named(_));
    let own = record.assignee() == Some(account.account.as_str());
    let answers = account.at(&ctx.controller).any(|(role, _)| role == Role::Supervisor);
    if !named || own || answers { Ok(()) } else { Err(Refusal::NotAllowed) }
}

/// Whoever has something in hand works at the office for which it is put there, reads whose it is, and opens the wall before
/// it: in other hands it would be nobody's and look taken care of.
fn may_have(ctx: &Ctx, world: &impl RecordedWorld, account: &str, record: &RecordView<'_>) -> Result<(), Refusal> {
    let (instance, occasion) = (world.instance(), occasion(ctx, world.instance())?);
    let seat = Seat { controller: ctx.controller.clone(), office: ctx.office.clone() };
    let theirs = instance.actor(account, ctx.now).seated(&seat);
    let reads = authorise(&theirs, Action::ReadPersonal, &occasion).is_ok_and(|scope| scope.admits(record.owner));
    let opens = opens_wall(&theirs, record.wall, record.owner, &occasion);
    if reads && opens { Ok(()) } else { Err(bad_field("to")) }
}

/// The person whose record it is, where whoever acts may do this with records of the kind. Out of scope and not there look
/// alike.
fn owner_for<'a>(
    ctx: &Ctx,
    world: &'a impl RecordedWorld,
    owner: Id,
    kind: &Kind,
    doing: Doing,
) -> Result<&'a OwnerView, Not> {
    let instance = world.instance();
    let scope = permitted(ctx, instance, action(kind.work, doing))?;
    // Whoever changes a record reads it, for a refusal tells what is there. Actions that are about records of their own open
    // nobody by themselves.
    let reads = doing != Doing::Open || scope == Scope::Nothing;
    let read = if reads { permitted(ctx, instance, Action::ReadPersonal)? } else { scope.clone() };
    let admits = |there: &&OwnerView| read.admits(there) && (scope == Scope::Nothing || scope.admits(there));
    let there = on_record(world, owner)?.filter(admits).ok_or(Refusal::NotFound)?;
    let opens = opens_wall(&acting(ctx, instance), kind.compartment, there, &occasion(ctx, instance)?);
    if opens { Ok(there) } else { Err(Refusal::NotFound.into()) }
}

/// A record with its kind, where whoever acts may do this with it.
fn on_hand<'a>(
    ctx: &Ctx,
    world: &'a impl RecordedWorld,
    owner: Id,
    record: Id,
    doing: Doing,
) -> Result<(RecordView<'a>, &'a Kind), Not> {
    let there = on_record(world, owner)?.and_then(|there| there.record(record)).ok_or(Refusal::NotFound)?;
    // What a pack that is in force no longer declares is kept, and nothing is done with it.
    let kind = world.schema().kind(there.kind()).ok_or(Refusal::NotFound)?;
    owner_for(ctx, world, owner, kind, doing)?;
    let is_for = Audience::of(&there, world.pathways());
    if !is_for.admits(&acting(ctx, world.instance()), &there) {
        return Err(Refusal::NotFound.into());
    }
    Ok((there, kind))
}

/// The records of a kind that a person has open: more than one where some are for others alone.
fn live_of<'a>(owner: &'a OwnerView, kind: &Kind) -> Vec<RecordView<'a>> {
    owner.all_records().into_iter().filter(|record| record.kind() == kind.name && record.is_open()).collect()
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
        // A name that no field has is the caller's text and is not repeated.
        let field = kind.field(name).ok_or_else(|| bad_field("unknown"))?;
        if !opens_wall(&account, kind.wall(field), there, &occasion) {
            return Err(Refusal::NotAllowed);
        }
        if !is_good(world.schema(), field, state) {
            return Err(bad_field(name));
        }
    }
    Ok(())
}

fn is_good(schema: &Schema, field: &Field, state: &FieldState<Value>) -> bool {
    match state {
        FieldState::Unknown | FieldState::NotApplicable => true,
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
        subject: Subject::Person(owner),
        compartment,
        body: Body::Recorded { record, fields },
    };
    walls.into_iter().map(part).collect()
}
