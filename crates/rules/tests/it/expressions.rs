//! Bad expressions, each with the character that offends. All problems of one are reported together.

use super::support::{check, check_when, measure, read_on};

#[test]
fn an_unknown_field_is_refused_and_the_nearest_offered() {
    check_when("$application.statu = submitted", &["unknown-name"]);
    check_when("$head.brith_date < on", &["unknown-name"]);
    check_when("$nowhere = 1 or $nothing = 2", &["unknown-name", "unknown-name"]);
    let (_, problems) =
        read_on("{measure: m, valid: [2020-01-01, open], all: [{id: c, says: s, when: brith_date < on}]}", None);
    assert_eq!(problems[0].help.as_deref(), Some("did you mean `birth_date`?"));
    assert_eq!(problems[0].file, "m.yaml");
}

#[test]
fn a_hyphen_is_a_subtraction() {
    check_when("$stay-$status = regular", &["unknown-name", "unknown-name"]);
}

#[test]
fn what_is_not_in_the_grammar_is_refused_at_its_word() {
    check_when("application.status = submitted $AND in_country", &["syntax"]);
    check_when("permit.kind = $'work", &["syntax"]);
    check_when("in_country and$", &["syntax"]);
    check_when("household.count(in_country > 1$", &["syntax"]);
    check_when("care.hours > 1 $; drop", &["syntax"]);
}

#[test]
fn codes_are_held_against_the_list_of_the_field() {
    check_when("application.status = $submited", &["unknown-code"]);
    check_when("application.status in {submitted, $foo, $bar}", &["unknown-code", "unknown-code"]);
    check_when("under(work.occupation, $abc)", &["unknown-code"]);
    check_when("has_any(nationalities, {PRT, $PT})", &["unknown-code"]);
    check_when("application.status = submitted", &[]);
    check_when("work.sector in {trade, 'tourism'}", &[]);
}

#[test]
fn codes_have_no_order_and_are_compared_with_codes_written_out() {
    check_when("application.status $< submitted", &["type"]);
    check_when("country = $return.from", &["type"]);
    check_when("$birth_date = country", &["type"]);
    check_when("country = $2020-01-01", &["type"]);
}

#[test]
fn hierarchical_lists_know_only_under() {
    check_when("work.occupation $= 9111", &["hierarchy"]);
    check_when("work.occupation $!= 9111", &["hierarchy"]);
    check_when("$work.occupation in {9111}", &["hierarchy"]);
    check_when("place $= 'BD10'", &["hierarchy"]);
    check_when("under($work.sector, trade)", &["hierarchy"]);
    check_when("under($birth_date, 91)", &["type"]);
    check_when("under(work.occupation, {91, 0110}) or under(place, 'BD-10')", &[]);
}

#[test]
fn sets_of_codes_know_only_has_any() {
    check_when("$nationalities = PRT", &["code-set"]);
    check_when("$nationalities in {PRT}", &["code-set"]);
    check_when("has_any($country, {PRT})", &["type"]);
    check_when("$has_any(nationalities, PRT)", &["arguments"]);
}

#[test]
fn a_code_that_means_unknown_cannot_be_asked_for() {
    check_when("child.care = $unverified", &["unknown-as-value"]);
    check_when("child.care in {unaccompanied, $unverified}", &["unknown-as-value"]);
}

#[test]
fn a_named_code_list_must_be_part_of_the_fields_own() {
    check_when("country in codelist($languages)", &["type"]);
    check_when("country in codelist($sex)", &["code-lists"]);
    check_when("country in codelist($nowhere)", &["unknown-name"]);
    check_when("country in codelist(countries)", &[]);
}

#[test]
fn a_value_is_no_condition_and_a_condition_no_value() {
    check_when("$birth_date", &["type"]);
    check_when("$on", &["type"]);
    check_when("$5", &["type"]);
    check_when("$age(birth_date)", &["type"]);
    check_when("($in_country or stateless) > 1", &["type"]);
    check_when("$household.any(in_country) > 1", &["type"]);
}

#[test]
fn types_must_meet() {
    check_when("age(birth_date) < $2020-01-01", &["type"]);
    check_when("birth_date $+ 1 > on", &["type"]);
    check_when("age($care.hours) < 18", &["type"]);
    check_when("add_days(on, $on) > on", &["type"]);
    check_when("min(on, $5) > on", &["type"]);
    check_when("child.guardian $< true", &["type"]);
    check_when("$child.guardian = health.cover", &["type"]);
    check_when("care.hours in {1, $x}", &["type"]);
    check_when("$birth_date in {1}", &["type"]);
}

