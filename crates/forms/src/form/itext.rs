//! Texts by language.

use std::collections::BTreeMap;

use super::Logic;

/// What is said to whoever fills a form.
#[derive(Debug, Clone)]
pub enum FormWords {
    /// By an id, in each language.
    Text(String),
    /// As it stands, in one language.
    Plain(Vec<Piece>),
}

/// A piece of a text.
#[derive(Debug, Clone)]
pub enum Piece {
    /// Words.
    Words(String),
    /// What an expression comes to.
    Output(Logic),
}

/// One form of a text: the words, a hint for enumerators, the name of a picture.
#[derive(Debug, Clone)]
pub struct SaidValue {
    /// `None` for the words themselves; `guidance`, `image`, `audio`, `video`, `big-image`, `short`.
    pub form: Option<String>,
    /// What it says.
    pub pieces: Vec<Piece>,
}

/// All texts of a form.
#[derive(Debug, Clone, Default)]
pub struct FormTexts {
    /// Names of languages in the order in which they stand.
    pub languages: Vec<String>,
    /// Which of them is shown where nobody chose.
    pub default: usize,
    /// For each id, what is said in each language.
    pub by_id: BTreeMap<String, Vec<Vec<SaidValue>>>,
}

impl FormTexts {
    /// What an id says in a language: the words, or the form named. A lone `-` stands for nothing: it is how a sheet's
    /// empty cell is written.
    pub fn get(&self, id: &str, language: usize, form: Option<&str>) -> Option<&[Piece]> {
        let values = self.by_id.get(id)?.get(language)?;
        let value = values.iter().find(|value| value.form.as_deref() == form)?;
        let missing = matches!(value.pieces.as_slice(), [Piece::Words(words)] if words.trim() == "-");
        (!missing && !value.pieces.is_empty()).then_some(value.pieces.as_slice())
    }

    /// The same, else in the language that is shown where nobody chose, with the number of the language it is in.
    pub fn get_or_default(&self, id: &str, language: usize, form: Option<&str>) -> Option<(usize, &[Piece])> {
        let own = self.get(id, language, form).map(|pieces| (language, pieces));
        own.or_else(|| self.get(id, self.default, form).map(|pieces| (self.default, pieces))).or_else(|| {
            (0..self.languages.len()).find_map(|other| self.get(id, other, form).map(|pieces| (other, pieces)))
        })
    }

    /// The place of a language by its name or its code: `Français (fr)`, `fr`.
    pub fn place(&self, language: &str) -> Option<usize> {
        let wanted = language.to_lowercase();
        let is = |(place, name): (usize, &String)| {
            name.to_lowercase() == wanted || self.named(place).1.is_some_and(|code| code.to_lowercase() == wanted)
        };
        self.languages.iter().enumerate().position(is)
    }

    /// A language in its own words, and by its code where it has one: `Français`, `fr`.
    pub fn named(&self, place: usize) -> (&str, Option<&str>) {
        let Some(name) = self.languages.get(place) else { return ("", None) };
        match name.rsplit_once('(') {
            Some((words, code)) => (words.trim(), Some(code.trim_end_matches(')').trim())),
            None => (name, None),
        }
    }
}
