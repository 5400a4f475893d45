//! Key rings at rest, wrapped by the instance key, so that destroying one key of 32 bytes destroys all.
//!
//! An owner has one ring: a root key, from which the keys of compartments are derived, so that the key store alone cannot
//! tell who has something in one. To forget for good, the rings that remain are wrapped anew under a new instance key and
//! the old one is destroyed: an old copy of a wrapped ring then opens under nothing. A ring is found by its [`Slot`], a
//! keyed hash of its owner: the key store tells nobody who is in it.

use std::collections::BTreeMap;

use model::Compartment;
use zeroize::Zeroizing;

use crate::coded::Coded;
use crate::wire::{DecodeError, WireReader, WireWriter};
use crate::{Key, Randomness, Subject};

const SLOT: &[u8] = b"onward slot 1";
const WRAP: &[u8] = b"onward wrap 1";
const WRAP_RING: &[u8] = b"onward ring 2";
const COMPARTMENT: &[u8] = b"onward compartment 2";
/// All rings of people who came with this version are of one length.
const BUCKET: usize = 96;

/// Where in a key store a ring lies. Known only to the holder of the instance key; changes with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slot(pub [u8; 16]);

/// A ring at rest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrappedRing {
    /// Where it lies.
    pub slot: Slot,
    /// Which instance key opens it.
    pub generation: u32,
    /// Nonce, ciphertext, tag.
    pub sealed: Vec<u8>,
}

/// The keys of one owner.
#[derive(Debug, Clone)]
pub struct KeyRing {
    /// Whose.
    pub owner: Subject,
    root: Key,
    /// Keys that the first version of the program made for compartments, each of its own.
    earlier: BTreeMap<Compartment, Key>,
}

/// Why a ring was not unwrapped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum UnwrapError {
    /// Wrapped under another instance key.
    #[error("wrapped under instance key `{found}`, this is `{held}`")]
    Generation {
        /// The generation it names.
        found: u32,
        /// The generation held.
        held: u32,
    },
    /// Altered, moved to another slot, or the instance key is another one.
    #[error("a wrapped ring does not open under this instance key")]
    Seal,
    /// The ring was written by a newer program.
    #[error("a key ring that this program cannot read")]
    Newer,
}

impl KeyRing {
    /// A new ring.
    pub fn new(owner: Subject, randomness: &mut impl Randomness) -> Self {
        Self::of(owner, Key::random(randomness))
    }

    /// A ring around a root key.
    pub fn of(owner: Subject, root: Key) -> Self {
        Self { owner, root, earlier: BTreeMap::new() }
    }

    /// The same ring with a key that the first version made for a compartment.
    #[must_use]
    pub fn with_earlier(mut self, compartment: Compartment, key: Key) -> Self {
        self.earlier.insert(compartment, key);
        self
    }

    /// The key of what is in no compartment, or of one compartment.
    pub fn key(&self, compartment: Option<Compartment>) -> Key {
        let Some(compartment) = compartment else { return self.root.clone() };
        let mut label = WireWriter::over(COMPARTMENT.to_vec());
        compartment.put(&mut label);
        self.root.expand(label.as_bytes())
    }

    /// The key that the first version made for a compartment.
    pub fn earlier(&self, compartment: Compartment) -> Option<&Key> {
        self.earlier.get(&compartment)
    }

    /// `1, owner, root, earlier`; a ring that holds more has another number in front.
    fn put(&self, to: &mut WireWriter) {
        to.byte(1);
        self.owner.put(to);
        to.raw(self.root.expose());
        to.count(self.earlier.len());
        for (compartment, key) in &self.earlier {
            compartment.put(to);
            to.raw(key.expose());
        }
    }

    fn take(from: &mut WireReader<'_>) -> Result<Self, DecodeError> {
        let version = from.byte()?;
        if version != 1 {
            return from.fail(crate::wire::Malformed::Version(version));
        }
        let owner = Coded::take(from)?;
        let mut ring = Self::of(owner, Key::from_bytes(from.array()?));
        for _ in 0..from.count(Compartment::ALL.len())? {
            let compartment = Coded::take(from)?;
            ring = ring.with_earlier(compartment, Key::from_bytes(from.array()?));
        }
        Ok(ring)
    }
}

/// The key that wraps all rings of one instance; kept off the database host.
#[derive(Debug, Clone)]
pub struct InstanceKey {
    generation: u32,
    wrapping: Key,
    rings: Key,
    slots: Key,
}

impl InstanceKey {
    /// From its secret and its number; each change of the instance key counts one up.
    pub fn new(secret: &Key, generation: u32) -> Self {
        let [wrapping, rings, slots] = [WRAP, WRAP_RING, SLOT].map(|label| secret.expand(label));
        Self { generation, wrapping, rings, slots }
    }

    /// Its number.
    pub fn generation(&self) -> u32 {
        self.generation
    }

    /// Where the ring of an owner lies under this instance key.
    pub fn slot(&self, owner: Subject) -> Slot {
        let mut name = WireWriter::default();
        owner.put(&mut name);
        name.byte(0);
        Slot(self.slots.mac(name.as_bytes()).first_chunk().copied().unwrap_or_default())
    }

    /// Wraps a ring. Nothing only where the cipher itself refuses.
    pub fn wrap(&self, ring: &KeyRing) -> Option<WrappedRing> {
        let slot = self.slot(ring.owner);
        let mut to = WireWriter::with_capacity(BUCKET);
        ring.put(&mut to);
        let mut plain = Zeroizing::new(to.into_bytes());
        let padded = plain.len().next_multiple_of(BUCKET);
        plain.resize(padded, 0);
        let sealed = self.rings.lock(&self.place(WRAP_RING, slot), &plain)?;
        Some(WrappedRing { slot, generation: self.generation, sealed })
    }

    /// Unwraps a ring.
    pub fn unwrap(&self, wrapped: &WrappedRing) -> Result<KeyRing, UnwrapError> {
        self.held(wrapped)?;
        let plain =
            self.rings.unlock(&self.place(WRAP_RING, wrapped.slot), &wrapped.sealed).ok_or(UnwrapError::Seal)?;
        KeyRing::take(&mut WireReader::new(&plain)).map_err(|_| UnwrapError::Newer)
    }

    /// Unwraps one key as the first version kept it: whose, of which compartment, and the key.
    pub fn unwrap_first(&self, wrapped: &WrappedRing) -> Result<(Subject, Option<Compartment>, Key), UnwrapError> {
        self.held(wrapped)?;
        let plain = self.wrapping.unlock(&self.place(WRAP, wrapped.slot), &wrapped.sealed).ok_or(UnwrapError::Seal)?;
        read_first(&mut WireReader::new(&plain)).map_err(|_| UnwrapError::Newer)
    }

    fn held(&self, wrapped: &WrappedRing) -> Result<(), UnwrapError> {
        if wrapped.generation == self.generation {
            return Ok(());
        }
        Err(UnwrapError::Generation { found: wrapped.generation, held: self.generation })
    }

    fn place(&self, label: &[u8], slot: Slot) -> Vec<u8> {
        [label, &self.generation.to_be_bytes(), &slot.0].concat()
    }
}

fn read_first(from: &mut WireReader<'_>) -> Result<(Subject, Option<Compartment>, Key), DecodeError> {
    let subject = Coded::take(from)?;
    let compartment = match from.rest().first() {
        Some(0) => from.byte().map(|_| None)?,
        _ => Some(Compartment::take(from)?),
    };
    let key = Key::from_bytes(from.array()?);
    from.end()?;
    Ok((subject, compartment, key))
}
