//! What is kept of the rules by which rows stand: the mark of the rules, or, while rows are moved to others, the mark of that
//! with how far they are. Behind either come the numbers of rows that could not be read when they were moved: what is derived
//! of those stays by the rules of before, and is made anew once they can be read again.

use std::collections::BTreeSet;

/// Bytes of a mark.
const MARK: usize = 32;
/// So many rows are noted; where more cannot be read, they wait for these.
const NOTED: usize = 64;

/// Rows that could not be read, by their numbers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Unread(BTreeSet<i64>);

impl Unread {
    /// Of what is kept behind the mark of rules by which rows stand.
    pub(crate) fn beside(kept: &[u8]) -> Self {
        Self(numbers(kept).collect())
    }

    /// Of what is kept while rows are moved.
    pub(crate) fn while_moved(kept: &[u8]) -> Self {
        Self(numbers(kept).skip(1).collect())
    }

    /// Notes some more.
    pub(crate) fn extend(&mut self, more: impl IntoIterator<Item = i64>) {
        for number in more {
            if self.0.len() < NOTED {
                self.0.insert(number);
            }
        }
    }

    /// Whether there are none.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Which.
    pub(crate) fn numbers(&self) -> Vec<i64> {
        self.0.iter().copied().collect()
    }

    /// What is kept where all other rows stand by the rules of a mark.
    pub(crate) fn stand(&self, mark: &[u8]) -> Vec<u8> {
        kept(mark, self.0.iter().copied())
    }

    /// What is kept where rows were moved up to a number.
    pub(crate) fn moved_to(&self, mark: &[u8], number: i64) -> Vec<u8> {
        kept(mark, std::iter::once(number).chain(self.0.iter().copied()))
    }
}

fn kept(mark: &[u8], numbers: impl Iterator<Item = i64>) -> Vec<u8> {
    mark.iter().copied().chain(numbers.flat_map(i64::to_be_bytes)).collect()
}

fn numbers(kept: &[u8]) -> impl Iterator<Item = i64> {
    let (numbers, _) = kept.get(MARK..).unwrap_or_default().as_chunks();
    numbers.iter().copied().map(i64::from_be_bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_not_be_read_is_known_again_whether_rows_stand_or_move() {
        let mut unread = Unread::default();
        assert_eq!(unread.stand(&[7; MARK]), [7; MARK], "nothing is added where all were read");
        unread.extend([9, -3, i64::MAX]);
        assert_eq!(Unread::beside(&unread.stand(&[7; MARK])), unread);
        assert_eq!(Unread::while_moved(&unread.moved_to(&[7; MARK], i64::MIN)), unread);
        assert!(Unread::while_moved(&[7; MARK]).is_empty() && Unread::beside(&[]).is_empty());
    }

    #[test]
    fn so_many_are_noted_and_no_more() {
        let mut unread = Unread::default();
        unread.extend(0..1_000);
        assert_eq!(unread.numbers().len(), NOTED);
    }
}
