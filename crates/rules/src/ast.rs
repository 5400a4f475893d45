//! An expression as written: names are not yet looked up, nothing has a type.

use model::{Date, Decimal, Money, TimeOfDay};

use crate::expr::{Op, Rel};

/// One part of an expression and where it begins, in characters from 0.
#[derive(Debug, Clone, PartialEq)]
pub struct Ast {
    /// Its first character; for an operator, that of its left side.
    pub at: usize,
    /// What it is.
    pub kind: AstKind,
}

/// What a part of an expression is.
#[derive(Debug, Clone, PartialEq)]
pub enum AstKind {
    And(Vec<Ast>),
    Or(Vec<Ast>),
    Not(Box<Ast>),
    Compare { rel: Rel, rel_at: usize, left: Box<Ast>, right: Box<Ast> },
    In { term: Box<Ast>, set: Set, negated: bool },
    Between { term: Box<Ast>, low: Box<Ast>, high: Box<Ast> },
    Is { term: Box<Ast>, what: IsWhat, what_at: usize, negated: bool },
    Arith { op: Op, op_at: usize, left: Box<Ast>, right: Box<Ast> },
    Literal(AstLiteral),
    Path(String),
    Call { name: String, args: Vec<Arg> },
}

/// What `is` asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IsWhat {
    Known,
    Applicable,
}

/// A value as written; whole numbers may still turn out to be codes.
#[derive(Debug, Clone, PartialEq)]
pub enum AstLiteral {
    Bool(bool),
    Int(String),
    Decimal(Decimal),
    Money(Money),
    Date(Date),
    Time(TimeOfDay),
    Text(String),
}

/// An argument of a call.
#[derive(Debug, Clone, PartialEq)]
pub enum Arg {
    Expr(Ast),
    Set(Set),
    Named { name: String, at: usize, value: String, value_at: usize },
}

impl Arg {
    /// Where it begins.
    pub fn at(&self) -> usize {
        match self {
            Self::Expr(ast) => ast.at,
            Self::Set(set) => set.at,
            Self::Named { at, .. } => *at,
        }
    }
}

/// `{a, 9111, 'BD-10'}` or `codelist(name)`.
#[derive(Debug, Clone, PartialEq)]
pub struct Set {
    /// Its first character.
    pub at: usize,
    /// What it holds.
    pub kind: SetKind,
}

/// What a set holds.
#[derive(Debug, Clone, PartialEq)]
pub enum SetKind {
    Elems(Vec<Elem>),
    Codelist { name: String, at: usize },
}

/// A code as spelt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Elem {
    /// Its first character.
    pub at: usize,
    /// As spelt, without quotes.
    pub code: String,
    /// Whether it was quoted or a number, and so cannot be the name of a field.
    pub literal: bool,
}
