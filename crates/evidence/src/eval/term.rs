//! Terms over rows. Each date function is monotone in each argument, so an interval's ends give those of the result.

use model::Date;
use rules::bind::BoundTable;
use rules::expr::{Call, Type};
use rules::measure::Calendar;
use rules::walk::{End, EvalError, Range, Reading};
use rules::{Bound, Term, Truth, dates};

use super::cell::ValueCell;
use super::join::JoinClass;
use super::values::{Keys, Values};
use super::{BatchScene, tables};
use crate::kleene::Bits;

type Cells = Result<Values<ValueCell>, EvalError>;

impl BatchScene<'_> {
    /// The value of a term for every row.
    pub(super) fn term(&self, bound: &Bound, term: &Term) -> Cells {
        match term {
            Term::Literal(literal) => Ok(Values::same(literal.into())),
            Term::On => Ok(Values::same(ValueCell::Range(Range::point(Type::Date, dates::number(bound.on))))),
            Term::Param { ty, .. } => Ok(Values::same(ValueCell::unknown(*ty))),
            Term::Awaits { ty, set, .. } => Ok(Values::same(Reading::awaited(*ty, *set).into())),
            Term::Field(field) => {
                let ty = term.ty(self.schema).ok_or(EvalError::IllTyped)?;
                let column = self.column(*field);
                let range = self.schema.get(field.field).and_then(|field| field.ty.range()).unwrap_or_default();
                let distinct = column.states.iter().map(|state| ValueCell::of_state(state, ty, range));
                Ok(Values { keys: Keys::By(column.keys), distinct: distinct.collect::<Result<_, _>>()? })
            }
            Term::Arith(op, a, b) => self.pair(bound, a, b, |a, b| a.arith(*op, b)),
            Term::Call(call) => self.call(bound, call),
            Term::Guarded(guard, term) => {
                let guards = Values::of(&self.cond(bound, guard)?);
                guards.zip(&self.term(bound, term)?, &self.joins, |guard, cell| match guard {
                    Truth::True => Ok(cell.clone()),
                    Truth::False => Ok(ValueCell::NotApplicable),
                    Truth::Unknown => Ok(cell.forgotten()),
                })
            }
            Term::If(choice, a, b) => {
                let choices = Values::of(&self.cond(bound, choice)?);
                let either =
                    self.term(bound, a)?.zip(&self.term(bound, b)?, &self.joins, |a, b| Ok((a.clone(), b.clone())))?;
                choices.zip(&either, &self.joins, |choice, (a, b)| match choice {
                    Truth::True => Ok(a.clone()),
                    Truth::False => Ok(b.clone()),
                    Truth::Unknown => a.either(b),
                })
            }
        }
    }

    fn call(&self, bound: &Bound, call: &Call) -> Cells {
        match call {
            Call::Age(birth, at) => self.elapsed(bound, birth, at, JoinClass::YEARS, dates::age),
            Call::MonthsBetween(a, b) => self.elapsed(bound, a, b, JoinClass::MONTHS, dates::months_between),
            Call::DaysBetween(a, b) => {
                self.elapsed(bound, a, b, JoinClass::DAYS, |a, b| dates::number(b) - dates::number(a))
            }
            Call::AddDays(date, n) => self.pair(bound, date, n, |date, n| later(date, n, dates::add_days)),
            Call::AddMonths(date, n, end) => {
                self.pair(bound, date, n, |date, n| later(date, n, |date, n| dates::add_months(date, n, *end)))
            }
            Call::WorkingDaysSince(date, name) => {
                let calendar = calendar(bound, name)?;
                self.single(bound, date, |days| working_days_since(calendar, days, bound.on))
            }
            Call::WorkingDaysUntil(date, name) => {
                let calendar = calendar(bound, name)?;
                self.single(bound, date, |days| working_days_until(calendar, days, bound.on))
            }
            Call::AddWorkingDays(date, n, name) => {
                let calendar = calendar(bound, name)?;
                self.pair(bound, date, n, |date, n| add_working_days(calendar, date, n))
            }
            Call::RollForward(date, name) => {
                let table = table(bound, name)?;
                if table.roll.is_none() {
                    return Err(EvalError::Table(name.clone()));
                }
                self.single(bound, date, |days| {
                    expect(days, Type::Date).and_then(|days| tables::roll_forward(table, days))
                })
            }
            Call::Lookup { table: name, key, column, .. } => {
                let table = table(bound, name)?;
                let place = table.columns.iter().position(|known| known == column);
                let place = place.ok_or_else(|| EvalError::Table(name.clone()))?;
                let keys = self.term(bound, key)?;
                keys.map(|key| {
                    key.range()?.map_or(Ok(ValueCell::NotApplicable), |key| tables::lookup(table, key, place))
                })
            }
            Call::HouseholdSize => self.household_size(),
            Call::Count(body) => self.counted(bound, body),
            Call::Sum(term) => self.summed(bound, term),
            Call::MaxOf(term) => self.largest(bound, term),
            Call::Records(kind, fold) => self.folded(bound, *kind, fold),
            Call::Min(a, b) => self.pair(bound, a, b, |a, b| a.extreme(b, false)),
            Call::Max(a, b) => self.pair(bound, a, b, |a, b| a.extreme(b, true)),
            Call::Round(term, step, rounding) => {
                let step = ValueCell::from(step).range()?.ok_or(EvalError::IllTyped)?;
                self.single(bound, term, |range| range.round(step, *rounding))
            }
        }
    }

    /// Rows for whose days the calendar leaves open how many of them are worked; `None` of what counts none.
    pub(super) fn doubtful_days(&self, bound: &Bound, call: &Call) -> Result<Option<Bits>, EvalError> {
        let read = |term| self.term(bound, term)?.map(ValueCell::range);
        let doubtful = match call {
            Call::WorkingDaysSince(date, name) => {
                let calendar = calendar(bound, name)?;
                read(date)?.map(|days| Ok(either_end(*days, |date| dates::working_days(calendar, date, bound.on))))?
            }
            Call::WorkingDaysUntil(date, name) => {
                let calendar = calendar(bound, name)?;
                read(date)?.map(|days| Ok(either_end(*days, |date| dates::working_days(calendar, bound.on, date))))?
            }
            Call::AddWorkingDays(date, n, name) => {
                let calendar = calendar(bound, name)?;
                let open = |date: End, n: End| {
                    let day = date.at().and_then(dates::day);
                    let end = day.zip(n.at()).and_then(|(day, n)| dates::add_working_days(calendar, day, n));
                    end.is_some_and(|end| end.earliest != end.latest)
                };
                read(date)?.zip(&read(n)?, &self.joins, |days, n| {
                    Ok(days.zip(*n).is_some_and(|(days, n)| open(days.lo, n.lo) || open(days.hi, n.hi)))
                })?
            }
            Call::Age(..)
            | Call::MonthsBetween(..)
            | Call::DaysBetween(..)
            | Call::AddDays(..)
            | Call::AddMonths(..)
            | Call::RollForward(..)
            | Call::Lookup { .. }
            | Call::HouseholdSize
            | Call::Count(_)
            | Call::Sum(_)
            | Call::MaxOf(_)
            | Call::Records(..)
            | Call::Min(..)
            | Call::Max(..)
            | Call::Round(..) => return Ok(None),
        };
        let rows = self.rows();
        Ok(Some(Bits::collect(rows, (0..rows).map(|row| doubtful.at(row).copied().unwrap_or(false)))))
    }

    fn single(&self, bound: &Bound, term: &Term, f: impl Fn(Range) -> Result<Range, EvalError>) -> Cells {
        let cells = self.term(bound, term)?;
        cells.map(|cell| cell.range()?.map_or(Ok(ValueCell::NotApplicable), |range| f(range).map(ValueCell::Range)))
    }

    /// A function of two terms.
    fn pair(&self, bound: &Bound, a: &Term, b: &Term, f: impl Fn(Range, Range) -> Result<Range, EvalError>) -> Cells {
        self.term(bound, a)?.zip(&self.term(bound, b)?, &self.joins, both(f))
    }

    /// Time between two days, which hangs on its class alone.
    fn elapsed(&self, bound: &Bound, a: &Term, b: &Term, class: JoinClass, f: impl Fn(Date, Date) -> i64) -> Cells {
        let (a, b) = (self.term(bound, a)?, self.term(bound, b)?);
        a.zip_by(&b, &self.joins, class, both(|a, b| elapsed(a, b, &f)))
    }
}

