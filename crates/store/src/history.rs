//! The journal as it can still be read: for the read log, for auditors, for replay. Which of it somebody may see is
//! decided before this is called.

use journal::{Opened, SealedFact};

use crate::db::Statement;
use crate::read::ReadError;
use crate::store::Store;

impl Store {
    /// Facts after number `after`, at most `limit`, opened with the keys that are left.
    pub async fn facts(&self, after: u64, limit: u32) -> Result<Vec<Opened>, ReadError> {
        let page = Statement::of("SELECT seq, sealed FROM fact WHERE seq > $1 ORDER BY seq LIMIT $2");
        let page = page.bind(crate::writer::stored(after)).bind(i64::from(limit));
        let rows = self.readers().rows(page).await?;
        let mut sealed = Vec::with_capacity(rows.len());
        for row in rows {
            let fact = SealedFact::from_bytes(&row.bytes(1)?);
            sealed.push(fact.map_err(|_| ReadError::Fact)?);
        }
        let subjects: Vec<_> = sealed.iter().flat_map(|fact| &fact.parts).map(|part| part.subject).collect();
        self.keys().load_all(&subjects).await?;
        Ok(sealed.iter().map(|fact| fact.open(self.keys())).collect())
    }
}