#[test]
fn currencies_never_mix() {
    check_when("50 BDT $+ 1 EUR > 2 EUR", &["currency"]);
    check_when("household.sum(10 BDT) > $5 EUR", &["currency"]);
    check_when("household.sum(0.125 JOD) > 5 JOD", &[]);
    check_when("household.sum(10 XOF) > $5.5 XOF", &["decimals"]);
    check_when("household.sum(10 $XOG) > 5 XOF", &["unknown-currency"]);
    check_when("1 BDT $* 2 BDT > 2 BDT", &["type"]);
    check_when("household.sum(10 BDT) * 2 > 5 BDT", &[]);
}

#[test]
fn a_field_of_money_meets_amounts_in_its_currency_alone() {
    check_when("flat.rent <= 120 JOD", &[]);
    check_when("flat.rent between 0 JOD and 120.125 JOD", &[]);
    check_when("household.sum(flat.rent) * 1.5 > 120 JOD", &[]);
    check_when("flat.rent * care.share <= 120 JOD", &[]);
    check_when("flat.rent <= $120 EUR", &["currency"]);
    check_when("flat.rent <= $flat.debt", &["currency"]);
    check_when("flat.rent $+ flat.debt > 1 JOD", &["currency"]);
    check_when("flat.rent <= $120", &["type"]);
    check_when("flat.rent <= $care.share", &["type"]);
    check_when("flat.rent $+ 20 > 1 JOD", &["type"]);
    check_when("flat.debt <= $350.5 XOF", &["decimals"]);
    check_when("$flat.rent in {1}", &["type"]);
}

#[test]
fn a_time_of_day_meets_times_of_day_and_is_not_reckoned_with() {
    check_when("work.until < 22:00", &[]);
    check_when("work.until between 06:00 and 21:30", &[]);
    check_when("household.max(work.until) = 23:59", &[]);
    check_when("work.until < $24:00", &["syntax"]);
    check_when("work.until < $2200", &["type"]);
    check_when("work.until < $permit.issued_on", &["type"]);
    check_when("work.until $+ 30 > 22:00", &["type"]);
    check_when("$household.sum(work.until) > 22:00", &["type"]);
    check_when("round($work.until, 30, round: down) > 22:00", &["type"]);
}

#[test]
fn an_amount_beside_a_bare_number_is_told_how_amounts_are_written() {
    let problems = |when: &str| {
        let file = format!("measure: m\nvalid: [2020-01-01, open]\nall: [{{when: \"{when}\", id: c, says: s}}]");
        read_on(&file, None).1
    };
    for when in ["flat.rent <= 120", "flat.rent + 20 > 1 JOD"] {
        let helped: Vec<_> = problems(when).into_iter().map(|problem| problem.help).collect();
        assert_eq!(helped, [Some("an amount says its currency, as `350.000 JOD`".to_owned())], "{when}");
    }
    assert_eq!(problems("flat.rent <= 120")[0].message, "expected an amount in JOD, found a whole number");
}

#[test]
fn a_decimal_meets_decimals_and_whole_numbers_that_are_written_out() {
    check_when("care.share >= 0.25", &[]);
    check_when("care.share >= 1", &[]);
    check_when("care.share >= $care.hours", &["type"]);
}

/// What is told of a code that its list does not hold.
#[track_caller]
fn check_hint(when: &str, expected: &str) {
    let file = format!("measure: m\nvalid: [2020-01-01, open]\nall: [{{when: \"{when}\", id: c, says: s}}]");
    let helped: Vec<_> = read_on(&file, None).1.into_iter().map(|problem| problem.help).collect();
    assert_eq!(helped, [Some(expected.to_owned())], "{when}");
}

#[test]
fn a_code_that_there_is_not_is_told_by_what_was_meant_and_a_short_list_whole() {
    check_hint("permit.kind = xyz", "the codes are `residence`, `work`, `student`");
    check_hint("permit.kind = residance", "did you mean `residence`? The codes are `residence`, `work`, `student`");
    check_hint("country = prt", "did you mean `PRT`? The codes are `BGD`, `ESP`, `PRT`");
    check_hint("country in {PRT, bangladesh}", "the codes are `BGD`, `ESP`, `PRT`");
}

