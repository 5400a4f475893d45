//! A room uses only what its row names, and every arrow of the table is used. Arrows go down, never up or sideways.
//!
//! The manifests say which rooms are linked, the sources whether anybody calls them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::house::{self, Arrow, RoomRow, Uses};
use crate::{Outcome, room};

/// The rooms that a room's manifest names, each with whether tests alone do.
type Links = BTreeMap<String, bool>;

pub fn check(root: &Path) -> Outcome {
    let one = |fault: String| vec![fault];
    let map = std::fs::read_to_string(root.join("ARCHITECTURE.md")).map_err(|error| one(error.to_string()))?;
    let rows = house::rooms(&map).map_err(one)?;
    let folders = room::all(root).map_err(one)?;
    let names: Vec<String> = folders.iter().map(|(name, _)| name.clone()).collect();
    let links = links(&metadata().map_err(one)?, &names);
    let mut faults = faults(&rows, &links);
    for (name, folder) in &folders {
        let used = links.get(name).into_iter().flatten().map(|(to, _)| to);
        faults.extend(uncalled(name, folder, used).map_err(one)?);
    }
    if faults.is_empty() { Ok(format!("layers: {} rooms, no stray arrow", rows.len())) } else { Err(faults) }
}

fn metadata() -> Result<Value, String> {
    let run = Command::new("cargo").args(["metadata", "--format-version", "1", "--no-deps", "--offline"]).output();
    let run = run.map_err(|error| format!("cargo metadata: {error}"))?;
    serde_json::from_slice(&run.stdout).map_err(|error| format!("cargo metadata: {error}"))
}

/// For each room, the rooms its manifest names.
fn links(metadata: &Value, rooms: &[String]) -> BTreeMap<String, Links> {
    let text = |value: &Value, key: &str| value.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    let list = |value: &Value, key: &str| value.get(key).and_then(Value::as_array).cloned().unwrap_or_default();
    let mut all = BTreeMap::new();
    for package in list(metadata, "packages").iter().filter(|package| rooms.contains(&text(package, "name"))) {
        let mut links = Links::new();
        for used in list(package, "dependencies").iter().filter(|used| rooms.contains(&text(used, "name"))) {
            let tests_only = text(used, "kind") == "dev";
            links.entry(text(used, "name")).and_modify(|only| *only &= tests_only).or_insert(tests_only);
        }
        all.insert(text(package, "name"), links);
    }
    all
}

/// Where the manifests and the table differ.
fn faults(rows: &[RoomRow], links: &BTreeMap<String, Links>) -> Vec<String> {
    let missing = links.keys().filter(|room| !rows.iter().any(|row| row.name == **room));
    let mut faults: Vec<String> = missing.map(|room| format!("layers: `{room}` is not in the table")).collect();
    for row in rows {
        match links.get(&row.name) {
            Some(links) => faults.extend(row_faults(row, rows, links)),
            None => faults.push(format!("layers: the table names `{}`, and there is no such room", row.name)),
        }
    }
    faults
}

fn row_faults(row: &RoomRow, rows: &[RoomRow], links: &Links) -> Vec<String> {
    let RoomRow { name, uses, .. } = row;
    let mut faults = Vec::new();
    if let Uses::Named(arrows) = uses {
        for (to, tests_only) in links {
            match arrows.iter().find(|arrow| arrow.to == *to) {
                None => faults.push(format!("layers: `{name}` may not use `{to}`")),
                Some(Arrow { tests_only: true, .. }) if !tests_only => {
                    faults.push(format!("layers: `{name}` may use `{to}` in tests only"));
                }
                Some(Arrow { tests_only: false, .. }) if *tests_only => {
                    faults.push(format!("layers: `{name}` uses `{to}` in tests only; the table is to say so"));
                }
                Some(_) => {}
            }
        }
        let unused = arrows.iter().filter(|arrow| !links.contains_key(&arrow.to));
        faults.extend(unused.map(|arrow| format!("layers: `{name}` does not use `{}`; take the arrow out", arrow.to)));
    }
    let named: BTreeSet<&String> = match uses {
        Uses::All => links.keys().collect(),
        Uses::Named(arrows) => arrows.iter().map(|arrow| &arrow.to).collect(),
    };
    let not_below = |to: &&String| rows.iter().any(|other| other.name == **to && other.floor >= row.floor);
    faults.extend(
        named.into_iter().filter(not_below).map(|to| format!("layers: `{name}` uses `{to}`, which is not below it")),
    );
    faults
}

/// Rooms that a manifest names and no file of the room calls.
fn uncalled<'a>(name: &str, folder: &Path, used: impl Iterator<Item = &'a String>) -> Result<Vec<String>, String> {
    let text = sources(folder)?;
    let unused = used.filter(|to| !calls(&text, to));
    Ok(unused.map(|to| format!("layers: `{name}` names `{to}` in its manifest and never calls it")).collect())
}

