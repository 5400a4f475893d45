//! What a term reads: not applicable, an interval, or a code; and how a field's four states become that.

use model::{Decimal, FieldId, FieldState, FieldType, Money, RecordStates, Value, ValueRange};

use super::range::{End, Range};
use super::types::field_type;
use super::{EvalError, Scene, Who};
use crate::dates;
use crate::expr::{FieldRef, Literal, Type, Whose};

/// What is known of a term.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading<'a> {
    /// The question does not arise: every comparison is false.
    NotApplicable,
    /// An ordered value.
    Range(Range),
    /// A code; `None` where it is not known.
    Code(Option<&'a str>),
}

/// What stands in a field, after codes that mean "unknown" were read as that.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seen<'a> {
    /// One accepted value.
    Known(&'a Value),
    /// Sources disagree.
    Contested(&'a [Value]),
    /// Nothing is on record.
    Unknown,
    /// The question does not arise.
    NotApplicable,
}

impl Reading<'_> {
    /// Nothing is known, not even whether it applies.
    pub fn unknown(ty: Type) -> Self {
        match ty {
            Type::Code => Self::Code(None),
            Type::Bool | Type::Int | Type::Decimal | Type::Money(_) | Type::Date | Type::Time => {
                Self::Range(Range::unknown(ty))
            }
        }
    }

    /// What is not decided yet, and where an office sets it, between which ends.
    pub fn awaited(ty: Type, set: Option<ValueRange>) -> Self {
        set.map_or_else(|| Self::unknown(ty), |range| Self::Range(Range::within(ty, range)))
    }

    /// As much is unknown of it as there can be.
    #[must_use]
    pub fn forgotten(self) -> Self {
        match self {
            Self::NotApplicable => Self::NotApplicable,
            Self::Range(range) => Self::unknown(range.ty),
            Self::Code(_) => Self::unknown(Type::Code),
        }
    }

    /// It is one of these two.
    pub fn either(self, other: Self) -> Result<Self, EvalError> {
        match (self, other) {
            (Self::NotApplicable, Self::NotApplicable) => Ok(Self::NotApplicable),
            (Self::Range(range), Self::NotApplicable) | (Self::NotApplicable, Self::Range(range)) => {
                Ok(Self::Range(Range { may_not_apply: true, ..range }))
            }
            (Self::Range(a), Self::Range(b)) => a.hull(b).map(Self::Range),
            (Self::Code(a), Self::Code(b)) => Ok(Self::Code(a.filter(|_| a == b))),
            (Self::Code(_), Self::NotApplicable) | (Self::NotApplicable, Self::Code(_)) => Ok(Self::Code(None)),
            (Self::Range(_), Self::Code(_)) | (Self::Code(_), Self::Range(_)) => Err(EvalError::IllTyped),
        }
    }

    /// The interval; `None` where it does not apply.
    pub fn range(self) -> Result<Option<Range>, EvalError> {
        match self {
            Self::NotApplicable => Ok(None),
            Self::Range(range) => Ok(Some(range)),
            Self::Code(_) => Err(EvalError::IllTyped),
        }
    }

    /// Whether nothing is left to learn of it.
    pub fn is_exact(self) -> bool {
        match self {
            Self::NotApplicable => true,
            Self::Range(range) => range.exact().is_some(),
            Self::Code(code) => code.is_some(),
        }
    }
}

impl<'a> From<&'a Literal> for Reading<'a> {
    fn from(literal: &'a Literal) -> Self {
        match literal {
            Literal::Bool(value) => Self::Range(Range::point(Type::Bool, i64::from(*value))),
            Literal::Int(number) => Self::Range(Range::point(Type::Int, *number)),
            Literal::Decimal(Decimal(number)) => Self::Range(Range::point(Type::Decimal, *number)),
            Literal::Money(Money { minor, currency }) => Self::Range(Range::point(Type::Money(*currency), *minor)),
            Literal::Date(date) => Self::Range(Range::point(Type::Date, dates::number(*date))),
            Literal::Time(time) => Self::Range(Range::point(Type::Time, time.minutes())),
            Literal::Code(code) => Self::Code(Some(code)),
        }
    }
}

