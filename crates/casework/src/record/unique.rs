//! That somebody has no two open records of a kind that lead to the same, where the kind says so.
//!
//! Of a case that is for others alone nothing is told, not even by a refusal: whoever does not know of it opens one beside
//! it, and supervisors see both.

use model::{FieldKey, FieldState, Id, Kind, Value};

use crate::permit::acting;
use crate::world::RecordedWorld;
use crate::{Audience, Ctx, Fields, OwnerView, RecordView, Refusal};

/// Whether somebody has an open record of a kind beside one of which links say this, as far as whoever acts may know of it.
pub(super) fn has_alike(
    ctx: &Ctx,
    world: &impl RecordedWorld,
    owner: &OwnerView,
    kind: &Kind,
    beside: Option<Id>,
    said: impl Fn(&str) -> FieldState<Value>,
) -> bool {
    let Some(by) = &kind.unique else { return false };
    let account = acting(ctx, world.instance());
    let other = |record: &RecordView<'_>| record.kind() == kind.name && record.is_open() && beside != Some(record.id);
    let same = |record: &RecordView<'_>| by.links.iter().all(|link| record.state(FieldKey::of(link)) == said(link));
    let known = |record: &RecordView<'_>| Audience::of(record, world.pathways()).admits(&account, record);
    owner.all_records().iter().any(|record| other(record) && same(record) && known(record))
}

/// Refuses a link by which a person would have two open records of a kind that lead to the same.
pub(super) fn stays_unique(
    ctx: &Ctx,
    world: &impl RecordedWorld,
    there: &RecordView<'_>,
    kind: &Kind,
    fields: &Fields,
) -> Result<(), Refusal> {
    let links = kind.unique.as_ref().map_or(&[][..], |by| &by.links);
    if !links.iter().any(|link| fields.contains_key(link)) {
        return Ok(());
    }
    let said = |link: &str| fields.get(link).cloned().unwrap_or_else(|| there.state(FieldKey::of(link)));
    let double = has_alike(ctx, world, there.owner, kind, Some(there.id), said);
    if double { Err(Refusal::ExistsAlready) } else { Ok(()) }
}
