//! Issuing: claims and a key become the text of a proof. The same claims and key give the same text.

use crate::text::{self, Shape};
use crate::{IssueError, IssuerKey, ProofClaims, coded, envelope, qr};

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
