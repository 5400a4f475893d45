//! The type of a term, read off its structure, and the text form of literals.

use std::fmt;

use model::{FieldType, Schema};

use super::range::{product, quotient};
use crate::dates::{self, NEVER};
use crate::expr::{Call, Literal, Op, RecordFold, Term, Type};
use crate::read::literals;

impl Term {
    /// The type of this term; `None` where it mixes types that do not go together.
    pub fn ty(&self, schema: &Schema) -> Option<Type> {
        match self {
            Self::Literal(literal) => Some(literal.ty()),
            Self::On => Some(Type::Date),
            Self::Param { ty, .. } | Self::Awaits { ty, .. } => Some(*ty),
            Self::Field(field) => field_type(schema.get(field.field)?.ty),
            Self::Arith(op, a, b) => arith_type(*op, a.ty(schema)?, b.ty(schema)?),
            Self::Call(call) => call.ty(schema),
            Self::Guarded(_, term) => term.ty(schema),
            Self::If(_, a, b) => common(a.ty(schema)?, b.ty(schema)?),
        }
    }
}

impl Call {
    fn ty(&self, schema: &Schema) -> Option<Type> {
        match self {
            Self::Age(..)
            | Self::DaysBetween(..)
            | Self::MonthsBetween(..)
            | Self::WorkingDaysSince(..)
            | Self::WorkingDaysUntil(..)
            | Self::HouseholdSize
            | Self::Count(_)
            | Self::Records(_, RecordFold::Count(_)) => Some(Type::Int),
            Self::AddDays(..) | Self::AddMonths(..) | Self::AddWorkingDays(..) | Self::RollForward(..) => {
                Some(Type::Date)
            }
            Self::Lookup { ty, .. } => Some(*ty),
            Self::Sum(term)
            | Self::MaxOf(term)
            | Self::Records(_, RecordFold::Sum(term) | RecordFold::Least(term) | RecordFold::Most(term))
            | Self::Round(term, ..) => term.ty(schema),
            Self::Min(a, b) | Self::Max(a, b) => common(a.ty(schema)?, b.ty(schema)?),
        }
    }
}

impl Literal {
    /// The type of this literal.
    pub fn ty(&self) -> Type {
        match self {
            Self::Bool(_) => Type::Bool,
            Self::Int(_) => Type::Int,
            Self::Decimal(_) => Type::Decimal,
            Self::Money(money) => Type::Money(money.currency),
            Self::Date(_) => Type::Date,
            Self::Time(_) => Type::Time,
            Self::Code(_) => Type::Code,
        }
    }
}

impl fmt::Display for Literal {
    /// As pages and answers show it: `2020-03-18`, `50.00 BDT`, `true`, a code as spelt, `none` for an end that there
    /// is not.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bool(value) => value.fmt(f),
            Self::Int(number) => number.fmt(f),
            Self::Decimal(number) => number.fmt(f),
            Self::Money(money) => money.fmt(f),
            Self::Date(date) if *date == NEVER => f.write_str(literals::NONE),
            Self::Date(date) => date.fmt(f),
            Self::Time(time) => time.fmt(f),
            Self::Code(code) => f.write_str(code),
        }
    }
}

impl Literal {
    /// In units of its type; none of a code.
    pub fn number(&self) -> Option<i64> {
        match self {
            Self::Bool(value) => Some(i64::from(*value)),
            Self::Int(number) => Some(*number),
            Self::Decimal(number) => Some(number.0),
            Self::Money(amount) => Some(amount.minor),
            Self::Date(date) => Some(dates::number(*date)),
            Self::Time(time) => Some(time.minutes()),
            Self::Code(_) => None,
        }
    }
}

/// The type that a field has in an expression; none for text and code sets, which are no terms.
pub fn field_type(held: FieldType) -> Option<Type> {
    match held {
        FieldType::Bool => Some(Type::Bool),
        FieldType::Int { .. } => Some(Type::Int),
        FieldType::Decimal { .. } => Some(Type::Decimal),
        FieldType::Money { currency, .. } => Some(Type::Money(currency)),
        FieldType::Date | FieldType::PartialDate => Some(Type::Date),
        FieldType::Time => Some(Type::Time),
        FieldType::Code(_) => Some(Type::Code),
        FieldType::Text | FieldType::CodeSet(_) | FieldType::Record => None,
    }
}

fn arith_type(op: Op, a: Type, b: Type) -> Option<Type> {
    match op {
        Op::Add | Op::Sub => common(a, b),
        Op::Mul => product(a, b).map(|(ty, _)| ty),
        Op::Div => quotient(a, b).map(|(ty, _)| ty),
    }
}

/// A whole number beside a decimal becomes one.
fn common(a: Type, b: Type) -> Option<Type> {
    match (a, b) {
        (Type::Int, Type::Decimal) | (Type::Decimal, Type::Int) => Some(Type::Decimal),
        (one, other) => (one == other).then_some(one),
    }
}
