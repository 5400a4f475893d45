//! What is derived from facts beside the journal: rows of people, sealed, and the tokens by which they are found and by
//! which it is said who may see them. Each can be dropped and made anew.

mod due;
mod names;
mod row;
mod rules;
mod shelf;
mod token;

pub(crate) use self::due::{DueFacet, DueRow};
pub(crate) use self::names::Names;
pub(crate) use self::row::{end_of, open_person, seal_person};
pub(crate) use self::rules::Rules;
pub use self::shelf::{Among, RecordShelf};
pub(crate) use self::shelf::{ShelfRow, Shelves};
pub(crate) use self::token::{Token, Tokens};

/// Why a stored row was not opened. It can always be derived again from the journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DamagedRow {
    /// Its key was destroyed or is not here.
    #[error("there is no key for a row")]
    NoKey,
    /// Not under this key, not in its place, or altered.
    #[error("a row cannot be opened with its key")]
    Seal,
    /// Opened, and not one that this program reads.
    #[error("a row is of another version")]
    Version,
    /// The row, the tokens by which it was found and the journal do not agree: somebody has written to the database.
    #[error("a row is not what follows from the journal")]
    Disagrees,
}
