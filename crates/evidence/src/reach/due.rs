//! To whom of a batch something is due, how much, and where each stands.
//!
//! Works on rows whose verdict is yes and gives no verdict back. Where a measure reaches households, each is due once:
//! by the member who stands first in the queue.

use arrow::array::{Array, AsArray, StringArray};
use arrow::record_batch::RecordBatch;
use model::core::{HOUSEHOLD_ID, ID};
use rules::measure::Unit;
use rules::queue::{Rank, ticket};
use rules::walk::Range;
use rules::{Bound, Truth};

use super::failure::Failure;
use crate::eval::BatchScene;
use crate::frame::row_number;
use crate::kleene::{Bits, Kleene};
use crate::plan::{counts, paying, ranks};

/// Those of a batch to whom something is due, in the order of their rows.
pub(crate) struct Due {
    pub(crate) rows: Vec<usize>,
    /// For each computed amount, what each of these rows is due.
    pub(crate) amounts: Vec<Vec<Option<Range>>>,
    /// Where each stands; empty without a quota.
    pub(super) standing: Vec<(Rank, u64)>,
}

/// What is due to the rows whose verdict is yes; `None` where the measure gives nothing that is counted.
pub(crate) fn due(
    scene: &BatchScene,
    bound: &Bound,
    households: bool,
    yes: &Bits,
    batch: &RecordBatch,
) -> Result<Option<Due>, Failure> {
    if !counts(bound) {
        return Ok(None);
    }
    let part = scene.part(yes, households);
    let mut rows = part.rows_among(yes);
    let mut standing = if ranks(bound) { standings(&part, bound, &rows, batch)? } else { vec![] };
    if bound.unit == Unit::Household {
        let first = firsts(&part, &rows, &standing);
        rows = kept(rows, &first);
        standing = kept(standing, &first);
    }
    let amount = |position: usize| {
        let computed = bound.computes.get(position);
        let ranges = computed.map(|computed| part.intervals(bound, &computed.value, &rows));
        ranges.unwrap_or_else(|| Ok(vec![])).map_err(Failure::of_amount(position))
    };
    let amounts = paying(bound).map(amount).collect::<Result<_, _>>()?;
    Ok(Some(Due { rows: rows.into_iter().map(|row| part.in_whole(row)).collect(), amounts, standing }))
}

fn kept<T>(all: Vec<T>, keep: &[bool]) -> Vec<T> {
    all.into_iter().zip(keep).filter(|(_, keep)| **keep).map(|(item, _)| item).collect()
}

/// Where each row stands: its rank, and its ticket in the lottery.
pub(crate) fn standings(
    scene: &BatchScene,
    bound: &Bound,
    rows: &[usize],
    batch: &RecordBatch,
) -> Result<Vec<(Rank, u64)>, Failure> {
    let lines = bound.priority.iter().map(|line| scene.cond(bound, &line.when));
    let lines: Vec<Kleene> = lines.collect::<Result<_, _>>().map_err(Failure::of_queue)?;
    let keys = bound.cap.iter().flat_map(|cap| &cap.order_by).map(|(key, _)| scene.intervals(bound, key, rows));
    let keys: Vec<Vec<Option<Range>>> = keys.collect::<Result<_, _>>().map_err(Failure::of_queue)?;
    let seed = bound.cap.as_ref().and_then(|cap| cap.lottery).unwrap_or_default();
    let names = Names::of(bound, batch);
    let standing = |(index, row): (usize, &usize)| {
        let truths: Vec<Truth> = lines.iter().map(|line| line.truth(*row)).collect();
        let own: Vec<Option<Range>> = keys.iter().map(|key| key.get(index).copied().flatten()).collect();
        Ok((Rank::of(bound, &truths, &own)?, ticket(seed, &names.name(scene.in_whole(*row)))))
    };
    rows.iter().enumerate().map(standing).collect::<Result<_, _>>().map_err(Failure::of_queue)
}

/// Which of the rows stands for its household: the first in the queue, then in the list.
fn firsts(scene: &BatchScene, rows: &[usize], standing: &[(Rank, u64)]) -> Vec<bool> {
    let mut first = vec![false; rows.len()];
    let mut at = 0;
    for run in scene.runs().iter() {
        let end = at + rows.iter().skip(at).take_while(|row| run.contains(row)).count();
        let best = (at..end).min_by_key(|index| (standing.get(*index), *index));
        best.and_then(|index| first.get_mut(index)).into_iter().for_each(|first| *first = true);
        at = end;
    }
    first
}

/// By what a lottery knows people, or households.
struct Names<'a> {
    batch: &'a RecordBatch,
    columns: Vec<&'a StringArray>,
}

impl<'a> Names<'a> {
    fn of(bound: &Bound, batch: &'a RecordBatch) -> Self {
        let names: &[&str] = match bound.unit {
            Unit::Person => &[ID.name],
            Unit::Household => &[HOUSEHOLD_ID.name, ID.name],
        };
        let columns = names.iter().filter_map(|name| batch.column_by_name(name)?.as_string_opt::<i32>());
        Self { batch, columns: columns.collect() }
    }

    /// As in the file; of somebody without an id the number of their row.
    fn name(&self, row: usize) -> String {
        let written = self.columns.iter().filter(|ids| ids.is_valid(row)).map(|ids| ids.value(row));
        let name = written.into_iter().find(|id| !matches!(*id, "" | "n/a"));
        name.map_or_else(|| format!("#{}", row_number(self.batch, row)), ToOwned::to_owned)
    }
}
