//! Conditions: negation is pushed down to the atoms, and every atom carries its own.

use model::{FieldId, ListId};

use super::guard::opposite;
use super::records::FoldWord;
use super::{Place, Resolver, Ty};
use crate::ast::{Arg, Ast, AstKind, AstLiteral, IsWhat, Set};
use crate::expr::{Cond, Literal, Quantifier, Rel, Term, Type};

impl Resolver<'_, '_> {
    /// A condition, negated where it stands under an odd number of `not`.
    pub(super) fn cond(&mut self, ast: &Ast, negated: bool) -> Option<Cond> {
        match &ast.kind {
            AstKind::Not(inner) => self.cond(inner, !negated),
            AstKind::And(parts) => self.group(parts, negated, if negated { Cond::Or } else { Cond::And }),
            AstKind::Or(parts) => self.group(parts, negated, if negated { Cond::And } else { Cond::Or }),
            AstKind::Compare { rel, rel_at, left, right } => {
                let rel = if negated { opposite(*rel) } else { *rel };
                self.atom(|this| this.compare(rel, *rel_at, left, right))
            }
            AstKind::In { term, set, negated: not } => self.atom(|this| this.is_in(term, set, *not != negated)),
            AstKind::Between { term, low, high } => self.between(term, low, high, negated),
            AstKind::Is { term, what, what_at, negated: not } => self.is(term, *what, *what_at, *not != negated),
            AstKind::Literal(AstLiteral::Bool(value)) => Some(Cond::Const(*value != negated)),
            AstKind::Path(path) => self.atom(|this| this.bool_field(path, ast.at, !negated)),
            AstKind::Call { name, args } => self.call_cond(name, args, ast.at, negated),
            AstKind::Arith { .. } | AstKind::Literal(_) => {
                self.refuse(ast.at, "type", "expected a condition, found a value; compare it with another")
            }
        }
    }

    /// All parts are resolved even where one is refused, so that every problem is reported.
    fn group(&mut self, parts: &[Ast], negated: bool, make: fn(Vec<Cond>) -> Cond) -> Option<Cond> {
        let resolved: Vec<_> = parts.iter().map(|part| self.cond(part, negated)).collect();
        resolved.into_iter().collect::<Option<_>>().map(make)
    }

    fn compare(&mut self, rel: Rel, rel_at: usize, left: &Ast, right: &Ast) -> Option<Cond> {
        if let Some((side, other)) = self.code_side(left, right) {
            return self.compare_code(rel, rel_at, &side, other);
        }
        if let Some((path, at, value)) = bool_sides(left, right)
            && matches!(self.peek_field(path), Some((_, Ty::Value(Type::Bool))))
        {
            return self.compare_bool(rel, rel_at, (path, at), value);
        }
        let left_term = self.term(left);
        if left_term.is_none() && self.may_be_code(right) {
            return None;
        }
        let right_term = self.term(right);
        let ((left_term, left_ty), (right_term, right_ty)) = (left_term?, right_term?);
        self.ordered(left_ty, left.at)?;
        self.ordered(right_ty, right.at)?;
        let (left_term, right_term) = self.same_type((left_term, left_ty), (right_term, right_ty), right.at)?;
        Some(Cond::Compare(rel, left_term, right_term))
    }

    /// A bare word that is no field: beside a field that was not found it is most likely a code.
    fn may_be_code(&self, ast: &Ast) -> bool {
        matches!(&ast.kind, AstKind::Path(path) if path != "on" && self.peek_field(path).is_none())
    }

    fn compare_bool(&mut self, rel: Rel, rel_at: usize, (path, at): (&str, usize), value: bool) -> Option<Cond> {
        match rel {
            Rel::Eq => self.bool_field(path, at, value),
            Rel::Ne => self.bool_field(path, at, !value),
            Rel::Lt | Rel::Le | Rel::Gt | Rel::Ge => {
                self.refuse(rel_at, "type", "a yes or no has no order; expected `=` or `!=`")
            }
        }
    }

    fn between(&mut self, term: &Ast, low: &Ast, high: &Ast, negated: bool) -> Option<Cond> {
        let (above, below) = if negated { (Rel::Lt, Rel::Gt) } else { (Rel::Ge, Rel::Le) };
        let lower = self.atom(|this| this.compare(above, term.at, term, low));
        // The tested value was reported on above already.
        lower.as_ref()?;
        let upper = self.atom(|this| this.compare(below, term.at, term, high));
        let both = vec![lower?, upper?];
        Some(if negated { Cond::Or(both) } else { Cond::And(both) })
    }

    fn is(&mut self, term: &Ast, what: IsWhat, what_at: usize, negated: bool) -> Option<Cond> {
        let AstKind::Path(path) = &term.kind else {
            return self.refuse(term.at, "type", "expected a field before `is`");
        };
        let (field, _) = self.unguarded(|this| this.field(path, term.at))?;
        match what {
            IsWhat::Applicable => Some(self.asked(field, Cond::Applicable { field, negated }, negated)),
            IsWhat::Known if matches!(self.place, Place::Priority | Place::Computes) => {
                Some(self.asked(field, Cond::Known { field, negated }, negated))
            }
            IsWhat::Known => {
                let message = "`is known` would turn missing into no; it serves `priority` and `computes` only";
                self.refuse(what_at, "is-known", message)
            }
        }
    }

    fn bool_field(&mut self, path: &str, at: usize, value: bool) -> Option<Cond> {
        if path == "on" {
            return self.refuse(at, "type", "expected a condition, found a date");
        }
        match self.field(path, at)? {
            (field, Ty::Value(Type::Bool)) => Some(Cond::Is { field, value }),
            (_, ty) => {
                let message = format!("expected a condition; `{path}` is {}", self.type_name(ty));
                self.refuse(at, "type", &message)
            }
        }
    }

