//! `onward ask`: one person or household, one measure, one day.

use std::fs;

use model::{Household, Lang};
use packs::{Answer, Bound, Clocks, Measure, Packs};

use crate::catalogue;
use crate::cli::{Ask, Format};
use crate::fail::{Fail, Outcome};
use crate::out;

/// Answers, as JSON or as a page of text.
pub fn run(args: &Ask) -> Outcome {
    let packs = catalogue::load(std::slice::from_ref(&args.pack))?;
    let measure = measure(&packs, &args.measure)?;
    let household = question(&packs, args)?;
    let clocks = Clocks { on: args.on, as_known: args.as_known.unwrap_or(args.on) };
    let bound = packs::bind(&packs, measure, clocks, args.country.as_deref()).map_err(Fail::wrong)?;
    let lang = Lang(args.lang.clone());
    let answer = packs::answer(&bound, &packs.schema, &household, &lang).map_err(Fail::wrong)?;
    match args.format {
        Format::Json => out::json(&answer),
        Format::Table => {
            show(&answer, &bound);
            Ok(())
        }
        Format::Csv | Format::Html => Err(Fail::wrong("`ask` answers as `table` or `json`")),
    }
}

/// The measure named, in the one pack that was loaded.
fn measure<'a>(packs: &'a Packs, name: &str) -> Outcome<&'a Measure> {
    let all = || packs.packs.iter().flat_map(|pack| &pack.measures);
    all().find(|measure| measure.id == name).ok_or_else(|| {
        let names: Vec<&str> = all().map(|measure| measure.id.as_str()).collect();
        Fail::wrong(format!("the pack holds no measure `{name}`")).help(format!("it holds `{}`", names.join("`, `")))
    })
}

/// Reads the file; every problem is said before the call ends.
fn question(packs: &Packs, args: &Ask) -> Outcome<Household> {
    let file = args.file.display();
    let text = fs::read_to_string(&args.file).map_err(|error| Fail::wrong(format!("`{file}`: {error}")))?;
    let json = serde_json::from_str(&text).map_err(|error| {
        Fail::wrong(format!("`{file}`: no JSON at line {}, column {}", error.line(), error.column()))
    })?;
    packs::read_question(&packs.schema, &json).map_err(|problems| {
        for problem in &problems {
            out::say(format!("{file}: {problem}"));
        }
        Fail::wrong(format!("`{file}` cannot be read: {} problem(s)", problems.len()))
    })
}

fn show(answer: &Answer, bound: &Bound) {
    out::line(format!("{} / {} on {}: {}", bound.pack, bound.measure, answer.on, out::word(&answer.verdict)));
    let rows: Vec<Vec<String>> = answer
        .conditions
        .iter()
        .map(|condition| vec![out::word(&condition.state), condition.says.clone(), condition.law.clone()])
        .collect();
    out::table(&["state", "condition", "law"], &rows);
    for question in &answer.ask {
        out::line(format!("ask: {question}"));
    }
    if let Some(quota) = &answer.quota {
        out::line(format!("there is a quota ({quota}): who is entitled may have to wait"));
    }
    for awaited in &answer.awaits {
        out::line(format!("awaits a decision: {awaited}"));
    }
}
