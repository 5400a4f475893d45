//! What is known of an ordered value: the closed interval in which it lies, in units of its type.
//!
//! Days are counted from 1970-01-01, decimals in ten-thousandths, money in minor units of its currency, bools are 0 and 1.
//! Arithmetic goes by the ends of the intervals and fails on overflow; it never wraps and never uses a float.

use model::ValueRange;
use serde::{Deserialize, Serialize};

use super::EvalError;
use crate::expr::{Op, Rel, Rounding, Type};
use crate::verdict::Truth;

/// One end of an interval.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum End {
    /// Nothing is known downwards.
    Below,
    /// Exactly here, inclusive.
    At(i64),
    /// Nothing is known upwards.
    Above,
}

/// A closed interval of one type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Range {
    /// What is measured.
    pub ty: Type,
    /// The least it can be; never [`End::Above`].
    pub lo: End,
    /// The most it can be; never [`End::Below`].
    pub hi: End,
    /// Whether it may turn out not to apply at all, which makes every comparison false.
    pub may_not_apply: bool,
}

const TEN_THOUSANDTHS: i64 = 10_000;

impl End {
    /// The number, where there is one.
    pub fn at(self) -> Option<i64> {
        match self {
            Self::At(number) => Some(number),
            Self::Below | Self::Above => None,
        }
    }

    /// The function of this end; an end that is open stays open.
    pub fn map(self, f: impl FnOnce(i64) -> Option<i64>) -> Result<Self, EvalError> {
        self.at().map_or(Ok(self), |number| f(number).map(Self::At).ok_or(EvalError::Overflow))
    }

    /// The function of two ends; where one is open, the result is `open`.
    pub fn with(self, other: Self, open: Self, f: impl FnOnce(i64, i64) -> Option<i64>) -> Result<Self, EvalError> {
        match (self, other) {
            (Self::At(a), Self::At(b)) => f(a, b).map(Self::At).ok_or(EvalError::Overflow),
            (Self::Below | Self::Above, _) | (_, Self::Below | Self::Above) => Ok(open),
        }
    }

    fn sign(self) -> i64 {
        match self {
            Self::Below => -1,
            Self::At(number) => number.signum(),
            Self::Above => 1,
        }
    }

    /// The product, divided by `unit` and rounded half away from zero.
    fn times(self, other: Self, unit: i64) -> Result<Self, EvalError> {
        let open = match self.sign() * other.sign() {
            0 => Self::At(0),
            1.. => Self::Above,
            _ => Self::Below,
        };
        self.with(other, open, |a, b| divide(i128::from(a) * i128::from(b), i128::from(unit)))
    }
}

impl Range {
    /// A known value.
    pub fn point(ty: Type, number: i64) -> Self {
        Self::between(ty, End::At(number), End::At(number))
    }

    /// A value of which the interval is known.
    pub fn between(ty: Type, lo: End, hi: End) -> Self {
        Self { ty, lo, hi, may_not_apply: false }
    }

    /// A value of which nothing is known, not even whether it applies.
    pub fn unknown(ty: Type) -> Self {
        Self { may_not_apply: true, ..Self::between(ty, End::Below, End::Above) }
    }

    /// The value, where exactly one is possible.
    pub fn exact(self) -> Option<i64> {
        self.lo.at().filter(|_| self.lo == self.hi && !self.may_not_apply)
    }

    /// A value that lies in a range.
    pub fn within(ty: Type, range: ValueRange) -> Self {
        Self::between(ty, range.min.map_or(End::Below, End::At), range.max.map_or(End::Above, End::At))
    }

    /// A value of which nothing is known but where it would lie if it applies.
    pub fn unknown_within(ty: Type, range: ValueRange) -> Self {
        Self { may_not_apply: true, ..Self::within(ty, range) }
    }

    /// With new ends, and the doubts of `self` and `other`.
    #[must_use]
    pub fn derive(self, other: Self, ty: Type, lo: End, hi: End) -> Self {
        let may_not_apply = self.may_not_apply || other.may_not_apply;
        Self { ty, lo, hi, may_not_apply }
    }

