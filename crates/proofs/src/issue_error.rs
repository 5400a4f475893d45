//! Why a proof or a list is not issued, or a picture of one not drawn.

/// Why a proof or a list is not issued.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum IssueError {
    /// A field is empty, too long, holds what cannot be shown, or a day that cannot be.
    #[error("`{0}` cannot be in a proof")]
    Field(&'static str),
    /// It would make a code too dense to be read from paper, or a list too long to be fetched.
    #[error("there is too much in it")]
    TooLong,
}
