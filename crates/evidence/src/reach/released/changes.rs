//! A variant: who changes from which answer to which, laid over the same groups as the answers on both sides, so that
//! rows add up to what is and columns to what would be.

use disclosure::{FiguresError, name_within};
use model::Currency;

use super::due::{LaidDue, named};
use super::measure::LaidMeasure;
use super::{ANSWERS, Count, FigureCell, MeasureReach, Outcomes, Reach, part, said_of, total};
use crate::reach::cost::Cost;
use crate::reach::variant::{AnswerChange, Compared, SeenPair, Transition, place_of};
use crate::reach::{
    ChangeFigures, GroupVariant, MeasureVariant, ResponsibleFigures, Span, SplitFigures, TransitionFigures,
    VariantCost, VariantFigures, money,
};

pub(super) struct LaidVariant {
    pairs: Vec<LaidPair>,
}

struct LaidPair {
    before: [FigureCell; 3],
    after: [FigureCell; 3],
    due: LaidDue,
    whole: AnswerTable,
    changes: [LaidChange; 3],
    by: Vec<Vec<LaidGroup>>,
}

/// Cells by answer before, then by answer after.
type AnswerTable = [[FigureCell; 3]; 3];

struct LaidGroup {
    table: AnswerTable,
    changes: [FigureCell; 3],
}

struct LaidChange {
    people: FigureCell,
    /// By position in the side that answers for it: all, and alone.
    conditions: Vec<(usize, [FigureCell; 2])>,
    several: FigureCell,
}

impl LaidVariant {
    pub(super) fn lay(
        compared: &Compared,
        before: &[MeasureReach],
        figures: &mut disclosure::Figures,
        groups: &disclosure::GroupCells,
        labels: &[Vec<String>],
        laid: &[LaidMeasure],
    ) -> Result<Self, FiguresError> {
        let mut pairs = vec![];
        for seen in compared.seen(before) {
            let own = laid.get(seen.pair.before).ok_or(FiguresError::Groups)?;
            pairs.push(LaidPair::lay(seen, &own.outcomes, figures, groups, labels)?);
        }
        Ok(Self { pairs })
    }
}

impl LaidPair {
    fn lay(
        seen: SeenPair,
        before: &Outcomes,
        figures: &mut disclosure::Figures,
        groups: &disclosure::GroupCells,
        labels: &[Vec<String>],
    ) -> Result<Self, FiguresError> {
        // A variant is another question with every version of it.
        let name = name_within(&seen.before.cell_name(), "variant");
        let name = name_within(&name_within(&name, &seen.after.bound.pack), &seen.after.bound.hash);
        let after = seen.after.outcomes(figures, groups, labels, &name)?;
        let due = LaidDue::lay(seen.after, figures, groups.people, after.whole[0], &name)?;
        let transitions = seen.transitions(None);
        let whole = table(figures, transitions, groups.people, before.whole, after.whole, &name)?;
        let sizes = groups.by.iter().zip(groups.names());
        let mut by = vec![];
        for (place, (((labels, before), after), (sizes, names))) in
            labels.iter().zip(&before.by).zip(&after.by).zip(sizes).enumerate()
        {
            let mut laid = vec![];
            let groups = labels.iter().zip(before).zip(after).zip(sizes.iter().zip(names));
            for (((label, before), after), (size, group)) in groups {
                let name = name_within(&name, group);
                let transitions = seen.transitions(Some((place, label)));
                let table = table(figures, transitions, *size, *before, *after, &name)?;
                laid.push(LaidGroup { table, changes: changes(figures, &table, &name)? });
            }
            tie(figures, &whole, &laid)?;
            by.push(laid);
        }
        let cells = changes(figures, &whole, &name)?;
        for (place, people) in cells.into_iter().enumerate() {
            for groups in by.iter().filter(|groups| !groups.is_empty()) {
                let parts = groups.iter().filter_map(|group: &LaidGroup| group.changes.get(place).copied());
                figures.sum(people, parts.collect())?;
            }
        }
        let [gained, lost, newly] = cells;
        let [first, second, third] = AnswerChange::ALL;
        let changes = [
            LaidChange::lay(seen, first, (groups.people, gained), figures, &name_within(&name, CHANGES[0]))?,
            LaidChange::lay(seen, second, (groups.people, lost), figures, &name_within(&name, CHANGES[1]))?,
            LaidChange::lay(seen, third, (groups.people, newly), figures, &name_within(&name, CHANGES[2]))?,
        ];
        Ok(Self { before: before.whole, after: after.whole, due, whole, changes, by })
    }
}

