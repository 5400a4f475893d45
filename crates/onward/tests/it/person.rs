//! People from the command line: registered, amended, shown with who said what, and refused in words.

use std::path::Path;

use serde_json::{Value, json};

use crate::run::{Ran, instance, onward_in, onward_told};

fn person(dir: &Path, args: &[&str]) -> Ran {
    onward_in(dir, &[&["person"], args, &["--dir", "here", "--format", "json"]].concat())
}

fn registered(dir: &Path, args: &[&str]) -> String {
    person(dir, &[&["register"], args].concat()).ends(0).json()["id"].as_str().unwrap().to_owned()
}

#[test]
fn a_person_is_registered_amended_and_shown_with_who_said_what() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    instance(dir);
    let id = registered(dir, &["--set", "name.full=Amina Yusuf", "--set", "birth_date=1990-05"]);
    let shown = person(dir, &["show", &id, "birth_date"]).ends(0).json();
    assert_eq!(shown["fields"]["birth_date"]["value"], json!("1990-05"));
    assert_eq!(shown["fields"]["birth_date"]["seen"], json!(1));
    let amended = onward_told(
        dir,
        &["person", "amend", &id, "--fields", "-", "--seen", "1", "--dir", "here", "--format", "json"],
        r#"{"birth_date": "1990-05-17"}"#,
    );
    let said = amended.ends(0).json()["fields"]["birth_date"]["said"].clone();
    let said: Vec<(&Value, &Value, &Value)> =
        said.as_array().unwrap().iter().map(|note| (&note["value"], &note["by"], &note["counts"])).collect();
    let by = json!("supervisor");
    assert_eq!(said, [(&json!("1990-05-17"), &by, &json!(true)), (&json!("1990-05"), &by, &json!(false))]);
    let late = person(dir, &["amend", &id, "--set", "birth_date=1991", "--seen", "1"]).ends(2);
    assert!(late.err.contains("somebody else has said something"), "{}", late.err);
    onward_in(dir, &["journal", "verify", "--views", "--dir", "here"]).ends(0);
}

#[test]
fn nobody_is_registered_beside_somebody_who_may_be_the_same_before_they_are_named() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    instance(dir);
    let first = registered(dir, &["--set", "name.full=Amina Yusuf"]);
    let refused = person(dir, &["register", "--set", "name.full=Yusuf Amina"]).ends(2);
    assert!(refused.err.contains("may be the same person") && refused.err.contains(&first), "{}", refused.err);
    assert!(!refused.err.contains("Yusuf"), "no name: {}", refused.err);
    let second = registered(dir, &["--set", "name.full=Yusuf Amina", "--other", &first]);
    let third = registered(dir, &["--set", "name.full=Karim Haddad", "--with", &second]);
    let household = |id: &str| person(dir, &["show", id, "household.id"]).ends(0).json();
    let named = |id: &str| household(id)["fields"]["household.id"]["value"].clone();
    assert_eq!(named(&second), named(&third));
    assert_eq!(named(&first), Value::Null);
}

#[test]
fn what_cannot_be_said_of_anybody_is_refused_in_words() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    instance(dir);
    let id = registered(dir, &["--set", "name.full=Amina Yusuf"]);
    for (args, says) in [
        (vec!["register"], "nothing is said of the person"),
        (vec!["register", "--set", "birth_dat=1990"], "did you mean `birth_date`?"),
        (vec!["register", "--set", "birth_date=soon"], "`birth_date`"),
        (vec!["amend", &id, "--set", "external.id=X"], "is not yours to amend"),
        (
            vec!["amend", &id, "--set", "sex=F", "--set", "birth_date=1990", "--seen", "0"],
            "`--seen` is said of one field",
        ),
        (vec!["show", "00000000000000000000000000000001", "sex"], "no such person here"),
    ] {
        let refused = person(dir, &args).ends(2);
        assert!(refused.err.contains(says), "{args:?}: {}", refused.err);
    }
}
