//! Terms to readings. Each function is monotone in each of its dates, so its interval is that of its ends.

use jiff::civil::Date;

use super::range::{End, Range};
use super::reading::Reading;
use super::{EvalError, Scene, Who};
use crate::dates::{self, Doubt, Reached};
use crate::expr::{Call, Op, Term, Type};
use crate::measure::Calendar;
use crate::nodes::ExprNode;
use crate::verdict::Truth;

impl<'a> Scene<'a> {
    /// Reads a term of a member.
    pub(crate) fn term(&self, term: &'a Term, who: Who) -> Result<Reading<'a>, EvalError> {
        match term {
            Term::Literal(literal) => Ok(literal.into()),
            Term::On => Ok(Reading::Range(self.on())),
            Term::Param { ty, .. } => Ok(Reading::unknown(*ty)),
            Term::Awaits { ty, set, .. } => Ok(Reading::awaited(*ty, *set)),
            Term::Field(field) => self.field(*field, who),
            Term::Arith(op, a, b) => self.pair(a, b, who, |a, b| a.arith(*op, b)),
            Term::Call(call) => self.call(call, who),
            Term::Guarded(guard, term) => {
                let reading = self.term(term, who)?;
                Ok(match self.truth(guard, who)? {
                    Truth::True => reading,
                    Truth::False => Reading::NotApplicable,
                    Truth::Unknown => reading.forgotten(),
                })
            }
            Term::If(choice, a, b) => {
                let (a, b) = (self.term(a, who)?, self.term(b, who)?);
                match self.truth(choice, who)? {
                    Truth::True => Ok(a),
                    Truth::False => Ok(b),
                    Truth::Unknown => a.either(b),
                }
            }
        }
    }

    fn on(&self) -> Range {
        Range::point(Type::Date, dates::number(self.bound.on))
    }

    fn call(&self, call: &'a Call, who: Who) -> Result<Reading<'a>, EvalError> {
        match call {
            Call::Age(birth, at) => self.pair(birth, at, who, |birth, at| elapsed(birth, at, dates::age)),
            Call::MonthsBetween(a, b) => self.pair(a, b, who, |a, b| elapsed(a, b, dates::months_between)),
            Call::DaysBetween(a, b) => self.pair(a, b, who, days_between),
            Call::AddDays(date, n) => self.pair(date, n, who, |date, n| later(date, n, dates::add_days)),
            Call::AddMonths(date, n, end) => {
                self.pair(date, n, who, |date, n| later(date, n, |date, n| dates::add_months(date, n, *end)))
            }
            Call::WorkingDaysSince(date, calendar) => self.working(date, calendar, who, true),
            Call::WorkingDaysUntil(date, calendar) => self.working(date, calendar, who, false),
            Call::AddWorkingDays(date, n, name) => {
                let calendar = self.calendar(name)?;
                self.pair(date, n, who, |date, n| reached(calendar, date, n))
            }
            Call::RollForward(date, table) => self.single(date, who, |days| self.roll_forward(days, table)),
            Call::Lookup { table, key, column, .. } => {
                let key = self.term(key, who)?.range()?;
                key.map_or(Ok(Reading::NotApplicable), |key| self.lookup(table, key, column))
            }
            Call::HouseholdSize => Ok(Reading::Range(self.household_size())),
            Call::Count(body) => self.count(self.members(), body).map(Reading::Range),
            Call::Sum(term) => self.sum(self.members(), term),
            Call::MaxOf(term) => self.extreme_of(self.members(), term, true),
            Call::Records(kind, fold) => self.folded(*kind, fold, who),
            Call::Min(a, b) => self.pair(a, b, who, |a, b| a.extreme(b, false)),
            Call::Max(a, b) => self.pair(a, b, who, |a, b| a.extreme(b, true)),
            Call::Round(term, step, rounding) => {
                let step = Reading::from(step).range()?.ok_or(EvalError::IllTyped)?;
                self.single(term, who, |range| range.round(step, *rounding))
            }
        }
    }

    fn single(
        &self,
        term: &'a Term,
        who: Who,
        f: impl FnOnce(Range) -> Result<Range, EvalError>,
    ) -> Result<Reading<'a>, EvalError> {
        let range = self.term(term, who)?.range()?;
        range.map_or(Ok(Reading::NotApplicable), |range| f(range).map(Reading::Range))
    }

    /// A function of two terms; where either does not apply, neither does the result.
    fn pair(
        &self,
        a: &'a Term,
        b: &'a Term,
        who: Who,
        f: impl FnOnce(Range, Range) -> Result<Range, EvalError>,
    ) -> Result<Reading<'a>, EvalError> {
        match (self.term(a, who)?.range()?, self.term(b, who)?.range()?) {
            (Some(a), Some(b)) => f(a, b).map(Reading::Range),
            (None, _) | (_, None) => Ok(Reading::NotApplicable),
        }
    }

