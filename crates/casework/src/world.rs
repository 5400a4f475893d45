//! What a command is decided against: what is on record, as far as it was loaded.
//!
//! What was not loaded is never taken for absent: `decide` then answers with what it needs, and is asked again once that
//! is there. It reads streams (the instance, people), never an index, so that it sees what a group has planned already.

use std::sync::Arc;

use model::{About, Id, Schema, core};
use pathways::{CaseMemory, PathwaysInForce};

use crate::refusal::Not;
use crate::view::{InstanceView, OwnerView};

/// A stream of the record.
#[derive(Debug, Clone, Copy)]
pub enum OnRecord<'a> {
    /// It is there.
    There(&'a OwnerView),
    /// There is none.
    Absent,
    /// Nobody has looked.
    NotLoaded,
}

/// What is on record.
pub trait RecordedWorld {
    /// The instance.
    fn instance(&self) -> &InstanceView;
    /// The schema in force.
    fn schema(&self) -> &Schema;
    /// The pathways in force.
    fn pathways(&self) -> &PathwaysInForce;
    /// What is known of a case on a version of its pathway from earlier looks; it makes things quicker and never different.
    fn case_memory(&self, _record: Id, _version: &str) -> Arc<CaseMemory> {
        Arc::default()
    }
    /// A person, a household, or what owns itself.
    fn owner(&self, owner: Id) -> OnRecord<'_>;
    /// Under which id a household is sealed that a controller's register names so: derived by a key that this room does
    /// not have.
    fn household(&self, controller: &str, named: &str) -> Id;
    /// Whether a controller has somebody under the id that a register gave, or is about to, by a command before this one.
    /// Known for the ids of [`crate::Command::external_id`].
    fn is_known(&self, controller: &str, system: &str, id: &str) -> bool;
}

/// A person, where they are on record.
///
/// # Errors
/// [`Not::Needs`] where nobody has looked.
pub(crate) fn on_record(world: &impl RecordedWorld, person: Id) -> Result<Option<&OwnerView>, Not> {
    Ok(any_on_record(world, person)?.filter(|there| there.about == About::Person))
}

/// What is kept of the household to which a person belongs, where that is known and there is anything.
///
/// # Errors
/// [`Not::Needs`] where nobody has looked.
pub(crate) fn household_on_record<'a>(
    world: &'a impl RecordedWorld,
    member: &OwnerView,
) -> Result<Option<&'a OwnerView>, Not> {
    let Some(household) = household_of(world, member) else { return Ok(None) };
    Ok(any_on_record(world, household)?.filter(|there| there.about == About::Household))
}

/// Under which id the household is kept to which a person belongs, where that is known.
pub(crate) fn household_of(world: &impl RecordedWorld, member: &OwnerView) -> Option<Id> {
    let named = member.state(core::HOUSEHOLD_ID.key);
    named.known().map(|named| world.household(&member.controller, &named.to_text()))
}

/// Whoever, or whatever, has records, where it is on record.
///
/// # Errors
/// [`Not::Needs`] where nobody has looked.
pub(crate) fn any_on_record(world: &impl RecordedWorld, owner: Id) -> Result<Option<&OwnerView>, Not> {
    match world.owner(owner) {
        OnRecord::There(view) => Ok(Some(view)),
        OnRecord::Absent => Ok(None),
        OnRecord::NotLoaded => Err(Not::Needs(vec![owner])),
    }
}
