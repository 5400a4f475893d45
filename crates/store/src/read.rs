//! Reading people: lists, search, single records, counts, always within a scope.
//!
//! Lists are filtered by facets and searched by blind tokens in SQL; names and the rest come out of the sealed
//! views, opened here with the keys that are left. A person whose key is gone is not shown.

use casework::{PersonView, Scope};
use model::Id;

use crate::db::{Pool, Row, Statement};
use crate::derive::{SealedViewError, open_view};
use crate::keys::KeyError;
use crate::scope::within;
use crate::store::Store;

/// A value a list is narrowed to. Several values of one field: any of them; several fields: all of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filter {
    /// A facet.
    pub field: String,
    /// Its values, as text.
    pub any_of: Vec<String>,
}

/// Where a page of a list begins and how long it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    /// People before it.
    pub skip: usize,
    /// At most this many people.
    pub limit: u32,
}

/// Why nothing was read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The database did not answer.
    #[error("the database did not answer")]
    Database(#[from] sqlx::Error),
    /// The key store did not answer.
    #[error("keys are not at hand")]
    Keys(#[from] KeyError),
    /// A stored view is damaged; `rebuild_views` makes it anew.
    #[error("a stored view is damaged")]
    View(#[from] SealedViewError),
    /// A stored fact is damaged; `verify` says which.
    #[error("a stored fact is damaged")]
    Fact,
}

impl Store {
    /// People in scope, in the order of their registration.
    pub async fn people(&self, scope: &Scope, filters: &[Filter], page: Page) -> Result<Vec<PersonView>, ReadError> {
        let from = Statement::of("SELECT p.id, p.sealed FROM person p WHERE 1 = 1");
        let statement = filtered(within(from, scope, self.dialect()), filters, self.readers());
        self.listed(statement, page).await
    }

    /// People in scope whose names, phones or documents hold every word of `text`.
    pub async fn search(&self, scope: &Scope, text: &str, page: Page) -> Result<Vec<PersonView>, ReadError> {
        let words = self.blind().of_query(text);
        if words.is_empty() {
            return Ok(vec![]);
        }
        let from = Statement::of("SELECT p.id, p.sealed FROM person p WHERE 1 = 1");
        let narrowed = within(from, scope, self.dialect());
        let statement = words.into_iter().fold(narrowed, |statement, tokens| {
            let mut statement = statement.and(" AND p.number IN (SELECT number FROM blind WHERE 1 = 0");
            for token in tokens {
                statement = statement.and(" OR token = ").value(token.to_vec());
            }
            statement.and(")")
        });
        self.listed(statement, page).await
    }

    /// One person, where there is one in scope: what is out of scope looks like what does not exist.
    pub async fn person(&self, scope: &Scope, person: Id) -> Result<Option<PersonView>, ReadError> {
        let from = Statement::of("SELECT p.id, p.sealed FROM person p WHERE p.id = $1").bind(person);
        let rows = self.readers().rows(within(from, scope, self.dialect())).await?;
        Ok(self.opened(rows).await?.pop())
    }

    /// The people on record in the household of a person, the person included; empty for one without.
    pub async fn household(&self, scope: &Scope, person: Id) -> Result<Vec<PersonView>, ReadError> {
        let from = Statement::of(
            "SELECT p.id, p.sealed FROM person p JOIN person about ON about.household = p.household \
             WHERE about.id = $1",
        );
        let rows =
            self.readers().rows(within(from.bind(person), scope, self.dialect()).and(" ORDER BY p.number")).await?;
        self.opened(rows).await
    }

    /// Whether anybody in scope, or of the controller where no more than existence may be told, has these words.
    pub async fn exists(&self, scope: &Scope, text: &str) -> Result<bool, ReadError> {
        let scope = match scope {
            Scope::Existence { controller } => Scope::Controller { controller: controller.clone() },
            scope => scope.clone(),
        };
        Ok(!self.search(&scope, text, Page { skip: 0, limit: 1 }).await?.is_empty())
    }

    /// Everybody on record, for the lake and for measures of the whole population: no scope. At most `limit` people
    /// after `cursor`, which begins at 0, with the cursor of what follows; nothing follows the last.
    pub async fn snapshot(&self, cursor: i64, limit: u32) -> Result<(Vec<PersonView>, Option<i64>), ReadError> {
        let page = Statement::of("SELECT id, sealed, number FROM person WHERE number > $1 ORDER BY number LIMIT $2");
        let rows = self.readers().rows(page.bind(cursor).bind(i64::from(limit))).await?;
        let next = rows.last().map(|row| row.int(2)).transpose()?;
        Ok((self.opened(rows).await?, next))
    }

    /// Those of these people who are on record: what the outbox says has changed, for the lake.
    pub async fn snapshot_of(&self, people: Vec<Id>) -> Result<Vec<PersonView>, ReadError> {
        let all = Statement::of("SELECT p.id, p.sealed FROM person p WHERE p.id").among(self.dialect(), people);
        let rows = self.readers().rows(all.and(" ORDER BY p.number")).await?;
        self.opened(rows).await
    }

    /// The person whom a register knows by this id; imports find their people again by it.
    pub async fn by_external(&self, system: &str, id: &str) -> Result<Option<Id>, ReadError> {
        let token = self.blind().external(system, id);
        let found = Statement::of(
            "SELECT p.id FROM blind b JOIN person p ON p.number = b.number WHERE b.token = $1 ORDER BY p.number LIMIT 1",
        );
        let row = self.readers().row(found.bind(token.to_vec())).await?;
        Ok(row.map(|row| row.id(0)).transpose()?)
    }

    /// How many people in scope pass the filters.
    pub async fn count(&self, scope: &Scope, filters: &[Filter]) -> Result<u64, ReadError> {
        let from = Statement::of("SELECT count(*) FROM person p WHERE 1 = 1");
        let narrowed = within(from, &counted(scope), self.dialect());
        let row = self.readers().row(filtered(narrowed, filters, self.readers())).await?;
        let count = row.map_or(Ok(0), |row| row.int(0))?;
        Ok(count.unsigned_abs())
    }

    /// How many people in scope have each value of a facet, in the order of the values.
    pub async fn counts(&self, scope: &Scope, field: &str) -> Result<Vec<(String, u64)>, ReadError> {
        let from = Statement::of(
            "SELECT f.value, count(*) FROM facet f JOIN person p ON p.number = f.number WHERE f.field = $1",
        );
        let narrowed = within(from.bind(field), &counted(scope), self.dialect());
        let rows = self.readers().rows(narrowed.and(" GROUP BY f.value ORDER BY f.value")).await?;
        Ok(rows.iter().map(|row| Ok((row.text(0)?, row.int(1)?.unsigned_abs()))).collect::<sqlx::Result<_>>()?)
    }

    async fn listed(&self, statement: Statement, page: Page) -> Result<Vec<PersonView>, ReadError> {
        let skip = i64::try_from(page.skip).unwrap_or(i64::MAX);
        let statement = statement.and(" ORDER BY p.number LIMIT ").value(i64::from(page.limit));
        let rows = self.readers().rows(statement.and(" OFFSET ").value(skip)).await?;
        self.opened(rows).await
    }

    /// Opens rows of `id, sealed`.
    async fn opened(&self, rows: Vec<Row>) -> Result<Vec<PersonView>, ReadError> {
        let ids = rows.iter().map(|row| row.id(0)).collect::<sqlx::Result<Vec<Id>>>()?;
        let keys = self.keys().of_people(&ids).await?;
        let mut people = Vec::with_capacity(rows.len());
        for (row, id) in rows.iter().zip(ids) {
            if let Some(key) = keys.get(&id) {
                people.push(open_view(&row.bytes(1)?, &id.0, key)?);
            }
        }
        Ok(people)
    }
}

/// Who may count, counts a controller's people without seeing a row. What leaves passes disclosure control.
fn counted(scope: &Scope) -> Scope {
    match scope {
        Scope::Aggregates { controller } => Scope::Controller { controller: controller.clone() },
        scope => scope.clone(),
    }
}

/// Narrows a statement over `person p` by facets.
fn filtered(statement: Statement, filters: &[Filter], pool: &Pool) -> Statement {
    filters.iter().fold(statement, |statement, filter| {
        statement
            .and(" AND p.number IN (SELECT number FROM facet WHERE field = ")
            .value(filter.field.as_str())
            .and(" AND value")
            .among(pool.dialect(), filter.any_of.clone())
            .and(")")
    })
}
