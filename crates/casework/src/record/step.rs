//! Steps of a case: what its pathway lets somebody do now, by role, author, what is open, reasons, consent and gate.
//!
//! Who may work on the record at all, the reviewed table has said before; the pathway narrows that and never widens it. The
//! role in which a step is taken stands with it: of several the first that may. A step that tells of what the file does not
//! have is refused by the name of what is wrong.

use journal::{Act, Body, CaseStep, Fact, Part, Subject};
use model::{Id, Kind, Timestamp, Zone};
use pathways::{
    ANSWERS, CaseAct, CaseFact, CaseFacts, CaseGrants, CaseMemory, DeedRefusal, FactId, Item, OPENED_IN_ERROR,
    PathwayInForce, PathwaysInForce, against_opening, opens, refusal,
};

use super::Doing;
use super::case_desk::{CaseDesk, fact};
use super::hands::{may_have, on_hand, stands_as_seen};
use super::place::{PlaceAsked, parts as place_parts};
use crate::bounds::{bad_field, name, reason};
use crate::case::{case_act, of_person};
use crate::permit::acting;
use crate::refusal::Not;
use crate::world::RecordedWorld;
use crate::{Actor, Ctx, Fields, OwnerView, RecordView, Refusal, Role, RunningCase};

/// A step that somebody asks for.
#[derive(Debug, Clone, PartialEq)]
pub struct StepAsked {
    /// Which.
    pub step: CaseStep,
    /// When it was taken, where that was before now.
    pub happened: Option<Timestamp>,
    /// Why, in the words of whoever takes it.
    pub why: Option<String>,
    /// How many facts of the record whoever asks has seen ([`RecordView::version`]); nothing where they did not look.
    pub seen: Option<u64>,
    /// The line that it takes where it reserves or fills a place: an id by chance.
    pub line: Option<Id>,
    /// Whether the person agreed to the referral that it makes: both are written, or neither.
    pub agreed: bool,
}

impl StepAsked {
    /// A step that is taken now, by whoever did not look.
    pub fn now(step: CaseStep) -> Self {
        Self { step, happened: None, why: None, seen: None, line: None, agreed: false }
    }

    /// What the person agreed to with the step; said with any other than a referral it would be lost.
    fn consent(&self) -> Result<Option<CaseStep>, Refusal> {
        match &self.step {
            _ if !self.agreed => Ok(None),
            CaseStep::Referred { to, .. } => Ok(Some(CaseStep::Consented { to: to.clone() })),
            _ => Err(bad_field("agreed")),
        }
    }
}

pub(super) fn decide(
    ctx: &Ctx,
    world: &impl RecordedWorld,
    owner: Id,
    record: Id,
    asked: &StepAsked,
) -> Result<Vec<Fact>, Not> {
    let (there, kind) = on_hand(ctx, world, owner, record, Doing::Amend)?;
    let case = RunningCase::of(world.pathways(), &there)?.ok_or(Refusal::NotOpen)?;
    let StepAsked { step, happened, why, line, .. } = asked;
    let act = asked_for(case.running, step, why.as_deref())?;
    as_it_stands(ctx, world, &there, &case, asked)?;
    let mut taking = Taking { ctx, world, there: &there, case, happened: *happened };
    let agreed = asked.consent()?.map(|consent| taking.agreed(consent)).transpose()?;
    let act = Act::Stepped { role: taking.role(&act)?, happened: *happened, why: why.clone(), step: step.clone() };
    let mut fact = taking.written(act);
    if let Some(asked) = of_place(world, kind, step, *line)? {
        match place_parts(ctx, world, &there, kind, (asked, *happened)) {
            // The place stands so already: the house, or somebody on the page of the record, was first.
            Err(Not::Refused(Refusal::ExistsAlready | Refusal::NotOpen)) => {}
            place => fact.parts.extend(place?),
        }
    }
    Ok(agreed.into_iter().chain([fact]).collect())
}

