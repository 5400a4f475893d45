//! Which rows an actor may see for an action and a purpose: a closed set, so that the database and a single
//! read can be held together by a property test.

use model::Id;

use crate::view::PersonView;

/// Rows admitted. `store` writes the very same value as a WHERE clause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scope {
    /// Nothing (counts and aggregates may still be allowed by another action).
    Nothing,
    /// People of a controller.
    Controller { controller: String },
    /// People of some offices of a controller.
    Offices { controller: String, offices: Vec<String> },
    /// Exactly these people (own record, open ticket, assigned cases).
    People { people: Vec<Id> },
}

impl Scope {
    /// Whether a row is admitted.
    pub fn admits(&self, row: &PersonView) -> bool {
        match self {
            Self::Nothing => false,
            Self::Controller { controller } => row.controller == *controller,
            Self::Offices { controller, offices } => row.controller == *controller && offices.contains(&row.office),
            Self::People { people } => people.contains(&row.id),
        }
    }
}
