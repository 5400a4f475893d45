//! Workbooks as spreadsheets make them.

use rust_xlsxwriter::{ExcelDateTime, Format as Look, Formula, Workbook};
use sheets::{RowProblem, SheetError, SheetFormat, SheetLimits, SheetSource, open};

use crate::{header, rows, sheet, texts};

fn book(fill: impl FnOnce(&mut Workbook)) -> Vec<u8> {
    let mut book = Workbook::new();
    fill(&mut book);
    book.save_to_buffer().unwrap()
}

#[test]
fn cells_say_what_they_mean_and_not_how_they_are_shown() {
    let bytes = book(|book| {
        let sheet = book.add_worksheet();
        let day = Look::new().set_num_format("dd/mm/yyyy");
        for (column, name) in (0..).zip(["born", "seen", "n", "rate", "ok", "code", "gap"]) {
            sheet.write_string(0, column, name).unwrap();
        }
        sheet.write_datetime_with_format(1, 0, ExcelDateTime::parse_from_str("1990-05-17").unwrap(), &day).unwrap();
        let seen = ExcelDateTime::parse_from_str("2020-03-18T14:30:00").unwrap();
        sheet.write_datetime_with_format(1, 1, seen, &day).unwrap();
        sheet.write_number(1, 2, 42.0).unwrap();
        sheet.write_number(1, 3, 0.25).unwrap();
        sheet.write_boolean(1, 4, true).unwrap();
        sheet.write_string(1, 5, " 0110 ").unwrap();
    });
    let sheet = sheet(&bytes);
    assert_eq!(sheet.format, SheetFormat::Xlsx { sheet: "Sheet1".into() });
    let rows = rows(sheet);
    assert_eq!(texts(&rows[0]), ["1990-05-17", "2020-03-18T14:30:00", "42", "0.25", "true", "0110", ""]);
    assert_eq!(rows[0].cells[5].address(), "F2");
    assert!(rows[0].problems.is_empty(), "an empty cell at the end is empty, not missing");
}

#[test]
fn the_first_sheet_is_read_unless_one_is_named() {
    let bytes = book(|book| {
        book.add_worksheet().set_name("one").unwrap().write_string(0, 0, "a").unwrap();
        book.add_worksheet().set_name("two").unwrap().write_string(0, 0, "b").unwrap();
    });
    assert_eq!(header(&sheet(&bytes)), ["a"]);
    let two = open(SheetSource::from(bytes.clone()).sheet("two"), &SheetLimits::default()).unwrap();
    assert_eq!(header(&two), ["b"]);
    let none = open(SheetSource::from(bytes).sheet("three"), &SheetLimits::default());
    assert!(matches!(none, Err(SheetError::NoSuchSheet)));
}

#[test]
fn blank_rows_keep_their_numbers() {
    let bytes = book(|book| {
        let sheet = book.add_worksheet();
        sheet.write_string(2, 1, "a").unwrap().write_string(2, 0, "id").unwrap();
        sheet.write_string(7, 0, "x").unwrap();
    });
    let sheet = sheet(&bytes);
    assert_eq!(sheet.header[0].address(), "A3");
    assert_eq!(rows(sheet)[0].number, 8);
}

#[test]
fn a_cell_that_could_not_be_computed_is_a_problem_of_its_row() {
    let bytes = book(|book| {
        let sheet = book.add_worksheet();
        sheet.write_string(0, 0, "a").unwrap().write_string(0, 1, "b").unwrap();
        sheet.write_string(1, 0, "x").unwrap();
        sheet.write_formula(1, 1, Formula::new("=1/0").set_result("#DIV/0!")).unwrap();
    });
    let rows = rows(sheet(&bytes));
    assert_eq!(rows[0].problems, [RowProblem::Failed { address: "B2".into() }]);
}

#[test]
fn a_cell_in_the_last_corner_costs_nothing() {
    let bytes = book(|book| {
        let sheet = book.add_worksheet();
        sheet.write_string(0, 0, "a").unwrap();
        sheet.write_string(1_048_575, 0, "far").unwrap();
        sheet.write_string(1_048_575, 16_383, "farther").unwrap();
    });
    let far = open(bytes, &SheetLimits::default());
    assert!(matches!(far, Err(SheetError::WideRow { row: 1_048_576, .. })));
}
