//! Sealing, version 2: at rest a fact shows its origin, its number there, the moment and its length.
//!
//! The head - envelope, whose the parts are, how long each is - is sealed under the instance's data key. Then comes one
//! part a subject, sealed under the subject's key, so that destroying one key forgets one subject. Inside a part stands
//! one frame for what is in no compartment and one for each compartment, sealed once more under the compartment's key,
//! which is derived from the subject's: from outside nobody can tell how many there are. Everything is padded.
//!
//! XChaCha20-Poly1305 with random 24-byte nonces; a compartment's frame takes the nonce of its part, under a key of its
//! own. Next: `bound.rs`, what each seal binds.

use zeroize::Zeroizing;

use crate::bound::{Shown, binding, bound};
use crate::canonical::{Carried, put_envelope};
use crate::cipher::{self, NONCE, PLAIN_START, TAG};
use crate::coded::Coded;
use crate::frame::{Frame, HEAD_BUCKET, bucket};
use crate::limits::{MAX_FACT, MAX_PART, MAX_PARTS, MAX_TEXT};
use crate::wire::WireWriter;
use crate::{Envelope, Fact, Key, Keys, Part, Randomness, SealedFact, Subject};

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
    /// All parts together are longer than 32 MiB, or one is longer than 16.
    #[error("a fact of `{0}` bytes")]
    TooLarge(usize),
    /// There is no key to seal what is about this subject.
    #[error("no key for part `{part}`")]
    NoKey {
        /// The position of its part, from 0.
        part: usize,
    },
    /// The cipher refused.
    #[error("cannot be sealed")]
    Cipher,
}

/// Whether a fact can be sealed, keys apart: whoever decides asks before it is taken into a group.
pub fn check(fact: &Fact) -> Result<(), SealError> {
    checked(fact).map(drop)
}

/// What a fact says by subject, where it can be sealed.
fn checked(fact: &Fact) -> Result<Vec<SubjectPart>, SealError> {
    envelope(&fact.envelope)?;
    if !(1..=MAX_PARTS).contains(&fact.parts.len()) {
        return Err(SealError::Parts(fact.parts.len()));
    }
    let parts = grouped(&fact.parts);
    sizes(parts.iter().map(SubjectPart::padded))?;
    Ok(parts)
}

/// Seals a fact whose numbers are given: the writer calls this when it appends.
pub fn seal(fact: &Fact, keys: &impl Keys, randomness: &mut impl Randomness) -> Result<SealedFact, SealError> {
    let parts = checked(fact)?;
    let shown = Shown::of(&fact.envelope);
    let own = keys.key(Subject::Instance, None).ok_or(SealError::NoKey { part: 0 })?;
    let head = head_of(&fact.envelope, &parts);
    let binding = binding(&shown, &head);
    let mut body = Vec::with_capacity(parts.iter().map(SubjectPart::sealed).sum());
    for (at, part) in parts.into_iter().enumerate() {
        body.extend_from_slice(&part.seal(at, &binding, keys, randomness)?);
    }
    let head = seal_head(&own, &shown, &head, randomness).ok_or(SealError::Cipher)?;
    let Envelope { seq, origin, origin_seq, recorded_at, .. } = fact.envelope;
    Ok(SealedFact { seq, origin, origin_seq, recorded_at, carried: Carried::Second { head, body } })
}

