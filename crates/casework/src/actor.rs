//! Who acts: an account with its grants, and the seats in which it may act.
//!
//! Grants that ran out, and roles that the table does not know, give nothing.

use std::collections::BTreeSet;

use journal::Grant;
use model::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{InstanceView, Role};

/// Somebody who acts: an account with the grants in force when the command came in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// The account's name.
    pub account: String,
    /// Grants in force; [`crate::InstanceView::actor`] leaves out those that ran out. `decide` goes by the grants on
    /// record, whatever stands here.
    pub grants: Vec<Grant>,
}

impl Actor {
    /// The grants at a controller, with their roles.
    pub fn at(&self, controller: &str) -> impl Iterator<Item = (Role, &Grant)> {
        let here = self.grants.iter().filter(move |grant| grant.controller == controller);
        here.filter_map(|grant| Role::of(&grant.role).map(|role| (role, grant)))
    }

    /// Where they may act: who has several seats says in which one they sit.
    pub fn seats(&self) -> BTreeSet<Seat> {
        let seats = self.grants.iter().filter(|grant| Role::of(&grant.role).is_some());
        seats.map(|grant| Seat { controller: grant.controller.clone(), office: grant.office.clone() }).collect()
    }

    /// The same account in one seat: what it holds elsewhere does not count.
    #[must_use]
    pub fn seated(&self, seat: &Seat) -> Self {
        self.narrowed(|grant| grant.controller == seat.controller && grant.office == seat.office)
    }

    /// The same account without what it may do about itself alone. Nobody knows yet whose account is whose, so that this
    /// admits nobody; where an action opens no rows, no scope says so, and whoever asks for it is asked here.
    #[must_use]
    pub fn beyond_own(&self) -> Self {
        self.narrowed(|grant| Role::of(&grant.role) != Some(Role::Person))
    }

    /// The same account with some of its grants only.
    pub(crate) fn narrowed(&self, keep: impl Fn(&Grant) -> bool) -> Self {
        let grants = self.grants.iter().filter(|grant| keep(grant)).cloned().collect();
        Self { account: self.account.clone(), grants }
    }
}

/// Where somebody acts: an office of a controller. Grants of one seat add up; who has several chooses.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Seat {
    /// Whose data.
    pub controller: String,
    /// Which office.
    pub office: String,
}

impl InstanceView {
    /// An account with the grants that are in force at a moment.
    pub fn actor(&self, account: &str, now: Timestamp) -> Actor {
        let mut actor = self.all_grants(account);
        actor.grants.retain(|grant| self.is_live(grant, now));
        actor
    }

    /// An account with all grants it ever has, those that ran out included.
    pub(crate) fn all_grants(&self, account: &str) -> Actor {
        let grants = self.accounts.get(account).map(|there| there.grants.clone()).unwrap_or_default();
        Actor { account: account.to_owned(), grants }
    }

    /// Whether a grant has not run out; its last day still counts, where its office is.
    pub fn is_live(&self, grant: &Grant, now: Timestamp) -> bool {
        grant.until.is_none_or(|until| self.today(&grant.controller, &grant.office, now) <= until)
    }
}
