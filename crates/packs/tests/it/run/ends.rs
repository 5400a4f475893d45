//! Ends that nobody has named, rules by the day on which they were decided, ranges without an end, numbers below zero.

use packs::test_pack;

use super::{loaded, source};

/// Runs the tests of a pack of one measure; says what failed, as `line: key found`.
#[track_caller]
fn check(measure: &str, tests: &str, failed: &[&str]) {
    let text = format!("measure: m\ntests:\n{tests}");
    let packs = loaded(&[source("t", "", &[("measures/m.yaml", measure), ("tests/m.yaml", &text)])]);
    let report = test_pack(&packs, &packs.packs[0]);
    let cases = report.cases.iter().flat_map(|case| case.failures.iter().map(move |failure| (case.line, failure)));
    let found: Vec<_> = cases.map(|(line, failure)| format!("{line}: {} {}", failure.key, failure.found)).collect();
    assert_eq!(found, failed);
}

/// A ceiling that an office has not set lies between its ends; what they settle is settled, and a test lists them.
#[test]
fn a_ceiling_that_an_office_sets_lies_between_its_ends_until_it_is_set() {
    let measure = |values: &str| {
        format!(
            "measure: m\nvalid: [2020-03-01, open]\n\
             fields:\n  rent: {{type: money, currency: EUR, min: 0 EUR, class: personal}}\n\
             all:\n- {{id: rent, when: own.rent <= param(ceiling), says: rent}}\n\
             computes:\n  paid: {{type: money, value: 'min(own.rent, param(ceiling))'}}\n\
             params: {{ceiling: {{type: money, set_by: office, min: 100 EUR, max: 200.50 EUR, values: [{values}]}}}}\n\
             prefix: own\n"
        )
    };
    let test =
        |rent: &str, expect: &str| format!("- {{on: 2020-04-01, person: {{own.rent: {rent}}}, expect: {expect}}}\n");
    let open = measure("[2020-03-01, open]");
    check(&open, &test("100 EUR", "{verdict: yes, computes: {paid: 100 EUR}}"), &[]);
    check(&open, &test("100.01 EUR", "{verdict: needs, ask: [], awaits: [ceiling]}"), &[]);
    check(&open, &test("200.51 EUR", "{verdict: no, because: [rent]}"), &[]);
    let set = measure("[2020-03-01, 150 EUR]");
    check(&set, &test("150 EUR", "{verdict: yes, computes: {paid: 150 EUR}}"), &[]);
    check(&set, &test("150.01 EUR", "{verdict: no, because: [rent]}"), &[]);
}

/// `open` is not decided: nobody can be told. `none` is decided: it goes on.
#[test]
fn an_end_that_there_is_not_is_no_end_that_is_not_decided() {
    let measure = |end: &str| {
        format!(
            "measure: m\nvalid: [2020-03-01, param(until)]\nall:\n- {{id: here, when: in_country, says: here}}\n\
             computes:\n  reminded_on: {{type: date, value: 'add_days(param(until), 1)'}}\n\
             params: {{until: {{type: date, values: [[2020-03-01, {end}]]}}}}\n"
        )
    };
    let test = |expect: &str| format!("- {{on: 2030-01-01, person: {{in_country: true}}, expect: {expect}}}\n");
    check(&measure("open"), &test("{verdict: needs, awaits: [until]}"), &[]);
    check(&measure("none"), &test("{verdict: yes, computes: {reminded_on: none}}"), &[]);
    check(&measure("2020-06-30"), &test("{verdict: no, because: [in_force]}"), &[]);
}

#[test]
fn a_rule_is_not_in_force_by_what_was_known_before_it_was_decided() {
    let measure = "measure: m\nvalid: [2020-03-01, none]\ndecided: 2020-04-10\n\
                   all:\n- {id: here, when: in_country, says: here}\n";
    let tests = "- {on: 2020-04-01, person: {in_country: true}, expect: {verdict: no, because: [in_force]}}\n\
                 - {on: 2020-04-01, as_known: 2020-04-09, person: {in_country: true}, expect: {verdict: no}}\n\
                 - {on: 2020-04-01, as_known: 2020-04-10, person: {in_country: true}, expect: {verdict: yes}}\n";
    check(measure, tests, &[]);
}

