//! A case as somebody reads it at a moment: what is open, due, late, stopped, asked, by the names that the file gives.

use model::Timestamp;

use super::CaseVersion;
use super::bound::Engine;
use super::breaches::Breach;
use super::known::CaseHistory;
use super::memory::CaseMemory;
use super::state::{CaseStanding, CaseState};
use crate::clock::{DueEnd, Reckoned};
use crate::facts::{CaseAct, CaseFacts};
use crate::pathway::{Due, Item};
use crate::tell::Teller;

/// Names with what is told of each, in the order of the file.
pub type ByName<T> = Vec<(String, T)>;

/// A case as it is read at a moment. Days are days, moments of clocks in hours are minutes of the case's zone.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CaseView {
    /// Stages that are entered and not left.
    pub stages: Vec<String>,
    /// Items that are to be done.
    pub open: Vec<String>,
    /// Dates of what is open; an open side of an interval is `None`.
    pub due: ByName<Vec<Option<String>>>,
    /// Since when what is open is late.
    pub late: ByName<String>,
    /// Since when anything was late once.
    pub breached: ByName<String>,
    /// Since when a due no later than the one that was missed stood on the list.
    pub known_from: ByName<String>,
    /// What is left of clocks that stand still.
    pub stopped: ByName<String>,
    /// Who has heard of what is late.
    pub escalated: ByName<Vec<String>>,
    /// What was decided.
    pub outcome: ByName<String>,
    /// The ends that can be given.
    pub ends: Vec<String>,
    /// Fields to ask for.
    pub asks: Vec<String>,
    /// What waits for a vote or an answer, and until when.
    pub waiting: ByName<Option<String>>,
    /// Messages that went out.
    pub sent: Vec<String>,
    /// How often what repeats was missed.
    pub missed: ByName<i64>,
    /// Proofs that were issued, with the last day on which they are valid.
    pub issued: ByName<Option<String>>,
}

impl CaseView {
    /// The view of a case at a moment; empty before it was opened.
    pub fn at(version: CaseVersion<'_>, facts: &CaseFacts, at: Timestamp) -> Self {
        Self::remembering(version, facts, at, &CaseMemory::default())
    }

    /// The same, of a case that was looked at before.
    pub fn remembering(version: CaseVersion<'_>, facts: &CaseFacts, at: Timestamp, memory: &CaseMemory) -> Self {
        let state = memory.run(version, facts, at, |states| states.last().cloned());
        let Some((engine, state)) = Engine::new(version, facts).zip(state) else {
            return Self::default();
        };
        Viewer { engine: &engine, state: &state, at, tell: Teller::new(&engine.zone) }.view(facts, memory)
    }
}

struct Viewer<'a> {
    engine: &'a Engine<'a>,
    state: &'a CaseState,
    at: Timestamp,
    tell: Teller<'a>,
}

/// A stage or an item with its clock.
struct Clocked<'a> {
    id: &'a str,
    rule: Option<&'a Due>,
    due: Option<Reckoned>,
    late: Option<Timestamp>,
    breach: Option<Breach>,
    is_open: bool,
}

