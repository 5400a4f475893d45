//! `onward ask`: one person or household on one day, by one measure or by all of several packs.
//!
//! Packs of two countries answer side by side, each for its own jurisdiction: what here, what at home. A measure that
//! cannot be told of this person stands among the others with why, and the call does not end as if all were answered.

use std::fs;

use model::{Date, Household, Lang};
use packs::Packs;
use rules::{Answer, Clocks, Measure};
use serde::Serialize;

use crate::catalogue;
use crate::cli::{Ask, Format};
use crate::fail::{Fail, Outcome};
use crate::out;

/// Answers, as JSON or as a page of text: one document for one named measure, else a list.
pub fn run(args: &Ask) -> Outcome {
    let packs = catalogue::load(&args.pack)?;
    catalogue::known_country(&packs, args.country.as_deref())?;
    let measures = measures(&packs, args.measure.as_deref())?;
    let household = question(&packs, args)?;
    let answers: Vec<Asked> = measures.iter().map(|measure| answer(&packs, measure, &household, args)).collect();
    match (args.format, answers.as_slice()) {
        (Format::Json, [answer]) if args.measure.is_some() => out::json(answer)?,
        (Format::Json, answers) => out::json(&answers)?,
        (Format::Table, answers) => answers.iter().for_each(|answer| answer.show(&packs)),
        (Format::Csv | Format::Html, _) => return Err(Fail::wrong("`ask` answers as `table` or `json`")),
    }
    match answers.iter().filter(|answer| matches!(answer, Asked::Untold { .. })).count() {
        0 => Ok(()),
        some => Err(Fail::not_all_right(format!("{some} of {} measure(s) cannot be told", answers.len()))),
    }
}

/// What came of one measure: its answer, or why there is none.
#[derive(Serialize)]
#[serde(untagged)]
enum Asked {
    Told(Box<Answer>),
    Untold {
        pack: String,
        measure: String,
        on: Date,
        /// None, where an answer has yes, no or needs.
        verdict: (),
        /// The kind of trouble.
        code: &'static str,
        /// Why, in English.
        untold: String,
    },
}

fn answer(packs: &Packs, measure: &Measure, household: &Household, args: &Ask) -> Asked {
    let clocks = Clocks { on: args.on, as_known: args.as_known.unwrap_or(args.on) };
    let bound = packs::bind(packs, measure, clocks, args.country.as_deref());
    let told = bound.and_then(|bound| rules::answer(&bound, &packs.schema, household, &Lang(args.lang.clone())));
    match told {
        Ok(answer) => Asked::Told(Box::new(answer)),
        Err(why) => {
            let (pack, measure, untold) = (measure.pack.clone(), measure.id.clone(), why.to_string());
            Asked::Untold { pack, measure, on: args.on, verdict: (), code: why.code(), untold }
        }
    }
}

impl Asked {
    fn show(&self, packs: &Packs) {
        match self {
            Self::Told(answer) => show(answer, packs),
            Self::Untold { pack, measure, on, untold, .. } => {
                out::line(format!("{pack} / {measure} on {on}: cannot be told: {untold}"));
            }
        }
    }
}

/// The measures of this name in the packs that were loaded; all where none is named.
fn measures<'a>(packs: &'a Packs, name: Option<&str>) -> Outcome<Vec<&'a Measure>> {
    let all = || packs.packs.iter().flat_map(|pack| &pack.measures);
    let found: Vec<&Measure> = all().filter(|measure| name.is_none_or(|name| measure.id == name)).collect();
    if let (Some(name), true) = (name, found.is_empty()) {
        let names: Vec<&str> = all().map(|measure| measure.id.as_str()).collect();
        let fail = Fail::wrong(format!("no measure is called `{name}` there"));
        return Err(fail.help(format!("there is `{}`", names.join("`, `"))));
    }
    Ok(found)
}

/// Reads the file; every problem is said before the call ends.
fn question(packs: &Packs, args: &Ask) -> Outcome<Household> {
    let file = args.file.display();
    let text = fs::read_to_string(&args.file).map_err(|error| Fail::wrong(format!("`{file}`: {error}")))?;
    let json = serde_json::from_str(&text).map_err(|error| {
        Fail::wrong(format!("`{file}`: no JSON at line {}, column {}", error.line(), error.column()))
    })?;
    rules::read_question(&packs.schema, &json).map_err(|problems| {
        for problem in &problems {
            out::say(format!("{file}: {problem}"));
        }
        Fail::wrong(format!("`{file}` cannot be read: {} problem(s)", problems.len()))
    })
}

fn show(answer: &Answer, packs: &Packs) {
    let country = packs.pack(&answer.pack).and_then(|pack| pack.jurisdiction.as_deref());
    let country = country.map_or_else(String::new, |country| format!(" ({country})"));
    let (pack, measure, verdict) = (&answer.pack, &answer.measure, out::word(&answer.verdict));
    out::line(format!("{pack} / {measure}{country} on {}: {verdict}", answer.on));
    let rows: Vec<Vec<String>> = answer
        .conditions
        .iter()
        .map(|condition| vec![out::word(&condition.state), condition.says.clone(), condition.law.clone()])
        .collect();
    out::table(&["state", "condition", "law"], &rows);
    for change in &answer.would_change {
        out::line(format!("if `{}` alone were met: {}", change.if_met, out::word(&change.then)));
    }
    for question in &answer.ask {
        out::line(format!("ask: {question}"));
    }
    if let Some(quota) = &answer.quota {
        out::line(format!("there is a quota ({quota}): who is entitled may have to wait"));
    }
    for uncounted in &answer.uncounted {
        out::line(uncounted.to_string());
    }
    for awaited in &answer.awaits {
        out::line(format!("awaits a decision: {awaited}"));
    }
}
