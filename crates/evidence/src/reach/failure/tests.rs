//! A measure that fails on somebody among others that do not.

use model::{Row, Schema};
use rules::expr::{Call, Cond, Literal, Op, Rel, Term, Type};
use rules::measure::{Calendar, Cap, CapLimit, Computed, Group, IfUnknown, Priority};

use super::*;
use crate::People;
use crate::reach::tests::{bound, int, read};
use crate::reach::{
    Breakdown, Counting, DropError, Ledger, MeasureFigures, Options, Reach, ReachFigures, ReleaseError, World, compare,
    simulate,
};
use crate::testing::{row, schema};

/// A measure of one condition.
fn measure(name: &str, when: Cond) -> Bound {
    let conditions = [("in_force", Cond::Const(true), IfUnknown::Ask), ("one", when, IfUnknown::Ask)];
    let bound = bound("2022-02-01", &conditions, Group::All(vec![Group::One(0), Group::One(1)]));
    Bound { measure: name.into(), hash: name.into(), ..bound }
}

fn cares(schema: &Schema) -> Bound {
    measure("cares", Cond::Compare(Rel::Ge, read(schema, "care.hours"), int(100)))
}

fn product(schema: &Schema) -> Term {
    Term::Arith(Op::Mul, Box::new(read(schema, "balance")), Box::new(read(schema, "care.hours")))
}

/// The balance for each hour of care, which leaves 64 bits for one of the people.
fn rich(schema: &Schema) -> Bound {
    measure("rich", Cond::Compare(Rel::Gt, product(schema), int(0)))
}

/// Working days since the application, by a calendar that ends with 2021.
fn late(schema: &Schema) -> Bound {
    let since = Call::WorkingDaysSince(Box::new(read(schema, "application.lodged_on")), "national".into());
    let mut bound = measure("late", Cond::Compare(Rel::Gt, Term::Call(since), int(15)));
    let covers = Some(("2020-01-01".parse().unwrap(), "2021-12-31".parse().unwrap()));
    let calendar = Calendar { name: "PRT".into(), covers, ..Calendar::of_weekend(vec![6, 7]) };
    bound.calendars.insert("national".into(), calendar);
    bound
}

/// Twenty-four people: the fourth lodged where no holiday is known, the thirteenth has a balance beyond
/// which there is none.
fn people(schema: &Schema, synthetic: bool) -> People {
    let person = |place: usize| {
        let balance = if place == 12 { "9223372036854775807" } else { "5" };
        let lodged = if place == 3 { "2022-01-03" } else { "2021-06-01" };
        let hours = ["150", "20", ""][place % 3];
        let sex = ["F", "M"][place % 2];
        row(schema, &[("balance", balance), ("application.lodged_on", lodged), ("care.hours", hours), ("sex", sex)])
    };
    let rows: Vec<Row> = (0..24).map(person).collect();
    People::in_memory(schema, &rows, synthetic).unwrap()
}

fn run(bounds: &[Bound], synthetic: bool, options: Options) -> Reach {
    let schema = schema();
    let by = Breakdown::read(&schema, &["sex"]).unwrap();
    simulate(&people(&schema, synthetic), &schema, bounds, &by, options, &mut |_| ()).unwrap()
}

const OPTIONS: Options = Options { batch: 5, workers: 2 };

fn released(bounds: &[Bound]) -> ReachFigures {
    run(bounds, true, OPTIONS).release(10).unwrap()
}

fn split(figures: &MeasureFigures) -> [Option<u64>; 3] {
    [figures.yes, figures.no, figures.needs]
}

#[test]
fn the_others_are_counted_as_if_the_one_that_fails_were_not_there() {
    let schema = schema();
    let without = released(&[cares(&schema), measure("all", Cond::Const(true))]);
    let figures = released(&[rich(&schema), cares(&schema), late(&schema), measure("all", Cond::Const(true))]);
    let [cares, late, all] = figures.measures.as_slice() else { panic!("three are counted") };
    assert_eq!([cares, all], [&without.measures[0], &without.measures[1]]);
    assert_eq!(split(cares), [Some(8), Some(8), Some(8)]);
    assert_eq!(split(late), [Some(23), Some(0), Some(1)], "one lodged where no holiday is known");
    let questions: Vec<_> = late.questions.iter().map(|one| (one.field.as_str(), one.alone)).collect();
    assert_eq!(questions, [("calendar", Some(1))]);
    assert_eq!(figures.people, Some(24));
    let failed: Vec<_> = figures.not_counted.iter().map(|failed| (failed.measure.as_str(), failed.code)).collect();
    assert_eq!(failed, [("rich", "overflow")]);
}

