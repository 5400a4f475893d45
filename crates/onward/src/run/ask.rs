//! `onward ask`: one person or household on one day, by one measure or by all of several packs.
//!
//! Packs of two countries answer side by side, each for its own jurisdiction: what here, what at home. A measure that
//! cannot be told of this person stands among the others with why, and the call does not end as if all were answered.

use model::core::BIRTH_DATE;
use model::{Date, Household, Lang};
use packs::Packs;
use rules::answer::Explained;
use rules::{Answer, Clocks, Measure};
use serde::Serialize;

use crate::catalogue;
use crate::cli::{Ask, Format};
use crate::fail::{Fail, Outcome};
use crate::out;
use crate::run::once::Once;

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
    let text = sheets::read_text(&args.file).map_err(|error| Fail::wrong(format!("`{file}`: {error}")))?;
    let Once(json) = serde_json::from_str(&text).map_err(|error| {
        // A sentence of its own has a key that stands twice; all else may repeat what somebody wrote.
        let twice = error.is_data().then(|| Fail::wrong(format!("`{file}`: {error}")));
        let place = || Fail::wrong(format!("`{file}`: no JSON at line {}, column {}", error.line(), error.column()));
        twice.unwrap_or_else(place)
    })?;
    let household = rules::read_question(&packs.schema, &json).map_err(|problems| {
        for problem in &problems {
            out::say(format!("{file}: {problem}"));
        }
        Fail::wrong(format!("`{file}` cannot be read: {} problem(s)", problems.len()))
    })?;
    // Whoever is not born yet is no child on that day: it is a slip, or the wrong day.
    match unborn(packs, &household, args.on) {
        None => Ok(household),
        Some(member) => Err(Fail::wrong(format!("`{file}`: the birth date of member {member} is after {}", args.on))
            .help("correct the date, or ask about a day on which everybody named was born")),
    }
}

/// The first member, from 0, who was born after a day.
fn unborn(packs: &Packs, household: &Household, on: Date) -> Option<usize> {
    let birth_date = packs.schema.field(BIRTH_DATE.name)?;
    let born = |member: &model::Row| member.get(birth_date).known().and_then(model::Value::days);
    household.members.iter().position(|member| born(member).is_some_and(|(first, _)| first > on))
}

/// What the answer says of a country without a calendar.
const WEEKENDS: &str = "weekends";

/// The citation, and that nobody has compared it with the law's text.
fn law(condition: &Explained) -> String {
    match (condition.law.is_empty(), condition.checked) {
        (true, _) => "no law cited".to_owned(),
        (false, true) => condition.law.clone(),
        (false, false) => format!("{} (to verify)", condition.law),
    }
}

fn show(answer: &Answer, packs: &Packs) {
    let country = packs.pack(&answer.pack).and_then(|pack| pack.jurisdiction.as_deref());
    let country = country.map_or_else(String::new, |country| format!(" ({country})"));
    let (pack, measure, verdict) = (&answer.pack, &answer.measure, out::word(&answer.verdict));
    out::line(format!("{pack} / {measure}{country} on {}: {verdict}", answer.on));
    let rows: Vec<Vec<String>> = answer
        .conditions
        .iter()
        .map(|condition| vec![out::word(&condition.state), condition.says.clone(), law(condition)])
        .collect();
    out::table(&["state", "condition", "law"], &rows);
    for (name, value) in &answer.computes {
        out::line(format!("{name}: {value}"));
    }
    if !answer.presumed.is_empty() {
        out::line(format!("presumed, not known: {}", answer.presumed.join(", ")));
    }
    for question in &answer.would_settle {
        out::line(format!("would settle what is presumed: {question}"));
    }
    if let Some(calendar) = &answer.calendar {
        out::line(match calendar.as_str() {
            WEEKENDS => "days counted without holidays, by weekends alone: no calendar is known".to_owned(),
            calendar => format!("days counted by the calendar of {calendar}"),
        });
    }
    for change in &answer.would_change {
        out::line(format!("if `{}` alone were met: {}", change.if_met, out::word(&change.then)));
    }
    for question in &answer.ask {
        out::line(format!("ask: {question}"));
    }
    for question in &answer.for_office {
        out::line(format!("for the office to say: {question}"));
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
