use serde_json::{Value, json};

use crate::run::{Ran, onward_in};

fn ask(pack: &str, measure: &str, on: &str, who: &Value, more: &[&str]) -> Ran {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("who.json"), who.to_string()).unwrap();
    let mut args = vec!["ask", "--pack", pack, "--measure", measure, "--on", on, "--format", "json", "who.json"];
    args.extend(more);
    onward_in(dir.path(), &args)
}

#[test]
fn an_undecided_application_lodged_in_time_counts_as_regular() {
    let who = json!({"person": {"application": {"status": "submitted", "lodged_on": "2020-03-01"}}});
    let answer = ask("portugal-pending-regular", "pending-counts-as-regular", "2020-04-01", &who, &[]).ends(0).json();
    assert_eq!(answer["verdict"], "yes");
    assert_eq!(answer["conditions"][2]["id"], "lodged");
    assert_eq!(answer["conditions"][2]["state"], "met");
    assert_eq!(answer["ask"], json!([]));
}

#[test]
fn what_is_missing_is_asked_for_and_never_a_no() {
    let who = json!({"person": {"application.lodged_on": "2020-03-01"}});
    let answer = ask("portugal-pending-regular", "pending-counts-as-regular", "2020-04-01", &who, &[]).ends(0).json();
    assert_eq!(answer["verdict"], "needs");
    assert_eq!(answer["ask"], json!(["application.status"]));
    assert_eq!(answer["if_unknown"], "ask");
}

#[test]
fn a_child_with_an_unverified_carer_is_referred() {
    let who = json!({"person": {"child.care": "unverified", "child.guardian": false, "arrived_on": "2020-08-10"}});
    let answer = ask("eu-child-guardian", "guardian-overdue", "2020-09-01", &who, &[]).ends(0).json();
    assert_eq!((&answer["verdict"], &answer["if_unknown"]), (&json!("needs"), &json!("refer")));
    assert_eq!((&answer["ask"], &answer["presumed"]), (&json!(["child.care"]), &json!(["child"])));
    assert_eq!(answer["calendar"], "weekends");
}

#[test]
fn an_amount_nobody_can_fix_yet_is_an_interval() {
    let who = json!({"about": 0, "household": {"members": [
        {"return.on": "2020-05-04", "work.lost_income": true, "birth_date": "1990"}, {"birth_date": "2012"}, {}]}});
    let answer = ask("bangladesh-returnee-cash", "cash-on-return", "2020-09-01", &who, &[]).ends(0).json();
    let amount = json!({"min": {"value": "75.00", "currency": "BDT"}, "max": {"value": "85.00", "currency": "BDT"},
        "ask": ["members[2].birth_date"]});
    assert_eq!(answer["computes"]["amount"], amount);
}

#[test]
fn a_misspelt_field_is_named_with_the_nearest_known_one() {
    let who = json!({"person": {"application.lodgd_on": "2020-03-01"}});
    let ran = ask("portugal-pending-regular", "pending-counts-as-regular", "2020-04-01", &who, &[]).ends(2);
    assert!(ran.err.contains("application.lodgd_on") && ran.err.contains("application.lodged_on"), "{}", ran.err);
    assert!(ran.out.is_empty(), "{}", ran.out);
}

#[test]
fn an_unknown_pack_or_measure_or_file_is_a_wrong_call() {
    let who = json!({"person": {}});
    let ran = ask("portugal-pending-reglar", "pending-counts-as-regular", "2020-04-01", &who, &[]).ends(2);
    assert!(ran.err.contains("portugal-pending-regular"), "{}", ran.err);
    ask("portugal-pending-regular", "nothing", "2020-04-01", &who, &[]).ends(2);
    ask("portugal-pending-regular", "pending-counts-as-regular", "yesterday", &who, &[]).ends(2);
}

