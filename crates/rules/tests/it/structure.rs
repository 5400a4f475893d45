//! Bad measures: keys, groups, days of effect, presumptions, forbidden fields, what follows a yes.

use super::support::{check, check_file, measure};

const ONE: &str = "all: [{id: c, says: s, when: in_country}]\n";

#[test]
fn a_measure_has_a_name_days_of_effect_and_one_group() {
    check_file("$$$unit: person", &["missing-key", "missing-key", "missing-key"]);
    check("all: [{id: c, says: s, when: in_country}]\n$any: [{id: d, says: s, when: in_country}]", &["group"]);
    check("all: $[]", &["empty"]);
    check("all: $in_country", &["wrong-shape"]);
}

#[test]
fn unknown_keys_and_words_are_refused() {
    check(&format!("{ONE}$unitt: person"), &["unknown-key"]);
    check(&format!("{ONE}unit: $persons"), &["unknown-word"]);
    check("all: [{id: c, says: s, when: in_country, $unless: stateless}]", &["unknown-key"]);
    check(&format!("{ONE}$none: []"), &["unknown-key"]);
}

#[test]
fn a_condition_has_an_id_a_sentence_and_an_expression() {
    check("all: [$${when: in_country}]", &["missing-key", "missing-key"]);
    check("all: [${id: c, says: s}]", &["missing-key"]);
    check("all: [{id: $in_force, says: s, when: in_country}]", &["reserved"]);
    check("all: [{id: $a-b, says: s, when: in_country}]", &["name"]);
    check("all: [{id: c, says: s, when: in_country}, {id: $c, says: s, when: stateless}]", &["duplicate-id"]);
}

#[test]
fn groups_nest_five_deep() {
    let nested = |depth: usize| {
        let (open, close) = ("{any: [".repeat(depth - 1), "]}".repeat(depth - 1));
        format!("all: [{open}{{id: c, says: s, when: in_country}}{close}]")
    };
    check(&nested(5), &[]);
    let (before, last) = ("all: [{any: [{any: [{any: [{any: [{", "any: [{id: c, says: s, when: in_country}]}]}]}]}]}]");
    assert_eq!(nested(6), format!("{before}{last}"));
    check(&format!("{before}${last}"), &["too-deep"]);
}

#[test]
fn at_most_thirty_one_conditions_beside_in_force() {
    let many = |count: usize| {
        let one = |n: usize| format!("- {{id: c{n}, says: s, when: in_country}}\n");
        format!("all:\n{}", (0..count).map(one).collect::<String>())
    };
    check(&many(31), &[]);
    check_file(&format!("$measure: m\nvalid: [2020-01-01, open]\n{}", many(32)), &["too-many-conditions"]);
}

#[test]
fn at_least_wants_a_number_that_can_be_reached() {
    let group = |n: &str| format!("at_least: {{n: {n}, of: [{{id: c, says: s, when: in_country}}]}}");
    check(&group("1"), &[]);
    check(&group("$0"), &["range"]);
    check(&group("$2"), &["range"]);
    check(&group("$x"), &["type"]);
}

#[test]
fn valid_becomes_the_first_condition() {
    use rules::measure::Group;
    let found = measure(ONE);
    assert_eq!(found.conditions[0].id, "in_force");
    assert_eq!(found.root, Group::All(vec![Group::One(0), Group::One(1)]));
    let any = measure("any: [{id: c, says: s, when: in_country}, {id: d, says: s, when: stateless}]");
    assert_eq!(any.root, Group::All(vec![Group::One(0), Group::Any(vec![Group::One(1), Group::One(2)])]));
}

#[test]
fn days_of_effect_are_dates_or_parameters() {
    let valid = |text: &str| format!("measure: m\nvalid: {text}\n{ONE}");
    let check = |text: &str, expected: &[&str]| check_file(&valid(text), expected);
    check("[2020-01-01, 2020-12-31]", &[]);
    check("[$birth_date, open]", &["type"]);
    check("$[2020-01-01]", &["wrong-shape"]);
    check("[$2020-02-30, open]", &["syntax"]);
    check("[2020-01-01, param($gone)]", &["unknown-name"]);
}