/// What cells of the three changes are called.
const CHANGES: [&str; 3] = ["gained", "lost", "newly undecidable"];

/// Lays nine cells of a group; rows add up to the answers before, columns to those after.
fn table(
    figures: &mut disclosure::Figures,
    counts: [[u64; 3]; 3],
    people: FigureCell,
    before: [FigureCell; 3],
    after: [FigureCell; 3],
    name: &str,
) -> Result<AnswerTable, FiguresError> {
    let mut cells = AnswerTable::default();
    for ((row, counts), from) in cells.iter_mut().zip(counts).zip(ANSWERS) {
        for ((cell, count), to) in row.iter_mut().zip(counts).zip(ANSWERS) {
            *cell = figures.named(name_within(name, &format!("{from} to {to}")), count);
        }
    }
    figures.split(people, cells.concat())?;
    for (row, whole) in cells.iter().zip(before) {
        figures.sum(whole, row.to_vec())?;
    }
    for (column, whole) in after.into_iter().enumerate() {
        figures.sum(whole, cells.iter().filter_map(|row| row.get(column).copied()).collect())?;
    }
    Ok(cells)
}

/// Groups add up to the whole, transition by transition.
fn tie(figures: &mut disclosure::Figures, whole: &AnswerTable, groups: &[LaidGroup]) -> Result<(), FiguresError> {
    for (row, cells) in whole.iter().enumerate() {
        for (column, cell) in cells.iter().enumerate() {
            let parts = groups.iter().filter_map(|group| group.table.get(row)?.get(column).copied());
            let parts: Vec<FigureCell> = parts.collect();
            if !parts.is_empty() {
                figures.sum(*cell, parts)?;
            }
        }
    }
    Ok(())
}

/// Cells of the people gained, lost and newly undecidable.
fn changes(
    figures: &mut disclosure::Figures,
    table: &AnswerTable,
    name: &str,
) -> Result<[FigureCell; 3], FiguresError> {
    let at = |(from, to): Transition| table.get(place_of(from)).and_then(|row| row.get(place_of(to))).copied();
    let mut sum = |change: AnswerChange, kind: &str| {
        total(figures, change.transitions().into_iter().filter_map(at).collect(), &name_within(name, kind))
    };
    let [gained, lost, newly] = AnswerChange::ALL;
    Ok([sum(gained, CHANGES[0])?, sum(lost, CHANGES[1])?, sum(newly, CHANGES[2])?])
}

impl LaidChange {
    fn lay(
        seen: SeenPair,
        change: AnswerChange,
        (everybody, people): (FigureCell, FigureCell),
        figures: &mut disclosure::Figures,
        name: &str,
    ) -> Result<Self, FiguresError> {
        let sets = seen.responsible(change);
        let of = |condition: usize, most: usize| {
            let fits = |set: &&Vec<usize>| set.contains(&condition) && set.len() <= most;
            sets.iter().filter(|(set, _)| fits(set)).map(|(_, people)| *people).sum::<u64>()
        };
        let places = 0..seen.side(change).bound.conditions.len();
        let mut counted: Vec<(u64, u64, usize)> =
            places.map(|place| (of(place, usize::MAX), of(place, 1), place)).collect();
        counted.sort_by_key(|(all, alone, place)| (std::cmp::Reverse((*all, *alone)), *place));
        let mut conditions = vec![];
        for (all, alone, place) in counted {
            let id = seen.side(change).bound.conditions.get(place).map_or("", |condition| condition.id.as_str());
            let name = name_within(name, &format!("condition {id}"));
            let alone_name = name_within(&name, "alone");
            let all = part(figures, people, all, &name)?;
            let alone = part(figures, all, alone, &alone_name)?;
            said_of(figures, everybody, all, &name)?;
            said_of(figures, everybody, alone, &alone_name)?;
            conditions.push((place, [all, alone]));
        }
        let alone: Vec<FigureCell> = conditions.iter().map(|(_, [_, alone])| *alone).collect();
        let several = alone.iter().map(|cell| figures.count(*cell)).sum();
        let several = figures.count(people).saturating_sub(several);
        let several = figures.named(name_within(name, "several"), several);
        said_of(figures, everybody, several, &name_within(name, "several"))?;
        figures.sum(people, alone.into_iter().chain([several]).collect())?;
        Ok(Self { people, conditions, several })
    }

