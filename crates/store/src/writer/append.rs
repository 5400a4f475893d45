//! The rows of a group: facts, the moved head, and everything derived from them, one statement a table.

use std::collections::BTreeSet;
use std::sync::Arc;

use casework::PersonView;
use journal::{Keys, Subject};
use model::Id;

use super::WriteError;
use super::decide::Staged;
use super::memory::{INSTANCE, Memory};
use super::seal::StoredFact;
use crate::db::bulk::bulk;
use crate::db::{Bulk, Column, Conn, Statement};
use crate::derive::{Blind, Facets, SealedViewError, seal_view};
use crate::keys::KeyStore;

const FACT: Bulk = bulk!(
    "INSERT INTO fact (seq, sealed, link) VALUES ",
    "(?, ?, ?)",
    "",
    "INSERT INTO fact (seq, sealed, link) SELECT * FROM unnest($1::bigint[], $2::bytea[], $3::bytea[])"
);

// A rebuild meets the facts of one command on two pages; an append never finds the key taken.
const RECEIPT: Bulk = bulk!(
    "INSERT INTO receipt (actor, key, first_seq, last_seq) VALUES ",
    "(?, ?, ?, ?)",
    " ON CONFLICT (actor, key) DO UPDATE SET last_seq = excluded.last_seq",
    "INSERT INTO receipt (actor, key, first_seq, last_seq) \
     SELECT * FROM unnest($1::text[], $2::text[], $3::bigint[], $4::bigint[]) \
     ON CONFLICT (actor, key) DO UPDATE SET last_seq = excluded.last_seq"
);

// A row of a later version is never replaced: were that asked for, two writers would have met.
const PERSON: Bulk = bulk!(
    "INSERT INTO person (id, controller, office, version, synthetic, household, sealed) VALUES ",
    "(?, ?, ?, ?, ?, ?, ?)",
    " ON CONFLICT (id) DO UPDATE SET controller = excluded.controller, office = excluded.office, \
     version = excluded.version, synthetic = excluded.synthetic, household = excluded.household, \
     sealed = excluded.sealed WHERE person.version < excluded.version",
    "INSERT INTO person (id, controller, office, version, synthetic, household, sealed) \
     SELECT * FROM unnest($1::bytea[], $2::text[], $3::text[], $4::bigint[], $5::bigint[], $6::bytea[], $7::bytea[]) \
     ON CONFLICT (id) DO UPDATE SET controller = excluded.controller, office = excluded.office, \
     version = excluded.version, synthetic = excluded.synthetic, household = excluded.household, \
     sealed = excluded.sealed WHERE person.version < excluded.version"
);

const FACET: Bulk = bulk!(
    "INSERT INTO facet (field, value, person) VALUES ",
    "(?, ?, ?)",
    "",
    "INSERT INTO facet (field, value, person) SELECT * FROM unnest($1::text[], $2::text[], $3::bytea[])"
);

const FACET_GONE: Bulk = bulk!(
    "DELETE FROM facet WHERE (field, value, person) IN (VALUES ",
    "(?, ?, ?)",
    ")",
    "DELETE FROM facet f USING unnest($1::text[], $2::text[], $3::bytea[]) AS gone (field, value, person) \
     WHERE f.field = gone.field AND f.value = gone.value AND f.person = gone.person"
);

const BLIND: Bulk = bulk!(
    "INSERT INTO blind (token, person) VALUES ",
    "(?, ?)",
    "",
    "INSERT INTO blind (token, person) SELECT * FROM unnest($1::bytea[], $2::bytea[])"
);

const BLIND_GONE: Bulk = bulk!(
    "DELETE FROM blind WHERE (token, person) IN (VALUES ",
    "(?, ?)",
    ")",
    "DELETE FROM blind b USING unnest($1::bytea[], $2::bytea[]) AS gone (token, person) \
     WHERE b.token = gone.token AND b.person = gone.person"
);

const OUTBOX: Bulk = bulk!(
    "INSERT INTO outbox (topic, about, seq) VALUES ",
    "(?, ?, ?)",
    "",
    "INSERT INTO outbox (topic, about, seq) SELECT * FROM unnest($1::text[], $2::bytea[], $3::bigint[])"
);

