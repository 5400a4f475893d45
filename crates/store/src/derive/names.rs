//! Under which number a person's row lies, and whose it is: keyed hashes of the person's id, so that neither the order of
//! rows nor anything in them tells whose they are, and a row is found without an index of ids.

use journal::Key;
use model::Id;

/// Makes and reads numbers under the instance's key for rows.
#[derive(Debug, Clone)]
pub(crate) struct Names(Key);

impl Names {
    pub(crate) fn new(key: Key) -> Self {
        Self(key)
    }

    /// The number of a person's row: 63 bits, of which ten million people share two with a chance of one in a hundred
    /// thousand; a row that would replace another's is refused.
    pub(crate) fn number(&self, person: Id) -> i64 {
        let mac = self.0.mac(&[b"number".as_slice(), &person.0].concat());
        let bytes: [u8; 8] = mac.first_chunk().copied().unwrap_or_default();
        (u64::from_be_bytes(bytes) >> 1).cast_signed()
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
    fn a_row_is_found_by_its_person_and_its_person_by_the_row_with_the_key_alone() {
        let (names, others) = (Names::new(Key::from_bytes([1; 32])), Names::new(Key::from_bytes([2; 32])));
        for byte in 0..50 {
            let person = Id([byte; 16]);
            let number = names.number(person);
            assert!(number >= 0);
            let who = names.who(number, person);
            assert_eq!(names.person(number, who), person);
            assert_ne!(others.person(number, who), person);
            assert_ne!(others.number(person), number);
        }
    }
}
