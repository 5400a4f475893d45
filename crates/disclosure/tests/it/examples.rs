//! Tables small enough to be checked by hand.

use disclosure::{
    Dimension, Figures, GroupCells, Leak, OutcomeCells, OutcomeNames, Published, Rules, Sum, audit, release,
};

const TEN: Rules = Rules { threshold: 10 };

/// Women, men, all of A, B, C and of all: the example of the reference. Cells row by row, three a row.
fn women_and_men() -> Figures {
    let cells = vec![4, 26, 30, 20, 25, 45, 16, 9, 25, 40, 60, 100];
    let rows = (0..4).map(|row| Sum::new(3 * row + 2, vec![3 * row, 3 * row + 1]));
    let columns = (0..3).map(|column| Sum::new(9 + column, vec![column, 3 + column, 6 + column]));
    Figures::new(cells, rows.chain(columns).collect()).unwrap()
}

fn dimension(name: &str, sizes: &[u64]) -> Dimension {
    let groups = sizes.iter().enumerate().map(|(number, size)| (number.to_string(), *size)).collect();
    Dimension { name: name.into(), groups }
}

fn names(of: &str) -> OutcomeNames<'_, 2> {
    OutcomeNames { of, each: ["yes", "no"] }
}

fn hiding(figures: &Figures, hidden: &[usize], threshold: u64) -> Vec<Leak> {
    let shown = |(cell, count): (usize, &u64)| (!hidden.contains(&cell)).then_some(*count);
    let cells: Vec<Option<u64>> = figures.cells().iter().enumerate().map(shown).collect();
    Published { cells: &cells, sums: figures.sums(), threshold, seen: &[] }.leaks()
}

#[test]
fn hiding_only_the_small_counts_discloses_both() {
    let leaks = hiding(&women_and_men(), &[0, 7], 10);
    assert_eq!(leaks, [Leak { cell: 0, least: 4, most: 4 }, Leak { cell: 7, least: 9, most: 9 }]);
}

#[test]
fn showing_a_small_count_is_a_leak() {
    assert_eq!(hiding(&women_and_men(), &[], 10).len(), 2);
}

#[test]
fn the_worked_example_is_released_with_four_cells_hidden() {
    let released = release(&women_and_men(), &TEN);
    let hidden: Vec<usize> = (0..12).filter(|cell| released.get(*cell).is_none()).collect();
    assert_eq!(hidden, [0, 1, 6, 7]);
    assert_eq!(audit(&released), []);
}

#[test]
fn an_earlier_note_about_two_groups_together_is_taken_into_account() {
    let mut figures = women_and_men();
    let women_of_a_and_b = figures.cell(24);
    figures.sum(women_of_a_and_b, vec![0, 3]).unwrap();
    let leaks = hiding(&figures, &[0, 1, 6, 7], 10);
    assert!(leaks.contains(&Leak { cell: 0, least: 4, most: 4 }));
    let released = release(&figures, &TEN);
    assert_eq!(audit(&released), []);
    assert!(released.get(0).is_none() && released.get(7).is_none());
}

/// Four rows of five columns in which every line hides two or more, and two cells can still be computed.
#[test]
fn two_hidden_cells_in_every_line_are_not_safety() {
    let cell = |row: usize, column: usize| row * 6 + column;
    let mut counts = vec![50_u64; 30];
    let hidden = [(0, 0), (0, 1), (1, 0), (1, 1), (1, 2), (2, 2), (2, 3), (2, 4), (3, 3), (3, 4)];
    counts[cell(1, 2)] = 4;
    for row in 0..4 {
        counts[cell(row, 5)] = (0..5).map(|column| counts[cell(row, column)]).sum();
    }
    for column in 0..6 {
        counts[cell(4, column)] = (0..4).map(|row| counts[cell(row, column)]).sum();
    }
    let rows = (0..5).map(|row| Sum::new(cell(row, 5), (0..5).map(|c| cell(row, c)).collect()));
    let columns = (0..6).map(|column| Sum::new(cell(4, column), (0..4).map(|r| cell(r, column)).collect()));
    let figures = Figures::new(counts, rows.chain(columns).collect()).unwrap();
    let hidden: Vec<usize> = hidden.map(|(row, column)| cell(row, column)).to_vec();
    assert_eq!(hiding(&figures, &hidden, 10), [Leak { cell: cell(1, 2), least: 4, most: 4 }]);
    assert_eq!(audit(&release(&figures, &TEN)), []);
}

#[test]
fn two_small_counts_that_reveal_a_small_sum_get_company() {
    let figures = Figures::new(vec![100, 2, 3, 45, 50], vec![Sum::new(0, vec![1, 2, 3, 4])]).unwrap();
    assert_eq!(hiding(&figures, &[1, 2], 10).len(), 2);
    let released = release(&figures, &TEN);
    assert_eq!(released.cells(), [Some(100), None, None, None, Some(50)]);
}

