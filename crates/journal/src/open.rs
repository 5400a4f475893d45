//! Opening: what a reader's keys still show of a sealed fact, part by part.
//!
//! First the head, with the instance's data key: it says whose the parts are, so that their keys can be fetched. Then the
//! parts. One that cannot be read is never left out in silence: it is forgotten, withheld from this reader, or broken.

use model::Compartment;
use zeroize::Zeroizing;

use crate::canonical::{Carried, MAX_PARTS, take_envelope};
use crate::coded::Coded;
use crate::frame::{read_bodies, read_frames};
use crate::seal::{Shown, binding, bound};
use crate::wire::{DecodeError, WireReader};
use crate::{Body, Envelope, Fact, Key, Keys, Part, SealedFact, Subject, cipher, first};

/// A fact whose head is open.
#[derive(Debug)]
pub struct Headed<'a> {
    /// Who, when, why.
    pub envelope: Envelope,
    parts: HeadedParts<'a>,
}

#[derive(Debug)]
enum HeadedParts<'a> {
    First(&'a first::FirstFact),
    Second { binding: [u8; 32], parts: Vec<(Subject, &'a [u8])> },
}

/// A fact as far as it could be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened {
    /// Who, when, why.
    pub envelope: Envelope,
    /// Every part, in order.
    pub parts: Vec<OpenedPart>,
}

/// A part as far as it could be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OpenedPart {
    /// Read.
    Open(Part),
    /// There is no key for its subject: destroyed when the subject was forgotten, or not lent to this reader.
    Forgotten(Subject),
    /// The subject's key is there, that of the compartment is not.
    Withheld(Subject, Compartment),
    /// The keys are there and it cannot be read.
    Broken(Subject, Broken),
}

/// Why something cannot be read although its keys are there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Broken {
    /// Altered, moved, re-labelled, or sealed under another key.
    #[error("seal does not hold")]
    Seal,
    /// Written by a newer program; this one must be replaced, the fact is sound.
    #[error("kind `{kind}`, newer than this program")]
    Newer {
        /// The number of its kind.
        kind: u64,
    },
    /// The seal holds and what is inside is not what it should be.
    #[error("cannot be read")]
    Malformed,
}

/// A part that cannot be read, with its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("fact `{seq}`, part `{part}`: {why}")]
pub struct BrokenPart {
    /// Number of the fact here.
    pub seq: u64,
    /// Position of the part, from 0.
    pub part: usize,
    /// Why.
    pub why: Broken,
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

impl Opened {
    /// The fact for replay, without the parts that are forgotten or withheld; refused where one is broken.
    pub fn into_fact(self) -> Result<Fact, BrokenPart> {
        let seq = self.envelope.seq;
        let mut parts = Vec::with_capacity(self.parts.len());
        for (at, part) in self.parts.into_iter().enumerate() {
            match part {
                OpenedPart::Open(part) => parts.push(part),
                OpenedPart::Forgotten(_) | OpenedPart::Withheld(..) => {}
                OpenedPart::Broken(_, why) => return Err(BrokenPart { seq, part: at, why }),
            }
        }
        Ok(Fact { envelope: self.envelope, parts })
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
