//! Grants and purposes on the command line: each by two people, and nothing besides what was asked for.

use std::path::Path;

use crate::run::{by, live, onward_in, open, password};
use crate::serving::Serving;

/// Proposes as one account and approves as the officer.
fn agreed(dir: &Path, account: &str, args: &[&str]) {
    let proposal = by(dir, account, &[args, &["--reason", "needed"]].concat()).ends(0).out;
    by(dir, "officer", &["proposal", "approve", proposal.trim(), "--reason", "agreed"]).ends(0);
}

#[test]
fn a_grant_is_one_more_and_replaces_the_others_only_where_that_is_said() {
    let dir = tempfile::tempdir().unwrap();
    live(dir.path());
    open(dir.path(), "hedi", "HD");
    let mut browser = Serving::start(dir.path());
    let enter = format!("&account=officer&password={}", password("officer").replace(' ', "+"));
    browser.post("/sign-in", &enter);
    let mut holds = |roles: [bool; 3]| {
        let page = browser.ask("GET", "/governance/accounts/hedi", "");
        let held = page.split("name=\"role\"").next().unwrap();
        assert_eq!(["Help-desk agent", "Case worker", "Supervisor"].map(|role| held.contains(role)), roles, "{held}");
    };
    holds([true, false, false]);
    agreed(dir.path(), "administrator", &["account", "grant", "hedi", "--role", "CW", "--compartment", "child"]);
    holds([true, true, false]);
    let again = ["account", "grant", "hedi", "--role", "HD", "--reason", "again"];
    assert!(by(dir.path(), "administrator", &again).ends(2).err.contains("already"));
    agreed(dir.path(), "administrator", &["account", "grant", "hedi", "--role", "SU", "--instead"]);
    holds([false, false, true]);
    agreed(dir.path(), "administrator", &["account", "grant", "hedi", "--role", "HD,CW", "--instead"]);
    holds([true, true, false]);
}

#[test]
fn a_purpose_is_proposed_listed_decided_and_then_acted_for_on_its_bases_alone() {
    let dir = tempfile::tempdir().unwrap();
    live(dir.path());
    open(dir.path(), "hedi", "CW");
    open(dir.path(), "sven", "SU");
    std::fs::write(dir.path().join("r.csv"), "external.id,name.full\n7,Amina Yusuf\n").unwrap();
    std::fs::write(dir.path().join("map.yaml"), "source: register\nid: external.id\n").unwrap();
    let import = |basis: &str| {
        let call =
            format!("import r.csv --map map.yaml --dir here --token hedi.token --purpose tracing --basis {basis}");
        onward_in(dir.path(), &call.split_whitespace().collect::<Vec<_>>())
    };
    assert!(import("consent").ends(2).err.contains("purpose"));
    let wrong = ["purpose", "propose", "tracing", "--says", "Finding relatives", "--allows", "whim", "--reason", "x"];
    assert!(by(dir.path(), "sven", &wrong).ends(2).err.contains("`whim` is no legal basis"));
    let made = ["purpose", "propose", "tracing", "--says", "Finding relatives", "--says", "fr=Retrouver des proches"];
    let asked = [&made[..], &["--allows", "consent,vital_interest", "--reason", "a treaty"]].concat();
    by(dir.path(), "hedi", &asked).ends(2);
    agreed(dir.path(), "sven", &[&made[..], &["--allows", "consent,vital_interest"]].concat());
    let listed = onward_in(dir.path(), &["proposal", "list", "--dir", "here", "--format", "json"]).ends(0).json();
    assert_eq!([&listed[0]["kind"], &listed[0]["what"], &listed[0]["state"]], ["purpose", "tracing", "approved"]);
    assert!(import("contract").ends(2).err.contains("does not allow this basis"));
    import("consent").ends(0);
}
