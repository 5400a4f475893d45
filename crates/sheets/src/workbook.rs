//! Workbooks: one sheet of an `.xlsx` as rows of text.
//!
//! A workbook is a zip of XML from a stranger: how much it says it unpacks to and how much it really does are both
//! checked before the reader sees it, and cells are taken one by one, so that a single cell in the last corner of the
//! sheet does not call for the seventeen thousand million between. What a clerk does not see is not read: a hidden sheet
//! only where it is named, and rows and columns that are hidden within the table are read and told. Where several sheets
//! hold a table it is asked which.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io::{Read, Seek, SeekFrom};

use calamine::{DataRef, ExcelDateTime, Reader, SheetType, SheetVisible, Xlsx, XlsxError};

use crate::SheetError;
use crate::cell::{address, is_not_computed};
use crate::error::ChoiceError;
use crate::flaws::Flaws;
use crate::held::HeldRows;
use crate::hidden::{self, Hidden, HidesAny};
use crate::kind;
use crate::row::RawRow;
use crate::shown::Shown;
use crate::source::{Bytes, SheetLimits};

/// The sheet that is read.
pub struct OpenedBook {
    pub sheet: String,
    /// The other sheets on which something stands.
    pub not_read: Vec<String>,
    pub rows: HeldRows,
    pub flaws: Flaws,
    pub hidden: Hidden,
}

type Book = Xlsx<Box<dyn Bytes>>;

/// Reads one sheet: the one named, else the only one that is shown and holds a table.
pub fn rows(mut bytes: Box<dyn Bytes>, wanted: Option<&str>, limits: &SheetLimits) -> Result<OpenedBook, SheetError> {
    let Package { to_compute, mut hidden } = check_size(&mut bytes, limits.unpacked_bytes)?;
    bytes.seek(SeekFrom::Start(0))?;
    let mut book = Xlsx::new(bytes).map_err(|_| SheetError::Damaged)?;
    let sheets = sheets(&mut book)?;
    let sheet = chosen(&sheets, wanted)?;
    let others = sheets.iter().filter(|other| other.name != sheet && other.holds != Holds::Nothing);
    let not_read = others.map(|other| other.name.clone()).collect();
    let place = book.sheets_metadata().iter().position(|other| other.name == sheet);
    let hidden =
        place.filter(|place| *place < hidden.len()).map_or_else(Hidden::default, |place| hidden.swap_remove(place));
    let merged = book.merge_cells_by_sheet_name(&sheet).map_err(|_| SheetError::Damaged)?;
    let mut flaws = Flaws::of(&merged, to_compute);
    let formats = Formats::of(&mut book, &sheet)?;
    let reading = Reading { limits, formats: &formats, hidden: &hidden };
    let rows = reading.cells(&mut book, &sheet, &mut flaws)?;
    Ok(OpenedBook { sheet, not_read, rows, flaws, hidden })
}

/// Refuses a workbook whose parts unpack to more than may be.
pub fn bounded(bytes: &[u8], limits: &SheetLimits) -> Result<(), SheetError> {
    let mut bytes: Box<dyn Bytes> = Box::new(std::io::Cursor::new(bytes.to_vec()));
    check_size(&mut bytes, limits.unpacked_bytes).map(drop)
}

/// What the parts of a workbook say of it as a whole.
struct Package {
    /// Whether formulas are to be computed when it is opened.
    to_compute: bool,
    /// What is hidden, by sheet; nothing at all where none hides anything.
    hidden: Vec<Hidden>,
}

