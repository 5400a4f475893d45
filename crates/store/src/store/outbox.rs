//! The outbox, read in the order of its numbers, none left out; what all consumers have had is removed.

use super::Store;
use crate::db::{Statement, stored};
use crate::error::{ReadError, WriteError};
use crate::head::Head;
use crate::outbox::{Consumer, OutboxEntry, open};

impl Store {
    /// The last number of the outbox, by the marked head of the chain.
    pub async fn told(&self) -> Result<u64, ReadError> {
        let row = self.readers().row(Head::select()).await?;
        Ok(Head::read(row, &self.own().head)?.told)
    }

    /// What follows number `after`, at most `limit` entries, none left out.
    ///
    /// # Errors
    /// [`ReadError::Outbox`] where an entry is damaged, or is no longer there.
    pub async fn outbox(&self, after: u64, limit: u32) -> Result<Vec<OutboxEntry>, ReadError> {
        let next = Statement::of("SELECT id, sealed FROM outbox WHERE id > $1 ORDER BY id LIMIT $2");
        let rows = self.readers().rows(next.bind(stored(after)).bind(i64::from(limit))).await?;
        let entries = rows.iter().zip(after + 1..).map(|(row, id)| {
            if row.int(0)?.unsigned_abs() != id {
                return Err(ReadError::Outbox);
            }
            open(self.beside(), id, &row.bytes(1)?).ok_or(ReadError::Outbox)
        });
        entries.collect()
    }

    /// Says that a consumer has had all entries up to `id`; what all have had is removed.
    pub async fn outbox_done(&self, consumer: Consumer, id: u64) -> Result<(), WriteError> {
        let done = Statement::of(
            "INSERT INTO consumer (name, done) VALUES ($1, $2) \
             ON CONFLICT (name) DO UPDATE SET done = excluded.done WHERE consumer.done < excluded.done",
        );
        let had = Statement::of(
            "DELETE FROM outbox WHERE id <= (SELECT min(done) FROM consumer) \
             AND (SELECT count(*) FROM consumer) = $1",
        );
        let all = i64::try_from(Consumer::ALL.len()).unwrap_or(i64::MAX);
        self.run(vec![done.bind(consumer.code()).bind(stored(id)), had.bind(all)]).await
    }
}
