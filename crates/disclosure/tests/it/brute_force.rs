//! The attacker with all the time in the world: tries every table of two rows and three columns.

use disclosure::{Figures, Released, Rules, Sum, release};
use proptest::prelude::*;

const THRESHOLD: u64 = 3;
/// Counts to try go beyond the true ones by as much as any proof has to move them.
const TRIED: u64 = 7;

/// Inner cells 0 to 5, row totals 6 and 7, column totals 8 to 10, all 11.
fn with_margins(inner: [u64; 6]) -> Vec<u64> {
    let row = |row: usize| inner[3 * row..3 * row + 3].iter().sum();
    let column = |column: usize| inner[column] + inner[column + 3];
    let margins = [row(0), row(1), column(0), column(1), column(2), inner.iter().sum()];
    [&inner[..], &margins[..]].concat()
}

fn sums() -> Vec<Sum> {
    let sum = |total, parts: &[usize]| Sum::new(total, parts.to_vec());
    vec![
        sum(6, &[0, 1, 2]),
        sum(7, &[3, 4, 5]),
        sum(8, &[0, 3]),
        sum(9, &[1, 4]),
        sum(10, &[2, 5]),
        sum(11, &[6, 7]),
        sum(11, &[8, 9, 10]),
    ]
}

/// The most that each cell is in any table that looks like the release.
fn most_possible(released: &Released) -> Vec<u64> {
    let mut most = vec![0; 12];
    let base = TRIED + 1;
    for number in 0..base.pow(6) {
        let digit = |place: u32| number / base.pow(place) % base;
        let table = with_margins([0, 1, 2, 3, 4, 5].map(digit));
        let looks_alike = released.cells().iter().zip(&table).all(|(shown, count)| shown.is_none_or(|s| s == *count));
        if looks_alike {
            most.iter_mut().zip(table).for_each(|(most, count)| *most = count.max(*most));
        }
    }
    most
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn every_hidden_small_count_could_be_a_large_one(inner in prop::array::uniform6(0..5_u64)) {
        let counts = with_margins(inner);
        let released = release(&Figures::new(counts.clone(), sums()).unwrap(), &Rules { threshold: THRESHOLD });
        let most = most_possible(&released);
        for (cell, count) in counts.iter().enumerate() {
            let small = (1..THRESHOLD).contains(count);
            prop_assert!(!small || (released.get(cell).is_none() && most[cell] >= THRESHOLD), "cell {}", cell);
        }
    }
}
