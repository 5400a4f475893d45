//! Values: literals, fields, parameters and arithmetic, with the types that may meet.

use model::{Currency, Decimal, Money};
use yaml::no_such;

use super::{Named, Place, Resolver, Ty};
use crate::ast::{Arg, Ast, AstKind, AstLiteral};
use crate::expr::{Call, Literal, Op, Term, Type};

/// A value and its type.
pub(super) type Typed = (Term, Ty);

impl Resolver<'_, '_> {
    pub(super) fn term(&mut self, ast: &Ast) -> Option<Typed> {
        match &ast.kind {
            AstKind::Literal(literal) => self.literal(literal, ast.at),
            AstKind::Path(path) => self.path(path, ast.at),
            AstKind::Arith { op, op_at, left, right } => self.arith(*op, *op_at, left, right),
            AstKind::Call { name, args } => self.call(name, args, ast.at),
            AstKind::And(_)
            | AstKind::Or(_)
            | AstKind::Not(_)
            | AstKind::Compare { .. }
            | AstKind::In { .. }
            | AstKind::Between { .. }
            | AstKind::Is { .. } => self.refuse(ast.at, "type", "expected a value, found a condition"),
        }
    }

    fn literal(&mut self, literal: &AstLiteral, at: usize) -> Option<Typed> {
        let (literal, ty) = match literal {
            AstLiteral::Bool(value) => (Literal::Bool(*value), Type::Bool),
            AstLiteral::Int(digits) => match digits.parse() {
                Ok(number) => (Literal::Int(number), Type::Int),
                Err(_) => return self.refuse(at, "overflow", &format!("`{digits}` does not fit into 64 bits")),
            },
            AstLiteral::Decimal(number) => (Literal::Decimal(*number), Type::Decimal),
            AstLiteral::Money(amount) => (Literal::Money(*amount), Type::Money(amount.currency)),
            AstLiteral::Date(date) => (Literal::Date(*date), Type::Date),
            AstLiteral::Time(time) => (Literal::Time(*time), Type::Time),
            AstLiteral::Text(text) => {
                let message =
                    format!("`'{text}'` is a code; expected a value (codes stand beside fields of a code list)");
                return self.refuse(at, "type", &message);
            }
        };
        Some((Term::Literal(literal), Ty::Value(ty)))
    }

    fn path(&mut self, path: &str, at: usize) -> Option<Typed> {
        if path == "on" {
            return Some((Term::On, Ty::Value(Type::Date)));
        }
        if path == "household.size" {
            self.outside_members(path, at)?;
            let field = self.scope.schema.field(path)?;
            self.reads.push(super::Read { field, at });
            return Some((Term::Call(Call::HouseholdSize), Ty::Value(Type::Int)));
        }
        let (field, ty) = self.field(path, at)?;
        match ty {
            Ty::Value(_) => Some((self.guarded(field), ty)),
            Ty::Code(_) | Ty::CodeSet(_) | Ty::Text => {
                let message = format!("expected a value; `{path}` is {}", self.type_name(ty));
                self.refuse(at, "type", &message)
            }
        }
    }

    /// `param(p)`.
    pub(super) fn param(&mut self, args: &[Arg], at: usize) -> Option<Typed> {
        if self.place == Place::Relevant {
            return self.refuse(at, "relevance", "relevance is about one person; a parameter cannot be read here");
        }
        let [Arg::Expr(Ast { kind: AstKind::Path(name), at: name_at })] = args else {
            return self.refuse(at, "arguments", "expected `param(name)`");
        };
        let params = self.scope.params;
        let Some(param) = params.get(name) else {
            let known = params.keys().map(String::as_str);
            self.error(*name_at, "unknown-name", &no_such("parameter", name)).did_you_mean(name, known);
            return None;
        };
        self.names.insert(Named::Param(name.clone()));
        Some((Term::Param { name: name.clone(), ty: param.ty }, Ty::Value(param.ty)))
    }

    fn arith(&mut self, op: Op, op_at: usize, left: &Ast, right: &Ast) -> Option<Typed> {
        let (left_typed, right_typed) = (self.term(left), self.term(right));
        let ((left_term, left_ty), (right_term, right_ty)) = (left_typed?, right_typed?);
        if op == Op::Div {
            self.divisor(&right_term, op_at, right.at)?;
        }
        let Some(ty) = result(op, left_ty, right_ty) else {
            let (left, right) = (self.type_name(left_ty), self.type_name(right_ty));
            let currencies =
                matches!((left_ty, right_ty), (Ty::Value(Type::Money(a)), Ty::Value(Type::Money(b))) if a != b);
            let code = if currencies { "currency" } else { "type" };
            let found = self.error(op_at, code, &format!("{left} and {right} cannot be combined by `{}`", symbol(op)));
            if let Some(currency) = beside_a_number(left_ty, right_ty) {
                found.help(with_its_currency(currency));
            } else if matches!((left_ty, right_ty), (Ty::Value(Type::Date), _) | (_, Ty::Value(Type::Date))) {
                found.help("dates are reckoned by `add_days`, `add_months`, `days_between`, `months_between`");
            }
            return None;
        };
        Some((Term::Arith(op, Box::new(left_term), Box::new(right_term)), Ty::Value(ty)))
    }

