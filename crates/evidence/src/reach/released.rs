//! How figures are released: everything that adds up is laid out as one linked system, so that no difference between
//! two tables tells what one of them withholds.
//!
//! Those of invented people are shown as counted. Sums of money are no counts: they are shown where the counts of
//! people behind them are, and withheld where one of those is.

mod changes;
mod drops;
mod due;
mod measure;

use disclosure::{FiguresError, Rules};

use super::dropping::Dropped;
use super::{MeasureReach, Reach, ReachFigures};
use changes::LaidVariant;
use measure::LaidMeasure;

type FigureCell = usize;
type Outcomes = disclosure::OutcomeCells<3>;
/// What is shown of a cell.
type Count<'a> = &'a dyn Fn(FigureCell) -> Option<u64>;

impl Reach {
    /// The figures as they may be shown. Those of invented people are shown as counted; of real people every count
    /// below `threshold` is protected, with as many others as it takes.
    pub fn release(&self, threshold: u64) -> Result<ReachFigures, FiguresError> {
        self.release_with(threshold, &[])
    }

    /// The same, with what dropping these conditions would change.
    pub fn release_with(&self, threshold: u64, dropped: &[Dropped]) -> Result<ReachFigures, FiguresError> {
        let mut figures = disclosure::Figures::default();
        let laid = Laid::lay(self, dropped, &mut figures)?;
        if self.synthetic {
            return Ok(laid.show(self, &|cell| figures.cells().get(cell).copied()));
        }
        let released = disclosure::release(&figures, &Rules { threshold });
        Ok(laid.show(self, &|cell| released.get(cell)))
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
    fn lay(reach: &Reach, dropped: &[Dropped], figures: &mut disclosure::Figures) -> Result<Self, FiguresError> {
        // Groups are told of measures; where none was counted, none are told.
        let groupings = if reach.measures.is_empty() { 0 } else { reach.by.len() };
        let labels: Vec<Vec<String>> = (0..groupings).map(|by| reach.labels(by)).collect();
        let sizes = labels.iter().enumerate().map(|(by, labels)| {
            let of_group =
                |label: &String| reach.measures.first().map_or(0, |first| first.group(by, label).iter().sum());
            labels.iter().map(of_group).collect()
        });
        let groups = disclosure::GroupCells::lay(figures, reach.people, &sizes.collect::<Vec<_>>())?;
        let none = reach.reached_by_none.map(|none| part(figures, groups.people, none).map(|cell| (cell, none)));
        let none = none.transpose()?;
        let mut measures = vec![];
        for (place, measure) in reach.measures.iter().enumerate() {
            let asked: Vec<Vec<usize>> =
                dropped.iter().filter(|set| set.measure == place).map(|set| set.conditions.clone()).collect();
            measures.push(LaidMeasure::lay(measure, figures, &groups, &labels, asked)?);
        }
        if let Some((reached_by_none, none)) = none {
            for measure in &measures {
                // Whom no measure reaches is among those whom this one does not reach.
                let [_, no, needs] = measure.outcomes.whole;
                let others = (held(figures, no) + held(figures, needs)).saturating_sub(none);
                let not_reached = total(figures, vec![no, needs])?;
                let others = figures.cell(others);
                figures.sum(not_reached, vec![reached_by_none, others])?;
            }
        }
        let variant = reach.variant.as_ref();
        let variant = variant.map(|it| LaidVariant::lay(it, &reach.measures, figures, &groups, &labels, &measures));
        let reached_by_none = none.map(|(cell, _)| cell);
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
            variants: variant.map(|(variant, laid)| laid.show(reach, variant, &self.labels, count)),
        }
    }
}

/// What a cell holds.
fn held(figures: &disclosure::Figures, cell: FigureCell) -> u64 {
    figures.cells().get(cell).copied().unwrap_or_default()
}

/// A cell for a part of `total`, with its complement, which any reader computes.
fn part(figures: &mut disclosure::Figures, total: FigureCell, count: u64) -> Result<FigureCell, FiguresError> {
    halves(figures, total, count).map(|[part, _]| part)
}

/// Cells for a part of `total` and for the rest of it.
fn halves(figures: &mut disclosure::Figures, total: FigureCell, count: u64) -> Result<[FigureCell; 2], FiguresError> {
    let rest = held(figures, total).saturating_sub(count);
    let halves = [figures.cell(count), figures.cell(rest)];
    figures.sum(total, halves.to_vec()).map(|()| halves)
}

/// A cell for a sum of others.
fn total(figures: &mut disclosure::Figures, parts: Vec<FigureCell>) -> Result<FigureCell, FiguresError> {
    let total = figures.cell(parts.iter().map(|part| held(figures, *part)).sum());
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

    /// Lays the three answers, of all and of every group.
    fn outcomes(
        &self,
        figures: &mut disclosure::Figures,
        groups: &disclosure::GroupCells,
        labels: &[Vec<String>],
    ) -> Result<Outcomes, FiguresError> {
        let outcome = self.outcome();
        let of_group = |by: usize| move |label: &String| self.group(by, label);
        let by = labels.iter().enumerate().map(|(by, labels)| labels.iter().map(of_group(by)).collect());
        let by: Vec<Vec<[u64; 3]>> = by.collect();
        Outcomes::lay(figures, groups, [outcome.yes, outcome.no, outcome.needs], &by)
    }
}

/// How many small counts an attacker could work out from everything that is laid, shown or not.
#[cfg(test)]
pub(super) fn leaks(reach: &Reach, threshold: u64, dropped: &[Dropped]) -> usize {
    let mut figures = disclosure::Figures::default();
    Laid::lay(reach, dropped, &mut figures).unwrap();
    disclosure::audit(&disclosure::release(&figures, &Rules { threshold })).len()
}
