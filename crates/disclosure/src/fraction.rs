//! Exact fractions. A rounding error would call a computable cell safe, so nothing here is a float; what outgrows
//! 128 bits is `None`, which the proof reads as "not proved".

use std::cmp::Ordering;

/// A reduced fraction with a positive denominator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fraction {
    over: i128,
    under: i128,
}

impl Fraction {
    pub const ZERO: Self = Self { over: 0, under: 1 };
    pub const ONE: Self = Self { over: 1, under: 1 };

    pub fn whole(number: i128) -> Self {
        Self { over: number, under: 1 }
    }

    fn reduced(over: i128, under: i128) -> Option<Self> {
        let divisor = gcd(over.checked_abs()?, under.checked_abs()?);
        if under == 0 {
            return None;
        }
        let sign = under.signum();
        Some(Self { over: sign * (over / divisor), under: sign * (under / divisor) })
    }

    pub fn plus(self, other: Self) -> Option<Self> {
        if self.under == 1 && other.under == 1 {
            return self.over.checked_add(other.over).map(Self::whole);
        }
        let over = self.over.checked_mul(other.under)?.checked_add(other.over.checked_mul(self.under)?)?;
        Self::reduced(over, self.under.checked_mul(other.under)?)
    }

    pub fn minus(self, other: Self) -> Option<Self> {
        self.plus(other.negated())
    }

    pub fn times(self, other: Self) -> Option<Self> {
        let over = self.over.checked_mul(other.over)?;
        if self.under == 1 && other.under == 1 {
            return Some(Self::whole(over));
        }
        Self::reduced(over, self.under.checked_mul(other.under)?)
    }

    pub fn divided(self, other: Self) -> Option<Self> {
        if other == Self::ONE {
            return Some(self);
        }
        Self::reduced(self.over.checked_mul(other.under)?, self.under.checked_mul(other.over)?)
    }

    pub fn negated(self) -> Self {
        Self { over: -self.over, under: self.under }
    }

    pub fn size(self) -> Self {
        if self.sign() == Ordering::Less { self.negated() } else { self }
    }

    /// Below, at or above zero.
    pub fn sign(self) -> Ordering {
        self.over.cmp(&0)
    }

    /// The whole number that it is, unless it is below zero.
    pub fn count(self) -> Option<u64> {
        u64::try_from(self.over).ok().filter(|_| self.under == 1)
    }

    pub fn below(self, other: Self) -> Option<bool> {
        if self.under == other.under {
            return Some(self.over < other.over);
        }
        self.minus(other).map(|difference| difference.sign() == Ordering::Less)
    }
}

fn gcd(a: i128, b: i128) -> i128 {
    if b == 0 { a.max(1) } else { gcd(b, a % b) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fractions_are_reduced_and_exact() {
        let third = Fraction::ONE.divided(Fraction::whole(-3)).unwrap();
        let half = Fraction::whole(2).divided(Fraction::whole(4)).unwrap();
        assert_eq!(third.plus(half), Fraction::ONE.divided(Fraction::whole(6)));
        assert_eq!(third.times(Fraction::whole(3)), Some(Fraction::whole(-1)));
        assert!(third.below(half).unwrap() && half.count().is_none());
        assert_eq!((Fraction::whole(7).count(), Fraction::whole(-7).count()), (Some(7), None));
        assert_eq!(third.size(), third.negated());
    }

    #[test]
    fn what_outgrows_the_machine_is_not_a_number() {
        let huge = Fraction::whole(i128::MAX);
        assert_eq!(huge.plus(Fraction::ONE), None);
        assert_eq!(huge.times(huge), None);
        assert_eq!(Fraction::ONE.divided(Fraction::ZERO), None);
    }
}
