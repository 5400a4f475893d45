//! Rows that wait on disk for their turn: people, so sealed under a key that is nowhere but in this process.
//!
//! A spill is a file without a name, gone with the process; what of it stays on the disk after that nobody opens, for
//! the key was drawn for it and is gone as well. Rows are written in pieces, each locked for its number, so none can be
//! left out, doubled or put elsewhere. Refused: to write anything where no such key can be drawn.

use std::fs::File;
use std::io::{BufReader, Read, Seek, Write};
use std::path::PathBuf;

use arrow::ipc::reader::StreamReader;
use arrow::ipc::writer::StreamWriter;
use arrow::record_batch::RecordBatch;
use journal::Key;

use super::PeopleError;

/// Spills under one key, in one directory.
pub(crate) struct Spills {
    dir: PathBuf,
    key: Key,
    opened: u64,
}

/// One spill.
pub(crate) struct Spill {
    dir: PathBuf,
    file: File,
    key: Key,
    number: u64,
    pieces: u64,
}

impl Spills {
    /// Spills in this directory, under a new key.
    pub(crate) fn under(dir: PathBuf) -> Result<Self, PeopleError> {
        let mut bytes = [0; 32];
        // Drawn here and not handed in: who could hand it in could keep it, and nothing that is counted depends on it.
        let drawn = getrandom::fill(&mut bytes).map_err(std::io::Error::from);
        drawn.map_err(|source| PeopleError::File { path: dir.clone(), source })?;
        Ok(Self { dir, key: Key::from_bytes(bytes), opened: 0 })
    }

    /// A new, empty spill.
    pub(crate) fn open(&mut self) -> Result<Spill, PeopleError> {
        let (dir, key, number) = (self.dir.clone(), self.key.clone(), self.opened);
        let file = tempfile::tempfile_in(&dir).map_err(|source| PeopleError::File { path: dir.clone(), source })?;
        self.opened += 1;
        Ok(Spill { dir, file, key, number, pieces: 0 })
    }
}

impl Spill {
    /// Writes rows behind those that are there.
    pub(crate) fn write(&mut self, rows: &RecordBatch) -> Result<(), PeopleError> {
        let mut plain = StreamWriter::try_new(vec![], &rows.schema())?;
        plain.write(rows)?;
        let locked = self.key.lock(&self.place(self.pieces), &plain.into_inner()?);
        let locked = locked.ok_or_else(|| PeopleError::Engine("too many rows at once".into()))?;
        let length = u64::try_from(locked.len()).unwrap_or(u64::MAX).to_be_bytes();
        let written = self.file.write_all(&length).and_then(|()| self.file.write_all(&locked));
        written.map_err(|source| self.failed(source))?;
        self.pieces += 1;
        Ok(())
    }

    /// All rows, in the order in which they were written.
    pub(crate) fn read(mut self) -> Result<Vec<RecordBatch>, PeopleError> {
        self.file.rewind().map_err(|source| self.failed(source))?;
        let mut pieces = vec![];
        let mut file = BufReader::new(&self.file);
        for piece in 0..self.pieces {
            let locked = next(&mut file).map_err(|source| self.failed(source))?;
            let plain = self.key.unlock(&self.place(piece), &locked);
            let plain = plain.ok_or_else(|| PeopleError::Sealed(self.dir.clone()))?;
            for rows in StreamReader::try_new(plain.as_slice(), None)? {
                pieces.push(rows?);
            }
        }
        Ok(pieces)
    }

    fn place(&self, piece: u64) -> Vec<u8> {
        [&b"onward spill 1"[..], &self.number.to_be_bytes(), &piece.to_be_bytes()].concat()
    }

    fn failed(&self, source: std::io::Error) -> PeopleError {
        PeopleError::File { path: self.dir.clone(), source }
    }
}

/// The next piece of a spill, locked.
fn next(file: &mut impl Read) -> std::io::Result<Vec<u8>> {
    let mut length = [0; 8];
    file.read_exact(&mut length)?;
    let mut locked = vec![];
    file.take(u64::from_be_bytes(length)).read_to_end(&mut locked)?;
    Ok(locked)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use arrow::array::{ArrayRef, StringArray};

    use super::*;

    fn rows(texts: &[&str]) -> RecordBatch {
        let texts: ArrayRef = Arc::new(StringArray::from_iter_values(texts));
        RecordBatch::try_from_iter([("birth_date", texts)]).unwrap()
    }

    fn spilled() -> Spill {
        let mut spill = Spills::under(std::env::temp_dir()).unwrap().open().unwrap();
        spill.write(&rows(&["1987-06-05", "1990"])).unwrap();
        spill.write(&rows(&["2001-02-03"])).unwrap();
        spill
    }

    fn bytes(spill: &Spill) -> Vec<u8> {
        let mut bytes = vec![];
        let mut file = &spill.file;
        file.rewind().unwrap();
        file.read_to_end(&mut bytes).unwrap();
        bytes
    }

    #[test]
    fn rows_come_back_in_their_order_and_lie_on_disk_unreadable() {
        let spill = spilled();
        let lying = bytes(&spill);
        assert!(!lying.windows(10).any(|window| window == b"1987-06-05" || window == b"birth_date"));
        assert_eq!(spill.read().unwrap(), [rows(&["1987-06-05", "1990"]), rows(&["2001-02-03"])]);
    }

    /// Reads a spill whose bytes were made others on the disk.
    #[track_caller]
    fn check_refused(tampered: impl FnOnce(&[u8]) -> Vec<u8>) {
        let mut spill = spilled();
        let bytes = tampered(&bytes(&spill));
        spill.file.set_len(0).unwrap();
        spill.file.rewind().unwrap();
        spill.file.write_all(&bytes).unwrap();
        assert!(matches!(spill.read(), Err(PeopleError::Sealed(_) | PeopleError::File { .. })));
    }

    fn first_piece(bytes: &[u8]) -> usize {
        8 + usize::try_from(u64::from_be_bytes(*bytes.first_chunk().unwrap())).unwrap()
    }

    #[test]
    fn pieces_that_were_swapped_doubled_cut_edited_or_are_of_another_spill_are_refused() {
        check_refused(|bytes| [&bytes[first_piece(bytes)..], &bytes[..first_piece(bytes)]].concat());
        check_refused(|bytes| [&bytes[..first_piece(bytes)], &bytes[..first_piece(bytes)]].concat());
        check_refused(|bytes| bytes[..first_piece(bytes)].to_vec());
        check_refused(|bytes| bytes[..bytes.len() - 1].to_vec());
        check_refused(|_| bytes(&spilled()));
        for at in (8..first_piece(&bytes(&spilled()))).step_by(97) {
            check_refused(|bytes| bytes.iter().enumerate().map(|(n, byte)| byte ^ u8::from(n == at)).collect());
        }
    }
}
