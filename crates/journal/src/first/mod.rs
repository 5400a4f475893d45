//! Facts of the first version, as they were written: read for ever, written never.
//!
//! The layout, the tags and the JSON of bodies here are frozen; golden files hold them. In that version the envelope and
//! the subjects lay in the clear, each compartment had a key of its own, and fields stood under their names. What is read
//! comes out as facts of today, so that nothing above knows of versions.

mod body;

use model::{Compartment, Date, Id, Timestamp};

use self::body::read_body;
use crate::coded::Coded;
use crate::limits::{MAX_PART, MAX_PARTS, MAX_TEXT};
use crate::opened::{Broken, OpenedPart};
use crate::wire::{DecodeError, WireReader, WireWriter};
use crate::{Basis, Body, Envelope, Keys, Part, Subject, cipher};

const LABEL: &[u8] = b"onward part 1";

/// A fact of the first version, but for its number here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FirstFact {
    pub(crate) origin: Id,
    pub(crate) origin_seq: u64,
    pub(crate) recorded_at: Timestamp,
    occurred_on: Option<Date>,
    actor: String,
    controller: String,
    office: String,
    purpose: String,
    basis: Basis,
    source: String,
    idempotency: Option<String>,
    device: Option<String>,
    /// In hexadecimal digits.
    schema: String,
    batch: Option<Id>,
    parts: Vec<(Subject, Vec<u8>)>,
}

impl FirstFact {
    /// Reads what follows the number here.
    pub(crate) fn take(from: &mut WireReader<'_>) -> Result<Self, DecodeError> {
        let mut fact = Self {
            origin: Coded::take(from)?,
            origin_seq: from.u64()?,
            recorded_at: Coded::take(from)?,
            occurred_on: Coded::take(from)?,
            actor: from.text(MAX_TEXT)?,
            controller: from.text(MAX_TEXT)?,
            office: from.text(MAX_TEXT)?,
            purpose: from.text(MAX_TEXT)?,
            basis: Coded::take(from)?,
            source: from.text(MAX_TEXT)?,
            idempotency: from.option(|from| from.text(MAX_TEXT))?,
            device: from.option(|from| from.text(MAX_TEXT))?,
            schema: from.text(MAX_TEXT)?,
            batch: Coded::take(from)?,
            parts: vec![],
        };
        for _ in 0..from.count(MAX_PARTS)? {
            fact.parts.push((Coded::take(from)?, from.bytes(MAX_PART)?.to_vec()));
        }
        Ok(fact)
    }

    /// The same bytes again.
    pub(crate) fn put(&self, to: &mut WireWriter) {
        self.put_envelope(to);
        to.count(self.parts.len());
        for (subject, sealed) in &self.parts {
            subject.put(to);
            to.bytes(sealed);
        }
    }

    fn put_envelope(&self, to: &mut WireWriter) {
        self.origin.put(to);
        to.u64(self.origin_seq);
        self.recorded_at.put(to);
        self.occurred_on.put(to);
        to.text(&self.actor);
        to.text(&self.controller);
        to.text(&self.office);
        to.text(&self.purpose);
        self.basis.put(to);
        to.text(&self.source);
        self.idempotency.put(to);
        self.device.put(to);
        to.text(&self.schema);
        self.batch.put(to);
    }

    /// The envelope as today's facts have it.
    pub(crate) fn envelope(&self, seq: u64) -> Result<Envelope, Broken> {
        let fact = self.clone();
        Ok(Envelope {
            origin: fact.origin,
            origin_seq: fact.origin_seq,
            seq,
            recorded_at: fact.recorded_at,
            occurred_on: fact.occurred_on,
            actor: fact.actor,
            controller: fact.controller,
            office: fact.office,
            purpose: fact.purpose,
            basis: fact.basis,
            source: fact.source,
            idempotency: fact.idempotency,
            device: fact.device,
            schema: fact.schema.parse().map_err(|_| Broken::Malformed)?,
            batch: fact.batch,
        })
    }

    /// Whose each part is.
    pub(crate) fn subjects(&self) -> impl Iterator<Item = Subject> {
        self.parts.iter().map(|(subject, _)| *subject)
    }

    /// Reads what `keys` open.
    pub(crate) fn open(&self, keys: &impl Keys) -> Vec<OpenedPart> {
        let mut common = WireWriter::default();
        common.raw(LABEL);
        self.put_envelope(&mut common);
        common.count(self.parts.len());
        let common = common.into_bytes();
        let parts = self.parts.iter().enumerate();
        parts.map(|(at, (subject, sealed))| open_part(&common, at, *subject, sealed, keys)).collect()
    }
}

fn open_part(common: &[u8], at: usize, subject: Subject, sealed: &[u8], keys: &impl Keys) -> OpenedPart {
    let Some(outer) = keys.key(subject, None) else { return OpenedPart::Forgotten(subject) };
    let Some(frame) = cipher::decrypt(&outer, &bound(common, at, subject, None), sealed) else {
        return OpenedPart::Broken(subject, Broken::Seal);
    };
    let Some((compartment, content)) = read_frame(&frame) else {
        return OpenedPart::Broken(subject, Broken::Malformed);
    };
    let Some(compartment) = compartment else { return finished(subject, None, read_body(content)) };
    let Some(inner) = keys.earlier(subject, compartment) else {
        return OpenedPart::Withheld(subject, compartment);
    };
    let body = cipher::decrypt(&inner, &bound(common, at, subject, Some(compartment)), content);
    finished(subject, Some(compartment), body.ok_or(Broken::Seal).and_then(|body| read_body(&body)))
}

fn bound(common: &[u8], at: usize, subject: Subject, compartment: Option<Compartment>) -> Vec<u8> {
    let mut to = WireWriter::over(common.to_vec());
    to.count(at);
    subject.put(&mut to);
    match compartment {
        None => to.byte(0),
        Some(compartment) => compartment.put(&mut to),
    }
    to.into_bytes()
}

/// `compartment u8, length u32, content, zeros`; 0 stood for no compartment.
fn read_frame(frame: &[u8]) -> Option<(Option<Compartment>, &[u8])> {
    let (tag, rest) = frame.split_first()?;
    let compartment = match tag {
        0 => None,
        tag => Some(Compartment::take(&mut WireReader::new(&[*tag])).ok()?),
    };
    let (length, rest) = rest.split_first_chunk()?;
    let length = usize::try_from(u32::from_be_bytes(*length)).ok()?;
    let (content, padding) = rest.split_at_checked(length)?;
    padding.iter().all(|byte| *byte == 0).then_some((compartment, content))
}

fn finished(subject: Subject, compartment: Option<Compartment>, body: Result<Body, Broken>) -> OpenedPart {
    match body {
        Ok(body) => OpenedPart::Open(Part { subject, compartment, body }),
        Err(why) => OpenedPart::Broken(subject, why),
    }
}
