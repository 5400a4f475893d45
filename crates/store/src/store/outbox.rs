//! The outbox, read: each consumer says how far it is, and what all have had is removed.

use super::Store;
use crate::db::Statement;
use crate::error::{ReadError, WriteError};
use crate::outbox::{Consumer, Entry, open};

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
