//! The byte forms under every canonical encoding: fixed integers, minimal varints, length-prefixed bytes.
//!
//! One value has exactly one encoding, so that bytes can be hashed and compared: the reader refuses a length
//! written longer than need be, an unknown tag, a flag that is neither 0 nor 1, and whatever is left over.
//! It allocates only what the input really holds.

use model::{Date, day_number, from_day_number};

/// Why bytes were refused, and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("byte {at}: {why}")]
pub struct DecodeError {
    /// Offset of the refused item, from 0.
    pub at: usize,
    /// What is wrong with it.
    pub why: Malformed,
}

/// What is wrong with an encoded item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Malformed {
    /// The bytes end inside an item.
    #[error("ends too early")]
    Truncated,
    /// Written by a newer program, or not by this one at all.
    #[error("unknown version `{0}`")]
    Version(u8),
    /// A tag that stands for nothing.
    #[error("unknown tag `{0}`")]
    Tag(u8),
    /// A kind of fact that this program does not know.
    #[error("kind `{0}`, newer than this program")]
    Kind(u64),
    /// A number that has a shorter encoding, or exceeds its range.
    #[error("number not in its one form")]
    Number,
    /// Keys or members that do not ascend.
    #[error("keys do not ascend")]
    Order,
    /// Text that is not UTF-8.
    #[error("text is not UTF-8")]
    Text,
    /// Longer than this item may be.
    #[error("longer than allowed")]
    TooLong,
    /// Bytes after the end.
    #[error("bytes after the end")]
    Trailing,
}

/// Appends items to a buffer.
#[derive(Default)]
pub(crate) struct WireWriter(Vec<u8>);

impl WireWriter {
    pub fn with_capacity(bytes: usize) -> Self {
        Self(Vec::with_capacity(bytes))
    }

    /// Goes on behind what is there.
    pub fn over(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }

    pub fn into_bytes(self) -> Vec<u8> {
        self.0
    }

    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    pub fn byte(&mut self, value: u8) {
        self.0.push(value);
    }

    pub fn raw(&mut self, bytes: &[u8]) {
        self.0.extend_from_slice(bytes);
    }

    pub fn u64(&mut self, value: u64) {
        self.raw(&value.to_be_bytes());
    }

    pub fn i64(&mut self, value: i64) {
        self.raw(&value.to_be_bytes());
    }

    /// Seven bits a byte, least first, the top bit on all but the last.
    pub fn number(&mut self, value: u64) {
        let mut rest = value;
        while rest >= 0x80 {
            self.byte(rest.to_le_bytes()[0] | 0x80);
            rest >>= 7;
        }
        self.byte(rest.to_le_bytes()[0]);
    }

    /// A length or count.
    pub fn count(&mut self, value: usize) {
        self.number(value as u64);
    }

    /// A day, as the number of days since 1970-01-01.
    pub fn day(&mut self, day: Date) {
        self.raw(&day_number(day).to_be_bytes());
    }

    pub fn bytes(&mut self, bytes: &[u8]) {
        self.count(bytes.len());
        self.raw(bytes);
    }

    pub fn text(&mut self, text: &str) {
        self.bytes(text.as_bytes());
    }

    pub fn option<T>(&mut self, value: Option<T>, write: impl FnOnce(&mut Self, T)) {
        self.byte(u8::from(value.is_some()));
        if let Some(value) = value {
            write(self, value);
        }
    }
}

/// Takes items off the front of a slice.
pub(crate) struct WireReader<'a> {
    rest: &'a [u8],
    at: usize,
}

