//! Whom a rule is about, as its own conditions tie people to countries: who is there, whose nationals they are, from where
//! they came back.
//!
//! A tie is a condition that the rule asks of everybody and that reads such fields and no other. Of a rule for the people
//! in one country everybody elsewhere is refused, and is no part of the people it leaves behind. Nothing is guessed: where
//! a rule has no tie it is about everybody, and whoever is perhaps there is one of those it is about.

use std::collections::BTreeSet;

use model::{FieldId, Schema};

use crate::bind::Bound;
use crate::measure::Group;
use crate::nodes::ExprNode;

/// The fields that tie a person to a country.
const TIES: [&str; 4] = ["country", "in_country", "nationalities", "return.from"];

impl Bound {
    /// What ties people to this rule: they all must hold. Without any it is an "all" of nothing, which always holds.
    pub fn about(&self, schema: &Schema) -> Group {
        let fields: BTreeSet<FieldId> = TIES.iter().filter_map(|name| schema.field(name)).collect();
        let mut ties = vec![];
        self.gather(&self.root, &fields, &mut ties);
        Group::All(ties)
    }

    /// The groups asked of everybody that are ties as a whole.
    fn gather(&self, group: &Group, fields: &BTreeSet<FieldId>, ties: &mut Vec<Group>) {
        match group {
            Group::All(parts) => parts.iter().for_each(|part| self.gather(part, fields, ties)),
            group if self.is_tie(group, fields) => ties.push(group.clone()),
            Group::One(_) | Group::Any(_) | Group::AtLeast(..) => {}
        }
    }

    fn is_tie(&self, group: &Group, fields: &BTreeSet<FieldId>) -> bool {
        let Group::One(position) = group else {
            return group.parts().iter().all(|part| self.is_tie(part, fields));
        };
        let Some(condition) = self.conditions.get(*position) else { return false };
        let nodes = ExprNode::Cond(&condition.when).all();
        let reads: BTreeSet<FieldId> = nodes.iter().filter_map(|node| node.field()).map(|read| read.field).collect();
        // Whether somebody has a record ties them to no country, whatever is asked of it.
        !reads.is_empty() && reads.is_subset(fields) && nodes.iter().all(|node| node.kind().is_none())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expr::{Cond, Quantifier};
    use crate::fixture;
    use crate::measure::IfUnknown;

    const PRESENT: usize = 0;
    const LOST: usize = 1;
    const ABROAD: usize = 2;
    const EITHER: usize = 3;

    fn measure(root: Group) -> (Schema, Bound) {
        let schema = fixture::schema();
        let is = |name: &str, value| Cond::Is { field: fixture::field(&schema, name), value };
        let either = Cond::Or(vec![is("in_country", true), is("work.lost_income", true)]);
        let conditions = vec![
            ("present", is("in_country", true), IfUnknown::Ask),
            ("lost", is("work.lost_income", true), IfUnknown::Ask),
            ("abroad", is("in_country", false), IfUnknown::Ask),
            ("either", either, IfUnknown::Ask),
        ];
        (schema, Bound { root, ..fixture::bound(conditions) })
    }

    #[track_caller]
    fn check(root: Group, expected: &[Group]) {
        let (schema, bound) = measure(root);
        assert_eq!(bound.about(&schema), Group::All(expected.to_vec()));
    }

    #[test]
    fn a_tie_is_asked_of_everybody_and_reads_nothing_else() {
        let one = Group::One;
        check(Group::All(vec![one(LOST), one(PRESENT)]), &[one(PRESENT)]);
        check(Group::All(vec![one(LOST), Group::All(vec![one(ABROAD)])]), &[one(ABROAD)]);
        check(one(PRESENT), &[one(PRESENT)]);
        check(Group::All(vec![one(LOST), one(EITHER)]), &[]);
        check(one(LOST), &[]);
    }

    #[test]
    fn what_hangs_on_records_is_no_tie() {
        let schema = fixture::schema_with_records();
        let present = || Cond::Is { field: fixture::field(&schema, "in_country"), value: true };
        let (kind, body, quantifier) = (schema.kind_id("course").unwrap(), Box::new(present()), Quantifier::Any);
        let records = Cond::Records { kind, quantifier, body, negated: false };
        let conditions = [("present", present()), ("taught", records)];
        let bound = fixture::bound(conditions.map(|(id, when)| (id, when, IfUnknown::Ask)).into());
        assert_eq!(bound.about(&schema), Group::All(vec![Group::One(0)]));
    }

    #[test]
    fn one_of_several_ties_is_a_tie_and_one_of_a_tie_and_something_else_is_none() {
        let one = Group::One;
        let ties = Group::Any(vec![one(PRESENT), one(ABROAD)]);
        check(Group::All(vec![one(LOST), ties.clone()]), &[ties]);
        check(Group::All(vec![Group::Any(vec![one(PRESENT), one(LOST)])]), &[]);
    }
}
