//! Text as rows, numbered as a spreadsheet numbers them: blank lines count, line breaks within cells do not. A row that
//! does not end is refused once it outgrows its limit.

use encoding_rs::Encoding;

use crate::SheetError;
use crate::cell::is_not_computed;
use crate::decode::Decoded;
use crate::error::QuoteError;
use crate::row::RawRow;
use crate::separator::separator;
use crate::source::{Bytes, SAMPLE, SheetLimits};
use crate::split::{Left, Splitter};
use crate::write::unguarded;

/// Rows of a text.
pub struct Records {
    input: Decoded,
    /// What of the input is not split yet.
    piece: Vec<u8>,
    used: usize,
    splitter: Splitter,
    limits: SheetLimits,
    /// Number of the last row.
    row: u64,
    ended: bool,
}

impl Records {
    /// Rows of a text, and what separates their cells.
    pub fn open(
        bytes: Box<dyn Bytes>,
        encoding: &'static Encoding,
        said: Option<char>,
        limits: &SheetLimits,
    ) -> Result<(Self, char), SheetError> {
        let mut input = Decoded::new(bytes, encoding);
        let mut piece = Vec::new();
        let mut ended = false;
        while piece.len() < SAMPLE && !ended {
            match input.next_piece()? {
                Some(more) => piece.extend(more),
                None => ended = true,
            }
        }
        let (separator, announced) = separator(&piece, said, ended)?;
        let splitter = Splitter::new(separator);
        let mut records = Self { input, piece, used: 0, splitter, limits: *limits, row: 0, ended };
        if announced {
            records.next_row()?;
        }
        Ok((records, char::from(separator)))
    }

    /// The next row, blank or not.
    pub fn next_row(&mut self) -> Result<Option<RawRow>, SheetError> {
        self.splitter.next_row();
        loop {
            let rest = self.piece.get(self.used..).unwrap_or_default();
            match self.splitter.take(rest)? {
                Left::Row(taken) => {
                    self.used += taken;
                    return self.finished().map(Some);
                }
                Left::Used => self.check_length()?,
            }
            if self.ended || !self.refill()? {
                self.ended = true;
                self.piece.clear();
                let last = self.splitter.finish()?;
                return if last { self.finished().map(Some) } else { Ok(None) };
            }
        }
    }

    fn refill(&mut self) -> Result<bool, SheetError> {
        self.piece.clear();
        self.used = 0;
        let more = self.input.next_piece()?;
        self.piece.extend(more.unwrap_or_default());
        Ok(!self.piece.is_empty())
    }

    fn check_length(&self) -> Result<(), SheetError> {
        let (row, limit) = (self.row + 1, self.limits.row_bytes);
        if self.splitter.text.len() > limit {
            let quotes = self.splitter.open_quote().map(|line| QuoteError::NotClosed { line }.into());
            return Err(quotes.unwrap_or(SheetError::LongRow { row, limit }));
        }
        if self.splitter.ends.len() > self.limits.columns {
            return Err(SheetError::WideRow { row, limit: self.limits.columns });
        }
        Ok(())
    }

    fn finished(&mut self) -> Result<RawRow, SheetError> {
        self.check_length()?;
        self.splitter.check_swallowed()?;
        self.row += 1;
        let text = |cell: usize| {
            let bytes = self.splitter.cell(cell);
            unguarded(String::from_utf8_lossy(bytes).trim()).to_owned()
        };
        let texts: Vec<String> = (0..self.splitter.ends.len()).map(text).collect();
        let failed = texts.iter().position(|text| is_not_computed(text));
        Ok(RawRow { number: self.row, texts, failed, ragged: true, hidden: false })
    }
}