#[test]
fn a_presumption_needs_a_law() {
    check("all: [{id: c, says: s, when: in_country, if_unknown: $presume_yes}]", &["uncited-presumption"]);
    check("if_unknown: presume_yes\nall: [${id: c, says: s, when: in_country}]", &["uncited-presumption"]);
    check("all: [{id: c, says: s, when: in_country, if_unknown: presume_yes, law: A}]", &[]);
    check("law: A\nif_unknown: presume_yes\nall: [{id: c, says: s, when: in_country}]", &[]);
    check("all: [{id: c, says: s, when: in_country, if_unknown: $no}]", &["unknown-word"]);
}

#[test]
fn a_mark_of_whom_a_rule_is_about_stands_on_what_is_asked_of_everybody() {
    let marked = |text: &str| measure(text).conditions.iter().map(|found| found.about).collect::<Vec<_>>();
    let two = "all: [{id: c, says: s, when: stateless, about: true}, {id: d, says: s, when: in_country, about: false}]";
    assert_eq!(marked(two), [false, true, false]);
    check("any: [{id: c, says: s, when: stateless, about: true}, {id: d, says: s, when: in_country}]", &[]);
    check(
        "any: [{id: c, says: s, when: stateless, about: $true}, {id: d, says: s, when: health.cover}]",
        &["not-asked-of-all"],
    );
    check("all: [{id: c, says: s, when: stateless, about: $perhaps}]", &["type"]);
}

#[track_caller]
fn assert_laws(lines: &str, expected: &[&str]) {
    let found = measure(lines);
    let laws: Vec<_> = found.conditions.iter().map(|condition| condition.law.cite.as_str()).collect();
    assert_eq!(laws, expected);
}

#[test]
fn a_missing_law_repeats_the_one_above_and_being_in_force_cites_its_own() {
    let lines = "all: [{id: c, says: s, when: in_country, law: A}, {id: d, says: s, when: stateless}]";
    assert_laws(lines, &["", "A", "A"]);
    assert_laws(&format!("law: B\n{lines}"), &["B", "A", "A"]);
}

/// That somebody reported a practice is no law for what its author added.
#[test]
fn what_follows_a_report_is_illustrative_until_it_is_said_to_be_reported_too() {
    let report = "as reported by Qatar in IOM, International Dialogue on Migration No. 30, section 5";
    let lines = |first: &str| {
        format!(
            "all: [{{id: c, says: s, when: in_country{first}}}, {{id: d, says: s, when: stateless}}, \
             {{id: e, says: s, when: in_country, law: as above}}, {{id: f, says: s, when: stateless, law: A}}, \
             {{id: g, says: s, when: stateless}}]"
        )
    };
    let expected = ["", report, "illustrative", report, "A", "A"];
    assert_laws(&lines(&format!(", law: '{report}'")), &expected);
    assert_laws(&format!("law: '{report}'\n{}", lines("")), &expected);
}

#[test]
fn a_law_is_checked_by_somebody_on_a_day() {
    let law = |text: &str| format!("all: [{{id: c, says: s, when: in_country, law: {text}}}]");
    check(&law("{cite: A, checked_by: $B}"), &["checked"]);
    check(&law("${checked_by: B, checked_on: 2020-01-01}"), &["missing-key"]);
    let found = measure(&law("{cite: A, checked_by: B, checked_on: 2020-01-01}"));
    assert_eq!(found.conditions[1].law.checked, Some(("B".into(), jiff::civil::date(2020, 1, 1))));
    assert_eq!(measure(ONE).conditions[1].law.checked, None);
}