    /// The smallest interval that holds both.
    pub fn hull(self, other: Self) -> Result<Self, EvalError> {
        let (a, b) = alike(self, other)?;
        Ok(a.derive(b, a.ty, a.lo.min(b.lo), a.hi.max(b.hi)))
    }

    /// The smaller or the larger of two.
    pub fn extreme(self, other: Self, larger: bool) -> Result<Self, EvalError> {
        let (a, b) = alike(self, other)?;
        let pick = |a: End, b: End| if larger { a.max(b) } else { a.min(b) };
        Ok(a.derive(b, a.ty, pick(a.lo, b.lo), pick(a.hi, b.hi)))
    }

    /// Compares; true only where it applies for certain.
    pub fn compare(self, rel: Rel, other: Self) -> Result<Truth, EvalError> {
        let (a, b) = alike(self, other)?;
        let truth = match rel {
            Rel::Le => Truth::of(a.hi <= b.lo, a.lo > b.hi),
            Rel::Lt => Truth::of(a.hi < b.lo, a.lo >= b.hi),
            Rel::Ge => Truth::of(b.hi <= a.lo, b.lo > a.hi),
            Rel::Gt => Truth::of(b.hi < a.lo, b.lo >= a.hi),
            Rel::Eq => a.equals(b),
            Rel::Ne => a.equals(b).negate(),
        };
        Ok(a.applies_too(b.applies_too(truth)))
    }

    /// A comparison with this value: known true only where it is known to apply.
    pub fn applies_too(self, truth: Truth) -> Truth {
        if truth == Truth::True && self.may_not_apply { Truth::Unknown } else { truth }
    }

    fn equals(self, other: Self) -> Truth {
        let one_point = self.lo.at().is_some() && self.lo == self.hi && self.lo == other.lo && self.lo == other.hi;
        Truth::of(one_point, self.hi < other.lo || other.hi < self.lo)
    }

    /// Adds, subtracts, multiplies or divides.
    pub fn arith(self, op: Op, other: Self) -> Result<Self, EvalError> {
        match op {
            Op::Add => {
                let (a, b) = addable(self, other)?;
                let add = |x: End, y: End, open| x.with(y, open, i64::checked_add);
                Ok(a.derive(b, a.ty, add(a.lo, b.lo, End::Below)?, add(a.hi, b.hi, End::Above)?))
            }
            Op::Sub => {
                let (a, b) = addable(self, other)?;
                let sub = |x: End, y: End, open| x.with(y, open, i64::checked_sub);
                Ok(a.derive(b, a.ty, sub(a.lo, b.hi, End::Below)?, sub(a.hi, b.lo, End::Above)?))
            }
            Op::Mul => self.times(other),
            Op::Div => self.over(other),
        }
    }

    fn times(self, other: Self) -> Result<Self, EvalError> {
        let (ty, unit) = product(self.ty, other.ty).ok_or(EvalError::IllTyped)?;
        let (a, b) = (self.lo.times(other.lo, unit)?, self.lo.times(other.hi, unit)?);
        let (c, d) = (self.hi.times(other.lo, unit)?, self.hi.times(other.hi, unit)?);
        Ok(self.derive(other, ty, a.min(b).min(c).min(d), a.max(b).max(c).max(d)))
    }

    /// Divided by a constant; whole numbers give a decimal. Rounded half away from zero at the last place.
    fn over(self, other: Self) -> Result<Self, EvalError> {
        let divisor = other.exact().filter(|number| *number != 0).ok_or(EvalError::Division)?;
        let (ty, unit) = quotient(self.ty, other.ty).ok_or(EvalError::IllTyped)?;
        let over = |number: i64| divide(i128::from(number) * i128::from(unit), i128::from(divisor));
        if divisor > 0 {
            return Ok(self.derive(other, ty, self.lo.map(over)?, self.hi.map(over)?));
        }
        let flip = |end: End| match end {
            End::Below => Ok(End::Above),
            End::Above => Ok(End::Below),
            End::At(_) => end.map(over),
        };
        Ok(self.derive(other, ty, flip(self.hi)?, flip(self.lo)?))
    }

