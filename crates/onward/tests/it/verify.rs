//! `onward verify` with the proofs, keys and lists that the page in a browser is held to as well.

use std::fs;
use std::path::Path;

use serde_json::Value;
use tempfile::tempdir;

use crate::run::onward_in;

fn fixtures() -> Vec<Value> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../e2e/fixtures/proofs.json");
    let all: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    all["cases"].as_array().unwrap().clone()
}

#[test]
fn every_proof_is_taken_or_refused_with_its_reason() {
    let folder = tempdir().unwrap();
    let (proof, keys, list) =
        (folder.path().join("proof"), folder.path().join("keys.json"), folder.path().join("list"));
    let mut tried = 0;
    // Blanks around a text are for the caller to take off, which this one does.
    for case in fixtures().iter().filter(|case| case["name"] != "a blank after it") {
        fs::write(&proof, format!("{}\n", case["text"].as_str().unwrap())).unwrap();
        fs::write(&keys, case["keys"].to_string()).unwrap();
        let mut call = vec!["verify", proof.to_str().unwrap(), "--keys", keys.to_str().unwrap(), "--format", "json"];
        if let Some(text) = case["revoked"].as_str() {
            fs::write(&list, text).unwrap();
            call.extend(["--revoked", list.to_str().unwrap()]);
        }
        call.extend(["--on", case["on"].as_str().unwrap()]);
        let done = onward_in(folder.path(), &call).ends(i32::from(case["ok"] != true)).json();
        for key in ["ok", "why", "code", "claims"] {
            assert_eq!(done[key], case[key], "{key} of {}", case["name"]);
        }
        tried += 1;
    }
    assert!(tried > 50, "{tried}");
}

#[test]
fn what_is_no_file_of_keys_is_said() {
    let folder = tempdir().unwrap();
    let keys = folder.path().join("keys.json");
    fs::write(&keys, "{}").unwrap();
    let done = onward_in(folder.path(), &["verify", "OW1:X", "--keys", "keys.json"]).ends(2);
    assert!(done.err.contains("holds no published keys"), "{}", done.err);
}
