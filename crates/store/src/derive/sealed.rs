//! A view at rest: `nonce, ciphertext, tag` under the key of its subject, bound to what it is a view of, so that
//! one row cannot be put in another's place.

use chacha20poly1305::aead::{AeadInOut, KeyInit};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use journal::{Key, Randomness};
use serde::Serialize;
use serde::de::DeserializeOwned;
use zeroize::Zeroizing;

const NONCE: usize = 24;

/// Why a stored view was not opened. It can always be derived again from the journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SealedViewError {
    /// Not under this key, or altered.
    #[error("the view cannot be opened with its key")]
    Seal,
    /// Opened, and not a view that this program reads.
    #[error("the view is of another version")]
    Version,
}

/// Seals a view for the row that is known by `label`.
pub(crate) fn seal_view<T: Serialize>(
    view: &T,
    label: &[u8],
    key: &Key,
    randomness: &mut impl Randomness,
) -> Result<Vec<u8>, SealedViewError> {
    let mut nonce = [0; NONCE];
    randomness.fill(&mut nonce);
    let mut sealed = nonce.to_vec();
    let mut plain = Zeroizing::new(serde_json::to_vec(view).map_err(|_| SealedViewError::Version)?);
    let tag = cipher(key).encrypt_inout_detached(&XNonce::from(nonce), label, plain.as_mut_slice().into());
    let tag = tag.map_err(|_| SealedViewError::Seal)?;
    sealed.extend_from_slice(&plain);
    sealed.extend_from_slice(&tag);
    Ok(sealed)
}

/// Opens what [`seal_view`] sealed.
pub(crate) fn open_view<T: DeserializeOwned>(sealed: &[u8], label: &[u8], key: &Key) -> Result<T, SealedViewError> {
    let (nonce, rest) = sealed.split_first_chunk::<NONCE>().ok_or(SealedViewError::Seal)?;
    let (ciphertext, tag) = rest.split_last_chunk::<16>().ok_or(SealedViewError::Seal)?;
    let mut plain = Zeroizing::new(ciphertext.to_vec());
    cipher(key)
        .decrypt_inout_detached(&XNonce::from(*nonce), label, plain.as_mut_slice().into(), &(*tag).into())
        .map_err(|_| SealedViewError::Seal)?;
    serde_json::from_slice(&plain).map_err(|_| SealedViewError::Version)
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
        let mut zeros = |bytes: &mut [u8]| bytes.fill(1);
        let sealed = seal_view(&"Amina", b"row 1", &key, &mut zeros).unwrap();
        assert_eq!(open_view::<String>(&sealed, b"row 1", &key), Ok("Amina".into()));
        assert_eq!(open_view::<String>(&sealed, b"row 2", &key), Err(SealedViewError::Seal));
        assert_eq!(open_view::<String>(&sealed, b"row 1", &Key::from_bytes([8; 32])), Err(SealedViewError::Seal));
        assert_eq!(open_view::<String>(&sealed[..30], b"row 1", &key), Err(SealedViewError::Seal));
        assert_eq!(open_view::<u64>(&sealed, b"row 1", &key), Err(SealedViewError::Version));
    }
}
