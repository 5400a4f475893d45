//! The second pass: one row to the states of fields, or to every bad cell of it.

use std::collections::BTreeMap;

use model::{FieldId, FieldState, FieldType, Id, Schema, Value, folding};

use super::dates::read;
use super::headers::{Columns, Taken};
use super::identity::Identity;
use super::mapping::compared;
use super::{Cell, CellProblem, DateOrder, RowKey};
use crate::{Fields, PersonCommand, PersonView};

/// Reads the rows of one sheet whose headers and dates are settled.
#[derive(Debug, Clone)]
pub struct RowReader<'a> {
    schema: &'a Schema,
    columns: Columns,
    identity: Identity,
    order: DateOrder,
    orders: BTreeMap<String, DateOrder>,
}

/// A row that can be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportRow {
    /// By what it is known again.
    pub key: RowKey,
    /// What it says.
    pub fields: Fields,
}

impl ImportRow {
    /// The command that records it: amends whoever was found by the key, else registers `person`. A key that is a
    /// person's own id goes before `person`.
    pub fn command(self, found: Option<&PersonView>, person: Id, synthetic: bool) -> PersonCommand {
        match (found, &self.key) {
            (Some(found), _) => PersonCommand::Amend { person: found.id, fields: self.fields },
            (None, RowKey::Person(own)) => PersonCommand::Register { person: *own, synthetic, fields: self.fields },
            (None, RowKey::External { .. }) => PersonCommand::Register { person, synthetic, fields: self.fields },
        }
    }
}

impl<'a> RowReader<'a> {
    pub(super) fn new(
        schema: &'a Schema,
        columns: Columns,
        identity: Identity,
        order: DateOrder,
        orders: BTreeMap<String, DateOrder>,
    ) -> Self {
        Self { schema, columns, identity, order, orders }
    }

    /// Reads a row by its number in the sheet, as addresses count. An empty cell says nothing.
    ///
    /// # Errors
    /// Every bad cell of the row, with its place, its reason and what to do.
    pub fn read(&self, number: u64, row: &[Cell<'_>]) -> Result<ImportRow, Vec<CellProblem>> {
        let mut fields = Fields::new();
        let mut problems = Vec::new();
        for cell in row.iter().filter(|cell| !cell.trimmed().is_empty()) {
            match self.cell(*cell) {
                Ok(Some((field, state))) => drop(fields.insert(field, state)),
                Ok(None) => {}
                Err(problem) => problems.push(problem),
            }
        }
        let key = self.key(number, row).map_err(|problem| problems.push(problem));
        if problems.is_empty() && fields.is_empty() {
            let first = row.first().map_or_else(|| format!("A{number}"), |cell| cell.address.to_owned());
            problems.push(CellProblem::new(&first, "empty-row", "the row says nothing", "delete the row"));
        }
        match key {
            Ok(key) if problems.is_empty() => {
                let known = key.fields(self.schema).into_iter();
                fields.extend(known.map(|(field, value)| (field, FieldState::Known(value))));
                Ok(ImportRow { key, fields })
            }
            _ => Err(problems),
        }
    }

    fn key(&self, number: u64, row: &[Cell<'_>]) -> Result<RowKey, CellProblem> {
        self.identity.key(number, row).map_err(|column| {
            let reason = "the row has no id of its register";
            CellProblem::new(
                &format!("{column}{number}"),
                "no-id",
                reason,
                "write the id by which the register knows it",
            )
        })
    }

    /// What one cell says; nothing where its column is left alone or only names the row.
    fn cell(&self, cell: Cell<'_>) -> Result<Option<(String, FieldState<Value>)>, CellProblem> {
        let Some(taken) = self.columns.get(cell.column()) else {
            let reason = "the column has no header";
            return Err(CellProblem::new(
                cell.address,
                "no-header",
                reason,
                "look for a separator too many in the row",
            ));
        };
        let Some((field, taken)) = taken.as_ref().and_then(|taken| Some((taken.field?, taken))) else {
            return Ok(None);
        };
        let name = self.schema.name(field);
        if name == "id" {
            return Ok(None);
        }
        let state = self.state(field, taken, cell).map_err(|problem| problem.of_field(name))?;
        Ok(Some((name.to_owned(), state)).filter(|(_, state)| !state.is_unknown()))
    }

    fn state(&self, field: FieldId, taken: &Taken, cell: Cell<'_>) -> Result<FieldState<Value>, CellProblem> {
        let mapped = taken.values.get(&compared(cell.text));
        let text = mapped.map_or(cell.trimmed(), String::as_str);
        let kind = self.schema.get(field).map(|field| field.ty);
        let seen = folding::visible(text);
        // Text is kept as it was written; in all else a mark that nobody sees, or the digits of a script, mean nothing.
        let text = if seen.is_empty() || kind != Some(FieldType::Text) { &seen } else { text };
        let order = self.orders.get(cell.column()).copied().unwrap_or(self.order);
        let date = |text| read(text, order).map_err(|error| CellProblem::date(cell.address, error));
        let text = match (kind, text) {
            (_, "" | "n/a") => text.to_owned(),
            (Some(FieldType::PartialDate), text) => {
                return date(text).map(|date| FieldState::Known(Value::Partial(date)));
            }
            (Some(FieldType::Date), text) => {
                let day = date(text)?.exact().ok_or_else(|| CellProblem::not_a_day(cell.address))?;
                return Ok(FieldState::Known(Value::Date(day)));
            }
            (Some(FieldType::Text), text) => text.to_owned(),
            // Spreadsheets shout their booleans.
            (Some(FieldType::Bool), text) => text.to_lowercase(),
            (_, text) => folding::with_ascii_digits(text),
        };
        self.schema.read(field, &text).map_err(|error| CellProblem::value(cell.address, &error))
    }
}
