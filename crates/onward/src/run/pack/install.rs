//! Packs in an instance: which stand there, putting one in force, and proposing one to a second person.
//!
//! What a change does is shown on the screen alone, in counts of people who do not exist; real ones are asked where it is
//! decided, and answer with whether somebody loses. Tests of its own that a pack fails are named.

use std::path::PathBuf;
use std::sync::Arc;

use casework::Refusal;
use instance::change::{DayChangeFigures, Loss, MeasureChange, named};
use instance::{Acting, Fault, GOVERNANCE, Instance, PackChange, RunningCases, THRESHOLD};
use journal::Motion;
use packs::{LoadOptions, Packs, Source};
use serde_json::json;

use crate::acting::acting;
use crate::cli::{AtArgs, DatabaseArgs, Format, PackInstall, PackPropose};
use crate::fail::{Fail, Outcome};
use crate::run::simulate::table::number;
use crate::{catalogue, open, out};

/// The account that acts unless another is named, on a trial instance.
const OFFICER: &str = "officer";

/// Packs that ship with the program, or those in force in an instance.
pub async fn list(dir: Option<PathBuf>, database: DatabaseArgs, format: Format) -> Outcome {
    let packs = match dir {
        Some(dir) => {
            let instance = open::instance(&AtArgs { dir, database }).await?;
            let packs = Packs::clone(&instance.in_force().await?.packs);
            instance.close().await;
            packs
        }
        None => catalogue::load(&Source::shipped_names())?,
    };
    let listed = packs.packs.iter().map(|pack| {
        let measures: Vec<&str> = pack.measures.iter().map(|measure| measure.id.as_str()).collect();
        let title = pack.title.in_lang(&model::Lang::en());
        json!({"pack": pack.name, "version": pack.version, "title": title, "jurisdiction": pack.jurisdiction,
            "measures": measures, "hash": pack.hash})
    });
    let rows = packs.packs.iter().map(|pack| {
        let title = pack.title.best(&model::Lang::en()).map_or("", |(_, title)| title);
        vec![pack.name.clone(), pack.version.clone(), pack.jurisdiction.clone().unwrap_or_default(), title.to_owned()]
    });
    match format {
        Format::Json => out::json(&listed.collect::<Vec<_>>()),
        Format::Table | Format::Csv | Format::Html => {
            out::table(&["pack", "version", "country", "title"], &rows.collect::<Vec<_>>());
            Ok(())
        }
    }
}

/// Puts a pack in force; it must load together with those that are, and take nothing from anybody.
pub async fn run(args: &PackInstall) -> Outcome {
    let source = catalogue::sound(&args.pack)?;
    let instance = open::instance(&args.at).await?;
    let done = install(&instance, args, &source).await;
    instance.close().await;
    done
}

async fn install(instance: &Arc<Instance>, args: &PackInstall, source: &Source) -> Outcome {
    let in_force = instance.in_force().await?;
    let acting = acting(&args.acting, instance, &in_force, GOVERNANCE, Some(OFFICER)).await?;
    match instance.install(&acting, source).await {
        Ok(receipt) => {
            let done = if receipt.facts() == 0 { "was in force already" } else { "is in force" };
            let named = named(source)?;
            out::say(format!("`{}` {done}", named.name));
            failing(source)?.iter().for_each(out::say);
            Ok(())
        }
        Err(Fault::Refused(Refusal::NeedsAnotherPerson)) => {
            if let Some(reason) = &args.reason {
                return send(instance, &acting, source, reason).await;
            }
            let change = instance.pack_change(&in_force, Some(&acting), source).await?;
            show(&change);
            Err(alone(&change))
        }
        Err(fault) => Err(fault.into()),
    }
}

/// Proposes a pack, whatever it changes.
pub async fn propose(args: &PackPropose) -> Outcome {
    let source = catalogue::sound(&args.pack)?;
    let instance = open::instance(&args.at).await?;
    let in_force = instance.in_force().await?;
    let acting = acting(&args.acting, &instance, &in_force, GOVERNANCE, Some(OFFICER)).await?;
    let done = send(&instance, &acting, &source, &args.reason).await;
    instance.close().await;
    done
}

