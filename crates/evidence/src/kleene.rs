//! Three-valued truth for many rows at once: two bitmaps, known true and known false; a row in neither is unknown.

use std::ops::Range;

use rules::Truth;

/// Bit 0: known true. Bit 1: known false.
pub(crate) const fn code(truth: Truth) -> u8 {
    match truth {
        Truth::True => 1,
        Truth::False => 2,
        Truth::Unknown => 0,
    }
}

/// Truth of a condition, row by row, 64 rows a word. Bits beyond the last row are zero in both bitmaps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Kleene {
    rows: usize,
    yes: Vec<u64>,
    no: Vec<u64>,
}

impl Kleene {
    /// The same truth for every row.
    pub(crate) fn constant(rows: usize, truth: Truth) -> Self {
        let words = |set: bool| (0..rows.div_ceil(64)).map(|word| if set { within(rows, word) } else { 0 }).collect();
        Self { rows, yes: words(truth == Truth::True), no: words(truth == Truth::False) }
    }

    /// One code a row, as [`code`] gives them.
    pub(crate) fn from_codes(rows: usize, codes: impl Iterator<Item = u8>) -> Self {
        let words = rows.div_ceil(64);
        let mut made = Self { rows, yes: Vec::with_capacity(words), no: Vec::with_capacity(words) };
        let mut codes = codes.take(rows);
        for word in 0..words {
            let (mut yes, mut no) = (0u64, 0u64);
            for (bit, code) in codes.by_ref().take((rows - word * 64).min(64)).enumerate() {
                yes |= u64::from(code & 1) << bit;
                no |= u64::from(code >> 1) << bit;
            }
            made.yes.push(yes);
            made.no.push(no);
        }
        made
    }

    /// One truth a row.
    pub(crate) fn from_truths(truths: impl ExactSizeIterator<Item = Truth>) -> Self {
        Self::from_codes(truths.len(), truths.map(code))
    }

    /// Row `r` takes the truth of entry `keys[r]`. The inner loop of every simulation.
    pub(crate) fn gather(&self, keys: &[u32]) -> Self {
        let table: Vec<u8> = (0..self.rows).map(|entry| self.code_at(entry)).collect();
        let words = keys.len().div_ceil(64);
        let mut made = Self { rows: keys.len(), yes: Vec::with_capacity(words), no: Vec::with_capacity(words) };
        for chunk in keys.chunks(64) {
            let (mut yes, mut no) = (0u64, 0u64);
            for (bit, key) in chunk.iter().enumerate() {
                let code = table.get(*key as usize).copied().unwrap_or_default();
                yes |= u64::from(code & 1) << bit;
                no |= u64::from(code >> 1) << bit;
            }
            made.yes.push(yes);
            made.no.push(no);
        }
        made
    }

    pub(crate) fn rows(&self) -> usize {
        self.rows
    }

    /// The code of one row.
    fn code_at(&self, row: usize) -> u8 {
        let bit = |words: &[u64]| words.get(row / 64).map_or(0, |word| u8::from(word >> (row % 64) & 1 == 1));
        bit(&self.yes) | bit(&self.no) << 1
    }

    pub(crate) fn truth(&self, row: usize) -> Truth {
        let code = self.code_at(row);
        Truth::of(code & 1 == 1, code & 2 == 2)
    }

    /// How many of these rows hold, fail, and are undecided.
    pub(crate) fn count(&self, rows: &Range<usize>) -> [i64; 3] {
        let (hold, fail) = (ones(&self.yes, rows), ones(&self.no, rows));
        let all = i64::try_from(rows.len()).unwrap_or(i64::MAX);
        [hold, fail, all - hold - fail]
    }

    /// Words of known true and known false, side by side.
    pub(crate) fn words(&self) -> impl Iterator<Item = (u64, u64)> {
        self.yes.iter().copied().zip(self.no.iter().copied())
    }

    pub(crate) fn and(mut self, other: &Self) -> Self {
        self.yes.iter_mut().zip(&other.yes).for_each(|(a, b)| *a &= b);
        self.no.iter_mut().zip(&other.no).for_each(|(a, b)| *a |= b);
        self
    }

    pub(crate) fn or(mut self, other: &Self) -> Self {
        self.yes.iter_mut().zip(&other.yes).for_each(|(a, b)| *a |= b);
        self.no.iter_mut().zip(&other.no).for_each(|(a, b)| *a &= b);
        self
    }

    /// True and false change places. Only where no atom below is "not applicable": negation is pushed to the atoms.
    pub(crate) fn inverted(self) -> Self {
        Self { rows: self.rows, yes: self.no, no: self.yes }
    }

    /// Rows that hold, and rows that fail.
    pub(crate) fn into_bits(self) -> (Bits, Bits) {
        (Bits { rows: self.rows, words: self.yes }, Bits { rows: self.rows, words: self.no })
    }

