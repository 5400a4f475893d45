//! `onward pack`: practices as data, written, checked, tested, listed and compared without a programmer.

mod diff;
mod install;

use std::fs;
use std::path::Path;

use packs::{LoadOptions, Packs, Source, TestReport};
use serde_json::json;
use yaml::{Diagnostic, Problems};

use crate::catalogue::{self, Named};
use crate::cli::{Format, PackArgs, PackVerb};
use crate::fail::{Fail, Outcome};
use crate::out;
use crate::world;

pub async fn run(verb: PackVerb) -> Outcome {
    match verb {
        PackVerb::New { name, into } => new(&name, &into),
        PackVerb::Schema { kind } => schema(&kind),
        PackVerb::Check(args) => check(&args),
        PackVerb::Test(args) => test(&args),
        PackVerb::List { dir, database, format } => install::list(dir, database, format).await,
        PackVerb::Install(args) => install::run(&args).await,
        PackVerb::Propose(args) => install::propose(&args).await,
        PackVerb::Diff(args) => diff::run(&args).await,
    }
}

/// Writes the skeleton; a folder that is there already is left alone.
fn new(name: &str, into: &Path) -> Outcome {
    let folder = into.join(name);
    if folder.exists() {
        return Err(Fail::wrong(format!("`{}` is there already", folder.display())).help("choose another name"));
    }
    let skeleton = packs::skeleton(name);
    catalogue::load_sources(std::slice::from_ref(&skeleton), LoadOptions::default())?;
    for (file, text) in &skeleton.files {
        let path = folder.join(file);
        let parent = path.parent().unwrap_or(&folder);
        fs::create_dir_all(parent).and_then(|()| fs::write(&path, text)).map_err(Fail::wrong)?;
    }
    out::say(format!("wrote {} files; `onward pack test {}` runs its tests", skeleton.files.len(), folder.display()));
    Ok(())
}

/// The JSON Schema of one kind of file.
fn schema(kind: &str) -> Outcome {
    let kinds = packs::SCHEMA_KINDS;
    let unknown =
        || Fail::wrong(format!("`{kind}` is no kind of pack file")).help(format!("one of {}", kinds.join(", ")));
    out::json(&packs::editor_schema(kind).ok_or_else(unknown)?)
}

/// The sources named, all shipped ones if none; those that cannot be opened come back as problems.
fn sources(args: &PackArgs) -> Outcome<(Vec<Source>, Vec<Problems>)> {
    let shipped = Source::shipped_names();
    let names = if args.packs.is_empty() { &shipped } else { &args.packs };
    let (mut found, mut refused) = (Vec::new(), Vec::new());
    for name in names {
        match catalogue::source(name) {
            Ok(source) => found.push(source),
            Err(Named::Unknown) => return Err(catalogue::unknown(name)),
            Err(Named::Problems(problems)) => refused.push(problems),
        }
    }
    Ok((found, refused))
}

/// Loads the packs named; every problem is printed with its place, and ends the call as "not all right".
fn loaded(args: &PackArgs) -> Outcome<Packs> {
    let (sources, mut refused) = sources(args)?;
    let options = LoadOptions { today: Some(world::today()), strict: args.strict };
    let loaded = packs::load(&sources, &options);
    let packs = match loaded {
        Ok(packs) if refused.is_empty() => packs,
        Ok(_) => return report(&refused, args.format),
        Err(problems) => {
            refused.push(problems);
            return report(&refused, args.format);
        }
    };
    for warning in &packs.warnings {
        out::say(warning.to_string());
    }
    Ok(packs)
}

/// Every problem with its place, then the end of the call.
fn report<T>(refused: &[Problems], format: Format) -> Outcome<T> {
    let problems: Vec<&Diagnostic> = refused.iter().flat_map(|problems| &problems.0).collect();
    for problem in &problems {
        out::say(problem.to_string());
    }
    if format == Format::Json {
        let listed: Vec<_> = problems.iter().map(|problem| listed(problem)).collect();
        out::json(&json!({"ok": false, "problems": listed}))?;
    }
    Err(Fail::not_all_right(format!("{} problem(s)", problems.len())))
}

fn listed(problem: &Diagnostic) -> serde_json::Value {
    let Diagnostic { file, line, column, code, message, help, .. } = problem;
    json!({"file": file, "line": line, "column": column, "code": code, "message": message, "help": help})
}

fn check(args: &PackArgs) -> Outcome {
    let packs = loaded(args)?;
    match args.format {
        Format::Json => out::json(&json!({"ok": true, "problems": [], "packs": packs.packs.len()}))?,
        Format::Table | Format::Csv | Format::Html => {}
    }
    out::say(format!("{} pack(s), no problem", packs.packs.len()));
    Ok(())
}

fn test(args: &PackArgs) -> Outcome {
    let packs = loaded(args)?;
    let reports: Vec<_> = packs.packs.iter().map(|pack| packs::test_pack(&packs, pack)).collect();
    let failed = reports.iter().filter(|report| !report.passed()).count();
    match args.format {
        Format::Json => out::json(&reports)?,
        Format::Table | Format::Csv | Format::Html => reports.iter().for_each(show),
    }
    if failed == 0 { Ok(()) } else { Err(Fail::not_all_right(format!("{failed} pack(s) fail their tests"))) }
}

/// How many of its tests pass and how many fail, each said by itself, and how many there should be besides.
fn verdict(report: &TestReport) -> String {
    let (all, lacking) = (report.cases.len() + report.plays.len(), report.lacking.len());
    let failed = report.cases.iter().filter(|case| !case.failures.is_empty()).count();
    let failed = failed + report.plays.iter().filter(|play| !play.failures.is_empty()).count();
    if report.passed() {
        return format!("passes: {all} of {all} tests");
    }
    let lack = if lacking == 0 { String::new() } else { format!("; {lacking} that it should have are lacking") };
    format!("fails: of {all} tests {failed} fail and {} pass{lack}", all - failed)
}

/// A line a pack, then what is wrong with it, each with its place.
fn show(report: &TestReport) {
    out::line(format!("{} {}", report.pack, verdict(report)));
    for case in &report.cases {
        for failure in &case.failures {
            let (measure, line, key) = (&case.measure, case.line, &failure.key);
            out::line(format!(
                "  {measure}, test in line {line}: `{key}` is {}, expected {}",
                failure.found, failure.expected
            ));
        }
    }
    for (play, failure) in report.plays.iter().flat_map(|play| play.failures.iter().map(move |failure| (play, failure)))
    {
        let (pathway, line, key, when) = (&play.pathway, failure.line, &failure.key, &failure.when);
        let (found, expected) = (&failure.found, &failure.expected);
        out::line(format!("  {pathway}, step {when} in line {line}: `{key}` is {found}, expected {expected}"));
    }
    report.lacking.iter().for_each(|lack| out::line(format!("  {}: {}", lack.measure, lack.what)));
    report.warnings.iter().for_each(|lack| out::say(format!("warning: {}: {}", lack.measure, lack.what)));
}
