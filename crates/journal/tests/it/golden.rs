//! Facts written once decode for ever: the committed bytes of one fact of every kind, and of a bundle of them all.
//!
//! Where this fails because a kind was added, write its sample in `samples.rs` and its file with
//! `cargo run -p journal --example journal_golden`. That never touches a file that is there: an old one that no longer
//! reads is a defect of the program, not of the file.

use std::collections::BTreeSet;
use std::path::PathBuf;

use journal::bundle::{BundleReader, Limits};
use journal::{Body, SealedFact};

use crate::samples::{checkpoint_key, facts, keys, sealed};

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden/1")
}

fn read(name: &str) -> Vec<u8> {
    let text = std::fs::read_to_string(folder().join(name)).unwrap();
    let digits: String = text.split_whitespace().collect();
    (0..digits.len()).step_by(2).map(|at| u8::from_str_radix(&digits[at..at + 2], 16).unwrap()).collect()
}

/// What serde says it knows, so that a kind cannot be added in silence.
fn kinds() -> BTreeSet<String> {
    let refusal = serde_json::from_str::<Body>(r#"{"kind":""}"#).unwrap_err().to_string();
    let listed = refusal.split_once("expected one of").unwrap().1;
    listed.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

#[test]
fn there_is_a_golden_fact_of_every_kind() {
    let sampled: BTreeSet<String> = facts().unwrap().into_iter().map(|(kind, _)| kind).collect();
    assert_eq!(sampled, kinds());
    let files = std::fs::read_dir(folder()).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap());
    let files: BTreeSet<String> = files.filter_map(|file| Some(file.strip_suffix(".hex")?.to_owned())).collect();
    assert!(kinds().is_subset(&files), "without a file: {:?}", kinds().difference(&files));
}

#[test]
fn golden_facts_decode_open_and_encode_to_the_same_bytes() {
    for (kind, fact) in facts().unwrap() {
        let bytes = read(&format!("{kind}.hex"));
        let sealed = SealedFact::from_bytes(&bytes).unwrap_or_else(|error| panic!("{kind}: {error}"));
        assert_eq!(sealed.to_bytes(), bytes, "{kind}");
        let opened = sealed.open(&keys()).into_fact().unwrap_or_else(|error| panic!("{kind}: {error}"));
        assert_eq!(opened, fact, "{kind}");
    }
}

#[test]
fn this_version_still_writes_what_it_wrote() {
    for (kind, fact) in facts().unwrap() {
        assert_eq!(sealed(&fact).unwrap().to_bytes(), read(&format!("{kind}.hex")), "{kind}");
    }
}

#[test]
fn the_golden_bundle_verifies_to_its_marked_checkpoint() {
    let bytes = read("bundle.hex");
    let mut reader = BundleReader::open(&bytes[..], Limits::default()).unwrap();
    let mut count = 0;
    while let Some((fact, _)) = reader.read().unwrap() {
        fact.open(&keys()).into_fact().unwrap();
        count += 1;
    }
    let checkpoint = reader.checkpoint().unwrap();
    assert!(checkpoint.is_marked_by(&checkpoint_key()));
    assert_eq!(checkpoint.seq, count);
}