fn envelope(e: &Envelope) -> Result<(), SealError> {
    let named = [
        ("actor", Some(&e.actor)),
        ("controller", Some(&e.controller)),
        ("office", Some(&e.office)),
        ("purpose", Some(&e.purpose)),
        ("source", Some(&e.source)),
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
    Ok(())
}

/// Whether parts of these lengths may be stored, and so bundled.
fn sizes(lengths: impl Iterator<Item = usize>) -> Result<(), SealError> {
    let mut total = 0;
    for length in lengths {
        total += length;
        // The head and what stands around the parts take less than a tenth of this margin.
        if length > MAX_PART || total > MAX_FACT - (1 << 20) {
            return Err(SealError::TooLarge(total));
        }
    }
    Ok(())
}

/// The head before it is padded.
fn head_of(envelope: &Envelope, parts: &[SubjectPart]) -> Zeroizing<Vec<u8>> {
    let mut to = WireWriter::with_capacity(HEAD_BUCKET);
    put_envelope(envelope, &mut to);
    to.count(parts.len());
    for part in parts {
        part.subject.put(&mut to);
        to.count(part.sealed());
    }
    Zeroizing::new(to.into_bytes())
}

fn seal_head(own: &Key, shown: &Shown, head: &[u8], randomness: &mut impl Randomness) -> Option<Vec<u8>> {
    let padded = head.len().next_multiple_of(HEAD_BUCKET);
    let mut buffer = cipher::blank(padded);
    cipher::draw(randomness, &mut buffer)?;
    buffer.extend_from_slice(head);
    buffer.resize(PLAIN_START + padded, 0);
    cipher::encrypt(own, &shown.bound(), buffer)
}

/// Everything a fact says of one subject.
struct SubjectPart {
    subject: Subject,
    /// Of no compartment first, then of each.
    frames: Vec<Frame>,
}

/// Parts by subject, in the order in which subjects come.
fn grouped(parts: &[Part]) -> Vec<SubjectPart> {
    let mut grouped: Vec<SubjectPart> = vec![];
    for part in parts {
        let at = grouped.iter().position(|other| other.subject == part.subject);
        let at = at.unwrap_or_else(|| {
            grouped.push(SubjectPart { subject: part.subject, frames: vec![] });
            grouped.len() - 1
        });
        if let Some(grouped) = grouped.get_mut(at) {
            grouped.add(part);
        }
    }
    grouped
}

impl SubjectPart {
    fn add(&mut self, part: &Part) {
        let at = self.frames.partition_point(|frame| frame.compartment < part.compartment);
        if self.frames.get(at).is_none_or(|frame| frame.compartment != part.compartment) {
            self.frames.insert(at, Frame::of(part.compartment));
        }
        if let Some(frame) = self.frames.get_mut(at) {
            frame.add(&part.body);
        }
    }

    fn padded(&self) -> usize {
        bucket(Frame::length(&self.frames))
    }

    fn sealed(&self) -> usize {
        NONCE + self.padded() + TAG
    }

    fn seal(
        self,
        at: usize,
        binding: &[u8; 32],
        keys: &impl Keys,
        randomness: &mut impl Randomness,
    ) -> Result<Vec<u8>, SealError> {
        let key = |compartment| keys.key(self.subject, compartment).ok_or(SealError::NoKey { part: at });
        let outer = key(None)?;
        let padded = self.padded();
        let mut buffer = cipher::blank(padded);
        let nonce = cipher::draw(randomness, &mut buffer).ok_or(SealError::Cipher)?;
        let mut to = WireWriter::over(buffer);
        to.count(self.frames.len());
        for frame in self.frames {
            let inner = frame.compartment.map(|compartment| key(Some(compartment))).transpose()?;
            let bound = bound(binding, at, self.subject, frame.compartment);
            frame.put(&mut to, inner.as_ref().map(|key| (key, &nonce)), &bound).ok_or(SealError::Cipher)?;
        }
        let mut buffer = to.into_bytes();
        buffer.resize(PLAIN_START + padded, 0);
        cipher::encrypt(&outer, &bound(binding, at, self.subject, None), buffer).ok_or(SealError::Cipher)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_not_fit_a_bundle_is_refused() {
        assert_eq!(sizes([MAX_PART, 15 << 20].into_iter()), Ok(()));
        assert_eq!(sizes([1, MAX_PART + 1].into_iter()), Err(SealError::TooLarge(MAX_PART + 2)));
        assert_eq!(sizes([MAX_PART, 16 << 20].into_iter()), Err(SealError::TooLarge(32 << 20)));
    }
}
