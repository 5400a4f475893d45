//! Text to cells, a byte at a time and never more than one row in memory.
//!
//! The rules are those of RFC 4180, held to strictly: a cell that begins with a quotation mark ends with one, a mark
//! within it is written twice, and it may hold separators and line breaks. In any other cell marks are characters like
//! all, where there is an even number of them. Rows end with `\n`, `\r\n` or `\r`. Refused: text after the mark that closes a cell, a blank before the mark that
//! opens one, a mark that is never closed, a single one within a cell. Whoever reads past them makes the next person a part of this one's name.

use crate::error::QuoteError;

/// Where in a cell the splitter is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum At {
    /// Before its first character.
    Start,
    /// Within a cell without marks, of blanks only so far.
    Blank,
    Plain,
    Quoted,
    /// After a mark within a quoted cell: its end, or the first of two.
    Mark,
    /// After its end.
    Closed,
}

/// Splits text into rows.
pub struct Splitter {
    separator: u8,
    at: At,
    /// After `\r`, whose `\n` is the same break.
    returned: bool,
    /// Number of the line, from 1.
    line: u64,
    /// Where the last quoted cell was opened.
    opened: u64,
    /// Whether an odd number of marks stands in the cell without marks around it.
    stray: bool,
    /// Where the row began.
    pub began: u64,
    /// The cells of the row so far, one after the other.
    pub text: Vec<u8>,
    /// Where each of them ends.
    pub ends: Vec<usize>,
}

/// How a piece of text was left.
#[derive(Debug, PartialEq, Eq)]
pub enum Left {
    /// After a row that ended; so many bytes were taken.
    Row(usize),
    /// At its end.
    Used,
}

impl Splitter {
    pub fn new(separator: u8) -> Self {
        let (text, ends) = (Vec::new(), Vec::new());
        Self { separator, at: At::Start, returned: false, line: 1, opened: 1, stray: false, began: 1, text, ends }
    }

    /// Forgets the row that was read.
    pub fn next_row(&mut self) {
        self.text.clear();
        self.ends.clear();
        self.began = self.line;
    }

    /// Whether text of a row was read that has not ended.
    pub fn within(&self) -> bool {
        self.at != At::Start || !self.ends.is_empty()
    }

    /// Where the quoted cell was opened in which the splitter is.
    pub fn open_quote(&self) -> Option<u64> {
        (self.at == At::Quoted).then_some(self.opened)
    }

    /// Takes text up to the end of a row.
    pub fn take(&mut self, piece: &[u8]) -> Result<Left, QuoteError> {
        for (at, byte) in piece.iter().enumerate() {
            if std::mem::take(&mut self.returned) && *byte == b'\n' {
                self.keep_break(*byte);
                continue;
            }
            if matches!(byte, b'\n' | b'\r') {
                self.line += 1;
                self.returned = *byte == b'\r';
                if self.at == At::Quoted {
                    self.text.push(*byte);
                    continue;
                }
                self.end_cell(self.line - 1)?;
                return Ok(Left::Row(at + 1));
            }
            self.byte(*byte)?;
        }
        Ok(Left::Used)
    }

    /// The second half of `\r\n` stays where the first did.
    fn keep_break(&mut self, byte: u8) {
        if self.at == At::Quoted {
            self.text.push(byte);
        } else {
            self.began = self.line;
        }
    }

    fn byte(&mut self, byte: u8) -> Result<(), QuoteError> {
        let line = self.line;
        match (self.at, byte) {
            (At::Quoted, b'"') => self.at = At::Mark,
            (At::Mark, b'"') => {
                self.text.push(byte);
                self.at = At::Quoted;
            }
            (At::Quoted, _) => self.text.push(byte),
            (_, byte) if byte == self.separator => self.end_cell(line)?,
            (At::Mark | At::Closed, b' ' | b'\t') => self.at = At::Closed,
            (At::Mark | At::Closed, _) => return Err(QuoteError::TextAfter { line, opened: self.opened }),
            (At::Start, b'"') => {
                self.at = At::Quoted;
                self.opened = line;
            }
            (At::Blank, b'"') => return Err(QuoteError::BlankBefore { line }),
            (At::Start | At::Blank, b' ' | b'\t') => {
                self.at = At::Blank;
                self.text.push(byte);
            }
            (At::Start | At::Blank | At::Plain, _) => {
                self.at = At::Plain;
                self.stray ^= byte == b'"';
                self.text.push(byte);
            }
        }
        Ok(())
    }

    fn end_cell(&mut self, line: u64) -> Result<(), QuoteError> {
        self.ends.push(self.text.len());
        self.at = At::Start;
        if std::mem::take(&mut self.stray) { Err(QuoteError::Single { line }) } else { Ok(()) }
    }

    /// Ends the text; whether a last row ended with it.
    pub fn finish(&mut self) -> Result<bool, QuoteError> {
        if self.at == At::Quoted {
            return Err(QuoteError::NotClosed { line: self.opened });
        }
        let within = self.within();
        if within {
            self.end_cell(self.line)?;
        }
        Ok(within)
    }

