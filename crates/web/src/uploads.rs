//! Files that were brought to be imported: who brought them, what was said of them, how far they are.
//!
//! Each lies in a folder of the instance under a name that means nothing, for its owner alone, and is removed once it was
//! imported, thrown away or an hour old; what became of it is told for an hour from then on. An ended program leaves nothing: what lies there when it starts is removed.

use std::collections::BTreeMap;
use std::fs::{self, DirBuilder};
use std::io;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use casework::Seat;
use casework::import::{Mapping, SheetProblem};
use instance::Acting;
use instance::import::ImportReport;
use model::{Id, Timestamp};
use sheets::SheetChoice;

/// How long a file is kept that nobody imports, and rows that were handed back.
pub(crate) const KEPT: std::time::Duration = std::time::Duration::from_hours(1);
/// Files kept at once, of everybody, that are not imported yet.
const MOST: usize = 32;

/// Files that were brought to be imported.
pub(crate) struct Uploads {
    folder: PathBuf,
    kept: Mutex<BTreeMap<Id, Upload>>,
    /// Places taken for files that are on their way.
    coming: AtomicUsize,
}

/// The place of a file that is on its way, free again when it is let go of.
pub(crate) struct Room<'a>(&'a Uploads);

impl Drop for Room<'_> {
    fn drop(&mut self) {
        self.0.coming.fetch_sub(1, Ordering::SeqCst);
    }
}

impl Room<'_> {
    /// Puts the file that came into its place.
    pub fn put(self, id: Id, upload: Upload) {
        self.0.kept().insert(id, upload);
    }
}

/// Who brought a file, and in which seat it is to be imported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Importer {
    account: String,
    seat: Seat,
}

/// A file, and what was said of it.
#[derive(Clone)]
pub(crate) struct Upload {
    pub importer: Importer,
    /// When it came, or work on it ended.
    pub at: Timestamp,
    pub file: PathBuf,
    /// SHA-256 of the file: the same file is not imported twice at a time.
    pub hash: [u8; 32],
    pub synthetic: bool,
    pub choice: SheetChoice,
    /// What its columns are, once somebody said so.
    pub mapping: Option<Mapping>,
    pub without_ids: bool,
    pub stage: Stage,
    /// Rows that were handed back, until they are fetched.
    pub rejects: Option<PathBuf>,
}

/// How far a file is.
#[derive(Clone)]
pub(crate) enum Stage {
    /// Its columns are being mapped; and why it was not taken as it was.
    Mapping(Option<Arc<Refused>>),
    /// So many rows so far.
    Working { dry_run: bool, rows: u64 },
    /// Tried, imported, or stopped on the way.
    Over(Arc<Outcome>),
}

/// What became of the rows.
pub(crate) struct Outcome {
    pub dry_run: bool,
    /// Whether an import stopped on the way; a dry run that does so says nothing.
    pub stopped: bool,
    pub report: ImportReport,
    /// The first rows of a dry run that would be handed back.
    pub handed: Vec<HandedBack>,
}

/// A row that would be handed back.
pub(crate) struct HandedBack {
    pub row: u64,
    pub cell: String,
    pub reason: String,
    pub help: String,
}

/// Why nothing was written.
pub(crate) enum Refused {
    /// Nobody said what these columns are.
    Undecided(Vec<String>),
    /// Two columns are said to be the id.
    TwoIds,
    /// Ids, and no name of the register that gives them.
    NoRegister,
    /// The register bears a name under which Onward itself speaks.
    OwnName,
    /// What concerns every row.
    Sheet(Vec<SheetProblem>),
    /// Rows without an id, some of which are not known, and people of the register are on record.
    NoIds { known: u64, unknown: u64 },
    /// Nobody says that those in it are invented.
    NotSynthetic,
    /// The same file is being imported at this moment.
    Runs,
    /// Whoever brought it may not.
    NotAllowed,
    /// They tried files more often than their work needs.
    TooMuch,
    /// The file cannot be read on, in the words of the reader.
    File(String),
    /// Something behind the page does not answer.
    Unavailable,
    /// An import broke off, and how much of it was written nobody knows.
    Broken,
}

impl Importer {
    pub fn of(acting: &Acting) -> Self {
        Self { account: acting.actor.account.clone(), seat: acting.seat.clone() }
    }
}

impl Upload {
    /// A file of which nothing is said yet.
    pub fn new(importer: Importer, at: Timestamp, file: PathBuf, hash: [u8; 32], synthetic: bool) -> Self {
        let (choice, stage) = (SheetChoice::default(), Stage::Mapping(None));
        Self { importer, at, file, hash, synthetic, choice, mapping: None, without_ids: false, stage, rejects: None }
    }

    fn works(&self) -> bool {
        matches!(self.stage, Stage::Working { .. })
    }

    fn imports(&self) -> bool {
        matches!(self.stage, Stage::Working { dry_run: false, .. })
    }

    /// Whether it was imported to its end: the file itself is gone.
    pub fn is_done(&self) -> bool {
        matches!(&self.stage, Stage::Over(outcome) if !outcome.dry_run && !outcome.stopped)
    }

