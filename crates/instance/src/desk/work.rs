//! What is to be done, of whom somebody may see it: the earliest first, with what is late.
//!
//! Names of people on the list are noted as read, as on every list. A list that is read shows what stands now, whatever was
//! computed before. What is late at an office below comes to whoever answers for the next office above; of whom it is they
//! are told only where they may open the case.

mod votes;

use casework::{RecordView, UnreadableVersion, reads_behind, sees_no_case};
use model::{Date, Kind, Text, Timestamp};
use pathways::{CaseDuty, CaseRow, ClockOf, Item, MessageOf, Pathway, PathwayInForce};
use store::{Page, WorkCount, WorkElsewhere, WorkEntry, WorkFilter, WorkItem, WorkLists, WorkRead};

pub use self::votes::VoteCount;
use super::cases::ShownNo;
use super::sight::ReaderSight;
use super::{Desk, RecordRow};
use crate::Fault;

/// Whose work, or which.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum WorkView {
    /// What the reader has in hand.
    Mine,
    /// All that they may see.
    #[default]
    Office,
    /// Of cases that nobody has in hand yet.
    Nobodys,
    /// What waits for a vote that the reader may give.
    Yes,
}

/// Which work.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct WorkQuery {
    /// Whose, or which.
    pub view: WorkView,
    /// Of cases of this kind alone.
    pub kind: Option<String>,
    /// What is due by the end of a day.
    pub until: Option<Date>,
    /// What is late alone.
    pub late: bool,
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
    /// Whether more waits for votes than was looked at: then the count is short of it.
    pub more: bool,
    /// Entries of this page that cannot be read: somebody altered them.
    pub unreadable: usize,
    /// Whether the list is being made anew, and shows cases as they stand.
    pub is_made_anew: bool,
}

/// Something that is to be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkRow {
    /// The record, as on a list; nothing where the reader may not know whose it is.
    pub record: Option<RecordRow>,
    /// Where it is then.
    pub elsewhere: Option<WorkOffice>,
    /// The kind of the record.
    pub kind: String,
    /// What people call its pathway.
    pub pathway: Text,
    /// What is to be done.
    pub duty: WorkDuty,
    /// With which item or stage, or which message is to be told, in words.
    pub says: Option<Text>,
    /// The name of the item or stage.
    pub item: Option<String>,
    /// By when, as the case's zone has it: the moment at which its day is over.
    pub due: Option<Timestamp>,
    /// Whether that is over.
    pub late: bool,
    /// Since when it stands on the list.
    pub since: Timestamp,
    /// Since when it has been the reader's to look at.
    pub escalated: Option<Timestamp>,
    /// Roles that do it, or vote on it, where none of them sees the case: whoever reads the list tells them.
    pub unseen_by: Vec<String>,
    /// The last no to it, where somebody sent it back and it was not done anew.
    pub sent_back: Option<ShownNo>,
    /// Fields that are to be asked for: of a case in which nothing is open, or of an item that has no day without them.
    pub asks: Vec<String>,
}

/// An office where something is late, and whom to call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkOffice {
    /// The office.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// Whoever answers for its caseload.
    pub call: Vec<String>,
}

/// What is to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WorkDuty {
    /// An item.
    Item,
    /// A vote on it.
    Vote,
    /// A letter is to be served.
    Serve,
    /// Somebody is to be told something.
    Tell,
    /// Somebody is to be told something, and how they can be reached is to be asked first.
    AskHow,
    /// What is late is to be looked at.
    Late,
    /// The case is to be looked at.
    Look,
}

impl WorkDuty {
    /// The word by which scripts know it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Item => "item",
            Self::Vote => "vote",
            Self::Serve => "serve",
            Self::Tell => "tell",
            Self::AskHow => "ask-how",
            Self::Late => "late",
            Self::Look => "look",
        }
    }
}

