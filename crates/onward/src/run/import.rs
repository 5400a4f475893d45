//! `onward import`: somebody else's register becomes commands, by the same door as everything else.
//!
//! Two passes. Nothing is written before every header is understood and the order of day and month is settled for
//! every column. Then row by row: who is known again is amended, who is new is registered, and a row that cannot be
//! read is handed back with cell, reason and what to do. An interrupted import is run again: what is there already
//! counts as unchanged.

mod rejects;
mod rows;
mod table;

use casework::Command;
use casework::import::{Mapping, Survey};
use model::{Id, Schema};
use serde::Serialize;

use self::rejects::Rejects;
use self::rows::Rows;
use self::table::{Table, addresses, cells};
use crate::cli::Import;
use crate::fail::{Fail, Outcome};
use crate::instance::{ASSISTANCE, Acts, HELPDESK, Instance};
use crate::out;

/// What became of the rows.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Report {
    pub rows: u64,
    /// New people.
    pub stored: u64,
    pub amended: u64,
    pub unchanged: u64,
    pub rejected: u64,
    /// The file of rows handed back, where there are any.
    pub rejects: Option<String>,
    pub batch: String,
}

pub async fn run(args: &Import) -> Outcome {
    let instance = Instance::open(&args.at).await?;
    let done = import(args, &instance).await;
    instance.close().await;
    let report = done?;
    out::answer(args.format, &report, || {
        let Report { rows, stored, amended, unchanged, rejected, .. } = &report;
        let handed_back = report.rejects.as_ref().map_or_else(String::new, |file| format!(", in `{file}`"));
        format!(
            "{rows} rows: {stored} stored, {amended} amended, {unchanged} unchanged, {rejected} rejected{handed_back}"
        )
    })?;
    if report.rejected == 0 {
        Ok(())
    } else {
        Err(Fail::not_all_right(format!("{} rows were handed back", report.rejected)))
    }
}

async fn import(args: &Import, instance: &Instance) -> Outcome<Report> {
    let view = instance.store.instance().await.map_err(Fail::wrong)?;
    let acts = Acts::of(&args.acting, instance, &view, (HELPDESK, ASSISTANCE))?;
    let packs = instance.packs();
    let mapping = mapping(args, &packs.schema)?;
    let synthetic = synthetic(args, instance)?;
    let file_hash = table::hash(&args.file)?;
    let survey = survey(args, &packs.schema, &mapping, &file_hash)?;
    let reader = survey.reader().map_err(|problems| refused(&problems))?;
    let batch = instance.store.new_id();
    let mut rejects = Rejects::new(&args.file);
    let mut rows = Rows { instance, acts: &acts, source: mapping.source(), batch, synthetic, dry_run: args.dry_run };
    if !args.dry_run {
        rows.note(Command::OpenBatch { batch, file_hash }).await?;
    }
    let mut report = rows.take(Table::open(&args.file)?, &reader, &mut rejects).await?;
    report.batch = batch.to_string();
    report.rejects = if args.dry_run { rejects.say() } else { rejects.finish()? };
    if !args.dry_run {
        rows.note(closing(batch, &report)).await?;
    }
    Ok(report)
}

fn closing(batch: Id, report: &Report) -> Command {
    let &Report { rows, stored, amended, unchanged, rejected, .. } = report;
    Command::CloseBatch { batch, rows, stored, amended, unchanged, rejected }
}

fn mapping(args: &Import, schema: &Schema) -> Outcome<Mapping> {
    let Some(path) = &args.map else { return Ok(Mapping::default()) };
    let text = std::fs::read_to_string(path).map_err(|error| Fail::wrong(format!("`{}`: {error}", path.display())))?;
    Mapping::read(&path.display().to_string(), &text, schema).map_err(Fail::wrong)
}

/// Whether the people are synthetic: by the generator's mark in the file, or because the caller says so.
fn synthetic(args: &Import, instance: &Instance) -> Outcome<bool> {
    let synthetic = args.synthetic || table::is_marked_synthetic(&args.file)?;
    if instance.is_trial() && !synthetic {
        let refused =
            Fail::wrong("a trial instance holds synthetic people only, and this file is not marked synthetic");
        return Err(refused.help("if nobody in it exists, say `--synthetic`"));
    }
    Ok(synthetic)
}

/// The first pass over all rows.
fn survey<'a>(args: &Import, schema: &'a Schema, mapping: &Mapping, file_hash: &str) -> Outcome<Survey<'a>> {
    let table = Table::open(&args.file)?;
    let (header, tags) = (addresses(table.header()), table.tags().map(addresses));
    let header = cells(table.header(), &header);
    let tags = table.tags().zip(tags.as_ref()).map(|(tags, addresses)| cells(tags, addresses));
    let survey = Survey::new(schema, mapping, file_hash, &header, tags.as_deref());
    let mut survey = survey.map_err(|problems| refused(&problems))?;
    for row in table.rows() {
        let row = row?;
        survey.see(&cells(&row.cells, &addresses(&row.cells)));
    }
    Ok(survey)
}

fn refused(problems: &[casework::import::SheetProblem]) -> Fail {
    for problem in problems {
        out::say(format!("{problem}; {}", problem.help()));
    }
    let cause = problems.first().map_or_else(String::new, ToString::to_string);
    Fail::wrong(format!("nothing was written: {cause}"))
}