impl<'a> WireReader<'a> {
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes, at: 0 }
    }

    pub fn at(&self) -> usize {
        self.at
    }

    /// What has not been taken yet.
    pub fn rest(&self) -> &'a [u8] {
        self.rest
    }

    pub fn fail<T>(&self, why: Malformed) -> Result<T, DecodeError> {
        Err(DecodeError { at: self.at, why })
    }

    pub fn take(&mut self, len: usize) -> Result<&'a [u8], DecodeError> {
        let Some((head, rest)) = self.rest.split_at_checked(len) else { return self.fail(Malformed::Truncated) };
        self.rest = rest;
        self.at += len;
        Ok(head)
    }

    pub fn array<const N: usize>(&mut self) -> Result<[u8; N], DecodeError> {
        let at = self.at;
        self.take(N)?.try_into().map_err(|_| DecodeError { at, why: Malformed::Truncated })
    }

    pub fn byte(&mut self) -> Result<u8, DecodeError> {
        self.array::<1>().map(|[byte]| byte)
    }

    pub fn u64(&mut self) -> Result<u64, DecodeError> {
        self.array().map(u64::from_be_bytes)
    }

    pub fn i64(&mut self) -> Result<i64, DecodeError> {
        self.array().map(i64::from_be_bytes)
    }

    /// A number in its shortest form.
    pub fn number(&mut self) -> Result<u64, DecodeError> {
        let at = self.at;
        let refuse = || DecodeError { at, why: Malformed::Number };
        let mut value = 0u64;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            let part = u64::from(byte & 0x7f);
            let shifted = part << shift;
            if shifted >> shift != part {
                return Err(refuse());
            }
            value |= shifted;
            if byte & 0x80 == 0 {
                let overlong = byte == 0 && shift > 0;
                return if overlong { Err(refuse()) } else { Ok(value) };
            }
        }
        Err(refuse())
    }

    /// A count of at most `most`.
    pub fn count(&mut self, most: usize) -> Result<usize, DecodeError> {
        let at = self.at;
        let count = usize::try_from(self.number()?).map_err(|_| DecodeError { at, why: Malformed::Number })?;
        if count > most { Err(DecodeError { at, why: Malformed::TooLong }) } else { Ok(count) }
    }

    /// A day within the calendar.
    pub fn day(&mut self) -> Result<Date, DecodeError> {
        let at = self.at;
        let number = self.array().map(i32::from_be_bytes)?;
        let day = from_day_number(number);
        // The calendar clamps what lies beyond it; that would be a second encoding of its last day.
        if day_number(day) == number { Ok(day) } else { Err(DecodeError { at, why: Malformed::Number }) }
    }

    pub fn bytes(&mut self, most: usize) -> Result<&'a [u8], DecodeError> {
        let len = self.count(most)?;
        self.take(len)
    }

    pub fn text(&mut self, most: usize) -> Result<String, DecodeError> {
        let at = self.at;
        let text = std::str::from_utf8(self.bytes(most)?).map_err(|_| DecodeError { at, why: Malformed::Text })?;
        Ok(text.to_owned())
    }

    pub fn option<T>(
        &mut self,
        read: impl FnOnce(&mut Self) -> Result<T, DecodeError>,
    ) -> Result<Option<T>, DecodeError> {
        let at = self.at;
        match self.byte()? {
            0 => Ok(None),
            1 => read(self).map(Some),
            tag => Err(DecodeError { at, why: Malformed::Tag(tag) }),
        }
    }

    pub fn end(&self) -> Result<(), DecodeError> {
        if self.rest.is_empty() { Ok(()) } else { self.fail(Malformed::Trailing) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_count_written_longer_than_need_be_is_refused() {
        assert_eq!(WireReader::new(&[0x81, 0x00]).count(10), Err(DecodeError { at: 0, why: Malformed::Number }));
        assert_eq!(WireReader::new(&[0xff; 12]).count(usize::MAX), Err(DecodeError { at: 0, why: Malformed::Number }));
        assert_eq!(WireReader::new(&[0x0b]).count(10), Err(DecodeError { at: 0, why: Malformed::TooLong }));
    }

    #[test]
    fn a_flag_other_than_0_and_1_is_refused() {
        let refused = WireReader::new(&[2, 0]).option(WireReader::byte);
        assert_eq!(refused, Err(DecodeError { at: 0, why: Malformed::Tag(2) }));
    }

    proptest::proptest! {
        #[test]
        fn counts_go_both_ways(value in 0usize..(1 << 62)) {
            let mut writer = WireWriter::default();
            writer.count(value);
            let bytes = writer.into_bytes();
            let mut reader = WireReader::new(&bytes);
            assert_eq!(reader.count(usize::MAX), Ok(value));
            assert_eq!(reader.end(), Ok(()));
        }
    }
}
