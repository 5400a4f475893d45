//! By what a row is known again, so that the same file adds nothing and a changed row amends.
//!
//! In this order: the column that the mapping names, `external.id` (with `external.system`, else the source), an `id` made
//! by Onward. A column called `id` that holds none of Onward's is the register's own. A row that no column names is known
//! by all that it says: the same row again is the same person, and a changed one would be another.

use model::{FieldId, Id, Schema, Value, folding};

use super::headers::Columns;
use super::nothing::says_nothing;
use super::numbers::{is_scientific, whole};
use super::problem::NoKey;
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
    /// Whether the mapping says whose the file is.
    has_source: bool,
    named: Option<String>,
    external: Option<String>,
    system: Option<String>,
    own: Option<String>,
}

impl Identity {
    pub(super) fn of(schema: &Schema, mapping: &Mapping, columns: &Columns) -> Self {
        let column = |wanted: &dyn Fn(Option<FieldId>, bool) -> bool| {
            let mut taken = columns.iter().filter_map(|(letters, taken)| Some((letters, taken.as_ref()?)));
            taken.find(|(_, taken)| wanted(taken.field, taken.names_row)).map(|(letters, _)| letters.clone())
        };
        let of_field = |name: &str| column(&|field, _| field.is_some() && field == schema.field(name));
        Self {
            source: mapping.source().to_owned(),
            has_source: mapping.source.is_some(),
            named: column(&|_, names_row| names_row),
            external: of_field("external.id"),
            system: of_field("external.system"),
            own: of_field("id"),
        }
    }

    /// The column of ids that a register gave.
    pub(super) fn given(&self) -> Option<&str> {
        self.named.as_deref().or(self.external.as_deref())
    }

    /// The column of ids that Onward made.
    pub(super) fn own(&self) -> Option<&str> {
        self.own.as_deref()
    }

    /// Takes the column called `id` for the register's own numbers.
    pub(super) fn own_is_given(&mut self) {
        self.named = self.own.take();
    }

    /// The key of a row, and its column where it has none; nothing for a row that no column names.
    pub(super) fn key<'a>(&'a self, row: &[Cell<'a>]) -> Result<Option<RowKey>, (&'a str, NoKey)> {
        let own = || id_in(self.own.as_deref(), row).and_then(|id| id.parse().ok()).map(RowKey::Person);
        let Some(column) = self.given() else { return Ok(own()) };
        match id_in(Some(column), row) {
            Some(id) if is_scientific(&id) => Err((column, NoKey::Scientific)),
            Some(id) => Ok(Some(RowKey::External { system: self.register(row), id })),
            None => own().map(Some).ok_or((column, NoKey::Empty)),
        }
    }

    /// The key of a row that is known by all that it says; `nth` of those of the file that say the same.
    pub(super) fn by_content(&self, mark: &str, nth: u32) -> RowKey {
        let id = if nth > 1 { format!("{mark}-{nth}") } else { mark.to_owned() };
        RowKey::External { system: format!("{}, rows without id", self.source), id }
    }

    /// Whether the register of a row is named: by the row, or by the mapping.
    pub(super) fn has_register(&self, row: &[Cell<'_>]) -> bool {
        self.has_source || id_in(self.system.as_deref(), row).is_some_and(|_| self.named.is_none())
    }

    /// The register of a row: as it says, else the source.
    pub(super) fn register(&self, row: &[Cell<'_>]) -> String {
        let said = id_in(self.system.as_deref(), row).filter(|_| self.named.is_none());
        said.unwrap_or_else(|| self.source.clone())
    }
}

/// What names the row in a column.
fn id_in(column: Option<&str>, row: &[Cell<'_>]) -> Option<String> {
    let column = column?;
    let cell = row.iter().find(|cell| cell.column() == column)?;
    Some(plain(cell.text)).filter(|text| !text.is_empty())
}

/// An id in digits of one script and without marks that nobody sees; empty where nothing is said.
pub(super) fn plain(text: &str) -> String {
    let seen = folding::given_id(text);
    if says_nothing("external.id", true, &seen) { String::new() } else { whole(&seen).to_owned() }
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
