//! A view at rest: `nonce, ciphertext, tag` under the key of its subject, bound to what it is a view of, so that
//! one row cannot be put in another's place.
//!
//! The nonce is a MAC of the plaintext (a synthetic nonce): the same view seals to the same bytes, so that rebuilt
//! views can be compared byte for byte, and two different views never share a nonce.

use chacha20poly1305::aead::{AeadInOut, KeyInit};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use journal::Key;
use serde::Serialize;
use serde::de::DeserializeOwned;
use zeroize::Zeroizing;

const NONCE: usize = 24;
const TAG: usize = 16;
const LABEL: &[u8] = b"onward view nonce 1";

/// Why a stored view was not opened. It can always be derived again from the journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SealedViewError {
    /// Its key was destroyed or is not here.
    #[error("there is no key for the view")]
    NoKey,
    /// Not under this key, or altered.
    #[error("the view cannot be opened with its key")]
    Seal,
    /// Opened, and not a view that this program reads.
    #[error("the view is of another version")]
    Version,
}

/// Seals a view for the row that is known by `label`.
pub(crate) fn seal_view<T: Serialize>(view: &T, label: &[u8], key: &Key) -> Result<Vec<u8>, SealedViewError> {
    let mut plain = Zeroizing::new(serde_json::to_vec(view).map_err(|_| SealedViewError::Version)?);
    let nonce = nonce(label, &plain, key);
    let mut sealed = Vec::with_capacity(NONCE + plain.len() + TAG);
    sealed.extend_from_slice(&nonce);
    let tag = cipher(key).encrypt_inout_detached(&XNonce::from(nonce), label, plain.as_mut_slice().into());
    let tag = tag.map_err(|_| SealedViewError::Seal)?;
    sealed.extend_from_slice(&plain);
    sealed.extend_from_slice(&tag);
    Ok(sealed)
}

/// Opens what [`seal_view`] sealed.
pub(crate) fn open_view<T: DeserializeOwned>(sealed: &[u8], label: &[u8], key: &Key) -> Result<T, SealedViewError> {
    let (nonce, rest) = sealed.split_first_chunk::<NONCE>().ok_or(SealedViewError::Seal)?;
    let (ciphertext, tag) = rest.split_last_chunk::<TAG>().ok_or(SealedViewError::Seal)?;
    let mut plain = Zeroizing::new(ciphertext.to_vec());
    cipher(key)
        .decrypt_inout_detached(&XNonce::from(*nonce), label, plain.as_mut_slice().into(), &(*tag).into())
        .map_err(|_| SealedViewError::Seal)?;
    serde_json::from_slice(&plain).map_err(|_| SealedViewError::Version)
}

fn nonce(label: &[u8], plain: &[u8], key: &Key) -> [u8; NONCE] {
    let mac = key.mac(&Zeroizing::new([LABEL, label, plain].concat()));
    mac.first_chunk().copied().unwrap_or_default()
}

fn cipher(key: &Key) -> XChaCha20Poly1305 {
    XChaCha20Poly1305::new(key.expose().into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_view_opens_for_its_own_row_and_key_only() {
        let key = Key::from_bytes([7; 32]);
        let sealed = seal_view(&"Amina", b"row 1", &key).unwrap();
        assert_eq!(open_view::<String>(&sealed, b"row 1", &key), Ok("Amina".into()));
        assert_eq!(open_view::<String>(&sealed, b"row 2", &key), Err(SealedViewError::Seal));
        assert_eq!(open_view::<String>(&sealed, b"row 1", &Key::from_bytes([8; 32])), Err(SealedViewError::Seal));
        assert_eq!(open_view::<String>(&sealed[..30], b"row 1", &key), Err(SealedViewError::Seal));
        assert_eq!(seal_view(&"Amina", b"row 1", &key).unwrap(), sealed);
        assert_ne!(seal_view(&"Amira", b"row 1", &key).unwrap()[..24], sealed[..24]);
        assert_eq!(open_view::<u64>(&sealed, b"row 1", &key), Err(SealedViewError::Version));
    }
}
