//! The lake: one current row a person, in buckets by household, under pseudonyms, derived from the journal.
//!
//! Holds attributes of open and personal fields only. Names, contacts, numbers of documents and free text never come
//! here, and neither do protected fields: plain files are no compartment, so measures over the lake count what those
//! would tell as unknown. Persons and households stand under a keyed hash of their ids; with the key destroyed,
//! nothing here leads back to anyone. A refresh rewrites the touched buckets beside the old ones, switches the
//! manifest in one step and deletes what it replaced: a reader sees the old state or the new one.

mod bucket;
mod manifest;
mod pseudonym;

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::path::{Path, PathBuf};

use model::{Id, Row, Schema};

use crate::people::{People, PeopleError};
use bucket::{Bucket, StoredRow};
use manifest::LakeManifest;
pub use pseudonym::LakeKey;

/// Why the lake cannot be read or refreshed.
#[derive(Debug, thiserror::Error)]
pub enum LakeError {
    /// A bucket cannot be read or written.
    #[error(transparent)]
    People(#[from] PeopleError),
    /// The manifest cannot be read or written.
    #[error("cannot use the lake's manifest: {0}")]
    LakeManifest(#[from] std::io::Error),
    /// The manifest is not one of this lake's kind.
    #[error("the lake's manifest cannot be understood; rebuild the lake from the journal")]
    Broken,
    /// The lake was made under another key.
    #[error("the lake was made under another key; rebuild it from the journal")]
    Key,
}

/// What became of a person since the last refresh.
#[derive(Debug, Clone)]
pub enum LakeChange {
    /// Their row as it stands now, and the household they belong to.
    Current {
        /// The person.
        person: Id,
        /// Their household; none for somebody who stands alone.
        household: Option<Id>,
        /// Their fields. Those that may not be in the lake are left out here.
        row: Row,
    },
    /// Forgotten, or merged into somebody else.
    Gone(Id),
}

impl LakeChange {
    fn person(&self) -> Id {
        match self {
            Self::Current { person, .. } | Self::Gone(person) => *person,
        }
    }
}

/// What a refresh did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Refreshed {
    /// People in the lake now.
    pub people: u64,
    /// Buckets that were written anew.
    pub buckets: usize,
}

/// An open lake.
#[derive(Debug)]
pub struct Lake {
    dir: PathBuf,
    manifest: LakeManifest,
}

impl Lake {
    /// Makes an empty lake in a directory of its own. `synthetic` says that only invented people will come in.
    pub fn create(dir: &Path, key: &LakeKey, buckets: u16, synthetic: bool) -> Result<Self, LakeError> {
        std::fs::create_dir_all(dir)?;
        let manifest = LakeManifest::empty(key, buckets.max(1), synthetic);
        manifest.switch(dir)?;
        Ok(Self { dir: dir.into(), manifest })
    }

    /// Opens a lake, and clears away what an interrupted refresh left behind.
    pub fn open(dir: &Path) -> Result<Self, LakeError> {
        let manifest = LakeManifest::read(dir)?;
        let lake = Self { dir: dir.into(), manifest };
        lake.sweep()?;
        Ok(lake)
    }

    /// Number of the last fact that the lake has taken in.
    pub fn as_of(&self) -> u64 {
        self.manifest.as_of
    }

    /// Everybody in the lake, for a simulation.
    pub fn people(&self) -> Result<People, LakeError> {
        let files: Vec<PathBuf> = self.manifest.files.values().map(|file| self.dir.join(&file.name)).collect();
        Ok(People::of_files(&files, self.manifest.synthetic))
    }

    /// Takes in what changed up to fact number `as_of`. The last of several changes of one person counts.
    pub fn refresh(
        &mut self,
        schema: &Schema,
        key: &LakeKey,
        changes: impl IntoIterator<Item = LakeChange>,
        as_of: u64,
    ) -> Result<Refreshed, LakeError> {
        if self.manifest.key_check != key.check() {
            return Err(LakeError::Key);
        }
        let latest: BTreeMap<Id, LakeChange> = changes.into_iter().map(|change| (change.person(), change)).collect();
        let gone: HashSet<String> = latest.keys().map(|person| key.person(*person)).collect();
        let mut coming: BTreeMap<u16, Vec<StoredRow>> = BTreeMap::new();
        for change in latest.values() {
            if let Some(stored) = StoredRow::of(schema, key, change) {
                coming.entry(stored.bucket(self.manifest.buckets)).or_default().push(stored);
            }
        }
        let mut touched: BTreeSet<u16> = coming.keys().copied().collect();
        touched.extend(self.holding(schema, &gone)?);
        let mut next = self.manifest.clone();
        next.as_of = as_of;
        next.generation += 1;
        for number in &touched {
            let added = coming.remove(number).unwrap_or_default();
            self.rewrite(schema, *number, &gone, added, &mut next)?;
        }
        next.switch(&self.dir)?;
        self.manifest = next;
        self.sweep()?;
        Ok(Refreshed { people: self.manifest.files.values().map(|file| file.people).sum(), buckets: touched.len() })
    }

    /// Forgets people: no file of the lake holds their rows when this returns.
    pub fn forget(&mut self, schema: &Schema, key: &LakeKey, people: &[Id]) -> Result<Refreshed, LakeError> {
        let as_of = self.manifest.as_of;
        self.refresh(schema, key, people.iter().map(|person| LakeChange::Gone(*person)), as_of)
    }

    /// Buckets that hold any of these people.
    fn holding(&self, schema: &Schema, people: &HashSet<String>) -> Result<Vec<u16>, LakeError> {
        let mut holding = vec![];
        for (number, file) in &self.manifest.files {
            if Bucket::open(&self.dir.join(&file.name)).holds_any(schema, people)? {
                holding.push(*number);
            }
        }
        Ok(holding)
    }

    fn rewrite(
        &self,
        schema: &Schema,
        number: u16,
        gone: &HashSet<String>,
        added: Vec<StoredRow>,
        next: &mut LakeManifest,
    ) -> Result<(), LakeError> {
        let mut rows = added;
        if let Some(file) = self.manifest.files.get(&number) {
            rows.extend(Bucket::open(&self.dir.join(&file.name)).rows_without(schema, gone)?);
        }
        if rows.is_empty() {
            next.files.remove(&number);
            return Ok(());
        }
        let (people, name) =
            (u64::try_from(rows.len()).unwrap_or(u64::MAX), LakeManifest::file_name(number, next.generation));
        bucket::write(&self.dir.join(&name), schema, rows, self.manifest.synthetic)?;
        next.files.insert(number, manifest::BucketFile { name, people });
        Ok(())
    }

    /// Deletes bucket files that the manifest does not name.
    fn sweep(&self) -> Result<(), LakeError> {
        for entry in std::fs::read_dir(&self.dir)? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let named = self.manifest.files.values().any(|file| file.name == name);
            if !named && manifest::is_bucket_file(&name) {
                std::fs::remove_file(entry.path())?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
