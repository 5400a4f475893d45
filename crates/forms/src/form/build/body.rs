//! What is asked and shown.

use super::{Building, texts::text_id};
use crate::form::{
    Choices, Control, FormAction, FormQuestion, FormWords, GroupControl, Itemset, NodeIx, QuestionKind, RepeatControl,
    StaticChoice,
};
use crate::xml::Element;

impl Building {
    /// The controls in an element of the body, said at a node.
    pub(super) fn controls(&mut self, of: &Element, at: NodeIx, actions: &mut Vec<FormAction>) -> Vec<Control> {
        let mut found = Vec::new();
        for element in of.elements() {
            match element.local() {
                "group" => found.push(self.group(element, at, actions)),
                "repeat" => found.extend(self.repeat(element, None, Vec::new(), actions)),
                name => {
                    let Some(kind) = kind_of(name) else { continue };
                    found.extend(
                        self.question(element, kind, actions).map(|question| Control::Question(Box::new(question))),
                    );
                }
            }
        }
        found
    }

    /// A group whose only content is a repeat is that repeat, with its label.
    fn group(&mut self, element: &Element, at: NodeIx, actions: &mut Vec<FormAction>) -> Control {
        let node = element.attr("ref").or_else(|| element.attr("nodeset")).and_then(|path| self.node_at(path));
        let at = node.unwrap_or(at);
        let label = self.said(element, "label", at);
        let appearance = words(element);
        let inner: Vec<&Element> = element.elements().filter(|child| child.local() != "label").collect();
        if let [repeat] = inner.as_slice()
            && repeat.local() == "repeat"
            && let Some(control) = self.repeat(repeat, label.clone(), appearance.clone(), actions)
        {
            return control;
        }
        let controls = self.controls(element, at, actions);
        Control::Group(GroupControl { node, label, appearance, controls })
    }

    fn repeat(
        &mut self,
        element: &Element,
        label: Option<FormWords>,
        mut appearance: Vec<String>,
        actions: &mut Vec<FormAction>,
    ) -> Option<Control> {
        let path = element.attr("nodeset").or_else(|| element.attr("ref")).unwrap_or_default();
        let node = self.node_at(path)?;
        let count = element
            .attr_local("count")
            .filter(|text| !text.trim().is_empty())
            .and_then(|text| self.logic(text, node, "jr:count"));
        let fixed = element.attr_local("noAddRemove").is_some_and(|said| said.contains("true"));
        if let Some(repeats) = self.nodes.get_mut(node.0).and_then(|node| node.repeats.as_mut()) {
            (repeats.count, repeats.fixed) = (count, fixed);
        }
        appearance.extend(words(element));
        actions.extend(self.actions(element, Some(node)));
        let controls = self.controls(element, node, actions);
        Some(Control::Repeat(RepeatControl { node, label, appearance, controls }))
    }

    fn question(
        &mut self,
        element: &Element,
        kind: QuestionKind,
        actions: &mut Vec<FormAction>,
    ) -> Option<FormQuestion> {
        let path = element.attr("ref").or_else(|| element.attr("bind")).unwrap_or_default();
        let Some(node) = self.node_at(path) else {
            self.fault(
                path,
                element.local(),
                "unknown-path",
                format!("a question asks for `{path}`, which is no node of the form"),
            );
            return None;
        };
        if let Some(found) = self.nodes.get_mut(node.0) {
            found.is_asked = true;
        }
        actions.extend(self.actions(element, Some(node)));
        Some(FormQuestion {
            node,
            kind,
            label: self.said(element, "label", node),
            hint: self.said(element, "hint", node),
            appearance: words(element),
            attributes: element
                .attrs
                .iter()
                .filter(|(name, _)| name != "ref" && name != "appearance")
                .cloned()
                .collect(),
            choices: self.choices(element, node),
        })
    }

    fn said(&mut self, element: &Element, part: &str, at: NodeIx) -> Option<FormWords> {
        let found = element.child(part)?;
        match found.attr("ref") {
            Some(reference) => match text_id(reference) {
                Some(id) => Some(FormWords::Text(id)),
                None => self
                    .logic(reference, at, part)
                    .map(|logic| FormWords::Plain(vec![crate::form::Piece::Output(logic)])),
            },
            None => Some(FormWords::Plain(self.pieces(found, at, part))),
        }
    }

    fn choices(&mut self, element: &Element, at: NodeIx) -> Choices {
        if let Some(itemset) = element.child("itemset") {
            return self.itemset(itemset, at).map_or(Choices::None, |set| Choices::Set(Box::new(set)));
        }
        let items: Vec<&Element> = element.elements().filter(|child| child.local() == "item").collect();
        if items.is_empty() {
            return Choices::None;
        }
        let listed = items.into_iter().map(|item| StaticChoice {
            value: item.child("value").map(Element::text).unwrap_or_default().trim().to_owned(),
            label: self.said(item, "label", at),
        });
        Choices::Listed(listed.collect())
    }

    fn itemset(&mut self, itemset: &Element, at: NodeIx) -> Option<Itemset> {
        let items = self.logic(itemset.attr("nodeset").unwrap_or_default(), at, "itemset")?;
        let reference =
            |name: &str| itemset.child(name).and_then(|child| child.attr("ref")).unwrap_or_default().trim().to_owned();
        let label = reference("label");
        let text_id = label
            .strip_prefix("jr:itext(")
            .and_then(|rest| rest.strip_suffix(')'))
            .map(|inner| inner.trim().to_owned());
        let label_is_text_id = text_id.is_some();
        Some(Itemset { items, value: reference("value"), label: text_id.unwrap_or(label), label_is_text_id })
    }
}

fn kind_of(name: &str) -> Option<QuestionKind> {
    Some(match name {
        "input" => QuestionKind::Input,
        "select1" => QuestionKind::SelectOne,
        "select" => QuestionKind::SelectMany,
        "rank" => QuestionKind::Rank,
        "upload" => QuestionKind::Upload,
        "trigger" => QuestionKind::Trigger,
        "range" => QuestionKind::Range,
        "secret" => QuestionKind::Secret,
        _ => return None,
    })
}

fn words(element: &Element) -> Vec<String> {
    element.attr("appearance").map(|said| said.split_whitespace().map(Into::into).collect()).unwrap_or_default()
}
