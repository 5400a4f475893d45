//! The key of an issuer. It is made from randomness that is handed in and given out as bytes, for the caller to seal;
//! it shows itself to nobody else.

use std::fmt;

use model::Date;
use p256::ecdsa::SigningKey;
use zeroize::Zeroizing;

use crate::PublishedKey;

/// The bytes are no key of P-256: not in one of four thousand million draws of randomness.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("these bytes are no key")]
pub struct IssuerKeyError;

/// The key with which an issuer signs; forgotten when it is dropped.
pub struct IssuerKey(pub(crate) SigningKey);

impl IssuerKey {
    /// A key from 32 bytes of randomness, or from those that [`Self::to_bytes`] gave.
    pub fn from_bytes(bytes: &[u8; 32]) -> Result<Self, IssuerKeyError> {
        SigningKey::from_slice(bytes).map(Self).map_err(|_| IssuerKeyError)
    }

    /// The bytes of the key, to be sealed by the caller before they are stored.
    pub fn to_bytes(&self) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(self.0.to_bytes().into())
    }

    /// What is published of it: whose it is, and on which days it signs.
    pub fn published(&self, issuer: &str, from: Date, until: Option<Date>) -> PublishedKey {
        PublishedKey::of(*self.0.verifying_key(), issuer, from, until)
    }
}

impl fmt::Debug for IssuerKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("IssuerKey(..)")
    }
}
