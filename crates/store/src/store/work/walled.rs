//! Work behind walls. A row says there that a case is live and nothing else, so that whoever steals it learns of no kind how
//! long it takes and how often it comes. All cases of a shelf are opened, and each says itself what is to be done with it now,
//! for whom it is, and what of it those above its office are to look at.
//!
//! What that costs goes with the live cases of one office behind the walls that its reader opens.

use std::collections::HashSet;
use std::sync::Arc;

use casework::{Audience, OwnerView, version_of};
use model::Id;
use pathways::{CaseRow, PathwaysInForce};

use super::entries::{CaseRead, PeopleRead, Told, may_open, stands};
use super::rows::{WalledShelf, WorkShelves};
use super::{WorkAsked, WorkEntry, WorkFilter};
use crate::cases::Stamp;
use crate::derive::{DueRow, Token};
use crate::error::ReadError;
use crate::store::Store;
use crate::store::doubts::{Doubts, LOOKS};

impl Store {
    /// All that is told behind walls at a moment, looked at again where a row disagrees with what is sealed.
    pub(super) async fn behind_walls(
        &self,
        asked: WorkAsked<'_>,
        shelves: &WorkShelves,
    ) -> Result<Vec<Told>, ReadError> {
        let (mut told, mut doubts) = (vec![], Doubts::new());
        if shelves.walled.is_empty() {
            return Ok(told);
        }
        for look in 1..=LOOKS {
            doubts.begin(look == LOOKS);
            told = self.look_behind_walls(asked, shelves, &mut doubts).await?;
            if doubts.are_settled() {
                break;
            }
        }
        Ok(told)
    }

    async fn look_behind_walls(
        &self,
        asked: WorkAsked<'_>,
        shelves: &WorkShelves,
        doubts: &mut Doubts<DueRow>,
    ) -> Result<Vec<Told>, ReadError> {
        let rows = self.found(vec![self.all_rows(shelves.walled.keys().copied().collect())]).await?;
        let is_made_anew = self.is_made_anew().await?;
        let of = |is_theirs: fn(WalledShelf) -> bool| -> Vec<DueRow> {
            rows.iter().filter(|row| is_theirs(shelves.on(row))).copied().collect()
        };
        let people = self.people_named(asked, of(|shelf| shelf.is_here), of(|shelf| shelf.is_below)).await?;
        let pathways = self.shared().in_force().pathways.clone();
        let mut look = Look { store: self, asked, pathways, is_made_anew, seen: HashSet::new(), told: vec![] };
        for row in &rows {
            if let Err(stamp) = look.add(row, shelves.on(row), &people)
                && doubts.is_damage(*row, stamp)
            {
                look.told.push(Told { at: row.at, place: row.place, entry: WorkEntry::Unreadable });
            }
        }
        Ok(look.told)
    }
}

impl WorkShelves {
    fn on(&self, row: &DueRow) -> WalledShelf {
        self.walled.get(&row.shelf).copied().unwrap_or_default()
    }
}

/// One look behind walls, and what is told of it.
struct Look<'a> {
    store: &'a Store,
    asked: WorkAsked<'a>,
    pathways: Arc<PathwaysInForce>,
    is_made_anew: bool,
    /// Cases that were told, here and of below.
    seen: HashSet<(Id, bool)>,
    told: Vec<Told>,
}

impl Look<'_> {
    /// Tells what the case of a row says. Where no case gives the row it says as of which fact that is so.
    fn add(&mut self, row: &DueRow, on: WalledShelf, people: &PeopleRead) -> Result<(), Option<Stamp>> {
        let (person, record) = self.store.own().shelves.read_due(row);
        let looks = [(on.is_here, false, &people.here), (on.is_below, true, &people.below)];
        for (_, is_below, people) in looks.into_iter().filter(|(is_theirs, ..)| *is_theirs) {
            let (person, stamp) = people.get(&person).ok_or(None::<Stamp>)?;
            let case = self.case(row, person, record, *stamp).ok_or(Some(*stamp))?;
            if self.seen.insert((record, is_below)) {
                self.tell(row.place, &case, is_below);
            }
        }
        Ok(())
    }

    /// The case of a row, if it gives this row. A row of before leads to its case all the same.
    fn case<'p>(&self, row: &DueRow, person: &'p Arc<OwnerView>, record: Id, stamp: Stamp) -> Option<CaseRead<'p>> {
        let there = person.record(record)?;
        let is_given = self.store.own().shelves.dues_behind(&there, &self.pathways).contains(row);
        let is_moving = self.is_made_anew && there.wall.is_some() && there.is_open();
        if !(is_given || is_moving) {
            return None;
        }
        let rows = self.store.rows_of(&self.pathways, &there, stamp);
        Some(CaseRead { person, there, stamp, rows })
    }

    /// Tells what is to be done with a case now and is the reader's.
    fn tell(&mut self, place: Token, case: &CaseRead<'_>, is_below: bool) {
        let WorkAsked { sight, lists, filter, now } = self.asked;
        if !is_below && !self.is_theirs(case) {
            return;
        }
        let is_named = !is_below || may_open(sight, lists, &case.there, &self.pathways);
        for row in self.standing(case, is_below).into_iter().filter(|row| is_among(filter, case, row)) {
            let at = row.due.map_or(i64::MAX, |due| due.0);
            let entry = if is_named { case.item(row, now) } else { case.elsewhere(row) };
            self.told.push(Told { at, place, entry });
        }
    }

    /// What stands of a case: for whoever works on it, or for those above its office.
    fn standing(&self, case: &CaseRead<'_>, is_below: bool) -> Vec<CaseRow> {
        let now = self.asked.now;
        // A version that cannot be read escalates nothing: its case is to be looked at.
        let running = version_of(&self.pathways, &case.there).ok().flatten();
        let goes_above = |row: &CaseRow| running.is_some_and(|running| row.duty.goes_above(&running.pathway));
        let is_theirs = |row: &CaseRow| if is_below { goes_above(row) } else { row.duty.is_work() };
        case.rows.iter().filter(|row| stands(row, now) && is_theirs(row)).copied().collect()
    }

    /// Whether a case is for the reader; of what is in hand, whether it is in theirs.
    fn is_theirs(&self, case: &CaseRead<'_>) -> bool {
        let lists = self.asked.lists;
        if lists.in_hand {
            return case.there.assignee() == Some(lists.reader.account.as_str());
        }
        Audience::of(&case.there, &self.pathways).is_for(&lists.reader, &case.there)
    }
}

/// Whether it is among what is asked for.
fn is_among(filter: &WorkFilter, case: &CaseRead<'_>, row: &CaseRow) -> bool {
    let is_nobodys = row.duty.is_work() && case.there.assignee().is_none();
    filter.kind.as_deref().is_none_or(|kind| kind == case.there.kind())
        && (!filter.is_nobodys || is_nobodys)
        && (!filter.waits || row.duty.waits())
        && filter.by.is_none_or(|by| row.due.is_some_and(|due| due <= by))
}
