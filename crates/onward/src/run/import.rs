//! `onward import`: somebody else's register becomes commands, by the same door as everything else (`instance::import`).

use casework::import::Mapping;
use instance::ASSISTANCE;
use instance::import::{Import, ImportReport, RejectedRow};
use model::Schema;

use super::demo::HELPDESK;
use crate::acting::acting;
use crate::cli;
use crate::fail::{Fail, Outcome};
use crate::{open, out};

pub async fn run(args: &cli::ImportArgs) -> Outcome {
    let instance = open::instance(&args.at).await?;
    let in_force = instance.in_force().await?;
    let acting = acting(&args.acting, &instance, &in_force, ASSISTANCE, Some(HELPDESK)).await?;
    let mapping = mapping(args, &in_force.packs.schema)?;
    let (choice, synthetic, dry_run) = (args.sheet.choice(), args.synthetic, args.dry_run);
    let import = Import { file: &args.file, choice: &choice, mapping: &mapping, synthetic, dry_run };
    let mut shown = out::Progress::of("rows");
    let rejected = &mut |row: &RejectedRow| {
        out::say(format!("row {}: {}: {}: {}", row.row, row.cell, row.reason, row.help));
    };
    let done = instance.import(&in_force, &acting, &import, &mut |rows| shown.at(rows), rejected).await;
    shown.end();
    instance.close().await;
    let report = done?;
    out::answer(args.format, &report, || sentence(&report))?;
    if report.rejected > 0 {
        return Err(Fail::not_all_right(format!("{} rows were handed back", report.rejected)));
    }
    Ok(())
}

fn sentence(report: &ImportReport) -> String {
    let ImportReport { rows, stored, amended, unchanged, rejected, .. } = report;
    let handed_back = report.rejects.as_ref().map_or_else(String::new, |file| format!(", in `{file}`"));
    let counts = format!(
        "{rows} rows: {stored} stored, {amended} amended, {unchanged} unchanged, {rejected} rejected{handed_back}"
    );
    let text = report.encoding.map(|encoding| format!("read: text in {encoding}"));
    let sheet = report.sheet.as_ref().map(|sheet| format!("read: sheet {sheet}"));
    let not_read = report.not_read.iter().map(|other| format!("not read: {other}"));
    std::iter::once(counts).chain(text).chain(sheet).chain(not_read).collect::<Vec<_>>().join("\n")
}

fn mapping(args: &cli::ImportArgs, schema: &Schema) -> Outcome<Mapping> {
    let Some(path) = &args.map else { return Ok(Mapping::default()) };
    let text = std::fs::read_to_string(path).map_err(|error| Fail::wrong(format!("`{}`: {error}", path.display())))?;
    Mapping::read(&path.display().to_string(), &text, schema).map_err(Fail::wrong)
}
