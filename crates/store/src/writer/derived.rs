//! Everything derived from staged facts: people's rows, tokens, receipts, the read log, the instance's view, the head.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use casework::{OwnerView, RecordView, work_of};
use journal::Subject;
use model::Id;

use super::memory::{Held, Memory};
use super::rows::{DUE, DUE_GONE, PERSON, READ, Rows, SHELF, SHELF_GONE, TOKEN, TOKEN_GONE};
use super::staged::Staged;
use crate::cases::Stamp;
use crate::db::{Column, stored};
use crate::derive::{DamagedRow, DueRow, ShelfRow, Token, seal_person};
use crate::shared::{InForce, MadeBy, Shared};
use crate::sums::Sum;

/// The end of the link of each fact of a group, by its number.
pub(super) type Links = HashMap<u64, [u8; 8]>;

/// Derives everything but the outbox.
pub(super) fn derive(
    shared: &Shared,
    made_by: &MadeBy,
    memory: &mut Memory,
    staged: &Staged,
    links: &Links,
    rows: &mut Rows,
) -> Result<(), DamagedRow> {
    people(shared, memory, staged, links, rows)?;
    tokens(shared, &made_by.now, memory, staged, rows);
    shelves(shared, made_by, memory, staged, rows);
    dues(shared, made_by, memory, staged, links, rows);
    reads(shared, memory, staged, rows);
    rows.receipts(staged, &shared.own.tokens);
    memory.parts.keep(&staged.parts, &shared.own.beside, &shared.own.head, rows)?;
    rows.head = Some(memory.head());
    Ok(())
}

fn people(
    shared: &Shared,
    memory: &mut Memory,
    staged: &Staged,
    links: &Links,
    rows: &mut Rows,
) -> Result<(), DamagedRow> {
    let mut sorted: Vec<(i64, Vec<u8>, Vec<u8>)> = vec![];
    for (id, (_, seq)) in &staged.people {
        let Some(Held { number, view, .. }) = memory.held(*id).cloned() else { continue };
        let ring = shared.keys.ring(Subject::Owner(*id)).ok_or(DamagedRow::NoKey)?;
        let link = links.get(seq).copied().unwrap_or_default();
        let sealed = seal_person(&view, number, (*seq, link), &ring)?;
        let who = shared.own.names.who(number, *id).0.to_vec();
        memory.row_written(*id, Sum::of_person(&shared.own.head, number, &who, &sealed));
        sorted.push((number, who, sealed));
    }
    // Rows lie by their numbers: in order they touch each page once.
    sorted.sort_unstable_by_key(|(number, ..)| *number);
    let (mut numbers, mut who, mut sealed) = (vec![], vec![], vec![]);
    for (number, whose, row) in sorted {
        numbers.push(number);
        who.push(whose);
        sealed.push(row);
    }
    rows.each(PERSON, vec![Column::Ints(numbers), Column::Bytes(who), Column::Bytes(sealed)]);
    Ok(())
}

/// Only what differs from before is written.
fn tokens(shared: &Shared, in_force: &InForce, memory: &Memory, staged: &Staged, rows: &mut Rows) {
    let (mut new, mut gone) = (TokenRows::default(), TokenRows::default());
    for (id, (before, _)) in &staged.people {
        let Some(held) = memory.held(*id) else { continue };
        let of = |view| shared.own.tokens.of_person(view, &in_force.rules);
        let (old, now) = (before.as_deref().map_or_else(BTreeSet::new, of), of(&held.view));
        new.extend(held.number, now.difference(&old));
        gone.extend(held.number, old.difference(&now));
    }
    rows.many(TOKEN_GONE, gone.into_columns());
    rows.many(TOKEN, new.into_columns());
}

/// Likewise.
fn shelves(shared: &Shared, made_by: &MadeBy, memory: &Memory, staged: &Staged, rows: &mut Rows) {
    let (mut new, mut gone) = (vec![], vec![]);
    for (id, (before, _)) in &staged.people {
        let Some(held) = memory.held(*id) else { continue };
        let in_force = made_by.of(held.number);
        let of = |view| shared.own.shelves.of_person(view, &in_force.pathways, &in_force.rules);
        let (old, now) = (before.as_deref().map_or_else(BTreeSet::new, of), of(&held.view));
        new.extend(now.difference(&old).copied());
        gone.extend(old.difference(&now).copied());
    }
    rows.many(SHELF_GONE, gone_from(gone));
    rows.many(SHELF, put_on(new));
}

