//! Wrapping: data keys at rest under the instance key, so that destroying one key of 32 bytes destroys all.
//!
//! To forget for good, the keys that remain are wrapped anew under a new instance key and the old one is destroyed:
//! an old copy of a wrapped key then opens under nothing. A wrapped key is found by its [`Slot`], a keyed hash of
//! subject and compartment: the key store alone tells neither who is in it nor who has something in a compartment.

use model::Compartment;
use zeroize::Zeroizing;

use crate::canonical::{compartment_of, compartment_tag, read_subject, write_subject};
use crate::wire::{Reader, Writer};
use crate::{Key, Randomness, Subject, cipher};

const SLOT: &[u8] = b"onward slot 1";
const WRAP: &[u8] = b"onward wrap 1";
/// Tag and id of a subject, tag of a compartment, key.
const PLAIN: usize = 17 + 1 + 32;

/// Where in a key store a key lies. Known only to the holder of the instance key; changes with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slot(pub [u8; 16]);

/// A data key at rest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrapped {
    /// Where it lies.
    pub slot: Slot,
    /// Which instance key opens it.
    pub generation: u32,
    /// Nonce, ciphertext, tag.
    pub sealed: Vec<u8>,
}

/// A data key and whose it is.
#[derive(Debug, Clone)]
pub struct Unwrapped {
    /// Whose.
    pub subject: Subject,
    /// Of which compartment.
    pub compartment: Option<Compartment>,
    /// The key.
    pub key: Key,
}

/// Why a key was not unwrapped.
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
    #[error("wrapped key does not open under this instance key")]
    Seal,
}

/// The key that wraps all data keys of one instance; kept off the database host.
#[derive(Debug, Clone)]
pub struct InstanceKey {
    generation: u32,
    wrapping: Key,
    slots: Key,
}

impl InstanceKey {
    /// From its secret and its number; each change of the instance key counts one up.
    pub fn new(secret: &Key, generation: u32) -> Self {
        Self { generation, wrapping: secret.expand(WRAP), slots: secret.expand(SLOT) }
    }

    /// Its number.
    pub fn generation(&self) -> u32 {
        self.generation
    }

    /// Where the key of a subject, or of one compartment of it, lies under this instance key.
    pub fn slot(&self, subject: Subject, compartment: Option<Compartment>) -> Slot {
        let mut writer = Writer::default();
        write_name(&mut writer, subject, compartment);
        let [slot, _] = halves(self.slots.mac(writer.as_bytes()));
        Slot(slot)
    }

    /// Wraps a data key. Nothing only where the cipher itself refuses, which it does for texts of many gigabytes.
    pub fn wrap(&self, of: &Unwrapped, randomness: &mut impl Randomness) -> Option<Wrapped> {
        let slot = self.slot(of.subject, of.compartment);
        let mut writer = Writer::with_capacity(PLAIN);
        write_name(&mut writer, of.subject, of.compartment);
        let name = Zeroizing::new(writer.into_bytes());
        let mut buffer = cipher::blank(PLAIN);
        buffer.extend_from_slice(&name);
        buffer.extend_from_slice(of.key.expose());
        let sealed = cipher::encrypt(&self.wrapping, &self.binding(slot), randomness, buffer)?;
        Some(Wrapped { slot, generation: self.generation, sealed })
    }

    /// Unwraps a data key.
    pub fn unwrap(&self, wrapped: &Wrapped) -> Result<Unwrapped, UnwrapError> {
        if wrapped.generation != self.generation {
            return Err(UnwrapError::Generation { found: wrapped.generation, held: self.generation });
        }
        let plain = cipher::decrypt(&self.wrapping, &self.binding(wrapped.slot), &wrapped.sealed);
        plain.and_then(|plain| read_plain(&plain)).ok_or(UnwrapError::Seal)
    }

    /// Wraps a data key anew under the next instance key.
    pub fn rewrap(
        &self,
        next: &Self,
        wrapped: &Wrapped,
        randomness: &mut impl Randomness,
    ) -> Result<Wrapped, UnwrapError> {
        next.wrap(&self.unwrap(wrapped)?, randomness).ok_or(UnwrapError::Seal)
    }

    fn binding(&self, slot: Slot) -> Vec<u8> {
        [WRAP, &self.generation.to_be_bytes(), &slot.0].concat()
    }
}

fn write_name(writer: &mut Writer, subject: Subject, compartment: Option<Compartment>) {
    write_subject(writer, subject);
    writer.byte(compartment_tag(compartment));
}

fn read_plain(plain: &[u8]) -> Option<Unwrapped> {
    let mut reader = Reader::new(plain);
    let subject = read_subject(&mut reader).ok()?;
    let compartment = compartment_of(reader.byte().ok()?).ok()?;
    let key = Key::from_bytes(reader.array().ok()?);
    reader.end().ok()?;
    Some(Unwrapped { subject, compartment, key })
}

fn halves(bytes: [u8; 32]) -> [[u8; 16]; 2] {
    std::array::from_fn(|half| std::array::from_fn(|at| bytes.get(half * 16 + at).copied().unwrap_or_default()))
}
