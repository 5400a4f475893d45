//! The chain: each link is the hash of the link before, the fact's number and the fact's digest.
//!
//! It finds what was altered, deleted or re-ordered between two links that are known. It does not find a tail cut
//! off, or a chain computed anew from some fact on: for that a [`crate::Checkpoint`] is held outside.

use crate::canonical::ShownBytes;
use crate::hash::sha256;
use crate::merkle::Frontier;
use crate::wire::{DecodeError, Malformed, WireReader, WireWriter};
use crate::{Digest, Link, Root, SealedFact};

const LABEL: &[u8] = b"onward link 1";
/// No journal has more facts; a tip that claims so is refused, since what comes next could not be counted.
const MOST: u64 = 1 << 62;

impl Link {
    /// The link before fact 1.
    pub const GENESIS: Self = Self([0; 32]);

    /// The link after `fact`.
    #[must_use]
    pub fn next(&self, fact: &SealedFact) -> Self {
        self.after(fact.seq, fact.digest())
    }

    pub(crate) fn after(&self, seq: u64, digest: Digest) -> Self {
        Self(sha256(&[LABEL, &self.0, &seq.to_be_bytes(), &digest.0]))
    }
}

/// Where a chain stands: the number and link of its last fact, and the Merkle root so far.
/// The writer keeps one; kept beside the last fact, it makes restarting independent of the journal's length.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tip {
    seq: u64,
    link: Link,
    frontier: Frontier,
}

/// Why a fact does not follow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TipError {
    /// Its number is not the next.
    #[error("fact `{found}` where `{expected}` is due")]
    Number {
        /// The next number.
        expected: u64,
        /// Its number.
        found: u64,
    },
    /// Its bytes are not those of a fact.
    #[error(transparent)]
    Decode(#[from] DecodeError),
}

impl Default for Tip {
    fn default() -> Self {
        Self { seq: 0, link: Link::GENESIS, frontier: Frontier::default() }
    }
}

impl Tip {
    /// Number of the last fact; 0 before the first.
    pub fn seq(&self) -> u64 {
        self.seq
    }

    /// Its link.
    pub fn link(&self) -> Link {
        self.link
    }

    /// Root of the Merkle tree over all digests so far.
    pub fn root(&self) -> Root {
        self.frontier.root()
    }

    /// Chains the canonical bytes of the next fact and returns its link.
    pub fn push(&mut self, bytes: &[u8]) -> Result<Link, TipError> {
        let shown = ShownBytes::of(bytes)?;
        let (found, expected) = (shown.seq, self.seq + 1);
        if found != expected {
            return Err(TipError::Number { expected, found });
        }
        let digest = shown.digest();
        self.link = self.link.after(found, digest);
        self.seq = found;
        self.frontier.push(digest);
        Ok(self.link)
    }

    /// The bytes to keep beside the last fact: at most 64 hashes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut writer = WireWriter::with_capacity(40 + 64 * 32);
        self.write(&mut writer);
        writer.into_bytes()
    }

    /// Reads those bytes.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, DecodeError> {
        let mut reader = WireReader::new(bytes);
        let tip = Self::read(&mut reader)?;
        reader.end()?;
        Ok(tip)
    }

    pub(crate) fn write(&self, writer: &mut WireWriter) {
        writer.u64(self.seq);
        writer.raw(&self.link.0);
        self.frontier.write(writer);
    }

    pub(crate) fn read(reader: &mut WireReader<'_>) -> Result<Self, DecodeError> {
        let at = reader.at();
        let seq = reader.u64()?;
        if seq > MOST {
            return Err(DecodeError { at, why: Malformed::Number });
        }
        let link = Link(reader.array()?);
        Ok(Self { seq, link, frontier: Frontier::read(reader, seq)? })
    }
}
