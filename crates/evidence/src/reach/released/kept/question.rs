//! What makes two questions the same one: day, threshold, groups, and the measures with all that was bound of them.
//!
//! The bytes are written out here, for a question that was answered is found by their hash for ever: how a type prints
//! itself may change with a version, and would make every answered question a new one. Each text stands behind its
//! length and each list behind its number, so that no two questions write the same bytes.

use rules::Bound;

use super::{Hash, hash};
use crate::reach::Reach;

/// What the bytes begin with; another way of writing has another mark.
const MARK: &str = "onward release question 1";

impl Reach {
    /// Hash of all that decides what a question means.
    pub(super) fn question(&self, threshold: u64) -> Hash {
        let measures: Vec<&Bound> = self.measures.iter().map(|measure| &measure.bound).collect();
        let asked = Asked {
            on: &self.on.to_string(),
            threshold,
            by: &self.by,
            none_of: &self.none_of,
            measures: &measures.iter().map(|it| [&*it.pack, &*it.measure, &*it.hash]).collect::<Vec<_>>(),
        };
        hash(&asked.bytes())
    }
}

/// A question in words and numbers.
struct Asked<'a> {
    on: &'a str,
    threshold: u64,
    by: &'a [String],
    none_of: &'a str,
    /// Of each its pack, its name, and the hash of what was bound.
    measures: &'a [[&'a str; 3]],
}

impl Asked<'_> {
    fn bytes(&self) -> Vec<u8> {
        let mut bytes = vec![];
        text(&mut bytes, MARK);
        text(&mut bytes, self.on);
        number(&mut bytes, self.threshold);
        number(&mut bytes, length(self.by));
        self.by.iter().for_each(|name| text(&mut bytes, name));
        text(&mut bytes, self.none_of);
        number(&mut bytes, length(self.measures));
        self.measures.iter().flatten().for_each(|part| text(&mut bytes, part));
        bytes
    }
}

fn text(bytes: &mut Vec<u8>, text: &str) {
    number(bytes, length(text.as_bytes()));
    bytes.extend_from_slice(text.as_bytes());
}

fn number(bytes: &mut Vec<u8>, number: u64) {
    bytes.extend_from_slice(&number.to_be_bytes());
}

/// No machine holds more of anything than this number counts.
fn length<T>(list: &[T]) -> u64 {
    u64::try_from(list.len()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A text behind its length, as the bytes of a question have it.
    fn told(text: &str) -> Vec<u8> {
        let length = [0, 0, 0, 0, 0, 0, 0, u8::try_from(text.len()).unwrap()];
        [&length[..], text.as_bytes()].concat()
    }

    #[test]
    fn a_question_is_written_in_the_same_bytes_by_every_version() {
        let asked = Asked {
            on: "2020-06-30",
            threshold: 10,
            by: &["sex".into()],
            none_of: "p/m",
            measures: &[["p", "m", "ab12"]],
        };
        let expect = [
            told("onward release question 1"),
            told("2020-06-30"),
            vec![0, 0, 0, 0, 0, 0, 0, 10],
            vec![0, 0, 0, 0, 0, 0, 0, 1],
            told("sex"),
            told("p/m"),
            vec![0, 0, 0, 0, 0, 0, 0, 1],
            told("p"),
            told("m"),
            told("ab12"),
        ];
        assert_eq!(asked.bytes(), expect.concat());
    }

    #[test]
    fn questions_whose_words_run_together_are_two() {
        let bytes = |by: &[&str], none_of: &str| {
            let by: Vec<String> = by.iter().map(|name| (*name).to_owned()).collect();
            Asked { on: "2020-06-30", threshold: 10, by: &by, none_of, measures: &[] }.bytes()
        };
        assert_ne!(bytes(&["sex", "age"], ""), bytes(&["sexage"], ""));
        assert_ne!(bytes(&["sex"], "age"), bytes(&["sex", "age"], ""));
    }
}
