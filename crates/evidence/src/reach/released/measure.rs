//! One measure: its answers, conditions, groups and questions, what dropping conditions would change, what it costs.

use disclosure::FiguresError;
use rules::Truth;

use super::drops::LaidDrops;
use super::due::LaidDue;
use super::{Count, FigureCell, MeasureReach, Outcomes, held, part};
use crate::reach::{ConditionFigures, GroupFigures, MeasureFigures, QuestionFigures};

pub(super) struct LaidMeasure {
    pub(super) outcomes: Outcomes,
    presumed: FigureCell,
    /// Met, not met, unknown, and missed by this one alone.
    conditions: Vec<[FigureCell; 4]>,
    questions: Vec<(String, [FigureCell; 2])>,
    drops: LaidDrops,
    pub(super) due: LaidDue,
}

impl LaidMeasure {
    pub(super) fn lay(
        measure: &MeasureReach,
        figures: &mut disclosure::Figures,
        groups: &disclosure::GroupCells,
        labels: &[Vec<String>],
        asked: Vec<Vec<usize>>,
    ) -> Result<Self, FiguresError> {
        let outcomes = measure.outcomes(figures, groups, labels)?;
        let [yes, _, needs] = outcomes.whole;
        let presumed = part(figures, yes, measure.outcome().presumed)?;
        let drops = LaidDrops::lay(measure, asked, figures, groups.people, outcomes.whole)?;
        let alone = |condition: usize| drops.missed_alone(condition);
        let conditions = (0..measure.bound.conditions.len()).map(|condition| {
            let alone = alone(condition).ok_or(FiguresError::Cells)?;
            measure.lay_condition(figures, groups.people, condition, alone)
        });
        let conditions = conditions.collect::<Result<_, _>>()?;
        let questions = measure.lay_questions(figures, needs)?;
        let due = LaidDue::lay(measure, figures, yes)?;
        Ok(Self { outcomes, presumed, conditions, questions, drops, due })
    }

    pub(super) fn show(
        &self,
        measure: &MeasureReach,
        names: &[String],
        labels: &[Vec<String>],
        count: Count,
    ) -> MeasureFigures {
        let group = |(value, cells): (&String, &[FigureCell; 3])| {
            let [yes, no, needs] = cells.map(count);
            GroupFigures { value: value.clone(), yes, no, needs }
        };
        let groups =
            |(labels, cells): (&Vec<String>, &Vec<[FigureCell; 3]>)| labels.iter().zip(cells).map(group).collect();
        let by = labels.iter().zip(&self.outcomes.by).map(groups);
        let condition = |(id, cells): (&String, &[FigureCell; 4])| {
            let [met, not_met, unknown, missed_alone] = cells.map(count);
            ConditionFigures { id: id.clone(), met, not_met, unknown, missed_alone }
        };
        let question = |(field, cells): &(String, [FigureCell; 2])| {
            let [alone, among] = cells.map(count);
            QuestionFigures { field: field.clone(), alone, among }
        };
        let [yes, no, needs] = self.outcomes.whole.map(count);
        let (drop_to_reach, dropped) = self.drops.show(measure, count);
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
            drop_to_reach,
            dropped,
            cost: self.due.costs(measure, count),
            quota: self.due.quota(measure, count),
            hash: measure.bound.hash.clone(),
        }
    }
}

impl MeasureReach {
    fn lay_condition(
        &self,
        figures: &mut disclosure::Figures,
        people: FigureCell,
        condition: usize,
        alone: FigureCell,
    ) -> Result<[FigureCell; 4], FiguresError> {
        let count = |wanted: Truth| {
            let entries = self.tally.entries.iter().filter(|entry| entry.pattern.truth(condition) == wanted);
            entries.map(|entry| entry.people).sum()
        };
        let [met, not_met, unknown] =
            [Truth::True, Truth::False, Truth::Unknown].map(|truth| figures.cell(count(truth)));
        figures.sum(people, vec![met, not_met, unknown])?;
        let others = held(figures, not_met).saturating_sub(held(figures, alone));
        let others = figures.cell(others);
        figures.sum(not_met, vec![alone, others])?;
        Ok([met, not_met, unknown, alone])
    }

    fn lay_questions(
        &self,
        figures: &mut disclosure::Figures,
        needs: FigureCell,
    ) -> Result<Vec<(String, [FigureCell; 2])>, FiguresError> {
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
