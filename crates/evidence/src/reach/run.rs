//! A simulation on this machine: people through all measures at once, on all its processors.

use model::Schema;
use rules::Bound;

use super::{Breakdown, Counting, Options, Reach, SimulateError, World};
use crate::people::People;

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

/// Runs the measures of both worlds over all people. Breakdowns are those of `before`.
pub fn compare(
    people: &People,
    before: World,
    after: World,
    by: &[Breakdown],
    options: Options,
    progress: &mut dyn FnMut(u64),
) -> Result<Reach, SimulateError> {
    Counting::new(people.synthetic(), before, Some(after), by)?.run(people, options, progress)
}
