//! Random measures and households, for holding two evaluators against each other.
//!
//! Everything is well typed and comes from a seed. Households lie where mistakes live: a day before, on and after every
//! boundary of the measure, at the ends of months, with partial, contested, coarse, missing and inapplicable data, and
//! with sizes declared below and above the list, and
//! with records of every kind that the schema has, listed whole, in part or not at all. Nothing here is a person, and nothing here is for production data.

use std::collections::BTreeMap;

use jiff::civil::date;
use model::{Currency, Date, Decimal, FieldId, FieldType, KindId, Money, Schema, Text};
use rand::seq::IndexedRandom;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::bind::{Bound, BoundCondition, BoundRow, BoundTable};
use crate::dates;
use crate::expr::{Call, Cond, Literal, MonthEnd, Op, Rounding, Term, Type};
use crate::measure::{Calendar, Cap, CapLimit, Computed, Group, Holiday, IfUnknown, Law, Priority, Unit};

mod conditions;
mod knowing;
mod people;
mod records;
mod terms;

pub use knowing::says_more;

/// A source of random measures and households; the same seed gives the same ones.
#[derive(Debug, Clone)]
pub struct Arbitrary {
    rng: ChaCha8Rng,
    /// The kind of which a record is at hand.
    of_record: Option<KindId>,
}

/// Names under which every measure made here finds its tables and its calendar.
const DAYS: &str = "days";
const NUMBERS: &str = "numbers";
const FEE: &str = "fee";
const CALENDAR: &str = "national";

impl Arbitrary {
    /// From a seed.
    pub fn new(seed: u64) -> Self {
        Self { rng: ChaCha8Rng::seed_from_u64(seed), of_record: None }
    }

    /// A measure over the fields of a schema, with one to six conditions beside `in_force`.
    pub fn measure(&mut self, schema: &Schema) -> Bound {
        let on = self.day();
        let currency = self.currency();
        let in_force = Cond::Const(!self.chance(3));
        let mut conditions = vec![self.condition("in_force".into(), in_force)];
        for number in 1..=self.number(1, 6) {
            let when = self.cond(schema, 2);
            conditions.push(self.condition(format!("c{number}"), when));
        }
        self.mark(&mut conditions);
        let mut parts = vec![Group::One(0)];
        parts.extend(self.groups((1..conditions.len()).collect(), 3));
        Bound {
            pack: "arbitrary".into(),
            measure: "m".into(),
            unit: Unit::Person,
            on,
            conditions,
            root: Group::All(parts),
            computes: self.computes(schema, currency),
            priority: self.priority(schema),
            cap: if self.chance(50) { self.cap(schema, currency) } else { None },
            tables: BTreeMap::from([(DAYS.into(), self.day_table()), (NUMBERS.into(), self.number_table())]),
            calendars: BTreeMap::from([(CALENDAR.into(), self.calendar())]),
            calendar: Some("weekends".into()),
            hash: String::new(),
        }
    }

    fn condition(&mut self, id: String, when: Cond) -> BoundCondition {
        let if_unknown = self.pick(IfUnknown::Ask, &[IfUnknown::Ask, IfUnknown::PresumeYes, IfUnknown::Refer]);
        let law = Law { cite: String::new(), checked: None };
        BoundCondition { says: Text::english(id.as_str()), id, when, law, if_unknown, about: false }
    }

    /// Some of them say whom the measure is about. Drawn beside all else, which is the same whoever is marked.
    fn mark(&self, conditions: &mut [BoundCondition]) {
        let mut beside = self.clone();
        conditions.iter_mut().skip(1).for_each(|condition| condition.about = beside.chance(25));
    }

    /// Conditions in groups, so that each stands in exactly one.
    fn groups(&mut self, positions: Vec<usize>, depth: usize) -> Vec<Group> {
        if depth == 0 || positions.len() < 2 || self.chance(30) {
            return positions.into_iter().map(Group::One).collect();
        }
        let at = usize::try_from(self.number(1, 3)).unwrap_or(1).min(positions.len());
        let (left, right) = positions.split_at(at);
        let inner = self.groups(left.to_vec(), depth - 1);
        let most = i64::try_from(inner.len()).unwrap_or(1);
        let group = match self.number(0, 2) {
            0 => Group::All(inner),
            1 => Group::Any(inner),
            _ => Group::AtLeast(usize::try_from(self.number(1, most)).unwrap_or(1), inner),
        };
        let mut groups = vec![group];
        groups.extend(self.groups(right.to_vec(), depth - 1));
        groups
    }

