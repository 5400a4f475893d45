//! Households as intervals: a member not listed, or not known, is never taken for one who is not there.

use model::{FieldState, Roster, Value};

use super::range::{End, Range};
use super::reading::Reading;
use super::{EvalError, Scene};
use crate::expr::{Cond, Op, Quantifier, Term, Type};
use crate::verdict::Truth;

/// How many members fulfil a condition: known to, undecided, and perhaps not listed.
#[derive(Debug, Clone, Copy)]
struct Tally {
    fulfil: i64,
    undecided: i64,
    fail: i64,
    unlisted: End,
}

impl<'a> Scene<'a> {
    /// How many are listed.
    fn listed(&self) -> i64 {
        i64::try_from(self.household.members.len()).unwrap_or(i64::MAX)
    }

    /// The least and the greatest size that any listed member declares; `None` where nobody does.
    fn declared(&self) -> Option<(i64, i64)> {
        *self.declared.get_or_init(|| {
            let field = self.schema.field("household.size")?;
            let states = self.household.members.iter().map(|member| member.get(field));
            let sizes = states.flat_map(|state| match state {
                FieldState::Known(value) => std::slice::from_ref(value),
                FieldState::Contested(candidates) => candidates.as_slice(),
                FieldState::Unknown | FieldState::NotApplicable => &[],
            });
            let sizes = sizes.filter_map(|value| if let Value::Int(size) = value { Some(*size) } else { None });
            sizes.fold(None, |found: Option<(i64, i64)>, size| {
                Some(found.map_or((size, size), |(least, most)| (least.min(size), most.max(size))))
            })
        })
    }

    /// Declared where known, contested where more are listed; else as many as listed, or at least as many.
    pub(crate) fn household_size(&self) -> Range {
        let listed = self.listed();
        let (lo, hi) = match (self.declared(), self.household.roster) {
            (Some((least, most)), _) => (End::At(least), End::At(most.max(listed))),
            (None, Roster::Complete) => (End::At(listed), End::At(listed)),
            (None, Roster::Open) => (End::At(listed), End::Above),
        };
        Range::between(Type::Int, lo, hi)
    }

    /// The most members there may be who are not listed.
    pub(crate) fn unlisted(&self) -> End {
        match (self.declared(), self.household.roster) {
            (Some((_, most)), _) => End::At(most.saturating_sub(self.listed()).max(0)),
            (None, Roster::Complete) => End::At(0),
            (None, Roster::Open) => End::Above,
        }
    }

    /// The one listed member known to be the head; `None` where nobody is, or more than one.
    pub(crate) fn head(&self) -> Option<usize> {
        *self.head.get_or_init(|| if let [only] = self.heads().as_slice() { Some(*only) } else { None })
    }

    /// Every listed member known to be the head.
    pub(crate) fn heads(&self) -> Vec<usize> {
        let Some(role) = self.schema.field("household.role") else { return vec![] };
        let is_head = |state: &FieldState<Value>| matches!(state.known(), Some(Value::Code(code)) if code == "head");
        let heads = self.household.members.iter().enumerate().filter(|(_, row)| is_head(row.get(role)));
        heads.map(|(member, _)| member).collect()
    }

    fn tally(&self, body: &'a Cond) -> Result<Tally, EvalError> {
        let mut tally = Tally { fulfil: 0, undecided: 0, fail: 0, unlisted: self.unlisted() };
        for member in 0..self.household.members.len() {
            match self.truth(body, member)? {
                Truth::True => tally.fulfil += 1,
                Truth::Unknown => tally.undecided += 1,
                Truth::False => tally.fail += 1,
            }
        }
        Ok(tally)
    }

    /// `household.any` and `household.all`.
    pub(crate) fn quantified(&self, quantifier: Quantifier, body: &'a Cond) -> Result<Truth, EvalError> {
        let tally = self.tally(body)?;
        let nobody_else = tally.undecided == 0 && tally.unlisted == End::At(0);
        Ok(match quantifier {
            Quantifier::Any => Truth::of(tally.fulfil > 0, nobody_else),
            Quantifier::All => Truth::of(nobody_else && tally.fail == 0, tally.fail > 0),
        })
    }

    /// `household.count`.
    pub(crate) fn count(&self, body: &'a Cond) -> Result<Range, EvalError> {
        let tally = self.tally(body)?;
        let hi = tally.unlisted.map(|unlisted| unlisted.checked_add(tally.fulfil + tally.undecided))?;
        Ok(Range::between(Type::Int, End::At(tally.fulfil), hi))
    }

    /// `household.sum`: who is not applicable adds nothing; who is undecided or not listed leaves the sum open
    /// upwards, and downwards too unless the term can never be negative.
    pub(crate) fn sum(&self, term: &'a Term) -> Result<Reading<'a>, EvalError> {
        let floor = if self.bound.never_negative(self.schema, term) { End::At(0) } else { End::Below };
        let mut sum: Option<Range> = None;
        let mut open = self.unlisted() != End::At(0);
        for member in 0..self.household.members.len() {
            let Some(range) = self.term(term, member)?.range()? else { continue };
            open |= range.may_not_apply;
            let range = if range.may_not_apply { Range::point(range.ty, 0) } else { range };
            sum = Some(sum.map_or(Ok(range), |sum| sum.arith(Op::Add, range))?);
        }
        let ty = term.ty(self.schema).ok_or(EvalError::IllTyped)?;
        let sum = sum.unwrap_or(Range::point(ty, 0));
        let lo = sum.lo.with(floor, End::Below, i64::checked_add)?;
        Ok(Reading::Range(if open { Range::between(ty, lo, End::Above) } else { sum }))
    }

    /// `household.max`: over those to whom it applies.
    pub(crate) fn max_of(&self, term: &'a Term) -> Result<Reading<'a>, EvalError> {
        let mut most = Reading::NotApplicable;
        for member in 0..self.household.members.len() {
            most = larger(most, self.term(term, member)?)?;
        }
        if self.unlisted() == End::At(0) {
            return Ok(most);
        }
        let nobody = self.household.members.len();
        larger(most, self.term(term, nobody)?.forgotten())
    }
}

/// The larger of two of which either may not apply; then it is the other.
fn larger<'a>(a: Reading<'a>, b: Reading<'a>) -> Result<Reading<'a>, EvalError> {
    let (a, b) = match (a.range()?, b.range()?) {
        (Some(a), Some(b)) => (a, b),
        (Some(one), None) | (None, Some(one)) => return Ok(Reading::Range(one)),
        (None, None) => return Ok(Reading::NotApplicable),
    };
    let mut larger = a.extreme(b, true)?;
    larger.may_not_apply = a.may_not_apply && b.may_not_apply;
    larger.lo = match (a.may_not_apply, b.may_not_apply) {
        (true, true) => a.lo.min(b.lo),
        (true, false) => b.lo,
        (false, true) => a.lo,
        (false, false) => larger.lo,
    };
    Ok(Reading::Range(larger))
}