/// Whether days counted from either end of an interval are not told exactly.
fn either_end(days: Option<Range>, count: impl Fn(Date) -> dates::Counted) -> bool {
    let ends = days.into_iter().flat_map(|days| [days.lo, days.hi]);
    let counted = ends.filter_map(|end| end.at().and_then(dates::day)).map(count);
    counted.into_iter().any(|counted| counted.least != counted.most)
}

/// Where either does not apply, neither does the result.
fn both(
    f: impl Fn(Range, Range) -> Result<Range, EvalError>,
) -> impl Fn(&ValueCell, &ValueCell) -> Result<ValueCell, EvalError> {
    move |a, b| match (a.range()?, b.range()?) {
        (Some(a), Some(b)) => f(a, b).map(ValueCell::Range),
        (None, _) | (_, None) => Ok(ValueCell::NotApplicable),
    }
}

pub(super) fn table<'a>(bound: &'a Bound, name: &str) -> Result<&'a BoundTable, EvalError> {
    bound.tables.get(name).ok_or_else(|| EvalError::Table(name.into()))
}

fn calendar<'a>(bound: &'a Bound, name: &str) -> Result<&'a Calendar, EvalError> {
    bound.calendars.get(name).ok_or_else(|| EvalError::Calendar(name.into()))
}

