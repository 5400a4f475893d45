//! What registers write into a cell about which they know nothing. It is no name, no id and no code; the cell counts as
//! empty, and the report says where that was done. What a spreadsheet writes where it could not compute a cell (`#N/A`) is
//! none of them: something stood there, and the row was handed back before.
//!
//! `n/a` is said and recorded as not applicable, but not of what everybody has: nobody is without a birth date.

use crate::lives::everybody_has;

/// What stands for "nothing" in a cell of any kind, as registers and programs write it.
const ALWAYS: [&str; 11] = ["N/A", "N.A.", "n.a.", "NULL", "null", "(null)", "?", "??", "???", ".", "N/K"];

/// What programs write for a missing number, where no name can stand.
const NO_NUMBER: [&str; 3] = ["NaN", "nan", "<NA>"];

/// Whether a text that stands for a field says nothing, though it is not empty.
pub fn says_nothing(field: &str, is_text: bool, text: &str) -> bool {
    let dashes =
        |text: &str| !text.is_empty() && text.chars().all(|c| matches!(c, '-' | '\u{2010}'..='\u{2015}' | '_'));
    ALWAYS.contains(&text)
        || dashes(text)
        || (!is_text && NO_NUMBER.contains(&text))
        || (text == "n/a" && everybody_has(field))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_for_nothing_are_no_names_and_names_are() {
        for text in ["N/A", "-", "NULL", "--", "—", "n/a", "null"] {
            assert!(says_nothing("name.full", true, text), "{text}");
        }
        for text in ["Null", "Na", "Nan", "nan", "Jean-Luc", "Jennifer Null", "X"] {
            assert!(!says_nothing("name.full", true, text), "{text}");
        }
        assert!(says_nothing("household.size", false, "NaN"));
    }

    #[test]
    fn not_applicable_is_said_only_of_what_not_everybody_has() {
        assert!(says_nothing("birth_date", false, "n/a"));
        assert!(says_nothing("sex", false, "n/a"));
        for field in ["died_on", "health.cover", "permit.expires_on", "document.number"] {
            assert!(!says_nothing(field, false, "n/a"), "{field}");
        }
    }
}
