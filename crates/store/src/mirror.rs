//! Rows beside the journal as this process last found them good: all rows of a kind together come to the sum that the head
//! bears. While the head bears that sum, what is here is what is kept, whatever somebody else wrote into the table; where
//! it bears another one, another process has written, and the kind is read anew. Rows that do not come to the sum are
//! refused: one was put back, altered or taken away.
//!
//! It remembers too how far the head was: a head that goes back under a running process is refused.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use journal::Key;

use crate::beside::Beside;
use crate::db::{Pool, Reader, Statement};
use crate::error::{ReadError, WriteError};
use crate::head::Head;
use crate::sums::{BesideSums, Sum};

/// Sealed rows of one kind by their place.
pub(crate) type PlacedRows = BTreeMap<Vec<u8>, Vec<u8>>;

/// Rows that differ from what the head bore before, by kind and place; none where one was removed.
pub(crate) type ChangedRows = BTreeMap<(Beside, Vec<u8>), Option<Vec<u8>>>;

/// The rows of a kind, and what they come to.
#[derive(Default)]
pub(crate) struct KindRows {
    pub(crate) sum: Sum,
    pub(crate) rows: PlacedRows,
}

impl KindRows {
    /// Reads them as they lie there.
    pub(crate) async fn load(reader: &mut Reader<'_>, key: &Key, kind: Beside) -> sqlx::Result<Self> {
        let all = Statement::of("SELECT place, sealed FROM beside WHERE kind = $1");
        let mut found = Self::default();
        for row in reader.rows(all.bind(kind.code())).await? {
            let (place, sealed) = (row.bytes(0)?, row.bytes(1)?);
            found.sum.toggle(Sum::of_beside(key, kind, &place, &sealed));
            found.rows.insert(place, sealed);
        }
        Ok(found)
    }
}

/// What was found good last.
#[derive(Default)]
pub(crate) struct Mirror {
    kinds: Mutex<BTreeMap<Beside, KindRows>>,
    /// The latest turn of the head that anybody here has seen.
    turn: AtomicU64,
    /// One reads a kind anew, the others wait for it.
    reading: tokio::sync::Mutex<()>,
}

impl Mirror {
    fn kinds(&self) -> MutexGuard<'_, BTreeMap<Beside, KindRows>> {
        self.kinds.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The latest turn seen so far: a head that is read from now on is not behind it.
    pub(crate) fn seen(&self) -> u64 {
        self.turn.load(Ordering::Acquire)
    }

    /// Refuses a head that is behind what was seen before it was read.
    pub(crate) fn goes_on(&self, seen: u64, head: Head) -> Result<Head, WriteError> {
        if head.turn < seen {
            return Err(WriteError::Behind);
        }
        self.reaches(head.turn);
        Ok(head)
    }

    /// A head of this turn is durable.
    pub(crate) fn reaches(&self, turn: u64) {
        self.turn.fetch_max(turn, Ordering::AcqRel);
    }

    /// Looks into the rows of a kind, where they come to this sum.
    pub(crate) fn look<T>(&self, kind: Beside, sum: Sum, into: impl FnOnce(&PlacedRows) -> T) -> Option<T> {
        let kinds = self.kinds();
        kinds.get(&kind).filter(|there| there.sum == sum).map(|there| into(&there.rows))
    }

    /// Takes in rows that come to the sum that the head bears.
    pub(crate) fn put(&self, kind: Beside, rows: KindRows) {
        self.kinds().insert(kind, rows);
    }

    /// Goes on to the next head by the changes that led there; a kind that was not known before them stays unknown.
    pub(crate) fn apply(&self, changed: ChangedRows, before: &BesideSums, now: &BesideSums) {
        let mut kinds = self.kinds();
        kinds.retain(|kind, there| there.sum == before.of(*kind));
        for ((kind, place), sealed) in changed {
            let Some(there) = kinds.get_mut(&kind) else { continue };
            match sealed {
                Some(sealed) => there.rows.insert(place, sealed),
                None => there.rows.remove(&place),
            };
        }
        kinds.iter_mut().for_each(|(kind, there)| there.sum = now.of(*kind));
    }

    /// Looks into the rows of a kind as they are kept now.
    pub(crate) async fn read<T>(
        &self,
        readers: &Pool,
        key: &Key,
        kind: Beside,
        into: impl Fn(&PlacedRows) -> T,
    ) -> Result<T, ReadError> {
        if let Some(found) = self.look(kind, self.sum(readers, key, kind).await?, &into) {
            return Ok(found);
        }
        let _one = self.reading.lock().await;
        loop {
            let sum = self.sum(readers, key, kind).await?;
            if let Some(found) = self.look(kind, sum, &into) {
                return Ok(found);
            }
            let there = KindRows::load(&mut Reader::Pool(readers), key, kind).await?;
            if there.sum == sum {
                let found = into(&there.rows);
                self.put(kind, there);
                return Ok(found);
            }
            // A commit between two reads looks like damage; where none came between, it is.
            if self.sum(readers, key, kind).await? == sum {
                return Err(ReadError::Beside(kind));
            }
        }
    }

    async fn sum(&self, readers: &Pool, key: &Key, kind: Beside) -> Result<Sum, ReadError> {
        let seen = self.seen();
        let head = Head::read(readers.row(Head::select()).await?, key)?;
        Ok(self.goes_on(seen, head)?.beside.of(kind))
    }
}
