//! In which order what is computed is computed: after everything it reads. A circle is a fault that names its nodes.

use std::collections::BTreeMap;

use super::Building;
use crate::form::{Computed, Logic, ModelNode, NodeIx};

type Vertex = (NodeIx, Computed);

impl Building {
    /// What is computed, in order, and for each node which of it reads that node.
    pub(super) fn order(&mut self) -> (Vec<Vertex>, Vec<Vec<usize>>) {
        let vertices: Vec<(Vertex, &Logic)> =
            self.nodes.iter().enumerate().flat_map(|(ix, node)| of_node(NodeIx(ix), node)).collect();
        let mut reading: Vec<Vec<usize>> = vec![Vec::new(); self.nodes.len()];
        for (place, (_, logic)) in vertices.iter().enumerate() {
            for node in &logic.reads.nodes {
                reading.get_mut(node.0).into_iter().for_each(|readers| readers.push(place));
            }
        }
        let place_of: BTreeMap<Vertex, usize> =
            vertices.iter().enumerate().map(|(place, (vertex, _))| (*vertex, place)).collect();
        let after: Vec<Vec<usize>> = vertices
            .iter()
            .enumerate()
            .map(|(place, (vertex, logic))| self.follows(*vertex, logic, place, &reading))
            .collect();
        let sorted = sorted(&after);
        let stuck: Vec<String> = (0..vertices.len())
            .filter(|place| !sorted.contains(place) && in_circle(*place, &after))
            .filter_map(|place| {
                vertices.get(place).and_then(|((ix, _), _)| self.nodes.get(ix.0)).map(|node| node.path.clone())
            })
            .collect();
        let order: Vec<Vertex> =
            sorted.iter().filter_map(|place| vertices.get(*place).map(|(vertex, _)| *vertex)).collect();
        let rank: BTreeMap<usize, usize> = sorted.iter().enumerate().map(|(rank, place)| (*place, rank)).collect();
        let readers =
            reading.iter().map(|places| places.iter().filter_map(|place| rank.get(place).copied()).collect()).collect();
        debug_assert_eq!(place_of.len(), vertices.len(), "each is computed once");
        if !stuck.is_empty() {
            let first = stuck.first().cloned().unwrap_or_default();
            let mut named = stuck;
            named.dedup();
            self.fault(
                &first,
                "calculate",
                "cycle",
                format!("these depend on each other in a circle: {}", named.join(", ")),
            );
        }
        (order, readers)
    }

    /// What must wait for a vertex. A value that is set anew is read by its readers; what no longer matters reads as
    /// empty, with all that is in it. The rest is read by nothing.
    fn follows(&self, (ix, computed): Vertex, logic: &Logic, place: usize, reading: &[Vec<usize>]) -> Vec<usize> {
        let of = |ix: NodeIx| reading.get(ix.0).cloned().unwrap_or_default();
        let found = match computed {
            Computed::Value => of(ix).into_iter().filter(|reader| *reader != place || logic.reads.itself).collect(),
            Computed::Relevant => self.within(ix).into_iter().flat_map(of).collect(),
            Computed::Required | Computed::Readonly | Computed::Constraint => Vec::new(),
        };
        let mut found: Vec<usize> = found;
        found.sort_unstable();
        found.dedup();
        found
    }

    /// A node and all that is in it.
    fn within(&self, ix: NodeIx) -> Vec<NodeIx> {
        let mut found = vec![ix];
        let mut at = 0;
        while let Some(here) = found.get(at).copied() {
            found.extend(self.nodes.get(here.0).into_iter().flat_map(|node| node.children.iter().copied()));
            at += 1;
        }
        found
    }
}

fn of_node(ix: NodeIx, node: &ModelNode) -> Vec<(Vertex, &Logic)> {
    let bind = &node.bind;
    let all = [
        (Computed::Relevant, &bind.relevant),
        (Computed::Value, &bind.calculate),
        (Computed::Required, &bind.required),
        (Computed::Readonly, &bind.readonly),
        (Computed::Constraint, &bind.constraint),
    ];
    all.into_iter().filter_map(|(computed, logic)| logic.as_ref().map(|logic| ((ix, computed), logic))).collect()
}

/// By waiting until all that comes before is done; the first of those that wait for nothing goes first.
fn sorted(after: &[Vec<usize>]) -> Vec<usize> {
    let mut waits: Vec<usize> = vec![0; after.len()];
    after.iter().flatten().for_each(|place| waits.get_mut(*place).into_iter().for_each(|count| *count += 1));
    let mut ready: std::collections::BTreeSet<usize> =
        waits.iter().enumerate().filter(|(_, count)| **count == 0).map(|(place, _)| place).collect();
    let mut done = Vec::with_capacity(after.len());
    while let Some(place) = ready.pop_first() {
        done.push(place);
        for next in after.get(place).into_iter().flatten() {
            if let Some(count) = waits.get_mut(*next) {
                *count -= 1;
                if *count == 0 {
                    ready.insert(*next);
                }
            }
        }
    }
    done
}

/// Whether a vertex comes after itself.
fn in_circle(place: usize, after: &[Vec<usize>]) -> bool {
    let mut seen = vec![false; after.len()];
    let mut open = after.get(place).cloned().unwrap_or_default();
    while let Some(next) = open.pop() {
        if next == place {
            return true;
        }
        if let Some(flag) = seen.get_mut(next)
            && !*flag
        {
            *flag = true;
            open.extend(after.get(next).into_iter().flatten().copied());
        }
    }
    false
}
