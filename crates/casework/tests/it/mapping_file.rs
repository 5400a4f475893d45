//! Mapping files as people write them, and what is told of those that cannot be read.

use std::collections::BTreeMap;

use casework::import::{Column, DateOrder, Mapping, SheetCalendar};

use crate::world::schema;

fn column(field: &str, values: &[(&str, &str)]) -> Column {
    let values = values.iter().map(|(word, code)| ((*word).to_owned(), (*code).to_owned())).collect();
    Column::Field { field: field.into(), values, calendar: None, currency: None }
}

/// Places, codes and help of what is wrong.
#[track_caller]
fn check(text: &str, expected: &[&str]) {
    let problems = Mapping::read("map.yaml", text, &schema()).unwrap_err();
    let told: Vec<String> = problems.0.iter().map(|p| format!("{}:{} {}", p.line, p.column, p.code)).collect();
    assert_eq!(told, expected);
}

#[test]
fn a_mapping_names_source_id_order_fields_and_words() {
    let text = "\
source: prefecture
id: Dossier
dates: dmy
columns:
  Nom complet: name.full
  Né(e) le: birth_date
  Sexe: {field: sex, values: {Féminin: F, masculin: M, inconnu: , sans objet: n/a}}
  \"no\": ignore
";
    let columns = [
        ("Nom complet", column("name.full", &[])),
        ("Né(e) le", column("birth_date", &[])),
        ("Sexe", column("sex", &[("féminin", "F"), ("masculin", "M"), ("inconnu", ""), ("sans objet", "n/a")])),
        ("no", Column::Ignore),
    ];
    let expected = Mapping {
        source: Some("prefecture".into()),
        id: Some("Dossier".into()),
        dates: Some(DateOrder::DayFirst),
        calendar: SheetCalendar::Gregorian,
        columns: columns.map(|(header, column)| (header.to_owned(), column)).into(),
    };
    assert_eq!(Mapping::read("map.yaml", text, &schema()), Ok(expected));
}

#[test]
fn a_calendar_is_that_of_all_dates_or_of_one_column() {
    let text = "calendar: ethiopian\ncolumns:\n  A: {field: birth_date, calendar: gregorian}\n";
    let mapping = Mapping::read("map.yaml", text, &schema()).unwrap();
    let field = Column::Field {
        field: "birth_date".into(),
        values: BTreeMap::new(),
        calendar: Some(SheetCalendar::Gregorian),
        currency: None,
    };
    assert_eq!((mapping.calendar, mapping.columns.get("A")), (SheetCalendar::Ethiopian, Some(&field)));
    check("calendar: julian\n", &["1:11 calendar"]);
}

#[test]
fn the_currency_of_a_column_is_that_of_its_field() {
    let text = "columns:\n  A: {field: flat.rent, currency: JOD}\n";
    let mapping = Mapping::read("map.yaml", text, &schema()).unwrap();
    let Some(Column::Field { currency, .. }) = mapping.columns.get("A") else { panic!("a field") };
    assert_eq!(currency.map(|currency| currency.to_string()).as_deref(), Some("JOD"));
    check("columns:\n  A: {field: flat.rent, currency: EUR}\n", &["2:35 currency"]);
    check("columns:\n  A: {field: flat.rent, currency: dinar}\n", &["2:35 unknown-currency"]);
    check("columns:\n  A: {field: sex, currency: JOD}\n", &["2:29 currency"]);
}

#[test]
fn everything_but_a_mapping_may_be_left_out() {
    let mapping = Mapping::read("map.yaml", "dates: ymd", &schema()).unwrap();
    assert_eq!(mapping, Mapping { dates: Some(DateOrder::YearFirst), ..Mapping::default() });
    assert_eq!((mapping.source(), &mapping.columns), ("file", &BTreeMap::new()));
    check("", &["1:1 empty"]);
    check("- a", &["1:1 wrong-shape"]);
}

#[test]
fn every_problem_is_told_with_its_place() {
    check("sorce: x\ndates: dym\n", &["1:1 unknown-key", "2:8 date-order"]);
    check("columns:\n  A: brith_date\n  B: [sex]\n", &["2:6 unknown-field", "3:6 wrong-shape"]);
    check("columns:\n  A: {values: {f: F}}\n", &["2:6 missing-key"]);
    check("columns:\n  A: {field: sex, values: {f: W, m: M}}\n", &["2:31 bad-value"]);
    check("columns:\n  A: {field: sex, value: {f: F}}\n", &["2:19 unknown-key"]);
    check("columns: [1\n", &["2:1 yaml"]);
}

#[test]
fn a_name_that_onward_itself_bears_is_no_registers() {
    check("source: desk\n", &["1:9 own-source"]);
    check("id: A\nsource: \"DESK \"\n", &["2:9 own-source"]);
    check("source: synthetic\n", &["1:9 own-source"]);
    assert!(Mapping::read("map.yaml", "source: help desk", &schema()).is_ok());
}

#[test]
fn the_nearest_field_is_offered() {
    let problems = Mapping::read("map.yaml", "columns:\n  A: brith_date", &schema()).unwrap_err();
    assert_eq!(problems.0[0].help.as_deref(), Some("did you mean `birth_date`?"));
}
