//! Workbooks as spreadsheets make them.

use rust_xlsxwriter::{ExcelDateTime, Format as Look, Formula, Workbook, Worksheet};
use sheets::{RowProblem, Sheet, SheetChoice, SheetError, SheetFormat, SheetLimits, SheetSource, open};

use crate::{refused, rows, sheet, texts};

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

fn table(sheet: &mut Worksheet, name: &str) {
    for (row, cells) in (0..).zip([["id", "name"], ["1", name]]) {
        for (column, text) in (0..).zip(cells) {
            sheet.write_string(row, column, text).unwrap();
        }
    }
}

fn of_sheet(bytes: &[u8], name: &str) -> Result<Sheet, String> {
    let choice = SheetChoice { sheet: Some(name.into()), ..SheetChoice::default() };
    open(SheetSource::from(bytes.to_vec()).said(choice), &SheetLimits::default()).map_err(|error| error.to_string())
}

#[test]
fn a_hidden_sheet_is_read_only_where_it_is_named() {
    let bytes = book(|book| {
        table(book.add_worksheet().set_name("Old").unwrap().set_hidden(true), "Hidden");
        table(book.add_worksheet().set_name("Older").unwrap().set_very_hidden(true), "Very hidden");
        table(book.add_worksheet().set_name("New").unwrap().set_active(true), "Visible");
        book.add_worksheet().set_name("Empty").unwrap();
    });
    let read = sheet(&bytes);
    assert_eq!(
        (read.format.clone(), read.not_read.clone()),
        (SheetFormat::Xlsx { sheet: "New".into() }, vec!["Old".to_owned(), "Older".into()])
    );
    assert_eq!(texts(&rows(read)[0]), ["1", "Visible"]);
    assert_eq!(texts(&rows(of_sheet(&bytes, "Older").unwrap())[0]), ["1", "Very hidden"]);
}

#[test]
fn a_workbook_of_hidden_sheets_alone_is_asked_about() {
    let bytes = book(|book| {
        book.add_worksheet().set_name("Front").unwrap();
        table(book.add_worksheet().set_name("Old").unwrap().set_hidden(true), "Hidden");
    });
    assert!(refused(&bytes).contains("`--sheet` names it: `Old`"));
}

#[test]
fn which_of_several_tables_is_asked() {
    let bytes = book(|book| {
        table(book.add_worksheet().set_name("May").unwrap(), "M");
        table(book.add_worksheet().set_name("June").unwrap(), "J");
    });
    assert!(refused(&bytes).contains("`--sheet`: `May`, `June`"));
    let june = of_sheet(&bytes, " JUNE").unwrap();
    assert_eq!(june.not_read, ["May"]);
    assert_eq!(texts(&rows(june)[0]), ["1", "J"]);
    assert_eq!(of_sheet(&bytes, "July").err().unwrap(), "the workbook has no such sheet; it has `May`, `June`");
}

#[test]
fn a_cover_of_notes_is_passed_over_and_said_to_be() {
    let bytes = book(|book| {
        let cover = book.add_worksheet().set_name("Cover").unwrap();
        cover.write_string(0, 0, "Register of arrivals").unwrap().write_string(2, 0, "For use within").unwrap();
        table(book.add_worksheet().set_name("Data").unwrap(), "A");
    });
    let read = sheet(&bytes);
    assert_eq!(
        (read.format.clone(), read.not_read.clone()),
        (SheetFormat::Xlsx { sheet: "Data".into() }, vec!["Cover".to_owned()])
    );
}

#[test]
fn merged_cells_of_the_table_are_refused_with_their_place() {
    let merged = |top, left, bottom, right| {
        book(|book| {
            let sheet = book.add_worksheet();
            table(sheet, "A");
            sheet.write_string(0, 2, "sex").unwrap();
            for row in 2..5 {
                sheet.write_string(row, 0, "2").unwrap().write_string(row, 1, "B").unwrap();
            }
            sheet.merge_range(top, left, bottom, right, "one", &Look::new()).unwrap();
        })
    };
    assert!(refused(&merged(2, 1, 4, 1)).starts_with("cells `B3:B5` are merged; unmerge them"));
    assert!(refused(&merged(0, 0, 0, 1)).contains("`A1:B1` are merged"));
    assert_eq!(rows(sheet(&merged(1, 4, 2, 4))).len(), 4, "beside the table a merge is no harm but a cell too many");
}

#[test]
fn a_merged_title_above_hashtags_does_no_harm() {
    let bytes = book(|book| {
        let sheet = book.add_worksheet();
        sheet.merge_range(0, 0, 0, 1, "Arrivals", &Look::new()).unwrap();
        for (row, cells) in (1..).zip([["Who", "Sex"], ["#name", "#sex"], ["X", "F"]]) {
            sheet.write_string(row, 0, cells[0]).unwrap().write_string(row, 1, cells[1]).unwrap();
        }
    });
    assert_eq!(texts(&rows(sheet(&bytes))[0]), ["X", "F"]);
}

