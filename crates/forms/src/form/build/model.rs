//! Nodes and what is asked of them.

use std::collections::BTreeSet;

use super::Building;
use crate::form::{Bind, FieldKind, FormAction, FormEvent, FormWords, ModelNode, NodeIx, Performs, Preload, Repeats};
use crate::xml::{Element, local};

/// Attributes of an instance that are no answers.
fn is_answer(name: &str) -> bool {
    !(name == "xmlns" || name.starts_with("xmlns:") || matches!(name, "jr:template" | "template"))
}

impl Building {
    /// The nodes that the first instance declares. What repeats, the body says.
    pub(super) fn model_nodes(&mut self, root: &Element, body: &Element) {
        let mut repeating = BTreeSet::new();
        gather_repeats(body, &mut repeating);
        self.node(root, None, &repeating);
        for path in &repeating {
            if self.node_at(path).is_none() {
                self.fault(path, "repeat", "unknown-path", format!("`{path}` repeats and is no node of the form"));
            }
        }
    }

    fn node(&mut self, element: &Element, parent: Option<NodeIx>, repeating: &BTreeSet<String>) {
        let above = parent.and_then(|ix| self.nodes.get(ix.0).map(|node| (ix, node.path.clone())));
        let mut node = ModelNode::new(&element.name, above.as_ref().map(|(ix, path)| (*ix, path.as_str())), false);
        let ix = NodeIx(self.nodes.len());
        if repeating.contains(&node.path) {
            node.repeats = Some(Repeats::default());
        }
        if element.elements().next().is_none() {
            node.initial = element.text();
        }
        let path = node.path.clone();
        self.nodes.push(node);
        if let Some(parent) = parent.and_then(|parent| self.nodes.get_mut(parent.0)) {
            parent.children.push(ix);
        }
        for (name, value) in element.attrs.iter().filter(|(name, _)| is_answer(name) && parent.is_some()) {
            self.attribute(name, value, ix, &path);
        }
        self.children(element, ix, &path, repeating);
    }

    fn attribute(&mut self, name: &str, value: &str, of: NodeIx, path: &str) {
        let mut attribute = ModelNode::new(name, Some((of, path)), true);
        value.clone_into(&mut attribute.initial);
        let ix = NodeIx(self.nodes.len());
        self.nodes.push(attribute);
        if let Some(node) = self.nodes.get_mut(of.0) {
            node.children.push(ix);
        }
    }

    /// Each name once: of what repeats the template counts, and how many others there are at first.
    fn children(&mut self, element: &Element, ix: NodeIx, path: &str, repeating: &BTreeSet<String>) {
        let mut seen = BTreeSet::new();
        for child in element.elements() {
            if !seen.insert(child.name.as_str()) {
                continue;
            }
            let alike: Vec<&Element> = element.elements().filter(|other| other.name == child.name).collect();
            let is_template = |element: &&&Element| element.attr_local("template").is_some();
            let template = alike.iter().find(is_template).copied();
            let repeats = repeating.contains(&format!("{path}/{}", child.name));
            if alike.len() > 1 && !repeats && template.is_none() {
                self.fault(
                    &format!("{path}/{}", child.name),
                    "name",
                    "twice",
                    "two nodes of one name stand side by side and do not repeat",
                );
            }
            let place = self.nodes.len();
            self.node(template.unwrap_or(child), Some(ix), repeating);
            let at_first = alike.iter().filter(|element| !is_template(element)).count();
            if let Some(node) = self.nodes.get_mut(place) {
                node.at_first = at_first;
            }
        }
    }

    pub(super) fn binds(&mut self, model: &Element) {
        for bind in model.elements().filter(|child| child.local() == "bind") {
            let Some(nodeset) = bind.attr("nodeset").or_else(|| bind.attr("ref")) else {
                self.fault("/", "bind", "no-nodeset", "a bind does not say of what it speaks");
                continue;
            };
            let Some(ix) = self.node_at(nodeset) else {
                self.fault(
                    nodeset,
                    "bind",
                    "unknown-path",
                    format!("a bind speaks of `{nodeset}`, which is no node of the form"),
                );
                continue;
            };
            let read = self.bind(bind, ix);
            if let Some(node) = self.nodes.get_mut(ix.0) {
                node.bind = read;
            }
        }
    }

    fn bind(&mut self, bind: &Element, ix: NodeIx) -> Bind {
        let mut logic = |name: &str| {
            let text = bind.attr_local(name).filter(|text| !text.trim().is_empty())?;
            self.logic(text, ix, name)
        };
        Bind {
            kind: bind.attr_local("type").map(FieldKind::of).unwrap_or_default(),
            calculate: logic("calculate"),
            relevant: logic("relevant"),
            required: logic("required"),
            constraint: logic("constraint"),
            readonly: logic("readonly"),
            constraint_message: bind.attr_local("constraintMsg").map(said),
            required_message: bind.attr_local("requiredMsg").map(said),
            preload: bind.attr_local("preload").and_then(|kind| Preload::of(kind, bind.attr_local("preloadParams"))),
            save_to: bind.attr_local("saveto").map(Into::into),
        }
    }

    /// What happens by itself, as the model or a control says.
    pub(super) fn actions(&mut self, of: &Element, control: Option<NodeIx>) -> Vec<FormAction> {
        let mut found = Vec::new();
        for action in of.elements() {
            let does = match action.local() {
                "setvalue" => None,
                "setgeopoint" => Some(Performs::Geopoint),
                "recordaudio" => Some(Performs::Record),
                _ => continue,
            };
            let target = action.attr("ref").or_else(|| action.attr("bind")).unwrap_or_default();
            let Some(target) = self.node_at(target) else {
                self.fault(
                    target,
                    "setvalue",
                    "unknown-path",
                    format!("a value is set at `{target}`, which is no node of the form"),
                );
                continue;
            };
            let does = does.or_else(|| self.set(action, target));
            let events = action.attr_local("event").unwrap_or("odk-instance-first-load").split_whitespace();
            for (on, does) in events.filter_map(|event| event_of(event, control)).zip(std::iter::repeat(does)) {
                found.extend(does.map(|does| FormAction { on, target, does }));
            }
        }
        found
    }

    fn set(&mut self, action: &Element, target: NodeIx) -> Option<Performs> {
        match action.attr("value") {
            Some(value) if !value.trim().is_empty() => {
                self.logic(value, target, "setvalue").map(|logic| Performs::Set(Some(logic)))
            }
            _ => Some(match action.text() {
                text if text.is_empty() => Performs::Set(None),
                text => Performs::SetText(text),
            }),
        }
    }
}

fn event_of(event: &str, control: Option<NodeIx>) -> Option<FormEvent> {
    match event {
        "odk-instance-first-load" | "jr-insert" => Some(FormEvent::FirstLoad),
        "odk-instance-load" | "xforms-ready" => Some(FormEvent::Load),
        "odk-new-repeat" => control.map(FormEvent::NewRepeat),
        "xforms-value-changed" => control.map(FormEvent::Changed),
        _ => None,
    }
}

/// A message of a bind: a text by its id, or the words themselves.
fn said(text: &str) -> FormWords {
    match super::texts::text_id(text) {
        Some(id) => FormWords::Text(id),
        None => FormWords::Plain(vec![crate::form::Piece::Words(text.to_owned())]),
    }
}

fn gather_repeats(element: &Element, found: &mut BTreeSet<String>) {
    for child in element.elements() {
        if local(&child.name) == "repeat" {
            found.extend(child.attr("nodeset").or_else(|| child.attr("ref")).map(|path| path.trim().to_owned()));
        }
        gather_repeats(child, found);
    }
}
