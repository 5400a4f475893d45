//! A measure that cannot be counted, compared or told: it is named with why in every format, the others are answered, and
//! the call does not end as if all were.

use serde_json::{Value, json};

use crate::run::{Ran, onward_in};
use crate::simulate::{CASH, adapted, on_record_with, studied};

/// A household of two or more takes this out of range.
const OVERFLOWS: &str = "household.size * 9000000000000000000 > 0";
const WHY: &str = "a number or a date grew out of range";
const FORMATS: [&str; 4] = ["table", "csv", "html", "json"];
const OTHER: &str = "portugal-pending-regular";

#[track_caller]
fn check(ran: Ran, other: &str) {
    let ran = ran.ends(1);
    assert!(ran.out.contains(WHY) && ran.out.contains("cash-on-return"), "{}", ran.out);
    assert!(ran.out.contains(other), "the others are told: {}", ran.out);
    assert!(ran.err.contains("1 measure(s) could not be counted"), "{}", ran.err);
}

#[test]
fn of_a_file_every_format_names_a_measure_that_was_not_counted() {
    let dir = adapted(CASH[0], CASH[1], CASH[2], OVERFLOWS);
    for format in FORMATS {
        let args = ["simulate", "--people", "people.parquet", "--on", "2020-12-01", "--format", format];
        let args: Vec<&str> = args.into_iter().chain(["--pack", "ours", OTHER]).collect();
        let ran = onward_in(dir.path(), &args);
        if format == "table" {
            assert!(ran.out.contains("reached by none of these measures: not known"), "{}", ran.out);
            assert!(ran.out.contains("whoever’s answer is still open among them"), "{}", ran.out);
        }
        check(ran, if format == "html" { "Reached" } else { "pending-counts-as-regular" });
    }
}

#[test]
fn every_format_names_a_measure_that_was_not_compared() {
    let dir = adapted(CASH[0], CASH[1], CASH[2], OVERFLOWS);
    for format in FORMATS {
        let args = ["simulate", "--people", "people.parquet", "--on", "2020-12-01", "--format", format];
        let args: Vec<&str> = args.into_iter().chain(["--pack", CASH[0], OTHER, "--variant", "ours"]).collect();
        check(onward_in(dir.path(), &args), if format == "html" { "Only as it is" } else { OTHER });
    }
}

#[test]
fn of_people_on_record_a_measure_that_cannot_be_counted_stands_beside_the_others() {
    let dir = on_record_with(OVERFLOWS, &["ours", OTHER]);
    for format in FORMATS {
        let ran = studied(dir.path(), &format!("--on 2020-11-30 --format {format} --pack ours {OTHER}"));
        check(ran, if format == "html" { "Reached" } else { "pending-counts-as-regular" });
    }
}

#[test]
fn of_people_on_record_it_is_said_over_which_measures_those_whom_none_reaches_are_counted() {
    let dir = on_record_with("household.size >= 2", &[CASH[0], OTHER]);
    for format in ["table", "html"] {
        let ran = studied(dir.path(), &format!("--on 2020-11-30 --format {format} --pack {} {OTHER}", CASH[0])).ends(0);
        assert!(ran.out.contains("all measures that were in force"), "{}", ran.out);
        assert!(!ran.out.contains("none of these"), "{}", ran.out);
    }
}

#[test]
fn each_measure_answers_for_itself_and_one_that_cannot_be_told_says_why() {
    let dir = adapted(CASH[0], CASH[1], CASH[2], OVERFLOWS);
    let who = json!({"person": {"application.status": "submitted", "application.lodged_on": "2020-03-01",
        "household.size": 4}});
    std::fs::write(dir.path().join("who.json"), who.to_string()).unwrap();
    let ask = |format: &str, packs: &[&str]| {
        let args = ["ask", "who.json", "--on", "2020-12-01", "--format", format, "--pack"];
        onward_in(dir.path(), &args.iter().chain(packs).copied().collect::<Vec<_>>()).ends(1)
    };
    let answers = ask("json", &["ours", OTHER]).json();
    let untold = &answers[0];
    assert_eq!(
        (&untold["measure"], &untold["verdict"], &untold["code"]),
        (&json!("cash-on-return"), &Value::Null, &json!("overflow"))
    );
    assert_eq!(untold["untold"], WHY);
    assert_eq!((&answers[1]["pack"], answers[1]["verdict"].is_string()), (&json!(OTHER), true));
    let table = ask("table", &["ours", OTHER]);
    assert!(table.out.contains(&format!("cannot be told: {WHY}")) && table.out.contains(OTHER), "{}", table.out);
    assert!(table.err.contains("1 of 2 measure(s) cannot be told"), "{}", table.err);
    ask("json", &["ours"]);
}
