//! Workbooks: one sheet of an `.xlsx` as rows of text.
//!
//! A workbook is a zip of XML from a stranger: how much it says it unpacks to and how much it really does are both
//! checked before the reader sees it, and cells are taken one by one, so that a single cell in the last corner of the
//! sheet does not call for the seventeen thousand million between. What a clerk does not see is not read: a hidden sheet
//! only where it is named. Where several sheets hold a table it is asked which.

use std::io::{Read, Seek, SeekFrom};

use calamine::{DataRef, ExcelDateTime, Reader, SheetType, SheetVisible, Xlsx, XlsxError};

use crate::SheetError;
use crate::cell::address;
use crate::error::ChoiceError;
use crate::flaws::Flaws;
use crate::kind;
use crate::row::RawRow;
use crate::source::{Bytes, SheetLimits};

/// The sheet that is read.
pub struct OpenedBook {
    pub sheet: String,
    /// The other sheets on which something stands.
    pub not_read: Vec<String>,
    pub rows: Vec<RawRow>,
    pub flaws: Flaws,
}

type Book = Xlsx<Box<dyn Bytes>>;

/// Reads one sheet: the one named, else the only one that is shown and holds a table.
pub fn rows(mut bytes: Box<dyn Bytes>, wanted: Option<&str>, limits: &SheetLimits) -> Result<OpenedBook, SheetError> {
    let to_compute = check_size(&mut bytes, limits.unpacked_bytes)?;
    bytes.seek(SeekFrom::Start(0))?;
    let mut book = Xlsx::new(bytes).map_err(|_| SheetError::Damaged)?;
    let sheets = sheets(&mut book)?;
    let sheet = chosen(&sheets, wanted)?;
    let others = sheets.iter().filter(|other| other.name != sheet && other.holds != Holds::Nothing);
    let not_read = others.map(|other| other.name.clone()).collect();
    let merged = book.merge_cells_by_sheet_name(&sheet).map_err(|_| SheetError::Damaged)?;
    let mut flaws = Flaws::of(&merged, to_compute);
    let rows = cells(&mut book, &sheet, limits, &mut flaws)?;
    Ok(OpenedBook { sheet, not_read, rows, flaws })
}

/// Unpacks every part into nothing, to see what it comes to; whether formulas are to be computed when it is opened.
fn check_size(bytes: &mut Box<dyn Bytes>, limit: u64) -> Result<bool, SheetError> {
    let mut zip = zip::ZipArchive::new(bytes).map_err(|_| SheetError::Damaged)?;
    if let Some(foreign) = kind::of_zip(|name| zip.index_for_name(name).is_some()) {
        return Err(SheetError::NotATable(foreign));
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
    let mut workbook = String::new();
    let mut part = zip.by_name("xl/workbook.xml").map_err(|_| SheetError::Damaged)?;
    part.read_to_string(&mut workbook).map_err(|_| SheetError::Damaged)?;
    Ok(["fullCalcOnLoad=\"1\"", "fullCalcOnLoad=\"true\""].iter().any(|mark| workbook.contains(mark)))
}

/// How much stands on a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Holds {
    Nothing,
    Something,
    /// Two rows and two columns at least.
    Table,
}

struct Found {
    name: String,
    shown: bool,
    holds: Holds,
}

fn sheets(book: &mut Book) -> Result<Vec<Found>, SheetError> {
    let sheets: Vec<calamine::Sheet> = book.sheets_metadata().to_vec();
    let sheets = sheets.into_iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    sheets
        .map(|sheet| {
            let holds = holds(book, &sheet.name)?;
            Ok(Found { name: sheet.name, shown: sheet.visible == SheetVisible::Visible, holds })
        })
        .collect()
}

