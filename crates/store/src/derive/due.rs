//! Lists of work: what is to be done with cases, from when until when, by when. A row stands on each list that shows its case
//! ([`Audience`](casework::Audience)), those behind walls apart, and hides whose case it is of and which.
//!
//! Rows are intervals that follow from the facts and the pathways in force: a list is read at any moment, and a night that
//! passes changes nothing. Behind a wall instants are whole hours around the true ones. What exactly is to be done, and when,
//! is never taken from a row: the case says it, and a row that the case does not give is damage.

use std::collections::BTreeSet;
use std::sync::Arc;

use casework::{ListReader, OwnerView, RecordView, RunningCase, Scope};
use model::{Compartment, Id};
use pathways::{CaseDuty, CaseRow, PathwaysInForce};

use super::Token;
use super::shelf::{HIDDEN, Shelves, hand_of, hands_for, lists_for, lists_of};

/// What has no end: later than any moment.
const NEVER: i64 = i64::MAX;
/// Microseconds of an hour.
const HOUR: i64 = 3_600_000_000;

/// One row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct DueRow {
    pub(crate) shelf: Token,
    /// By when; what has no such day stands last.
    pub(crate) at: i64,
    pub(crate) place: Token,
    pub(crate) from: i64,
    pub(crate) until: i64,
    pub(crate) what: [u8; HIDDEN],
}

impl Shelves {
    /// All rows of a person's live cases; `settled` tells those of one case.
    pub(crate) fn dues_of(
        &self,
        person: &OwnerView,
        pathways: &PathwaysInForce,
        settled: impl Fn(&RecordView<'_>, &RunningCase<'_>) -> Arc<[CaseRow]>,
    ) -> BTreeSet<DueRow> {
        let live = person.all_records().into_iter().filter(RecordView::is_open);
        let cases = live.filter_map(|record| Some((RunningCase::of(pathways, &record)?, record)));
        cases.flat_map(|(case, record)| self.dues_of_record(&record, pathways, &settled(&record, &case))).collect()
    }

    /// The rows of one case, on every list.
    fn dues_of_record(&self, record: &RecordView<'_>, pathways: &PathwaysInForce, rows: &[CaseRow]) -> Vec<DueRow> {
        let lists = lists_of(record, pathways).into_iter().chain(hand_of(record));
        let lists = lists.map(|list| self.list(&list, &words(record.wall)));
        lists.flat_map(|on| rows.iter().map(move |row| self.due(on, record, row))).collect()
    }

    /// The shelves of work on which everything lies that a scope admits behind a wall, or in the open, and that is for a
    /// reader; or what of it they have in hand.
    pub(crate) fn work_within(
        &self,
        scope: &Scope,
        reader: &ListReader,
        wall: Option<Compartment>,
        in_hand: bool,
    ) -> Vec<Token> {
        let lists = if in_hand { hands_for(scope, reader) } else { lists_for(scope, reader) };
        lists.iter().map(|list| self.list(list, &words(wall))).collect()
    }

    /// A row of a case as it stands on a list.
    pub(crate) fn due(&self, on: Token, record: &RecordView<'_>, row: &CaseRow) -> DueRow {
        let (code, item) = match row.duty {
            CaseDuty::Item(item) => (1, item),
            CaseDuty::Serve(item) => (2, item),
            CaseDuty::Look => (3, 0),
        };
        let nth = u32::try_from(item).unwrap_or(u32::MAX).to_be_bytes();
        let named = [b"due".as_slice(), &on.0, &record.id.0, &[code], &nth, &row.from.0.to_be_bytes()].concat();
        let place = self.token(&named);
        let sealed = record.wall.is_some();
        let floor = |at: i64| if sealed && at != NEVER { at - at.rem_euclid(HOUR) } else { at };
        let ceiling = |at: i64| if sealed && at != NEVER { floor(at.saturating_add(HOUR - 1)) } else { at };
        let until = row.until.map_or(NEVER, |until| ceiling(until.0));
        let at = row.due.map_or(NEVER, |due| floor(due.0));
        let what = self.what(on, place, record.owner.id, record.id);
        DueRow { shelf: on, at, place, from: floor(row.from.0), until, what }
    }

    /// Whose case a row is of, and which.
    pub(crate) fn read_due(&self, row: &DueRow) -> (Id, Id) {
        self.shown(row.shelf, row.place, row.what)
    }
}

/// What tells lists of work from lists of records, and each wall's from every other's.
fn words(wall: Option<Compartment>) -> [&'static str; 2] {
    ["work", wall.map_or("", Compartment::code)]
}