/// Whether a step can be told of the case as it stands: since it was opened, of what was seen, past nobody else's work.
fn as_it_stands(
    ctx: &Ctx,
    world: &impl RecordedWorld,
    there: &RecordView<'_>,
    case: &RunningCase<'_>,
    asked: &StepAsked,
) -> Result<(), Not> {
    let StepAsked { step, happened, seen, .. } = asked;
    if happened.is_some_and(|at| at > ctx.now || at < there.opening.said.at) {
        return Err(bad_field("happened").into());
    }
    if let CaseStep::Appointed { to, .. } = step {
        may_have(ctx, world, to, there)?;
    }
    stands_as_seen(ctx, world, there, *seen)?;
    let account = acting(ctx, world.instance());
    if let CaseStep::Retracted { origin, number } = step {
        may_take_back(&account, &ctx.controller, there, (*origin, *number))?;
    }
    if happened.is_some_and(|at| others_since(case, &account.account, step, at)) {
        return Err(Refusal::Overtaken.into());
    }
    Ok(())
}

/// A case to which something is added now.
struct Taking<'a, W> {
    ctx: &'a Ctx,
    world: &'a W,
    there: &'a RecordView<'a>,
    case: RunningCase<'a>,
    happened: Option<Timestamp>,
}

impl<W: RecordedWorld> Taking<'_, W> {
    /// The role in which it is done, once nothing stands against it.
    fn role(&self, act: &CaseAct) -> Result<String, Refusal> {
        let account = acting(self.ctx, self.world.instance());
        let memory = self.world.case_memory(self.there.id, &self.case.running.version);
        let desk = CaseDesk::remembering(&self.case, &account, &self.ctx.controller, self.ctx.now, memory);
        Ok(desk.role(act, self.at()).map_err(Refusal::from)?.code().to_owned())
    }

    fn at(&self) -> Timestamp {
        self.happened.unwrap_or(self.ctx.now)
    }

    /// That the person agrees, which the next step may stand on.
    fn agreed(&mut self, consent: CaseStep) -> Result<Fact, Refusal> {
        let act = asked_for(self.case.running, &consent, None)?;
        let role = self.role(&act)?;
        let said = fact(act, &acting(self.ctx, self.world.instance()).account, &role, self.at(), self.ctx.now);
        self.case.facts = self.case.facts.and(said);
        Ok(self.written(Act::Stepped { role, happened: self.happened, why: None, step: consent }))
    }

    fn written(&self, act: Act) -> Fact {
        let body = Body::Acted { record: self.there.id, act };
        let part = Part { subject: Subject::Owner(self.there.owner.id), compartment: self.there.wall, body };
        Fact { envelope: self.ctx.envelope(), parts: vec![part] }
    }
}

/// What doing a task does to the place that the record takes; a task that the case knows by a former name is the same.
fn of_place(
    world: &impl RecordedWorld,
    kind: &Kind,
    step: &CaseStep,
    line: Option<Id>,
) -> Result<Option<PlaceAsked>, Refusal> {
    let (Some(takes), CaseStep::Did { item }) = (&kind.takes, step) else { return Ok(None) };
    let items = world.pathways().of_kind(&kind.name).map(|running| running.pathway.items.as_slice());
    let was = |named: &str| items.unwrap_or_default().iter().any(|there| there.id == named && there.was.contains(item));
    let is = |named: &String| named == item || was(named);
    let line = || line.ok_or_else(|| bad_field("line"));
    Ok(if takes.reserve.as_ref().is_some_and(is) {
        Some(PlaceAsked::Reserve { line: line()?, or_wait: false })
    } else if takes.fill.iter().any(is) {
        Some(PlaceAsked::Fill { line: line()?, on: None })
    } else if takes.free.iter().any(is) {
        Some(PlaceAsked::Free { on: None })
    } else {
        None
    })
}

/// Steps alone are taken back: by whoever took them, or by a supervisor; a vote and an appeal by nobody else.
fn may_take_back(account: &Actor, controller: &str, there: &RecordView<'_>, fact: (Id, u64)) -> Result<(), Refusal> {
    let acts = there.acts();
    let acted = acts.iter().find(|acted| (acted.said.origin, acted.said.number) == fact).ok_or(Refusal::NotOpen)?;
    let Act::Stepped { step, .. } = &acted.act else { return Err(Refusal::NotAllowed) };
    let own = acted.by == account.account;
    match step {
        CaseStep::Retracted { .. } => Err(Refusal::NotOpen),
        CaseStep::Voted { .. } | CaseStep::Appealed { .. } if !own => Err(Refusal::NotAllowed),
        _ if own || account.at(controller).any(|(role, _)| role == Role::Supervisor) => Ok(()),
        _ => Err(Refusal::NotAllowed),
    }
}

