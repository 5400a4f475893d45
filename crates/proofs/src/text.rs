//! The text form: a prefix, then base45 of a zlib stream. All of it is of the alphabet that QR codes pack best.
//!
//! Refused: another prefix, more than may be, and any text that is not exactly the one of its bytes. `base45` by
//! itself drops what overflows a last pair, so what was read is written anew and compared.

use crate::{NotAProof, stored};

/// What a text is of, by its prefix, and how much it may hold.
pub(crate) struct Shape {
    prefix: &'static str,
    largest: usize,
}

/// A proof: what is more than 8 kB is none.
pub(crate) const PROOF: Shape = Shape { prefix: "OW1:", largest: 8 << 10 };
/// A list of the revoked: a million of them.
pub(crate) const REVOKED: Shape = Shape { prefix: "OWR1:", largest: 32 << 20 };

impl Shape {
    /// The text of bytes.
    pub fn write(&self, bytes: &[u8]) -> String {
        format!("{}{}", self.prefix, base45::encode(stored::pack(bytes)))
    }

    /// Whether bytes are more than may be.
    pub fn is_over(&self, bytes: &[u8]) -> bool {
        bytes.len() > self.largest
    }

    /// The bytes of a text. Its length is looked at before anything of it is unpacked.
    pub fn read(&self, text: &str) -> Result<Vec<u8>, NotAProof> {
        let coded = text.strip_prefix(self.prefix).ok_or(NotAProof::Prefix)?;
        if coded.len() > self.largest * 2 {
            return Err(NotAProof::TooLarge);
        }
        let packed = base45::decode(coded).map_err(|_| NotAProof::Base45)?;
        if base45::encode(&packed) != coded {
            return Err(NotAProof::Base45);
        }
        let bytes = stored::unpack(&packed).ok_or(NotAProof::Zlib)?;
        if self.is_over(&bytes) { Err(NotAProof::TooLarge) } else { Ok(bytes) }
    }
}
