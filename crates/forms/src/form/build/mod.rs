//! From XML to a form, or to everything that is wrong with it.

mod body;
mod model;
mod order;
mod resolve;
mod texts;

use crate::xml::{Element, XmlLimits, local, read};
use crate::xpath::parse;

use super::{Form, FormTexts, Logic, NodeIx, Piece};
use resolve::Resolving;

/// What is wrong with a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormFault {
    /// Of which node or text: `/data/age`.
    pub path: String,
    /// Of which part of it: `relevant`, `nodeset`.
    pub part: String,
    /// In a word: `expression`, `unknown-path`, `cycle`.
    pub code: &'static str,
    /// In words.
    pub says: String,
}

impl std::fmt::Display for FormFault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} ({}): {}", self.path, self.part, self.says)
    }
}

impl Form {
    /// Reads a form; refuses it with every fault that it has.
    pub fn read(bytes: &[u8]) -> Result<Self, Vec<FormFault>> {
        let document = read(bytes, &XmlLimits::default()).map_err(|fault| {
            vec![FormFault { path: "/".into(), part: format!("line {}", fault.line), code: "xml", says: fault.says }]
        })?;
        Self::of(document)
    }

    /// The form that a document is.
    pub fn of(document: Element) -> Result<Self, Vec<FormFault>> {
        let mut building = Building::default();
        let form = building.form(document);
        match form {
            Some(form) if building.faults.is_empty() => Ok(form),
            _ => Err(building.faults),
        }
    }
}

/// A form under way, with what was found wrong so far.
#[derive(Default)]
struct Building {
    nodes: Vec<super::ModelNode>,
    lists: Vec<String>,
    faults: Vec<FormFault>,
}

impl Building {
    fn fault(&mut self, path: &str, part: &str, code: &'static str, says: impl Into<String>) {
        self.faults.push(FormFault { path: path.into(), part: part.into(), code, says: says.into() });
    }

    fn form(&mut self, document: Element) -> Option<Form> {
        let Some((head, body)) = document.child("head").zip(document.child("body")) else {
            self.fault("/", "html", "not-a-form", "it is no XForm: `h:head` or `h:body` is missing");
            return None;
        };
        let Some(model) = head.child("model") else {
            self.fault("/", "model", "not-a-form", "it is no XForm: `model` is missing");
            return None;
        };
        let title = head.child("title").map(Element::text).unwrap_or_default();
        let root = self.root(model)?;
        let secondary = self.secondary(model);
        self.model_nodes(&root, body);
        self.binds(model);
        let texts = self.texts(model);
        let mut actions = self.actions(model, None);
        let controls = self.controls(body, NodeIx(0), &mut actions);
        self.said_ids(&texts, &controls);
        let (order, readers) = self.order();
        let style = body.attr("class").unwrap_or_default().to_owned();
        let id = root.attr("id").or_else(|| root.attr("xmlns")).unwrap_or_default().to_owned();
        if id.is_empty() {
            self.fault(&format!("/{}", root.name), "id", "no-id", "the form has no id");
        }
        Some(Form {
            id,
            version: root.attr_local("version").unwrap_or_default().to_owned(),
            title: title.trim().to_owned(),
            style,
            nodes: std::mem::take(&mut self.nodes),
            secondary,
            texts,
            first: root,
            body: controls,
            actions,
            entities_version: model.attr_local("entities-version").map(Into::into),
            order,
            readers,
            document,
        })
    }

    /// The root of the answers: the only element of the first instance.
    fn root(&mut self, model: &Element) -> Option<Element> {
        let instance = model.elements().find(|child| child.local() == "instance");
        let root = instance.and_then(|instance| instance.elements().next());
        if root.is_none() {
            self.fault("/", "instance", "not-a-form", "it is no XForm: its first `instance` is missing or empty");
        }
        root.cloned()
    }

    fn secondary(&mut self, model: &Element) -> Vec<super::Secondary> {
        let mut found: Vec<super::Secondary> = Vec::new();
        for instance in model.elements().filter(|child| child.local() == "instance").skip(1) {
            let id = instance.attr("id").unwrap_or_default().to_owned();
            let source = match (instance.attr("src"), instance.elements().next()) {
                (Some(src), _) => super::SecondarySource::File(src.to_owned()),
                (None, Some(root)) => super::SecondarySource::Inline(root.clone()),
                (None, None) => super::SecondarySource::Inline(Element::new("root")),
            };
            if id.is_empty() {
                self.fault("/", "instance", "no-id", "a list has no id");
            } else if found.iter().any(|other| other.id == id) {
                self.fault("/", "instance", "twice", format!("there are two lists `{id}`"));
            } else {
                found.push(super::Secondary { id, source });
            }
        }
        self.lists = found.iter().map(|list| list.id.clone()).collect();
        found
    }

    /// A node by its path as written in an attribute: absolute, with any prefixes.
    fn node_at(&self, path: &str) -> Option<NodeIx> {
        let path = path.trim().trim_end_matches('/');
        self.nodes.iter().position(|node| node.path == path).map(NodeIx)
    }

    /// An expression at a node; a fault where it is none or reads what is not there.
    fn logic(&mut self, text: &str, of: NodeIx, part: &str) -> Option<Logic> {
        let path = self.nodes.get(of.0).map(|node| node.path.clone()).unwrap_or_default();
        let expr = match parse(text) {
            Ok(expr) => expr,
            Err(fault) => {
                self.fault(&path, part, "expression", format!("`{text}` cannot be read: {fault}"));
                return None;
            }
        };
        let mut resolving = Resolving::new(&self.nodes, &self.lists, of);
        resolving.whole(&expr);
        let (reads, found) = resolving.done();
        let sound = found.is_empty();
        for (code, says) in found {
            self.fault(&path, part, code, says);
        }
        sound.then(|| Logic { text: text.to_owned(), expr, of, reads })
    }

    /// The pieces of an element's text: words, and what `output` says.
    fn pieces(&mut self, element: &Element, of: NodeIx, part: &str) -> Vec<Piece> {
        let mut pieces = Vec::new();
        for child in &element.children {
            match child {
                crate::xml::Child::Text(words) => pieces.push(Piece::Words(words.clone())),
                crate::xml::Child::Element(output) if output.local() == "output" => {
                    let value = output.attr("value").or_else(|| output.attr("ref")).unwrap_or(".");
                    pieces.extend(self.logic(value, of, part).map(Piece::Output));
                }
                crate::xml::Child::Element(other) => pieces.push(Piece::Words(other.text())),
            }
        }
        pieces
    }

    fn languages_of(model: &Element) -> (Vec<&Element>, FormTexts) {
        let translations: Vec<&Element> = model
            .child("itext")
            .map(|itext| itext.elements().filter(|child| local(&child.name) == "translation").collect())
            .unwrap_or_default();
        let languages = translations.iter().map(|found| found.attr("lang").unwrap_or_default().to_owned()).collect();
        let default = translations.iter().position(|found| found.attr("default").is_some()).unwrap_or_default();
        (translations, FormTexts { languages, default, by_id: std::collections::BTreeMap::new() })
    }
}