/// Whether others have done anything with the item since: nothing is put before that, for a vote would count for what it
/// never saw. An appeal is the person's, and is heard whenever it is told.
fn others_since(case: &RunningCase<'_>, account: &str, step: &CaseStep, at: Timestamp) -> bool {
    let Some(item) = step.item().filter(|_| !matches!(step, CaseStep::Appealed { .. })) else { return false };
    let standing = case.facts.standing();
    standing.iter().any(|fact| fact.item() == Some(item) && fact.told > at && fact.who != account)
}

/// What a new record of a kind runs from now on; nothing where the kind has no pathway.
pub(super) fn begins(
    ctx: &Ctx,
    world: &impl RecordedWorld,
    there: &OwnerView,
    kind: &Kind,
    fields: &Fields,
) -> Result<Option<Act>, Refusal> {
    let Some(running) = world.pathways().of_kind(&kind.name) else { return Ok(None) };
    let instance = world.instance();
    let (account, version) = (acting(ctx, instance), world.pathways().version(running));
    let said = CaseFacts::new(instance.zone(&ctx.controller, &ctx.office), of_person(running, there));
    let (grants, memory) = (CaseGrants::default(), CaseMemory::default());
    let opening = |role: &str| fact(CaseAct::Opened, &account.account, role, ctx.now, ctx.now);
    let may = |role: Role| refusal(version, &said, &grants, &opening(role.code()), &memory);
    account.at(&ctx.controller).map(|(role, _)| may(role)).max_by_key(Result::is_ok).ok_or(Refusal::NotAllowed)??;
    begins_asked(ctx, world, there, kind, fields)
}

/// The same for whoever asks for it themselves, by a form: whether the pathway opens is asked, and nobody's role.
pub(super) fn begins_asked(
    ctx: &Ctx,
    world: &impl RecordedWorld,
    there: &OwnerView,
    kind: &Kind,
    fields: &Fields,
) -> Result<Option<Act>, Refusal> {
    let Some(running) = world.pathways().of_kind(&kind.name) else { return Ok(None) };
    let zone = world.instance().zone(&ctx.controller, &ctx.office);
    opens(world.pathways().version(running), &beginning(running, there, fields, &zone, ctx.now), ctx.now)?;
    Ok(Some(Act::Runs { pathway: running.name(), version: running.version.clone(), zone: zone.name().to_owned() }))
}

/// The fields of a person, and of what a form says, that stand in the way of opening a case of a kind for them.
pub fn opening_against(
    pathways: &PathwaysInForce,
    there: &OwnerView,
    kind: &Kind,
    fields: &Fields,
    (zone, now): (&Zone, Timestamp),
) -> Vec<String> {
    let Some(running) = pathways.of_kind(&kind.name) else { return vec![] };
    let facts = beginning(running, there, fields, zone, now);
    let against = against_opening(pathways.version(running), &facts, now);
    let named = against.into_iter().filter_map(|field| running.pathway.schema.get(field));
    named.map(|field| field.name.clone()).collect()
}

/// A case as it begins: with what is on record of the person, and what is said of it when it is opened.
fn beginning(running: &PathwayInForce, there: &OwnerView, fields: &Fields, zone: &Zone, now: Timestamp) -> CaseFacts {
    let given = fields.iter().filter_map(|(name, state)| Some((running.pathway.schema.field(name)?, state)));
    let given = given.map(|(field, state)| {
        let act = CaseAct::Recorded { field, state: state.clone(), source: String::new() };
        let number = u64::try_from(field.index()).unwrap_or_default() + 1;
        CaseFact { id: FactId { origin: 0, number }, ..fact(act, "", "", now, now) }
    });
    let all = of_person(running, there).into_iter().chain([fact(CaseAct::Opened, "", "", now, now)]).chain(given);
    CaseFacts::new(zone.clone(), all)
}

