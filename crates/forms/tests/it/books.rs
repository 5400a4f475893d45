//! Sheets as they are written in tests: a line a row, `|` between cells.

use forms::xlsform::{Converted, FormBook, convert};
use forms::{FillContext, Form};

/// A book of sheets: `survey`, then its rows; a name alone in a line begins the next sheet.
pub fn book(text: &str) -> FormBook {
    let mut sheets: Vec<(String, String)> = Vec::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if !line.contains('|') {
            sheets.push((line.to_owned(), String::new()));
            continue;
        }
        let cells: Vec<String> =
            line.split('|').map(|cell| format!("\"{}\"", cell.trim().replace('"', "\"\""))).collect();
        sheets.last_mut().expect("a sheet has a name").1.push_str(&(cells.join(",") + "\n"));
    }
    FormBook::texts(sheets.into_iter().map(|(name, rows)| (name, rows.into_bytes())).collect()).expect("sheets")
}

pub fn converted(text: &str) -> Converted {
    convert(&book(text), "test")
}

/// A form that has nothing wrong but warnings.
#[track_caller]
pub fn form(text: &str) -> Form {
    let found = converted(text);
    let said: Vec<String> = found.problems.iter().map(ToString::to_string).collect();
    found.form.unwrap_or_else(|| panic!("{said:#?}"))
}

pub fn context() -> FillContext {
    FillContext::at("2026-12-01T10:00:00+00:00[UTC]".parse().expect("a moment"), 1)
}
