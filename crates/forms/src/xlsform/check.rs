//! The form that came out, held against the sheet: every fault at its cell, and what would surprise in use.

use super::choices::ChoiceList;
use super::item::{ItemIx, SheetItem, SheetItemKind, SheetSurvey};
use super::localized::Localized;
use super::problem::{CellPlace, FormProblems};
use crate::form::{FieldKind, Form, FormFault, Logic};
use crate::xpath::{Expr, Operator, calls, each, known};

/// Tells of everything that a form has wrong.
pub fn check(
    found: &Result<Form, Vec<FormFault>>,
    survey: &SheetSurvey,
    lists: &[ChoiceList],
    own: &str,
    problems: &mut FormProblems,
) {
    match found {
        Err(faults) => faults.iter().for_each(|fault| at_cell(fault, survey, problems)),
        Ok(form) => surprises(form, survey, problems),
    }
    translations(survey, lists, own, problems);
    language_codes(survey, lists, own, problems);
}

fn item_at<'a>(survey: &'a SheetSurvey, path: &str) -> Option<&'a SheetItem> {
    (0..survey.items.len()).map(ItemIx).find(|ix| survey.path(*ix) == path).and_then(|ix| survey.get(ix))
}

/// The column in which a part of a form is written.
fn column_of(item: &SheetItem, part: &str) -> String {
    match part {
        "jr:count" => "control::jr:count".into(),
        "itemset" if item.choice_filter.is_empty() => "type".into(),
        "itemset" => "choice_filter".into(),
        "setvalue" if item.dynamic_default => "default".into(),
        "setvalue" => "bind::calculate".into(),
        "text" | "label" => "label".into(),
        "hint" => "hint".into(),
        other => format!("bind::{other}"),
    }
}

/// What stands in the cell.
fn as_written<'a>(item: &'a SheetItem, part: &str) -> &'a str {
    match part {
        "itemset" => &item.choice_filter,
        "setvalue" if item.dynamic_default => &item.default,
        "jr:count" => item.row.control("jr:count").unwrap_or_default(),
        "setvalue" => item.bind_text("calculate"),
        other => item.bind_text(other),
    }
}

/// The fault of an expression as it is written in the cell, and not with the paths that were put in.
fn in_own_words(says: &str, written: &str) -> String {
    let fault = says.split_once("cannot be read: ").map_or(says, |(_, fault)| fault);
    let fault = fault.rsplit_once(" (character").map_or(fault, |(fault, _)| fault);
    format!("`{written}` cannot be read: {fault}")
}

fn at_cell(fault: &FormFault, survey: &SheetSurvey, problems: &mut FormProblems) {
    let item = item_at(survey, &fault.path);
    let at = item.map(|item| item.row.place(&column_of(item, &fault.part))).unwrap_or_default();
    let at = if at.sheet.is_empty() { CellPlace { sheet: "survey".into(), ..CellPlace::default() } } else { at };
    let told = |code: &str| {
        problems.0.iter().any(|problem| problem.code == code && (problem.cell == at.cell || code == "name-twice"))
    };
    if (fault.code == "twice" && told("name-twice")) || (fault.code == "unknown-list" && told("unknown-list")) {
        return;
    }
    let says = match (fault.code, item.map(|item| as_written(item, &fault.part))) {
        ("expression", Some(written)) if !written.is_empty() => in_own_words(&fault.says, written),
        _ => fault.says.clone(),
    };
    let help = match fault.code {
        "expression" => "Check brackets and quotation marks, and that every sign has something on both sides",
        "unknown-path" => "A question is named as ${name}, a text stands in quotation marks",
        _ => "",
    };
    problems.error(&at, fault.code, says, help);
}

