//! Figures of a small population that can be counted by hand.

use std::collections::BTreeMap;

use model::{Row, Schema, Text};
use rules::bind::BoundCondition;
use rules::expr::{Call, Cond, FieldRef, Literal, Op, Rel, Term, Type, Whose};
use rules::measure::{Cap, CapLimit, Computed, Group, IfUnknown, Law, Unit};

use super::*;
use crate::People;
use crate::testing::{household, row, schema};

pub(crate) fn read(schema: &Schema, name: &str) -> Term {
    Term::Field(FieldRef { whose: Whose::Subject, field: schema.field(name).unwrap() })
}

fn day(text: &str) -> Term {
    Term::Literal(Literal::Date(text.parse().unwrap()))
}

pub(crate) fn int(number: i64) -> Term {
    Term::Literal(Literal::Int(number))
}

pub(crate) fn bound(on: &str, conditions: &[(&str, Cond, IfUnknown)], root: Group) -> Bound {
    let condition = |(id, when, if_unknown): &(&str, Cond, IfUnknown)| BoundCondition {
        id: (*id).into(),
        when: when.clone(),
        says: Text::english(*id),
        law: Law { cite: String::new(), checked: None },
        if_unknown: *if_unknown,
        about: false,
    };
    Bound {
        pack: "p".into(),
        measure: "m".into(),
        unit: Unit::Person,
        on: on.parse().unwrap(),
        conditions: conditions.iter().map(condition).collect(),
        root,
        computes: vec![],
        priority: vec![],
        cap: None,
        tables: BTreeMap::new(),
        calendars: BTreeMap::new(),
        calendar: None,
        hash: "h".into(),
    }
}

/// Under 18, in a household of three or more, and (income lost or at least 100 hours of care).
pub(crate) fn measure(schema: &Schema, child: IfUnknown) -> Bound {
    let age = Term::Call(Call::Age(Box::new(read(schema, "birth_date")), Box::new(day("2020-09-01"))));
    let size = Term::Call(Call::HouseholdSize);
    let lost = FieldRef { whose: Whose::Subject, field: schema.field("work.lost_income").unwrap() };
    let conditions = [
        ("child", Cond::Compare(Rel::Lt, age, int(18)), child),
        ("home", Cond::Compare(Rel::Ge, size, int(3)), IfUnknown::Ask),
        ("lost", Cond::Is { field: lost, value: true }, IfUnknown::Ask),
        ("cares", Cond::Compare(Rel::Ge, read(schema, "care.hours"), int(100)), IfUnknown::Ask),
    ];
    let either = Group::Any(vec![Group::One(2), Group::One(3)]);
    bound("2020-09-01", &conditions, Group::All(vec![Group::One(0), Group::One(1), either]))
}

fn people(schema: &Schema) -> Vec<Vec<Row>> {
    vec![
        household(
            schema,
            "a",
            &[
                &[("birth_date", "2002-09-02"), ("work.lost_income", "true"), ("sex", "F")],
                &[("birth_date", "2002-09-01"), ("work.lost_income", "true"), ("sex", "M")],
                &[("birth_date", "2002"), ("work.lost_income", "true"), ("sex", "F")],
            ],
        ),
        household(
            schema,
            "b",
            &[
                &[("birth_date", "2010"), ("care.hours", "99"), ("household.size", "4"), ("sex", "F")],
                &[("work.lost_income", "false"), ("care.hours", "120")],
            ],
        ),
        vec![row(schema, &[("birth_date", "n/a"), ("work.lost_income", "true"), ("household.size", "2")])],
        vec![row(schema, &[("birth_date", "2015-03"), ("work.lost_income", "false"), ("care.hours", "n/a")])],
    ]
}

fn run(schema: &Schema, measure: &Bound, by: &[&str], synthetic: bool) -> Reach {
    let rows = people(schema).concat();
    let people = People::in_memory(schema, &rows, synthetic).unwrap();
    let by = Breakdown::read(schema, by).unwrap();
    let options = Options { batch: 2, workers: 2 };
    simulate(&people, schema, std::slice::from_ref(measure), &by, options, &mut |_| ()).unwrap()
}

fn outcome(figures: &MeasureFigures) -> [Option<u64>; 4] {
    [figures.yes, figures.presumed, figures.no, figures.needs]
}