/// Likewise: an amendment writes nothing of a case that does not read it, and settles nothing of it.
fn dues(shared: &Shared, made_by: &MadeBy, memory: &Memory, staged: &Staged, links: &Links, rows: &mut Rows) {
    let (mut new, mut gone) = (vec![], vec![]);
    for (id, (before, seq)) in &staged.people {
        let Some(held) = memory.held(*id) else { continue };
        let in_force = made_by.of(held.number);
        let pathways = &in_force.pathways;
        let of = |view: &OwnerView, stamp: Option<Stamp>| {
            let settled = |record: &RecordView<'_>| {
                // What is kept of cases is of what is in force: of what was before it is found out anew.
                if Arc::ptr_eq(in_force, &made_by.now) {
                    shared.cases.written(pathways, record, stamp)
                } else {
                    work_of(pathways, record).into()
                }
            };
            shared.own.shelves.dues_of(view, pathways, settled)
        };
        let stamp = (*seq, links.get(seq).copied().unwrap_or_default());
        // What stood before comes first: a case goes on from there.
        let old = before.as_deref().map_or_else(BTreeSet::new, |before| of(before, None));
        let now = of(&held.view, Some(stamp));
        new.extend(now.difference(&old).copied());
        gone.extend(old.difference(&now).copied());
    }
    rows.many(DUE_GONE, done_from(gone));
    rows.many(DUE, listed_on(new));
}

/// The columns of what is no longer to be done.
pub(super) fn done_from(mut rows: Vec<DueRow>) -> Vec<Column> {
    rows.sort_unstable();
    let bytes = |of: fn(&DueRow) -> Vec<u8>| Column::Bytes(rows.iter().map(of).collect());
    let ats = Column::Ints(rows.iter().map(|row| row.at).collect());
    vec![bytes(|row| row.shelf.0.to_vec()), ats, bytes(|row| row.place.0.to_vec())]
}

pub(super) fn listed_on(mut rows: Vec<DueRow>) -> Vec<Column> {
    rows.sort_unstable();
    let from = Column::Ints(rows.iter().map(|row| row.from).collect());
    let until = Column::Ints(rows.iter().map(|row| row.until).collect());
    let what = Column::Bytes(rows.iter().map(|row| row.what.to_vec()).collect());
    let facets = Column::Bytes(rows.iter().map(|row| row.facet.0.to_vec()).collect());
    let mut columns = done_from(rows);
    columns.extend([from, until, what, facets]);
    columns
}

/// The columns of rows that go.
pub(super) fn gone_from(mut rows: Vec<ShelfRow>) -> Vec<Column> {
    rows.sort_unstable();
    let places = rows.iter().map(|row| row.place.0.to_vec()).collect();
    vec![Column::Bytes(rows.iter().map(|row| row.shelf.0.to_vec()).collect()), Column::Bytes(places)]
}

pub(super) fn put_on(mut rows: Vec<ShelfRow>) -> Vec<Column> {
    rows.sort_unstable();
    let whats = rows.iter().map(|row| row.what.to_vec()).collect();
    let mut columns = gone_from(rows);
    columns.push(Column::Bytes(whats));
    columns
}

fn reads(shared: &Shared, memory: &mut Memory, staged: &Staged, rows: &mut Rows) {
    let read: BTreeSet<(Id, u64)> = staged.reads.iter().copied().collect();
    let (mut tokens, mut seqs) = (vec![], vec![]);
    for (person, seq) in read {
        let (token, seq) = (shared.own.tokens.read(person), stored(seq));
        memory.rows.reads.toggle(Sum::of_read(&shared.own.head, token, seq));
        tokens.push(token.0.to_vec());
        seqs.push(seq);
    }
    rows.many(READ, vec![Column::Bytes(tokens), Column::Ints(seqs)]);
}

/// Tokens and the rows they lead to.
#[derive(Default)]
pub(super) struct TokenRows(Vec<(Token, i64)>);

impl TokenRows {
    pub(super) fn extend<'a>(&mut self, number: i64, tokens: impl Iterator<Item = &'a Token>) {
        self.0.extend(tokens.map(|token| (*token, number)));
    }

    pub(super) fn into_columns(mut self) -> Vec<Column> {
        self.0.sort_unstable();
        let tokens = self.0.iter().map(|(token, _)| token.0.to_vec()).collect();
        vec![Column::Bytes(tokens), Column::Ints(self.0.into_iter().map(|(_, number)| number).collect())]
    }
}
