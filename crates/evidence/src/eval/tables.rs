//! Tables over rows: whether a row of the table holds a value, what stands beside it, where a day rolls to.

use rules::bind::BoundTable;
use rules::expr::{Literal, Type};
use rules::walk::{End, EvalError, Range, roll};
use rules::{Truth, dates};

use super::cell::ValueCell;

/// The table's ranges that the key may fall into, with their positions.
fn touched(table: &BoundTable, key: Range) -> Result<Vec<(usize, i64, i64)>, EvalError> {
    let mut touched = vec![];
    for (position, row) in table.rows.iter().enumerate() {
        let (from, to) = (end(&row.from, key.ty)?, end(&row.to, key.ty)?);
        if key.lo <= End::At(to) && End::At(from) <= key.hi {
            touched.push((position, from, to));
        }
    }
    Ok(touched)
}

fn end(literal: &Literal, ty: Type) -> Result<i64, EvalError> {
    let range = ValueCell::from(literal).range()?.filter(|range| range.ty == ty);
    range.and_then(Range::exact).ok_or(EvalError::IllTyped)
}

/// Whether ranges hold, between them, every value from the key's least to its greatest.
fn cover(ranges: &[(usize, i64, i64)], key: Range) -> bool {
    let Some((lo, hi)) = key.lo.at().zip(key.hi.at()) else { return false };
    let mut sorted: Vec<(i64, i64)> = ranges.iter().map(|(_, from, to)| (*from, *to)).collect();
    sorted.sort_unstable();
    // The first value that no range up to here has held.
    let missing = sorted.iter().try_fold(lo, |next, (from, to)| {
        let held = *from <= next && *to >= next;
        if held { to.checked_add(1) } else { Some(next) }
    });
    missing.is_none_or(|missing| missing > hi)
}

/// `within`: true where the rows hold all that the key may be, false where they hold none of it.
pub(super) fn within(table: &BoundTable, key: Range, negated: bool) -> Result<Truth, EvalError> {
    let ranges = touched(table, key)?;
    Ok(key.applies_too(Truth::of(cover(&ranges, key), ranges.is_empty()).negate_if(negated)))
}

/// `lookup`: the value beside the key; not applicable where no row can hold it.
pub(super) fn lookup(table: &BoundTable, key: Range, column: usize) -> Result<ValueCell, EvalError> {
    let ranges = touched(table, key)?;
    let mut found: Option<ValueCell> = None;
    for (position, _, _) in &ranges {
        let value = table.rows.get(*position).and_then(|row| row.values.get(column)).ok_or(EvalError::IllTyped)?;
        let value = ValueCell::from(value);
        found = Some(found.map_or(Ok(value.clone()), |found| found.either(&value))?);
    }
    let Some(found) = found else { return Ok(ValueCell::NotApplicable) };
    let sure = cover(&ranges, key) && !key.may_not_apply;
    if sure { Ok(found) } else { found.either(&ValueCell::NotApplicable) }
}

/// `roll_forward`: not monotone, so every day that may fall into a row is rolled; others stay where they are.
pub(super) fn roll_forward(table: &BoundTable, days: Range) -> Result<Range, EvalError> {
    let all = touched(table, Range::unknown(Type::Date))?;
    let first = all.iter().map(|(_, from, _)| *from).min();
    let last = all.iter().map(|(_, _, to)| *to).max();
    let Some((first, last)) = first.zip(last) else { return Ok(days) };
    let from = days.lo.at().map_or(first, |lo| lo.max(first));
    let to = days.hi.at().map_or(last, |hi| hi.min(last));
    let to_day = |number| dates::day(number).and_then(|day| roll(table, day)).map(dates::number);
    let rolled: Option<Vec<i64>> = (from..=to).map(to_day).collect();
    let mut ends: Vec<End> = rolled.ok_or(EvalError::Overflow)?.into_iter().map(End::At).collect();
    let before = (days.lo < End::At(first)).then(|| [days.lo, days.hi.min(End::At(first.saturating_sub(1)))]);
    let after = (days.hi > End::At(last)).then(|| [days.lo.max(End::At(last.saturating_add(1))), days.hi]);
    ends.extend(before.into_iter().chain(after).flatten());
    let lo = ends.iter().min().copied().unwrap_or(days.lo);
    let hi = ends.iter().max().copied().unwrap_or(days.hi);
    Ok(days.derive(days, Type::Date, lo, hi))
}
