//! A public type has its name alone in the workspace, so that a reader who meets it knows which noun is meant.
//!
//! A name says its noun: not `Change` but `LakeChange`. What may share one stands in [`SHARED`] with its reason.

use std::collections::BTreeMap;
use std::path::Path;

use syn::{Ident, Item, Visibility};

use crate::Outcome;
use crate::room::{self, Module};

/// Names that several rooms may have, each with its reason.
const SHARED: &[(&str, &str)] = &[];

/// Public types by name, each with the rooms and files that define it.
type Names = BTreeMap<String, Vec<(String, String)>>;

pub fn check(root: &Path) -> Outcome {
    let mut names = Names::new();
    for (name, folder) in room::all(root).map_err(|fault| vec![fault])? {
        for module in room::read(&name, &folder).map_err(|fault| vec![fault])? {
            gather(&name, &module, root, &mut names);
        }
    }
    let faults = faults(&names, SHARED);
    if faults.is_empty() {
        Ok(format!("names: {} public types, each with a name of its own", names.len()))
    } else {
        Err(faults)
    }
}

fn gather(room: &str, module: &Module, tree: &Path, names: &mut Names) {
    for ident in module.items.iter().filter_map(public_type) {
        let file = module.file.strip_prefix(tree).unwrap_or(&module.file).display().to_string();
        names.entry(ident.to_string()).or_default().push((room.to_owned(), file));
    }
    module.children.iter().for_each(|child| gather(room, child, tree, names));
}

fn public_type(item: &Item) -> Option<&Ident> {
    let (visibility, ident) = match item {
        Item::Struct(item) => (&item.vis, &item.ident),
        Item::Enum(item) => (&item.vis, &item.ident),
        Item::Trait(item) => (&item.vis, &item.ident),
        Item::Type(item) => (&item.vis, &item.ident),
        Item::Union(item) => (&item.vis, &item.ident),
        _ => return None,
    };
    matches!(visibility, Visibility::Public(_)).then_some(ident)
}

/// Names that several have, and entries of the lists that are no longer needed.
fn faults(names: &Names, shared: &[(&str, &str)]) -> Vec<String> {
    let mut faults = Vec::new();
    for (name, places) in names {
        if places.len() < 2 || shared.iter().any(|(known, _)| known == name) {
            continue;
        }
        let files: Vec<&str> = places.iter().map(|(_, file)| file.as_str()).collect();
        faults.push(format!("names: `{name}` is in {}; each says its noun", files.join(", ")));
    }
    let alone = |name: &str| names.get(name).is_none_or(|places| places.len() < 2);
    let unused = shared.iter().filter(|(name, _)| alone(name));
    faults.extend(unused.map(|(name, _)| format!("names: `{name}` is no longer shared; take it out")));
    faults
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::room::testing::room;

    #[track_caller]
    fn check(files: &[(&str, &str)], shared: &[(&str, &str)], expected: &[&str]) {
        let mut names = Names::new();
        for module in room(files) {
            gather("room", &module, Path::new("/"), &mut names);
        }
        names.entry("Outer".into()).or_default().push(("other".into(), "other.rs".into()));
        let found = faults(&names, shared);
        assert_eq!(found.len(), expected.len(), "{found:?}");
        assert!(found.iter().zip(expected).all(|(found, expected)| found.contains(expected)), "{found:?}");
    }

    #[test]
    fn a_name_that_two_modules_or_rooms_have_is_found() {
        check(&[("lib.rs", "mod a; pub struct One;"), ("a.rs", "pub enum One {}")], &[], &["`One` is in"]);
        check(&[("lib.rs", "pub type Outer = u8;")], &[], &["`Outer` is in"]);
        check(&[("lib.rs", "pub struct One; pub trait Two {}")], &[], &[]);
    }

    #[test]
    fn what_is_not_public_or_is_for_tests_may_share_a_name() {
        let text =
            "pub struct One; mod a { pub(crate) struct One; struct Two; } #[cfg(test)] mod t { pub struct One; }";
        check(&[("lib.rs", text)], &[], &[]);
    }

    #[test]
    fn exceptions_hold_as_long_as_they_are_needed() {
        let outer = [("lib.rs", "pub struct Outer;")];
        check(&outer, &[("Outer", "a reason")], &[]);
        check(&[("lib.rs", "")], &[("Outer", "a reason")], &["no longer shared"]);
    }
}
