//! A simulation cannot be turned into a hunt: nobody is told where people of one nationality without a status live.
//!
//! [`Breakdown::read`] refuses to group by status, nationality and place at once. Here the same is refused where two
//! of the three come in through a measure: a rule over one place and one nationality, broken down by status, is the
//! same table by another way. Invented people are nobody's prey.

use std::collections::BTreeSet;

use model::{FieldId, Schema};
use rules::Bound;

use super::{Breakdown, SimulateError};

/// What together points at people.
const TOGETHER: [&str; 3] = ["stay.status", "nationalities", "place"];

pub(super) fn refuse(
    synthetic: bool,
    schema: &Schema,
    bounds: &[Bound],
    by: &[Breakdown],
) -> Result<(), SimulateError> {
    if synthetic {
        return Ok(());
    }
    let grouped: BTreeSet<FieldId> = by.iter().map(Breakdown::field).collect();
    if !TOGETHER.iter().filter_map(|name| schema.field(name)).any(|field| grouped.contains(&field)) {
        return Ok(());
    }
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

#[cfg(test)]
mod tests {
    use packs::{LoadOptions, Source, bind, load};
    use rules::expr::FieldRef;
    use rules::measure::{Group, IfUnknown};
    use rules::{Clocks, Cond};

    use super::*;
    use crate::People;
    use crate::reach::{Options, simulate};

    /// A shipped measure with its last condition over these fields.
    fn reading(names: &[&str]) -> (Schema, Bound) {
        let packs = load(&[Source::shipped("portugal-pending-regular").unwrap()], &LoadOptions::default()).unwrap();
        let clocks = Clocks::on("2020-04-01".parse().unwrap());
        let mut bound = bind(&packs, &packs.packs[0].measures[0], clocks, None).unwrap();
        let known = |name: &&str| {
            let field = packs.schema.field(name).unwrap();
            Cond::Applicable { field: FieldRef { whose: rules::expr::Whose::Subject, field }, negated: false }
        };
        let last = bound.conditions.last_mut().unwrap();
        last.when = Cond::And(names.iter().map(known).collect());
        last.if_unknown = IfUnknown::Ask;
        bound.root = Group::One(bound.conditions.len() - 1);
        (packs.schema, bound)
    }

    #[track_caller]
    fn check(read: &[&str], by: &[&str], synthetic: bool, refused: bool) {
        let (schema, bound) = reading(read);
        let people = People::in_memory(&schema, &[model::Row::new(&schema)], synthetic).unwrap();
        let by = Breakdown::read(&schema, by).unwrap();
        let found = simulate(&people, &schema, &[bound], &by, Options::default(), &mut |_| ());
        assert_eq!(matches!(found, Err(SimulateError::Hunt { .. })), refused, "{:?}", found.err());
    }

    #[test]
    fn a_rule_over_place_and_nationality_is_not_broken_down_by_status() {
        check(&["place", "nationalities"], &["stay.status"], false, true);
        check(&["place", "stay.status"], &["sex", "nationality"], false, true);
        check(&["stay.status", "nationalities"], &["place"], false, true);
        check(&["place", "nationalities"], &["sex"], false, false);
        check(&["nationalities"], &["stay.status"], false, false);
        check(&["place", "nationalities"], &["stay.status"], true, false);
    }
}
