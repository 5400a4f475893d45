//! Cuts an expression into words. A date is taken before a subtraction, an amount before a number.
//!
//! Positions are characters from the start of the expression; the YAML scalar knows where they are in the file.

use std::fmt;

use model::{Date, Decimal, Money, MoneyError, PartialDate, TimeOfDay};

/// One word and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleToken {
    /// What it is.
    pub kind: TokenKind,
    /// Its first character, from 0.
    pub at: usize,
}

/// The kinds of words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TokenKind {
    /// A dotted path; a name is a path of one part. Keywords are paths too, and told apart by the parser.
    Path(String),
    /// Digits, as spelt.
    Int(String),
    Decimal(Decimal),
    Money(Money),
    Date(Date),
    Time(TimeOfDay),
    /// Without its quotes.
    Text(String),
    Symbol(&'static str),
    End,
}

impl fmt::Display for TokenKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Path(text) | Self::Int(text) => write!(f, "`{text}`"),
            Self::Decimal(number) => write!(f, "`{number}`"),
            Self::Money(amount) => write!(f, "`{amount}`"),
            Self::Date(date) => write!(f, "`{date}`"),
            Self::Time(time) => write!(f, "`{time}`"),
            Self::Text(text) => write!(f, "`'{text}'`"),
            Self::Symbol(symbol) => write!(f, "`{symbol}`"),
            Self::End => f.write_str("the end"),
        }
    }
}

/// What no word begins with, or a word that is not finished.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct LexError {
    /// The offending character, from 0.
    pub at: usize,
    /// What is wrong and what was expected.
    pub message: String,
    /// The amount that cannot be, where it is one.
    pub amount: Option<MoneyError>,
}

impl LexError {
    /// What is not in the grammar.
    pub fn new(at: usize, message: String) -> Self {
        Self { at, message, amount: None }
    }
}

/// Longer ones first, so that `<=` is not `<`.
const SYMBOLS: [&str; 16] = ["!=", "<=", ">=", "=", "<", ">", "+", "-", "*", "/", "(", ")", "{", "}", ",", ":"];

/// All words of an expression; the last is always [`TokenKind::End`].
pub fn lex(text: &str) -> Result<Vec<RuleToken>, LexError> {
    let mut lexer = Lexer { rest: text, at: 0 };
    let mut tokens = Vec::new();
    loop {
        lexer.skip_space();
        let at = lexer.at;
        let kind = lexer.next()?;
        let ended = kind == TokenKind::End;
        tokens.push(RuleToken { kind, at });
        if ended {
            return Ok(tokens);
        }
    }
}

/// What is written in the place of a character that people put there.
fn instead_of(character: char) -> &'static str {
    match character {
        '%' => "; a part of a hundred is a decimal, as `0.35`",
        '.' => "; a decimal has a digit before its point, as `0.35`",
        '€' | '$' | '£' | '¥' | '₹' => "; an amount is a number and a currency of ISO 4217, as `120 EUR`",
        _ => "",
    }
}

struct Lexer<'a> {
    rest: &'a str,
    at: usize,
}

impl<'a> Lexer<'a> {
    fn next(&mut self) -> Result<TokenKind, LexError> {
        let Some(first) = self.rest.chars().next() else { return Ok(TokenKind::End) };
        if first.is_ascii_digit() {
            return self.number();
        }
        if first.is_ascii_alphabetic() {
            return self.path();
        }
        if first == '\'' {
            return self.text();
        }
        match SYMBOLS.into_iter().find(|symbol| self.rest.starts_with(symbol)) {
            Some(symbol) => {
                self.take(symbol.len());
                Ok(TokenKind::Symbol(symbol))
            }
            None => Err(self.error(0, format!("unexpected character `{}`{}", first.escape_debug(), instead_of(first)))),
        }
    }

