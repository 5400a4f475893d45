//! Rows of one file that have one id, or say the same without one.
//!
//! One id and the same words: once. One id and different words: none of them, for a family under one number is not one
//! person. The same words without an id: as many people as there are rows, each with a number, so that the same file again
//! adds none.

use std::collections::HashMap;

use super::marks::Mark;

/// Rows that are named where others have their id.
const NAMED: usize = 4;

/// What a row is beside others of its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Twin {
    /// It says again what an earlier row said.
    Again,
    /// It contradicts others with its id: these, itself among them, and whether there are more.
    Against(Vec<u64>, bool),
    /// It is known by what it says, and so many with it have said the same.
    Nth(u32),
}

/// All rows that are not alone.
#[derive(Debug, Clone, Default)]
pub(super) struct Twins(HashMap<u64, Twin>);

impl Twins {
    /// From the marks of keys and of words, with the numbers of the rows; a row without an id has one mark for both.
    pub(super) fn of(mut rows: Vec<(Mark, Mark, u64)>) -> Self {
        rows.sort_unstable_by_key(|(key, _, row)| (*key, *row));
        let mut twins = HashMap::new();
        for alike in rows.chunk_by(|one, next| one.0 == next.0).filter(|alike| alike.len() > 1) {
            let by_content = alike.iter().all(|(key, said, _)| key == said);
            let same = alike.windows(2).all(|pair| pair.first().map(|p| p.1) == pair.last().map(|p| p.1));
            for ((_, _, row), nth) in alike.iter().skip(usize::from(same)).zip(2..) {
                let twin = match (by_content, same) {
                    (true, _) => Twin::Nth(nth),
                    (false, true) => Twin::Again,
                    (false, false) => {
                        let rows = alike.iter().take(NAMED).map(|(_, _, row)| *row).collect();
                        Twin::Against(rows, alike.len() > NAMED)
                    }
                };
                twins.insert(*row, twin);
            }
        }
        Self(twins)
    }

    pub(super) fn of_row(&self, row: u64) -> Option<&Twin> {
        self.0.get(&row)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn twins(rows: &[(u8, u8)]) -> Twins {
        let rows = rows.iter().zip(2..).map(|((key, said), row)| ([*key; 16], [*said; 16], row));
        Twins::of(rows.collect())
    }

    #[test]
    fn one_id_with_the_same_words_is_once_and_with_different_words_never() {
        let found = twins(&[(1, 10), (2, 20), (1, 10), (3, 30), (2, 21)]);
        assert_eq!((found.of_row(2), found.of_row(4)), (None, Some(&Twin::Again)));
        let against = Twin::Against(vec![3, 6], false);
        assert_eq!((found.of_row(3), found.of_row(6)), (Some(&against), Some(&against)));
        assert_eq!(found.of_row(5), None);
    }

    #[test]
    fn the_same_words_without_an_id_are_as_many_people() {
        let found = twins(&[(7, 7), (8, 8), (7, 7), (7, 7)]);
        assert_eq!(found.of_row(2), None);
        assert_eq!((found.of_row(4), found.of_row(5)), (Some(&Twin::Nth(2)), Some(&Twin::Nth(3))));
    }

    #[test]
    fn of_many_with_one_id_some_are_named() {
        let found = twins(&[(1, 1), (1, 2), (1, 3), (1, 4), (1, 5)]);
        assert_eq!(found.of_row(6), Some(&Twin::Against(vec![2, 3, 4, 5], true)));
    }
}
