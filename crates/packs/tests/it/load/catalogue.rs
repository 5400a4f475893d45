//! The catalogue of problems for authors lists every code there is, and no other.

use std::collections::BTreeSet;
use std::path::Path;

/// Where the files of packs are read.
const SOURCES: [&str; 14] = [
    "instance/src/change/walls.rs",
    "yaml/src",
    "rules/src/read",
    "rules/src/resolve",
    "rules/src/resolve.rs",
    "pathways/src/read",
    "pathways/src/read.rs",
    "pathways/src/check",
    "pathways/src/play",
    "pathways/src/versions.rs",
    "packs/src/load",
    "packs/src/load.rs",
    "packs/src/source",
    "packs/src/source.rs",
];

/// Codes in the first column of the catalogue.
fn catalogued() -> BTreeSet<String> {
    let table = include_str!("../../../../../docs/pack-problems.md");
    let rows = table.lines().filter_map(|line| line.strip_prefix("| `")?.split(" | ").next());
    rows.flat_map(|cell| cell.split(", ")).map(|code| code.trim_matches('`').to_owned()).collect()
}

/// The codes in a source file, or in all of a folder.
fn used(path: &Path, found: &mut BTreeSet<String>) {
    if path.is_dir() {
        for entry in std::fs::read_dir(path).unwrap() {
            used(&entry.unwrap().path(), found);
        }
        return;
    }
    let text = std::fs::read_to_string(path).unwrap();
    found.extend(codes_in(&text.split_whitespace().collect::<Vec<_>>().join(" ")));
}

/// The second argument of every `error`, `warn` and `refuse`, what a `code` is chosen from, and what a function gives
/// that is called after one.
fn codes_in(source: &str) -> Vec<String> {
    let calls = ["error(", "warn(", "refuse("].into_iter().flat_map(|call| source.split(call).skip(1));
    let given = calls.filter_map(|after| after.split_once(", ").filter(|(place, _)| !place.contains([';', '{'])));
    let given = given.filter_map(|(_, rest)| rest.strip_prefix('"'));
    let choices = ["let code = if", "let (code, never) = if"].into_iter().flat_map(|start| source.split(start).skip(1));
    let chosen = choices.flat_map(|after| after.split(';').next().unwrap_or_default().split("{ ").skip(1));
    let chosen = chosen.filter_map(|choice| choice.trim_start_matches('(').strip_prefix('"'));
    let functions = source.split("_code(").filter(|after| after.starts_with("error: &"));
    let matched = functions.flat_map(|after| after.split(" } }").next().unwrap_or_default().split("=> \"").skip(1));
    let code = |text: &str| text.split('"').next().unwrap_or_default().to_owned();
    let is_code = |code: &String| code.len() > 1 && code.chars().all(|c| c.is_ascii_lowercase() || c == '-');
    let lacking = source.split("lack(\"").skip(1);
    given.chain(lacking).chain(chosen).chain(matched).map(code).filter(is_code).collect()
}

#[test]
fn the_catalogue_lists_every_code_of_a_problem_and_no_other() {
    let mut found = BTreeSet::new();
    let rooms = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    for part in SOURCES {
        used(&rooms.join(part), &mut found);
    }
    let listed = catalogued();
    let missing: Vec<_> = found.difference(&listed).collect();
    let stale: Vec<_> = listed.difference(&found).collect();
    assert!(missing.is_empty() && stale.is_empty(), "not in the catalogue: {missing:?}; in no source: {stale:?}");
}
