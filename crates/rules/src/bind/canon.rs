//! A bound measure in one canonical text, and its hash: the same hash gives the same answers, on every instance.
//!
//! Fields stand by their names, not their positions, so that installing another pack changes no hash.

use std::fmt::Write;

use model::{FieldType, KindId, Schema, ValueRange};
use sha2::{Digest, Sha256};

use super::{Bound, BoundTable};
use crate::expr::{Call, Cond, FieldRef, Literal, RecordFold, Term};
use crate::measure::{Calendar, Cap};

/// SHA-256 of the canonical text, as hexadecimal digits.
pub fn hash(bound: &Bound, schema: &Schema) -> String {
    hex::encode(Sha256::digest(text(bound, schema)))
}

/// Everything that can change an answer. Whom a rule says it is about changes none.
fn text(bound: &Bound, schema: &Schema) -> String {
    let mut lines = vec![format!("measure {} {} of {:?} on {}", bound.pack, bound.measure, bound.unit, bound.on)];
    for condition in &bound.conditions {
        let says = condition.says.0.iter().map(|(lang, says)| format!("{} {says:?}", lang.0));
        lines.push(format!("{} {:?} {:?}", condition.id, condition.if_unknown, condition.law.cite));
        lines.push(list("says", says));
        lines.push(cond(&condition.when, schema));
    }
    lines.push(format!("{:?}", bound.root));
    lines.extend(bound.computes.iter().map(|computed| format!("{} {}", computed.name, term(&computed.value, schema))));
    lines.extend(bound.priority.iter().map(|line| format!("{} {}", line.add, cond(&line.when, schema))));
    lines.extend(bound.cap.iter().map(|it| cap(it, schema)));
    lines.extend(bound.tables.iter().map(|(name, it)| table(name, it)));
    lines.extend(bound.calendars.iter().map(|(name, calendar)| days(name, calendar)));
    lines.extend(bound.reads().into_iter().map(|field| reading(field, schema)));
    lines.join("\n")
}

fn cap(cap: &Cap, schema: &Schema) -> String {
    let key = |(key, descends): &(Term, bool)| list(&format!("order {descends}"), [term(key, schema)]);
    list(&format!("cap {:?} {:?}", cap.limit, cap.lottery), cap.order_by.iter().map(key))
}

fn table(name: &str, table: &BoundTable) -> String {
    let rows = table.rows.iter().map(|row| {
        let values = row.values.iter().map(literal_text);
        let range = [literal_text(&row.from), literal_text(&row.to), row.months.to_string()];
        list("row", range.into_iter().chain(values))
    });
    list(&format!("table {name} {:?} {:?}", table.roll, table.columns), rows)
}

pub(crate) fn days(name: &str, calendar: &Calendar) -> String {
    let covers = calendar.covers.map_or_else(|| "all".into(), |(from, to)| format!("{from} {to}"));
    let head = format!("calendar {name} {} {:?} {covers}", calendar.name, calendar.weekend);
    let estimated = |estimated: bool| if estimated { "~" } else { "" };
    let holidays = calendar.holidays.iter().map(|(day, holiday)| format!("{day}{}", estimated(holiday.estimated)));
    let unsure = calendar.unsure.iter().map(|day| format!("unsure {day}"));
    let worked = calendar.worked.keys().map(|day| format!("worked {day}"));
    list(&head, holidays.chain(unsure).chain(worked))
}

/// What of the schema decides how a field is read: its type, its bounds, its codes that mean unknown.
fn reading(field: FieldRef, schema: &Schema) -> String {
    let name = schema.name(field.field);
    let Some(found) = schema.get(field.field) else { return name.into() };
    match found.ty {
        FieldType::Code(of) | FieldType::CodeSet(of) => {
            let codes = schema.list(of).map(model::CodeList::listed).unwrap_or_default();
            let unknown = codes.iter().filter(|code| code.unknown).map(|code| code.code.clone());
            list(&format!("codes {name}"), unknown)
        }
        // As it was written before a field could have a maximum: hashes stand on record.
        FieldType::Int { range: ValueRange { min, max: None } } => format!("{name} Int {{ min: {min:?} }}"),
        ty => format!("{name} {ty:?}"),
    }
}

fn field(field: FieldRef, schema: &Schema) -> String {
    format!("{:?}.{}", field.whose, schema.name(field.field))
}

/// With whether those on record are all: an empty list then says another thing.
fn kind(kind: KindId, schema: &Schema) -> String {
    schema.kind_at(kind).map_or_else(String::new, |kind| format!("{} {:?}", kind.name, kind.list))
}

pub(crate) fn list(name: &str, parts: impl IntoIterator<Item = String>) -> String {
    let mut text = format!("({name}");
    for part in parts {
        // Writing to a string cannot fail.
        let _ = write!(text, " {part}");
    }
    text.push(')');
    text
}

fn of_codes(name: &str, subject: String, codes: &[String], negated: bool) -> String {
    let codes = codes.iter().map(|code| format!("{code:?}"));
    list(name, [subject, negated.to_string()].into_iter().chain(codes))
}

