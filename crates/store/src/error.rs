//! Why nothing was written, read or forgotten. An instance that was not opened, verified or exported says so where that is
//! done.

use std::sync::Arc;

use casework::Refusal;
use casework::view::NotLoaded;
use journal::{BrokenPart, SealError};

use crate::beside::Beside;
use crate::derive::DamagedRow;
use crate::keys::KeyError;
use crate::missing::Lost;

/// Why a command was not carried out. Nothing of it is stored, unless the answer was lost after the commit: a
/// retry with the same idempotency key finds out.
#[derive(Debug, Clone, thiserror::Error)]
pub enum SubmitError {
    /// It may not be done.
    #[error("refused: {0}")]
    Refused(#[from] Refusal),
    /// It could not be stored.
    #[error(transparent)]
    Write(#[from] WriteError),
}

/// Why nothing was stored.
#[derive(Debug, Clone, thiserror::Error)]
pub enum WriteError {
    /// The database did not take it.
    #[error("the database did not take it")]
    Database(#[source] Arc<sqlx::Error>),
    /// The key store did not answer.
    #[error("keys are not at hand")]
    Keys(#[source] Arc<KeyError>),
    /// A fact could not be sealed.
    #[error("cannot be sealed: {0}")]
    Seal(#[from] SealError),
    /// A stored fact has a part that cannot be read.
    #[error("a stored fact is damaged: {0}")]
    Broken(#[from] BrokenPart),
    /// A stored row is damaged; `rebuild_views` makes it anew.
    #[error("a stored row is damaged: {0}")]
    View(#[from] DamagedRow),
    /// A fact goes on with somebody who is not there.
    #[error(transparent)]
    NotLoaded(#[from] NotLoaded),
    /// A command went on asking for people who had been loaded: a fault of the program.
    #[error("a command could not be decided")]
    Unsettled,
    /// The head of the chain does not bear this instance's mark: somebody else has written there.
    #[error("the head of the chain is not what this instance wrote")]
    Head,
    /// The head of the chain is an older one than this program has seen: the database was put back under it.
    #[error("the head of the chain is an older one than was there before")]
    Behind,
    /// Rows beside the journal are not those that this instance wrote last.
    #[error("what is kept beside the journal (`{0}`) is not what was written last: put back, altered or taken away")]
    Beside(Beside),
    /// The stored chain cannot be continued; `verify` says where it is damaged.
    #[error("the chain cannot be continued")]
    Chain,
    /// Rows cannot be folded anew without leaving people out: their keys are not there and nothing says that they went.
    #[error("{0}, and no fact says that they were forgotten")]
    Lost(Lost),
    /// The writer has ended.
    #[error("the writer has ended")]
    Closed,
}

impl WriteError {
    /// Whether it lies at somebody whom one command needs, and the commands beside it can be carried out.
    pub(crate) fn is_of_one(&self) -> bool {
        match self {
            Self::Seal(_) | Self::Broken(_) | Self::View(_) | Self::NotLoaded(_) | Self::Unsettled => true,
            Self::Keys(error) => matches!(**error, KeyError::Unwrap(_) | KeyError::Damaged),
            Self::Database(_)
            | Self::Head
            | Self::Chain
            | Self::Behind
            | Self::Beside(_)
            | Self::Lost(_)
            | Self::Closed => false,
        }
    }
}

impl From<sqlx::Error> for WriteError {
    fn from(error: sqlx::Error) -> Self {
        Self::Database(Arc::new(error))
    }
}

impl From<KeyError> for WriteError {
    fn from(error: KeyError) -> Self {
        Self::Keys(Arc::new(error))
    }
}

/// Why nothing was read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The database did not answer.
    #[error("the database did not answer")]
    Database(#[from] sqlx::Error),
    /// The key store did not answer.
    #[error("keys are not at hand")]
    Keys(#[from] KeyError),
    /// A stored row is damaged, or was written by somebody else; `rebuild_views` makes it anew.
    #[error("a stored row is damaged: {0}")]
    Row(#[from] DamagedRow),
    /// A stored fact is damaged; `verify` says which.
    #[error("a stored fact is damaged")]
    Fact,
    /// An entry of the outbox is damaged, or no longer there for somebody who has not had it.
    #[error("an entry of the outbox is damaged or gone")]
    Outbox,
    /// Rows beside the journal are not those that this instance wrote last.
    #[error("what is kept beside the journal (`{0}`) is not what was written last: put back, altered or taken away")]
    Beside(Beside),
    /// The head of the chain is not what this instance wrote, or what hangs on it.
    #[error("the head of the chain is not what this instance wrote: {0}")]
    Head(WriteError),
}

impl From<WriteError> for ReadError {
    fn from(error: WriteError) -> Self {
        match error {
            WriteError::View(damaged) => Self::Row(damaged),
            WriteError::Beside(kind) => Self::Beside(kind),
            other => Self::Head(other),
        }
    }
}

/// Why nobody was forgotten.
#[derive(Debug, thiserror::Error)]
pub enum ForgetError {
    /// It may not be done: too few approvals, a hold, no such proposal.
    #[error("refused: {0}")]
    Refused(#[from] Refusal),
    /// It could not be stored, or not be finished; opening the instance again finishes it.
    #[error(transparent)]
    Write(#[from] WriteError),
}

impl From<sqlx::Error> for ForgetError {
    fn from(error: sqlx::Error) -> Self {
        Self::Write(error.into())
    }
}