/// Whether a record may be closed for a reason: of a case that reason is one of its ends, and its pathway says when it can be
/// given. Nobody says of their own case that it is done (`SU: not own` in the review): no other role closes one.
pub(super) fn may_end(
    ctx: &Ctx,
    world: &impl RecordedWorld,
    record: &RecordView<'_>,
    end: &str,
) -> Result<(), Refusal> {
    if !record.is_open() {
        return Ok(());
    }
    let Some(case) = RunningCase::of(world.pathways(), record)? else { return Ok(()) };
    if end != OPENED_IN_ERROR && case.running.pathway.ends.iter().all(|known| known.id != end) {
        return Err(bad_field("reason"));
    }
    let account = acting(ctx, world.instance());
    let memory = world.case_memory(record.id, &case.running.version);
    let desk = CaseDesk::remembering(&case, &account, &ctx.controller, ctx.now, memory);
    desk.role(&CaseAct::Closed { end: end.to_owned() }, ctx.now).map(drop).map_err(|refused| match refused {
        // It is open: its end is one that cannot be given yet.
        DeedRefusal::NotOpen => Refusal::Gate,
        refused => refused.into(),
    })?;
    if is_own(record, &account.account) { Err(Refusal::NeedsAnotherPerson) } else { Ok(()) }
}

/// Whether a case is somebody's own: they have it in hand, or nobody else opened it or took a step of it. What others voted
/// on was not their work.
pub fn is_own(record: &RecordView<'_>, account: &str) -> bool {
    let works = |act: &Act| match act {
        Act::Stepped { step, .. } => !matches!(step, CaseStep::Voted { .. } | CaseStep::Retracted { .. }),
        _ => false,
    };
    let others = || record.standing().iter().any(|acted| acted.by != account && works(&acted.act));
    record.assignee() == Some(account) || record.opening.by == account && !others()
}

/// A step as its pathway says it, where it names what the file has.
fn asked_for(running: &PathwayInForce, step: &CaseStep, why: Option<&str>) -> Result<CaseAct, Refusal> {
    let pathway = &running.pathway;
    why.map_or(Ok(()), |why| reason("why", why))?;
    let explained = matches!(
        step,
        CaseStep::Waived { .. } | CaseStep::Paused { .. } | CaseStep::Extended { .. } | CaseStep::Retracted { .. }
    );
    if explained && why.is_none() {
        return Err(Refusal::ReasonsMissing);
    }
    let act = case_act(step, why).ok_or_else(|| bad_field("step"))?;
    let item = match step.item() {
        Some(id) => Some(pathway.items.iter().find(|item| item.id == *id).ok_or_else(|| bad_field("item"))?),
        None => None,
    };
    let outcomes = item.and_then(|item| item.decision()).map_or(&[][..], |decision| &decision.outcomes);
    match step {
        CaseStep::Decided { outcome, .. } if outcomes.iter().all(|known| known.id != *outcome) => {
            Err(bad_field("outcome"))
        }
        CaseStep::Answered { answer, .. } if !ANSWERS.contains(&answer.as_str()) => Err(bad_field("answer")),
        CaseStep::Extended { n, unit, .. } if !(1..=longest(unit)).contains(n) => Err(bad_field("n")),
        CaseStep::Appointed { .. } if !item.is_some_and(has_seats) => Err(bad_field("item")),
        CaseStep::Sent { text } if !sends(running, text) => Err(bad_field("text")),
        CaseStep::Referred { to, .. } | CaseStep::Consented { to } | CaseStep::Appointed { to, .. } => name("to", to),
        CaseStep::Voted { seat: Some(seat), .. } => name("seat", seat),
        _ => Ok(()),
    }?;
    Ok(act)
}

/// The longest that a clock is lengthened at once: about ten years.
pub fn longest(unit: &str) -> i64 {
    match unit {
        "hours" => 87_600,
        "working_days" => 2_600,
        "weeks" => 520,
        "months" => 120,
        _ => 3_660,
    }
}

fn has_seats(item: &Item) -> bool {
    item.approve().iter().any(|tier| !tier.seats.is_empty())
}

/// Whether a pathway has a text that goes out under a name.
fn sends(running: &PathwayInForce, text: &str) -> bool {
    let pathway = &running.pathway;
    pathway.texts.contains_key(text)
        || pathway.items.iter().any(|item| item.send.iter().any(|(_, named)| named == text))
}
