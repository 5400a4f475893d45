//! Facts written once decode for ever: the committed bytes of one fact of every kind, and of a bundle of them all.
//!
//! Where this fails because a kind was added, write its sample in `samples.rs` and its file with
//! `cargo run -p journal --example journal_golden`. That never touches a file that is there: an old one that no longer
//! reads is a defect of the program, not of the file.

use std::collections::BTreeSet;
use std::path::PathBuf;

use journal::bundle::{BundleLimits, BundleReader};
use journal::{Act, Body, CaseStep, LineStep, Motion, SealedFact};

use crate::samples::{checkpoint_key, facts, keys, sealed};

/// How many kinds of fact there were when the golden bundle was written; each later one has a file of its own.
const BUNDLED: usize = 25;

/// The bytes of a golden file of a version.
pub fn read(version: u8, name: &str) -> Vec<u8> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("tests/golden/{version}"));
    let text = std::fs::read_to_string(folder.join(format!("{name}.hex"))).unwrap();
    let digits: String = text.split_whitespace().collect();
    (0..digits.len()).step_by(2).map(|at| u8::from_str_radix(&digits[at..at + 2], 16).unwrap()).collect()
}

/// Walks a golden bundle to its end: how many facts, and whether the checkpoint is marked.
pub fn bundle(version: u8) -> (usize, bool) {
    let bytes = read(version, "bundle");
    let mut bundle = BundleReader::open(&bytes[..], BundleLimits::default()).unwrap();
    let mut count = 0;
    while bundle.read().unwrap().is_some() {
        count += 1;
    }
    (count, bundle.checkpoint().unwrap().is_marked_by(&checkpoint_key()))
}

#[test]
fn there_is_a_golden_fact_of_every_kind_and_every_motion() {
    let sampled: BTreeSet<String> = facts().unwrap().into_iter().map(|(name, _)| name).collect();
    let kinds = Body::KINDS
        .iter()
        .filter(|(_, kind)| !["proposed", "acted", "line"].contains(kind))
        .map(|(_, kind)| (*kind).to_owned());
    let motions = Motion::KINDS.iter().map(|(_, kind)| format!("proposed_{kind}"));
    let acts = Act::KINDS.iter().filter(|(_, kind)| *kind != "stepped").map(|(_, kind)| format!("acted_{kind}"));
    let steps = CaseStep::KINDS.iter().map(|(_, kind)| format!("stepped_{kind}"));
    let lines = LineStep::KINDS.iter().map(|(_, kind)| format!("line_{kind}"));
    // What a link says is a value like others, and has a file of its own.
    let values = ["recorded_link".to_owned()];
    assert_eq!(sampled, kinds.chain(motions).chain(acts).chain(steps).chain(lines).chain(values).collect());
}

#[test]
fn golden_facts_decode_open_and_encode_to_the_same_bytes() {
    for (name, fact) in facts().unwrap() {
        let bytes = read(2, &name);
        let sealed = SealedFact::from_bytes(&bytes).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(sealed.to_bytes(), bytes, "{name}");
        let opened = sealed.open(&keys()).unwrap().into_fact().unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(opened, fact, "{name}");
    }
}

#[test]
fn this_version_still_writes_what_it_wrote() {
    for (name, fact) in facts().unwrap() {
        assert_eq!(sealed(&fact).unwrap().to_bytes(), read(2, &name), "{name}");
    }
}

#[test]
fn the_golden_bundle_verifies_to_its_marked_checkpoint() {
    assert_eq!(bundle(2), (BUNDLED, true));
}
