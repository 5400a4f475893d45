//! Keys: whose data each opens, what is derived from them, and where they come from.
//!
//! A key is wiped from memory when dropped and never printed. Which keys a reader holds is the whole of what
//! it can read: a destroyed key and a key never lent look the same from here.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use hkdf::Hkdf;
use hmac::{Hmac, KeyInit, Mac};
use model::Compartment;
use sha2::Sha256;
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::{KeyRing, Subject};

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

/// What is derived from the instance's own data key, that of [`Subject::Instance`].
/// That key is wrapped like any other and stays the same when the instance key changes, so these do too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
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
}

impl Purpose {
    fn label(self) -> &'static [u8] {
        match self {
            Self::Search => b"onward search 1",
            Self::Lake => b"onward lake 1",
            Self::Checkpoint => b"onward checkpoint 1",
            Self::Head => b"onward chain head 2",
            Self::Rows => b"onward rows 2",
            Self::Beside => b"onward beside 2",
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

    /// The key for one purpose (HKDF-SHA256): knowing it tells nothing of this one or of its siblings.
    #[must_use]
    pub fn derive(&self, purpose: Purpose) -> Self {
        self.expand(purpose.label())
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

/// Whoever can hand out keys: the key store, or a few keys lent to one reader.
pub trait Keys {
    /// The key of a subject, or of one compartment of it; none where it was destroyed or is not lent.
    fn key(&self, subject: Subject, compartment: Option<Compartment>) -> Option<Key>;
    /// The key that the first version made for a compartment of a subject.
    fn earlier(&self, subject: Subject, compartment: Compartment) -> Option<Key>;
}

impl<K: Keys> Keys for &K {
    fn key(&self, subject: Subject, compartment: Option<Compartment>) -> Option<Key> {
        (*self).key(subject, compartment)
    }

    fn earlier(&self, subject: Subject, compartment: Compartment) -> Option<Key> {
        (*self).earlier(subject, compartment)
    }
}

/// Rings lent to one reader, and of compartments no key but those named.
#[derive(Debug, Clone, Default)]
pub struct LentKeys {
    rings: BTreeMap<Subject, KeyRing>,
    compartments: BTreeSet<Compartment>,
}

impl LentKeys {
    /// No ring yet; of those to come, the keys of these compartments.
    pub fn of(compartments: impl IntoIterator<Item = Compartment>) -> Self {
        Self { rings: BTreeMap::new(), compartments: compartments.into_iter().collect() }
    }

    /// Lends a ring.
    pub fn lend(&mut self, ring: KeyRing) {
        self.rings.insert(ring.owner, ring);
    }

    /// Takes a ring back.
    pub fn forget(&mut self, owner: Subject) {
        self.rings.remove(&owner);
    }
}

impl Keys for LentKeys {
    fn key(&self, subject: Subject, compartment: Option<Compartment>) -> Option<Key> {
        let lent = compartment.is_none_or(|compartment| self.compartments.contains(&compartment));
        self.rings.get(&subject).filter(|_| lent).map(|ring| ring.key(compartment))
    }

    fn earlier(&self, subject: Subject, compartment: Compartment) -> Option<Key> {
        let ring = self.rings.get(&subject).filter(|_| self.compartments.contains(&compartment))?;
        ring.earlier(compartment).cloned()
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
    fn keys_of_purposes_differ_and_repeat() {
        let key = Key([7; 32]);
        let of = |purpose| *key.derive(purpose).expose();
        assert_eq!(of(Purpose::Search), of(Purpose::Search));
        assert_ne!(of(Purpose::Search), of(Purpose::Lake));
        assert_ne!(of(Purpose::Lake), of(Purpose::Checkpoint));
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
