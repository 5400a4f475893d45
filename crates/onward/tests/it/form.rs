//! `onward form`: what scripts rely on.

use std::fs;

use serde_json::json;

use crate::run::onward_in;

const SURVEY: &str = "type,name,label,relevant,constraint,required\ninteger,age,How old are you?,,. < 120,yes\ntext,job,What do you do?,${age} > 17,,\nbegin repeat,member,Who else?,,,\ntext,called,Name,,,\nend repeat,,,,,\n";

fn folder(survey: &str) -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir(dir.path().join("visit")).unwrap();
    fs::write(dir.path().join("visit/survey.csv"), survey).unwrap();
    dir
}

#[test]
fn a_sheet_is_converted_filled_and_held_against_answers() {
    let dir = folder(SURVEY);
    onward_in(dir.path(), &["form", "convert", "visit", "-o", "visit.xml"]).ends(0);
    let steps =
        r#"[{"set": "/data/age", "to": "7"}, {"add": "/data/member"}, {"set": "/data/member[2]/called", "to": "B"}]"#;
    fs::write(dir.path().join("events.json"), steps).unwrap();
    let stands = onward_in(dir.path(), &["form", "evaluate", "visit.xml", "events.json"]).ends(0).json();
    assert_eq!(stands["values"]["/data/age"], "7");
    assert_eq!(stands["values"]["/data/member[2]/called"], "B");
    assert_eq!(stands["required"]["/data/age"], true);
    assert!(!stands["relevant"].as_array().unwrap().contains(&json!("/data/job")));
    fs::write(dir.path().join("answers.xml"), r#"<data id="visit"><age>200</age></data>"#).unwrap();
    let held =
        onward_in(dir.path(), &["form", "validate", "visit.xml", "answers.xml", "--format", "json"]).ends(1).json();
    assert_eq!(held["valid"], false);
    assert_eq!(held["problems"][0]["path"], "/data/age");
    assert_eq!(held["problems"][0]["code"], "constraint");
    assert_eq!(held["answers"]["age"], "200");
}

#[test]
fn a_sheet_with_faults_makes_no_form_and_names_every_cell() {
    let dir = folder(&SURVEY.replace("integer", "integr").replace("${age}", "${aeg}"));
    let args = ["form", "convert", "visit", "-o", "visit.xml", "--format", "json"];
    let told = onward_in(dir.path(), &args).ends(1).json();
    let cells: Vec<&str> = told.as_array().unwrap().iter().filter_map(|problem| problem["cell"].as_str()).collect();
    assert_eq!(cells, ["A2", "D3"]);
    assert!(!dir.path().join("visit.xml").exists());
    onward_in(dir.path(), &["form", "check", "nowhere.xlsx"]).ends(2);
}