    fn divisor(&mut self, divisor: &Term, op_at: usize, at: usize) -> Option<()> {
        if self.place != Place::Computes {
            return self.refuse(op_at, "division", "`/` stands in `computes` only");
        }
        match divisor {
            Term::Literal(Literal::Int(number)) if *number != 0 => Some(()),
            Term::Literal(Literal::Decimal(number)) if number.0 != 0 => Some(()),
            _ => self.refuse(at, "division", "expected a constant other than zero after `/`"),
        }
    }

    /// Values that can be compared for order.
    pub(super) fn ordered(&mut self, ty: Ty, at: usize) -> Option<()> {
        match ty {
            Ty::Value(Type::Int | Type::Decimal | Type::Money(_) | Type::Date | Type::Time) => Some(()),
            Ty::Value(Type::Bool | Type::Code) | Ty::Code(_) | Ty::CodeSet(_) | Ty::Text => {
                let message =
                    format!("expected a number, an amount, a date or a time of day, found {}", self.type_name(ty));
                self.refuse(at, "type", &message)
            }
        }
    }

    /// Two values of one type; a whole number that is written out may stand for a decimal.
    pub(super) fn same_type(&mut self, left: Typed, right: Typed, at: usize) -> Option<(Term, Term)> {
        let (beside_left, beside_right) = (right.1, left.1);
        let ((left, left_ty), (right, right_ty)) = (widened(left, beside_left), widened(right, beside_right));
        if left_ty == right_ty {
            return Some((left, right));
        }
        let (expected, found) = (self.type_name(left_ty), self.type_name(right_ty));
        let currencies = matches!((left_ty, right_ty), (Ty::Value(Type::Money(_)), Ty::Value(Type::Money(_))));
        let (code, never) = if currencies { ("currency", "; currencies never mix") } else { ("type", "") };
        let message = format!("expected {expected}, found {found}{never}");
        let found = self.error(at, code, &message);
        if let Some(currency) = beside_a_number(left_ty, right_ty) {
            found.help(with_its_currency(currency));
        }
        None
    }
}

/// The currency of an amount that meets a bare number.
fn beside_a_number(left: Ty, right: Ty) -> Option<Currency> {
    match (left, right) {
        (Ty::Value(Type::Money(currency)), Ty::Value(Type::Int | Type::Decimal))
        | (Ty::Value(Type::Int | Type::Decimal), Ty::Value(Type::Money(currency))) => Some(currency),
        _ => None,
    }
}

fn with_its_currency(currency: Currency) -> String {
    let minor = currency.minor_units().saturating_mul(350);
    format!("an amount says its currency, as `{}`", Money { currency, minor })
}

/// `1` is `1.0` beside a decimal.
fn widened((term, ty): Typed, beside: Ty) -> Typed {
    match (&term, beside) {
        (Term::Literal(Literal::Int(number)), Ty::Value(Type::Decimal)) => match number.checked_mul(10_000) {
            Some(scaled) => (Term::Literal(Literal::Decimal(Decimal(scaled))), beside),
            None => (term, ty),
        },
        _ => (term, ty),
    }
}

/// The type of a sum, difference, product or quotient, where there is one.
fn result(op: Op, left: Ty, right: Ty) -> Option<Type> {
    use Type::{Decimal, Int, Money};
    let (Ty::Value(left), Ty::Value(right)) = (left, right) else { return None };
    match (op, left, right) {
        (Op::Add | Op::Sub | Op::Mul, Int, Int) => Some(Int),
        (Op::Add | Op::Sub | Op::Mul, Decimal, Int | Decimal) | (Op::Add | Op::Sub | Op::Mul, Int, Decimal) => {
            Some(Decimal)
        }
        (Op::Div, Int | Decimal, Int | Decimal) => Some(Decimal),
        (Op::Add | Op::Sub, Money(a), Money(b)) if a == b => Some(left),
        (Op::Mul | Op::Div, Money(_), Int | Decimal) => Some(left),
        (Op::Mul, Int | Decimal, Money(_)) => Some(right),
        _ => None,
    }
}

fn symbol(op: Op) -> &'static str {
    match op {
        Op::Add => "+",
        Op::Sub => "-",
        Op::Mul => "*",
        Op::Div => "/",
    }
}
