//! One key, and what is derived from it. It is wiped from memory when dropped and never printed.

use std::fmt;

use hkdf::Hkdf;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use zeroize::{Zeroize, ZeroizeOnDrop};

/// A source of cryptographically secure random bytes; handed in, so that tests can repeat themselves.
/// One that cannot deliver must not return: a repeated nonce opens what it sealed.
pub trait Randomness {
    /// Fills all of `bytes`.
    fn fill(&mut self, bytes: &mut [u8]);
}

impl<F: FnMut(&mut [u8])> Randomness for F {
    fn fill(&mut self, bytes: &mut [u8]) {
        self(bytes);
    }
}

/// 256 bits that open something.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct Key([u8; 32]);

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key(..)")
    }
}

/// What is derived from the instance's own data key, that of [`crate::Subject::Instance`].
/// That key is wrapped like any other and stays the same when the instance key changes, so these do too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyUse {
    /// Keyed tokens by which people are searched.
    Search,
    /// Pseudonyms in the lake.
    Lake,
    /// The mark on checkpoints.
    Checkpoint,
    /// The mark on the head of the chain, beside the facts.
    Head,
    /// Numbers and names under which rows lie.
    Rows,
    /// What is kept beside the journal: sessions, credentials, the outbox, parts of the instance's view.
    Beside,
    /// Marks by which rows of a register without ids are known again.
    Import,
    /// On which shelves records stand, and whose they are there.
    Shelf,
}

impl KeyUse {
    fn label(self) -> &'static [u8] {
        match self {
            Self::Search => b"onward search 1",
            Self::Lake => b"onward lake 1",
            Self::Checkpoint => b"onward checkpoint 1",
            Self::Head => b"onward chain head 2",
            Self::Rows => b"onward rows 2",
            Self::Beside => b"onward beside 2",
            Self::Import => b"onward import 1",
            Self::Shelf => b"onward shelf 1",
        }
    }
}

impl Key {
    /// A key from its bytes, as a key file or a recovery holds them.
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// A new key.
    pub fn random(randomness: &mut impl Randomness) -> Self {
        let mut bytes = [0; 32];
        randomness.fill(&mut bytes);
        Self(bytes)
    }

    /// The bytes themselves, for wrapping and for a key file.
    pub fn expose(&self) -> &[u8; 32] {
        &self.0
    }

    /// The key for one use (HKDF-SHA256): knowing it tells nothing of this one or of its siblings.
    #[must_use]
    pub fn derive(&self, to: KeyUse) -> Self {
        self.expand(to.label())
    }

    pub(crate) fn expand(&self, label: &[u8]) -> Self {
        let mut bytes = [0; 32];
        // Cannot fail: HKDF-SHA256 yields up to 8,160 bytes. Were it to, zeros would be a guessable key.
        if Hkdf::<Sha256>::new(None, &self.0).expand(label, &mut bytes).is_err() {
            bytes = self.mac(label);
        }
        Self(bytes)
    }

    /// HMAC-SHA256 of `message`: search tokens, pseudonyms, marks.
    pub fn mac(&self, message: &[u8]) -> [u8; 32] {
        self.hmac(message).finalize().into_bytes().into()
    }

    /// Whether `mac` is that of `message`; takes the same time for every wrong one.
    pub fn is_mac(&self, message: &[u8], mac: &[u8; 32]) -> bool {
        self.hmac(message).verify_slice(mac).is_ok()
    }

    fn hmac(&self, message: &[u8]) -> Hmac<Sha256> {
        // HMAC pads a short key with zeros to the block; a block-sized key takes the constructor that cannot fail.
        let mut block = [0; 64];
        block.iter_mut().zip(self.0).for_each(|(to, from)| *to = from);
        let mut hmac = Hmac::<Sha256>::new((&block).into());
        block.zeroize();
        hmac.update(message);
        hmac
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mac_is_that_of_rfc_4231() {
        // Test case 2 of RFC 4231 has the key "Jefe"; HMAC pads it with zeros, so may we.
        let mut bytes = [0; 32];
        bytes.iter_mut().zip(b"Jefe").for_each(|(to, from)| *to = *from);
        let mac = crate::Digest(Key(bytes).mac(b"what do ya want for nothing?"));
        assert_eq!(mac.to_string(), "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    }

    #[test]
    fn keys_of_uses_differ_and_repeat() {
        let key = Key([7; 32]);
        let of = |to| *key.derive(to).expose();
        assert_eq!(of(KeyUse::Search), of(KeyUse::Search));
        assert_ne!(of(KeyUse::Search), of(KeyUse::Lake));
        assert_ne!(of(KeyUse::Lake), of(KeyUse::Checkpoint));
    }

    #[test]
    fn a_key_is_never_printed() {
        assert_eq!(format!("{:?}", Key([7; 32])), "Key(..)");
    }

    #[test]
    fn a_wrong_mac_is_refused() {
        let key = Key([7; 32]);
        let mut mac = key.mac(b"m");
        assert!(key.is_mac(b"m", &mac));
        mac[31] ^= 1;
        assert!(!key.is_mac(b"m", &mac));
    }
}
