//! A simulation cannot be turned into a hunt: nobody is told where people of one nationality without a status live.
//!
//! [`Breakdown::read`] refuses to group by status, nationality and place at once. Here the same is refused where two
//! of the three come in through a measure: a rule over one place and one nationality, broken down by status, is the
//! same table by another way. Invented people are nobody's prey.

use std::collections::BTreeSet;

use model::{FieldId, Schema};
use packs::Bound;

use super::{Breakdown, SimulateError};
use crate::people::People;

/// What together points at people.
const TOGETHER: [&str; 3] = ["stay.status", "nationalities", "place"];

pub(super) fn refuse(
    people: &People,
    schema: &Schema,
    bounds: &[Bound],
    by: &[Breakdown],
) -> Result<(), SimulateError> {
    if people.synthetic() {
        return Ok(());
    }
    let grouped: BTreeSet<FieldId> = by.iter().map(Breakdown::field).collect();
    let points = |bound: &&Bound| {
        let read: BTreeSet<FieldId> = bound.reads().into_iter().map(|read| read.field).collect();
        let meets = |name: &&str| schema.field(name).is_some_and(|id| read.contains(&id) || grouped.contains(&id));
        TOGETHER.iter().all(meets)
    };
    match bounds.iter().find(points) {
        Some(bound) => Err(SimulateError::Hunt { measure: bound.measure.clone() }),
        None => Ok(()),
    }
}
