//! Reading a lake: no lock, no guess, and never a mixture of two states.
//!
//! An open lake holds its files open, so what a refresh replaces stays readable for whoever began before it, and only
//! for them. That is also how long a row lives on that was forgotten meanwhile: open a lake for one count and let go.

use std::io::ErrorKind;
use std::path::Path;
use std::sync::Arc;

use journal::Key;
use model::Schema;

use super::bucket::{file_name, place};
use super::error::LakeError;
use super::folder::LakeFolder;
use super::keys::LakeKeys;
use super::manifest::LakeManifest;
use super::scope::LakeScope;
use crate::people::{People, SealedFile, SealedPart};

/// How often a lake that is being refreshed is looked at anew before it is left to its writer.
const ATTEMPTS: usize = 32;

/// An open lake, as it stood when it was opened.
#[derive(Debug)]
pub struct Lake {
    pub(super) keys: LakeKeys,
    pub(super) manifest: LakeManifest,
    pub(super) files: Vec<Arc<SealedFile>>,
}

impl Lake {
    /// Opens a lake under its key.
    pub fn open(dir: &Path, key: &Key) -> Result<Self, LakeError> {
        Self::open_in(&LakeFolder::at(dir), &LakeKeys::of(key))
    }

    pub(super) fn open_in(folder: &LakeFolder, keys: &LakeKeys) -> Result<Self, LakeError> {
        let mut bytes = folder.manifest()?;
        for _ in 0..ATTEMPTS {
            let manifest = LakeManifest::from_bytes(keys, &bytes)?;
            match files(folder, keys, &manifest)? {
                Ok(files) => return Ok(Self { keys: keys.clone(), manifest, files }),
                // Replaced between the two looks; where the manifest is the same, it names what is not there.
                Err(number) => {
                    let now = folder.manifest()?;
                    if now == bytes {
                        return Err(LakeError::Damaged(format!("bucket {number} is gone")));
                    }
                    bytes = now;
                }
            }
        }
        Err(LakeError::Locked)
    }

    /// Number of the last entry of the outbox that the lake has taken in.
    pub fn as_of(&self) -> u64 {
        self.manifest.as_of
    }

    /// Whether only invented people are in it.
    pub fn synthetic(&self) -> bool {
        self.manifest.synthetic
    }

    /// Reads every file to its end: whether each is, byte for byte, what was sealed.
    pub fn check(&self) -> Result<(), LakeError> {
        self.files.iter().try_for_each(|file| Ok(file.unsealed().map(drop)?))
    }

    /// The people in this scope, for a simulation with these fields. `expected_as_of` is where the lake stands by the
    /// record; nobody is handed out of one that stands elsewhere.
    pub fn people(&self, schema: &Schema, scope: &LakeScope, expected_as_of: u64) -> Result<People, LakeError> {
        self.manifest.stands(expected_as_of, expected_as_of)?;
        self.manifest.fits(schema)?;
        let columns: Arc<[String]> = self.manifest.fields.keys().cloned().collect();
        let admits = Arc::new(scope.under(&self.keys));
        let part = |file: &Arc<SealedFile>| SealedPart {
            file: Arc::clone(file),
            columns: Arc::clone(&columns),
            admits: Arc::clone(&admits) as _,
        };
        Ok(People::of_sealed(self.files.iter().map(part), self.manifest.synthetic))
    }
}

/// The files of all buckets, or the number of one that is not there.
fn files(
    folder: &LakeFolder,
    keys: &LakeKeys,
    manifest: &LakeManifest,
) -> Result<Result<Vec<Arc<SealedFile>>, usize>, LakeError> {
    let mut files = Vec::with_capacity(manifest.buckets.len());
    for (number, bucket) in manifest.buckets.iter().enumerate() {
        let path = folder.file(&file_name(number, &bucket.mark));
        match SealedFile::open(&path, &keys.files, place(number), bucket.mark) {
            Ok(file) => files.push(Arc::new(file)),
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Err(number)),
            Err(source) => return Err(LakeError::Io { path, source }),
        }
    }
    Ok(Ok(files))
}