impl Desk<'_> {
    /// What is to be done now.
    pub async fn work(&self, query: &WorkQuery) -> Result<WorkPage, Fault> {
        let now = self.instance.now();
        let sight = self.sight();
        let (read, count, more) = match query.view {
            WorkView::Yes => self.my_votes(&sight, query, now).await?,
            WorkView::Mine | WorkView::Office | WorkView::Nobodys => {
                let (read, count) = self.of_lists(&sight, query, now).await?;
                (read, count, false)
            }
        };
        let schema = &self.in_force.packs.schema;
        let known: Vec<(&Kind, RecordView<'_>)> = read
            .entries
            .iter()
            .filter_map(item_of)
            .filter_map(|item| item.person.record(item.record))
            .filter_map(|record| Some((schema.kind(record.kind())?, record)))
            .filter(|(_, record)| self.sees(record))
            .collect();
        self.note_listed(&sight, &known).await?;
        let members = self.members_of(&sight, &known).await?;
        let rows = read.entries.iter().filter_map(|entry| match entry {
            WorkEntry::Item(item) => {
                let listed = known.iter().find(|(_, record)| record.id == item.record)?;
                self.work_row(self.row_of(&sight, listed, &members), item, now)
            }
            WorkEntry::Elsewhere(elsewhere) => self.work_elsewhere(elsewhere, now),
            WorkEntry::Unreadable => None,
        });
        let rows = rows.collect();
        let unreadable = read.entries.iter().filter(|entry| matches!(entry, WorkEntry::Unreadable)).count();
        Ok(WorkPage { count, rows, more, unreadable, is_made_anew: read.is_made_anew })
    }

    /// How much there is to do now; of what waits for the reader's vote, what waits for votes at all.
    pub async fn count_work(&self, query: &WorkQuery) -> Result<WorkCount, Fault> {
        let (lists, filter, now) = (self.work_lists(query), self.work_filter(query), self.instance.now());
        Ok(self.instance.store.count_work(&self.sight().of_store(), &lists, &filter, now).await?)
    }

    async fn of_lists(
        &self,
        sight: &ReaderSight<'_>,
        query: &WorkQuery,
        now: Timestamp,
    ) -> Result<(WorkRead, WorkCount), Fault> {
        let (lists, filter) = (self.work_lists(query), self.work_filter(query));
        let limit = u32::try_from(query.size).unwrap_or(u32::MAX);
        let skip = usize::try_from(query.page.saturating_mul(query.size)).unwrap_or(usize::MAX);
        let (store, sight) = (&self.instance.store, sight.of_store());
        Ok(store.work_counted(&sight, &lists, &filter, now, Page { skip, limit }).await?)
    }

    fn work_lists(&self, query: &WorkQuery) -> WorkLists {
        let lists = reads_behind(&self.acting.actor, &self.acting.occasion());
        let reader = self.list_reader().hearing(&self.in_force.view, self.instance.now());
        WorkLists { reader, lists, in_hand: query.view == WorkView::Mine }
    }

    fn work_filter(&self, query: &WorkQuery) -> WorkFilter {
        let seat = &self.acting.seat;
        let zone = self.in_force.view.zone(&seat.controller, &seat.office);
        // A day is over at the first instant of the next.
        let until = query.until.map(|day| zone.begins(day.tomorrow().unwrap_or(day)));
        let late = query.late.then(|| self.instance.now());
        WorkFilter {
            kind: query.kind.clone(),
            is_nobodys: query.view == WorkView::Nobodys,
            waits: query.view == WorkView::Yes,
            by: until.into_iter().chain(late).min(),
        }
    }

    /// The version that a case runs, by which its rows were made; of one that cannot be read what its kind runs today, for the
    /// name alone: nothing else is told of it than that it is to be looked at.
    fn version_of(&self, record: &RecordView<'_>) -> Option<&PathwayInForce> {
        let pathways = &self.in_force.pathways;
        casework::version_of(pathways, record).unwrap_or_else(|UnreadableVersion| pathways.of_kind(record.kind()))
    }

    fn work_row(&self, record: RecordRow, item: &WorkItem, now: Timestamp) -> Option<WorkRow> {
        let there = item.person.record(item.record)?;
        let running = self.version_of(&there)?;
        let row = told(running, &item.row, now)?;
        let mine = |row: &&CaseRow| self.hears(running, item, row);
        let escalated = item.standing.iter().filter(mine).map(|row| row.from).min();
        let (sent_back, asks) = (self.sent_back(item, &there, now), self.asked_in(item, &there, now));
        Some(WorkRow { record: Some(record), escalated, sent_back, asks, ..row })
    }

    /// Whether something that came to a level of its clock is the reader's to look at.
    fn hears(&self, running: &PathwayInForce, item: &WorkItem, row: &CaseRow) -> bool {
        let same = match (row.duty, item.row.duty) {
            (CaseDuty::Escalated(ClockOf::Item(of), _), CaseDuty::Item(item) | CaseDuty::Vote(item)) => of == item,
            (CaseDuty::Escalated(..), duty) => row.duty == duty,
            _ => false,
        };
        let Some(level) = row.duty.level(&running.pathway).filter(|_| same) else { return false };
        let (controller, office) = (&item.person.controller, &item.person.office);
        let mut held = self.acting.actor.at(controller).filter(|(_, grant)| grant.office == *office);
        held.any(|(role, _)| role.code() == level.role) || row.duty == item.row.duty
    }

    fn work_elsewhere(&self, elsewhere: &WorkElsewhere, now: Timestamp) -> Option<WorkRow> {
        let pathways = &self.in_force.pathways;
        let runs = elsewhere.runs.as_ref().and_then(|(pathway, version)| pathways.named(pathway, version));
        let row = told(runs.or_else(|| pathways.of_kind(&elsewhere.kind))?, &elsewhere.row, now)?;
        let view = &self.in_force.view;
        let controller = self.acting.occasion().controller;
        let name = view.office(controller, &elsewhere.office).map_or(&elsewhere.office, |office| &office.name);
        let call = view.supervised(controller, now).remove(elsewhere.office.as_str()).unwrap_or_default();
        let call = call.into_iter().map(str::to_owned).collect();
        let office = WorkOffice { id: elsewhere.office.clone(), name: name.clone(), call };
        Some(WorkRow { elsewhere: Some(office), escalated: Some(row.since), ..row })
    }
}

