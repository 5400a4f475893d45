//! Questions that are open for undecided people.

use model::{FieldId, Schema};

/// What somebody would have to say for a measure to be decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum OpenQuestion {
    /// The value of a field, of the person or of somebody in their household.
    Field(FieldId),
    /// Who else belongs to the household.
    Members,
    /// Whether days are worked of which the calendar does not tell: nobody can be asked, the calendar has to be mended.
    Calendar,
}

impl OpenQuestion {
    /// As answers and figures name it.
    pub(crate) fn name(self, schema: &Schema) -> String {
        match self {
            Self::Field(field) => schema.get(field).map_or_else(String::new, |field| field.name.clone()),
            Self::Members => "members".into(),
            Self::Calendar => "calendar".into(),
        }
    }
}
