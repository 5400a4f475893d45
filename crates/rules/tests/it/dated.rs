//! Parameters, tables and calendars: rows over time, and what is wrong with them.

use yaml::Severity;

use super::support::{check, measure, read_on};

const ONE: &str = "all: [{id: c, says: s, when: in_country}]\n";

#[test]
fn a_parameter_that_depends_on_itself_is_called_so() {
    check(&format!("{ONE}params:\n  a: [[2020-01-01, $param(a)]]"), &["parameter-cycle"]);
    check(
        &format!(
            "{ONE}params:\n  a: [[2020-01-01, $param(b)]]\n  b:\n    values: [{{from: 2020-01-01, value: $param(a)}}]"
        ),
        &["parameter-cycle", "parameter-cycle"],
    );
}

#[test]
fn a_parameters_value_is_written_out() {
    check(&format!("{ONE}params:\n  a: [[2020-01-01, 1]]\n  b: [[2020-01-01, $param(a)]]"), &["parameter-reference"]);
}

#[test]
fn all_values_of_a_parameter_have_one_type() {
    let params = |rows: &str| format!("{ONE}params: {{p: {rows}}}");
    check(&params("[[2020-01-01, 15], [2020-02-01, 1.5]]"), &[]);
    check(&params("[[2020-01-01, 15], $[2020-02-01, 2020-03-01]]"), &["type"]);
    check(&params("[[2020-01-01, 15 EUR], $[2020-02-01, 15 BDT]]"), &["currency"]);
    check(&format!("{ONE}params: {{$p: [[2020-01-01, open]]}}"), &["type"]);
    check(&params("{type: date, values: [{from: 2020-01-01, value: open}]}"), &[]);
    check(&params("{type: date, values: [{from: 2020-01-01, value: $15}]}"), &["type"]);
    check(&params("{type: money, values: [{from: 2020-01-01, value: $1.005 EUR}]}"), &["decimals"]);
    check(&params("{type: money, values: [{from: 2020-01-01, value: $fifteen EUR}]}"), &["type"]);
}

#[test]
fn an_amount_has_a_currency_that_exists_and_no_more_decimals_than_it() {
    let of = |value: &str| format!("{ONE}params: {{p: [[2020-01-01, {value}]]}}");
    check(&of("35.125 JOD"), &[]);
    check(&of("350 XOF"), &[]);
    check(&of("$350.50 XOF"), &["decimals"]);
    check(&of("$35.1255 JOD"), &["decimals"]);
    // Neither is taken for a code because it is no amount.
    check(&of("15 $EUX"), &["unknown-currency"]);
    check(&of("15 $eur"), &["unknown-currency"]);
    check(&of("15 $XAU"), &["unknown-currency"]);
    check(&of("$99999999999999999999 EUR"), &["overflow"]);
    let typed =
        |value: &str| format!("{ONE}params: {{p: {{type: money, values: [{{from: 2020-01-01, value: {value}}}]}}}}");
    check(&typed("'15 $EUX'"), &["unknown-currency"]);
    check(&typed("$15"), &["type"]);
}

#[test]
fn what_an_office_sets_lies_between_ends_that_are_said() {
    let of = |keys: &str| format!("{ONE}params: {{p: {{{keys}, values: [[2020-01-01, open]]}}}}");
    check(&of("type: money, currency: EUR, set_by: office, min: 100 EUR, max: 200 EUR"), &[]);
    check(&of("type: money, currency: EUR, set_by: office, max: 200 EUR"), &[]);
    check(&of("type: money, set_by: office, max: 200 EUR"), &[]);
    check(&of("type: money, set_by: office, min: 100 EUR, max: $200 BDT"), &["currency"]);
    check(&of("type: date, set_by: office, min: 2020-02-01"), &[]);
    check(&of("type: int, set_by: $nobody, min: 1"), &["unknown-word"]);
    check(&of("type: int, set_by: $office"), &["missing-key"]);
    check(&of("type: int, min: $1"), &["missing-key"]);
    check(&of("type: int, set_by: office, min: 2, max: $1"), &["range"]);
    check(&of("type: int, set_by: office, min: $1.5"), &["type"]);
    check(&of("type: code, set_by: office, min: $a"), &["type"]);
    check(&of("type: money, currency: EUR, set_by: office, min: $1 BDT"), &["currency"]);
    let set =
        |value: &str| format!("{ONE}params: {{p: {{type: int, set_by: office, min: 1, max: 5, values: [{value}]}}}}");
    check(&set("[2020-01-01, 5]"), &[]);
    check(&set("$[2020-01-01, 6]"), &["range"]);
}

#[test]
fn a_currency_that_is_gone_is_warned_of_where_it_is_paid_afterwards() {
    check(&format!("{ONE}params: {{p: [[2022-12-31, 100 HRK], $[2023-02-01, 101 HRK]]}}"), &["withdrawn-currency"]);
    check(&format!("{ONE}params: {{p: [[2020-01-01, 100 HRK], [2023-01-31, 101 HRK]]}}"), &[]);
}

