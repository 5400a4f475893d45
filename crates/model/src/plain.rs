//! What people write and what a screen is told by it: one answer for commands, files, terminals and pages.
//!
//! A text is shown to somebody who trusts what they see. Control characters move a terminal's cursor, colour it or set its
//! title, and the marks that override or embed a direction make a name read as another name, so neither has a place in
//! what people write: commands and imports refuse them ([`is_text`], [`is_line`]), and whatever prints a text that may
//! hold them all the same, writes them out ([`shown`]). Marks that only help mixed scripts along (U+200E, U+200F, U+061C,
//! joiners) are no orders and stay. Next: [`crate::folding`], which compares.

use std::borrow::Cow;

/// Whether a character gives orders to whatever shows it instead of being shown: controls (C0, DEL, C1) other than the
/// tab and the ends of lines, and the embeddings, overrides and isolates of direction.
pub fn is_order(c: char) -> bool {
    let in_lines = matches!(c, '\n' | '\t' | '\r');
    (c.is_control() && !in_lines) || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Whether a text of one or more lines holds nothing but what is shown.
pub fn is_text(text: &str) -> bool {
    !text.chars().any(is_order)
}

/// Whether a text is one line (a name, a code, a cell) and holds nothing but what is shown.
pub fn is_line(text: &str) -> bool {
    !text.chars().any(is_no_part_of_a_line)
}

/// The text as it may be shown: every order stands there by its number (`\u{1b}`), and so does a carriage return that
/// ends no line, which would write over the line it stands in.
pub fn shown(text: &str) -> Cow<'_, str> {
    let ends_line = |rest: &str| rest.starts_with("\r\n");
    written_out(text, |c, rest| is_order(c) || (c == '\r' && !ends_line(rest)))
}

/// The text as it may be shown in one line, a cell of a table say: what would end the line stands there by its number too.
pub fn shown_in_line(text: &str) -> Cow<'_, str> {
    written_out(text, |c, _| is_no_part_of_a_line(c))
}

fn is_no_part_of_a_line(c: char) -> bool {
    is_order(c) || c.is_control() || matches!(c, '\u{2028}' | '\u{2029}')
}

/// Writes out the characters of which `is_bad` says so; it is told the text from there on.
fn written_out(text: &str, is_bad: impl Fn(char, &str) -> bool) -> Cow<'_, str> {
    let bad = |(at, c): (usize, char)| is_bad(c, text.get(at..).unwrap_or_default());
    if !text.char_indices().any(bad) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 8);
    for (at, c) in text.char_indices() {
        if bad((at, c)) {
            shown.extend(c.escape_unicode());
        } else {
            shown.push(c);
        }
    }
    Cow::Owned(shown)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether it is a text, whether it is a line, and how it is shown.
    #[track_caller]
    fn check(text: &str, is_a_text: bool, is_a_line: bool, expect: &str) {
        assert_eq!((is_text(text), is_line(text), &*shown(text)), (is_a_text, is_a_line, expect));
    }

    #[test]
    fn letters_of_all_scripts_are_shown_as_they_are() {
        check("Amina Diallo", true, true, "Amina Diallo");
        check(
            "سارة\u{200f} (O'Neil)\u{200e} न\u{94d}\u{200d}य",
            true,
            true,
            "سارة\u{200f} (O'Neil)\u{200e} न\u{94d}\u{200d}य",
        );
    }

    #[test]
    fn lines_and_tabs_are_a_text_and_not_a_line() {
        check("a\tb\r\nc\n", true, false, "a\tb\r\nc\n");
        check("a\u{2028}b", true, false, "a\u{2028}b");
    }

    #[test]
    fn what_a_terminal_obeys_is_written_out() {
        check("\u{1b}[2Jgone", false, false, "\\u{1b}[2Jgone");
        check("\u{9b}31m\u{7}\u{0}\u{7f}", false, false, "\\u{9b}31m\\u{7}\\u{0}\\u{7f}");
    }

    #[test]
    fn a_carriage_return_does_not_write_over_its_line() {
        check("refused\rstored", true, false, "refused\\u{d}stored");
    }

    #[test]
    fn a_direction_that_is_turned_over_is_written_out() {
        for c in ('\u{202a}'..='\u{202e}').chain('\u{2066}'..='\u{2069}') {
            check(&format!("a{c}b"), false, false, &format!("a{}b", c.escape_unicode()));
        }
    }

    #[test]
    fn in_a_line_what_ends_it_is_written_out_too() {
        assert_eq!(shown_in_line("a\r\nb\u{2029}c\u{202e}"), "a\\u{d}\\u{a}b\\u{2029}c\\u{202e}");
        assert_eq!(shown_in_line("سارة"), "سارة");
    }
}
