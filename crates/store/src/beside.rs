//! What is kept beside the journal and is no fact: how accounts prove to be themselves, sessions, browsers that are known,
//! what a crash in the middle of forgetting leaves to be finished. Each row is sealed for its place: one that somebody
//! else wrote, or carried over from another place, is not there.
//!
//! Failed attempts to sign in are counted in one step, so that attempts at the same moment all count.

use journal::{Key, KeyUse};
use model::Timestamp;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::db::Statement;
use crate::read::ReadError;
use crate::store::Store;
use crate::writer::WriteError;

/// What a row is. Codes are written out: they stand in the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Beside {
    /// How an account proves to be itself.
    Credential,
    /// Somebody who is signed in.
    Session,
    /// A browser in which an account signed in before.
    Browser,
    /// What one of two people has still to hand over.
    Handover,
    /// Figures of real people that were shown, and stay as they were.
    Release,
    /// An owner whose rows are gone and whose keys are still to go.
    Forgetting,
}

impl Beside {
    /// Its code.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::Credential => "credential",
            Self::Session => "session",
            Self::Browser => "browser",
            Self::Handover => "handover",
            Self::Release => "release",
            Self::Forgetting => "forgetting",
        }
    }
}

/// How an account proves to be itself. It counts only while its generation is the one on record
/// ([`casework::view::Account::credential`]): an older one put back opens nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Credential {
    /// The password as a PHC string.
    pub password: String,
    /// How often the account's credential had been changed when this was set.
    pub generation: u64,
    /// The secret of a second factor, where there is one.
    pub factor: Option<Vec<u8>>,
    /// The last step of time whose code was taken: none is taken twice.
    pub used: u64,
}

/// Failed attempts in a row.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Attempts {
    /// How many.
    pub failures: u32,
    /// When the last one was.
    pub last: Option<Timestamp>,
}

/// Seals and finds rows under the instance's key for them.
#[derive(Debug, Clone)]
pub(crate) struct BesideKey(Key);

impl BesideKey {
    pub(crate) fn of(own: &Key) -> Self {
        Self(own.derive(KeyUse::Beside))
    }

    /// Where a row lies.
    pub(crate) fn place(&self, kind: &str, name: &[u8]) -> Vec<u8> {
        let mac = self.0.mac(&[kind.as_bytes(), &[0x1f], name].concat());
        mac.first_chunk::<16>().map(|place| place.to_vec()).unwrap_or_default()
    }

    /// Seals a row: its name, and what it holds.
    pub(crate) fn seal(&self, kind: &str, name: &[u8], plain: &[u8]) -> Option<Vec<u8>> {
        let length = u32::try_from(name.len()).ok()?.to_be_bytes();
        self.0.lock(&self.bound(kind, name), &[&length[..], name, plain].concat())
    }

    /// Opens a row that lies in a place: its name, and what it holds.
    pub(crate) fn open(&self, kind: &str, place: &[u8], sealed: &[u8]) -> Option<(Vec<u8>, Vec<u8>)> {
        let bound = [kind.as_bytes(), &[0x1f], place].concat();
        let plain = self.0.unlock(&bound, sealed)?;
        let (length, rest) = plain.split_first_chunk()?;
        let (name, held) = rest.split_at_checked(usize::try_from(u32::from_be_bytes(*length)).ok()?)?;
        Some((name.to_vec(), held.to_vec()))
    }

    fn bound(&self, kind: &str, name: &[u8]) -> Vec<u8> {
        [kind.as_bytes(), &[0x1f], &self.place(kind, name)].concat()
    }
}

/// The statement that keeps a row.
pub(crate) fn keep(key: &BesideKey, kind: Beside, name: &[u8], value: &impl Serialize) -> Option<Statement> {
    let sealed = key.seal(kind.code(), name, &postcard::to_stdvec(value).ok()?)?;
    let keep = Statement::of(
        "INSERT INTO beside (kind, place, sealed) VALUES ($1, $2, $3) \
         ON CONFLICT (kind, place) DO UPDATE SET sealed = excluded.sealed",
    );
    Some(keep.bind(kind.code()).bind(key.place(kind.code(), name)).bind(sealed))
}

/// The statement that removes a row.
pub(crate) fn remove(key: &BesideKey, kind: Beside, name: &[u8]) -> Statement {
    let gone = Statement::of("DELETE FROM beside WHERE kind = $1 AND place = $2");
    gone.bind(kind.code()).bind(key.place(kind.code(), name))
}

impl Store {
    /// Keeps a row under a name, in the place of one that is there.
    pub async fn keep(&self, kind: Beside, name: &[u8], value: &impl Serialize) -> Result<(), WriteError> {
        let keep = keep(self.beside(), kind, name, value).ok_or(WriteError::Chain)?;
        self.operate(vec![keep]).await
    }

    /// What is kept under a name. A row that this instance did not write for this name is not there.
    pub async fn kept<T: DeserializeOwned>(&self, kind: Beside, name: &[u8]) -> Result<Option<T>, ReadError> {
        let place = self.beside().place(kind.code(), name);
        let found = Statement::of("SELECT sealed FROM beside WHERE kind = $1 AND place = $2");
        let row = self.readers().row(found.bind(kind.code()).bind(place.clone())).await?;
        let Some(row) = row else { return Ok(None) };
        let opened = self.beside().open(kind.code(), &place, &row.bytes(0)?);
        if opened.is_none() {
            tracing::error!(kind = kind.code(), "a row beside the journal was not written by this instance");
        }
        Ok(opened.and_then(|(_, held)| postcard::from_bytes(&held).ok()))
    }

    /// All rows of a kind with their names; one that this instance did not write is left out.
    pub async fn all_kept<T: DeserializeOwned>(&self, kind: Beside) -> Result<Vec<(Vec<u8>, T)>, ReadError> {
        let all = Statement::of("SELECT place, sealed FROM beside WHERE kind = $1 ORDER BY place");
        let mut kept = vec![];
        for row in self.readers().rows(all.bind(kind.code())).await? {
            let opened = self.beside().open(kind.code(), &row.bytes(0)?, &row.bytes(1)?);
            kept.extend(opened.and_then(|(name, held)| Some((name, postcard::from_bytes(&held).ok()?))));
        }
        Ok(kept)
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
