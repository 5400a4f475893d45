//! Household functions: counts over the contiguous rows of each household, never skipping what is unknown.
//!
//! With `t` members known to fulfil a condition, `u` undecided and `m` not listed, a count lies in `t..=t+u+m`.
//! People files are open rosters: without a declared size nobody knows how many are not listed.

use std::collections::HashMap;
use std::hash::Hash;
use std::ops::Range as Rows;
use std::sync::Arc;

use model::core::{HOUSEHOLD_ROLE, HOUSEHOLD_SIZE};
use model::{FieldState, Value};
use rules::expr::{FieldRef, Op, Quantifier, Type, Whose};
use rules::walk::{End, EvalError, Range};
use rules::{Bound, Cond, Term, Truth};
use rustc_hash::FxHashMap;

use super::cell::ValueCell;
use super::values::{Keys, Values};
use super::{BatchScene, Kleene};
use crate::kleene::Bits;
use crate::reads::Reads;

/// One household: its rows, and how many of its members are not listed.
#[derive(Debug, Clone)]
pub(super) struct HouseholdRows {
    rows: Rows<usize>,
    declared: Option<(i64, i64)>,
}

impl HouseholdRows {
    fn listed(&self) -> i64 {
        i64::try_from(self.rows.len()).unwrap_or(i64::MAX)
    }

    /// The most members there may be who are not listed.
    fn unlisted(&self) -> End {
        self.declared.map_or(End::Above, |(_, most)| End::At(most.saturating_sub(self.listed()).max(0)))
    }
}

impl BatchScene<'_> {
    /// `household.any(body)` or `household.all(body)`.
    pub(super) fn quantified(&self, bound: &Bound, quantifier: Quantifier, body: &Cond) -> Result<Kleene, EvalError> {
        let truths = self.cond(bound, body)?;
        let truth = |home: &HouseholdRows| {
            let [hold, fail, undecided] = truths.count(&home.rows);
            let nobody_else = undecided == 0 && home.unlisted() == End::At(0);
            match quantifier {
                Quantifier::Any => Truth::of(hold > 0, nobody_else),
                Quantifier::All => Truth::of(nobody_else && fail == 0, fail > 0),
            }
        };
        Ok(self.alike(truth).kleene(self.rows))
    }

    /// `household.count(body)`.
    pub(super) fn counted(&self, bound: &Bound, body: &Cond) -> Result<Values<ValueCell>, EvalError> {
        let truths = self.cond(bound, body)?;
        let count = |home: &HouseholdRows| {
            let [hold, _, undecided] = truths.count(&home.rows);
            (hold, undecided, home.unlisted())
        };
        self.alike(count).map(|(hold, undecided, unlisted)| {
            let most = unlisted.map(|unlisted| unlisted.checked_add(hold + undecided))?;
            Ok(ValueCell::Range(Range::between(Type::Int, End::At(*hold), most)))
        })
    }

    /// `household.size`: as declared, contested where more are listed, else at least as many as listed.
    pub(super) fn household_size(&self) -> Result<Values<ValueCell>, EvalError> {
        let size = |home: &HouseholdRows| {
            let listed = home.listed();
            home.declared.map_or((listed, End::Above), |(least, most)| (least, End::At(most.max(listed))))
        };
        self.alike(size).map(|(least, most)| Ok(ValueCell::Range(Range::between(Type::Int, End::At(*least), *most))))
    }

    /// `household.sum(term)`: who is undecided or not listed leaves the sum open upwards, and downwards too unless
    /// the term can never be negative; whom the term does not concern adds nothing.
    pub(super) fn summed(&self, bound: &Bound, term: &Term) -> Result<Values<ValueCell>, EvalError> {
        let cells = self.term(bound, term)?;
        let ty = term.ty(self.schema).ok_or(EvalError::IllTyped)?;
        let floor = if bound.never_negative(self.schema, term) { End::At(0) } else { End::Below };
        self.by_household(|home| {
            added(home.rows.clone().filter_map(|row| cells.at(row)), ty, floor, home.unlisted() != End::At(0))
        })
    }

    /// `household.max(term)`: over those whom the term concerns, and those who are not listed.
    pub(super) fn largest(&self, bound: &Bound, term: &Term) -> Result<Values<ValueCell>, EvalError> {
        let cells = self.term(bound, term)?;
        let nobody = self.somebody_unlisted(&Reads::of(term)).term(bound, term)?;
        self.by_household(|home| {
            let mut listed = home.rows.clone().filter_map(|row| cells.at(row));
            let most = listed.try_fold(ValueCell::NotApplicable, |most, cell| extreme(&most, cell, true))?;
            let unlisted = nobody.at(home.rows.start).filter(|_| home.unlisted() != End::At(0));
            unlisted.map_or(Ok(most.clone()), |nobody| extreme(&most, &nobody.forgotten(), true))
        })
    }

    /// Rows of households in which somebody may not be listed.
    pub(super) fn with_unlisted(&self) -> Bits {
        let mut rows = Bits::none(self.rows);
        for home in self.homes().iter().filter(|home| home.unlisted() != End::At(0)) {
            home.rows.clone().for_each(|row| rows.insert(row));
        }
        rows
    }

    /// The same rows with nothing known of the members themselves.
    fn somebody_unlisted(&self, reads: &Reads) -> Self {
        let of_heads = reads.fields.iter().filter(|field| field.whose == Whose::Head);
        let columns: HashMap<_, _> = of_heads.map(|field| (*field, self.column(*field))).collect();
        Self::over(self.schema, self.rows, self.runs.clone(), columns)
    }

    fn homes(&self) -> &[HouseholdRows] {
        self.homes.get_or_init(|| {
            let field = self.schema.field(HOUSEHOLD_SIZE.name);
            let sizes = field.map(|field| self.column(FieldRef { whose: Whose::Subject, field }));
            let known: Vec<_> = sizes.iter().flat_map(|sizes| sizes.states.iter()).map(declared).collect();
            let keys = sizes.as_ref().map_or(&[][..], |sizes| &sizes.keys);
            let home = |rows: Rows<usize>| {
                let keys = keys.get(rows.clone()).unwrap_or_default();
                let sizes = keys.iter().filter_map(|key| known.get(*key as usize).copied().flatten());
                HouseholdRows { declared: sizes.reduce(|(least, most), (lo, hi)| (least.min(lo), most.max(hi))), rows }
            };
            self.runs.iter().map(home).collect()
        })
    }

    /// A value for each household, told apart from that of others only where it differs.
    fn alike<T: Hash + Eq + Copy>(&self, value: impl Fn(&HouseholdRows) -> T) -> Values<T> {
        let mut numbers: FxHashMap<T, u32> = FxHashMap::default();
        let mut distinct = vec![];
        let mut keys = Vec::with_capacity(self.rows);
        for home in self.homes() {
            let value = value(home);
            let number = *numbers.entry(value).or_insert_with(|| {
                distinct.push(value);
                u32::try_from(distinct.len() - 1).unwrap_or(u32::MAX)
            });
            keys.extend(home.rows.clone().map(|_| number));
        }
        Values { keys: Keys::By(keys.into()), distinct }
    }

    /// A value for each household, which all its rows share.
    fn by_household<T>(&self, value: impl Fn(&HouseholdRows) -> Result<T, EvalError>) -> Result<Values<T>, EvalError> {
        let number = |(number, rows): (u32, Rows<usize>)| std::iter::repeat_n(number, rows.len());
        let keys = self.home_keys.get_or_init(|| (0..).zip(self.runs.iter()).flat_map(number).collect());
        let distinct = self.homes().iter().map(value).collect::<Result<_, _>>()?;
        Ok(Values { keys: Keys::By(Arc::clone(keys)), distinct })
    }

    /// For each row the row of its head of household: the one listed member known to be it.
    pub(super) fn heads(&self) -> &[Option<u32>] {
        self.heads.get_or_init(|| {
            let field = self.schema.field(HOUSEHOLD_ROLE.name);
            let roles = field.map(|field| self.column(FieldRef { whose: Whose::Subject, field }));
            let is_head = |row: &usize| roles.as_ref().is_some_and(|roles| is_head(roles.state(*row)));
            let head = |rows: Rows<usize>| {
                let mut heads = rows.filter(is_head);
                let first = heads.next();
                first.filter(|_| heads.next().is_none()).and_then(|row| u32::try_from(row).ok())
            };
            self.runs.iter().flat_map(|rows| std::iter::repeat_n(head(rows.clone()), rows.len())).collect()
        })
    }
}

