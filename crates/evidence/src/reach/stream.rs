//! People in batches on all processors: one thread reads, the others count, what each counted is handed back.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Mutex, PoisonError};
use std::thread;

use arrow::datatypes::SchemaRef;
use arrow::record_batch::RecordBatch;

use super::{Options, SimulateError};
use crate::household::Aligner;
use crate::people::{People, PeopleError, by_household};

/// What is read, and how.
pub(super) struct Stream<'a> {
    pub(super) people: &'a People,
    /// The columns, in this order.
    pub(super) columns: SchemaRef,
    /// Whether a batch must hold its households whole.
    pub(super) household: bool,
    pub(super) options: Options,
}

/// What the threads share.
struct Shared<F> {
    receive: Mutex<Receiver<RecordBatch>>,
    failed: AtomicBool,
    count: F,
}

impl Stream<'_> {
    /// Lets every thread make its counts by `new` and add each batch it takes by `count`. A file whose households are
    /// scattered is sorted and read once more.
    pub(super) fn run<C: Send>(
        &self,
        progress: &mut dyn FnMut(u64),
        new: impl Fn() -> C + Sync,
        count: impl Fn(&mut C, &RecordBatch) -> Result<(), SimulateError> + Sync,
    ) -> Result<Vec<C>, SimulateError> {
        let counted = match self.counted(false, progress, &new, &count) {
            Err(SimulateError::People(PeopleError::Scattered)) => self.counted(true, progress, &new, &count),
            counted => counted,
        };
        counted.map_err(|error| match error {
            SimulateError::People(error) => self.people.placed(error).into(),
            other => other,
        })
    }

    fn counted<C: Send>(
        &self,
        sort: bool,
        progress: &mut dyn FnMut(u64),
        new: &(impl Fn() -> C + Sync),
        count: &(impl Fn(&mut C, &RecordBatch) -> Result<(), SimulateError> + Sync),
    ) -> Result<Vec<C>, SimulateError> {
        let (send, receive) = sync_channel::<RecordBatch>(1);
        let shared = Shared { receive: Mutex::new(receive), failed: AtomicBool::new(false), count };
        thread::scope(|scope| {
            let start = |_| scope.spawn(|| shared.work(new()));
            let workers: Vec<_> = (0..self.options.workers.max(1)).map(start).collect();
            let batches = self.feed(sort, progress);
            let read = batches.and_then(|batches| hand_over(batches, &send, &shared.failed));
            drop(send);
            let stopped = || Err(PeopleError::Engine("a thread failed".into()).into());
            let counted = workers.into_iter().map(|worker| worker.join().unwrap_or_else(|_| stopped()));
            let counted: Vec<C> = counted.collect::<Result<_, _>>()?;
            read.map(|()| counted)
        })
    }

    fn feed<'a>(&self, sort: bool, progress: &'a mut dyn FnMut(u64)) -> Result<Batches<'a>, SimulateError> {
        let scan = self.people.scan_schema(&self.columns, self.options.batch)?;
        let batches: Batches = if sort { Box::new(by_household(scan, self.options.batch)?) } else { Box::new(scan) };
        let mut rows = 0;
        let heard = batches.inspect(move |batch| {
            rows += batch.as_ref().map_or(0, |batch| u64::try_from(batch.num_rows()).unwrap_or_default());
            progress(rows);
        });
        Ok(if self.household { Box::new(Aligner::align(heard)) } else { Box::new(heard) })
    }
}

type Batches<'a> = Box<dyn Iterator<Item = Result<RecordBatch, PeopleError>> + 'a>;

impl<F> Shared<F> {
    fn work<C>(&self, mut counts: C) -> Result<C, SimulateError>
    where
        F: Fn(&mut C, &RecordBatch) -> Result<(), SimulateError>,
    {
        let mut outcome = Ok(());
        loop {
            let next = self.receive.lock().unwrap_or_else(PoisonError::into_inner).recv();
            let Ok(batch) = next else { return outcome.map(|()| counts) };
            // After an error batches are still taken, so that the reading thread does not wait for ever.
            if outcome.is_ok() {
                outcome = (self.count)(&mut counts, &batch);
                self.failed.fetch_or(outcome.is_err(), Ordering::Relaxed);
            }
        }
    }
}

/// Gives batches to the workers until there are no more or one of them failed; its error is the one to tell.
fn hand_over(batches: Batches, send: &SyncSender<RecordBatch>, failed: &AtomicBool) -> Result<(), SimulateError> {
    for batch in batches {
        if failed.load(Ordering::Relaxed) || send.send(batch?).is_err() {
            return Ok(());
        }
    }
    Ok(())
}
