//! One measure: its answers, conditions, groups and questions, what dropping conditions would change, what it costs.

use disclosure::{FiguresError, name_within};
use rules::{Truth, Verdict};

use super::drops::{LaidDrops, Naming};
use super::due::LaidDue;
use super::{Count, FigureCell, MeasureReach, Outcomes, part, rest, said_of};
use crate::reach::{ConditionFigures, GroupFigures, MeasureFigures, QuestionFigures};

pub(super) struct LaidMeasure {
    /// What its cells are called.
    pub(super) name: String,
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
        dropped: (Naming, Vec<Vec<usize>>),
    ) -> Result<Self, FiguresError> {
        let name = measure.cell_name();
        let outcomes = measure.outcomes(figures, groups, labels, &name)?;
        let [yes, _, needs] = outcomes.whole;
        let presumed_name = name_within(&name, "presumed");
        let presumed = part(figures, yes, measure.outcome().presumed, &presumed_name)?;
        said_of(figures, groups.people, presumed, &presumed_name)?;
        let drops = LaidDrops::lay(measure, dropped, figures, groups.people, outcomes.whole, &name)?;
        let condition = |condition: usize| {
            let alone = drops.missed_alone(condition).ok_or(FiguresError::Cells)?;
            measure.lay_condition(figures, groups.people, condition, alone, outcomes.whole, &name)
        };
        let conditions = (0..measure.bound.conditions.len()).map(condition).collect::<Result<_, _>>()?;
        let questions = measure.lay_questions(figures, groups.people, needs, &name)?;
        let due = LaidDue::lay(measure, figures, groups.people, yes, &name)?;
        Ok(Self { name, outcomes, presumed, conditions, questions, drops, due })
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
            GroupFigures { value: value.clone(), yes, no, needs, about: None }
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
            about: None,
            conditions: measure.bound.conditions.iter().map(|c| &c.id).zip(&self.conditions).map(condition).collect(),
            by: names.iter().cloned().zip(by).collect(),
            // One that is shown to be open for nobody has no line; one of which that is hidden has.
            questions: self.questions.iter().map(question).filter(|one| one.among != Some(0)).collect(),
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
        [yes, no, _]: [FigureCell; 3],
        name: &str,
    ) -> Result<[FigureCell; 4], FiguresError> {
        let entries = || self.tally.entries.iter();
        let truth = |wanted: Truth| entries().filter(move |entry| entry.pattern.truth(condition) == wanted);
        let id = self.bound.conditions.get(condition).map_or("", |condition| condition.id.as_str());
        let name = name_within(name, &format!("condition {id}"));
        let [met, not_met, unknown] = [(Truth::True, "met"), (Truth::False, "not met"), (Truth::Unknown, "unknown")]
            .map(|(wanted, truth_name)| {
                figures.named(name_within(&name, truth_name), truth(wanted).map(|entry| entry.people).sum())
            });
        figures.split(people, vec![met, not_met, unknown])?;
        rest(figures, not_met, alone, &name_within(&name, "missed alone"))?;
        // Where the rule asks it of everybody who is reached, readers subtract one from the other.
        if entries()
            .filter(|entry| entry.verdict == Verdict::Yes)
            .all(|entry| entry.pattern.truth(condition) == Truth::True)
        {
            rest(figures, met, yes, &name_within(&name, "met by the reached"))?;
        }
        if truth(Truth::False).all(|entry| entry.verdict == Verdict::No) {
            rest(figures, no, not_met, &name_within(&name, "not met by the refused"))?;
        }
        Ok([met, not_met, unknown, alone])
    }

    fn lay_questions(
        &self,
        figures: &mut disclosure::Figures,
        people: FigureCell,
        needs: FigureCell,
        name: &str,
    ) -> Result<Vec<(String, [FigureCell; 2])>, FiguresError> {
        let mut counted = vec![];
        for (bit, field) in self.questions.iter().enumerate() {
            let asked = self.tally.questions.iter().filter(|(set, _)| *set >> bit & 1 == 1);
            let among: u64 = asked.clone().map(|(_, people)| people).sum();
            let alone: u64 = asked.filter(|(set, _)| set.is_power_of_two()).map(|(_, people)| people).sum();
            counted.push((alone, among, field));
        }
        counted.sort_by(|a, b| (b.0, b.1, a.2).cmp(&(a.0, a.1, b.2)));
        let lay = |(alone, among, field): (u64, u64, &String)| {
            let name = name_within(name, &format!("question {field}"));
            let alone_name = name_within(&name, "alone");
            let among = part(figures, needs, among, &name)?;
            let alone = part(figures, among, alone, &alone_name)?;
            said_of(figures, people, among, &name)?;
            said_of(figures, people, alone, &alone_name)?;
            Ok((field.clone(), [alone, among]))
        };
        counted.into_iter().map(lay).collect()
    }
}
