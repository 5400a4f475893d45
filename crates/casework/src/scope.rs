//! Which rows an actor may see for an action and a purpose: a closed set, so that the database and a single
//! read can be held together by a property test.

use model::Id;

use crate::view::PersonView;

/// Rows admitted. `store` writes the very same value as a WHERE clause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scope {
    /// No row: the action is allowed, and is not about people or has none to be about.
    Nothing,
    /// No row, but it may be counted how many people of a controller there are, behind disclosure control.
    Aggregates { controller: String },
    /// No row, but it may be said whether a person of a controller exists.
    Existence { controller: String },
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
            Self::People { people } => people.contains(&row.id),
            _ => self.covers(&row.controller, &row.office),
        }
    }

    /// Whether rows of an office are admitted, those to come included.
    pub fn covers(&self, of: &str, at: &str) -> bool {
        match self {
            Self::Nothing | Self::Aggregates { .. } | Self::Existence { .. } | Self::People { .. } => false,
            Self::Controller { controller } => controller == of,
            Self::Offices { controller, offices } => controller == of && offices.iter().any(|office| office == at),
        }
    }

    /// The wider of two scopes at one controller; offices add up.
    pub(crate) fn wider(self, other: Self) -> Self {
        match (self, other) {
            (Self::Offices { controller, mut offices }, Self::Offices { offices: more, .. }) => {
                offices.extend(more);
                offices.sort();
                offices.dedup();
                Self::Offices { controller, offices }
            }
            (one, other) if one.width() >= other.width() => one,
            (_, other) => other,
        }
    }

    fn width(&self) -> u8 {
        match self {
            Self::Nothing => 0,
            Self::Aggregates { .. } => 1,
            Self::Existence { .. } => 2,
            Self::People { .. } => 3,
            Self::Offices { .. } => 4,
            Self::Controller { .. } => 5,
        }
    }
}
