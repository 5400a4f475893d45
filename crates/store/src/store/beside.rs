//! Rows beside the journal, kept and read; and failed attempts to sign in, which are counted in one step, so that attempts
//! at the same moment all count.

use model::Timestamp;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::Store;
use crate::beside::{Beside, keep, keep_first, keep_over, remove};
use crate::db::Statement;
use crate::derive::DamagedRow;
use crate::error::{ReadError, WriteError};

/// Failed attempts in a row.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Attempts {
    /// How many.
    pub failures: u32,
    /// When the last one was.
    pub last: Option<Timestamp>,
}

impl Store {
    /// Keeps a row under a name, in the place of one that is there.
    pub async fn keep(&self, kind: Beside, name: &[u8], value: &impl Serialize) -> Result<(), WriteError> {
        let keep = keep(self.beside(), kind, name, value).ok_or(WriteError::Chain)?;
        self.operate(vec![keep]).await
    }

    /// Keeps a row under a name where nothing is kept there yet: of two who try, one is first, and whoever reads it
    /// afterwards sees whose it became.
    pub async fn keep_first(&self, kind: Beside, name: &[u8], value: &impl Serialize) -> Result<(), WriteError> {
        let keep = keep_first(self.beside(), kind, name, value).ok_or(WriteError::Chain)?;
        self.operate(vec![keep]).await
    }

    /// Keeps a row in the place of just that one which was read before: of a row that was removed or changed since,
    /// nothing comes back. Whoever must know reads it again.
    pub async fn keep_over<T: Serialize>(
        &self,
        kind: Beside,
        name: &[u8],
        before: &T,
        value: &T,
    ) -> Result<(), WriteError> {
        let keep = keep_over(self.beside(), kind, name, before, value).ok_or(WriteError::Chain)?;
        self.operate(vec![keep]).await
    }

    /// What is kept under a name. A row that this instance did not write for this name is not there; one that it wrote
    /// and that this program does not read is damage.
    pub async fn kept<T: DeserializeOwned>(&self, kind: Beside, name: &[u8]) -> Result<Option<T>, ReadError> {
        let place = self.beside().place(kind.code(), name);
        let found = Statement::of("SELECT sealed FROM beside WHERE kind = $1 AND place = $2");
        let row = self.readers().row(found.bind(kind.code()).bind(place.clone())).await?;
        let Some(row) = row else { return Ok(None) };
        Ok(self.open_beside(kind, &place, &row.bytes(0)?)?.map(|(_, held)| held))
    }

    /// All rows of a kind with their names; one that this instance did not write is left out, one that this program does
    /// not read is damage.
    pub async fn all_kept<T: DeserializeOwned>(&self, kind: Beside) -> Result<Vec<(Vec<u8>, T)>, ReadError> {
        let all = Statement::of("SELECT place, sealed FROM beside WHERE kind = $1 ORDER BY place");
        let mut kept = vec![];
        for row in self.readers().rows(all.bind(kind.code())).await? {
            kept.extend(self.open_beside(kind, &row.bytes(0)?, &row.bytes(1)?)?);
        }
        Ok(kept)
    }

    /// The name of a row and what it holds; nothing where this instance did not write it for its place.
    fn open_beside<T: DeserializeOwned>(
        &self,
        kind: Beside,
        place: &[u8],
        sealed: &[u8],
    ) -> Result<Option<(Vec<u8>, T)>, ReadError> {
        let Some((name, held)) = self.beside().open(kind.code(), place, sealed) else {
            tracing::error!(kind = kind.code(), "a row beside the journal was not written by this instance");
            return Ok(None);
        };
        let held = postcard::from_bytes(&held).map_err(|_| DamagedRow::Version)?;
        Ok(Some((name, held)))
    }

    /// Removes rows; one that is not there is no error.
    pub async fn remove(&self, kind: Beside, names: &[Vec<u8>]) -> Result<(), WriteError> {
        self.operate(names.iter().map(|name| remove(self.beside(), kind, name)).collect()).await
    }

    /// Failed attempts under a name.
    pub async fn attempts(&self, name: &str) -> Result<Attempts, ReadError> {
        let found = Statement::of("SELECT failures, at FROM attempt WHERE place = $1").bind(self.attempt(name));
        let Some(row) = self.readers().row(found).await? else { return Ok(Attempts::default()) };
        let failures = u32::try_from(row.int(0)?).unwrap_or(u32::MAX);
        Ok(Attempts { failures, last: Some(Timestamp(row.int(1)?)) })
    }

    /// Counts an attempt as failed until [`Store::clear_attempts`] says otherwise.
    pub async fn note_attempt(&self, name: &str, now: Timestamp) -> Result<(), WriteError> {
        let fail = Statement::of(
            "INSERT INTO attempt (place, failures, at) VALUES ($1, 1, $2) \
             ON CONFLICT (place) DO UPDATE SET failures = attempt.failures + 1, at = excluded.at",
        );
        self.operate(vec![fail.bind(self.attempt(name)).bind(now.0)]).await
    }

    /// Forgets failed attempts, after a success.
    pub async fn clear_attempts(&self, name: &str) -> Result<(), WriteError> {
        let clear = Statement::of("DELETE FROM attempt WHERE place = $1").bind(self.attempt(name));
        self.operate(vec![clear]).await
    }

    /// Removes attempts before a moment: of names that nobody tries any more.
    pub async fn sweep_attempts(&self, before: Timestamp) -> Result<(), WriteError> {
        self.operate(vec![Statement::of("DELETE FROM attempt WHERE at < $1").bind(before.0)]).await
    }

    fn attempt(&self, name: &str) -> Vec<u8> {
        self.beside().place("attempt", name.as_bytes())
    }
}