/// What is no error and will not do what its author thinks.
fn surprises(form: &Form, survey: &SheetSurvey, problems: &mut FormProblems) {
    for node in &form.nodes {
        let Some(item) = item_at(survey, &node.path) else { continue };
        let bind = &node.bind;
        let parts = [
            ("calculate", &bind.calculate),
            ("relevant", &bind.relevant),
            ("constraint", &bind.constraint),
            ("required", &bind.required),
            ("readonly", &bind.readonly),
        ];
        for (part, logic) in parts {
            if let Some(logic) = logic {
                let at = item.row.place(&column_of(item, part));
                of_logic(form, logic, &at, problems);
            }
        }
    }
}

fn of_logic(form: &Form, logic: &Logic, at: &CellPlace, problems: &mut FormProblems) {
    for (name, arguments) in calls(&logic.expr) {
        if known(name).is_ok_and(|known| !known.in_collect) {
            problems.warn(at, "not-in-collect", format!("`{name}` works here and fails in Collect"), "");
        }
        if let ("regex", [_, Expr::Text(pattern)]) = (name, arguments) {
            pattern_problems(pattern, at, problems);
        }
        if name == "sum" && inside_own_repeat(form, logic) && reads_one(arguments) {
            problems.warn(
                at,
                "sum-of-one",
                "within the repeat, this adds up one answer and not those of all",
                "Write it outside of the repeat",
            );
        }
        if name == "count" && inside_own_repeat(form, logic) && counts_own_repeat(form, logic, arguments) {
            problems.warn(
                at,
                "sum-of-one",
                "within the repeat, this counts one and not all",
                "Write it outside of the repeat",
            );
        }
    }
    each(&logic.expr, &mut |part| {
        if let Expr::Binary(
            Operator::Less | Operator::LessOrEqual | Operator::Greater | Operator::GreaterOrEqual,
            left,
            right,
        ) = part
        {
            for (text, other) in [(left, right), (right, left)] {
                if let Expr::Text(text) = &**text
                    && crate::form::answer_problem(FieldKind::Date, text).is_none()
                    && !text.is_empty()
                    && !matches!(**other, Expr::Text(_))
                {
                    problems.warn(
                        at,
                        "date-as-text",
                        format!("a text is neither before nor after anything: `'{text}'` never holds"),
                        format!("Write date('{text}')"),
                    );
                }
            }
        }
    });
}

fn pattern_problems(pattern: &str, at: &CellPlace, problems: &mut FormProblems) {
    if fancy_regex::Regex::new(pattern).is_err() {
        problems.error(at, "pattern", format!("the pattern `{pattern}` cannot be read"), "");
    } else if !(pattern.starts_with('^') && pattern.ends_with('$')) {
        problems.warn(
            at,
            "pattern",
            "Collect holds the whole answer against a pattern, browsers any part of it",
            "Write ^ before it and $ behind it",
        );
    }
}

fn inside_own_repeat(form: &Form, logic: &Logic) -> bool {
    form.repeat_of(logic.of).is_some()
}

fn reads_one(arguments: &[Expr]) -> bool {
    use crate::xpath::{Axis, Path, Start};
    matches!(arguments, [Expr::Path(Path { start: Start::Here, steps })] if steps.iter().filter(|step| step.axis == Axis::Parent).count() == 1)
}

fn counts_own_repeat(form: &Form, logic: &Logic, arguments: &[Expr]) -> bool {
    use crate::xpath::{Path, Start};
    let own = form.repeat_of(logic.of).and_then(|ix| form.node(ix)).map(|node| node.path.clone()).unwrap_or_default();
    matches!(arguments, [Expr::Path(path @ Path { start: Start::Root, .. })] if path.to_string() == own)
}

