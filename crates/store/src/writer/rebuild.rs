//! Rebuilding: derived rows are dropped and folded anew from the journal, in one transaction. Readers see the old
//! rows until it commits. What a forgotten person's facts said is gone with their keys and does not come back.

use std::sync::Arc;

use journal::SealedFact;

use super::decide::Staged;
use super::group::Writer;
use super::memory::{Memory, person_of};
use super::plan::HELD;
use super::rows::Rows;
use super::{Wanted, WriteError};
use crate::db::{Reader, Statement};

/// Facts folded at a time.
const CHUNK: i64 = 2048;

const DERIVED: [&str; 5] =
    ["DELETE FROM person", "DELETE FROM facet", "DELETE FROM blind", "DELETE FROM receipt", "DELETE FROM instance"];

impl Writer {
    /// Rebuilds all derived rows and says how many facts were folded.
    pub(super) async fn rebuild(&mut self, wanted: Wanted) -> Result<u64, WriteError> {
        self.conn.begin().await?;
        let folded = self.refold(wanted).await;
        self.end(folded).await
    }

    async fn refold(&mut self, wanted: Wanted) -> Result<u64, WriteError> {
        let mut memory = self.lock().await?;
        if let Wanted::ForFacets(facets) = wanted {
            if *memory.facets == facets {
                return Ok(0);
            }
            facets.keep(&mut self.conn).await?;
            memory.facets = Arc::new(facets);
        }
        memory.empty();
        for table in DERIVED {
            self.conn.run(Statement::of(table)).await?;
        }
        let mut after = 0;
        while let Some((page, last)) = self.page(after).await? {
            after = last;
            self.fold_page(&mut memory, &page).await?;
        }
        Ok(after.unsigned_abs())
    }

    /// The next facts, and the number of the last of them.
    pub(super) async fn page(&mut self, after: i64) -> Result<Option<(Vec<SealedFact>, i64)>, WriteError> {
        let page = Statement::of("SELECT seq, sealed FROM fact WHERE seq > $1 ORDER BY seq LIMIT $2");
        let rows = self.conn.rows(page.bind(after).bind(CHUNK)).await?;
        let Some(last) = rows.last() else { return Ok(None) };
        let facts = rows.iter().map(|row| SealedFact::from_bytes(&row.bytes(1)?).map_err(|_| WriteError::Chain));
        Ok(Some((facts.collect::<Result<_, _>>()?, last.int(0)?)))
    }

    async fn fold_page(&mut self, memory: &mut Memory, page: &[SealedFact]) -> Result<(), WriteError> {
        let subjects: Vec<_> = page.iter().flat_map(|fact| &fact.parts).map(|part| part.subject).collect();
        self.shared.keys.load_all(&subjects).await?;
        let people = subjects.iter().filter_map(person_of).collect();
        if memory.len() > HELD {
            memory.drop_people();
            memory.receipts.clear();
        }
        memory.load_people(&mut Reader::Conn(&mut self.conn), &self.shared.keys, people).await?;
        let mut staged = Staged::default();
        for sealed in page {
            staged.take(memory, sealed.open(&self.shared.keys).into_fact()?);
        }
        let mut rows = Rows::default();
        self.shared.deriver(Arc::clone(&memory.facets)).derive(memory, &staged, &mut rows)?;
        rows.write(&mut self.conn).await
    }
}
