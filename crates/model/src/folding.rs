//! One folding of text and of digits, for everything that compares what people wrote: search, imports, dates, phones,
//! ids of other registers, names. What is kept is what was written; what is compared is folded, on both sides.
//!
//! `José`, `JOSE` and `Jose` meet; so do `أحمد` and `احمد`, `۱۲۳` and `123`, and a name with and without a mark that
//! nobody sees. Nothing is transliterated: `Ahmed` and `أحمد` stay two names.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The digit zero of every script whose digits people write into registers and phones; nine more follow each.
const ZEROS: [u32; 24] = [
    0x0660, 0x06f0, 0x07c0, 0x0966, 0x09e6, 0x0a66, 0x0ae6, 0x0b66, 0x0be6, 0x0c66, 0x0ce6, 0x0d66, 0x0de6, 0x0e50,
    0x0ed0, 0x0f20, 0x1040, 0x1090, 0x17e0, 0x1810, 0x1946, 0x19d0, 0xa9d0, 0xff10,
];

/// The number that a digit of any of these scripts stands for.
pub fn digit(c: char) -> Option<u32> {
    c.to_digit(10)
        .or_else(|| ZEROS.iter().filter_map(|zero| u32::from(c).checked_sub(*zero)).find(|number| *number < 10))
}

/// The same text with the digits of all scripts written `0` to `9`.
pub fn with_ascii_digits(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    text.chars().map(|c| digit(c).and_then(|number| char::from_digit(number, 10)).unwrap_or(c)).collect()
}

/// Whether a character is there without being seen: marks of direction, joiners, soft hyphens, the byte order mark,
/// selectors of variants, the stretching tatweel. They come with copied text and make equal names differ.
pub fn is_invisible(c: char) -> bool {
    matches!(u32::from(c),
        0x00ad | 0x034f | 0x0640 | 0x061c | 0x115f..=0x1160 | 0x17b4..=0x17b5 | 0x180b..=0x180f | 0x200b..=0x200f
        | 0x202a..=0x202e | 0x2060..=0x206f | 0x3164 | 0xfe00..=0xfe0f | 0xfeff | 0xffa0 | 0xe0000..=0xe0fff)
}

/// The same text without what nobody sees, its blanks of all kinds single and none at either end.
pub fn visible(text: &str) -> Cow<'_, str> {
    if is_plain(text) {
        return Cow::Borrowed(text);
    }
    let seen: String = text.chars().filter(|c| !is_invisible(*c)).collect();
    Cow::Owned(seen.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Whether a text is of printable ASCII, its blanks single and none at either end: most cells are, and no folding of what
/// nobody sees changes them.
fn is_plain(text: &str) -> bool {
    let bytes = text.as_bytes();
    let blank = |byte: Option<&u8>| byte == Some(&b' ');
    bytes.iter().all(|byte| (b' '..0x7f).contains(byte))
        && !blank(bytes.first())
        && !blank(bytes.last())
        && bytes.windows(2).all(|pair| pair != b"  ")
}

/// The same text as far as anybody sees it: composed or not, in capitals or not, with whatever blanks and marks that
/// show nothing. Accents stay a difference. Two headers that are one by this are one column to whoever reads them.
pub fn as_seen(text: &str) -> String {
    let seen = visible(text);
    if seen.is_ascii() {
        return seen.to_ascii_lowercase();
    }
    let composed: String = seen.nfc().collect();
    composed.to_lowercase().nfc().collect()
}

/// The form in which ids that registers gave are compared: one composition, the digits of all scripts alike, nothing that
/// nobody sees. Capitals and zeros in front stay a difference, for registers tell people apart by them.
pub fn given_id(text: &str) -> Cow<'_, str> {
    let seen = visible(text);
    if seen.is_ascii() {
        return seen;
    }
    let composed: String = seen.nfc().collect();
    Cow::Owned(with_ascii_digits(&composed).into_owned())
}

/// The form in which the names of registers are compared: what people see, whatever its capitals.
pub fn register(text: &str) -> String {
    with_ascii_digits(&as_seen(text)).into_owned()
}

/// The form in which text is compared: compatibility forms, case, marks above and below letters, spellings of one
/// Arabic or Persian letter, digits of all scripts and what nobody sees are no difference.
pub fn folded(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let letters = text.nfkd().filter(|c| !is_combining_mark(*c) && !is_invisible(*c));
    let lower: String = letters.flat_map(char::to_lowercase).map(one_spelling).collect();
    // Lower case can bring marks of its own (`İ`), and composing brings back what belongs together (`한`).
    let composed: String = lower.nfkd().filter(|c| !is_combining_mark(*c)).nfc().collect();
    with_ascii_digits(&composed).into_owned()
}

