//! Sheets as offices keep them: other headers, other words, bad cells, and the same rows again.

use std::collections::BTreeMap;

use casework::import::{
    Cell, CellProblem, Column, DateOrder, ImportRow, LookKind, Mapping, RowKey, RowOutcome, SheetCalendar,
    SheetOccasion, SheetProblem, Survey, contradicts, plan,
};
use casework::{Ctx, Fields, ImportCommand, PersonCommand};
use journal::{Key, Mode};
use model::{FieldState, Value};

use crate::world::{World, by, day, fields, id, schema, text, today};

fn row<'a>(addresses: &'a [String], texts: &[&'a str]) -> Vec<Cell<'a>> {
    addresses.iter().zip(texts).map(|(address, text)| Cell { address, text }).collect()
}

fn addresses(number: usize) -> Vec<String> {
    ('A'..='Z').map(|letter| format!("{letter}{number}")).collect()
}

pub fn occasion(spreadsheet: bool) -> SheetOccasion {
    SheetOccasion { today: today(), spreadsheet, key: Key::from_bytes([7; 32]) }
}

/// Reads the rows of a sheet under a mapping; what refuses the sheet as a whole, where something does.
fn sheet(
    mapping: &Mapping,
    spreadsheet: bool,
    headers: &[&str],
    rows: &[&[&str]],
) -> Result<Vec<Result<ImportRow, Vec<CellProblem>>>, Vec<SheetProblem>> {
    let schema = schema();
    let mut survey = Survey::new(&schema, mapping, occasion(spreadsheet), &row(&addresses(1), headers), None)?;
    let addressed: Vec<(u64, Vec<String>)> = (2..).take(rows.len()).map(|row| (row as u64, addresses(row))).collect();
    for ((number, addresses), texts) in addressed.iter().zip(rows) {
        survey.see(*number, &row(addresses, texts));
    }
    let reader = survey.reader()?;
    Ok(addressed.iter().zip(rows).map(|((number, at), texts)| reader.read(*number, &row(at, texts))).collect())
}

/// Reads the only row of a sheet under a mapping.
fn read(mapping: &Mapping, headers: &[&str], last: &[&str]) -> Result<ImportRow, Vec<CellProblem>> {
    sheet(mapping, false, headers, &[last]).unwrap().remove(0)
}

fn refused(mapping: &Mapping, headers: &[&str], tags: Option<&[&str]>) -> Vec<SheetProblem> {
    let schema = schema();
    let (first, second) = (addresses(1), addresses(2));
    let tags = tags.map(|tags| row(&second, tags));
    Survey::new(&schema, mapping, occasion(false), &row(&first, headers), tags.as_deref()).unwrap_err()
}

fn into(field: &str, values: &[(&str, &str)]) -> Column {
    let values = values.iter().map(|(word, code)| ((*word).to_owned(), (*code).to_owned())).collect();
    Column::Field { field: field.into(), values, calendar: None, currency: None }
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
        calendar: SheetCalendar::Gregorian,
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
fn an_empty_cell_and_a_word_for_unknown_say_nothing_and_n_a_is_said_of_what_not_everybody_has() {
    let headers = ["Dossier", "Nom complet", "Né(e) le", "Sexe", "application.lodged_on", "Remarque"];
    let read = read(&prefecture(), &headers, &["D-7", "n/a", "n/a", "inconnu", "n/a", ""]).unwrap();
    let known: Vec<&str> = read.fields.keys().map(String::as_str).collect();
    assert_eq!(known, ["application.lodged_on", "external.id", "external.system"]);
    assert_eq!(read.fields["application.lodged_on"], FieldState::NotApplicable);
    let looks: Vec<_> = read.looks.iter().map(|look| (look.kind, look.cell.as_str())).collect();
    assert_eq!(looks, [(LookKind::ReadAsEmpty, "B2"), (LookKind::ReadAsEmpty, "C2")]);
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
    let headers = ["health.cover", "household.size", "nationalities", "application.lodged_on", "work.until"];
    let good =
        read(&Mapping::default(), &headers, &["TRUE", "٤", "PRT  BGD", "2020-03-01 00:00:00", "21:30:00"]).unwrap();
    let said =
        [("health.cover", "true"), ("household.size", "4"), ("nationalities", "BGD PRT"), ("work.until", "21:30")];
    for (field, state) in fields(&said) {
        assert_eq!(good.fields[&field], state, "{field}");
    }
    let bad = read(&Mapping::default(), &headers, &["yes", "0", "PRT,BGD", "2020-03", "9 pm"]).unwrap_err();
    let codes: Vec<_> = bad.iter().map(|problem| problem.code).collect();
    assert_eq!(codes, ["not-a-bool", "below-minimum", "unknown-code", "not-a-day", "not-a-time"]);
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
    let survey =
        Survey::new(&schema, &Mapping::default(), occasion(false), &row(&first, &headers), Some(&tags)).unwrap();
    let read = survey.reader().unwrap().read(3, &row(&third, &["F", "1990", "tall"])).unwrap();
    let known: Vec<&str> = read.fields.keys().map(String::as_str).collect();
    assert_eq!(known, ["birth_date", "external.id", "external.system", "sex"]);
    let unknown = refused(&Mapping::default(), &["a", "sex"], Some(&["#unheard+of", ""]));
    assert_eq!(unknown, [SheetProblem::UnknownHeader { cell: "A1".into(), near: None }]);
}

/// People files have a column for each kind of record. Nothing that stands in one is left out without a word.
#[test]
fn a_column_of_records_is_left_alone_where_it_is_empty_and_refused_where_it_is_not() {
    let schema = schema();
    let (first, second) = (addresses(1), addresses(2));
    let headers = row(&first, &["external.id", "sex", "lodging"]);
    let read = |records: &str| {
        let mut survey = Survey::new(&schema, &Mapping::default(), occasion(false), &headers, None).unwrap();
        let row = row(&second, &["1", "F", records]);
        survey.see(2, &row);
        survey.reader().map(|reader| reader.read(2, &row).unwrap().fields.len())
    };
    assert_eq!(read("").unwrap(), 3);
    let cell = second[2].clone();
    assert_eq!(read("[{\"from\":\"2020-05-01\"}]").unwrap_err(), [SheetProblem::RecordsColumn { cell }]);
}

#[test]
fn a_row_is_known_by_its_register_by_its_own_id_or_by_what_it_says() {
    let plain = Mapping::default();
    let key = |headers: &[&str], texts: &[&str]| read(&plain, headers, texts).unwrap().key;
    let own = id(7).to_string();
    assert_eq!(key(&["sex", "external.system", "external.id"], &["F", "unhcr", "9"]), external("unhcr", "9"));
    assert_eq!(key(&["sex", "external.id"], &["F", "9"]), external("file", "9"));
    assert_eq!(key(&["id", "sex"], &[&own, "F"]), RowKey::Person(id(7)));
    let (one, same) = (key(&["sex", "birth_date"], &["F", "1990"]), key(&["birth_date", "sex"], &["1990", " F"]));
    assert_eq!(one, same, "whatever the order of its columns");
    assert_ne!(one, key(&["sex", "birth_date"], &["F", "1991"]));
    let RowKey::External { system, .. } = one else { panic!("an own id") };
    assert_eq!(system, "file, rows without id");
}

/// The commonest header of all, with the register's own numbers below.
#[test]
fn a_column_called_id_is_the_registers_own_unless_onward_made_what_stands_there() {
    let key = |texts: &[&str]| read(&Mapping::default(), &["id", "sex"], texts).unwrap().key;
    assert_eq!(key(&["1001", "F"]), external("file", "1001"));
    assert_eq!(key(&["1001.0", "F"]), external("file", "1001"));
    let own = id(7).to_string();
    let mixed = sheet(&Mapping::default(), false, &["id", "sex"], &[&[&own, "F"], &["1001", "M"]]).unwrap_err();
    assert_eq!(mixed, [SheetProblem::MixedIds { own: "A2".into(), other: "A3".into() }]);
}

#[test]
fn an_id_that_the_mapping_leaves_alone_is_said() {
    let mut mapping = prefecture();
    mapping.columns.insert("Dossier".into(), Column::Ignore);
    assert_eq!(refused(&mapping, &HEADERS, None), [SheetProblem::IgnoredId { column: "Dossier".into() }]);
}

/// What nobody sees, and what programs write for "nothing", names nobody.
#[test]
fn an_id_is_read_without_what_nobody_sees_and_a_word_for_nothing_is_none() {
    let key = |id: &str| read(&prefecture(), &HEADERS, &[id, "Ana", "", "", ""]);
    for id in ["D-7", "D-7\u{200b}", "D\u{ad}-7", "\u{200f}D-7", "\u{feff}D-7"] {
        assert_eq!(key(id).unwrap().key, external("prefecture", "D-7"), "{id:?}");
    }
    for id in ["D-\u{667}", "D-\u{6f7}", "D-\u{ff17}"] {
        assert_eq!(key(id).unwrap().key, external("prefecture", "D-7"), "{id}");
    }
    for id in ["D-07", "d-7"] {
        assert_ne!(key(id).unwrap().key, external("prefecture", "D-7"), "{id}");
    }
    for id in ["N/A", "-", "NULL", "n/a"] {
        assert_eq!(key(id).unwrap_err()[0].code, "no-id", "{id}");
    }
}

#[test]
fn rows_can_be_known_again_where_each_has_an_id() {
    let names = |headers: &[&str], rows: &[&[&str]]| {
        let schema = schema();
        let mut survey = Survey::new(&schema, &Mapping::default(), occasion(false), &row(&addresses(1), headers), None);
        for (number, texts) in (2..).zip(rows) {
            survey.as_mut().unwrap().see(number, &row(&addresses(usize::try_from(number).unwrap()), texts));
        }
        survey.unwrap().reader().unwrap().names_rows()
    };
    let own = id(7).to_string();
    assert!(names(&["id", "sex"], &[&[&own, "F"]]));
    assert!(!names(&["id", "sex"], &[&[&own, "F"], &["", "M"]]), "one is known only as it stands");
    assert!(!names(&["sex"], &[&["F"]]));
    assert!(names(&["external.id", "sex"], &[&["1", "F"], &["", "M"]]), "one without is handed back");
}

/// A family under one number is not one person.
#[test]
fn rows_with_one_id_that_contradict_each_other_are_all_handed_back_and_the_same_row_counts_once() {
    let rows: [&[&str]; 6] = [
        &["H-17", "Amina Karimi", "", "féminin", ""],
        &["H-18", "Omar Said", "", "", "a remark"],
        &["H-17", "Yusuf Karimi", "", "masculin", ""],
        &["H-18", " Omar  Said", "", "", "another"],
        &["H-19", "Ana", "", "", ""],
        &["H-\u{661}\u{669}", "Ana", "", "", ""],
    ];
    let read = sheet(&prefecture(), false, &HEADERS, &rows).unwrap();
    for handed_back in [&read[0], &read[2]] {
        let problem = &handed_back.as_ref().unwrap_err()[0];
        assert_eq!(problem.code, "same-id");
        assert!(problem.reason.contains("2, 4"), "{}", problem.reason);
    }
    let again: Vec<bool> = [1, 3, 4, 5].iter().map(|row| read[*row].as_ref().unwrap().again).collect();
    assert_eq!(again, [false, true, false, true]);
}

#[test]
fn the_same_words_without_an_id_are_as_many_people_and_again_the_same() {
    let rows: [&[&str]; 3] = [&["F", "1990"], &["M", "1990"], &["F", "1990"]];
    let keys = || -> Vec<RowKey> {
        let read = sheet(&Mapping::default(), false, &["sex", "birth_date"], &rows).unwrap();
        read.into_iter().map(|row| row.unwrap().key).collect()
    };
    let first = keys();
    assert!(first[0] != first[2] && first[0] != first[1]);
    assert_eq!(first, keys());
}

#[test]
fn ids_phones_and_documents_that_a_spreadsheet_took_for_numbers_are_handed_back() {
    let codes = |headers: &[&str], rows: &[&[&str]], spreadsheet| -> Vec<Vec<&'static str>> {
        let read = sheet(&Mapping::default(), spreadsheet, headers, rows).unwrap();
        read.into_iter().map(|row| row.err().unwrap_or_default().iter().map(|problem| problem.code).collect()).collect()
    };
    let scientific = codes(&["external.id", "sex"], &[&["2.02001E+11", "F"]], false);
    assert_eq!(scientific, [["scientific-notation"]]);
    let cut = codes(&["external.id", "sex"], &[&["1234567890123450", "F"], &["7", "F"]], true);
    assert_eq!(cut, [vec!["digits-lost"], vec![]]);
    let long = codes(&["external.id", "sex"], &[&["1234567890123450", "F"], &["1234567890123457", "F"]], true);
    assert_eq!(long, [Vec::<&str>::new(), vec![]], "a register may have long ids, if they were kept");
    let word = codes(&["external.id", "contact.phone"], &[&["1", "none"], &["2", "\u{660}\u{667}\u{669}"]], false);
    assert_eq!(word, [vec!["not-a-phone"], vec![]]);
}

#[test]
fn a_household_of_nobody_and_a_phone_with_a_letter_are_handed_back_and_odd_ones_are_looked_at() {
    let told = |field: &str, value: &str| {
        let read = read(&Mapping::default(), &["external.id", field], &["1", value]);
        read.map(|row| row.looks.iter().map(|look| look.kind.code()).collect::<Vec<_>>())
            .map_err(|problems| problems.into_iter().map(|problem| problem.code).collect::<Vec<_>>())
    };
    for size in ["98", "99", "999"] {
        assert_eq!(told("household.size", size), Err(vec!["household-size"]), "{size}");
    }
    assert_eq!(told("household.size", "1"), Ok(vec![]));
    assert_eq!(told("household.size", "٤"), Ok(vec![]));
    assert_eq!(told("household.size", "31"), Ok(vec!["large-household"]));
    assert_eq!(told("contact.phone", "O790123456"), Err(vec!["not-a-phone"]));
    assert_eq!(told("contact.phone", "0790123456"), Ok(vec![]));
    assert_eq!(told("contact.phone", "12"), Ok(vec!["odd-phone"]));
    assert_eq!(told("contact.phone", "0790123456 (wife)"), Ok(vec!["odd-phone"]));
}

#[test]
fn rows_that_are_no_people_and_names_of_which_letters_were_lost_are_handed_back() {
    let headers = ["external.id", "name.full", "household.size"];
    let told = |texts: &[&str]| -> Vec<&str> {
        read(&Mapping::default(), &headers, texts).map_or_else(
            |problems| problems.iter().map(|problem| problem.code).collect(),
            |row| row.looks.iter().map(|look| look.kind.code()).collect(),
        )
    };
    assert_eq!(told(&["external.id", "Name.Full ", ""]), ["header-again"]);
    assert_eq!(told(&["Total", "", "7"]), ["sum-row"]);
    assert_eq!(told(&["", "Итого: 7", ""]), ["sum-row"]);
    assert_eq!(told(&["1", "", ""]), ["empty-row"], "an id describes nobody");
    assert_eq!(told(&["1", "???? ????", ""]), ["letters-lost"]);
    assert_eq!(told(&["1", "JosÃ©", ""]), ["odd-letters"]);
    assert_eq!(told(&["1", "Total Karim", "4"]), Vec::<&str>::new());
}

#[test]
fn household_numbers_belong_to_their_register() {
    let household = |source: &str, headers: &[&str], texts: &[&str]| {
        let mapping = Mapping { source: Some(source.into()), ..Mapping::default() };
        read(&mapping, headers, texts).unwrap().fields.remove("household.id")
    };
    let headers = ["external.id", "household.id"];
    let unnamed = read(&Mapping::default(), &headers, &["1", "1"]).unwrap();
    assert_eq!(unnamed.looks.iter().map(|look| look.kind).collect::<Vec<_>>(), [LookKind::UnnamedRegister]);
    assert_eq!(household("north", &headers, &["1", "1"]), Some(text("north/1")));
    assert_eq!(household("south", &headers, &["1", "1"]), Some(text("south/1")));
    assert_eq!(household("north", &headers, &["1", "north/1"]), Some(text("north/1")));
    assert_eq!(household("north", &headers, &["1", "North/1"]), Some(text("North/1")));
    let systems = ["external.system", "external.id", "household.id"];
    assert_eq!(household("all", &systems, &["north", "1", "1"]), Some(text("north/1")));
    let own = id(7).to_string();
    assert_eq!(household("file", &["id", "household.id"], &[&own, "north/1"]), Some(text("north/1")));
}

#[test]
fn what_cannot_have_happened_is_handed_back_with_its_cell() {
    let headers = ["external.id", "birth_date", "application.lodged_on"];
    let told = |texts: &[&str]| -> Vec<(String, &str)> {
        let problems = read(&Mapping::default(), &headers, texts).err().unwrap_or_default();
        problems.into_iter().map(|problem| (problem.cell, problem.code)).collect()
    };
    assert_eq!(told(&["1", "2068-07-16", ""]), [("B2".to_owned(), "cannot-be")]);
    assert_eq!(told(&["1", "1990-05-17", "1989-01-01"]), [("C2".to_owned(), "cannot-be")]);
    assert_eq!(told(&["1", "1990-05-17", "2020-01-01"]), []);
    let old = read(&Mapping::default(), &headers, &["1", "1900-01-01", ""]).unwrap();
    assert_eq!(old.looks.iter().map(|look| look.kind).collect::<Vec<_>>(), [LookKind::VeryOld]);
}

#[test]
fn what_a_row_says_may_not_contradict_the_life_on_record_nor_speak_of_somebody_else() {
    let mut world = World::of(Mode::Trial);
    let ctx = Ctx { source: "file".into(), ..by("SU") };
    let said = [("name.full", "Yusuf Karimi"), ("sex", "M"), ("birth_date", "1990-05-17")];
    world.run(&ctx, PersonCommand::Register { person: id(1), synthetic: true, fields: fields(&said) }).unwrap();
    let there = world.people[&id(1)].clone();
    let says = |said: &[(&str, &str)]| contradicts(&there, "file", &fields(said), day("2026-11-24"));
    assert!(says(&[("application.lodged_on", "1980-01-01")]).unwrap().contains("before birth"));
    assert!(says(&[("name.full", "Amina Diallo"), ("sex", "F")]).unwrap().contains("another name"));
    assert_eq!(says(&[("name.full", "Yusuf Karimy"), ("birth_date", "1990-05-18")]), None, "a correction");
    assert_eq!(says(&[("name.full", "Amina Diallo"), ("sex", "M")]), None);
    assert_eq!(says(&[("application.lodged_on", "2020-01-01")]), None);
}

/// Sources may contest each other: what one says is not held against what another said.
#[test]
fn what_another_source_said_does_not_speak_against_a_row() {
    let mut world = World::of(Mode::Trial);
    let from = |source: &str| Ctx { source: source.into(), ..by("SU") };
    let said = [("name.full", "Yusuf Karimi"), ("sex", "M"), ("birth_date", "1990-05-17")];
    let person = PersonCommand::Register { person: id(1), synthetic: true, fields: fields(&said) };
    world.run(&from("town"), person).unwrap();
    let other = [("name.full", "Amina Diallo"), ("sex", "F"), ("application.lodged_on", "1980-01-01")];
    let says = |world: &World, source: &str, said: &[(&str, &str)]| {
        contradicts(&world.people[&id(1)], source, &fields(said), day("2026-11-24"))
    };
    assert_eq!(says(&world, "village", &other), None);
    world.run(&from("town"), ImportCommand::Open { batch: id(9), file_hash: "h".into() }).unwrap();
    for source in ["town", "Town", "\u{200f}TOWN "] {
        // As imports do: by the spelling on record.
        let spelt = world.instance.register_as_spelt(source).to_owned();
        assert!(says(&world, &spelt, &other[..2]).unwrap().contains("another name"), "{source}");
    }
    let amend = PersonCommand::Amend { person: id(1), fields: fields(&other[..2]) };
    world.run(&from("village"), amend).unwrap();
    assert!(says(&world, "village", &said).unwrap().contains("another name"), "each by what it said itself");
    assert_eq!(says(&world, "town", &said), None);
}

#[test]
fn a_fraction_of_nothing_is_no_fraction() {
    let headers = ["external.id", "household.size", "birth_date"];
    let row = read(&Mapping::default(), &headers, &["1", "4.0", "1990.0"]).unwrap();
    for (field, state) in fields(&[("household.size", "4"), ("birth_date", "1990")]) {
        assert_eq!(row.fields[&field], state, "{field}");
    }
    for bad in ["4.5", "4,000", "4.000", ".0"] {
        assert_eq!(read(&Mapping::default(), &headers, &["1", bad, ""]).unwrap_err()[0].code, "not-a-number", "{bad}");
    }
}

/// What one cell of rents says where the mapping names their currency, or where it does not.
#[track_caller]
fn check_rent(currency: Option<&str>, cell: &str, expected: Result<&str, &str>) {
    let field = Column::Field {
        field: "flat.rent".into(),
        values: BTreeMap::new(),
        calendar: None,
        currency: currency.map(|currency| currency.parse().unwrap()),
    };
    let mapping = Mapping { columns: [("Loyer".to_owned(), field)].into(), ..Mapping::default() };
    let found = read(&mapping, &["external.id", "Loyer"], &["1", cell]);
    let found = found.map(|row| row.fields["flat.rent"].clone()).map_err(|problems| problems[0].code);
    assert_eq!(found, expected.map(|text| fields(&[("flat.rent", text)])["flat.rent"].clone()), "{cell}");
}

#[test]
fn an_amount_says_its_currency_in_the_cell_or_in_the_mapping() {
    check_rent(None, "35.125 JOD", Ok("35.125 JOD"));
    check_rent(None, "35.125", Err("not-an-amount"));
    check_rent(Some("JOD"), "35.125", Ok("35.125 JOD"));
    check_rent(Some("JOD"), "\u{663}\u{665}", Ok("35 JOD"));
    check_rent(Some("JOD"), "35 JOD", Ok("35 JOD"));
    for bad in ["35 EUR", "35,125", "1,250.00", "35.1255", "JOD 35", "much"] {
        check_rent(Some("JOD"), bad, Err("not-an-amount"));
    }
    check_rent(Some("JOD"), "-1", Err("below-minimum"));
}

#[test]
fn a_decimal_keeps_to_the_places_of_its_field() {
    let headers = ["external.id", "care.share"];
    let read = |cell| read(&Mapping::default(), &headers, &["1", cell]);
    assert_eq!(read("0.25").unwrap().fields["care.share"], fields(&[("care.share", "0.25")])["care.share"]);
    for bad in ["0.255", "0,25", "half"] {
        assert_eq!(read(bad).unwrap_err()[0].code, "not-a-decimal", "{bad}");
    }
}

#[test]
fn a_file_of_rows_handed_back_is_read_as_it_is() {
    let headers = ["row", "cell", "reason", "what to do", "external.id", "sex"];
    let row = read(&Mapping::default(), &headers, &["3", "B3", "no such day", "look", "P2", "F"]).unwrap();
    assert_eq!((row.key, row.fields.len()), (external("file", "P2"), 3));
    let other = refused(&Mapping::default(), &["row", "sex"], None);
    assert_eq!(other, [SheetProblem::UnknownHeader { cell: "A1".into(), near: None }]);
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
    let row =
        ImportRow { key: RowKey::Person(id(7)), has_id: true, fields: Fields::new(), looks: vec![], again: false };
    let PersonCommand::Register { person, .. } = row.command(None, id(1), true) else { panic!("no registration") };
    assert_eq!(person, id(7));
}

#[test]
fn text_that_looks_like_code_stays_text() {
    let mapping = Mapping { columns: BTreeMap::from([("N".into(), into("name.full", &[]))]), ..Mapping::default() };
    let read = read(&mapping, &["N"], &["=HYPERLINK(\"x\")"]).unwrap();
    assert_eq!(read.fields["name.full"], text("=HYPERLINK(\"x\")"));
}