#[test]
fn a_forbidden_field_is_refused_wherever_it_is_read() {
    let with = |rest: &str| format!("must_not_use: [permit.*, work.sector]\n{rest}");
    check(&with("all: [{id: c, says: s, when: $permit.expires_on >= on}]"), &["forbidden-field"]);
    check(&with("all: [{id: c, says: s, when: household.any($work.sector = trade)}]"), &["forbidden-field"]);
    check(&with("all: [{id: c, says: s, when: $head.work.sector = trade}]"), &["forbidden-field"]);
    check(&with("all: [{id: c, says: s, when: $permit.kind is applicable}]"), &["forbidden-field"]);
    check(&with(&format!("{ONE}computes: {{d: {{type: date, value: $permit.issued_on}}}}")), &["forbidden-field"]);
    check(&with(&format!("{ONE}priority: [{{when: $work.sector = trade, add: 1}}]")), &["forbidden-field"]);
    check(&with(&format!("{ONE}cap: {{places: 1, order_by: [$permit.issued_on desc]}}")), &["forbidden-field"]);
    check(&with(ONE), &[]);
}

#[test]
fn a_field_derived_from_a_forbidden_one_is_forbidden_too() {
    check("must_not_use: [country]\nall: [{id: c, says: s, when: $in_country}]", &["forbidden-field"]);
}

#[test]
fn what_must_not_be_used_must_exist() {
    check(&format!("must_not_use: [$permits.*]\n{ONE}"), &["unknown-name"]);
    check(&format!("must_not_use: [$permit]\n{ONE}"), &["unknown-name"]);
}

#[test]
fn computed_values_have_the_declared_type() {
    let value =
        |ty: &str, text: &str, mark: &str| format!("{ONE}computes: {{v: {{type: {ty}, value: {mark}'{text}'}}}}");
    check(&value("money", "household.size * 5 BDT", ""), &[]);
    check(&value("int", "household.size * 5 BDT", "$"), &["type"]);
    check(&value("date", "household.size", "$"), &["type"]);
    check(&value("$text", "household.size", ""), &["unknown-word"]);
    check(&value("money", "50 BDT $+ 5 EUR", ""), &["currency"]);
    check(&value("$code", "household.size", ""), &["type"]);
}

#[test]
fn a_cap_has_one_limit_and_ordered_keys() {
    let cap = |text: &str| format!("{ONE}cap: {text}");
    check(&cap("{places: 5, order_by: [return.on asc, 'household.size desc'], tie: lottery(30)}"), &[]);
    check(&cap("${budget: 5000 BDT, places: 3}"), &["missing-key"]);
    check(&cap("{places: $-1}"), &["range"]);
    check(&cap("{places: 3, tie: $draw}"), &["type"]);
    check(&cap("{places: 3, order_by: [$work.sector]}"), &["type"]);
    check(&cap("{places: 3, order_by: [return.on $down]}"), &["syntax"]);
}

#[test]
fn a_budget_pays_something_that_is_computed_in_its_currency() {
    let paying =
        |amount: &str, cap: &str| format!("{ONE}computes: {{amount: {{type: money, value: {amount}}}}}\ncap: {cap}");
    check(&paying("50 BDT", "{budget: 5000 BDT, tie: lottery(30)}"), &[]);
    check(&paying("50 EUR", "${budget: 5000 BDT}"), &["budget"]);
    check(&format!("{ONE}cap: ${{budget: 5000 BDT}}"), &["budget"]);
}

#[test]
fn a_sentence_shows_parameters_and_nothing_else() {
    let says =
        |text: &str| format!("params: {{p: [[2020-01-01, 1]]}}\nall: [{{id: c, when: in_country, says: {text}}}]");
    check(&says("'by {param(p)}'"), &[]);
    check(&says("'by {param($q)}'"), &["unknown-name"]);
    check(&says("'by ${birth_date}'"), &["placeholder"]);
    check(&says("{en: a, fr: 'le ${p}'}"), &["placeholder"]);
    check(&says("{$English: a}"), &["language"]);
}

#[test]
fn objectives_of_the_compact_go_from_1_to_23() {
    check(&format!("{ONE}gcm: [1, 23]"), &[]);
    check(&format!("{ONE}gcm: [$0, $24, $x]"), &["gcm", "gcm", "gcm"]);
}

#[test]
fn all_problems_of_a_pack_are_reported_at_once() {
    check(
        "all: [{id: a, says: s, when: $nowhere}, {id: b, says: s, when: $nothing}]\ngcm: [$99]\n$frob: 1",
        &["unknown-name", "unknown-name", "gcm", "unknown-key"],
    );
}
