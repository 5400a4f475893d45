//! What is counted, once for every way of counting: measures of one world, or of two person by person.
//!
//! A simulation on one machine streams all people through it. One on several counts slices of them, each into a
//! [`Partial`], and puts those together here; see `partial` for what travels.

use std::sync::Arc;

use arrow::datatypes::{Field, Schema as ArrowSchema, SchemaRef};
use arrow::record_batch::RecordBatch;
use model::Date;
use rules::Bound;
use serde::{Deserialize, Serialize};

use super::failure::parted;
use super::side::{Counts, WorldSide, groupings};
use super::stream::Stream;
use super::variant::{Compared, PairTally, pairs};
use super::{Breakdown, NoneFigures, Options, Reach, SimulateError, World, hunt};
use crate::household::Runs;
use crate::kleene::Bits;
use crate::people::{People, PeopleError, arrow_schema};

/// Measures ready to be counted over people.
pub struct Counting<'a> {
    on: Date,
    synthetic: bool,
    pub(super) by: &'a [Breakdown],
    pub(super) before: WorldSide<'a>,
    pub(super) after: Option<Other<'a>>,
    pub(super) columns: SchemaRef,
    /// Whether members of a household must be counted together.
    pub(super) household: bool,
}

/// The variant.
pub(super) struct Other<'a> {
    pub(super) side: WorldSide<'a>,
    /// Which measures are compared.
    pub(super) pairs: Vec<(usize, usize)>,
    /// Which of the columns are its own, in its order.
    own: Vec<usize>,
}

/// What one thread, or one slice, counts.
pub(super) struct Work {
    pub(super) totals: Totals,
    pub(super) before: Counts,
    pub(super) after: Counts,
    pub(super) pairs: Vec<PairTally>,
}

/// People counted by one thread, whatever the measure.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
pub(super) struct Totals {
    pub(super) people: u64,
    pub(super) reached_by_none: u64,
    /// Whom a measure with a tie is about, and those of them whom none reaches.
    pub(super) about: u64,
    pub(super) about_by_none: u64,
}

impl Totals {
    pub(super) fn add(&mut self, rows: usize, reached: &Bits, about: &Bits) {
        let count = |number: usize| u64::try_from(number).unwrap_or_default();
        self.people += count(rows);
        self.reached_by_none += count(rows - reached.len());
        self.about += count(about.len());
        self.about_by_none += count(about.clone().without(reached).len());
    }

    pub(super) fn merge(&mut self, other: Self) {
        self.people += other.people;
        self.reached_by_none += other.reached_by_none;
        self.about += other.about;
        self.about_by_none += other.about_by_none;
    }
}

impl<'a> Counting<'a> {
    /// Refuses whatever cannot be counted exactly, and what would point at real people. Breakdowns are those of
    /// `before`; `synthetic` says that everybody who will be counted is invented.
    pub fn new(
        synthetic: bool,
        before: World<'a>,
        after: Option<World<'a>>,
        by: &'a [Breakdown],
    ) -> Result<Self, SimulateError> {
        let pairs = after.map(|after| pairs(before.bounds, after.bounds));
        if pairs.as_ref().is_some_and(Vec::is_empty) {
            return Err(SimulateError::NothingInCommon);
        }
        let others = after.map_or(&[][..], |after| after.bounds);
        let on = one_day(before.bounds.iter().chain(others))?;
        hunt::refuse(synthetic, before.schema, before.bounds, by)?;
        if let Some(after) = after {
            hunt::refuse(synthetic, after.schema, after.bounds, by)?;
        }
        let before = WorldSide::new(before.schema, before.bounds, by.iter().map(Breakdown::field))?;
        let mut columns = arrow_schema(before.schema, &before.plan.fields);
        let mut household = before.plan.household;
        let mut other = None;
        if let Some((world, pairs)) = after.zip(pairs) {
            let side = WorldSide::new(world.schema, world.bounds, std::iter::empty())?;
            household |= side.plan.household;
            let own;
            (columns, own) = both(&columns, &arrow_schema(world.schema, &side.plan.fields))?;
            other = Some(Other { side, pairs, own });
        }
        Ok(Self { on, synthetic, by, before, after: other, columns, household })
    }

    /// Counts everybody on this machine. `progress` hears the number of people read so far.
    pub fn run(
        &self,
        people: &People,
        options: Options,
        progress: &mut dyn FnMut(u64),
    ) -> Result<Reach, SimulateError> {
        let stream = Stream { people, columns: Arc::clone(&self.columns), household: self.household, options };
        let counted = stream.run(progress, || self.start(), |work, batch| self.count(work, batch))?;
        Ok(self.reach(counted))
    }

    pub(super) fn start(&self) -> Work {
        let pair = |_: &(usize, usize)| PairTally::new(self.by.len());
        Work {
            totals: Totals::default(),
            before: self.before.counts(self.by.len()),
            after: self.after.as_ref().map(|after| after.side.counts(self.by.len())).unwrap_or_default(),
            pairs: self.after.iter().flat_map(|after| &after.pairs).map(pair).collect(),
        }
    }

