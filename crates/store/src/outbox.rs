//! The outbox: what others are still to be told, written in the transaction of the facts it speaks of. Each consumer has a
//! place of its own in it and says how far it is; a crash in between tells it twice, never not at all. An entry is gone
//! once every consumer is past it. Entries are sealed: beside facts and rows they would tell whose they are.

use model::Id;

use crate::beside::BesideKey;
use crate::db::Statement;
use crate::read::ReadError;
use crate::store::Store;
use crate::writer::WriteError;

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
    const ALL: [Self; 1] = [Self::Lake];

    fn code(self) -> &'static str {
        match self {
            Self::Lake => "lake",
        }
    }
}

/// One entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// Its number in the outbox.
    pub id: i64,
    /// What it is about.
    pub topic: Topic,
    /// Whom.
    pub person: Id,
    /// The fact that caused it.
    pub seq: u64,
}

const KIND: &str = "outbox";

/// Seals an entry.
pub(crate) fn seal(beside: &BesideKey, topic: Topic, person: Id, seq: u64) -> Option<Vec<u8>> {
    let topic = match topic {
        Topic::PersonChanged => 1,
        Topic::PersonForgotten => 2,
    };
    beside.seal(KIND, b"", &[&[topic][..], &person.0, &seq.to_be_bytes()].concat())
}

fn open(beside: &BesideKey, id: i64, sealed: &[u8]) -> Option<Entry> {
    let (_, held) = beside.open(KIND, &beside.place(KIND, b""), sealed)?;
    let (topic, rest) = held.split_first()?;
    let (person, seq) = rest.split_first_chunk::<16>()?;
    let topic = match topic {
        1 => Topic::PersonChanged,
        2 => Topic::PersonForgotten,
        _ => return None,
    };
    Some(Entry { id, topic, person: Id(*person), seq: u64::from_be_bytes(seq.try_into().ok()?) })
}

impl Store {
    /// The oldest entries that a consumer has not had, at most `limit`.
    pub async fn outbox(&self, consumer: Consumer, limit: u32) -> Result<Vec<Entry>, ReadError> {
        let oldest = Statement::of(
            "SELECT id, sealed FROM outbox \
             WHERE id > coalesce((SELECT done FROM consumer WHERE name = $1), 0) ORDER BY id LIMIT $2",
        );
        let rows = self.readers().rows(oldest.bind(consumer.code()).bind(i64::from(limit))).await?;
        let entries = rows.iter().map(|row| {
            let (id, sealed) = (row.int(0)?, row.bytes(1)?);
            open(self.beside(), id, &sealed).ok_or(ReadError::Outbox)
        });
        entries.collect()
    }

    /// Whether there is anything that a consumer has not had.
    pub async fn is_behind(&self, consumer: Consumer) -> Result<bool, ReadError> {
        Ok(!self.outbox(consumer, 1).await?.is_empty())
    }

    /// Says that a consumer has had all entries up to `id`; what all have had is removed.
    pub async fn outbox_done(&self, consumer: Consumer, id: i64) -> Result<(), WriteError> {
        let done = Statement::of(
            "INSERT INTO consumer (name, done) VALUES ($1, $2) \
             ON CONFLICT (name) DO UPDATE SET done = excluded.done WHERE consumer.done < excluded.done",
        );
        let had = Statement::of(
            "DELETE FROM outbox WHERE id <= (SELECT min(done) FROM consumer) \
             AND (SELECT count(*) FROM consumer) = $1",
        );
        let all = i64::try_from(Consumer::ALL.len()).unwrap_or(i64::MAX);
        self.operate(vec![done.bind(consumer.code()).bind(id), had.bind(all)]).await
    }
}
