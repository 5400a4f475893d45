//! The folder of a lake: files put there whole, a lock that one process holds, and what is left over swept away.
//!
//! A file appears under its name once all of it is on disk. Nothing is deleted but what a lake of ours wrote: files of
//! an earlier form, which lay open, among them.

use std::collections::BTreeSet;
use std::fs::{DirBuilder, File, TryLockError};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use super::bucket::is_file_name;
use super::error::LakeError;

const MANIFEST: &str = "manifest";
const LOCK: &str = "lock";
const PART: &str = ".part";
/// What the first form of the lake consisted of.
const FIRST_MANIFEST: &str = "manifest.json";

#[derive(Debug, Clone)]
pub(super) struct LakeFolder(PathBuf);

impl LakeFolder {
    pub(super) fn at(path: &Path) -> Self {
        Self(path.into())
    }

    pub(super) fn path(&self) -> &Path {
        &self.0
    }

    pub(super) fn file(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    /// Takes the lock, which goes with the file that is given back. Makes the folder, which only its owner may enter.
    pub(super) fn lock(&self) -> Result<File, LakeError> {
        let mut make = DirBuilder::new();
        make.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut make, 0o700);
        make.create(&self.0).map_err(LakeError::io(&self.0))?;
        let path = self.file(LOCK);
        let file = File::options().create(true).truncate(false).write(true).open(&path);
        let file = file.map_err(LakeError::io(&path))?;
        match file.try_lock() {
            Ok(()) => Ok(file),
            Err(TryLockError::WouldBlock) => Err(LakeError::Locked),
            Err(TryLockError::Error(source)) => Err(LakeError::Io { path, source }),
        }
    }

    /// The bytes of the manifest; without one, what the folder is then.
    pub(super) fn manifest(&self) -> Result<Vec<u8>, LakeError> {
        let path = self.file(MANIFEST);
        match std::fs::read(&path) {
            Ok(bytes) => Ok(bytes),
            Err(error) if error.kind() == ErrorKind::NotFound => Err(self.without_manifest()?),
            Err(source) => Err(LakeError::Io { path, source }),
        }
    }

    fn without_manifest(&self) -> Result<LakeError, LakeError> {
        let names = self.names()?;
        let any = |is: fn(&str) -> bool| names.iter().any(|name| is(name));
        Ok(match (any(is_of_first_form), any(is_file_name)) {
            (true, _) => LakeError::Form,
            (false, true) => LakeError::Damaged("its manifest is gone".into()),
            (false, false) => LakeError::Absent,
        })
    }

    /// Puts a file there under its name, whole, in the place of one that was there.
    pub(super) fn put(&self, name: &str, bytes: &[u8]) -> Result<(), LakeError> {
        let (part, path) = (self.file(&format!("{name}{PART}")), self.file(name));
        let write = || {
            // A file of our own: one that is left over, or a link that somebody laid there, is not written through.
            absent(std::fs::remove_file(&part))?;
            let mut file = File::create_new(&part)?;
            file.write_all(bytes)?;
            file.sync_all()?;
            std::fs::rename(&part, &path)
        };
        write().map_err(LakeError::io(&path))
    }

    /// Switches the lake to this manifest in one step. What was put there before is on disk before the manifest is.
    pub(super) fn switch(&self, manifest: &[u8]) -> Result<(), LakeError> {
        self.sync()?;
        self.put(MANIFEST, manifest)?;
        self.sync()
    }

    fn sync(&self) -> Result<(), LakeError> {
        File::open(&self.0).and_then(|folder| folder.sync_all()).map_err(LakeError::io(&self.0))
    }

    /// Deletes what a lake wrote but for the manifest and the files named.
    pub(super) fn sweep(&self, named: &BTreeSet<String>) -> Result<(), LakeError> {
        for name in self.names()?.iter().filter(|name| is_of_a_lake(name) && !named.contains(*name)) {
            let path = self.file(name);
            std::fs::remove_file(&path).map_err(LakeError::io(&path))?;
        }
        Ok(())
    }

    /// What lies in the folder; nothing where there is none.
    fn names(&self) -> Result<Vec<String>, LakeError> {
        let entries = match std::fs::read_dir(&self.0) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(vec![]),
            entries => entries.map_err(LakeError::io(&self.0))?,
        };
        let name = |entry: std::io::Result<std::fs::DirEntry>| {
            entry.map(|entry| entry.file_name().to_string_lossy().into_owned()).map_err(LakeError::io(&self.0))
        };
        entries.map(name).collect()
    }
}

/// What is not there need not be deleted.
fn absent(deleted: std::io::Result<()>) -> std::io::Result<()> {
    deleted.or_else(|error| if error.kind() == ErrorKind::NotFound { Ok(()) } else { Err(error) })
}

fn is_of_a_lake(name: &str) -> bool {
    is_file_name(name) || name.ends_with(PART) || is_of_first_form(name)
}

fn is_of_first_form(name: &str) -> bool {
    name == FIRST_MANIFEST || (name.starts_with("bucket-") && name.ends_with(".parquet"))
}