impl<'a> Scene<'a> {
    /// What stands in a field of a member, of the head of their household, or of the record at hand.
    pub(crate) fn seen(&self, field: FieldRef, who: Who) -> Seen<'a> {
        let state = match field.whose {
            Whose::Subject => self.household.members.get(who.member).map(|row| row.get(field.field)),
            Whose::Head => {
                self.head().and_then(|head| self.household.members.get(head)).map(|row| row.get(field.field))
            }
            Whose::Record => self.record_of(field.field, who).map(|record| record.get(field.field)),
        };
        let Some(state) = state else { return Seen::Unknown };
        match state {
            FieldState::Known(Value::Code(code)) if self.means_unknown(field.field, code) => Seen::Unknown,
            FieldState::Known(value) => Seen::Known(value),
            FieldState::Contested(candidates) => Seen::Contested(candidates),
            FieldState::Unknown => Seen::Unknown,
            FieldState::NotApplicable => Seen::NotApplicable,
        }
    }

    /// The record at hand.
    fn record_of(&self, field: FieldId, who: Who) -> Option<&'a RecordStates> {
        let row = self.household.members.get(who.member)?;
        row.records(self.schema.kind_of(field)?).listed.get(who.record?)
    }

    /// Whether a code of this field's list stands for not knowing.
    pub(crate) fn means_unknown(&self, field: FieldId, code: &str) -> bool {
        match self.schema.get(field).map(|field| field.ty) {
            Some(FieldType::Code(list) | FieldType::CodeSet(list)) => {
                self.schema.list(list).is_some_and(|list| list.means_unknown(code))
            }
            _ => false,
        }
    }

    /// Reads a field as a term.
    pub(crate) fn field(&self, field: FieldRef, who: Who) -> Result<Reading<'a>, EvalError> {
        let held = self.schema.get(field.field).map(|field| field.ty);
        let ty = held.and_then(field_type).ok_or(EvalError::IllTyped)?;
        match (self.seen(field, who), ty) {
            (Seen::NotApplicable, _) => Ok(Reading::NotApplicable),
            (Seen::Unknown, Type::Int | Type::Decimal | Type::Money(_) | Type::Time) => {
                let range = held.and_then(FieldType::range).unwrap_or_default();
                Ok(Reading::Range(Range::unknown_within(ty, range)))
            }
            (Seen::Unknown, _) | (Seen::Contested(_), Type::Code | Type::Bool) => Ok(Reading::unknown(ty)),
            (Seen::Known(Value::Code(code)), Type::Code) => Ok(Reading::Code(Some(code))),
            (Seen::Known(value), _) => span(ty, value).map(Reading::Range),
            (Seen::Contested(candidates), _) => {
                let spans = candidates.iter().map(|value| span(ty, value));
                let hull = spans.reduce(|all, next| all?.hull(next?)).unwrap_or(Err(EvalError::IllTyped))?;
                Ok(Reading::Range(hull))
            }
        }
    }
}

/// The interval of one value; a partial date is that of its days.
fn span(ty: Type, value: &Value) -> Result<Range, EvalError> {
    let (lo, hi) = match value {
        Value::Bool(value) => (i64::from(*value), i64::from(*value)),
        Value::Int(number) => (*number, *number),
        Value::Decimal(Decimal(units)) => (*units, *units),
        // An amount recorded while the field stood in another currency is none of this one.
        Value::Money(amount) if ty != Type::Money(amount.currency) => return Err(EvalError::IllTyped),
        Value::Money(amount) => (amount.minor, amount.minor),
        Value::Date(date) => (dates::number(*date), dates::number(*date)),
        Value::Time(time) => (time.minutes(), time.minutes()),
        Value::Partial(date) => (dates::number(date.lo()), dates::number(date.hi())),
        Value::Text(_) | Value::Code(_) | Value::Codes(_) | Value::Record(_) => return Err(EvalError::IllTyped),
    };
    Ok(Range::between(ty, End::At(lo), End::At(hi)))
}
