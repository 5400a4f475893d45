//! To which nodes a path leads.
//!
//! As in `JavaRosa`: a path from the root that goes through a repeat in which the question itself lies means the question's
//! own one, not all of them, also where the repeat is what it ends at; what does not matter is not among the nodes.

use super::eval::{FormWorld, Standpoint};
use super::{AnswerTree, Datum, Spot};
use crate::form::NodeIx;
use crate::xml::local;
use crate::xpath::{Axis, Expr, Operator, Path, PathStep, Start, Test, each};

impl FormWorld<'_> {
    pub fn path(&self, path: &Path, scope: Standpoint) -> Result<Vec<Spot>, String> {
        let (mut at, mut steps) = match &path.start {
            Start::Here => (vec![scope.here], path.steps.as_slice()),
            Start::Root => self.start_at_root(path, scope)?,
            Start::From(expr, predicates) => (self.from(expr, predicates, scope)?, path.steps.as_slice()),
        };
        while let Some((step, rest)) = steps.split_first() {
            at = self.step(&at, step, path.start == Start::Root, scope)?;
            steps = rest;
        }
        at.retain(|spot| spot.tree > 0 || self.answers.matters(spot.node));
        Ok(at)
    }

    fn start_at_root<'p>(&self, path: &'p Path, scope: Standpoint) -> Result<(Vec<Spot>, &'p [PathStep]), String> {
        // In a list `/` would be the list's own root; forms always mean the answers.
        let root = self.answers.get(0).map(|node| node.name.as_str()).unwrap_or_default();
        let Some((first, rest)) = path.steps.split_first() else { return Ok((vec![Spot::answer(0)], &[])) };
        let fits = first.axis == Axis::Child && fits(&first.test, root);
        let at = if fits { self.narrowed(vec![Spot::answer(0)], &first.predicates, scope)? } else { vec![] };
        Ok((at, rest))
    }

    fn from(&self, expr: &Expr, predicates: &[Expr], scope: Standpoint) -> Result<Vec<Spot>, String> {
        match self.eval(expr, scope)? {
            Datum::Nodes(nodes) => self.narrowed(nodes, predicates, scope),
            _ => Err(format!("`{expr}` is no place from which a path can start")),
        }
    }

    fn step(&self, from: &[Spot], step: &PathStep, from_root: bool, scope: Standpoint) -> Result<Vec<Spot>, String> {
        let mut found = Vec::new();
        for spot in from {
            let Some(tree) = self.tree(spot.tree) else { continue };
            if let Some(quick) = self.looked_up(*spot, step, scope) {
                let more = self.narrowed(quick?, step.predicates.get(1..).unwrap_or_default(), scope)?;
                found.extend(more);
                continue;
            }
            let nodes = stepped(tree, spot.node, step);
            let nodes = if from_root && step.predicates.is_empty() { self.own(spot.tree, nodes, scope) } else { nodes };
            let spots = nodes.into_iter().map(|node| Spot { tree: spot.tree, node }).collect();
            found.extend(self.narrowed(spots, &step.predicates, scope)?);
        }
        if from.len() > 1 {
            let mut seen = std::collections::BTreeSet::new();
            found.retain(|spot| seen.insert(*spot));
        }
        Ok(found)
    }

    /// Of several of one repeat, the one in which the question lies, where it lies in one.
    fn own(&self, tree: usize, nodes: Vec<usize>, scope: Standpoint) -> Vec<usize> {
        if tree > 0 || nodes.len() < 2 {
            return nodes;
        }
        let from = if scope.here.tree == 0 { scope.here.node } else { scope.question.node };
        let mut at = Some(from);
        while let Some(place) = at {
            if nodes.contains(&place) {
                return vec![place];
            }
            at = self.answers.parent(place);
        }
        nodes
    }

    fn narrowed(&self, mut nodes: Vec<Spot>, predicates: &[Expr], scope: Standpoint) -> Result<Vec<Spot>, String> {
        for predicate in predicates {
            let size = nodes.len();
            let mut kept = Vec::new();
            for (index, spot) in nodes.into_iter().enumerate() {
                let inner = Standpoint { here: spot, question: scope.question, position: index + 1, size };
                let holds = match self.single(predicate, inner)? {
                    #[expect(clippy::cast_precision_loss, reason = "a place in a list")]
                    Datum::Number(number) => (number - (index + 1) as f64).abs() < 1e-9,
                    other => other.flag(),
                };
                kept.extend(holds.then_some(spot));
            }
            nodes = kept;
        }
        Ok(nodes)
    }

    /// A step into a list that is narrowed by one text: `item[name = /data/place]`.
    fn looked_up(&self, spot: Spot, step: &PathStep, scope: Standpoint) -> Option<Result<Vec<Spot>, String>> {
        let (Test::Name(item), Axis::Child, true) = (&step.test, step.axis, spot.tree > 0) else { return None };
        let (key, wanted) = key_and_value(step.predicates.first()?)?;
        match self.single(wanted, scope) {
            Ok(Datum::Text(text)) => {
                let found = self.lists.found(spot.tree, spot.node, item, key, &text);
                Some(Ok(found.into_iter().map(|node| Spot { tree: spot.tree, node }).collect()))
            }
            Ok(_) => None,
            Err(says) => Some(Err(says)),
        }
    }
}

