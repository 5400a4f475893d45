//! Forgetting: by an approved proposal, held by nothing.
//!
//! 1. One transaction of the writer's: a fact says whose keys go, all derived rows of the person go, and those of a household
//!    of which nobody is left, the owners of the keys are noted beside the journal. From then on nobody reads them here.
//!    2. Beside the writer, piece by piece, all other rings are wrapped anew under a new instance key, and the old one is
//!    destroyed. 3. One transaction: a fact says so, the notes go; then the files are written anew without what was deleted.
//!
//! A crash after 1 is finished by the next `open`; after 2 it wraps once more, which harms nobody. The chain hashes
//! ciphertext, so it verifies as before. A household's key goes with its last member.

use std::collections::{BTreeMap, BTreeSet};

use casework::refusal::Not;
use casework::{Ctx, Refusal, work_of};
use journal::{Body, Envelope, Fact, Part, SealedFact, Subject, Tip};
use model::Id;
use tokio::sync::oneshot;

use super::changes::Changes;
use super::decide::{Loaded, numbered};
use super::derived::{TokenRows, done_from, gone_from};
use super::group::Writer;
use super::memory::Memory;
use super::rows::{DUE_GONE, SHELF_GONE, TOKEN_GONE};
use super::staged::Staged;
use super::{Alone, Handle, Job};
use crate::beside::Beside;
use crate::db::{Half, Reader, Statement, stored};
use crate::derive::DamagedRow;
use crate::error::{ForgetError, WriteError};
use crate::going::{self, Going, gathered};
use crate::keys::Rewrapped;
use crate::outbox::Topic;
use crate::sums::Sum;
use crate::traces;

/// A forgetting that waits for the writer.
pub(crate) struct StrikeAsked {
    ctx: Ctx,
    proposals: Vec<Id>,
    pub(super) answer: oneshot::Sender<Result<Vec<Id>, ForgetError>>,
}

/// What is to be written down once keys were wrapped anew.
#[derive(Debug, Clone)]
pub(crate) struct NotedRewrapping {
    pub(crate) owners: Vec<Subject>,
    pub(crate) seq: u64,
    pub(crate) rings: u64,
}

impl Handle {
    pub(crate) async fn strike(&self, ctx: Ctx, proposals: Vec<Id>) -> Result<Vec<Id>, ForgetError> {
        self.ask(|answer| Job::Alone(Alone::Strike(Box::new(StrikeAsked { ctx, proposals, answer })))).await?
    }

    pub(crate) async fn may_strike(&self, proposals: Vec<Id>) -> Result<(), ForgetError> {
        self.ask(|answer| Job::Alone(Alone::MayStrike(proposals, answer))).await?
    }

    pub(crate) async fn note_rewrapped(&self, rewrapped: NotedRewrapping) -> Result<(), WriteError> {
        self.ask(|answer| Job::Alone(Alone::NoteRewrapped(rewrapped, answer))).await?
    }
}

/// People with their proposals, and whose rings go by which of these.
type GoingOut = (Vec<(Id, Id)>, Vec<(Id, Subject)>);

/// What the facts say of people who are to go.
#[derive(Default)]
struct Walked {
    /// The households of which a fact speaks together with one of them.
    households: BTreeSet<Id>,
    /// Those under a legal hold.
    held: BTreeSet<Id>,
}

impl Walked {
    fn take(&mut self, fact: &Fact) {
        for part in &fact.parts {
            match (part.subject.owner(), &part.body) {
                (Some(person), Body::Held { held: true, .. }) => {
                    self.held.insert(person);
                }
                (Some(person), Body::Held { held: false, .. }) => {
                    self.held.remove(&person);
                }
                _ => {}
            }
        }
    }
}

impl Writer {
    /// Step 1.
    pub(super) async fn strike(&mut self, asked: &StrikeAsked) -> Result<Vec<Id>, ForgetError> {
        self.conn.begin().await?;
        let struck = self.struck(asked).await;
        let (people, owners, changes) = self.end(struck).await?;
        self.changed(changes);
        self.shared.keys.let_go(&owners);
        Ok(people)
    }

    /// Whether step 1 could be done now. What was looked at is let go: nothing was written.
    pub(super) async fn may_strike(&mut self, proposals: &[Id]) -> Result<(), ForgetError> {
        self.conn.begin().await?;
        let may = self.all_may_go(proposals).await;
        self.conn.rollback().await?;
        may
    }

    async fn all_may_go(&mut self, proposals: &[Id]) -> Result<(), ForgetError> {
        let mut memory = self.lock().await?;
        self.going_out(&mut memory, proposals).await.map(drop)
    }