#[test]
fn a_parameter_is_no_switch() {
    check(&format!("{ONE}params: {{p: [[2020-01-01, $true]]}}"), &["switch"]);
}

#[test]
fn rows_of_a_parameter_are_brought_into_order() {
    let text =
        format!("{ONE}params: {{p: [[2020-02-01, 2], [2020-01-01, 1]]}}\npriority: [{{when: param(p) > 1, add: 1}}]");
    let found = measure(&text);
    let days: Vec<_> = found.params["p"].rows.iter().map(|row| row.from.to_string()).collect();
    assert_eq!(days, ["2020-01-01", "2020-02-01"]);
    check(&format!("{ONE}params: {{p: [[2020-01-01, 1], $[2020-01-01, 2]]}}"), &["duplicate-row"]);
}

#[test]
fn what_a_row_says_of_itself_is_kept() {
    let row = "{from: 2020-03-01, decided: 2020-04-01, value: 3, law: A, checked_by: B, checked_on: 2020-05-01}";
    let found =
        measure(&format!("{ONE}params: {{p: {{values: [{row}]}}}}\npriority: [{{when: param(p) > 1, add: 1}}]"));
    let row = &found.params["p"].rows[0];
    assert_eq!((row.from.to_string(), row.decided.to_string()), ("2020-03-01".into(), "2020-04-01".into()));
    assert_eq!((row.law.cite.as_str(), row.law.checked.is_some()), ("A", true));
    check(&format!("{ONE}params: {{p: {{values: [{{from: $1, value: 2, $laws: x}}]}}}}"), &["type", "unknown-key"]);
}

#[test]
fn an_overdue_review_warns() {
    let text = format!(
        "measure: m\nvalid: [2020-01-01, open]\n{ONE}params: {{p: {{review_by: 2021-03-31, values: [{{from: 2020-01-01, value: 1}}]}}}}"
    );
    let warned = |today: Option<&str>| {
        let (found, warnings) = read_on(&text, today.map(|today| today.parse().unwrap()));
        assert!(found.is_some());
        warnings.iter().map(|found| (found.code, found.severity, found.line)).collect::<Vec<_>>()
    };
    assert_eq!(warned(Some("2021-03-31")), []);
    assert_eq!(warned(Some("2021-04-01")), [("review-overdue", Severity::Warning, 4)]);
    assert_eq!(warned(None), []);
}

#[test]
fn rows_of_a_lookup_table_do_not_overlap() {
    let table = |rows: &str| format!("{ONE}tables:\n  t:\n    columns: {{v: int}}\n    rows:\n{rows}");
    let row = |from: &str, to: &str| format!("    - {{from: {from}, to: {to}, decided: 2020-01-01, v: 1}}\n");
    let marked = |from: &str, to: &str| row(from, to).replace("- {", "- ${");
    check(&table(&[row("1", "5"), row("6", "9"), row("20", "30")].concat()), &[]);
    check(&table(&[row("1", "5"), marked("5", "9")].concat()), &["overlap"]);
    check(&table(&[row("1", "99"), marked("2", "3"), marked("50", "60")].concat()), &["overlap", "overlap"]);
    check(&table(&[marked("9", "5")].concat()), &["range"]);
    check(&table(&[marked("1", "2020-01-01")].concat()), &["type"]);
    check(&table(&[row("1", "$x")].concat()), &["type"]);
}

#[test]
fn a_rolled_table_says_how_it_rounds_and_may_share_boundary_days() {
    let table = |head: &str, [first, second]: [&str; 2], months: &str| {
        let first = format!("    - {first}{{from: 2020-01-01, to: 2020-02-01, decided: 2020-01-01{months}}}\n");
        let second = format!("    - {second}{{from: 2020-02-01, to: 2020-03-01, decided: 2020-01-01{months}}}\n");
        format!("{ONE}tables:\n  t:\n    {head}\n    rows:\n{first}{second}")
    };
    check(&table("mode: roll\n    round: down", ["", ""], ", months: 2"), &[]);
    check(&table("$mode: roll", ["", ""], ", months: 2"), &["rounding"]);
    check(&table("mode: roll\n    round: down", ["$", "$"], ""), &["missing-key", "missing-key"]);
    check(&table("round: $down", ["", "$"], ""), &["unknown-key", "overlap"]);
}

#[test]
fn a_table_knows_when_its_rows_were_decided() {
    check(&format!("{ONE}tables: {{t: {{rows: [${{from: 1, to: 2}}]}}}}"), &["missing-key"]);
    check(&format!("{ONE}tables: {{t: ${{rows: []}}}}"), &["empty"]);
}

