//! What is said of a pack that loads all the same, and what strictness makes of it.

use packs::LoadOptions;
use yaml::Severity;

use super::support::source;

/// A rule of Estonia that counts working days, with these files beside it.
fn of_estonia(files: &[(&str, &str)]) -> Vec<(usize, String)> {
    let when = "working_days_since(arrived_on, calendar: national) > 15";
    let measure = format!("measure: m\nvalid: [2020-01-01, open]\nall: [{{id: c, says: s, when: '{when}'}}]\n");
    let manifest = "{pack: t, version: 0.1.0, title: T, purpose: test, jurisdiction: EST}";
    let files = [&[("pack.yaml", manifest), ("measures/m.yaml", &measure)], files].concat();
    let warnings = packs::load(&[source(&files)], &LoadOptions::default()).unwrap().warnings;
    warnings.into_iter().map(|found| (found.line, found.code.to_owned())).collect()
}

#[test]
fn a_country_without_a_calendar_is_warned_of_where_its_days_are_counted() {
    assert_eq!(of_estonia(&[]), [(3, "no-calendar".to_owned())]);
    assert_eq!(of_estonia(&[("calendars/LVA.yaml", "LVA: {weekend: [sunday]}")]), [(3, "no-calendar".to_owned())]);
    assert_eq!(of_estonia(&[("calendars/EST.yaml", "EST: {weekend: [sunday]}")]), []);
}

#[test]
fn a_calendar_that_ends_within_a_year_is_warned_of_where_its_days_are_counted() {
    let when = "working_days_since(arrived_on, calendar: national) > 15";
    let measure = format!("measure: m\nvalid: [2020-01-01, open]\nall: [{{id: c, says: s, when: '{when}'}}]\n");
    let manifest = "{pack: t, version: 0.1.0, title: T, purpose: test, jurisdiction: EST}";
    let calendar = "EST: {weekend: [sunday], covers: [2022-01-01, 2023-12-31]}";
    let files = [("pack.yaml", manifest), ("measures/m.yaml", &measure), ("calendars/EST.yaml", calendar)];
    let warned = |today: Option<&str>| {
        let today = today.map(|day| day.parse().unwrap());
        let warnings = packs::load(&[source(&files)], &LoadOptions { today, strict: false }).unwrap().warnings;
        warnings.into_iter().map(|found| (found.line, found.code)).collect::<Vec<_>>()
    };
    assert_eq!(warned(Some("2022-12-31")), []);
    assert_eq!(warned(Some("2023-01-01")), [(3, "calendar-ends")]);
    assert_eq!(warned(None), []);
}

const ONE: &str = "all: [{id: c, says: s, when: in_country}]\n";

#[test]
fn an_overdue_review_warns_and_keeps_a_pack_out_only_where_strictness_is_wanted() {
    let text = format!(
        "measure: m\nvalid: [2020-01-01, open]\n{ONE}params: {{p: {{review_by: 2021-03-31, values: [{{from: 2020-01-01, value: 1}}]}}}}"
    );
    let source = source(&[("measures/m.yaml", &text)]);
    let load = |today: &str, strict| {
        packs::load(std::slice::from_ref(&source), &LoadOptions { today: Some(today.parse().unwrap()), strict })
    };
    assert!(load("2021-03-31", true).unwrap().warnings.is_empty());
    let warnings = load("2021-04-01", false).unwrap().warnings;
    assert_eq!((warnings[0].code, warnings[0].severity, warnings[0].line), ("review-overdue", Severity::Warning, 4));
    assert_eq!(load("2021-04-01", true).unwrap_err().0[0].code, "review-overdue");
    assert!(packs::load(std::slice::from_ref(&source), &LoadOptions { today: None, strict: true }).is_ok());
}