/// `key = value` where the key is a child of what is looked at and the value does not depend on what is looked at.
fn key_and_value(predicate: &Expr) -> Option<(&str, &Expr)> {
    let Expr::Binary(Operator::Equal, left, right) = predicate else { return None };
    let way = |key: &'_ Expr, value: &Expr| child_name(key).is_some() && stands_alone(value);
    if way(left, right) {
        return Some((child_name(left)?, right));
    }
    if way(right, left) { Some((child_name(right)?, left)) } else { None }
}

fn stands_alone(expr: &Expr) -> bool {
    let mut alone = true;
    each(expr, &mut |part| {
        alone &= match part {
            Expr::Path(path) => path.start != Start::Here,
            Expr::Call(_, arguments) => !arguments.is_empty() || !looks_around(part),
            _ => true,
        };
    });
    alone
}

/// Functions that without an argument speak of what is looked at.
fn looks_around(call: &Expr) -> bool {
    matches!(call, Expr::Call(name, _) if matches!(name.as_str(), "position" | "last" | "string" | "number" | "name" | "local-name" | "normalize-space" | "string-length"))
}

fn child_name(expr: &Expr) -> Option<&str> {
    let Expr::Path(Path { start: Start::Here, steps }) = expr else { return None };
    match steps.as_slice() {
        [PathStep { axis: Axis::Child, test: Test::Name(name), predicates }] if predicates.is_empty() => Some(name),
        _ => None,
    }
}

fn fits(test: &Test, name: &str) -> bool {
    match test {
        Test::Any => true,
        Test::Name(wanted) => local(wanted) == local(name),
    }
}

fn stepped(tree: &AnswerTree, from: usize, step: &PathStep) -> Vec<usize> {
    let below = |attributes: bool| -> Vec<usize> {
        tree.below(from, attributes)
            .filter(|child| tree.get(*child).is_some_and(|node| fits(&step.test, &node.name)))
            .collect()
    };
    match step.axis {
        Axis::Own => vec![from],
        Axis::Parent => tree.parent(from).into_iter().collect(),
        Axis::Child => below(false),
        Axis::Attribute => below(true),
    }
}

/// Which of its kind a node is among those beside it, from 1.
pub fn position_among(tree: &AnswerTree, node: usize) -> usize {
    let of = |place: usize| tree.get(place).and_then(|found| found.of);
    let (Some(parent), name) = (tree.parent(node), tree.get(node).map(|found| found.name.clone()).unwrap_or_default())
    else {
        return 1;
    };
    let kind: Option<NodeIx> = of(node);
    tree.named(parent, &name)
        .filter(|other| of(*other) == kind)
        .position(|other| other == node)
        .map_or(1, |place| place + 1)
}