    /// Refuses a row one of whose quoted cells goes over lines that are rows by themselves: without the marks each line has
    /// as many cells as this row, and a first cell of the same kind (of
    /// four columns and more, any).
    pub fn check_swallowed(&self) -> Result<(), QuoteError> {
        let broken = self.text.iter().any(|byte| matches!(byte, b'\n' | b'\r'));
        // A mark in the cell was written twice, and whoever does that closes what they open.
        if self.ends.len() < 2 || !broken || self.text.contains(&b'"') {
            return Ok(());
        }
        let joined: Vec<&[u8]> = (0..self.ends.len()).map(|cell| self.cell(cell)).collect();
        let joined = joined.join(&self.separator);
        let lines: Vec<Vec<&[u8]>> =
            lines(&joined).map(|line| line.split(|byte| *byte == self.separator).collect()).collect();
        let kind = |cells: &Vec<&[u8]>| cells.first().map(|cell| shape(cell));
        let is_row = |cells: &Vec<&[u8]>| cells.len() == self.ends.len();
        let alike = lines.windows(2).all(|two| matches!(two, [one, next] if kind(one) == kind(next)));
        let begun = lines.iter().all(|cells| cells.first().is_some_and(|cell| !cell.trim_ascii().is_empty()));
        if lines.iter().all(is_row) && (alike || (begun && self.ends.len() > 3)) {
            return Err(QuoteError::Swallows { line: self.began + 1, opened: self.began });
        }
        Ok(())
    }

    /// The bytes of one cell.
    pub fn cell(&self, number: usize) -> &[u8] {
        let end = |number: usize| self.ends.get(number).copied();
        let from = number.checked_sub(1).and_then(end).unwrap_or_default();
        self.text.get(from..end(number).unwrap_or(from)).unwrap_or_default()
    }
}

fn lines(text: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut lines: Vec<&[u8]> = Vec::new();
    for line in text.split(|byte| *byte == b'\n') {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        lines.extend(line.split(|byte| *byte == b'\r'));
    }
    lines.into_iter()
}

/// What kind a text is of: runs of letters, of digits and of all else. `D-001` and `D-27` are of one.
fn shape(text: &[u8]) -> Vec<u8> {
    let kind = |byte: &u8| match byte {
        b'0'..=b'9' => b'9',
        b'a'..=b'z' | b'A'..=b'Z' | 128.. => b'a',
        other => *other,
    };
    let mut shape: Vec<u8> = text.trim_ascii().iter().map(kind).collect();
    shape.dedup();
    shape
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str, pieces: usize) -> Result<Vec<Vec<String>>, QuoteError> {
        let mut splitter = Splitter::new(b',');
        let mut rows = Vec::new();
        let mut row = |splitter: &mut Splitter| {
            let cells = 0..splitter.ends.len();
            rows.push(cells.map(|cell| String::from_utf8(splitter.cell(cell).to_vec()).unwrap()).collect());
            let checked = splitter.check_swallowed();
            splitter.next_row();
            checked
        };
        for mut piece in text.as_bytes().chunks(pieces) {
            while let Left::Row(taken) = splitter.take(piece)? {
                row(&mut splitter)?;
                piece = &piece[taken..];
            }
        }
        if splitter.finish()? {
            row(&mut splitter)?;
        }
        Ok(rows)
    }

    #[track_caller]
    fn check(text: &str, expected: &[&[&str]]) {
        for pieces in [1, 2, 1000] {
            assert_eq!(split(text, pieces).unwrap(), expected, "{text:?} in pieces of {pieces}");
        }
    }

    #[track_caller]
    fn refused(text: &str, expected: &QuoteError) {
        for pieces in [1, 2, 1000] {
            assert_eq!(split(text, pieces).as_ref(), Err(expected), "{text:?} in pieces of {pieces}");
        }
    }

    #[test]
    fn cells_are_split_whatever_ends_a_row() {
        check("a,b\n1,2\r\n3,4\r5,", &[&["a", "b"], &["1", "2"], &["3", "4"], &["5", ""]]);
        check("a\n\n\r\nb", &[&["a"], &[""], &[""], &["b"]]);
        check("", &[]);
    }

    #[test]
    fn a_quoted_cell_holds_separators_breaks_and_marks() {
        check("\"a,\"\"b\"\"\r\nc\",\"\"\n", &[&["a,\"b\"\r\nc", ""]]);
        check("\"a\" ,b\n", &[&["a", "b"]]);
        check("N1,\"one\ntwo, more\"\n", &[&["N1", "one\ntwo, more"]]);
        check("\"one\ntwo, more\",x\n", &[&["one\ntwo, more", "x"]]);
    }

    #[test]
    fn marks_by_two_within_a_cell_that_did_not_begin_with_one_are_characters() {
        check("x,Abu \"Ali\" Said\n", &[&["x", "Abu \"Ali\" Said"]]);
    }

    #[test]
    fn marks_that_do_not_tell_where_a_cell_ends_are_refused_with_their_line() {
        refused("a,b\nd1,\"open\nd2,x\n", &QuoteError::NotClosed { line: 2 });
        refused("a,b\nQ1,\"Abu \"Ali\" Said\"\n", &QuoteError::TextAfter { line: 2, opened: 2 });
        refused("a,b\nQ2,\"Open\nQ3,x\nQ4,\"Later\"\n", &QuoteError::TextAfter { line: 4, opened: 2 });
        refused("a,b\nx,Abu Ali\"\n", &QuoteError::Single { line: 2 });
        refused("a, \"b,c\"\n", &QuoteError::BlankBefore { line: 1 });
    }

    #[test]
    fn a_mark_that_takes_in_the_next_rows_is_refused_though_it_is_closed() {
        refused("a,b\nQ2,\"Open\nQ3,Next\"\n", &QuoteError::Swallows { line: 3, opened: 2 });
        refused("a,b,c\nQ2,\"Open,F\nQ3,Next\",M\n", &QuoteError::Swallows { line: 3, opened: 2 });
    }
}
