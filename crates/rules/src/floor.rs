//! Which terms can never be negative, whatever is learnt: a sum over members can then only grow.
//!
//! Known from the pack alone: the minimum that the schema declares of a field, literals, and functions that keep it.
//! Both back ends ask here, so that neither takes a floor for granted that the other does not.

use model::Schema;

use crate::bind::{Bound, BoundTable};
use crate::expr::{Call, Literal, Op, RecordFold, Term};

impl Bound {
    /// Whether a term, bound to the day, can only be zero or more.
    pub fn never_negative(&self, schema: &Schema, term: &Term) -> bool {
        let never = |term: &Term| self.never_negative(schema, term);
        match term {
            Term::Field(field) => {
                let range = schema.get(field.field).and_then(|field| field.ty.range());
                range.and_then(|range| range.min).is_some_and(|min| min >= 0)
            }
            Term::Literal(literal) => at_least_zero(literal),
            Term::Guarded(_, term) => never(term),
            Term::If(_, a, b) | Term::Arith(Op::Add | Op::Mul | Op::Div, a, b) => never(a) && never(b),
            Term::Call(call) => self.call_never_negative(schema, call),
            Term::Awaits { set, .. } => set.and_then(|range| range.min).is_some_and(|min| min >= 0),
            Term::On | Term::Param { .. } | Term::Arith(Op::Sub, _, _) => false,
        }
    }

    fn call_never_negative(&self, schema: &Schema, call: &Call) -> bool {
        let never = |term: &Term| self.never_negative(schema, term);
        match call {
            Call::HouseholdSize
            | Call::Count(_)
            | Call::Records(_, RecordFold::Count(_))
            | Call::WorkingDaysSince(..)
            | Call::WorkingDaysUntil(..) => true,
            Call::Sum(term)
            | Call::MaxOf(term)
            | Call::Records(_, RecordFold::Sum(term) | RecordFold::Least(term) | RecordFold::Most(term))
            | Call::Round(term, ..) => never(term),
            Call::Min(a, b) => never(a) && never(b),
            Call::Max(a, b) => never(a) || never(b),
            Call::Lookup { table, column, .. } => {
                self.tables.get(table).is_some_and(|table| column_at_least_zero(table, column))
            }
            Call::Age(..)
            | Call::DaysBetween(..)
            | Call::MonthsBetween(..)
            | Call::AddDays(..)
            | Call::AddMonths(..)
            | Call::AddWorkingDays(..)
            | Call::RollForward(..) => false,
        }
    }
}

fn column_at_least_zero(table: &BoundTable, column: &str) -> bool {
    let place = table.columns.iter().position(|known| known == column);
    place.is_some_and(|place| table.rows.iter().all(|row| row.values.get(place).is_some_and(at_least_zero)))
}

fn at_least_zero(literal: &Literal) -> bool {
    match literal {
        Literal::Int(number) => *number >= 0,
        Literal::Decimal(number) => number.0 >= 0,
        Literal::Money(amount) => amount.minor >= 0,
        Literal::Bool(_) | Literal::Date(_) | Literal::Time(_) | Literal::Code(_) => false,
    }
}
