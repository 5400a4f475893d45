//! The four states of a datum. `Option` would merge two of them, and that is how a "no" is born from a gap.

use serde::{Deserialize, Serialize};

/// What is known of one field of one record.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FieldState<T> {
    /// One accepted value.
    Known(T),
    /// Never asked, refused, or lost.
    #[default]
    Unknown,
    /// The question does not arise for this person.
    NotApplicable,
    /// Sources disagree; at least two distinct candidates, in order of their recording.
    Contested(Vec<T>),
}

impl<T> FieldState<T> {
    /// The value, where there is exactly one.
    pub fn known(&self) -> Option<&T> {
        match self {
            Self::Known(value) => Some(value),
            Self::Unknown | Self::NotApplicable | Self::Contested(_) => None,
        }
    }

    /// Whether nothing at all is on record.
    pub fn is_unknown(&self) -> bool {
        matches!(self, Self::Unknown)
    }
}
