//! How figures are released: everything that adds up is laid out as one linked system, so that no difference between
//! two tables tells what one of them withholds. Every cell has a name, by which it is known in other releases.
//!
//! Those of invented people are shown as counted. Sums of money are no counts: they are shown where the counts of
//! people behind them are, and withheld where one of those is. Figures of people on record, who are asked about again
//! and again, are released in `kept`.

mod changes;
mod drops;
mod due;
mod kept;
mod measure;
mod order;

use disclosure::{Dimension, FiguresError, OutcomeNames, Rules, name_within};

use super::dropping::Dropped;
use super::{MeasureReach, Reach, ReachFigures};
use changes::LaidVariant;
pub use disclosure::ReleaseRefusal;
use drops::Naming;
pub use kept::{KeptRelease, Ledger, LedgerError, ReachOnRecord, ReadReleaseError, ReleaseError, WriteReleaseError};
use measure::LaidMeasure;

/// What cells of the three answers are called.
const ANSWERS: [&str; 3] = ["yes", "no", "needs"];

type FigureCell = usize;
type Outcomes = disclosure::OutcomeCells<3>;
/// What is shown of a cell.
type Count<'a> = &'a dyn Fn(FigureCell) -> Option<u64>;

impl Reach {
    /// The figures as they may be shown. Those of invented people are shown as counted; of real people every count
    /// below `threshold` and none or all of a small group are protected, with as many others as it takes.
    ///
    /// For invented people, and for a file of which figures are released once: a second release of other days or by
    /// other groups could be subtracted from this one. For people on record there is [`Reach::on_record`].
    pub fn release(&self, threshold: u64) -> Result<ReachFigures, FiguresError> {
        self.release_with(threshold, &[])
    }

    /// The same, with what dropping these conditions would change.
    pub fn release_with(&self, threshold: u64, dropped: &[Dropped]) -> Result<ReachFigures, FiguresError> {
        let mut figures = disclosure::Figures::default();
        let laid = Laid::lay(self, (self.naming(), dropped), &mut figures)?;
        if self.synthetic {
            return Ok(self.say_of_whom(laid.show(self, &|cell| figures.cells().get(cell).copied()), threshold));
        }
        let released = disclosure::release(&figures, &Rules { threshold });
        Ok(self.say_of_whom(order::by_what_is_shown(laid.show(self, &|cell| released.get(cell))), threshold))
    }

    /// What of a file is named without being asked for.
    fn naming(&self) -> Naming {
        if self.synthetic { Naming::WorthDropping } else { Naming::EachAlone }
    }
}

/// Where each count stands among the cells.
struct Laid {
    groups: disclosure::GroupCells,
    labels: Vec<Vec<String>>,
    reached_by_none: Option<FigureCell>,
    measures: Vec<LaidMeasure>,
    variant: Option<LaidVariant>,
}

impl Laid {
    fn lay(
        reach: &Reach,
        (naming, dropped): (Naming, &[Dropped]),
        figures: &mut disclosure::Figures,
    ) -> Result<Self, FiguresError> {
        // Groups are told of measures; where none was counted, none are told.
        let groupings = if reach.measures.is_empty() { 0 } else { reach.by.len() };
        let labels: Vec<Vec<String>> = (0..groupings).map(|by| reach.labels(by)).collect();
        let dimensions = labels.iter().zip(&reach.by).enumerate().map(|(by, (labels, name))| {
            let size = |label: &String| reach.measures.first().map_or(0, |first| first.group(by, label).iter().sum());
            Dimension { name: name.clone(), groups: labels.iter().map(|label| (label.clone(), size(label))).collect() }
        });
        let groups = disclosure::GroupCells::lay(figures, reach.people, &dimensions.collect::<Vec<_>>())?;
        let none = name_within("none of", &reach.none_of);
        let reached_by_none = reach.reached_by_none.map(|count| figures.named(&none, count));
        reached_by_none.iter().try_for_each(|cell| said_of(figures, groups.people, *cell, &none))?;
        let mut measures = vec![];
        for (place, measure) in reach.measures.iter().enumerate() {
            let asked: Vec<Vec<usize>> =
                dropped.iter().filter(|set| set.measure == place).map(|set| set.conditions.clone()).collect();
            measures.push(LaidMeasure::lay(measure, figures, &groups, &labels, (naming, asked))?);
        }
        for measure in &measures {
            let Some(reached_by_none) = reached_by_none else { break };
            // Whom no measure reaches is among those whom this one does not reach.
            let [_, no, needs] = measure.outcomes.whole;
            let count = figures.count(no) + figures.count(needs);
            let not_reached = figures.behind(name_within(&measure.name, "not reached"), count);
            figures.sum(not_reached, vec![no, needs])?;
            rest(figures, not_reached, reached_by_none, &name_within(&measure.name, &none))?;
        }
        let variant = reach.variant.as_ref();
        let variant = variant.map(|it| LaidVariant::lay(it, &reach.measures, figures, &groups, &labels, &measures));
        Ok(Self { groups, labels, reached_by_none, measures, variant: variant.transpose()? })
    }

