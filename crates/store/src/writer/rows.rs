//! The rows of a group: facts, the moved head, and everything derived from them, one statement a table.

use journal::Tip;
use model::Id;

use super::WriteError;
use super::decide::Staged;
use crate::db::bulk::bulk;
use crate::db::{Bulk, Column, Conn, Statement};

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
    "INSERT INTO person (number, id, controller, office, version, synthetic, household, sealed) VALUES ",
    "(?, ?, ?, ?, ?, ?, ?, ?)",
    " ON CONFLICT (number) DO UPDATE SET controller = excluded.controller, office = excluded.office, \
     version = excluded.version, synthetic = excluded.synthetic, household = excluded.household, \
     sealed = excluded.sealed WHERE person.version < excluded.version AND person.id = excluded.id",
    "INSERT INTO person (number, id, controller, office, version, synthetic, household, sealed) \
     SELECT * FROM unnest($1::bigint[], $2::bytea[], $3::text[], $4::text[], $5::bigint[], $6::bigint[], \
     $7::bytea[], $8::bytea[]) \
     ON CONFLICT (number) DO UPDATE SET controller = excluded.controller, office = excluded.office, \
     version = excluded.version, synthetic = excluded.synthetic, household = excluded.household, \
     sealed = excluded.sealed WHERE person.version < excluded.version AND person.id = excluded.id"
);

pub(super) const FACET: Bulk = bulk!(
    "INSERT INTO facet (field, value, number) VALUES ",
    "(?, ?, ?)",
    "",
    "INSERT INTO facet (field, value, number) SELECT * FROM unnest($1::text[], $2::text[], $3::bigint[])"
);

pub(super) const FACET_GONE: Bulk = bulk!(
    "DELETE FROM facet WHERE (field, value, number) IN (VALUES ",
    "(?, ?, ?)",
    ")",
    "DELETE FROM facet f USING unnest($1::text[], $2::text[], $3::bigint[]) AS gone (field, value, number) \
     WHERE f.field = gone.field AND f.value = gone.value AND f.number = gone.number"
);

pub(super) const BLIND: Bulk = bulk!(
    "INSERT INTO blind (token, number) VALUES ",
    "(?, ?)",
    "",
    "INSERT INTO blind (token, number) SELECT * FROM unnest($1::bytea[], $2::bigint[])"
);

pub(super) const BLIND_GONE: Bulk = bulk!(
    "DELETE FROM blind WHERE (token, number) IN (VALUES ",
    "(?, ?)",
    ")",
    "DELETE FROM blind b USING unnest($1::bytea[], $2::bigint[]) AS gone (token, number) \
     WHERE b.token = gone.token AND b.number = gone.number"
);

const OUTBOX: Bulk = bulk!(
    "INSERT INTO outbox (topic, about, seq) VALUES ",
    "(?, ?, ?)",
    "",
    "INSERT INTO outbox (topic, about, seq) SELECT * FROM unnest($1::text[], $2::bytea[], $3::bigint[])"
);

/// Sequence numbers as the databases keep them.
pub(crate) fn stored(seq: u64) -> i64 {
    i64::try_from(seq).unwrap_or(i64::MAX)
}

/// A fact as it is stored.
pub(super) struct StoredFact {
    pub(super) seq: u64,
    pub(super) bytes: Vec<u8>,
    pub(super) link: [u8; 32],
}

/// What one transaction is to write, in this order.
#[derive(Default)]
pub(super) struct Rows {
    many: Vec<(Bulk, Vec<Column>)>,
    one: Vec<Statement>,
    people: Option<People>,
}

impl Rows {
    /// Facts, and the head moved to the tip after the last of them.
    pub(super) fn facts(&mut self, facts: Vec<StoredFact>, tip: &Tip) {
        let seqs = facts.iter().map(|fact| stored(fact.seq)).collect();
        let links = facts.iter().map(|fact| fact.link.to_vec()).collect();
        let sealed = facts.into_iter().map(|fact| fact.bytes).collect();
        self.many(FACT, vec![Column::Ints(seqs), Column::Bytes(sealed), Column::Bytes(links)]);
        let head = Statement::of("UPDATE head SET seq = $1, tip = $2 WHERE one = 1");
        self.one(head.bind(stored(tip.seq())).bind(tip.to_bytes()));
    }

    /// Receipts of commands with an idempotency key.
    pub(super) fn receipts(&mut self, staged: &Staged) {
        let named = || staged.receipts.iter();
        let actors = named().map(|((actor, _), _)| actor.clone()).collect();
        let keys = named().map(|((_, key), _)| key.clone()).collect();
        let first = named().map(|(_, receipt)| stored(receipt.first)).collect();
        let last = named().map(|(_, receipt)| stored(receipt.last)).collect();
        self.many(RECEIPT, vec![Column::Texts(actors), Column::Texts(keys), Column::Ints(first), Column::Ints(last)]);
    }

    /// What others are to be told.
    pub(super) fn outbox(&mut self, staged: &Staged) {
        let entries = || staged.outbox.iter();
        let topics = entries().map(|(_, (topic, _))| topic.name().to_owned()).collect();
        let about = entries().map(|(person, _)| person.0.to_vec()).collect();
        let seqs = entries().map(|(_, (_, seq))| stored(*seq)).collect();
        self.many(OUTBOX, vec![Column::Texts(topics), Column::Bytes(about), Column::Ints(seqs)]);
    }

    /// People's rows; each must be written.
    pub(super) fn people(&mut self, people: People) {
        self.people = Some(people);
    }

    pub(super) fn many(&mut self, bulk: Bulk, columns: Vec<Column>) {
        self.many.push((bulk, columns));
    }

    pub(super) fn one(&mut self, statement: Statement) {
        self.one.push(statement);
    }

    /// Writes everything; the transaction is the caller's.
    pub(super) async fn write(self, conn: &mut Conn) -> Result<(), WriteError> {
        for (bulk, columns) in self.many {
            conn.bulk(bulk, columns).await?;
        }
        for statement in self.one {
            conn.run(statement).await?;
        }
        let Some(people) = self.people else { return Ok(()) };
        let wanted = people.ids.len() as u64;
        let written = conn.bulk(PERSON, people.into_columns()).await?;
        if written == wanted { Ok(()) } else { Err(WriteError::Chain) }
    }
}

/// Rows of people, by column.
#[derive(Default)]
pub(super) struct People {
    numbers: Vec<i64>,
    ids: Vec<Vec<u8>>,
    controllers: Vec<String>,
    offices: Vec<String>,
    versions: Vec<i64>,
    synthetic: Vec<i64>,
    households: Vec<Option<Vec<u8>>>,
    sealed: Vec<Vec<u8>>,
}

impl People {
    pub(super) fn push(&mut self, number: i64, view: &casework::PersonView, household: Option<Id>, sealed: Vec<u8>) {
        self.numbers.push(number);
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
            Column::Ints(self.numbers),
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
