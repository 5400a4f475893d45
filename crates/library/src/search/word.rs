//! Words made comparable: folded as everything is that people wrote ([`model::folding`]), and cut to their stem.

use std::collections::BTreeSet;

use model::folding;
use rust_stemmers::{Algorithm, Stemmer};
use unicode_normalization::char::is_combining_mark;

/// Languages whose words can be cut to their stems. Arabic has no algorithm here: the known one leaves the article before
/// short words, so that health (صحة) and the health (الصحة) would be two.
pub const LANGUAGES: [(&str, Option<Algorithm>); 4] =
    [("en", Some(Algorithm::English)), ("fr", Some(Algorithm::French)), ("es", Some(Algorithm::Spanish)), ("ar", None)];

/// The article of Arabic with what is written before it as one word, folded; the longest first.
const ARTICLES: [&str; 8] = ["وبال", "وال", "بال", "كال", "فال", "ولل", "ال", "لل"];

/// Endings of Arabic number, sex and belonging, folded: one after the other, as long as something tells.
const ENDINGS: [&str; 9] = ["ها", "ان", "ات", "ون", "ين", "يه", "وا", "ه", "ي"];

/// Words that stand in every text and tell nothing, folded.
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
    "علي",
    "الي",
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
    // A joiner that nobody sees is no border between words.
    let seen = folding::visible(text);
    let words = seen.split(|c: char| !c.is_alphanumeric() && !is_combining_mark(c));
    words.filter(|word| !word.is_empty()).map(str::to_lowercase).collect::<Vec<_>>().into_iter()
}

/// A word as words are compared: without accents, vowel marks and the letters that Arabic writes either way.
pub fn plain(word: &str) -> String {
    folding::folded(word)
}

/// Whether a word, made plain, tells what somebody is looking for.
pub fn tells(plain: &str) -> bool {
    let long = plain.chars().count() >= 3 || plain.chars().any(|c| c.is_ascii_digit());
    long && !EMPTY.contains(&plain)
}

/// A word's stems in a language, folded: of the word as it is written, and without the accents that many leave out.
pub fn stems(language: &str, word: &str) -> BTreeSet<String> {
    let bare = plain(word);
    match LANGUAGES.into_iter().find(|(tag, _)| *tag == language) {
        Some((_, Some(algorithm))) => {
            let stemmer = Stemmer::create(algorithm);
            [word, &bare].into_iter().map(|word| plain(&stemmer.stem(word))).collect()
        }
        // `And` is written as one word with the next; whether a first letter is that, only the other word tells.
        Some((_, None)) => {
            let joined = bare.strip_prefix('و').filter(|rest| tells(rest));
            [Some(bare.as_str()), joined].into_iter().flatten().map(light).collect()
        }
        None => BTreeSet::from([bare]),
    }
}

/// A folded Arabic word without article and endings, of which at least two letters stay.
fn light(word: &str) -> String {
    let stays = |rest: &&str| rest.chars().count() >= 2;
    let bare = ARTICLES.iter().find_map(|article| word.strip_prefix(article).filter(stays));
    let mut stem = bare.unwrap_or(word);
    while let Some(rest) = ENDINGS.iter().find_map(|ending| stem.strip_suffix(ending).filter(stays)) {
        stem = rest;
    }
    stem.to_owned()
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

    #[track_caller]
    fn check(language: &str, one: &str, other: &str, meet: bool) {
        let (left, right) = (stems(language, one), stems(language, other));
        assert_eq!(!left.is_disjoint(&right), meet, "{language} {one} {left:?} {other} {right:?}");
    }

    #[test]
    fn words_of_one_stem_meet_in_every_language() {
        for (language, one, other) in [
            ("en", "returning", "returned"),
            ("fr", "travailleuses", "travailleuse"),
            ("fr", "refugie", "réfugiés"),
            ("es", "trabajadores", "trabajador"),
            ("es", "repatriación", "repatriaciones"),
            ("ar", "المهاجرون", "المهاجرين"),
            ("ar", "مهاجرات", "مهاجر"),
        ] {
            check(language, one, other, true);
        }
    }

    #[test]
    fn arabic_words_meet_with_and_without_article_and_in_either_spelling() {
        for health in ["الصحة", "والصحة", "بالصحة", "للصحة", "صحه", "الصحية", "صحي"] {
            check("ar", "صحة", health, true);
        }
        for (one, other) in [("أطفال", "الاطفال"), ("أطفال", "وأطفال"), ("وثائق", "الوثائق"), ("لاجئ", "واللاجئين")]
        {
            check("ar", one, other, true);
        }
        for (one, other) in [("صحة", "عودة"), ("عمل", "علم"), ("لاجئ", "لغة")] {
            check("ar", one, other, false);
        }
    }

    #[test]
    fn accents_vowel_marks_and_what_nobody_sees_do_not_matter() {
        assert_eq!(split("Pre\u{200c}nom, صح\u{640}ة").collect::<Vec<_>>(), ["prenom", "صحة"]);
        assert_eq!(plain("santé"), "sante");
        assert_eq!(plain("أُسْرَة"), plain("اسره"));
    }

    #[test]
    fn empty_words_are_empty_as_they_are_folded() {
        for word in EMPTY {
            assert_eq!(plain(word), word);
        }
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