/// Whether a path begins with the room: `to::`, and not `other::to::`.
fn calls(text: &str, to: &str) -> bool {
    text.match_indices(&format!("{to}::")).any(|(at, _)| {
        let before = text.get(..at).unwrap_or_default();
        !before.ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':')
    })
}

/// The text of every Rust file of a room, tests, benches and examples included.
fn sources(folder: &Path) -> Result<String, String> {
    let mut text = String::new();
    for entry in std::fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))? {
        let path = entry.map_err(|error| error.to_string())?.path();
        if path.is_dir() {
            text.push_str(&sources(&path)?);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            text.push_str(&std::fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?);
        }
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const HEAD: &str = "| room | floor | uses |\n|---|---|---|\n";

    /// Checks what is said of a table and of manifests, in which `to?` is a dev-dependency.
    #[track_caller]
    fn check(table: &str, manifests: &[(&str, &[&str])], expected: &[&str]) {
        let rows = house::rooms(&format!("{HEAD}{table}")).unwrap();
        let links = manifests.iter().map(|(room, used)| {
            let links = used.iter().map(|to| (to.trim_end_matches('?').to_owned(), to.ends_with('?'))).collect();
            ((*room).to_owned(), links)
        });
        let found = faults(&rows, &links.collect());
        assert_eq!(found, expected.iter().map(|fault| format!("layers: {fault}")).collect::<Vec<_>>());
    }

    #[test]
    fn an_arrow_that_is_not_in_the_table_is_found() {
        let table = "| `a` | 0 | - |\n| `b` | 1 | - |\n";
        check(table, &[("a", &[]), ("b", &["a"])], &["`b` may not use `a`"]);
        check("| `a` | 0 | - |\n| `b` | 1 | a |\n", &[("a", &[]), ("b", &["a"])], &[]);
    }

    #[test]
    fn a_room_that_is_not_in_the_table_and_a_row_without_a_room_are_found() {
        check("| `a` | 0 | - |\n", &[("a", &[]), ("attic", &[])], &["`attic` is not in the table"]);
        check("| `a` | 0 | - |\n", &[], &["the table names `a`, and there is no such room"]);
    }

    #[test]
    fn an_arrow_that_nobody_uses_is_found() {
        let table = "| `a` | 0 | - |\n| `b` | 1 | a |\n";
        check(table, &[("a", &[]), ("b", &[])], &["`b` does not use `a`; take the arrow out"]);
    }

    #[test]
    fn an_arrow_up_or_sideways_is_found() {
        let side = "| `a` | 1 | - |\n| `b` | 1 | a |\n";
        check(side, &[("a", &[]), ("b", &["a"])], &["`b` uses `a`, which is not below it"]);
        let up = "| `a` | 1 | b |\n| `b` | 2 | - |\n";
        check(up, &[("a", &["b"]), ("b", &[])], &["`a` uses `b`, which is not below it"]);
        check(
            "| `a` | 3 | - |\n| `b` | 2 | all |\n",
            &[("a", &[]), ("b", &["a"])],
            &["`b` uses `a`, which is not below it"],
        );
    }

    #[test]
    fn what_tests_alone_use_is_said_so() {
        let table = "| `a` | 0 | - |\n| `b` | 1 | a (tests) |\n";
        check(table, &[("a", &[]), ("b", &["a?"])], &[]);
        check(table, &[("a", &[]), ("b", &["a"])], &["`b` may use `a` in tests only"]);
        let table = "| `a` | 0 | - |\n| `b` | 1 | a |\n";
        check(table, &[("a", &[]), ("b", &["a?"])], &["`b` uses `a` in tests only; the table is to say so"]);
    }

    #[test]
    fn a_room_that_is_linked_and_never_called_is_found() {
        assert!(calls("use yaml::Node;", "yaml") && calls("(yaml::read(x))", "yaml"));
        assert!(!calls("use crate::yaml::Node; my_yaml::x()", "yaml"));
    }

    #[test]
    fn manifests_are_read_with_what_their_tests_use() {
        let used = json!([{"name": "a", "kind": null}, {"name": "a", "kind": "dev"}, {"name": "c", "kind": "dev"}, {"name": "serde"}]);
        let metadata =
            json!({"packages": [{"name": "b", "dependencies": used}, {"name": "xtask", "dependencies": []}]});
        let rooms = ["a", "b", "c"].map(String::from);
        let found = links(&metadata, &rooms);
        assert_eq!(found, BTreeMap::from([("b".into(), Links::from([("a".into(), false), ("c".into(), true)]))]));
    }
}
