//! The nodes of which answers are made.

use super::{Bind, Logic, NodeIx};

/// One node: an answer, a group, a repeat, or an attribute of one.
#[derive(Debug, Clone)]
pub struct ModelNode {
    /// Its name as written.
    pub name: String,
    /// From the root: `/data/member/age`, `/data/meta/entity/@id`.
    pub path: String,
    /// In which it lies.
    pub parent: Option<NodeIx>,
    /// What lies in it, attributes among them.
    pub children: Vec<NodeIx>,
    /// Whether it is an attribute.
    pub is_attribute: bool,
    /// What stands in it before anybody answers.
    pub initial: String,
    /// Whether it repeats, and how often.
    pub repeats: Option<Repeats>,
    /// Of what repeats, how many of it stand in one of what it lies in that is added.
    pub at_first: usize,
    /// What is asked of it.
    pub bind: Bind,
    /// Whether something in the body asks for it.
    pub is_asked: bool,
}

/// How often something repeats.
#[derive(Debug, Clone, Default)]
pub struct Repeats {
    /// As many as this comes to; else as many as whoever fills it adds.
    pub count: Option<Logic>,
    /// Nobody adds or takes away any.
    pub fixed: bool,
}

impl ModelNode {
    /// A node of this name in that one.
    pub fn new(name: &str, parent: Option<(NodeIx, &str)>, is_attribute: bool) -> Self {
        let (above, sign) = (parent.map_or("", |(_, path)| path), if is_attribute { "@" } else { "" });
        Self {
            name: name.to_owned(),
            path: format!("{above}/{sign}{name}"),
            parent: parent.map(|(ix, _)| ix),
            children: Vec::new(),
            is_attribute,
            initial: String::new(),
            repeats: None,
            at_first: 1,
            bind: Bind::default(),
            is_asked: false,
        }
    }

    /// Whether it holds an answer and not other nodes; attributes do not count.
    pub fn is_leaf(&self, nodes: &[ModelNode]) -> bool {
        !self.children.iter().any(|child| nodes.get(child.0).is_some_and(|node| !node.is_attribute))
    }
}