    /// Of which calendar, and why, working days cannot be told by this very term.
    pub(crate) fn doubts(&self, term: &'a Term, who: Who) -> Result<Vec<(&'a str, Doubt)>, EvalError> {
        let (Some(name), Term::Call(call)) = (ExprNode::Term(term).calendar(), term) else { return Ok(vec![]) };
        let calendar = self.calendar(name)?;
        let day = |end: End| dates::day(end.at()?);
        let found = if let Call::AddWorkingDays(date, n, _) = call {
            let both = self.term(date, who)?.range()?.zip(self.term(n, who)?.range()?);
            let ends = both.map(|(days, n)| [(days.lo, n.lo), (days.hi, n.hi)]).into_iter().flatten();
            ends.filter_map(|(date, n)| dates::doubt_of_end(calendar, day(date)?, n.at()?)).collect::<Vec<_>>()
        } else {
            let since = matches!(call, Call::WorkingDaysSince(..));
            let date = ExprNode::Term(term).children().into_iter().find_map(|node| match node {
                ExprNode::Term(date) => Some(date),
                ExprNode::Cond(_) => None,
            });
            let days = date.map(|date| self.term(date, who)?.range()).transpose()?.flatten();
            let ends = days.map(|days| [days.lo, days.hi]).into_iter().flatten().filter_map(day);
            let of = |date| if since { (date, self.bound.on) } else { (self.bound.on, date) };
            ends.map(of).filter_map(|(after, until)| dates::doubt(calendar, after, until)).collect()
        };
        Ok(found.into_iter().map(|doubt| (calendar.name.as_str(), doubt)).collect())
    }

    fn calendar(&self, name: &str) -> Result<&'a Calendar, EvalError> {
        self.bound.calendars.get(name).ok_or_else(|| EvalError::Calendar(name.into()))
    }

    /// Working days between the term and the assessment date, in the one direction or the other.
    fn working(&self, date: &'a Term, calendar: &str, who: Who, since: bool) -> Result<Reading<'a>, EvalError> {
        let calendar = self.calendar(calendar)?;
        self.single(date, who, |days| {
            expect_type(days, Type::Date)?;
            let count = |end: End| match end {
                End::At(number) => {
                    let date = dates::day(number).ok_or(EvalError::Overflow)?;
                    let (after, until) = if since { (date, self.bound.on) } else { (self.bound.on, date) };
                    Ok(Some(dates::working_days(calendar, after, until)))
                }
                End::Below | End::Above => Ok(None),
            };
            let (fewest, most) = if since { (days.hi, days.lo) } else { (days.lo, days.hi) };
            let (fewest, most) = (count(fewest)?, count(most)?);
            let lo = fewest.map_or(0, |counted| counted.least);
            let hi = most.map_or(End::Above, |counted| End::At(counted.most));
            Ok(days.derive(days, Type::Int, End::At(lo), hi))
        })
    }
}

fn expect_type(range: Range, ty: Type) -> Result<(), EvalError> {
    if range.ty == ty { Ok(()) } else { Err(EvalError::IllTyped) }
}

/// Time from one day to another: shortest from the latest start to the earliest end.
fn elapsed(from: Range, to: Range, f: impl Fn(Date, Date) -> i64) -> Result<Range, EvalError> {
    expect_type(from, Type::Date)?;
    expect_type(to, Type::Date)?;
    let count = |a: i64, b: i64| Some(f(dates::day(a)?, dates::day(b)?));
    let lo = from.hi.with(to.lo, End::Below, count)?;
    let hi = from.lo.with(to.hi, End::Above, count)?;
    Ok(from.derive(to, Type::Int, lo, hi))
}

fn days_between(from: Range, to: Range) -> Result<Range, EvalError> {
    expect_type(from, Type::Date)?;
    expect_type(to, Type::Date)?;
    Range { ty: Type::Int, ..to }.arith(Op::Sub, Range { ty: Type::Int, ..from })
}

/// A day and a number of steps onwards.
fn later(date: Range, n: Range, f: impl Fn(Date, i64) -> Option<Date>) -> Result<Range, EvalError> {
    expect_type(date, Type::Date)?;
    expect_type(n, Type::Int)?;
    let step = |date: i64, n: i64| dates::day(date).and_then(|date| f(date, n)).map(dates::number);
    let lo = date.lo.with(n.lo, End::Below, step)?;
    let hi = date.hi.with(n.hi, End::Above, step)?;
    Ok(date.derive(n, Type::Date, lo, hi))
}

/// A day and a number of working days onwards, as early and as late as the calendar leaves it open.
fn reached(calendar: &Calendar, date: Range, n: Range) -> Result<Range, EvalError> {
    expect_type(date, Type::Date)?;
    expect_type(n, Type::Int)?;
    let end = |date: End, n: End, open: End, side: fn(Reached) -> Option<Date>| {
        let (End::At(date), End::At(n)) = (date, n) else { return Ok(open) };
        let reached = dates::day(date).and_then(|date| dates::add_working_days(calendar, date, n));
        let reached = reached.ok_or(EvalError::Overflow)?;
        Ok(side(reached).map_or(open, |day| End::At(dates::number(day))))
    };
    let lo = end(date.lo, n.lo, End::Below, |reached| reached.earliest)?;
    let hi = end(date.hi, n.hi, End::Above, |reached| reached.latest)?;
    Ok(date.derive(n, Type::Date, lo, hi))
}