#[test]
fn two_countries_answer_side_by_side_each_for_its_own_jurisdiction() {
    let dir = tempfile::tempdir().unwrap();
    let who = json!({"person": {"nationalities": "BGD", "country": "QAT", "work.sector": "domestic_work",
        "return.on": "n/a", "return.kind": "n/a", "household.size": 4, "work.lost_income": true}});
    std::fs::write(dir.path().join("who.json"), who.to_string()).unwrap();
    let here_and_home = ["--pack", "qatar-domestic-worker-health", "bangladesh-returnee-cash"];
    let mut args = vec!["ask", "who.json", "--on", "2020-06-01", "--format", "json"];
    args.extend(here_and_home);
    let answers = onward_in(dir.path(), &args).ends(0).json();
    assert_eq!((&answers[0]["measure"], &answers[0]["verdict"]), (&json!("health-cover"), &json!("yes")));
    assert_eq!((&answers[1]["measure"], &answers[1]["because"]), (&json!("cash-on-return"), &json!(["since"])));
    assert_eq!(answers[1]["would_change"], json!([{"if_met": "since", "then": "yes"}]));
    args.extend(["--measure", "health-cover"]);
    assert_eq!(onward_in(dir.path(), &args).ends(0).json()["verdict"], "yes");
}

/// A slip of one digit makes a child of somebody: it is said, and nothing is answered.
#[test]
fn nobody_is_asked_about_on_a_day_before_their_birth() {
    let who = json!({"person": {"birth_date": "2068-07-16", "child.care": "unaccompanied", "child.guardian": false}});
    let ran = ask("eu-child-guardian", "guardian-overdue", "2020-09-01", &who, &[]).ends(2);
    assert!(ran.err.contains("birth date") && ran.err.contains("2020-09-01"), "{}", ran.err);
}

/// Sri Lanka's calendar ends with 2026: the weekdays of January 2027 may be holidays.
#[test]
fn days_past_a_calendar_are_said_not_to_be_counted_and_the_child_is_referred() {
    let who = json!({"person": {"child.care": "unaccompanied", "child.guardian": false, "arrived_on": "2026-12-28"}});
    let of = |on: &str, more: &[&str]| ask("eu-child-guardian", "guardian-overdue", on, &who, more).ends(0);
    let answer = of("2027-02-01", &["--country", "LKA"]).json();
    assert_eq!((&answer["verdict"], &answer["if_unknown"]), (&json!("needs"), &json!("refer")));
    assert_eq!((&answer["calendar"], &answer["ask"]), (&json!("LKA"), &json!([])));
    let says = "cannot be counted, calendar ends 2026-12-31 (LKA)";
    assert_eq!(answer["uncounted"], json!([{"calendar": "LKA", "code": "calendar-ends", "says": says}]));
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("who.json"), who.to_string()).unwrap();
    let args = ["ask", "who.json", "--pack", "eu-child-guardian", "--on", "2027-02-01", "--country", "LKA"];
    let table = onward_in(dir.path(), &args).ends(0);
    assert!(table.out.contains(says), "{}", table.out);
    let settled = of("2027-01-11", &["--country", "LKA"]).json();
    assert_eq!(settled["because"], json!(["late"]), "not even by weekends alone have fifteen days gone by");
    assert_eq!(settled["uncounted"], Value::Null);
}

#[test]
fn a_country_that_there_is_not_is_a_wrong_call_with_the_nearest() {
    let who = json!({"person": {}});
    let ran = ask("eu-child-guardian", "guardian-overdue", "2020-09-01", &who, &["--country", "prt"]).ends(2);
    assert!(ran.err.contains("`prt` is no country of ISO 3166; did you mean `PRT`?"), "{}", ran.err);
    assert!(ran.out.is_empty(), "{}", ran.out);
    let dir = tempfile::tempdir().unwrap();
    let ran = onward_in(dir.path(), &["init", "here", "--jurisdiction", "PTR"]).ends(2);
    assert!(ran.err.contains("`PTR` is no country"), "{}", ran.err);
    assert!(!dir.path().join("here").exists());
}
