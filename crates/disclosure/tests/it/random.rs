//! Random populations, tabulated by linked dimensions.

use disclosure::{
    Dimension, Figures, GroupCells, OutcomeCells, OutcomeNames, Published, Released, Rules, audit, release,
};
use proptest::prelude::*;

/// A person of one of six districts (two a region), one of three ages, with one of three outcomes; and how many alike.
type Alike = (usize, usize, usize, u64);

fn people() -> impl Strategy<Value = Vec<Alike>> {
    let alike = (0..6_usize, 0..3_usize, 0..3_usize, prop_oneof![3 => 1..12_u64, 1 => 12..400_u64]);
    prop::collection::vec(alike, 1..40)
}

fn count(people: &[Alike], of: impl Fn(&Alike) -> bool) -> u64 {
    people.iter().filter(|alike| of(alike)).map(|alike| alike.3).sum()
}

/// Outcomes by district and by age over one population, districts adding up to regions outcome by outcome.
fn tabulate(people: &[Alike]) -> Figures {
    let mut figures = Figures::default();
    let dimension = |name: &str, sizes: Vec<u64>| {
        let groups = sizes.into_iter().enumerate().map(|(number, size)| (number.to_string(), size)).collect();
        Dimension { name: name.into(), groups }
    };
    let districts = dimension("district", (0..6).map(|at| count(people, |one| one.0 == at)).collect());
    let ages = dimension("age", (0..3).map(|age| count(people, |one| one.1 == age)).collect());
    let groups = GroupCells::lay(&mut figures, count(people, |_| true), &[districts, ages]).unwrap();
    let outcomes =
        |of: &dyn Fn(&Alike) -> bool| [0, 1, 2].map(|outcome| count(people, |one| of(one) && one.2 == outcome));
    let by_district = (0..6).map(|district| outcomes(&|one| one.0 == district)).collect();
    let by_age = (0..3).map(|age| outcomes(&|one| one.1 == age)).collect();
    let names = OutcomeNames { of: "question", each: ["yes", "no", "needs"] };
    let laid = OutcomeCells::lay(&mut figures, &groups, names, outcomes(&|_| true), &[by_district, by_age]).unwrap();
    for region in 0..3 {
        for outcome in 0..3 {
            let name = format!("region {region} {outcome}");
            let total = figures.named(name, count(people, |one| one.0 / 2 == region && one.2 == outcome));
            let parts = [2 * region, 2 * region + 1].map(|district| laid.by[0][district][outcome]);
            figures.sum(total, parts.to_vec()).unwrap();
        }
    }
    figures
}

/// The small counts themselves and nothing else.
fn naive(figures: &Figures, threshold: u64) -> Vec<Option<u64>> {
    figures.cells().iter().map(|count| Some(*count).filter(|count| !(1..threshold).contains(count))).collect()
}

fn hidden_in(released: &Released, cells: impl Iterator<Item = usize>) -> usize {
    cells.filter(|cell| released.get(*cell).is_none()).count()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn the_audit_finds_nothing_in_a_release(people in people(), threshold in 2..12_u64) {
        let figures = tabulate(&people);
        let released = release(&figures, &Rules { threshold });
        prop_assert_eq!(audit(&released), vec![]);
        prop_assert_eq!(released, release(&figures, &Rules { threshold }), "the same figures give the same release");
    }

    #[test]
    fn no_sum_hides_a_single_cell(people in people(), threshold in 2..12_u64) {
        let figures = tabulate(&people);
        let released = release(&figures, &Rules { threshold });
        for sum in figures.sums() {
            prop_assert_ne!(hidden_in(&released, sum.parts.iter().copied().chain([sum.total])), 1);
        }
    }

    #[test]
    fn what_is_shown_is_true_and_no_small_count(people in people(), threshold in 2..12_u64) {
        let figures = tabulate(&people);
        let released = release(&figures, &Rules { threshold });
        for (shown, count) in released.cells().iter().zip(figures.cells()) {
            prop_assert!(shown.is_none_or(|shown| shown == *count && !(1..threshold).contains(&shown)));
        }
    }

    #[test]
    fn hiding_one_small_count_alone_in_its_sum_is_found(small in 1..9_u64, others in prop::collection::vec(10..90_u64, 1..6)) {
        let mut figures = Figures::default();
        let parts: Vec<usize> = [small].into_iter().chain(others).map(|count| figures.cell(count)).collect();
        let total = figures.cell(figures.cells().iter().sum());
        figures.sum(total, parts).unwrap();
        let cells = naive(&figures, 10);
        let leaks = Published { cells: &cells, sums: figures.sums(), threshold: 10, seen: &[] }.leaks();
        prop_assert_eq!(leaks.iter().map(|leak| (leak.cell, leak.least, leak.most)).collect::<Vec<_>>(), vec![(0, small, small)]);
    }

    /// The audit's bounds hold for the true table, whatever is hidden: it never calls safe by mistake a cell it bounds.
    #[test]
    fn what_the_audit_derives_is_true(people in people(), mask in prop::collection::vec(any::<bool>(), 60)) {
        let figures = tabulate(&people);
        let cells: Vec<Option<u64>> =
            figures.cells().iter().zip(mask.iter().cycle()).map(|(count, hide)| (!hide).then_some(*count)).collect();
        for leak in (Published { cells: &cells, sums: figures.sums(), threshold: 10, seen: &[] }).leaks() {
            let truth = figures.cells()[leak.cell];
            prop_assert!((leak.least..=leak.most).contains(&truth));
        }
    }
}

#[test]
fn a_naive_release_of_a_linked_table_leaks() {
    let size = |district, age, outcome| match (district, age, outcome) {
        (1, 0, 0) => 4,
        (1, _, 0) => 0,
        _ => 40,
    };
    let cells = (0..54).map(|n| (n % 6, n / 6 % 3, n / 18));
    let people: Vec<Alike> = cells.map(|(d, a, o)| (d, a, o, size(d, a, o))).collect();
    let figures = tabulate(&people);
    let cells = naive(&figures, 10);
    let leaks = Published { cells: &cells, sums: figures.sums(), threshold: 10, seen: &[] }.leaks();
    assert_eq!(leaks.iter().map(|leak| leak.most).collect::<Vec<_>>(), [4]);
}
