//! Repeats: one more, one less, and as many as something comes to.
//!
//! A count that goes down takes nothing away: what was typed is never lost without a word ([`Filling::surplus`] says what
//! there is too much of).

use std::collections::BTreeSet;

use super::engine::Filling;
use super::eval::Standpoint;
use crate::form::{Computed, FormEvent, NodeIx};

/// How many of one repeat there may be: a count of a hostile form would otherwise take all memory.
const MOST: usize = 1_000;

impl Filling<'_> {
    /// Adds one of a repeat in a node of the answers, as the last one; where nobody may, nothing.
    pub fn add(&mut self, repeat: NodeIx, parent: usize) -> Option<usize> {
        let fixed = self.form.node(repeat)?.repeats.as_ref().is_none_or(|repeats| repeats.fixed);
        if fixed || self.alike(repeat, parent).len() >= MOST {
            return None;
        }
        let place = self.one_more(repeat, parent)?;
        self.counted();
        Some(place)
    }

    /// Takes one of a repeat away, with all in it.
    pub fn remove(&mut self, place: usize) -> bool {
        let Some(of) = self.tree.get(place).filter(|node| !node.is_gone).and_then(|node| node.of) else { return false };
        let repeats = self.form.node(of).and_then(|node| node.repeats.as_ref());
        if repeats.is_none_or(|repeats| repeats.fixed) {
            return false;
        }
        self.tree.remove(place);
        self.forget_gone();
        self.reshaped(of);
        self.counted();
        true
    }

    /// Those of a repeat that lie in one node.
    pub fn alike(&self, repeat: NodeIx, parent: usize) -> Vec<usize> {
        let is = |child: &usize| self.tree.get(*child).is_some_and(|node| node.of == Some(repeat));
        self.tree.below(parent, false).filter(is).collect()
    }

    fn one_more(&mut self, repeat: NodeIx, parent: usize) -> Option<usize> {
        let last = self.alike(repeat, parent).last().copied();
        let before = last.or_else(|| self.before(repeat, parent));
        let place = self.grow(repeat, Some(parent))?;
        if let Some(before) = before {
            self.tree.move_last_behind(parent, before);
        }
        self.happens(FormEvent::NewRepeat(repeat), Some(place));
        self.reshaped(repeat);
        Some(place)
    }

    /// Behind which node the first of a repeat goes: the last of those that the form has before it.
    fn before(&self, repeat: NodeIx, parent: usize) -> Option<usize> {
        let order = &self.form.node(self.form.node(repeat)?.parent?)?.children;
        let rank = |ix: NodeIx| order.iter().position(|child| *child == ix);
        let wanted = rank(repeat)?;
        let is_before = |child: &usize| {
            self.tree.get(*child).and_then(|node| node.of).and_then(rank).is_some_and(|rank| rank < wanted)
        };
        let all: Vec<usize> = self.tree.get(parent)?.children.iter().copied().filter(is_before).collect();
        all.last().copied()
    }

    fn forget_gone(&mut self) {
        let tree = &self.tree;
        let there = |place: &usize| tree.get(*place).is_some_and(|node| !node.is_gone);
        for set in [&mut self.required, &mut self.readonly, &mut self.broken] {
            set.retain(there);
        }
    }

    /// Computes what is said within a repeat, and what reads anything of it: all of its instances are looked at anew.
    fn reshaped(&mut self, repeat: NodeIx) {
        let within = self.form_within(repeat);
        let mut open: BTreeSet<usize> =
            within.iter().flat_map(|ix| self.form.readers.get(ix.0).into_iter().flatten().copied()).collect();
        open.extend(
            self.form.order.iter().enumerate().filter(|(_, (ix, _))| within.contains(ix)).map(|(rank, _)| rank),
        );
        self.settle(open);
    }

    /// Adds what counts ask for, until they ask for no more.
    pub(super) fn counted(&mut self) {
        for _ in 0..8 {
            let wanted = self.wanted();
            if wanted.is_empty() {
                return;
            }
            for (repeat, parent, more) in wanted {
                for _ in 0..more {
                    self.one_more(repeat, parent);
                }
            }
        }
    }

    /// Of which repeats more are asked for than there are, where and how many.
    fn wanted(&self) -> Vec<(NodeIx, usize, usize)> {
        self.counts()
            .into_iter()
            .filter(|(.., count, there)| count > there)
            .map(|(repeat, parent, count, there)| (repeat, parent, count - there))
            .collect()
    }

    /// Of which repeats there are more than their count asks for: the path, and how many too many.
    pub fn surplus(&self) -> Vec<(String, usize)> {
        let path = |ix: NodeIx| self.form.node(ix).map(|node| node.path.clone()).unwrap_or_default();
        self.counts()
            .into_iter()
            .filter(|(.., count, there)| there > count)
            .map(|(repeat, _, count, there)| (path(repeat), there - count))
            .collect()
    }

    fn counts(&self) -> Vec<(NodeIx, usize, usize, usize)> {
        let mut found = Vec::new();
        for (ix, node) in self.form.nodes.iter().enumerate() {
            let (Some(count), Some(parent)) =
                (node.repeats.as_ref().and_then(|repeats| repeats.count.as_ref()), node.parent)
            else {
                continue;
            };
            for place in self.places_of(parent).into_iter().filter(|place| self.tree.matters(*place)) {
                let number =
                    self.world().single(&count.expr, Standpoint::at(place)).map_or(f64::NAN, |datum| datum.number());
                #[expect(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    reason = "bounded; what is no number is none"
                )]
                let asked = if number.is_nan() { 0 } else { number.clamp(0.0, 1_000.0) as usize };
                found.push((NodeIx(ix), place, asked.min(MOST), self.alike(NodeIx(ix), place).len()));
            }
        }
        found
    }

    /// Whether a node's required, readonly or constraint is computed at all.
    pub(crate) fn computes(&self, of: NodeIx, computed: Computed) -> bool {
        self.form.order.contains(&(of, computed))
    }
}
