//! Rows beside the journal, kept and read; and failed attempts to sign in, of which each counts, those at the same moment
//! too.

use model::Timestamp;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::Store;
use crate::beside::{Beside, Change, Only, keep, keep_over, remove};
use crate::derive::DamagedRow;
use crate::error::{ReadError, WriteError};

/// Failed attempts in a row.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attempts {
    /// How many.
    pub failures: u32,
    /// When the last one was.
    pub last: Option<Timestamp>,
}

impl Store {
    /// Keeps a row under a name, in the place of one that is there.
    pub async fn keep(&self, kind: Beside, name: &[u8], value: &impl Serialize) -> Result<(), WriteError> {
        self.change(keep(self.beside(), kind, name, value, Only::Ever)).await.map(drop)
    }

    /// Keeps a row under a name where nothing is kept there yet: of two who try, one is first, and whoever reads it
    /// afterwards sees whose it became.
    pub async fn keep_first(&self, kind: Beside, name: &[u8], value: &impl Serialize) -> Result<(), WriteError> {
        self.change(keep(self.beside(), kind, name, value, Only::First)).await.map(drop)
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
        self.change(keep_over(self.beside(), kind, name, before, value)).await.map(drop)
    }

    /// What is kept under a name; a row that this program does not read is damage, and so is a kind whose rows are not
    /// those that were written last.
    pub async fn kept<T: DeserializeOwned>(&self, kind: Beside, name: &[u8]) -> Result<Option<T>, ReadError> {
        let place = self.beside().place(kind.code(), name);
        let row = self.shared().look(kind, |rows| rows.get(&place).cloned()).await?;
        row.map(|sealed| self.open_beside(kind, &place, &sealed).map(|(_, held)| held)).transpose()
    }

    /// All rows of a kind with their names.
    pub async fn all_kept<T: DeserializeOwned>(&self, kind: Beside) -> Result<Vec<(Vec<u8>, T)>, ReadError> {
        let rows = self.shared().look(kind, Clone::clone).await?;
        rows.iter().map(|(place, sealed)| self.open_beside(kind, place, sealed)).collect()
    }

    /// The name of a row and what it holds.
    fn open_beside<T: DeserializeOwned>(
        &self,
        kind: Beside,
        place: &[u8],
        sealed: &[u8],
    ) -> Result<(Vec<u8>, T), ReadError> {
        let (name, held) = self.beside().open(kind.code(), place, sealed).ok_or(ReadError::Beside(kind))?;
        let held = postcard::from_bytes(&held).map_err(|_| DamagedRow::Version)?;
        Ok((name, held))
    }

    /// Removes rows; one that is not there is no error.
    pub async fn remove(&self, kind: Beside, names: &[Vec<u8>]) -> Result<(), WriteError> {
        self.changes(names.iter().map(|name| remove(self.beside(), kind, name)).collect()).await.map(drop)
    }

    /// Failed attempts under a name.
    pub async fn attempts(&self, name: &str) -> Result<Attempts, ReadError> {
        Ok(self.kept(Beside::Attempt, &self.attempt(name)).await?.unwrap_or_default())
    }

    /// Counts an attempt as failed until [`Store::clear_attempts`] says otherwise.
    pub async fn note_attempt(&self, name: &str, now: Timestamp) -> Result<(), ReadError> {
        let name = self.attempt(name);
        loop {
            let before: Option<Attempts> = self.kept(Beside::Attempt, &name).await?;
            let failures = before.unwrap_or_default().failures.saturating_add(1);
            let counted = Attempts { failures, last: Some(now) };
            let change = match &before {
                None => keep(self.beside(), Beside::Attempt, &name, &counted, Only::First),
                Some(before) => keep_over(self.beside(), Beside::Attempt, &name, before, &counted),
            };
            // Where somebody else's attempt was counted first, this one is counted after it.
            if self.change(change).await? {
                return Ok(());
            }
        }
    }

    /// Forgets failed attempts, after a success.
    pub async fn clear_attempts(&self, name: &str) -> Result<(), WriteError> {
        self.remove(Beside::Attempt, &[self.attempt(name)]).await
    }

    /// Removes attempts before a moment: of names that nobody tries any more.
    pub async fn sweep_attempts(&self, before: Timestamp) -> Result<(), ReadError> {
        let all = self.all_kept::<Attempts>(Beside::Attempt).await?;
        let over = all.into_iter().filter(|(_, kept)| kept.last.is_none_or(|last| last < before));
        Ok(self.remove(Beside::Attempt, &over.map(|(name, _)| name).collect::<Vec<_>>()).await?)
    }

    /// What is tried is not kept: it may be a password in the wrong field.
    fn attempt(&self, name: &str) -> Vec<u8> {
        self.beside().place("attempt", name.as_bytes())
    }

    async fn change(&self, change: Option<Change>) -> Result<bool, WriteError> {
        self.changes(vec![change.ok_or(WriteError::Chain)?]).await
    }
}
