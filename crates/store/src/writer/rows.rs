//! The rows of a group: facts, and everything derived from them, one statement a table.

use super::staged::Staged;
use crate::beside::BesideKey;
use crate::db::bulk::bulk;
use crate::db::{Bulk, Column, Conn, stored};
use crate::derive::Tokens;
use crate::error::WriteError;
use crate::head::Head;
use crate::outbox;

const FACT: Bulk = bulk!(
    "INSERT INTO fact (seq, sealed, link) VALUES ",
    "(?, ?, ?)",
    "",
    "INSERT INTO fact (seq, sealed, link) SELECT * FROM unnest($1::bigint[], $2::bytea[], $3::bytea[])"
);

// A rebuild meets the facts of one command on two pages; an append never finds the key taken.
const RECEIPT: Bulk = bulk!(
    "INSERT INTO receipt (token, first_seq, last_seq) VALUES ",
    "(?, ?, ?)",
    " ON CONFLICT (token) DO UPDATE SET last_seq = excluded.last_seq",
    "INSERT INTO receipt (token, first_seq, last_seq) SELECT * FROM unnest($1::bytea[], $2::bigint[], $3::bigint[]) \
     ON CONFLICT (token) DO UPDATE SET last_seq = excluded.last_seq"
);

// The row of another person is never replaced: two people whose numbers are alike are refused.
pub(super) const PERSON: Bulk = bulk!(
    "INSERT INTO person (number, who, sealed) VALUES ",
    "(?, ?, ?)",
    " ON CONFLICT (number) DO UPDATE SET sealed = excluded.sealed WHERE person.who = excluded.who",
    "INSERT INTO person (number, who, sealed) SELECT * FROM unnest($1::bigint[], $2::bytea[], $3::bytea[]) \
     ON CONFLICT (number) DO UPDATE SET sealed = excluded.sealed WHERE person.who = excluded.who"
);

pub(super) const TOKEN: Bulk = bulk!(
    "INSERT INTO token (token, number) VALUES ",
    "(?, ?)",
    " ON CONFLICT (token, number) DO NOTHING",
    "INSERT INTO token (token, number) SELECT * FROM unnest($1::bytea[], $2::bigint[]) \
     ON CONFLICT (token, number) DO NOTHING"
);

pub(super) const TOKEN_GONE: Bulk = bulk!(
    "DELETE FROM token WHERE (token, number) IN (VALUES ",
    "(?, ?)",
    ")",
    "DELETE FROM token t USING unnest($1::bytea[], $2::bigint[]) AS gone (token, number) \
     WHERE t.token = gone.token AND t.number = gone.number"
);

pub(super) const SHELF: Bulk = bulk!(
    "INSERT INTO shelf (shelf, place, what) VALUES ",
    "(?, ?, ?)",
    " ON CONFLICT (shelf, place) DO NOTHING",
    "INSERT INTO shelf (shelf, place, what) SELECT * FROM unnest($1::bytea[], $2::bytea[], $3::bytea[]) \
     ON CONFLICT (shelf, place) DO NOTHING"
);

pub(super) const SHELF_GONE: Bulk = bulk!(
    "DELETE FROM shelf WHERE (shelf, place) IN (VALUES ",
    "(?, ?)",
    ")",
    "DELETE FROM shelf s USING unnest($1::bytea[], $2::bytea[]) AS gone (shelf, place) \
     WHERE s.shelf = gone.shelf AND s.place = gone.place"
);

// A case that changes while it stays on the list changes its row: the same place, until another moment.
pub(super) const DUE: Bulk = bulk!(
    "INSERT INTO due (shelf, at, place, from_at, until_at, what, facet) VALUES ",
    "(?, ?, ?, ?, ?, ?, ?)",
    " ON CONFLICT (shelf, at, place) DO UPDATE SET from_at = excluded.from_at, until_at = excluded.until_at, \
     facet = excluded.facet",
    "INSERT INTO due (shelf, at, place, from_at, until_at, what, facet) \
     SELECT * FROM unnest($1::bytea[], $2::bigint[], $3::bytea[], $4::bigint[], $5::bigint[], $6::bytea[], $7::bytea[]) \
     ON CONFLICT (shelf, at, place) DO UPDATE SET from_at = excluded.from_at, until_at = excluded.until_at, \
     facet = excluded.facet"
);