/// How rows are derived.
pub(crate) struct Deriver<'a> {
    pub(crate) keys: &'a KeyStore,
    pub(crate) blind: &'a Blind,
    pub(crate) facets: Arc<Facets>,
}

/// Sequence numbers as the databases keep them.
pub(crate) fn stored(seq: u64) -> i64 {
    i64::try_from(seq).unwrap_or(i64::MAX)
}

/// Appends facts and moves the head to the tip.
pub(super) async fn append_facts(conn: &mut Conn, memory: &Memory, facts: Vec<StoredFact>) -> Result<(), WriteError> {
    if facts.is_empty() {
        return Ok(());
    }
    let seqs = facts.iter().map(|fact| stored(fact.seq)).collect();
    let links = facts.iter().map(|fact| fact.link.to_vec()).collect();
    let sealed = facts.into_iter().map(|fact| fact.bytes).collect();
    conn.bulk(FACT, vec![Column::Ints(seqs), Column::Bytes(sealed), Column::Bytes(links)]).await?;
    let head = Statement::of("UPDATE head SET seq = $1, tip = $2 WHERE one = 1");
    conn.run(head.bind(stored(memory.tip.seq())).bind(memory.tip.to_bytes())).await?;
    Ok(())
}

impl Deriver<'_> {
    /// Writes everything derived from the staged facts but the outbox.
    pub(super) async fn derive(&self, conn: &mut Conn, memory: &Memory, staged: &Staged) -> Result<(), WriteError> {
        self.people(conn, memory, staged).await?;
        self.indexes(conn, memory, staged).await?;
        receipts(conn, staged).await?;
        if let Some(seq) = staged.instance_changed {
            self.instance(conn, memory, seq).await?;
        }
        Ok(())
    }

    async fn people(&self, conn: &mut Conn, memory: &Memory, staged: &Staged) -> Result<(), WriteError> {
        let mut rows = People::default();
        for id in staged.before.keys() {
            if let Some(view) = memory.person(*id) {
                rows.push(view, self.blind.household_of(view), self.seal_person(view)?);
            }
        }
        let wanted = rows.ids.len() as u64;
        let written = conn.bulk(PERSON, rows.into_columns()).await?;
        if written == wanted { Ok(()) } else { Err(WriteError::Chain) }
    }

    fn seal_person(&self, view: &PersonView) -> Result<Vec<u8>, SealedViewError> {
        let key = self.keys.key(Subject::Person(view.id), None).ok_or(SealedViewError::NoKey)?;
        seal_view(view, &view.id.0, &key)
    }

    /// Facets and tokens: only what differs from before is written.
    async fn indexes(&self, conn: &mut Conn, memory: &Memory, staged: &Staged) -> Result<(), WriteError> {
        let (mut facets, mut facets_gone) = (Facet::default(), Facet::default());
        let (mut tokens, mut tokens_gone) = (Tokens::default(), Tokens::default());
        for (id, before) in &staged.before {
            let [old, new] = [before.as_ref(), memory.person(*id)];
            let [old_facets, new_facets] = [old, new].map(|view| of(view, |view| self.facets.of_person(view)));
            facets.extend(*id, new_facets.difference(&old_facets));
            facets_gone.extend(*id, old_facets.difference(&new_facets));
            let [old_tokens, new_tokens] = [old, new].map(|view| of(view, |view| self.blind.of_person(view)));
            tokens.extend(*id, new_tokens.difference(&old_tokens));
            tokens_gone.extend(*id, old_tokens.difference(&new_tokens));
        }
        conn.bulk(FACET_GONE, facets_gone.into_columns()).await?;
        conn.bulk(FACET, facets.into_columns()).await?;
        conn.bulk(BLIND_GONE, tokens_gone.into_columns()).await?;
        conn.bulk(BLIND, tokens.into_columns()).await?;
        Ok(())
    }

    /// Keeps the instance's view, sealed under its own data key.
    async fn instance(&self, conn: &mut Conn, memory: &Memory, seq: u64) -> Result<(), WriteError> {
        let key = self.keys.key(Subject::Instance, None).ok_or(SealedViewError::NoKey)?;
        let sealed = seal_view(&*memory.instance, INSTANCE, &key)?;
        let keep = Statement::of(
            "INSERT INTO instance (one, seq, sealed) VALUES (1, $1, $2) \
             ON CONFLICT (one) DO UPDATE SET seq = excluded.seq, sealed = excluded.sealed",
        );
        conn.run(keep.bind(stored(seq)).bind(sealed)).await?;
        Ok(())
    }
}

