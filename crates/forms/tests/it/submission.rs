//! What is sent: opened, checked, never changed.

use forms::Form;
use forms::submission::{SubmissionFault, answers, check, open};

use crate::books::{context, form};

fn survey() -> Form {
    form(
        "survey
         type | name | label | required | relevant | constraint | constraint_message | calculation
         integer | age | Age | yes | | . < 120 | Too old | 
         text | job | Job | yes | ${age} > 17 | | |
         calculate | double | | | | | | ${age} * 2
         select_one yn | ok | OK | | | | |
         date | born | Born | | | | |
         begin repeat | child | Child | | | | |
         text | called | Called | yes | | | |
         end repeat | | | | | | |
         image | pic | Picture | | | | |
         calculate | chance | | | | | | random()
         choices
         list_name | name | label
         yn | y | Yes
         yn | n | No
         settings
         form_id | version
         s | 1",
    )
}

/// Path and code of what does not hold.
#[track_caller]
fn problems(body: &str, expected: &[(&str, &str)]) {
    let form = survey();
    let xml = format!("<data id=\"s\" version=\"1\">{body}<meta><instanceID>uuid:1</instanceID></meta></data>");
    let mut opened = open(&form, xml.as_bytes(), context()).expect("answers");
    let found = check(&mut opened, Some(&std::collections::BTreeSet::new()));
    let found: Vec<(&str, &str)> = found.iter().map(|problem| (problem.path.as_str(), problem.code)).collect();
    assert_eq!(found, expected);
}

#[test]
fn what_holds_has_no_problem() {
    problems(
        "<age>20</age><job>cook</job><double>40</double><ok>y</ok><born>2006-01-31</born><child><called>A</called></child><chance>0.5</chance>",
        &[],
    );
    problems("<age>7</age><double>14</double>", &[]);
}

#[test]
fn what_does_not_hold_is_told_with_the_forms_own_words() {
    problems("<age>200</age><job>cook</job><double>400</double>", &[("/data/age", "constraint")]);
    problems("<double/>", &[("/data/age", "required")]);
    problems("<age>20</age><double>40</double>", &[("/data/job", "required")]);
    problems("<age>7</age><job>cook</job><double>14</double>", &[("/data/job", "not-relevant")]);
    problems("<age>seven</age>", &[("/data/age", "type")]);
    problems("<age>7</age><double>15</double>", &[("/data/double", "calculate")]);
    problems("<age>7</age><double>14</double><ok>perhaps</ok>", &[("/data/ok", "choice")]);
    problems("<age>7</age><double>14</double><born>31.01.2006</born>", &[("/data/born", "type")]);
    problems(
        "<age>7</age><double>14</double><child/><child><called>B</called></child>",
        &[("/data/child[1]/called", "required")],
    );
    problems("<age>7</age><double>14</double><pic>p.jpg</pic>", &[("/data/pic", "missing-file")]);
    problems("<age>7</age><double>14</double><shoe>42</shoe>", &[("/data/shoe", "unknown-field")]);
}

#[test]
fn answers_say_what_is_unknown_and_what_does_not_matter() {
    let form = survey();
    let xml =
        "<data id=\"s\" version=\"1\"><age>7</age><child><called>A</called></child><child><called/></child></data>";
    let opened = open(&form, xml.as_bytes(), context()).expect("answers");
    let mut opened = opened;
    check(&mut opened, None);
    let found = answers(&opened.filling);
    assert_eq!(found["age"], "7");
    assert_eq!(found["job"], "n/a");
    assert_eq!(found["ok"], serde_json::Value::Null);
    assert_eq!(found["child"], serde_json::json!([{ "called": "A" }, { "called": null }]));
}

#[test]
fn what_is_no_answer_to_the_form_is_refused() {
    let form = survey();
    let fault = |xml: &str| open(&form, xml.as_bytes(), context()).expect_err("no answers");
    assert_eq!(fault("<data id=\"other\"/>"), SubmissionFault::OtherForm("other".into()));
    assert_eq!(fault("<data/>"), SubmissionFault::NoFormId);
    assert!(matches!(fault("<data id=\"s\"><age>"), SubmissionFault::Xml(_)));
    assert!(matches!(fault("<!DOCTYPE x [<!ENTITY a \"b\">]><data id=\"s\"/>"), SubmissionFault::Xml(_)));
}
