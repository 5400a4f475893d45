//! What each column of a sheet is read into: the mapping says so, else its header is a field's name, else its HXL
//! tag is one.

use std::collections::{BTreeMap, BTreeSet};

use model::{Currency, FieldId, Schema, folding, nearest};

use super::mapping::same;
use super::{Cell, Column, Mapping, SheetCalendar, SheetProblem};

/// A column that is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Taken {
    /// The field, where the column is read into one.
    pub(super) field: Option<FieldId>,
    /// Words of the register to what they mean.
    pub(super) values: BTreeMap<String, String>,
    /// In which calendar its dates are written.
    pub(super) calendar: SheetCalendar,
    /// In which currency its bare numbers are.
    pub(super) currency: Option<Currency>,
    /// Whether it names the row.
    pub(super) names_row: bool,
}

/// Letters of a column to what it is read into; `None` for a column that is left alone.
pub(super) type Columns = BTreeMap<String, Option<Taken>>;

/// The columns that a file of rows handed back has before those of the sheet: it is read again as it is.
pub const REJECT_COLUMNS: [&str; 4] = ["row", "cell", "reason", "what to do"];

/// How many of a sheet's columns are Onward's own: those of a file of rows handed back, and none of any other.
pub fn own_columns<'a>(headers: impl ExactSizeIterator<Item = &'a str>) -> usize {
    let more = headers.len() > REJECT_COLUMNS.len();
    if more && headers.zip(REJECT_COLUMNS).all(|(header, own)| header == own) { REJECT_COLUMNS.len() } else { 0 }
}

/// Resolves the headers; every problem is told at once.
pub(super) fn resolve(
    schema: &Schema,
    mapping: &Mapping,
    headers: &[Cell<'_>],
    tags: Option<&[Cell<'_>]>,
) -> Result<Columns, Vec<SheetProblem>> {
    let mut problems = missing(mapping, headers);
    let mut columns = Columns::new();
    let mut fields = BTreeSet::new();
    let (own, headers) = headers.split_at(own_columns(headers.iter().map(|header| header.text)));
    columns.extend(own.iter().map(|header| (header.column().to_owned(), None)));
    for header in headers.iter().filter(|header| !header.trimmed().is_empty() || tag_of(**header, tags).is_some()) {
        match take(schema, mapping, *header, tags) {
            Ok(taken) => {
                let field = taken.as_ref().and_then(|taken| taken.field);
                if let Some(field) = field.filter(|field| !fields.insert(*field)) {
                    let (cell, field) = (header.address.to_owned(), schema.name(field).to_owned());
                    problems.push(SheetProblem::RepeatedField { cell, field });
                }
                columns.insert(header.column().to_owned(), taken);
            }
            Err(problem) => problems.push(problem),
        }
    }
    if problems.is_empty() && fields.is_empty() {
        problems.push(SheetProblem::NoField);
    }
    if problems.is_empty() { Ok(columns) } else { Err(problems) }
}

/// Columns of the mapping that the sheet does not have.
fn missing(mapping: &Mapping, headers: &[Cell<'_>]) -> Vec<SheetProblem> {
    let there = |name: &str| headers.iter().any(|header| same(name, header.text));
    let named = mapping.columns.keys().chain(&mapping.id);
    let missing = named.filter(|name| !there(name));
    missing.map(|column| SheetProblem::MissingColumn { column: column.clone() }).collect()
}

fn take(
    schema: &Schema,
    mapping: &Mapping,
    header: Cell<'_>,
    tags: Option<&[Cell<'_>]>,
) -> Result<Option<Taken>, SheetProblem> {
    let names_row = mapping.is_id(header.trimmed());
    let mapped = match mapping.column(header.trimmed()) {
        Some((column, Column::Ignore)) if names_row => {
            return Err(SheetProblem::IgnoredId { column: column.to_owned() });
        }
        Some((_, Column::Ignore)) => return Ok(None),
        Some((_, Column::Field { field, values, calendar, currency })) => {
            Some((field.as_str(), values.clone(), *calendar, *currency))
        }
        None => None,
    };
    let shown = folding::visible(header.text);
    let (name, values, calendar, currency) = mapped.unwrap_or((&shown, BTreeMap::new(), None, None));
    let calendar = calendar.unwrap_or(mapping.calendar);
    let tag = tag_of(header, tags);
    match (called(schema, name, tag), tag) {
        (Some(field), _) => Ok(Some(Taken { field: Some(field), values, calendar, currency, names_row })),
        (None, _) if names_row => Ok(Some(Taken { field: None, values, calendar, currency, names_row })),
        // People files have a column for each kind of record; whether anything stands in it, the rows tell.
        (None, None) if schema.kind(name).is_some() => Ok(None),
        // In a tagged sheet a column without a tag is a remark of its authors.
        (None, None) if tags.is_some() => Ok(None),
        (None, _) => {
            let near = nearest(&name.to_lowercase(), schema.fields().iter().map(|field| field.name.as_str()));
            Err(SheetProblem::UnknownHeader { cell: header.address.into(), near: near.map(Into::into) })
        }
    }
}

/// The columns of kinds of record, as people files have them, which no mapping names.
pub(super) fn of_kinds(schema: &Schema, mapping: &Mapping, headers: &[Cell<'_>]) -> BTreeSet<String> {
    let unnamed = headers.iter().filter(|header| mapping.column(header.trimmed()).is_none());
    let kinds = unnamed.filter(|header| schema.kind(&folding::visible(header.text)).is_some());
    kinds.map(|header| header.column().to_owned()).collect()
}

/// The field that a column is read into where no mapping says otherwise: the one called like its header, else the one with
/// its HXL tag.
pub fn field_of_header(schema: &Schema, header: &str, tag: Option<&str>) -> Option<FieldId> {
    called(schema, &folding::visible(header), tag.map(str::trim).filter(|tag| !tag.is_empty()))
}

fn called(schema: &Schema, name: &str, tag: Option<&str>) -> Option<FieldId> {
    schema.field(name).or_else(|| by_tag(schema, tag?))
}

fn tag_of<'a>(header: Cell<'_>, tags: Option<&[Cell<'a>]>) -> Option<&'a str> {
    let tag = tags?.iter().find(|tag| tag.column() == header.column())?;
    Some(tag.trimmed()).filter(|tag| !tag.is_empty())
}

/// The one field with this tag; the order of attributes does not count.
fn by_tag(schema: &Schema, tag: &str) -> Option<FieldId> {
    let wanted = parts(tag);
    let mut found = schema.numbered().filter(|(_, field)| field.hxl.as_deref().is_some_and(|hxl| parts(hxl) == wanted));
    let (first, second) = (found.next(), found.next());
    first.filter(|_| second.is_none()).map(|(field, _)| field)
}

fn parts(tag: &str) -> BTreeSet<String> {
    tag.split('+').map(|part| part.trim().to_lowercase()).collect()
}
