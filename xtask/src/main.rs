//! Checks of the tree that no compiler makes. `cargo xtask layers`: a room uses only what the design names.
//!
//! The table below is the house of `ARCHITECTURE.md`; an arrow that is not in it does not exist.

use std::io::Write;
use std::process::{Command, ExitCode};

use serde_json::Value;

/// Each room and the rooms it may use, dev-dependencies included.
const ROOMS: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("journal", &["model"]),
    ("sheets", &["model"]),
    ("packs", &["model"]),
    ("identity", &["model"]),
    ("disclosure", &["model"]),
    ("casework", &["model", "journal", "packs", "identity"]),
    ("store", &["model", "journal", "casework"]),
    ("evidence", &["model", "packs", "disclosure"]),
    ("cluster", &["packs", "evidence"]),
    ("web", &["model", "packs", "casework", "disclosure", "sheets"]),
    (
        "onward",
        &[
            "model",
            "journal",
            "sheets",
            "packs",
            "identity",
            "disclosure",
            "casework",
            "store",
            "evidence",
            "cluster",
            "web",
        ],
    ),
    ("xtask", &[]),
];

fn main() -> ExitCode {
    match std::env::args().nth(1).as_deref() {
        Some("layers") => report(layers()),
        _ => report(Err("usage: cargo xtask layers".into())),
    }
}

fn report(outcome: Result<String, String>) -> ExitCode {
    let (text, code) = match outcome {
        Ok(text) => (text, ExitCode::SUCCESS),
        Err(text) => (text, ExitCode::FAILURE),
    };
    let _ = writeln!(std::io::stderr().lock(), "{text}");
    code
}

/// Holds every dependency between rooms against the table.
fn layers() -> Result<String, String> {
    let metadata = metadata()?;
    let packages = metadata.get("packages").and_then(Value::as_array).ok_or("cargo metadata names no packages")?;
    let strays: Vec<String> = packages.iter().flat_map(strays).collect();
    if strays.is_empty() {
        Ok(format!("layers: {} rooms, no stray arrow", packages.len()))
    } else {
        Err(strays.join("\n"))
    }
}

fn metadata() -> Result<Value, String> {
    let run = Command::new("cargo").args(["metadata", "--format-version", "1", "--no-deps", "--offline"]).output();
    let run = run.map_err(|error| format!("cargo metadata: {error}"))?;
    serde_json::from_slice(&run.stdout).map_err(|error| format!("cargo metadata: {error}"))
}

/// Arrows of one package that the table does not name.
fn strays(package: &Value) -> Vec<String> {
    let room = package.get("name").and_then(Value::as_str).unwrap_or_default();
    let Some((_, allowed)) = ROOMS.iter().find(|(name, _)| *name == room) else {
        return vec![format!("layers: `{room}` is not in the table")];
    };
    let used = package
        .get("dependencies")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(|used| used.get("name")?.as_str());
    let rooms = used.filter(|used| ROOMS.iter().any(|(name, _)| name == used));
    rooms.filter(|used| !allowed.contains(used)).map(|used| format!("layers: `{room}` may not use `{used}`")).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_arrow_that_is_not_in_the_table_is_found() {
        let web = |used: &str| json!({"name": "web", "dependencies": [{"name": used}, {"name": "serde"}]});
        assert_eq!(strays(&web("evidence")), ["layers: `web` may not use `evidence`"]);
        assert!(strays(&web("casework")).is_empty());
        assert_eq!(strays(&json!({"name": "attic"})), ["layers: `attic` is not in the table"]);
    }
}
