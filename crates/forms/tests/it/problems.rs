//! What is wrong in a sheet: each with its cell, all at once.

use forms::xlsform::ProblemSeverity;

use crate::books::converted;

/// Cell and code of every problem of a severity.
#[track_caller]
fn check(sheets: &str, severity: ProblemSeverity, expected: &[(&str, &str)]) {
    let found = converted(sheets);
    let told = found.problems.iter().filter(|problem| problem.severity == severity);
    let told: Vec<(String, &str)> =
        told.map(|problem| (format!("{}!{}", problem.sheet, problem.cell), problem.code)).collect();
    let told: Vec<(&str, &str)> = told.iter().map(|(cell, code)| (cell.as_str(), *code)).collect();
    assert_eq!(told, expected, "{:#?}", found.problems);
    assert_eq!(found.xml.is_none(), found.problems.iter().any(|problem| problem.severity == ProblemSeverity::Error));
}

#[test]
fn every_fault_of_a_sheet_is_told_at_once() {
    check(
        "survey
         type | name | label | relevant | calculation
         txet | a | A | |
         text | b c | B | |
         text | d | D | ${dd} = 1 |
         text | e | E | ifx(${d} + 1, 2, 3) |
         text | f | F | ${d} = |
         calculate | g | | |
         select_one lst | h | H | |
         text | i | | |
         text | d | D | |
         begin group | j | J | |
         text | k | K | ${d | ",
        ProblemSeverity::Error,
        &[
            ("survey!A2", "unknown-type"),
            ("survey!B3", "name"),
            ("survey!D4", "unknown-question"),
            ("survey!D5", "ambiguous-question"),
            ("survey!D5", "unknown-function"),
            ("survey!D6", "ambiguous-question"),
            ("survey!D6", "expression"),
            ("survey!A7", "no-calculation"),
            ("survey!A8", "unknown-list"),
            ("survey!B9", "no-label"),
            ("survey!B10", "name-twice"),
            ("survey!A11", "not-closed"),
            ("survey!D12", "reference"),
        ],
    );
}

#[test]
fn a_near_name_is_offered() {
    let said: Vec<String> = converted(
        "survey
         type | name | label | relevent | constraint
         integr | age | Age | | 
         select_one yesno | ok | OK | | selcted(., 'y')
         choices
         list_name | name | label
         yes_no | y | Y",
    )
    .problems
    .iter()
    .map(ToString::to_string)
    .collect();
    let all = said.join("\n");
    for near in
        ["Did you mean `relevant`", "Did you mean `integer`", "Did you mean `yes_no`", "Did you mean \"selected\""]
    {
        assert!(all.contains(near), "{near}\n{all}");
    }
}

#[test]
fn a_word_that_is_no_question_and_no_text_is_refused() {
    // pyxform lets it pass, and it would never be true.
    check(
        "survey\ntype | name | label | required\ntext | a | A | maybe",
        ProblemSeverity::Error,
        &[("survey!D2", "unknown-path")],
    );
}

#[test]
fn a_circle_names_its_questions() {
    let found = converted(
        "survey\ntype | name | calculation\ncalculate | a | ${b} + 1\ncalculate | b | ${a} + 1\ncalculate | c | ${a}",
    );
    let says: Vec<&str> = found
        .problems
        .iter()
        .filter(|problem| problem.code == "cycle")
        .map(|problem| problem.message.as_str())
        .collect();
    assert_eq!(says, ["these depend on each other in a circle: /data/a, /data/b"]);
}

#[test]
fn each_missing_word_of_a_language_is_told_at_its_empty_cell() {
    check(
        "survey
         type | name | label::English (en) | label::العربية (ar) | hint::English (en) | hint::العربية (ar)
         text | a | Name | الاسم | as on paper |
         select_one l | b | Place | | |
         choices
         list_name | name | label::English (en) | label::العربية (ar)
         l | x | X | س
         l | y | Y |
         settings
         default_language | form_id
         English (en) | f",
        ProblemSeverity::Warning,
        &[("choices!D3", "no-translation"), ("survey!F2", "no-translation"), ("survey!D3", "no-translation")],
    );
}

#[test]
fn what_will_surprise_is_told() {
    check(
        "survey
         type | name | label | relevant | constraint | calculation
         date | d | D | | . > '2026-01-31' |
         text | t | T | | regex(., '[0-9]+') |
         begin repeat | r | R | | |
         integer | n | N | | |
         calculate | s | | | | sum(${n}) + count(${r})
         end repeat | | | | |
         calculate | f | | | | floor(1.5)",
        ProblemSeverity::Warning,
        &[
            ("survey!E2", "date-as-text"),
            ("survey!E3", "pattern"),
            ("survey!F6", "sum-of-one"),
            ("survey!F6", "sum-of-one"),
            ("survey!F8", "not-in-collect"),
        ],
    );
}

#[test]
fn choices_are_named_once_and_without_spaces_where_several_may_be_chosen() {
    check(
        "survey
         type | name | label
         select_multiple l | a | A
         choices
         list_name | name | label
         l | one two | 12
         l | x | X
         l | x | XX
         l | | no name",
        ProblemSeverity::Error,
        &[("choices!B2", "choice-name"), ("choices!B4", "choice-twice"), ("choices!A5", "no-name")],
    );
}
