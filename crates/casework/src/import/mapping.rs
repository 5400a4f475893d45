//! What a mapping says: how one register's columns and words become fields and codes.

use std::collections::BTreeMap;

use model::{Currency, folding};

use super::{DateOrder, SheetCalendar};

/// What a mapping file says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mapping {
    /// The register's name; the source of what is imported.
    pub source: Option<String>,
    /// The column whose value names a row in that register.
    pub id: Option<String>,
    /// In which order dates are written.
    pub dates: Option<DateOrder>,
    /// In which calendar, where a column does not say.
    pub calendar: SheetCalendar,
    /// Header to what becomes of the column.
    pub columns: BTreeMap<String, Column>,
}

/// What becomes of a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Column {
    /// Read into a field.
    Field {
        /// Its name.
        field: String,
        /// Words of the register, in lower case, to what they mean.
        values: BTreeMap<String, String>,
        /// In which calendar its dates are written, where not in that of the others.
        calendar: Option<SheetCalendar>,
        /// In which currency its amounts are, where the cells hold bare numbers.
        currency: Option<Currency>,
    },
    /// Left alone.
    Ignore,
}

impl Mapping {
    /// The source under which a sheet without a name of its own is recorded.
    pub const SOURCE: &'static str = "file";

    /// The name of the source.
    pub fn source(&self) -> &str {
        self.source.as_deref().unwrap_or(Self::SOURCE)
    }

    /// What it says of a header; case does not count.
    pub(super) fn column(&self, header: &str) -> Option<(&str, &Column)> {
        let exact = self.columns.get_key_value(header);
        let folded = || self.columns.iter().find(|(name, _)| same(name, header));
        exact.or_else(folded).map(|(name, column)| (name.as_str(), column))
    }

    /// Whether a header is that of the column which names the rows.
    pub(super) fn is_id(&self, header: &str) -> bool {
        self.id.as_deref().is_some_and(|id| same(id, header))
    }
}

/// Headers are compared as [`compared`] has them.
pub(super) fn same(one: &str, other: &str) -> bool {
    compared(one) == compared(other)
}

/// A header or a word of a column as it is compared: blanks around it, case, the script of digits and what nobody sees are
/// no difference. Accents are one: a mapping may tell two words by them.
pub(super) fn compared(text: &str) -> String {
    folding::with_ascii_digits(&folding::as_seen(text)).into_owned()
}
