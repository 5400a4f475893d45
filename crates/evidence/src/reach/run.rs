//! A simulation on this machine: people through all measures at once, on all its processors.

use std::thread;

use model::Schema;
use rules::{Bound, EvalError};

use super::{Breakdown, Counting, Reach, World};
use crate::people::{People, PeopleError};
use crate::plan::NoLowering;

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
        /// The condition, or what follows a yes.
        condition: String,
        /// What failed.
        source: EvalError,
    },
    /// The measures were bound to different days, or there is none.
    #[error("measures of one simulation must be bound to one day")]
    Days,
    /// Real people would be pointed at.
    #[error(
        "`{measure}` with these breakdowns tells `stay.status` by nationality below the first administrative level, \
         which is not shown of real people: leave out `stay.status`"
    )]
    Hunt {
        /// The measure.
        measure: String,
    },
    /// A field of both sides is text on one of them.
    #[error("`{0}` is text in one of the two worlds and a value in the other: they cannot be compared on one file")]
    Clash(String),
    /// The two sides of a comparison have no measure in common.
    #[error("no measure of the variant has the name of one that it could be compared with")]
    NothingInCommon,
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
    Counting::new(people.synthetic(), World { schema, bounds }, None, by)?.run(people, options, progress)
}

/// People counted by one thread, whatever the measure.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Totals {
    pub(super) people: u64,
    pub(super) reached_by_none: u64,
}

impl Totals {
    pub(super) fn add(&mut self, rows: usize, reached: usize) {
        self.people += u64::try_from(rows).unwrap_or_default();
        self.reached_by_none += u64::try_from(rows - reached).unwrap_or_default();
    }

    pub(super) fn merge(&mut self, other: Self) {
        self.people += other.people;
        self.reached_by_none += other.reached_by_none;
    }
}
