//! Ids, phones and documents that a spreadsheet has taken for numbers.
//!
//! `2.02001E+11` has lost its digits, and of a number with more than fifteen a spreadsheet keeps fifteen and writes zeros
//! for the rest: three people then share one id. Neither is what the register holds. `1001.0` is 1001.

use model::folding;

/// Digits that a spreadsheet keeps.
const KEPT: usize = 15;

/// Digits that other programs keep of the same number.
const WRITTEN: usize = 17;

/// Texts that name somebody or something, and look like numbers.
const NAMING: [&str; 4] = ["external.id", "household.id", "document.number", "contact.phone"];

/// How a number was spoilt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Spoilt {
    /// Scientific notation.
    Scientific,
    /// More digits than a spreadsheet keeps, and zeros where they were.
    DigitsLost,
    /// More digits than a phone has.
    TooLong,
    /// A word where a phone should stand: somebody who reads `none` must not be taken for reachable.
    NoDigit,
    /// A letter among the digits of a phone: `O79` for `079`.
    Letter,
}

/// Whether a field names somebody or something by what may look like a number.
pub(super) fn names_by_number(field: &str) -> bool {
    NAMING.contains(&field)
}

/// The text of an id, without the fraction that a column of numbers gave it.
pub(super) fn whole(text: &str) -> &str {
    let digits = text.strip_suffix(".0").filter(|whole| !whole.is_empty() && is_digits(whole));
    digits.unwrap_or(text)
}

/// Whether one text alone shows that it was spoilt.
pub(super) fn is_scientific(text: &str) -> bool {
    let Some((mantissa, exponent)) = text.split_once(['E', 'e']) else { return false };
    let Some(exponent) = exponent.strip_prefix(['+', '-']) else { return false };
    let mut parts = mantissa.trim_start_matches(['+', '-']).splitn(2, ['.', ',']);
    is_digits(exponent) && parts.all(is_digits)
}

/// Whether a phone has more digits than any has: two numbers without anything between them, or none.
pub(super) fn is_too_long_for_a_phone(text: &str) -> bool {
    let digits = |part: &str| part.bytes().filter(u8::is_ascii_digit).count();
    let is_number = |part: &str| !part.chars().any(char::is_alphabetic);
    text.split(['/', ',', ';', '|', '\n']).any(|part| is_number(part) && digits(part) > KEPT)
}

/// Whether no digit of any phone stands there.
pub(super) fn has_no_digit(text: &str) -> bool {
    !text.bytes().any(|byte| byte.is_ascii_digit())
}

/// Whether a letter stands among the digits of a phone, but for the `x` before an extension.
pub(super) fn has_letter_among_digits(text: &str) -> bool {
    let signs: Vec<char> = text.chars().collect();
    let letter = |sign: char| sign.is_alphabetic() && !matches!(sign, 'x' | 'X');
    signs.windows(2).any(|pair| match pair {
        [one, next] => (letter(*one) && next.is_ascii_digit()) || (one.is_ascii_digit() && letter(*next)),
        _ => false,
    })
}

/// Fewest digits by which a phone is found.
const FOUND_BY: usize = 6;

/// Whether nobody is found by a phone: too few digits, or words beside them.
pub(super) fn is_odd_phone(text: &str) -> bool {
    text.chars().any(char::is_alphabetic) || text.bytes().filter(u8::is_ascii_digit).count() < FOUND_BY
}

/// Of a number longer than a spreadsheet keeps: whether zeros stand where its last digits were, and how many they were.
fn lost(text: &str) -> Option<(bool, usize)> {
    let tail = text.get(KEPT..).filter(|tail| !tail.is_empty() && is_digits(text))?;
    let zeros = |tail: &str| !tail.is_empty() && tail.bytes().all(|digit| digit == b'0');
    Some((zeros(tail) || text.get(WRITTEN..).is_some_and(zeros), tail.len()))
}

/// Whether a number ends in zeros where a spreadsheet would have cut it.
pub(super) fn is_cut(text: &str) -> bool {
    lost(&folding::with_ascii_digits(&folding::visible(text))).is_some_and(|(zeros, _)| zeros)
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// What the long numbers of one column show together: one that ends in a zero may be so, all of them may not.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct LongNumbers {
    zeros: u64,
    others: u64,
    most: usize,
}

impl LongNumbers {
    pub(super) fn see(&mut self, text: &str) {
        match lost(text) {
            Some((true, zeros)) => (self.zeros, self.most) = (self.zeros + 1, self.most.max(zeros)),
            Some((false, _)) => self.others += 1,
            None => {}
        }
    }

    /// Whether digits were lost; a spreadsheet that holds even one such number has lost them.
    pub(super) fn lost_digits(self, spreadsheet: bool) -> bool {
        self.others == 0 && self.zeros > 0 && (spreadsheet || self.zeros > 1 || self.most > 2)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scientific_notation_is_told_from_ids_that_hold_a_letter() {
        for text in ["2.02001E+11", "8,80191E+12", "1e+15", "-3E-05"] {
            assert!(is_scientific(text), "{text}");
        }
        for text in ["2E11", "AE+1", "E+5", "12-E+3x", "2020", "1.5", "D-7", "1E+"] {
            assert!(!is_scientific(text), "{text}");
        }
    }

    #[test]
    fn a_fraction_of_nothing_is_taken_off_an_id() {
        assert_eq!((whole("1001.0"), whole("1.10"), whole("v1.0"), whole(".0")), ("1001", "1.10", "v1.0", ".0"));
    }

    #[test]
    fn digits_are_lost_where_all_long_numbers_of_a_column_end_in_zeros() {
        let seen = |texts: &[&str], spreadsheet| {
            let mut seen = LongNumbers::default();
            for text in texts {
                seen.see(text);
            }
            seen.lost_digits(spreadsheet)
        };
        assert!(seen(&["1234567890123450", "1234567890123460"], false));
        assert!(seen(&["12345678901234500000"], false));
        assert!(seen(&["1234567890123456800"], true), "as other programs write what a spreadsheet kept");
        assert!(seen(&["1234567890123450"], true));
        assert!(!seen(&["1234567890123450"], false), "one in ten ends in a zero");
        assert!(!seen(&["1234567890123450", "1234567890123461"], true));
        assert!(!seen(&["123456789012340", "D-1234567890123450"], true));
    }

    #[test]
    fn a_letter_among_the_digits_of_a_phone_is_told_from_words_beside_it() {
        for text in ["O790123456", "079O123456", "0790123456wife", "07l0123456"] {
            assert!(has_letter_among_digits(text), "{text}");
        }
        for text in ["+962 79 012 3456", "0790123456 (wife)", "020 7946 0000 x12", "0207946x12", "tel. 0790123456"] {
            assert!(!has_letter_among_digits(text), "{text}");
        }
        assert!(is_odd_phone("12") && is_odd_phone("0790123456 (wife)") && !is_odd_phone("+962 790 123"));
    }

    #[test]
    fn a_phone_has_digits_and_fifteen_at_most() {
        assert!(is_too_long_for_a_phone("07700000200770000021"));
        assert!(has_no_digit("none") && has_no_digit("+") && !has_no_digit("office 3"));
        assert!(is_too_long_for_a_phone("+962791234567 +962787654321"), "search would find the second alone");
        assert!(!is_too_long_for_a_phone("+962791234567 / +962787654321; 0770-000-021"));
        assert!(!is_too_long_for_a_phone("+351912345678") && !is_too_long_for_a_phone("0770000020/0770000021"));
    }
}
