//! What is kept beside the journal and is no fact: how accounts prove to be themselves, sessions, browsers that are known,
//! what a crash in the middle of forgetting leaves to be finished. Each row is sealed for its place, and all rows of a kind
//! come to a sum that the head of the chain bears: somebody else's row, an older one and a missing one are found when the
//! kind is next read. Next: `store/beside.rs`, which keeps and reads them, and `writer/beside.rs`.

use journal::{Key, KeyUse};
use serde::{Deserialize, Serialize};

use crate::db::Statement;

/// What a row is. Codes are written out: they stand in the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
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
    /// Tries to sign in that failed.
    Attempt,
    /// Figures of real people that were shown, and stay as they were.
    Release,
    /// An owner whose rows are gone and whose keys are still to go.
    Forgetting,
    /// An owner whose ring is lost, and who was given up.
    GivenUp,
    /// That somebody was forgotten whom a register knows by an id: a keyed hash of it, and when.
    Trace,
    /// A reform of a rule that somebody keeps under a name; nothing of anybody.
    Study,
    /// Answers to a form that were not sent yet.
    Draft,
    /// What somebody sent, or keeps to send later, by the code and the PIN that they were given.
    Request,
}

impl Beside {
    /// All of them.
    pub(crate) const ALL: [Self; 13] = [
        Self::Credential,
        Self::Session,
        Self::Browser,
        Self::Handover,
        Self::Claim,
        Self::Attempt,
        Self::Release,
        Self::Forgetting,
        Self::GivenUp,
        Self::Trace,
        Self::Study,
        Self::Draft,
        Self::Request,
    ];

    /// Whether people can do without it: they sign in again, or ask again.
    pub(crate) fn is_passing(self) -> bool {
        match self {
            Self::Session | Self::Browser | Self::Handover | Self::Claim | Self::Attempt | Self::Draft => true,
            Self::Credential
            | Self::Release
            | Self::Forgetting
            | Self::GivenUp
            | Self::Trace
            | Self::Study
            | Self::Request => false,
        }
    }

    /// Its code.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::Credential => "credential",
            Self::Session => "session",
            Self::Browser => "browser",
            Self::Handover => "handover",
            Self::Claim => "claim",
            Self::Attempt => "attempt",
            Self::Release => "release",
            Self::Forgetting => "forgetting",
            Self::GivenUp => "given-up",
            Self::Trace => "trace",
            Self::Study => "study",
            Self::Draft => "draft",
            Self::Request => "request",
        }
    }
}

impl std::fmt::Display for Beside {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code())
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

/// On what a change hangs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Only {
    /// Whatever is there.
    Ever,
    /// Where nothing is there yet.
    First,
    /// Where just this is there: what is sealed alike is the same row.
    Over(Vec<u8>),
}

/// A row that is to be kept, or to go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Change {
    pub(crate) kind: Beside,
    pub(crate) place: Vec<u8>,
    pub(crate) only: Only,
    /// As it is to lie there; none where it goes.
    pub(crate) sealed: Option<Vec<u8>>,
}

impl Change {
    /// The statement that changes the row that is there, and no other.
    pub(crate) fn statement(&self, there: Option<&[u8]>) -> Statement {
        let (kind, place) = (self.kind.code(), self.place.clone());
        match (there, &self.sealed) {
            (Some(there), Some(sealed)) => {
                let over = "UPDATE beside SET sealed = $1 WHERE kind = $2 AND place = $3 AND sealed = $4";
                Statement::of(over).bind(sealed.clone()).bind(kind).bind(place).bind(there.to_vec())
            }
            (there, None) => {
                let gone = "DELETE FROM beside WHERE kind = $1 AND place = $2 AND sealed = $3";
                Statement::of(gone).bind(kind).bind(place).bind(there.unwrap_or_default().to_vec())
            }
            (None, Some(sealed)) => {
                let new = "INSERT INTO beside (kind, place, sealed) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
                Statement::of(new).bind(kind).bind(place).bind(sealed.clone())
            }
        }
    }
}

/// The change that keeps a row.
pub(crate) fn keep(key: &BesideKey, kind: Beside, name: &[u8], value: &impl Serialize, only: Only) -> Option<Change> {
    let sealed = Some(sealed(key, kind, name, value)?);
    Some(Change { kind, place: key.place(kind.code(), name), only, sealed })
}

/// The change that keeps a row in the place of just this one.
pub(crate) fn keep_over<T: Serialize>(
    key: &BesideKey,
    kind: Beside,
    name: &[u8],
    before: &T,
    value: &T,
) -> Option<Change> {
    keep(key, kind, name, value, Only::Over(sealed(key, kind, name, before)?))
}

/// The change that removes a row.
pub(crate) fn remove(key: &BesideKey, kind: Beside, name: &[u8]) -> Change {
    Change { kind, place: key.place(kind.code(), name), only: Only::Ever, sealed: None }
}

fn sealed(key: &BesideKey, kind: Beside, name: &[u8], value: &impl Serialize) -> Option<Vec<u8>> {
    key.seal(kind.code(), name, &postcard::to_stdvec(value).ok()?)
}
