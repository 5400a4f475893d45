//! Which rows an actor may see for an action and a purpose: a closed set, so that the database and a single
//! read can be held together by a property test.

use model::Id;

use crate::view::OwnerView;

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
    pub fn admits(&self, row: &OwnerView) -> bool {
        match self {
            Self::People { people } => people.contains(&row.id),
            _ => self.covers(&row.controller, &row.office),
        }
    }

    /// Whether it can admit any row at all.
    pub fn opens_rows(&self) -> bool {
        match self {
            Self::Nothing | Self::Aggregates { .. } | Self::Existence { .. } => false,
            Self::Controller { .. } | Self::Offices { .. } | Self::People { .. } => true,
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

#[cfg(test)]
mod tests {
    use super::*;

    fn row(id: u8, controller: &str, office: &str) -> OwnerView {
        OwnerView::new(Id([id; 16]), controller.into(), office.into(), true)
    }

    fn offices(names: &[&str]) -> Scope {
        let offices = names.iter().map(|name| (*name).to_owned()).collect();
        Scope::Offices { controller: "a".into(), offices }
    }

    /// Which of four rows are admitted: two offices of `a`, one of the same name of `b`, and person 2 in all.
    #[track_caller]
    fn check(scope: &Scope, expected: [bool; 4]) {
        let rows = [row(1, "a", "north"), row(2, "a", "south"), row(3, "b", "north"), row(2, "b", "south")];
        assert_eq!(rows.map(|row| scope.admits(&row)), expected, "{scope:?}");
    }

    #[test]
    fn a_scope_admits_its_rows_and_no_others() {
        let controller = || "a".to_owned();
        check(&Scope::Nothing, [false; 4]);
        check(&Scope::Aggregates { controller: controller() }, [false; 4]);
        check(&Scope::Existence { controller: controller() }, [false; 4]);
        check(&Scope::Controller { controller: controller() }, [true, true, false, false]);
        check(&offices(&["north"]), [true, false, false, false]);
        check(&offices(&[]), [false; 4]);
        check(&Scope::People { people: vec![Id([2; 16])] }, [false, true, false, true]);
    }

    #[test]
    fn rows_to_come_are_covered_by_office_and_never_by_a_list_of_people() {
        assert!(offices(&["north"]).covers("a", "north"));
        assert!(!offices(&["north"]).covers("a", "south") && !offices(&["north"]).covers("b", "north"));
        assert!(!Scope::People { people: vec![Id([1; 16])] }.covers("a", "north"));
    }

    #[test]
    fn the_wider_of_two_scopes_admits_what_either_does() {
        let whole = || Scope::Controller { controller: "a".into() };
        assert_eq!(offices(&["south"]).wider(offices(&["north", "south"])), offices(&["north", "south"]));
        assert_eq!(offices(&["south"]).wider(whole()), whole());
        assert_eq!(whole().wider(Scope::Nothing), whole());
        assert_eq!(Scope::Nothing.wider(offices(&["north"])), offices(&["north"]));
    }
}
