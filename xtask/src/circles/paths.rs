//! The paths that a module writes: its `use` items, its re-exports, and every path in its code.

use syn::visit::{self, Visit};
use syn::{Item, ItemUse, Macro, UseTree};

/// A path that was written.
pub type Written = Vec<String>;

/// What a module writes.
#[derive(Debug, Default)]
pub struct Paths {
    /// Every path, those of `use` included.
    pub all: Vec<Written>,
    /// Names that its own `use` items bring in, each with its path.
    pub aliases: Vec<(String, Written)>,
    /// Paths of which it brings in everything.
    pub globs: Vec<Written>,
}

/// The paths in the items of one module.
pub fn of(items: &[Item]) -> Paths {
    let mut paths = Paths::default();
    for item in items {
        if let Item::Use(item) = item {
            let mut leaves = Vec::new();
            flatten(&item.tree, &mut Vec::new(), &mut leaves);
            paths.globs.extend(leaves.iter().filter(|leaf| leaf.name == "*").map(|leaf| leaf.path.clone()));
            paths.aliases.extend(leaves.into_iter().map(|leaf| (leaf.name, leaf.path)));
        }
        paths.visit_item(item);
    }
    paths
}

/// One name that a `use` brings in.
struct Leaf {
    name: String,
    path: Written,
}

fn flatten(tree: &UseTree, before: &mut Written, leaves: &mut Vec<Leaf>) {
    match tree {
        UseTree::Path(path) => {
            before.push(path.ident.to_string());
            flatten(&path.tree, before, leaves);
            before.pop();
        }
        UseTree::Name(name) if name.ident == "self" => {
            leaves.push(Leaf { name: before.last().cloned().unwrap_or_default(), path: before.clone() });
        }
        UseTree::Name(name) => leaves.push(leaf(before, &name.ident.to_string(), &name.ident.to_string())),
        UseTree::Rename(name) => leaves.push(leaf(before, &name.ident.to_string(), &name.rename.to_string())),
        UseTree::Glob(_) => leaves.push(Leaf { name: "*".into(), path: before.clone() }),
        UseTree::Group(group) => group.items.iter().for_each(|tree| flatten(tree, before, leaves)),
    }
}

fn leaf(before: &Written, last: &str, name: &str) -> Leaf {
    Leaf { name: name.to_owned(), path: before.iter().cloned().chain([last.to_owned()]).collect() }
}

impl<'ast> Visit<'ast> for Paths {
    fn visit_item_use(&mut self, item: &'ast ItemUse) {
        let mut leaves = Vec::new();
        flatten(&item.tree, &mut Vec::new(), &mut leaves);
        self.all.extend(leaves.into_iter().map(|leaf| leaf.path));
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        if path.segments.len() > 1 {
            self.all.push(path.segments.iter().map(|segment| segment.ident.to_string()).collect());
        }
        visit::visit_path(self, path);
    }

    /// What stands in a macro is only words here, of which those joined by `::` are paths.
    fn visit_macro(&mut self, found: &'ast Macro) {
        let words = found.tokens.to_string().replace(" :: ", "::").replace(":: ", "::");
        let paths =
            words.split(|c: char| !c.is_alphanumeric() && c != '_' && c != ':').filter(|word| word.contains("::"));
        self.all
            .extend(paths.map(|path| path.split("::").filter(|part| !part.is_empty()).map(str::to_owned).collect()));
        visit::visit_macro(self, found);
    }
}