#[test]
fn a_row_without_an_end_holds_all_beyond_it() {
    let measure = "measure: m\nvalid: [2020-01-01, none]\nall:\n- {id: here, when: in_country, says: here}\n\
                   computes: {amount: {type: money, value: 'lookup(bands, household.size, amount)'}}\n\
                   tables:\n  bands:\n    columns: {amount: money}\n    rows:\n\
                   \x20   - {from: none, to: 2, decided: 2020-01-01, amount: 50 EUR}\n\
                   \x20   - {from: 3, to: none, decided: 2020-01-01, amount: 80 EUR}\n";
    let test = |size: &str, amount: &str| {
        format!(
            "- {{on: 2020-02-01, person: {{in_country: true, household.size: {size}}}, \
             expect: {{verdict: yes, computes: {{amount: {amount}}}}}}}\n"
        )
    };
    check(measure, &[test("1", "50 EUR"), test("3", "80 EUR"), test("90", "80 EUR")].concat(), &[]);
}

#[test]
fn a_number_below_zero_is_written_as_one() {
    let measure = "measure: m\nvalid: [2020-01-01, none]\nall:\n\
                   - {id: late, when: 'days_between(on, arrived_on) between -3 and -1', says: late}\n\
                   computes: {back: {type: money, value: '-2.50 EUR * care.hours'}}\n";
    let tests = "- {on: 2020-02-04, person: {arrived_on: 2020-02-01, care.hours: 2}, \
                 expect: {verdict: yes, computes: {back: -5 EUR}}}\n\
                 - {on: 2020-02-05, person: {arrived_on: 2020-02-01}, expect: {verdict: no}}\n";
    check(measure, tests, &[]);
}

/// A household as `ask` takes it, and as tests always took it, is the same.
#[test]
fn a_test_takes_a_household_as_a_question_has_it() {
    let measure = "measure: m\nvalid: [2020-01-01, none]\nall:\n- {id: two, when: household.size = 2, says: two}\n";
    let tests = "- {on: 2020-02-01, household: {members: [{}, {}]}, about: 1, expect: {verdict: yes}}\n\
                 - {on: 2020-02-01, members: [{}, {}], expect: {verdict: yes}}\n\
                 - {on: 2020-02-01, household: {members: [{}, {}], roster: open}, expect: {verdict: needs}}\n\
                 - {on: 2020-02-01, household: {members: [{}]}, expect: {verdict: yes}}\n";
    check(measure, tests, &["6: verdict no (because of two)"]);
}

#[test]
fn a_line_of_an_any_that_no_test_reaches_is_warned_of() {
    let measure = "measure: m\nvalid: [2020-01-01, none]\nall:\n- any:\n\
                   \x20 - {id: here, when: in_country, says: here}\n\
                   \x20 - {id: lost, when: work.lost_income, says: lost}\n";
    let tests = "measure: m\ntests:\n\
                 - {on: 2020-02-01, person: {in_country: true}, expect: {verdict: yes}}\n\
                 - {on: 2020-02-01, person: {in_country: false, work.lost_income: false}, expect: {verdict: no}}\n\
                 - {on: 2020-02-01, person: {in_country: false}, expect: {verdict: needs, ask: [work.lost_income]}}\n";
    let packs = loaded(&[source("t", "", &[("measures/m.yaml", measure), ("tests/m.yaml", tests)])]);
    let report = test_pack(&packs, &packs.packs[0]);
    assert!(report.passed(), "{report:#?}");
    let warned: Vec<&str> = report.warnings.iter().map(|lack| lack.what.as_str()).collect();
    assert_eq!(warned, ["condition `in_force` is never alone in `because`", "condition `lost` is met in no test"]);
}
