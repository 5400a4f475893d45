//! What a change does to people, measure by measure: who is on record, and people who do not exist.
//!
//! Real people are counted by whoever puts a change in force or proposes it, which is written down. A look at a change
//! does not ask them: whoever may write a pack would learn from "somebody loses" whether there is somebody like this.
//!
//! Whether anybody loses is asked on every day on which the two versions differ; figures are of one day. A comparison
//! that fails on somebody (an expression that overflows, a field of another kind) may hide a loss, and counts as one.

use std::cmp::Reverse;

use evidence::reach::{Breakdown, Options, Reach, SimulateError, World, compare};
use evidence::{People, PeopleError};
use model::{Date, Household, Schema};

use super::touched::{Day, Touched};
use super::{DayChangeFigures, Loss, MeasureChange, edges, invented};
use crate::{Fault, THRESHOLD};

/// By what changes for made-up people are broken down.
const BY: [&str; 3] = ["sex", "age_band", "nationality"];

/// Counts every measure that is touched; the people on record where they are asked.
///
/// # Errors
/// Where people cannot be read: that is no loss, and nothing is decided by it.
pub fn measures(
    touched: &[Touched],
    before: &Schema,
    after: &Schema,
    record: Option<&People>,
) -> Result<Vec<MeasureChange>, Fault> {
    let edges: Vec<Option<Vec<Household>>> = touched.iter().map(|one| edges::households(one, before, after)).collect();
    let cases = touched.iter().flat_map(Touched::cases).chain(edges.iter().flatten().flatten());
    let invented = invented::people(before, cases)?;
    let count = Count { before, after };
    let measures = touched.iter().zip(&edges);
    measures.map(|(one, edges)| count.measure(one, record, edges.as_ref().map(|_| &invented))).collect()
}

struct Count<'a> {
    before: &'a Schema,
    after: &'a Schema,
}

impl Count<'_> {
    /// `invented` is nobody where those who stand at the edges of the change are too many to try.
    fn measure(
        &self,
        one: &Touched,
        record: Option<&People>,
        invented: Option<&People>,
    ) -> Result<MeasureChange, Fault> {
        let asked = record.is_some();
        let record = record.map(|people| self.reaches(one, people, |day| day.milestone)).transpose()?.flatten();
        let invented = invented.map(|people| self.reaches(one, people, |_| true)).transpose()?.flatten();
        let all = record.iter().chain(&invented).flatten();
        let somebody = all.clone().any(|(_, reach)| reach.anybody_loses()).then_some(Loss::Somebody);
        let uncounted = ((asked && record.is_none()) || invented.is_none()).then_some(Loss::Uncounted);
        let measure = &one.before;
        Ok(MeasureChange {
            pack: measure.pack.clone(),
            measure: measure.id.clone(),
            title: measure.title.clone(),
            loss: one.loss.or(somebody).or(uncounted),
            idle: one.is_idle(),
            record: record.map(|reaches| shown(reaches, one.shown)).transpose()?.flatten(),
            invented: invented.map(|reaches| shown(reaches, one.shown)).transpose()?.flatten(),
        })
    }

    /// Both versions side by side on each day; nothing where one of the comparisons could not be made.
    fn reaches(
        &self,
        one: &Touched,
        people: &People,
        wanted: impl Fn(&Day) -> bool,
    ) -> Result<Option<Vec<(Date, Reach)>>, Fault> {
        let days = one.days.iter().filter(|day| wanted(day));
        days.map(|day| Ok(self.reach(day, people)?.map(|reach| (day.on, reach)))).collect()
    }

    fn reach(&self, day: &Day, people: &People) -> Result<Option<Reach>, Fault> {
        let before = World { schema: self.before, bounds: std::slice::from_ref(&day.before) };
        let after = World { schema: self.after, bounds: std::slice::from_ref(&day.after) };
        // Groups of real people would be figures that a ledger must know of.
        let by = if people.synthetic() { &BY[..] } else { &[] };
        let by = Breakdown::read(self.before, by).map_err(Fault::failed)?;
        match compare(people, before, after, &by, Options::default(), &mut |_| ()) {
            Ok(reach) => Ok(Some(reach)),
            Err(SimulateError::People(
                error @ (PeopleError::File { .. } | PeopleError::Format { .. } | PeopleError::Sealed(_)),
            )) => Err(error.into()),
            // The two versions do not go together, over a field that is of another kind in one of them, say.
            Err(error) => {
                tracing::warn!(%error, "a change could not be counted");
                Ok(None)
            }
        }
    }
}

/// The day on which most changes.
fn shown(reaches: Vec<(Date, Reach)>, wanted: Option<Date>) -> Result<Option<DayChangeFigures>, Fault> {
    let days = reaches.into_iter().map(|(on, reach)| released(on, &reach));
    let days: Vec<DayChangeFigures> = days.filter_map(Result::transpose).collect::<Result<_, Fault>>()?;
    let entitled = |shown: &DayChangeFigures| shown.figures.before.yes;
    Ok(days.into_iter().max_by_key(|shown| (changed(shown), entitled(shown), Reverse(Some(shown.on) != wanted))))
}

/// How many lose, and how many gain or can no longer be told.
fn changed(shown: &DayChangeFigures) -> (Option<u64>, Option<u64>) {
    let figures = &shown.figures;
    let others = figures.gained.people.zip(figures.newly_undecidable.people).map(|(one, two)| one + two);
    (figures.lost.people, others)
}

fn released(on: Date, reach: &Reach) -> Result<Option<DayChangeFigures>, Fault> {
    let figures = reach.release(THRESHOLD).map_err(Fault::failed)?;
    let (people, synthetic) = (figures.people, figures.synthetic);
    let figures = figures.variants.and_then(|variants| variants.measures.into_iter().next());
    Ok(figures.map(|figures| DayChangeFigures { on, people, synthetic, figures }))
}
