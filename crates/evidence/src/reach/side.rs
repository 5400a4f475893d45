//! Measures of one world (one schema) over one batch: what a simulation has once and a comparison has twice.

use arrow::record_batch::RecordBatch;
use model::{FieldId, Schema};
use rules::measure::Group;
use rules::{Bound, Verdict, tree};
use rustc_hash::FxHashMap;

use super::due::{Due, due};
use super::failure::{Counted, Failure};
use super::pattern::patterns;
use super::tally::{Grouping, PatternCount, Tally};
use super::{Breakdown, MeasureReach, Pattern, SimulateError};
use crate::eval::BatchScene;
use crate::frame::{Frame, FrameReader, row_number};
use crate::household::Runs;
use crate::kleene::{Bits, Kleene};
use crate::plan::{Needs, NoLowering, Plan};

/// Measures with what they need of people.
pub(super) struct WorldSide<'a> {
    pub(super) schema: &'a Schema,
    pub(super) bounds: &'a [Bound],
    pub(super) plan: Plan,
    /// What ties people to each measure.
    pub(super) about: Vec<Group>,
}

/// A measure with what it needs, and whom it is about.
type MeasureSide<'s> = ((&'s Bound, &'s Needs), &'s Group);

/// What one thread counted of a side.
#[derive(Default)]
pub(super) struct Counts {
    reader: FrameReader,
    pub(super) tallies: Vec<Tally>,
    /// For each measure what kept it from being counted.
    pub(super) failed: Vec<Option<Failure>>,
}

/// One measure over the rows of one batch.
pub(super) struct CountedBatch {
    /// Each row's place among the tally's entries.
    pub(super) positions: Vec<u32>,
    pub(super) yes: Bits,
    /// What is due to whom.
    pub(super) due: Option<Due>,
}

impl<'a> WorldSide<'a> {
    pub(super) fn new(
        schema: &'a Schema,
        bounds: &'a [Bound],
        grouped: impl Iterator<Item = FieldId>,
    ) -> Result<Self, NoLowering> {
        let about = bounds.iter().map(|bound| bound.about(schema)).collect();
        Ok(Self { schema, bounds, plan: Plan::new(schema, bounds, grouped)?, about })
    }

    pub(super) fn counts(&self, breakdowns: usize) -> Counts {
        let tallies = self.bounds.iter().map(|_| Tally::new(breakdowns)).collect();
        Counts { reader: FrameReader::default(), tallies, failed: vec![None; self.bounds.len()] }
    }

    /// The batch's columns, those of the plan first and in its order.
    pub(super) fn read(&self, counts: &mut Counts, batch: &RecordBatch) -> Result<Frame, SimulateError> {
        Ok(counts.reader.read(self.schema, &self.plan.fields, batch)?)
    }

    /// Counts every measure over the batch. One that fails has no counts, and those after it are counted all the same;
    /// it is tried on every batch, so that what is told of it does not depend on which came first.
    pub(super) fn count(
        &self,
        counts: &mut Counts,
        frame: &Frame,
        batch: &RecordBatch,
        groups: &[Grouping],
    ) -> Vec<Option<CountedBatch>> {
        let scene = BatchScene::new(self.schema, frame, Runs::of(batch));
        let measures = self.bounds.iter().zip(&self.plan.needs).zip(&mut counts.tallies).zip(&mut counts.failed);
        let counted = measures.map(|(((bound, needs), tally), failed)| {
            let counted = count_measure(&scene, (bound, needs), tally, batch, groups);
            counted.map_err(|failure| Failure::first(failed, Some(failure))).ok()
        });
        counted.collect()
    }

