//! Files that are not tables, or that would eat the machine.

use std::io::{Cursor, Read, Write};

use sheets::{QuoteError, SheetError, SheetLimits, open};

use crate::{refused, rows, sheet};

#[test]
fn a_row_that_never_ends_is_refused_at_its_limit() {
    let limits = SheetLimits { row_bytes: 1000, ..SheetLimits::default() };
    let mut text = "a,b\n1,2\n".to_owned();
    text.push_str(&"x".repeat(5000));
    let mut sheet = open(text.into_bytes(), &limits).err().unwrap();
    assert_eq!(
        sheet.to_string(),
        "row 3 is longer than 1000 bytes; shorten it, or look for a quotation mark that is not closed"
    );
    let unclosed = format!("a,b\n{}\"1,2\n{}", "1,2\n".repeat(30), "3,4\n".repeat(1000));
    sheet = open(unclosed.into_bytes(), &limits).unwrap().find_map(Result::err).unwrap();
    assert!(matches!(sheet, SheetError::Quotes(QuoteError::NotClosed { line: 32 })));
}

#[test]
fn a_row_within_its_limit_is_taken_however_long() {
    let text = format!("a,b\n{},2\n", "x".repeat(100_000));
    assert_eq!(rows(sheet(text.as_bytes()))[0].cells[0].text.len(), 100_000);
}

#[test]
fn a_row_of_very_many_cells_is_refused() {
    let limits = SheetLimits { columns: 10, ..SheetLimits::default() };
    let wide = open(",".repeat(50).into_bytes(), &limits).err().unwrap();
    assert_eq!(wide.to_string(), "row 1 has more than 10 columns");
    assert!(open(b"1,2,3,4,5,6,7,8,9,10\n".to_vec(), &limits).is_ok());
}

#[test]
fn a_file_beyond_the_limit_is_refused() {
    let limits = SheetLimits { file_bytes: 10, ..SheetLimits::default() };
    assert!(matches!(open(b"a,b\n1,2\n3,4\n".to_vec(), &limits), Err(SheetError::TooLarge { limit: 10 })));
}

#[test]
fn what_is_no_table_is_refused_with_what_to_do() {
    assert!(refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1").contains("save it as .xlsx"));
    assert!(refused(b"PAR1\0\0\0").contains("Parquet"));
    assert!(refused(b"%PDF-1.4").contains("ask for the spreadsheet"));
    assert!(refused(b"<html><table><tr><td>id</td></tr></table>").contains("save it as .xlsx"));
    assert!(refused(b"a\0\x01\x02\0\0\0b").contains("neither CSV text nor"));
    assert!(refused(b"PK\x03\x04 and no more").contains("damaged"));
}

fn zip_of(parts: &[(&str, usize)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, size) in parts {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(&vec![b' '; *size]).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn a_zip_that_is_no_workbook_is_refused() {
    assert!(refused(&zip_of(&[("people.csv", 10)])).contains("unpack it"));
    assert!(refused(&zip_of(&[("mimetype", 10), ("content.xml", 10)])).contains(".ods"));
    assert!(refused(&zip_of(&[("xl/workbook.bin", 10)])).contains(".xlsb"));
    assert!(refused(&zip_of(&[("word/document.xml", 10)])).contains("word processor"));
}

#[test]
fn a_zip_bomb_is_refused_by_what_it_declares() {
    let bomb = zip_of(&[("xl/workbook.xml", 10), ("xl/worksheets/sheet1.xml", 3_000_000)]);
    assert!(bomb.len() < 10_000);
    let limits = SheetLimits { unpacked_bytes: 1_000_000, ..SheetLimits::default() };
    assert!(matches!(open(bomb, &limits), Err(SheetError::Unpacked { limit: 1_000_000 })));
}

#[test]
fn a_zip_bomb_that_lies_about_its_size_is_refused_too() {
    let honest = zip_of(&[("xl/workbook.xml", 10), ("xl/worksheets/sheet1.xml", 3_000_000)]);
    let size = 3_000_000_u32.to_le_bytes();
    let lies: Vec<u8> = replaced(&honest, &size, &100_u32.to_le_bytes());
    assert_ne!(honest, lies);
    let limits = SheetLimits { unpacked_bytes: 1_000_000, ..SheetLimits::default() };
    assert!(matches!(open(lies, &limits), Err(SheetError::Unpacked { .. } | SheetError::Damaged)));
}

fn replaced(bytes: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for start in 0..bytes.len() - from.len() {
        if bytes[start..].starts_with(from) {
            bytes[start..start + to.len()].copy_from_slice(to);
        }
    }
    bytes
}

#[test]
fn no_error_repeats_what_stands_in_a_cell() {
    for bytes in [&b"Amina,,x\n"[..], b"Amina,b,Amina\n"] {
        assert!(!refused(bytes).contains("Amina"));
    }
}

/// A workbook of two people whose sheet is written anew by hand.
fn rewritten(change: impl Fn(String) -> String) -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (row, cells) in [["id", "sex"], ["1", "F"], ["2", "M"]].iter().enumerate() {
        for (column, cell) in cells.iter().enumerate() {
            sheet.write_string(row.try_into().unwrap(), column.try_into().unwrap(), *cell).unwrap();
        }
    }
    let mut from = zip::ZipArchive::new(Cursor::new(book.save_to_buffer().unwrap())).unwrap();
    let mut to = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for part in 0..from.len() {
        let mut part = from.by_index(part).unwrap();
        let (name, mut text) = (part.name().unwrap().into_owned(), String::new());
        part.read_to_string(&mut text).unwrap();
        to.start_file(name.as_str(), zip::write::SimpleFileOptions::default()).unwrap();
        let text = if name == "xl/worksheets/sheet1.xml" { change(text) } else { text };
        to.write_all(text.as_bytes()).unwrap();
    }
    to.finish().unwrap().into_inner()
}

#[test]
fn two_people_in_one_row_of_a_workbook_are_refused_and_neither_is_lost() {
    assert_eq!(rows(sheet(&rewritten(|sheet| sheet))).len(), 2);
    let twice = |sheet: String| sheet.replace("r=\"3\"", "r=\"2\"").replace("r=\"A3\"", "r=\"A2\"");
    assert!(refused(&rewritten(|sheet| twice(sheet).replace("r=\"B3\"", "r=\"B2\""))).contains("cell `A2`"));
    assert!(refused(&rewritten(|sheet| sheet.replace("r=\"B3\"", "r=\"A3\""))).contains("cell `A3`"));
}

/// One text of a workbook stands in many cells, and is stored once.
#[test]
fn what_the_cells_of_a_workbook_come_to_is_limited() {
    let mut bytes = std::io::Cursor::new(Vec::new());
    let long = "x".repeat(10_000);
    let rows = std::iter::once(["id", "note"]).chain(std::iter::repeat_n(["1", long.as_str()], 300));
    sheets::write_xlsx(&mut bytes, rows).unwrap();
    assert!(bytes.get_ref().len() < 100_000, "small as a file");
    let limits = SheetLimits { text_bytes: 1_000_000, ..SheetLimits::default() };
    let error = open(bytes.get_ref().clone(), &limits).err().expect("refused").to_string();
    assert_eq!(error, "the workbook unpacks to more than 1000000 bytes; split it or save it as CSV");
    assert!(open(bytes.into_inner(), &SheetLimits::default()).is_ok());
}
