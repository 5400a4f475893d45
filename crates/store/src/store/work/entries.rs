//! Rows as what is to be done: each leads to a person and a record, and the case itself says what of it stands now.
//!
//! A row that its case does not give is looked at again. It is damage where it says the same beside the same last fact about
//! its person; it is then told as such, in its own entry. A person who cannot be read costs the others nothing.

use std::collections::HashSet;
use std::sync::Arc;

use casework::{Audience, OwnerView, RecordView, RunsOn, Scope, work_of};
use model::{Compartment, Id, Timestamp};
use pathways::{CaseRow, PathwaysInForce};

use super::rows::{WorkShelves, due_row};
use super::{WorkAsked, WorkElsewhere, WorkEntry, WorkItem, WorkLists, WorkRead};
use crate::cases::Stamp;
use crate::db::Statement;
use crate::derive::{DueRow, Token};
use crate::error::ReadError;
use crate::store::doubts::{Doubts, LOOKS};
use crate::store::records::SeenPeople;
use crate::store::{Page, Sight, Store};

/// People to whose cases rows lead.
pub(super) struct PeopleRead {
    /// Whom the reader sees.
    pub(super) here: SeenPeople,
    /// Of whom something is late below.
    pub(super) below: SeenPeople,
}

/// An entry of a case behind a wall, with where it stands in order.
pub(super) struct Told {
    pub(super) at: i64,
    pub(super) place: Token,
    pub(super) entry: WorkEntry,
}

/// What stands in a place of a list: a row that leads to its case, or what was told of a case behind a wall already.
enum Listed<'a> {
    Row(DueRow),
    Told(&'a Told),
}

impl Store {
    /// A page of rows in the open and of what was told behind walls, as entries; looked at again where a row disagrees with
    /// what is sealed.
    pub(super) async fn entries(
        &self,
        asked: WorkAsked<'_>,
        shelves: &WorkShelves,
        rows: impl Fn() -> Vec<Statement>,
        walled: &[Told],
        page: Page,
    ) -> Result<WorkRead, ReadError> {
        if shelves.open.is_empty() && shelves.walled.is_empty() {
            return Ok(WorkRead::default());
        }
        let (mut read, mut doubts) = (WorkRead::default(), Doubts::new());
        for look in 1..=LOOKS {
            let listed = on_page(self.found(rows()).await?, walled, page);
            doubts.begin(look == LOOKS);
            read = self.read_listed(asked, shelves, &listed, &mut doubts).await?;
            if doubts.are_settled() {
                break;
            }
        }
        // A case that is told whole says also what is due later.
        if let Some(by) = asked.filter.by {
            let is_due = |row: &CaseRow| row.due.is_some_and(|due| due <= by);
            read.entries.retain(|entry| entry.row().is_none_or(is_due));
        }
        Ok(read)
    }

    /// The rows that statements find.
    pub(super) async fn found(&self, statements: Vec<Statement>) -> Result<Vec<DueRow>, ReadError> {
        let mut found: Vec<DueRow> = vec![];
        for statement in statements {
            let rows = self.readers().rows(statement).await?;
            found.extend(rows.iter().map(due_row).collect::<sqlx::Result<Vec<DueRow>>>()?);
        }
        Ok(found)
    }

    /// What rows lead to, as their cases say it.
    async fn read_listed(
        &self,
        asked: WorkAsked<'_>,
        shelves: &WorkShelves,
        on_page: &[Listed<'_>],
        doubts: &mut Doubts<DueRow>,
    ) -> Result<WorkRead, ReadError> {
        let is_made_anew = self.is_made_anew().await?;
        let rows = || on_page.iter().filter_map(Listed::row);
        let of = |is_below: bool| -> Vec<DueRow> {
            rows().filter(|row| shelves.below.contains(&row.shelf) == is_below).copied().collect()
        };
        let people = self.people_named(asked, of(false), of(true)).await?;
        let pathways = self.shared().in_force().pathways.clone();
        let (listed, entries) = (HashSet::new(), vec![]);
        let mut look = Look { store: self, asked, shelves, pathways, is_made_anew, doubts, listed, entries };
        for listed in on_page {
            match listed {
                Listed::Row(row) => look.add(row, &people),
                Listed::Told(told) => look.entries.push(told.entry.clone()),
            }
        }
        Ok(WorkRead { entries: look.entries, is_made_anew })
    }

    /// Whom rows name, of what is here and of what is late below.
    pub(super) async fn people_named(
        &self,
        WorkAsked { sight, lists, .. }: WorkAsked<'_>,
        here: Vec<DueRow>,
        below: Vec<DueRow>,
    ) -> Result<PeopleRead, ReadError> {
        let named =
            |rows: Vec<DueRow>| -> Vec<(Id, Id)> { rows.iter().map(|row| self.own().shelves.read_due(row)).collect() };
        let here = self.read_people(sight, &named(here)).await?;
        // What is late below is read within the controller: who may not see whom it is of is not told.
        let whole = Scope::Controller { controller: lists.reader.controller.clone() };
        let below = self.read_people(&Sight { scope: whole, ..sight.clone() }, &named(below)).await?;
        Ok(PeopleRead { here, below })
    }

    /// The rows of a case, settled where nobody knows them as of the last fact about its person.
    pub(super) fn rows_of(
        &self,
        pathways: &Arc<PathwaysInForce>,
        there: &RecordView<'_>,
        stamp: Stamp,
    ) -> Arc<[CaseRow]> {
        let settle = || work_of(pathways, there);
        self.shared().cases.read(pathways, there.id, stamp, settle)
    }
}

/// One look at rows, and what of them is told.
struct Look<'a> {
    store: &'a Store,
    asked: WorkAsked<'a>,
    shelves: &'a WorkShelves,
    pathways: Arc<PathwaysInForce>,
    is_made_anew: bool,
    doubts: &'a mut Doubts<DueRow>,
    /// Cases that are told whole, as they stand.
    listed: HashSet<Id>,
    entries: Vec<WorkEntry>,
}