pub(super) fn is_head(role: &FieldState<Value>) -> bool {
    matches!(role.known(), Some(Value::Code(role)) if role == "head")
}

/// The least and the greatest size that one member declares.
fn declared(state: &FieldState<Value>) -> Option<(i64, i64)> {
    let sizes = match state {
        FieldState::Known(value) => std::slice::from_ref(value),
        FieldState::Contested(values) => values.as_slice(),
        FieldState::Unknown | FieldState::NotApplicable => &[],
    };
    let numbers =
        sizes.iter().filter_map(|value| if let Value::Int(size) = value { Some((*size, *size)) } else { None });
    numbers.reduce(|(least, most), (size, _)| (least.min(size), most.max(size)))
}

/// The sum of some values, open where one may not apply or others may be added; then not below `floor`.
pub(super) fn added<'c>(
    cells: impl Iterator<Item = &'c ValueCell>,
    ty: Type,
    floor: End,
    mut open: bool,
) -> Result<ValueCell, EvalError> {
    let mut sum = None;
    for cell in cells {
        let Some(range) = cell.range()? else { continue };
        open |= range.may_not_apply;
        let sure = if range.may_not_apply { Range::point(range.ty, 0) } else { range };
        sum = Some(sum.map_or(Ok(sure), |sum: Range| sum.arith(Op::Add, sure))?);
    }
    let sum = sum.unwrap_or(Range::point(ty, 0));
    let lo = sum.lo.with(floor, End::Below, i64::checked_add)?;
    Ok(ValueCell::Range(if open { Range::between(ty, lo, End::Above) } else { sum }))
}

/// The larger, or the smaller, of two of which either may not apply; then it is the other.
pub(super) fn extreme(a: &ValueCell, b: &ValueCell, largest: bool) -> Result<ValueCell, EvalError> {
    let (a, b) = match (a.range()?, b.range()?) {
        (Some(a), Some(b)) => (a, b),
        (Some(one), None) | (None, Some(one)) => return Ok(ValueCell::Range(one)),
        (None, None) => return Ok(ValueCell::NotApplicable),
    };
    let mut found = Range { may_not_apply: a.may_not_apply && b.may_not_apply, ..a.extreme(b, largest)? };
    // One that may not apply does not hold the other back on the inner side.
    let (inner_a, inner_b) = if largest { (a.lo, b.lo) } else { (a.hi, b.hi) };
    let inner = match (a.may_not_apply, b.may_not_apply) {
        (true, true) if largest => inner_a.min(inner_b),
        (true, true) => inner_a.max(inner_b),
        (true, false) => inner_b,
        (false, true) => inner_a,
        (false, false) => return Ok(ValueCell::Range(found)),
    };
    if largest {
        found.lo = inner;
    } else {
        found.hi = inner;
    }
    Ok(ValueCell::Range(found))
}
