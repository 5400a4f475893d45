//! What lies sealed on disk: padded, then locked under a key for the one place where it belongs.
//!
//! Why padded: the size of a file tells how many people are in it, and two sizes a day apart tell that somebody came.
//! So sizes are rounded up to 64 KiB, above a mebibyte to an eighth or a sixteenth of themselves: files of a few
//! hundred people all look alike, those of many tell their number to about a tenth, and the padding never costs more
//! than an eighth beyond those 64 KiB. Refused: whatever is not, byte for byte, what was sealed for this place.

use bytes::Bytes;
use journal::Key;

/// What sealed bytes begin with, a MAC of place and content: other content, however it came there, has another mark.
pub(crate) type Mark = [u8; 24];

/// Sizes below this look alike.
const LEAST: usize = 64 << 10;
/// Bytes of the number that says where the padding begins.
const LENGTH: usize = 8;

/// Seals `plain` for `place`. Nothing only where it is larger than the cipher takes.
pub(crate) fn seal(key: &Key, place: &[u8], plain: &[u8]) -> Option<Vec<u8>> {
    let length = u64::try_from(plain.len()).ok()?;
    let whole = padded(plain.len().checked_add(LENGTH)?);
    let mut padded = Vec::with_capacity(whole);
    padded.extend_from_slice(&length.to_be_bytes());
    padded.extend_from_slice(plain);
    padded.resize(whole, 0);
    key.lock(place, &padded)
}

/// What [`seal`] sealed for this place; nothing where key, place or a byte is another.
pub(crate) fn unseal(key: &Key, place: &[u8], sealed: &[u8]) -> Option<Bytes> {
    let padded = Bytes::from_owner(key.unlock(place, sealed)?);
    let length = usize::try_from(u64::from_be_bytes(*padded.first_chunk::<LENGTH>()?)).ok()?;
    let end = LENGTH.checked_add(length).filter(|end| *end <= padded.len())?;
    Some(padded.slice(LENGTH..end))
}

/// The mark of sealed bytes; nothing where there are too few of them.
pub(crate) fn mark(sealed: &[u8]) -> Option<Mark> {
    sealed.first_chunk().copied()
}

/// The size that `length` is rounded up to.
fn padded(length: usize) -> usize {
    let step = (length.checked_next_power_of_two().unwrap_or(length) >> 4).max(LEAST);
    length.checked_next_multiple_of(step).unwrap_or(length)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key() -> Key {
        Key::from_bytes([7; 32])
    }

    #[test]
    fn what_is_sealed_opens_in_its_place_alone_and_without_its_padding() {
        for length in [0, 1, LEAST - LENGTH, LEAST, 3 * LEAST + 5] {
            let plain = vec![0; length];
            let sealed = seal(&key(), b"here", &plain).unwrap();
            assert_eq!(unseal(&key(), b"here", &sealed).unwrap(), plain);
            assert!(unseal(&key(), b"there", &sealed).is_none());
            assert!(unseal(&key(), b"here", &sealed[..sealed.len() - 1]).is_none());
            assert!(unseal(&key(), b"here", &[sealed.as_slice(), &[0]].concat()).is_none());
        }
    }

    #[test]
    fn another_content_or_place_has_another_mark() {
        let of = |place: &[u8], plain: &[u8]| mark(&seal(&key(), place, plain).unwrap()).unwrap();
        assert_eq!(of(b"here", b"a"), of(b"here", b"a"));
        assert_ne!(of(b"here", b"a"), of(b"here", b"b"));
        assert_ne!(of(b"here", b"a"), of(b"there", b"a"));
        assert!(mark(&[0; 23]).is_none());
    }

    #[test]
    fn small_sizes_look_alike_and_padding_costs_an_eighth_at_most() {
        assert_eq!((padded(1), padded(LEAST)), (LEAST, LEAST));
        for length in (LEAST..40 << 20).step_by(100_003) {
            let whole = padded(length);
            assert!(whole >= length && whole - length <= LEAST.max(length / 8), "{length} became {whole}");
        }
        let sizes: std::collections::BTreeSet<usize> = ((16 << 20)..(32 << 20)).step_by(4096).map(padded).collect();
        assert_eq!(sizes.len(), 9, "nine sizes from 16 to 32 MiB");
    }
}
