//! The outbox: what others are still to be told, written in the transaction of the facts it speaks of. Each consumer
//! knows how far it is and says so; a crash in between tells it twice, never not at all. Entries are numbered without a
//! gap, and the head of the chain bears the last number, so that one that was taken out or put back is found. An entry is
//! gone once every consumer is past it. Entries are sealed: beside facts and rows they would tell whose they are.

use model::Id;

use crate::beside::BesideKey;

/// What an entry is about. A closed list: a reader that misses one does not compile.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Topic {
    /// What is on record of a person changed: the lake's row is to be written again.
    PersonChanged,
    /// A person was forgotten: the lake's row is to go.
    PersonForgotten,
}

/// Who reads the outbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Consumer {
    /// The lake.
    Lake,
}

impl Consumer {
    pub(crate) const ALL: [Self; 1] = [Self::Lake];

    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::Lake => "lake",
        }
    }
}

/// One entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OutboxEntry {
    /// Its number in the outbox.
    pub id: u64,
    /// What it is about.
    pub topic: Topic,
    /// Whom.
    pub person: Id,
    /// The fact that caused it.
    pub seq: u64,
}

const KIND: &str = "outbox";

/// Seals an entry under its number.
pub(crate) fn seal(beside: &BesideKey, id: u64, topic: Topic, person: Id, seq: u64) -> Option<Vec<u8>> {
    let topic = match topic {
        Topic::PersonChanged => 1,
        Topic::PersonForgotten => 2,
    };
    beside.seal(KIND, &id.to_be_bytes(), &[&[topic][..], &person.0, &seq.to_be_bytes()].concat())
}

/// Opens one; nothing where it was not written by this instance in this place.
pub(crate) fn open(beside: &BesideKey, id: u64, sealed: &[u8]) -> Option<OutboxEntry> {
    let (_, held) = beside.open(KIND, &beside.place(KIND, &id.to_be_bytes()), sealed)?;
    let (topic, rest) = held.split_first()?;
    let (person, seq) = rest.split_first_chunk::<16>()?;
    let topic = match topic {
        1 => Topic::PersonChanged,
        2 => Topic::PersonForgotten,
        _ => return None,
    };
    Some(OutboxEntry { id, topic, person: Id(*person), seq: u64::from_be_bytes(seq.try_into().ok()?) })
}
