//! Checkpoints: where a chain stood, marked under the instance's key, to be held by somebody else.
//!
//! The mark (HMAC-SHA256) shows to whoever can derive the checkpoint key that an instance with that key made the
//! checkpoint: somebody with the disk alone cannot make one. It proves nothing to a third party, who could have made
//! it with the same key; what a third party relies on is that it received the checkpoint earlier: link and root
//! then bind everything up to `seq`, and a [`crate::Consistency`] proof shows without any key that a later
//! checkpoint continues it.

use model::{Id, Timestamp};
use serde::{Deserialize, Serialize};

use crate::hash::Digest;
use crate::wire::{DecodeError, WireReader, WireWriter};
use crate::{Key, Link, Root, Tip};

const LABEL: &[u8] = b"onward checkpoint 1";

/// Where a chain stood. Holds nothing personal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checkpoint {
    /// The instance.
    pub origin: Id,
    /// Number of the last fact.
    pub seq: u64,
    /// Its link.
    pub link: Link,
    /// Merkle root over facts 1 to `seq`.
    pub root: Root,
    /// When it was taken.
    pub taken_at: Timestamp,
    /// The mark.
    pub mac: Digest,
}

impl Checkpoint {
    /// Takes one of `tip`; `key` is the instance's, derived for [`crate::KeyUse::Checkpoint`].
    pub fn take(tip: &Tip, origin: Id, taken_at: Timestamp, key: &Key) -> Self {
        let (seq, link, root) = (tip.seq(), tip.link(), tip.root());
        let blank = Self { origin, seq, link, root, taken_at, mac: Digest([0; 32]) };
        let mac = Digest(key.mac(&blank.marked()));
        Self { mac, ..blank }
    }

    /// Whether the holder of `key` took it and nothing in it was changed.
    pub fn is_marked_by(&self, key: &Key) -> bool {
        key.is_mac(&self.marked(), &self.mac.0)
    }

    /// Whether `tip` stands exactly where it stood.
    pub fn agrees(&self, tip: &Tip) -> bool {
        (self.seq, self.link, self.root) == (tip.seq(), tip.link(), tip.root())
    }

    fn marked(&self) -> Vec<u8> {
        let mut writer = WireWriter::default();
        writer.raw(LABEL);
        self.write_claims(&mut writer);
        writer.into_bytes()
    }

    fn write_claims(&self, writer: &mut WireWriter) {
        writer.raw(&self.origin.0);
        writer.u64(self.seq);
        writer.raw(&self.link.0);
        writer.raw(&self.root.0);
        writer.i64(self.taken_at.0);
    }

    pub(crate) fn write(&self, writer: &mut WireWriter) {
        self.write_claims(writer);
        writer.raw(&self.mac.0);
    }

    pub(crate) fn read(reader: &mut WireReader<'_>) -> Result<Self, DecodeError> {
        Ok(Self {
            origin: Id(reader.array()?),
            seq: reader.u64()?,
            link: Link(reader.array()?),
            root: Root(reader.array()?),
            taken_at: Timestamp(reader.i64()?),
            mac: Digest(reader.array()?),
        })
    }
}
