//! Reading people: lists, search, single records, counts, always within a scope.
//!
//! Lists are filtered and searched by tokens in SQL; names and the rest come out of the sealed rows, opened here with the
//! keys that are left, and of compartments only those named. Every row that is opened is held against the scope once more,
//! by what is sealed in it: whoever can write to the database cannot show a row to somebody else. A row without a key is
//! damage, for rows go before keys do: nobody silently drops out of a list. Rows come in the order of their numbers, which hangs on nothing: an order in time would tell which
//! row belongs to which fact.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use casework::{OwnerView, Scope};
use journal::{KeyRing, Link, Subject};
use model::{About, Compartment, FieldKey, Id};

use super::Store;
use crate::db::{Row, Statement, stored};
use crate::derive::{DamagedRow, Token, open_person};
use crate::error::ReadError;
use crate::scope::{beyond, within, within_all};

/// A value a list is narrowed to. Several values of one field: any of them; several fields: all of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filter {
    /// A facet.
    pub field: FieldKey,
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

/// Which people, and how far they are opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sight {
    /// Which rows.
    pub scope: Scope,
    /// Which compartments.
    pub opens: BTreeSet<Compartment>,
    /// Which records that own themselves.
    pub itself: Scope,
}

impl Sight {
    /// These rows, and no compartment.
    pub fn of(scope: Scope) -> Self {
        Self { scope, opens: BTreeSet::new(), itself: Scope::Nothing }
    }

    /// By which scope an owner is seen.
    fn over(&self, view: &OwnerView) -> &Scope {
        match view.about {
            About::Person | About::Household => &self.scope,
            About::Itself => &self.itself,
        }
    }
}

pub(super) const PEOPLE: &str = "SELECT p.number, p.who, p.sealed FROM person p WHERE 1 = 1";

impl Store {
    /// People in scope.
    pub async fn people(&self, sight: &Sight, filters: &[Filter], page: Page) -> Result<Vec<OwnerView>, ReadError> {
        let narrowed = self.within(Statement::of(PEOPLE), &sight.scope);
        self.listed(sight, self.filtered(narrowed, filters), page).await
    }

    /// People in scope whose names, phones or documents hold every word of `text`.
    pub async fn search(&self, sight: &Sight, text: &str, page: Page) -> Result<Vec<OwnerView>, ReadError> {
        let Some(narrowed) = self.searched(Statement::of(PEOPLE), &sight.scope, text) else { return Ok(vec![]) };
        self.listed(sight, narrowed, page).await
    }

