//! Writing: the way of a command from the queue to the disk.
//!
//! Two tasks. The planner takes the commands that wait, never waiting for more, and treats them as one group: load
//! what they name, decide each in memory against the views plus what was decided before, make keys durable, seal,
//! chain, derive. The writer, which alone owns the writing connection, locks the head of the chain, writes the
//! group's rows, commits once, and only then answers everybody. While it commits, the planner plans the next group.
//! A refusal comes before any SQL of its own, so it costs its neighbours nothing.
//!
//! A plan rests on the tip of the chain at which it was made. Where the head is another one (a second process wrote,
//! or the group before failed), the writer decides the group again under the lock; nothing decided on what is not
//! stored is ever written. Where one command needs somebody whose row or ring is damaged, each is decided for itself, in
//! the same transaction: that command is told of the damage, its neighbours are stored. Crash order: new keys, then facts with all derived rows in one transaction, then answers.

mod beside;
mod changes;
mod decide;
mod derived;
mod forget;
mod group;
mod instance;
mod memory;
mod moving;
mod pause;
mod plan;
mod rebuild;
mod rows;
mod staged;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use casework::{Command, Ctx};
use model::Id;
use tokio::sync::{mpsc, oneshot};

pub(crate) use self::beside::Work;
pub(crate) use self::forget::{NotedRewrapping, StrikeAsked};
pub(crate) use self::group::Writer;
pub(crate) use self::instance::Parts;
pub(crate) use self::memory::Memory;
use crate::error::{ForgetError, SubmitError, WriteError};

/// Commands of one group at most.
const GROUP: usize = 1024;
/// Commands that may wait before callers do.
const QUEUE: usize = 8192;

/// What became of a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Receipt {
    /// Number of its first fact; 0 where it had nothing to say that was not on record.
    pub first: u64,
    /// Number of its last fact.
    pub last: u64,
    /// Whether an earlier command with the same idempotency key is meant, and nothing was added now.
    pub repeated: bool,
}

impl Receipt {
    /// A command that changed nothing.
    pub const UNCHANGED: Self = Self { first: 0, last: 0, repeated: false };

    /// How many facts it wrote.
    pub fn facts(&self) -> u64 {
        if self.first == 0 { 0 } else { self.last - self.first + 1 }
    }
}

/// One command that waits.
pub(crate) struct Waiting {
    pub(crate) ctx: Ctx,
    pub(crate) command: Arc<Command>,
    pub(crate) answer: oneshot::Sender<Result<Receipt, SubmitError>>,
}

/// What is operational, no fact; it rides in a group's transaction. The answer is whether it took.
pub(crate) struct Operation {
    pub(crate) work: Work,
    pub(crate) answer: oneshot::Sender<Result<bool, WriteError>>,
}

/// Why derived rows are to be made anew.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Wanted {
    /// Whatever they are now. So many rings that are lost are given up; any other number is refused.
    Always { give_up: u64 },
    /// Where they were derived by other rules than those of the schema in force: some at a time where pathways alone differ.
    ForRules,
    /// Some more of those that are being moved to other pathways; none are left where it says that none were.
    Piece,
}

/// What is asked for.
pub(crate) enum Job {
    Submit(Box<Waiting>),
    Operate(Operation),
    Alone(Alone),
}

/// What is done between groups, by the writer alone.
pub(crate) enum Alone {
    /// Takes people out whom approved proposals name.
    Strike(Box<StrikeAsked>),
    /// Says whether these could be taken out.
    MayStrike(Vec<Id>, oneshot::Sender<Result<(), ForgetError>>),
    /// Writes down that all keys were wrapped anew.
    NoteRewrapped(NotedRewrapping, oneshot::Sender<Result<(), WriteError>>),
    /// Drops the derived rows and folds them anew.
    Rebuild(Wanted, oneshot::Sender<Result<u64, WriteError>>),
    /// Answers once everything before it is done.
    Wait(oneshot::Sender<()>),
    /// Closes the connection, answers, and ends.
    Close(oneshot::Sender<()>),
}

/// What the writer has done since it began; tests count commits by it.
#[derive(Debug, Default)]
pub struct Counters {
    groups: AtomicU64,
    commits: AtomicU64,
    key_commits: AtomicU64,
}

impl Counters {
    /// Groups taken.
    pub fn groups(&self) -> u64 {
        self.groups.load(Ordering::Relaxed)
    }

    /// Commits of the journal's database.
    pub fn commits(&self) -> u64 {
        self.commits.load(Ordering::Relaxed)
    }

    /// Commits of the key store: at most one a group, none for a group without new subjects; where a group is decided
    /// singly, at most one a command.
    pub fn key_commits(&self) -> u64 {
        self.key_commits.load(Ordering::Relaxed)
    }

    fn count(counter: &AtomicU64) {
        counter.fetch_add(1, Ordering::Relaxed);
    }
}

/// The way to the planner and, behind it, the writer.
#[derive(Clone)]
pub(crate) struct Handle {
    jobs: mpsc::Sender<Job>,
    pub(crate) counters: Arc<Counters>,
}

impl Handle {
    /// Starts both tasks.
    pub(crate) fn start(writer: Writer) -> Self {
        let (jobs, queue) = mpsc::channel(QUEUE);
        // One plan waits while another is written: more would only rest on more that is not stored yet.
        let (plans, planned) = mpsc::channel(1);
        let counters = Arc::clone(&writer.counters);
        tokio::spawn(writer.planner(plans).run(queue));
        tokio::spawn(writer.run(planned));
        Self { jobs, counters }
    }

    pub(crate) async fn submit(&self, ctx: Ctx, command: Arc<Command>) -> Result<Receipt, SubmitError> {
        self.ask(|answer| Job::Submit(Box::new(Waiting { ctx, command, answer }))).await?
    }

    pub(crate) async fn operate(&self, work: Work) -> Result<bool, WriteError> {
        self.ask(|answer| Job::Operate(Operation { work, answer })).await?
    }

    pub(crate) async fn rebuild(&self, wanted: Wanted) -> Result<u64, WriteError> {
        self.ask(|answer| Job::Alone(Alone::Rebuild(wanted, answer))).await?
    }

    pub(crate) async fn close(&self) -> Result<(), WriteError> {
        self.ask(|answer| Job::Alone(Alone::Close(answer))).await
    }

    /// Sends a job and waits for its answer.
    async fn ask<T>(&self, job: impl FnOnce(oneshot::Sender<T>) -> Job) -> Result<T, WriteError> {
        let (answer, answered) = oneshot::channel();
        self.jobs.send(job(answer)).await.map_err(|_| WriteError::Closed)?;
        answered.await.map_err(|_| WriteError::Closed)
    }
}
