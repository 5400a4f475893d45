//! Under which number a person's row lies, and whose it is. A number is by chance among those of the same thousand facts:
//! rows that were written together lie together, and their order tells no more than that. Whose a row is stands in it
//! hidden; it is found by a token like any other.

use journal::Key;
use model::Id;

/// Facts whose people's rows lie together, by chance among each other.
const TOGETHER: u32 = 10;
/// Bits by chance: two of a thousand have the same once in ten million thousands, and are then refused.
const CHANCE: u32 = 42;

/// Makes and reads numbers under the instance's key for rows.
#[derive(Debug, Clone)]
pub(crate) struct Names(Key);

impl Names {
    pub(crate) fn new(key: Key) -> Self {
        Self(key)
    }

    /// The number of the row of a person who was registered by this fact.
    pub(crate) fn number(&self, person: Id, registered: u64) -> i64 {
        let mac = self.0.mac(&[b"number".as_slice(), &person.0].concat());
        let chance: [u8; 8] = mac.first_chunk().copied().unwrap_or_default();
        let chance = u64::from_be_bytes(chance) >> (u64::BITS - CHANCE);
        (((registered >> TOGETHER) << CHANCE | chance) & (u64::MAX >> 1)).cast_signed()
    }

    /// Whose a row is, hidden: the number is used for this once, so that its hash is as good as a pad.
    pub(crate) fn who(&self, number: i64, person: Id) -> Id {
        let pad = self.0.mac(&[b"who".as_slice(), &number.to_be_bytes()].concat());
        let mut hidden = person.0;
        hidden.iter_mut().zip(pad).for_each(|(byte, pad)| *byte ^= pad);
        Id(hidden)
    }

    /// Whose a row is: hiding it twice shows it.
    pub(crate) fn person(&self, number: i64, who: Id) -> Id {
        self.who(number, who)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whose_a_row_is_shows_with_the_key_alone() {
        let (names, others) = (Names::new(Key::from_bytes([1; 32])), Names::new(Key::from_bytes([2; 32])));
        for byte in 0..50 {
            let person = Id([byte; 16]);
            let number = names.number(person, 7);
            let who = names.who(number, person);
            assert_eq!(names.person(number, who), person);
            assert_ne!(others.person(number, who), person);
            assert_ne!(others.number(person, 7), number);
        }
    }

    #[test]
    fn rows_of_a_thousand_facts_lie_together_and_in_no_order_among_each_other() {
        let names = Names::new(Key::from_bytes([1; 32]));
        let numbers = |from: u64| -> Vec<i64> {
            (from..from + 1024).map(|seq| names.number(Id(u128::from(seq).to_be_bytes()), seq)).collect()
        };
        let (first, second) = (numbers(0), numbers(1024));
        assert!(first.iter().max() < second.iter().min() && first.iter().all(|number| *number >= 0));
        let ascending = first.windows(2).filter(|pair| pair[0] < pair[1]).count();
        assert!((400..624).contains(&ascending), "{ascending} of 1023 follow each other");
        assert!(names.number(Id([255; 16]), u64::MAX) >= 0);
    }
}
