//! One set of answers, and what follows from each change of it.

use std::collections::BTreeSet;

use super::chance::Chance;
use super::context::FillContext;
use super::eval::{FormWorld, Standpoint};
use super::lists::Lists;
use super::tree::{AnswerTree, TreeNode};
use crate::form::{Computed, Form, FormEvent, Logic, ModelNode, NodeIx};
use crate::xml::Element;

/// Why something could not be computed; what depends on it is left open.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct FillFault {
    /// Of which node.
    pub path: String,
    /// Why.
    pub says: String,
}

/// One set of answers to a form.
#[derive(Debug)]
pub struct Filling<'f> {
    pub(super) form: &'f Form,
    pub(super) tree: AnswerTree,
    pub(super) lists: Lists,
    pub(super) context: FillContext,
    pub(super) chance: Chance,
    pub(super) required: BTreeSet<usize>,
    pub(super) readonly: BTreeSet<usize>,
    pub(super) broken: BTreeSet<usize>,
    pub(super) faults: BTreeSet<FillFault>,
}

impl<'f> Filling<'f> {
    /// A form begun: its first answers, what the device fills in, what is computed.
    pub fn begin(form: &'f Form, context: FillContext) -> Self {
        let mut filling = Self::empty(form, context);
        filling.plant(&form.first, NodeIx(0), None);
        filling.preload();
        filling.recompute();
        filling.happens(FormEvent::FirstLoad, None);
        filling.happens(FormEvent::Load, None);
        filling.counted();
        filling
    }

    /// A form with no node yet: whoever opens answers that were given puts them in.
    pub(crate) fn empty(form: &'f Form, context: FillContext) -> Self {
        Self {
            form,
            tree: AnswerTree::default(),
            lists: Lists::of(form, &context.media),
            chance: Chance::new(context.seed),
            context,
            required: BTreeSet::new(),
            readonly: BTreeSet::new(),
            broken: BTreeSet::new(),
            faults: BTreeSet::new(),
        }
    }

    /// The answers.
    pub fn tree(&self) -> &AnswerTree {
        &self.tree
    }

