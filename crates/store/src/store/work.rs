//! Lists of work, read at a moment: what is to be done now, earliest first, within a scope and behind the walls that a reader
//! opens.
//!
//! A row leads to a person and a record; what is to be done is asked of the case itself. A row that the case does not give is
//! damage, unless the case changed while it was read: it costs its own entry and no other. What those above an office are to
//! look at is shown without naming anybody, unless they may open the case.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use casework::{Audience, ListReader, OwnerView, RecordView, RunsOn, Scope, work_of};
use model::{Compartment, Id, Timestamp};
use pathways::{CaseRow, PathwaysInForce};

use super::records::LOOKS;
use super::{Page, Sight, Store};
use crate::cases::Stamp;
use crate::db::{Row, Statement};
use crate::derive::{DueFacet, DueRow, HOUR, Token, hour_of};
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
    pub person: OwnerView,
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

/// Rows that disagree with what is sealed. The same row a second time, beside the same last fact about its person, is damage: it
/// was read after that fact was written. Whatever else disagrees changed while it was read, and is looked at again.
#[derive(Default)]
struct Doubts {
    before: HashSet<(DueRow, Option<Stamp>)>,
    now: Vec<(DueRow, Option<Stamp>)>,
    is_last: bool,
}

impl Doubts {
    /// Another look begins.
    fn begin(&mut self, is_last: bool) {
        self.before.extend(self.now.drain(..));
        self.is_last = is_last;
    }

    /// What is told of a row that disagrees; nothing at the first look.
    fn about(&mut self, row: &DueRow, stamp: Option<Stamp>) -> Option<WorkEntry> {
        if self.before.contains(&(*row, stamp)) {
            return Some(WorkEntry::Unreadable);
        }
        self.now.push((*row, stamp));
        None
    }
}

/// The shelves of a reader: those in the open, those behind walls, and among both those of what is late below.
struct WorkShelves {
    open: Vec<Token>,
    walled: Vec<Token>,
    below: HashSet<Token>,
}

