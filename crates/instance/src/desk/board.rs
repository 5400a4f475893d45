//! The board by night: everything in somebody's sight that has places, and what records may be linked to.

use casework::{RecordView, Refusal};
use model::{Date, Kind, KindWork};
use store::{Among, Page, RecordShelf};

use super::{Desk, RecordRow, RecordsQuery, ShownLimit};
use crate::Fault;

/// All at once: whoever is not offered, or not shown, is not there for whoever looks.
const ALL: Page = Page { skip: 0, limit: u32::MAX };

/// A row of the board: a record with places, and its nights.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BoardRow {
    /// The record.
    pub row: RecordRow,
    /// Its places.
    pub limit: ShownLimit,
}

impl Desk<'_> {
    /// All records of the reader's with places, each with its nights from a day on.
    pub async fn board(&self, first: Option<Date>, nights: usize) -> Result<Vec<BoardRow>, Fault> {
        let (mut rows, seen) = (vec![], self.sight());
        let kinds: Vec<&Kind> = self.kinds().into_iter().map(|(kind, _)| kind).collect();
        for kind in kinds.into_iter().filter(|kind| self.may_have_places(kind)) {
            let listed = RecordShelf { kind: kind.name.clone(), open: true, among: Among::Every };
            let sight = self.sight_of(kind)?;
            // A board without one of its houses would say that there is none: all of them, or none.
            let found = self.instance.store.records(&sight, &self.list_reader(), &listed, ALL).await?.whole()?;
            let there = found.iter().filter_map(|(owner, id)| owner.record(*id)).filter(|record| self.sees(record));
            let there = there.filter(|record| !self.limits_of(kind, record).is_empty());
            let there: Vec<(&Kind, RecordView<'_>)> = there.map(|record| (kind, record)).collect();
            for (row, (_, record)) in self.record_rows(&seen, &there).await?.into_iter().zip(&there) {
                let limits = self.limits_of(kind, record).into_iter();
                let limits = limits.map(|limit| self.limit(kind, record, limit, first, nights));
                rows.extend(limits.map(|limit| BoardRow { row: row.clone(), limit }));
            }
        }
        Ok(rows)
    }

    /// Whether the reader sees any kind of record that has places.
    pub fn has_places(&self) -> bool {
        self.kinds().into_iter().any(|(kind, _)| self.has_limits(kind))
    }

    /// Whether a record of a kind may have places: such a kind may still have lines of what nothing takes any more.
    fn may_have_places(&self, kind: &Kind) -> bool {
        self.has_limits(kind) || (kind.owns_itself() && kind.work == KindWork::Place)
    }

    /// The records to which a link may lead: those in the reader's sight that are open. What cannot be read is not among them.
    pub async fn choices(&self, to: &str) -> Result<Vec<RecordRow>, Fault> {
        let size = u64::from(ALL.limit);
        let query = RecordsQuery { kind: to.to_owned(), open: true, among: Among::Every, page: 0, size };
        match self.records(&query).await {
            Ok(page) => Ok(page.rows),
            Err(Fault::Refused(Refusal::NotFound)) => Ok(vec![]),
            Err(fault) => Err(fault),
        }
    }
}
