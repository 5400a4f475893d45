//! What a term may be for one row, and the tests that a condition makes of it.
//!
//! Intervals and their arithmetic are those of `rules`; here they are lifted over rows, and what does not apply or is
//! not known is carried through.

use std::sync::Arc;

use model::{Decimal, FieldState, Value, ValueRange};
use rules::expr::{Literal, Rel, Type};
use rules::walk::{End, EvalError, Range, Reading};
use rules::{Truth, dates};

/// What a term may be for one row.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum ValueCell {
    /// The question does not arise: every comparison is false.
    NotApplicable,
    /// An ordered value.
    Range(Range),
    /// A code; `None` where it is not known.
    Code(Option<Arc<str>>),
}

impl ValueCell {
    pub(crate) fn unknown(ty: Type) -> Self {
        match ty {
            Type::Code => Self::Code(None),
            Type::Bool | Type::Int | Type::Decimal | Type::Money(_) | Type::Date | Type::Time => {
                Self::Range(Range::unknown(ty))
            }
        }
    }

    /// The same with nothing known any more but whether it can apply at all.
    pub(crate) fn forgotten(&self) -> Self {
        match self {
            Self::NotApplicable => Self::NotApplicable,
            Self::Range(range) => Self::unknown(range.ty),
            Self::Code(_) => Self::Code(None),
        }
    }

    pub(crate) fn range(&self) -> Result<Option<Range>, EvalError> {
        match self {
            Self::NotApplicable => Ok(None),
            Self::Range(range) => Ok(Some(*range)),
            Self::Code(_) => Err(EvalError::IllTyped),
        }
    }

    /// Reads a field's state as a value of this type, which lies in `range`; codes that mean "unknown" were read as that
    /// before.
    pub(crate) fn of_state(state: &FieldState<Value>, ty: Type, range: ValueRange) -> Result<Self, EvalError> {
        match (state, ty) {
            (FieldState::NotApplicable, _) => Ok(Self::NotApplicable),
            (FieldState::Unknown, Type::Int | Type::Decimal | Type::Money(_) | Type::Time) => {
                Ok(Self::Range(Range::unknown_within(ty, range)))
            }
            (FieldState::Unknown, _) | (FieldState::Contested(_), Type::Code | Type::Bool) => Ok(Self::unknown(ty)),
            (FieldState::Known(Value::Code(code)), Type::Code) => Ok(Self::Code(Some(code.as_str().into()))),
            (FieldState::Known(value), _) => interval(value, ty).map(Self::Range),
            (FieldState::Contested(values), _) => {
                let ranges = values.iter().map(|value| interval(value, ty));
                let hull = ranges.reduce(|all, next| all?.hull(next?));
                hull.unwrap_or(Err(EvalError::IllTyped)).map(Self::Range)
            }
        }
    }

    /// One of these two, nobody knows which.
    pub(crate) fn either(&self, other: &Self) -> Result<Self, EvalError> {
        match (self, other) {
            (Self::NotApplicable, Self::NotApplicable) => Ok(Self::NotApplicable),
            (Self::Range(range), Self::NotApplicable) | (Self::NotApplicable, Self::Range(range)) => {
                Ok(Self::Range(Range { may_not_apply: true, ..*range }))
            }
            (Self::Range(a), Self::Range(b)) => a.hull(*b).map(Self::Range),
            (Self::Code(a), Self::Code(b)) => Ok(Self::Code(a.clone().filter(|_| a == b))),
            (Self::Code(_), Self::NotApplicable) | (Self::NotApplicable, Self::Code(_)) => Ok(Self::Code(None)),
            (Self::Range(_), Self::Code(_)) | (Self::Code(_), Self::Range(_)) => Err(EvalError::IllTyped),
        }
    }

    pub(crate) fn compare(&self, rel: Rel, other: &Self) -> Result<Truth, EvalError> {
        match (self, other) {
            (Self::NotApplicable, _) | (_, Self::NotApplicable) => Ok(Truth::False),
            (Self::Range(a), Self::Range(b)) => a.compare(rel, *b),
            (Self::Code(a), Self::Code(b)) => {
                let equal = a.as_ref().zip(b.as_ref()).map_or(Truth::Unknown, |(a, b)| (a == b).into());
                match rel {
                    Rel::Eq => Ok(equal),
                    Rel::Ne => Ok(equal.negate()),
                    Rel::Lt | Rel::Le | Rel::Gt | Rel::Ge => Err(EvalError::IllTyped),
                }
            }
            (Self::Range(_), Self::Code(_)) | (Self::Code(_), Self::Range(_)) => Err(EvalError::IllTyped),
        }
    }

    /// Whether it is one of some codes, or of some whole numbers as spelt.
    pub(crate) fn one_of(&self, codes: &[String], negated: bool) -> Result<Truth, EvalError> {
        match self {
            Self::NotApplicable => Ok(Truth::False),
            Self::Code(None) => Ok(Truth::Unknown),
            Self::Code(Some(code)) => {
                Ok(Truth::from(codes.iter().any(|known| known.as_str() == &**code)).negate_if(negated))
            }
            Self::Range(range) => {
                let equals = |code: &String| {
                    let number = code.parse().map_err(|_| EvalError::IllTyped)?;
                    range.compare(Rel::Eq, Range::point(Type::Int, number))
                };
                let any = codes.iter().try_fold(Truth::False, |any, code| Ok(any.or(equals(code)?)))?;
                Ok(range.applies_too(any.negate_if(negated)))
            }
        }
    }

    /// Whether nothing is left to learn of it.
    pub(crate) fn is_exact(&self) -> bool {
        match self {
            Self::NotApplicable => true,
            Self::Range(range) => range.exact().is_some(),
            Self::Code(code) => code.is_some(),
        }
    }
}

impl From<Reading<'_>> for ValueCell {
    fn from(reading: Reading) -> Self {
        match reading {
            Reading::NotApplicable => Self::NotApplicable,
            Reading::Range(range) => Self::Range(range),
            Reading::Code(code) => Self::Code(code.map(Into::into)),
        }
    }
}

impl From<&Literal> for ValueCell {
    fn from(literal: &Literal) -> Self {
        Reading::from(literal).into()
    }
}

/// The interval of one value; a partial date is that of its days.
fn interval(value: &Value, ty: Type) -> Result<Range, EvalError> {
    let (lo, hi) = match value {
        Value::Bool(value) => (i64::from(*value), i64::from(*value)),
        Value::Int(number) => (*number, *number),
        Value::Decimal(Decimal(units)) => (*units, *units),
        // An amount recorded while the field stood in another currency is none of this one.
        Value::Money(amount) if ty != Type::Money(amount.currency) => return Err(EvalError::IllTyped),
        Value::Money(amount) => (amount.minor, amount.minor),
        Value::Date(_) | Value::Partial(_) => {
            value.days().map(|(lo, hi)| (dates::number(lo), dates::number(hi))).ok_or(EvalError::IllTyped)?
        }
        Value::Time(time) => (time.minutes(), time.minutes()),
        Value::Text(_) | Value::Code(_) | Value::Codes(_) | Value::Record(_) => return Err(EvalError::IllTyped),
    };
    Ok(Range::between(ty, End::At(lo), End::At(hi)))
}
