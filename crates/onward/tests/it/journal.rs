use crate::run::{instance, onward_in};

#[test]
fn the_journal_of_a_new_instance_verifies_and_an_altered_one_does_not() {
    let dir = tempfile::tempdir().unwrap();
    instance(dir.path());
    let verify = || onward_in(dir.path(), &["journal", "verify", "--dir", "here", "--format", "json"]);
    let good = verify().ends(0).json();
    assert_eq!(good["ok"], true);
    assert!(good["facts"].as_u64().unwrap() > 0);
    onward_in(dir.path(), &["journal", "verify", "--dir", "nowhere"]).ends(2);
}

#[test]
fn a_forget_request_nobody_approved_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    instance(dir.path());
    let request = "00112233445566778899aabbccddeeff";
    onward_in(dir.path(), &["forget", "--dir", "here", "--request", request]).ends(2);
}
