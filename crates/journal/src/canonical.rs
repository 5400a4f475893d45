//! The one byte form of an envelope and of a sealed fact: stored, hashed, bound into every seal.
//!
//! `version, seq | envelope without seq, parts`. What follows the bar is the same at every instance; the number
//! a fact has here stands before it, so a fact that travels keeps its seals and its [`Digest`].
//! The layout of a version never changes; a change is a new version beside it.

use model::{Compartment, Id, Timestamp, day_number, from_day_number};

use crate::hash::{Digest, sha256};
use crate::wire::{DecodeError, Malformed, Reader, Writer};
use crate::{Basis, Envelope, SealedFact, SealedPart, Subject};

/// Longest text of an envelope, in bytes.
pub const MAX_TEXT: usize = 512;
/// Longest sealed part, in bytes; an installed pack with all its files fits.
pub const MAX_PART: usize = 16 << 20;
/// Longest fact, in bytes; what can be sealed can also be bundled.
pub const MAX_FACT: usize = 32 << 20;
/// Most parts of one fact.
pub const MAX_PARTS: usize = 4096;

pub(crate) const VERSION: u8 = 1;
const LABEL: &[u8] = b"onward fact 1";

impl SealedFact {
    /// The canonical bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let room: usize = self.parts.iter().map(|part| part.sealed.len() + 32).sum();
        let mut writer = Writer::with_capacity(512 + room);
        writer.byte(VERSION);
        writer.u64(self.envelope.seq);
        self.write_carried(&mut writer);
        writer.into_bytes()
    }

    /// Reads canonical bytes, and nothing but those.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, DecodeError> {
        let mut reader = Reader::new(bytes);
        if bytes.len() > MAX_FACT {
            return reader.fail(Malformed::TooLong);
        }
        let seq = read_head(&mut reader)?;
        let envelope = read_envelope(&mut reader, seq)?;
        let count = reader.count(MAX_PARTS)?;
        // A part takes at least two bytes: what the input cannot hold is not reserved.
        let mut parts = Vec::with_capacity(count.min(bytes.len() / 2));
        for _ in 0..count {
            let subject = read_subject(&mut reader)?;
            parts.push(SealedPart { subject, sealed: reader.bytes(MAX_PART)?.to_vec() });
        }
        reader.end()?;
        Ok(Self { envelope, parts })
    }

    /// The hash by which this fact is the same everywhere.
    pub fn digest(&self) -> Digest {
        let mut writer = Writer::default();
        self.write_carried(&mut writer);
        digest_of(writer.as_bytes())
    }

    fn write_carried(&self, writer: &mut Writer) {
        write_envelope(writer, &self.envelope);
        writer.count(self.parts.len());
        for part in &self.parts {
            write_subject(writer, part.subject);
            writer.bytes(&part.sealed);
        }
    }
}

/// The number and the travelling bytes of stored canonical bytes, without reading further.
pub(crate) fn head(bytes: &[u8]) -> Result<(u64, &[u8]), DecodeError> {
    let mut reader = Reader::new(bytes);
    let seq = read_head(&mut reader)?;
    Ok((seq, reader.rest()))
}

/// Hash of the travelling bytes.
pub(crate) fn digest_of(carried: &[u8]) -> Digest {
    Digest(sha256(&[LABEL, carried]))
}

fn read_head(reader: &mut Reader<'_>) -> Result<u64, DecodeError> {
    match reader.byte()? {
        VERSION => reader.u64(),
        other => Err(DecodeError { at: 0, why: Malformed::Version(other) }),
    }
}

/// Everything of the envelope but its number here.
pub(crate) fn write_envelope(writer: &mut Writer, envelope: &Envelope) {
    writer.raw(&envelope.origin.0);
    writer.u64(envelope.origin_seq);
    writer.i64(envelope.recorded_at.0);
    writer.option(envelope.occurred_on, |w, day| w.raw(&day_number(day).to_be_bytes()));
    writer.text(&envelope.actor);
    writer.text(&envelope.controller);
    writer.text(&envelope.office);
    writer.text(&envelope.purpose);
    writer.byte(basis_tag(envelope.basis));
    writer.text(&envelope.source);
    writer.option(envelope.idempotency.as_deref(), Writer::text);
    writer.option(envelope.device.as_deref(), Writer::text);
    writer.text(&envelope.schema);
    writer.option(envelope.batch, |w, id| w.raw(&id.0));
}

