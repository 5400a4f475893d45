//! What may be chosen at a question, with the answers as they are.

use super::engine::Filling;
use super::eval::{FormWorld, Standpoint};
use super::{Datum, Spot};
use crate::form::{Choices, FormQuestion, FormWords, Itemset};
use crate::xpath::parse;

/// One thing that may be chosen, as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownChoice {
    /// What is stored.
    pub value: String,
    /// What is shown.
    pub label: String,
    /// The language of the label, where it is not the one that is shown.
    pub language: Option<usize>,
    /// The id of its text, by which its picture or sound is found.
    pub text: Option<String>,
}

impl Filling<'_> {
    /// What may be chosen at a question.
    pub fn choices(&self, question: &FormQuestion, place: usize) -> Result<Vec<ShownChoice>, String> {
        self.world().choices(question, Standpoint::at(place))
    }
}

impl FormWorld<'_> {
    fn choices(&self, question: &FormQuestion, scope: Standpoint) -> Result<Vec<ShownChoice>, String> {
        match &question.choices {
            Choices::None => Ok(Vec::new()),
            Choices::Listed(listed) => Ok(listed
                .iter()
                .map(|choice| {
                    let id = match &choice.label {
                        Some(FormWords::Text(id)) => Some(id.clone()),
                        _ => None,
                    };
                    let label = match &choice.label {
                        Some(FormWords::Plain(pieces)) => self.said(pieces, scope),
                        _ => String::new(),
                    };
                    self.shown(choice.value.clone(), id, label, scope)
                })
                .collect()),
            Choices::Set(set) => self.of_set(set, scope),
        }
    }

    fn of_set(&self, set: &Itemset, scope: Standpoint) -> Result<Vec<ShownChoice>, String> {
        let Datum::Nodes(items) = self.eval(&set.items.expr, scope)? else {
            return Err(format!("`{}` is no list of choices", set.items.text));
        };
        let choice = |item: Spot| {
            let value = self.text_in(item, &set.value);
            let label = self.text_in(item, &set.label);
            let (id, label) = if set.label_is_text_id { (Some(label), String::new()) } else { (None, label) };
            self.shown(value, id, label, scope)
        };
        Ok(items.into_iter().map(choice).filter(|choice| !choice.value.is_empty()).collect())
    }

    fn shown(&self, value: String, text: Option<String>, label: String, scope: Standpoint) -> ShownChoice {
        let found = text.as_ref().and_then(|id| self.form.texts.get_or_default(id, self.context.language, None));
        let (label, language) = match found {
            Some((language, pieces)) => {
                (self.said(pieces, scope), (language != self.context.language).then_some(language))
            }
            None => (label, None),
        };
        ShownChoice { value, label, language, text }
    }

    fn text_in(&self, item: Spot, path: &str) -> String {
        let simple = !path.is_empty() && path.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'));
        let found = if simple {
            let tree = self.tree(item.tree);
            tree.and_then(|tree| tree.named(item.node, path).next())
                .map(|node| self.value(Spot { tree: item.tree, node }))
        } else {
            let scope = Standpoint { here: item, question: item, position: 1, size: 1 };
            parse(path).ok().and_then(|expr| self.single(&expr, scope).ok())
        };
        found.map(|datum| datum.text()).unwrap_or_default()
    }

    /// What a choice is called, of the question at a path.
    pub(super) fn choice_label(&self, path: &str, value: &str, scope: Standpoint) -> Result<String, String> {
        let expr = parse(path).map_err(|fault| fault.to_string())?;
        let nodes = match self.eval(&expr, scope)? {
            Datum::Nodes(nodes) => nodes,
            _ => vec![],
        };
        let spot = nodes.first().copied();
        let of = spot.and_then(|spot| self.answers.get(spot.node)).and_then(|node| node.of);
        let (Some(spot), Some(question)) = (spot, of.and_then(|of| self.form.question_of(of))) else {
            return Ok(String::new());
        };
        let inner = Standpoint { here: spot, question: spot, position: 1, size: 1 };
        let found = self.choices(question, inner)?.into_iter().find(|choice| choice.value == value);
        Ok(found.map(|choice| choice.label).unwrap_or_default())
    }
}
