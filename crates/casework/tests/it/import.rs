//! Sheets as offices keep them: other headers, other words, bad cells, and the same rows again.

use std::collections::BTreeMap;

use casework::import::{
    Cell, CellProblem, Column, DateOrder, ImportRow, Mapping, RowKey, RowOutcome, SheetProblem, Survey, plan,
};
use casework::{Ctx, Fields, PersonCommand};
use journal::Mode;
use model::{FieldState, Value};

use crate::world::{World, by, fields, id, schema, text};

fn row<'a>(addresses: &'a [String], texts: &[&'a str]) -> Vec<Cell<'a>> {
    addresses.iter().zip(texts).map(|(address, text)| Cell { address, text }).collect()
}

fn addresses(number: usize) -> Vec<String> {
    ('A'..='Z').map(|letter| format!("{letter}{number}")).collect()
}

/// Reads the last row of a sheet under a mapping.
fn read(mapping: &Mapping, headers: &[&str], last: &[&str]) -> Result<ImportRow, Vec<CellProblem>> {
    let schema = schema();
    let (first, second) = (addresses(1), addresses(2));
    let survey = Survey::new(&schema, mapping, "h", &row(&first, headers), None).unwrap();
    survey.reader().unwrap().read(2, &row(&second, last))
}

fn refused(mapping: &Mapping, headers: &[&str], tags: Option<&[&str]>) -> Vec<SheetProblem> {
    let schema = schema();
    let (first, second) = (addresses(1), addresses(2));
    let tags = tags.map(|tags| row(&second, tags));
    Survey::new(&schema, mapping, "h", &row(&first, headers), tags.as_deref()).unwrap_err()
}

fn into(field: &str, values: &[(&str, &str)]) -> Column {
    let values = values.iter().map(|(word, code)| ((*word).to_owned(), (*code).to_owned())).collect();
    Column::Field { field: field.into(), values }
}

fn prefecture() -> Mapping {
    let columns = [
        ("Nom complet", into("name.full", &[])),
        ("Né(e) le", into("birth_date", &[])),
        ("Sexe", into("sex", &[("féminin", "F"), ("masculin", "M"), ("inconnu", "")])),
        ("Remarque", Column::Ignore),
    ];
    Mapping {
        source: Some("prefecture".into()),
        id: Some("Dossier".into()),
        dates: Some(DateOrder::DayFirst),
        columns: columns.map(|(header, column)| (header.to_owned(), column)).into(),
    }
}

const HEADERS: [&str; 5] = ["Dossier", "Nom complet", "né(e) le", " SEXE ", "Remarque"];

fn external(system: &str, number: &str) -> RowKey {
    RowKey::External { system: system.into(), id: number.into() }
}

#[test]
fn a_mapped_row_is_read_and_known_by_the_id_of_its_register() {
    let read = read(&prefecture(), &HEADERS, &["D-7", "José Ñandú ", "31/01/1990", "Féminin", "Porto"]).unwrap();
    assert_eq!(read.key, external("prefecture", "D-7"));
    let said = [
        ("external.system", "prefecture"),
        ("external.id", "D-7"),
        ("name.full", "José Ñandú"),
        ("birth_date", "1990-01-31"),
        ("sex", "F"),
    ];
    assert_eq!(read.fields, fields(&said));
}

/// Marks of direction and joiners come with copied text; digits are of the script of whoever writes.
#[test]
fn what_nobody_sees_and_the_script_of_digits_make_no_difference() {
    let headers =
        ["Dossier", "\u{200f}Nom complet", "Né(e)\u{a0}le", "Se\u{200b}xe", "household.size\u{feff}", "Remarque"];
    for (born, size) in [("٣١/٠١/١٩٩٠", "٤"), ("۳۱/۰۱/۱۹۹۰", "۴"), ("৩১/০১/১৯৯০", "৪"), ("३१/०१/१९९०", "४")]
    {
        let born = format!("\u{200f}{born}\u{200e}");
        let read = read(&prefecture(), &headers, &["D-7", "Ana", &born, "\u{200b}FÉMININ", size, ""]).unwrap();
        let said = [
            ("external.system", "prefecture"),
            ("external.id", "D-7"),
            ("name.full", "Ana"),
            ("birth_date", "1990-01-31"),
            ("sex", "F"),
            ("household.size", "4"),
        ];
        assert_eq!(read.fields, fields(&said), "{born} {size}");
    }
    let unseen = read(&prefecture(), &HEADERS, &["D-7", "Ana", "\u{200b}", "\u{feff}", ""]).unwrap();
    assert!(!unseen.fields.contains_key("birth_date") && !unseen.fields.contains_key("sex"));
}

#[test]
fn an_empty_cell_and_a_word_for_unknown_say_nothing_and_n_a_is_said() {
    let read = read(&prefecture(), &HEADERS, &["D-7", "n/a", "  ", "inconnu", ""]).unwrap();
    let known: Vec<&str> = read.fields.keys().map(String::as_str).collect();
    assert_eq!(known, ["external.id", "external.system", "name.full"]);
    assert_eq!(read.fields["name.full"], FieldState::NotApplicable);
}

#[test]
fn every_bad_cell_of_a_row_is_named_with_its_reason_and_what_to_do() {
    let problems = read(&prefecture(), &HEADERS, &["D-7", "José", "31/02/2020", "femme", ""]).unwrap_err();
    let told: Vec<_> = problems.iter().map(|p| (p.cell.as_str(), p.field.as_deref(), p.code)).collect();
    assert_eq!(told, [("C2", Some("birth_date"), "no-such-day"), ("D2", Some("sex"), "unknown-code")]);
    for problem in &problems {
        assert!(!problem.help.is_empty() && !problem.reason.is_empty());
        let words = format!("{problem:?}");
        assert!(!words.contains("femme") && !words.contains("31/02") && !words.contains("José"), "{words}");
    }
}

#[test]
fn a_row_without_its_id_without_anything_or_wider_than_the_header_is_handed_back() {
    let code = |texts: &[&str]| -> Vec<(String, &str)> {
        let problems = read(&prefecture(), &HEADERS, texts).unwrap_err();
        problems.into_iter().map(|problem| (problem.cell, problem.code)).collect()
    };
    assert_eq!(code(&["", "José", "", "", ""]), [("A2".to_owned(), "no-id")]);
    assert_eq!(code(&["D-7", "", "", "", "", "more"]), [("F2".to_owned(), "no-header")]);
    assert_eq!(code(&["D-7", "", "", "", "only a remark"]), [("A2".to_owned(), "empty-row")]);
}

#[test]
fn kinds_are_read_as_spreadsheets_write_them_and_nothing_else() {
    let headers = ["health.cover", "household.size", "nationalities", "application.lodged_on"];
    let good = read(&Mapping::default(), &headers, &["TRUE", "٤", "PRT  BGD", "2020-03-01 00:00:00"]).unwrap();
    let said = [("health.cover", "true"), ("household.size", "4"), ("nationalities", "BGD PRT")];
    for (field, state) in fields(&said) {
        assert_eq!(good.fields[&field], state, "{field}");
    }
    let bad = read(&Mapping::default(), &headers, &["yes", "0", "PRT,BGD", "2020-03"]).unwrap_err();
    let codes: Vec<_> = bad.iter().map(|problem| problem.code).collect();
    assert_eq!(codes, ["not-a-bool", "below-minimum", "unknown-code", "not-a-day"]);
}

#[test]
fn without_a_mapping_a_header_is_a_field_or_the_sheet_is_refused_without_repeating_it() {
    let problems = refused(&Mapping::default(), &["sex", "brith_date", "José Ñandú"], None);
    assert_eq!(
        problems,
        [
            SheetProblem::UnknownHeader { cell: "B1".into(), near: Some("birth_date".into()) },
            SheetProblem::UnknownHeader { cell: "C1".into(), near: None },
        ]
    );
    assert!(problems.iter().all(|problem| !problem.to_string().contains("José")));
}

#[test]
fn a_mapping_that_does_not_fit_the_sheet_is_refused() {
    let missing = |column: &str| SheetProblem::MissingColumn { column: column.into() };
    let problems = refused(&prefecture(), &["Nom complet", "Né(e) le", "Remarque"], None);
    assert_eq!(problems, [missing("Sexe"), missing("Dossier")]);
    let twice = refused(&Mapping::default(), &["sex", "sex"], None);
    assert_eq!(twice, [SheetProblem::RepeatedField { cell: "B1".into(), field: "sex".into() }]);
    let nothing = Mapping { id: Some("Dossier".into()), ..Mapping::default() };
    assert_eq!(refused(&nothing, &["Dossier"], None), [SheetProblem::NoField]);
}

#[test]
fn a_tagged_sheet_is_read_by_its_tags_and_untagged_columns_are_left_alone() {
    let schema = schema();
    let (first, second, third) = (addresses(1), addresses(2), addresses(3));
    let (headers, tags) = (["Sexe de la personne", "Naissance", "Notes"], ["#indicator +code +sex", "#date+birth", ""]);
    let tags = row(&second, &tags);
    let survey = Survey::new(&schema, &Mapping::default(), "h", &row(&first, &headers), Some(&tags)).unwrap();
    let read = survey.reader().unwrap().read(3, &row(&third, &["F", "1990", "tall"])).unwrap();
    let known: Vec<&str> = read.fields.keys().map(String::as_str).collect();
    assert_eq!(known, ["birth_date", "external.id", "external.system", "sex"]);
    let unknown = refused(&Mapping::default(), &["a", "sex"], Some(&["#unheard+of", ""]));
    assert_eq!(unknown, [SheetProblem::UnknownHeader { cell: "A1".into(), near: None }]);
}

#[test]
fn a_row_is_known_by_its_register_by_its_own_id_or_by_file_and_row() {
    let plain = Mapping::default();
    let key = |headers: &[&str], texts: &[&str]| read(&plain, headers, texts).unwrap().key;
    let own = id(7).to_string();
    assert_eq!(key(&["sex", "external.system", "external.id"], &["F", "unhcr", "9"]), external("unhcr", "9"));
    assert_eq!(key(&["sex", "external.id"], &["F", "9"]), external("file", "9"));
    assert_eq!(key(&["id", "sex"], &[&own, "F"]), RowKey::Person(id(7)));
    assert_eq!(key(&["id", "sex"], &["7", "F"]), external("file h", "2"));
    assert_eq!(key(&["sex"], &["F"]), external("file h", "2"));
}

#[test]
fn the_same_row_again_adds_nothing_and_a_changed_one_amends() {
    let mut world = World::of(Mode::Trial);
    let ctx = Ctx { source: "prefecture".into(), ..by("SU") };
    let mut take = |texts: &[&str]| {
        let row = read(&prefecture(), &HEADERS, texts).unwrap();
        let found = world.people.get(&id(1)).cloned();
        let outcome = plan(found.as_ref(), "prefecture", &row.fields);
        let facts = world.run(&ctx, row.command(found.as_ref(), id(1), true)).unwrap();
        (outcome, facts)
    };
    let first = ["D-7", "José", "31/01/1990", "féminin", ""];
    assert_eq!(take(&first), (RowOutcome::Stored, 1));
    assert_eq!(take(&first), (RowOutcome::Unchanged, 0));
    assert_eq!(take(&["D-7", "", "", "masculin", ""]), (RowOutcome::Amended, 1));
    assert_eq!(take(&["D-7", "José", "", "", ""]), (RowOutcome::Unchanged, 0));
    assert_eq!(
        world.people[&id(1)].state(model::FieldKey::of("birth_date")).known().map(Value::to_text).as_deref(),
        Some("1990-01-31")
    );
    assert_eq!(world.people[&id(1)].state(model::FieldKey::of("sex")), FieldState::Known(Value::Code("M".into())));
}

#[test]
fn an_export_of_onward_keeps_its_ids() {
    let row = ImportRow { key: RowKey::Person(id(7)), fields: Fields::new() };
    let PersonCommand::Register { person, .. } = row.command(None, id(1), true) else { panic!("no registration") };
    assert_eq!(person, id(7));
}

#[test]
fn text_that_looks_like_code_stays_text() {
    let mapping = Mapping { columns: BTreeMap::from([("N".into(), into("name.full", &[]))]), ..Mapping::default() };
    let read = read(&mapping, &["N"], &["=HYPERLINK(\"x\")"]).unwrap();
    assert_eq!(read.fields["name.full"], text("=HYPERLINK(\"x\")"));
}
