//! Sealing: each part under the key of its subject, so that destroying one key forgets one subject.
//!
//! XChaCha20-Poly1305 with random 24-byte nonces. The seal of a part binds the envelope (without `seq`), how many
//! parts there are, which of them this is, and whose it is: a part cannot be moved, re-labelled or dropped. `seq`
//! is left to the chain, so that a fact keeps its seals at an instance where it has another number.
//! A part in a compartment is sealed twice: inside under the compartment's key, outside under the subject's. Only
//! the subject stands in the clear; that there is a compartment at all shows only to a holder of the subject's
//! key, because "violence" beside a person's id would be a disclosure by itself.

use model::Compartment;

use crate::canonical::{MAX_FACT, MAX_PART, MAX_PARTS, MAX_TEXT, compartment_tag, write_envelope, write_subject};
use crate::cipher::{self, PLAIN_START};
use crate::payload::{FRAME_HEAD, close_frame, write_body};
use crate::wire::Writer;
use crate::{Envelope, Fact, Keys, Part, Randomness, Subject};

const LABEL: &[u8] = b"onward part 1";
/// Room for the bodies that come most often, so that plaintext is not left behind by a growing buffer.
const USUAL: usize = 1024;

/// A fact as it is stored and travels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedFact {
    /// Who, when, why; in the clear.
    pub envelope: Envelope,
    /// What, by subject; at least one.
    pub parts: Vec<SealedPart>,
}

/// One part: whose it is, and what only the holder of that key can read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedPart {
    /// Whose key seals it.
    pub subject: Subject,
    /// Nonce, ciphertext, tag.
    pub sealed: Vec<u8>,
}

/// Why a fact was not sealed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// Every write names who acts, whose data it is, where and why.
    #[error("a fact without `{0}`")]
    Missing(&'static str),
    /// A text of the envelope is longer than 512 bytes.
    #[error("`{0}` is too long")]
    TooLong(&'static str),
    /// A fact has between 1 and 4,096 parts.
    #[error("a fact of `{0}` parts")]
    Parts(usize),
    /// All parts together are longer than 32 MiB.
    #[error("a fact of `{0}` bytes")]
    TooLarge(usize),
    /// There is no key to seal this part under.
    #[error("no key for part `{part}`")]
    NoKey {
        /// Its position, from 0.
        part: usize,
    },
    /// The body does not fit or cannot be written.
    #[error("part `{part}` cannot be sealed")]
    Body {
        /// Its position, from 0.
        part: usize,
    },
}

/// Seals a fact whose numbers are given: the writer calls this when it appends.
pub fn seal(fact: &Fact, keys: &impl Keys, randomness: &mut impl Randomness) -> Result<SealedFact, SealError> {
    check(fact)?;
    let mut binding = Binding::new(&fact.envelope, fact.parts.len());
    let parts = fact.parts.iter().enumerate();
    let parts = parts.map(|(at, part)| seal_part(part, at, &mut binding, keys, randomness));
    let parts: Vec<SealedPart> = parts.collect::<Result<_, _>>()?;
    check_size(parts.iter().map(|part| part.sealed.len()))?;
    Ok(SealedFact { envelope: fact.envelope.clone(), parts })
}

fn check(fact: &Fact) -> Result<(), SealError> {
    let e = &fact.envelope;
    let named = [
        ("actor", Some(&e.actor)),
        ("controller", Some(&e.controller)),
        ("office", Some(&e.office)),
        ("purpose", Some(&e.purpose)),
        ("source", Some(&e.source)),
        ("schema", Some(&e.schema)),
        ("idempotency", e.idempotency.as_ref()),
        ("device", e.device.as_ref()),
    ];
    for (name, text) in named {
        match text.map_or(1, String::len) {
            0 => return Err(SealError::Missing(name)),
            len if len > MAX_TEXT => return Err(SealError::TooLong(name)),
            _ => {}
        }
    }
    if (1..=MAX_PARTS).contains(&fact.parts.len()) { Ok(()) } else { Err(SealError::Parts(fact.parts.len())) }
}

/// Whether sealed parts of these lengths may be stored, and so bundled.
fn check_size(lengths: impl Iterator<Item = usize>) -> Result<(), SealError> {
    let mut total = 0;
    for (part, length) in lengths.enumerate() {
        if length > MAX_PART {
            return Err(SealError::Body { part });
        }
        total += length;
    }
    // The envelope and what stands around the parts take less than a tenth of this margin.
    if total > MAX_FACT - (1 << 20) { Err(SealError::TooLarge(total)) } else { Ok(()) }
}

fn seal_part(
    part: &Part,
    at: usize,
    binding: &mut Binding,
    keys: &impl Keys,
    randomness: &mut impl Randomness,
) -> Result<SealedPart, SealError> {
    let key = |compartment| keys.key(part.subject, compartment).ok_or(SealError::NoKey { part: at });
    let outer = key(None)?;
    let inner = part.compartment.map(|compartment| Ok((compartment, key(Some(compartment))?))).transpose()?;
    let seal = || {
        let mut frame = cipher::blank(USUAL);
        frame.extend_from_slice(&[0; FRAME_HEAD]);
        match inner {
            None => write_body(&part.body, &mut frame).ok()?,
            Some((compartment, key)) => {
                let mut body = cipher::blank(USUAL);
                write_body(&part.body, &mut body).ok()?;
                let aad = binding.inner(at, part.subject, compartment);
                frame.extend_from_slice(&cipher::encrypt(&key, aad, randomness, body)?);
            }
        }
        close_frame(&mut frame, PLAIN_START, compartment_tag(part.compartment))?;
        cipher::encrypt(&outer, binding.outer(at, part.subject), randomness, frame)
    };
    Ok(SealedPart { subject: part.subject, sealed: seal().ok_or(SealError::Body { part: at })? })
}

/// What a seal binds: label, envelope, number of parts; then position and subject; then the compartment, if inner.
pub(crate) struct Binding {
    writer: Writer,
    common: usize,
}

impl Binding {
    pub fn new(envelope: &Envelope, parts: usize) -> Self {
        let mut writer = Writer::with_capacity(USUAL);
        writer.raw(LABEL);
        write_envelope(&mut writer, envelope);
        writer.count(parts);
        let common = writer.as_bytes().len();
        Self { writer, common }
    }

    /// Of the seal under the subject's key.
    pub fn outer(&mut self, at: usize, subject: Subject) -> &[u8] {
        self.of_layer(at, subject, None)
    }

    /// Of the seal under the compartment's key.
    pub fn inner(&mut self, at: usize, subject: Subject, compartment: Compartment) -> &[u8] {
        self.of_layer(at, subject, Some(compartment))
    }

    fn of_layer(&mut self, at: usize, subject: Subject, compartment: Option<Compartment>) -> &[u8] {
        self.writer.truncate(self.common);
        self.writer.count(at);
        write_subject(&mut self.writer, subject);
        self.writer.byte(compartment_tag(compartment));
        self.writer.as_bytes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_not_fit_a_bundle_is_refused() {
        assert_eq!(check_size([MAX_PART, 15 << 20].into_iter()), Ok(()));
        assert_eq!(check_size([1, MAX_PART + 1].into_iter()), Err(SealError::Body { part: 1 }));
        assert_eq!(check_size([MAX_PART, 16 << 20].into_iter()), Err(SealError::TooLarge(32 << 20)));
    }
}
