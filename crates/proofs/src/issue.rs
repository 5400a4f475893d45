//! Issuing: claims and a key become the text of a proof. The same claims and key give the same text.

use crate::text::{self, Shape};
use crate::{IssuerKey, ProofClaims, coded, envelope, qr};

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

/// Issues a proof. Refused is what [`crate::verify`] would not take, and what a printed code cannot carry.
pub fn issue(claims: &ProofClaims, key: &IssuerKey) -> Result<String, IssueError> {
    if let Some(field) = claims.fault() {
        return Err(IssueError::Field(field));
    }
    let text = signed(&text::PROOF, coded::write(claims), key)?;
    if text.len() > qr::LONGEST { Err(IssueError::TooLong) } else { Ok(text) }
}

/// The text of what a key signs.
pub(crate) fn signed(shape: &Shape, payload: Option<Vec<u8>>, key: &IssuerKey) -> Result<String, IssueError> {
    let bytes = payload.and_then(|payload| envelope::sign(payload, &key.0)).ok_or(IssueError::TooLong)?;
    if shape.is_over(&bytes) { Err(IssueError::TooLong) } else { Ok(shape.write(&bytes)) }
}