#[test]
fn whom_no_measure_reaches_is_unknown_while_one_is_not_counted() {
    let schema = schema();
    assert_eq!(released(&[cares(&schema)]).reached_by_none, Some(16));
    assert_eq!(released(&[cares(&schema), rich(&schema)]).reached_by_none, None);
    let json = serde_json::to_value(released(&[rich(&schema)])).unwrap();
    assert_eq!((&json["reached_by_none"], &json["measures"]), (&serde_json::Value::Null, &serde_json::json!([])));
    assert_eq!(json["people"], 24);
}

#[test]
fn what_is_said_names_the_measure_and_the_kind_of_trouble_and_no_person() {
    let schema = schema();
    let json = serde_json::to_value(&released(&[rich(&schema), cares(&schema)]).not_counted).unwrap();
    let expected = serde_json::json!([
        {
            "pack": "p", "measure": "rich", "condition": "one", "code": "overflow", "hash": "rich",
            "says": "`rich` could not be counted, because of `one`: a number or a date grew out of range",
        },
    ]);
    assert_eq!(json, expected);
}

/// Whoever it is on whom the second of two conditions fails comes before the other, or after.
#[test]
fn the_first_trouble_of_a_measure_is_told_however_people_are_cut() {
    let schema = schema();
    let overflow = || rich(&schema).conditions[1].when.clone();
    let nothing = || Term::Arith(Op::Div, Box::new(read(&schema, "care.hours")), Box::new(int(0)));
    let broken = || Cond::Compare(Rel::Ge, nothing(), int(0));
    for (first, second, code) in [(overflow(), broken(), "overflow"), (broken(), overflow(), "broken-measure")] {
        let mut bound = late(&schema);
        bound.conditions[0].when = first;
        bound.conditions[1].when = second;
        for (batch, workers) in [(1, 1), (1, 3), (5, 2), (100, 1)] {
            let reach = run(std::slice::from_ref(&bound), true, Options { batch, workers });
            assert_eq!(reach.not_counted[0].code, code, "batches of {batch}");
        }
    }
}

#[test]
fn what_follows_a_yes_fails_the_measure_as_its_conditions_do() {
    let schema = schema();
    let euro: model::Money = "1 EUR".parse().unwrap();
    let mut paid = measure("paid", Cond::Const(true));
    let money = Box::new(Term::Literal(Literal::Money(euro)));
    let value = Term::Arith(Op::Mul, money, Box::new(read(&schema, "balance")));
    paid.computes = vec![Computed { name: "amount".into(), ty: Type::Money(euro.currency), value }];
    let mut ranked = measure("ranked", Cond::Const(true));
    ranked.cap = Some(Cap { limit: CapLimit::Places(3), order_by: vec![(product(&schema), true)], lottery: None });
    let mut pointed = measure("pointed", Cond::Const(true));
    pointed.cap = Some(Cap { limit: CapLimit::Places(3), order_by: vec![], lottery: None });
    pointed.priority = [i64::MAX, 1].map(|add| Priority { when: Cond::Const(true), add }).into();
    let figures = released(&[paid, ranked, pointed, cares(&schema)]);
    let failed: Vec<_> = figures.not_counted.iter().map(|it| (it.measure.as_str(), it.condition.as_str())).collect();
    assert_eq!(failed, [("paid", "amount"), ("ranked", "cap"), ("pointed", "cap")]);
    assert_eq!(split(&figures.measures[0]), [Some(8), Some(8), Some(8)]);
}

#[test]
fn a_condition_of_what_was_not_counted_cannot_be_dropped() {
    let schema = schema();
    let reach = run(&[rich(&schema), cares(&schema)], true, OPTIONS);
    let refused = reach.dropped("rich:one").unwrap_err();
    assert!(matches!(&refused, DropError::NotCounted(says) if says.contains("out of range")), "{refused}");
    assert!(reach.dropped("cares:one").is_ok());
    assert_eq!(reach.what_if_dropped("p", "rich", &["one"]), None);
}

