//! SHA-256 as packs and bound measures show it.

use std::fmt::Write;

use sha2::{Digest, Sha256};

/// The digest so far, as hexadecimal digits.
pub(crate) fn hexadecimal(hasher: Sha256) -> String {
    hasher.finalize().iter().fold(String::new(), |mut digits, byte| {
        // Writing to a string cannot fail.
        let _ = write!(digits, "{byte:02x}");
        digits
    })
}