/// Unpacks every part into nothing, to see what it comes to and whether it hides anything.
fn check_size(bytes: &mut Box<dyn Bytes>, limit: u64) -> Result<Package, SheetError> {
    let mut zip = zip::ZipArchive::new(bytes).map_err(|_| SheetError::Damaged)?;
    if let Some(foreign) = kind::of_zip(|name| zip.index_for_name(name).is_some()) {
        return Err(SheetError::NotATable(foreign));
    }
    let too_much = || SheetError::Unpacked { limit };
    let (mut left, mut hiding) = (limit, BTreeSet::new());
    for index in 0..zip.len() {
        let part = zip.by_index(index).map_err(|_| SheetError::Damaged)?;
        if part.size() > left {
            return Err(too_much());
        }
        let name = part.name().map_err(|_| SheetError::Damaged)?.into_owned();
        let mut hides = HidesAny::default();
        let real = std::io::copy(&mut part.take(left + 1), &mut hides).map_err(|_| SheetError::Damaged)?;
        left = left.checked_sub(real).ok_or_else(too_much)?;
        hiding.extend(hides.any.then_some(name));
    }
    let mut workbook = String::new();
    let mut part = zip.by_name("xl/workbook.xml").map_err(|_| SheetError::Damaged)?;
    part.read_to_string(&mut workbook).map_err(|_| SheetError::Damaged)?;
    drop(part);
    let to_compute = ["fullCalcOnLoad=\"1\"", "fullCalcOnLoad=\"true\""].iter().any(|mark| workbook.contains(mark));
    Ok(Package { to_compute, hidden: hidden::of_sheets(&mut zip, &workbook, &hiding)? })
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

/// Formats by which numbers show more than their digits, and the cells that have one.
struct Formats {
    shown: BTreeMap<usize, Shown>,
    cells: HashMap<(u32, u32), usize>,
}

impl Formats {
    /// Cells are looked through once more only where the workbook has such a format.
    fn of(book: &mut Book, name: &str) -> Result<Self, SheetError> {
        let mut reader = book.worksheet_cells_reader(name).map_err(|error| unreadable(&error))?;
        let code =
            |style: &calamine::Style| style.number_format.as_ref().and_then(|format| Shown::of(&format.format_code));
        let shown: BTreeMap<usize, Shown> =
            reader.styles().iter().map(code).enumerate().filter_map(|(id, shown)| Some((id, shown?))).collect();
        let mut cells = HashMap::new();
        while !shown.is_empty()
            && let Some((row, column, style)) = reader.next_style_id().map_err(|error| unreadable(&error))?
        {
            if shown.contains_key(&style) {
                cells.insert((row, column), style);
            }
        }
        Ok(Self { shown, cells })
    }

    /// A whole number of a cell as its format shows it.
    fn text(&self, place: (u32, u32), value: &DataRef<'_>) -> Option<String> {
        let shown = self.shown.get(self.cells.get(&place)?)?;
        match value {
            DataRef::Int(number) if *number >= 0 => Some(shown.text(&number.to_string())),
            DataRef::Float(number) if *number >= 0.0 && number.fract() == 0.0 && *number < WHOLE => {
                Some(shown.text(&number.to_string()))
            }
            _ => None,
        }
    }
}

/// Numbers of more than fifteen digits have lost some: they are read as they are, and told by that.
const WHOLE: f64 = 1e15;

/// How the cells of a sheet are read.
struct Reading<'a> {
    limits: &'a SheetLimits,
    formats: &'a Formats,
    hidden: &'a Hidden,
}

impl Reading<'_> {
    fn cells(&self, book: &mut Book, name: &str, flaws: &mut Flaws) -> Result<HeldRows, SheetError> {
        let mut reader = book.worksheet_cells_reader(name).map_err(|error| unreadable(&error))?;
        let mut rows = HeldRows::default();
        let mut last: Option<RawRow> = None;
        let limit = self.limits.text_bytes;
        let mut left = limit;
        while let Some(cell) = reader.next_cell_with_formula_metadata().map_err(|error| unreadable(&error))? {
            let (row, column) = cell.pos;
            let (number, column) = (u64::from(row) + 1, column as usize);
            if cell.formula.is_some() {
                flaws.see_formula(number, column, &cell.value);
            }
            let text = self.formats.text(cell.pos, &cell.value).unwrap_or_else(|| text(&cell.value));
            if text.is_empty() {
                continue;
            }
            left = left.checked_sub(text.len() as u64).ok_or(SheetError::Unpacked { limit })?;
            if column >= self.limits.columns {
                return Err(SheetError::WideRow { row: number, limit: self.limits.columns });
            }
            if let Some(done) = last.take_if(|last| last.number != number) {
                rows.push(&done);
            }
            let failed = matches!(cell.value, DataRef::Error(_)) || is_not_computed(&text);
            let open = last.get_or_insert_with(|| self.row(number));
            if !open.put(column, text) {
                return Err(SheetError::RepeatedCell { address: address(column, number) });
            }
            open.failed = open.failed.or(failed.then_some(column));
        }
        if let Some(last) = last {
            rows.push(&last);
        }
        match rows.sort() {
            Some(twice) => Err(SheetError::RepeatedCell { address: address(0, twice) }),
            None => Ok(rows),
        }
    }

    fn row(&self, number: u64) -> RawRow {
        RawRow { number, texts: Vec::new(), failed: None, ragged: false, hidden: self.hidden.has_row(number) }
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
