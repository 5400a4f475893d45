//! Streams people through all measures at once and adds up what each thread counted.

use std::thread;

use model::Schema;
use packs::{Bound, EvalError};

use super::side::{Counts, Side, groupings};
use super::stream::Stream;
use super::{Breakdown, Reach, hunt};
use crate::kleene::Bits;
use crate::people::{People, PeopleError, arrow_schema};
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
    let on = bounds.first().map(|bound| bound.on).ok_or(SimulateError::Days)?;
    if bounds.iter().any(|bound| bound.on != on) {
        return Err(SimulateError::Days);
    }
    hunt::refuse(people, schema, bounds, by)?;
    let side = Side::new(schema, bounds, by.iter().map(Breakdown::field))?;
    let columns = arrow_schema(schema, &side.plan.fields);
    let stream = Stream { people, columns, household: side.plan.household, options };
    let new = || (Totals::default(), side.counts(by.len()));
    let counted = stream.run(progress, new, |(total, counts): &mut (Totals, Counts), batch| {
        let frame = side.read(counts, batch)?;
        let groups = groupings(by, bounds, &frame);
        let counted = side.count(counts, &frame, batch, &groups)?;
        let mut reached = Bits::none(batch.num_rows());
        for counted in &counted {
            reached.add(&counted.yes);
        }
        total.add(batch.num_rows(), reached.len());
        Ok(())
    })?;
    let (totals, counts): (Vec<Totals>, Vec<Counts>) = counted.into_iter().unzip();
    Ok(Reach {
        on,
        synthetic: people.synthetic(),
        people: totals.iter().map(|total| total.people).sum(),
        reached_by_none: totals.iter().map(|total| total.reached_by_none).sum(),
        by: by.iter().map(|breakdown| breakdown.name().to_owned()).collect(),
        measures: side.merged(by.len(), counts.into_iter()),
        variant: None,
    })
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
}
