//! What is kept beside the journal and is no fact: how accounts prove to be themselves, sessions, browsers that are known,
//! what a crash in the middle of forgetting leaves to be finished. Each row is sealed for its place: one that somebody
//! else wrote, or carried over from another place, is not there. Next: `store/beside.rs`, which keeps and reads them.

use journal::{Key, KeyUse};
use serde::{Deserialize, Serialize};

use crate::db::Statement;

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
    /// What is done once, by one alone: whose it is.
    Claim,
    /// Figures of real people that were shown, and stay as they were.
    Release,
    /// An owner whose rows are gone and whose keys are still to go.
    Forgetting,
    /// An owner whose ring is lost, and who was given up.
    GivenUp,
}

impl Beside {
    /// Its code.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::Credential => "credential",
            Self::Session => "session",
            Self::Browser => "browser",
            Self::Handover => "handover",
            Self::Claim => "claim",
            Self::Release => "release",
            Self::Forgetting => "forgetting",
            Self::GivenUp => "given-up",
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
    /// The step of time whose code was taken when the factor was set up: no code up to it is taken.
    pub used: u64,
}

impl Credential {
    /// Under which name the credential of an account with a number is kept.
    pub fn name(account: &str, generation: u64) -> Vec<u8> {
        format!("{account}\n{generation}").into_bytes()
    }
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

/// The statement that keeps a row where there is none yet.
pub(crate) fn keep_first(key: &BesideKey, kind: Beside, name: &[u8], value: &impl Serialize) -> Option<Statement> {
    let sealed = key.seal(kind.code(), name, &postcard::to_stdvec(value).ok()?)?;
    let keep = Statement::of(
        "INSERT INTO beside (kind, place, sealed) VALUES ($1, $2, $3) ON CONFLICT (kind, place) DO NOTHING",
    );
    Some(keep.bind(kind.code()).bind(key.place(kind.code(), name)).bind(sealed))
}

/// The statement that keeps a row in the place of just this one: what is sealed alike is the same row.
pub(crate) fn keep_over<T: Serialize>(
    key: &BesideKey,
    kind: Beside,
    name: &[u8],
    before: &T,
    value: &T,
) -> Option<Statement> {
    let before = key.seal(kind.code(), name, &postcard::to_stdvec(before).ok()?)?;
    let sealed = key.seal(kind.code(), name, &postcard::to_stdvec(value).ok()?)?;
    let keep = Statement::of("UPDATE beside SET sealed = $1 WHERE kind = $2 AND place = $3 AND sealed = $4");
    Some(keep.bind(sealed).bind(kind.code()).bind(key.place(kind.code(), name)).bind(before))
}

/// The statement that removes a row.
pub(crate) fn remove(key: &BesideKey, kind: Beside, name: &[u8]) -> Statement {
    let gone = Statement::of("DELETE FROM beside WHERE kind = $1 AND place = $2");
    gone.bind(kind.code()).bind(key.place(kind.code(), name))
}
