//! Households, and the records of a kind, as intervals: a member not listed, or a record that others may hold, is never
//! taken for one that is not there.

use model::{FieldState, KindId, Roster, Value};

use super::range::{End, Range};
use super::reading::Reading;
use super::{EvalError, Scene, Who};
use crate::expr::{Cond, Op, Quantifier, RecordFold, Term, Type};
use crate::verdict::Truth;

/// Over whom an aggregate goes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Gathered {
    /// The first of those listed; the others follow it.
    first: Who,
    /// How many are listed.
    listed: usize,
    /// The most there may be besides.
    pub(crate) unlisted: End,
}

impl Gathered {
    /// Those listed.
    pub(crate) fn listed(self) -> impl Iterator<Item = Who> {
        (0..self.listed).map(move |place| self.first.later(place))
    }

    /// Somebody, or some record, of whom nothing is known.
    fn unknown(self) -> Who {
        self.first.later(self.listed)
    }
}

impl Who {
    fn later(self, places: usize) -> Self {
        match self.record {
            Some(record) => Self { record: Some(record + places), ..self },
            None => Self { member: self.member + places, ..self },
        }
    }
}

/// How many fulfil a condition: known to, undecided, and perhaps not listed.
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

    /// The members of the household.
    pub(crate) fn members(&self) -> Gathered {
        Gathered { first: Who::from(0), listed: self.household.members.len(), unlisted: self.unlisted() }
    }

    /// The records of a kind that are a member's own.
    pub(crate) fn records(&self, kind: KindId, who: Who) -> Gathered {
        let Some(row) = self.household.members.get(who.member) else {
            return Gathered { first: who.record(0), listed: 0, unlisted: End::Above };
        };
        let said = || self.schema.complete_field(kind).is_some_and(|said| is_true(row.get(said)));
        let list = row.records(kind);
        let unlisted = if list.complete || said() { End::At(0) } else { End::Above };
        Gathered { first: who.record(0), listed: list.listed.len(), unlisted }
    }

    fn tally(&self, over: Gathered, body: &'a Cond) -> Result<Tally, EvalError> {
        let mut tally = Tally { fulfil: 0, undecided: 0, fail: 0, unlisted: over.unlisted };
        for who in over.listed() {
            match self.truth(body, who)? {
                Truth::True => tally.fulfil += 1,
                Truth::Unknown => tally.undecided += 1,
                Truth::False => tally.fail += 1,
            }
        }
        Ok(tally)
    }

    /// `household.any` and `household.all`, and those of records.
    pub(crate) fn quantified(
        &self,
        over: Gathered,
        quantifier: Quantifier,
        body: &'a Cond,
    ) -> Result<Truth, EvalError> {
        let tally = self.tally(over, body)?;
        let nobody_else = tally.undecided == 0 && tally.unlisted == End::At(0);
        Ok(match quantifier {
            Quantifier::Any => Truth::of(tally.fulfil > 0, nobody_else),
            Quantifier::All => Truth::of(nobody_else && tally.fail == 0, tally.fail > 0),
        })
    }

    /// What is made of a member's records.
    pub(crate) fn folded(&self, kind: KindId, fold: &'a RecordFold, who: Who) -> Result<Reading<'a>, EvalError> {
        let over = self.records(kind, who);
        match fold {
            RecordFold::Count(body) => self.count(over, body).map(Reading::Range),
            RecordFold::Sum(term) => self.sum(over, term),
            RecordFold::Least(term) => self.extreme_of(over, term, false),
            RecordFold::Most(term) => self.extreme_of(over, term, true),
        }
    }

    /// `household.count`, and that of records.
    pub(crate) fn count(&self, over: Gathered, body: &'a Cond) -> Result<Range, EvalError> {
        let tally = self.tally(over, body)?;
        let hi = tally.unlisted.map(|unlisted| unlisted.checked_add(tally.fulfil + tally.undecided))?;
        Ok(Range::between(Type::Int, End::At(tally.fulfil), hi))
    }

    /// `household.sum`, and that of records: who is not applicable adds nothing; who is undecided or not listed leaves the
    /// sum open upwards, and downwards too unless the term can never be negative.
    pub(crate) fn sum(&self, over: Gathered, term: &'a Term) -> Result<Reading<'a>, EvalError> {
        let floor = if self.bound.never_negative(self.schema, term) { End::At(0) } else { End::Below };
        let mut sum: Option<Range> = None;
        let mut open = over.unlisted != End::At(0);
        for who in over.listed() {
            let Some(range) = self.term(term, who)?.range()? else { continue };
            open |= range.may_not_apply;
            let range = if range.may_not_apply { Range::point(range.ty, 0) } else { range };
            sum = Some(sum.map_or(Ok(range), |sum| sum.arith(Op::Add, range))?);
        }
        let ty = term.ty(self.schema).ok_or(EvalError::IllTyped)?;
        let sum = sum.unwrap_or(Range::point(ty, 0));
        let lo = sum.lo.with(floor, End::Below, i64::checked_add)?;
        Ok(Reading::Range(if open { Range::between(ty, lo, End::Above) } else { sum }))
    }

    /// `household.max`, and the extremes of records: over those to whom it applies.
    pub(crate) fn extreme_of(&self, over: Gathered, term: &'a Term, largest: bool) -> Result<Reading<'a>, EvalError> {
        let mut found = Reading::NotApplicable;
        for who in over.listed() {
            found = extreme(found, self.term(term, who)?, largest)?;
        }
        if over.unlisted == End::At(0) {
            return Ok(found);
        }
        extreme(found, self.term(term, over.unknown())?.forgotten(), largest)
    }
}

fn is_true(state: &FieldState<Value>) -> bool {
    *state == FieldState::Known(Value::Bool(true))
}

/// The larger, or the smaller, of two of which either may not apply; then it is the other.
fn extreme<'a>(a: Reading<'a>, b: Reading<'a>, largest: bool) -> Result<Reading<'a>, EvalError> {
    let (a, b) = match (a.range()?, b.range()?) {
        (Some(a), Some(b)) => (a, b),
        (Some(one), None) | (None, Some(one)) => return Ok(Reading::Range(one)),
        (None, None) => return Ok(Reading::NotApplicable),
    };
    let mut extreme = a.extreme(b, largest)?;
    extreme.may_not_apply = a.may_not_apply && b.may_not_apply;
    // What may not apply binds the result on the one side only: without it the other stands.
    if largest {
        extreme.lo = match (a.may_not_apply, b.may_not_apply) {
            (true, true) => a.lo.min(b.lo),
            (true, false) => b.lo,
            (false, true) => a.lo,
            (false, false) => extreme.lo,
        };
    } else {
        extreme.hi = match (a.may_not_apply, b.may_not_apply) {
            (true, true) => a.hi.max(b.hi),
            (true, false) => b.hi,
            (false, true) => a.hi,
            (false, false) => extreme.hi,
        };
    }
    Ok(Reading::Range(extreme))
}