    fn show(&self, side: &MeasureReach, count: Count) -> ChangeFigures {
        let condition = |(place, cells): &(usize, [FigureCell; 2])| {
            let [people, alone] = cells.map(count);
            let condition = side.bound.conditions.get(*place).map(|found| found.id.clone());
            ResponsibleFigures { condition: condition.unwrap_or_default(), people, alone }
        };
        ChangeFigures {
            people: count(self.people),
            conditions: self.conditions.iter().map(condition).filter(|one| one.people != Some(0)).collect(),
            several: count(self.several),
        }
    }
}

fn split(cells: [FigureCell; 3], count: Count) -> SplitFigures {
    let [yes, no, needs] = cells.map(count);
    SplitFigures { yes, no, needs }
}

fn transitions(table: &AnswerTable, count: Count) -> TransitionFigures {
    let [yes, no, needs] = table.map(|row| split(row, count));
    TransitionFigures { yes, no, needs }
}

impl LaidVariant {
    pub(super) fn show(
        &self,
        reach: &Reach,
        compared: &Compared,
        labels: &[Vec<String>],
        count: Count,
    ) -> VariantFigures {
        let seen = compared.seen(&reach.measures).zip(&self.pairs);
        VariantFigures {
            measures: seen.map(|(seen, laid)| laid.show(seen, &reach.by, labels, count)).collect(),
            not_compared: compared.failed.clone(),
            only_before: compared.only_before.clone(),
            only_after: compared.only_after.clone(),
        }
    }
}

impl LaidPair {
    fn show(&self, seen: SeenPair, names: &[String], labels: &[Vec<String>], count: Count) -> MeasureVariant {
        let group = |(value, group): (&String, &LaidGroup)| {
            let [gained, lost, newly_undecidable] = group.changes.map(count);
            let transitions = transitions(&group.table, count);
            GroupVariant { value: value.clone(), transitions, gained, lost, newly_undecidable }
        };
        let by = labels.iter().zip(&self.by).map(|(labels, groups)| labels.iter().zip(groups).map(group).collect());
        let [gained, lost, newly_undecidable] = &self.changes;
        let [one, two, three] = AnswerChange::ALL.map(|change| seen.side(change));
        MeasureVariant {
            measure: seen.before.bound.measure.clone(),
            pack: seen.before.bound.pack.clone(),
            variant: seen.after.bound.pack.clone(),
            before: split(self.before, count),
            after: split(self.after, count),
            transitions: transitions(&self.whole, count),
            gained: gained.show(one, count),
            lost: lost.show(two, count),
            newly_undecidable: newly_undecidable.show(three, count),
            by: names.iter().cloned().zip(by).collect(),
            cost: self.costs(seen, count),
            hash: seen.after.bound.hash.clone(),
        }
    }

    /// Money moves with people: it is shown where every transition is.
    fn costs(&self, seen: SeenPair, count: Count) -> Vec<VariantCost> {
        let shown = self.whole.iter().flatten().all(|cell| count(*cell).is_some()) && self.due.shown(count);
        let after = named(&seen.after.bound).enumerate().map(|(place, (name, currency))| {
            let span = |cost: Option<&Cost>, of: fn(&Cost, Currency) -> Span| match cost {
                Some(cost) if shown => of(cost, currency),
                _ => Span::default(),
            };
            let same = named(&seen.before.bound).position(|other| other == (name, currency));
            let newly = seen.pair.tally.newly.get(place);
            VariantCost {
                name: name.into(),
                currency: currency.to_string(),
                before: same.map(|place| span(seen.before.tally.yields.costs.get(place), money::span)),
                after: span(seen.after.tally.yields.costs.get(place), money::span),
                newly_reached: span(newly, money::span),
                per_newly_reached: span(newly, money::each),
            }
        });
        after.collect()
    }
}