    /// Rows of which neither is known.
    pub(crate) fn unknown(&self) -> Bits {
        let words = self.words().enumerate().map(|(index, (yes, no))| !(yes | no) & within(self.rows, index));
        Bits { rows: self.rows, words: words.collect() }
    }
}

/// How many bits are set from one place to another.
fn ones(words: &[u64], places: &Range<usize>) -> i64 {
    let mut count = 0;
    let mut at = places.start;
    while at < places.end {
        let end = places.end.min((at / 64 + 1) * 64);
        let word = words.get(at / 64).copied().unwrap_or_default();
        count += i64::from((word >> (at % 64) & within(end - at, 0)).count_ones());
        at = end;
    }
    count
}

/// The bits of a word that stand for rows.
fn within(rows: usize, word: usize) -> u64 {
    let left = rows.saturating_sub(word * 64);
    if left >= 64 { u64::MAX } else { (1 << left) - 1 }
}

/// A set of rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Bits {
    rows: usize,
    words: Vec<u64>,
}

impl Bits {
    pub(crate) fn none(rows: usize) -> Self {
        Self { rows, words: vec![0; rows.div_ceil(64)] }
    }

    /// The empty set over the same rows.
    pub(crate) fn empty_like(&self) -> Self {
        Self::none(self.rows)
    }

    /// Says of every row whether it is in the set.
    pub(crate) fn collect(rows: usize, members: impl Iterator<Item = bool>) -> Self {
        Kleene::from_codes(rows, members.map(u8::from)).into_bits().0
    }

    pub(crate) fn insert(&mut self, row: usize) {
        if let Some(word) = self.words.get_mut(row / 64) {
            *word |= 1 << (row % 64);
        }
    }

    pub(crate) fn intersect(mut self, other: &Self) -> Self {
        self.words.iter_mut().zip(&other.words).for_each(|(a, b)| *a &= b);
        self
    }

    pub(crate) fn without(mut self, other: &Self) -> Self {
        self.words.iter_mut().zip(&other.words).for_each(|(a, b)| *a &= !b);
        self
    }

    pub(crate) fn add(&mut self, other: &Self) {
        self.words.iter_mut().zip(&other.words).for_each(|(a, b)| *a |= b);
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.words.iter().all(|word| *word == 0)
    }

    /// How many rows are in it.
    pub(crate) fn len(&self) -> usize {
        self.words.iter().map(|word| word.count_ones() as usize).sum()
    }

    pub(crate) fn has(&self, row: usize) -> bool {
        self.words.get(row / 64).is_some_and(|word| word >> (row % 64) & 1 == 1)
    }

    /// The rows of the set, in order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = usize> {
        (0..self.words.len()).flat_map(|index| {
            let mut word = self.words.get(index).copied().unwrap_or_default();
            std::iter::from_fn(move || {
                let bit = (word != 0).then(|| word.trailing_zeros() as usize)?;
                word &= word - 1;
                Some(index * 64 + bit)
            })
        })
    }

    pub(crate) fn gather(&self, keys: &[u32]) -> Self {
        Self::collect(keys.len(), keys.iter().map(|key| self.has(*key as usize)))
    }
}

#[cfg(test)]
mod tests {
    use Truth::{False, True, Unknown};

    use super::*;

    const ALL: [Truth; 3] = [True, False, Unknown];

    fn column(truths: impl Iterator<Item = Truth>) -> Kleene {
        Kleene::from_truths(truths.collect::<Vec<_>>().into_iter())
    }

    #[test]
    fn and_and_or_are_kleenes() {
        let left = column(ALL.iter().flat_map(|a| [*a; 3]));
        let right = column(ALL.iter().cycle().take(9).copied());
        let and = [True, False, Unknown, False, False, False, Unknown, False, Unknown];
        let or = [True, True, True, True, False, Unknown, True, Unknown, Unknown];
        assert_eq!(left.clone().and(&right), column(and.into_iter()));
        assert_eq!(left.or(&right), column(or.into_iter()));
    }

    #[test]
    fn rows_are_counted_across_the_borders_of_words() {
        let truths = column(ALL.iter().cycle().take(200).copied());
        for rows in [0..0, 0..1, 5..64, 63..65, 60..192, 1..200] {
            let mut expect = [0; 3];
            rows.clone().for_each(|row| expect[row % 3] += 1);
            assert_eq!(truths.count(&rows), expect, "{rows:?}");
        }
    }

    #[test]
    fn rows_beyond_the_last_are_in_no_set() {
        for rows in [1, 63, 64, 65, 130] {
            let unknown = Kleene::constant(rows, Unknown).unknown();
            assert_eq!(unknown.iter().collect::<Vec<_>>(), (0..rows).collect::<Vec<_>>());
        }
    }

    #[test]
    fn gathering_repeats_the_truth_of_the_key() {
        let distinct = column(ALL.into_iter());
        let keys: Vec<u32> = (0..200).map(|row| row % 3).collect();
        assert_eq!(distinct.gather(&keys), column(keys.iter().map(|key| ALL[*key as usize])));
    }
}
