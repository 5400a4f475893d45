//! Delimited text as rows of text, one at a time and never more than one in memory.
//!
//! The splitting is `csv-core`'s; here the delimiter is found out, rows are numbered as a spreadsheet numbers them, and
//! a row that does not end is refused once it outgrows its limit.

use std::io::{BufRead, BufReader};

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};

use crate::SheetError;
use crate::row::RawRow;
use crate::source::{Bytes, Encoding, SheetLimits};
use crate::write::unguarded;

/// Rows of a text.
pub struct Records {
    input: BufReader<Box<dyn Bytes>>,
    splitter: Reader,
    encoding: Encoding,
    limits: SheetLimits,
    output: Vec<u8>,
    ends: Vec<usize>,
    /// Number of the last row, as a spreadsheet shows it.
    row: u64,
    /// Line breaks so far that stood inside cells and made no new row.
    inner_breaks: u64,
    last_byte: u8,
}

impl Records {
    pub fn new(bytes: Box<dyn Bytes>, delimiter: u8, encoding: Encoding, limits: SheetLimits) -> Self {
        Self {
            input: BufReader::with_capacity(1 << 16, bytes),
            splitter: ReaderBuilder::new().delimiter(delimiter).build(),
            encoding,
            limits,
            output: vec![0; limits.row_bytes.min(1 << 12)],
            ends: vec![0; limits.columns + 1],
            row: 0,
            inner_breaks: 0,
            last_byte: b'\n',
        }
    }

    /// The next row that is not an empty line.
    pub fn next_row(&mut self) -> Result<Option<RawRow>, SheetError> {
        let (mut written, mut cells) = (0, 0);
        loop {
            let input = self.input.fill_buf()?;
            let output = self.output.get_mut(written..).unwrap_or_default();
            let ends = self.ends.get_mut(cells..).unwrap_or_default();
            let (result, read, wrote, ended) = self.splitter.read_record(input, output, ends);
            self.last_byte = input.get(..read).and_then(<[u8]>::last).copied().unwrap_or(self.last_byte);
            self.input.consume(read);
            written += wrote;
            cells += ended;
            match result {
                ReadRecordResult::InputEmpty => (),
                ReadRecordResult::OutputFull if self.output.len() < self.limits.row_bytes => self.grow(),
                ReadRecordResult::OutputFull => {
                    return Err(SheetError::LongRow { row: self.row + 1, limit: self.limits.row_bytes });
                }
                ReadRecordResult::OutputEndsFull => {
                    return Err(SheetError::WideRow { row: self.row + 1, limit: self.limits.columns });
                }
                ReadRecordResult::Record => return Ok(Some(self.finished(written, cells))),
                ReadRecordResult::End => return Ok(None),
            }
        }
    }

    fn grow(&mut self) {
        let size = (2 * self.output.len()).min(self.limits.row_bytes);
        self.output.resize(size, 0);
    }

    fn finished(&mut self, written: usize, cells: usize) -> RawRow {
        let bytes = self.output.get(..written).unwrap_or_default();
        let breaks = self.splitter.line() - 1;
        // The break that ends a row has been read where it is a lone `\n`, and not yet where it is `\r\n`.
        let own = u64::from(self.last_byte != b'\n');
        self.inner_breaks += bytes.split(|byte| *byte == b'\n').skip(1).count() as u64;
        self.row = (self.row + 1).max((breaks + own).saturating_sub(self.inner_breaks));
        let mut from = 0;
        let mut texts = Vec::with_capacity(cells);
        for end in self.ends.iter().take(cells) {
            let text = decode(bytes.get(from..*end).unwrap_or_default(), self.encoding);
            texts.push(unguarded(text.trim()).to_owned());
            from = *end;
        }
        RawRow { number: self.row, texts, failed: None, ragged: true }
    }
}

fn decode(bytes: &[u8], encoding: Encoding) -> std::borrow::Cow<'_, str> {
    match encoding {
        Encoding::Utf8 => String::from_utf8_lossy(bytes),
        Encoding::Windows1252 => encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0,
    }
}

/// What separates the cells, and whether a first line `sep=;` says so (a habit of Excel) and is no row.
pub fn delimiter(beginning: &[u8]) -> (u8, bool) {
    let text = beginning.strip_prefix(b"\xef\xbb\xbf").unwrap_or(beginning);
    if let Some([delimiter, b'\r' | b'\n', ..]) = text.strip_prefix(b"sep=") {
        return (*delimiter, true);
    }
    let best = b",;\t|".iter().rev().max_by_key(|delimiter| fit(text, **delimiter));
    (best.copied().unwrap_or(b','), false)
}

/// How well a delimiter fits: rows that have as many cells as the first come before the number of cells.
fn fit(text: &[u8], delimiter: u8) -> (usize, usize) {
    let mut splitter = ReaderBuilder::new().delimiter(delimiter).build();
    let (mut output, mut ends) = (vec![0; text.len() + 1], vec![0; 1 << 12]);
    let (mut rest, mut widths) = (text, Vec::new());
    while widths.len() < 25 {
        let (result, read, _, cells) = splitter.read_record(rest, &mut output, &mut ends);
        rest = rest.get(read..).unwrap_or_default();
        match result {
            ReadRecordResult::Record => widths.push(cells),
            _ => break,
        }
    }
    let first = widths.first().copied().unwrap_or_default();
    let alike = widths.iter().filter(|width| **width == first).count();
    if first > 1 { (alike, first) } else { (0, 0) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_delimiter_is_the_one_that_makes_a_table() {
        let check =
            |text: &str, expected: char| assert_eq!(char::from(delimiter(text.as_bytes()).0), expected, "{text}");
        check("a,b\n1,2\n", ',');
        check("a;b\n1,5;2,5\n", ';');
        check("name\tnote, remark\nx\ty; z\n", '\t');
        check("a|b|c\n1|2|3", '|');
        check("\"last, first\";born\n\"a, b\";1990\n", ';');
        check("City, country;n\nx;1\ny;2\n", ';');
        check("only\none\ncolumn", ',');
        check("", ',');
    }

    #[test]
    fn a_first_line_that_names_the_delimiter_is_believed() {
        assert_eq!(delimiter(b"sep=|\r\na;b|c\r\n"), (b'|', true));
        assert_eq!(delimiter(b"\xef\xbb\xbfsep=;\na;b\n"), (b';', true));
    }
}
