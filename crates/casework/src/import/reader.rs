//! The second pass: one row to the states of fields, or to every bad cell of it.

use std::collections::{BTreeMap, BTreeSet};

use model::{FieldId, FieldState, Id, Schema, Value, folding};

use super::headers::Columns;
use super::identity::Identity;
use super::lives::{ImpossibleDate, impossible, is_very_old};
use super::marks::{mark_of, said};
use super::numbers::{Spoilt, is_cut};
use super::strays::Heads;
use super::twins::{Twin, Twins};
use super::{Cell, CellProblem, DateOrder, Look, LookKind, RowKey, SheetOccasion};
use crate::{Fields, OwnerView, PersonCommand};

/// Reads the rows of one sheet whose headers and dates are settled.
#[derive(Debug, Clone)]
pub struct RowReader<'a> {
    pub(super) schema: &'a Schema,
    pub(super) columns: Columns,
    pub(super) identity: Identity,
    pub(super) occasion: SheetOccasion,
    pub(super) order: DateOrder,
    pub(super) orders: BTreeMap<String, DateOrder>,
    /// Columns of dates that a spreadsheet may have swapped, though the mapping says their order.
    pub(super) doubtful: BTreeSet<String>,
    /// Columns of numbers from which a spreadsheet has cut digits.
    pub(super) cut: BTreeSet<String>,
    pub(super) twins: Twins,
    /// Whether the cell that would name a row was empty in any.
    pub(super) nameless: bool,
    pub(super) heads: Heads,
}

/// A row that can be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportRow {
    /// By what it is known again.
    pub key: RowKey,
    /// What it says.
    pub fields: Fields,
    /// Whether it has an id; one without is known again only as it stands.
    pub has_id: bool,
    /// What to look at, though it is stored.
    pub looks: Vec<Look>,
    /// Whether an earlier row of the file says the same of the same person.
    pub again: bool,
}

impl ImportRow {
    /// The command that records it: amends whoever was found by the key, else registers `person`. A key that is a
    /// person's own id goes before `person`.
    pub fn command(self, found: Option<&OwnerView>, person: Id, synthetic: bool) -> PersonCommand {
        match (found, &self.key) {
            (Some(found), _) => PersonCommand::Amend { person: found.id, fields: self.fields },
            (None, RowKey::Person(own)) => PersonCommand::Register { person: *own, synthetic, fields: self.fields },
            (None, RowKey::External { .. }) => PersonCommand::Register { person, synthetic, fields: self.fields },
        }
    }
}

/// What the cells of a row came to.
#[derive(Default)]
struct Taken {
    fields: Fields,
    problems: Vec<CellProblem>,
    looks: Vec<Look>,
}

