//! Words made comparable: lower case, without accents and vowel marks, cut to their stem.

use rust_stemmers::{Algorithm, Stemmer};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Languages whose words can be cut to their stems.
pub const LANGUAGES: [(&str, Algorithm); 4] =
    [("en", Algorithm::English), ("fr", Algorithm::French), ("es", Algorithm::Spanish), ("ar", Algorithm::Arabic)];

/// Words that stand in every text and tell nothing, without their accents.
const EMPTY: [&str; 48] = [
    "the",
    "and",
    "for",
    "with",
    "who",
    "are",
    "that",
    "from",
    "their",
    "its",
    "this",
    "have",
    "has",
    "was",
    "les",
    "des",
    "une",
    "pour",
    "avec",
    "dans",
    "qui",
    "sur",
    "aux",
    "est",
    "sont",
    "los",
    "las",
    "una",
    "para",
    "con",
    "por",
    "que",
    "del",
    "como",
    "son",
    "من",
    "في",
    "على",
    "الى",
    "عن",
    "مع",
    "او",
    "ان",
    "التي",
    "الذين",
    "هذا",
    "هذه",
    "ما",
];

/// The words of a text, in lower case and with their accents.
pub fn split(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphanumeric() && !is_combining_mark(c))
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
}

/// A word without accents, vowel marks and the letters that Arabic writes either way.
pub fn plain(word: &str) -> String {
    let bare = word.nfd().filter(|c| !is_combining_mark(*c) && *c != '\u{640}');
    let same = |c: char| match c {
        'ى' => 'ي',
        'ة' => 'ه',
        c => c,
    };
    bare.map(same).collect()
}

/// Whether a word, made plain, tells what somebody is looking for.
pub fn tells(plain: &str) -> bool {
    let long = plain.chars().count() >= 3 || plain.chars().any(|c| c.is_ascii_digit());
    long && !EMPTY.contains(&plain)
}

/// A word's stem in a language, made plain; the word itself in a language without one.
pub fn stem(language: &str, word: &str) -> String {
    let algorithm = LANGUAGES.into_iter().find(|(tag, _)| *tag == language);
    let cut = algorithm.map(|(_, algorithm)| Stemmer::create(algorithm).stem(word).into_owned());
    plain(cut.as_deref().unwrap_or(word))
}

/// How many slips of the pen a word may hold and still be understood.
pub fn slips(plain: &str) -> usize {
    match plain.chars().count() {
        0..=3 => 0,
        4..=7 => 1,
        _ => 2,
    }
}

/// Letters to change, add, drop or swap between two words; `None` beyond `most`.
pub fn distance(a: &str, b: &str, most: usize) -> Option<usize> {
    // Most words differ too much in length to be looked at.
    let lengths = a.chars().count().abs_diff(b.chars().count());
    Some(lengths).filter(|lengths| *lengths <= most)?;
    Some(strsim::osa_distance(a, b)).filter(|edits| *edits <= most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_one_stem_meet_in_every_language() {
        for (language, one, other) in [
            ("en", "returning", "returned"),
            ("fr", "travailleuses", "travailleuse"),
            ("es", "trabajadores", "trabajador"),
            ("ar", "المهاجرون", "المهاجرين"),
        ] {
            assert_eq!(stem(language, one), stem(language, other), "{language}");
        }
    }

    #[test]
    fn accents_and_vowel_marks_do_not_matter() {
        assert_eq!(plain("santé"), "sante");
        assert_eq!(plain("أُسْرَة"), plain("اسره"));
    }

    #[test]
    fn slips_are_counted_and_a_swap_is_one() {
        for (a, b, most, expected) in [
            ("health", "health", 1, Some(0)),
            ("heatlh", "health", 1, Some(1)),
            ("helth", "health", 1, Some(1)),
            ("healthy", "health", 1, Some(1)),
            ("wealth", "health", 1, Some(1)),
            ("repatraition", "repatriation", 2, Some(1)),
            ("cash", "health", 2, None),
            ("abcd", "dcba", 2, None),
        ] {
            assert_eq!(distance(a, b, most), expected, "{a} {b}");
            assert_eq!(distance(b, a, most), expected, "{b} {a}");
        }
    }

    #[test]
    fn longer_words_may_hold_more_slips() {
        assert_eq!((slips("sms"), slips("cash"), slips("repatriation")), (0, 1, 2));
    }
}
