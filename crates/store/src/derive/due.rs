//! Lists of work: what is to be done with cases, from when until when, by when. A row stands on each list that shows its case
//! ([`Audience`](casework::Audience)), and hides whose case it is of and which.
//!
//! Rows are intervals that follow from the facts and the versions of pathways that cases run: a list is read at any moment, and a night that
//! passes changes nothing. What exactly is to be done, and when, is never taken from a row: the case says it, and a row that
//! the case does not give is damage.
//!
//! Behind a wall a row says that there is a case, and nothing else: no instant, nothing of its kind, nothing of who has it in
//! hand. A live case has two of them, one for its office and one for its controller, from its opening to its end and
//! whatever is done with it. How long something takes, how often it comes and to whom it goes would tell its kind.

use std::collections::BTreeSet;
use std::sync::Arc;

use casework::{ListReader, OwnerView, RecordView, Scope, version_of};
use model::{Compartment, Id};
use pathways::{CaseDuty, CaseRow, ClockOf, MessageOf, PathwaysInForce, SendOn};

use super::Token;
use super::shelf::{HIDDEN, List, Shelves, hand_of, hands_for, lists_behind, lists_for, lists_of};

/// What has no end: later than any moment.
const NEVER: i64 = i64::MAX;

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
    /// By what it is counted and narrowed on its list.
    pub(crate) facet: Token,
}

/// What rows are counted and narrowed by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct DueFacet<'a> {
    /// The kind of the record.
    pub(crate) kind: &'a str,
    /// Whether nobody has it in hand.
    pub(crate) is_nobodys: bool,
    /// Whether it waits for votes.
    pub(crate) waits: bool,
}

