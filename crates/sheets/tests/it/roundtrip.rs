//! What is written is read again as it was, and cannot run on the way.

use std::io::Cursor;

use proptest::prelude::*;
use sheets::{Written, write_csv, write_xlsx};

use crate::{header, rows, sheet, texts};

/// Printable text of several scripts, with all that is special to CSV and to formulas.
fn text() -> impl Strategy<Value = String> {
    let kept = |text: String| text.trim().to_owned();
    prop_oneof![
        "[a-z0-9 ,;|\"'=+@.\\-#]{0,12}".prop_map(kept),
        "[\\p{Arabic}\\p{Cyrillic}\\p{Latin} ]{0,8}".prop_map(kept),
        // Lines that look like rows are refused; see `split`.
        "[a-z]{1,3}\n[a-z;\"]{1,3}".prop_map(kept),
    ]
}

fn table() -> impl Strategy<Value = Vec<Vec<String>>> {
    (1..6_usize).prop_flat_map(|width| prop::collection::vec(prop::collection::vec(text(), width), 1..12))
}

fn with_header(table: &[Vec<String>]) -> Vec<Vec<String>> {
    let width = table.first().map_or(0, Vec::len);
    let header = (0..width).map(|column| format!("column {column}")).collect();
    // A row of nothing but blanks is no row; one of hashtags would be read as such.
    let marked = |(number, row): (usize, &Vec<String>)| {
        let mut row = row.clone();
        row[0] = format!("{number}{}", row[0]);
        row
    };
    std::iter::once(header).chain(table.iter().enumerate().map(marked)).collect()
}

fn check(bytes: &[u8], expected: &[Vec<String>]) {
    let sheet = sheet(bytes);
    assert_eq!(header(&sheet), expected[0]);
    let rows = rows(sheet);
    assert_eq!(rows.len(), expected.len() - 1);
    for (row, expected) in rows.iter().zip(&expected[1..]) {
        assert_eq!(texts(row), *expected);
        assert!(row.problems.is_empty());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn a_written_csv_is_read_as_it_was(table in table()) {
        let table = with_header(&table);
        let mut bytes = Vec::new();
        write_csv(&mut bytes, &table).unwrap();
        check(&bytes, &table);
    }

    #[test]
    fn a_written_workbook_is_read_as_it_was(table in table()) {
        let table = with_header(&table);
        let mut bytes = Cursor::new(Vec::new());
        write_xlsx(&mut bytes, &table).unwrap();
        check(bytes.get_ref(), &table);
    }

    #[test]
    fn no_cell_of_a_written_csv_begins_like_a_formula(table in table()) {
        let mut bytes = Vec::new();
        write_csv(&mut bytes, &table).unwrap();
        let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(bytes.as_slice());
        for cell in reader.records().flat_map(|record| record.unwrap().iter().map(str::to_owned).collect::<Vec<_>>()) {
            let number = cell.parse::<f64>().is_ok() && !cell.starts_with('+');
            prop_assert!(number || !cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{}", cell);
        }
    }
}

#[test]
fn what_was_neutralised_is_counted() {
    let rows = [["name", "note"], ["=cmd()", "-5"], ["+999 0", "plain"]];
    let mut csv = Vec::new();
    assert_eq!(write_csv(&mut csv, rows).unwrap(), Written { rows: 3, guarded: 2 });
    assert_eq!(String::from_utf8(csv).unwrap(), "name,note\n'=cmd(),-5\n'+999 0,plain\n");
    let mut marked = Vec::new();
    write_csv(&mut marked, [["name"], ["آمنة"]]).unwrap();
    assert_eq!(String::from_utf8(marked).unwrap(), "\u{feff}name\nآمنة\n");
    assert_eq!(write_xlsx(Cursor::new(Vec::new()), rows).unwrap(), Written { rows: 3, guarded: 2 });
}