fn read_envelope(reader: &mut Reader<'_>, seq: u64) -> Result<Envelope, DecodeError> {
    // Fields are read in the order in which they are written here.
    Ok(Envelope {
        seq,
        origin: reader.array().map(Id)?,
        origin_seq: reader.u64()?,
        recorded_at: reader.i64().map(Timestamp)?,
        occurred_on: reader.option(read_day)?,
        actor: reader.text(MAX_TEXT)?,
        controller: reader.text(MAX_TEXT)?,
        office: reader.text(MAX_TEXT)?,
        purpose: reader.text(MAX_TEXT)?,
        basis: read_basis(reader)?,
        source: reader.text(MAX_TEXT)?,
        idempotency: reader.option(|r| r.text(MAX_TEXT))?,
        device: reader.option(|r| r.text(MAX_TEXT))?,
        schema: reader.text(MAX_TEXT)?,
        batch: reader.option(|r| r.array().map(Id))?,
    })
}

fn read_day(reader: &mut Reader<'_>) -> Result<model::Date, DecodeError> {
    let at = reader.at();
    let number = reader.array().map(i32::from_be_bytes)?;
    let day = from_day_number(number);
    // The calendar clamps what lies beyond it; that would be a second encoding of its last day.
    if day_number(day) == number { Ok(day) } else { Err(DecodeError { at, why: Malformed::Number }) }
}

pub(crate) fn write_subject(writer: &mut Writer, subject: Subject) {
    match subject {
        Subject::Instance => writer.byte(0),
        Subject::Person(id) => {
            writer.byte(1);
            writer.raw(&id.0);
        }
        Subject::Household(id) => {
            writer.byte(2);
            writer.raw(&id.0);
        }
    }
}

pub(crate) fn read_subject(reader: &mut Reader<'_>) -> Result<Subject, DecodeError> {
    let at = reader.at();
    match reader.byte()? {
        0 => Ok(Subject::Instance),
        1 => reader.array().map(|id| Subject::Person(Id(id))),
        2 => reader.array().map(|id| Subject::Household(Id(id))),
        tag => Err(DecodeError { at, why: Malformed::Tag(tag) }),
    }
}

fn basis_tag(basis: Basis) -> u8 {
    match basis {
        Basis::Consent => 1,
        Basis::VitalInterest => 2,
        Basis::PublicInterest => 3,
        Basis::LegitimateInterest => 4,
        Basis::Contract => 5,
        Basis::LegalObligation => 6,
    }
}

fn read_basis(reader: &mut Reader<'_>) -> Result<Basis, DecodeError> {
    let at = reader.at();
    match reader.byte()? {
        1 => Ok(Basis::Consent),
        2 => Ok(Basis::VitalInterest),
        3 => Ok(Basis::PublicInterest),
        4 => Ok(Basis::LegitimateInterest),
        5 => Ok(Basis::Contract),
        6 => Ok(Basis::LegalObligation),
        tag => Err(DecodeError { at, why: Malformed::Tag(tag) }),
    }
}

/// 0 is left for "no compartment".
pub(crate) fn compartment_tag(compartment: Option<Compartment>) -> u8 {
    match compartment {
        None => 0,
        Some(Compartment::Gbv) => 1,
        Some(Compartment::Child) => 2,
        Some(Compartment::Trafficking) => 3,
        Some(Compartment::Asylum) => 4,
        Some(Compartment::Health) => 5,
        Some(Compartment::Sogi) => 6,
        Some(Compartment::Biometric) => 7,
        Some(Compartment::Shelter) => 8,
    }
}

pub(crate) fn compartment_of(tag: u8) -> Result<Option<Compartment>, Malformed> {
    let compartment = match tag {
        0 => return Ok(None),
        1 => Compartment::Gbv,
        2 => Compartment::Child,
        3 => Compartment::Trafficking,
        4 => Compartment::Asylum,
        5 => Compartment::Health,
        6 => Compartment::Sogi,
        7 => Compartment::Biometric,
        8 => Compartment::Shelter,
        _ => return Err(Malformed::Tag(tag)),
    };
    Ok(Some(compartment))
}