#[test]
fn counts_of_real_people_are_released_beside_one_that_fails() {
    let schema = schema();
    let bounds = [rich(&schema), measure("all", Cond::Const(true))];
    let figures = run(&bounds, false, OPTIONS).release(10).unwrap();
    // That all of so few are answered alike tells of each of them.
    assert_eq!((figures.measures.len(), split(&figures.measures[0])), (1, [None; 3]));
    assert_eq!((figures.reached_by_none, figures.not_counted.len()), (None, 1));
}

#[test]
fn no_figures_are_kept_where_a_measure_fails() {
    let schema = schema();
    let release = |bounds: &[Bound]| run(bounds, false, OPTIONS).on_record().release(10, &Ledger::new("all"));
    let failed = release(&[rich(&schema), cares(&schema)]).map(|_| ());
    assert!(matches!(&failed, Err(ReleaseError::NotCounted(one)) if one.measure == "rich"), "{failed:?}");
    let counted = release(&[cares(&schema)]).map(|_| ());
    assert_eq!(counted, Err(ReleaseError::TooFew), "it is counted, and of so few nothing is told");
}

/// Both sides hold a measure that fails on one of them and one that does not.
fn compared(before: &[Bound; 2], after: &[Bound; 2]) -> Reach {
    let schema = schema();
    let (before, after) = (World { schema: &schema, bounds: before }, World { schema: &schema, bounds: after });
    compare(&people(&schema, true), before, after, &[], OPTIONS, &mut |_| ()).unwrap()
}

#[test]
fn a_pair_is_compared_only_where_both_sides_were_counted() {
    let schema = schema();
    let fails = Bound { measure: "a".into(), ..rich(&schema) };
    let reach = compared(&[fails, cares(&schema)], &[cares(&schema), measure("a", Cond::Const(true))]);
    let figures = reach.release(10).unwrap();
    let variants = figures.variants.unwrap();
    let names = variants.measures.iter().map(|measure| measure.measure.as_str()).collect::<Vec<_>>();
    assert_eq!((names.as_slice(), variants.measures[0].transitions.yes.yes), (&["cares"][..], Some(8)));
    assert_eq!((variants.not_compared.len(), variants.not_compared[0].measure.as_str()), (1, "a"));
    assert_eq!((variants.only_before, variants.only_after), (vec![], vec![]), "both have it");
    assert_eq!(figures.not_counted.len(), 1);
}

#[test]
fn a_variant_that_cannot_be_counted_may_take_from_somebody() {
    let schema = schema();
    let other = || measure("other", Cond::Const(true));
    let same = compared(&[cares(&schema), other()], &[cares(&schema), other()]);
    assert!(!same.anybody_loses());
    let fails = Bound { measure: "other".into(), ..rich(&schema) };
    let reach = compared(&[cares(&schema), other()], &[cares(&schema), fails]);
    assert!(reach.anybody_loses());
    let figures = reach.release(10).unwrap();
    assert_eq!((figures.not_counted, figures.reached_by_none), (vec![], Some(0)), "as it is, all are counted");
    assert_eq!(figures.variants.unwrap().not_compared[0].code, "overflow");
}

#[test]
fn slices_of_people_tell_the_same_as_the_whole() {
    let schema = schema();
    let bounds = [late(&schema), cares(&schema), rich(&schema)];
    let whole = serde_json::to_string(&released(&bounds)).unwrap();
    let by = Breakdown::read(&schema, &["sex"]).unwrap();
    let counting = Counting::new(true, World { schema: &schema, bounds: &bounds }, None, &by).unwrap();
    let file = tempfile::NamedTempFile::new().unwrap();
    let rows = people(&schema, true).rows(&schema).unwrap().map(|row| vec![row.unwrap()]).collect::<Vec<_>>();
    crate::people::write_people_in(file.path(), &schema, rows, true, 7, &mut |_| ()).unwrap();
    let slices = People::open(file.path()).unwrap().slices(1).unwrap();
    assert!(slices.len() > 2);
    let partial = |slice: &_| counting.read(&counting.write(&counting.slice(slice, 3, OPTIONS).unwrap())).unwrap();
    let reach = counting.whole(slices.iter().map(partial).collect()).unwrap();
    assert_eq!(serde_json::to_string(&reach.release(10).unwrap()).unwrap(), whole);
}
