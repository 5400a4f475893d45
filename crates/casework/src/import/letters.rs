//! What letters become on the way from one encoding to another: `Ã©` where `é` was, and question marks where a page had
//! no letter. A name of question marks is nobody's, and two people of the same length have the same.

/// Whether letters were lost for good: the mark that stands for them, or nothing but question marks.
pub(super) fn are_lost(text: &str) -> bool {
    let mut signs = text.chars().filter(|sign| !sign.is_whitespace()).peekable();
    text.contains('\u{fffd}') || (signs.peek().is_some() && signs.all(|sign| sign == '?'))
}

/// Whether a text reads as if its letters were lost, or read in another encoding before.
pub(super) fn are_odd(text: &str) -> bool {
    if text.is_ascii() && !text.contains('?') {
        return false;
    }
    let signs: Vec<char> = text.chars().collect();
    let inside = |three: &[char]| matches!(three, [one, '?', next] if one.is_alphabetic() && next.is_alphabetic());
    signs.windows(3).any(inside) || is_misread(&signs)
}

/// Whether two bytes of one letter of UTF-8 were read as two letters of a western page.
fn is_misread(signs: &[char]) -> bool {
    let pairs = signs.windows(2).filter_map(|pair| match pair {
        [first, second] if LEADING.contains(first) && is_following(*second) => Some(*second),
        _ => None,
    });
    let found: Vec<char> = pairs.collect();
    found.len() > 1 || found.iter().any(|second| !BESIDE.contains(second))
}

/// What the first byte of a letter becomes: those of Latin, Cyrillic, Greek and Arabic letters.
const LEADING: [char; 14] = ['Â', 'Ã', 'Ä', 'Å', 'Ç', 'Î', 'Ï', 'Ð', 'Ñ', 'Ò', 'Ø', 'Ù', 'Ú', 'Û'];

/// What may stand beside such a letter in good text.
const BESIDE: [char; 9] = ['’', '‘', '“', '”', '»', '«', '\u{a0}', '°', '·'];

/// What the second byte becomes.
fn is_following(sign: char) -> bool {
    matches!(sign, '\u{80}'..='\u{bf}') || "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ".contains(sign)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_of_question_marks_is_lost_and_a_question_is_not() {
        for text in ["????", "?? ???", "Jos\u{fffd}", "?"] {
            assert!(are_lost(text), "{text}");
        }
        for text in ["", " ", "Amina", "who?", "Mu?ammad"] {
            assert!(!are_lost(text), "{text}");
        }
    }

    #[test]
    fn letters_of_another_encoding_are_told_from_letters_of_a_language() {
        for text in ["JosÃ©", "Ã‘andÃº", "Ù…Ø\u{ad}Ù…Ø¯", "ÐœÐ°Ñ€Ñ–Ñ", "ÅžÃ¼krÃ¼", "Mu?ammad"]
        {
            assert!(are_odd(text), "{text}");
        }
        for text in
            ["José Ñandú", "ÑANDÚ", "Ångström", "“PEÑÑ”", "João", "Şükrü", "محمد", "Марія", "who? me", "ÎLE", "ÇİĞDEM"]
        {
            assert!(!are_odd(text), "{text}");
        }
    }
}