#[test]
fn columns_are_typed_and_named_apart_from_the_words_of_a_row() {
    let table = |columns: &str, mark: &str, cells: &str| {
        format!(
            "{ONE}tables: {{t: {{columns: {columns}, rows: [{mark}{{from: 1, to: 2, decided: 2020-01-01, {cells}}}]}}}}"
        )
    };
    check(&table("{v: money}", "", "v: 5 BDT"), &[]);
    check(&table("{v: money}", "", "v: $5"), &["type"]);
    check(&table("{v: money}", "$", "$w: 5"), &["missing-key", "unknown-key"]);
    check(&table("{v: $code}", "", "$v: x"), &["type", "unknown-key"]);
}

#[test]
fn lookups_are_typed_by_key_and_column() {
    let with = |when: &str| {
        let table = "tables: {t: {columns: {v: money}, rows: [{from: 1, to: 2, decided: 2020-01-01, v: 5 BDT}]}}";
        format!("{table}\nall: [{{id: c, says: s, when: '{when}'}}]")
    };
    check(&with("lookup(t, household.size, v) > 3 BDT"), &[]);
    check(&with("lookup(t, $on, v) > 3 BDT"), &["type"]);
    check(&with("lookup(t, household.size, $w) > 3 BDT"), &["unknown-name"]);
    check(&with("lookup(t, household.size, v) > $3 EUR"), &["currency"]);
    check(&with("roll_forward(on, $t) > on"), &["table"]);
    check(&with("within($on, t)"), &["type"]);
}

#[test]
fn a_region_takes_over_the_calendar_of_its_country() {
    let text = format!(
        "{ONE}calendars:\n  lisbon: {{inherits: PRT, holidays: {{2020-06-13: {{pt: Santo António}}}}}}\n\
         computes: {{d: {{type: date, value: 'add_working_days(on, 5, calendar: lisbon)'}}}}"
    );
    let calendar = &measure(&text).calendars["lisbon"];
    let holiday = |day| calendar.holidays.contains_key(&day);
    assert!(holiday(jiff::civil::date(2020, 6, 13)) && holiday(jiff::civil::date(2020, 4, 25)));
    assert_eq!((calendar.name.as_str(), calendar.weekend.as_slice()), ("lisbon", &[6, 7][..]));
}

#[test]
fn a_measure_keeps_the_calendars_that_national_may_mean() {
    let own = "calendars:\n  EST: {weekend: [saturday]}\n  LVA: {weekend: [sunday]}\n";
    let days = |calendar: &str| {
        let value = format!("add_working_days(on, 5, calendar: {calendar})");
        let found = measure(&format!("{ONE}{own}computes: {{d: {{type: date, value: '{value}'}}}}"));
        found.calendars.into_keys().collect::<Vec<_>>()
    };
    assert_eq!(days("national"), ["EST", "LVA"]);
    assert_eq!(days("EST"), ["EST"]);
    assert_eq!(days("PRT"), Vec::<String>::new(), "the core's come from around it");
}

#[test]
fn a_calendar_is_held_against_what_it_covers() {
    let calendar = |text: &str| format!("{ONE}calendars:\n  x: {text}");
    check(&calendar("{weekend: [friday, saturday]}"), &[]);
    check(&calendar("{weekend: [$caturday]}"), &["unknown-word"]);
    check(&calendar("${holidays: {2020-01-01: x}}"), &["missing-key"]);
    check(&calendar("{inherits: $XYZ}"), &["unknown-name"]);
    check(
        &calendar("{weekend: [friday], covers: [2020-01-01, 2020-12-31], holidays: {$2021-01-01: x, $1 May: y}}"),
        &["range", "type"],
    );
    check(&calendar("{weekend: [friday], covers: [$2021-01-01, 2020-01-01]}"), &["range"]);
    check(&calendar("{weekend: [friday], unsure: $[friday]}"), &["unsure"]);
    check(&calendar("{weekend: [friday], unsure: [$caturday]}"), &["unknown-word"]);
    check(&calendar("{weekend: [friday], holidays: {2020-01-01: {en: x, estimated: $maybe}}}"), &["type"]);
    check(&calendar("{weekend: [friday], holidays: {2020-01-01: {en: x, decided: $soon}}}"), &["type"]);
    check(&calendar("{weekend: [friday], worked: [2020-01-03, {day: 2020-01-10, decided: 2019-12-01}]}"), &[]);
    check(&calendar("{weekend: [friday], worked: [{day: 2020-01-10, $on: 2019-12-01}]}"), &["unknown-key"]);
    check(&calendar("{weekend: [friday], holidays: {2020-01-03: x}, worked: [$2020-01-03]}"), &["worked-holiday"]);
    check(&calendar("{weekend: [friday], covers: [2020-01-01, 2020-12-31], worked: [$2021-01-01]}"), &["range"]);
    check(&format!("{ONE}calendars:\n  $national: {{weekend: [friday]}}"), &["name"]);
}
