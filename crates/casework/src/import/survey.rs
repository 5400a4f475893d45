//! The first pass: headers are resolved, every row is looked at, and only then can anything be read.

use std::collections::BTreeMap;

use model::{FieldType, Schema};

use super::dates::{Evidence, evidence};
use super::headers::{Columns, Taken, resolve};
use super::identity::Identity;
use super::{Cell, DateOrder, Mapping, RowReader, SheetProblem};

/// What the rows told of the order of day and month, a column each.
#[derive(Debug, Clone, Default)]
struct Seen {
    day_first: Option<String>,
    month_first: Option<String>,
    either: Option<String>,
}

/// A sheet on its first pass.
#[derive(Debug, Clone)]
pub struct Survey<'a> {
    schema: &'a Schema,
    columns: Columns,
    identity: Identity,
    order: Option<DateOrder>,
    seen: BTreeMap<String, Seen>,
}

impl<'a> Survey<'a> {
    /// Begins with the header row and, where the sheet has one, its row of HXL tags. `file_hash` is the SHA-256 of
    /// the file, by which rows without an id are known again.
    ///
    /// # Errors
    /// Every header that cannot be read into anything; see [`SheetProblem`].
    pub fn new(
        schema: &'a Schema,
        mapping: &Mapping,
        file_hash: &str,
        headers: &[Cell<'_>],
        tags: Option<&[Cell<'_>]>,
    ) -> Result<Self, Vec<SheetProblem>> {
        let columns = resolve(schema, mapping, headers, tags)?;
        let identity = Identity::of(schema, mapping, &columns, file_hash);
        Ok(Self { schema, columns, identity, order: mapping.dates, seen: BTreeMap::new() })
    }

    /// Looks at one row.
    pub fn see(&mut self, row: &[Cell<'_>]) {
        if self.order.is_some() {
            return;
        }
        for cell in row.iter().filter(|cell| is_date(self.schema, self.columns.get(cell.column()))) {
            let found = evidence(cell.trimmed());
            if found == Evidence::None {
                continue;
            }
            let seen = self.seen.entry(cell.column().to_owned()).or_default();
            let slot = match found {
                Evidence::Only(DateOrder::MonthFirst) => &mut seen.month_first,
                Evidence::Only(_) => &mut seen.day_first,
                Evidence::Either | Evidence::None => &mut seen.either,
            };
            slot.get_or_insert_with(|| cell.address.to_owned());
        }
    }

    /// Ends the first pass.
    ///
    /// # Errors
    /// Every column of dates whose order is not settled: nothing of the sheet may be written.
    pub fn reader(self) -> Result<RowReader<'a>, Vec<SheetProblem>> {
        let mut orders = BTreeMap::new();
        let mut problems = Vec::new();
        for (column, seen) in self.seen {
            let field = self.columns.get(&column).and_then(|taken| taken.as_ref()?.field);
            match settle(seen, field.map_or("", |field| self.schema.name(field))) {
                Ok(order) => drop(orders.insert(column, order)),
                Err(problem) => problems.push(problem),
            }
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        // A column without evidence holds no date whose order matters.
        let order = self.order.unwrap_or(DateOrder::DayFirst);
        Ok(RowReader::new(self.schema, self.columns, self.identity, order, orders))
    }
}

fn settle(seen: Seen, field: &str) -> Result<DateOrder, SheetProblem> {
    let field = field.to_owned();
    match (seen.day_first, seen.month_first, seen.either) {
        (Some(day_first), Some(month_first), _) => {
            Err(SheetProblem::ContradictoryDates { field, day_first, month_first })
        }
        (Some(_), None, _) => Ok(DateOrder::DayFirst),
        (None, Some(_), _) => Ok(DateOrder::MonthFirst),
        (None, None, cell) => Err(SheetProblem::AmbiguousDates { field, cell: cell.unwrap_or_default() }),
    }
}

fn is_date(schema: &Schema, taken: Option<&Option<Taken>>) -> bool {
    let field = taken.and_then(|taken| taken.as_ref()?.field).and_then(|field| schema.get(field));
    field.is_some_and(|field| matches!(field.ty, FieldType::Date | FieldType::PartialDate))
}
