//! Texts, and whether what is named is there.

use super::Building;
use crate::form::{Choices, Control, FormTexts, FormWords, NodeIx, SaidValue};
use crate::xml::Element;

/// The id in `jr:itext('id')`.
pub(super) fn text_id(text: &str) -> Option<String> {
    let inner = text.trim().strip_prefix("jr:itext(")?.strip_suffix(')')?.trim();
    let quoted = |quote: char| inner.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote));
    quoted('\'').or_else(|| quoted('"')).map(Into::into)
}

impl Building {
    pub(super) fn texts(&mut self, model: &Element) -> FormTexts {
        let (translations, mut texts) = Self::languages_of(model);
        for (language, translation) in translations.iter().enumerate() {
            for text in translation.elements().filter(|child| child.local() == "text") {
                let id = text.attr("id").unwrap_or_default().to_owned();
                let of = self.node_of_text(&id);
                let values = text.elements().filter(|child| child.local() == "value").map(|value| SaidValue {
                    form: value.attr("form").map(Into::into),
                    pieces: self.pieces(value, of, "text"),
                });
                let values: Vec<SaidValue> = values.collect();
                let by_language = texts.by_id.entry(id).or_insert_with(|| vec![Vec::new(); texts.languages.len()]);
                if let Some(place) = by_language.get_mut(language) {
                    *place = values;
                }
            }
        }
        texts
    }

    /// `/data/age:label` speaks of `/data/age`; a choice's text of the form as a whole.
    fn node_of_text(&self, id: &str) -> NodeIx {
        let path = id.split(":jr:").next().unwrap_or(id);
        let path = path.rsplit_once(':').map_or(path, |(path, _)| path);
        self.node_at(path).or_else(|| self.node_at(id)).unwrap_or(NodeIx(0))
    }

    /// Every text that something names is there.
    pub(super) fn said_ids(&mut self, texts: &FormTexts, controls: &[Control]) {
        let mut named = Vec::new();
        for control in controls {
            gather(control, &mut named);
        }
        for node in &self.nodes {
            let messages = [&node.bind.constraint_message, &node.bind.required_message];
            named.extend(
                messages.into_iter().flatten().filter_map(|said| id_of(said).map(|id| (node.path.clone(), id))),
            );
        }
        for (path, id) in named {
            if !texts.by_id.contains_key(&id) {
                self.fault(&path, "text", "unknown-text", format!("the text `{id}` is named and is not there"));
            }
        }
    }
}

fn id_of(said: &FormWords) -> Option<String> {
    match said {
        FormWords::Text(id) => Some(id.clone()),
        FormWords::Plain(_) => None,
    }
}

fn gather(control: &Control, named: &mut Vec<(String, String)>) {
    let mut see = |said: &Option<FormWords>| named.extend(said.as_ref().and_then(id_of).map(|id| ("/".to_owned(), id)));
    match control {
        Control::Group(group) => {
            see(&group.label);
            for control in &group.controls {
                gather(control, named);
            }
        }
        Control::Repeat(repeat) => {
            see(&repeat.label);
            for control in &repeat.controls {
                gather(control, named);
            }
        }
        Control::Question(question) => {
            see(&question.label);
            see(&question.hint);
            if let Choices::Listed(choices) = &question.choices {
                for choice in choices {
                    see(&choice.label);
                }
            }
        }
    }
}
