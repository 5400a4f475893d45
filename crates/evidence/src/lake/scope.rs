//! Whose rows of a lake somebody may count: those of a controller, or of some offices of it.
//!
//! A row out of scope is not there at all. So a household of which members belong to offices out of scope is listed
//! without them, as it is for whoever looks at it on the desk: a people file is an open roster, and as far as the
//! declared size says that more belong than are listed (or no size is declared), what hangs on the others is unknown
//! and never a "no". Two things follow. Where the declared size is smaller than the household really is, a scope that
//! lists exactly so many takes it for complete. And who is the head is told by the members in scope alone.

use std::collections::{BTreeMap, BTreeSet};

use super::keys::{LakeKeys, NAME};
use crate::people::Admits;

/// The column that says whose a row is: the pseudonym of its controller, then that of its office.
pub(super) const WHOSE: &str = "#whose";

/// Whose rows may be counted.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct LakeScope {
    /// Whoever's rows: not by naming the controllers there are, of which one might be missing.
    everybody: bool,
    controllers: BTreeMap<String, ScopedOffices>,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum ScopedOffices {
    All,
    These(BTreeSet<String>),
}

impl LakeScope {
    /// All offices of a controller.
    pub fn controller(controller: impl Into<String>) -> Self {
        Self { everybody: false, controllers: BTreeMap::from([(controller.into(), ScopedOffices::All)]) }
    }

    /// Some offices of a controller; nobody where there are none.
    pub fn offices<O: Into<String>>(controller: impl Into<String>, offices: impl IntoIterator<Item = O>) -> Self {
        let offices = offices.into_iter().map(Into::into).collect();
        let controllers = BTreeMap::from([(controller.into(), ScopedOffices::These(offices))]);
        Self { everybody: false, controllers }
    }

    /// All there are, for whoever counts what nobody is shown: the rules of a controller decide on another's people too.
    pub fn everybody() -> Self {
        Self { everybody: true, controllers: BTreeMap::new() }
    }

    /// What either of the two admits, for whoever answers for several controllers.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        self.everybody |= other.everybody;
        for (controller, offices) in other.controllers {
            let both = match (self.controllers.remove(&controller), offices) {
                (Some(ScopedOffices::These(mut some)), ScopedOffices::These(more)) => {
                    some.extend(more);
                    ScopedOffices::These(some)
                }
                (None, offices) => offices,
                (Some(_), _) => ScopedOffices::All,
            };
            self.controllers.insert(controller, both);
        }
        self
    }

    pub(super) fn under(&self, keys: &LakeKeys) -> AdmittedOffices {
        let mut admitted = AdmittedOffices { everybody: self.everybody, ..AdmittedOffices::default() };
        for (controller, offices) in &self.controllers {
            match offices {
                ScopedOffices::All => {
                    admitted.controllers.insert(keys.controller(controller));
                }
                ScopedOffices::These(some) => {
                    admitted.offices.extend(some.iter().map(|office| whose(keys, controller, office)));
                }
            }
        }
        admitted
    }
}

/// What stands in the column [`WHOSE`] of a row.
pub(super) fn whose(keys: &LakeKeys, controller: &str, office: &str) -> String {
    keys.controller(controller) + &keys.office(controller, office)
}

/// A scope as it is held against rows.
#[derive(Debug, Default)]
pub(super) struct AdmittedOffices {
    everybody: bool,
    controllers: BTreeSet<String>,
    offices: BTreeSet<String>,
}

impl Admits for AdmittedOffices {
    fn column(&self) -> &'static str {
        WHOSE
    }

    fn admits(&self, whose: &str) -> bool {
        self.everybody
            || whose.get(..NAME).is_some_and(|controller| self.controllers.contains(controller))
            || self.offices.contains(whose)
    }
}

#[cfg(test)]
mod tests {
    use journal::Key;

    use super::*;

    const ROWS: [(&str, &str); 4] = [("red", "north"), ("red", "south"), ("blue", "north"), ("blue", "south")];

    /// Which of the rows of two offices at two controllers each are admitted.
    #[track_caller]
    fn check(scope: &LakeScope, expected: [bool; 4]) {
        let keys = LakeKeys::of(&Key::from_bytes([7; 32]));
        let admitted = scope.under(&keys);
        let admits = |(controller, office): (&str, &str)| admitted.admits(&whose(&keys, controller, office));
        assert_eq!(ROWS.map(admits), expected, "{scope:?}");
    }

    #[test]
    fn a_scope_admits_its_rows_and_no_others() {
        check(&LakeScope::controller("red"), [true, true, false, false]);
        check(&LakeScope::offices("red", ["south"]), [false, true, false, false]);
        check(&LakeScope::offices("blue", ["north", "south"]), [false, false, true, true]);
        check(&LakeScope::offices("red", ["east"]), [false; 4]);
        check(&LakeScope::controller("green"), [false; 4]);
        check(&LakeScope::everybody(), [true; 4]);
    }

    #[test]
    fn two_scopes_admit_what_either_does() {
        let north = LakeScope::offices("red", ["north"]);
        check(&north.clone().and(LakeScope::offices("red", ["south"])), [true, true, false, false]);
        check(&north.clone().and(LakeScope::offices("blue", ["south"])), [true, false, false, true]);
        check(&north.clone().and(LakeScope::controller("red")), [true, true, false, false]);
        check(&LakeScope::controller("red").and(north.clone()), [true, true, false, false]);
        check(&north.clone().and(LakeScope::everybody()), [true; 4]);
        check(&LakeScope::everybody().and(north), [true; 4]);
    }
}
