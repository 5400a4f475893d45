//! Lists of work, read at a moment: what is to be done now, earliest first, within a scope and behind the walls that a reader
//! opens.
//!
//! A row leads to a person and a record; what is to be done is asked of the case itself. A row that the case does not give is
//! damage, unless the case changed while it was read: it costs its own entry and no other. What those above an office are to
//! look at is shown without naming anybody, unless they may open the case.
//! Next: `work/rows.rs`, which rows are asked for, `work/entries.rs`, what they lead to, and `work/walled.rs`, what lies
//! behind walls.

mod entries;
mod rows;
mod walled;

use std::collections::BTreeMap;
use std::sync::Arc;

use casework::{ListReader, OwnerView, Scope};
use model::{Compartment, Id, Timestamp};
use pathways::CaseRow;

use self::entries::Told;
use self::rows::WorkShelves;
pub(crate) use self::rows::due_row;
use super::{Page, Sight, Store};
use crate::derive::Token;
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

/// What of the work is listed; all of it where nothing is said.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WorkFilter {
    /// Of cases of this kind alone.
    pub kind: Option<String>,
    /// Of cases that nobody has in hand.
    pub is_nobodys: bool,
    /// What waits for votes.
    pub waits: bool,
    /// What is due by a moment; what has no day is left out.
    pub by: Option<Timestamp>,
}

/// Something that is to be done.
#[derive(Debug, Clone)]
pub struct WorkItem {
    /// Whose case it is of, as far as the reader opens them.
    pub person: Arc<OwnerView>,
    /// Which.
    pub record: Id,
    /// What, and by when.
    pub row: CaseRow,
    /// All that stands there of the case now.
    pub standing: Vec<CaseRow>,
}

/// Something that is late at an office below, of whom the reader may see nobody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkElsewhere {
    /// The kind of the record.
    pub kind: String,
    /// The pathway that it runs, and the version.
    pub runs: Option<(String, String)>,
    /// The office.
    pub office: String,
    /// What, since when it is theirs too, and by when it was due.
    pub row: CaseRow,
}

/// An entry of a list of work.
#[derive(Debug, Clone)]
pub enum WorkEntry {
    /// What the reader may open.
    Item(WorkItem),
    /// What they may not.
    Elsewhere(WorkElsewhere),
    /// A row that the facts do not give: somebody altered it.
    Unreadable,
}

/// A page of a list of work.
#[derive(Debug, Clone, Default)]
pub struct WorkRead {
    /// What stands on it.
    pub entries: Vec<WorkEntry>,
    /// Whether rows are being made anew for other pathways: then each case is listed as it stands by those.
    pub is_made_anew: bool,
}

/// How much there is to do.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct WorkCount {
    /// Rows in all.
    pub all: u64,
    /// Of these whose day is over.
    pub late: u64,
    /// Of cases that nobody has in hand.
    pub nobodys: u64,
    /// What waits for votes.
    pub waits: u64,
    /// By the kind of record.
    pub kinds: BTreeMap<String, u64>,
}

/// Who asks for what, and when.
#[derive(Clone, Copy)]
struct WorkAsked<'a> {
    sight: &'a Sight,
    lists: &'a WorkLists,
    filter: &'a WorkFilter,
    now: Timestamp,
}

impl Store {
    /// What is to be done at a moment, the earliest first.
    pub async fn work(
        &self,
        sight: &Sight,
        lists: &WorkLists,
        filter: &WorkFilter,
        now: Timestamp,
        page: Page,
    ) -> Result<WorkRead, ReadError> {
        let (shelves, asked) = (self.work_shelves(lists), WorkAsked { sight, lists, filter, now });
        let walled = self.behind_walls(asked, &shelves).await?;
        self.page_of_work(asked, &shelves, &walled, page).await
    }

    /// A page of what is to be done, and how much there is: what lies behind walls is looked at once for both.
    pub async fn work_counted(
        &self,
        sight: &Sight,
        lists: &WorkLists,
        filter: &WorkFilter,
        now: Timestamp,
        page: Page,
    ) -> Result<(WorkRead, WorkCount), ReadError> {
        let (shelves, asked) = (self.work_shelves(lists), WorkAsked { sight, lists, filter, now });
        let walled = self.behind_walls(asked, &shelves).await?;
        let read = self.page_of_work(asked, &shelves, &walled, page).await?;
        Ok((read, self.counted(asked, &shelves, &walled).await?))
    }

    /// How much is to be done at a moment. Behind a wall rows tell nothing of it: each case is asked.
    pub async fn count_work(
        &self,
        sight: &Sight,
        lists: &WorkLists,
        filter: &WorkFilter,
        now: Timestamp,
    ) -> Result<WorkCount, ReadError> {
        let (shelves, asked) = (self.work_shelves(lists), WorkAsked { sight, lists, filter, now });
        let walled = self.behind_walls(asked, &shelves).await?;
        self.counted(asked, &shelves, &walled).await
    }

    async fn page_of_work(
        &self,
        asked: WorkAsked<'_>,
        shelves: &WorkShelves,
        walled: &[Told],
        page: Page,
    ) -> Result<WorkRead, ReadError> {
        let last = page.skip.saturating_add(usize::try_from(page.limit).unwrap_or(usize::MAX));
        let last = i64::try_from(last).unwrap_or(i64::MAX);
        let first = |on: &Token| self.first_rows(*on, asked.filter, asked.now, last);
        let rows = || shelves.open.iter().map(first).collect();
        self.entries(asked, shelves, rows, walled, page).await
    }

    async fn counted(
        &self,
        asked: WorkAsked<'_>,
        shelves: &WorkShelves,
        walled: &[Told],
    ) -> Result<WorkCount, ReadError> {
        let mut count = WorkCount::default();
        self.count_on(&shelves.open, asked.filter, asked.now, &mut count).await?;
        for told in walled {
            count.add(&told.entry, asked.now);
        }
        Ok(count)
    }
}

impl WorkEntry {
    /// What is to be done, where that can be read.
    pub fn row(&self) -> Option<&CaseRow> {
        match self {
            Self::Item(item) => Some(&item.row),
            Self::Elsewhere(elsewhere) => Some(&elsewhere.row),
            Self::Unreadable => None,
        }
    }
}

impl WorkCount {
    /// Counts an entry in.
    pub fn add(&mut self, entry: &WorkEntry, now: Timestamp) {
        self.all += 1;
        let late = entry.row().and_then(|row| row.due).is_some_and(|due| due <= now);
        self.late += u64::from(late);
        let (kind, is_nobodys) = match entry {
            WorkEntry::Item(WorkItem { person, record, row, .. }) => {
                let there = person.record(*record);
                let is_nobodys = there.as_ref().is_some_and(|there| there.assignee().is_none());
                (there.map(|there| there.kind().to_owned()), row.duty.is_work() && is_nobodys)
            }
            WorkEntry::Elsewhere(elsewhere) => (Some(elsewhere.kind.clone()), false),
            WorkEntry::Unreadable => (None, false),
        };
        self.nobodys += u64::from(is_nobodys);
        self.waits += u64::from(entry.row().is_some_and(|row| row.duty.waits()));
        if let Some(kind) = kind {
            *self.kinds.entry(kind).or_default() += 1;
        }
    }
}
