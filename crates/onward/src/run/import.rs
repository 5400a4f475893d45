//! `onward import`: somebody else's register becomes commands, by the same door as everything else (`instance::import`).

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use casework::import::Mapping;
use instance::ASSISTANCE;
use instance::import::{Import, ImportReport, ImportWatch, RejectedRow};
use model::Schema;

use super::demo::SUPERVISOR;
use crate::acting::acting;
use crate::cli;
use crate::fail::{Fail, Outcome};
use crate::{open, out};

pub async fn run(args: &cli::ImportArgs) -> Outcome {
    let instance = open::instance(&args.at).await?;
    let in_force = instance.in_force().await?;
    let acting = acting(&args.acting, &instance, &in_force, ASSISTANCE, Some(SUPERVISOR)).await?;
    let mapping = mapping(args, &in_force.packs.schema)?;
    let choice = args.sheet.choice();
    let import = Import {
        file: &args.file,
        choice: &choice,
        mapping: &mapping,
        synthetic: args.synthetic,
        dry_run: args.dry_run,
        without_ids: args.without_ids,
    };
    let (mut shown, heard) = (out::Progress::of("rows"), AtomicBool::new(true));
    let watch = ImportWatch {
        before: &mut |report| {
            heard.store(true, Ordering::Relaxed);
            if !report.again {
                out::say(NO_IDS);
            }
        },
        progress: &mut |rows| {
            heard.store(true, Ordering::Relaxed);
            shown.at(rows);
        },
        rejected: &mut |row: &RejectedRow| {
            out::say(format!("row {}: {}: {}: {}", row.row, row.cell, row.reason, row.help));
        },
    };
    let done = with_patience(Box::pin(instance.import(&in_force, &acting, &import, watch)), &heard).await;
    shown.end();
    instance.close().await;
    let report = done?;
    out::answer(args.format, &report, || page(&report))?;
    if report.rejected > 0 {
        return Err(Fail::not_all_right(format!("{} rows were handed back", report.rejected)));
    }
    Ok(())
}

/// How long nothing is heard of an import before that is said.
const SILENCE: Duration = Duration::from_secs(10);

/// Waits for an import, and says once where nothing was heard of it for a while: two at once write in turns.
async fn with_patience<T>(import: impl Future<Output = T>, heard: &AtomicBool) -> T {
    let (mut import, mut said) = (std::pin::pin!(import), false);
    loop {
        tokio::select! {
            biased;
            done = &mut import => return done,
            () = tokio::time::sleep(SILENCE), if !said => {
                said = !heard.swap(false, Ordering::Relaxed);
                if said {
                    out::say("waiting: no row was stored for ten seconds; another import may be running on this instance");
                }
            }
        }
    }
}

const NO_IDS: &str = "note: there are rows with no id in this file: each is known again only as it stands, and one that is changed \
                      later would be a new person";

/// The last page: what became of the rows, what was read as what, what was not read, and what to look at.
fn page(report: &ImportReport) -> String {
    let mut lines = vec![sentence(report)];
    lines.push(format!("recorded as said by `{}`", report.source));
    lines.extend(report.read.iter().map(|reading| {
        let how = reading.how.as_ref().map_or_else(String::new, |how| format!(" ({how})"));
        format!("  column {}: {}{how}", reading.column, reading.field.as_deref().unwrap_or_default())
    }));
    if !report.not_read.is_empty() {
        lines.push(format!("not read: {}", report.not_read.join(", ")));
    }
    lines.extend(report.reasons.iter().map(|(reason, rows)| match *reason {
        "same-id" => {
            format!("handed back {rows} rows (same-id): one id stands for several people; nothing was written of them")
        }
        reason => format!("handed back {rows} rows ({reason})"),
    }));
    lines.extend(report.problems.iter().map(|(kind, told)| {
        let more = if told.cells > told.first.len() as u64 { " and more" } else { "" };
        format!("look at {} cells ({kind}), {}{more}: {}", told.cells, told.first.join(", "), told.says)
    }));
    if !report.again {
        lines.push("rows without an id are known again only as they stand".to_owned());
    }
    lines.join("\n")
}

fn sentence(report: &ImportReport) -> String {
    let ImportReport { rows, stored, amended, unchanged, rejected, .. } = report;
    let handed_back = report.rejects.as_ref().map_or_else(String::new, |file| format!(", in `{file}`"));
    let counts = format!(
        "{rows} rows: {stored} stored, {amended} amended, {unchanged} unchanged, {rejected} rejected{handed_back}"
    );
    let text = report.encoding.map(|encoding| format!("read: text in {encoding}"));
    let sheet = report.sheet.as_ref().map(|sheet| format!("read: sheet {sheet}"));
    std::iter::once(counts).chain(text).chain(sheet).collect::<Vec<_>>().join("\n")
}

fn mapping(args: &cli::ImportArgs, schema: &Schema) -> Outcome<Mapping> {
    let Some(path) = &args.map else { return Ok(Mapping::default()) };
    let text = sheets::read_text(path).map_err(|error| Fail::wrong(format!("`{}`: {error}", path.display())))?;
    Mapping::read(&path.display().to_string(), &text, schema).map_err(Fail::wrong)
}