#[test]
fn a_population_below_the_threshold_is_hidden_whole() {
    let figures = Figures::new(vec![3, 2, 1], vec![Sum::new(0, vec![1, 2])]).unwrap();
    assert_eq!(release(&figures, &TEN).cells(), [None, None, None]);
}

#[test]
fn large_counts_and_zeros_are_shown() {
    let figures = Figures::new(vec![30, 20, 10, 0], vec![Sum::new(0, vec![1, 2, 3])]).unwrap();
    let released = release(&figures, &TEN);
    assert_eq!(released.hidden(), 0);
    assert_eq!(release(&figures, &Rules { threshold: 11 }).get(2), None);
}

#[test]
fn a_count_that_stands_alone_is_judged_alone() {
    let figures = Figures::new(vec![9, 10], vec![]).unwrap();
    assert_eq!(release(&figures, &TEN).cells(), [None, Some(10)]);
}

#[test]
fn a_group_hidden_in_one_measure_cannot_be_computed_through_another() {
    let mut figures = Figures::default();
    let groups = GroupCells::lay(&mut figures, 300, &[dimension("group", &[12, 88, 200])]).unwrap();
    let by = [vec![[4, 8], [60, 28], [120, 80]]];
    let first = OutcomeCells::lay(&mut figures, &groups, names("first"), [184, 116], &by).unwrap();
    let by = [vec![[12, 0], [38, 50], [100, 100]]];
    OutcomeCells::lay(&mut figures, &groups, names("second"), [150, 150], &by).unwrap();
    let released = release(&figures, &TEN);
    assert_eq!(audit(&released), []);
    assert!(first.by[0][0].iter().all(|cell| released.get(*cell).is_none()));
}

/// Everybody of a small group is entitled, in a table that says nothing else of few: none and all of it are hidden, and
/// the same figures of a group of a hundred are shown.
#[track_caller]
fn check_group(size: u64, hidden: usize) {
    let mut figures = Figures::default();
    let groups = GroupCells::lay(&mut figures, size + 900, &[dimension("group", &[size, 400, 500])]).unwrap();
    let by = [vec![[size, 0], [150, 250], [200, 300]]];
    let laid = OutcomeCells::lay(&mut figures, &groups, names("q"), [size + 350, 550], &by).unwrap();
    let shown: Vec<Option<u64>> = figures.cells().iter().map(|count| Some(*count)).collect();
    let naive = Published { cells: &shown, sums: figures.sums(), threshold: 10, seen: figures.seen() }.leaks();
    let released = release(&figures, &TEN);
    assert_eq!(audit(&released), []);
    assert_eq!(released.hidden(), hidden);
    let [all, none] = laid.by[0][0];
    assert_eq!(naive, if hidden == 0 { vec![] } else { vec![Leak { cell: none, least: 0, most: 0 }] });
    assert_eq!((released.get(all), released.get(none)), if hidden == 0 { (Some(size), Some(0)) } else { (None, None) });
}

#[test]
fn all_and_none_of_a_small_group_are_hidden() {
    check_group(99, 4);
    check_group(100, 0);
}

#[test]
fn a_group_of_nobody_is_shown() {
    let mut figures = Figures::default();
    let groups = GroupCells::lay(&mut figures, 50, &[dimension("group", &[50, 0])]).unwrap();
    OutcomeCells::lay(&mut figures, &groups, names("q"), [20, 30], &[vec![[20, 30], [0, 0]]]).unwrap();
    assert_eq!(release(&figures, &TEN).hidden(), 0);
}

/// Nobody at all is entitled, which follows for every group: no group is told by it more than all are.
#[test]
fn none_of_everybody_is_no_secret_of_its_groups() {
    let mut figures = Figures::default();
    let groups = GroupCells::lay(&mut figures, 150, &[dimension("group", &[90, 60])]).unwrap();
    OutcomeCells::lay(&mut figures, &groups, names("q"), [0, 150], &[vec![[0, 90], [0, 60]]]).unwrap();
    let released = release(&figures, &TEN);
    assert_eq!(released.hidden(), 0);
    assert_eq!(audit(&released), [], "a reader learns nothing of few people from it either");
}

/// Of everybody on record, who are few, nobody is entitled: the none of all rises with that of their groups.
#[test]
fn none_of_few_people_in_all_is_hidden_with_its_groups() {
    let mut figures = Figures::default();
    let groups = GroupCells::lay(&mut figures, 80, &[dimension("group", &[50, 30])]).unwrap();
    let laid = OutcomeCells::lay(&mut figures, &groups, names("q"), [0, 80], &[vec![[0, 50], [0, 30]]]).unwrap();
    let released = release(&figures, &TEN);
    assert!(released.get(laid.whole[0]).is_none() && released.get(laid.whole[1]).is_none());
    assert_eq!(audit(&released), []);
}
