//! Random households around the boundaries of a measure.

use model::{
    CodeList, Codes, Date, Decimal, FieldId, FieldState, FieldType, Household, Money, PartialDate, Roster, Row, Schema,
    TimeOfDay, Value, ValueRange,
};

use super::{Arbitrary, CALENDAR};
use crate::bind::Bound;
use crate::dates;
use crate::expr::{Cond, Literal, MonthEnd, Term};
use crate::nodes::ExprNode;

/// Values at which a measure changes its mind.
pub(super) struct Boundaries {
    days: Vec<Date>,
    times: Vec<TimeOfDay>,
    numbers: Vec<i64>,
    /// In ten-thousandths.
    decimals: Vec<i64>,
    /// In minor units.
    amounts: Vec<i64>,
    codes: Vec<String>,
}

impl Arbitrary {
    /// A household of one to five listed members.
    pub fn household(&mut self, schema: &Schema, bound: &Bound) -> Household {
        self.near(schema, &Boundaries::of(bound))
    }

    /// Several such households; the boundaries of the measure are looked for once.
    pub fn households(&mut self, schema: &Schema, bound: &Bound, count: usize) -> Vec<Household> {
        let near = Boundaries::of(bound);
        (0..count).map(|_| self.near(schema, &near)).collect()
    }

    fn near(&mut self, schema: &Schema, near: &Boundaries) -> Household {
        let listed: i64 = self.pick(1, &[1, 2, 3, 5]);
        let members = (0..listed).map(|_| self.member(schema, near, listed)).collect();
        let about = usize::try_from(self.number(0, listed - 1)).unwrap_or_default();
        Household { members, roster: self.pick(Roster::Complete, &[Roster::Open]), about }
    }

    fn member(&mut self, schema: &Schema, near: &Boundaries, listed: i64) -> Row {
        let mut row = Row::new(schema);
        for (id, field) in schema.numbered() {
            let state = match field.name.as_str() {
                "household.size" => self.size(listed),
                "household.id" => FieldState::Unknown,
                _ => self.state(schema, id, near),
            };
            row.set(id, state);
        }
        for (kind, _) in schema.numbered_kinds() {
            if let Some(list) = self.records(schema, kind, near) {
                row.set_records(kind, list);
            }
        }
        row
    }

    /// Mostly undeclared; else below, at or above the number listed.
    fn size(&mut self, listed: i64) -> FieldState<Value> {
        if self.chance(70) {
            return FieldState::Unknown;
        }
        FieldState::Known(Value::Int((listed + self.number(-1, 2)).max(0)))
    }

    pub(super) fn state(&mut self, schema: &Schema, field: FieldId, near: &Boundaries) -> FieldState<Value> {
        match self.number(0, 99) {
            0..15 => FieldState::Unknown,
            15..23 => FieldState::NotApplicable,
            23..31 => self.contested(schema, field, near),
            _ => self.value(schema, field, near).map_or(FieldState::Unknown, FieldState::Known),
        }
    }

    fn contested(&mut self, schema: &Schema, field: FieldId, near: &Boundaries) -> FieldState<Value> {
        let candidates: Vec<Value> = (0..2).filter_map(|_| self.value(schema, field, near)).collect();
        match candidates.as_slice() {
            [a, b] if a != b => FieldState::Contested(candidates),
            _ => FieldState::Unknown,
        }
    }

    /// One value that a field may have; `None` for free text, which measures do not read.
    fn value(&mut self, schema: &Schema, field: FieldId, near: &Boundaries) -> Option<Value> {
        match schema.get(field)?.ty {
            FieldType::Bool => Some(Value::Bool(self.chance(50))),
            FieldType::Int { range } => Some(Value::Int(within(range, self.near_number(near)))),
            FieldType::Decimal { places, range } => {
                let place = 10_i64.pow(u32::from(Decimal::PLACES.saturating_sub(places)));
                let near = self.choose(&near.decimals).unwrap_or(3 * place) / place * place;
                Some(Value::Decimal(Decimal(within(range, near + self.number(-1, 1) * place))))
            }
            FieldType::Money { currency, range } => {
                let minor = self.choose(&near.amounts).unwrap_or(3) + self.number(-1, 1);
                Some(Value::Money(Money { currency, minor: within(range, minor) }))
            }
            FieldType::Text | FieldType::Record => None,
            FieldType::Date => Some(Value::Date(self.near_day(near))),
            FieldType::PartialDate => Some(Value::Partial(self.partial(near))),
            FieldType::Time => Some(Value::Time(self.near_time(near))),
            FieldType::Code(_) => self.near_code(schema, field, near).map(Value::Code),
            FieldType::CodeSet(_) => {
                let codes = (0..self.number(0, 3)).filter_map(|_| self.near_code(schema, field, near));
                Some(Value::Codes(codes.collect()))
            }
        }
    }

    fn near_number(&mut self, near: &Boundaries) -> i64 {
        self.choose(&near.numbers).unwrap_or(3) + self.number(-1, 1)
    }

