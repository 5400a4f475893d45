//! Words in one language nobody named, or in several.

/// Words of a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Localized {
    /// In the language of the form, whatever it is.
    Plain(String),
    /// By the name of each language, in the order of the columns.
    By(Vec<(String, String)>),
}

impl Localized {
    /// With one language more. A column without a language speaks the form's own, unless that has a column.
    pub fn with(self, language: Option<&str>, words: String, own: &str) -> Self {
        let mut by = match (self, language) {
            (Self::By(by), None) if by.iter().any(|(name, _)| name == own) => return Self::By(by),
            (Self::By(by), None) => return Self::By(by.into_iter().chain([(own.to_owned(), words)]).collect()),
            (Self::Plain(_), None) => return Self::Plain(words),
            (Self::Plain(_), Some(name)) if name == own => Vec::new(),
            (Self::Plain(plain), Some(_)) => vec![(own.to_owned(), plain)],
            (Self::By(by), Some(_)) => by,
        };
        let name = language.unwrap_or(own);
        match by.iter_mut().find(|(known, _)| known == name) {
            Some((_, old)) => *old = words,
            None => by.push((name.to_owned(), words)),
        }
        Self::By(by)
    }

    /// The first of a cell.
    pub fn of(language: Option<&str>, words: String) -> Self {
        match language {
            None => Self::Plain(words),
            Some(name) => Self::By(vec![(name.to_owned(), words)]),
        }
    }

    /// In every language that it has.
    pub fn all(&self, own: &str) -> Vec<(String, String)> {
        match self {
            Self::Plain(words) => vec![(own.to_owned(), words.clone())],
            Self::By(by) => by.clone(),
        }
    }

    /// Whether it is said by language.
    pub fn is_by_language(&self) -> bool {
        matches!(self, Self::By(_))
    }
}

/// Puts words where some may stand already.
pub fn put(place: &mut Option<Localized>, language: Option<&str>, words: String, own: &str) {
    *place = Some(match place.take() {
        Some(before) => before.with(language, words, own),
        None => Localized::of(language, words),
    });
}
