//! Moving rows to other pathways, some people at a time, between groups that others wait for. Rows up to a number stand by
//! what is in force, those behind it by what was before; a list says meanwhile that it is being made anew.
//!
//! From where rows are moved is known in memory alone. Another process waits for them as long as it sees them going on;
//! whoever opens the instance after a kill makes all of them anew.

use std::collections::BTreeSet;

use casework::{OwnerView, RecordView, work_of};
use journal::Subject;
use model::{Compartment, Id};

use super::derived::{done_from, gone_from, listed_on, put_on};
use super::group::Writer;
use super::rows::{DUE, DUE_GONE, Rows, SHELF, SHELF_GONE};
use crate::db::Statement;
use crate::derive::{DamagedRow, DueRow, ShelfRow, open_person};
use crate::error::WriteError;
use crate::shared::{InForce, MadeBy};

/// People whose rows are moved at a time: whoever waits for the writer waits some hundredths of a second for them.
const SOME: i64 = 32;

impl Writer {
    /// Moves the rows of some more people and says how many there were; of none once all are moved.
    pub(super) async fn move_some(&mut self) -> Result<u64, WriteError> {
        let made_by = self.shared.made_by();
        let Some((before, moved)) = made_by.moving().cloned() else { return Ok(0) };
        self.conn.begin().await?;
        let done = self.some(&made_by, &before, moved).await;
        let (count, last) = self.end(done).await?;
        match last {
            Some(number) => self.shared.moved_to(number),
            None => self.shared.all_stand_by(&made_by.now),
        }
        Ok(count)
    }

    async fn some(&mut self, made_by: &MadeBy, before: &InForce, moved: i64) -> Result<(u64, Option<i64>), WriteError> {
        self.locked_head().await?;
        let key = &self.shared.own.head;
        let (moving, rules) = (made_by.now.rules.moving(key), made_by.now.rules.digest(key));
        match self.stored_rules().await? {
            Some(there) if there.starts_with(&moving) => {}
            // Another process has made all of them anew.
            Some(there) if there == rules => return Ok((0, None)),
            // By rules that this process does not know: whoever asked makes all of them anew.
            _ => return Err(WriteError::Unsettled),
        }
        let page = Statement::of("SELECT number, who, sealed FROM person WHERE number > $1 ORDER BY number LIMIT $2");
        let found = self.conn.rows(page.bind(moved).bind(SOME)).await?;
        let Some(last) = found.last().map(|row| row.int(0)).transpose()? else {
            self.keep_rules(rules).await?;
            return Ok((0, None));
        };
        let mut people: Vec<(i64, Id, Vec<u8>)> = vec![];
        for row in &found {
            let number = row.int(0)?;
            let who = row.id(1).map_err(|_| DamagedRow::Disagrees)?;
            people.push((number, self.shared.own.names.person(number, who), row.bytes(2)?));
        }
        let rows = self.moved(&made_by.now, before, &people).await?;
        rows.write(&mut self.conn).await?;
        // How far: whoever waits for this sees that it goes on.
        self.keep_rules([moving, last.to_be_bytes().to_vec()].concat()).await?;
        Ok((u64::try_from(people.len()).unwrap_or(u64::MAX), Some(last)))
    }

    /// What differs of their rows.
    async fn moved(&self, now: &InForce, before: &InForce, people: &[(i64, Id, Vec<u8>)]) -> Result<Rows, WriteError> {
        let shared = &self.shared;
        shared.keys.load_people(&people.iter().map(|(_, id, _)| *id).collect::<Vec<_>>()).await?;
        let (mut shelves, mut dues) = (Differing::default(), Differing::default());
        for (number, id, sealed) in people {
            let ring = shared.keys.ring(Subject::Owner(*id)).ok_or(DamagedRow::NoKey)?;
            let view = open_person(sealed, *number, *id, &ring, &BTreeSet::from(Compartment::ALL))?.view;
            let on = |by: &InForce| shared.own.shelves.of_person(&view, &by.pathways, &by.rules.facets);
            shelves.take(&on(before), &on(now));
            let due = |by: &InForce, view: &OwnerView| {
                let settled = |record: &RecordView<'_>| work_of(&by.pathways, record).into();
                shared.own.shelves.dues_of(view, &by.pathways, settled)
            };
            dues.take(&due(before, &view), &due(now, &view));
        }
        let mut rows = Rows::default();
        let (shelves, dues): (Differing<ShelfRow>, Differing<DueRow>) = (shelves, dues);
        rows.many(SHELF_GONE, gone_from(shelves.gone));
        rows.many(SHELF, put_on(shelves.new));
        rows.many(DUE_GONE, done_from(dues.gone));
        rows.many(DUE, listed_on(dues.new));
        Ok(rows)
    }

    /// Notes that rows are being moved, where they stand by what was in force before; the head is locked.
    pub(super) async fn begins_to_move(&mut self, made_by: &MadeBy) -> Result<bool, WriteError> {
        let key = &self.shared.own.head;
        let Some(before) = made_by.moving().map(|(before, _)| before.rules.digest(key)) else { return Ok(false) };
        let moving = made_by.now.rules.moving(key);
        if self.stored_rules().await? != Some(before) {
            return Ok(false);
        }
        self.keep_rules(moving).await?;
        Ok(true)
    }

    /// Looks, while rows are moved and the head is locked, whether another process has made all of them anew.
    pub(super) async fn still_moving(&mut self) -> Result<(), WriteError> {
        let made_by = self.shared.made_by();
        if made_by.moving().is_none() {
            return Ok(());
        }
        let rules = made_by.now.rules.digest(&self.shared.own.head);
        if self.stored_rules().await? == Some(rules) {
            self.shared.all_stand_by(&made_by.now);
        }
        Ok(())
    }
}

/// Rows that are new, and rows that go.
struct Differing<T> {
    new: Vec<T>,
    gone: Vec<T>,
}

impl<T> Default for Differing<T> {
    fn default() -> Self {
        Self { new: vec![], gone: vec![] }
    }
}

impl<T: Copy + Ord> Differing<T> {
    fn take(&mut self, before: &BTreeSet<T>, now: &BTreeSet<T>) {
        self.new.extend(now.difference(before));
        self.gone.extend(before.difference(now));
    }
}
