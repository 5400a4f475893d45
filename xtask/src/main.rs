//! Checks of the tree that no compiler makes; `./dev check` runs them.
//!
//! `cargo xtask layers`: a room uses only what `ARCHITECTURE.md` names. `cargo xtask names`: a public type has its
//! name alone. `cargo xtask circles`: modules of a room do not use each other in a circle.
//!
//! `cargo xtask calendars [--check]` is no such check: it writes the core pack's calendars, with Python and its library.

mod calendars;
mod circles;
mod house;
mod layers;
mod names;
mod room;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

fn main() -> ExitCode {
    // Of the checkout from which it is called: a target folder that checkouts share may hold the program of another.
    let own = PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let root = own.parent().unwrap_or(Path::new("."));
    let outcome = match std::env::args().nth(1).as_deref() {
        Some("layers") => layers::check(root),
        Some("names") => names::check(root),
        Some("circles") => circles::check(root),
        Some("calendars") => calendars::run(root, std::env::args().nth(2).as_deref() == Some("--check")),
        _ => Err(vec!["usage: cargo xtask layers|names|circles|calendars [--check]".into()]),
    };
    report(outcome)
}

/// What a check says: one line where all is well, else every fault.
type Outcome = Result<String, Vec<String>>;

fn report(outcome: Outcome) -> ExitCode {
    let (lines, code) = match outcome {
        Ok(line) => (vec![line], ExitCode::SUCCESS),
        Err(faults) => (faults, ExitCode::FAILURE),
    };
    let mut out = std::io::stderr().lock();
    for line in lines {
        let _ = writeln!(out, "{line}");
    }
    code
}
