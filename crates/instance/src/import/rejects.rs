//! Rows handed back: a file beside the one imported, one line a row, with the cells at fault, why, and what to do,
//! then the row as it came, whole. It is imported again as it is: its own columns are known and left alone. It holds what
//! the sender sent, so only its owner may read it. One of an earlier import goes when the next is written or nothing is
//! handed back; but one that somebody touched, to correct it, is neither written over nor removed, and the next has a number
//! in its name. Nothing is written through a link.

use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use casework::import::{REJECT_COLUMNS, own_columns};

use super::table::Table;
use crate::Fault;

/// Files of rows handed back that may lie beside one register.
const MOST: u32 = 1000;

/// Why one cell was not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct CellFault {
    pub(super) code: &'static str,
    pub(super) cell: String,
    pub(super) reason: String,
    pub(super) help: String,
}

/// Why a row is handed back whoever asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Why {
    pub(super) code: &'static str,
    pub(super) reason: &'static str,
    pub(super) help: &'static str,
}

/// A row that was not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RejectedRow {
    /// Its number in the file.
    pub row: u64,
    /// The cells at fault.
    pub cell: String,
    /// Why.
    pub reason: String,
    /// What to do.
    pub help: String,
    /// As it came.
    cells: Vec<String>,
}

/// A name that is kept free for rows handed back.
struct KeptFree {
    file: PathBuf,
    number: u32,
    /// Held until the import ends: no other takes it.
    _held: File,
}

/// The rows handed back so far.
pub(super) struct Rejects {
    imported: PathBuf,
    /// The file that is kept free for them.
    kept: Option<KeptFree>,
    /// The header, and the row of tags where there is one.
    heads: Vec<Vec<String>>,
    /// Columns that a file of rejects had before those of the sheet.
    own: usize,
    rows: Vec<RejectedRow>,
    /// How many rows for which first reason.
    reasons: BTreeMap<&'static str, u64>,
}

impl Rejects {
    pub(super) fn new(imported: &Path, table: &Table) -> Self {
        let own = own_columns(table.header().iter().map(|cell| cell.text.as_str()));
        let texts = |cells: &[sheets::SheetCell]| cells.iter().skip(own).map(|cell| cell.text.clone()).collect();
        let heads = std::iter::once(table.header()).chain(table.tags()).map(texts).collect();
        Self { imported: imported.to_owned(), kept: None, heads, own, rows: vec![], reasons: BTreeMap::new() }
    }

    /// Takes the first free name before any row is written: a folder in which nothing can be written ends the import here.
    pub(super) fn open(&mut self) -> Result<(), Fault> {
        for number in 1..=MOST {
            let file = name(&self.imported, number);
            if let Some(held) = keep_free(&file).map_err(|error| named(&file, &error))? {
                self.kept = Some(KeptFree { file, number, _held: held });
                return Ok(());
            }
        }
        Err(named(
            &name(&self.imported, MOST),
            &"there are too many files of rows handed back; remove those that are done with",
        ))
    }

    pub(super) fn push(&mut self, row: &sheets::SheetRow, faults: &[CellFault]) {
        *self.reasons.entry(faults.first().map_or("", |fault| fault.code)).or_default() += 1;
        let joined = |part: fn(&CellFault) -> &String| {
            let mut parts: Vec<&str> = faults.iter().map(|fault| part(fault).as_str()).collect();
            parts.dedup();
            parts.join("; ")
        };
        let (cell, reason, help) = (joined(|f| &f.cell), joined(|f| &f.reason), joined(|f| &f.help));
        let cells = row.cells.iter().skip(self.own).map(|cell| cell.text.clone()).collect();
        self.rows.push(RejectedRow { row: row.number, cell, reason, help, cells });
    }

    pub(super) fn len(&self) -> u64 {
        self.rows.len() as u64
    }

