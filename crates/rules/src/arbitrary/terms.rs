//! Random terms. Their numbers stay small, so that an overflow is never the reason why two evaluators agree.

use model::{Decimal, FieldId, FieldType, Money, Schema, TimeOfDay, ValueRange};

use super::{Arbitrary, CALENDAR, DAYS, FEE, NUMBERS};
use crate::expr::{Call, Literal, MonthEnd, Op, Rounding, Term, Type};

impl Arbitrary {
    /// A number near which fields will lie.
    pub(super) fn small(&mut self) -> i64 {
        self.pick(0, &[1, 2, 3, 5, 6, 12, 15, 18, 21, 30, 40, 120])
    }

    /// A whole number of a person, with functions nested at most so deep.
    pub(super) fn int_term(&mut self, schema: &Schema, depth: usize) -> Term {
        let plain = self.field(schema, |ty| matches!(ty, FieldType::Int { .. })).map(|field| self.whose(field));
        let plain = plain.map_or(Term::Literal(Literal::Int(3)), Term::Field);
        if depth == 0 || self.chance(20) {
            return plain;
        }
        let inner = Box::new(self.int_term(schema, depth - 1));
        match self.number(0, 9) {
            0 => Term::Arith(self.pick(Op::Add, &[Op::Sub, Op::Mul]), inner, Box::new(plain)),
            1 => Term::Arith(self.pick(Op::Add, &[Op::Sub, Op::Mul]), inner, self.boxed_int()),
            2 => Term::Call(Call::Min(inner, self.boxed_int())),
            3 => Term::Call(Call::Max(inner, self.boxed_int())),
            4 => {
                let rounding = self.pick(Rounding::Down, &[Rounding::Up, Rounding::HalfUp]);
                Term::Call(Call::Round(inner, Literal::Int(self.number(1, 7)), rounding))
            }
            5 => {
                let key = self.date_term(schema, 0).filter(|_| self.chance(50));
                let table = if key.is_some() { DAYS } else { NUMBERS };
                let key = key.map_or(inner, Box::new);
                Term::Call(Call::Lookup { table: table.into(), key, column: FEE.into(), ty: Type::Int })
            }
            6 => Term::Guarded(Box::new(self.atom(schema)), inner),
            _ => self.elapsed(schema, depth - 1).unwrap_or(plain),
        }
    }

    /// Years, months, days or working days between two days.
    fn elapsed(&mut self, schema: &Schema, depth: usize) -> Option<Term> {
        let a = Box::new(self.date_term(schema, depth)?);
        let b = if self.chance(75) { Term::Literal(Literal::Date(self.day())) } else { self.date_term(schema, depth)? };
        let b = Box::new(b);
        Some(Term::Call(match self.number(0, 6) {
            0 => Call::Age(a, b),
            1 => Call::MonthsBetween(a, b),
            2 => Call::DaysBetween(a, b),
            3 | 4 => Call::WorkingDaysSince(a, CALENDAR.into()),
            _ => Call::WorkingDaysUntil(a, CALENDAR.into()),
        }))
    }

    /// A day of a person, with functions nested at most so deep; `None` where the schema has no dates.
    pub(super) fn date_term(&mut self, schema: &Schema, depth: usize) -> Option<Term> {
        let field = self.field(schema, |ty| matches!(ty, FieldType::Date | FieldType::PartialDate))?;
        let plain = Term::Field(self.whose(field));
        if depth == 0 || self.chance(40) {
            return Some(plain);
        }
        let inner = Box::new(self.date_term(schema, depth - 1)?);
        let end = self.pick(MonthEnd::Down, &[MonthEnd::Up]);
        Some(Term::Call(match self.number(0, 5) {
            0 => Call::AddDays(inner, self.boxed_int()),
            1 => Call::AddMonths(inner, self.boxed_int(), end),
            2 => Call::AddWorkingDays(inner, self.boxed_int(), CALENDAR.into()),
            3 => Call::RollForward(inner, DAYS.into()),
            4 => Call::Min(inner, Box::new(plain)),
            _ => Call::Max(inner, Box::new(plain)),
        }))
    }

    fn boxed_int(&mut self) -> Box<Term> {
        Box::new(Term::Literal(Literal::Int(self.small())))
    }

    /// A decimal, an amount or a time of day of a person, sometimes with something added, or a part or a multiple of it.
    pub(super) fn measured_term(&mut self, field: FieldId, ty: FieldType) -> Term {
        let plain = Box::new(Term::Field(self.whose(field)));
        // Of two times of day one comes first; nothing is reckoned with them.
        let least = if ty == FieldType::Time { 3 } else { 0 };
        match self.number(least, 9) {
            0 => Term::Arith(self.pick(Op::Add, &[Op::Sub]), plain, Box::new(self.written(ty))),
            1 => Term::Arith(Op::Mul, plain, self.boxed_int()),
            2 => {
                Term::Arith(Op::Mul, plain, Box::new(Term::Literal(Literal::Decimal(Decimal(self.number(1, 30_000))))))
            }
            3 => Term::Call(Call::Min(plain, Box::new(self.written(ty)))),
            4 => Term::Call(Call::Max(plain, Box::new(self.written(ty)))),
            5 if ty != FieldType::Time => {
                let rounding = self.pick(Rounding::Down, &[Rounding::Up, Rounding::HalfUp]);
                Term::Call(Call::Round(plain, Literal::Int(self.number(1, 7)), rounding))
            }
            _ => *plain,
        }
    }

    /// A decimal, an amount in the currency of a field, or a time of day; seldom one that an office has yet to set.
    pub(super) fn written(&mut self, ty: FieldType) -> Term {
        let number = self.number(-5, 50_000);
        let literal = match ty {
            FieldType::Money { currency, .. } => Literal::Money(Money { currency, minor: number }),
            FieldType::Time => {
                let time = TimeOfDay::of_minutes(number.rem_euclid(TimeOfDay::MINUTES.into()));
                return Term::Literal(Literal::Time(time.unwrap_or(TimeOfDay::LAST)));
            }
            _ => Literal::Decimal(Decimal(number)),
        };
        if self.chance(90) {
            return Term::Literal(literal);
        }
        let max = self.chance(70).then(|| number + self.number(0, 5000));
        Term::Awaits { name: "ceiling".into(), ty: literal.ty(), set: Some(ValueRange { min: Some(number), max }) }
    }
}
