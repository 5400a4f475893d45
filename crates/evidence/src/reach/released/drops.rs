//! What dropping conditions would change, laid so that no two sets can be subtracted from each other.
//!
//! Everybody who is not reached belongs to exactly one group of people who come out alike whichever set is dropped.
//! These groups are cells of the linked system, though nobody is shown them, and every figure about a set is a sum of
//! some of them: so is the count of those whom one condition alone leaves behind.

use disclosure::{FiguresError, name_within};
use rules::Verdict;

use super::{Count, FigureCell, MeasureReach, said_of, total};
use crate::reach::DropFigures;
use crate::reach::dropping::Alike;

pub(super) struct LaidDrops {
    /// For each condition, the people whom it alone leaves behind.
    alone: Vec<FigureCell>,
    named: Vec<LaidDrop>,
    asked: Vec<LaidDrop>,
}

/// Which sets of conditions have a line without being asked for.
#[derive(Debug, Clone, Copy)]
pub(super) enum Naming {
    /// Of invented people those that would reach most more, by their true counts.
    WorthDropping,
    /// Of real people every single condition: what has a line then follows from what is shown of each.
    EachAlone,
    /// Of people on record none: nobody agreed to such a question about them.
    Nothing,
}

struct LaidDrop {
    conditions: Vec<usize>,
    /// Yes, no, needs and gained.
    cells: [FigureCell; 4],
}

/// Groups of people with their cells.
struct Groups<'a> {
    alike: &'a [(Alike, FigureCell)],
}

impl Groups<'_> {
    /// The cells of those who have one verdict now and would have another with a set dropped.
    fn cells(&self, set: usize, now: &[Verdict], then: Verdict) -> Vec<FigureCell> {
        let fits = |alike: &Alike| now.contains(&alike.before) && alike.after.get(set) == Some(&then);
        self.alike.iter().filter(|(alike, _)| fits(alike)).map(|(_, cell)| *cell).collect()
    }
}

impl LaidDrops {
    pub(super) fn lay(
        measure: &MeasureReach,
        (naming, asked): (Naming, Vec<Vec<usize>>),
        figures: &mut disclosure::Figures,
        people: FigureCell,
        [yes, no, needs]: [FigureCell; 3],
        name: &str,
    ) -> Result<Self, FiguresError> {
        let singles = measure.bound.conditions.len();
        let named = match naming {
            Naming::WorthDropping => measure.worth_dropping(),
            Naming::EachAlone => (0..singles).map(|condition| vec![condition]).collect(),
            Naming::Nothing => vec![],
        };
        let sets: Vec<Vec<usize>> =
            (0..singles).map(|condition| vec![condition]).chain(named.clone()).chain(asked.clone()).collect();
        let all: Vec<String> = sets.iter().map(|set| measure.set_name(set)).collect();
        let lay = |alike: Alike| {
            let name =
                name_within(name, &format!("alike {:?} {:?} with {}", alike.before, alike.after, all.join("; ")));
            let cell = figures.behind(name, alike.people);
            (alike, cell)
        };
        let alike: Vec<(Alike, FigureCell)> = measure.alike(&sets).into_iter().map(lay).collect();
        for (verdict, whole) in [(Verdict::No, no), (Verdict::Needs, needs)] {
            let parts: Vec<FigureCell> =
                alike.iter().filter(|(alike, _)| alike.before == verdict).map(|(_, cell)| *cell).collect();
            if !parts.is_empty() {
                figures.sum(whole, parts)?;
            }
        }
        let groups = Groups { alike: &alike };
        let alone = (0..singles).map(|set| {
            let name = name_within(name, &format!("missed alone by {}", measure.set_name(&[set])));
            let alone = total(figures, groups.cells(set, &[Verdict::No], Verdict::Yes), &name)?;
            said_of(figures, people, alone, &name).map(|()| alone)
        });
        let alone = alone.collect::<Result<_, _>>()?;
        // A set that is both named and asked for is laid once.
        let mut seen: Vec<(Vec<usize>, LaidDrop)> = vec![];
        let mut place = singles..;
        let mut lay = |sets: Vec<Vec<usize>>| {
            let mut laid = vec![];
            for (conditions, set) in sets.into_iter().zip(place.by_ref()) {
                let known = seen.iter().find(|(known, _)| *known == sorted(&conditions)).map(|(_, drop)| drop.cells);
                let name = name_within(name, &format!("without {}", measure.set_name(&conditions)));
                let drop = match known {
                    Some(cells) => LaidDrop { conditions, cells },
                    None => LaidDrop::lay(conditions, set, &groups, figures, people, yes, &name)?,
                };
                seen.push((sorted(&drop.conditions), LaidDrop { conditions: vec![], cells: drop.cells }));
                laid.push(drop);
            }
            Ok(laid)
        };
        Ok(Self { alone, named: lay(named)?, asked: lay(asked)? })
    }

    /// The people whom this condition alone leaves behind.
    pub(super) fn missed_alone(&self, condition: usize) -> Option<FigureCell> {
        self.alone.get(condition).copied()
    }

    /// What is named, but for what is shown to gain nobody, and what was asked to be dropped.
    pub(super) fn show(&self, measure: &MeasureReach, count: Count) -> (Vec<DropFigures>, Vec<DropFigures>) {
        let show = |drop: &LaidDrop| {
            let conditions = drop.conditions.iter().filter_map(|place| measure.bound.conditions.get(*place));
            let [yes, no, needs, gained] = drop.cells.map(count);
            DropFigures { conditions: conditions.map(|found| found.id.clone()).collect(), yes, no, needs, gained }
        };
        let named = self.named.iter().map(show).filter(|drop| drop.gained != Some(0));
        (named.collect(), self.asked.iter().map(show).collect())
    }
}

impl LaidDrop {
    fn lay(
        conditions: Vec<usize>,
        set: usize,
        groups: &Groups,
        figures: &mut disclosure::Figures,
        people: FigureCell,
        reached: FigureCell,
        name: &str,
    ) -> Result<Self, FiguresError> {
        let not_reached = [Verdict::No, Verdict::Needs];
        let within = |inner: &str| name_within(name, inner);
        let gained = total(figures, groups.cells(set, &not_reached, Verdict::Yes), &within("gained"))?;
        said_of(figures, people, gained, &within("gained"))?;
        let yes = total(figures, vec![reached, gained], &within("yes"))?;
        let no = total(figures, groups.cells(set, &not_reached, Verdict::No), &within("no"))?;
        let needs = total(figures, groups.cells(set, &not_reached, Verdict::Needs), &within("needs"))?;
        figures.split(people, vec![yes, no, needs])?;
        Ok(Self { conditions, cells: [yes, no, needs, gained] })
    }
}

fn sorted(set: &[usize]) -> Vec<usize> {
    let set: std::collections::BTreeSet<usize> = set.iter().copied().collect();
    set.into_iter().collect()
}

impl MeasureReach {
    /// Conditions by name, in the order of the rule, each once.
    fn set_name(&self, set: &[usize]) -> String {
        let ids = sorted(set).into_iter().filter_map(|place| self.bound.conditions.get(place));
        ids.map(|condition| condition.id.as_str()).collect::<Vec<_>>().join("+")
    }
}
