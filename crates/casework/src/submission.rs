//! What somebody sends by a form: they come on record with what they ask for, in one fact, or neither is written.
//!
//! At the controller that the instance was founded for, and at no other. Whoever sends it needs no role and reads nothing; a
//! record is opened behind whatever wall it lies.

use journal::Fact;
use model::Id;

use crate::permit::permitted;
use crate::person::entered;
use crate::record::{SubmittedRecord, submitted};
use crate::refusal::Not;
use crate::view::Walls;
use crate::world::RecordedWorld;
use crate::{Action, Ctx, Fields, OwnerView, Refusal};

/// What a form says.
#[derive(Debug, Clone, PartialEq)]
pub struct SubmissionCommand {
    /// The person.
    pub person: Id,
    /// In an instance that holds synthetic people only.
    pub synthetic: bool,
    /// What they say of themselves.
    pub fields: Fields,
    /// What they ask for.
    pub record: Option<SubmittedRecord>,
}

pub(crate) fn decide(ctx: &Ctx, world: &impl RecordedWorld, command: &SubmissionCommand) -> Result<Vec<Fact>, Not> {
    let SubmissionCommand { person, synthetic, fields, record } = command;
    let instance = world.instance();
    permitted(ctx, instance, Action::SubmitNeed)?;
    if instance.founded.as_ref().is_none_or(|founded| founded.controller != ctx.controller) {
        return Err(Refusal::NotAllowed.into());
    }
    let mut parts = entered(ctx, world, (*person, *synthetic), fields)?;
    if let Some(asked) = record {
        let new = OwnerView::new(*person, ctx.controller.clone(), ctx.office.clone(), *synthetic);
        let said = Fact { envelope: ctx.envelope(), parts: parts.clone() };
        let there =
            OwnerView::fold(Some(new), *person, &said, &Walls::of(world.schema())).map_err(|_| Refusal::NotFound)?;
        parts.extend(submitted(ctx, world, &there, asked)?);
    }
    Ok(vec![Fact { envelope: ctx.envelope(), parts }])
}
