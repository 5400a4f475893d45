//! The signed envelope: `COSE_Sign1` with tag 18, ES256, a key number of eight bytes, and nothing beside them.
//!
//! An envelope that was read has not been checked: it gives its payload only for a key whose signature fits.
//! Refused: any other header, a key number in both headers or in none, and bytes of which another form was possible.

use coset::{Algorithm, CoseSign1, CoseSign1Builder, Header, TaggedCborSerializable, iana};
use p256::ecdsa::signature::{Signer, Verifier};
use p256::ecdsa::{Signature, SigningKey, VerifyingKey};
use sha2::{Digest, Sha256};

use crate::NotAProof;

/// The number of a key; several keys may have the same.
pub(crate) type Kid = [u8; 8];

/// What somebody signed, or says they did.
pub(crate) struct SignedEnvelope {
    sign1: CoseSign1,
    kid: Kid,
}

/// The number of a key: the first eight bytes of SHA-256 over its uncompressed point.
pub(crate) fn kid_of(key: &VerifyingKey) -> Kid {
    let hash: [u8; 32] = Sha256::digest(key.to_sec1_point(false)).into();
    hash.first_chunk().copied().unwrap_or_default()
}

/// Signs a payload; the same payload and key give the same bytes (RFC 6979).
pub(crate) fn sign(payload: Vec<u8>, key: &SigningKey) -> Option<Vec<u8>> {
    let protected = es256(&kid_of(key.verifying_key()));
    let signed = CoseSign1Builder::new().protected(protected).payload(payload);
    let signature = |bytes: &[u8]| {
        let signature: Signature = key.sign(bytes);
        signature.to_vec()
    };
    signed.create_signature(b"", signature).build().to_tagged_vec().ok()
}

fn es256(kid: &[u8]) -> Header {
    Header { alg: Some(Algorithm::Assigned(iana::Algorithm::ES256)), key_id: kid.to_vec(), ..Header::default() }
}

impl SignedEnvelope {
    /// Takes an envelope apart.
    pub fn read(bytes: &[u8]) -> Result<Self, NotAProof> {
        let sign1 = CoseSign1::from_tagged_slice(bytes).map_err(|_| NotAProof::Cose)?;
        let (inner, outer) = (&sign1.protected.header.key_id, &sign1.unprotected.key_id);
        let kid = if inner.is_empty() { outer } else { inner };
        let kid = Kid::try_from(kid.as_slice()).map_err(|_| NotAProof::Cose)?;
        let expected = CoseSign1Builder::new()
            .protected(es256(inner))
            .unprotected(Header { key_id: if inner.is_empty() { kid.to_vec() } else { vec![] }, ..Header::default() })
            .payload(sign1.payload.clone().unwrap_or_default())
            .signature(sign1.signature.clone())
            .build();
        match expected.to_tagged_vec() {
            Ok(expected) if expected == bytes => Ok(Self { sign1, kid }),
            _ => Err(NotAProof::Cose),
        }
    }

    /// The number of the key that is said to have signed it.
    pub fn kid(&self) -> Kid {
        self.kid
    }

    /// What it holds, for a key that signed it.
    pub fn payload_signed_by(&self, key: &VerifyingKey) -> Option<&[u8]> {
        let fits = |signature: &[u8], bytes: &[u8]| key.verify(bytes, &Signature::from_slice(signature)?);
        self.sign1.verify_signature(b"", fits).ok()?;
        self.sign1.payload.as_deref()
    }
}
