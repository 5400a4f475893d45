//! Opening: what a reader's keys still show of a sealed fact, part by part.
//!
//! A part that cannot be read is never left out in silence: it is forgotten, withheld from this reader, or broken.

use model::Compartment;

use crate::canonical::compartment_of;
use crate::payload::{read_body, read_frame};
use crate::seal::Binding;
use crate::{Body, Envelope, Fact, Keys, Part, SealedFact, SealedPart, Subject, cipher};

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

/// Why a part cannot be read although its keys are there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Broken {
    /// Altered, moved, re-labelled, or sealed under another key.
    #[error("seal does not hold")]
    Seal,
    /// Written by a newer program; this one must be replaced, the fact is sound.
    #[error("body of version `{version}`, newer than this program")]
    Newer {
        /// The version it has.
        version: u16,
    },
    /// The seal holds and what is inside is no body.
    #[error("body cannot be read")]
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
    /// Reads what `keys` open.
    pub fn open(&self, keys: &impl Keys) -> Opened {
        let mut binding = Binding::new(&self.envelope, self.parts.len());
        let parts = self.parts.iter().enumerate();
        let parts = parts.map(|(at, part)| open_part(part, at, &mut binding, keys)).collect();
        Opened { envelope: self.envelope.clone(), parts }
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

fn open_part(part: &SealedPart, at: usize, binding: &mut Binding, keys: &impl Keys) -> OpenedPart {
    let subject = part.subject;
    let Some(outer) = keys.key(subject, None) else { return OpenedPart::Forgotten(subject) };
    let frame = cipher::decrypt(&outer, binding.outer(at, subject), &part.sealed);
    let Some(frame) = frame else { return OpenedPart::Broken(subject, Broken::Seal) };
    let framed = read_frame(&frame).and_then(|(tag, content)| Some((compartment_of(tag).ok()?, content)));
    match framed {
        None => OpenedPart::Broken(subject, Broken::Malformed),
        Some((None, content)) => finish(subject, None, read_body(content)),
        Some((Some(compartment), content)) => {
            let Some(inner) = keys.key(subject, Some(compartment)) else {
                return OpenedPart::Withheld(subject, compartment);
            };
            let body = cipher::decrypt(&inner, binding.inner(at, subject, compartment), content);
            finish(subject, Some(compartment), body.ok_or(Broken::Seal).and_then(|body| read_body(&body)))
        }
    }
}

fn finish(subject: Subject, compartment: Option<Compartment>, body: Result<Body, Broken>) -> OpenedPart {
    match body {
        Ok(body) => OpenedPart::Open(Part { subject, compartment, body }),
        Err(why) => OpenedPart::Broken(subject, why),
    }
}
