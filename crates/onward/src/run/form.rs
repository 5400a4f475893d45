//! `onward form`: spreadsheets to forms, and answers held against them. No instance and no network.
//!
//! Ends with 1 where a form or answers are not all right, and with 2 where a file cannot be read at all.

use std::fs;
use std::path::Path;

use forms::xlsform::{Converted, FormBook, FormProblem, ProblemSeverity, convert};
use forms::{FillContext, Filling, Form, FormMedia, submission};
use jiff::ZonedDateTime;
use jiff::tz::TimeZone;
use model::Clock;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::cli::{FormCheck, FormConvert, FormEvaluate, FormValidate, FormVerb, Format};
use crate::fail::{Fail, Outcome};
use crate::out;
use crate::world::SystemClock;

pub fn run(verb: &FormVerb) -> Outcome {
    match verb {
        FormVerb::Convert(args) => converted(args),
        FormVerb::Check(args) => checked(args),
        FormVerb::Validate(args) => validated(args),
        FormVerb::Evaluate(args) => evaluated(args),
    }
}

fn bytes(path: &Path) -> Outcome<Vec<u8>> {
    fs::read(path).map_err(|error| Fail::wrong(format!("`{}` cannot be read: {error}", path.display())))
}

fn stem(path: &Path) -> String {
    path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default()
}

/// A spreadsheet, or a folder of sheets as comma-separated values.
fn sheet(path: &Path) -> Outcome<Converted> {
    let unreadable = |error: sheets::SheetError| {
        Fail::wrong(format!("`{}` cannot be read: {error}", path.display()))
            .help("a form is an .xlsx or .xls workbook, or a folder with survey.csv")
    };
    let book = if path.is_dir() { FormBook::texts(texts(path)?) } else { FormBook::workbook(bytes(path)?) };
    Ok(convert(&book.map_err(unreadable)?, &stem(path)))
}

fn texts(folder: &Path) -> Outcome<Vec<(String, Vec<u8>)>> {
    let unreadable = |error: std::io::Error| Fail::wrong(format!("`{}` cannot be read: {error}", folder.display()));
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        if path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("csv")) {
            found.push((stem(&path), bytes(&path)?));
        }
    }
    found.sort();
    Ok(found)
}

fn told(problems: &[FormProblem], format: Format) -> Outcome {
    if format == Format::Json {
        return out::json(&problems);
    }
    for problem in problems {
        out::say(problem.to_string());
    }
    Ok(())
}

fn ended(problems: &[FormProblem]) -> Outcome {
    let errors = problems.iter().filter(|problem| problem.severity == ProblemSeverity::Error).count();
    if errors == 0 { Ok(()) } else { Err(Fail::not_all_right(format!("{errors} problem(s) in the form"))) }
}

fn converted(args: &FormConvert) -> Outcome {
    let found = sheet(&args.form)?;
    let written = |path: &Path, bytes: &[u8]| {
        fs::write(path, bytes).map_err(|error| Fail::wrong(format!("`{}` cannot be written: {error}", path.display())))
    };
    if let Some(xml) = &found.xml {
        written(&args.out, xml.as_bytes())?;
        if let Some(itemsets) = &found.itemsets {
            written(&args.out.with_file_name("itemsets.csv"), itemsets)?;
        }
    }
    told(&found.problems, args.format)?;
    ended(&found.problems)
}

fn checked(args: &FormCheck) -> Outcome {
    let problems = if is_sheet(&args.form)? { sheet(&args.form)?.problems } else { faults(&bytes(&args.form)?) };
    told(&problems, args.format)?;
    if problems.is_empty() && matches!(args.format, Format::Table) {
        out::say("nothing is wrong");
    }
    ended(&problems)
}

/// Whether a file is a spreadsheet and not XML.
fn is_sheet(path: &Path) -> Outcome<bool> {
    if path.is_dir() {
        return Ok(true);
    }
    let beginning = bytes(path)?;
    let text = beginning.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&beginning);
    Ok(!text.trim_ascii_start().starts_with(b"<"))
}

fn faults(xml: &[u8]) -> Vec<FormProblem> {
    let found = Form::read(xml).err().unwrap_or_default();
    let problem = |fault: forms::FormFault| FormProblem {
        sheet: "xform".into(),
        cell: fault.path,
        column: fault.part,
        code: fault.code,
        message: fault.says,
        help: String::new(),
        severity: ProblemSeverity::Error,
    };
    found.into_iter().map(problem).collect()
}

fn form(path: &Path) -> Outcome<Form> {
    let problems = if is_sheet(path)? {
        let found = sheet(path)?;
        if let Some(form) = found.form {
            return Ok(form);
        }
        found.problems
    } else {
        let xml = bytes(path)?;
        match Form::read(&xml) {
            Ok(form) => return Ok(form),
            Err(_) => faults(&xml),
        }
    };
    for problem in &problems {
        out::say(problem.to_string());
    }
    Err(Fail::wrong(format!("`{}` is not a form that can be filled", path.display())))
}

fn media(folder: Option<&Path>) -> Outcome<FormMedia> {
    let mut found = FormMedia::default();
    let Some(folder) = folder else { return Ok(found) };
    let unreadable = |error: std::io::Error| Fail::wrong(format!("`{}` cannot be read: {error}", folder.display()));
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        if path.is_file() {
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            found.0.insert(name, bytes(&path)?);
        }
    }
    Ok(found)
}