    /// Whether anybody of a controller whom `seen` does not admit has all these words, as words of one kind: who may not
    /// open somebody is not told which document belongs to which name. Nobody is opened.
    pub async fn exists_beyond(&self, controller: &str, seen: &Scope, text: &str) -> Result<bool, ReadError> {
        let all = Scope::Controller { controller: controller.to_owned() };
        for tokens in self.own().tokens.of_query_by_kind(text) {
            let from = Statement::of("SELECT p.number FROM person p WHERE 1 = 1");
            let found =
                tokens.into_iter().fold(self.within(from, &all), |found, token| self.having(found, vec![token]));
            let found = beyond(found, seen, &self.own().tokens, self.dialect()).and(" LIMIT 1");
            if self.readers().row(found).await?.is_some() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// One person, where there is one in scope: what is out of scope looks like what does not exist. The row must follow
    /// from the journal that is there.
    pub async fn person(&self, sight: &Sight, person: Id) -> Result<Option<OwnerView>, ReadError> {
        Ok(self.owner(sight, person).await?.filter(|view| view.about == About::Person))
    }

    /// One person, one household that has records, or one record that owns itself, likewise.
    pub async fn owner(&self, sight: &Sight, owner: Id) -> Result<Option<OwnerView>, ReadError> {
        let from = self.having(Statement::of(PEOPLE), vec![self.own().tokens.person(owner)]);
        let from = within_all(from, &sight.scope, &sight.itself, &self.own().tokens, self.dialect());
        let rows = self.readers().rows(from).await?;
        let Some((view, seq, link)) = self.opened(rows, &sight.opens).await?.pop() else { return Ok(None) };
        if view.id != owner {
            return Err(DamagedRow::Disagrees.into());
        }
        admitted(sight.over(&view), &view)?;
        let fact = Statement::of("SELECT link FROM fact WHERE seq = $1").bind(stored(seq));
        let there = self.readers().row(fact).await?.map(|row| row.array(0)).transpose()?;
        let follows = there.is_some_and(|there| crate::derive::end_of(&Link(there)) == link);
        if follows { Ok(Some(view)) } else { Err(DamagedRow::Disagrees.into()) }
    }

    /// Those of these owners that are in scope, each once: what records lead to.
    pub async fn owners(&self, sight: &Sight, owners: &[Id]) -> Result<Vec<OwnerView>, ReadError> {
        let tokens = owners.iter().map(|owner| self.own().tokens.person(*owner)).collect();
        let from = self.having(Statement::of(PEOPLE), tokens);
        let from = within_all(from, &sight.scope, &sight.itself, &self.own().tokens, self.dialect());
        let rows = self.readers().rows(from).await?;
        let there = self
            .opened(rows, &sight.opens)
            .await?
            .into_iter()
            .map(|(view, ..)| admitted(sight.over(&view), &view).map(|()| view));
        there.collect()
    }

    /// The people on record in the household of a person, the person included; empty for one without.
    pub async fn household(&self, sight: &Sight, person: &OwnerView) -> Result<Vec<OwnerView>, ReadError> {
        Ok(self.members(sight, &[person]).await?.into_iter().map(|(_, view)| view).collect())
    }

    /// The people within sight who belong to the households of these, or to these households, each with the owner through whom
    /// they were found.
    pub async fn members<'o>(
        &self,
        sight: &Sight,
        of: &[&'o OwnerView],
    ) -> Result<Vec<(&'o OwnerView, OwnerView)>, ReadError> {
        let home_of = |view: &OwnerView| self.own().tokens.household_of(view);
        let homes: BTreeMap<Token, &'o OwnerView> =
            of.iter().filter_map(|owner| Some((home_of(owner)?, *owner))).collect();
        if homes.is_empty() {
            return Ok(vec![]);
        }
        let from = self.having(Statement::of(PEOPLE), homes.keys().copied().collect());
        let rows = self.readers().rows(self.within(from, &sight.scope).and(" ORDER BY p.number")).await?;
        let members = self.opened(rows, &sight.opens).await?.into_iter().map(|(view, ..)| {
            admitted(&sight.scope, &view)?;
            let through = home_of(&view).and_then(|home| homes.get(&home).copied());
            Ok((through.ok_or(DamagedRow::Disagrees)?, view))
        });
        members.collect()
    }

    /// Everybody on record, for the lake and for measures of the whole population: no scope, no compartment. At most
    /// `limit` people after `cursor`, which begins at -1, with the cursor of what follows; nothing follows the last.
    pub async fn snapshot(&self, cursor: i64, limit: u32) -> Result<(Vec<OwnerView>, Option<i64>), ReadError> {
        let page = Statement::of("SELECT number, who, sealed FROM person WHERE number > $1 ORDER BY number LIMIT $2");
        let rows = self.readers().rows(page.bind(cursor).bind(i64::from(limit))).await?;
        let next = rows.last().map(|row| row.int(0)).transpose()?;
        let people = self.opened(rows, &BTreeSet::new()).await?;
        Ok((people.into_iter().map(|(view, ..)| view).filter(is_person).collect(), next))
    }

    /// Those of these people who are on record: what the outbox says has changed, for the lake.
    pub async fn snapshot_of(&self, people: &[Id]) -> Result<Vec<OwnerView>, ReadError> {
        let tokens = people.iter().map(|person| self.own().tokens.person(*person)).collect();
        let all = self.having(Statement::of(PEOPLE), tokens);
        let people = self.opened(self.readers().rows(all).await?, &BTreeSet::new()).await?;
        Ok(people.into_iter().map(|(view, ..)| view).filter(is_person).collect())
    }

    /// The people whom a controller's registers know by these ids, each a register and its id; imports find their people
    /// again by them. In their order, nothing for whom nobody knows.
    pub async fn by_external(&self, controller: &str, ids: &[(&str, &str)]) -> Result<Vec<Option<Id>>, ReadError> {
        let tokens = ids.iter().map(|(system, id)| self.own().tokens.external(controller, system, id));
        let tokens: Vec<Token> = tokens.collect();
        let found = Statement::of(
            "SELECT p.number, p.who, t.token FROM token t JOIN person p ON p.number = t.number WHERE t.token",
        );
        let found = found.among(self.dialect(), tokens.clone()).and(" ORDER BY p.number DESC");
        let mut known = HashMap::new();
        for row in self.readers().rows(found).await? {
            // Of two under one id, always the same.
            known.insert(row.id(2)?, self.whose(&row)?);
        }
        Ok(tokens.iter().map(|token| known.get(token).copied()).collect())
    }

    /// The key under which rows of a register without ids are known again.
    pub fn import_key(&self) -> journal::Key {
        self.own().import.clone()
    }

    /// How many people in scope pass the filters.
    pub async fn count(&self, scope: &Scope, filters: &[Filter]) -> Result<u64, ReadError> {
        let from = Statement::of("SELECT count(*) FROM person p WHERE 1 = 1");
        let narrowed = self.filtered(self.within(from, &counted(scope)), filters);
        let row = self.readers().row(narrowed).await?;
        Ok(row.map_or(Ok(0), |row| row.int(0))?.unsigned_abs())
    }

    fn within(&self, statement: Statement, scope: &Scope) -> Statement {
        within(statement, scope, &self.own().tokens, self.dialect())
    }

    /// Narrows to people who have every word; nothing for a text without words.
    fn searched(&self, from: Statement, scope: &Scope, text: &str) -> Option<Statement> {
        let words = self.own().tokens.of_query(text);
        if words.is_empty() {
            return None;
        }
        let narrowed = self.within(from, scope);
        Some(words.into_iter().fold(narrowed, |statement, tokens| self.having(statement, tokens)))
    }

    /// Narrows by facets.
    fn filtered(&self, statement: Statement, filters: &[Filter]) -> Statement {
        filters.iter().fold(statement, |statement, filter| {
            let tokens = filter.any_of.iter().map(|value| self.own().tokens.facet(filter.field, value));
            self.having(statement, tokens.collect())
        })
    }

    pub(super) fn having(&self, statement: Statement, tokens: Vec<Token>) -> Statement {
        let narrowed = statement.and(" AND p.number IN (SELECT number FROM token WHERE token");
        narrowed.among(self.dialect(), tokens).and(")")
    }

    async fn listed(&self, sight: &Sight, statement: Statement, page: Page) -> Result<Vec<OwnerView>, ReadError> {
        let skip = i64::try_from(page.skip).unwrap_or(i64::MAX);
        let statement = statement.and(" ORDER BY p.number LIMIT ").value(i64::from(page.limit));
        let rows = self.readers().rows(statement.and(" OFFSET ").value(skip)).await?;
        let people = self.opened(rows, &sight.opens).await?;
        people.into_iter().map(|(view, ..)| admitted(&sight.scope, &view).map(|()| view)).collect()
    }

    fn whose(&self, row: &Row) -> sqlx::Result<Id> {
        Ok(self.own().names.person(row.int(0)?, row.id(1)?))
    }

    /// Opens rows of `number, who, sealed`.
    pub(super) async fn opened(
        &self,
        rows: Vec<Row>,
        opens: &BTreeSet<Compartment>,
    ) -> Result<Vec<(OwnerView, u64, [u8; 8])>, ReadError> {
        let ids = rows.iter().map(|row| self.whose(row)).collect::<sqlx::Result<Vec<Id>>>()?;
        self.keys().load_people(&ids).await?;
        let mut people = Vec::with_capacity(rows.len());
        for (row, id) in rows.iter().zip(ids) {
            if let Some(ring) = self.ring_of(id, row.int(0)?).await? {
                let opened = open_person(&row.bytes(2)?, row.int(0)?, id, &ring, opens)?;
                people.push((opened.view, opened.seq, opened.link));
            }
        }
        Ok(people)
    }

    /// The ring of a person whose row was read; none where they were forgotten since, and their row is gone too.
    async fn ring_of(&self, person: Id, number: i64) -> Result<Option<KeyRing>, ReadError> {
        if let Some(ring) = self.keys().ring(Subject::Owner(person)) {
            return Ok(Some(ring));
        }
        // Whoever changes the instance key or fills the cache takes rings out of memory that are still stored.
        self.keys().load_people(&[person]).await?;
        if let Some(ring) = self.keys().ring(Subject::Owner(person)) {
            return Ok(Some(ring));
        }
        let still = Statement::of("SELECT number FROM person WHERE number = $1").bind(number);
        match self.readers().row(still).await? {
            None => Ok(None),
            Some(_) => Err(DamagedRow::NoKey.into()),
        }
    }
}

fn is_person(view: &OwnerView) -> bool {
    view.about == About::Person
}

/// What is sealed in a row decides, not the tokens by which it was found.
pub(super) fn admitted(scope: &Scope, view: &OwnerView) -> Result<(), ReadError> {
    if scope.admits(view) { Ok(()) } else { Err(DamagedRow::Disagrees.into()) }
}

/// Who may count, counts a controller's people without seeing a row. What leaves passes disclosure control.
fn counted(scope: &Scope) -> Scope {
    match scope {
        Scope::Aggregates { controller } => Scope::Controller { controller: controller.clone() },
        scope => scope.clone(),
    }
}