    fn near_day(&mut self, near: &Boundaries) -> Date {
        let day = if self.chance(85) { self.choose(&near.days) } else { None };
        let day = day.unwrap_or_else(|| self.day());
        self.later(day, -1, 1)
    }

    fn near_time(&mut self, near: &Boundaries) -> TimeOfDay {
        let near = self.choose(&near.times).unwrap_or(TimeOfDay::LAST);
        TimeOfDay::of_minutes(near.minutes() + self.number(-1, 1)).unwrap_or(near)
    }

    fn partial(&mut self, near: &Boundaries) -> PartialDate {
        let day = self.near_day(near);
        let coarse = match self.number(0, 5) {
            0 => PartialDate::year(day.year()),
            1 => PartialDate::month(day.year(), day.month()),
            _ => Ok(day.into()),
        };
        coarse.unwrap_or(day.into())
    }

    /// A code the measure names, or one coarser or finer, or any other of the list.
    fn near_code(&mut self, schema: &Schema, field: FieldId, near: &Boundaries) -> Option<String> {
        let (FieldType::Code(list) | FieldType::CodeSet(list)) = schema.get(field)?.ty else { return None };
        let list = schema.list(list)?;
        let own: Vec<String> = near.codes.iter().filter(|code| list.admits(code)).cloned().collect();
        let Some(mut code) = self.choose(&own).filter(|_| self.chance(75)) else { return self.any_code(list) };
        match self.number(0, 3) {
            0 if list.hierarchical => code.truncate(code.len().saturating_sub(1)),
            1 if list.hierarchical => code.push('1'),
            _ => {}
        }
        if list.admits(&code) { Some(code) } else { self.any_code(list) }
    }

    /// A code that a measure may name: one of the list that does not mean "unknown".
    pub(super) fn code(&mut self, schema: &Schema, field: FieldId) -> Option<String> {
        let (FieldType::Code(list) | FieldType::CodeSet(list)) = schema.get(field)?.ty else { return None };
        let list = schema.list(list)?;
        self.any_code(list).filter(|code| !list.means_unknown(code))
    }

    fn any_code(&mut self, list: &CodeList) -> Option<String> {
        match &list.codes {
            Codes::Listed(codes) => self.choose(codes).map(|code| code.code),
            Codes::Shaped { alphabet, length: (least, most), .. } => {
                // From few characters, so that codes often agree.
                let letters: Vec<char> = alphabet.chars().take(3).collect();
                let length = self.number(i64::try_from(*least).ok()?, i64::try_from(*most).ok()?.min(6));
                (0..length).map(|_| self.choose(&letters)).collect()
            }
        }
    }
}

/// The number, or the end of the range that it passes.
fn within(range: ValueRange, number: i64) -> i64 {
    number.min(range.max.unwrap_or(i64::MAX)).max(range.min.unwrap_or(i64::MIN))
}

impl Boundaries {
    fn of(bound: &Bound) -> Self {
        let mut near = Self {
            days: vec![bound.on],
            times: vec![],
            numbers: vec![0, 3],
            decimals: vec![0],
            amounts: vec![0],
            codes: vec![],
        };
        for node in bound.expressions().flat_map(ExprNode::all) {
            match node {
                ExprNode::Term(Term::Literal(literal)) => near.add(bound, literal),
                ExprNode::Cond(Cond::OneOf { codes, .. } | Cond::Under { codes, .. } | Cond::HasAny { codes, .. }) => {
                    near.codes.extend(codes.iter().cloned());
                }
                ExprNode::Cond(_) | ExprNode::Term(_) => {}
            }
        }
        for row in bound.tables.values().flat_map(|table| &table.rows) {
            near.add(bound, &row.from);
            near.add(bound, &row.to);
        }
        near
    }

    fn add(&mut self, bound: &Bound, literal: &Literal) {
        match literal {
            Literal::Date(day) => self.days.push(*day),
            Literal::Int(number) => self.add_number(bound, *number),
            Literal::Code(code) => self.codes.push(code.clone()),
            Literal::Decimal(Decimal(number)) => self.decimals.push(*number),
            Literal::Money(amount) => self.amounts.push(amount.minor),
            Literal::Time(time) => self.times.push(*time),
            Literal::Bool(_) => {}
        }
    }

    /// The number itself, and the days that lie so many years, months, days or working days from the assessment date.
    fn add_number(&mut self, bound: &Bound, number: i64) {
        self.numbers.push(number);
        let working = bound.calendars.get(CALENDAR);
        let days = [
            dates::add_months(bound.on, -12 * number, MonthEnd::Down),
            dates::add_months(bound.on, -number, MonthEnd::Down),
            dates::add_days(bound.on, -number),
            dates::add_days(bound.on, number),
            working.and_then(|calendar| dates::add_working_days(calendar, bound.on, -number)?.latest),
        ];
        self.days.extend(days.into_iter().flatten());
    }
}
