//! Which fields an expression reads, and whether it looks beyond one person.

use std::collections::BTreeSet;

use model::KindId;
use rules::expr::{Call, FieldRef};
use rules::nodes::ExprNode;
use rules::{Cond, Term};

/// What an expression reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Reads {
    pub(crate) fields: BTreeSet<FieldRef>,
    /// Reads the members of the household.
    pub(crate) members: bool,
    /// Kinds of which it reads the records.
    pub(crate) kinds: BTreeSet<KindId>,
}

impl Reads {
    pub(crate) fn of<'a>(expression: impl Into<ExprNode<'a>>) -> Self {
        let nodes = expression.into().all();
        let members = nodes.iter().any(|node| {
            matches!(
                node,
                ExprNode::Cond(Cond::Members { .. })
                    | ExprNode::Term(Term::Call(Call::HouseholdSize | Call::Count(_) | Call::Sum(_) | Call::MaxOf(_)))
            )
        });
        let kinds = nodes.iter().filter_map(|node| node.kind()).collect();
        Self { fields: nodes.into_iter().filter_map(ExprNode::field).collect(), members, kinds }
    }

    /// The one field whose value decides; a constant has none.
    pub(crate) fn only(&self) -> Option<FieldRef> {
        let mut fields = self.fields.iter();
        let first = fields.next().filter(|_| !self.members && self.kinds.is_empty())?;
        fields.next().is_none().then_some(*first)
    }
}
