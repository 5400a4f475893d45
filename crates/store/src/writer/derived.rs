//! Everything derived from staged facts: people's rows, facets, blind tokens, receipts, the instance's view.

use std::collections::BTreeSet;
use std::sync::Arc;

use journal::{Keys, Subject};

use super::decide::Staged;
use super::memory::{INSTANCE, Memory};
use super::rows::{BLIND, BLIND_GONE, FACET, FACET_GONE, People, Rows, stored};
use crate::db::{Column, Statement};
use crate::derive::{Blind, Facets, SealedViewError, seal_view};
use crate::keys::KeyStore;

/// How rows are derived.
pub(crate) struct Deriver<'a> {
    pub(crate) keys: &'a KeyStore,
    pub(crate) blind: &'a Blind,
    pub(crate) facets: Arc<Facets>,
}

impl Deriver<'_> {
    /// Derives everything but the outbox.
    pub(super) fn derive(&self, memory: &Memory, staged: &Staged, rows: &mut Rows) -> Result<(), SealedViewError> {
        self.people(memory, staged, rows)?;
        self.indexes(memory, staged, rows);
        rows.receipts(staged);
        staged.instance_changed.map_or(Ok(()), |seq| self.instance(memory, seq, rows))
    }

    fn people(&self, memory: &Memory, staged: &Staged, rows: &mut Rows) -> Result<(), SealedViewError> {
        let mut people = People::default();
        for held in staged.before.keys().filter_map(|id| memory.held(*id)) {
            let key = self.keys.key(Subject::Person(held.view.id), None).ok_or(SealedViewError::NoKey)?;
            let sealed = seal_view(&*held.view, &held.view.id.0, &key)?;
            people.push(held.number, &held.view, self.blind.household_of(&held.view), sealed);
        }
        rows.people(people);
        Ok(())
    }

    /// Facets and tokens: only what differs from before is written.
    fn indexes(&self, memory: &Memory, staged: &Staged, rows: &mut Rows) {
        let (mut facets, mut facets_gone) = (FacetRows::default(), FacetRows::default());
        let (mut tokens, mut tokens_gone) = (TokenRows::default(), TokenRows::default());
        for (id, before) in &staged.before {
            let Some(held) = memory.held(*id) else { continue };
            let old = before.as_ref().map_or_else(BTreeSet::new, |view| self.facets.of_person(view));
            let new = self.facets.of_person(&held.view);
            facets.extend(held.number, new.difference(&old));
            facets_gone.extend(held.number, old.difference(&new));
            let old = before.as_ref().map_or_else(BTreeSet::new, |view| self.blind.of_person(view));
            let new = self.blind.of_person(&held.view);
            tokens.extend(held.number, new.difference(&old));
            tokens_gone.extend(held.number, old.difference(&new));
        }
        rows.many(FACET_GONE, facets_gone.into_columns());
        rows.many(FACET, facets.into_columns());
        rows.many(BLIND_GONE, tokens_gone.into_columns());
        rows.many(BLIND, tokens.into_columns());
    }

    /// Keeps the instance's view, sealed under its own data key.
    fn instance(&self, memory: &Memory, seq: u64, rows: &mut Rows) -> Result<(), SealedViewError> {
        let key = self.keys.key(Subject::Instance, None).ok_or(SealedViewError::NoKey)?;
        let sealed = seal_view(&*memory.instance, INSTANCE, &key)?;
        let keep = Statement::of(
            "INSERT INTO instance (one, seq, sealed) VALUES (1, $1, $2) \
             ON CONFLICT (one) DO UPDATE SET seq = excluded.seq, sealed = excluded.sealed",
        );
        rows.one(keep.bind(stored(seq)).bind(sealed));
        Ok(())
    }
}

/// Facets by column.
#[derive(Default)]
struct FacetRows {
    fields: Vec<String>,
    values: Vec<String>,
    numbers: Vec<i64>,
}

impl FacetRows {
    fn extend<'a>(&mut self, number: i64, facets: impl Iterator<Item = &'a (String, String)>) {
        for (field, value) in facets {
            self.fields.push(field.clone());
            self.values.push(value.clone());
            self.numbers.push(number);
        }
    }

    fn into_columns(self) -> Vec<Column> {
        vec![Column::Texts(self.fields), Column::Texts(self.values), Column::Ints(self.numbers)]
    }
}

/// Blind tokens by column.
#[derive(Default)]
struct TokenRows {
    tokens: Vec<Vec<u8>>,
    numbers: Vec<i64>,
}

impl TokenRows {
    fn extend<'a>(&mut self, number: i64, tokens: impl Iterator<Item = &'a [u8; 16]>) {
        for token in tokens {
            self.tokens.push(token.to_vec());
            self.numbers.push(number);
        }
    }

    fn into_columns(self) -> Vec<Column> {
        vec![Column::Bytes(self.tokens), Column::Ints(self.numbers)]
    }
}