    /// What a measure pays in; currencies without decimals and with more than two are as likely as the others.
    fn currency(&mut self) -> Option<Currency> {
        let decimals = self.pick(0, &[2, 3, 4]);
        let all: Vec<Currency> = Currency::all().filter(|currency| currency.decimals() == decimals).collect();
        self.choose(&all)
    }

    fn computes(&mut self, schema: &Schema, currency: Option<Currency>) -> Vec<Computed> {
        let number = self.int_term(schema, 2);
        let number = self.depending(schema, number);
        let mut computes = vec![Computed { name: "number".into(), ty: Type::Int, value: number }];
        if let Some(day) = self.date_term(schema, 2) {
            let value = self.depending(schema, day);
            computes.push(Computed { name: "day".into(), ty: Type::Date, value });
        }
        computes.extend(currency.map(|currency| {
            let value = self.amount(schema, currency);
            Computed { name: "amount".into(), ty: Type::Money(currency), value }
        }));
        computes
    }

    /// Something for everybody, and more by a number of theirs or of their household; sometimes a part of it, sometimes
    /// rounded to whole units.
    fn amount(&mut self, schema: &Schema, currency: Currency) -> Term {
        let money = |minor| Box::new(Term::Literal(Literal::Money(Money { currency, minor })));
        let number = if self.chance(50) {
            Term::Call(Call::Count(Box::new(self.atom(schema))))
        } else {
            self.int_term(schema, 1)
        };
        let more = Term::Arith(Op::Mul, money(self.number(1, 9999)), Box::new(number));
        let amount = Term::Arith(Op::Add, money(self.number(0, 5000)), Box::new(more));
        let amount = match self.number(0, 3) {
            0 => {
                let part = Literal::Decimal(Decimal(self.number(1, 30_000)));
                Term::Arith(Op::Mul, Box::new(amount), Box::new(Term::Literal(part)))
            }
            1 => {
                let rounding = self.pick(Rounding::Down, &[Rounding::Up, Rounding::HalfUp]);
                Term::Call(Call::Round(Box::new(amount), Literal::Int(self.number(1, 5)), rounding))
            }
            _ => amount,
        };
        if self.chance(20) { Term::Guarded(Box::new(self.atom(schema)), Box::new(amount)) } else { amount }
    }

    fn priority(&mut self, schema: &Schema) -> Vec<Priority> {
        let line = |own: &mut Self| Priority { when: own.atom(schema), add: own.number(-3, 10) };
        (0..self.number(0, 3)).map(|_| line(self)).collect()
    }

    fn cap(&mut self, schema: &Schema, currency: Option<Currency>) -> Option<Cap> {
        let budget = CapLimit::Budget(Money { minor: self.number(0, 100_000), currency: currency? });
        let places = CapLimit::Places(self.number(0, 9).unsigned_abs());
        let mut order_by = vec![(self.int_term(schema, 1), self.chance(50))];
        order_by.extend(self.date_term(schema, 1).map(|key| (key, self.chance(50))));
        Some(Cap { limit: self.pick(budget, &[places]), order_by, lottery: Some(30) })
    }

    /// Sometimes behind a relevance, sometimes one of two.
    fn depending(&mut self, schema: &Schema, term: Term) -> Term {
        match self.number(0, 6) {
            0 => Term::Guarded(Box::new(self.atom(schema)), Box::new(term)),
            1 => {
                let other = match term.ty(schema) {
                    Some(Type::Date) => Literal::Date(self.day()),
                    _ => Literal::Int(self.small()),
                };
                Term::If(Box::new(self.atom(schema)), Box::new(term), Box::new(Term::Literal(other)))
            }
            _ => term,
        }
    }

