//! From text to signs, numbers, names and texts, each with its place.

/// Why a text is no expression that is read here, and at which character.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct XpathFault {
    /// The place, in characters from 0.
    pub at: usize,
    /// What is wrong.
    pub says: String,
}

impl std::fmt::Display for XpathFault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} (character {})", self.says, self.at + 1)
    }
}

impl std::error::Error for XpathFault {}

/// One sign of an expression.
#[derive(Debug, Clone, PartialEq)]
pub enum XpathToken {
    Number(String),
    Text(String),
    Name(String),
    Sign(&'static str),
}

/// A sign with its place.
pub type Placed = (usize, XpathToken);

const SIGNS: [&str; 22] = [
    "!=", "<=", ">=", "::", "..", "//", "(", ")", "[", "]", "@", ",", "|", "+", "-", "=", "<", ">", "*", "/", ".", "$",
];

/// All signs of a text.
pub fn lex(text: &str) -> Result<Vec<Placed>, XpathFault> {
    let chars: Vec<char> = text.chars().collect();
    let (mut at, mut found) = (0, Vec::new());
    while let Some(c) = chars.get(at) {
        if c.is_whitespace() {
            at += 1;
            continue;
        }
        let (token, length) = next(chars.get(at..).unwrap_or_default()).map_err(|says| XpathFault { at, says })?;
        found.push((at, token));
        at += length;
    }
    Ok(found)
}

fn next(rest: &[char]) -> Result<(XpathToken, usize), String> {
    let first = rest.first().copied().unwrap_or_default();
    let second = rest.get(1).copied().unwrap_or_default();
    match first {
        '"' | '\'' => quoted(rest, first),
        c if c.is_ascii_digit() || (c == '.' && second.is_ascii_digit()) => Ok(number(rest)),
        c if starts_name(c) => Ok(name(rest)),
        _ => sign(rest, first),
    }
}

fn quoted(rest: &[char], quote: char) -> Result<(XpathToken, usize), String> {
    let end = rest.iter().skip(1).position(|c| *c == quote).ok_or("a text begins and does not end")?;
    Ok((XpathToken::Text(rest.iter().skip(1).take(end).collect()), end + 2))
}

fn number(rest: &[char]) -> (XpathToken, usize) {
    let whole = rest.iter().take_while(|c| c.is_ascii_digit()).count();
    let fraction = match rest.get(whole) {
        Some('.') => 1 + rest.iter().skip(whole + 1).take_while(|c| c.is_ascii_digit()).count(),
        _ => 0,
    };
    (XpathToken::Number(rest.iter().take(whole + fraction).collect()), whole + fraction)
}

/// A name, with one prefix at most; `jr:itext` is one name, `child::x` is not.
fn name(rest: &[char]) -> (XpathToken, usize) {
    let run = |from: usize| rest.iter().skip(from).take_while(|c| continues_name(**c)).count();
    let mut length = run(0);
    let prefixed = rest.get(length) == Some(&':') && rest.get(length + 1).is_some_and(|c| starts_name(*c));
    if prefixed {
        length += 1 + run(length + 1);
    }
    // A point at the end is the end of a sentence and not of a name.
    (XpathToken::Name(rest.iter().take(length).collect()), length)
}

fn sign(rest: &[char], first: char) -> Result<(XpathToken, usize), String> {
    let is = |sign: &&&str| {
        sign.chars().zip(rest.iter().map(Some).chain(std::iter::repeat(None))).all(|(a, b)| b == Some(&a))
    };
    let found = SIGNS.iter().find(is).ok_or_else(|| format!("`{first}` has no meaning here"))?;
    Ok((XpathToken::Sign(found), found.chars().count()))
}

fn starts_name(c: char) -> bool {
    c.is_alphabetic() || c == '_'
}

fn continues_name(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '\u{b7}') || ('\u{300}'..='\u{36f}').contains(&c)
}