impl Shelves {
    /// All rows of a person's live cases; `settled` tells those of one record, nothing where it runs no pathway.
    pub(crate) fn dues_of(
        &self,
        person: &OwnerView,
        pathways: &PathwaysInForce,
        settled: impl Fn(&RecordView<'_>) -> Arc<[CaseRow]>,
    ) -> BTreeSet<DueRow> {
        let live = person.all_records().into_iter().filter(RecordView::is_open);
        live.flat_map(|record| self.dues_of_record(&record, pathways, &settled(&record))).collect()
    }

    /// The rows of one case, on every list: what those above its office are to look at stands on theirs alone, and to what
    /// level of its own office something came is told where it stands already.
    fn dues_of_record(&self, record: &RecordView<'_>, pathways: &PathwaysInForce, rows: &[CaseRow]) -> Vec<DueRow> {
        if record.wall.is_some() {
            return self.dues_behind(record, pathways);
        }
        if rows.is_empty() {
            return vec![];
        }
        let lists = lists_of(record, pathways).into_iter().chain(hand_of(record));
        let lists: Vec<Token> = lists.map(|list| self.list(&list, &words(None))).collect();
        let above = List::Above(record.owner.controller.clone(), record.owner.office.clone());
        let above = [self.list(&above, &words(None))];
        // A version that cannot be read escalates nothing: its case is to be looked at.
        let running = version_of(pathways, record).ok().flatten();
        let goes_above = |row: &CaseRow| running.is_some_and(|running| row.duty.goes_above(&running.pathway));
        let on = |row: &CaseRow| match row.duty {
            CaseDuty::Escalated(..) if goes_above(row) => above.as_slice(),
            CaseDuty::Escalated(..) => &[],
            _ => lists.as_slice(),
        };
        rows.iter().flat_map(|row| on(row).iter().map(|on| self.due(*on, record, row))).collect()
    }

    /// The rows of a case behind a wall, as long as it is live: the same whatever it runs and whatever was done with it.
    pub(crate) fn dues_behind(&self, record: &RecordView<'_>, pathways: &PathwaysInForce) -> Vec<DueRow> {
        let Some(wall) = record.wall.filter(|_| record.is_open()) else { return vec![] };
        if matches!(version_of(pathways, record), Ok(None)) {
            return vec![];
        }
        let (controller, office) = (&record.owner.controller, &record.owner.office);
        let lists = [List::Office(controller.clone(), office.clone()), List::Controller(controller.clone())];
        lists.iter().map(|list| self.due_behind(self.list(list, &words(Some(wall))), record)).collect()
    }

    /// The shelves of work in the open on which everything lies that a scope admits and that is for a reader; or what of it
    /// they have in hand.
    pub(crate) fn work_within(&self, scope: &Scope, reader: &ListReader, in_hand: bool) -> Vec<Token> {
        let lists = if in_hand { hands_for(scope, reader) } else { lists_for(scope, reader) };
        lists.iter().map(|list| self.list(list, &words(None))).collect()
    }

    /// The shelves of work in the open on which that stands which those above an office are to look at.
    pub(crate) fn work_below(&self, reader: &ListReader) -> Vec<Token> {
        let above = |office: &String| List::Above(reader.controller.clone(), office.clone());
        reader.hears_of.iter().map(|office| self.list(&above(office), &words(None))).collect()
    }

    /// The shelves on which all cases lie that a scope admits behind a wall. For whom each is, the case says.
    pub(crate) fn work_behind(&self, scope: &Scope, wall: Compartment) -> Vec<Token> {
        lists_behind(scope).iter().map(|list| self.list(list, &words(Some(wall)))).collect()
    }

    /// Of these the shelves of offices of which a reader hears what is late there: what lies behind a wall is told to those
    /// alone who open it for that office.
    pub(crate) fn work_below_behind(&self, scope: &Scope, reader: &ListReader, wall: Compartment) -> Vec<Token> {
        let controller = &reader.controller;
        let told = reader.hears_of.iter().filter(|office| scope.covers(controller, office));
        told.map(|office| self.list(&List::Office(controller.clone(), office.clone()), &words(Some(wall)))).collect()
    }

    /// How rows of a facet are marked on a shelf.
    pub(crate) fn facet(&self, on: Token, of: DueFacet<'_>) -> Token {
        let DueFacet { kind, is_nobodys, waits } = of;
        self.token(&[b"facet".as_slice(), &on.0, &[u8::from(is_nobodys), u8::from(waits)], kind.as_bytes()].concat())
    }

    /// A row of a case in the open as it stands on a list.
    pub(crate) fn due(&self, on: Token, record: &RecordView<'_>, row: &CaseRow) -> DueRow {
        let named = [b"due".as_slice(), &on.0, &record.id.0, &code(row.duty), &row.from.0.to_be_bytes()].concat();
        let place = self.token(&named);
        let until = row.until.map_or(NEVER, |until| until.0);
        let at = row.due.map_or(NEVER, |due| due.0);
        let what = self.what(on, place, record.owner.id, record.id);
        let waits = row.duty.waits();
        // Who hears of it at the office above takes it from nobody.
        let is_nobodys = row.duty.is_work() && record.assignee().is_none();
        let facet = DueFacet { kind: record.kind(), is_nobodys, waits };
        DueRow { shelf: on, at, place, from: row.from.0, until, what, facet: self.facet(on, facet) }
    }

    /// The row of a case behind a wall as it stands on a list: on one list all say the same.
    fn due_behind(&self, on: Token, record: &RecordView<'_>) -> DueRow {
        let place = self.token(&[b"behind".as_slice(), &on.0, &record.id.0].concat());
        let what = self.what(on, place, record.owner.id, record.id);
        let facet = self.token(&[b"behind".as_slice(), &on.0].concat());
        DueRow { shelf: on, at: NEVER, place, from: 0, until: NEVER, what, facet }
    }

    /// Whose case a row is of, and which.
    pub(crate) fn read_due(&self, row: &DueRow) -> (Id, Id) {
        self.shown(row.shelf, row.place, row.what)
    }
}

/// What tells the duties of a case apart.
fn code(duty: CaseDuty) -> Vec<u8> {
    let nth = |position: usize| u32::try_from(position).unwrap_or(u32::MAX).to_be_bytes();
    let message = |word: u8, of: MessageOf| {
        let on: u8 = match of.on {
            SendOn::Open => 0,
            SendOn::Done => 1,
            SendOn::Late => 2,
        };
        [&[word][..], &nth(of.item), &of.nth.to_be_bytes(), &[on]].concat()
    };
    match duty {
        CaseDuty::Item(item) => [&[1][..], &nth(item)].concat(),
        CaseDuty::Serve(item) => [&[2][..], &nth(item)].concat(),
        CaseDuty::Look => [&[3][..], &nth(0)].concat(),
        CaseDuty::Vote(item) => [&[4][..], &nth(item)].concat(),
        CaseDuty::Tell(of) => message(5, of),
        CaseDuty::AskHow(of) => message(6, of),
        CaseDuty::Escalated(ClockOf::Item(item), level) => [&[7][..], &nth(item), &nth(level)].concat(),
        CaseDuty::Escalated(ClockOf::Stage(stage), level) => [&[8][..], &nth(stage), &nth(level)].concat(),
    }
}

/// What tells lists of work from lists of records, and each wall's from every other's.
fn words(wall: Option<Compartment>) -> [&'static str; 2] {
    ["work", wall.map_or("", Compartment::code)]
}
