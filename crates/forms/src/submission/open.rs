//! From XML to answers in their tree.

use std::collections::BTreeSet;

use crate::fill::{FillContext, Filling};
use crate::form::{Form, NodeIx};
use crate::submission::SubmissionProblem;
use crate::xml::{Element, XmlFault, XmlLimits, local, read};

/// Why bytes are no answers to a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SubmissionFault {
    /// They are no XML.
    Xml(XmlFault),
    /// They do not say to which form they are answers.
    NoFormId,
    /// They are answers to another form: this one.
    OtherForm(String),
}

impl std::fmt::Display for SubmissionFault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Xml(fault) => write!(f, "it cannot be read: {fault}"),
            Self::NoFormId => f.write_str("it does not say to which form it is an answer"),
            Self::OtherForm(id) => write!(f, "it is an answer to the form `{id}`"),
        }
    }
}

impl std::error::Error for SubmissionFault {}

/// What answers say of themselves.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SubmissionHead {
    /// To which form.
    pub form: String,
    /// To which version of it.
    pub version: String,
    /// Their own id.
    pub instance: Option<String>,
    /// The id of those that they take the place of.
    pub deprecated: Option<String>,
}

impl SubmissionHead {
    /// Reads no more than what answers say of themselves.
    pub fn read(bytes: &[u8]) -> Result<(Self, Element), SubmissionFault> {
        let root = read(bytes, &XmlLimits::default()).map_err(SubmissionFault::Xml)?;
        let form = root.attr("id").or_else(|| root.attr("xmlns")).unwrap_or_default().to_owned();
        if form.is_empty() {
            return Err(SubmissionFault::NoFormId);
        }
        let meta = root.child("meta");
        let said = |name: &str| {
            let text = meta.and_then(|meta| meta.child(name)).map(|element| element.text().trim().to_owned());
            text.filter(|text| !text.is_empty())
        };
        let instance = said("instanceID").or_else(|| root.attr("instanceID").map(Into::into));
        let head = Self {
            form,
            version: root.attr_local("version").unwrap_or_default().to_owned(),
            instance,
            deprecated: said("deprecatedID"),
        };
        Ok((head, root))
    }
}

/// Answers with what was found in them that the form does not have.
#[derive(Debug)]
pub struct OpenedAnswers<'f> {
    /// The answers.
    pub filling: Filling<'f>,
    /// What they say of themselves.
    pub head: SubmissionHead,
    /// Nodes that stood in the XML, as opposed to those that were left out.
    pub sent: BTreeSet<usize>,
    /// What the form does not have.
    pub problems: Vec<SubmissionProblem>,
}

/// Reads answers to a form.
pub fn open<'f>(form: &'f Form, bytes: &[u8], context: FillContext) -> Result<OpenedAnswers<'f>, SubmissionFault> {
    let (head, root) = SubmissionHead::read(bytes)?;
    let named = form.nodes.first().map(|node| local(&node.name)).unwrap_or_default();
    if head.form != form.id || local(&root.name) != named {
        return Err(SubmissionFault::OtherForm(head.form));
    }
    let mut opening = Opening { filling: Filling::empty(form, context), sent: BTreeSet::new(), problems: Vec::new() };
    opening.element(&root, NodeIx(0), None);
    Ok(OpenedAnswers { filling: opening.filling, head, sent: opening.sent, problems: opening.problems })
}

struct Opening<'f> {
    filling: Filling<'f>,
    sent: BTreeSet<usize>,
    problems: Vec<SubmissionProblem>,
}

impl Opening<'_> {
    fn element(&mut self, element: &Element, of: NodeIx, parent: Option<usize>) {
        let form = self.filling.form();
        let Some(node) = form.node(of) else { return };
        let place = self.filling.sprout(node, of, parent);
        self.sent.insert(place);
        let text = if node.is_leaf(&form.nodes) { element.text() } else { String::new() };
        self.filling.put(place, &text);
        let mut known = 0;
        for child in &node.children {
            let Some(wanted) = form.node(*child) else { continue };
            if wanted.is_attribute {
                self.attribute(element, *child, place);
                continue;
            }
            let alike: Vec<&Element> =
                element.elements().filter(|found| local(&found.name) == local(&wanted.name)).collect();
            known += alike.len();
            let taken = if wanted.repeats.is_some() { alike.len() } else { alike.len().min(1) };
            alike.iter().take(taken).for_each(|found| self.element(found, *child, Some(place)));
            if alike.len() > taken {
                self.unknown(place, &wanted.name, "it stands more than once and does not repeat");
            }
            if alike.is_empty() && wanted.repeats.is_none() {
                self.filling.grow(*child, Some(place));
                self.emptied(place);
            }
        }
        if known < element.elements().count() {
            self.strangers(element, of, place);
        }
        if !node.is_leaf(&form.nodes) {
            return;
        }
        if element.elements().next().is_some() {
            self.strangers(element, of, place);
        }
    }

    /// What was left out is empty, whatever the form begins with.
    fn emptied(&mut self, parent: usize) {
        let Some(last) = self.filling.tree().get(parent).and_then(|node| node.children.last().copied()) else { return };
        for place in last..self.filling.tree().len() {
            self.filling.put(place, "");
        }
    }

    fn attribute(&mut self, element: &Element, of: NodeIx, parent: usize) {
        let Some(node) = self.filling.form().node(of) else { return };
        let place = self.filling.sprout(node, of, Some(parent));
        let said = element.attr(&node.name).or_else(|| element.attr_local(local(&node.name)));
        self.filling.put(place, said.unwrap_or_default());
        self.sent.extend(said.map(|_| place));
    }

    fn strangers(&mut self, element: &Element, of: NodeIx, place: usize) {
        let form = self.filling.form();
        let children = form.node(of).map(|node| node.children.as_slice()).unwrap_or_default();
        let is_known = |name: &str| {
            children.iter().any(|child| {
                form.node(*child).is_some_and(|node| !node.is_attribute && local(&node.name) == local(name))
            })
        };
        // Collect adds these to any form.
        let is_own = |name: &str| {
            matches!(local(name), "meta" | "instanceID" | "instanceName" | "deprecatedID" | "timeStart" | "timeEnd")
        };
        let names: BTreeSet<String> = element
            .elements()
            .filter(|found| !is_known(&found.name) && !is_own(&found.name))
            .map(|found| found.name.clone())
            .collect();
        for name in &names {
            self.unknown(place, name, "the form has no such question; what it says is kept with what was sent");
        }
    }

    fn unknown(&mut self, place: usize, name: &str, message: &str) {
        let path = format!("{}/{name}", self.filling.path_of(place));
        self.problems.push(SubmissionProblem { path, code: "unknown-field", message: message.into() });
    }
}