    fn number(&mut self) -> Result<TokenKind, LexError> {
        if let Some(date) = self.date()? {
            return Ok(TokenKind::Date(date));
        }
        if let Some(time) = self.time()? {
            return Ok(TokenKind::Time(time));
        }
        let at = self.at;
        self.refuse_month()?;
        let digits = self.take_while(|c| c.is_ascii_digit());
        let fraction = match self.rest.strip_prefix('.') {
            Some(rest) if rest.starts_with(|c: char| c.is_ascii_digit()) => {
                self.take(1);
                Some(self.take_while(|c| c.is_ascii_digit()))
            }
            Some(_) | None => None,
        };
        if self.rest.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_') {
            return Err(self.error(0, "a number ends here; a code that mixes digits and letters is quoted".into()));
        }
        let spelt = fraction.map_or_else(|| digits.to_owned(), |fraction| format!("{digits}.{fraction}"));
        if let Some((code, code_at)) = self.currency() {
            let refused = |error: MoneyError| {
                let at = if matches!(error, MoneyError::Currency(_)) { code_at } else { at };
                LexError { at, message: error.to_string(), amount: Some(error) }
            };
            return format!("{spelt} {code}").parse().map(TokenKind::Money).map_err(refused);
        }
        if fraction.is_none() {
            return Ok(TokenKind::Int(spelt));
        }
        let too_fine = |_| LexError::new(at, "at most four decimals are kept".into());
        spelt.parse().map(TokenKind::Decimal).map_err(too_fine)
    }

    /// A date, where the next ten characters have its shape.
    fn date(&mut self) -> Result<Option<Date>, LexError> {
        let shape =
            |(index, byte): (usize, u8)| if matches!(index, 4 | 7) { byte == b'-' } else { byte.is_ascii_digit() };
        let Some(word) = self.rest.get(..10).filter(|word| word.bytes().enumerate().all(shape)) else {
            return Ok(None);
        };
        let day = word.parse::<PartialDate>().ok().and_then(PartialDate::exact);
        let day = day.ok_or_else(|| self.error(0, format!("`{word}` is not a day of the calendar")))?;
        self.take(10);
        Ok(Some(day))
    }

    /// A time of day, where the next five characters have its shape.
    fn time(&mut self) -> Result<Option<TimeOfDay>, LexError> {
        let shape = |(index, byte): (usize, u8)| if index == 2 { byte == b':' } else { byte.is_ascii_digit() };
        let Some(word) = self.rest.get(..5).filter(|word| word.bytes().enumerate().all(shape)) else {
            return Ok(None);
        };
        let time = word.parse().map_err(|_| self.error(0, format!("`{word}` is no time of day")))?;
        self.take(5);
        Ok(Some(time))
    }

    /// `2022-02` without spaces: a month is meant, and twenty-two less two would be read.
    fn refuse_month(&self) -> Result<(), LexError> {
        let shape = |(index, byte): (usize, u8)| if index == 4 { byte == b'-' } else { byte.is_ascii_digit() };
        let Some(word) = self.rest.get(..7).filter(|word| word.bytes().enumerate().all(shape)) else { return Ok(()) };
        let goes_on = self.rest.get(7..).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
        if goes_on || word.parse::<PartialDate>().is_err() {
            return Ok(());
        }
        let message = format!("`{word}` is a month, and days are compared; write a day of it, as `{word}-01`");
        Err(self.error(0, message))
    }

    /// ` BDT` after a number, and where it stands: three capitals that end there, a currency or not.
    fn currency(&mut self) -> Option<(&'a str, usize)> {
        let word = self.rest.strip_prefix(' ')?.trim_start();
        let code = word.get(..3).filter(|code| code.bytes().all(|byte| byte.is_ascii_uppercase()))?;
        if word.get(3..)?.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_') {
            return None;
        }
        self.take(self.rest.len() - word.len());
        let at = self.at;
        self.take(code.len());
        Some((code, at))
    }

    fn path(&mut self) -> Result<TokenKind, LexError> {
        let mut path = self.take_while(is_name).to_owned();
        while let Some(rest) = self.rest.strip_prefix('.') {
            if !rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
                return Err(self.error(0, "expected a name after `.`".into()));
            }
            self.take(1);
            path.push('.');
            path.push_str(self.take_while(is_name));
        }
        Ok(TokenKind::Path(path))
    }

    fn text(&mut self) -> Result<TokenKind, LexError> {
        let opened = self.at;
        self.take(1);
        let text = self.take_while(|c| c != '\'').to_owned();
        if self.rest.is_empty() {
            return Err(LexError::new(opened, "a quote that is never closed".into()));
        }
        self.take(1);
        if text.is_empty() {
            return Err(LexError::new(opened, "expected a code between the quotes".into()));
        }
        Ok(TokenKind::Text(text))
    }

    fn skip_space(&mut self) {
        self.take_while(char::is_whitespace);
    }

    fn take_while(&mut self, fits: impl Fn(char) -> bool) -> &'a str {
        let end = self.rest.find(|c| !fits(c)).unwrap_or(self.rest.len());
        self.take(end)
    }

    /// Takes so many bytes and counts their characters.
    fn take(&mut self, bytes: usize) -> &'a str {
        let (taken, rest) = self.rest.split_at_checked(bytes).unwrap_or((self.rest, ""));
        self.at += taken.chars().count();
        self.rest = rest;
        taken
    }

    fn error(&self, ahead: usize, message: String) -> LexError {
        LexError::new(self.at + ahead, message)
    }
}