/// Letters that are written one way or the other for the same sound: alef with its carriers, the Arabic and the Persian
/// yeh and kaf, the final yeh without dots, heh and teh marbuta.
fn one_spelling(c: char) -> char {
    match c {
        '\u{622}' | '\u{623}' | '\u{625}' | '\u{671}' => '\u{627}',
        '\u{649}' | '\u{6cc}' | '\u{6d2}' => '\u{64a}',
        '\u{6a9}' => '\u{643}',
        '\u{6c0}' | '\u{6c1}' | '\u{6c3}' | '\u{6d5}' | '\u{629}' => '\u{647}',
        'ß' => 's',
        c => c,
    }
}

/// The folded words of a text: runs of letters and digits.
pub fn words(text: &str) -> Vec<String> {
    folded(text).split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(Into::into).collect()
}

/// The folded letters and digits of an id, a document's number or a code, without what separates them.
pub fn compact(text: &str) -> String {
    folded(text).chars().filter(|c| c.is_alphanumeric()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_the_same_is_the_same_as_seen_and_an_accent_is_not() {
        for other in ["Pre\u{301}nom\u{200b}", " PRÉNOM\u{a0}"] {
            assert_eq!(as_seen("Prénom"), as_seen(other));
        }
        assert_ne!(as_seen("Prénom"), as_seen("Prenom"));
    }

    /// Plain text takes a short way, which must come out where the long one does.
    #[test]
    fn plain_text_is_folded_as_all_text_is() {
        for text in ["", " ", "a", " a", "a ", "a  b", "a b", "A\tB", "K-12", "+351 912", "a\u{7f}b", "~", "a\u{b}b"] {
            let slow: String = text.chars().filter(|c| !is_invisible(*c)).collect();
            let slow = slow.split_whitespace().collect::<Vec<_>>().join(" ");
            assert_eq!(visible(text), slow, "{text:?}");
            assert_eq!(as_seen(text), slow.nfc().collect::<String>().to_lowercase(), "{text:?}");
            let folded_slow: String = text.nfkd().flat_map(char::to_lowercase).map(one_spelling).nfkd().nfc().collect();
            assert_eq!(folded(text), folded_slow, "{text:?}");
        }
    }

    #[track_caller]
    fn alike(one: &str, other: &str) {
        assert_eq!(folded(one), folded(other), "{one} and {other}");
    }

    #[test]
    fn what_only_looks_different_is_the_same() {
        alike("José", "JOSE\u{301}");
        alike("Nguyễn", "nguyen");
        alike("أحمد", "احمد");
        alike("علی", "علي");
        alike("فاطمة", "فاطمه");
        alike("مـحـمـد", "محمد");
        alike("Straße", "STRASE");
        alike("A\u{200b}min\u{ad}a\u{feff}", "amina");
        alike("İzmir", "izmir");
        alike("ﷴ", "محمد");
    }

    #[test]
    fn digits_of_all_scripts_are_digits() {
        for text in
            ["٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "০১২৩৪৫৬৭৮৯", "०१२३४५६७८९", "၀၁၂၃၄၅၆၇၈၉", "០១២៣៤៥៦៧៨៩", "０１２３４５６７８９"]
        {
            assert_eq!(with_ascii_digits(text), "0123456789", "{text}");
            alike(text, "0123456789");
        }
        assert_eq!((digit('٥'), digit('x'), digit('½')), (Some(5), None, None));
    }

    #[test]
    fn what_is_different_stays_so() {
        for (one, other) in [("Amina", "Amena"), ("احمد", "حمد"), ("Ahmed", "أحمد"), ("١٢", "21")] {
            assert_ne!(folded(one), folded(other), "{one} and {other}");
        }
    }

    #[test]
    fn words_and_ids_are_cut_where_people_cut_them() {
        assert_eq!(words("Al-Haj,  Yusuf \u{200f}بن علي"), ["al", "haj", "yusuf", "بن", "علي"]);
        assert_eq!(compact(" AB-12/٣ "), "ab123");
        assert_eq!(visible("\u{feff} Amina\u{a0}\u{200b} Diallo "), "Amina Diallo");
    }

    proptest::proptest! {
        #[test]
        fn what_is_folded_is_folded_once_and_for_all(text in "\\PC{0,24}") {
            proptest::prop_assert_eq!(folded(&folded(&text)), folded(&text));
        }
    }
}
