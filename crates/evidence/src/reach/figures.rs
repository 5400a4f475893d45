//! Figures of a simulation as they leave: everything that adds up is released together, as one linked system.
//!
//! The shape is that of `onward simulate --format json`; a protected count is `null`. Masks stay behind.

use std::collections::BTreeMap;

use disclosure::{FiguresError, Rules};
use packs::Truth;
use serde::Serialize;

use super::{MeasureReach, Reach};

/// What a simulation found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Figures {
    /// The day that was asked about.
    pub on: String,
    /// Number of people.
    pub people: Option<u64>,
    /// Whether all of them are invented.
    pub synthetic: bool,
    /// The measures, in the order asked for.
    pub measures: Vec<MeasureFigures>,
    /// People for whom no measure says yes.
    pub reached_by_none: Option<u64>,
}

/// One measure. `yes`, `no` and `needs` make up the people; `presumed` is part of `yes`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "each is the key that it names in the contract")]
pub struct MeasureFigures {
    pub pack: String,
    pub measure: String,
    pub yes: Option<u64>,
    pub presumed: Option<u64>,
    pub no: Option<u64>,
    pub needs: Option<u64>,
    pub conditions: Vec<ConditionFigures>,
    pub by: BTreeMap<String, Vec<GroupFigures>>,
    /// The questions that would settle most undecided people, those first.
    pub questions: Vec<QuestionFigures>,
    /// Hash of all that was bound.
    pub hash: String,
}

/// One condition. `met`, `not_met` and `unknown` make up the people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "each is the key that it names in the contract")]
pub struct ConditionFigures {
    pub id: String,
    pub met: Option<u64>,
    pub not_met: Option<u64>,
    pub unknown: Option<u64>,
    /// People whose no would be a yes if this one condition were met.
    pub missed_alone: Option<u64>,
}

/// One group of a breakdown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "each is the key that it names in the contract")]
pub struct GroupFigures {
    pub value: String,
    pub yes: Option<u64>,
    pub no: Option<u64>,
    pub needs: Option<u64>,
}

/// One question to undecided people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct QuestionFigures {
    /// The field; `members` asks who else belongs to the household.
    pub field: String,
    /// Undecided people for whom nothing else is missing.
    pub alone: Option<u64>,
    /// Undecided people for whom it is among what is missing.
    pub among: Option<u64>,
}

impl Reach {
    /// The figures as they may be shown. Those of invented people are shown as counted; of real people every count
    /// below `threshold` is protected, with as many others as it takes.
    pub fn release(&self, threshold: u64) -> Result<Figures, FiguresError> {
        let mut figures = disclosure::Figures::default();
        let laid = Laid::lay(self, &mut figures)?;
        if self.synthetic {
            return Ok(laid.show(self, &|cell| figures.cells().get(cell).copied()));
        }
        let released = disclosure::release(&figures, &Rules { threshold });
        Ok(laid.show(self, &|cell| released.get(cell)))
    }
}

type Cell = usize;
type Outcomes = disclosure::Breakdown<3>;

/// Where each count stands among the cells.
struct Laid {
    groups: disclosure::Groups,
    labels: Vec<Vec<String>>,
    reached_by_none: Cell,
    measures: Vec<LaidMeasure>,
}

struct LaidMeasure {
    outcomes: Outcomes,
    presumed: Cell,
    conditions: Vec<[Cell; 4]>,
    questions: Vec<(String, [Cell; 2])>,
}

impl Laid {
    fn lay(reach: &Reach, figures: &mut disclosure::Figures) -> Result<Self, FiguresError> {
        let labels: Vec<Vec<String>> = (0..reach.by.len()).map(|by| reach.labels(by)).collect();
        let sizes = labels.iter().enumerate().map(|(by, labels)| {
            let of_group =
                |label: &String| reach.measures.first().map_or(0, |first| first.group(by, label).iter().sum());
            labels.iter().map(of_group).collect()
        });
        let groups = disclosure::Groups::lay(figures, reach.people, &sizes.collect::<Vec<_>>())?;
        let reached_by_none = part(figures, groups.people, reach.reached_by_none)?;
        let measures = reach.measures.iter().map(|measure| measure.lay(figures, &groups, &labels));
        let measures = measures.collect::<Result<_, _>>()?;
        Ok(Self { groups, labels, reached_by_none, measures })
    }

    fn show(&self, reach: &Reach, count: &dyn Fn(Cell) -> Option<u64>) -> Figures {
        let measures = reach.measures.iter().zip(&self.measures);
        Figures {
            on: reach.on.to_string(),
            people: count(self.groups.people),
            synthetic: reach.synthetic,
            measures: measures.map(|(measure, laid)| laid.show(measure, &reach.by, &self.labels, count)).collect(),
            reached_by_none: count(self.reached_by_none),
        }
    }
}

