//! The figures of a reform as a file: those of made-up people, of whom everything may leave.
//!
//! People on record are not asked what another rule would do, so that no figure of theirs is in it; a figure that is not
//! of made-up people is left out all the same.

use std::fmt::Write;
use std::sync::Arc;

use axum::Extension;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use instance::PackChange;
use instance::change::DayChangeFigures;

use super::super::Found;
use super::super::values::{TRIED, in_force};
use super::asked_by_address;
use crate::app::App;
use crate::change::{Refused, change, counting};
use crate::gate::{Failure, Frame};

/// What the columns are.
const HEAD: &str = "pack,measure,pack_hash,on,synthetic,people,by,value,before_yes,before_needs,before_no,after_yes,after_needs,\
                    after_no,gained,lost,newly_undecidable\n";

/// Hands the figures out.
pub async fn export(
    State(app): State<App>,
    Extension(frame): Extension<Arc<Frame>>,
    Path((pack, measure)): Path<(String, String)>,
) -> Result<Response, Failure> {
    Found::measure(&frame, &pack, &measure)?;
    let source = in_force(&frame, &pack)?;
    let asked = asked_by_address(&frame, &source, &measure)?;
    if asked.is_empty() {
        return Err(Failure::NotFound);
    }
    let reformed = asked.variant(&source, frame.today, TRIED).map_err(|_| Failure::Unsound)?;
    match change(&app, &frame, reformed.source, true).await {
        Ok(Some(change)) => Ok(file(&table(&change, &source.hash()), "reform.csv")),
        Ok(None) => counting(frame),
        Err(Refused::Unsound) => Err(Failure::Unsound),
        Err(Refused::Other(failure)) => Err(failure),
    }
}

/// A table as a file that is kept.
pub(in super::super) fn file(table: &str, name: &str) -> Response {
    let kind = (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned());
    let name = (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\""));
    (StatusCode::OK, [kind, name], table.to_owned()).into_response()
}

fn table(change: &PackChange, hash: &str) -> String {
    let mut table = HEAD.to_owned();
    for one in &change.measures {
        let figures = [&one.record, &one.invented].into_iter().flatten().filter(|figures| figures.synthetic);
        for figures in figures {
            lines(&mut table, &format!("{},{},{hash}", one.pack, one.measure), figures);
        }
    }
    table
}

fn lines(table: &mut String, of: &str, shown: &DayChangeFigures) {
    let figures = &shown.figures;
    let of = format!("{of},{},{},{}", shown.on, shown.synthetic, cell(shown.people));
    let (before, after) = (figures.before, figures.after);
    let sides = [before.yes, before.needs, before.no, after.yes, after.needs, after.no];
    let changes = [figures.gained.people, figures.lost.people, figures.newly_undecidable.people];
    line(table, &of, ("", ""), &[&sides[..], &changes].concat());
    for (by, groups) in &figures.by {
        for group in groups {
            let changes = [group.gained, group.lost, group.newly_undecidable];
            line(table, &of, (by, &group.value), &[&[None; 6][..], &changes].concat());
        }
    }
}

fn line(table: &mut String, of: &str, (by, value): (&str, &str), counts: &[Option<u64>]) {
    let counts: Vec<String> = counts.iter().map(|count| cell(*count)).collect();
    let _ = writeln!(table, "{of},{by},{},{}", quoted(value), counts.join(","));
}

fn cell(count: Option<u64>) -> String {
    count.map_or_else(String::new, |count| count.to_string())
}

/// Text as one cell.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}