#[test]
fn everybody_is_counted_once_and_missing_is_not_no() {
    let schema = schema();
    let figures = run(&schema, &measure(&schema, IfUnknown::Ask), &[], true).release(10).unwrap();
    // Yes: the first. No: turned 18 that day; n/a birth date; care n/a and no loss. Needs: 2002, hours 99, no birth date.
    assert_eq!(outcome(&figures.measures[0]), [Some(1), Some(0), Some(3), Some(3)]);
    assert_eq!((figures.people, figures.reached_by_none), (Some(7), Some(6)));
    let child = &figures.measures[0].conditions[0];
    assert_eq!([child.met, child.not_met, child.unknown, child.missed_alone], [Some(3), Some(2), Some(2), Some(1)]);
}

#[test]
fn what_is_presumed_counts_apart_within_yes() {
    let schema = schema();
    let figures = run(&schema, &measure(&schema, IfUnknown::PresumeYes), &[], true).release(10).unwrap();
    assert_eq!(outcome(&figures.measures[0]), [Some(3), Some(2), Some(3), Some(1)]);
}

#[test]
fn the_questions_that_would_settle_most_come_first() {
    let schema = schema();
    let figures = run(&schema, &measure(&schema, IfUnknown::Ask), &[], true).release(10).unwrap();
    let questions: Vec<_> =
        figures.measures[0].questions.iter().map(|q| (q.field.as_str(), q.alone.unwrap(), q.among.unwrap())).collect();
    assert_eq!(questions, [("birth_date", 2, 2), ("work.lost_income", 1, 1)]);
}

#[test]
fn dropping_conditions_is_answered_from_patterns_and_only_for_invented_people() {
    let schema = schema();
    let measure = measure(&schema, IfUnknown::Ask);
    let reach = run(&schema, &measure, &[], true);
    assert_eq!(reach.what_if_dropped("p", "m", &[]), Some([1, 3, 3]));
    assert_eq!(reach.what_if_dropped("p", "m", &["child"]), Some([4, 2, 1]));
    assert_eq!(reach.what_if_dropped("p", "m", &["nobody"]), None);
    assert_eq!(reach.missed_alone_rows("p", "m", "child", 5), Some(vec![1]));
    let real = run(&schema, &measure, &[], false);
    assert_eq!(real.what_if_dropped("p", "m", &["child"]), None);
    assert_eq!(real.missed_alone_rows("p", "m", "child", 5), None);
}

#[test]
fn groups_add_up_and_age_bands_stand_in_their_order() {
    let schema = schema();
    let figures = run(&schema, &measure(&schema, IfUnknown::Ask), &["sex", "age_band"], true).release(10).unwrap();
    let groups = |name: &str| {
        let groups = figures.measures[0].by[name].iter();
        groups.map(|g| format!("{} {}/{}/{}", g.value, g.yes.unwrap(), g.no.unwrap(), g.needs.unwrap())).collect()
    };
    let sexes: Vec<String> = groups("sex");
    assert_eq!(sexes, ["F 1/0/2", "M 0/1/0", "unknown 0/2/1"]);
    let bands: Vec<String> = groups("age_band");
    assert_eq!(bands, ["5-11 0/1/1", "12-17 1/0/0", "18-24 0/1/0", "n/a 0/1/0", "unknown 0/0/2"]);
}

/// Everybody is paid a third of an amount for each hour of care, while a budget lasts.
fn paid(schema: &Schema, amount: &str, budget: &str) -> MeasureFigures {
    let [amount, budget]: [model::Money; 2] = [amount, budget].map(|text| text.parse().unwrap());
    let hours = Cond::Compare(Rel::Ge, read(schema, "care.hours"), int(1));
    let mut measure = bound("2020-09-01", &[("hours", hours, IfUnknown::Ask)], Group::One(0));
    let money = |money| Box::new(Term::Literal(Literal::Money(money)));
    let hourly = Term::Arith(Op::Mul, money(amount), Box::new(read(schema, "care.hours")));
    let value = Term::Arith(Op::Div, Box::new(hourly), Box::new(int(3)));
    measure.computes = vec![Computed { name: "amount".into(), ty: Type::Money(amount.currency), value }];
    measure.cap = Some(Cap { limit: CapLimit::Budget(budget), order_by: vec![], lottery: Some(1) });
    run(schema, &measure, &[], true).release(10).unwrap().measures.remove(0)
}

