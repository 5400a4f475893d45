//! Sums over sets of rows. Each row has a keyed hash, and those of a set are added up (exclusive or): whoever adds, changes
//! or removes a row adds what it came to before and what it comes to now. The head of the chain bears the sums, so an older
//! row, a missing one and a table that was emptied are found. The head bears them sealed: seen bare, enough of them would
//! tell which other rows come to the same. Next: `head.rs`, and `mirror.rs` for what is checked when it is used.

use std::collections::BTreeMap;

use journal::Key;
use serde::{Deserialize, Serialize};

use crate::beside::Beside;
use crate::derive::Token;

/// What a set of rows comes to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Sum([u8; 32]);

impl Sum {
    /// Adds a row, or takes it away: the one undoes the other.
    pub(crate) fn toggle(&mut self, row: Self) {
        self.0.iter_mut().zip(row.0).for_each(|(sum, byte)| *sum ^= byte);
    }

    /// What a person's row comes to.
    pub(crate) fn of_person(key: &Key, number: i64, who: &[u8], sealed: &[u8]) -> Self {
        Self::of(key, b"person", &[&number.to_be_bytes(), who, sealed])
    }

    /// What a row of the index of who read whom comes to.
    pub(crate) fn of_read(key: &Key, token: Token, seq: i64) -> Self {
        Self::of(key, b"read", &[&token.0, &seq.to_be_bytes()])
    }

    /// What a row beside the journal comes to.
    pub(crate) fn of_beside(key: &Key, kind: Beside, place: &[u8], sealed: &[u8]) -> Self {
        Self::of(key, kind.code().as_bytes(), &[place, sealed])
    }

    fn of(key: &Key, set: &[u8], cells: &[&[u8]]) -> Self {
        let mut message = b"row in a set".to_vec();
        for cell in [&[set], cells].concat() {
            message.extend((cell.len() as u64).to_be_bytes());
            message.extend(cell);
        }
        Self(key.mac(&message))
    }
}

/// What is derived of people.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct DerivedSums {
    pub(crate) people: Sum,
    pub(crate) reads: Sum,
}

/// What is kept beside the journal, by kind.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct BesideSums(BTreeMap<String, Sum>);

impl BesideSums {
    /// What the rows of a kind come to.
    pub(crate) fn of(&self, kind: Beside) -> Sum {
        self.0.get(kind.code()).copied().unwrap_or_default()
    }

    /// Adds a row of a kind, or takes it away.
    pub(crate) fn toggle(&mut self, kind: Beside, row: Sum) {
        self.0.entry(kind.code().to_owned()).or_default().toggle(row);
    }

    /// Says what a kind comes to.
    pub(crate) fn put(&mut self, kind: Beside, sum: Sum) {
        self.0.insert(kind.code().to_owned(), sum);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sum(rows: &[(&[u8], &[u8])]) -> Sum {
        let key = Key::from_bytes([7; 32]);
        let mut sum = Sum::default();
        for (place, sealed) in rows {
            sum.toggle(Sum::of_beside(&key, Beside::Session, place, sealed));
        }
        sum
    }

    #[test]
    fn a_set_comes_to_the_same_in_any_order_and_to_another_with_any_other_row() {
        let set = sum(&[(b"a", b"1"), (b"b", b"2")]);
        assert_eq!(set, sum(&[(b"b", b"2"), (b"a", b"1")]));
        assert_eq!(set, sum(&[(b"b", b"2"), (b"c", b"3"), (b"a", b"1"), (b"c", b"3")]), "taken away again");
        let others: [&[(&[u8], &[u8])]; 5] = [
            &[(b"a", b"1")],
            &[(b"a", b"2"), (b"b", b"1")],
            &[(b"a1", b""), (b"b", b"2")],
            &[(b"a", b"0"), (b"b", b"2")],
            &[],
        ];
        for other in others {
            assert_ne!(set, sum(other));
        }
    }

    #[test]
    fn kinds_are_summed_apart() {
        let key = Key::from_bytes([7; 32]);
        assert_ne!(Sum::of_beside(&key, Beside::Session, b"a", b"1"), Sum::of_beside(&key, Beside::Claim, b"a", b"1"));
    }
}
