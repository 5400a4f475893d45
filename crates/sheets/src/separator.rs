//! What separates the cells of a text: what its own first line says, or the one character that makes a table of it. Where
//! two do equally well it is asked for.

use crate::error::ChoiceError;

/// What is tried, in this order.
const USUAL: [u8; 4] = *b",;\t|";

/// How many rows are looked at.
const ROWS: usize = 100;

/// The separator, and whether a first line `sep=;` says so (a habit of Excel) and is no row. `whole` is whether the
/// beginning is all there is.
pub fn separator(beginning: &[u8], said: Option<char>, whole: bool) -> Result<(u8, bool), ChoiceError> {
    let announced = announced(beginning);
    if let Some(said) = said {
        let byte = u8::try_from(said).ok().filter(|byte| can_separate(*byte)).ok_or(ChoiceError::NoSeparator)?;
        return Ok((byte, announced.is_some()));
    }
    if let Some(announced) = announced {
        return if can_separate(announced) { Ok((announced, true)) } else { Err(ChoiceError::NoSeparator) };
    }
    let rows = counted(beginning, whole);
    let mut fits: Vec<((usize, usize), u8)> =
        USUAL.iter().enumerate().map(|(at, separator)| (fit(&rows, at), *separator)).collect();
    fits.sort_by_key(|(fit, _)| std::cmp::Reverse(*fit));
    match fits.as_slice() {
        [((rows @ 1.., _), one), ((others, _), other), ..] if rows == others => {
            Err(ChoiceError::AskSeparator { one: char::from(*one), other: char::from(*other) })
        }
        [((1.., _), best), ..] => Ok((*best, false)),
        _ => one_column(&rows).map(|any| (any, false)),
    }
}

/// A single column, for which whatever separates cells would do. Where something stands in it that may separate them, it
/// is asked: a table of which most rows were left blank looks the same.
fn one_column(rows: &[[usize; 4]]) -> Result<u8, ChoiceError> {
    match USUAL.iter().enumerate().find(|(at, _)| rows.iter().any(|row| row.get(*at).is_some_and(|count| *count > 0))) {
        Some((_, sign)) => Err(ChoiceError::AskOneColumn { sign: char::from(*sign) }),
        None => Ok(b','),
    }
}

fn announced(beginning: &[u8]) -> Option<u8> {
    let line = beginning.split(|byte| matches!(byte, b'\r' | b'\n')).next()?;
    let line = line.strip_prefix(b"\"").and_then(|line| line.strip_suffix(b"\"")).unwrap_or(line);
    match line {
        [b's' | b'S', b'e' | b'E', b'p' | b'P', b'=', separator] => Some(*separator),
        _ => None,
    }
}

fn can_separate(byte: u8) -> bool {
    byte == b'\t' || byte == b' ' || (byte.is_ascii_punctuation() && !matches!(byte, b'"' | b'\''))
}

/// How many rows have the width that most rows have of those with more than one cell, and that width. Where neither the
/// first row nor most rows have more than one, it is no table.
fn fit(rows: &[[usize; 4]], at: usize) -> (usize, usize) {
    let widths: Vec<usize> = rows.iter().filter_map(|counts| counts.get(at)).map(|count| count + 1).collect();
    let wide = widths.iter().filter(|width| **width > 1).count();
    if 2 * wide <= widths.len() && widths.first().is_none_or(|first| *first < 2) {
        return (0, 0);
    }
    let count = |width: usize| widths.iter().filter(|other| **other == width).count();
    widths.iter().filter(|width| **width > 1).map(|width| (count(*width), *width)).max().unwrap_or_default()
}

/// How often each usual separator stands in each row that is not blank, outside quotation marks. A mark opens a cell after
/// any of them, for it is not known yet which is one.
fn counted(text: &[u8], whole: bool) -> Vec<[usize; 4]> {
    let (mut rows, mut row) = (Vec::new(), [0; 4]);
    let (mut blank, mut opens, mut within) = (true, true, false);
    for byte in text {
        let separator = USUAL.iter().position(|usual| usual == byte);
        match byte {
            // A mark written twice closes and opens again.
            b'"' if within => (within, opens) = (false, true),
            b'"' if opens => within = true,
            _ if within => blank = false,
            b'\n' | b'\r' => {
                if !blank {
                    rows.push(std::mem::take(&mut row));
                }
                (row, blank, opens) = ([0; 4], true, true);
            }
            _ => {
                if let Some(count) = separator.and_then(|at| row.get_mut(at)) {
                    *count += 1;
                }
                opens = separator.is_some();
                blank &= separator.is_some() || byte.is_ascii_whitespace();
            }
        }
        if rows.len() == ROWS {
            return rows;
        }
    }
    // Where the sample ends within a row, that row says nothing.
    if whole && !blank && !within {
        rows.push(row);
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: char) {
        assert_eq!(separator(text.as_bytes(), None, true), Ok((u8::try_from(expected).unwrap(), false)), "{text}");
    }

    #[test]
    fn the_separator_is_the_one_that_makes_a_table() {
        check("a,b\n1,2\n", ',');
        check("a;b\n1,5;2,5\n", ';');
        check("name\tnote, remark\nx\ty; z\n", '\t');
        check("a|b|c\n1|2|3", '|');
        check("\"last, first\";born\n\"a, b\";1990\n", ';');
        check("City, country;n\nx;1\ny;2\n", ';');
        check("id;name\n1;A;one more\n", ';');
        check("Register\nid;name;sex\n1;A;F;one more\n", ';');
        check("id,name\n1,\"a|b\"\n2,\"c|d\"\n", ',');
        check("only\none\ncolumn", ',');
        check("", ',');
    }

    #[test]
    fn titles_above_the_table_do_not_decide() {
        check("Register of arrivals 2020\n\nDossier;Nom;Sexe\nD4;Title Row;F\n", ';');
        check("Arrivals, by month, 2020\n\nDossier;Nom\nD4;A\nD5;B\n", ';');
    }

    #[test]
    fn two_that_do_equally_well_are_asked_about() {
        let asked = Err(ChoiceError::AskSeparator { one: ',', other: ';' });
        assert_eq!(separator(b"Last, first;Born\nA, B;1990\n", None, true), asked);
        assert_eq!(separator(b"Last, first;Born\nA, B;1990\n", Some(';'), true), Ok((b';', false)));
    }

    #[test]
    fn a_column_in_which_something_may_separate_cells_is_asked_about() {
        let asked = |sign| Err(ChoiceError::AskOneColumn { sign });
        assert_eq!(separator(b"Register\nid;name\nR-0\n", None, true), asked(';'));
        assert_eq!(separator(b"name\nKarimi, Amina\nLopez\n", None, true), asked(','));
        assert_eq!(separator(b"name\nKarimi, Amina\nLopez\n", Some('^'), true), Ok((b'^', false)));
        check("name\n\"Karimi, Amina\"\n", ',');
    }

    #[test]
    fn a_first_line_that_names_the_separator_is_believed() {
        assert_eq!(separator(b"sep=|\r\na;b|c\r\n", None, true), Ok((b'|', true)));
        assert_eq!(separator(b"SEP=;\na;b\n", None, true), Ok((b';', true)));
        assert_eq!(separator(b"\"sep=;\"\na;b\n", None, true), Ok((b';', true)));
    }

    #[test]
    fn a_letter_separates_nothing() {
        assert_eq!(separator(b"a,b\n", Some('a'), true), Err(ChoiceError::NoSeparator));
        assert_eq!(separator(b"a,b\n", Some('؛'), true), Err(ChoiceError::NoSeparator));
    }
}