    fn remove(&self) {
        [Some(&self.file), self.rejects.as_ref()].into_iter().flatten().for_each(|file| remove(file));
    }
}

/// Removes a file; that it lies there still is for whoever runs the server, and its name says nothing.
pub(crate) fn remove(file: &Path) {
    if let Err(error) = fs::remove_file(file)
        && error.kind() != io::ErrorKind::NotFound
    {
        tracing::error!(%error, "a file that was brought could not be removed");
    }
}

impl Uploads {
    /// In a folder of their own, in which an ended program may have left some.
    pub fn in_folder(folder: PathBuf) -> Self {
        if let Err(error) = fs::remove_dir_all(&folder)
            && error.kind() != io::ErrorKind::NotFound
        {
            tracing::error!(%error, "files that were brought earlier could not be removed");
        }
        Self { folder, kept: Mutex::default(), coming: AtomicUsize::new(0) }
    }

    fn kept(&self) -> MutexGuard<'_, BTreeMap<Id, Upload>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Where a file is laid.
    pub(crate) fn place(&self, id: Id) -> io::Result<PathBuf> {
        DirBuilder::new().recursive(true).mode(0o700).create(&self.folder)?;
        Ok(self.folder.join(id.to_string()))
    }

    /// A place for another file, once those of this importer that nobody works on have made way; none where all are taken,
    /// those of files on their way among them.
    pub(crate) fn room(&self, importer: &Importer, now: Timestamp) -> Option<Room<'_>> {
        self.sweep(now);
        let mut kept = self.kept();
        kept.retain(|_, upload| {
            let stays = upload.importer.account != importer.account || upload.works() || upload.is_done();
            if !stays {
                upload.remove();
            }
            stays
        });
        // Whoever counts holds the lock: nobody takes a place between the count and the taking.
        let taken = kept.values().filter(|upload| !upload.is_done()).count() + self.coming.load(Ordering::SeqCst);
        (taken < MOST).then(|| {
            self.coming.fetch_add(1, Ordering::SeqCst);
            Room(self)
        })
    }

    /// A file, for whoever brought it; for all others there is none.
    pub(crate) fn get(&self, id: Id, importer: &Importer, now: Timestamp) -> Option<Upload> {
        self.sweep(now);
        self.kept().get(&id).filter(|upload| upload.importer == *importer).cloned()
    }

    /// Changes what is said of a file, unless it is being worked on.
    pub(crate) fn change(&self, id: Id, change: impl FnOnce(&mut Upload)) {
        if let Some(upload) = self.kept().get_mut(&id).filter(|upload| !upload.works()) {
            change(upload);
        }
    }

    /// The file, where work on it begins with this call; nothing where it is under way already or was done.
    pub(crate) fn begin(&self, id: Id, dry_run: bool) -> Option<Upload> {
        let mut kept = self.kept();
        let hash = kept.get(&id)?.hash;
        let runs = kept.values().any(|other| other.imports() && other.hash == hash);
        let upload = kept.get_mut(&id).filter(|upload| !upload.works() && !upload.is_done())?;
        if runs && !dry_run {
            upload.stage = Stage::Mapping(Some(Arc::new(Refused::Runs)));
            return None;
        }
        upload.stage = Stage::Working { dry_run, rows: 0 };
        Some(upload.clone())
    }

    pub(crate) fn rows(&self, id: Id, so_far: u64) {
        if let Some(Upload { stage: Stage::Working { rows, .. }, .. }) = self.kept().get_mut(&id) {
            *rows = so_far;
        }
    }

    /// Writes down how work on a file ended, from when on it is kept for its time. One that was imported to its end is
    /// removed at once.
    pub(crate) fn over(&self, id: Id, stage: Stage, now: Timestamp) {
        if let Some(upload) = self.kept().get_mut(&id) {
            upload.at = now;
            if let Stage::Over(outcome) = &stage
                && !outcome.dry_run
            {
                // One that stopped before and went on hands its rows back in a file of their own.
                let earlier = upload.rejects.take();
                upload.rejects = outcome.report.rejects.clone().map(PathBuf::from);
                earlier.filter(|file| upload.rejects.as_ref() != Some(file)).iter().for_each(|file| remove(file));
            }
            upload.stage = stage;
            if upload.is_done() {
                remove(&upload.file);
            }
        }
    }

    /// Throws a file away, unless it is being worked on.
    pub(crate) fn end(&self, id: Id) {
        let mut kept = self.kept();
        if kept.get(&id).is_some_and(|upload| !upload.works())
            && let Some(upload) = kept.remove(&id)
        {
            upload.remove();
        }
    }

    /// Throws away what is too old.
    pub(crate) fn sweep(&self, now: Timestamp) {
        let oldest = now.0.saturating_sub(i64::try_from(KEPT.as_micros()).unwrap_or(i64::MAX));
        self.kept().retain(|_, upload| {
            let stays = upload.works() || upload.at.0 > oldest;
            if !stays {
                upload.remove();
            }
            stays
        });
    }
}

#[cfg(test)]
mod tests;
