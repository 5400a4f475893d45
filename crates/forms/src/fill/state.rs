//! How a filling stands: what matters, what stands where, what is missing, what does not hold.

use std::collections::BTreeMap;

use super::engine::Filling;
use super::path::position_among;
use crate::form::{Computed, NodeIx, answer_problem};

/// How one node stands.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "four things that hold or do not, each by itself")]
pub struct AnswerState {
    /// The node of the form.
    pub of: NodeIx,
    /// What stands there.
    pub text: String,
    /// Whether it matters.
    pub is_relevant: bool,
    /// Whether it must be answered.
    pub is_required: bool,
    /// Whether nobody may change it.
    pub is_readonly: bool,
    /// Whether its constraint holds; of an empty answer always.
    pub holds: bool,
}

/// How all nodes stand, by their paths: `/data/member[2]/age`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FormState(pub BTreeMap<String, AnswerState>);

impl Filling<'_> {
    /// The path of a node, with its place among those of its repeat.
    pub fn path_of(&self, place: usize) -> String {
        let mut parts = Vec::new();
        let mut at = Some(place);
        while let Some((here, node)) = at.and_then(|here| self.tree.get(here).map(|node| (here, node))) {
            let repeats = node.of.and_then(|of| self.form.node(of)).is_some_and(|of| of.repeats.is_some());
            let number = if repeats { format!("[{}]", position_among(&self.tree, here)) } else { String::new() };
            parts.push(format!("/{}{}{number}", if node.is_attribute { "@" } else { "" }, node.name));
            at = node.parent;
        }
        parts.into_iter().rev().collect()
    }

    /// The node at a path. A repeat without a number is its first.
    pub fn at(&self, path: &str) -> Option<usize> {
        let mut names = path.trim().strip_prefix('/')?.split('/');
        let mut at = 0;
        let root = self.tree.get(0)?;
        if names.next()? != root.name {
            return None;
        }
        for name in names {
            let (name, number) = match name.split_once('[') {
                Some((name, rest)) => (name, rest.trim_end_matches(']').parse::<usize>().ok()?),
                None => (name, 1),
            };
            let (name, attributes) = name.strip_prefix('@').map_or((name, false), |name| (name, true));
            let is = |child: &usize| self.tree.get(*child).is_some_and(|node| node.name == name);
            at = self.tree.below(at, attributes).filter(is).nth(number.checked_sub(1)?)?;
        }
        Some(at)
    }

    /// How one node stands.
    pub fn state_of(&self, place: usize) -> Option<AnswerState> {
        let node = self.tree.get(place).filter(|node| !node.is_gone)?;
        let of = node.of?;
        let form_node = self.form.node(of)?;
        let fits = answer_problem(form_node.bind.kind, &node.text).is_none();
        Some(AnswerState {
            of,
            text: node.text.clone(),
            is_relevant: self.tree.matters(place),
            is_required: self.required.contains(&place),
            is_readonly: self.readonly.contains(&place),
            holds: node.text.is_empty()
                || (fits && !(self.computes(of, Computed::Constraint) && self.broken.contains(&place))),
        })
    }

    /// How all nodes stand.
    pub fn state(&self) -> FormState {
        let places = (0..self.tree.len()).filter(|place| self.tree.get(*place).is_some_and(|node| !node.is_gone));
        FormState(places.filter_map(|place| Some((self.path_of(place), self.state_of(place)?))).collect())
    }

    /// What stands at a node; nothing, where it does not matter.
    pub fn answer(&self, place: usize) -> &str {
        let node = self.tree.get(place).filter(|_| self.tree.matters(place));
        node.map(|node| node.text.as_str()).unwrap_or_default()
    }
}

impl Filling<'_> {
    /// The node of the answers that is a node of the form and lies in another, itself counted; the first of several.
    pub fn within(&self, of: NodeIx, scope: usize) -> Option<usize> {
        self.places_of(of).into_iter().find(|place| self.lies_in(*place, scope))
    }
}