#[test]
fn division_stands_in_computes_by_a_constant_other_than_zero() {
    check_when("care.hours $/ 2 > 5", &["division"]);
    let value = |text: &str| {
        format!("all: [{{id: c, says: s, when: in_country}}]\ncomputes: {{v: {{type: decimal, value: {text}}}}}")
    };
    check(&value("care.hours / 2"), &[]);
    check(&value("care.hours / $0"), &["division"]);
    check(&value("care.hours / $care.months"), &["division"]);
}

#[test]
fn rounding_is_always_said() {
    check_when("$add_months(on, 1) > on", &["rounding"]);
    check_when("add_months(on, 1, round: $sideways) > on", &["rounding"]);
    check_when("$round(care.hours, 5) > 1", &["rounding"]);
    check_when("round(care.hours, $0, round: down) > 1", &["rounding"]);
    check_when("round(care.hours, $care.months, round: down) > 1", &["rounding"]);
    check_when("add_months(on, 1, round: up) > on", &[]);
}

#[test]
fn aggregates_belong_to_the_household_and_do_not_nest() {
    check_when("$count(in_country) > 1", &["aggregate"]);
    check_when("$max(care.hours) > 1", &["aggregate"]);
    check_when("household.count($household.any(in_country)) > 1", &["aggregate"]);
    check_when("household.count($household.size > 1) > 1", &["aggregate"]);
    check_when("$household.sum(birth_date) > 1", &["type"]);
    check_when("household.max(birth_date) > on", &[]);
}

#[test]
fn is_known_would_turn_missing_into_no() {
    check_when("birth_date is $known", &["is-known"]);
    check_when("birth_date is not $known", &["is-known"]);
    check_when("birth_date is applicable", &[]);
    check("all: [{id: c, says: s, when: in_country}]\npriority: [{when: birth_date is known, add: 1}]", &[]);
}

#[test]
fn names_of_functions_parameters_tables_and_calendars_must_exist() {
    check_when("$frobnicate(1) > 1", &["unknown-name"]);
    check_when("param($x) > 1", &["unknown-name"]);
    check_when("within(on, $t)", &["unknown-name"]);
    check_when("lookup($t, 1, c) > 1", &["unknown-name"]);
    check_when("$working_days_since(arrived_on) > 1", &["arguments"]);
    check_when("working_days_since(arrived_on, calendar: $nationl) > 1", &["unknown-name"]);
    check_when("working_days_since(arrived_on, calendar: PRT) > 1", &[]);
}

#[test]
fn if_stands_in_computes_only() {
    check_when("$if(in_country, 1, 2) > 1", &["if"]);
    check("all: [{id: c, says: s, when: in_country}]\ncomputes: {v: {type: int, value: 'if(in_country, 1, 2)'}}", &[]);
}

#[test]
fn numbers_that_do_not_fit_are_refused() {
    check_when("care.hours = $99999999999999999999", &["overflow"]);
}

#[test]
fn the_place_is_right_whatever_the_quotes_and_folds() {
    check("all:\n- {id: c, says: s, when: in_country and $nowhere}", &["unknown-name"]);
    check("all:\n- {id: c, says: s, when: 'place $= ''x'' or $nowhere'}", &["hierarchy", "unknown-name"]);
    check("all:\n- id: c\n  says: s\n  when: >-\n    in_country\n    and $nowhere", &["unknown-name"]);
    check("all:\n- id: c\n  says: s\n  when: in_country\n    and $nowhere", &["unknown-name"]);
}

#[test]
fn a_yes_or_no_may_be_compared_with_true_and_false() {
    use rules::Cond;
    let one = |when: &str| measure(&format!("all: [{{id: c, says: s, when: {when}}}]")).conditions[1].when.clone();
    assert!(matches!(one("child.guardian = false"), Cond::Is { value: false, .. }));
    assert!(matches!(one("not child.guardian"), Cond::Is { value: false, .. }));
    assert!(matches!(one("true != child.guardian"), Cond::Is { value: false, .. }));
    assert!(matches!(one("not child.guardian != true"), Cond::Is { value: true, .. }));
}

#[test]
fn sealed_fields_are_read_by_no_rule() {
    check_when("$contact.safe", &["sealed-field"]);
    check_when("$contact.channel = sms", &["sealed-field"]);
    check_when("household.any($contact.safe) and $name.full is applicable", &["sealed-field", "sealed-field"]);
}

#[test]
fn free_text_has_no_operators() {
    check_when("$id = $'x'", &["type", "type"]);
    check_when("$household.id in {x}", &["type"]);
}

#[test]
fn a_household_has_one_size() {
    check_when("$head.household.size > 1", &["aggregate"]);
    check_when("household.size > 1 and household.size in {2, 3}", &[]);
}