fn is_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let shown = |token: &RuleToken| format!("{}:{}", token.at, token.kind);
        let found = match lex(text) {
            Ok(tokens) => tokens.iter().map(shown).collect::<Vec<_>>().join(" "),
            Err(error) => format!("{}! {error}", error.at),
        };
        assert_eq!(found, expected);
    }

    #[test]
    fn a_date_is_taken_before_a_subtraction() {
        check("2020-04-01", "0:`2020-04-01` 10:the end");
        check("2020-13", "0:`2020` 4:`-` 5:`13` 7:the end");
        check("2020 - 04 - 01", "0:`2020` 5:`-` 7:`04` 10:`-` 12:`01` 14:the end");
        check("2020-02-30", "0! `2020-02-30` is not a day of the calendar");
    }

    #[test]
    fn a_month_is_no_subtraction() {
        check("2022-02", "0! `2022-02` is a month, and days are compared; write a day of it, as `2022-02-01`");
        check("2022 -02", "0:`2022` 5:`-` 6:`02` 8:the end");
    }

    #[test]
    fn an_amount_is_taken_before_a_number() {
        check("50 BDT+1", "0:`50.00 BDT` 6:`+` 7:`1` 8:the end");
        check("1.5 BDTX", "0:`1.5` 4:`BDTX` 8:the end");
        check("35.125 JOD", "0:`35.125 JOD` 10:the end");
        check("350 XOF", "0:`350 XOF` 7:the end");
    }

    #[test]
    fn an_amount_that_cannot_be_is_refused_where_it_is_wrong() {
        check("1 + 1.005 EUR", "4! an amount in EUR has at most 2 decimals");
        check("350.50 XOF", "0! an amount in XOF has no decimals");
        check("1 + 5  EUD", "7! `EUD` is no currency of ISO 4217");
        check("5 XAU", "2! `XAU` has no minor unit in ISO 4217: no money is counted in it");
        check("99999999999999999999 EUR", "0! an amount in EUR cannot be that large");
        check("0.12345", "0! at most four decimals are kept");
    }

    #[test]
    fn codes_keep_their_spelling() {
        check("0110", "0:`0110` 4:the end");
        check("'BD-10'", "0:`'BD-10'` 7:the end");
        check("12a", "2! a number ends here; a code that mixes digits and letters is quoted");
    }

    #[test]
    fn paths_and_symbols_stand_where_they_stand() {
        check("a.b_1<=x", "0:`a.b_1` 5:`<=` 7:`x` 8:the end");
        check("a.", "1! expected a name after `.`");
        check("é", "0! unexpected character `é`");
        check("x > 35%", "6! unexpected character `%`; a part of a hundred is a decimal, as `0.35`");
        check("x > .5", "4! unexpected character `.`; a decimal has a digit before its point, as `0.35`");
        check("x > €5", "4! unexpected character `€`; an amount is a number and a currency of ISO 4217, as `120 EUR`");
        check("x = 'a", "4! a quote that is never closed");
        check("x = ''", "4! expected a code between the quotes");
        check("stay-status", "0:`stay` 4:`-` 5:`status` 11:the end");
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_cut_or_refused(text in "\\PC{0,40}") {
            if let Err(error) = lex(&text) {
                proptest::prop_assert!(error.at <= text.chars().count());
            }
        }
    }
}