/// 99 hours and 120 hours; the sum, and what the budget has for one of them.
#[track_caller]
fn check_paid(amount: &str, budget: &str, sum: &str, granted: &[&str]) {
    let figures = paid(&schema(), amount, budget);
    let quota = figures.quota.unwrap();
    let (cost, served) = (figures.cost[0].sum.min.clone(), quota.cost.and_then(|cost| cost.min).unwrap());
    assert_eq!((cost.as_deref(), quota.granted, quota.waiting), (Some(sum), Some(1), Some(1)));
    assert!(granted.contains(&served.as_str()), "{served}");
    assert_eq!(quota.budget.map(|text| format!("{text} {}", figures.cost[0].currency)).as_deref(), Some(budget));
}

#[test]
fn sums_and_budgets_have_the_decimals_of_their_currency() {
    // 99 / 3 = 33 and 120 / 3 = 40 times the amount.
    check_paid("1.125 JOD", "60.000 JOD", "82.125", &["37.125", "45.000"]);
    check_paid("350 XOF", "20000 XOF", "25550", &["11550", "14000"]);
    check_paid("0.01 EUR", "0.50 EUR", "0.73", &["0.33", "0.40"]);
}

#[test]
fn small_counts_of_real_people_are_null() {
    let schema = schema();
    let figures = run(&schema, &measure(&schema, IfUnknown::Ask), &["sex"], false).release(10).unwrap();
    let measured = &figures.measures[0];
    assert_eq!([measured.yes, measured.no, measured.needs], [None; 3]);
    let json = serde_json::to_value(&figures).unwrap();
    assert_eq!((&json["synthetic"], &json["measures"][0]["yes"]), (&false.into(), &serde_json::Value::Null));
}

#[test]
fn a_file_whose_households_are_scattered_is_sorted_first() {
    let schema = schema();
    let measure = measure(&schema, IfUnknown::Ask);
    let mut rows = people(&schema).concat();
    rows.swap(1, 4);
    let people = People::in_memory(&schema, &rows, true).unwrap();
    let options = Options { batch: 3, workers: 1 };
    let reach = simulate(&people, &schema, &[measure], &[], options, &mut |_| ()).unwrap();
    assert_eq!(outcome(&reach.release(10).unwrap().measures[0]), [Some(1), Some(0), Some(3), Some(3)]);
    assert_eq!(reach.missed_alone_rows("p", "m", "child", 5), Some(vec![4]));
}

#[track_caller]
fn check_refused(schema: &Schema, when: Cond, expect: &str) {
    let bound = bound("2020-09-01", &[("c", when, IfUnknown::Ask)], Group::One(0));
    let people = People::in_memory(schema, [], true).unwrap();
    let refused = simulate(&people, schema, &[bound], &[], Options::default(), &mut |_| ()).unwrap_err();
    assert_eq!(refused.to_string(), format!("measure `m` of `p`, condition `c`: {expect}"));
}

#[test]
fn what_has_no_lowering_is_refused_by_measure_and_condition() {
    let schema = schema();
    let name = FieldRef { whose: Whose::Subject, field: schema.field("name.full").unwrap() };
    let sex = FieldRef { whose: Whose::Subject, field: schema.field("sex").unwrap() };
    check_refused(
        &schema,
        Cond::Applicable { field: name, negated: false },
        "`name.full` identifies people or is free text",
    );
    check_refused(&schema, Cond::Is { field: sex, value: true }, "`sex` is of another type than the expression needs");
    check_refused(&schema, Cond::Compare(Rel::Le, read(&schema, "birth_date"), Term::On), "the day was not bound");
    let within = Cond::Within { term: read(&schema, "birth_date"), table: "t".into(), negated: false };
    check_refused(&schema, within, "table `t` was not bound");
}

#[test]
fn a_bad_value_stops_the_simulation_with_field_and_row() {
    let schema = schema();
    let mut file = tempfile::NamedTempFile::new().unwrap();
    std::io::Write::write_all(&mut file, b"care.hours,birth_date\n1,2000\n\n2,2001\n-3,2002\n").unwrap();
    let people = People::open(file.path()).unwrap();
    let measure = measure(&schema, IfUnknown::Ask);
    let options = Options { batch: 2, workers: 2 };
    let refused = simulate(&people, &schema, &[measure], &[], options, &mut |_| ()).unwrap_err();
    assert_eq!(refused.to_string(), "`care.hours` in row 5: expected at least 0", "as a spreadsheet numbers it");
}