fn of<T>(view: Option<&Arc<PersonView>>, derive: impl FnOnce(&PersonView) -> BTreeSet<T>) -> BTreeSet<T> {
    view.map_or_else(BTreeSet::new, |view| derive(view))
}

async fn receipts(conn: &mut Conn, staged: &Staged) -> Result<(), WriteError> {
    let named = || staged.receipts.iter();
    let actors = named().map(|((actor, _), _)| actor.clone()).collect();
    let keys = named().map(|((_, key), _)| key.clone()).collect();
    let first = named().map(|(_, receipt)| stored(receipt.first)).collect();
    let last = named().map(|(_, receipt)| stored(receipt.last)).collect();
    let columns = vec![Column::Texts(actors), Column::Texts(keys), Column::Ints(first), Column::Ints(last)];
    conn.bulk(RECEIPT, columns).await?;
    Ok(())
}

/// Writes what others are to be told.
pub(super) async fn outbox(conn: &mut Conn, staged: &Staged) -> Result<(), WriteError> {
    let entries = || staged.outbox.iter();
    let topics = entries().map(|(_, (topic, _))| topic.name().to_owned()).collect();
    let about = entries().map(|(person, _)| person.0.to_vec()).collect();
    let seqs = entries().map(|(_, (_, seq))| stored(*seq)).collect();
    conn.bulk(OUTBOX, vec![Column::Texts(topics), Column::Bytes(about), Column::Ints(seqs)]).await?;
    Ok(())
}

#[derive(Default)]
struct People {
    ids: Vec<Vec<u8>>,
    controllers: Vec<String>,
    offices: Vec<String>,
    versions: Vec<i64>,
    synthetic: Vec<i64>,
    households: Vec<Option<Vec<u8>>>,
    sealed: Vec<Vec<u8>>,
}

impl People {
    fn push(&mut self, view: &PersonView, household: Option<Id>, sealed: Vec<u8>) {
        self.ids.push(view.id.0.to_vec());
        self.controllers.push(view.controller.clone());
        self.offices.push(view.office.clone());
        self.versions.push(stored(view.version));
        self.synthetic.push(i64::from(view.synthetic));
        self.households.push(household.map(|id| id.0.to_vec()));
        self.sealed.push(sealed);
    }

    fn into_columns(self) -> Vec<Column> {
        vec![
            Column::Bytes(self.ids),
            Column::Texts(self.controllers),
            Column::Texts(self.offices),
            Column::Ints(self.versions),
            Column::Ints(self.synthetic),
            Column::MaybeBytes(self.households),
            Column::Bytes(self.sealed),
        ]
    }
}

#[derive(Default)]
struct Facet {
    fields: Vec<String>,
    values: Vec<String>,
    people: Vec<Vec<u8>>,
}

impl Facet {
    fn extend<'a>(&mut self, person: Id, facets: impl Iterator<Item = &'a (String, String)>) {
        for (field, value) in facets {
            self.fields.push(field.clone());
            self.values.push(value.clone());
            self.people.push(person.0.to_vec());
        }
    }

    fn into_columns(self) -> Vec<Column> {
        vec![Column::Texts(self.fields), Column::Texts(self.values), Column::Bytes(self.people)]
    }
}

#[derive(Default)]
struct Tokens {
    tokens: Vec<Vec<u8>>,
    people: Vec<Vec<u8>>,
}

impl Tokens {
    fn extend<'a>(&mut self, person: Id, tokens: impl Iterator<Item = &'a [u8; 16]>) {
        for token in tokens {
            self.tokens.push(token.to_vec());
            self.people.push(person.0.to_vec());
        }
    }

    fn into_columns(self) -> Vec<Column> {
        vec![Column::Bytes(self.tokens), Column::Bytes(self.people)]
    }
}