/// A cell for a part of `total`, with its complement, which any reader computes.
fn part(figures: &mut disclosure::Figures, total: Cell, count: u64) -> Result<Cell, FiguresError> {
    let whole = figures.cells().get(total).copied().unwrap_or_default();
    let (part, rest) = (figures.cell(count), figures.cell(whole.saturating_sub(count)));
    figures.sum(total, vec![part, rest]).map(|()| part)
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
        let mut outcome = super::Outcome::default();
        for (entry, people) in self.tally.entries.iter().zip(counts.into_iter().flatten()) {
            outcome.add(entry.verdict, false, *people);
        }
        [outcome.yes, outcome.no, outcome.needs]
    }

    fn lay(
        &self,
        figures: &mut disclosure::Figures,
        groups: &disclosure::Groups,
        labels: &[Vec<String>],
    ) -> Result<LaidMeasure, FiguresError> {
        let outcome = self.outcome();
        let of_group = |by: usize| move |label: &String| self.group(by, label);
        let by = labels.iter().enumerate().map(|(by, labels)| labels.iter().map(of_group(by)).collect());
        let by: Vec<Vec<[u64; 3]>> = by.collect();
        let outcomes = Outcomes::lay(figures, groups, [outcome.yes, outcome.no, outcome.needs], &by)?;
        let [yes, no, needs] = outcomes.whole;
        let presumed = part(figures, yes, outcome.presumed)?;
        let conditions = (0..self.bound.conditions.len()).map(|c| self.lay_condition(figures, groups.people, no, c));
        let conditions = conditions.collect::<Result<_, _>>()?;
        let questions = self.lay_questions(figures, needs)?;
        Ok(LaidMeasure { outcomes, presumed, conditions, questions })
    }

    fn lay_condition(
        &self,
        figures: &mut disclosure::Figures,
        people: Cell,
        no: Cell,
        condition: usize,
    ) -> Result<[Cell; 4], FiguresError> {
        let count = |wanted: Truth| {
            let entries = self.tally.entries.iter().filter(|entry| entry.pattern.truth(condition) == wanted);
            entries.map(|entry| entry.people).sum()
        };
        let [met, not_met, unknown] =
            [Truth::True, Truth::False, Truth::Unknown].map(|truth| figures.cell(count(truth)));
        figures.sum(people, vec![met, not_met, unknown])?;
        let alone = self.tally.entries.iter().filter(|entry| self.misses_alone(entry, condition));
        let alone = part(figures, no, alone.map(|entry| entry.people).sum())?;
        let others = figures.cells().get(not_met).zip(figures.cells().get(alone)).map_or(0, |(all, alone)| all - alone);
        let others = figures.cell(others);
        figures.sum(not_met, vec![alone, others])?;
        Ok([met, not_met, unknown, alone])
    }

    fn lay_questions(
        &self,
        figures: &mut disclosure::Figures,
        needs: Cell,
    ) -> Result<Vec<(String, [Cell; 2])>, FiguresError> {
        let mut counted = vec![];
        for (bit, field) in self.questions.iter().enumerate() {
            let asked = self.tally.questions.iter().filter(|(set, _)| *set >> bit & 1 == 1);
            let among: u64 = asked.clone().map(|(_, people)| people).sum();
            let alone: u64 = asked.filter(|(set, _)| set.is_power_of_two()).map(|(_, people)| people).sum();
            counted.push((alone, among, field));
        }
        counted.retain(|(_, among, _)| *among > 0);
        counted.sort_by(|a, b| (b.0, b.1, a.2).cmp(&(a.0, a.1, b.2)));
        let lay = |(alone, among, field): (u64, u64, &String)| {
            let among = part(figures, needs, among)?;
            Ok((field.clone(), [part(figures, among, alone)?, among]))
        };
        counted.into_iter().map(lay).collect()
    }
}

impl LaidMeasure {
    fn show(
        &self,
        measure: &MeasureReach,
        names: &[String],
        labels: &[Vec<String>],
        count: &dyn Fn(Cell) -> Option<u64>,
    ) -> MeasureFigures {
        let group = |(value, cells): (&String, &[Cell; 3])| {
            let [yes, no, needs] = cells.map(count);
            GroupFigures { value: value.clone(), yes, no, needs }
        };
        let groups = |(labels, cells): (&Vec<String>, &Vec<[Cell; 3]>)| labels.iter().zip(cells).map(group).collect();
        let by = labels.iter().zip(&self.outcomes.by).map(groups);
        let condition = |(id, cells): (&String, &[Cell; 4])| {
            let [met, not_met, unknown, missed_alone] = cells.map(count);
            ConditionFigures { id: id.clone(), met, not_met, unknown, missed_alone }
        };
        let question = |(field, cells): &(String, [Cell; 2])| {
            let [alone, among] = cells.map(count);
            QuestionFigures { field: field.clone(), alone, among }
        };
        let [yes, no, needs] = self.outcomes.whole.map(count);
        MeasureFigures {
            pack: measure.bound.pack.clone(),
            measure: measure.bound.measure.clone(),
            yes,
            presumed: count(self.presumed),
            no,
            needs,
            conditions: measure.bound.conditions.iter().map(|c| &c.id).zip(&self.conditions).map(condition).collect(),
            by: names.iter().cloned().zip(by).collect(),
            questions: self.questions.iter().map(question).collect(),
            hash: measure.bound.hash.clone(),
        }
    }
}
