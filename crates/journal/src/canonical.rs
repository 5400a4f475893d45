//! The one byte form of a sealed fact: stored, hashed, chained.
//!
//! `version, seq | origin, number there, moment, head, parts`. What follows the bar is the same at every instance; the
//! number a fact has here stands before it, so a fact that travels keeps its seals and its [`Digest`].
//! The layout of a version never changes: facts of version 1 are read as they are (`first`), and new ones are of
//! version 2.

use model::{Id, Timestamp};

use crate::Envelope;
use crate::coded::Coded;
use crate::first::FirstFact;
use crate::hash::{Digest, sha256};
use crate::limits::{MAX_FACT, MAX_PART, MAX_TEXT};
use crate::wire::{DecodeError, Malformed, WireReader, WireWriter};

const FIRST: u8 = 1;
const SECOND: u8 = 2;
const LABEL_FIRST: &[u8] = b"onward fact 1";
const LABEL_SECOND: &[u8] = b"onward fact 2";

/// A fact as it is stored and travels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedFact {
    /// Its number here.
    pub seq: u64,
    /// The instance where it was first written.
    pub origin: Id,
    /// Its number there.
    pub origin_seq: u64,
    /// When it was written.
    pub recorded_at: Timestamp,
    pub(crate) carried: Carried,
}

/// What only the holders of keys can read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Carried {
    /// Written by the first version of the program.
    First(Box<FirstFact>),
    /// The sealed head, and the sealed parts one behind the other.
    Second { head: Vec<u8>, body: Vec<u8> },
}

impl SealedFact {
    /// The canonical bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let room = match &self.carried {
            Carried::First(_) => 2048,
            Carried::Second { head, body } => 64 + head.len() + body.len(),
        };
        let mut to = WireWriter::with_capacity(room);
        to.byte(self.version());
        to.u64(self.seq);
        self.put_carried(&mut to);
        to.into_bytes()
    }

    /// Reads canonical bytes, and nothing but those.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, DecodeError> {
        let mut from = WireReader::new(bytes);
        if bytes.len() > MAX_FACT {
            return from.fail(Malformed::TooLong);
        }
        let (version, seq) = take_head(&mut from)?;
        let fact = if version == FIRST { take_first(&mut from, seq)? } else { take_second(&mut from, seq)? };
        from.end()?;
        Ok(fact)
    }

    /// The hash by which this fact is the same everywhere.
    pub fn digest(&self) -> Digest {
        let mut to = WireWriter::default();
        self.put_carried(&mut to);
        digest_of(self.version(), to.as_bytes())
    }

    /// Whether the first version of the program wrote it.
    pub fn is_first(&self) -> bool {
        matches!(self.carried, Carried::First(_))
    }

    fn version(&self) -> u8 {
        match self.carried {
            Carried::First(_) => FIRST,
            Carried::Second { .. } => SECOND,
        }
    }

    fn put_carried(&self, to: &mut WireWriter) {
        match &self.carried {
            Carried::First(fact) => fact.put(to),
            Carried::Second { head, body } => {
                self.origin.put(to);
                to.u64(self.origin_seq);
                self.recorded_at.put(to);
                to.bytes(head);
                to.bytes(body);
            }
        }
    }
}

fn take_first(from: &mut WireReader<'_>, seq: u64) -> Result<SealedFact, DecodeError> {
    let fact = FirstFact::take(from)?;
    let FirstFact { origin, origin_seq, recorded_at, .. } = fact;
    Ok(SealedFact { seq, origin, origin_seq, recorded_at, carried: Carried::First(Box::new(fact)) })
}

fn take_second(from: &mut WireReader<'_>, seq: u64) -> Result<SealedFact, DecodeError> {
    let (origin, origin_seq, recorded_at) = (Id::take(from)?, from.u64()?, Timestamp::take(from)?);
    let head = from.bytes(MAX_PART)?.to_vec();
    let body = from.bytes(MAX_FACT)?.to_vec();
    Ok(SealedFact { seq, origin, origin_seq, recorded_at, carried: Carried::Second { head, body } })
}

/// What stored canonical bytes show without reading further.
pub(crate) struct ShownBytes<'a> {
    pub seq: u64,
    pub origin: Id,
    pub origin_seq: u64,
    version: u8,
    carried: &'a [u8],
}

impl<'a> ShownBytes<'a> {
    /// Of bytes as they are stored.
    pub fn of(bytes: &'a [u8]) -> Result<Self, DecodeError> {
        let mut from = WireReader::new(bytes);
        let (version, seq) = take_head(&mut from)?;
        let carried = from.rest();
        // Both versions begin with the origin and the number there.
        Ok(Self { seq, origin: Id::take(&mut from)?, origin_seq: from.u64()?, version, carried })
    }

    /// Hash of the travelling bytes.
    pub fn digest(&self) -> Digest {
        digest_of(self.version, self.carried)
    }
}

fn digest_of(version: u8, carried: &[u8]) -> Digest {
    let label = if version == FIRST { LABEL_FIRST } else { LABEL_SECOND };
    Digest(sha256(&[label, carried]))
}

fn take_head(from: &mut WireReader<'_>) -> Result<(u8, u64), DecodeError> {
    match from.byte()? {
        version @ (FIRST | SECOND) => Ok((version, from.u64()?)),
        other => Err(DecodeError { at: 0, why: Malformed::Version(other) }),
    }
}

/// Everything of the envelope that does not show.
pub(crate) fn put_envelope(envelope: &Envelope, to: &mut WireWriter) {
    envelope.occurred_on.put(to);
    to.text(&envelope.actor);
    to.text(&envelope.controller);
    to.text(&envelope.office);
    to.text(&envelope.purpose);
    envelope.basis.put(to);
    to.text(&envelope.source);
    envelope.idempotency.put(to);
    envelope.device.put(to);
    to.raw(&envelope.schema.0);
    envelope.batch.put(to);
}

/// The envelope of a fact whose head is open.
pub(crate) fn take_envelope(from: &mut WireReader<'_>, fact: &SealedFact) -> Result<Envelope, DecodeError> {
    // Fields are read in the order in which they are written above.
    Ok(Envelope {
        origin: fact.origin,
        origin_seq: fact.origin_seq,
        seq: fact.seq,
        recorded_at: fact.recorded_at,
        occurred_on: Coded::take(from)?,
        actor: from.text(MAX_TEXT)?,
        controller: from.text(MAX_TEXT)?,
        office: from.text(MAX_TEXT)?,
        purpose: from.text(MAX_TEXT)?,
        basis: Coded::take(from)?,
        source: from.text(MAX_TEXT)?,
        idempotency: from.option(|from| from.text(MAX_TEXT))?,
        device: from.option(|from| from.text(MAX_TEXT))?,
        schema: from.array().map(Digest)?,
        batch: Coded::take(from)?,
    })
}
