//! What an analyst makes of figures: one linear system over all days and breakdowns, solved by floating-point
//! elimination, with bounds drawn together over every equation and every derived one.

use std::collections::{BTreeMap, BTreeSet};

use crate::reach::ReachFigures;

/// A count by what it is of: a kind (`yes`, `lost met`) and a group (none for all).
pub type Cell = (String, Option<(String, String)>);

/// An unknown of the system: a cell of a day.
type Unknown = (usize, Cell);

#[derive(Default)]
pub struct Analyst {
    /// What was shown of each cell of each day, in any answer.
    known: BTreeMap<Unknown, Option<u64>>,
}

type Row = (BTreeMap<usize, f64>, f64);

/// Every count that is shown or hidden in figures of one measure.
pub fn cells(figures: &ReachFigures) -> BTreeMap<Cell, Option<u64>> {
    let measure = &figures.measures[0];
    let mut cells = BTreeMap::new();
    let mut all = |kind: &str, count| cells.insert((kind.to_owned(), None), count);
    all("people", figures.people);
    all("yes", measure.yes);
    all("no", measure.no);
    all("needs", measure.needs);
    for condition in &measure.conditions {
        let counts = [condition.met, condition.not_met, condition.unknown, condition.missed_alone];
        for (kind, count) in ["met", "not met", "unknown", "missed alone"].into_iter().zip(counts) {
            all(&format!("{} {kind}", condition.id), count);
        }
    }
    for (by, groups) in &measure.by {
        for group in groups {
            for (kind, count) in [("yes", group.yes), ("no", group.no), ("needs", group.needs)] {
                cells.insert((kind.to_owned(), Some((by.clone(), group.value.clone()))), count);
            }
        }
    }
    cells
}

impl Analyst {
    pub fn told(&mut self, day: usize, figures: &ReachFigures) {
        for (cell, count) in cells(figures) {
            let known = self.known.entry((day, cell)).or_default();
            *known = known.or(count);
        }
    }

    /// The sums that everybody knows to hold: which cells of a day make up which.
    fn sums(&self, day: usize) -> Vec<(Cell, Vec<Cell>)> {
        let own: Vec<&Cell> = self.known.keys().filter(|(of, _)| *of == day).map(|(_, cell)| cell).collect();
        let whole = |kind: &str| (kind.to_owned(), None);
        let mut sums = vec![(whole("people"), ["yes", "no", "needs"].map(whole).to_vec())];
        for condition in ["lost", "cares"] {
            let parts = ["met", "not met", "unknown"].map(|kind| whole(&format!("{condition} {kind}")));
            sums.push((whole("people"), parts.to_vec()));
        }
        let by: BTreeSet<&String> = own.iter().filter_map(|(_, group)| group.as_ref().map(|(by, _)| by)).collect();
        for by in by {
            for kind in ["yes", "no", "needs"] {
                let parts = own.iter().filter(|(own, group)| own == kind && group.as_ref().is_some_and(|g| g.0 == *by));
                sums.push((whole(kind), parts.map(|cell| (*cell).clone()).collect()));
            }
        }
        sums
    }

    fn days(&self) -> BTreeSet<usize> {
        self.known.keys().map(|(day, _)| *day).collect()
    }

    fn solve(&self) -> Solved {
        let unknowns = self.known.iter().filter(|(_, count)| count.is_none());
        let columns: BTreeMap<Unknown, usize> =
            unknowns.enumerate().map(|(column, (unknown, _))| (unknown.clone(), column)).collect();
        let mut rows: Vec<Row> = vec![];
        for day in self.days() {
            for (total, parts) in self.sums(day) {
                let mut row = (BTreeMap::new(), 0.0);
                for (cell, factor) in parts.into_iter().map(|part| (part, 1.0)).chain([(total, -1.0)]) {
                    let unknown = (day, cell);
                    match self.known[&unknown] {
                        Some(count) => row.1 -= factor * number(count),
                        None => *row.0.entry(columns[&unknown]).or_insert(0.0) += factor,
                    }
                }
                rows.push(row);
            }
        }
        let reduced = reduce(rows.clone());
        rows.extend(reduced.values().cloned());
        let bounds = narrow(&rows, columns.len());
        Solved { columns, reduced, bounds }
    }

