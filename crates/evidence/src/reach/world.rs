//! What a simulation is asked: measures of one world of packs, and how to run them.

use std::thread;

use model::Schema;
use rules::Bound;

/// Measures of one world, bound to the day.
#[derive(Debug, Clone, Copy)]
pub struct World<'a> {
    /// Its fields.
    pub schema: &'a Schema,
    /// Its measures.
    pub bounds: &'a [Bound],
}

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