/// What people are called who are read for a list, with the last fact about each.
type Read = HashMap<Id, (OwnerView, Stamp)>;

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
        let shelves = self.work_shelves(lists);
        let last = page.skip.saturating_add(usize::try_from(page.limit).unwrap_or(usize::MAX));
        let last = i64::try_from(last).unwrap_or(i64::MAX);
        // Of each shelf the first in order, which its index gives without a look at the others.
        let first = |on: &Token| {
            let rows = within(Statement::of(ROWS_OF).bind(*on), now);
            let rows = self.narrowed(rows, std::slice::from_ref(on), filter);
            rows.and(" ORDER BY at, place LIMIT ").value(last)
        };
        let rows = || shelves.open.iter().chain(&shelves.walled).map(first).collect();
        self.entries(WorkAsked { sight, lists, filter, now }, &shelves, rows, Some(page)).await
    }

    /// How much is to be done at a moment. Behind a wall rows say whole hours: whatever lies in the hour in question is asked
    /// of its case, so that what is counted is what is listed.
    pub async fn count_work(
        &self,
        sight: &Sight,
        lists: &WorkLists,
        filter: &WorkFilter,
        now: Timestamp,
    ) -> Result<WorkCount, ReadError> {
        let shelves = self.work_shelves(lists);
        let mut count = WorkCount::default();
        self.count_on(&shelves.open, filter, now, None, &mut count).await?;
        let edges: Vec<i64> = [Some(now), filter.by].into_iter().flatten().map(|edge| edge.0).collect();
        self.count_on(&shelves.walled, filter, now, Some(&edges), &mut count).await?;
        if shelves.walled.is_empty() {
            return Ok(count);
        }
        let rows = || {
            let rows = self.standing_at(ROWS, &shelves.walled, now);
            vec![at_an_edge(self.narrowed(rows, &shelves.walled, filter).and(" AND "), now, &edges)]
        };
        let read = self.entries(WorkAsked { sight, lists, filter, now }, &shelves, rows, None).await?;
        for entry in &read.entries {
            count.add(entry, now);
        }
        Ok(count)
    }

    /// Adds up what stands on shelves, but for what lies in the hour of an edge.
    async fn count_on(
        &self,
        shelves: &[Token],
        filter: &WorkFilter,
        now: Timestamp,
        edges: Option<&[i64]>,
        count: &mut WorkCount,
    ) -> Result<(), ReadError> {
        if shelves.is_empty() {
            return Ok(());
        }
        let select = Statement::of("SELECT facet, count(*), coalesce(sum(CASE WHEN at <= ").value(now.0);
        let select = select.and(" THEN 1 ELSE 0 END), 0) FROM due WHERE shelf");
        let rows = self.narrowed(within(select.among(self.dialect(), shelves.to_vec()), now), shelves, filter);
        let rows = match edges {
            Some(edges) => at_an_edge(rows.and(" AND NOT "), now, edges),
            None => rows,
        };
        let found = self.readers().rows(rows.and(" GROUP BY facet")).await?;
        let facets = self.facets(shelves);
        for row in &found {
            let (number, late) = (row.int(1)?.unsigned_abs(), row.int(2)?.unsigned_abs());
            count.all += number;
            count.late += late;
            let Some((kind, is_nobodys, waits)) = facets.get(&row.id(0)?) else { continue };
            count.nobodys += if *is_nobodys { number } else { 0 };
            count.waits += if *waits { number } else { 0 };
            *count.kinds.entry(kind.clone()).or_default() += number;
        }
        Ok(())
    }

    /// Rows as entries, looked at again where one disagrees with what is sealed.
    async fn entries(
        &self,
        asked: WorkAsked<'_>,
        shelves: &WorkShelves,
        rows: impl Fn() -> Vec<Statement>,
        page: Option<Page>,
    ) -> Result<WorkRead, ReadError> {
        if shelves.open.is_empty() && shelves.walled.is_empty() {
            return Ok(WorkRead::default());
        }
        let (mut read, mut doubts) = (WorkRead::default(), Doubts::default());
        for look in 1..=LOOKS {
            let mut found = vec![];
            for statement in rows() {
                let rows = self.readers().rows(statement).await?;
                found.extend(rows.iter().map(due_row).collect::<sqlx::Result<Vec<DueRow>>>()?);
            }
            found.sort_unstable_by_key(|row| (row.at, row.place));
            if let Some(Page { skip, limit }) = page {
                let limit = usize::try_from(limit).unwrap_or(usize::MAX);
                found = found.into_iter().skip(skip).take(limit).collect();
            }
            doubts.begin(look == LOOKS);
            read = self.read_rows(asked, shelves, &found, &mut doubts).await?;
            if doubts.now.is_empty() {
                break;
            }
        }
        // Behind a wall a row says whole hours.
        if let Some(by) = asked.filter.by {
            let is_due = |row: &CaseRow| row.due.is_some_and(|due| due <= by);
            read.entries.retain(|entry| entry.row().is_none_or(is_due));
        }
        Ok(read)
    }

    async fn read_rows(
        &self,
        WorkAsked { sight, lists, now, .. }: WorkAsked<'_>,
        shelves: &WorkShelves,
        rows: &[DueRow],
        doubts: &mut Doubts,
    ) -> Result<WorkRead, ReadError> {
        let is_made_anew = self.is_made_anew().await?;
        let own = |row: &&DueRow| !shelves.below.contains(&row.shelf);
        let named = |row: &DueRow| self.own().shelves.read_due(row);
        let here: Vec<(Id, Id)> = rows.iter().filter(own).map(named).collect();
        let below: Vec<(Id, Id)> = rows.iter().filter(|row| !own(row)).map(named).collect();
        // What is late below is read within the controller: who may not see whom it is of is not told.
        let whole = Scope::Controller { controller: lists.reader.controller.clone() };
        let (here, below) = (
            self.read_people(sight, &here).await?,
            self.read_people(&Sight { scope: whole, ..sight.clone() }, &below).await?,
        );
        let pathways = self.shared().in_force().pathways.clone();
        let (mut listed, mut entries) = (HashSet::new(), vec![]);
        for row in rows {
            let (id, record) = named(row);
            let is_below = shelves.below.contains(&row.shelf);
            let person = (if is_below { &below } else { &here }).get(&id);
            let there = person.and_then(|(person, stamp)| Some((person, *stamp, person.record(record)?)));
            let known = there.map(|(person, stamp, there)| {
                let standing = self.rows_of(&pathways, &there, stamp);
                (person, stamp, there, standing)
            });
            let Some((person, stamp, there, standing)) = known else {
                entries.extend(doubts.about(row, person.map(|(_, stamp)| *stamp)));
                continue;
            };
            let as_it_stands = || {
                let rows = standing.iter().filter(|row| stands(row, now) && row.duty.is_work());
                rows.map(|row| item(person, record, *row, &standing, now))
            };
            if is_made_anew {
                // A row of before leads to its case, and no further.
                if !is_below && listed.insert(record) {
                    entries.extend(as_it_stands());
                }
                continue;
            }
            match standing.iter().find(|given| self.own().shelves.due(row.shelf, &there, given) == *row) {
                // Behind a wall a row says whole hours.
                Some(given) if !stands(given, now) => {}
                Some(given) if is_below && !may_open(sight, lists, &there, &pathways) => {
                    let (kind, office) = (there.kind().to_owned(), person.office.clone());
                    let runs = RunsOn::of(&there).map(|runs| (runs.pathway.to_owned(), runs.version.to_owned()));
                    entries.push(WorkEntry::Elsewhere(WorkElsewhere { kind, runs, office, row: *given }));
                }
                Some(given) => entries.push(item(person, record, *given, &standing, now)),
                None => match doubts.about(row, Some(stamp)) {
                    Some(entry) => entries.push(entry),
                    // It changed at every look.
                    None if doubts.is_last && !is_below && listed.insert(record) => entries.extend(as_it_stands()),
                    None => {}
                },
            }
        }
        Ok(WorkRead { entries, is_made_anew })
    }

    /// People within sight; whoever cannot be read is left out, and costs the others nothing.
    async fn read_people(&self, sight: &Sight, named: &[(Id, Id)]) -> Result<Read, ReadError> {
        match self.people_of(sight, named).await {
            Err(ReadError::Row(_)) => {}
            read => return read,
        }
        let mut people = Read::new();
        for one in named {
            match self.people_of(sight, std::slice::from_ref(one)).await {
                Ok(read) => people.extend(read),
                Err(ReadError::Row(_)) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(people)
    }

    /// The rows of a case, settled where nobody knows them as of the last fact about its person.
    fn rows_of(&self, pathways: &Arc<PathwaysInForce>, there: &RecordView<'_>, stamp: Stamp) -> Arc<[CaseRow]> {
        let settle = || work_of(pathways, there);
        self.shared().cases.read(pathways, there.id, stamp, settle)
    }

    /// Whether rows were made by other rules than those in force, so that they are being made anew.
    pub(crate) async fn is_made_anew(&self) -> Result<bool, ReadError> {
        let rules = self.shared().in_force().rules.digest(&self.own().head);
        Ok(self.stored_rules().await?.is_some_and(|there| there != rules))
    }

    /// What is kept of the rules by which rows stand.
    pub(super) async fn stored_rules(&self) -> Result<Option<Vec<u8>>, ReadError> {
        let there = self.readers().row(Statement::of("SELECT rules FROM derived WHERE one = 1")).await?;
        Ok(there.map(|row| row.bytes(0)).transpose()?)
    }

    fn work_shelves(&self, WorkLists { reader, lists, in_hand }: &WorkLists) -> WorkShelves {
        let shelves = &self.own().shelves;
        let mut found = WorkShelves { open: vec![], walled: vec![], below: HashSet::new() };
        for (wall, scope) in lists {
            let below = if *in_hand { vec![] } else { shelves.work_below(scope, reader, *wall) };
            let on = if wall.is_some() { &mut found.walled } else { &mut found.open };
            on.extend(shelves.work_within(scope, reader, *wall, *in_hand));
            on.extend(below.iter().copied());
            found.below.extend(below);
        }
        found
    }

    fn standing_at(&self, select: &'static str, shelves: &[Token], now: Timestamp) -> Statement {
        within(Statement::of(select).among(self.dialect(), shelves.to_vec()), now)
    }

    fn narrowed(&self, statement: Statement, shelves: &[Token], filter: &WorkFilter) -> Statement {
        let statement = match filter.by {
            Some(by) => statement.and(" AND at <= ").value(by.0),
            None => statement,
        };
        if filter.kind.is_none() && !filter.is_nobodys && !filter.waits {
            return statement;
        }
        let facets = self.facets(shelves).into_iter().filter(|(_, (kind, is_nobodys, waits))| {
            filter.kind.as_ref().is_none_or(|wanted| wanted == kind)
                && (!filter.is_nobodys || *is_nobodys)
                && (!filter.waits || *waits)
        });
        let facets: Vec<Token> = facets.map(|(facet, _)| facet).collect();
        statement.and(" AND facet").among(self.dialect(), facets)
    }

    /// All facets that rows on these shelves can have.
    fn facets(&self, shelves: &[Token]) -> HashMap<Token, (String, bool, bool)> {
        let pathways = self.shared().in_force().pathways.clone();
        let mut facets = HashMap::new();
        for (shelf, running) in shelves.iter().flat_map(|shelf| pathways.all().map(move |running| (shelf, running))) {
            let kind = running.pathway.kind.as_str();
            for (is_nobodys, waits) in [(false, false), (false, true), (true, false), (true, true)] {
                let facet = self.own().shelves.facet(*shelf, DueFacet { kind, is_nobodys, waits });
                facets.insert(facet, (kind.to_owned(), is_nobodys, waits));
            }
        }
        facets
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

const ROWS_OF: &str = "SELECT shelf, at, place, from_at, until_at, what, facet FROM due WHERE shelf = $1";
const ROWS: &str = "SELECT shelf, at, place, from_at, until_at, what, facet FROM due WHERE shelf";

fn within(statement: Statement, now: Timestamp) -> Statement {
    statement.and(" AND from_at <= ").value(now.0).and(" AND until_at > ").value(now.0)
}

/// Of rows that say whole hours those of which they do not say whether they stand, or are due, by now or by an edge.
fn at_an_edge(statement: Statement, now: Timestamp, edges: &[i64]) -> Statement {
    let hour = hour_of(now.0);
    let statement = statement.and("(from_at >= ").value(hour).and(" OR until_at <= ").value(hour.saturating_add(HOUR));
    let with = |statement: Statement, edge: &i64| statement.and(" OR at = ").value(hour_of(*edge));
    edges.iter().fold(statement, with).and(")")
}

fn stands(row: &CaseRow, now: Timestamp) -> bool {
    row.from <= now && row.until.is_none_or(|until| until > now)
}

/// Whether whoever hears of what is late below may open the case too.
fn may_open(sight: &Sight, lists: &WorkLists, there: &RecordView<'_>, pathways: &PathwaysInForce) -> bool {
    let seen = |(wall, scope): &(Option<Compartment>, Scope)| *wall == there.wall && scope.admits(there.owner);
    let is_seen = sight.scope.admits(there.owner) && lists.lists.iter().any(seen);
    is_seen && Audience::of(there, pathways).is_for(&lists.reader, there)
}

fn item(person: &OwnerView, record: Id, row: CaseRow, all: &[CaseRow], now: Timestamp) -> WorkEntry {
    let standing = all.iter().filter(|row| stands(row, now)).copied().collect();
    WorkEntry::Item(WorkItem { person: person.clone(), record, row, standing })
}

pub(crate) fn due_row(row: &Row) -> sqlx::Result<DueRow> {
    Ok(DueRow {
        shelf: row.id(0)?,
        at: row.int(1)?,
        place: row.id(2)?,
        from: row.int(3)?,
        until: row.int(4)?,
        what: row.array(5)?,
        facet: row.id(6)?,
    })
}
