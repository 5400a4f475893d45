//! Moving rows to other pathways, some people at a time, between groups that others wait for. Rows up to a number stand by
//! what is in force, those behind it by what was before; a list says meanwhile that it is being made anew.
//!
//! From where rows are moved is known in memory alone. Another process waits for them as long as it sees them going on;
//! whoever opens the instance after a kill makes all of them anew. Somebody whose row cannot be read, or whose ring is lost,
//! holds up nobody: what is derived of them stays as it was, which a list tells as what cannot be read, and is made anew by
//! whoever opens the instance once they can be read again.

use std::collections::BTreeSet;

use casework::{OwnerView, RecordView, work_of};
use journal::Subject;
use model::{Compartment, Id};

use super::derived::{done_from, gone_from, listed_on, put_on};
use super::group::Writer;
use super::rows::{DUE, DUE_GONE, Rows, SHELF, SHELF_GONE};
use crate::db::{Row, Statement};
use crate::derive::{DamagedRow, DueRow, ShelfRow, open_person};
use crate::error::WriteError;
use crate::shared::{InForce, MadeBy, Shared};
use crate::stood::Unread;

/// People whose rows are moved at a time: whoever waits for the writer waits some hundredths of a second for them.
const SOME: i64 = 32;

impl Writer {
    /// Moves the rows of some more people and says how many there were; of none once all are moved.
    pub(super) async fn move_some(&mut self) -> Result<u64, WriteError> {
        let made_by = self.shared.made_by();
        let Some((before, moved)) = made_by.goes_on_from().cloned() else { return Ok(0) };
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
        let there = self.stored_rules().await?.unwrap_or_default();
        // Another process has made all of them anew.
        if there.starts_with(&rules) {
            return Ok((0, None));
        }
        // By rules that this process does not know: whoever asked makes all of them anew.
        if !there.starts_with(&moving) {
            return Err(WriteError::Unsettled);
        }
        let mut unread = Unread::while_moved(&there);
        let page = Statement::of("SELECT number, who, sealed FROM person WHERE number > $1 ORDER BY number LIMIT $2");
        let found = self.conn.rows(page.bind(moved).bind(SOME)).await?;
        let Some(last) = found.last().map(|row| row.int(0)).transpose()? else {
            self.keep_rules(unread.stand(&rules)).await?;
            return Ok((0, None));
        };
        let (people, others) = readable(&self.shared, &found).await?;
        unread.extend(others);
        self.moved(&made_by.now, before, &people).write(&mut self.conn).await?;
        // How far: whoever waits for this sees that it goes on.
        self.keep_rules(unread.moved_to(&moving, last)).await?;
        Ok((u64::try_from(found.len()).unwrap_or(u64::MAX), Some(last)))
    }

    /// What differs of their rows.
    fn moved(&self, now: &InForce, before: &InForce, people: &[OwnerView]) -> Rows {
        let shared = &self.shared;
        let (mut shelves, mut dues) = (Differing::default(), Differing::default());
        for view in people {
            let on = |by: &InForce| shared.own.shelves.of_person(view, &by.pathways, &by.rules);
            shelves.take(&on(before), &on(now));
            let due = |by: &InForce| {
                let settled = |record: &RecordView<'_>| work_of(&by.pathways, record).into();
                shared.own.shelves.dues_of(view, &by.pathways, settled)
            };
            dues.take(&due(before), &due(now));
        }
        let mut rows = Rows::default();
        let (shelves, dues): (Differing<ShelfRow>, Differing<DueRow>) = (shelves, dues);
        rows.many(SHELF_GONE, gone_from(shelves.gone));
        rows.many(SHELF, put_on(shelves.new));
        rows.many(DUE_GONE, done_from(dues.gone));
        rows.many(DUE, listed_on(dues.new));
        rows
    }

    /// Whether rows that could not be read when they were moved can be read now; one that is gone holds up nothing.
    pub(super) async fn are_back(&mut self, unread: &Unread) -> Result<bool, WriteError> {
        if unread.is_empty() {
            return Ok(false);
        }
        let found = Statement::of("SELECT number, who, sealed FROM person WHERE number");
        let found = self.conn.rows(found.among(self.conn.dialect(), unread.numbers())).await?;
        Ok(readable(&self.shared, &found).await?.1.is_empty())
    }

    /// Notes that rows are being moved, where they stand by what was in force before; the head is locked.
    pub(super) async fn begins_to_move(&mut self, made_by: &MadeBy) -> Result<bool, WriteError> {
        let key = &self.shared.own.head;
        let Some((before, moved)) = made_by.goes_on_from() else { return Ok(false) };
        let (before, moving) = (before.rules.digest(key), made_by.now.rules.moving(key));
        let there = self.stored_rules().await?.unwrap_or_default();
        // The same pathways were put in force once more while this process moves rows to them.
        if *moved > i64::MIN && there.starts_with(&Unread::default().moved_to(&moving, *moved)) {
            return Ok(true);
        }
        if !there.starts_with(&before) {
            return Ok(false);
        }
        self.keep_rules(Unread::beside(&there).moved_to(&moving, i64::MIN)).await?;
        Ok(true)
    }

    /// Looks, while rows are moved and the head is locked, whether another process has made all of them anew.
    pub(super) async fn still_moving(&mut self) -> Result<(), WriteError> {
        let made_by = self.shared.made_by();
        if made_by.goes_on_from().is_none() {
            return Ok(());
        }
        let rules = made_by.now.rules.digest(&self.shared.own.head);
        if self.stored_rules().await?.is_some_and(|there| there.starts_with(&rules)) {
            self.shared.all_stand_by(&made_by.now);
        }
        Ok(())
    }
}

/// The people of these rows, and the numbers of those that cannot be read. Where the database or the key store is away, none of
/// them is taken for damaged.
async fn readable(shared: &Shared, rows: &[Row]) -> Result<(Vec<OwnerView>, Vec<i64>), WriteError> {
    let ids: Vec<Id> = rows.iter().filter_map(|row| whose(shared, row).ok()).collect();
    match shared.keys.load_people(&ids).await.map_err(WriteError::from) {
        Err(error) if !error.is_of_one() => return Err(error),
        // Beside a ring that is damaged each is looked for by itself.
        Ok(()) | Err(_) => {}
    }
    let (mut people, mut unread) = (vec![], vec![]);
    for row in rows {
        match view_of(shared, row).await {
            Ok(view) => people.push(view),
            Err(error) if error.is_of_one() => unread.push(row.int(0)?),
            Err(error) => return Err(error),
        }
    }
    Ok((people, unread))
}

async fn view_of(shared: &Shared, row: &Row) -> Result<OwnerView, WriteError> {
    let id = whose(shared, row)?;
    shared.keys.load_people(&[id]).await?;
    let ring = shared.keys.ring(Subject::Owner(id)).ok_or(DamagedRow::NoKey)?;
    let sealed = row.bytes(2).map_err(|_| DamagedRow::Seal)?;
    Ok(open_person(&sealed, row.int(0)?, id, &ring, &BTreeSet::from(Compartment::ALL))?.view)
}

fn whose(shared: &Shared, row: &Row) -> Result<Id, WriteError> {
    let who = row.id(1).map_err(|_| DamagedRow::Disagrees)?;
    Ok(shared.own.names.person(row.int(0)?, who))
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
