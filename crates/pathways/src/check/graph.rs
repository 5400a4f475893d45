//! What waits for what: stages and items that would wait for themselves, stages that nobody reaches, cases without an end.
//!
//! A condition makes something wait only where it is known to fail as long as nothing has happened: `not case.b.done`
//! waits for nothing, and what does not apply yet holds nobody up.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::date;
use model::Household;
use rules::measure::Calendar;
use rules::{Clocks, LooseCond, LooseScene, Surroundings, Truth};

use super::Check;
use crate::leaves::{ItemLeaf, Leaf};
use crate::pathway::{Anchor, CaseEnd, Pathway};

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

type Edges = BTreeMap<Node, Vec<Node>>;

/// What comes before what.
#[derive(Debug, Default)]
pub(super) struct Order {
    /// What something waits for.
    waits: Edges,
    /// What must have come about for something to apply.
    applies: Edges,
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

impl Order {
    pub fn of(pathway: &Pathway, calendars: &BTreeMap<String, Calendar>) -> Self {
        let fails = failing(pathway, calendars);
        let needs = |condition: Option<LooseCond>| {
            let failing = condition.filter(|condition| fails.contains(condition));
            let fields = failing.map(|condition| pathway.rules.reads(condition)).unwrap_or_default();
            fields.into_iter().filter_map(|field| pathway.leaves.get(field)).filter_map(Node::of).collect::<Vec<_>>()
        };
        let mut order = Self::default();
        for (position, stage) in pathway.stages.iter().enumerate() {
            // Of several that each suffice, none is waited for.
            let any = stage.any.iter().filter(|_| stage.any.len() == 1);
            let before = stage.after.iter().chain(any).map(|before| Node::Left(*before));
            order.waits.insert(Node::Entered(position), before.chain(needs(stage.enter)).collect());
            order.applies.insert(Node::Entered(position), needs(stage.applies));
            let required =
                pathway.items.iter().enumerate().filter(|(_, item)| item.stage == position && !item.optional);
            let items = required.map(|(item, _)| Node::Item(item));
            let left = items.chain(needs(stage.done)).chain([Node::Entered(position)]);
            order.waits.insert(Node::Left(position), left.collect());
        }
        for (position, item) in pathway.items.iter().enumerate() {
            let before = item.after.iter().map(|before| Node::Item(*before));
            order.waits.insert(Node::Item(position), before.chain([Node::Entered(item.stage)]).collect());
            order.applies.insert(Node::Item(position), needs(item.applies));
        }
        order
    }

    /// Everything that something waits for, by whatever way; itself only where it waits for itself.
    fn waited(&self, node: Node) -> BTreeSet<Node> {
        closure(&[&self.waits], node)
    }

    /// Everything that comes before something, whether it waits for it or applies only then.
    fn before(&self, node: Node) -> BTreeSet<Node> {
        closure(&[&self.waits, &self.applies], node)
    }

    /// Whether an anchor comes about only after a node has.
    pub fn comes_after(&self, anchor: Anchor, node: Node) -> bool {
        let Anchor::Leaf(leaf) = anchor else { return false };
        let Some(start) = Node::of(leaf) else { return false };
        // What waits for itself is told as that, and an item has opened before it is done.
        let opens = matches!(leaf, Leaf::Item(item, ItemLeaf::OpenedOn) if node == Node::Item(item));
        !opens && !self.before(node).contains(&node) && (start == node || self.before(start).contains(&node))
    }
}

fn closure(edges: &[&Edges], node: Node) -> BTreeSet<Node> {
    let next = |node: Node| edges.iter().filter_map(move |edges| edges.get(&node)).flatten().copied();
    let (mut found, mut open): (_, Vec<Node>) = (BTreeSet::new(), next(node).collect());
    while let Some(node) = open.pop() {
        if found.insert(node) {
            open.extend(next(node));
        }
    }
    found
}

/// The conditions that are known to fail as long as nothing has happened in a case.
fn failing(pathway: &Pathway, calendars: &BTreeMap<String, Calendar>) -> BTreeSet<LooseCond> {
    let Pathway { schema, leaves, rules, .. } = pathway;
    let around = Surroundings { schema, calendars, jurisdiction: None, country: None };
    // Of nobody anything is known here, so any day is as good as another.
    let Ok(bound) = rules.bind(&around, Clocks::on(date(2020, 1, 1))) else { return BTreeSet::new() };
    let household = Household::lone(leaves.at_first(schema));
    let scene = LooseScene::new(&bound, schema, &household);
    rules.conditions().filter(|condition| scene.truth(*condition) == Ok(Truth::False)).collect()
}

impl Check<'_, '_> {
    /// Nothing waits for itself, and every stage can be reached.
    pub(super) fn order(&mut self) {
        let pathway = self.pathway;
        // A circle is told once, at the first that stands in it.
        let mut told: Vec<Node> = vec![];
        for (position, stage) in pathway.stages.iter().enumerate() {
            let entered = Node::Entered(position);
            if self.in_circle_with(entered, &told) {
                continue;
            }
            if stages_before(pathway, position).contains(&position) {
                let message = format!("the stage `{}` comes after itself", stage.id);
                self.error(stage.at, "stage-cycle", message).help("leave out one of the `after` in the circle");
                told.push(entered);
            } else if self.order.waited(entered).contains(&entered) {
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
            let waits = self.order.waited(node).contains(&node) && !self.in_circle_with(node, &told);
            let never = closure(&[&self.order.applies], node).contains(&node) && !told.contains(&node);
            if waits || never {
                told.extend(
                    [node].into_iter().chain(closure(&[&self.order.applies], node).into_iter().filter(|_| never)),
                );
                let message = format!("`{}` waits for itself", item.id);
                self.error(item.at, "item-cycle", message).help("leave out one of the `after` or `if` in the circle");
            }
        }
    }

    /// Every case can be closed.
    pub(super) fn ends(&mut self) {
        let pathway = self.pathway;
        let usable = |end: &CaseEnd| end.when.is_none_or(|when| pathway.rules.constant(when) != Some(false));
        if !pathway.ends.iter().any(usable) {
            let message = "no case of this pathway can ever be closed";
            let help = "give it `ends`, as `{settled: {if: case.STAGE.left}, moved_away: {leaves: true}}`";
            self.report.error(self.head, "no-way-out", message).help(help);
        }
    }

    /// Whether something and one of others each wait for the other.
    fn in_circle_with(&self, node: Node, others: &[Node]) -> bool {
        let before = self.order.waited(node);
        others.iter().any(|other| before.contains(other) && self.order.waited(*other).contains(&node))
    }
}

/// The stages that a stage comes after, by `after` alone and by the one stage of an `any`.
fn stages_before(pathway: &Pathway, position: usize) -> BTreeSet<usize> {
    let before = |stage: usize| {
        let stage = pathway.stages.get(stage);
        let any = |stage: &crate::pathway::Stage| if stage.any.len() == 1 { stage.any.clone() } else { vec![] };
        stage.map(|stage| [stage.after.clone(), any(stage)].concat()).unwrap_or_default()
    };
    let (mut found, mut open) = (BTreeSet::new(), before(position));
    while let Some(next) = open.pop() {
        if found.insert(next) {
            open.extend(before(next));
        }
    }
    found
}
