//! Relevance beside the atoms that read a field: a datum that does not arise makes every comparison false.

use std::collections::BTreeSet;

use model::FieldId;

use super::{Read, Resolver};
use crate::expr::{Cond, FieldRef, Rel, Term, Whose};
use crate::nodes::ExprNode;

impl Resolver<'_, '_> {
    /// Notes that a field is read, and puts its relevance beside the current atom. Inside a value there is no atom;
    /// there [`Resolver::guarded`] wraps the field.
    pub(super) fn read(&mut self, field: FieldId, whose: Whose, at: usize) {
        self.reads.push(Read { field, at });
        let Some(relevant) = self.scope.relevance.get(field) else { return };
        if let Some(guards) = &mut self.guards {
            let cond = relevant.about(whose);
            if !guards.contains(cond) {
                guards.push(cond.clone());
            }
        }
    }

    /// A field as a value: behind its relevance, unless that already stands beside the atom.
    pub(super) fn guarded(&self, field: FieldRef) -> Term {
        match self.scope.relevance.get(field.field) {
            Some(relevant) if self.guards.is_none() => {
                Term::Guarded(Box::new(relevant.about(field.whose).clone()), Box::new(Term::Field(field)))
            }
            Some(_) | None => Term::Field(field),
        }
    }

    /// Resolves an atom and puts the relevance of all it reads before it.
    pub(super) fn atom(&mut self, resolve: impl FnOnce(&mut Self) -> Option<Cond>) -> Option<Cond> {
        let outer = self.guards.replace(Vec::new());
        let atom = resolve(self);
        let guards = std::mem::replace(&mut self.guards, outer).unwrap_or_default();
        Some(all(guards, atom?))
    }

    /// Resolves a value in which relevance stands beside each field: the body of an aggregate, a branch of an `if`.
    pub(super) fn unguarded<T>(&mut self, resolve: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        let outer = self.guards.take();
        let value = resolve(self);
        self.guards = outer;
        value
    }

    /// `x is applicable` and `x is known`: true only where the relevance of x holds, so negated true where it fails.
    pub(super) fn asked(&self, field: FieldRef, asked: Cond, negated: bool) -> Cond {
        let Some(relevant) = self.scope.relevance.get(field.field) else { return asked };
        let relevant = relevant.about(field.whose);
        if negated { Cond::Or(vec![complement(relevant), asked]) } else { all(vec![relevant.clone()], asked) }
    }
}

fn all(mut guards: Vec<Cond>, atom: Cond) -> Cond {
    if guards.is_empty() {
        return atom;
    }
    guards.push(atom);
    Cond::And(guards)
}

/// True where `cond` is known false and false where it is known true, also where a field is not applicable: there an
/// atom and its negation are both false, so the complement says so besides.
pub(super) fn complement(cond: &Cond) -> Cond {
    match cond {
        Cond::Const(value) => Cond::Const(!value),
        Cond::And(parts) => Cond::Or(parts.iter().map(complement).collect()),
        Cond::Or(parts) => Cond::And(parts.iter().map(complement).collect()),
        // These are two-valued towards "not applicable", so their own negation is exact.
        Cond::Applicable { field, negated } => Cond::Applicable { field: *field, negated: !negated },
        Cond::Known { field, negated } => Cond::Known { field: *field, negated: !negated },
        Cond::Members { quantifier, body, negated } => {
            Cond::Members { quantifier: *quantifier, body: body.clone(), negated: !negated }
        }
        Cond::Records { kind, quantifier, body, negated } => {
            Cond::Records { kind: *kind, quantifier: *quantifier, body: body.clone(), negated: !negated }
        }
        Cond::Compare(..)
        | Cond::OneOf { .. }
        | Cond::Under { .. }
        | Cond::HasAny { .. }
        | Cond::Is { .. }
        | Cond::Within { .. } => {
            let fields = fields_of(cond).into_iter().map(|field| Cond::Applicable { field, negated: true });
            Cond::Or(std::iter::once(negated(cond)).chain(fields).collect())
        }
    }
}

/// The atom with its negation turned over.
fn negated(cond: &Cond) -> Cond {
    let mut turned = cond.clone();
    match &mut turned {
        Cond::Compare(rel, ..) => *rel = opposite(*rel),
        Cond::OneOf { negated, .. }
        | Cond::Under { negated, .. }
        | Cond::HasAny { negated, .. }
        | Cond::Within { negated, .. }
        | Cond::Applicable { negated, .. }
        | Cond::Known { negated, .. }
        | Cond::Members { negated, .. }
        | Cond::Records { negated, .. } => *negated = !*negated,
        Cond::Is { value, .. } | Cond::Const(value) => *value = !*value,
        Cond::And(_) | Cond::Or(_) => turned = complement(cond),
    }
    turned
}

/// The comparison that holds where this one does not.
pub(super) fn opposite(rel: Rel) -> Rel {
    match rel {
        Rel::Eq => Rel::Ne,
        Rel::Ne => Rel::Eq,
        Rel::Lt => Rel::Ge,
        Rel::Ge => Rel::Lt,
        Rel::Gt => Rel::Le,
        Rel::Le => Rel::Gt,
    }
}

/// The fields that a condition reads, each once.
fn fields_of(cond: &Cond) -> BTreeSet<FieldRef> {
    ExprNode::from(cond).all().into_iter().filter_map(ExprNode::field).collect()
}
