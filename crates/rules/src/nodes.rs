//! The nodes of an expression, for whoever asks what it reads: fields, tables, calendars, parameters.

use crate::expr::{Call, Cond, FieldRef, RecordFold, Term};
use model::KindId;

/// A condition or a term, somewhere in an expression.
#[derive(Debug, Clone, Copy)]
pub enum ExprNode<'a> {
    /// A condition.
    Cond(&'a Cond),
    /// A term.
    Term(&'a Term),
}

impl<'a> From<&'a Cond> for ExprNode<'a> {
    fn from(cond: &'a Cond) -> Self {
        Self::Cond(cond)
    }
}

impl<'a> From<&'a Term> for ExprNode<'a> {
    fn from(term: &'a Term) -> Self {
        Self::Term(term)
    }
}

impl<'a> From<&'a Box<Term>> for ExprNode<'a> {
    fn from(term: &'a Box<Term>) -> Self {
        Self::Term(term)
    }
}

impl<'a> ExprNode<'a> {
    /// The nodes directly below, in the order of the text.
    pub fn children(self) -> Vec<ExprNode<'a>> {
        match self {
            Self::Cond(cond) => match cond {
                Cond::And(parts) | Cond::Or(parts) => parts.iter().map(Self::Cond).collect(),
                Cond::Compare(_, a, b) => vec![a.into(), b.into()],
                Cond::OneOf { term, .. } | Cond::Within { term, .. } => vec![term.into()],
                Cond::Members { body, .. } | Cond::Records { body, .. } => vec![Self::Cond(body)],
                Cond::Const(_)
                | Cond::Under { .. }
                | Cond::HasAny { .. }
                | Cond::Is { .. }
                | Cond::Applicable { .. }
                | Cond::Known { .. } => vec![],
            },
            Self::Term(term) => match term {
                Term::Arith(_, a, b) => vec![a.into(), b.into()],
                Term::Call(call) => call_children(call),
                Term::Guarded(guard, term) => vec![Self::Cond(guard), term.into()],
                Term::If(choice, a, b) => vec![Self::Cond(choice), a.into(), b.into()],
                Term::Literal(_) | Term::On | Term::Param { .. } | Term::Awaits { .. } | Term::Field(_) => vec![],
            },
        }
    }

    /// This node and all below it, in the order of the text.
    pub fn all(self) -> Vec<ExprNode<'a>> {
        let mut found = vec![self];
        found.extend(self.children().into_iter().flat_map(Self::all));
        found
    }

    /// The field that this very node reads.
    pub fn field(self) -> Option<FieldRef> {
        match self {
            Self::Cond(
                Cond::Under { field, .. }
                | Cond::HasAny { field, .. }
                | Cond::Is { field, .. }
                | Cond::Applicable { field, .. }
                | Cond::Known { field, .. },
            )
            | Self::Term(Term::Field(field)) => Some(*field),
            Self::Cond(_) | Self::Term(_) => None,
        }
    }

    /// The kind of record over which this very node goes.
    pub fn kind(self) -> Option<KindId> {
        match self {
            Self::Cond(Cond::Records { kind, .. }) | Self::Term(Term::Call(Call::Records(kind, _))) => Some(*kind),
            Self::Cond(_) | Self::Term(_) => None,
        }
    }

    /// The table that this very node reads.
    pub fn table(self) -> Option<&'a str> {
        match self {
            Self::Cond(Cond::Within { table, .. })
            | Self::Term(Term::Call(Call::RollForward(_, table) | Call::Lookup { table, .. })) => Some(table),
            Self::Cond(_) | Self::Term(_) => None,
        }
    }

    /// The parameter that this very node reads, before it is bound.
    pub fn param(self) -> Option<&'a str> {
        match self {
            Self::Term(Term::Param { name, .. }) => Some(name),
            Self::Cond(_) | Self::Term(_) => None,
        }
    }

    /// The calendar by which this very node counts.
    pub fn calendar(self) -> Option<&'a str> {
        match self {
            Self::Term(Term::Call(
                Call::WorkingDaysSince(_, name) | Call::WorkingDaysUntil(_, name) | Call::AddWorkingDays(_, _, name),
            )) => Some(name),
            Self::Cond(_) | Self::Term(_) => None,
        }
    }
}

fn call_children(call: &Call) -> Vec<ExprNode<'_>> {
    match call {
        Call::Age(a, b)
        | Call::AddDays(a, b)
        | Call::DaysBetween(a, b)
        | Call::AddMonths(a, b, _)
        | Call::MonthsBetween(a, b)
        | Call::AddWorkingDays(a, b, _)
        | Call::Min(a, b)
        | Call::Max(a, b) => vec![a.into(), b.into()],
        Call::WorkingDaysSince(term, _)
        | Call::WorkingDaysUntil(term, _)
        | Call::RollForward(term, _)
        | Call::Lookup { key: term, .. }
        | Call::Sum(term)
        | Call::MaxOf(term)
        | Call::Round(term, ..) => vec![term.into()],
        Call::Count(body) => vec![ExprNode::Cond(body)],
        Call::Records(_, fold) => vec![fold.body()],
        Call::HouseholdSize => vec![],
    }
}

impl RecordFold {
    /// What is said of each record.
    pub fn body(&self) -> ExprNode<'_> {
        match self {
            Self::Count(body) => ExprNode::Cond(body),
            Self::Sum(term) | Self::Least(term) | Self::Most(term) => ExprNode::Term(term),
        }
    }
}
