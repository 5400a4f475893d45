//! Tables as files that are safe to open in a spreadsheet.
//!
//! A cell that begins with `=` `+` `-` `@`, tab or carriage return may run as a formula where it is opened, and what
//! people write about themselves ends up in cells. In CSV such a cell gets an apostrophe in front, plain numbers
//! excepted; one that has apostrophes before such a character gets one more, so that [`crate::open`] can take exactly
//! one away. In a workbook every cell is written as text, which never runs, and such cells carry the spreadsheet's own
//! mark for "this is text" (quote prefix), which survives editing.
//!
//! A CSV that is not plain ASCII begins with the mark of UTF-8: without it a spreadsheet shows other names, and a few
//! letters of Arabic may be Chinese as well, so that [`crate::open`] would have to ask.

use std::io::Write;

use rust_xlsxwriter::{ColNum, Format, RowNum, Workbook};

use crate::SheetWriteError;

/// What was written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Written {
    /// Rows, the header among them.
    pub rows: u64,
    /// Cells that were neutralised.
    pub guarded: u64,
}

/// Writes rows, the first of which names the columns, as UTF-8 with commas.
pub fn write_csv<W, R>(mut out: W, rows: R) -> Result<Written, SheetWriteError>
where
    W: Write,
    R: IntoIterator<Item: IntoIterator<Item: AsRef<str>>>,
{
    let mut lines = String::new();
    let mut written = Written::default();
    for row in rows {
        let begin = lines.len();
        for (column, cell) in row.into_iter().enumerate() {
            let text = cell.as_ref();
            let guard = is_risky(text);
            written.guarded += u64::from(guard);
            lines.push_str(if column > 0 { "," } else { "" });
            push_cell(&mut lines, text, guard);
        }
        // A row of one blank cell would be a blank line.
        lines.push_str(if lines.len() == begin { "\"\"\n" } else { "\n" });
        written.rows += 1;
    }
    out.write_all(if lines.is_ascii() { b"" } else { "\u{feff}".as_bytes() })?;
    out.write_all(lines.as_bytes())?;
    out.flush()?;
    Ok(written)
}

/// A cell within quotation marks where it holds anything that could separate cells for anybody.
fn push_cell(line: &mut String, text: &str, guard: bool) {
    let guard = if guard { "'" } else { "" };
    let blank_end = |end: Option<char>| end.is_some_and(char::is_whitespace);
    let quote = text.contains([',', ';', '\t', '|', '"', '\r', '\n'])
        || blank_end(text.chars().next())
        || blank_end(text.chars().last());
    if quote {
        line.push('"');
        line.push_str(guard);
        line.push_str(&text.replace('"', "\"\""));
        line.push('"');
    } else {
        line.push_str(guard);
        line.push_str(text);
    }
}

/// Writes rows, the first of which names the columns, as the only sheet of a workbook. All cells are text.
pub fn write_xlsx<W, R>(out: W, rows: R) -> Result<Written, SheetWriteError>
where
    W: Write + Send,
    R: IntoIterator<Item: IntoIterator<Item: AsRef<str>>>,
{
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let mark = Format::new().set_quote_prefix();
    let mut written = Written::default();
    for (row, cells) in rows.into_iter().enumerate() {
        let row = RowNum::try_from(row).map_err(|_| SheetWriteError::TooMuch)?;
        for (column, cell) in cells.into_iter().enumerate() {
            let column = ColNum::try_from(column).map_err(|_| SheetWriteError::TooMuch)?;
            let text = cell.as_ref();
            let guard = is_risky(text);
            written.guarded += u64::from(guard);
            let put = if guard {
                sheet.write_string_with_format(row, column, text, &mark)
            } else {
                sheet.write_string(row, column, text)
            };
            put.map_err(|_| SheetWriteError::TooMuch)?;
        }
        written.rows += 1;
    }
    book.save_to_writer(out).map_err(|error| SheetWriteError::Write(std::io::Error::other(error)))?;
    Ok(written)
}

/// Whether a spreadsheet might run it, or might take off the apostrophe that keeps it from doing so.
fn is_risky(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(['=', '+', '-', '@', '\t', '\r']) && !is_number(text)
}

/// A plain number, which runs nothing: `-5`, `-0.25`.
fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    all_digits(whole) && all_digits(fraction)
}

/// The text without the apostrophe that guards it, where it has one.
pub fn unguarded(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if is_risky(rest) => rest,
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_might_run_is_guarded_and_comes_back() {
        for risky in ["=1+1", "+351 912", "-cmd", "@SUM(A1)", "'=1", "''@x", "-1-1", "=", "\t=x"] {
            assert!(is_risky(risky), "{risky}");
            assert_eq!(unguarded(&format!("'{risky}")), risky);
        }
    }

    #[test]
    fn plain_text_and_numbers_are_left_alone() {
        for plain in ["", "5", "-5", "-0.25", "a=b", "'tis", "O'Neil", "d'=", "2020-03-18"] {
            assert!(!is_risky(plain), "{plain}");
            assert_eq!(unguarded(plain), plain);
        }
    }
}