    /// The people of these proposals, each with its own, and whose rings go with theirs; nobody who has a place.
    async fn going_out(&mut self, memory: &mut Memory, proposals: &[Id]) -> Result<GoingOut, ForgetError> {
        let mut people = Vec::new();
        for proposal in proposals {
            people.push((*proposal, self.may_go(memory, *proposal).await?));
        }
        let owners = self.owners(memory, &people).await?;
        let gone = |owner: &Id| people.iter().any(|(_, person)| person == owner);
        for home in owners.iter().filter_map(|(_, subject)| subject.owner()).filter(|owner| !gone(owner)) {
            self.has_no_place(memory, home).await?;
        }
        Ok((people, owners))
    }

    async fn struck(&mut self, asked: &StrikeAsked) -> Result<(Vec<Id>, Vec<Subject>, Changes), ForgetError> {
        let mut memory = self.lock().await?;
        let (people, owners) = self.going_out(&mut memory, &asked.proposals).await?;
        let mut changes = Changes::under(&memory.beside);
        for (_, person) in &people {
            self.leave_traces(&memory, *person, &mut changes).await?;
        }
        for owner in owners.iter().filter_map(|(_, subject)| subject.owner()) {
            self.erase(&mut memory, owner).await?;
        }
        let mut staged = Staged::default();
        let in_force = self.shared.in_force();
        for (proposal, subject) in &owners {
            let body = Body::Forgotten { proposal: *proposal, subject: *subject };
            let fact = numbered(&memory, &staged, instance_fact(asked.ctx.envelope(), body));
            self.note(*subject, fact.envelope.seq, &mut changes).await?;
            memory.take(fact, in_force.folding(&self.shared.own), &mut staged).map_err(WriteError::from)?;
        }
        for owner in owners.iter().filter_map(|(_, subject)| subject.owner()) {
            memory.forget(owner);
        }
        for (_, person) in &people {
            staged.outbox.insert(*person, (Topic::PersonForgotten, memory.tip.seq() + 1));
        }
        memory.beside = changes.now.clone();
        self.store(&mut memory, staged).await?;
        let people = people.into_iter().map(|(_, person)| person).collect();
        Ok((people, owners.into_iter().map(|(_, owner)| owner).collect(), changes))
    }

    /// The person of a proposal that may be carried out.
    async fn may_go(&mut self, memory: &mut Memory, proposal: Id) -> Result<Id, ForgetError> {
        let in_force = self.shared.in_force();
        // First the person is asked for, then their household, then what the records of both have places of.
        for _ in 0..4 {
            let world = Loaded { memory, in_force: &in_force, own: &self.shared.own, cases: &self.shared.cases };
            match casework::may_forget(&world, proposal) {
                Ok(person) => return Ok(person),
                Err(Not::Refused(refusal)) => return Err(refusal.into()),
                Err(Not::Needs(people)) => {
                    memory.load_people(&mut Reader::Conn(&mut self.conn), &self.shared, &people).await?;
                }
            }
        }
        Err(WriteError::Unsettled.into())
    }

    /// Whose rings go: those of the people, and, of each household in which they ever were and nobody is left, that of what
    /// was declared of it and that of its records.
    async fn owners(&mut self, memory: &mut Memory, people: &[(Id, Id)]) -> Result<Vec<(Id, Subject)>, WriteError> {
        let mut owners: Vec<(Id, Subject)> =
            people.iter().map(|(proposal, person)| (*proposal, Subject::Owner(*person))).collect();
        let going: BTreeSet<i64> =
            people.iter().filter_map(|(_, person)| memory.held(*person)).map(|held| held.number).collect();
        let walked = self.walked(memory, people).await?;
        // A row from before the hold was put back: nothing that is destroyed hangs on it.
        if !walked.held.is_empty() {
            return Err(DamagedRow::Disagrees.into());
        }
        let homes = self.homes(memory, people);
        let sealed = |home: Id| memory.instance().sealed_household(home);
        let ever: BTreeSet<Id> = homes.keys().map(|home| sealed(*home)).collect();
        // A row that does not say of which household a fact speaks was put back, too.
        if walked
            .households
            .iter()
            .any(|household| !ever.contains(household) && !memory.instance().gone.contains(household))
        {
            return Err(DamagedRow::Disagrees.into());
        }
        for (home, proposal) in homes {
            if !self.nobody_is_left(home, &going).await? {
                continue;
            }
            let household = memory.instance().sealed_household(home);
            memory.load_people(&mut Reader::Conn(&mut self.conn), &self.shared, &[household]).await?;
            let records = memory.held(household).map(|_| (proposal, Subject::Owner(household)));
            if records.is_some() || walked.households.contains(&household) {
                owners.push((proposal, Subject::Household(household)));
                owners.extend(records);
            }
        }
        Ok(owners)
    }

