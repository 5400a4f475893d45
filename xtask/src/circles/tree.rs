//! The modules of a room with what each defines, and where a name that one of them writes is defined.

use std::collections::{BTreeMap, BTreeSet};

use syn::Item;

use super::paths::{self, Paths, Written};
use crate::room::Module;

/// Re-exports lead through no more modules than this.
const DEEPEST: usize = 16;

/// All modules of a room; the first is its root.
pub struct Tree {
    nodes: Vec<Node>,
}

struct Node {
    name: String,
    parent: Option<usize>,
    children: BTreeMap<String, usize>,
    defines: BTreeSet<String>,
    paths: Paths,
}

/// A module that names something defined in another.
pub struct UseOf {
    /// Who names it.
    pub from: usize,
    /// Where it is defined.
    pub to: usize,
    /// As it is written.
    pub written: String,
}

impl Tree {
    pub fn new(root: Module) -> Self {
        let mut tree = Self { nodes: Vec::new() };
        tree.add(root, None);
        tree
    }

    fn add(&mut self, module: Module, parent: Option<usize>) -> usize {
        let place = self.nodes.len();
        let (defines, paths) = (module.items.iter().filter_map(defined).collect(), paths::of(&module.items));
        self.nodes.push(Node { name: module.name, parent, children: BTreeMap::new(), defines, paths });
        for child in module.children {
            let name = child.name.clone();
            let below = self.add(child, Some(place));
            if let Some(node) = self.nodes.get_mut(place) {
                node.children.insert(name, below);
            }
        }
        place
    }

    /// The path of a module below its room.
    pub fn path(&self, module: usize) -> String {
        let up = self.up(module);
        let names = up.iter().rev().skip(1).filter_map(|place| self.nodes.get(*place)).map(|node| node.name.as_str());
        let path = names.collect::<Vec<_>>().join("::");
        if path.is_empty() { "the root".into() } else { path }
    }

    /// Every name that a module writes and another one defines.
    pub fn uses(&self) -> Vec<UseOf> {
        let mut uses = Vec::new();
        for (from, node) in self.nodes.iter().enumerate() {
            for path in &node.paths.all {
                if let Some(to) = self.resolve(from, path, 0) {
                    uses.push(UseOf { from, to, written: path.join("::") });
                }
            }
        }
        uses
    }

    /// The two modules side by side in which, or below which, two others stand; `None` where one is above the other.
    pub fn side_by_side(&self, from: usize, to: usize) -> Option<(usize, usize)> {
        let (from, to) = (self.up(from), self.up(to));
        let differ = from.iter().rev().zip(to.iter().rev()).find(|(a, b)| a != b);
        differ.map(|(a, b)| (*a, *b))
    }

    /// A module and those above it, the root last.
    fn up(&self, module: usize) -> Vec<usize> {
        std::iter::successors(Some(module), |place| self.nodes.get(*place)?.parent).collect()
    }

    /// Where what a path names is defined; `None` where that is outside of the room.
    fn resolve(&self, from: usize, path: &[String], depth: usize) -> Option<usize> {
        let node = self.nodes.get(from)?;
        let (first, rest) = path.split_first()?;
        match first.as_str() {
            _ if depth > DEEPEST => None,
            "crate" => self.follow(0, rest, depth),
            "self" => self.follow(from, rest, depth),
            "super" => self.follow(node.parent?, rest, depth),
            name => match (node.children.get(name), node.alias(name)) {
                (Some(child), _) => self.follow(*child, rest, depth),
                (None, Some(alias)) if alias != path => {
                    let to = self.resolve(from, alias, depth + 1)?;
                    self.follow(to, rest, depth + 1)
                }
                (None, _) => None,
            },
        }
    }

    /// From a module along the rest of a path, through modules and re-exports.
    fn follow(&self, module: usize, path: &[String], depth: usize) -> Option<usize> {
        let node = self.nodes.get(module)?;
        let Some((name, rest)) = path.split_first() else { return Some(module) };
        if depth > DEEPEST || node.defines.contains(name) {
            return Some(module);
        }
        if name == "super" {
            return self.follow(node.parent?, rest, depth);
        }
        if let Some(child) = node.children.get(name) {
            return self.follow(*child, rest, depth);
        }
        let aliased = node.alias(name).and_then(|alias| self.resolve(module, alias, depth + 1));
        let given = || node.paths.globs.iter().filter_map(|glob| self.resolve(module, glob, depth + 1));
        let through = || given().find(|to| self.nodes.get(*to).is_some_and(|node| node.knows(name)));
        match (aliased, through()) {
            (Some(to), _) => self.follow(to, rest, depth + 1),
            (None, Some(to)) => self.follow(to, path, depth + 1),
            (None, None) => Some(module),
        }
    }
}

impl Node {
    fn alias(&self, name: &str) -> Option<&Written> {
        self.paths.aliases.iter().find(|(alias, _)| alias == name).map(|(_, path)| path)
    }

    fn knows(&self, name: &str) -> bool {
        self.defines.contains(name) || self.children.contains_key(name) || self.alias(name).is_some()
    }
}

fn defined(item: &Item) -> Option<String> {
    let ident = match item {
        Item::Const(item) => &item.ident,
        Item::Enum(item) => &item.ident,
        Item::Fn(item) => &item.sig.ident,
        Item::Static(item) => &item.ident,
        Item::Struct(item) => &item.ident,
        Item::Trait(item) => &item.ident,
        Item::Type(item) => &item.ident,
        Item::Union(item) => &item.ident,
        Item::Macro(item) => item.ident.as_ref()?,
        _ => return None,
    };
    Some(ident.to_string())
}