fn expect(range: Range, ty: Type) -> Result<Range, EvalError> {
    if range.ty == ty { Ok(range) } else { Err(EvalError::IllTyped) }
}

/// Time between two days; the least of it from the latest start to the earliest end.
fn elapsed(from: Range, to: Range, f: impl Fn(Date, Date) -> i64) -> Result<Range, EvalError> {
    let (from, to) = (expect(from, Type::Date)?, expect(to, Type::Date)?);
    let between = |a: i64, b: i64| Some(f(dates::day(a)?, dates::day(b)?));
    let least = from.hi.with(to.lo, End::Below, between)?;
    let fixed = from.lo == from.hi && to.lo == to.hi;
    let most = if fixed { least } else { from.lo.with(to.hi, End::Above, between)? };
    Ok(from.derive(to, Type::Int, least, most))
}

/// A day some steps on; both arguments move it forward.
fn later(date: Range, n: Range, f: impl Fn(Date, i64) -> Option<Date>) -> Result<Range, EvalError> {
    let (date, n) = (expect(date, Type::Date)?, expect(n, Type::Int)?);
    let step = |date: i64, n: i64| f(dates::day(date)?, n).map(dates::number);
    let first = date.lo.with(n.lo, End::Below, step)?;
    let last = date.hi.with(n.hi, End::Above, step)?;
    Ok(date.derive(n, Type::Date, first, last))
}

fn working_days_since(calendar: &Calendar, days: Range, on: Date) -> Result<Range, EvalError> {
    let fewest = counted(days.hi, |date| dates::working_days(calendar, date, on))?;
    let most = counted(days.lo, |date| dates::working_days(calendar, date, on))?;
    working_range(days, fewest, most)
}

fn working_days_until(calendar: &Calendar, days: Range, on: Date) -> Result<Range, EvalError> {
    let fewest = counted(days.lo, |date| dates::working_days(calendar, on, date))?;
    let most = counted(days.hi, |date| dates::working_days(calendar, on, date))?;
    working_range(days, fewest, most)
}

fn counted(end: End, count: impl Fn(Date) -> dates::Counted) -> Result<Option<dates::Counted>, EvalError> {
    end.at().map(|number| dates::day(number).map(count).ok_or(EvalError::Overflow)).transpose()
}

/// There are never fewer than no working days; how many there are at most may be open.
fn working_range(
    days: Range,
    fewest: Option<dates::Counted>,
    most: Option<dates::Counted>,
) -> Result<Range, EvalError> {
    let days = expect(days, Type::Date)?;
    let lo = End::At(fewest.map_or(0, |counted| counted.least));
    let hi = most.map_or(End::Above, |counted| End::At(counted.most));
    Ok(days.derive(days, Type::Int, lo, hi))
}

fn add_working_days(calendar: &Calendar, date: Range, n: Range) -> Result<Range, EvalError> {
    let (date, n) = (expect(date, Type::Date)?, expect(n, Type::Int)?);
    let ends = |date: End, n: End| match (date.at(), n.at()) {
        (Some(date), Some(n)) => {
            let reached = dates::day(date).and_then(|date| dates::add_working_days(calendar, date, n));
            reached.map(Some).ok_or(EvalError::Overflow)
        }
        (None, _) | (_, None) => Ok(None),
    };
    let number = |day: Option<Date>, open: End| day.map_or(open, |day| End::At(dates::number(day)));
    let first = number(ends(date.lo, n.lo)?.and_then(|reached| reached.earliest), End::Below);
    let last = number(ends(date.hi, n.hi)?.and_then(|reached| reached.latest), End::Above);
    Ok(date.derive(n, Type::Date, first, last))
}
