//! Whole numbers as their spreadsheet shows them: `00123` is kept as 123 with a format of five zeros, and a phone or an id
//! read without its zeros is another's. A format of digits and signs is followed; one that groups, rounds or shortens
//! (`#,##0`, `0.00`, `0%`) only dresses the number, and the number is read.

/// A format by which a number shows more than its own digits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown(Vec<Piece>);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Piece {
    /// A place for a digit, and whether a zero stands there where there is none.
    Digit(bool),
    /// What stands there whatever the number is.
    Sign(char),
}

impl Shown {
    /// The format of this code, where numbers show other than as they are.
    pub fn of(code: &str) -> Option<Self> {
        let (mut pieces, mut quoted) = (Vec::new(), false);
        let mut signs = code.chars();
        while let Some(sign) = signs.next() {
            pieces.push(match sign {
                '"' => {
                    quoted = !quoted;
                    continue;
                }
                // Words tell what is counted (`4 people`) and are no part of an id.
                sign if quoted && sign.is_alphabetic() => return None,
                sign if quoted => Piece::Sign(sign),
                '\\' => Piece::Sign(signs.next().filter(|sign| !sign.is_alphabetic())?),
                ';' => break,
                '0' | '#' => Piece::Digit(sign == '0'),
                ' ' | '-' | '+' | '(' | ')' | ':' => Piece::Sign(sign),
                _ => return None,
            });
        }
        let digits = pieces.iter().filter(|piece| matches!(piece, Piece::Digit(_))).count();
        let plain = pieces.iter().all(|piece| matches!(piece, Piece::Digit(_)))
            && pieces.iter().filter(|piece| **piece == Piece::Digit(true)).count() < 2;
        (digits > 0 && !plain).then_some(Self(pieces))
    }

    /// A whole number, given by its digits.
    pub fn text(&self, digits: &str) -> String {
        let first = self.0.iter().position(|piece| matches!(piece, Piece::Digit(_)));
        let mut left: Vec<char> = digits.chars().collect();
        let mut shown = Vec::new();
        for (at, piece) in self.0.iter().enumerate().rev() {
            match piece {
                Piece::Sign(sign) => shown.push(*sign),
                Piece::Digit(always) => {
                    shown.extend(left.pop().or(always.then_some('0')));
                    if first == Some(at) {
                        shown.extend(left.drain(..).rev());
                    }
                }
            }
        }
        shown.into_iter().rev().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(code: &str, digits: &str, expected: &str) {
        assert_eq!(Shown::of(code).map(|shown| shown.text(digits)).as_deref(), Some(expected), "{code}");
    }

    #[test]
    fn zeros_and_signs_of_a_format_are_read_as_they_are_shown() {
        check("00000", "123", "00123");
        check("00000", "1234567", "1234567");
        check("000\\-00\\-0000", "12345678", "012-34-5678");
        check("\"+\"0", "351912345678", "+351912345678");
        check("\"0\"#########", "770000020", "0770000020");
        check("00000;-00000", "0", "00000");
        check("(000) 0000", "351234567", "(35123) 4567");
    }

    #[test]
    fn a_format_that_only_dresses_a_number_is_left_alone() {
        for code in [
            "General",
            "0",
            "#",
            "##0",
            "#,##0",
            "0.00",
            "0%",
            "0.00E+00",
            "@",
            "# ?/?",
            "[<=9]0;00",
            "_-00",
            "",
            "0\" people\"",
            "\\d0",
        ] {
            assert_eq!(Shown::of(code), None, "{code}");
        }
    }
}
