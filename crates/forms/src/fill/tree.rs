//! Trees of answers and of lists.

use crate::form::NodeIx;
use crate::xml::{Child, Element, local};

/// A node of a tree; of tree 0, which is the answers, or of a list beside them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Spot {
    /// Which tree.
    pub tree: usize,
    /// Which node.
    pub node: usize,
}

impl Spot {
    /// A node of the answers.
    pub fn answer(node: usize) -> Self {
        Self { tree: 0, node }
    }
}

/// One node.
#[derive(Debug, Clone, Default)]
pub struct TreeNode {
    /// Its name.
    pub name: String,
    /// In which it lies.
    pub parent: Option<usize>,
    /// What lies in it, in order, attributes among them.
    pub children: Vec<usize>,
    /// What stands in it.
    pub text: String,
    /// Whether it is an attribute.
    pub is_attribute: bool,
    /// Of the answers, the node of the form that it is.
    pub of: Option<NodeIx>,
    /// Of the answers, whether it matters by its own condition.
    pub is_relevant: bool,
    /// Taken away; nothing leads to it any more.
    pub is_gone: bool,
}

/// A tree; node 0 is its root.
#[derive(Debug, Clone, Default)]
pub struct AnswerTree {
    nodes: Vec<TreeNode>,
}

impl AnswerTree {
    /// The tree that an element is.
    pub fn of(element: &Element) -> Self {
        let mut tree = Self::default();
        tree.element(element, None);
        tree
    }

    fn element(&mut self, element: &Element, parent: Option<usize>) {
        let place = self.add(TreeNode { name: element.name.clone(), parent, is_relevant: true, ..TreeNode::default() });
        for (name, value) in element.attrs.iter().filter(|(name, _)| !name.starts_with("xmlns")) {
            self.add(TreeNode {
                name: name.clone(),
                parent: Some(place),
                text: value.clone(),
                is_attribute: true,
                is_relevant: true,
                ..TreeNode::default()
            });
        }
        for child in &element.children {
            match child {
                Child::Element(child) => self.element(child, Some(place)),
                Child::Text(text) => self.nodes.get_mut(place).into_iter().for_each(|node| node.text.push_str(text)),
            }
        }
    }

    /// Adds a node as the last one in its parent.
    pub fn add(&mut self, node: TreeNode) -> usize {
        let place = self.nodes.len();
        if let Some(parent) = node.parent.and_then(|parent| self.nodes.get_mut(parent)) {
            parent.children.push(place);
        }
        self.nodes.push(node);
        place
    }

    /// A node.
    pub fn get(&self, place: usize) -> Option<&TreeNode> {
        self.nodes.get(place)
    }

    pub(super) fn get_mut(&mut self, place: usize) -> Option<&mut TreeNode> {
        self.nodes.get_mut(place)
    }

    /// How many nodes there are, those that were taken away among them.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// In which a node lies.
    pub fn parent(&self, place: usize) -> Option<usize> {
        self.get(place)?.parent
    }

    /// The elements in a node, or its attributes.
    pub fn below(&self, place: usize, attributes: bool) -> impl Iterator<Item = usize> {
        let children = self.get(place).map(|node| node.children.as_slice()).unwrap_or_default();
        children
            .iter()
            .copied()
            .filter(move |child| self.get(*child).is_some_and(|node| node.is_attribute == attributes && !node.is_gone))
    }

    /// The elements in a node of this name, whatever its prefix.
    pub fn named<'a>(&'a self, place: usize, name: &'a str) -> impl Iterator<Item = usize> {
        self.below(place, false)
            .filter(move |child| self.get(*child).is_some_and(|node| local(&node.name) == local(name)))
    }

    /// Whether a node and all in which it lies matter.
    pub fn matters(&self, place: usize) -> bool {
        let mut at = Some(place);
        while let Some(node) = at.and_then(|at| self.get(at)) {
            if !node.is_relevant || node.is_gone {
                return false;
            }
            at = node.parent;
        }
        true
    }

    /// Takes a node and all in it away.
    pub(super) fn remove(&mut self, place: usize) {
        let parent = self.parent(place);
        if let Some(siblings) = parent.and_then(|parent| self.nodes.get_mut(parent)) {
            siblings.children.retain(|child| *child != place);
        }
        let mut open = vec![place];
        while let Some(at) = open.pop() {
            if let Some(node) = self.nodes.get_mut(at) {
                node.is_gone = true;
                open.extend(node.children.iter().copied());
            }
        }
    }

    /// Puts the last child of a node behind another of its children.
    pub(super) fn move_last_behind(&mut self, parent: usize, behind: usize) {
        let Some(node) = self.nodes.get_mut(parent) else { return };
        let Some(last) = node.children.pop() else { return };
        let place =
            node.children.iter().position(|child| *child == behind).map_or(node.children.len(), |place| place + 1);
        node.children.insert(place, last);
    }
}
