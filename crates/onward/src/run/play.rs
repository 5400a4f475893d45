//! `onward play`: a pathway tried out on a case that nobody has.
//!
//! Prints what is true after each step. Ends with 1 where an expectation of the file does not hold; a deed that is refused
//! and does not say so is printed as what it is, and is no failure of the call.

use std::fs;

use packs::Packs;
use pathways::{Pathway, Play, Played, play, read_play};
use serde_json::Value;
use yaml::{Report, Severity};

use crate::catalogue;
use crate::cli::{Format, PlayArgs};
use crate::fail::{Fail, Outcome};
use crate::out;

pub fn run(args: &PlayArgs) -> Outcome {
    let packs = catalogue::load(std::slice::from_ref(&args.pack))?;
    let pathway = pathway(&packs, &args.pathway)?;
    let played = play(pathway, &packs.calendars, &read(args, pathway, &packs)?);
    match args.format {
        Format::Json => out::json(&played.states)?,
        Format::Table => played.states.iter().for_each(show),
        Format::Csv | Format::Html => return Err(Fail::wrong("this verb answers as `table` or `json`")),
    }
    ended(&played)
}

fn pathway<'a>(packs: &'a Packs, id: &str) -> Outcome<&'a Pathway> {
    let all = || packs.packs.iter().flat_map(|pack| &pack.pathways).map(|tried| &tried.pathway);
    all().find(|pathway| pathway.id == id).ok_or_else(|| {
        let fail = Fail::wrong(format!("the pack has no pathway `{id}`"));
        match model::nearest(id, all().map(|pathway| pathway.id.as_str())) {
            Some(near) => fail.help(format!("did you mean `{near}`?")),
            None => fail,
        }
    })
}

/// The play of a file; every problem is printed with its place, and ends the call as a wrong one.
fn read(args: &PlayArgs, pathway: &Pathway, packs: &Packs) -> Outcome<Play> {
    let name = args.file.display();
    let text =
        fs::read_to_string(&args.file).map_err(|error| Fail::wrong(format!("`{name}` cannot be read: {error}")))?;
    let mut report = Report::new(name.to_string());
    let found =
        yaml::read(&text, &mut report).and_then(|node| read_play(&node, pathway, &packs.calendars, &mut report));
    let problems = report.finish();
    let refused = problems.iter().any(|problem| problem.severity == Severity::Error);
    match found {
        Some(play) if !refused => Ok(play),
        _ => {
            for problem in &problems {
                out::say(problem.to_string());
            }
            Err(Fail::wrong(format!("{} problem(s) in the play", problems.len())))
        }
    }
}

/// What is true after a step, a line each; what is empty is left out.
fn show(state: &Value) {
    let Some(map) = state.as_object() else { return };
    out::line(map.get("at").and_then(Value::as_str).unwrap_or_default());
    for (key, value) in map.iter().filter(|(key, value)| *key != "at" && !is_empty(value)) {
        out::line(format!("  {key}: {value}"));
    }
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(items) => items.is_empty(),
        Value::Object(map) => map.is_empty(),
        Value::Bool(_) | Value::Number(_) | Value::String(_) => false,
    }
}

fn ended(played: &Played) -> Outcome {
    for unsaid in &played.unsaid {
        out::say(format!("note: step {} ({}): a deed is refused: {}", unsaid.step, unsaid.when, unsaid.found));
    }
    for failure in &played.failures {
        let pathways::PlayFailure { step, line, when, key, expected, found } = failure;
        out::say(format!("step {step} ({when}), line {line}: `{key}`: expected {expected}, found {found}"));
    }
    match played.failures.len() {
        0 => Ok(()),
        failed => Err(Fail::not_all_right(format!("{failed} expectation(s) do not hold"))),
    }
}
