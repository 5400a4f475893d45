//! The outbox: what others are still to be told, written in the transaction of the facts it speaks of. Whoever
//! reads it says when it is done; a crash in between tells it twice, never not at all.

use model::Id;

use crate::db::Statement;
use crate::read::ReadError;
use crate::store::Store;
use crate::writer::WriteError;

/// What an entry is about. A closed list: a reader that misses one does not compile.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Topic {
    /// What is on record of a person changed: the lake's row is to be written again.
    PersonChanged,
    /// A person was forgotten: the lake's row is to go.
    PersonForgotten,
}

impl Topic {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::PersonChanged => "person_changed",
            Self::PersonForgotten => "person_forgotten",
        }
    }

    fn named(name: &str) -> Option<Self> {
        [Self::PersonChanged, Self::PersonForgotten].into_iter().find(|topic| topic.name() == name)
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

impl Store {
    /// The oldest entries, at most `limit`.
    pub async fn outbox(&self, limit: u32) -> Result<Vec<Entry>, ReadError> {
        let oldest = Statement::of("SELECT id, topic, about, seq FROM outbox ORDER BY id LIMIT $1");
        let rows = self.readers().rows(oldest.bind(i64::from(limit))).await?;
        let entries = rows.iter().map(|row| {
            let topic = Topic::named(&row.text(1)?).ok_or_else(|| sqlx::Error::Decode("unknown topic".into()))?;
            Ok(Entry { id: row.int(0)?, topic, person: row.id(2)?, seq: row.int(3)?.unsigned_abs() })
        });
        Ok(entries.collect::<sqlx::Result<_>>()?)
    }

    /// Says that all entries up to `id` are done.
    pub async fn outbox_done(&self, id: i64) -> Result<(), WriteError> {
        self.operate(vec![Statement::of("DELETE FROM outbox WHERE id <= $1").bind(id)]).await
    }
}