/// Every language has every word that any has; each cell that is missing is told.
fn translations(survey: &SheetSurvey, lists: &[ChoiceList], own: &str, problems: &mut FormProblems) {
    let mut languages: Vec<String> = Vec::new();
    let mut see = |said: Option<&Localized>| {
        if let Some(Localized::By(by)) = said {
            for (language, _) in by {
                if !languages.contains(language) {
                    languages.push(language.clone());
                }
            }
        }
    };
    for item in &survey.items {
        for (_, said) in all_said(item) {
            see(Some(said));
        }
    }
    lists.iter().flat_map(|list| &list.choices).for_each(|choice| see(choice.label.as_ref()));
    if languages.is_empty() {
        return;
    }
    for item in survey.items.iter().filter(|item| item.kind != SheetItemKind::Survey) {
        for (column, said) in all_said(item) {
            let at = |language: &str| {
                item.row.columns.cell(&format!("{column}::{language}")).unwrap_or_else(|| item.row.place(column))
            };
            missing(said, &languages, own, at, &format!("`{}`", item.name), problems);
        }
    }
    for (list, choice) in lists.iter().flat_map(|list| list.choices.iter().map(move |choice| (list, choice))) {
        if let Some(label) = &choice.label {
            let at = |language: &str| {
                choice.columns.cell(&format!("label::{language}")).unwrap_or_else(|| choice.place.clone())
            };
            missing(label, &languages, own, at, &format!("the choice `{}` of `{}`", choice.name, list.name), problems);
        }
    }
}

fn all_said(item: &SheetItem) -> Vec<(&'static str, &Localized)> {
    let messages = [
        ("bind::jr:constraintMsg", item.bind("jr:constraintMsg")),
        ("bind::jr:requiredMsg", item.bind("jr:requiredMsg")),
    ];
    let words =
        [("label", item.label.as_ref()), ("hint", item.hint.as_ref()), ("guidance_hint", item.guidance.as_ref())];
    words.into_iter().chain(messages).filter_map(|(column, said)| said.map(|said| (column, said))).collect()
}

fn missing(
    said: &Localized,
    languages: &[String],
    own: &str,
    at: impl Fn(&str) -> CellPlace,
    what: &str,
    problems: &mut FormProblems,
) {
    let has = said.all(own);
    let lacks = |language: &&String| !has.iter().any(|(known, words)| known == *language && !words.trim().is_empty());
    for language in languages.iter().filter(lacks) {
        let help = "Whoever reads that language sees the words of the form's own, marked as such";
        problems.warn(&at(language), "no-translation", format!("{what} says nothing in {language}"), help);
    }
}

/// A language is named with its code, so that pages can say which it is.
fn language_codes(survey: &SheetSurvey, lists: &[ChoiceList], own: &str, problems: &mut FormProblems) {
    let mut seen: Vec<(String, CellPlace)> = Vec::new();
    let said = survey.items.iter().flat_map(|item| {
        all_said(item).into_iter().map(|(column, said)| (said.clone(), item.row.place(column))).collect::<Vec<_>>()
    });
    let choices = lists
        .iter()
        .flat_map(|list| &list.choices)
        .filter_map(|choice| choice.label.clone().map(|label| (label, choice.place.clone())));
    for (said, at) in said.chain(choices) {
        if let Localized::By(by) = said {
            for (language, _) in by {
                if !seen.iter().any(|(known, _)| *known == language) {
                    seen.push((language, CellPlace { cell: String::new(), column: String::new(), ..at.clone() }));
                }
            }
        }
    }
    for (language, at) in
        seen.into_iter().filter(|(language, _)| !has_code(language) && (language != own || language != "default"))
    {
        problems.warn(
            &at,
            "language-code",
            format!("the language `{language}` has no code"),
            "Write it as Français (fr), so that it can be spoken and set in its direction",
        );
    }
}

fn has_code(language: &str) -> bool {
    let code = language.rsplit_once('(').and_then(|(_, rest)| rest.strip_suffix(')')).map(str::trim);
    code.is_some_and(|code| {
        let mut parts = code.split('-');
        let first = parts.next().unwrap_or_default();
        (2..=3).contains(&first.len())
            && first.bytes().all(|byte| byte.is_ascii_lowercase())
            && parts.all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric()))
    })
}
