//! What waits for what: stages and items that would wait for themselves, stages that nobody reaches, cases without an end.

use std::collections::BTreeSet;

use rules::LooseCond;

use super::Check;
use crate::leaves::Leaf;
use crate::pathway::{Anchor, Pathway};

/// Something that comes about in a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Node {
    /// A stage is entered.
    Entered(usize),
    /// A stage is left.
    Left(usize),
    /// An item is done.
    Item(usize),
}

impl Node {
    pub fn of(leaf: Leaf) -> Option<Self> {
        match leaf {
            Leaf::OpenedAt => None,
            Leaf::Item(item, _) => Some(Self::Item(item)),
            Leaf::Entered(stage) => Some(Self::Entered(stage)),
            Leaf::Left(stage) => Some(Self::Left(stage)),
        }
    }
}

/// What a condition waits for.
fn read(pathway: &Pathway, condition: Option<LooseCond>) -> Vec<Node> {
    let fields = condition.map(|condition| pathway.rules.reads(condition)).unwrap_or_default();
    fields.into_iter().filter_map(|field| pathway.leaves.get(field)).filter_map(Node::of).collect()
}

/// What something waits for.
pub(super) fn waits_for(pathway: &Pathway, node: Node) -> Vec<Node> {
    match node {
        Node::Entered(stage) => {
            let Some(stage) = pathway.stages.get(stage) else { return vec![] };
            let before = stage.after.iter().chain(&stage.any).map(|before| Node::Left(*before));
            before.chain(read(pathway, stage.applies)).chain(read(pathway, stage.enter)).collect()
        }
        Node::Left(stage) => {
            let required = pathway.items.iter().enumerate().filter(|(_, item)| item.stage == stage && !item.optional);
            let items = required.map(|(item, _)| Node::Item(item));
            let done = pathway.stages.get(stage).and_then(|stage| stage.done);
            items.chain(read(pathway, done)).chain([Node::Entered(stage)]).collect()
        }
        Node::Item(item) => {
            let Some(item) = pathway.items.get(item) else { return vec![] };
            let before = item.after.iter().map(|before| Node::Item(*before));
            before.chain(read(pathway, item.applies)).chain([Node::Entered(item.stage)]).collect()
        }
    }
}

/// Everything that something waits for, by whatever way; itself only where it waits for itself.
pub(super) fn all_before(pathway: &Pathway, node: Node) -> BTreeSet<Node> {
    let (mut found, mut open) = (BTreeSet::new(), waits_for(pathway, node));
    while let Some(next) = open.pop() {
        if found.insert(next) {
            open.extend(waits_for(pathway, next));
        }
    }
    found
}

impl Check<'_, '_> {
    /// Nothing waits for itself, and every stage can be reached.
    pub(super) fn order(&mut self) {
        let pathway = self.pathway;
        // A circle is told once, at the first that stands in it.
        let mut told: Vec<Node> = vec![];
        for (position, stage) in pathway.stages.iter().enumerate() {
            let entered = Node::Entered(position);
            if in_circle_with(pathway, entered, &told) {
                continue;
            }
            if stages_before(pathway, position).contains(&position) {
                let message = format!("the stage `{}` comes after itself", stage.id);
                self.error(stage.at, "stage-cycle", message).help("leave out one of the `after` in the circle");
                told.push(entered);
            } else if all_before(pathway, entered).contains(&entered) {
                told.push(entered);
                let message = format!("the stage `{}` waits for what comes after it", stage.id);
                self.error(stage.at, "unreachable-stage", message).help("let it wait for something earlier");
            }
            let never = [stage.applies, stage.enter].into_iter().flatten();
            if never.into_iter().any(|condition| pathway.rules.constant(condition) == Some(false)) {
                let message = format!("the stage `{}` is never entered: its condition never holds", stage.id);
                self.error(stage.at, "unreachable-stage", message);
            }
        }
        for (position, item) in pathway.items.iter().enumerate() {
            let node = Node::Item(position);
            if all_before(pathway, node).contains(&node) && !in_circle_with(pathway, node, &told) {
                told.push(node);
                let message = format!("`{}` waits for itself", item.id);
                self.error(item.at, "item-cycle", message).help("leave out one of the `after` or `if` in the circle");
            }
        }
    }

    /// Every case can be closed.
    pub(super) fn ends(&mut self) {
        let pathway = self.pathway;
        let usable =
            |end: &crate::pathway::CaseEnd| end.when.is_none_or(|when| pathway.rules.constant(when) != Some(false));
        if !pathway.ends.iter().any(usable) {
            let message = "no case of this pathway can ever be closed";
            let help = "give it `ends`, as `{settled: {if: case.STAGE.left}, moved_away: {leaves: true}}`";
            self.report.error(self.head, "no-way-out", message).help(help);
        }
    }

    /// Whether an anchor comes about only after a node has.
    pub(super) fn comes_after(&self, anchor: Anchor, node: Node) -> bool {
        let Anchor::Leaf(leaf) = anchor else { return false };
        let Some(start) = Node::of(leaf) else { return false };
        // What waits for itself is told as that.
        let circle = all_before(self.pathway, node).contains(&node);
        !circle && (start == node || all_before(self.pathway, start).contains(&node))
    }
}

/// Whether something and one of others each wait for the other.
fn in_circle_with(pathway: &Pathway, node: Node, others: &[Node]) -> bool {
    let before = all_before(pathway, node);
    others.iter().any(|other| before.contains(other) && all_before(pathway, *other).contains(&node))
}

/// The stages that a stage comes after, by `after` and `any` alone.
fn stages_before(pathway: &Pathway, position: usize) -> BTreeSet<usize> {
    let before = |stage: usize| {
        let stage = pathway.stages.get(stage);
        stage.map(|stage| [&stage.after[..], &stage.any].concat()).unwrap_or_default()
    };
    let (mut found, mut open) = (BTreeSet::new(), before(position));
    while let Some(next) = open.pop() {
        if found.insert(next) {
            open.extend(before(next));
        }
    }
    found
}
