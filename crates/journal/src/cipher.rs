//! XChaCha20-Poly1305 as used throughout: `nonce (24) | ciphertext | tag (16)`, encrypted in place.
//!
//! Nonces are random: at 192 bits they do not meet in the life of a key. Plaintext is never copied on the way in
//! and is wiped after the way out.

use chacha20poly1305::aead::AeadInOut;
use chacha20poly1305::{KeyInit, XChaCha20Poly1305, XNonce};
use zeroize::Zeroizing;

use crate::{Key, Randomness};

pub(crate) const NONCE: usize = 24;
pub(crate) const TAG: usize = 16;

/// A buffer whose nonce is still blank; the plaintext is appended to it.
pub(crate) fn blank(plaintext: usize) -> Vec<u8> {
    let mut buffer = Vec::with_capacity(NONCE + plaintext + TAG);
    buffer.resize(NONCE, 0);
    buffer
}

/// Where the plaintext of a [`blank`] buffer begins.
pub(crate) const PLAIN_START: usize = NONCE;

/// Draws the nonce of a [`blank`] buffer, which inner seals of the same buffer take too, each under a key of its own.
pub(crate) fn draw(randomness: &mut impl Randomness, buffer: &mut [u8]) -> Option<[u8; NONCE]> {
    let nonce = buffer.first_chunk_mut::<NONCE>()?;
    randomness.fill(nonce);
    Some(*nonce)
}

/// Encrypts what was appended to a [`blank`] buffer whose nonce is there, binding `aad`.
pub(crate) fn encrypt(key: &Key, aad: &[u8], mut buffer: Vec<u8>) -> Option<Vec<u8>> {
    let (nonce, plain) = buffer.split_first_chunk_mut::<NONCE>()?;
    let tag = tag(key, nonce, aad, plain)?;
    buffer.extend_from_slice(&tag);
    Some(buffer)
}

/// Encrypts in place under a nonce that stands elsewhere, and appends the tag.
pub(crate) fn encrypt_inner(key: &Key, nonce: &[u8; NONCE], aad: &[u8], plain: &mut Vec<u8>) -> Option<()> {
    let tag = tag(key, nonce, aad, plain)?;
    plain.extend_from_slice(&tag);
    Some(())
}

fn tag(key: &Key, nonce: &[u8; NONCE], aad: &[u8], plain: &mut [u8]) -> Option<[u8; TAG]> {
    cipher(key).encrypt_inout_detached(&XNonce::from(*nonce), aad, plain.into()).ok().map(Into::into)
}

/// The plaintext, where key, `aad` and every byte are those of the sealing.
pub(crate) fn decrypt(key: &Key, aad: &[u8], sealed: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let (nonce, rest) = sealed.split_first_chunk::<NONCE>()?;
    decrypt_inner(key, nonce, aad, rest)
}

/// The plaintext of an inner seal, whose nonce stands elsewhere.
pub(crate) fn decrypt_inner(key: &Key, nonce: &[u8; NONCE], aad: &[u8], sealed: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let (ciphertext, tag) = sealed.split_last_chunk::<TAG>()?;
    let mut plain = Zeroizing::new(ciphertext.to_vec());
    let buffer = plain.as_mut_slice();
    cipher(key).decrypt_inout_detached(&XNonce::from(*nonce), aad, buffer.into(), &(*tag).into()).ok()?;
    Some(plain)
}

fn cipher(key: &Key) -> XChaCha20Poly1305 {
    XChaCha20Poly1305::new(key.expose().into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hex(text: &str) -> Vec<u8> {
        let text: String = text.split_whitespace().collect();
        (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap()).collect()
    }

    /// Appendix A.3.1 of draft-irtf-cfrg-xchacha-03.
    #[test]
    fn the_published_test_vector_is_met() {
        let key: [u8; 32] = std::array::from_fn(|at| 0x80 + u8::try_from(at).unwrap());
        let nonce: [u8; 24] = std::array::from_fn(|at| 0x40 + u8::try_from(at).unwrap());
        let mut buffer = blank(114);
        buffer.extend_from_slice(
            b"Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, \
              sunscreen would be it.",
        );
        let aad = hex("50515253c0c1c2c3c4c5c6c7");
        draw(&mut |to: &mut [u8]| to.copy_from_slice(&nonce), &mut buffer).unwrap();
        let sealed = encrypt(&Key::from_bytes(key), &aad, buffer).unwrap();
        assert_eq!(sealed[24..40], hex("bd6d179d3e83d43b9576579493c0e939"));
        assert_eq!(sealed[sealed.len() - 16..], hex("c0875924c1c7987947deafd8780acf49"));
        assert!(decrypt(&Key::from_bytes(key), &aad, &sealed).unwrap().starts_with(b"Ladies"));
    }

    #[test]
    fn what_is_too_short_to_be_sealed_is_refused() {
        for len in 0..40 {
            assert!(decrypt(&Key::from_bytes([1; 32]), b"", &vec![0; len]).is_none());
        }
    }
}