    fn is_in(&mut self, term: &Ast, set: &Set, negated: bool) -> Option<Cond> {
        if let AstKind::Path(path) = &term.kind {
            match self.peek_field(path) {
                Some((_, Ty::Code(list))) => return self.code_in(path, term.at, list, set, negated),
                Some((_, Ty::CodeSet(_))) => {
                    let message = format!("`{path}` holds several codes; expected `has_any({path}, {{..}})`");
                    return self.refuse(term.at, "code-set", &message);
                }
                Some((_, Ty::Value(_) | Ty::Text)) | None => {}
            }
        }
        match self.term(term)? {
            (term, Ty::Value(Type::Int)) => Some(Cond::OneOf { term, codes: self.numbers(set)?, negated }),
            (_, ty) => {
                let message = format!("expected a code or a whole number before `in`, found {}", self.type_name(ty));
                self.refuse(term.at, "type", &message)
            }
        }
    }

    fn code_in(&mut self, path: &str, at: usize, list: ListId, set: &Set, negated: bool) -> Option<Cond> {
        let (field, _) = self.field(path, at)?;
        self.flat(list, path, at)?;
        let codes = self.codes(list, set)?;
        Some(Cond::OneOf { term: Term::Field(field), codes, negated })
    }

    fn call_cond(&mut self, name: &str, args: &[Arg], at: usize, negated: bool) -> Option<Cond> {
        match name {
            "under" => self.atom(|this| this.under(args, at, negated)),
            "has_any" => self.atom(|this| this.has_any(args, at, negated)),
            "within" => self.atom(|this| this.within(args, at, negated)),
            "household.any" => self.members(Quantifier::Any, name, args, at, negated),
            "household.all" => self.members(Quantifier::All, name, args, at, negated),
            _ if self.fold_of(name).is_some_and(FoldWord::is_quantifier) => self.some_records(name, args, at, negated),
            _ => {
                let (_, ty) = self.unguarded(|this| this.call(name, args, at))?;
                let message = format!("expected a condition; `{name}` yields {}", self.type_name(ty));
                self.refuse(at, "type", &message)
            }
        }
    }

    fn under(&mut self, args: &[Arg], at: usize, negated: bool) -> Option<Cond> {
        let [Arg::Expr(Ast { kind: AstKind::Path(path), at: path_at }), codes] = args else {
            return self.refuse(at, "arguments", "expected `under(field, code)` or `under(field, {codes})`");
        };
        let (field, ty) = self.field(path, *path_at)?;
        let Ty::Code(list) = ty else {
            let message = format!("`under` expects a code of a hierarchical list; `{path}` is {}", self.type_name(ty));
            return self.refuse(*path_at, "type", &message);
        };
        if !self.scope.schema.list(list).is_some_and(|list| list.hierarchical) {
            let message = format!("`{path}` has a flat code list; expected `=` or `in`");
            return self.refuse(*path_at, "hierarchy", &message);
        }
        let codes = match codes {
            Arg::Set(set) => self.codes(list, set)?,
            Arg::Expr(code) => vec![self.code(list, code)?],
            Arg::Named { at, .. } => return self.refuse(*at, "arguments", "expected a code"),
        };
        Some(Cond::Under { field, codes, negated })
    }

    fn has_any(&mut self, args: &[Arg], at: usize, negated: bool) -> Option<Cond> {
        let [Arg::Expr(Ast { kind: AstKind::Path(path), at: path_at }), Arg::Set(set)] = args else {
            return self.refuse(at, "arguments", "expected `has_any(field, {codes})`");
        };
        let (field, ty) = self.field(path, *path_at)?;
        let Ty::CodeSet(list) = ty else {
            let message = format!("`has_any` expects a field of several codes; `{path}` is {}", self.type_name(ty));
            return self.refuse(*path_at, "type", &message);
        };
        self.flat(list, path, *path_at)?;
        Some(Cond::HasAny { field, codes: self.codes(list, set)?, negated })
    }

    fn within(&mut self, args: &[Arg], at: usize, negated: bool) -> Option<Cond> {
        let [Arg::Expr(value), Arg::Expr(table)] = args else {
            return self.refuse(at, "arguments", "expected `within(value, table)`");
        };
        let (term, ty) = self.term(value)?;
        let (table, key) = self.table(table)?;
        let (term, _) = self.same_type((term, ty), (Term::Literal(Literal::Bool(true)), key), value.at)?;
        Some(Cond::Within { term, table, negated })
    }

    fn members(&mut self, quantifier: Quantifier, name: &str, args: &[Arg], at: usize, negated: bool) -> Option<Cond> {
        let body = self.member_body(name, args, at, |this, ast| this.cond(ast, false))?;
        Some(Cond::Members { quantifier, body: Box::new(body), negated })
    }

    /// What a path would be, without noting that it is read.
    pub(super) fn peek_field(&self, path: &str) -> Option<(FieldId, Ty)> {
        let (whose, name) = self.whose(path);
        let field = self.field_named(whose, name)?;
        Some((field, self.type_of(field)))
    }
}

/// A path on one side and `true` or `false` on the other.
fn bool_sides<'a>(left: &'a Ast, right: &'a Ast) -> Option<(&'a str, usize, bool)> {
    match (&left.kind, &right.kind) {
        (AstKind::Path(path), AstKind::Literal(AstLiteral::Bool(value))) => Some((path, left.at, *value)),
        (AstKind::Literal(AstLiteral::Bool(value)), AstKind::Path(path)) => Some((path, right.at, *value)),
        _ => None,
    }
}
