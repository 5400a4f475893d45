//! What is said to whoever fills a form, with answers put in.

use super::engine::Filling;
use super::eval::{FormWorld, Standpoint};
use crate::form::{FormWords, Piece};

impl FormWorld<'_> {
    /// A text by its id in the language that is shown, else in the form's own.
    pub(super) fn text_by_id(&self, id: &str, form: Option<&str>, scope: Standpoint) -> String {
        let found = self.form.texts.get_or_default(id, self.context.language, form);
        found.map(|(_, pieces)| self.said(pieces, scope)).unwrap_or_default()
    }

    pub(super) fn said(&self, pieces: &[Piece], scope: Standpoint) -> String {
        let piece = |piece: &Piece| match piece {
            Piece::Words(words) => words.clone(),
            Piece::Output(logic) => self.single(&logic.expr, scope).map(|datum| datum.text()).unwrap_or_default(),
        };
        pieces.iter().map(piece).collect()
    }
}

impl Filling<'_> {
    /// What is said at a node, and in which language, where it is not the one that is shown.
    pub fn says(&self, said: &FormWords, place: usize) -> (String, Option<usize>) {
        match said {
            FormWords::Plain(pieces) => (self.world().said(pieces, Standpoint::at(place)), None),
            FormWords::Text(id) => self.says_form(id, None, place).unwrap_or_default(),
        }
    }

    /// One form of a text: the name of its picture, its guidance; `None` where there is none.
    pub fn says_form(&self, id: &str, form: Option<&str>, place: usize) -> Option<(String, Option<usize>)> {
        let (language, pieces) = self.form.texts.get_or_default(id, self.context.language, form)?;
        let other = (language != self.context.language).then_some(language);
        Some((self.world().said(pieces, Standpoint::at(place)), other))
    }
}
