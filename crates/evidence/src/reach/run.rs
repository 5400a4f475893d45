//! Streams people through all measures: one thread reads, the others evaluate, counts are added up at the end.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Mutex, PoisonError};
use std::thread;

use arrow::record_batch::RecordBatch;
use model::Schema;
use packs::{Bound, EvalError, Verdict, tree};

use super::pattern::patterns;
use super::tally::Tally;
use super::{Breakdown, MeasureReach, Pattern, Question, Reach};
use crate::eval::Scene;
use crate::frame::{Reader, row_number};
use crate::household::{Aligner, Runs};
use crate::kleene::Bits;
use crate::people::{People, PeopleError, Scan, by_household};
use crate::plan::{NoLowering, Plan};

/// How a simulation runs; what it finds does not depend on it.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// Rows at a time.
    pub batch: usize,
    /// Threads that evaluate.
    pub workers: usize,
}

impl Default for Options {
    fn default() -> Self {
        // A row group of ours fits one batch, so that each of its distinct values is looked at once.
        Self { batch: 1 << 18, workers: thread::available_parallelism().map_or(1, usize::from) }
    }
}

/// Why a simulation stopped.
#[derive(Debug, thiserror::Error)]
pub enum SimulateError {
    /// A measure holds an expression without a lowering.
    #[error(transparent)]
    NoLowering(#[from] NoLowering),
    /// The people could not be read.
    #[error(transparent)]
    People(#[from] PeopleError),
    /// An expression failed on somebody, such as by overflow or a day outside a calendar.
    #[error("measure `{measure}`, condition `{condition}`: {source}")]
    Eval {
        /// The measure.
        measure: String,
        /// The condition.
        condition: String,
        /// What failed.
        source: EvalError,
    },
    /// The measures were bound to different days, or there is none.
    #[error("measures of one simulation must be bound to one day")]
    Days,
}

/// Runs all measures over all people. `progress` hears the number of people read so far.
pub fn simulate(
    people: &People,
    schema: &Schema,
    bounds: &[Bound],
    by: &[Breakdown],
    options: Options,
    progress: &mut dyn FnMut(u64),
) -> Result<Reach, SimulateError> {
    let on = bounds.first().map(|bound| bound.on).ok_or(SimulateError::Days)?;
    if bounds.iter().any(|bound| bound.on != on) {
        return Err(SimulateError::Days);
    }
    let plan = Plan::new(schema, bounds, by.iter().map(Breakdown::field))?;
    let job = Job { schema, bounds, by, plan: &plan };
    let counts = match count(&job, people, options, false, progress) {
        Err(SimulateError::People(PeopleError::Scattered)) => count(&job, people, options, true, progress)?,
        counted => counted?,
    };
    let measures = bounds.iter().zip(&plan.needs).zip(counts.tallies).map(|((bound, needs), tally)| MeasureReach {
        bound: bound.clone(),
        questions: needs.questions.iter().map(|question| question.name(schema)).collect(),
        tally,
    });
    Ok(Reach {
        on,
        synthetic: people.synthetic(),
        people: counts.people,
        reached_by_none: counts.reached_by_none,
        by: by.iter().map(|breakdown| breakdown.name().to_owned()).collect(),
        measures: measures.collect(),
    })
}

/// What all threads share.
struct Job<'a> {
    schema: &'a Schema,
    bounds: &'a [Bound],
    by: &'a [Breakdown],
    plan: &'a Plan,
}

/// What one thread counted.
struct Counts {
    people: u64,
    reached_by_none: u64,
    tallies: Vec<Tally>,
}

impl Counts {
    fn new(job: &Job) -> Self {
        let tallies = job.bounds.iter().map(|_| Tally::new(job.by.len())).collect();
        Self { people: 0, reached_by_none: 0, tallies }
    }

    fn merge(&mut self, job: &Job, other: Self) {
        self.people += other.people;
        self.reached_by_none += other.reached_by_none;
        for ((own, other), bound) in self.tallies.iter_mut().zip(other.tallies).zip(job.bounds) {
            own.merge(bound, other);
        }
    }
}

fn count(
    job: &Job,
    people: &People,
    options: Options,
    sort: bool,
    progress: &mut dyn FnMut(u64),
) -> Result<Counts, SimulateError> {
    let (send, receive) = sync_channel::<RecordBatch>(1);
    let (receive, failed) = (Mutex::new(receive), AtomicBool::new(false));
    thread::scope(|scope| {
        let start = |_| scope.spawn(|| work(job, &receive, &failed));
        let workers: Vec<_> = (0..options.workers.max(1)).map(start).collect();
        let batches = feed(job, people, options, sort, progress);
        let read = batches.and_then(|batches| hand_over(batches, &send, &failed));
        drop(send);
        let mut total = Counts::new(job);
        for worker in workers {
            let counted = worker.join().unwrap_or_else(|_| Err(PeopleError::Engine("a thread failed".into()).into()));
            total.merge(job, counted?);
        }
        read.map(|()| total)
    })
}

type Batches<'a> = Box<dyn Iterator<Item = Result<RecordBatch, PeopleError>> + 'a>;

/// Batches in which every household is whole.
fn feed<'a>(
    job: &'a Job,
    people: &People,
    options: Options,
    sort: bool,
    progress: &'a mut dyn FnMut(u64),
) -> Result<Batches<'a>, SimulateError> {
    let scan: Scan = people.scan(job.schema, &job.plan.fields, options.batch)?;
    let batches: Batches = if sort { Box::new(by_household(scan, options.batch)?) } else { Box::new(scan) };
    let mut rows = 0;
    let heard = batches.inspect(move |batch| {
        rows += batch.as_ref().map_or(0, |batch| u64::try_from(batch.num_rows()).unwrap_or_default());
        progress(rows);
    });
    Ok(if job.plan.household { Box::new(Aligner::align(heard)) } else { Box::new(heard) })
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

