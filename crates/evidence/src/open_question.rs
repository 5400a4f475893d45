//! Questions that are open for undecided people.

use model::{FieldId, KindId, Schema};

/// What somebody would have to say for a measure to be decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum OpenQuestion {
    /// The value of a field, of the person, of somebody in their household or of a record.
    Field(FieldId),
    /// Who else belongs to the household.
    Members,
    /// Which other records of a kind there are.
    Records(KindId),
    /// Whether days are worked of which the calendar does not tell: nobody can be asked, the calendar has to be mended.
    Calendar,
}

impl OpenQuestion {
    /// As answers and figures name it.
    pub(crate) fn name(self, schema: &Schema) -> String {
        match self {
            Self::Field(field) => schema.get(field).map_or_else(String::new, |field| field.name.clone()),
            Self::Members => "members".into(),
            Self::Records(kind) => schema.kind_at(kind).map_or_else(String::new, |kind| kind.name.clone()),
            Self::Calendar => "calendar".into(),
        }
    }
}
