//! Runs a pack's own tests, and says where its measures are not tested.
//!
//! What a test lists must match exactly, lists as sets. A measure needs a yes, a no, and an undecided or presumed
//! answer among its tests; a condition that never carries a no alone, or a boundary tried on one side, is a warning.

use std::collections::BTreeSet;

use model::{Date, Household, Lang};
use pathways::{PathwayLack, PlayFailure, TriedPathway, play};
use rules::answer::{Answer, answer};
use rules::bind::Clocks;
use rules::measure::{Case, Expect, Measure};
use rules::verdict::{State, Verdict};
use serde::Serialize;

use crate::bind::bind;
use crate::pack::{Pack, Packs};

mod boundary;
mod computed;

/// What became of a pack's tests.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TestReport {
    /// The pack's name.
    pub pack: String,
    /// Every test, measure by measure.
    pub cases: Vec<CaseReport>,
    /// Every play of its pathways.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub plays: Vec<PlayReport>,
    /// What no test shows, and should.
    pub lacking: Vec<Lack>,
    /// What no test shows, and better would.
    pub warnings: Vec<Lack>,
}

/// One test.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CaseReport {
    /// The measure's name.
    pub measure: String,
    /// What is tried; empty where its author wrote nothing.
    pub title: String,
    /// Line of the test in its file.
    pub line: usize,
    /// The day asked about.
    pub on: Date,
    /// Practices of the library that this test stands for.
    pub cites: Vec<String>,
    /// Where the answer differs; empty where the test passes.
    pub failures: Vec<Mismatch>,
}

/// One play of a pathway.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PlayReport {
    /// The pathway's name.
    pub pathway: String,
    /// Line of the play in its file.
    pub line: usize,
    /// Where a step does not come to what it demands, and deeds that are refused though their step does not say so.
    pub failures: Vec<PlayFailure>,
}

/// Where an answer is not what the test demands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Mismatch {
    /// The key of the answer: `because`, `computes.amount`; `error` where there was no answer.
    pub key: String,
    /// As the test has it.
    pub expected: String,
    /// As the answer has it.
    pub found: String,
}

/// Something about a measure or a pathway that its tests do not show.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Lack {
    /// The name of the measure or pathway.
    pub measure: String,
    /// What is not shown.
    pub what: String,
}

impl TestReport {
    /// Whether every test passed and nothing is lacking; warnings do not count.
    pub fn passed(&self) -> bool {
        let played = self.plays.iter().all(|play| play.failures.is_empty());
        self.lacking.is_empty() && played && self.cases.iter().all(|case| case.failures.is_empty())
    }
}

/// Runs all tests of a pack.
pub fn test_pack(packs: &Packs, pack: &Pack) -> TestReport {
    let (cases, plays, lacking, warnings) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let mut report = TestReport { pack: pack.name.clone(), cases, plays, lacking, warnings };
    for measure in &pack.measures {
        let mut answers = Vec::new();
        for case in &measure.tests {
            let outcome = run(packs, measure, case);
            let failures = match &outcome {
                Ok(found) => mismatches(measure, &case.expect, found),
                Err(error) => vec![mismatch("error", "an answer", error)],
            };
            let (measure, title, cites) = (measure.id.clone(), case.title.clone(), case.cites.clone());
            report.cases.push(CaseReport { measure, title, line: case.line, on: case.on, cites, failures });
            answers.extend(outcome);
        }
        let lack = |what: String| Lack { measure: measure.id.clone(), what };
        report.lacking.extend(verdicts_not_shown(&answers).into_iter().map(lack));
        report.warnings.extend(never_alone(measure, &answers).into_iter().map(lack));
        report.warnings.extend(one_state_only(measure, &answers).into_iter().map(lack));
        report.warnings.extend(boundary::one_sided(packs, measure).into_iter().map(lack));
    }
    pack.pathways.iter().for_each(|pathway| played(packs, pathway, &mut report));
    report
}

/// Plays the tests of a pathway.
fn played(packs: &Packs, TriedPathway { pathway, tests }: &TriedPathway, report: &mut TestReport) {
    let mut all = Vec::new();
    for test in tests {
        let played = play(pathway, &packs.calendars, test);
        let mut failures = [played.failures.clone(), played.unsaid.clone()].concat();
        failures.sort_by_key(|failure| failure.step);
        report.plays.push(PlayReport { pathway: pathway.id.clone(), line: test.line, failures });
        all.push(played);
    }
    let lack = |lack: PathwayLack| Lack { measure: pathway.id.clone(), what: format!("{} ({})", lack.what, lack.code) };
    if tests.is_empty() {
        report.lacking.push(Lack { measure: pathway.id.clone(), what: "no play tries it".into() });
    }
    report.warnings.extend(pathways::lacking(pathway, tests, &all).into_iter().map(lack));
}

fn run(packs: &Packs, measure: &Measure, case: &Case) -> Result<Answer, String> {
    let clocks = Clocks { on: case.on, as_known: case.as_known.unwrap_or(case.on) };
    let bound = bind(packs, measure, clocks, case.country.as_deref()).map_err(|error| error.to_string())?;
    let household = Household { about: case.about, ..case.household.clone() };
    answer(&bound, &packs.schema, &household, &Lang::en()).map_err(|error| error.to_string())
}

