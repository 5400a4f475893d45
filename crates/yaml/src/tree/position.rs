//! Finds the place in a file of a character inside a scalar, so that an error in an expression points at its word.

use super::{Scalar, Style};
use crate::diagnostic::At;

/// Walks the written form beside the text. Runs of white space match runs of white space (folding changes them);
/// any other character is looked for, which passes over quotes, escapes and indentation.
pub fn place(scalar: &Scalar, offset: usize) -> At {
    let mut source = ScalarSource::new(scalar);
    let mut text = scalar.text.chars().take(offset + 1).peekable();
    let mut at = source.at;
    while let Some(wanted) = text.next() {
        at = source.find(wanted);
        if scalar.style == Style::Single && wanted == '\'' {
            source.step();
        }
        while wanted.is_whitespace() && text.peek().is_some_and(|next| next.is_whitespace()) {
            text.next();
        }
    }
    // Past the end: the place after the last character, where something was still expected.
    if offset >= scalar.text.chars().count() && !scalar.text.is_empty() {
        return At { column: at.column + 1, ..at };
    }
    at
}

struct ScalarSource<'a> {
    rest: std::iter::Peekable<std::str::Chars<'a>>,
    at: At,
}

impl<'a> ScalarSource<'a> {
    fn new(scalar: &'a Scalar) -> Self {
        let mut source = Self { rest: scalar.raw.chars().peekable(), at: scalar.at };
        // Only quotes stand before the text: a block begins at its first word.
        if matches!(scalar.style, Style::Single | Style::Double) {
            source.step();
        }
        source
    }

    /// The place of the next `wanted`; stands after it afterwards.
    fn find(&mut self, wanted: char) -> At {
        let fits = |next: char| next == wanted || (wanted.is_whitespace() && next.is_whitespace());
        while self.rest.peek().is_some_and(|next| !fits(*next)) {
            self.step();
        }
        let found = self.at;
        self.step();
        if wanted.is_whitespace() {
            while self.rest.peek().is_some_and(|next| next.is_whitespace()) {
                self.step();
            }
        }
        found
    }

    fn step(&mut self) {
        match self.rest.next() {
            Some('\n') => self.at = At { line: self.at.line + 1, column: 1 },
            Some(_) => self.at.column += 1,
            None => {}
        }
    }
}
