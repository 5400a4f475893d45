//! How facts and views name a field: by four bytes that hang on nothing but its name, so that old facts open whatever
//! packs came and went since, in whatever order they were loaded.

use std::fmt;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// The first four bytes of the SHA-256 of a field's name. A schema refuses two names with the same.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct FieldKey(pub [u8; 4]);

impl FieldKey {
    /// The key of a name.
    pub fn of(name: &str) -> Self {
        let [a, b, c, d, ..] = <[u8; 32]>::from(Sha256::digest(name.as_bytes()));
        Self([a, b, c, d])
    }
}

impl fmt::Display for FieldKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:08x}", u32::from_be_bytes(self.0))
    }
}

impl fmt::Debug for FieldKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}