fn mismatch(key: &str, expected: &str, found: &str) -> Mismatch {
    Mismatch { key: key.into(), expected: expected.into(), found: found.into() }
}

fn mismatches(measure: &Measure, expect: &Expect, found: &Answer) -> Vec<Mismatch> {
    let single = |key: &str, expected: &Option<String>, found: String| {
        expected.as_ref().filter(|expected| **expected != found).map(|expected| mismatch(key, expected, &found))
    };
    let set = |key: &str, expected: &Option<Vec<String>>, found: &[String]| {
        let expected = expected.as_ref()?;
        let differ = as_set(expected) != as_set(found);
        differ.then(|| mismatch(key, &shown(expected), &shown(found)))
    };
    let lists = [
        verdict(expect, found),
        set("because", &expect.because, &found.because),
        set("ask", &expect.ask, &found.ask),
        set("for_office", &expect.for_office, &found.for_office),
        set("presumed", &expect.presumed, &found.presumed),
        set("would_settle", &expect.would_settle, &found.would_settle),
        single("if_unknown", &expect.if_unknown, word(&found.if_unknown)),
        single("calendar", &expect.calendar, found.calendar.clone().unwrap_or_default()),
        set("awaits", &expect.awaits, &found.awaits),
    ];
    let computes = expect.computes.iter().flatten();
    let values = computes.filter_map(|(name, expected)| computed::mismatch(measure, name, expected, &found.computes));
    lists.into_iter().flatten().chain(values).collect()
}

/// Another verdict than demanded, with what it hangs on.
fn verdict(expect: &Expect, found: &Answer) -> Option<Mismatch> {
    let expected = expect.verdict.as_ref().filter(|expected| **expected != word(&found.verdict))?;
    let part = |says: &str, names: &[String]| (!names.is_empty()).then(|| format!("{says} {}", names.join(", ")));
    let why = match found.verdict {
        Verdict::No => vec![part("because of", &found.because)],
        Verdict::Needs => {
            vec![part("asks", &found.ask), part("asks the office", &found.for_office), part("awaits", &found.awaits)]
        }
        Verdict::Yes => vec![part("presumes", &found.presumed)],
    };
    let why: Vec<String> = why.into_iter().flatten().collect();
    let verdict = word(&found.verdict);
    let shown = if why.is_empty() { verdict } else { format!("{verdict} ({})", why.join("; ")) };
    Some(mismatch("verdict", expected, &shown))
}

/// The word by which a value stands in the answer.
fn word(value: &impl Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|json| json.as_str().map(Into::into)).unwrap_or_default()
}

fn as_set(names: &[String]) -> BTreeSet<&str> {
    names.iter().map(String::as_str).collect()
}

fn shown(names: &[String]) -> String {
    format!("[{}]", names.join(", "))
}

fn verdicts_not_shown(answers: &[Answer]) -> Vec<String> {
    let yes = answers.iter().any(|answer| answer.verdict == Verdict::Yes);
    let no = answers.iter().any(|answer| answer.verdict == Verdict::No);
    let open = answers.iter().any(|answer| answer.verdict == Verdict::Needs || !answer.presumed.is_empty());
    let wanted = [(yes, "no test answers yes"), (no, "no test answers no"), (open, "no test is undecided or presumed")];
    wanted.into_iter().filter(|(shown, _)| !shown).map(|(_, what)| what.to_owned()).collect()
}

/// Conditions that no test shows met, or none not met; of those that cannot carry a no alone, for the others are
/// warned of by `never_alone`.
fn one_state_only(measure: &Measure, answers: &[Answer]) -> Vec<String> {
    let alone = measure.root.alone();
    let ever = |id: &str, state: State| {
        let conditions = answers.iter().flat_map(|answer| &answer.conditions);
        conditions.filter(|condition| condition.id == id).any(|condition| condition.state == state)
    };
    let others = measure.conditions.iter().enumerate().filter(|(position, _)| !alone.contains(position));
    let mut found = Vec::new();
    for (_, condition) in others {
        for (state, says) in [(State::Met, "met"), (State::NotMet, "not met")] {
            if !ever(&condition.id, state) {
                found.push(format!("condition `{}` is {says} in no test", condition.id));
            }
        }
    }
    found
}

/// Conditions that could carry a no alone, and that no test shows to do so.
fn never_alone(measure: &Measure, answers: &[Answer]) -> Vec<String> {
    let alone: BTreeSet<&str> = answers
        .iter()
        .filter_map(|answer| if let [only] = answer.because.as_slice() { Some(only.as_str()) } else { None })
        .collect();
    let can = measure.root.alone().into_iter().filter_map(|position| measure.conditions.get(position));
    let own = can.filter(|condition| !alone.contains(condition.id.as_str()));
    own.map(|condition| format!("condition `{}` is never alone in `because`", condition.id)).collect()
}
