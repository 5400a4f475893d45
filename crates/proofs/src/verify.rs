//! Checking a proof: first who signed it, then what it says, last whether that still holds.

use model::Date;

use crate::envelope::SignedEnvelope;
use crate::published::Signed;
use crate::{ProofClaims, ProofRefusal, PublishedKeys, RevokedList, coded, text};

/// Checks a text on a day, and gives what it says. Without `revoked` nothing is known of what was taken back.
///
/// The text is taken as it stands: whoever reads it from a file or a form takes blanks and line ends off its ends.
pub fn verify(
    text: &str,
    keys: &PublishedKeys,
    revoked: Option<&RevokedList>,
    on: Date,
) -> Result<ProofClaims, ProofRefusal> {
    let bytes = text::PROOF.read(text).map_err(ProofRefusal::NotAProof)?;
    let envelope = SignedEnvelope::read(&bytes).map_err(ProofRefusal::NotAProof)?;
    let signed = keys.opened(&envelope)?;
    let claims = coded::read(signed.payload).ok_or(ProofRefusal::Content)?;
    key_was_in_use(&signed, &claims)?;
    holds(&claims, on)?;
    match revoked.map(|list| list.checked(&claims.issuer, keys)).transpose()? {
        Some(list) if list.has(&claims.reference) => Err(ProofRefusal::Revoked),
        _ => Ok(claims),
    }
}

fn key_was_in_use(signed: &Signed<'_, '_>, claims: &ProofClaims) -> Result<(), ProofRefusal> {
    let mut own = signed.keys_of(&claims.issuer).peekable();
    if own.peek().is_none() {
        return Err(ProofRefusal::OtherIssuer);
    }
    if own.any(|key| key.is_valid_on(claims.issued)) { Ok(()) } else { Err(ProofRefusal::KeyNotValid) }
}

fn holds(claims: &ProofClaims, on: Date) -> Result<(), ProofRefusal> {
    match on {
        _ if on < claims.issued => Err(ProofRefusal::NotYetValid(claims.issued)),
        _ if on > claims.expires => Err(ProofRefusal::Expired(claims.expires)),
        _ => Ok(()),
    }
}
