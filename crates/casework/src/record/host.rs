//! Where places are: the record to which another leads for a place, the place that it has, and who can still give it back.

use journal::{LineStep, Part};
use model::{About, Date, FieldKey, FieldState, Id, Kind, KindTakes, Value, Zone};

use super::lines::{freed, line_part};
use crate::bounds::bad_field;
use crate::permit::{acting, occasion};
use crate::refusal::Not;
use crate::view::LineSaid;
use crate::world::{RecordedWorld, any_on_record};
use crate::{Ctx, OwnerView, PlaceLine, Places, RecordView, Refusal, opens_wall, reads_kind};

/// The record at which another takes a place, with its lines now.
pub(super) struct Host<'a> {
    pub(super) record: RecordView<'a>,
    pub(super) takes: &'a KindTakes,
    pub(super) limit: FieldKey,
    pub(super) places: Places,
    pub(super) zone: Zone,
    pub(super) today: Date,
}

/// Whether a record has a line that is not given back: as long as it has, its owner is not forgotten.
pub(crate) fn is_in_place(world: &impl RecordedWorld, record: &RecordView<'_>) -> Result<bool, Not> {
    let Some((from, line)) = record.taken() else { return Ok(false) };
    let Some(host) = any_on_record(world, from)?.and_then(|host| host.record(from)) else { return Ok(false) };
    let became: Vec<&LineSaid> = host.lines().into_iter().filter(|said| said.line == line).collect();
    let Some(limit) = became.first().map(|said| said.limit) else { return Ok(false) };
    if !can_be_given_back(world, record, &host, limit) {
        return Ok(false);
    }
    // What was given back once stays so, whatever another journal says after it.
    Ok(!became.iter().any(|said| matches!(said.step, LineStep::Freed { .. })))
}

/// Whether there is still somebody to give a line back: whoever works on the record that took it, as long as its kind is in
/// force, or whoever keeps the house, as long as its kind has the number. Where packs declare neither any more nobody can, and
/// nobody is kept on record for that.
fn can_be_given_back(
    world: &impl RecordedWorld,
    record: &RecordView<'_>,
    host: &RecordView<'_>,
    limit: FieldKey,
) -> bool {
    let schema = world.schema();
    let has_it = |kind: &Kind| kind.fields.iter().any(|field| FieldKey::of(&field.name) == limit);
    schema.kind(record.kind()).is_some() || schema.kind(host.kind()).is_some_and(has_it)
}

/// The place that a record has and has not given back: whatever packs say by now of what it takes, and whatever became of
/// the house.
pub(super) struct OwnPlace<'a> {
    pub(super) host: RecordView<'a>,
    limit: FieldKey,
    pub(super) line: PlaceLine,
    pub(super) zone: Zone,
    pub(super) today: Date,
}

impl OwnPlace<'_> {
    pub(super) fn part(&self, step: LineStep) -> Part {
        line_part(&self.host, self.limit, self.line.id, step)
    }

    pub(super) fn freed(&self, on: Option<Date>) -> Result<Part, Refusal> {
        Ok(self.part(freed(&self.line, on, self.today)?))
    }
}

pub(super) fn own_place<'a>(
    ctx: &Ctx,
    world: &'a impl RecordedWorld,
    there: &RecordView<'_>,
) -> Result<Option<OwnPlace<'a>>, Not> {
    let Some((from, line)) = there.taken() else { return Ok(None) };
    let Some(host) = any_on_record(world, from)?.and_then(|owner| owner.record(from)) else { return Ok(None) };
    let Some(limit) = host.lines().into_iter().find(|said| said.line == line).map(|said| said.limit) else {
        return Ok(None);
    };
    let zone = world.instance().zone(&host.owner.controller, &host.owner.office);
    let places = Places::of(&host, limit, ctx.now, &zone);
    let line = places.line(line).filter(|line| !line.is_over()).cloned();
    Ok(line.map(|line| OwnPlace { host, limit, line, today: zone.day(ctx.now), zone }))
}

/// The record to which another leads, for its places.
pub(super) fn linked<'a>(
    ctx: &Ctx,
    world: &'a impl RecordedWorld,
    there: &RecordView<'_>,
    takes: &'a KindTakes,
) -> Result<Host<'a>, Not> {
    let FieldState::Known(Value::Record(id)) = there.state(FieldKey::of(&takes.link)) else {
        return Err(bad_field(&takes.link).into());
    };
    reachable(ctx, world, id)?.ok_or_else(|| bad_field(&takes.link))?;
    host(ctx, world, id, takes)
}

/// The record at which a line was taken. Whoever works on the record that has the line gives it back, whatever became of the
/// house: who may take one there was asked before.
fn host<'a>(ctx: &Ctx, world: &'a impl RecordedWorld, id: Id, takes: &'a KindTakes) -> Result<Host<'a>, Not> {
    let owner =
        any_on_record(world, id)?.filter(|there| there.about == About::Itself && there.controller == ctx.controller);
    let owner = owner.ok_or_else(|| bad_field(&takes.link))?;
    let record = owner.record(id).ok_or(Refusal::NotFound)?;
    let zone = world.instance().zone(&owner.controller, &owner.office);
    let today = zone.day(ctx.now);
    let limit = FieldKey::of(&takes.limit);
    Ok(Host { places: Places::of(&record, limit, ctx.now, &zone), record, takes, limit, zone, today })
}

/// A record that owns itself, where whoever acts may read it: only so does anything lead to it.
pub(super) fn reachable<'a>(ctx: &Ctx, world: &'a impl RecordedWorld, id: Id) -> Result<Option<&'a OwnerView>, Not> {
    let Some(there) = any_on_record(world, id)?.filter(|there| there.about == About::Itself) else { return Ok(None) };
    let (account, occasion) = (acting(ctx, world.instance()), occasion(ctx, world.instance())?);
    let Some(record) = there.record(id) else { return Ok(None) };
    let Some(kind) = world.schema().kind(record.kind()) else { return Ok(None) };
    let reads = reads_kind(&account, kind, &occasion).is_ok_and(|scope| scope.admits(there));
    Ok((reads && opens_wall(&account, record.wall, there, &occasion)).then_some(there))
}

/// The line that a record has at this host and that was not given back.
pub(super) fn own_line<'h>(there: &RecordView<'_>, host: &'h Host<'_>) -> Option<&'h PlaceLine> {
    let (from, line) = there.taken()?;
    let line = host.places.line(line).filter(|_| from == host.record.id)?;
    (!line.is_over()).then_some(line)
}
