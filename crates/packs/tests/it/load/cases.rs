//! Tests as data: what they say, and names in them that do not exist.

use model::{FieldState, Roster, Value};

use super::support::{check, check_files, measure};

const ONE: &str = "all: [{id: c, says: s, when: in_country}]\ncomputes: {v: {type: int, value: household.size}}\n";

#[track_caller]
fn case(text: &str) -> rules::measure::Case {
    measure(&format!("{ONE}tests: [{text}]")).tests.remove(0)
}

#[track_caller]
fn state(text: &str, field: &str) -> FieldState<Value> {
    let schema = packs::load(&[], &packs::LoadOptions::default()).unwrap().schema;
    let case = case(&format!("{{on: 2020-01-01, person: {{{text}}}, expect: {{verdict: yes}}}}"));
    case.household.members[case.about].get(schema.field(field).unwrap()).clone()
}

#[test]
fn values_are_typed_by_their_fields() {
    assert_eq!(state("work.occupation: 0110", "work.occupation"), FieldState::Known(Value::Code("0110".into())));
    assert_eq!(state("birth_date: n/a", "birth_date"), FieldState::NotApplicable);
    assert_eq!(state("birth_date: ", "birth_date"), FieldState::Unknown);
    assert_eq!(state("in_country: true", "in_country"), FieldState::Known(Value::Bool(true)));
    assert_eq!(
        state("application: {status: refused}", "application.status"),
        FieldState::Known(Value::Code("refused".into()))
    );
    assert_eq!(state("language.reads: []", "language.reads"), FieldState::Known(Value::Codes([].into())));
    let codes = Value::Codes(["ben".to_owned(), "hin".to_owned()].into());
    assert_eq!(state("languages: [hin, ben]", "languages"), FieldState::Known(codes.clone()));
    assert_eq!(state("languages: hin ben", "languages"), FieldState::Known(codes));
    let both = ["F", "X"].map(|code| Value::Code(code.into()));
    assert_eq!(state("sex: [F, X]", "sex"), FieldState::Contested(both.into()));
}

#[test]
fn a_lone_person_leaves_the_roster_open_and_listed_members_close_it() {
    let roster = |text: &str| case(&format!("{{on: 2020-01-01, {text}, expect: {{}}}}")).household.roster;
    assert_eq!(roster("person: {in_country: true}"), Roster::Open);
    assert_eq!(roster("members: [{}, {}]"), Roster::Complete);
    assert_eq!(roster("members: [{}, {}], roster: open"), Roster::Open);
}

#[test]
fn the_person_is_merged_into_the_member_asked_about() {
    let found = case("{on: 2020-01-01, members: [{}, {sex: F}], about: 1, person: {in_country: true}, expect: {}}");
    assert_eq!((found.about, found.household.about, found.household.members.len()), (1, 1, 2));
    assert_eq!(found.household.members[1].on_record().count(), 2);
    assert_eq!(found.household.members[0].on_record().count(), 0);
}

#[test]
fn names_in_a_test_must_exist() {
    let test = |text: &str| format!("{ONE}tests:\n- {text}");
    check(&test("{on: 2020-01-01, person: {$incountry: true}, expect: {}}"), &["unknown-name"]);
    check(&test("{on: 2020-01-01, expect: {because: [$d]}}"), &["unknown-name"]);
    check(&test("{on: 2020-01-01, expect: {presumed: [in_force, $d]}}"), &["unknown-name"]);
    check(&test("{on: 2020-01-01, expect: {ask: [$incountry, members, 'members[1].sex']}}"), &["unknown-name"]);
    check(&test("{on: 2020-01-01, expect: {ask: [$'members[x].sex']}}"), &["unknown-name"]);
    check(&test("{on: 2020-01-01, expect: {awaits: [$p]}}"), &["unknown-name"]);
    check(&test("{on: 2020-01-01, expect: {computes: {$w: 1}}}"), &["unknown-name"]);
    check(&test("{on: 2020-01-01, country: $XXX, expect: {}}"), &["country"]);
}

#[test]
fn what_cannot_be_read_is_refused() {
    let test = |text: &str| format!("{ONE}tests:\n- {text}");
    check(&test("${expect: {verdict: yes}}"), &["missing-key"]);
    check(&test("${on: 2020-01-01}"), &["missing-key"]);
    check(&test("{on: $2020, expect: {verdict: yes}}"), &["type"]);
    check(&test("{on: 2020-01-01, expect: {verdict: $maybe}}"), &["unknown-word"]);
    check(&test("${on: 2020-01-01, $expects: {}}"), &["missing-key", "unknown-key"]);
    check(&test("{on: 2020-01-01, person: {sex: $female}, expect: {}}"), &["value"]);
    check(&test("{on: 2020-01-01, person: {in_country: $yes}, expect: {}}"), &["value"]);
    check(&test("{on: 2020-01-01, person: {sex: $[F]}, expect: {}}"), &["value"]);
    check(&test("{on: 2020-01-01, person: {languages: [$xx]}, expect: {}}"), &["value"]);
    check(&test("{on: 2020-01-01, members: [{}], about: $1, expect: {}}"), &["about"]);
    check(&test("{on: 2020-01-01, about: $0, expect: {}}"), &["about"]);
}

#[test]
fn tests_may_stand_in_files_of_their_own() {
    let measure = format!("measure: m\nvalid: [2020-01-01, open]\n{ONE}");
    let with = |path: &str, text: &str, expected: &[&str]| {
        check_files(&[("measures/m.yaml", &measure), (path, text)], expected);
    };
    with("tests/any.yaml", "measure: m\ntests: [{on: 2020-01-01, expect: {}}]", &[]);
    with("tests/m.yaml", "tests: [{on: 2020-01-01, expect: {}}]", &[]);
    with("tests/m.yaml", "- {on: 2020-01-01, expect: {}}", &[]);
    with("tests/other.yaml", "measure: $n\ntests: []", &["unknown-name"]);
}
