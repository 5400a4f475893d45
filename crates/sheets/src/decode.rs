//! Bytes of any encoding as UTF-8, a piece at a time. What is no character is refused with its line: a question mark in
//! its place would be somebody's name.

use std::io::Read;

use encoding_rs::{Decoder, DecoderResult, Encoding};

use crate::SheetError;
use crate::error::CharacterError;
use crate::source::Bytes;

const PIECE: usize = 1 << 16;

/// Text being decoded.
pub struct Decoded {
    bytes: Box<dyn Bytes>,
    decoder: Decoder,
    encoding: &'static Encoding,
    raw: Vec<u8>,
    /// What of `raw` is not decoded yet.
    rest: std::ops::Range<usize>,
    out: Vec<u8>,
    line: u64,
    ended: bool,
}

impl Decoded {
    pub fn new(bytes: Box<dyn Bytes>, encoding: &'static Encoding) -> Self {
        Self {
            bytes,
            decoder: encoding.new_decoder_with_bom_removal(),
            encoding,
            raw: vec![0; PIECE],
            rest: 0..0,
            out: vec![0; 2 * PIECE],
            line: 1,
            ended: false,
        }
    }

    /// The next piece of text; nothing at its end.
    pub fn next_piece(&mut self) -> Result<Option<&[u8]>, SheetError> {
        while !self.ended {
            if self.rest.is_empty() {
                let read = self.bytes.read(&mut self.raw)?;
                self.rest = 0..read;
                self.ended = read == 0;
            }
            let written = self.decode()?;
            if written > 0 {
                return Ok(self.out.get(..written));
            }
        }
        Ok(None)
    }

    fn decode(&mut self) -> Result<usize, SheetError> {
        let input = self.raw.get(self.rest.clone()).unwrap_or_default();
        let (result, read, written) = self.decoder.decode_to_utf8_without_replacement(input, &mut self.out, self.ended);
        self.rest.start += read;
        let text = self.out.get(..written).unwrap_or_default();
        let broken = match result {
            DecoderResult::Malformed(..) => Some(text.len()),
            DecoderResult::InputEmpty | DecoderResult::OutputFull => self.stray(text),
        };
        let lines = |text: &[u8]| text.split(|byte| *byte == b'\n').skip(1).count() as u64;
        if let Some(at) = broken {
            let line = self.line + lines(text.get(..at).unwrap_or_default());
            let nul = text.get(at) == Some(&0);
            let error = CharacterError::Undecodable { line, encoding: self.encoding.name() };
            return Err(if nul { CharacterError::Nul { line }.into() } else { error.into() });
        }
        self.line += lines(text);
        Ok(written)
    }

    /// Where a character stands that no text has: NUL, and of a code page those that its bytes only stand in for.
    fn stray(&self, text: &[u8]) -> Option<usize> {
        if let Some(at) = text.iter().position(|byte| *byte == 0) {
            return Some(at);
        }
        if !self.encoding.is_single_byte() {
            return None;
        }
        text.windows(2).position(|two| matches!(two, [0xc2, 0x80..=0x9f]))
    }
}