    fn show(&self, reach: &Reach, count: Count) -> ReachFigures {
        let measures = reach.measures.iter().zip(&self.measures);
        let variant = reach.variant.as_ref().zip(self.variant.as_ref());
        ReachFigures {
            on: reach.on.to_string(),
            people: count(self.groups.people),
            synthetic: reach.synthetic,
            measures: measures.map(|(measure, laid)| laid.show(measure, &reach.by, &self.labels, count)).collect(),
            not_counted: reach.not_counted.clone(),
            reached_by_none: self.reached_by_none.and_then(count),
            none_of_those_about: reach.about.filter(|_| reach.synthetic),
            variants: variant.map(|(variant, laid)| laid.show(reach, variant, &self.labels, count)),
        }
    }
}

/// A cell for a part of `total`, with its complement, which any reader computes.
fn part(
    figures: &mut disclosure::Figures,
    total: FigureCell,
    count: u64,
    name: &str,
) -> Result<FigureCell, FiguresError> {
    let part = figures.named(name, count);
    rest(figures, total, part, name)?;
    Ok(part)
}

/// A cell for what is left of `total` beside one of its parts.
fn rest(
    figures: &mut disclosure::Figures,
    total: FigureCell,
    part: FigureCell,
    name: &str,
) -> Result<FigureCell, FiguresError> {
    let left = figures.count(total).saturating_sub(figures.count(part));
    let left = figures.behind(name_within(name, "the rest"), left);
    figures.sum(total, vec![part, left]).map(|()| left)
}

/// States that a cell says something of everybody: with those of whom it does not hold it makes up all people, so that
/// none and all of few people are seen for what they tell of each.
fn said_of(
    figures: &mut disclosure::Figures,
    people: FigureCell,
    cell: FigureCell,
    name: &str,
) -> Result<(), FiguresError> {
    let others = figures.count(people).saturating_sub(figures.count(cell));
    let others = figures.behind(name_within(name, "all others"), others);
    figures.split(people, vec![cell, others])
}

/// A cell for a sum of others.
fn total(figures: &mut disclosure::Figures, parts: Vec<FigureCell>, name: &str) -> Result<FigureCell, FiguresError> {
    let total = figures.named(name, parts.iter().map(|part| figures.count(*part)).sum());
    if !parts.is_empty() {
        figures.sum(total, parts)?;
    }
    Ok(total)
}

impl Reach {
    /// Labels of a breakdown's groups; those that begin with a number stand in its order.
    fn labels(&self, by: usize) -> Vec<String> {
        let groups = self.measures.first().and_then(|measure| measure.tally.groups.get(by));
        let mut labels: Vec<String> = groups.map_or_else(Vec::new, |groups| groups.keys().cloned().collect());
        let number = |label: &str| label.split(['-', '+']).next().and_then(|start| start.parse::<u32>().ok());
        labels.sort_by_key(|label| (number(label).unwrap_or(u32::MAX), label.clone()));
        labels
    }
}

impl MeasureReach {
    /// People of a group as yes, no, needs.
    fn group(&self, by: usize, label: &str) -> [u64; 3] {
        let counts = self.tally.groups.get(by).and_then(|groups| groups.get(label));
        let mut outcome = super::OutcomeCounts::default();
        for (entry, people) in self.tally.entries.iter().zip(counts.into_iter().flatten()) {
            outcome.add(entry.verdict, false, *people);
        }
        [outcome.yes, outcome.no, outcome.needs]
    }

    /// What its cells are called, whatever version of its rule is bound.
    fn cell_name(&self) -> String {
        name_within(&name_within("measure", &self.bound.pack), &self.bound.measure)
    }

    /// Lays the three answers, of all and of every group.
    fn outcomes(
        &self,
        figures: &mut disclosure::Figures,
        groups: &disclosure::GroupCells,
        labels: &[Vec<String>],
        name: &str,
    ) -> Result<Outcomes, FiguresError> {
        let outcome = self.outcome();
        let of_group = |by: usize| move |label: &String| self.group(by, label);
        let by = labels.iter().enumerate().map(|(by, labels)| labels.iter().map(of_group(by)).collect());
        let by: Vec<Vec<[u64; 3]>> = by.collect();
        let names = OutcomeNames { of: name, each: ANSWERS };
        Outcomes::lay(figures, groups, names, [outcome.yes, outcome.no, outcome.needs], &by)
    }
}

/// How many small counts an attacker could work out from everything that is laid, shown or not.
#[cfg(test)]
pub(super) fn leaks(reach: &Reach, threshold: u64, dropped: &[Dropped]) -> usize {
    let mut figures = disclosure::Figures::default();
    Laid::lay(reach, (reach.naming(), dropped), &mut figures).unwrap();
    disclosure::audit(&disclosure::release(&figures, &Rules { threshold })).len()
}

#[cfg(test)]
mod tests;
