//! The first pass: headers are resolved, every row is looked at, and only then can anything be read.
//!
//! It learns what no row tells alone: in which order day and month stand, which rows have one id, whether a spreadsheet has
//! swapped dates or cut numbers. Of each row it keeps some forty bytes, keyed hashes and its number.

use std::collections::{BTreeMap, BTreeSet};

use model::{FieldType, Schema, folding};

use super::dates::{Evidence, evidence, whole_day};
use super::headers::{Columns, Taken, of_kinds, resolve};
use super::identity::Identity;
use super::marks::{Mark, mark_of, said};
use super::numbers::{LongNumbers, names_by_number};
use super::strays::Heads;
use super::twins::Twins;
use super::{Cell, DateOrder, Mapping, RowReader, SheetCalendar, SheetOccasion, SheetProblem};

/// What the rows told of the order of day and month, a column each.
#[derive(Debug, Clone, Default)]
struct Seen {
    day_first: Option<String>,
    month_first: Option<String>,
    either: Option<String>,
    /// The first cell that holds a day, not a text.
    day: Option<String>,
    /// Whether one of those is a day after the twelfth, which no spreadsheet can have swapped.
    late: bool,
}

/// The first cells of a column called `id`.
#[derive(Debug, Clone, Default)]
struct OwnIds {
    own: Option<String>,
    other: Option<String>,
}

/// A sheet on its first pass.
#[derive(Debug, Clone)]
pub struct Survey<'a> {
    schema: &'a Schema,
    columns: Columns,
    identity: Identity,
    order: Option<DateOrder>,
    occasion: SheetOccasion,
    seen: BTreeMap<String, Seen>,
    own_ids: OwnIds,
    long: BTreeMap<String, LongNumbers>,
    rows: Vec<(Mark, Mark, u64)>,
    /// Whether the cell that would name a row was empty in any.
    nameless: bool,
    heads: Heads,
    /// Columns of kinds of record, each with the first cell in which something stands.
    kinds: BTreeMap<String, Option<String>>,
}

