//! Which calendar `national` is: of the country whose rule it is, the pack's own before the core's.

use model::Lang;
use packs::{bind, check_country, ending_calendars};
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
    check(None, &own, Some("ITA"), ["2022-06-27", "weekends"]);
}

#[test]
fn a_packs_own_calendar_stands_before_the_cores() {
    check(Some("PRT"), &[("calendars/PRT.yaml", PRT)], None, ["2022-06-28", "PRT"]);
    check(Some("ITA"), &[("calendars/EST.yaml", EST)], Some("EST"), ["2022-06-27", "weekends"]);
}

#[test]
fn a_country_that_there_is_not_is_refused_with_the_nearest() {
    let packs = loaded(&[]);
    assert_eq!(check_country(&packs, "PRT"), Ok(()));
    assert_eq!(check_country(&packs, "ITA"), Ok(()), "a country without a calendar is one");
    let refused = |code: &str| check_country(&packs, code).unwrap_err().to_string();
    assert_eq!(refused("prt"), "`prt` is no country of ISO 3166; did you mean `PRT`?");
    assert!(refused("PRTX").ends_with("did you mean `PRT`?"), "{}", refused("PRTX"));
    assert_eq!(refused("weekends"), "`weekends` is no country of ISO 3166");
}

#[test]
fn a_calendar_that_ends_within_a_year_is_told_with_its_last_day() {
    let own = "EST: {weekend: [saturday], covers: [2022-01-01, 2023-12-31], holidays: {}}";
    let files = [("measures/m.yaml", MEASURE), ("calendars/EST.yaml", own)];
    let packs = loaded(&[source("t", "jurisdiction: EST\n", &files)]);
    let ending = |today: &str| ending_calendars(&packs, today.parse().unwrap(), None).into_iter().collect::<Vec<_>>();
    assert_eq!(ending("2022-12-31"), []);
    let end = ("EST".to_owned(), "2023-12-31".parse().unwrap());
    assert_eq!(ending("2023-01-01"), std::slice::from_ref(&end));
    assert_eq!(ending("2025-01-01"), [end]);
    let weekends = loaded(&[source("t", "", &[("measures/m.yaml", MEASURE)])]);
    assert!(ending_calendars(&weekends, "2025-01-01".parse().unwrap(), None).is_empty());
}
