//! Simulations under way and lately done, so that a long one can show its progress and a second reader waits for
//! the same answer instead of asking again.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use futures::FutureExt;
use futures::future::{BoxFuture, Shared};
use tokio::sync::Semaphore;

use crate::ports::{PortError, Reach, Simulate, Simulation};

/// How many answers are kept.
const KEPT: usize = 64;
/// How many simulations run at once.
const AT_ONCE: usize = 2;

type Running = Shared<BoxFuture<'static, Result<Arc<Reach>, PortError>>>;

struct Job {
    revision: u64,
    asked: Simulation,
    running: Running,
    /// Somebody was told to look again, and was not answered yet.
    awaited: bool,
}

/// Simulations under way and lately done.
pub struct Work {
    jobs: Mutex<VecDeque<Job>>,
    turns: Arc<Semaphore>,
}

impl Default for Work {
    fn default() -> Self {
        Self { jobs: Mutex::default(), turns: Arc::new(Semaphore::new(AT_ONCE)) }
    }
}

impl Work {
    /// The reach, or `None` where it is not there yet after `patience`; the work goes on either way. Who waits gets
    /// the answer that was begun, though the record moved on meanwhile: where people are registered all day, a long
    /// simulation would never end otherwise.
    pub async fn reach(
        &self,
        port: &Arc<dyn Simulate>,
        asked: Simulation,
        patience: Duration,
    ) -> Result<Option<Arc<Reach>>, PortError> {
        let running = self.join_or_start(port, asked.clone());
        let answer = tokio::time::timeout(patience, running).await.ok();
        self.note(&asked, answer.is_none());
        answer.transpose()
    }

    fn note(&self, asked: &Simulation, awaited: bool) {
        let mut jobs = self.jobs.lock().unwrap_or_else(PoisonError::into_inner);
        jobs.iter_mut().filter(|job| job.asked == *asked).for_each(|job| job.awaited = awaited);
    }

    fn join_or_start(&self, port: &Arc<dyn Simulate>, asked: Simulation) -> Running {
        let revision = port.revision();
        let mut jobs = self.jobs.lock().unwrap_or_else(PoisonError::into_inner);
        // Answers of an older revision, unless somebody waits for them, and failures are not offered again.
        let current = |job: &Job| job.revision == revision || job.awaited || job.running.peek().is_none();
        jobs.retain(|job| current(job) && !matches!(job.running.peek(), Some(Err(_))));
        if let Some(job) = jobs.iter().find(|job| job.asked == asked) {
            return job.running.clone();
        }
        let running = start(port.clone(), asked.clone(), self.turns.clone());
        jobs.push_back(Job { revision, asked, running: running.clone(), awaited: false });
        if jobs.len() > KEPT {
            jobs.pop_front();
        }
        running
    }
}

fn start(port: Arc<dyn Simulate>, asked: Simulation, turns: Arc<Semaphore>) -> Running {
    let work = async move {
        let _turn = turns.acquire().await.map_err(|_| PortError::Unavailable)?;
        port.reach(asked).await.map(Arc::new)
    };
    let running = work.boxed().shared();
    tokio::spawn(running.clone());
    running
}
