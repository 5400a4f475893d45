//! Measures over records, from the files of packs to answers about people who are described.

use model::Lang;
use packs::{Packs, bind, test_pack};
use rules::{Answer, Clocks, Verdict, answer, read_question};
use serde_json::{Value, json};

use super::{loaded, source};

const COURSE: &str = "kind: course\ntitle: {en: Course}\nabout: person\nwork: case\nname: '{subject}'\n\
                      fields:\n  subject: {type: code, codes: [language, skill], class: personal}\n  \
                      hours: {type: int, min: 0, class: personal}\n  from: [date, personal]\n";
const LODGING: &str = "kind: lodging\ntitle: {en: Lodging}\nabout: person\nwork: place\nname: '{from}'\nlist: open\n\
                       fields:\n  from: [date, personal]\n  until: [date, personal]\n";

fn packs(conditions: &str, more: &[(&str, &str)]) -> Packs {
    let measure = format!("measure: m\nvalid: [2020-01-01, open]\nall:\n{conditions}");
    let kinds = [("kinds/course.yaml", COURSE), ("kinds/lodging.yaml", LODGING)];
    let files: Vec<(&str, &str)> =
        kinds.into_iter().chain([("measures/m.yaml", measure.as_str())]).chain(more.iter().copied()).collect();
    loaded(&[source("t", "", &files)])
}

fn answered(when: &str, question: &Value) -> Answer {
    let packs = packs(&format!("  - {{id: c, says: s, when: \"{when}\"}}\n"), &[]);
    let bound = bind(&packs, packs.measure("t", "m").unwrap(), Clocks::on("2020-06-01".parse().unwrap()), None);
    let household = read_question(&packs.schema, question).unwrap_or_else(|problems| panic!("{problems:?}"));
    answer(&bound.unwrap(), &packs.schema, &household, &Lang::en()).unwrap()
}

/// What a condition comes to for somebody, and what is asked.
#[track_caller]
fn check(when: &str, person: impl Into<Value>, verdict: Verdict, ask: &[&str]) {
    let person: Value = person.into();
    let found = answered(when, &json!({ "person": person }));
    assert_eq!(
        (found.verdict, found.ask),
        (verdict, ask.iter().map(|ask| (*ask).to_owned()).collect()),
        "{when} {person}"
    );
}

#[test]
fn a_list_of_ours_that_is_told_is_all_there_are() {
    let spoke = "course.any(course.subject = language)";
    check(spoke, json!({"course": []}), Verdict::No, &[]);
    check(spoke, json!({"course": [{"subject": "skill"}]}), Verdict::No, &[]);
    check(spoke, json!({"course": [{"subject": "skill"}, {"subject": "language"}]}), Verdict::Yes, &[]);
    check(&format!("not {spoke}"), json!({"course": []}), Verdict::Yes, &[]);
}

#[test]
fn a_list_that_is_not_told_is_no_empty_one() {
    check("course.any(course.subject = language)", json!({}), Verdict::Needs, &["course"]);
    check("course.count(true) >= 0", json!({}), Verdict::Yes, &[]);
    check("course.count(true) < 3", json!({}), Verdict::Needs, &["course"]);
    check("course.any(true)", json!({"course.complete": true}), Verdict::No, &[]);
    check("course.any(true)", json!({"course": {"complete": true}}), Verdict::No, &[]);
    check("course.any(true)", json!({"course": [], "course.complete": false}), Verdict::Needs, &["course"]);
}

#[test]
fn of_records_that_others_keep_none_is_unknown_until_those_listed_are_all() {
    let lodged = "lodging.any(lodging.from <= on)";
    check(lodged, json!({"lodging": []}), Verdict::Needs, &["lodging"]);
    check(lodged, json!({"lodging": [], "lodging.complete": true}), Verdict::No, &[]);
    check(lodged, json!({"lodging.complete": true}), Verdict::No, &[]);
    check(lodged, json!({"lodging": [{"from": "2020-05-01"}]}), Verdict::Yes, &[]);
    check("lodging.count(true) >= 1", json!({"lodging": [{}]}), Verdict::Yes, &[]);
    check("lodging.count(true) = 1", json!({"lodging": [{}]}), Verdict::Needs, &["lodging"]);
    check("lodging.all(lodging.from <= on)", json!({"lodging": [{"from": "2020-07-01"}]}), Verdict::No, &[]);
    check(
        "lodging.all(lodging.from <= on)",
        json!({"lodging": [{"from": "2020-05-01"}]}),
        Verdict::Needs,
        &["lodging"],
    );
    check("lodging.complete", json!({"lodging": []}), Verdict::Needs, &["lodging.complete"]);
    check("lodging.complete", json!({"lodging.complete": true}), Verdict::Yes, &[]);
}

