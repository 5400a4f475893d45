//! A fact as far as a reader's keys opened it, part by part.
//!
//! One that cannot be read is never left out in silence: it is forgotten, withheld from this reader, or broken. Replay
//! goes on without the first two; the third it refuses.

use model::Compartment;

use crate::{Envelope, Fact, Part, Subject};

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
