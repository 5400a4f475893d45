use model::{Row, Schema};
use rules::bind::BoundCondition;
use rules::expr::{FieldRef, Whose};
use rules::measure::IfUnknown;
use rules::{Bound, Cond};

use super::*;
use crate::people::People;
use crate::reach::tests::bound;
use crate::reach::{Breakdown, NoneFigures, Options, simulate};
use crate::testing::{row, schema};

fn is(schema: &Schema, name: &str) -> Cond {
    Cond::Is { field: FieldRef { whose: Whose::Subject, field: schema.field(name).unwrap() }, value: true }
}

/// Whoever is in the country and lost an income.
fn measure(schema: &Schema) -> Bound {
    let conditions = [
        ("present", is(schema, "in_country"), IfUnknown::PresumeYes),
        ("lost", is(schema, "work.lost_income"), IfUnknown::Ask),
    ];
    bound("2020-09-01", &conditions, Group::All(vec![Group::One(0), Group::One(1)]))
}

/// So many of each of these.
fn people(schema: &Schema, kinds: &[(usize, &[(&str, &str)])]) -> Vec<Row> {
    kinds.iter().flat_map(|(many, fields)| vec![row(schema, fields); *many]).collect()
}

fn run(schema: &Schema, measures: &[Bound], people: &[Row], synthetic: bool) -> Reach {
    let people = People::in_memory(schema, people, synthetic).unwrap();
    let by = Breakdown::read(schema, &["sex"]).unwrap();
    simulate(&people, schema, measures, &by, Options { batch: 7, workers: 2 }, &mut |_| ()).unwrap()
}

fn there(schema: &Schema) -> Vec<Row> {
    people(
        schema,
        &[
            (20, &[("in_country", "true"), ("work.lost_income", "true"), ("sex", "F")]),
            (30, &[("in_country", "true"), ("work.lost_income", "false"), ("sex", "M")]),
            (15, &[("in_country", "false"), ("work.lost_income", "true"), ("sex", "M")]),
            (25, &[("in_country", "false"), ("work.lost_income", "false"), ("sex", "F")]),
            (12, &[("work.lost_income", "false"), ("sex", "F")]),
        ],
    )
}

fn about(people: u64, no: u64, open: u64) -> AboutFigures {
    AboutFigures { ties: vec!["present".into()], people: Some(people), no: Some(no), open: Some(open) }
}

#[test]
fn whoever_is_elsewhere_is_not_one_of_those_a_rule_leaves_behind_and_whoever_may_be_there_is() {
    let schema = schema();
    let figures = run(&schema, &[measure(&schema)], &there(&schema), true).release(10).unwrap();
    let found = &figures.measures[0];
    assert_eq!(found.about, Some(about(62, 42, 12)));
    assert_eq!((found.yes, found.needs, found.no), (Some(20), Some(0), Some(82)), "everybody is counted as before");
    let groups: Vec<_> = found.by["sex"].iter().map(|group| (group.value.as_str(), group.about)).collect();
    assert_eq!(groups, [("F", Some(32)), ("M", Some(30))]);
}

#[test]
fn whom_none_reaches_is_asked_of_those_whom_a_rule_with_a_tie_is_about() {
    let schema = schema();
    let figures = run(&schema, &[measure(&schema)], &there(&schema), true).release(10).unwrap();
    assert_eq!(figures.none_of_those_about, Some(NoneFigures { people: 62, none: 42 }));
    assert_eq!(figures.reached_by_none, Some(82));
    let untied = bound("2020-09-01", &[("lost", is(&schema, "work.lost_income"), IfUnknown::Ask)], Group::One(0));
    let untied = Bound { measure: "untied".into(), ..untied };
    let both = run(&schema, &[measure(&schema), untied.clone()], &there(&schema), true).release(10).unwrap();
    assert_eq!(both.none_of_those_about, Some(NoneFigures { people: 62, none: 42 }));
    let alone = run(&schema, &[untied], &there(&schema), true).release(10).unwrap();
    assert_eq!(alone.none_of_those_about, None, "a rule that names no country says nothing of who is there");
    let everybody = AboutFigures { ties: vec![], people: Some(102), no: Some(67), open: Some(0) };
    assert_eq!(alone.measures[0].about, Some(everybody));
}

#[test]
fn of_real_people_it_is_what_follows_from_the_figures_shown_and_no_small_count() {
    let schema = schema();
    let figures = run(&schema, &[measure(&schema)], &there(&schema), false).release(10).unwrap();
    let found = &figures.measures[0];
    let present = found.conditions.iter().find(|one| one.id == "present").unwrap();
    let left = |of: Option<u64>| of.zip(present.not_met).map(|(of, elsewhere)| of - elsewhere);
    let told = found.about.clone().unwrap();
    assert_eq!((told.people, told.no, told.open), (left(figures.people), left(found.no), present.unknown));
    assert!(told.people.is_some(), "the figures of this world are large enough to be shown");
    assert_eq!(figures.none_of_those_about, None);
    assert!(found.by["sex"].iter().all(|group| group.about.is_none()));
    let few = people(
        &schema,
        &[
            (4, &[("in_country", "true"), ("work.lost_income", "true"), ("sex", "F")]),
            (60, &[("in_country", "false"), ("work.lost_income", "true"), ("sex", "M")]),
        ],
    );
    let told = run(&schema, &[measure(&schema)], &few, false).release(10).unwrap().measures[0].about.clone().unwrap();
    assert_eq!((told.people, told.no), (None, None));
}

#[test]
fn of_real_people_and_two_ties_nothing_is_worked_out() {
    let schema = schema();
    let nationals = Cond::HasAny {
        field: FieldRef { whose: Whose::Subject, field: schema.field("nationalities").unwrap() },
        codes: vec!["BGD".into()],
        negated: false,
    };
    let conditions = [("present", is(&schema, "in_country"), IfUnknown::Ask), ("national", nationals, IfUnknown::Ask)];
    let measure = bound("2020-09-01", &conditions, Group::All(vec![Group::One(0), Group::One(1)]));
    let figures = run(&schema, std::slice::from_ref(&measure), &there(&schema), false).release(10).unwrap();
    let told = figures.measures[0].about.clone().unwrap();
    assert_eq!((told.ties.len(), told.people, told.no, told.open), (2, None, None, None));
    let invented = run(&schema, &[measure], &there(&schema), true).release(10).unwrap();
    assert_eq!(invented.measures[0].about.clone().unwrap().people, Some(62));
}

#[test]
fn conditions_of_a_tie_are_named_in_their_order() {
    let conditions: Vec<BoundCondition> = measure(&schema()).conditions;
    assert_eq!(conditions.iter().map(|one| one.id.as_str()).collect::<Vec<_>>(), ["present", "lost"]);
    assert_eq!(leaves(&Group::All(vec![Group::One(1), Group::Any(vec![Group::One(0)])])), [1, 0]);
}