#[test]
fn what_a_record_does_not_say_is_asked_for_by_its_place() {
    let person = json!({"course": [{"subject": "skill", "hours": 3}, {"subject": "language"}]});
    check("course.any(course.hours >= 10)", person.clone(), Verdict::Needs, &["course[1].hours"]);
    check("course.sum(course.hours) >= 3", person.clone(), Verdict::Yes, &[]);
    check("course.sum(course.hours) >= 4", person, Verdict::Needs, &["course[1].hours"]);
    let home = json!({"household": {"members": [{"course": []}, {"course": [{}]}, {}]}});
    let found = answered("household.any(course.any(course.hours > 1))", &home);
    assert_eq!(
        (found.verdict, found.ask),
        (Verdict::Needs, vec!["members[1].course[0].hours".into(), "members[2].course".into()])
    );
}

#[test]
fn a_record_that_is_closed_counts_unless_the_rule_says_otherwise() {
    let person = |closed: &str| json!({"course": [{"opened_on": "2020-03-01", "closed_on": closed}]});
    let live = "course.any(course.closed_on is not applicable)";
    check("course.any(course.opened_on <= on)", person("2020-04-01"), Verdict::Yes, &[]);
    check(live, person("2020-04-01"), Verdict::No, &[]);
    check(live, person("n/a"), Verdict::Yes, &[]);
    check(live, person(""), Verdict::Needs, &["course[0].closed_on"]);
}

#[test]
fn the_least_and_the_greatest_are_of_those_there_are() {
    let person = json!({"course": [{"from": "2020-03-01"}, {"from": "2020-05"}]});
    let refused = |person: &Value| {
        let packs = packs("  - {id: c, says: s, when: in_country}\n", &[]);
        read_question(&packs.schema, &json!({ "person": person })).unwrap_err()
    };
    assert_eq!(refused(&person)[0].path, "person.course[1].from", "a month is no day here");
    let person = json!({"course": [{"from": "2020-03-01"}, {"from": "2020-05-07"}]});
    check("course.min(course.from) = 2020-03-01", person.clone(), Verdict::Yes, &[]);
    check("course.max(course.from) = 2020-05-07", person.clone(), Verdict::Yes, &[]);
    check("course.min(course.from) > 2020-03-01", person, Verdict::No, &[]);
    check("course.min(course.from) > 2020-03-01", json!({"course": []}), Verdict::No, &[]);
    check("not (course.min(course.from) > 2020-03-01)", json!({"course": []}), Verdict::No, &[]);
    let person = json!({"lodging": [{"from": "2020-03-01"}]});
    check("lodging.min(lodging.from) <= 2020-03-01", person.clone(), Verdict::Yes, &[]);
    check("lodging.max(lodging.from) <= 2020-03-01", person, Verdict::Needs, &["lodging"]);
}

#[test]
fn the_person_is_read_beside_their_record() {
    let of_age = "course.any(age(birth_date, course.from) >= 18)";
    let person = |born: &str| json!({"birth_date": born, "course": [{"from": "2020-05-01"}]});
    check(of_age, person("2002-05-01"), Verdict::Yes, &[]);
    check(of_age, person("2002-05-02"), Verdict::No, &[]);
    check(of_age, person(""), Verdict::Needs, &["birth_date"]);
}

#[test]
fn what_of_records_cannot_be_read_is_told_with_its_place() {
    let packs = packs("  - {id: c, says: s, when: in_country}\n", &[]);
    let faults = |person: Value| {
        let problems = read_question(&packs.schema, &json!({ "person": person })).unwrap_err();
        problems.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    assert_eq!(
        faults(json!({"course": [{"hours": "many", "since": 1}, 7], "lodging": "none", "lodging.complete": "yes"})),
        [
            "`person.course[0].hours`: expected a whole number",
            "`person.course[0].since`: no such field of a record of `course`",
            "`person.course[1]`: expected an object of fields",
            "`person.lodging`: expected a list of records under the name of their kind",
            "`person.lodging.complete`: expected `true` or `false`",
        ]
    );
    assert_eq!(
        faults(json!({"course": {"hours": 3}})),
        ["`person.course`: expected a list of records under the name of their kind"]
    );
}

#[test]
fn the_tests_of_a_pack_hold_records_as_a_question_does() {
    let tests = "- {title: enough, on: 2020-06-01, person: {course: [{hours: 6}, {hours: 4}]}, expect: {verdict: yes}}\n\
                 - {title: none, on: 2020-06-01, person: {course: []}, expect: {verdict: no, because: [c]}}\n\
                 - {title: not told, on: 2020-06-01, person: {}, expect: {verdict: needs, ask: [course]}}\n\
                 - title: of another\n  on: 2020-06-01\n  members: [{course: []}, {course.complete: true}]\n  \
                 expect: {verdict: no}\n";
    let tests = format!("measure: m\ntests:\n{tests}");
    let packs = packs("  - {id: c, says: s, when: course.sum(course.hours) >= 10}\n", &[("tests/m.yaml", &tests)]);
    let report = test_pack(&packs, packs.packs.first().unwrap());
    assert_eq!(report.cases.len(), 4);
    assert!(report.cases.iter().all(|case| case.failures.is_empty()), "{report:?}");
}