    /// Adds a batch, whose households are whole if they matter.
    pub(super) fn count(&self, work: &mut Work, batch: &RecordBatch) -> Result<(), SimulateError> {
        let frame = self.before.read(&mut work.before, batch)?;
        let groups = groupings(self.by, self.before.bounds, &frame);
        let before = self.before.count(&mut work.before, &frame, batch, &groups);
        let mut reached = Bits::none(batch.num_rows());
        for counted in before.iter().flatten() {
            reached.add(&counted.yes);
        }
        let about = self.before.about_rows(&work.before, &before, batch.num_rows());
        work.totals.add(batch.num_rows(), &reached, &about);
        let Some(other) = &self.after else { return Ok(()) };
        let seen = projected(batch, &other.own)?;
        let frame = other.side.read(&mut work.after, &seen)?;
        let after = other.side.count(&mut work.after, &frame, &seen, &groups);
        let runs = Runs::of(batch);
        for ((a, b), pair) in other.pairs.iter().zip(&mut work.pairs) {
            let (Some(Some(one)), Some(Some(two))) = (before.get(*a), after.get(*b)) else { continue };
            let (Some(first), Some(second)) = (work.before.tallies.get(*a), work.after.tallies.get(*b)) else {
                continue;
            };
            pair.count((first, one), (second, two), &groups);
            let unit = other.side.bounds.get(*b).map(|bound| bound.unit);
            two.due.iter().for_each(|due| pair.count_newly(due, &one.yes, unit, &runs));
        }
        Ok(())
    }

    /// All counts as one.
    pub(super) fn reach(&self, counted: Vec<Work>) -> Reach {
        let mut tallies = self.start().pairs;
        let mut totals = Totals::default();
        let (mut before, mut after) = (vec![], vec![]);
        for work in counted {
            totals.merge(work.totals);
            before.push(work.before);
            after.push(work.after);
            tallies.iter_mut().zip(work.pairs).for_each(|(own, other)| own.merge(other));
        }
        let before = self.before.merged(self.by.len(), before.into_iter());
        let variant = self.after.as_ref().map(|other| {
            let after = other.side.merged(self.by.len(), after.into_iter());
            Compared::new(&before, after, other.pairs.iter().copied().zip(tallies))
        });
        let (measures, not_counted) = parted(before);
        Reach {
            on: self.on,
            synthetic: self.synthetic,
            people: totals.people,
            // Whoever is not reached by the others may be reached by one that was not counted.
            reached_by_none: not_counted.is_empty().then_some(totals.reached_by_none),
            about: (not_counted.is_empty() && self.before.has_ties())
                .then_some(NoneFigures { people: totals.about, none: totals.about_by_none }),
            none_of: self.before.bounds.iter().map(full_name).collect::<Vec<_>>().join(", "),
            by: self.by.iter().map(|breakdown| breakdown.name().to_owned()).collect(),
            measures,
            not_counted,
            variant,
        }
    }
}

/// A measure by pack and name.
pub(super) fn full_name(bound: &Bound) -> String {
    format!("{}/{}", bound.pack, bound.measure)
}

fn one_day<'b>(mut bounds: impl Iterator<Item = &'b Bound>) -> Result<Date, SimulateError> {
    let on = bounds.next().map(|bound| bound.on).ok_or(SimulateError::Days)?;
    if bounds.all(|bound| bound.on == on) { Ok(on) } else { Err(SimulateError::Days) }
}

/// The columns of both sides, each once, and which of them are those of the variant, in its order. A field that is
/// text for one and coded for the other could be read by one of them only.
fn both(before: &SchemaRef, after: &SchemaRef) -> Result<(SchemaRef, Vec<usize>), SimulateError> {
    let mut fields: Vec<Arc<Field>> = before.fields().iter().cloned().collect();
    let mut own = vec![];
    for field in after.fields() {
        let place = fields.iter().position(|known| known.name() == field.name());
        if place.and_then(|place| fields.get(place)).is_some_and(|known| known != field) {
            return Err(SimulateError::Clash(field.name().clone()));
        }
        own.push(place.unwrap_or_else(|| {
            fields.push(Arc::clone(field));
            fields.len() - 1
        }));
    }
    Ok((Arc::new(ArrowSchema::new(fields)), own))
}

/// The batch as the variant reads it: its columns first, then all others, among them the rows' numbers.
fn projected(batch: &RecordBatch, own: &[usize]) -> Result<RecordBatch, SimulateError> {
    let others = (0..batch.num_columns()).filter(|column| !own.contains(column));
    let order: Vec<usize> = own.iter().copied().chain(others).collect();
    Ok(batch.project(&order).map_err(PeopleError::from)?)
}