#[test]
fn a_formula_that_was_never_computed_is_refused_with_its_place() {
    let formula = |result: &str| {
        let formula = Formula::new("=A2&B2").set_result(result);
        book(|book| {
            let sheet = book.add_worksheet();
            table(sheet, "A");
            sheet.write_string(0, 2, "both").unwrap().write_formula(1, 2, formula).unwrap();
        })
    };
    // The library writes 0 for what it does not compute, and that all is to be computed.
    assert!(refused(&formula("0")).contains("`C2` holds a formula that was never computed"));
    assert_eq!(texts(&rows(sheet(&formula("1A")))[0]), ["1", "A", "1A"]);
}

#[test]
fn what_is_said_of_text_is_refused_for_workbooks() {
    let bytes = book(|book| table(book.add_worksheet(), "A"));
    let choice = SheetChoice { encoding: Some("windows-1252".into()), ..SheetChoice::default() };
    let refused = open(SheetSource::from(bytes).said(choice), &SheetLimits::default()).err().unwrap().to_string();
    assert!(refused.contains("`--encoding`"), "{refused}");
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
    assert_eq!(texts(&rows[0]), ["x", "#DIV/0!"], "it is handed back as it is shown");
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

#[test]
fn rows_and_columns_that_nobody_sees_are_read_and_told() {
    let bytes = book(|book| {
        let sheet = book.add_worksheet();
        for (row, cells) in
            (0..).zip([["id", "name", "phone"], ["1", "Amina", "a"], ["2", "Omar", "b"], ["3", "Li", "c"]])
        {
            for (column, text) in (0..).zip(cells) {
                sheet.write_string(row, column, text).unwrap();
            }
        }
        sheet.set_row_hidden(2).unwrap();
        sheet.set_column_hidden(2).unwrap();
    });
    let sheet = sheet(&bytes);
    assert_eq!(sheet.hidden_columns, [2]);
    let rows = rows(sheet);
    assert_eq!(texts(&rows[1]), ["2", "Omar", "b"]);
    assert_eq!(
        rows.iter().map(|row| (row.number, row.hidden)).collect::<Vec<_>>(),
        [(2, false), (3, true), (4, false)]
    );
}

#[test]
fn what_another_sheet_hides_is_not_hidden_here() {
    let bytes = book(|book| {
        let old = book.add_worksheet().set_name("Old").unwrap();
        table(old, "Omar");
        old.set_row_hidden(1).unwrap().set_column_hidden(0).unwrap();
        table(book.add_worksheet().set_name("New & now").unwrap(), "Amina");
    });
    let (new, old) = (of_sheet(&bytes, "New & now").unwrap(), of_sheet(&bytes, "Old").unwrap());
    assert_eq!((new.hidden_columns.clone(), old.hidden_columns.clone()), (vec![], vec![0]));
    assert_eq!((rows(new)[0].hidden, rows(old)[0].hidden), (false, true));
}

#[test]
fn zeros_that_a_format_shows_are_read() {
    let bytes = book(|book| {
        let sheet = book.add_worksheet();
        let zeros = Look::new().set_num_format("00000");
        for (column, name) in (0..).zip(["id", "phone", "n", "money"]) {
            sheet.write_string(0, column, name).unwrap();
        }
        sheet.write_number_with_format(1, 0, 123.0, &zeros).unwrap();
        sheet.write_number_with_format(1, 1, 770_000_020.0, &Look::new().set_num_format("\"0\"#########")).unwrap();
        sheet.write_number(1, 2, 123.0).unwrap();
        sheet.write_number_with_format(1, 3, 1234.0, &Look::new().set_num_format("#,##0.00")).unwrap();
        sheet.write_number_with_format(2, 0, 1.5, &zeros).unwrap();
    });
    let rows = rows(sheet(&bytes));
    assert_eq!(texts(&rows[0]), ["00123", "0770000020", "123", "1234"]);
    assert_eq!(texts(&rows[1])[0], "1.5", "what is no whole number is no id");
}

#[test]
fn the_text_of_an_error_is_an_error_also_below_the_names_of_columns() {
    let bytes = book(|book| {
        let sheet = book.add_worksheet();
        for (row, cells) in (0..).zip([["id", "name"], ["#N/A", ""], ["2", "#REF!"], ["3", "n/a"]]) {
            sheet.write_string(row, 0, cells[0]).unwrap().write_string(row, 1, cells[1]).unwrap();
        }
    });
    let rows = rows(sheet(&bytes));
    let failed: Vec<String> = rows.iter().flat_map(|row| &row.problems).map(ToString::to_string).collect();
    assert_eq!(rows.len(), 3);
    assert_eq!(failed.len(), 2);
    assert!(failed[0].contains("`A2`") && failed[1].contains("`B3`"), "{failed:?}");
}
