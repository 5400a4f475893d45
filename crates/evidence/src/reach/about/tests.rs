use model::{Row, Schema};
use rules::bind::BoundCondition;
use rules::expr::{FieldRef, Rel, Term, Whose};
use rules::measure::IfUnknown;
use rules::{Arbitrary, Bound, Cond, State, walk};

use super::*;
use crate::equality::homes;
use crate::people::People;
use crate::reach::tests::{bound, int};
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
    assert_eq!(Group::All(vec![Group::One(1), Group::Any(vec![Group::One(0)])]).conditions(), [1, 0]);
}

/// Whoever lost an income, and it is marked that the rule is about these, and cares for others ten hours a week.
fn marked(schema: &Schema) -> Bound {
    let hours = FieldRef { whose: Whose::Subject, field: schema.field("care.hours").unwrap() };
    let cares = Cond::Compare(Rel::Ge, Term::Field(hours), int(10));
    let conditions = [("lost", is(schema, "work.lost_income"), IfUnknown::Ask), ("cares", cares, IfUnknown::Ask)];
    let mut bound = bound("2020-09-01", &conditions, Group::All(vec![Group::One(0), Group::One(1)]));
    bound.conditions[0].about = true;
    bound
}

#[test]
fn whoever_fails_a_marked_condition_is_not_left_behind_and_dropping_it_is_not_proposed() {
    let schema = schema();
    let people = people(
        &schema,
        &[
            (20, &[("work.lost_income", "true"), ("care.hours", "20")]),
            (30, &[("work.lost_income", "true"), ("care.hours", "2")]),
            (50, &[("work.lost_income", "false"), ("care.hours", "20")]),
            (7, &[("care.hours", "2")]),
        ],
    );
    let figures = run(&schema, &[marked(&schema)], &people, true).release(10).unwrap();
    let found = &figures.measures[0];
    let about = AboutFigures { ties: vec!["lost".into()], people: Some(57), no: Some(37), open: Some(7) };
    assert_eq!((found.yes, found.no, found.about.as_ref()), (Some(20), Some(87), Some(&about)));
    let proposed: Vec<_> = found.drop_to_reach.iter().map(|drop| drop.conditions.clone()).collect();
    assert_eq!(proposed, [["cares"]]);
    assert_eq!(figures.none_of_those_about, Some(NoneFigures { people: 57, none: 37 }));
}

/// Whom a measure is about, whom of them it refuses, and of whom nobody knows, person by person with the row walker.
fn walked_about(schema: &Schema, bound: &Bound, homes: &[model::Household]) -> [u64; 3] {
    let about = bound.about(schema);
    let mut found = [0; 3];
    for home in homes {
        for place in 0..home.members.len() {
            let walked = walk(bound, schema, &model::Household { about: place, ..home.clone() }).unwrap();
            let tied = about.truth(&|condition| match walked.masks.state(condition) {
                State::Met => Truth::True,
                State::NotMet => Truth::False,
                State::Unknown | State::Presumed => Truth::Unknown,
            });
            let among = tied != Truth::False;
            let told = [among, among && walked.verdict == Verdict::No, tied == Truth::Unknown];
            found.iter_mut().zip(told).for_each(|(count, is)| *count += u64::from(is));
            assert!(among || walked.verdict == Verdict::No, "nobody who is not meant is reached or undecided");
        }
    }
    found
}

#[test]
fn whom_random_measures_are_about_is_what_the_walker_says() {
    let schema = schema();
    let mut tied = 0;
    for seed in 0..60 {
        let mut random = Arbitrary::new(seed);
        let bound = random.measure(&schema);
        let homes = homes(&schema, &bound, &mut random);
        let rows: Vec<Row> = homes.iter().flat_map(|home| home.members.clone()).collect();
        let reach = run(&schema, std::slice::from_ref(&bound), &rows, true);
        let found = reach.release(10).unwrap().measures.remove(0);
        let about = found.about.unwrap();
        let [people, no, open] = walked_about(&schema, &bound, &homes).map(Some);
        assert_eq!((about.people, about.no, about.open), (people, no, open), "seed {seed}");
        tied += u64::from(!about.ties.is_empty());
        assert!(
            found.drop_to_reach.iter().flat_map(|drop| &drop.conditions).all(|one| !about.ties.contains(one)),
            "seed {seed}"
        );
    }
    assert!(tied > 10, "measures without a tie prove nothing: {tied}");
}
