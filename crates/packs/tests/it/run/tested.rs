//! Packs run their own tests, and are told where they are not tested.

use packs::{TestReport, test_pack};

use super::{loaded, shipped, source};

#[test]
fn every_shipped_pack_passes_its_own_tests_and_lacks_none() {
    let packs = shipped();
    for pack in &packs.packs {
        let report = test_pack(&packs, pack);
        assert!(report.passed(), "{report:#?}");
        // A pack that brings forms and kinds alone decides nothing that could be tried.
        let decides = !pack.measures.is_empty() || !pack.pathways.is_empty();
        assert!(!decides || report.cases.len() + report.plays.len() >= 3, "{}", pack.name);
    }
}

const MEASURE: &str = "\
measure: m
valid: [2020-01-01, open]
all:
- {id: hours, when: 'care.hours >= 120', says: enough hours, law: s. 1}
- {id: lost, when: work.lost_income, says: lost income, law: s. 2}
computes: {amount: {type: money, value: 'round(10 EUR * care.hours, 7 EUR, round: down)'}}
";

fn report(tests: &str) -> TestReport {
    let tests = format!("measure: m\ntests:\n{tests}");
    let packs = loaded(&[source("t", "", &[("measures/m.yaml", MEASURE), ("tests/m.yaml", &tests)])]);
    test_pack(&packs, &packs.packs[0])
}

/// An hourly rate with its law's rounding, in a currency of three decimals and in one of none.
#[test]
fn amounts_are_tested_in_the_minor_units_of_their_currency() {
    for (rate, step, hours, right, wrong) in [
        ("1.125 JOD", "0.005 JOD", 125, "140.625 JOD", "140.62 JOD"),
        ("350 XOF", "5 XOF", 121, "42350 XOF", "42351 XOF"),
    ] {
        let measure = MEASURE.replace("10 EUR", rate).replace("7 EUR", step);
        let test = |amount: &str| {
            let person = format!("{{care.hours: {hours}, work.lost_income: true}}");
            let tests = format!(
                "measure: m\ntests:\n- {{on: 2020-09-01, person: {person}, expect: {{computes: {{amount: {amount}}}}}}}\n"
            );
            let packs = loaded(&[source("t", "", &[("measures/m.yaml", &measure), ("tests/m.yaml", &tests)])]);
            let report = test_pack(&packs, &packs.packs[0]);
            report.cases[0].failures.iter().map(|failure| failure.found.clone()).collect::<Vec<_>>()
        };
        assert_eq!(test(right), Vec::<String>::new());
        assert_eq!(test(wrong), [right]);
    }
}

fn failures(tests: &str) -> Vec<(String, String, String)> {
    let report = report(tests);
    let all = report.cases.into_iter().flat_map(|case| case.failures);
    all.map(|failure| (failure.key, failure.expected, failure.found)).collect()
}

#[test]
fn a_failing_test_says_what_was_expected_and_what_was_found() {
    let triple = |key: &str, expected: &str, found: &str| (key.to_owned(), expected.to_owned(), found.to_owned());
    let tests = "\
- {on: 2020-05-01, person: {care.hours: 119, work.lost_income: false}, expect: {verdict: yes, because: [hours]}}
- {on: 2020-05-01, person: {care.hours: 120, work.lost_income: true}, expect: {computes: {amount: 1200 EUR}}}
- {on: 2020-05-01, person: {work.lost_income: true}, expect: {ask: [work.lost_income], if_unknown: refer, presumed: [lost]}}
";
    assert_eq!(
        failures(tests),
        [
            triple("verdict", "yes", "no (because of hours, lost)"),
            triple("because", "[hours]", "[hours, lost]"),
            triple("computes.amount", "1200 EUR", "1197.00 EUR"),
            triple("ask", "[work.lost_income]", "[care.hours]"),
            triple("presumed", "[lost]", "[]"),
            triple("if_unknown", "refer", "ask"),
        ]
    );
}

#[test]
fn lists_are_compared_as_sets_and_amounts_by_their_value() {
    let tests = "\
- {on: 2020-05-01, person: {care.hours: 1, work.lost_income: false}, expect: {because: [lost, hours]}}
- {on: 2020-05-01, person: {care.hours: 120, work.lost_income: true}, expect: {computes: {amount: 1197 EUR}}}
";
    assert_eq!(failures(tests), []);
}

#[test]
fn a_measure_without_a_yes_a_no_and_an_undecided_test_is_told_so() {
    let lacking = |tests: &str| report(tests).lacking.into_iter().map(|lack| lack.what).collect::<Vec<_>>();
    let no = "- {on: 2020-05-01, person: {care.hours: 1}, expect: {verdict: no}}\n";
    let yes = "- {on: 2020-05-01, person: {care.hours: 120, work.lost_income: true}, expect: {verdict: yes}}\n";
    let needs = "- {on: 2020-05-01, person: {}, expect: {verdict: needs}}\n";
    assert_eq!(lacking(no), ["no test answers yes", "no test is undecided or presumed"]);
    assert_eq!(lacking(&format!("{no}{yes}{needs}")), Vec::<String>::new());
    assert!(report(&format!("{no}{yes}{needs}")).passed());
    assert!(!report(no).passed());
}

#[test]
fn conditions_never_alone_and_boundaries_tried_on_one_side_are_warned_of() {
    let tests = "- {on: 2020-05-01, person: {care.hours: 1, work.lost_income: true}, expect: {verdict: no}}\n";
    let warnings: Vec<String> = report(tests).warnings.into_iter().map(|lack| lack.what).collect();
    assert_eq!(
        warnings,
        [
            "condition `in_force` is never alone in `because`",
            "condition `lost` is never alone in `because`",
            "the boundary `>= 120` of condition `hours` is tried only where it fails",
        ]
    );
}