    /// The counts of all threads as one, measure by measure.
    pub(super) fn merged(&self, breakdowns: usize, counted: impl Iterator<Item = Counts>) -> Vec<Counted> {
        let mut total = self.counts(breakdowns);
        for counts in counted {
            for ((own, other), bound) in total.tallies.iter_mut().zip(counts.tallies).zip(self.bounds) {
                own.merge(bound, other);
            }
            total.failed.iter_mut().zip(counts.failed).for_each(|(own, other)| Failure::first(own, other));
        }
        let measures = self.bounds.iter().zip(&self.plan.needs).zip(&self.about).zip(total.tallies).zip(total.failed);
        let measure = |((((bound, needs), about), tally), failed): ((MeasureSide<'_>, Tally), Option<Failure>)| {
            let questions = needs.questions.iter().map(|question| question.name(self.schema)).collect();
            match failed {
                Some(failure) => Err(Box::new(failure.of(bound))),
                None => Ok(MeasureReach { bound: bound.clone(), questions, about: about.clone(), tally }),
            }
        };
        measures.map(measure).collect()
    }
}

/// Counts one measure over the batch.
fn count_measure(
    scene: &BatchScene,
    (bound, needs): (&Bound, &Needs),
    tally: &mut Tally,
    batch: &RecordBatch,
    groups: &[Grouping],
) -> Result<CountedBatch, Failure> {
    let patterns = evaluate(scene, bound)?;
    let positions = tally.count(bound, &patterns, |row| row_number(batch, row));
    let (yes, undecided) = verdict_rows(tally, &positions);
    if !undecided.is_empty() {
        count_questions(scene, bound, needs, &patterns, &undecided, tally)?;
    }
    let due = due(scene, bound, needs.household, &yes, batch)?;
    if let Some(due) = &due {
        tally.yields.add(bound, due);
    }
    let width = tally.entries.len();
    tally.groups.count(groups, &positions, width);
    Ok(CountedBatch { positions, yes, due })
}

/// The groups of a batch's rows, once for all measures.
pub(super) fn groupings(by: &[Breakdown], bounds: &[Bound], frame: &Frame) -> Vec<Grouping> {
    let on = bounds.first().map(|bound| bound.on);
    let grouping = |by: &Breakdown| {
        let (labels, keys) = frame.columns.get(&by.field()).zip(on).map(|(column, on)| by.groups(column, on))?;
        Some(Grouping { labels, keys })
    };
    by.iter().map(|by| grouping(by).unwrap_or_default()).collect()
}

pub(crate) fn evaluate(scene: &BatchScene, bound: &Bound) -> Result<Vec<Pattern>, Failure> {
    let truths = bound.conditions.iter().enumerate();
    let truths = truths.map(|(index, found)| scene.cond(bound, &found.when).map_err(Failure::of_condition(index)));
    Ok(patterns(scene.rows(), &truths.collect::<Result<Vec<_>, _>>()?))
}

/// The rows whose verdict is yes, and those that are undecided.
fn verdict_rows(tally: &Tally, positions: &[u32]) -> (Bits, Bits) {
    let code = |entry: &PatternCount| match entry.verdict {
        Verdict::Yes => 1,
        Verdict::Needs => 2,
        Verdict::No => 0,
    };
    let table: Vec<u8> = tally.entries.iter().map(code).collect();
    let codes = positions.iter().map(|position| table.get(*position as usize).copied().unwrap_or_default());
    Kleene::from_codes(positions.len(), codes).into_bits()
}

/// The questions that are open for each undecided row, as bits by their position in the questions of `needs`.
pub(crate) fn open_questions(
    scene: &BatchScene,
    bound: &Bound,
    needs: &Needs,
    patterns: &[Pattern],
    undecided: &Bits,
) -> Result<Vec<(usize, u128)>, Failure> {
    let part = scene.part(undecided, needs.household);
    let rows = part.rows_among(undecided);
    let mut sets = vec![0_u128; rows.len()];
    let open = open_conditions(bound, &part, &rows, patterns);
    for (index, (condition, open)) in bound.conditions.iter().zip(&open).enumerate() {
        if open.is_empty() {
            continue;
        }
        let asked = part.asks(bound, &condition.when, open).map_err(Failure::of_question(index))?;
        for (question, asked) in asked.iter() {
            let Some(bit) = needs.questions.iter().position(|known| *known == question) else { continue };
            let concerned = rows.iter().zip(&mut sets).filter(|(row, _)| asked.has(**row));
            concerned.for_each(|(_, set)| *set |= 1 << bit);
        }
    }
    Ok(rows.into_iter().map(|row| part.in_whole(row)).zip(sets).collect())
}

/// For each condition those of these rows of a part at which its answer is still awaited.
fn open_conditions(bound: &Bound, part: &BatchScene, rows: &[usize], patterns: &[Pattern]) -> Vec<Bits> {
    let mut known: FxHashMap<Pattern, Vec<usize>> = FxHashMap::default();
    let mut open = vec![Bits::none(part.rows()); bound.conditions.len()];
    for row in rows {
        let Some(pattern) = patterns.get(part.in_whole(*row)) else { continue };
        let positions = known.entry(*pattern);
        let positions = positions.or_insert_with(|| tree::open(&bound.root, pattern.masks(&bound.conditions)));
        for position in positions {
            open.get_mut(*position).into_iter().for_each(|open| open.insert(*row));
        }
    }
    open
}

fn count_questions(
    scene: &BatchScene,
    bound: &Bound,
    needs: &Needs,
    patterns: &[Pattern],
    undecided: &Bits,
    tally: &mut Tally,
) -> Result<(), Failure> {
    for (_, set) in open_questions(scene, bound, needs, patterns, undecided)? {
        *tally.questions.entry(set).or_default() += 1;
    }
    Ok(())
}
