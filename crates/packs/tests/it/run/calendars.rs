//! Which calendar `national` is: of the country whose rule it is, the pack's own before the core's.

use model::Lang;
use packs::bind;
use rules::{Clocks, answer, read_question};
use serde_json::{Value, json};

use super::{loaded, source};

const MEASURE: &str = "\
measure: m
valid: [2020-01-01, open]
all:
- {id: arrived, when: 'arrived_on <= on', says: has arrived, law: s. 1}
computes: {due: {type: date, value: 'add_working_days(arrived_on, 10, calendar: national)'}}
";

/// 24 June is a holiday of both; that of the pack has the eve as well, in the summer in which it was made one.
const EST: &str =
    "EST: {weekend: [saturday, sunday], holidays: {2022-06-23: {en: Victory Day}, 2022-06-24: {en: St John}}}";
const PRT: &str = "PRT: {weekend: [saturday, sunday], holidays: {2022-06-15: {en: our own}}}";

/// What is due ten working days after 13 June 2022, a Monday, and by which calendar.
#[track_caller]
fn check(jurisdiction: Option<&str>, calendars: &[(&str, &str)], country: Option<&str>, expected: [&str; 2]) {
    let manifest = jurisdiction.map_or_else(String::new, |country| format!("jurisdiction: {country}\n"));
    let files: Vec<(&str, &str)> =
        [("measures/m.yaml", MEASURE)].into_iter().chain(calendars.iter().copied()).collect();
    let packs = loaded(&[source("t", &manifest, &files)]);
    let clocks = Clocks::on("2022-07-01".parse().unwrap());
    let bound = bind(&packs, packs.measure("t", "m").unwrap(), clocks, country).unwrap();
    let household = read_question(&packs.schema, &json!({"person": {"arrived_on": "2022-06-13"}})).unwrap();
    let answer: Value = serde_json::to_value(answer(&bound, &packs.schema, &household, &Lang::en()).unwrap()).unwrap();
    assert_eq!([&answer["computes"]["due"], &answer["calendar"]], expected);
}

#[test]
fn a_pack_that_brings_its_countrys_calendar_counts_by_it() {
    let own = [("calendars/EST.yaml", EST)];
    check(Some("EST"), &own, None, ["2022-06-29", "EST"]);
    check(Some("EST"), &own, Some("PRT"), ["2022-06-29", "EST"]);
}

#[test]
fn a_model_rule_counts_by_the_calendar_of_the_country_asked_about_its_own_among_them() {
    let own = [("calendars/EST.yaml", EST)];
    check(None, &own, Some("EST"), ["2022-06-29", "EST"]);
    check(None, &own, None, ["2022-06-27", "weekends"]);
    check(None, &own, Some("LVA"), ["2022-06-27", "weekends"]);
}

#[test]
fn a_packs_own_calendar_stands_before_the_cores() {
    check(Some("PRT"), &[("calendars/PRT.yaml", PRT)], None, ["2022-06-28", "PRT"]);
    check(Some("LVA"), &[("calendars/EST.yaml", EST)], Some("EST"), ["2022-06-27", "weekends"]);
}