impl RowReader<'_> {
    /// Whether every row can be known again once it is changed: whether each has an id, or is handed back for having none.
    pub fn names_rows(&self) -> bool {
        self.identity.given().is_some() || (self.identity.own().is_some() && !self.nameless)
    }

    /// Reads a row by its number in the sheet, as addresses count. An empty cell says nothing.
    ///
    /// # Errors
    /// Every bad cell of the row, with its place, its reason and what to do.
    pub fn read(&self, number: u64, row: &[Cell<'_>]) -> Result<ImportRow, Vec<CellProblem>> {
        if let Some(problem) = self.heads.stray(row) {
            return Err(vec![problem]);
        }
        let mut taken = Taken::default();
        for cell in row.iter().filter(|cell| !cell.trimmed().is_empty()) {
            match self.cell(*cell, &mut taken.looks) {
                Ok(Some((field, state))) => drop(taken.fields.insert(field, state)),
                Ok(None) => {}
                Err(problem) => taken.problems.push(problem),
            }
        }
        for ImpossibleDate { field, reason, .. } in impossible(&taken.fields, self.occasion.today) {
            let cell = self.cell_of(field, row).unwrap_or_else(|| start(number, row));
            taken.problems.push(CellProblem::impossible(&cell, reason).of_field(field));
        }
        let key = self.key(number, row, &mut taken);
        // By an id alone nobody is described: it is what is left of a row that was emptied.
        let says = taken.fields.keys().any(|field| !matches!(field.as_str(), "external.id" | "external.system"));
        if taken.problems.is_empty() && !says {
            let reason = "the row says nothing";
            taken.problems.push(CellProblem::new(&start(number, row), "empty-row", reason, "delete the row"));
        }
        match key.filter(|_| taken.problems.is_empty()) {
            Some(key) => Ok(self.row(number, row, key, taken)),
            None => Err(taken.problems),
        }
    }

    fn row(&self, number: u64, row: &[Cell<'_>], (key, has_id): (RowKey, bool), taken: Taken) -> ImportRow {
        let Taken { mut fields, mut looks, .. } = taken;
        if is_very_old(&fields, self.occasion.today) {
            let cell = self.cell_of("birth_date", row).unwrap_or_else(|| start(number, row));
            looks.push(Look { kind: LookKind::VeryOld, cell });
        }
        if self.scope_household(row, &key, &mut fields) && !self.identity.has_register(row) {
            let cell = self.cell_of("household.id", row).unwrap_or_else(|| start(number, row));
            looks.push(Look { kind: LookKind::UnnamedRegister, cell });
        }
        let known = key.fields(self.schema).into_iter();
        fields.extend(known.map(|(field, value)| (field, FieldState::Known(value))));
        let again = self.twins.of_row(number) == Some(&Twin::Again);
        ImportRow { key, fields, has_id, looks, again }
    }

    /// Household numbers belong to the register that gave them: `1` of one never meets `1` of another. Says whether there
    /// was a number to scope.
    fn scope_household(&self, row: &[Cell<'_>], key: &RowKey, fields: &mut Fields) -> bool {
        let RowKey::External { .. } = key else { return false };
        let Some(FieldState::Known(Value::Text(household))) = fields.get_mut("household.id") else { return false };
        let register = self.identity.register(row);
        let named = |at: usize| {
            household.get(..at).is_some_and(|named| folding::register(named) == folding::register(&register))
        };
        if !household.match_indices('/').any(|(at, _)| named(at)) {
            *household = format!("{register}/{household}");
        }
        true
    }

    /// The key of a row, and whether that is an id, unless it has none or contradicts others with its key.
    fn key(&self, number: u64, row: &[Cell<'_>], taken: &mut Taken) -> Option<(RowKey, bool)> {
        let twin = self.twins.of_row(number);
        if let Some(Twin::Against(rows, more)) = twin {
            let cell = self.id_cell(number).unwrap_or_else(|| start(number, row));
            taken.problems.push(CellProblem::same_id(&cell, rows, *more));
            return None;
        }
        match self.identity.key(row) {
            Ok(Some(key)) => {
                let cut = self.identity.given().filter(|column| self.cut.contains(*column));
                let cell = cut.and_then(|column| row.iter().find(|cell| cell.column() == column));
                let spoilt = cell.filter(|cell| is_cut(cell.text)).map(|cell| cell.address);
                let told = |cell: &str| taken.problems.iter().any(|problem| problem.cell == cell);
                if let Some(cell) = spoilt.filter(|cell| !told(cell)) {
                    taken.problems.push(CellProblem::spoilt(cell, Spoilt::DigitsLost));
                }
                Some((key, true))
            }
            Ok(None) => {
                let mark = mark_of(&self.occasion.key, &said(self.schema, &self.columns, row));
                let nth = if let Some(Twin::Nth(nth)) = twin { *nth } else { 1 };
                Some((self.identity.by_content(&Id(mark).to_string(), nth), false))
            }
            Err((column, why)) => {
                let cell = format!("{column}{number}");
                if taken.problems.iter().all(|problem| problem.cell != cell) {
                    taken.problems.push(CellProblem::no_key(&cell, why));
                }
                None
            }
        }
    }

    fn id_cell(&self, number: u64) -> Option<String> {
        let column = self.identity.given().or(self.identity.own())?;
        Some(format!("{column}{number}"))
    }

    /// Where a field of the row stands.
    fn cell_of(&self, field: &str, row: &[Cell<'_>]) -> Option<String> {
        let field = self.schema.field(field)?;
        let is_it = |cell: &&Cell<'_>| self.field_in(cell.column()) == Some(field);
        row.iter().find(is_it).map(|cell| cell.address.to_owned())
    }

    fn field_in(&self, column: &str) -> Option<FieldId> {
        self.columns.get(column)?.as_ref()?.field
    }
}

/// The first cell of a row.
fn start(number: u64, row: &[Cell<'_>]) -> String {
    row.first().map_or_else(|| format!("A{number}"), |cell| cell.address.to_owned())
}
