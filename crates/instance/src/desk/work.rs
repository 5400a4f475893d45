//! What is to be done, of whom somebody may see it: the earliest first, with what is late.
//!
//! Names of people on the list are noted as read, as on every list. A list that is read shows what stands now, whatever was
//! computed before.

use casework::{RecordView, UnreadableVersion, reads_behind};
use model::{Kind, Text, Timestamp};
use pathways::{CaseDuty, Pathway, PathwayInForce};
use store::{Page, WorkCount, WorkItem, WorkLists};

use super::{Desk, RecordRow};
use crate::Fault;

/// Which work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WorkQuery {
    /// What the reader has in hand alone.
    pub in_hand: bool,
    /// Page, from 0.
    pub page: u64,
    /// Rows a page.
    pub size: u64,
}

/// A page of work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkPage {
    /// How much there is in all.
    pub count: WorkCount,
    /// Of this page.
    pub rows: Vec<WorkRow>,
}

/// Something that is to be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkRow {
    /// The record, as on a list.
    pub record: RecordRow,
    /// What people call its pathway.
    pub pathway: Text,
    /// What is to be done; of a letter the decision that it tells; nothing where the case is to be looked at.
    pub says: Option<Text>,
    /// The item.
    pub item: Option<String>,
    /// Whether a letter is to be served.
    pub serve: bool,
    /// By when, as the case's zone has it: the moment at which its day is over.
    pub due: Option<Timestamp>,
    /// Whether that is over.
    pub late: bool,
}

impl Desk<'_> {
    /// What is to be done now.
    pub async fn work(&self, query: &WorkQuery) -> Result<WorkPage, Fault> {
        let now = self.instance.now();
        let lists = self.work_lists(query.in_hand);
        let limit = u32::try_from(query.size).unwrap_or(u32::MAX);
        let skip = usize::try_from(query.page.saturating_mul(query.size)).unwrap_or(usize::MAX);
        let sight = self.sight();
        let store = &self.instance.store;
        let items = store.work(&sight.of_store(), &lists, now, Page { skip, limit }).await?;
        let count = store.count_work(&lists, now).await?;
        let schema = &self.in_force.packs.schema;
        let known: Vec<(&Kind, RecordView<'_>, &WorkItem)> = items
            .iter()
            .filter_map(|item| {
                let record = item.person.record(item.record)?;
                Some((schema.kind(record.kind())?, record, item))
            })
            .filter(|(_, record, _)| self.sees(record))
            .collect();
        let listed: Vec<(&Kind, RecordView<'_>)> =
            known.iter().map(|(kind, record, _)| (*kind, record.clone())).collect();
        self.note_listed(&sight, &listed).await?;
        let rows = known.iter().filter_map(|(kind, record, item)| {
            let version = self.version_of(record)?;
            Some(work_row(&version.pathway, self.row_of(&sight, kind, record), item, now))
        });
        Ok(WorkPage { count, rows: rows.collect() })
    }

    /// How much there is to do now.
    pub async fn count_work(&self, in_hand: bool) -> Result<WorkCount, Fault> {
        Ok(self.instance.store.count_work(&self.work_lists(in_hand), self.instance.now()).await?)
    }

    fn work_lists(&self, in_hand: bool) -> WorkLists {
        let lists = reads_behind(&self.acting.actor, &self.acting.occasion());
        WorkLists { reader: self.list_reader(), lists, in_hand }
    }

    /// The version that a case runs, by which its rows were made; of one that cannot be read what its kind runs today, for the
    /// name alone: nothing else is told of it than that it is to be looked at.
    fn version_of(&self, record: &RecordView<'_>) -> Option<&PathwayInForce> {
        let pathways = &self.in_force.pathways;
        casework::version_of(pathways, record).unwrap_or_else(|UnreadableVersion| pathways.of_kind(record.kind()))
    }
}

fn work_row(pathway: &Pathway, record: RecordRow, item: &WorkItem, now: Timestamp) -> WorkRow {
    let (position, serve) = match item.row.duty {
        CaseDuty::Item(position) => (Some(position), false),
        CaseDuty::Serve(position) => (Some(position), true),
        CaseDuty::Look => (None, false),
    };
    let there = position.and_then(|position| pathway.items.get(position));
    WorkRow {
        record,
        pathway: pathway.title.clone(),
        says: there.map(|item| item.says.clone()),
        item: there.map(|item| item.id.clone()),
        serve,
        due: item.row.due,
        late: item.row.due.is_some_and(|due| due <= now),
    }
}