pub(super) const DUE_GONE: Bulk = bulk!(
    "DELETE FROM due WHERE (shelf, at, place) IN (VALUES ",
    "(?, ?, ?)",
    ")",
    "DELETE FROM due d USING unnest($1::bytea[], $2::bigint[], $3::bytea[]) AS gone (shelf, at, place) \
     WHERE d.shelf = gone.shelf AND d.at = gone.at AND d.place = gone.place"
);

pub(super) const READ: Bulk = bulk!(
    "INSERT INTO read_log (token, seq) VALUES ",
    "(?, ?)",
    " ON CONFLICT (token, seq) DO NOTHING",
    "INSERT INTO read_log (token, seq) SELECT * FROM unnest($1::bytea[], $2::bigint[]) \
     ON CONFLICT (token, seq) DO NOTHING"
);

pub(super) const INSTANCE: Bulk = bulk!(
    "INSERT INTO instance (place, sealed) VALUES ",
    "(?, ?)",
    " ON CONFLICT (place) DO UPDATE SET sealed = excluded.sealed",
    "INSERT INTO instance (place, sealed) SELECT * FROM unnest($1::bytea[], $2::bytea[]) \
     ON CONFLICT (place) DO UPDATE SET sealed = excluded.sealed"
);

pub(super) const PACK_FILE: Bulk = bulk!(
    "INSERT INTO pack_file (place, sealed) VALUES ",
    "(?, ?)",
    " ON CONFLICT (place) DO NOTHING",
    "INSERT INTO pack_file (place, sealed) SELECT * FROM unnest($1::bytea[], $2::bytea[]) \
     ON CONFLICT (place) DO NOTHING"
);

const OUTBOX: Bulk = bulk!(
    "INSERT INTO outbox (id, sealed) VALUES ",
    "(?, ?)",
    "",
    "INSERT INTO outbox (id, sealed) SELECT * FROM unnest($1::bigint[], $2::bytea[])"
);

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
    each: Vec<(Bulk, Vec<Column>)>,
    /// Where the head goes with them; whoever has locked it writes it last.
    pub(super) head: Option<Head>,
}

impl Rows {
    pub(super) fn facts(&mut self, facts: Vec<StoredFact>) {
        let seqs = facts.iter().map(|fact| stored(fact.seq)).collect();
        let links = facts.iter().map(|fact| fact.link.to_vec()).collect();
        let sealed = facts.into_iter().map(|fact| fact.bytes).collect();
        self.many(FACT, vec![Column::Ints(seqs), Column::Bytes(sealed), Column::Bytes(links)]);
    }

    /// Receipts of commands with an idempotency key.
    pub(super) fn receipts(&mut self, staged: &Staged, tokens: &Tokens) {
        let named = || staged.receipts.iter();
        let keys = named().map(|((actor, key), _)| tokens.receipt(actor, key).0.to_vec()).collect();
        let first = named().map(|(_, receipt)| stored(receipt.first)).collect();
        let last = named().map(|(_, receipt)| stored(receipt.last)).collect();
        self.many(RECEIPT, vec![Column::Bytes(keys), Column::Ints(first), Column::Ints(last)]);
    }

    /// What others are to be told, numbered after what they were told before: no number is left out or given twice.
    pub(super) fn outbox(&mut self, staged: &Staged, told: &mut u64, beside: &BesideKey) -> Result<(), WriteError> {
        let (mut ids, mut sealed) = (vec![], vec![]);
        for (person, (topic, seq)) in &staged.outbox {
            *told += 1;
            ids.push(stored(*told));
            sealed.push(outbox::seal(beside, *told, *topic, *person, *seq).ok_or(WriteError::Chain)?);
        }
        self.many(OUTBOX, vec![Column::Ints(ids), Column::Bytes(sealed)]);
        Ok(())
    }

    /// Rows of which each must be written.
    pub(super) fn each(&mut self, bulk: Bulk, columns: Vec<Column>) {
        self.each.push((bulk, columns));
    }

    pub(super) fn many(&mut self, bulk: Bulk, columns: Vec<Column>) {
        self.many.push((bulk, columns));
    }

    /// Writes everything but the head; the transaction is the caller's.
    pub(super) async fn write(self, conn: &mut Conn) -> Result<(), WriteError> {
        for (bulk, columns) in self.many {
            conn.bulk(bulk, columns).await?;
        }
        for (bulk, columns) in self.each {
            let wanted = columns.first().map_or(0, Column::len) as u64;
            if conn.bulk(bulk, columns).await? != wanted {
                return Err(WriteError::Chain);
            }
        }
        Ok(())
    }
}