impl Look<'_> {
    /// Tells what a row leads to.
    fn add(&mut self, row: &DueRow, people: &PeopleRead) {
        let (person, record) = self.store.own().shelves.read_due(row);
        let is_below = self.shelves.below.contains(&row.shelf);
        let person = (if is_below { &people.below } else { &people.here }).get(&person);
        let Some(case) = person.and_then(|(person, stamp)| self.case(person, record, *stamp)) else {
            let is_damage = self.doubts.is_damage(*row, person.map(|(_, stamp)| *stamp));
            self.entries.extend(is_damage.then_some(WorkEntry::Unreadable));
            return;
        };
        match (self.is_made_anew, is_below) {
            (false, _) => self.add_given(row, &case, is_below),
            // A row of before leads to its case, and no further.
            (true, false) => self.add_whole(&case),
            (true, true) => {}
        }
    }

    fn case<'p>(&self, person: &'p Arc<OwnerView>, record: Id, stamp: Stamp) -> Option<CaseRead<'p>> {
        let there = person.record(record)?;
        let rows = self.store.rows_of(&self.pathways, &there, stamp);
        Some(CaseRead { person, there, stamp, rows })
    }

    /// What a case gives as its row says it.
    fn add_given(&mut self, row: &DueRow, case: &CaseRead<'_>, is_below: bool) {
        let WorkAsked { sight, lists, now, .. } = self.asked;
        let shelves = &self.store.own().shelves;
        match case.rows.iter().find(|given| shelves.due(row.shelf, &case.there, given) == *row) {
            Some(given) if is_below && !may_open(sight, lists, &case.there, &self.pathways) => {
                self.entries.push(case.elsewhere(*given));
            }
            Some(given) => self.entries.push(case.item(*given, now)),
            None => {
                if self.doubts.is_damage(*row, Some(case.stamp)) {
                    self.entries.push(WorkEntry::Unreadable);
                } else if self.doubts.is_last && !is_below {
                    // It changed at every look.
                    self.add_whole(case);
                }
            }
        }
    }

    /// All that is to be done with a case as it stands, whichever rows lead to it: once.
    fn add_whole(&mut self, case: &CaseRead<'_>) {
        let now = self.asked.now;
        if self.listed.insert(case.there.id) {
            let rows = case.rows.iter().filter(|row| stands(row, now) && row.duty.is_work());
            self.entries.extend(rows.map(|row| case.item(*row, now)));
        }
    }
}

/// A case to which a row leads, with all that it gives as of the last fact about its person.
pub(super) struct CaseRead<'a> {
    /// Whose it is: a list of many entries has each person once.
    pub(super) person: &'a Arc<OwnerView>,
    pub(super) there: RecordView<'a>,
    pub(super) stamp: Stamp,
    pub(super) rows: Arc<[CaseRow]>,
}

impl Listed<'_> {
    fn row(&self) -> Option<&DueRow> {
        match self {
            Self::Row(row) => Some(row),
            Self::Told(_) => None,
        }
    }

    /// By what it stands in order.
    fn order(&self) -> (i64, Token) {
        match self {
            Self::Row(row) => (row.at, row.place),
            Self::Told(told) => (told.at, told.place),
        }
    }
}

/// What stands on a page of a list, the earliest first.
fn on_page(rows: Vec<DueRow>, walled: &[Told], Page { skip, limit }: Page) -> Vec<Listed<'_>> {
    let mut listed: Vec<Listed<'_>> = rows.into_iter().map(Listed::Row).collect();
    listed.extend(walled.iter().map(Listed::Told));
    // What is told of one case keeps its order.
    listed.sort_by_key(Listed::order);
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    listed.into_iter().skip(skip).take(limit).collect()
}

impl CaseRead<'_> {
    pub(super) fn item(&self, row: CaseRow, now: Timestamp) -> WorkEntry {
        let standing = self.rows.iter().filter(|row| stands(row, now)).copied().collect();
        WorkEntry::Item(WorkItem { person: Arc::clone(self.person), record: self.there.id, row, standing })
    }

    /// What is told of it to whoever may not open it.
    pub(super) fn elsewhere(&self, row: CaseRow) -> WorkEntry {
        let (kind, office) = (self.there.kind().to_owned(), self.there.owner.office.clone());
        let runs = RunsOn::of(&self.there).map(|runs| (runs.pathway.to_owned(), runs.version.to_owned()));
        WorkEntry::Elsewhere(WorkElsewhere { kind, runs, office, row })
    }
}

pub(super) fn stands(row: &CaseRow, now: Timestamp) -> bool {
    row.from <= now && row.until.is_none_or(|until| until > now)
}

/// Whether whoever hears of what is late below may open the case too.
pub(super) fn may_open(sight: &Sight, lists: &WorkLists, there: &RecordView<'_>, pathways: &PathwaysInForce) -> bool {
    let seen = |(wall, scope): &(Option<Compartment>, Scope)| *wall == there.wall && scope.admits(there.owner);
    let is_seen = sight.scope.admits(there.owner) && lists.lists.iter().any(seen);
    is_seen && Audience::of(there, pathways).is_for(&lists.reader, there)
}