    /// The form.
    pub fn form(&self) -> &'f Form {
        self.form
    }

    /// What could not be computed.
    pub fn faults(&self) -> impl Iterator<Item = &FillFault> {
        self.faults.iter()
    }

    /// Files that the form names and that did not come with it.
    pub fn missing_files(&self) -> &[String] {
        &self.lists.missing
    }

    /// In which language it is shown, by its place in the form.
    pub fn language(&self) -> usize {
        self.context.language
    }

    pub(super) fn world(&self) -> FormWorld<'_> {
        FormWorld {
            form: self.form,
            answers: &self.tree,
            lists: &self.lists,
            context: &self.context,
            chance: &self.chance,
        }
    }

    /// The answers with which a form begins, as its document has them.
    fn plant(&mut self, element: &Element, of: NodeIx, parent: Option<usize>) {
        let Some(node) = self.form.node(of) else { return };
        let place = self.sprout(node, of, parent);
        if node.is_leaf(&self.form.nodes) {
            self.put(place, &element.text());
        }
        for child in &node.children {
            let Some(wanted) = self.form.node(*child) else { continue };
            if wanted.is_attribute {
                self.sprout(wanted, *child, Some(place));
                continue;
            }
            let alike =
                element.elements().filter(|found| found.name == wanted.name && found.attr_local("template").is_none());
            alike.for_each(|found| self.plant(found, *child, Some(place)));
        }
    }

    /// A node of the form with all that is in it, as the last one in a node of the answers.
    pub(crate) fn grow(&mut self, of: NodeIx, parent: Option<usize>) -> Option<usize> {
        let node = self.form.node(of)?;
        let place = self.sprout(node, of, parent);
        for child in &node.children {
            let times =
                self.form.node(*child).map_or(0, |child| if child.repeats.is_none() { 1 } else { child.at_first });
            for _ in 0..times {
                self.grow(*child, Some(place));
            }
        }
        Some(place)
    }

    pub(crate) fn sprout(&mut self, node: &ModelNode, of: NodeIx, parent: Option<usize>) -> usize {
        self.tree.add(TreeNode {
            name: node.name.clone(),
            parent,
            text: node.initial.clone(),
            is_attribute: node.is_attribute,
            of: Some(of),
            is_relevant: true,
            ..TreeNode::default()
        })
    }

    /// Sets what stands at a node, as whoever fills the form types it, and computes what follows.
    pub fn set(&mut self, place: usize, text: &str) {
        if self.put(place, text) {
            self.changed(place);
            if let Some(of) = self.tree.get(place).and_then(|node| node.of) {
                self.happens(FormEvent::Changed(of), Some(place));
            }
            self.counted();
        }
    }

    /// Sets what stands at a node and nothing else; whether that changed anything.
    pub(crate) fn put(&mut self, place: usize, text: &str) -> bool {
        let Some(node) = self.tree.get_mut(place).filter(|node| node.text != text) else { return false };
        text.clone_into(&mut node.text);
        true
    }

    /// Computes what reads a node.
    pub(super) fn changed(&mut self, place: usize) {
        let Some(of) = self.tree.get(place).and_then(|node| node.of) else { return };
        let mut open: BTreeSet<usize> = self.form.readers.get(of.0).into_iter().flatten().copied().collect();
        // An answer's own constraint reads it, whether or not it is named in it.
        open.extend(self.form.order.iter().position(|vertex| *vertex == (of, Computed::Constraint)));
        self.settle(open);
    }

    /// Computes what is named, in order, and whatever reads what changes by that.
    pub(super) fn settle(&mut self, mut open: BTreeSet<usize>) {
        while let Some(rank) = open.pop_first() {
            let Some((of, computed)) = self.form.order.get(rank).copied() else { continue };
            if self.compute(of, computed) {
                open.extend(self.follows(of, computed).into_iter().filter(|next| *next > rank));
            }
        }
    }

    fn follows(&self, of: NodeIx, computed: Computed) -> Vec<usize> {
        let readers = |ix: NodeIx| self.form.readers.get(ix.0).cloned().unwrap_or_default();
        match computed {
            Computed::Value => {
                let own = self.form.order.iter().position(|vertex| *vertex == (of, Computed::Constraint));
                readers(of).into_iter().chain(own).collect()
            }
            Computed::Relevant => self.form_within(of).into_iter().flat_map(readers).collect(),
            Computed::Required | Computed::Readonly | Computed::Constraint => Vec::new(),
        }
    }

    pub(super) fn form_within(&self, of: NodeIx) -> Vec<NodeIx> {
        let mut found = vec![of];
        let mut at = 0;
        while let Some(here) = found.get(at).copied() {
            found.extend(self.form.node(here).into_iter().flat_map(|node| node.children.iter().copied()));
            at += 1;
        }
        found
    }

    /// Computes everything.
    pub fn recompute(&mut self) {
        self.faults.clear();
        for rank in 0..self.form.order.len() {
            if let Some((of, computed)) = self.form.order.get(rank).copied() {
                self.compute(of, computed);
            }
        }
    }

    /// Computes one thing for all nodes of which it is said; whether anything changed.
    pub(super) fn compute(&mut self, of: NodeIx, computed: Computed) -> bool {
        let places: Vec<usize> = self.places_of(of);
        let Some(logic) = self.form.node(of).and_then(|node| logic_of(node, computed)) else { return false };
        let path = self.form.node(of).map(|node| node.path.clone()).unwrap_or_default();
        self.faults.retain(|fault| fault.path != path || computed != Computed::Value);
        let mut changed = false;
        for place in places {
            changed |= match self.world().single(&logic.expr, Standpoint::at(place)) {
                Ok(datum) => self.take(place, computed, &datum),
                Err(says) => {
                    self.faults.insert(FillFault { path: path.clone(), says });
                    false
                }
            };
        }
        changed
    }

    fn take(&mut self, place: usize, computed: Computed, datum: &super::Datum) -> bool {
        let note = |set: &mut BTreeSet<usize>, is: bool| if is { set.insert(place) } else { set.remove(&place) };
        match computed {
            Computed::Value => {
                let text = datum.text();
                // What is not a number is no answer.
                self.put(place, if text == "NaN" { "" } else { &text })
            }
            Computed::Relevant => {
                let is = datum.flag();
                let changed = self.tree.get_mut(place).filter(|node| node.is_relevant != is);
                changed.map(|node| node.is_relevant = is).is_some()
            }
            Computed::Required => note(&mut self.required, datum.flag()),
            Computed::Readonly => note(&mut self.readonly, datum.flag()),
            Computed::Constraint => note(&mut self.broken, !datum.flag()),
        }
    }

    /// All nodes of the answers that are a node of the form.
    pub fn places_of(&self, of: NodeIx) -> Vec<usize> {
        if self.tree.is_empty() {
            return Vec::new();
        }
        if of == NodeIx(0) {
            return vec![0];
        }
        self.world().all_of(super::Spot::answer(0), of).into_iter().map(|spot| spot.node).collect()
    }
}

fn logic_of(node: &ModelNode, computed: Computed) -> Option<&Logic> {
    let bind = &node.bind;
    match computed {
        Computed::Relevant => bind.relevant.as_ref(),
        Computed::Value => bind.calculate.as_ref(),
        Computed::Required => bind.required.as_ref(),
        Computed::Readonly => bind.readonly.as_ref(),
        Computed::Constraint => bind.constraint.as_ref(),
    }
}

impl Filling<'_> {
    /// What an expression comes to at a node, as a text.
    pub fn try_expr(&self, text: &str, place: usize) -> Result<String, String> {
        let expr = crate::xpath::parse(text).map_err(|fault| fault.to_string())?;
        self.world().single(&expr, Standpoint::at(place)).map(|datum| datum.text())
    }
}