    /// Four rows with gaps and, in half of the tables, rows that overlap as roll tables may.
    fn day_table(&mut self) -> BoundTable {
        let overlap = self.chance(50);
        let mut from = self.day();
        let mut rows = Vec::new();
        for _ in 0..4 {
            let to = self.later(from, 20, 70);
            rows.push(self.row(Literal::Date(from), Literal::Date(to)));
            from = if overlap { to } else { self.later(to, 1, 30) };
        }
        let roll = Some(self.pick(MonthEnd::Down, &[MonthEnd::Up]));
        BoundTable { roll, columns: vec![FEE.into()], rows }
    }

    fn number_table(&mut self) -> BoundTable {
        let mut rows = Vec::new();
        let mut from = self.number(0, 3);
        for _ in 0..3 {
            let to = from + self.number(0, 40);
            rows.push(self.row(Literal::Int(from), Literal::Int(to)));
            from = to + self.number(1, 10);
        }
        BoundTable { roll: None, columns: vec![FEE.into()], rows }
    }

    fn row(&mut self, from: Literal, to: Literal) -> BoundRow {
        BoundRow { from, to, months: self.number(1, 3), values: vec![Literal::Int(self.number(0, 5))] }
    }

    /// A calendar that may end, or hold days of which nobody knows whether they are worked.
    fn calendar(&mut self) -> Calendar {
        let estimates = self.chance(50);
        let mut holiday = || {
            let holiday = Holiday { estimated: estimates && self.chance(30), ..Holiday::default() };
            (self.day(), holiday)
        };
        let holidays: BTreeMap<Date, Holiday> = (0..30).map(|_| holiday()).collect();
        let weekend = self.pick(vec![6, 7], &[vec![5, 6], vec![7]]);
        let unsure = if self.chance(40) { vec![4] } else { vec![] };
        let swapped = if self.chance(30) { 3 } else { 0 };
        let mut worked: BTreeMap<Date, Option<Date>> = (0..swapped).map(|_| (self.day(), None)).collect();
        worked.retain(|day, _| !holidays.contains_key(day));
        let covers = self.chance(70).then(|| (date(2019, 1, 1), date(2021, 1, 31)));
        Calendar { name: "weekends".into(), weekend, unsure, holidays, worked, covers, source: None }
    }

    /// A day of 2019 to 2022; often the end of a month, or 29 February.
    fn day(&mut self) -> Date {
        let year = i16::try_from(self.number(2019, 2022)).unwrap_or(2020);
        let first = date(year, i8::try_from(self.number(1, 12)).unwrap_or(1), 1);
        match self.number(0, 9) {
            0 | 1 => first.last_of_month(),
            2 => first,
            3 => date(2020, 2, 29),
            _ => self.later(first, 0, 27),
        }
    }

    fn later(&mut self, from: Date, least: i64, most: i64) -> Date {
        dates::add_days(from, self.number(least, most)).unwrap_or(from)
    }

    fn number(&mut self, least: i64, most: i64) -> i64 {
        self.rng.random_range(least..=most)
    }

    fn chance(&mut self, percent: u32) -> bool {
        self.rng.random_ratio(percent, 100)
    }

    /// One of these, each as likely.
    fn pick<T: Clone>(&mut self, one: T, others: &[T]) -> T {
        let place = self.rng.random_range(0..=others.len());
        others.get(place).cloned().unwrap_or(one)
    }

    fn choose<T: Clone>(&mut self, from: &[T]) -> Option<T> {
        from.choose(&mut self.rng).cloned()
    }

    /// A field of a wanted type that measures may read directly.
    fn field(&mut self, schema: &Schema, wanted: impl Fn(FieldType) -> bool) -> Option<FieldId> {
        if let Some(field) = self.field_of_record(schema, &wanted) {
            return Some(field);
        }
        let of_household = ["household.size", "household.role", "household.id"];
        let fields: Vec<FieldId> = schema
            .numbered()
            .filter(|(_, field)| wanted(field.ty) && !of_household.contains(&field.name.as_str()))
            .map(|(id, _)| id)
            .collect();
        self.choose(&fields)
    }
}

#[cfg(test)]
mod tests;