impl Viewer<'_> {
    fn view(&self, facts: &CaseFacts, memory: &CaseMemory) -> CaseView {
        let clocked = self.clocked();
        let live = self.state.closed.is_none();
        let open: Vec<&Clocked<'_>> = clocked.iter().filter(|clocked| clocked.is_open && live).collect();
        let breaches = clocked.iter().filter_map(|clocked| Some((clocked, clocked.breach?)));
        let history = CaseHistory::new(self.engine.version, facts, self.at, memory);
        let known = |(clocked, breach): (&Clocked<'_>, Breach)| {
            let from = history.known_from(clocked.id, breach)?;
            Some((clocked.id.to_owned(), self.tell.day(from)))
        };
        CaseView {
            stages: if live { self.stages() } else { vec![] },
            open: if live { self.open() } else { vec![] },
            due: if live { self.due(&open) } else { vec![] },
            late: open.iter().filter_map(|open| Some((open.id.to_owned(), self.since(open, open.late?)))).collect(),
            breached: breaches.clone().map(|(c, breach)| (c.id.to_owned(), self.since(c, breach.since))).collect(),
            known_from: breaches.filter_map(known).collect(),
            stopped: open.iter().filter_map(|open| stopped(open)).collect(),
            escalated: open.iter().filter_map(|open| self.escalated(open)).collect(),
            outcome: self.items(|item, state| Some((item.id.clone(), state.outcome.clone()?))),
            ends: self.ends(),
            asks: if live { self.asks() } else { vec![] },
            waiting: if live { self.waiting() } else { vec![] },
            sent: self.sent(),
            missed: self.items(|item, state| (state.missed > 0).then(|| (item.id.clone(), state.missed))),
            issued: self.issued(),
        }
    }

    fn items<T>(&self, told: impl Fn(&Item, &super::ItemState) -> Option<T>) -> Vec<T> {
        let items = self.engine.version.pathway.items.iter().zip(&self.state.items);
        items.filter_map(|(item, state)| told(item, state)).collect()
    }

    fn stages(&self) -> Vec<String> {
        let stages = self.engine.version.pathway.stages.iter().zip(&self.state.stages);
        stages.filter(|(_, stage)| stage.standing == CaseStanding::Open).map(|(stage, _)| stage.id.clone()).collect()
    }

    fn open(&self) -> Vec<String> {
        self.items(|item, state| (state.standing == CaseStanding::Open).then(|| item.id.clone()))
    }

    /// Stages and items in the order of the file, a stage before its items.
    fn clocked(&self) -> Vec<Clocked<'_>> {
        let pathway = self.engine.version.pathway;
        let mut found = vec![];
        for (position, (stage, stands)) in pathway.stages.iter().zip(&self.state.stages).enumerate() {
            found.push(Clocked {
                id: &stage.id,
                rule: stage.due.as_ref(),
                due: stands.due,
                late: stands.late_since(self.at),
                breach: stands.breaches.last().copied(),
                is_open: stands.standing == CaseStanding::Open,
            });
            let items = pathway.items.iter().zip(&self.state.items);
            found.extend(items.filter(|(item, _)| item.stage == position).map(|(item, stands)| Clocked {
                id: &item.id,
                rule: item.due.as_ref(),
                due: stands.due,
                late: stands.late_since(self.at),
                breach: stands.breaches.last().copied(),
                is_open: stands.standing == CaseStanding::Open,
            }));
        }
        found
    }

    fn due(&self, open: &[&Clocked<'_>]) -> ByName<Vec<Option<String>>> {
        let appeals = self.items(|item, state| Some((format!("{}.appeal", item.id), state.appeal?)));
        let running = appeals.into_iter().filter(|(_, due)| due.certain().is_none_or(|end| end.ends > self.at));
        let items = open.iter().filter_map(|open| Some((open.id.to_owned(), open.due?)));
        let ends = |due: Reckoned| match due {
            Reckoned::Ends { lo, hi: Some(hi) } if lo == hi => Some(vec![Some(self.tell.end(lo))]),
            Reckoned::Ends { lo, hi } => Some(vec![Some(self.tell.end(lo)), hi.map(|hi| self.tell.end(hi))]),
            Reckoned::Stopped { .. } => None,
        };
        items.chain(running).filter_map(|(id, due)| Some((id, ends(due)?))).collect()
    }

    /// A moment, as fine as the clock that it is of.
    fn since(&self, clocked: &Clocked<'_>, at: Timestamp) -> String {
        let in_hours = clocked.due.and_then(|due| due.certain()).or(clocked.breach.map(|breach| breach.end));
        match in_hours {
            Some(DueEnd { day: None, .. }) => self.tell.minute(at),
            _ => self.tell.day(at),
        }
    }

    fn escalated(&self, clocked: &Clocked<'_>) -> Option<(String, Vec<String>)> {
        clocked.late?;
        let levels = self.engine.escalations(self.state, self.at, clocked.rule, clocked.due);
        let heard = levels.into_iter().filter(|(_, at)| *at <= self.at);
        let heard = heard.filter_map(|(level, _)| clocked.rule?.levels.get(level));
        let heard: Vec<String> = heard.map(|level| level.role.clone()).collect();
        (!heard.is_empty()).then(|| (clocked.id.to_owned(), heard))
    }

    fn ends(&self) -> Vec<String> {
        let ends = self.engine.version.pathway.ends.iter().zip(&self.state.ends);
        ends.filter(|(_, given)| **given).map(|(end, _)| end.id.clone()).collect()
    }

    fn asks(&self) -> Vec<String> {
        let schema = &self.engine.version.pathway.schema;
        self.state.asks.iter().map(|field| schema.name(*field).to_owned()).collect()
    }

    fn waiting(&self) -> ByName<Option<String>> {
        self.items(|item, state| {
            if state.standing != CaseStanding::Open {
                return None;
            }
            let answer = state.referred.as_ref().and(state.answer_due).map(|end| Some(self.tell.end(end)));
            let due = || state.due.and_then(|due| due.certain()).map(|end| self.tell.end(end));
            let vote = state.pending.map(|_| due());
            Some((item.id.clone(), answer.or(vote)?))
        })
    }

    /// What people sent by hand and what went out by itself, by the moments at which it did.
    fn sent(&self) -> Vec<String> {
        let by_hand =
            self.engine.facts.iter().filter(|fact| fact.happened <= self.at).filter_map(|fact| match &fact.act {
                CaseAct::Sent { text } => Some((fact.happened, text.clone())),
                _ => None,
            });
        let rows = self.state.messages.iter().filter_map(|row| Some((row.goes?, row.text.clone())));
        let mut sent: Vec<(Timestamp, String)> = rows.chain(by_hand).collect();
        sent.sort_by_key(|(at, _)| *at);
        sent.into_iter().map(|(_, text)| text).collect()
    }

    fn issued(&self) -> ByName<Option<String>> {
        let now = self.engine.now(self.state, self.at);
        self.items(|item, state| {
            let issue = item.task()?.issues.as_ref().filter(|_| state.done_at.is_some())?;
            let until = issue.valid_until.and_then(|until| self.engine.days(&now, until)).filter(|(lo, hi)| lo == hi);
            Some((issue.document.clone(), until.map(|(day, _)| day.to_string())))
        })
    }
}

fn stopped(clocked: &Clocked<'_>) -> Option<(String, String)> {
    match clocked.due? {
        Reckoned::Stopped { left, unit } => Some((clocked.id.to_owned(), format!("{left} {}", unit.word()))),
        Reckoned::Ends { .. } => None,
    }
}
