//! People who stand at the edges of what changes: those whom the tests of what is in force say yes to, each with one
//! datum moved to where either version turns.
//!
//! A population finds a loss that is common; a cut-off moved by two days, or one code left out, it may miss. Here every
//! day, number and code that either version names is tried in every field that either reads, with the days beside it,
//! and the days on which somebody is of an age, or waits for months or days, that is named.

use std::collections::BTreeSet;

use model::{Date, Decimal, FieldType, Household, Money, Schema, TimeOfDay};
use rules::Bound;
use rules::dates::{add_days, add_months};
use rules::expr::{Cond, Literal, MonthEnd, Term};
use rules::measure::Case;
use rules::nodes::ExprNode;

use super::touched::Touched;

/// Households tried at most for one measure.
const MOST: usize = 20_000;
/// Numbers that may be ages, or counts of months or days, at most.
const AGES: std::ops::RangeInclusive<i64> = 1..=400;

/// The households at the edges of a change, by the fields of what is in force; nothing where they are too many to try.
pub fn households(one: &Touched, before: &Schema, after: &Schema) -> Option<Vec<Household>> {
    let (fields, values) = (fields(one, before, after), values(one));
    let yes = one.before.tests.iter().filter(|case| says_yes(case)).map(|case| &case.household);
    let moved = yes.flat_map(|household| {
        let (fields, values) = (&fields, &values);
        fields
            .iter()
            .flat_map(move |field| values.iter().filter_map(move |value| with(household, before, field, value)))
    });
    let moved: Vec<Household> = moved.take(MOST + 1).collect();
    (moved.len() <= MOST).then_some(moved)
}

/// Whether its author expects a yes.
fn says_yes(case: &Case) -> bool {
    case.expect.verdict.as_deref() == Some("yes")
}

/// The same household with another value of one field of whom it is about, or of every record of theirs; nothing where the
/// field holds no such value, or there is no record.
fn with(household: &Household, schema: &Schema, field: &str, value: &str) -> Option<Household> {
    let id = schema.field(field).or_else(|| schema.record_field(field))?;
    let state = schema.read(id, value).ok()?;
    let mut moved = household.clone();
    let person = moved.members.get_mut(household.about)?;
    let Some(kind) = schema.kind_of(id) else {
        person.set(id, state);
        return Some(moved);
    };
    let mut list = person.records(kind).clone();
    if list.listed.is_empty() {
        return None;
    }
    for record in &mut list.listed {
        record.0.insert(id, state.clone());
    }
    person.set_records(kind, list);
    Some(moved)
}

/// The names of the fields that either version reads and what is in force knows; free text is no edge.
fn fields(one: &Touched, before: &Schema, after: &Schema) -> BTreeSet<String> {
    let reads = |bound: &Bound, schema: &Schema| -> Vec<String> {
        bound.reads().into_iter().map(|read| schema.name(read.field).to_owned()).collect()
    };
    let named = one.days.iter().flat_map(|day| [reads(&day.before, before), reads(&day.after, after)].concat());
    let is_edge = |name: &String| {
        let field = before.field(name).or_else(|| before.record_field(name)).and_then(|id| before.get(id));
        field.is_some_and(|field| field.ty != FieldType::Text)
    };
    named.filter(is_edge).collect()
}

/// What either version names, as source texts, with what lies beside.
fn values(one: &Touched) -> BTreeSet<String> {
    let mut found: BTreeSet<String> = ["true", "false"].map(str::to_owned).into();
    let bounds = one.days.iter().flat_map(|day| [&day.before, &day.after]);
    let nodes: Vec<ExprNode<'_>> = bounds.flat_map(Bound::expressions).flat_map(ExprNode::all).collect();
    for node in nodes {
        match node {
            ExprNode::Cond(Cond::OneOf { codes, .. } | Cond::Under { codes, .. } | Cond::HasAny { codes, .. }) => {
                found.extend(codes.iter().cloned());
            }
            ExprNode::Term(Term::Literal(Literal::Date(day))) => found.extend(beside(*day)),
            ExprNode::Term(Term::Literal(Literal::Code(code))) => drop(found.insert(code.clone())),
            ExprNode::Term(Term::Literal(Literal::Int(number))) => {
                found.extend((-1..=1).filter_map(|step| Some(number.checked_add(step)?.to_string())));
                found.extend(one.ends().flat_map(|on| since(on, *number)));
            }
            // By one in every place that a field may have; what is finer than its field is no value of it.
            ExprNode::Term(Term::Literal(Literal::Decimal(Decimal(units)))) => {
                let steps = [-1000, -100, -10, -1, 0, 1, 10, 100, 1000].into_iter();
                let whole = [-10_000, 10_000].into_iter();
                found.extend(steps.chain(whole).filter_map(|step| Some(Decimal(units.checked_add(step)?).to_string())));
            }
            ExprNode::Term(Term::Literal(Literal::Money(amount))) => {
                let beside = |step| Some(Money { minor: amount.minor.checked_add(step)?, ..*amount }.to_string());
                found.extend((-1..=1).filter_map(beside));
            }
            ExprNode::Term(Term::Literal(Literal::Time(time))) => {
                let beside = |step| TimeOfDay::of_minutes(time.minutes() + step).map(|time| time.to_string());
                found.extend((-1..=1).filter_map(beside));
            }
            ExprNode::Cond(_) | ExprNode::Term(_) => {}
        }
    }
    found
}

/// The days on which something is that many years, months or days ago, with those beside.
fn since(on: Date, number: i64) -> Vec<String> {
    if !AGES.contains(&number) {
        return vec![];
    }
    let months = [number, number * 12].into_iter().filter_map(|months| add_months(on, -months, MonthEnd::Down));
    months.chain(add_days(on, -number)).flat_map(beside).collect()
}

fn beside(day: Date) -> impl Iterator<Item = String> {
    (-1..=1).filter_map(move |step| add_days(day, step)).map(|day| day.to_string())
}
