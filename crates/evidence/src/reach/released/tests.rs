//! What of real people is listed, and what of few of them: neither tells what stands behind a count that is hidden.

use model::{Row, Schema};
use rules::measure::IfUnknown;
use serde_json::Value;

use super::*;
use crate::People;
use crate::reach::tests::measure;
use crate::reach::{Breakdown, Ledger, Options, World, compare, simulate};
use crate::testing::{row, schema};

/// Reached; left behind by one condition alone; undecided for want of one answer, and of another.
const REACHED: &[(&str, &str)] =
    &[("birth_date", "2010-01-01"), ("household.size", "4"), ("work.lost_income", "true"), ("care.hours", "0")];
const GROWN: &[(&str, &str)] =
    &[("birth_date", "1980-01-01"), ("household.size", "4"), ("work.lost_income", "true"), ("care.hours", "0")];
const NO_AGE: &[(&str, &str)] = &[("household.size", "4"), ("work.lost_income", "true"), ("care.hours", "0")];
const NO_WORK: &[(&str, &str)] = &[("birth_date", "2010-01-01"), ("household.size", "4"), ("care.hours", "0")];

/// So many people of each kind.
fn people(schema: &Schema, kinds: &[(usize, &[(&str, &str)])]) -> People {
    let rows = kinds.iter().flat_map(|(many, cells)| std::iter::repeat_n(row(schema, cells), *many));
    People::in_memory(schema, &rows.collect::<Vec<Row>>(), false).unwrap()
}

fn reach(schema: &Schema, kinds: &[(usize, &[(&str, &str)])]) -> Reach {
    let (people, measure) = (people(schema, kinds), measure(schema, IfUnknown::PresumeYes));
    simulate(&people, schema, &[measure], &[], Options::default(), &mut |_| ()).unwrap()
}

/// The rule against one that presumes less.
fn compared(schema: &Schema, kinds: &[(usize, &[(&str, &str)])]) -> ReachFigures {
    let [before, after] = [IfUnknown::PresumeYes, IfUnknown::Ask].map(|unknown| measure(schema, unknown));
    let world = |bound| World { schema, bounds: std::slice::from_ref(bound) };
    let by = Breakdown::read(schema, &["sex"]).unwrap();
    let people = people(schema, kinds);
    compare(&people, world(&before), world(&after), &by, Options::default(), &mut |_| ()).unwrap().release(10).unwrap()
}

/// Every number below a value.
fn numbers(value: &Value) -> Vec<u64> {
    match value {
        Value::Number(number) => number.as_u64().into_iter().collect(),
        Value::Array(values) => values.iter().flat_map(numbers).collect(),
        Value::Object(values) => values.values().flat_map(numbers).collect(),
        Value::Null | Value::Bool(_) | Value::String(_) => vec![],
    }
}

#[track_caller]
fn check_of_three_nothing_is_told(kinds: &[(usize, &[(&str, &str)])]) {
    let schema = schema();
    let (all_reached, some) = ([(3, REACHED)], kinds);
    let [other, figures] = [&all_reached[..], some].map(|kinds| reach(&schema, kinds).release(10).unwrap());
    assert_eq!(numbers(&serde_json::to_value(&figures).unwrap()), Vec::<u64>::new(), "{figures:?}");
    assert_eq!(figures, other, "what is listed tells of whom");
    assert_eq!(compared(&schema, some), compared(&schema, &all_reached));
}

#[test]
fn of_three_people_neither_a_none_nor_what_is_listed_tells_anything() {
    check_of_three_nothing_is_told(&[(3, GROWN)]);
    check_of_three_nothing_is_told(&[(3, NO_AGE)]);
    check_of_three_nothing_is_told(&[(3, NO_WORK)]);
    check_of_three_nothing_is_told(&[(1, GROWN), (1, NO_AGE), (1, NO_WORK)]);
}

#[test]
fn what_is_hidden_has_a_line_and_what_is_shown_to_be_nobody_has_none() {
    let schema = schema();
    let lines = |kinds: &[(usize, &[(&str, &str)])]| {
        let measure = reach(&schema, kinds).release(10).unwrap().measures.remove(0);
        let asked: Vec<_> = measure.questions.iter().map(|one| (one.field.clone(), one.among)).collect();
        let dropped = measure.drop_to_reach.iter().map(|one| one.conditions.join("+"));
        (asked, dropped.collect::<Vec<_>>())
    };
    assert_eq!(lines(&[(400, REACHED), (300, GROWN)]), (vec![], vec!["child".to_owned()]));
    let (asked, mut dropped) = lines(&[(400, REACHED), (300, GROWN), (4, NO_WORK)]);
    assert_eq!(asked, [("work.lost_income".to_owned(), None)], "nobody is asked for anything else");
    dropped.sort();
    assert_eq!(dropped, ["cares", "child", "lost"], "the size of the household leaves nobody behind");
}

#[test]
fn nobody_on_record_is_asked_what_dropping_a_condition_would_change() {
    let schema = schema();
    let reach = reach(&schema, &[(400, REACHED), (300, GROWN)]);
    assert_eq!(reach.release(10).unwrap().measures[0].drop_to_reach[0].gained, Some(300), "a file is");
    let release = reach.on_record().release(10, &Ledger::new("all")).unwrap();
    let measure = &release.figures().measures[0];
    assert_eq!((measure.yes, measure.drop_to_reach.as_slice()), (Some(400), &[][..]));
}
