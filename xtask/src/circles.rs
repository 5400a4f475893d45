//! Modules of a room do not use each other in a circle: one of two can be read, tested and moved before the other.
//!
//! The rule. Among the modules that stand side by side below one parent, a module uses another where anything in it,
//! or below it, names something that is defined in the other, or below that. A name is followed through re-exports to
//! where it is defined. A parent that uses its own modules, and a module that uses what its parents define, are no
//! arrows: both are one thought on two levels. Methods are not followed: a type's `impl` may be spread over modules.
//! What is there for tests alone does not count.
//!
//! A circle is refused, unless `ARCHITECTURE.md` names it in its table of circles, with the reason.

mod paths;
mod tree;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::house::{self, NamedCircle};
use crate::{Outcome, room};
use tree::Tree;

/// Modules that use each other, by their paths below the room, with an example of each arrow between two of them.
#[derive(Debug, PartialEq, Eq)]
struct Circle {
    room: String,
    modules: BTreeSet<String>,
    arrows: Vec<String>,
}

pub fn check(root: &Path) -> Outcome {
    let one = |fault: String| vec![fault];
    let map = std::fs::read_to_string(root.join("ARCHITECTURE.md")).map_err(|error| one(error.to_string()))?;
    let mut found = Vec::new();
    for (name, folder) in room::all(root).map_err(one)? {
        for module in room::read(&name, &folder).map_err(one)? {
            found.extend(circles(&name, &Tree::new(module)));
        }
    }
    let faults = faults(&found, &house::circles(&map));
    if faults.is_empty() { Ok(format!("circles: none but {}", found.len())) } else { Err(faults) }
}

/// Circles that nobody allows, and allowances that nothing needs any more.
fn faults(found: &[Circle], named: &[NamedCircle]) -> Vec<String> {
    let allows = |allowed: &&NamedCircle, circle: &Circle| {
        allowed.room == circle.room && circle.modules.iter().all(|module| allowed.modules.contains(module))
    };
    let refused = found.iter().filter(|circle| !named.iter().any(|allowed| allows(&allowed, circle)));
    let mut faults: Vec<String> = refused
        .map(|circle| {
            let modules: Vec<&str> = circle.modules.iter().map(String::as_str).collect();
            let arrows = circle.arrows.join("\n  ");
            format!("circles: in `{}`, {} use each other:\n  {arrows}", circle.room, modules.join(", "))
        })
        .collect();
    let stale = named.iter().filter(|allowed| !found.iter().any(|circle| allows(allowed, circle)));
    faults.extend(stale.map(|circle| {
        format!("circles: in `{}`, there is no circle of {}; take it out", circle.room, circle.modules.join(", "))
    }));
    faults
}

/// The circles of a room: groups of modules side by side of which each leads to each.
fn circles(room: &str, tree: &Tree) -> Vec<Circle> {
    let mut arrows: BTreeMap<(usize, usize), String> = BTreeMap::new();
    for use_of in tree.uses() {
        if let Some(between) = tree.side_by_side(use_of.from, use_of.to) {
            let example = || format!("{} -> {} ({})", tree.path(use_of.from), tree.path(use_of.to), use_of.written);
            arrows.entry(between).or_insert_with(example);
        }
    }
    let mut grouped = BTreeSet::new();
    let mut found = Vec::new();
    for (from, _) in arrows.keys() {
        let group: BTreeSet<usize> =
            reached(&arrows, *from).into_iter().filter(|other| reached(&arrows, *other).contains(from)).collect();
        if group.len() > 1 && grouped.insert(group.clone()) {
            let inside = arrows.iter().filter(|((a, b), _)| group.contains(a) && group.contains(b));
            found.push(Circle {
                room: room.to_owned(),
                modules: group.iter().map(|module| tree.path(*module)).collect(),
                arrows: inside.map(|(_, example)| example.clone()).collect(),
            });
        }
    }
    found
}

/// Modules to which arrows lead from one; itself among them where it stands in a circle.
fn reached(arrows: &BTreeMap<(usize, usize), String>, from: usize) -> BTreeSet<usize> {
    let (mut open, mut seen) = (vec![from], BTreeSet::new());
    while let Some(module) = open.pop() {
        open.extend(arrows.keys().filter(|(a, _)| *a == module).map(|(_, b)| *b).filter(|next| seen.insert(*next)));
    }
    seen
}

#[cfg(test)]
mod tests;
