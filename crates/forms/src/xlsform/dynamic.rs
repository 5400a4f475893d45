//! Whether a default is an expression or stands for itself: what pyxform takes for one is one.

use crate::xlsform::references::name_length;

/// Whether a default is computed when a form is begun.
pub fn is_dynamic(default: &str, kind: &str) -> bool {
    // A hyphen stands in dates and places by itself.
    let with_hyphens = matches!(kind, "date" | "dateTime" | "geopoint" | "geotrace" | "geoshape");
    let mut rest = default;
    while !rest.is_empty() {
        let (token, length) = next(rest);
        match token {
            Token::Math("-") if with_hyphens => return false,
            Token::Math(_) | Token::Union | Token::Reference | Token::Call => return true,
            Token::Other => {}
        }
        rest = rest.get(length..).unwrap_or_default();
    }
    false
}

enum Token<'a> {
    Math(&'a str),
    Union,
    Reference,
    Call,
    Other,
}

fn next(rest: &str) -> (Token<'_>, usize) {
    if let Some(length) = [date(rest), time(rest), number(rest)].into_iter().flatten().next() {
        return (Token::Other, length);
    }
    for sign in ["*", "+", "-", " mod ", " div "] {
        if let Some(found) = rest.strip_prefix(sign).and(rest.get(..sign.len())) {
            return (Token::Math(found), sign.len());
        }
    }
    match rest.chars().next() {
        Some('|') => (Token::Union, 1),
        Some(quote @ ('"' | '\'')) if rest.get(1..).is_some_and(|after| after.contains(quote)) => {
            (Token::Other, rest.get(1..).and_then(|after| after.find(quote)).map_or(1, |end| end + 2))
        }
        Some('$')
            if super::references::references(rest)
                .first()
                .is_some_and(|found| found.start == 0 && !found.is_broken) =>
        {
            (Token::Reference, 2)
        }
        Some(first) => match name_length(rest) {
            0 => (Token::Other, first.len_utf8()),
            name => named(rest, name),
        },
        None => (Token::Other, 1),
    }
}

/// A name with its prefix, and whether it is called.
fn named(rest: &str, name: usize) -> (Token<'_>, usize) {
    let after = rest.get(name..).unwrap_or_default();
    let prefixed = after.strip_prefix(':').map(name_length).filter(|length| *length > 0);
    let length = prefixed.map_or(name, |more| name + 1 + more);
    if rest.get(length..).is_some_and(|after| after.starts_with('(')) {
        (Token::Call, length + 1)
    } else {
        (Token::Other, length)
    }
}

fn digits(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

/// `-?\d{4}-\d{2}-\d{2}`.
fn date(text: &str) -> Option<usize> {
    let start = usize::from(text.starts_with('-'));
    let shape = text.as_bytes().get(start..start + 10)?;
    let fits = shape
        .iter()
        .enumerate()
        .all(|(at, byte)| if matches!(at, 4 | 7) { *byte == b'-' } else { byte.is_ascii_digit() });
    fits.then_some(start + 10)
}

/// `\d{2}:\d{2}:\d{2}`.
fn time(text: &str) -> Option<usize> {
    let shape = text.as_bytes().get(..8)?;
    let fits = shape
        .iter()
        .enumerate()
        .all(|(at, byte)| if matches!(at, 2 | 5) { *byte == b':' } else { byte.is_ascii_digit() });
    fits.then_some(8)
}

fn number(text: &str) -> Option<usize> {
    let start = usize::from(text.starts_with('-'));
    let rest = text.get(start..)?;
    let whole = digits(rest);
    let fraction = rest.get(whole..).and_then(|rest| rest.strip_prefix('.')).map(digits);
    match (whole, fraction) {
        (0, None | Some(0)) => None,
        (whole, fraction) => Some(start + whole + fraction.map_or(0, |digits| digits + 1)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_pyxform_takes_for_an_expression_is_one() {
        let table = [
            ("text", "1+1", true),
            ("text", "5-3", false),
            ("text", "a-b", false),
            ("text", "a - b", true),
            ("text", "hello world", false),
            ("text", "${x}", true),
            ("text", "${x", false),
            ("text", "today()", true),
            ("text", "jr:itext('a')", true),
            ("date", "2026-01-31", false),
            ("date", "today() - 3", true),
            ("text", "1 div 2", true),
            ("text", "http://example.org", false),
            ("text", "'a + b'", false),
            ("geopoint", "1 -2 0 0", false),
            ("text", "a|b", true),
            ("text", "", false),
        ];
        for (kind, default, expected) in table {
            assert_eq!(is_dynamic(default, kind), expected, "{kind} {default}");
        }
    }
}