    pub(super) fn reasons(&self) -> BTreeMap<&'static str, u64> {
        self.reasons.clone()
    }

    pub(super) fn rows(&self) -> &[RejectedRow] {
        &self.rows
    }

    /// Writes the file, where any row was handed back, and names it. Where an earlier file says the same, that is the one.
    pub(super) fn finish(mut self) -> Result<Option<String>, Fault> {
        let Some(KeptFree { file, number, .. }) = &self.kept else { return Ok(None) };
        let (file, number) = (file.clone(), *number);
        if self.rows.is_empty() {
            if is_untouched(&file) {
                fs::remove_file(&file).map_err(|error| named(&file, &error))?;
            }
            return Ok(None);
        }
        let text = self.text().map_err(|error| named(&file, &error))?;
        let mut earlier = (1..number).map(|number| name(&self.imported, number));
        if let Some(same) = earlier.find(|earlier| is_file_of(earlier, &text)) {
            return Ok(Some(same.display().to_string()));
        }
        // A name that was taken away meanwhile is not taken again.
        let written = fs::metadata(&file).and_then(|_| write(&file, &text));
        written.map_err(|error| named(&file, &error))?;
        Ok(Some(file.display().to_string()))
    }

    fn text(&mut self) -> Result<Vec<u8>, sheets::SheetWriteError> {
        self.rows.sort_by_key(|row| row.row);
        let before = [REJECT_COLUMNS.map(str::to_owned), [const { String::new() }; REJECT_COLUMNS.len()]];
        let heads = before.iter().zip(&self.heads).map(|(own, head)| own.iter().chain(head).cloned().collect());
        let lines: Vec<Vec<String>> = heads.chain(self.rows.iter().map(RejectedRow::line)).collect();
        let mut text = vec![];
        sheets::write_csv(&mut text, &lines)?;
        Ok(text)
    }
}

/// A name that was kept free and not needed is given back.
impl Drop for Rejects {
    fn drop(&mut self) {
        if let Some(kept) = self.kept.take().filter(|kept| is_file_of(&kept.file, b"")) {
            let _ = fs::remove_file(kept.file);
        }
    }
}

/// Keeps a name free by an empty file that no other import holds; nothing where somebody's rows lie there. One that an
/// import left which was killed is taken over.
fn keep_free(file: &Path) -> io::Result<Option<File>> {
    let (held, is_new) = match OpenOptions::new().write(true).create_new(true).mode(0o600).open(file) {
        Ok(held) => (held, true),
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
        Err(_) if !is_free(file) => return Ok(None),
        Err(_) => match OpenOptions::new().write(true).open(file) {
            Ok(held) => (held, false),
            Err(_) => return Ok(None),
        },
    };
    let is_mine = match held.try_lock() {
        Ok(()) => is_new || is_free(file),
        Err(TryLockError::WouldBlock) => false,
        // Where files cannot be held, one that was made here is nobody else's.
        Err(TryLockError::Error(_)) => is_new,
    };
    Ok(is_mine.then_some(held))
}

/// Whether a file that is there may be written over: an empty one, or rows of an earlier import that nobody touched.
fn is_free(file: &Path) -> bool {
    fs::symlink_metadata(file).is_ok_and(|found| found.is_file()) && (is_file_of(file, b"") || is_untouched(file))
}

/// Writes rows, and puts into the fraction of the second at which the file was changed a number of what it holds.
fn write(file: &Path, text: &[u8]) -> io::Result<()> {
    let mut out = crate::private_file(file)?;
    out.write_all(text)?;
    let changed = out.metadata()?.modified()?.duration_since(UNIX_EPOCH).map_err(io::Error::other)?;
    out.set_modified(UNIX_EPOCH + Duration::new(changed.as_secs(), number_of(text)))
}

/// Whether a file is as it was written here. Where a file system keeps whole seconds alone, none is.
fn is_untouched(file: &Path) -> bool {
    let changed = |file: &Path| fs::metadata(file)?.modified();
    let fraction = |time: SystemTime| time.duration_since(UNIX_EPOCH).map_or(0, |since| since.subsec_nanos());
    match (fs::read(file), changed(file)) {
        (Ok(text), Ok(time)) => !text.is_empty() && fraction(time) == number_of(&text),
        _ => false,
    }
}

fn number_of(text: &[u8]) -> u32 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    // Never a whole second; it fits, being less than a thousand million.
    u32::try_from(hasher.finish() % 999_999_937).unwrap_or_default() + 1
}

/// The name of a file of rows handed back: `r.csv.rejects.csv`, then `r.csv.rejects.2.csv`.
fn name(imported: &Path, number: u32) -> PathBuf {
    let mut file = imported.as_os_str().to_owned();
    file.push(if number == 1 { ".rejects.csv".to_owned() } else { format!(".rejects.{number}.csv") });
    file.into()
}

fn named(file: &Path, error: &dyn std::fmt::Display) -> Fault {
    Fault::File(format!("`{}`: {error}", file.display()))
}

/// Whether a file holds this and nothing else.
fn is_file_of(file: &Path, text: &[u8]) -> bool {
    let size = fs::metadata(file).ok().filter(fs::Metadata::is_file).map(|found| found.len());
    size == u64::try_from(text.len()).ok() && fs::read(file).is_ok_and(|found| found == text)
}

impl RejectedRow {
    fn line(&self) -> Vec<String> {
        let said = [self.row.to_string(), self.cell.clone(), self.reason.clone(), self.help.clone()];
        said.into_iter().chain(self.cells.iter().cloned()).collect()
    }
}