    /// Small counts of somebody that are shown, or held below the threshold by what is.
    pub fn small_counts(&self, truths: &[BTreeMap<Cell, u64>], threshold: u64) -> Vec<(Unknown, u64)> {
        let solved = self.solve();
        let small = |(unknown, shown): (&Unknown, &Option<u64>)| {
            let truth = truths[unknown.0][&unknown.1];
            let (_, most) = solved.range(unknown, *shown);
            ((1..threshold).contains(&truth) && most < number(threshold)).then(|| (unknown.clone(), truth))
        };
        self.known.iter().filter_map(small).collect()
    }

    /// Small groups of whom it is told that nobody, or everybody, is of a kind.
    pub fn small_groups(&self, truths: &[BTreeMap<Cell, u64>], threshold: u64) -> Vec<Unknown> {
        let solved = self.solve();
        let tells = |(unknown, shown): (&Unknown, &Option<u64>)| {
            let (day, (_, group)) = unknown;
            let of_group = |kind: &str| truths[*day][&(kind.to_owned(), group.clone())];
            let size =
                if group.is_some() { ["yes", "no", "needs"].map(of_group).iter().sum() } else { of_group("people") };
            let (least, most) = solved.range(unknown, *shown);
            let truth = truths[*day][&unknown.1];
            let none = truth == 0 && most < number(threshold);
            let all = truth == size && least > number(size.saturating_sub(threshold).max(1));
            let small = (1..10 * threshold).contains(&size) && unknown.1.1.is_some();
            (small && (none || all)).then(|| unknown.clone())
        };
        self.known.iter().filter_map(tells).collect()
    }

    /// Changes of fewer than the threshold that are known, or held below it.
    pub fn small_changes(&self, truths: &[BTreeMap<Cell, u64>], threshold: u64) -> Vec<((usize, usize), Cell)> {
        let solved = self.solve();
        let mut found = vec![];
        for ((day, cell), shown) in &self.known {
            for earlier in self.days().into_iter().filter(|earlier| earlier < day) {
                let before = (earlier, cell.clone());
                let Some(then) = self.known.get(&before) else { continue };
                let (least, most) = solved.range(&(*day, cell.clone()), *shown);
                let (old_least, old_most) = solved.range(&before, *then);
                let change = truths[*day][cell].abs_diff(truths[earlier][cell]);
                let held = most - old_least < number(threshold) && least - old_most > -number(threshold);
                if (1..threshold).contains(&change) && held {
                    found.push(((earlier, *day), cell.clone()));
                }
            }
        }
        found
    }

    /// Changes of fewer than the threshold of several cells together, where the system tells their sums on both days:
    /// of the parts of every sum that one of the days hides.
    pub fn small_changes_together(
        &self,
        truths: &[BTreeMap<Cell, u64>],
        threshold: u64,
    ) -> Vec<((usize, usize), Vec<Cell>)> {
        let solved = self.solve();
        let mut found = vec![];
        for day in self.days() {
            for earlier in self.days().into_iter().filter(|earlier| *earlier < day) {
                for (_, parts) in self.sums(day) {
                    let hides = |day: usize, cell: &Cell| self.known.get(&(day, cell.clone())) == Some(&None);
                    let now: Vec<Cell> = parts.iter().filter(|cell| hides(day, cell)).cloned().collect();
                    let then: Vec<Cell> = parts.iter().filter(|cell| hides(earlier, cell)).cloned().collect();
                    let either = parts.iter().filter(|cell| hides(day, cell) || hides(earlier, cell));
                    for cells in [now.clone(), then, either.cloned().collect()] {
                        let count =
                            |day: usize| cells.iter().map(|cell| truths[day].get(cell).unwrap_or(&0)).sum::<u64>();
                        let change = count(day).abs_diff(count(earlier));
                        let told = |day: usize| solved.tells(cells.iter().map(|cell| (day, cell.clone())));
                        if (1..threshold).contains(&change) && told(day) && told(earlier) {
                            found.push(((earlier, day), cells));
                        }
                    }
                }
            }
        }
        found
    }
}

