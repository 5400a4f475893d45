//! Files as they come from ministries, missions and spreadsheets, and files that mean harm.
#![cfg(test)]

mod encodings;
mod harm;
mod messy;
mod mischief;
mod roundtrip;
mod workbooks;

use sheets::{Sheet, SheetError, SheetLimits, SheetRow, open};

fn sheet(bytes: &[u8]) -> Sheet {
    open(bytes.to_vec(), &SheetLimits::default()).unwrap()
}

fn refused(bytes: &[u8]) -> String {
    open(bytes.to_vec(), &SheetLimits::default()).err().expect("refused").to_string()
}

fn rows(sheet: Sheet) -> Vec<SheetRow> {
    sheet.collect::<Result<_, SheetError>>().unwrap()
}

fn texts(row: &SheetRow) -> Vec<&str> {
    row.cells.iter().map(|cell| cell.text.as_str()).collect()
}

fn header(sheet: &Sheet) -> Vec<&str> {
    sheet.header.iter().map(|cell| cell.text.as_str()).collect()
}
