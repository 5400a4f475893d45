//! Forgetting: by request, approved by two people, held by nothing.
//!
//! 1. One transaction: a fact says whose key goes, all derived rows of the person go, the subjects are noted in
//!    `forgetting`. 2. All other keys are wrapped anew under a new instance key, the old one is destroyed. 3. One
//!    transaction: a fact says so, `forgetting` is emptied; then the files are written anew without what was deleted.
//!
//! A crash after 1 is finished by the next `open`; after 2 it wraps once more, which harms nobody. The chain hashes
//! ciphertext, so it verifies as before. A household's key goes with its last member.

use std::collections::BTreeMap;

use casework::{Ctx, Refusal, View};
use journal::{Body, Envelope, Fact, Part, SealedFact, Subject};
use model::Id;
use tokio::sync::oneshot;

use super::decide::{Staged, numbered};
use super::group::Writer;
use super::memory::Memory;
use super::rows::stored;
use super::{Alone, Handle, Job, WriteError};
use crate::db::{Half, Reader, Statement};
use crate::outbox::Topic;
use crate::store::Store;

/// Who and what was forgotten.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Forgotten {
    /// The people; their rows in the lake are to go.
    pub people: Vec<Id>,
    /// Keys that remain, wrapped anew.
    pub keys: u64,
}