fn item_of(entry: &WorkEntry) -> Option<&WorkItem> {
    match entry {
        WorkEntry::Item(item) => Some(item),
        WorkEntry::Elsewhere(_) | WorkEntry::Unreadable => None,
    }
}

/// A row in the words of its pathway.
fn told(running: &PathwayInForce, row: &CaseRow, now: Timestamp) -> Option<WorkRow> {
    let pathway = &running.pathway;
    let item = |position: usize| {
        let item = pathway.items.get(position)?;
        Some((item.id.clone(), item.says.clone()))
    };
    let stage = |position: usize| {
        let stage = pathway.stages.get(position)?;
        Some((stage.id.clone(), stage.says.clone()))
    };
    let (duty, named) = match row.duty {
        CaseDuty::Item(position) => (WorkDuty::Item, Some(item(position)?)),
        CaseDuty::Vote(position) => (WorkDuty::Vote, Some(item(position)?)),
        CaseDuty::Serve(position) => (WorkDuty::Serve, Some(item(position)?)),
        CaseDuty::Tell(of) => (WorkDuty::Tell, Some(message(pathway, of)?)),
        CaseDuty::AskHow(of) => (WorkDuty::AskHow, Some(message(pathway, of)?)),
        CaseDuty::Escalated(ClockOf::Item(position), _) => (WorkDuty::Late, Some(item(position)?)),
        CaseDuty::Escalated(ClockOf::Stage(position), _) => (WorkDuty::Late, Some(stage(position)?)),
        CaseDuty::Look => (WorkDuty::Look, None),
    };
    let (id, says) = named.map_or((None, None), |(id, says)| (Some(id), Some(says)));
    Some(WorkRow {
        record: None,
        elsewhere: None,
        kind: pathway.kind.clone(),
        pathway: pathway.title.clone(),
        duty,
        says,
        item: id,
        due: row.due,
        late: row.due.is_some_and(|due| due <= now),
        since: row.from,
        escalated: None,
        unseen_by: unseen_by(pathway, row.duty),
        sent_back: None,
        asks: vec![],
    })
}

/// The roles that do something, or vote on it, where none of them sees the case.
fn unseen_by(pathway: &Pathway, duty: CaseDuty) -> Vec<String> {
    let item = |position: usize| pathway.items.get(position);
    let roles: Vec<&[String]> = match duty {
        CaseDuty::Item(position) => item(position).map(|item| item.by.as_slice()).into_iter().collect(),
        CaseDuty::Vote(position) => {
            let tiers = item(position).into_iter().flat_map(Item::approve);
            tiers.map(|tier| tier.of.as_slice()).collect()
        }
        _ => vec![],
    };
    let mut unseen: Vec<String> = roles.into_iter().filter(|roles| sees_no_case(roles)).flatten().cloned().collect();
    unseen.sort_unstable();
    unseen.dedup();
    unseen
}

/// A message by the name of its text, and in its words.
fn message(pathway: &Pathway, of: MessageOf) -> Option<(String, Text)> {
    let item = pathway.items.get(of.item)?;
    let (_, text) = item.send.iter().find(|(on, _)| *on == of.on)?;
    Some((text.clone(), pathway.message(text)))
}
