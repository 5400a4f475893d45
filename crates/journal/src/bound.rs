//! What the seals of a fact of version 2 bind: the head what shows, each part the whole head, its position and its subject.
//!
//! So a part cannot be moved, re-labelled or dropped. The number here is left to the chain, so that a fact keeps its seals
//! where it has another.

use model::{Compartment, Id, Timestamp};

use crate::coded::Coded;
use crate::hash::sha256;
use crate::wire::WireWriter;
use crate::{Envelope, Subject};

const HEAD: &[u8] = b"onward head 2";
const PART: &[u8] = b"onward part 2";

/// What of a fact is in the clear.
pub(crate) struct Shown([u8; 32]);

impl Shown {
    pub fn of(e: &Envelope) -> Self {
        Self::new(e.origin, e.origin_seq, e.recorded_at)
    }

    pub fn new(origin: Id, origin_seq: u64, recorded_at: Timestamp) -> Self {
        let mut shown = [0; 32];
        let bytes = origin.0.into_iter().chain(origin_seq.to_be_bytes()).chain(recorded_at.0.to_be_bytes());
        shown.iter_mut().zip(bytes).for_each(|(to, from)| *to = from);
        Self(shown)
    }

    /// What the head's seal binds.
    pub fn bound(&self) -> Vec<u8> {
        [HEAD, &self.0].concat()
    }
}

/// What the seals of parts bind: what shows, and the whole head.
pub(crate) fn binding(shown: &Shown, head: &[u8]) -> [u8; 32] {
    sha256(&[PART, &shown.0, head])
}

/// What the seal of one part, or of one compartment in it, binds.
pub(crate) fn bound(binding: &[u8; 32], at: usize, subject: Subject, compartment: Option<Compartment>) -> Vec<u8> {
    let mut to = WireWriter::with_capacity(64);
    to.raw(binding);
    to.count(at);
    subject.put(&mut to);
    compartment.put(&mut to);
    to.into_bytes()
}