pub(crate) fn cond(it: &Cond, schema: &Schema) -> String {
    let all = |parts: &[Cond]| parts.iter().map(|part| cond(part, schema)).collect::<Vec<_>>();
    match it {
        Cond::Const(value) => value.to_string(),
        Cond::And(parts) => list("and", all(parts)),
        Cond::Or(parts) => list("or", all(parts)),
        Cond::Compare(rel, a, b) => list(&format!("{rel:?}"), [term(a, schema), term(b, schema)]),
        Cond::OneOf { term: it, codes, negated } => of_codes("in", term(it, schema), codes, *negated),
        Cond::Under { field: it, codes, negated } => of_codes("under", field(*it, schema), codes, *negated),
        Cond::HasAny { field: it, codes, negated } => of_codes("has_any", field(*it, schema), codes, *negated),
        Cond::Is { field: it, value } => list("is", [field(*it, schema), value.to_string()]),
        Cond::Within { term: it, table, negated } => {
            list("within", [term(it, schema), table.clone(), negated.to_string()])
        }
        Cond::Applicable { field: it, negated } => list("applicable", [field(*it, schema), negated.to_string()]),
        Cond::Known { field: it, negated } => list("known", [field(*it, schema), negated.to_string()]),
        Cond::Members { quantifier, body, negated } => {
            list(&format!("{quantifier:?}"), [cond(body, schema), negated.to_string()])
        }
        Cond::Records { kind: it, quantifier, body, negated } => {
            let head = format!("{quantifier:?}-of {}", kind(*it, schema));
            list(&head, [cond(body, schema), negated.to_string()])
        }
    }
}

pub(crate) fn term(it: &Term, schema: &Schema) -> String {
    match it {
        Term::Literal(literal) => literal_text(literal),
        Term::On => "on".into(),
        Term::Param { name, ty } => list("param", [name.clone(), format!("{ty:?}")]),
        Term::Awaits { name, ty, set: None } => list("awaits", [name.clone(), format!("{ty:?}")]),
        Term::Awaits { name, ty, set: Some(range) } => {
            list("awaits", [name.clone(), format!("{ty:?}"), format!("{range:?}")])
        }
        Term::Field(it) => field(*it, schema),
        Term::Arith(op, a, b) => list(&format!("{op:?}"), [term(a, schema), term(b, schema)]),
        Term::Call(it) => call(it, schema),
        Term::Guarded(guard, it) => list("guarded", [cond(guard, schema), term(it, schema)]),
        Term::If(choice, a, b) => list("if", [cond(choice, schema), term(a, schema), term(b, schema)]),
    }
}

fn call(it: &Call, schema: &Schema) -> String {
    let two = |name: &str, a: &Term, b: &Term| list(name, [term(a, schema), term(b, schema)]);
    let named = |name: &str, a: &Term, by: &str| list(name, [term(a, schema), by.to_owned()]);
    match it {
        Call::Age(a, b) => two("age", a, b),
        Call::AddDays(a, b) => two("add_days", a, b),
        Call::DaysBetween(a, b) => two("days_between", a, b),
        Call::AddMonths(a, b, end) => list("add_months", [term(a, schema), term(b, schema), format!("{end:?}")]),
        Call::MonthsBetween(a, b) => two("months_between", a, b),
        Call::WorkingDaysSince(a, calendar) => named("working_days_since", a, calendar),
        Call::WorkingDaysUntil(a, calendar) => named("working_days_until", a, calendar),
        Call::AddWorkingDays(a, b, calendar) => {
            list("add_working_days", [term(a, schema), term(b, schema), calendar.clone()])
        }
        Call::RollForward(a, table) => named("roll_forward", a, table),
        Call::Lookup { table, key, column, ty } => {
            list("lookup", [table.clone(), term(key, schema), column.clone(), format!("{ty:?}")])
        }
        Call::HouseholdSize => "size".into(),
        Call::Count(body) => list("count", [cond(body, schema)]),
        Call::Sum(a) => list("sum", [term(a, schema)]),
        Call::MaxOf(a) => list("max_of", [term(a, schema)]),
        Call::Records(it, fold) => {
            let (name, body) = match fold {
                RecordFold::Count(body) => ("count-of", cond(body, schema)),
                RecordFold::Sum(a) => ("sum-of", term(a, schema)),
                RecordFold::Least(a) => ("min-of", term(a, schema)),
                RecordFold::Most(a) => ("max-of", term(a, schema)),
            };
            list(name, [kind(*it, schema), body])
        }
        Call::Min(a, b) => two("min", a, b),
        Call::Max(a, b) => two("max", a, b),
        Call::Round(a, step, rounding) => list("round", [term(a, schema), literal_text(step), format!("{rounding:?}")]),
    }
}

/// With its type, so that `1` the number and `1` the code differ.
pub(crate) fn literal_text(literal: &Literal) -> String {
    format!("{:?}:{:?}", literal.ty(), literal.to_string())
}
