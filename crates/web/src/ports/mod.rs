//! What the pages need from the rest of the house, as small traits with plain structs.
//!
//! The binary adapts `store` and `evidence` to these, so that a page's tests link no database and no engine.
//! Nothing here decides who may see what: a [`record::Asker`] carries a scope that `casework` has authorised.

pub mod accounts;
pub mod answered;
pub mod library;
pub mod reach;
pub mod record;

use std::sync::Arc;

use futures::future::BoxFuture;
use model::Clock;

pub use accounts::{Accounts, Attempt, StoredSession, TokenHash};
pub use answered::Answered;
pub use library::{Change, Library};
pub use reach::{Reach, Simulate, Simulation};
pub use record::{Asker, Instance, Record};

/// What a port answers: borrowed from the port, sendable, possibly failing.
pub type Reply<'a, T> = BoxFuture<'a, Result<T, PortError>>;

/// Why a port gave no answer. What went wrong stands in the log of whoever failed, never on a page.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PortError {
    /// The desk behind the page does not answer.
    #[error("not available right now")]
    Unavailable,
    /// What was asked may not be done.
    #[error("refused: `{0}`")]
    Refused(#[from] casework::Refusal),
    /// The files of a pack cannot be read together with those in force.
    #[error("not a sound pack")]
    Unsound,
    /// The rule cannot be bound to this day (no calendar covers it, say).
    #[error("the measure cannot be bound to this day")]
    Unbound,
}

/// Where random bytes come from; one of the things that are passed in.
pub trait Randomness: Send + Sync {
    /// Fills the slice with bytes nobody can foresee.
    fn fill(&self, bytes: &mut [u8]);
}

/// All that the pages stand on.
#[derive(Clone)]
pub struct Ports {
    /// People, as the asker may see them.
    pub record: Arc<dyn Record>,
    /// Measures on the whole population.
    pub reach: Arc<dyn Simulate>,
    /// Who signs in.
    pub accounts: Arc<dyn Accounts>,
    /// Installed packs.
    pub library: Arc<dyn Library>,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Session tokens are drawn from here.
    pub randomness: Arc<dyn Randomness>,
}