struct Solved {
    columns: BTreeMap<Unknown, usize>,
    reduced: BTreeMap<usize, Row>,
    bounds: Vec<(f64, f64)>,
}

impl Solved {
    fn range(&self, unknown: &Unknown, shown: Option<u64>) -> (f64, f64) {
        shown.map_or_else(|| self.bounds[self.columns[unknown]], |count| (number(count), number(count)))
    }

    /// Whether the system tells what hidden cells are together.
    fn tells(&self, cells: impl Iterator<Item = Unknown>) -> bool {
        let mut row: BTreeMap<usize, f64> = cells.filter_map(|cell| Some((*self.columns.get(&cell)?, 1.0))).collect();
        let leads: Vec<usize> = row.keys().copied().filter(|column| self.reduced.contains_key(column)).collect();
        for lead in leads {
            subtract(&mut row, &self.reduced[&lead].0, lead);
        }
        row.values().all(|value| value.abs() < 1e-6)
    }
}

fn number(count: u64) -> f64 {
    f64::from(u32::try_from(count).unwrap())
}

/// Takes `lead` out of `row` with the help of a row in which it stands once.
fn subtract(row: &mut BTreeMap<usize, f64>, other: &BTreeMap<usize, f64>, lead: usize) -> f64 {
    let factor = row.get(&lead).copied().unwrap_or_default();
    for (column, value) in other {
        *row.entry(*column).or_insert(0.0) -= factor * value;
    }
    row.retain(|_, value| value.abs() > 1e-9);
    factor
}

fn reduce(rows: Vec<Row>) -> BTreeMap<usize, Row> {
    let mut solved: BTreeMap<usize, Row> = BTreeMap::new();
    for (mut row, mut equals) in rows {
        let leads: Vec<usize> = row.keys().copied().filter(|column| solved.contains_key(column)).collect();
        for lead in leads {
            equals -= subtract(&mut row, &solved[&lead].0, lead) * solved[&lead].1;
        }
        let Some((lead, value)) = row.iter().map(|(column, value)| (*column, *value)).next() else { continue };
        for own in row.values_mut() {
            *own /= value;
        }
        equals /= value;
        for (other, sum) in solved.values_mut() {
            *sum -= subtract(other, &row, lead) * equals;
        }
        solved.insert(lead, (row, equals));
    }
    solved
}

/// The least and the most of each column, none below nobody, whole numbers all.
fn narrow(rows: &[Row], columns: usize) -> Vec<(f64, f64)> {
    let mut bounds = vec![(0.0_f64, f64::INFINITY); columns];
    for _ in 0..40 {
        for (row, equals) in rows {
            for (column, factor) in row {
                let others = row.iter().filter(|(other, _)| *other != column);
                let (low, high) = others.fold((0.0, 0.0), |(low, high), (other, factor)| {
                    let (least, most) = bounds[*other];
                    let ends =
                        if *factor > 0.0 { (least * factor, most * factor) } else { (most * factor, least * factor) };
                    (low + ends.0, high + ends.1)
                });
                let (one, two) = ((equals - high) / factor, (equals - low) / factor);
                let own = &mut bounds[*column];
                own.0 = own.0.max((one.min(two) - 1e-6).ceil());
                own.1 = own.1.min((one.max(two) + 1e-6).floor());
            }
        }
    }
    bounds
}
