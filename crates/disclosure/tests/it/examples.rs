//! Tables small enough to be checked by hand.

use disclosure::{Figures, GroupCells, Leak, OutcomeCells, Published, Rules, Sum, audit, release};

const TEN: Rules = Rules { threshold: 10 };

/// Women, men, all of A, B, C and of all: the example of the reference. Cells row by row, three a row.
fn women_and_men() -> Figures {
    let cells = vec![4, 26, 30, 20, 25, 45, 16, 9, 25, 40, 60, 100];
    let rows = (0..4).map(|row| Sum { total: 3 * row + 2, parts: vec![3 * row, 3 * row + 1] });
    let columns = (0..3).map(|column| Sum { total: 9 + column, parts: vec![column, 3 + column, 6 + column] });
    Figures::new(cells, rows.chain(columns).collect()).unwrap()
}

fn hiding(figures: &Figures, hidden: &[usize], threshold: u64) -> Vec<Leak> {
    let shown = |(cell, count): (usize, &u64)| (!hidden.contains(&cell)).then_some(*count);
    let cells: Vec<Option<u64>> = figures.cells().iter().enumerate().map(shown).collect();
    Published { cells: &cells, sums: figures.sums(), threshold }.leaks()
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
    let rows = (0..5).map(|row| Sum { total: cell(row, 5), parts: (0..5).map(|c| cell(row, c)).collect() });
    let columns = (0..6).map(|column| Sum { total: cell(4, column), parts: (0..4).map(|r| cell(r, column)).collect() });
    let figures = Figures::new(counts, rows.chain(columns).collect()).unwrap();
    let hidden: Vec<usize> = hidden.map(|(row, column)| cell(row, column)).to_vec();
    assert_eq!(hiding(&figures, &hidden, 10), [Leak { cell: cell(1, 2), least: 4, most: 4 }]);
    assert_eq!(audit(&release(&figures, &TEN)), []);
}

#[test]
fn two_small_counts_that_reveal_a_small_sum_get_company() {
    let figures = Figures::new(vec![100, 2, 3, 45, 50], vec![Sum { total: 0, parts: vec![1, 2, 3, 4] }]).unwrap();
    assert_eq!(hiding(&figures, &[1, 2], 10).len(), 2);
    let released = release(&figures, &TEN);
    assert_eq!(released.cells(), [Some(100), None, None, None, Some(50)]);
}

#[test]
fn a_population_below_the_threshold_is_hidden_whole() {
    let figures = Figures::new(vec![3, 2, 1], vec![Sum { total: 0, parts: vec![1, 2] }]).unwrap();
    assert_eq!(release(&figures, &TEN).cells(), [None, None, None]);
}

#[test]
fn large_counts_and_zeros_are_shown() {
    let figures = Figures::new(vec![30, 20, 10, 0], vec![Sum { total: 0, parts: vec![1, 2, 3] }]).unwrap();
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
    let groups = GroupCells::lay(&mut figures, 300, &[vec![12, 88, 200]]).unwrap();
    let by = [vec![[4, 8], [60, 28], [120, 80]]];
    let first = OutcomeCells::lay(&mut figures, &groups, [184, 116], &by).unwrap();
    OutcomeCells::lay(&mut figures, &groups, [150, 150], &[vec![[12, 0], [38, 50], [100, 100]]]).unwrap();
    let released = release(&figures, &TEN);
    assert_eq!(audit(&released), []);
    assert!(first.by[0][0].iter().all(|cell| released.get(*cell).is_none()));
}