/// The tests that the pack brings along and does not pass, a line each.
fn failing(source: &Source) -> Outcome<Vec<String>> {
    let packs = catalogue::load_sources(std::slice::from_ref(source), LoadOptions::default())?;
    let reports = packs.packs.iter().map(|pack| packs::test_pack(&packs, pack));
    let cases = reports.flat_map(|report| report.cases).filter(|case| !case.failures.is_empty());
    Ok(cases
        .map(|case| format!("warning: it fails a test of its own: {}, test in line {}", case.measure, case.line))
        .collect())
}

/// Proposes a pack, and prints the proposal. Tests that it does not pass are for whoever decides.
async fn send(instance: &Instance, acting: &Acting, source: &Source, reason: &str) -> Outcome {
    failing(source)?.iter().for_each(out::say);
    let in_force = instance.in_force().await?;
    tell_cases(&instance.pack_change(&in_force, Some(acting), source).await?);
    let proposal = instance.propose_pack(acting, source, reason).await?;
    out::line(proposal.to_string());
    let view = instance.in_force().await?.view;
    if let Some(Motion::Pack { takes_away, .. }) = view.proposals.get(&proposal).map(|made| &made.motion)
        && !takes_away.is_empty()
    {
        out::say(format!("takes something away by {}", takes_away.join(", ")));
    }
    out::say("another person in another role approves it with `onward proposal approve`");
    Ok(())
}

/// Who may only propose is refused whatever the change does.
fn alone(change: &PackChange) -> Fail {
    let cause = if change.takes_away() {
        "this takes rights away, and one person alone does not put it in force; nothing was proposed"
    } else {
        "one person alone does not put this in force; nothing was proposed"
    };
    Fail::not_all_right(cause).help("`--propose --reason WHY` proposes it to a second person in another role")
}

/// What a change does to people, a line a measure; of people on record for those who may see such counts, else of
/// invented people.
fn show(change: &PackChange) {
    let hidden = change.out_of_sight();
    if !hidden.is_empty() {
        out::say(format!("takes what is on record under these out of sight: {}", hidden.join(", ")));
    }
    tell_cases(change);
    if change.measures.is_empty() {
        if change.cases.is_empty() {
            out::say("nothing that is in force changes");
        }
        return;
    }
    let rows: Vec<Vec<String>> = change.measures.iter().map(row).collect();
    let columns = ["measure", "takes away", "on", "of", "gained", "lost", "newly undecidable"];
    out::table(&columns, &rows);
}

/// How many cases run on what changes: few are not counted, for that would tell on somebody.
fn tell_cases(change: &PackChange) {
    for RunningCases { kind, stay, live, .. } in &change.cases {
        let count = match live {
            Some(live) => format!("at least {live} live cases"),
            None => format!("fewer than {THRESHOLD} live cases, or none,"),
        };
        let become_of = if *stay { "stay on the version on which they began" } else { "go out of sight" };
        out::say(format!("`{kind}`: {count} {become_of}"));
    }
}

fn row(one: &MeasureChange) -> Vec<String> {
    let why = match one.loss {
        None if one.idle => "nothing: in force on no counted day",
        None => "nothing",
        Some(Loss::Removed) => "it is gone",
        Some(Loss::Narrowed) => "shorter, or gives less",
        Some(Loss::Somebody) => "somebody's yes",
        Some(Loss::Uncounted) => "cannot be counted",
    };
    let name = format!("{}/{}", one.pack, one.measure);
    // Where nobody on record loses but others would, those are shown.
    let telling =
        |shown: &DayChangeFigures| one.loss.is_none() || one.invented.is_none() || shown.figures.lost.people != Some(0);
    let open = |shown: &&DayChangeFigures| shown.people != Some(0) && telling(shown);
    let figures = match one.record.as_ref().filter(open).or(one.invented.as_ref()) {
        None => vec![],
        Some(shown) => {
            let whom = if shown.synthetic { "synthetic people" } else { "people" };
            let figures = &shown.figures;
            let changes =
                [&figures.gained, &figures.lost, &figures.newly_undecidable].map(|change| number(change.people));
            [vec![shown.on.to_string(), format!("{} {whom}", number(shown.people))], changes.to_vec()].concat()
        }
    };
    [vec![name, why.into()], figures].concat()
}
