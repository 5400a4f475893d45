//! Lists of work, read at a moment: what is to be done now, earliest first, within a scope and behind the walls that a reader
//! opens.
//!
//! A row leads to a person and a record; what is to be done is asked of the case itself. A row that the case does not give is
//! damage, unless the case changed while it was read.

use casework::{ListReader, OwnerView, RunningCase, Scope};
use model::{Compartment, Id, Timestamp};
use pathways::CaseRow;

use super::records::LOOKS;
use super::{Page, Sight, Store};
use crate::db::{Row, Statement};
use crate::derive::{DamagedRow, DueRow, Token};
use crate::error::ReadError;

/// Whose work is listed: what lies in the open, and behind each wall that a reader opens, within which scope.
#[derive(Debug, Clone)]
pub struct WorkLists {
    /// Who reads.
    pub reader: ListReader,
    /// What they may see, by the wall behind which it lies.
    pub lists: Vec<(Option<Compartment>, Scope)>,
    /// What is in their own hands alone.
    pub in_hand: bool,
}

/// Something that is to be done.
#[derive(Debug, Clone)]
pub struct WorkItem {
    /// Whose case it is of, as far as the reader opens them.
    pub person: OwnerView,
    /// Which.
    pub record: Id,
    /// What, and by when.
    pub row: CaseRow,
}

/// How much there is to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct WorkCount {
    /// Rows in all.
    pub all: u64,
    /// Of these whose day is over.
    pub late: u64,
}

impl Store {
    /// What is to be done at a moment, the earliest first.
    pub async fn work(
        &self,
        sight: &Sight,
        lists: &WorkLists,
        now: Timestamp,
        page: Page,
    ) -> Result<Vec<WorkItem>, ReadError> {
        for _ in 1..LOOKS {
            match self.work_once(sight, lists, now, page).await {
                Err(ReadError::Row(DamagedRow::Disagrees)) => {}
                read => return read,
            }
        }
        self.work_once(sight, lists, now, page).await
    }

    async fn work_once(
        &self,
        sight: &Sight,
        lists: &WorkLists,
        now: Timestamp,
        page: Page,
    ) -> Result<Vec<WorkItem>, ReadError> {
        let shelves = self.work_shelves(lists);
        if shelves.is_empty() {
            return Ok(vec![]);
        }
        let skip = i64::try_from(page.skip).unwrap_or(i64::MAX);
        let select = Statement::of("SELECT shelf, at, place, from_at, until_at, what FROM due WHERE shelf");
        let rows = select.among(self.dialect(), shelves);
        let rows = rows.and(" AND from_at <= ").value(now.0).and(" AND until_at > ").value(now.0);
        let rows = rows.and(" ORDER BY at, place LIMIT ").value(i64::from(page.limit)).and(" OFFSET ").value(skip);
        let rows = self.readers().rows(rows).await?;
        let rows = rows.iter().map(due_row).collect::<sqlx::Result<Vec<DueRow>>>()?;
        let named: Vec<(Id, Id)> = rows.iter().map(|row| self.own().shelves.read_due(row)).collect();
        let people = self.people_of(sight, &named).await?;
        let pathways = self.shared().in_force().pathways.clone();
        let mut items = vec![];
        for (row, (person, record)) in rows.iter().zip(named) {
            let Some((person, stamp)) = people.get(&person) else { continue };
            let there = person.record(record).ok_or(DamagedRow::Disagrees)?;
            let settle = || RunningCase::of(&pathways, &there).map(|case| case.rows());
            let rows = self.shared().cases.read(&pathways, record, *stamp, settle).ok_or(DamagedRow::Disagrees)?;
            let given = rows.iter().find(|given| self.own().shelves.due(row.shelf, &there, given) == *row);
            let given = *given.ok_or(DamagedRow::Disagrees)?;
            // Behind a wall a row says whole hours.
            if given.from <= now && given.until.is_none_or(|until| until > now) {
                items.push(WorkItem { person: person.clone(), record, row: given });
            }
        }
        Ok(items)
    }

    /// How much is to be done at a moment.
    pub async fn count_work(&self, lists: &WorkLists, now: Timestamp) -> Result<WorkCount, ReadError> {
        let shelves = self.work_shelves(lists);
        if shelves.is_empty() {
            return Ok(WorkCount::default());
        }
        let select = Statement::of("SELECT count(*), coalesce(sum(CASE WHEN at <= ").value(now.0);
        let select = select.and(" THEN 1 ELSE 0 END), 0) FROM due WHERE shelf");
        let rows = select.among(self.dialect(), shelves);
        let rows = rows.and(" AND from_at <= ").value(now.0).and(" AND until_at > ").value(now.0);
        let Some(row) = self.readers().row(rows).await? else { return Ok(WorkCount::default()) };
        Ok(WorkCount { all: row.int(0)?.unsigned_abs(), late: row.int(1)?.unsigned_abs() })
    }

    fn work_shelves(&self, WorkLists { reader, lists, in_hand }: &WorkLists) -> Vec<Token> {
        let shelves = &self.own().shelves;
        lists.iter().flat_map(|(wall, scope)| shelves.work_within(scope, reader, *wall, *in_hand)).collect()
    }
}

pub(crate) fn due_row(row: &Row) -> sqlx::Result<DueRow> {
    Ok(DueRow {
        shelf: row.id(0)?,
        at: row.int(1)?,
        place: row.id(2)?,
        from: row.int(3)?,
        until: row.int(4)?,
        what: row.array(5)?,
    })
}
