//! Functions over records against an oracle that lists worlds: whatever is unknown takes every value, whoever may keep more
//! keeps up to three more, and what comes out is what all worlds say alike.

use model::{FieldId, FieldState, KindId, RecordList, RecordStates, Schema, Value};
use proptest::prelude::*;

use crate::expr::{Call, Cond, FieldRef, Quantifier, RecordFold, Rel, Term, Whose};
use crate::fixture::{bound, household, int, row, schema_with_records};
use crate::measure::IfUnknown;
use crate::verdict::Truth;
use crate::walk::Scene;

/// The hours of a record: not told, not applicable, or so many.
type Hours = Option<Option<i64>>;

/// What is asked of records.
#[derive(Debug, Clone, Copy)]
enum Asked {
    Any,
    All,
    Count,
    Sum,
    Least,
    Most,
}

/// One question: of records with `hours >= of_each`, or of their hours, against a number.
#[derive(Debug, Clone, Copy)]
struct Question {
    asked: Asked,
    of_each: i64,
    rel: Rel,
    than: i64,
    negated: bool,
}

fn holds(rel: Rel, a: i64, b: i64) -> bool {
    match rel {
        Rel::Eq => a == b,
        Rel::Ne => a != b,
        Rel::Lt => a < b,
        Rel::Le => a <= b,
        Rel::Gt => a > b,
        Rel::Ge => a >= b,
    }
}

/// In a world in which all is known.
fn in_world(question: Question, hours: &[Option<i64>]) -> bool {
    let Question { asked, of_each, rel, than, negated } = question;
    let hit = |hours: &&Option<i64>| hours.is_some_and(|hours| hours >= of_each);
    let known = hours.iter().flatten().copied();
    let value = match asked {
        Asked::Any => return hours.iter().any(|hours| hit(&hours)) != negated,
        Asked::All => return hours.iter().all(|hours| hit(&hours)) != negated,
        Asked::Count => i64::try_from(hours.iter().filter(hit).count()).ok(),
        Asked::Sum => Some(known.sum()),
        Asked::Least => known.min(),
        Asked::Most => known.max(),
    };
    value.is_some_and(|value| holds(rel, value, than))
}

const VALUES: [Option<i64>; 6] = [None, Some(0), Some(1), Some(2), Some(3), Some(4)];

/// Every world there may be.
fn worlds(listed: &[Hours], complete: bool) -> Vec<Vec<Option<i64>>> {
    let mut worlds = vec![vec![]];
    let with = |worlds: &[Vec<Option<i64>>], values: &[Option<i64>]| {
        let longer = |world: &Vec<Option<i64>>, value| [world.clone(), vec![value]].concat();
        worlds.iter().flat_map(|world| values.iter().map(move |value| longer(world, *value))).collect::<Vec<_>>()
    };
    for hours in listed {
        worlds = with(&worlds, hours.as_ref().map_or(&VALUES[..], std::slice::from_ref));
    }
    let mut all = worlds.clone();
    for _ in 0..if complete { 0 } else { 3 } {
        worlds = with(&worlds, &VALUES);
        all.extend(worlds.iter().cloned());
    }
    all
}

fn expected(question: Question, listed: &[Hours], complete: bool) -> Truth {
    let said: Vec<bool> = worlds(listed, complete).iter().map(|world| in_world(question, world)).collect();
    Truth::of(said.iter().all(|said| *said), said.iter().all(|said| !said))
}

fn condition(question: Question, kind: KindId, hours: FieldId) -> Cond {
    let Question { asked, of_each, rel, than, negated } = question;
    let hours = || Term::Field(FieldRef { whose: Whose::Record, field: hours });
    let body = || Box::new(Cond::Compare(Rel::Ge, hours(), int(of_each)));
    let fold = match asked {
        Asked::Any => return Cond::Records { kind, quantifier: Quantifier::Any, body: body(), negated },
        Asked::All => return Cond::Records { kind, quantifier: Quantifier::All, body: body(), negated },
        Asked::Count => RecordFold::Count(body()),
        Asked::Sum => RecordFold::Sum(Box::new(hours())),
        Asked::Least => RecordFold::Least(Box::new(hours())),
        Asked::Most => RecordFold::Most(Box::new(hours())),
    };
    Cond::Compare(rel, Term::Call(Call::Records(kind, fold)), int(than))
}

/// What the walker says.
fn walked(schema: &Schema, question: Question, listed: &[Hours], complete: bool) -> Truth {
    let kind = schema.kind_id("course").unwrap();
    let field = schema.record_field("course.hours").unwrap();
    let state =
        |hours: &Option<i64>| hours.map_or(FieldState::NotApplicable, |hours| FieldState::Known(Value::Int(hours)));
    let record = |hours: &Hours| RecordStates(hours.iter().map(|hours| (field, state(hours))).collect());
    let mut person = row(schema, &[]);
    person.set_records(kind, RecordList { listed: listed.iter().map(record).collect(), complete });
    let bound = bound(vec![("c", condition(question, kind, field), IfUnknown::Ask)]);
    let home = household(vec![person], model::Roster::Open);
    Scene::new(&bound, schema, &home).truth(&bound.conditions[0].when, 0.into()).unwrap()
}

fn a_question() -> impl Strategy<Value = Question> {
    let asked = prop_oneof![
        Just(Asked::Any),
        Just(Asked::All),
        Just(Asked::Count),
        Just(Asked::Sum),
        Just(Asked::Least),
        Just(Asked::Most),
    ];
    let rel = prop_oneof![Just(Rel::Eq), Just(Rel::Ne), Just(Rel::Lt), Just(Rel::Le), Just(Rel::Gt), Just(Rel::Ge)];
    (asked, 1..=3_i64, rel, 1..=3_i64, any::<bool>()).prop_map(|(asked, of_each, rel, than, negated)| {
        let than = if matches!(asked, Asked::Count) { than.min(2) } else { than };
        Question { asked, of_each, rel, than, negated }
    })
}

fn some_hours() -> impl Strategy<Value = Hours> {
    prop_oneof![1 => Just(None), 1 => Just(Some(None)), 4 => (0..=4_i64).prop_map(|hours| Some(Some(hours)))]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn the_walker_says_what_all_worlds_say_alike(
        question in a_question(),
        listed in proptest::collection::vec(some_hours(), 0..=2),
        complete in any::<bool>(),
    ) {
        let schema = schema_with_records();
        prop_assert_eq!(walked(&schema, question, &listed, complete), expected(question, &listed, complete));
    }
}

#[test]
fn of_no_record_all_holds_and_no_extreme_applies() {
    let schema = schema_with_records();
    let ask = |asked, rel| walked(&schema, Question { asked, of_each: 1, rel, than: 1, negated: false }, &[], true);
    assert_eq!(ask(Asked::All, Rel::Eq), Truth::True);
    assert_eq!(ask(Asked::Any, Rel::Eq), Truth::False);
    assert_eq!((ask(Asked::Sum, Rel::Lt), ask(Asked::Sum, Rel::Ge)), (Truth::True, Truth::False));
    assert_eq!((ask(Asked::Least, Rel::Lt), ask(Asked::Least, Rel::Ge)), (Truth::False, Truth::False));
}