    /// To a multiple of a positive step: not above (`Down`), not below (`Up`), or the nearest, halves away from zero.
    pub fn round(self, step: Self, rounding: Rounding) -> Result<Self, EvalError> {
        let step = match (self.ty, step.ty) {
            (Type::Decimal | Type::Money(_), Type::Int) => step.scaled_to(self.ty)?,
            _ if self.ty == step.ty => step,
            _ => return Err(EvalError::IllTyped),
        };
        let step_size = step.exact().filter(|number| *number > 0).ok_or(EvalError::Division)?;
        let to = |number: i64| {
            let steps = match rounding {
                Rounding::Down => number.div_euclid(step_size),
                Rounding::Up => number.div_euclid(step_size) + i64::from(number.rem_euclid(step_size) != 0),
                Rounding::HalfUp => divide(i128::from(number), i128::from(step_size))?,
            };
            steps.checked_mul(step_size)
        };
        Ok(self.derive(step, self.ty, self.lo.map(to)?, self.hi.map(to)?))
    }

    /// A whole number as a decimal or an amount.
    fn scaled_to(self, ty: Type) -> Result<Self, EvalError> {
        let unit = if let Type::Money(currency) = ty { currency.minor_units() } else { TEN_THOUSANDTHS };
        let scale = |number: i64| number.checked_mul(unit);
        Ok(self.derive(self, ty, self.lo.map(scale)?, self.hi.map(scale)?))
    }
}

/// The type of a product, and by what the product of the bare numbers must be divided.
pub fn product(a: Type, b: Type) -> Option<(Type, i64)> {
    match (a, b) {
        (Type::Int, Type::Int | Type::Decimal | Type::Money(_)) => Some((b, 1)),
        (Type::Decimal | Type::Money(_), Type::Int) => Some((a, 1)),
        (Type::Decimal, Type::Decimal | Type::Money(_)) => Some((b, TEN_THOUSANDTHS)),
        (Type::Money(_), Type::Decimal) => Some((a, TEN_THOUSANDTHS)),
        _ => None,
    }
}

/// The type of a quotient, and by what the number divided must be multiplied first.
pub fn quotient(a: Type, b: Type) -> Option<(Type, i64)> {
    match (a, b) {
        (Type::Int, Type::Int) => Some((Type::Decimal, TEN_THOUSANDTHS)),
        (Type::Int, Type::Decimal) => Some((Type::Decimal, TEN_THOUSANDTHS * TEN_THOUSANDTHS)),
        (Type::Decimal | Type::Money(_), Type::Int) => Some((a, 1)),
        (Type::Decimal | Type::Money(_), Type::Decimal) => Some((a, TEN_THOUSANDTHS)),
        _ => None,
    }
}

/// Two of one type; a whole number beside a decimal becomes one.
fn alike(a: Range, b: Range) -> Result<(Range, Range), EvalError> {
    match (a.ty, b.ty) {
        (Type::Int, Type::Decimal) => Ok((a.scaled_to(b.ty)?, b)),
        (Type::Decimal, Type::Int) => Ok((a, b.scaled_to(a.ty)?)),
        (one, other) if one == other => Ok((a, b)),
        _ => Err(EvalError::IllTyped),
    }
}

fn addable(a: Range, b: Range) -> Result<(Range, Range), EvalError> {
    let (a, b) = alike(a, b)?;
    match a.ty {
        Type::Int | Type::Decimal | Type::Money(_) => Ok((a, b)),
        Type::Bool | Type::Date | Type::Time | Type::Code => Err(EvalError::IllTyped),
    }
}

/// Rounds half away from zero.
fn divide(number: i128, by: i128) -> Option<i64> {
    let (quotient, rest) = (number / by, number % by);
    let away = if (number < 0) == (by < 0) { 1 } else { -1 };
    let half = rest.unsigned_abs() * 2 >= by.unsigned_abs();
    i64::try_from(if half && rest != 0 { quotient + away } else { quotient }).ok()
}

#[cfg(test)]
mod tests;
