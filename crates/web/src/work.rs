//! Counts under way and lately done, so that a long one can show its progress and a second reader waits for the same
//! answer instead of asking again.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use futures::FutureExt;
use futures::future::{BoxFuture, Shared};
use tokio::sync::Semaphore;

use instance::Fault;

/// How many answers are kept.
const KEPT: usize = 64;
/// How many counts run at once.
const AT_ONCE: usize = 2;

type Running<A> = Shared<BoxFuture<'static, Result<Arc<A>, Arc<Fault>>>>;

struct Job<Q, A> {
    revision: u64,
    asked: Q,
    running: Running<A>,
    /// Somebody was told to look again, and was not answered yet.
    awaited: bool,
}

/// Counts under way and lately done, of one kind.
pub struct Work<Q, A> {
    jobs: Mutex<VecDeque<Job<Q, A>>>,
    turns: Arc<Semaphore>,
}

impl<Q, A> Default for Work<Q, A> {
    fn default() -> Self {
        Self { jobs: Mutex::default(), turns: Arc::new(Semaphore::new(AT_ONCE)) }
    }
}

impl<Q: Clone + PartialEq, A: Send + Sync + 'static> Work<Q, A> {
    /// The answer, or `None` where it is not there yet after `patience`; the work goes on either way. Who waits gets the
    /// answer that was begun, though the record moved on meanwhile: where people are registered all day, a long count
    /// would never end otherwise.
    pub async fn answer<W>(
        &self,
        revision: u64,
        asked: Q,
        patience: Duration,
        begin: impl FnOnce(Q) -> W,
    ) -> Result<Option<Arc<A>>, Arc<Fault>>
    where
        W: Future<Output = Result<A, Fault>> + Send + 'static,
    {
        let running = self.join_or_start(revision, asked.clone(), begin);
        let answer = tokio::time::timeout(patience, running).await.ok();
        self.note(&asked, answer.is_none());
        answer.transpose()
    }

    fn note(&self, asked: &Q, awaited: bool) {
        let mut jobs = self.jobs.lock().unwrap_or_else(PoisonError::into_inner);
        jobs.iter_mut().filter(|job| job.asked == *asked).for_each(|job| job.awaited = awaited);
    }

    fn join_or_start<W>(&self, revision: u64, asked: Q, begin: impl FnOnce(Q) -> W) -> Running<A>
    where
        W: Future<Output = Result<A, Fault>> + Send + 'static,
    {
        let mut jobs = self.jobs.lock().unwrap_or_else(PoisonError::into_inner);
        // Answers of an older revision, unless somebody waits for them, and failures are not offered again.
        let current = |job: &Job<Q, A>| job.revision == revision || job.awaited || job.running.peek().is_none();
        jobs.retain(|job| current(job) && !matches!(job.running.peek(), Some(Err(_))));
        if let Some(job) = jobs.iter().find(|job| job.asked == asked) {
            return job.running.clone();
        }
        let running = start(begin(asked.clone()), Arc::clone(&self.turns));
        jobs.push_back(Job { revision, asked, running: running.clone(), awaited: false });
        if jobs.len() > KEPT {
            jobs.pop_front();
        }
        running
    }
}

fn start<A: Send + Sync + 'static>(
    work: impl Future<Output = Result<A, Fault>> + Send + 'static,
    turns: Arc<Semaphore>,
) -> Running<A> {
    let work = async move {
        let _turn = turns.acquire().await.map_err(|error| Arc::new(Fault::Failed(error.into())))?;
        work.await.map(Arc::new).map_err(Arc::new)
    };
    let running = work.boxed().shared();
    tokio::spawn(running.clone());
    running
}

#[cfg(test)]
mod tests;
