//! Where a sheet comes from, what was said of it, and a first pass over all its bytes: hash, how it begins, and what they
//! tell of how its characters are written.
//!
//! The pass holds one buffer, whatever the size of the file. It looks at the whole file and not at a sample: a single
//! accented name far down decides whether a text is UTF-8.

use std::io::{BufReader, Cursor, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::SheetError;

/// How much is taken in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SheetLimits {
    /// Bytes of the file.
    pub file_bytes: u64,
    /// Bytes of one row of text.
    pub row_bytes: usize,
    /// Columns.
    pub columns: usize,
    /// Bytes of a workbook's parts when unpacked.
    pub unpacked_bytes: u64,
    /// Bytes of the texts of a workbook's cells: a text that stands in many of them is stored once.
    pub text_bytes: u64,
}

impl Default for SheetLimits {
    /// 4 GiB of file, 1 MiB a row, 2,000 columns, 512 MiB unpacked, 128 MiB of text in cells.
    fn default() -> Self {
        Self {
            file_bytes: 4 << 30,
            row_bytes: 1 << 20,
            columns: 2000,
            unpacked_bytes: 512 << 20,
            text_bytes: 128 << 20,
        }
    }
}

/// What whoever sends a file says of it. Whatever is left out is found out or asked for, never guessed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SheetChoice {
    /// Of a workbook, the sheet.
    pub sheet: Option<String>,
    /// Of a text, what separates its cells.
    pub separator: Option<char>,
    /// Of a text, the name of its encoding.
    pub encoding: Option<String>,
    /// The number of the row that names the columns, as a spreadsheet shows it.
    pub header_row: Option<u64>,
}

/// A file, or bytes that came by another way, with what was said of them.
#[derive(Debug, Clone)]
pub struct SheetSource {
    origin: Origin,
    pub(crate) choice: SheetChoice,
}

#[derive(Debug, Clone)]
enum Origin {
    File(PathBuf),
    Bytes(Vec<u8>),
}

impl From<&Path> for SheetSource {
    fn from(path: &Path) -> Self {
        Self { origin: Origin::File(path.into()), choice: SheetChoice::default() }
    }
}

impl From<Vec<u8>> for SheetSource {
    fn from(bytes: Vec<u8>) -> Self {
        Self { origin: Origin::Bytes(bytes), choice: SheetChoice::default() }
    }
}

impl SheetSource {
    /// The same file, of which this is said.
    #[must_use]
    pub fn said(self, choice: SheetChoice) -> Self {
        Self { choice, ..self }
    }

    fn open(self) -> std::io::Result<Box<dyn Bytes>> {
        Ok(match self.origin {
            Origin::File(path) => Box::new(BufReader::with_capacity(1 << 16, crate::open_file(&path)?)),
            Origin::Bytes(bytes) => Box::new(Cursor::new(bytes)),
        })
    }
}

/// Bytes that can be read twice.
pub trait Bytes: Read + Seek + Send {}
impl<T: Read + Seek + Send> Bytes for T {}

/// What the first pass found, and the bytes from their beginning.
pub struct Surveyed {
    pub bytes: Box<dyn Bytes>,
    pub sha256: [u8; 32],
    pub traits: TextTraits,
    /// The first bytes, at most [`SAMPLE`].
    pub beginning: Vec<u8>,
}

/// What all the bytes tell of how characters are written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct TextTraits {
    pub size: u64,
    /// Whether they are UTF-8.
    pub utf8: bool,
    /// Whether they are ASCII throughout.
    pub ascii: bool,
    /// Whether a byte begins a character of three bytes or more, were they UTF-8.
    pub long: bool,
    /// Zero bytes at even and at odd places.
    pub zeros: [u64; 2],
}

/// How many bytes are looked at to tell what a file is.
pub const SAMPLE: usize = 1 << 16;

/// Reads everything once.
pub fn survey(source: SheetSource, limits: &SheetLimits) -> Result<Surveyed, SheetError> {
    let mut bytes = source.open()?;
    let mut hash = Sha256::new();
    let mut utf8 = Utf8Check::default();
    let mut beginning = Vec::new();
    let mut traits = TextTraits { ascii: true, ..TextTraits::default() };
    let mut buffer = vec![0; SAMPLE];
    loop {
        let read = bytes.read(&mut buffer)?;
        let chunk = buffer.get(..read).unwrap_or_default();
        if chunk.is_empty() {
            break;
        }
        count_zeros(chunk, &mut traits);
        traits.size += chunk.len() as u64;
        if traits.size > limits.file_bytes {
            return Err(SheetError::TooLarge { limit: limits.file_bytes });
        }
        traits.ascii &= chunk.is_ascii();
        traits.long |= chunk.iter().any(|byte| *byte >= 0xe0);
        hash.update(chunk);
        utf8.push(chunk);
        beginning.extend(chunk.iter().take(SAMPLE - beginning.len()));
    }
    bytes.seek(SeekFrom::Start(0))?;
    traits.utf8 = utf8.holds();
    Ok(Surveyed { bytes, sha256: hash.finalize().into(), traits, beginning })
}

fn count_zeros(chunk: &[u8], traits: &mut TextTraits) {
    if !chunk.contains(&0) {
        return;
    }
    for (_, place) in chunk.iter().zip(traits.size..).filter(|(byte, _)| **byte == 0) {
        let [even, odd] = &mut traits.zeros;
        *(if place % 2 == 0 { even } else { odd }) += 1;
    }
}

/// Whether all bytes so far are UTF-8; a character may lie across two chunks.
#[derive(Default)]
struct Utf8Check {
    broken: bool,
    open: Vec<u8>,
}

impl Utf8Check {
    fn push(&mut self, chunk: &[u8]) {
        if self.broken {
            return;
        }
        let mut chunk = chunk;
        while !self.open.is_empty() && !chunk.is_empty() {
            let (byte, rest) = chunk.split_at(1);
            chunk = rest;
            let mut open = std::mem::take(&mut self.open);
            open.extend(byte);
            self.check(&open);
        }
        self.check(chunk);
    }

    fn check(&mut self, bytes: &[u8]) {
        if let Err(error) = std::str::from_utf8(bytes) {
            self.broken |= error.error_len().is_some();
            self.open = bytes.get(error.valid_up_to()..).unwrap_or_default().to_vec();
        }
        if self.broken {
            self.open.clear();
        }
    }

    fn holds(&self) -> bool {
        !self.broken && self.open.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(chunks: &[&[u8]]) -> bool {
        let mut utf8 = Utf8Check::default();
        for chunk in chunks {
            utf8.push(chunk);
        }
        utf8.holds()
    }

    #[test]
    fn a_character_across_chunks_is_still_utf8() {
        assert!(check(&[b"a\xe2", b"\x82", b"\xacb"]));
        assert!(!check(&[b"a\xe2", b"\x82"]), "an unfinished character is not");
        assert!(!check(&[b"caf\xe9", b" au lait"]));
        assert!(!check(&[b"\xe9", b"\xc3\xa9"]));
    }
}
