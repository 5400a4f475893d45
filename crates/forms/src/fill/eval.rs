//! What an expression comes to at a node.

use super::chance::Chance;
use super::context::FillContext;
use super::lists::Lists;
use super::{AnswerTree, Datum, Spot};
use crate::form::{FieldKind, Form};
use crate::xpath::{Expr, Operator};

/// Everything an expression can see.
pub struct FormWorld<'a> {
    pub form: &'a Form,
    pub answers: &'a AnswerTree,
    pub lists: &'a Lists,
    pub context: &'a FillContext,
    pub chance: &'a Chance,
}

/// From where it looks.
#[derive(Clone, Copy)]
pub struct Standpoint {
    /// The node at which it stands: in square brackets, the one that is being looked at.
    pub here: Spot,
    /// The node of which the whole expression is said.
    pub question: Spot,
    /// Which of several it is, from 1, and of how many.
    pub position: usize,
    pub size: usize,
}

impl Standpoint {
    pub fn at(node: usize) -> Self {
        let here = Spot::answer(node);
        Self { here, question: here, position: 1, size: 1 }
    }
}

/// What an expression comes to, or why it comes to nothing.
pub type Evaluated = Result<Datum, String>;

impl FormWorld<'_> {
    pub fn tree(&self, place: usize) -> Option<&AnswerTree> {
        if place == 0 { Some(self.answers) } else { self.lists.tree(place) }
    }

    pub fn eval(&self, expr: &Expr, scope: Standpoint) -> Evaluated {
        match expr {
            Expr::Number(number, _) => Ok(Datum::Number(*number)),
            Expr::Text(text) => Ok(Datum::Text(text.clone())),
            Expr::Negate(inner) => Ok(Datum::Number(-self.single(inner, scope)?.number())),
            Expr::Binary(operator, left, right) => self.binary(*operator, left, right, scope),
            Expr::Call(name, arguments) => self.call(name, arguments, scope),
            Expr::Path(path) => self.path(path, scope).map(Datum::Nodes),
        }
    }

    /// The same as one value: of a path, what stands at the one node to which it leads.
    pub fn single(&self, expr: &Expr, scope: Standpoint) -> Evaluated {
        let datum = self.eval(expr, scope)?;
        self.one(datum).map_err(|count| {
            format!("`{expr}` stands for {count} answers where one is needed: name which one with indexed-repeat()")
        })
    }

    pub fn one(&self, datum: Datum) -> Result<Datum, usize> {
        match datum {
            Datum::Nodes(nodes) => match nodes.as_slice() {
                [] => Ok(Datum::empty()),
                [spot] => Ok(self.value(*spot)),
                more => Err(more.len()),
            },
            other => Ok(other),
        }
    }

    /// What stands at a node, by its type; what does not matter is empty.
    pub fn value(&self, spot: Spot) -> Datum {
        let Some(node) = self.tree(spot.tree).and_then(|tree| tree.get(spot.node)) else { return Datum::empty() };
        if spot.tree > 0 {
            return Datum::Text(node.text.clone());
        }
        if !self.answers.matters(spot.node) {
            return Datum::empty();
        }
        let kind = node.of.and_then(|of| self.form.node(of)).map(|of| of.bind.kind).unwrap_or_default();
        self.typed(kind, &node.text)
    }

    pub fn typed(&self, kind: FieldKind, text: &str) -> Datum {
        if text.is_empty() {
            return Datum::empty();
        }
        let as_it_stands = || Datum::Text(text.to_owned());
        match kind {
            FieldKind::Int | FieldKind::Decimal => match super::number::told(text) {
                number if number.is_nan() => as_it_stands(),
                number => Datum::Number(number),
            },
            FieldKind::Date => self.day_of(text).map_or_else(as_it_stands, Datum::Day),
            FieldKind::DateTime => self.moment_of(text).unwrap_or_else(as_it_stands),
            FieldKind::Boolean => match text {
                "true" | "1" => Datum::Flag(true),
                "false" | "0" => Datum::Flag(false),
                _ => as_it_stands(),
            },
            _ => as_it_stands(),
        }
    }

    fn binary(&self, operator: Operator, left: &Expr, right: &Expr, scope: Standpoint) -> Evaluated {
        match operator {
            Operator::And => {
                return Ok(Datum::Flag(self.single(left, scope)?.flag() && self.single(right, scope)?.flag()));
            }
            Operator::Or => {
                return Ok(Datum::Flag(self.single(left, scope)?.flag() || self.single(right, scope)?.flag()));
            }
            Operator::Union => return self.union(left, right, scope),
            _ => {}
        }
        let (left, right) = (self.single(left, scope)?, self.single(right, scope)?);
        let (a, b) = (left.number(), right.number());
        Ok(match operator {
            Operator::Equal => Datum::Flag(left.equals(&right)),
            Operator::NotEqual => Datum::Flag(!left.equals(&right)),
            Operator::Less => Datum::Flag(a < b),
            Operator::LessOrEqual => Datum::Flag(a <= b),
            Operator::Greater => Datum::Flag(a > b),
            Operator::GreaterOrEqual => Datum::Flag(a >= b),
            Operator::Plus => Datum::Number(a + b),
            Operator::Minus => Datum::Number(a - b),
            Operator::Times => Datum::Number(a * b),
            Operator::Div => Datum::Number(a / b),
            _ => Datum::Number(a % b),
        })
    }

    fn union(&self, left: &Expr, right: &Expr, scope: Standpoint) -> Evaluated {
        let both = (self.eval(left, scope)?, self.eval(right, scope)?);
        let (Datum::Nodes(mut left), Datum::Nodes(right)) = both else {
            return Err("`|` stands between what are no nodes".into());
        };
        left.extend(right.into_iter().filter(|spot| !left.contains(spot)).collect::<Vec<_>>());
        Ok(Datum::Nodes(left))
    }
}