fn work(job: &Job, receive: &Mutex<Receiver<RecordBatch>>, failed: &AtomicBool) -> Result<Counts, SimulateError> {
    let mut counts = Counts::new(job);
    let mut reader = Reader::default();
    let mut outcome = Ok(());
    loop {
        let next = receive.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(batch) = next else { return outcome.map(|()| counts) };
        // After an error batches are still taken, so that the reading thread does not wait for ever.
        if outcome.is_ok() {
            outcome = batch_counts(job, &mut reader, &batch, &mut counts);
            failed.fetch_or(outcome.is_err(), Ordering::Relaxed);
        }
    }
}

fn batch_counts(job: &Job, reader: &mut Reader, batch: &RecordBatch, counts: &mut Counts) -> Result<(), SimulateError> {
    let frame = reader.read(job.schema, &job.plan.fields, batch)?;
    let groups: Vec<_> = job.by.iter().map(|by| (by, frame.columns.get(&by.field()))).collect();
    let scene = Scene::new(job.schema, &frame, Runs::of(batch));
    let mut reached = Bits::none(batch.num_rows());
    for ((bound, needs), tally) in job.bounds.iter().zip(&job.plan.needs).zip(&mut counts.tallies) {
        let patterns = evaluate(&scene, bound)?;
        let positions = tally.count(bound, &patterns, |row| row_number(batch, row));
        let is = |wanted: Verdict| verdict_rows(tally, &positions, wanted);
        reached.add(&is(Verdict::Yes));
        let undecided = is(Verdict::Needs);
        if !undecided.is_empty() {
            count_questions(&scene, bound, &needs.questions, &patterns, &undecided, tally)?;
        }
        for (index, (by, column)) in groups.iter().enumerate() {
            if let Some(column) = column {
                let (labels, keys) = by.groups(column, bound.on);
                tally.count_groups(index, &labels, &keys, &positions);
            }
        }
    }
    counts.people += u64::try_from(batch.num_rows()).unwrap_or_default();
    counts.reached_by_none += u64::try_from(batch.num_rows() - reached.len()).unwrap_or_default();
    Ok(())
}

fn failed(bound: &Bound, condition: usize) -> impl FnOnce(EvalError) -> SimulateError {
    let condition = bound.conditions.get(condition).map_or_else(String::new, |found| found.id.clone());
    let measure = bound.measure.clone();
    move |source| SimulateError::Eval { measure, condition, source }
}

pub(crate) fn evaluate(scene: &Scene, bound: &Bound) -> Result<Vec<Pattern>, SimulateError> {
    let truths = bound.conditions.iter().enumerate();
    let truths = truths.map(|(index, found)| scene.cond(bound, &found.when).map_err(failed(bound, index)));
    Ok(patterns(scene.rows(), &truths.collect::<Result<Vec<_>, _>>()?))
}

fn verdict_rows(tally: &Tally, positions: &[u32], wanted: Verdict) -> Bits {
    let table: Vec<bool> = tally.entries.iter().map(|entry| entry.verdict == wanted).collect();
    let holds = |position: &u32| table.get(*position as usize).copied().unwrap_or_default();
    Bits::collect(positions.len(), positions.iter().map(holds))
}

/// The questions that are open for each undecided row, as bits by their position in `questions`.
pub(crate) fn open_questions(
    scene: &Scene,
    bound: &Bound,
    questions: &[Question],
    patterns: &[Pattern],
    undecided: &Bits,
) -> Result<Vec<(usize, u128)>, SimulateError> {
    let mut rows: Vec<(usize, u128)> = undecided.iter().map(|row| (row, 0)).collect();
    let mut known: HashMap<Pattern, Vec<usize>> = HashMap::new();
    let mut open = vec![Bits::none(scene.rows()); bound.conditions.len()];
    for (row, pattern) in undecided.iter().filter_map(|row| Some((row, patterns.get(row)?))) {
        let positions = known.entry(*pattern);
        let positions = positions.or_insert_with(|| tree::open(&bound.root, pattern.masks(&bound.conditions)));
        for position in positions {
            open.get_mut(*position).into_iter().for_each(|open| open.insert(row));
        }
    }
    for (index, (condition, open)) in bound.conditions.iter().zip(&open).enumerate() {
        if open.is_empty() {
            continue;
        }
        let asked = scene.asks(bound, &condition.when, open).map_err(failed(bound, index))?;
        for (question, asked) in asked.iter() {
            let Some(bit) = questions.iter().position(|known| *known == question) else { continue };
            rows.iter_mut().filter(|(row, _)| asked.has(*row)).for_each(|(_, set)| *set |= 1 << bit);
        }
    }
    Ok(rows)
}

fn count_questions(
    scene: &Scene,
    bound: &Bound,
    questions: &[Question],
    patterns: &[Pattern],
    undecided: &Bits,
    tally: &mut Tally,
) -> Result<(), SimulateError> {
    for (_, set) in open_questions(scene, bound, questions, patterns, undecided)? {
        *tally.questions.entry(set).or_default() += 1;
    }
    Ok(())
}
