//! What each column is: shown with its header and some of its values, said by whoever brought the file. A column that is
//! called like a field is proposed as that field; of every other somebody says what it is, or that it is left out.

use std::collections::BTreeMap;
use std::sync::Arc;

use askama::Template;
use casework::import::{Column, DateOrder, Mapping, SheetCalendar};
use casework::source::is_own;
use instance::import::{PreviewColumn, PreviewError, SheetPreview, preview};
use packs::Packs;

use super::asked::Asked;
use super::outcome::refusal;
use super::work::without_place;
use crate::desk::fields;
use crate::gate::{DrawnPage, Failure, Frame, Posted};
use crate::labels::Labels;
use crate::say::{Html, Say};
use crate::uploads::{Refused, Upload};

/// What a form says of a column that is left out, and of the one that holds the register's ids.
const LEAVE: &str = "-";
const ID: &str = "#id";
/// Characters of a value that are shown.
const SHOWN: usize = 60;

/// The page.
#[derive(Template)]
#[template(path = "desk/import/columns.html")]
pub(super) struct ColumnsPage {
    frame: Arc<Frame>,
    here: String,
    /// Why it was not taken, in sentences.
    refused: Vec<Html>,
    /// Whether that leaves nothing written.
    nothing_written: bool,
    /// Whether whoever imports can say that rows without an id are new people.
    without_ids: bool,
    asked: Asked,
    columns: Vec<ColumnRow>,
    groups: Vec<FieldGroup>,
    source: String,
    dates: Vec<(&'static str, String, bool)>,
    calendars: Vec<(&'static str, String, bool)>,
}

/// A column.
struct ColumnRow {
    number: usize,
    letters: String,
    header: String,
    samples: Vec<String>,
    chosen: String,
}

/// Fields to choose from.
struct FieldGroup {
    title: String,
    fields: Vec<(String, Html)>,
}

/// What a form says of the columns.
pub(super) struct Said {
    pub mapping: Mapping,
    /// Why it is not enough.
    pub refused: Option<Refused>,
}

/// Draws the page.
pub(super) async fn page(
    frame: Arc<Frame>,
    here: String,
    upload: Upload,
    refused: Option<&Refused>,
) -> Result<DrawnPage, Failure> {
    let seen = look(&frame, &upload).await?;
    let mapping = upload.mapping.clone();
    let (columns, error) = match &seen {
        Ok(preview) => (rows(preview, mapping.as_ref()), None),
        Err(PreviewError::Sheet(error)) => (vec![], Some(error)),
        Err(PreviewError::Fault(_)) => (vec![], None),
    };
    let mut asked = Asked::of(frame.say, &upload.choice, error);
    if let Err(PreviewError::Fault(fault)) = &seen {
        asked.words = Some(without_place(&fault.to_string(), &upload.file));
    }
    let packs = Arc::clone(&frame.in_force.packs);
    let labels = Labels { schema: &packs.schema, say: frame.say };
    let mapping = mapping.unwrap_or_default();
    DrawnPage::of(&ColumnsPage {
        here,
        refused: refused.map(|why| refusal(&labels, why)).unwrap_or_default(),
        nothing_written: !matches!(refused, Some(Refused::Broken)),
        without_ids: upload.without_ids || matches!(refused, Some(Refused::NoIds { .. })),
        asked,
        columns,
        groups: groups(&packs, frame.say),
        source: mapping.source.clone().unwrap_or_default(),
        dates: orders(&frame, mapping.dates),
        calendars: calendars(&frame, mapping.calendar),
        frame,
    })
}

/// Looks at the file, on a thread of its own: all of its bytes tell how it is written.
async fn look(frame: &Frame, upload: &Upload) -> Result<Result<SheetPreview, PreviewError>, Failure> {
    let (packs, file, choice) = (frame.in_force.packs.clone(), upload.file.clone(), upload.choice.clone());
    let seen = tokio::task::spawn_blocking(move || preview(&file, &choice, &packs.schema)).await;
    seen.map_err(|_| Failure::Unavailable)
}

fn rows(preview: &SheetPreview, mapping: Option<&Mapping>) -> Vec<ColumnRow> {
    let asked = preview.columns.iter().enumerate().filter(|(_, column)| !column.own);
    let row = |(number, column): (usize, &PreviewColumn)| ColumnRow {
        number,
        letters: column.letters.clone(),
        header: column.header.clone(),
        samples: column.samples.iter().map(|value| value.chars().take(SHOWN).collect()).collect(),
        chosen: chosen(column, mapping),
    };
    asked.map(row).collect()
}

/// What was said of a column, else what it is called; nothing where neither tells.
fn chosen(column: &PreviewColumn, mapping: Option<&Mapping>) -> String {
    let Some(mapping) = mapping else { return column.field.clone().unwrap_or_default() };
    if mapping.id.as_ref() == Some(&column.header) {
        return ID.to_owned();
    }
    match mapping.columns.get(&column.header) {
        Some(Column::Field { field, .. }) => field.clone(),
        Some(Column::Ignore) => LEAVE.to_owned(),
        None => String::new(),
    }
}

fn groups(packs: &Packs, say: Say) -> Vec<FieldGroup> {
    let mut groups: Vec<FieldGroup> = vec![];
    let labels = Labels { schema: &packs.schema, say };
    for field in packs.schema.fields() {
        let title = fields::group_title(packs, say, field);
        let entry = (field.name.clone(), labels.field(&field.name));
        match groups.iter_mut().find(|group| group.title == title) {
            Some(group) => group.fields.push(entry),
            None => groups.push(FieldGroup { title, fields: vec![entry] }),
        }
    }
    groups
}

fn orders(frame: &Frame, said: Option<DateOrder>) -> Vec<(&'static str, String, bool)> {
    let say = frame.say;
    let named = [("dmy", say.t("import-dmy")), ("mdy", say.t("import-mdy")), ("ymd", say.t("import-ymd"))];
    named.into_iter().map(|(name, words)| (name, words, said.is_some() && said == DateOrder::of(name))).collect()
}

fn calendars(frame: &Frame, said: SheetCalendar) -> Vec<(&'static str, String, bool)> {
    let say = frame.say;
    let named = [
        ("gregorian", say.t("import-gregorian")),
        ("ethiopian", say.t("import-ethiopian")),
        ("hijri", say.t("import-hijri")),
        ("thai", say.t("import-thai")),
        ("persian", say.t("import-persian")),
    ];
    named.into_iter().map(|(name, words)| (name, words, Some(said) == SheetCalendar::of(name))).collect()
}

/// Reads what a form says of the columns that the file has.
pub(super) async fn said(frame: &Frame, upload: &Upload, posted: &Posted) -> Result<Said, Failure> {
    let Ok(preview) = look(frame, upload).await? else { return Err(Failure::Moved) };
    let schema = &frame.in_force.packs.schema;
    let source = Some(posted.text("source").trim().to_owned()).filter(|source| !source.is_empty());
    let calendar = SheetCalendar::of(posted.text("calendar")).ok_or(Failure::Unsound)?;
    let dates = DateOrder::of(posted.text("dates"));
    let mut mapping = Mapping { source, dates, calendar, ..Mapping::default() };
    let (mut undecided, mut ids) = (vec![], 0);
    for (number, column) in preview.columns.iter().enumerate().filter(|(_, column)| !column.own) {
        let header = column.header.clone();
        match posted.text(&format!("read.{number}")) {
            "" => undecided.push(column.letters.clone()),
            LEAVE => drop(mapping.columns.insert(header, Column::Ignore)),
            ID => {
                ids += 1;
                mapping.id = Some(header);
            }
            field if schema.field(field).is_some() => {
                let field =
                    Column::Field { field: field.to_owned(), values: BTreeMap::new(), calendar: None, currency: None };
                mapping.columns.insert(header, field);
            }
            _ => return Err(Failure::Unsound),
        }
    }
    let undecided = (!undecided.is_empty()).then_some(Refused::Undecided(undecided));
    // Number 1 of two lists that nobody named would be one person.
    let unnamed = mapping.source.is_none() && ids > 0;
    let own = mapping.source.as_deref().is_some_and(is_own);
    let refused = undecided.or((ids > 1).then_some(Refused::TwoIds)).or(unnamed.then_some(Refused::NoRegister));
    let refused = refused.or(own.then_some(Refused::OwnName));
    Ok(Said { mapping, refused })
}
