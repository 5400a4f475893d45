//! Opening: what a reader's keys still show of a sealed fact.
//!
//! First the head, with the instance's data key: it says whose the parts are, so that their keys can be fetched. Then the
//! parts, each as an [`OpenedPart`], whatever became of it.

use model::Compartment;
use zeroize::Zeroizing;

use crate::bound::{Shown, binding, bound};
use crate::canonical::{Carried, take_envelope};
use crate::coded::Coded;
use crate::first::FirstFact;
use crate::frame::{read_bodies, read_frames};
use crate::limits::MAX_PARTS;
use crate::opened::{Broken, Opened, OpenedPart};
use crate::wire::{DecodeError, WireReader};
use crate::{Body, Envelope, Key, Keys, Part, SealedFact, Subject, cipher};

/// A fact whose head is open.
#[derive(Debug)]
pub struct Headed<'a> {
    /// Who, when, why.
    pub envelope: Envelope,
    parts: HeadedParts<'a>,
}

#[derive(Debug)]
enum HeadedParts<'a> {
    First(&'a FirstFact),
    Second { binding: [u8; 32], parts: Vec<(Subject, &'a [u8])> },
}

impl SealedFact {
    /// Opens the head with the instance's data key.
    pub fn head(&self, own: &Key) -> Result<Headed<'_>, Broken> {
        match &self.carried {
            Carried::First(fact) => {
                let envelope = fact.envelope(self.seq)?;
                Ok(Headed { envelope, parts: HeadedParts::First(fact) })
            }
            Carried::Second { head, body } => self.second(own, head, body),
        }
    }

    /// Reads what `keys` open, the head included.
    pub fn open(&self, keys: &impl Keys) -> Result<Opened, Broken> {
        let own = keys.key(Subject::Instance, None).ok_or(Broken::Seal)?;
        Ok(self.head(&own)?.open(keys))
    }

    fn second<'a>(&self, own: &Key, head: &[u8], body: &'a [u8]) -> Result<Headed<'a>, Broken> {
        let shown = Shown::new(self.origin, self.origin_seq, self.recorded_at);
        let plain = cipher::decrypt(own, &shown.bound(), head).ok_or(Broken::Seal)?;
        let (envelope, lengths, length) = self.read_head(&plain).map_err(|_| Broken::Malformed)?;
        let binding = binding(&shown, plain.get(..length).unwrap_or_default());
        let mut rest = body;
        let mut parts = Vec::with_capacity(lengths.len());
        for (subject, length) in lengths {
            let (part, after) = rest.split_at_checked(length).ok_or(Broken::Malformed)?;
            parts.push((subject, part));
            rest = after;
        }
        if !rest.is_empty() {
            return Err(Broken::Malformed);
        }
        Ok(Headed { envelope, parts: HeadedParts::Second { binding, parts } })
    }

    /// The envelope, whose each part is and its length, and how long all that is.
    #[expect(clippy::type_complexity, reason = "read here, taken apart at once")]
    fn read_head(&self, plain: &Zeroizing<Vec<u8>>) -> Result<(Envelope, Vec<(Subject, usize)>, usize), DecodeError> {
        let mut from = WireReader::new(plain);
        let envelope = take_envelope(&mut from, self)?;
        let count = from.count(MAX_PARTS)?;
        let parts = (0..count).map(|_| Ok((Subject::take(&mut from)?, from.count(usize::MAX)?)));
        let parts = parts.collect::<Result<_, DecodeError>>()?;
        Ok((envelope, parts, from.at()))
    }
}

impl Headed<'_> {
    /// Whose parts it has.
    pub fn subjects(&self) -> Vec<Subject> {
        match &self.parts {
            HeadedParts::First(fact) => fact.subjects().collect(),
            HeadedParts::Second { parts, .. } => parts.iter().map(|(subject, _)| *subject).collect(),
        }
    }

    /// Reads what `keys` open.
    pub fn open(self, keys: &impl Keys) -> Opened {
        let parts = match &self.parts {
            HeadedParts::First(fact) => fact.open(keys),
            HeadedParts::Second { binding, parts } => {
                let parts = parts.iter().enumerate();
                parts.flat_map(|(at, (subject, sealed))| open_part(binding, at, *subject, sealed, keys)).collect()
            }
        };
        Opened { envelope: self.envelope, parts }
    }
}

fn open_part(binding: &[u8; 32], at: usize, subject: Subject, sealed: &[u8], keys: &impl Keys) -> Vec<OpenedPart> {
    let Some(outer) = keys.key(subject, None) else { return vec![OpenedPart::Forgotten(subject)] };
    let Some(plain) = cipher::decrypt(&outer, &bound(binding, at, subject, None), sealed) else {
        return vec![OpenedPart::Broken(subject, Broken::Seal)];
    };
    let Ok(frames) = read_frames(&plain) else { return vec![OpenedPart::Broken(subject, Broken::Malformed)] };
    let open = |(compartment, content): (Option<Compartment>, &[u8])| match compartment {
        None => finished(subject, None, read_bodies(content)),
        Some(inner) => {
            let Some(key) = keys.key(subject, Some(inner)) else {
                return vec![OpenedPart::Withheld(subject, inner)];
            };
            let bound = bound(binding, at, subject, compartment);
            let nonce = sealed.first_chunk().copied().unwrap_or_default();
            match cipher::decrypt_inner(&key, &nonce, &bound, content) {
                Some(content) => finished(subject, compartment, read_bodies(&content)),
                None => vec![OpenedPart::Broken(subject, Broken::Seal)],
            }
        }
    };
    frames.into_iter().flat_map(open).collect()
}

fn finished(subject: Subject, compartment: Option<Compartment>, bodies: Vec<Result<Body, Broken>>) -> Vec<OpenedPart> {
    let part = |body: Result<Body, Broken>| match body {
        Ok(body) => OpenedPart::Open(Part { subject, compartment, body }),
        Err(why) => OpenedPart::Broken(subject, why),
    };
    bodies.into_iter().map(part).collect()
}