fn context(at: Option<&ZonedDateTime>, folder: Option<&Path>) -> Outcome<FillContext> {
    let stamp = jiff::Timestamp::from_microsecond(SystemClock.now().0).map_err(Fail::wrong)?;
    let now = at.cloned().unwrap_or_else(|| stamp.to_zoned_datetime(TimeZone::UTC));
    let mut context = FillContext::at(now, 1);
    context.media = media(folder)?;
    Ok(context)
}

fn validated(args: &FormValidate) -> Outcome {
    let form = form(&args.form)?;
    let answers = bytes(&args.submission)?;
    let opened = submission::open(&form, &answers, context(None, args.media.as_deref())?);
    let mut opened = opened
        .map_err(|fault| Fail::wrong(format!("`{}` is no answer to this form: {fault}", args.submission.display())))?;
    let problems = submission::check(&mut opened, None);
    match args.format {
        Format::Json => {
            let answers = submission::answers(&opened.filling);
            out::json(&json!({ "valid": problems.is_empty(), "problems": problems, "answers": answers }))?;
        }
        Format::Table => problems
            .iter()
            .for_each(|problem| out::line(format!("{} ({}): {}", problem.path, problem.code, problem.message))),
        Format::Csv | Format::Html => return Err(Fail::wrong("this verb answers as `table` or `json`")),
    }
    if problems.is_empty() {
        Ok(())
    } else {
        Err(Fail::not_all_right(format!("{} problem(s) in the answers", problems.len())))
    }
}

/// A step of a filling.
#[derive(Debug, Deserialize)]
#[serde(untagged, deny_unknown_fields)]
enum FillStep {
    Set { set: String, to: String },
    Add { add: String },
    Remove { remove: String },
}

fn evaluated(args: &FormEvaluate) -> Outcome {
    let form = form(&args.form)?;
    let steps: Vec<FillStep> = serde_json::from_slice(&bytes(&args.events)?).map_err(|error| {
        Fail::wrong(format!("`{}` cannot be read: {error}", args.events.display()))
            .help(r#"steps are {"set": PATH, "to": TEXT}, {"add": PATH} or {"remove": PATH}"#)
    })?;
    let mut filling = Filling::begin(&form, context(args.at.as_ref(), args.media.as_deref())?);
    for step in &steps {
        take(&mut filling, step)?;
    }
    match args.format {
        Format::Json => out::json(&standing(&filling)),
        Format::Table => {
            for (path, state) in filling.state().0.iter().filter(|(_, state)| state.is_relevant) {
                out::line(format!("{path}: {}", state.text));
            }
            Ok(())
        }
        Format::Csv | Format::Html => Err(Fail::wrong("this verb answers as `table` or `json`")),
    }
}

fn take(filling: &mut Filling<'_>, step: &FillStep) -> Outcome {
    let nowhere = |path: &str| Fail::wrong(format!("`{path}` leads to nothing in the form as it is filled so far"));
    match step {
        FillStep::Set { set, to } => {
            let place = filling.at(set).ok_or_else(|| nowhere(set))?;
            filling.set(place, to);
        }
        FillStep::Add { add } => {
            let (above, _) = add.rsplit_once('/').ok_or_else(|| nowhere(add))?;
            let plain: Vec<&str> = add.split('/').map(|part| part.split('[').next().unwrap_or_default()).collect();
            let repeat = filling.form().find(&plain.join("/")).ok_or_else(|| nowhere(add))?;
            let parent = filling.at(above).ok_or_else(|| nowhere(add))?;
            filling.add(repeat, parent).ok_or_else(|| Fail::wrong(format!("nothing can be added at `{add}`")))?;
        }
        FillStep::Remove { remove } => {
            let place = filling.at(remove).ok_or_else(|| nowhere(remove))?;
            if !filling.remove(place) {
                return Err(Fail::wrong(format!("`{remove}` cannot be taken away")));
            }
        }
    }
    Ok(())
}

fn standing(filling: &Filling<'_>) -> Value {
    let state = filling.state();
    let relevant: Vec<&String> = state.0.iter().filter(|(_, state)| state.is_relevant).map(|(path, _)| path).collect();
    let is_leaf = |of| filling.form().node(of).is_some_and(|node| node.is_leaf(&filling.form().nodes));
    let leaves = || state.0.iter().filter(|(_, state)| is_leaf(state.of));
    let values: Map<String, Value> = leaves()
        .map(|(path, state)| (path.clone(), json!(if state.is_relevant { state.text.as_str() } else { "" })))
        .collect();
    let flags = |of: fn(&forms::AnswerState) -> bool| -> Map<String, Value> {
        leaves().filter(|(_, state)| state.is_relevant).map(|(path, state)| (path.clone(), json!(of(state)))).collect()
    };
    let faults: Vec<Value> =
        filling.faults().map(|fault| json!({ "path": fault.path, "message": fault.says })).collect();
    json!({
        "relevant": relevant,
        "values": values,
        "required": flags(|state| state.is_required),
        "constraint": flags(|state| state.holds),
        "readonly": flags(|state| state.is_readonly),
        "surplus": filling.surplus().into_iter().map(|(path, more)| json!({ "path": path, "more": more })).collect::<Vec<_>>(),
        "faults": faults,
    })
}