/// Why nobody was forgotten.
#[derive(Debug, thiserror::Error)]
pub enum ForgetError {
    /// It may not be done: too few approvals, a hold, no such request.
    #[error("refused: {0}")]
    Refused(#[from] Refusal),
    /// It could not be stored, or not be finished; opening the instance again finishes it.
    #[error(transparent)]
    Write(#[from] WriteError),
}

impl From<sqlx::Error> for ForgetError {
    fn from(error: sqlx::Error) -> Self {
        Self::Write(error.into())
    }
}

/// A forgetting that waits for the writer.
pub(crate) struct ForgetAsked {
    pub(super) ctx: Ctx,
    pub(super) requests: Vec<Id>,
    pub(super) answer: oneshot::Sender<Result<Forgotten, ForgetError>>,
}

impl Store {
    /// Forgets the people of these requests, all in one re-wrapping: the daily batch, or one request by itself.
    /// All of them or none.
    pub async fn forget(&self, ctx: Ctx, requests: Vec<Id>) -> Result<Forgotten, ForgetError> {
        self.writer().forget(ctx, requests).await
    }
}

impl Handle {
    async fn forget(&self, ctx: Ctx, requests: Vec<Id>) -> Result<Forgotten, ForgetError> {
        self.ask(|answer| Job::Alone(Alone::Forget(Box::new(ForgetAsked { ctx, requests, answer })))).await?
    }
}

impl Writer {
    pub(super) async fn forget(&mut self, asked: &ForgetAsked) -> Result<Forgotten, ForgetError> {
        self.conn.begin().await?;
        let people = self.strike(asked).await;
        let people = self.end(people).await?;
        let keys = self.finish_forgetting().await?;
        Ok(Forgotten { people, keys })
    }

    /// Step 1.
    async fn strike(&mut self, asked: &ForgetAsked) -> Result<Vec<Id>, ForgetError> {
        let mut memory = self.lock().await?;
        let mut people = Vec::new();
        for request in &asked.requests {
            people.push((*request, self.may_go(&mut memory, *request).await?));
        }
        for (_, person) in &people {
            self.erase(*person).await?;
        }
        let mut staged = Staged::default();
        for (request, subject) in self.subjects(&people).await? {
            let fact =
                numbered(&memory, &staged, instance_fact(asked.ctx.envelope(), Body::Forgotten { request, subject }));
            self.note(subject, fact.envelope.seq).await?;
            staged.take(&mut memory, fact);
        }
        for (_, person) in &people {
            memory.drop_person(*person);
            staged.outbox.insert(*person, (Topic::PersonForgotten, memory.tip.seq() + 1));
        }
        self.store(&mut memory, staged).await?;
        Ok(people.into_iter().map(|(_, person)| person).collect())
    }

    /// The person of a request that may be carried out.
    async fn may_go(&mut self, memory: &mut Memory, request: Id) -> Result<Id, ForgetError> {
        let person = memory.instance.requests.get(&request).map(|asked| asked.person).ok_or(Refusal::NotFound)?;
        memory.load_people(&mut Reader::Conn(&mut self.conn), &self.shared.keys, vec![person]).await?;
        let schema = self.shared.schema();
        let person = memory.person(person).map(AsRef::as_ref);
        let view = View { instance: &memory.instance, person, household: None, schema: &schema };
        Ok(casework::may_forget(&view, request)?)
    }

    /// Whose keys go: those of the people, and of each household they ever spoke for in which nobody is left.
    async fn subjects(&mut self, people: &[(Id, Id)]) -> Result<Vec<(Id, Subject)>, WriteError> {
        let mut subjects: Vec<(Id, Subject)> =
            people.iter().map(|(request, person)| (*request, Subject::Person(*person))).collect();
        for (household, request) in self.households(people).await? {
            let left = Statement::of("SELECT count(*) FROM person WHERE household = $1").bind(household);
            if self.conn.row(left).await?.map_or(Ok(0), |row| row.int(0))? == 0 {
                subjects.push((request, Subject::Household(household)));
            }
        }
        Ok(subjects)
    }

    /// The households of which a fact speaks together with one of the people. A walk over the whole journal: no
    /// index of who is in which fact is kept, since it would have to be forgotten too.
    async fn households(&mut self, people: &[(Id, Id)]) -> Result<BTreeMap<Id, Id>, WriteError> {
        let mut found = BTreeMap::new();
        let mut after = 0;
        while let Some((page, last)) = self.page(after).await? {
            after = last;
            for fact in page {
                let about = |id: &Id| fact.parts.iter().any(|part| part.subject == Subject::Person(*id));
                let Some((request, _)) = people.iter().find(|(_, person)| about(person)) else { continue };
                found.extend(fact.parts.iter().filter_map(|part| match part.subject {
                    Subject::Household(id) => Some((id, *request)),
                    Subject::Person(_) | Subject::Instance => None,
                }));
            }
        }
        Ok(found)
    }

    /// Notes a key that is still to go.
    async fn note(&mut self, subject: Subject, seq: u64) -> Result<(), WriteError> {
        let subject = serde_json::to_string(&subject).map_err(|_| WriteError::Chain)?;
        let note = Statement::of(
            "INSERT INTO forgetting (subject, seq) VALUES ($1, $2) ON CONFLICT (subject) DO UPDATE SET seq = excluded.seq",
        );
        self.conn.run(note.bind(subject).bind(stored(seq))).await?;
        Ok(())
    }

    /// Deletes everything derived of a person.
    async fn erase(&mut self, person: Id) -> Result<(), WriteError> {
        let tables = [
            "DELETE FROM facet WHERE number = (SELECT number FROM person WHERE id = $1)",
            "DELETE FROM blind WHERE number = (SELECT number FROM person WHERE id = $1)",
            "DELETE FROM person WHERE id = $1",
            "DELETE FROM outbox WHERE about = $1",
        ];
        for table in tables {
            self.conn.run(Statement::of(table).bind(person)).await?;
        }
        Ok(())
    }

    /// Steps 2 and 3, where there is something to finish. Returns how many keys remain.
    pub(crate) async fn finish_forgetting(&mut self) -> Result<u64, WriteError> {
        let rows = self.conn.rows(Statement::of("SELECT subject, seq FROM forgetting ORDER BY seq")).await?;
        let Some(last) = rows.last() else { return Ok(0) };
        let seq = last.int(1)?;
        let subjects = rows.iter().map(|row| {
            let subject = row.text(0)?;
            serde_json::from_str(&subject).map_err(|_| sqlx::Error::Decode("not a subject".into()))
        });
        let gone: Vec<Subject> = subjects.collect::<sqlx::Result<_>>()?;
        self.conn.begin().await?;
        let keys = self.rewrap(&gone, seq).await;
        let keys = self.end(keys).await?;
        self.conn.scrub(Half::Journal).await?;
        Ok(keys)
    }

    /// Wraps anew while the head is locked: no other writer is between a new key and its first fact.
    async fn rewrap(&mut self, gone: &[Subject], seq: i64) -> Result<u64, WriteError> {
        let memory = self.lock().await?;
        let keys = self.shared.keys.rewrap(gone, &mut self.entropy).await?;
        self.note_rewrapped(memory, seq, keys).await?;
        Ok(keys)
    }

    /// Step 3. Who, why and on what basis are those of the fact that began it.
    async fn note_rewrapped(&mut self, mut memory: Memory, seq: i64, keys: u64) -> Result<(), WriteError> {
        let begun = self.conn.row(Statement::of("SELECT sealed FROM fact WHERE seq = $1").bind(seq)).await?;
        let begun = SealedFact::from_bytes(&begun.ok_or(WriteError::Chain)?.bytes(0)?);
        let mut envelope = begun.map_err(|_| WriteError::Chain)?.envelope;
        envelope.recorded_at = self.clock.now();
        envelope.idempotency = None;
        let mut staged = Staged::default();
        let fact = numbered(&memory, &staged, instance_fact(envelope, Body::KeysRewrapped { keys }));
        staged.take(&mut memory, fact);
        self.store(&mut memory, staged).await?;
        self.conn.run(Statement::of("DELETE FROM forgetting")).await?;
        Ok(())
    }
}

fn instance_fact(envelope: Envelope, body: Body) -> Fact {
    Fact { envelope, parts: vec![Part { subject: Subject::Instance, compartment: None, body }] }
}
