//! What waits for a vote that the reader may give, and what a list tells beside an entry: who sent it back, and what is to be
//! asked where nothing is open.
//!
//! Whether somebody may vote is asked of the rules by which it is then decided, case by case; so many are looked at and no
//! more, and a list that leaves some out says so.

use casework::{CaseDesk, RecordView, RunningCase};
use model::Timestamp;
use pathways::{CaseDuty, state_at};
use store::{Page, WorkCount, WorkItem, WorkRead};

use super::{WorkQuery, WorkView, item_of};
use crate::Fault;
use crate::desk::Desk;
use crate::desk::cases::{ShownNo, names_of, noes, votes};
use crate::desk::sight::ReaderSight;

/// What waits for votes is looked at case by case, up to so many.
const VOTES: u32 = 1000;
/// Likewise, where no more than their number is told.
const COUNTED: u32 = 100;

/// How much waits for a vote that the reader may give.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct VoteCount {
    /// How many were found.
    pub count: u64,
    /// Whether more waits for votes than was looked at.
    pub more: bool,
}

impl Desk<'_> {
    /// How much waits for a vote that the reader may give. Nobody is shown and nothing is noted.
    pub async fn count_votes(&self) -> Result<VoteCount, Fault> {
        let query = WorkQuery { view: WorkView::Yes, ..WorkQuery::default() };
        let (read, more) = self.votable(&self.sight(), &query, self.instance.now(), COUNTED).await?;
        let count = read.entries.iter().filter_map(item_of).count();
        Ok(VoteCount { count: u64::try_from(count).unwrap_or(u64::MAX), more })
    }

    /// A page of it, how much there is, and whether there may be more.
    pub(super) async fn my_votes(
        &self,
        sight: &ReaderSight<'_>,
        query: &WorkQuery,
        now: Timestamp,
    ) -> Result<(WorkRead, WorkCount, bool), Fault> {
        let (mut read, more) = self.votable(sight, query, now, VOTES).await?;
        let mut count = WorkCount::default();
        for entry in &read.entries {
            count.add(entry, now);
        }
        let skip = usize::try_from(query.page.saturating_mul(query.size)).unwrap_or(usize::MAX);
        let size = usize::try_from(query.size).unwrap_or(usize::MAX);
        read.entries = read.entries.into_iter().skip(skip).take(size).collect();
        Ok((read, count, more))
    }

    /// All of it among the first so many that wait for votes, and whether more than these wait.
    async fn votable(
        &self,
        sight: &ReaderSight<'_>,
        query: &WorkQuery,
        now: Timestamp,
        most: u32,
    ) -> Result<(WorkRead, bool), Fault> {
        let (lists, filter) = (self.work_lists(query), self.work_filter(query));
        let page = Page { skip: 0, limit: most.saturating_add(1) };
        let mut read = self.instance.store.work(&sight.of_store(), &lists, &filter, now, page).await?;
        let most = usize::try_from(most).unwrap_or(usize::MAX);
        let more = read.entries.len() > most;
        read.entries.truncate(most);
        read.entries.retain(|entry| item_of(entry).is_none_or(|item| self.may_vote(item, now)));
        Ok((read, more))
    }

    fn may_vote(&self, item: &WorkItem, now: Timestamp) -> bool {
        let CaseDuty::Vote(position) = item.row.duty else { return false };
        let Some(record) = item.person.record(item.record).filter(|record| self.sees(record)) else { return false };
        let Some(case) = self.running(&record) else { return false };
        let desk = CaseDesk::new(&case, &self.acting.actor, self.acting.occasion().controller, now);
        let there = case.version.pathway.items.get(position);
        there.is_some_and(|there| {
            let own = noes(there, &case, &record).iter().any(|no| no.by == self.acting.actor.account);
            !own && votes(there, &desk).is_some()
        })
    }

    /// The no by which what stands on a list was sent back to whoever did it.
    pub(super) fn sent_back(&self, item: &WorkItem, record: &RecordView<'_>, now: Timestamp) -> Option<ShownNo> {
        let (CaseDuty::Item(position) | CaseDuty::Vote(position)) = item.row.duty else { return None };
        let case = self.running(record)?;
        let there = case.version.pathway.items.get(position).filter(|there| !there.approve().is_empty())?;
        let no = noes(there, &case, record).pop()?;
        let state = state_at(case.version, &case.facts, now)?;
        state.items.get(position)?.sent_back.map(|_| no)
    }

    /// Fields to ask for: of a case that is to be looked at all, of an item without a day those from which it would have one.
    pub(super) fn asked_in(&self, item: &WorkItem, record: &RecordView<'_>, now: Timestamp) -> Vec<String> {
        let dateless = item.row.due.is_none() && matches!(item.row.duty, CaseDuty::Item(_));
        let asks = dateless || item.row.duty == CaseDuty::Look;
        let Some(case) = Some(record).filter(|_| asks).and_then(|record| self.running(record)) else { return vec![] };
        let Some(state) = state_at(case.version, &case.facts, now) else { return vec![] };
        let pathway = case.version.pathway;
        let fields = match item.row.duty {
            CaseDuty::Item(position) => {
                let there = pathway.items.get(position);
                there.map(|there| state.asked_for_a_day(pathway, there)).unwrap_or_default()
            }
            _ => state.to_be_asked(),
        };
        names_of(pathway, fields)
    }

    fn running(&self, record: &RecordView<'_>) -> Option<RunningCase<'_>> {
        RunningCase::of(&self.in_force.pathways, record).ok().flatten()
    }
}
