//! Primary rules: which cells ask for protection, and how far a reader must hold each of them possible.
//!
//! Three ask for it. A count below the threshold. None of a group of fewer than ten thresholds, which tells of every
//! member: there a count that may be shown is never more than nine tenths of its group, so that only none and all speak
//! of everybody (and where all are of one kind, the other kinds are none). A change below the threshold since a count
//! of the same name was released of another day; no change too, where the group is small or where little else moved in
//! it, since then it tells of those few who came or went.
//! Nothing is asked for a none that follows from the none of a larger group, nor for groups of nobody.

use std::collections::BTreeSet;

use crate::link::Links;
use crate::need::Need;
use crate::{Figures, Rules, Sum};

/// The needs of every cell of figures, by position.
pub fn needs(figures: &Figures, rules: Rules, links: &Links) -> Vec<Vec<Need>> {
    let nobody = telling_nobody(figures, rules);
    let everybody = beside(figures, &nobody);
    let of = |(cell, count): (usize, &u64)| match *count {
        0 if nobody.contains(&cell) => vec![Need::Nobody],
        0 => vec![],
        count => {
            let small = (count < rules.threshold).then_some(Need::Small);
            let all = everybody.contains(&cell).then_some(Need::Everybody);
            small.into_iter().chain(all).chain(links.changes(cell, count, rules)).collect()
        }
    };
    figures.cells().iter().enumerate().map(of).collect()
}

/// The cells of nobody that tell of a small group, and the sums of such cells; but none that follows from the none of a
/// large group.
fn telling_nobody(figures: &Figures, rules: Rules) -> BTreeSet<usize> {
    let nobody =
        |sum: &Sum| -> Vec<usize> { sum.parts.iter().copied().filter(|part| figures.count(*part) == 0).collect() };
    let empty = |sum: &&Sum| figures.count(sum.total) == 0;
    let of_groups = |small: bool| {
        let groups = figures.sums().iter().filter(|sum| sum.split && !empty(sum));
        let groups = groups.filter(move |sum| rules.is_small_group(figures.count(sum.total)) == small);
        groups.flat_map(nobody).collect::<BTreeSet<usize>>()
    };
    let sums: Vec<&Sum> = figures.sums().iter().filter(empty).collect();
    let mut told = of_groups(false);
    grow(&mut told, |told| sums.iter().filter(|sum| told.contains(&sum.total)).flat_map(|sum| nobody(sum)).collect());
    let mut telling = of_groups(true);
    telling.retain(|cell| !told.contains(cell));
    grow(&mut telling, |telling| {
        let within = sums.iter().filter(|sum| sum.parts.iter().any(|part| telling.contains(part)));
        within.map(|sum| sum.total).collect()
    });
    telling
}

/// Adds what follows from a set, and from that, until nothing does.
fn grow(set: &mut BTreeSet<usize>, more: impl Fn(&BTreeSet<usize>) -> Vec<usize>) {
    loop {
        let known = set.len();
        set.extend(more(set));
        if set.len() == known {
            return;
        }
    }
}

/// The cells that hold all of a group, beside one of nobody that tells of it.
fn beside(figures: &Figures, nobody: &BTreeSet<usize>) -> BTreeSet<usize> {
    let splits = figures.sums().iter().filter(|sum| sum.split && sum.parts.iter().any(|part| nobody.contains(part)));
    let all = |sum: &Sum| {
        let size = figures.count(sum.total);
        sum.parts.iter().copied().find(|part| size > 0 && figures.count(*part) == size)
    };
    splits.filter_map(all).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn none_of_a_small_group_asks_for_protection_unless_nobody_at_all_is() {
        // Two groups of 20 and 500 whose first outcome is empty in both, in one, then a third kind.
        let needs = |first: [u64; 2]| {
            let mut figures = Figures::default();
            let whole = figures.cell(520);
            let cells: Vec<[usize; 3]> = [20, 500]
                .iter()
                .zip(first)
                .map(|(size, first)| [figures.cell(*size), figures.cell(first), figures.cell(size - first)])
                .collect();
            let total = figures.cell(first.iter().sum());
            figures.sum(whole, cells.iter().map(|cells| cells[0]).collect()).unwrap();
            figures.sum(total, cells.iter().map(|cells| cells[1]).collect()).unwrap();
            let rest = figures.cell(520 - first.iter().sum::<u64>());
            figures.split(whole, vec![total, rest]).unwrap();
            for [size, first, rest] in &cells {
                figures.split(*size, vec![*first, *rest]).unwrap();
            }
            super::needs(&figures, Rules { threshold: 10 }, &Links::default())[cells[0][1]].clone()
        };
        assert_eq!(needs([0, 400]), [Need::Nobody]);
        assert_eq!(needs([0, 0]), []);
        assert_eq!(needs([12, 0]), []);
    }
}
