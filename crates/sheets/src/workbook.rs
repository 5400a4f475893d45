//! Workbooks: one sheet of an `.xlsx` as rows of text.
//!
//! A workbook is a zip of XML from a stranger: how much it says it unpacks to and how much it really does are both
//! checked before the reader sees it, and cells are taken one by one, so that a single cell in the last corner of the
//! sheet does not call for the seventeen thousand million between.

use std::io::{Read, Seek, SeekFrom};

use calamine::{DataRef, ExcelDateTime, Reader, SheetType, Xlsx};

use crate::SheetError;
use crate::row::RawRow;
use crate::source::{Bytes, SheetLimits};

/// Reads one sheet: the one named, else the first. Says its name.
pub fn rows(
    mut bytes: Box<dyn Bytes>,
    wanted: Option<&str>,
    limits: &SheetLimits,
) -> Result<(String, Vec<RawRow>), SheetError> {
    check_size(&mut bytes, limits.unpacked_bytes)?;
    bytes.seek(SeekFrom::Start(0))?;
    let mut book = Xlsx::new(bytes).map_err(|_| SheetError::Damaged)?;
    let is_wanted = |sheet: &&calamine::Sheet| match wanted {
        Some(name) => sheet.name == name,
        None => sheet.typ == SheetType::WorkSheet,
    };
    let sheet = book.sheets_metadata().iter().find(is_wanted).ok_or(SheetError::NoSuchSheet)?;
    let name = sheet.name.clone();
    let rows = cells(&mut book, &name, limits)?;
    Ok((name, rows))
}

/// Unpacks every part into nothing, to see what it comes to.
fn check_size(bytes: &mut Box<dyn Bytes>, limit: u64) -> Result<(), SheetError> {
    let mut zip = zip::ZipArchive::new(bytes).map_err(|_| SheetError::Damaged)?;
    if zip.index_for_name("xl/workbook.xml").is_none() {
        return Err(SheetError::NotATable);
    }
    let too_much = || SheetError::Unpacked { limit };
    let mut left = limit;
    for index in 0..zip.len() {
        let part = zip.by_index(index).map_err(|_| SheetError::Damaged)?;
        if part.size() > left {
            return Err(too_much());
        }
        let real = std::io::copy(&mut part.take(left + 1), &mut std::io::sink()).map_err(|_| SheetError::Damaged)?;
        left = left.checked_sub(real).ok_or_else(too_much)?;
    }
    Ok(())
}

fn cells<R: Read + Seek>(book: &mut Xlsx<R>, name: &str, limits: &SheetLimits) -> Result<Vec<RawRow>, SheetError> {
    let mut reader = book.worksheet_cells_reader(name).map_err(|_| SheetError::Damaged)?;
    let mut rows: Vec<RawRow> = Vec::new();
    while let Some(cell) = reader.next_cell().map_err(|_| SheetError::Damaged)? {
        let (row, column) = cell.get_position();
        let (number, column) = (u64::from(row) + 1, column as usize);
        let text = text(cell.get_value());
        let failed = matches!(cell.get_value(), DataRef::Error(_));
        if text.is_empty() && !failed {
            continue;
        }
        if column >= limits.columns {
            return Err(SheetError::WideRow { row: number, limit: limits.columns });
        }
        if rows.last().is_none_or(|last| last.number != number) {
            rows.push(RawRow { number, texts: Vec::new(), failed: None, ragged: false });
        }
        let Some(last) = rows.last_mut() else { continue };
        last.put(column, text);
        last.failed = last.failed.or(failed.then_some(column));
    }
    Ok(rows)
}

/// What the cell says, independent of how the spreadsheet shows it: ISO dates, plain numbers, `true` and `false`.
fn text(value: &DataRef<'_>) -> String {
    match value {
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.trim().to_owned(),
        DataRef::SharedString(text) => text.trim().to_owned(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::Bool(value) => value.to_string(),
        DataRef::DateTime(moment) => moment_text(*moment),
        DataRef::Error(_) | DataRef::Empty => String::new(),
    }
}

/// A day where it is one, else day and time; below one day, a time.
fn moment_text(moment: ExcelDateTime) -> String {
    let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
    let time = format!("{hour:02}:{minute:02}:{second:02}");
    if moment.is_duration() || moment.as_f64() < 1.0 {
        return time;
    }
    let date = format!("{year:04}-{month:02}-{day:02}");
    if time == "00:00:00" { date } else { format!("{date}T{time}") }
}
