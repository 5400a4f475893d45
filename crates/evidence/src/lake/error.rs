//! Why a lake is not read or written. None of these ever leads to an empty lake, or to fewer people than there are.

use std::path::{Path, PathBuf};

use crate::people::PeopleError;

/// Why the lake cannot be read, refreshed or made.
#[derive(Debug, thiserror::Error)]
pub enum LakeError {
    /// There is no lake, nor anything left of one.
    #[error("there is no lake yet; build it from the record")]
    Absent,
    /// A lake is there, where a new one was to be made.
    #[error("there is a lake already")]
    Present,
    /// A lake as another version of this program writes it; the first version's lies open.
    #[error("the lake was written by another version of this program; rebuild it from the record")]
    Form,
    /// Something is not, byte for byte, what was sealed: edited, cut, exchanged, put back, or gone.
    #[error("the lake is damaged ({0}); rebuild it from the record")]
    Damaged(String),
    /// The lake was made under another key, or its first bytes were edited.
    #[error("the lake was made under another key; rebuild it from the record")]
    Key,
    /// Other fields are in force than those it was written with: rows would lack some and show what is now protected.
    #[error("other fields are in force than when the lake was written; rebuild it from the record")]
    Fields,
    /// The lake has not taken in what the record says it has: an older one was put back.
    #[error("the lake stands at fact {lake} and should stand at {record}; rebuild it from the record")]
    Behind {
        /// Where the lake stands.
        lake: u64,
        /// Where the record says that it stands.
        record: u64,
    },
    /// The lake holds what the record does not have: an older record was put back, or another process went on.
    #[error("the lake stands at fact {lake} and the record at {record}; look at the record again, or rebuild the lake")]
    Ahead {
        /// Where the lake stands.
        lake: u64,
        /// Where the record says that it stands.
        record: u64,
    },
    /// Another process writes the lake.
    #[error("another process is writing the lake")]
    Locked,
    /// Not a number of buckets that a lake can have.
    #[error("a lake has from 1 to {most} buckets, not {0}", most = super::MOST_BUCKETS)]
    Buckets(u16),
    /// One person came twice while a lake was rebuilt, and would be counted twice.
    #[error("one person came twice while the lake was rebuilt")]
    Twice,
    /// The system refused.
    #[error("cannot use `{}`: {source}", .path.display())]
    Io {
        /// Which file or folder.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// Rows cannot be written or read for another reason.
    #[error(transparent)]
    People(PeopleError),
}

impl LakeError {
    /// Whether a lake that is rebuilt from the record is the way out.
    pub fn calls_for_rebuild(&self) -> bool {
        match self {
            Self::Absent
            | Self::Form
            | Self::Damaged(_)
            | Self::Key
            | Self::Fields
            | Self::Behind { .. }
            | Self::Ahead { .. } => true,
            Self::Present | Self::Locked | Self::Buckets(_) | Self::Twice | Self::Io { .. } | Self::People(_) => false,
        }
    }

    pub(super) fn io(path: &Path) -> impl Fn(std::io::Error) -> Self {
        move |source| Self::Io { path: path.into(), source }
    }
}

impl From<PeopleError> for LakeError {
    fn from(error: PeopleError) -> Self {
        match error {
            PeopleError::Sealed(path) => Self::Damaged(format!("`{}`", path.display())),
            PeopleError::File { path, source } => Self::Io { path, source },
            other => Self::People(other),
        }
    }
}
