//! Whom a rule is about, as its own conditions say it: who is in a country, whose nationals they are, from where they came
//! back, and whatever else its author marked, as that there is a claim to settle.
//!
//! A tie is a condition that the rule asks of everybody and that reads such fields and no other, or is marked (`about:
//! true`). Of a rule for the people in one country everybody elsewhere is refused, and is no part of the people it leaves
//! behind. Nothing is guessed: where a rule has no tie it is about everybody, and whoever is perhaps there is one of those
//! it is about.

use std::collections::BTreeSet;

use model::{FieldId, Schema};

use crate::bind::Bound;
use crate::expr::Cond;
use crate::measure::Group;
use crate::nodes::ExprNode;

/// The fields that tie a person to a country.
const TIES: [&str; 4] = ["country", "in_country", "nationalities", "return.from"];

impl Bound {
    /// What ties people to this rule: they all must hold. Without any it is an "all" of nothing, which always holds.
    pub fn about(&self, schema: &Schema) -> Group {
        let asked = |position: usize| self.conditions.get(position).map(|found| (&found.when, found.about));
        Group::All(ties(&self.root, schema, asked))
    }
}

/// The groups asked of everybody that are ties as a whole, of conditions that say what they ask and whether they are
/// marked.
pub(crate) fn ties<'a>(root: &Group, schema: &Schema, asked: impl Fn(usize) -> Option<(&'a Cond, bool)>) -> Vec<Group> {
    let fields: BTreeSet<FieldId> = TIES.iter().filter_map(|name| schema.field(name)).collect();
    let tie = |position: usize| asked(position).is_some_and(|(when, marked)| marked || is_of_country(when, &fields));
    let mut ties = vec![];
    gather(root, &tie, &mut ties);
    ties
}

fn gather(group: &Group, tie: &impl Fn(usize) -> bool, ties: &mut Vec<Group>) {
    match group {
        Group::All(parts) => parts.iter().for_each(|part| gather(part, tie, ties)),
        group if is_tie(group, tie) => ties.push(group.clone()),
        Group::One(_) | Group::Any(_) | Group::AtLeast(..) => {}
    }
}

fn is_tie(group: &Group, tie: &impl Fn(usize) -> bool) -> bool {
    match group {
        Group::One(position) => tie(*position),
        Group::All(parts) | Group::Any(parts) | Group::AtLeast(_, parts) => parts.iter().all(|part| is_tie(part, tie)),
    }
}

/// Whether a condition ties people to a country by itself.
fn is_of_country(when: &Cond, fields: &BTreeSet<FieldId>) -> bool {
    let nodes = ExprNode::Cond(when).all();
    let reads: BTreeSet<FieldId> = nodes.iter().filter_map(|node| node.field()).map(|read| read.field).collect();
    // Whether somebody has a record ties them to no country, whatever is asked of it.
    !reads.is_empty() && reads.is_subset(fields) && nodes.iter().all(|node| node.kind().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expr::Quantifier;
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
    fn what_is_marked_is_a_tie_whatever_it_reads_where_it_is_asked_of_everybody() {
        let one = Group::One;
        let marked = |root: Group| {
            let (schema, mut bound) = measure(root);
            bound.conditions[LOST].about = true;
            bound.about(&schema)
        };
        let ties = |ties: &[Group]| Group::All(ties.to_vec());
        assert_eq!(marked(Group::All(vec![one(LOST), one(EITHER)])), ties(&[one(LOST)]));
        assert_eq!(marked(Group::All(vec![one(LOST), one(PRESENT)])), ties(&[one(LOST), one(PRESENT)]));
        let any = Group::Any(vec![one(LOST), one(PRESENT)]);
        assert_eq!(marked(Group::All(vec![any.clone()])), ties(&[any]));
        assert_eq!(marked(Group::All(vec![Group::Any(vec![one(LOST), one(EITHER)])])), ties(&[]));
    }

    #[test]
    fn what_hangs_on_records_is_no_tie_by_itself() {
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
