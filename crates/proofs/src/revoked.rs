//! What an issuer took back: one signed list of hashed references, fetched whole.
//!
//! Nobody asks for one proof, so nobody learns who was checked, where and by whom. A list says nothing of proofs of
//! another issuer. How old one may be is for whoever checks to say: [`RevokedList::made`].

use coset::cbor::value::Value;
use model::Timestamp;
use p256::ecdsa::VerifyingKey;
use sha2::{Digest, Sha256};

use crate::claims::is_issuer;
use crate::coded::{ISSUED, ISSUER};
use crate::envelope::SignedEnvelope;
use crate::issue::signed;
use crate::{IssueError, IssuerKey, NotAProof, ProofRefusal, PublishedKeys, cbor, text};

/// Claim: the hashes, one after the other, rising. Another than that of a proof: neither passes for the other.
const HASHES: i64 = -798_750;
const SECOND: i64 = 1_000_000;
/// The last second of 9999.
const LAST: i64 = 253_402_300_799;

/// What an issuer took back; made only of a list whose signature fitted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RevokedList {
    issuer: String,
    made: Timestamp,
    hashes: Vec<[u8; 32]>,
    signers: Vec<VerifyingKey>,
}

impl RevokedList {
    /// Signs a list of these references, as a text that begins with `OWR1:`.
    pub fn sign<'r>(
        issuer: &str,
        references: impl IntoIterator<Item = &'r str>,
        made: Timestamp,
        key: &IssuerKey,
    ) -> Result<String, IssueError> {
        let mut hashes: Vec<_> = references.into_iter().map(hashed).collect();
        hashes.sort_unstable();
        hashes.dedup();
        let seconds = made.0.div_euclid(SECOND);
        match seconds {
            _ if !is_issuer(issuer) => Err(IssueError::Field("issuer")),
            0..=LAST => signed(&text::REVOKED, payload(issuer, seconds, &hashes), key),
            _ => Err(IssueError::Field("made")),
        }
    }

    /// Reads a list. Nothing of it is looked at before its signature fits one of `keys`, in that key's time.
    pub fn read(text: &str, keys: &PublishedKeys) -> Result<Self, ProofRefusal> {
        let bytes = text::REVOKED.read(text).map_err(ProofRefusal::ListUnreadable)?;
        let envelope = SignedEnvelope::read(&bytes).map_err(ProofRefusal::ListUnreadable)?;
        let signed = keys.opened(&envelope).map_err(|_| ProofRefusal::ListNotSigned)?;
        let list = Self::of(signed.payload).ok_or(ProofRefusal::ListUnreadable(NotAProof::Cose))?;
        let day = list.made.day();
        let signers: Vec<_> =
            signed.keys_of(&list.issuer).filter(|key| key.is_valid_on(day)).map(|key| key.point).collect();
        if signers.is_empty() { Err(ProofRefusal::ListNotSigned) } else { Ok(Self { signers, ..list }) }
    }

    fn of(bytes: &[u8]) -> Option<Self> {
        let map = cbor::read(bytes)?;
        let (issuer, seconds) = (map.text(ISSUER)?, map.number(ISSUED)?);
        let hashes = map.bytes(HASHES)?.chunks(32).map(|hash| hash.try_into().ok()).collect::<Option<Vec<_>>>()?;
        let plain = is_issuer(&issuer) && (0..=LAST).contains(&seconds) && hashes.is_sorted_by(|a, b| a < b);
        (plain && payload(&issuer, seconds, &hashes)? == bytes).then_some(Self {
            issuer,
            made: Timestamp(seconds * SECOND),
            hashes,
            signers: vec![],
        })
    }

    /// Whose it is.
    pub fn issuer(&self) -> &str {
        &self.issuer
    }

    /// When it was made, to the second. What was taken back later is not on it.
    pub fn made(&self) -> Timestamp {
        self.made
    }

    /// How many proofs it takes back.
    pub fn count(&self) -> usize {
        self.hashes.len()
    }

    /// Whether the proof of that reference was taken back.
    pub fn has(&self, reference: &str) -> bool {
        self.hashes.binary_search(&hashed(reference)).is_ok()
    }

    /// Whether it is of that issuer, and still signed by one of `keys`, which may be others than it was read with.
    pub(crate) fn checked(&self, issuer: &str, keys: &PublishedKeys) -> Result<&Self, ProofRefusal> {
        let day = self.made.day();
        let signed = |key: &crate::PublishedKey| {
            key.issuer == self.issuer && key.is_valid_on(day) && self.signers.contains(&key.point)
        };
        match () {
            () if !keys.all().iter().any(signed) => Err(ProofRefusal::ListNotSigned),
            () if self.issuer != issuer => Err(ProofRefusal::ListOfAnother),
            () => Ok(self),
        }
    }
}

fn hashed(reference: &str) -> [u8; 32] {
    Sha256::digest(reference).into()
}

fn payload(issuer: &str, seconds: i64, hashes: &[[u8; 32]]) -> Option<Vec<u8>> {
    cbor::write(&cbor::map([
        (ISSUER, issuer.into()),
        (ISSUED, seconds.into()),
        (HASHES, Value::Bytes(hashes.as_flattened().to_vec())),
    ]))
}
