//! Tables: whether a day lies in one, what stands beside a key, and rolling a day forward through its rows.

use jiff::civil::Date;

use super::range::{End, Range};
use super::reading::Reading;
use super::{EvalError, Scene};
use crate::bind::{BoundRow, BoundTable};
use crate::dates;
use crate::expr::{Literal, MonthEnd, Type};
use crate::verdict::Truth;

impl<'a> Scene<'a> {
    fn table(&self, name: &str) -> Result<&'a BoundTable, EvalError> {
        self.bound.tables.get(name).ok_or_else(|| EvalError::Table(name.into()))
    }

    /// Whether some row holds the value: true where the rows hold all that it may be, false where they hold none.
    pub(crate) fn within(&self, key: Range, table: &str, negated: bool) -> Result<Truth, EvalError> {
        let spans = spans(self.table(table)?, key)?;
        let truth = Truth::of(covers(&spans, key), spans.is_empty());
        Ok(key.applies_too(truth.negate_if(negated)))
    }

    /// What stands in a column beside the key; not applicable where no row holds any of what the key may be.
    pub(crate) fn lookup(&self, table: &str, key: Range, column: &str) -> Result<Reading<'a>, EvalError> {
        let missing = || EvalError::Table(table.into());
        let table = self.table(table)?;
        let place = table.columns.iter().position(|name| name == column).ok_or_else(missing)?;
        let mut found = None;
        for row in &table.rows {
            if span(row, key)?.is_some() {
                let value = Reading::from(row.values.get(place).ok_or_else(missing)?);
                found = Some(found.map_or(Ok(value), |found: Reading<'a>| found.either(value))?);
            }
        }
        let Some(found) = found else { return Ok(Reading::NotApplicable) };
        let sure = covers(&spans(table, key)?, key) && !key.may_not_apply;
        if sure { Ok(found) } else { found.either(Reading::NotApplicable) }
    }

    /// A day rolled forward; of an interval, all that its days may become.
    pub(crate) fn roll_forward(&self, days: Range, name: &str) -> Result<Range, EvalError> {
        let table = self.table(name)?;
        if table.roll.is_none() || days.ty != Type::Date {
            return Err(EvalError::Table(name.into()));
        }
        let rows = spans(table, Range::unknown(Type::Date))?;
        let Some((first, end)) = rows.into_iter().reduce(|a, b| (a.0.min(b.0), a.1.max(b.1))) else { return Ok(days) };
        let from = days.lo.at().map_or(first, |at| at.max(first));
        let to = days.hi.at().map_or(end, |at| at.min(end));
        let inside = (from..=to).map(|number| roll_number(table, number).map(End::At));
        let mut may_be: Vec<End> = inside.collect::<Result<_, _>>()?;
        // Outside the rows a day stays as it is.
        if days.lo < End::At(first) {
            may_be.extend([days.lo, days.hi.min(End::At(first - 1))]);
        }
        if days.hi > End::At(end) {
            may_be.extend([days.lo.max(End::At(end + 1)), days.hi]);
        }
        let (lo, hi) = (may_be.iter().min().copied(), may_be.iter().max().copied());
        Ok(days.derive(days, Type::Date, lo.unwrap_or(days.lo), hi.unwrap_or(days.hi)))
    }
}

/// A day, once through the rows in order: inside `from..=to`, it moves on by the row's months.
/// `None` where it would leave the calendar.
pub fn roll(table: &BoundTable, date: Date) -> Option<Date> {
    let end = table.roll.unwrap_or(MonthEnd::Down);
    table.rows.iter().try_fold(date, |at, row| match (&row.from, &row.to) {
        (Literal::Date(from), Literal::Date(to)) if (*from..=*to).contains(&at) => {
            dates::add_months(at, row.months, end)
        }
        _ => Some(at),
    })
}

fn roll_number(table: &BoundTable, number: i64) -> Result<i64, EvalError> {
    let rolled = dates::day(number).and_then(|date| roll(table, date));
    rolled.map(dates::number).ok_or(EvalError::Overflow)
}

/// The row's range, where it holds some of what the key may be.
fn span(row: &BoundRow, key: Range) -> Result<Option<(i64, i64)>, EvalError> {
    let end = |literal: &Literal| match (Reading::from(literal), key.ty) {
        (Reading::Range(range), ty) if range.ty == ty => range.exact().ok_or(EvalError::IllTyped),
        _ => Err(EvalError::IllTyped),
    };
    let (from, to) = (end(&row.from)?, end(&row.to)?);
    Ok((key.lo <= End::At(to) && End::At(from) <= key.hi).then_some((from, to)))
}

fn spans(table: &BoundTable, key: Range) -> Result<Vec<(i64, i64)>, EvalError> {
    table.rows.iter().filter_map(|row| span(row, key).transpose()).collect()
}

/// Whether some ranges hold, between them, every value of an interval.
fn covers(spans: &[(i64, i64)], key: Range) -> bool {
    let (End::At(lo), End::At(hi)) = (key.lo, key.hi) else { return false };
    let mut next = lo;
    while next <= hi {
        let reach = spans.iter().filter(|(from, to)| *from <= next && next <= *to).map(|(_, to)| *to).max();
        let Some(reach) = reach else { return false };
        let Some(after) = reach.checked_add(1) else { return true };
        next = after;
    }
    true
}