impl<'a> Survey<'a> {
    /// Begins with the header row and, where the sheet has one, its row of HXL tags.
    ///
    /// # Errors
    /// Every header that cannot be read into anything; see [`SheetProblem`].
    pub fn new(
        schema: &'a Schema,
        mapping: &Mapping,
        occasion: SheetOccasion,
        headers: &[Cell<'_>],
        tags: Option<&[Cell<'_>]>,
    ) -> Result<Self, Vec<SheetProblem>> {
        let columns = resolve(schema, mapping, headers, tags)?;
        let identity = Identity::of(schema, mapping, &columns);
        let (seen, long, own_ids, rows) = Default::default();
        let (order, heads) = (mapping.dates, Heads::of(headers, tags));
        let (nameless, kinds) =
            (false, of_kinds(schema, mapping, headers).into_iter().map(|column| (column, None)).collect());
        Ok(Self { schema, columns, identity, order, occasion, seen, own_ids, long, rows, nameless, heads, kinds })
    }

    /// Looks at one row, by its number in the sheet.
    pub fn see(&mut self, number: u64, row: &[Cell<'_>]) {
        // What is no person tells nothing of the others, by its dates or its id.
        if self.heads.stray(row).is_some() {
            return;
        }
        for cell in row {
            if let Some(first) = self.kinds.get_mut(cell.column()).filter(|first| first.is_none()) {
                *first = (!cell.trimmed().is_empty()).then(|| cell.address.to_owned());
            }
            let taken = self.columns.get(cell.column());
            if let Some(calendar) = date_in(self.schema, taken) {
                see_date(&mut self.seen, self.occasion.spreadsheet, *cell, calendar);
            } else if is_number_like(self.schema, taken) {
                let long = self.long.entry(cell.column().to_owned()).or_default();
                long.see(&folding::with_ascii_digits(&folding::visible(cell.text)));
            }
            if self.identity.own() == Some(cell.column()) {
                see_own(&mut self.own_ids, *cell);
            }
        }
        let marks = self.marks(number, row);
        self.nameless |= marks.0 == marks.1;
        self.rows.push(marks);
    }

    /// The marks of a row's key and of all that it says; one mark for both where nothing names it.
    fn marks(&self, number: u64, row: &[Cell<'_>]) -> (Mark, Mark, u64) {
        let said = mark_of(&self.occasion.key, &said(self.schema, &self.columns, row));
        // What stands in a column called `id` counts as written: whose it is, is not known yet.
        let named = self.identity.given().or(self.identity.own());
        let named = named.and_then(|named| row.iter().find(|cell| cell.column() == named));
        let named = named.map(|cell| super::identity::plain(cell.text)).filter(|text| !text.is_empty());
        let key = named.map(|id| {
            mark_of(&self.occasion.key, &format!("{}\u{1f}{id}", folding::register(&self.identity.register(row))))
        });
        (key.unwrap_or(said), said, number)
    }

    /// Ends the first pass.
    ///
    /// # Errors
    /// Every column of dates whose order is not settled, and of ids that are of two kinds: nothing of the sheet may be
    /// written.
    pub fn reader(mut self) -> Result<RowReader<'a>, Vec<SheetProblem>> {
        let mut problems = Vec::new();
        problems.extend(self.settle_ids());
        let records = std::mem::take(&mut self.kinds).into_values().flatten();
        problems.extend(records.map(|cell| SheetProblem::RecordsColumn { cell }));
        let (mut orders, mut doubtful) = (BTreeMap::new(), BTreeSet::new());
        for (column, seen) in std::mem::take(&mut self.seen) {
            let field = self.columns.get(&column).and_then(|taken| taken.as_ref()?.field);
            let field = field.map_or("", |field| self.schema.name(field)).to_owned();
            let swapped = self.occasion.spreadsheet.then(|| swapped(&seen, &field)).flatten();
            match (self.order, swapped) {
                (Some(order), swapped) => {
                    doubtful.extend(swapped.map(|_| column.clone()));
                    orders.insert(column, order);
                }
                (None, Some(problem)) => problems.push(problem),
                (None, None) => match settle(seen, field) {
                    Ok(order) => orders.extend(order.map(|order| (column, order))),
                    Err(problem) => problems.push(problem),
                },
            }
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        let cut = self.long.iter().filter(|(_, long)| long.lost_digits(self.occasion.spreadsheet));
        let cut: BTreeSet<String> = cut.map(|(column, _)| column.clone()).collect();
        let twins = Twins::of(std::mem::take(&mut self.rows));
        // A column without evidence holds no date whose order matters.
        let order = self.order.unwrap_or(DateOrder::DayFirst);
        let Self { schema, columns, identity, occasion, nameless, heads, .. } = self;
        Ok(RowReader { schema, columns, identity, occasion, order, orders, doubtful, cut, twins, nameless, heads })
    }

    fn settle_ids(&mut self) -> Option<SheetProblem> {
        if self.identity.given().is_some() {
            return None;
        }
        match std::mem::take(&mut self.own_ids) {
            OwnIds { own: Some(own), other: Some(other) } => Some(SheetProblem::MixedIds { own, other }),
            OwnIds { own: None, other: Some(_) } => {
                self.identity.own_is_given();
                None
            }
            OwnIds { other: None, .. } => None,
        }
    }
}

fn see_date(all: &mut BTreeMap<String, Seen>, spreadsheet: bool, cell: Cell<'_>, calendar: SheetCalendar) {
    let found = evidence(cell.trimmed(), calendar);
    let day = whole_day(cell.trimmed()).filter(|_| spreadsheet && found == Evidence::None);
    if found == Evidence::None && day.is_none() {
        return;
    }
    if !all.contains_key(cell.column()) {
        all.insert(cell.column().to_owned(), Seen::default());
    }
    let Some(seen) = all.get_mut(cell.column()) else { return };
    seen.late |= day.is_some_and(|day| day > 12);
    let slot = match found {
        Evidence::Only(DateOrder::MonthFirst) => &mut seen.month_first,
        Evidence::Only(_) => &mut seen.day_first,
        Evidence::Either => &mut seen.either,
        Evidence::None => &mut seen.day,
    };
    slot.get_or_insert_with(|| cell.address.to_owned());
}

fn see_own(seen: &mut OwnIds, cell: Cell<'_>) {
    let text = super::identity::plain(cell.text);
    if text.is_empty() {
        return;
    }
    let slot = if text.parse::<model::Id>().is_ok() { &mut seen.own } else { &mut seen.other };
    slot.get_or_insert_with(|| cell.address.to_owned());
}

/// What a spreadsheet leaves that took texts for dates in the wrong order: those that could be read so became days, with
/// day and month swapped and so none after the twelfth, and all that remained text are dates in the other order alone.
fn swapped(seen: &Seen, field: &str) -> Option<SheetProblem> {
    let text = match (&seen.day_first, &seen.month_first, &seen.either) {
        (Some(text), None, None) | (None, Some(text), None) => text.clone(),
        _ => return None,
    };
    let day = seen.day.clone().filter(|_| !seen.late)?;
    Some(SheetProblem::SwappedDates { field: field.to_owned(), day, text })
}

/// The order of a column; none where no text needs one.
fn settle(seen: Seen, field: String) -> Result<Option<DateOrder>, SheetProblem> {
    match (seen.day_first, seen.month_first, seen.either) {
        (Some(day_first), Some(month_first), _) => {
            Err(SheetProblem::ContradictoryDates { field, day_first, month_first })
        }
        (Some(_), None, _) => Ok(Some(DateOrder::DayFirst)),
        (None, Some(_), _) => Ok(Some(DateOrder::MonthFirst)),
        (None, None, Some(cell)) => Err(SheetProblem::AmbiguousDates { field, cell }),
        (None, None, None) => Ok(None),
    }
}

/// The calendar of a column of dates.
fn date_in(schema: &Schema, taken: Option<&Option<Taken>>) -> Option<SheetCalendar> {
    let taken = taken?.as_ref()?;
    let field = schema.get(taken.field?)?;
    matches!(field.ty, FieldType::Date | FieldType::PartialDate).then_some(taken.calendar)
}

/// Whether a column holds what may look like a number and is none.
fn is_number_like(schema: &Schema, taken: Option<&Option<Taken>>) -> bool {
    let Some(taken) = taken.and_then(Option::as_ref) else { return false };
    taken.names_row
        || taken.field.is_some_and(|field| names_by_number(schema.name(field)) || schema.name(field) == "id")
}
