//! By what a row is known again, so that the same file adds nothing and a changed row amends.
//!
//! In this order: the column that the mapping names, `external.id` (with `external.system`, else the source), an
//! `id` made by Onward, and last the file's hash and the row's number.

use model::{FieldId, Id, Schema, Value};

use super::headers::Columns;
use super::{Cell, Mapping};

/// By what a row is known again.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RowKey {
    /// The person's own id, as an export of Onward wrote it.
    Person(Id),
    /// The id that a register gave; recorded as `external.system` and `external.id`, by which it is found.
    External {
        /// The register.
        system: String,
        /// Its id.
        id: String,
    },
}

/// Which columns name the row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Identity {
    source: String,
    file: String,
    named: Option<String>,
    external: Option<String>,
    system: Option<String>,
    own: Option<String>,
}

impl Identity {
    pub(super) fn of(schema: &Schema, mapping: &Mapping, columns: &Columns, file_hash: &str) -> Self {
        let column = |wanted: &dyn Fn(Option<FieldId>, bool) -> bool| {
            let mut taken = columns.iter().filter_map(|(letters, taken)| Some((letters, taken.as_ref()?)));
            taken.find(|(_, taken)| wanted(taken.field, taken.names_row)).map(|(letters, _)| letters.clone())
        };
        let of_field = |name: &str| column(&|field, _| field.is_some() && field == schema.field(name));
        Self {
            source: mapping.source().to_owned(),
            file: format!("file {file_hash}"),
            named: column(&|_, names_row| names_row),
            external: of_field("external.id"),
            system: of_field("external.system"),
            own: of_field("id"),
        }
    }

    /// The key of a row; the cell that should have named it, where it is empty.
    pub(super) fn key<'a>(&'a self, number: u64, row: &[Cell<'a>]) -> Result<RowKey, &'a str> {
        let text = |column: &Option<String>| {
            let column = column.as_deref()?;
            let cell = row.iter().find(|cell| cell.column() == column);
            cell.map(|cell| cell.trimmed()).filter(|text| !text.is_empty())
        };
        let named = self.named.as_ref().or(self.external.as_ref());
        if let Some(column) = named {
            let id = text(&Some(column.clone())).ok_or(column.as_str())?.to_owned();
            let system = text(&self.system).filter(|_| self.named.is_none()).unwrap_or(&self.source).to_owned();
            return Ok(RowKey::External { system, id });
        }
        match text(&self.own).and_then(|id| id.parse().ok()) {
            Some(id) => Ok(RowKey::Person(id)),
            None => Ok(RowKey::External { system: self.file.clone(), id: number.to_string() }),
        }
    }
}

impl RowKey {
    /// The fields by which a register's row is found again, where the schema has them.
    pub(super) fn fields(&self, schema: &Schema) -> Vec<(String, Value)> {
        let Self::External { system, id } = self else { return vec![] };
        let fields = [("external.system", system), ("external.id", id)];
        let known = fields.into_iter().filter(|(name, _)| schema.field(name).is_some());
        known.map(|(name, text)| (name.to_owned(), Value::Text(text.clone()))).collect()
    }
}
