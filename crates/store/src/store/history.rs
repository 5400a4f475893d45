//! The journal as it can still be read: for the read log, for auditors, for replay. Which of it somebody may see is
//! decided before this is called.

use std::collections::BTreeMap;

use casework::view::Said;
use journal::{Opened, SealedFact};
use model::Id;

use super::Store;
use crate::db::{Row, Statement, stored};
use crate::error::ReadError;

impl Store {
    /// Facts after number `after`, at most `limit`, opened with the keys that are left.
    pub async fn facts(&self, after: u64, limit: u32) -> Result<Vec<Opened>, ReadError> {
        let page = Statement::of("SELECT sealed FROM fact WHERE seq > $1 ORDER BY seq LIMIT $2");
        let rows = self.readers().rows(page.bind(stored(after)).bind(i64::from(limit))).await?;
        self.open_facts(rows).await
    }

    /// The facts that say who read somebody's sealed fields, the latest first, at most `limit` after the first `skip`.
    pub async fn reads_of(&self, person: Id, skip: u32, limit: u32) -> Result<Vec<Opened>, ReadError> {
        let token = self.own().tokens.read(person);
        let page = Statement::of(
            "SELECT f.sealed FROM read_log r JOIN fact f ON f.seq = r.seq WHERE r.token = $1 \
             ORDER BY r.seq DESC LIMIT $2 OFFSET $3",
        );
        let rows = self.readers().rows(page.bind(token).bind(i64::from(limit)).bind(i64::from(skip))).await?;
        self.open_facts(rows).await
    }

    /// By which account each of these facts was written here; those of another instance are left out.
    pub async fn authors(&self, facts: &[Said]) -> Result<BTreeMap<Said, String>, ReadError> {
        let numbered: Vec<i64> = facts.iter().map(|said| stored(said.number)).collect();
        if numbered.is_empty() {
            return Ok(BTreeMap::new());
        }
        let rows = Statement::of("SELECT sealed FROM fact WHERE seq").among(self.dialect(), numbered);
        let own = self.keys().own()?;
        let mut authors = BTreeMap::new();
        for row in self.readers().rows(rows).await? {
            let fact = SealedFact::from_bytes(&row.bytes(0)?).map_err(|_| ReadError::Fact)?;
            let envelope = fact.head(&own).map_err(|_| ReadError::Fact)?.envelope;
            let of = |said: &&Said| said.origin == envelope.origin && said.number == envelope.origin_seq;
            authors.extend(facts.iter().find(of).map(|said| (said.clone(), envelope.actor.clone())));
        }
        Ok(authors)
    }

    async fn open_facts(&self, rows: Vec<Row>) -> Result<Vec<Opened>, ReadError> {
        let sealed = rows.iter().map(|row| SealedFact::from_bytes(&row.bytes(0)?).map_err(|_| ReadError::Fact));
        let sealed = sealed.collect::<Result<Vec<_>, _>>()?;
        let own = self.keys().own()?;
        let heads = sealed.iter().map(|fact| fact.head(&own).map_err(|_| ReadError::Fact));
        let heads = heads.collect::<Result<Vec<_>, _>>()?;
        let subjects: Vec<_> = heads.iter().flat_map(journal::Headed::subjects).collect();
        self.keys().load(&subjects).await?;
        Ok(heads.into_iter().map(|head| head.open(self.keys())).collect())
    }
}