    /// A household gives its place back before what it has goes with its last member: also one in which that person was
    /// before, and in which nobody is left.
    async fn has_no_place(&mut self, memory: &mut Memory, home: Id) -> Result<(), ForgetError> {
        let records = memory.held(home).into_iter().flat_map(|held| held.view.all_records());
        let taken: Vec<(Id, Id)> = records.filter_map(|record| record.taken()).collect();
        let hosts: Vec<Id> = taken.iter().map(|(host, _)| *host).collect();
        memory.load_people(&mut Reader::Conn(&mut self.conn), &self.shared, &hosts).await?;
        let in_force = self.shared.in_force();
        let is_kept = |(host, line): &(Id, Id)| {
            let there = memory.held(*host).and_then(|held| held.view.record(*host));
            // What no pack declares any more nobody can give back.
            there.is_some_and(|there| in_force.schema.kind(there.kind()).is_some() && there.keeps_line(*line))
        };
        if taken.iter().any(is_kept) { Err(Refusal::InPlace.into()) } else { Ok(()) }
    }

    /// By what the households are found in which people who are to go ever were, each with the proposal of one of them.
    fn homes(&self, memory: &Memory, people: &[(Id, Id)]) -> BTreeMap<Id, Id> {
        let there = people.iter().filter_map(|(proposal, person)| Some((*proposal, memory.held(*person)?)));
        let homes = there.flat_map(|(proposal, held)| {
            let ever = self.shared.own.tokens.households_ever(&held.view);
            ever.into_iter().map(move |household| (household, proposal))
        });
        homes.collect()
    }

    /// Whether all who belong to a household, which is found by this, or may belong to it, are among those who go.
    async fn nobody_is_left(&mut self, home: Id, going: &BTreeSet<i64>) -> Result<bool, WriteError> {
        let may_be = self.shared.own.tokens.claimed_home(home);
        let left = Statement::of("SELECT number FROM token WHERE token = $1 OR token = $2").bind(home).bind(may_be);
        let left = self.conn.rows(left).await?;
        let left = left.iter().map(|row| row.int(0)).collect::<sqlx::Result<Vec<i64>>>()?;
        Ok(left.iter().all(|number| going.contains(number)))
    }

    /// What facts say of people who are to go. A walk over the whole journal: no index of who is in which fact is kept,
    /// since it would have to be forgotten too.
    async fn walked(&mut self, memory: &Memory, people: &[(Id, Id)]) -> Result<Walked, WriteError> {
        let own = self.shared.keys.own()?;
        let mut walked = Walked::default();
        let mut after = 0;
        let mut chain = Tip::default();
        while let Some((page, last)) = self.page(after, &mut chain).await? {
            after = last;
            for (fact, _) in page {
                let head = fact.head(&own).map_err(|_| WriteError::Chain)?;
                let subjects = head.subjects();
                let about = |person: &Id| subjects.contains(&Subject::Owner(*person));
                if !people.iter().any(|(_, person)| about(person)) {
                    continue;
                }
                walked.households.extend(subjects.iter().filter_map(|subject| match subject {
                    Subject::Household(id) => Some(*id),
                    Subject::Owner(_) | Subject::Instance => None,
                }));
                self.shared.keys.load(&subjects).await?;
                walked.take(&head.open(&self.shared.keys).into_fact()?);
            }
        }
        if chain.to_bytes() == memory.tip.to_bytes() { Ok(walked) } else { Err(WriteError::Chain) }
    }

    /// Notes a ring that is still to go.
    async fn note(&mut self, owner: Subject, seq: u64, changes: &mut Changes) -> Result<(), WriteError> {
        let Some(going) = Going::of(owner, seq) else { return Ok(()) };
        let note = going::note(&self.shared.own.beside, going).ok_or(WriteError::Chain)?;
        self.change(&note, changes).await.map(drop)
    }

    /// Leaves that by which a register's next file does not bring a person back.
    async fn leave_traces(&mut self, memory: &Memory, person: Id, changes: &mut Changes) -> Result<(), WriteError> {
        let Some(held) = memory.held(person) else { return Ok(()) };
        for trace in traces::left(&self.shared.own, &held.view, self.clock.now()).ok_or(WriteError::Chain)? {
            self.change(&trace, changes).await?;
        }
        Ok(())
    }

