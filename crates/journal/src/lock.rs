//! What is kept beside the journal - views, sessions, credentials, the outbox, rings of keys - locked under a key and
//! bound to the place where it lies, so that one row cannot be put in another's place and none be altered.
//!
//! The nonce is a MAC of place and plaintext (a synthetic nonce): the same text in the same place locks to the same
//! bytes, so that rebuilt rows can be compared byte for byte, and two texts never share a nonce.

use zeroize::Zeroizing;

use crate::Key;
use crate::cipher::{NONCE, blank, decrypt, encrypt};

const LABEL: &[u8] = b"onward lock 2";

impl Key {
    /// Locks `plain` for `place`. Nothing only where the cipher itself refuses, which it does for texts of many gigabytes.
    pub fn lock(&self, place: &[u8], plain: &[u8]) -> Option<Vec<u8>> {
        let length = (place.len() as u64).to_be_bytes();
        let mac = self.mac(&Zeroizing::new([LABEL, &length, place, plain].concat()));
        let mut buffer = blank(plain.len());
        *buffer.first_chunk_mut::<NONCE>()? = mac.first_chunk().copied()?;
        buffer.extend_from_slice(plain);
        encrypt(self, place, buffer)
    }

    /// Opens what [`Key::lock`] locked; nothing where key, place or a byte is another.
    pub fn unlock(&self, place: &[u8], locked: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        decrypt(self, place, locked)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_locked_opens_in_its_place_and_under_its_key_only() {
        let key = Key::from_bytes([7; 32]);
        let locked = key.lock(b"row 1", b"Amina").unwrap();
        assert_eq!(key.unlock(b"row 1", &locked).unwrap().as_slice(), b"Amina");
        assert!(key.unlock(b"row 2", &locked).is_none());
        assert!(Key::from_bytes([8; 32]).unlock(b"row 1", &locked).is_none());
        assert!(key.unlock(b"row 1", locked.get(..30).unwrap()).is_none());
        assert_eq!(key.lock(b"row 1", b"Amina").unwrap(), locked, "the same again");
        for (place, plain) in [(&b"row 1"[..], &b"Amira"[..]), (b"row 2", b"Amina"), (b"row 1A", b"mina")] {
            assert_ne!(key.lock(place, plain).unwrap()[..NONCE], locked[..NONCE]);
        }
    }
}