/// Looks at a sheet as far as is needed to tell.
fn holds(book: &mut Book, name: &str) -> Result<Holds, SheetError> {
    let mut reader = book.worksheet_cells_reader(name).map_err(|error| unreadable(&error))?;
    let mut first: Option<(u32, u32)> = None;
    let (mut wide, mut long) = (false, false);
    while let Some(cell) = reader.next_cell().map_err(|error| unreadable(&error))? {
        if text(cell.get_value()).is_empty() {
            continue;
        }
        let (row, column) = cell.get_position();
        let (top, left) = *first.get_or_insert((row, column));
        wide |= column != left;
        long |= row != top;
        if wide && long {
            return Ok(Holds::Table);
        }
    }
    Ok(if first.is_some() { Holds::Something } else { Holds::Nothing })
}

fn chosen(sheets: &[Found], wanted: Option<&str>) -> Result<String, ChoiceError> {
    let names = |sheets: &mut dyn Iterator<Item = &Found>| sheets.map(|sheet| sheet.name.clone()).collect::<Vec<_>>();
    if let Some(wanted) = wanted {
        let found = sheets.iter().find(|sheet| sheet.name == wanted).or_else(|| {
            let seen = model::folding::as_seen(wanted);
            sheets.iter().find(|sheet| model::folding::as_seen(&sheet.name) == seen)
        });
        let missing = || ChoiceError::NoSuchSheet { sheets: names(&mut sheets.iter()) };
        return found.map(|sheet| sheet.name.clone()).ok_or_else(missing);
    }
    let shown = |least: fn(Holds) -> bool| names(&mut sheets.iter().filter(|sheet| sheet.shown && least(sheet.holds)));
    let tables = shown(|holds| holds == Holds::Table);
    let meant = if tables.is_empty() { shown(|holds| holds != Holds::Nothing) } else { tables };
    match <[String; 1]>::try_from(meant) {
        Ok([only]) => Ok(only),
        Err(several) if !several.is_empty() => Err(ChoiceError::AskSheet { sheets: several }),
        Err(_) => {
            let hidden = names(&mut sheets.iter().filter(|sheet| !sheet.shown && sheet.holds != Holds::Nothing));
            let empty = sheets.iter().find(|sheet| sheet.shown).map(|sheet| sheet.name.clone());
            empty.filter(|_| hidden.is_empty()).ok_or(ChoiceError::OnlyHidden { hidden })
        }
    }
}

fn cells(book: &mut Book, name: &str, limits: &SheetLimits, flaws: &mut Flaws) -> Result<Vec<RawRow>, SheetError> {
    let mut reader = book.worksheet_cells_reader(name).map_err(|error| unreadable(&error))?;
    let mut rows: Vec<RawRow> = Vec::new();
    while let Some(cell) = reader.next_cell_with_formula_metadata().map_err(|error| unreadable(&error))? {
        let (row, column) = cell.pos;
        let (number, column) = (u64::from(row) + 1, column as usize);
        if cell.formula.is_some() {
            flaws.see_formula(number, column, &cell.value);
        }
        let text = text(&cell.value);
        if text.is_empty() {
            continue;
        }
        if column >= limits.columns {
            return Err(SheetError::WideRow { row: number, limit: limits.columns });
        }
        if rows.last().is_none_or(|last| last.number != number) {
            rows.push(RawRow { number, texts: Vec::new(), failed: None, ragged: false });
        }
        let Some(last) = rows.last_mut() else { continue };
        if !last.put(column, text) {
            return Err(SheetError::RepeatedCell { address: address(column, number) });
        }
        last.failed = last.failed.or(matches!(cell.value, DataRef::Error(_)).then_some(column));
    }
    rows.sort_by_key(|row| row.number);
    let twice = rows.chunk_by(|one, next| one.number == next.number).find(|alike| alike.len() > 1);
    match twice.and_then(<[RawRow]>::first).map(|row| address(0, row.number)) {
        Some(address) => Err(SheetError::RepeatedCell { address }),
        None => Ok(rows),
    }
}

/// An error of a cell that the reader does not know is of newer spreadsheets.
fn unreadable(error: &XlsxError) -> SheetError {
    match error {
        XlsxError::CellError(_) => SheetError::UnknownError,
        _ => SheetError::Damaged,
    }
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
        DataRef::Error(error) => error.to_string(),
        DataRef::Empty => String::new(),
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