    /// Deletes everything derived of a person or a household.
    async fn erase(&mut self, memory: &mut Memory, person: Id) -> Result<(), WriteError> {
        let Some(held) = memory.held(person) else { return Ok(()) };
        let made_by = self.shared.made_by();
        let in_force = made_by.of(held.number);
        let tokens = self.shared.own.tokens.of_person(&held.view, &in_force.rules);
        let mut rows = TokenRows::default();
        rows.extend(held.number, tokens.iter());
        self.conn.bulk(TOKEN_GONE, rows.into_columns()).await?;
        let shelves = self.shared.own.shelves.of_person(&held.view, &in_force.pathways, &in_force.rules);
        let shelves = shelves.into_iter().collect();
        self.conn.bulk(SHELF_GONE, gone_from(shelves)).await?;
        let dues = self
            .shared
            .own
            .shelves
            .dues_of(&held.view, &in_force.pathways, |record| work_of(&in_force.pathways, record).into());
        self.conn.bulk(DUE_GONE, done_from(dues.into_iter().collect())).await?;
        let row = Statement::of("DELETE FROM person WHERE number = $1").bind(held.number);
        self.conn.run(row).await?;
        let read = self.shared.own.tokens.read(person);
        for row in self.conn.rows(Statement::of("SELECT seq FROM read_log WHERE token = $1").bind(read)).await? {
            memory.rows.reads.toggle(Sum::of_read(&self.shared.own.head, read, row.int(0)?));
        }
        self.conn.run(Statement::of("DELETE FROM read_log WHERE token = $1").bind(read)).await?;
        Ok(())
    }

    /// Steps 2 and 3 of a forgetting that was cut short, before anybody else is served.
    pub(crate) async fn finish_forgetting(&mut self) -> Result<(), WriteError> {
        while let Some((owners, seq)) = self.going().await? {
            match self.shared.keys.rewrap(&owners, &mut self.entropy).await? {
                // Whoever is at it destroys these too.
                Rewrapped::Elsewhere => {
                    self.shared.keys.let_go(&owners);
                    return Ok(());
                }
                Rewrapped::Done(rings) => self.note_rewrapped(NotedRewrapping { owners, seq, rings }).await?,
            }
        }
        Ok(())
    }

    async fn going(&mut self) -> Result<Option<(Vec<Subject>, u64)>, WriteError> {
        let kind = Beside::Forgetting.code();
        let all = Statement::of("SELECT place, sealed FROM beside WHERE kind = $1").bind(kind);
        let mut notes = vec![];
        for row in self.conn.rows(all).await? {
            let opened = self.shared.own.beside.open(kind, &row.bytes(0)?, &row.bytes(1)?);
            let going = opened.and_then(|(_, held)| postcard::from_bytes::<Going>(&held).ok());
            notes.push(going.ok_or(WriteError::Chain)?);
        }
        Ok(gathered(notes.into_iter()))
    }

    /// Step 3. Who, why and on what basis are those of the fact that began it.
    pub(super) async fn note_rewrapped(&mut self, done: NotedRewrapping) -> Result<(), WriteError> {
        self.conn.begin().await?;
        let noted = self.noted(&done).await;
        let changes = self.end(noted).await?;
        self.changed(changes);
        Ok(self.conn.scrub(Half::Journal).await?)
    }

    async fn noted(&mut self, done: &NotedRewrapping) -> Result<Changes, WriteError> {
        let mut memory = self.lock().await?;
        let begun = Statement::of("SELECT sealed FROM fact WHERE seq = $1").bind(stored(done.seq));
        let begun = self.conn.row(begun).await?.ok_or(WriteError::Chain)?;
        let begun = SealedFact::from_bytes(&begun.bytes(0)?).map_err(|_| WriteError::Chain)?;
        let own = self.shared.keys.own()?;
        let mut envelope = begun.head(&own).map_err(|_| WriteError::Chain)?.envelope;
        envelope.recorded_at = self.clock.now();
        envelope.idempotency = None;
        let mut staged = Staged::default();
        let fact = instance_fact(envelope, Body::KeysRewrapped { keys: done.rings });
        let fact = numbered(&memory, &staged, fact);
        let in_force = self.shared.in_force();
        memory.take(fact, in_force.folding(&self.shared.own), &mut staged)?;
        let mut changes = Changes::under(&memory.beside);
        for owner in &done.owners {
            let gone = going::gone(&self.shared.own.beside, *owner);
            self.change(&gone, &mut changes).await?;
        }
        memory.beside = changes.now.clone();
        self.store(&mut memory, staged).await?;
        Ok(changes)
    }
}

fn instance_fact(envelope: Envelope, body: Body) -> Fact {
    Fact { envelope, parts: vec![Part { subject: Subject::Instance, compartment: None, body }] }
}
