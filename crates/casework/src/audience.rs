//! For whom a record is, beyond scope and walls: everybody of its office, or those who have it in hand, sit on its panels or
//! supervise there. A case that is nobody's yet is everybody's, so that somebody takes it.

use std::collections::{BTreeMap, BTreeSet};

use journal::{Act, CaseStep};
use model::{Kind, Timestamp};
use pathways::{CaseScope, PathwaysInForce};

use crate::case::{UnreadableVersion, version_of};
use crate::{Actor, InstanceView, OwnerView, RecordView, Role};

/// For whom a record is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Audience {
    /// Whoever may read its person, and opens the wall before it.
    Office,
    /// Of those these accounts, and supervisors of its office.
    Named(BTreeSet<String>),
}

impl Audience {
    /// Of a record.
    pub fn of(record: &RecordView<'_>, pathways: &PathwaysInForce) -> Self {
        let scope = match version_of(pathways, record) {
            Ok(Some(running)) => Some(running.pathway.sees.scope),
            Ok(None) => pathways.of_kind(record.kind()).map(|running| running.pathway.sees.scope),
            // For whom a case is that nobody can read: for as few as any case is.
            Err(UnreadableVersion) => Some(CaseScope::Assigned),
        };
        let Some(assignee) = record.assignee().filter(|_| scope == Some(CaseScope::Assigned)) else {
            return Self::Office;
        };
        let appointed = record.standing().into_iter().filter_map(|acted| match &acted.act {
            Act::Stepped { step: CaseStep::Appointed { to, .. }, .. } => Some(to.clone()),
            _ => None,
        });
        Self::Named(appointed.chain([assignee.to_owned()]).collect())
    }

    /// Whether whoever looks through lists is among them.
    pub fn is_for(&self, reader: &ListReader, record: &RecordView<'_>) -> bool {
        match self {
            Self::Office => true,
            Self::Named(accounts) => {
                let (controller, office) = (&record.owner.controller, &record.owner.office);
                let supervises = reader.controller == *controller && reader.supervises.contains(office);
                accounts.contains(&reader.account) || supervises
            }
        }
    }

    /// Whether somebody is among them.
    pub fn admits(&self, actor: &Actor, record: &RecordView<'_>) -> bool {
        match self {
            Self::Office => true,
            Self::Named(accounts) => {
                accounts.contains(&actor.account) || supervises(actor, &record.owner.controller, &record.owner.office)
            }
        }
    }
}

/// Whether somebody sees every record of a kind that a person may have, as far as it is said for whom records are: cases that
/// are for whoever has them in hand are seen whole by supervisors of the person's office alone.
pub fn sees_all(actor: &Actor, kind: &Kind, person: &OwnerView, pathways: &PathwaysInForce) -> bool {
    let scope = pathways.of_kind(&kind.name).map(|running| running.pathway.sees.scope);
    scope != Some(CaseScope::Assigned) || supervises(actor, &person.controller, &person.office)
}

/// Whether somebody answers for the caseload of an office.
fn supervises(actor: &Actor, controller: &str, office: &str) -> bool {
    actor.at(controller).any(|(role, grant)| role == Role::Supervisor && grant.office == office)
}

/// Whoever looks through lists of records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListReader {
    /// Their account.
    pub account: String,
    /// For whom they act.
    pub controller: String,
    /// Offices for whose caseload they answer.
    pub supervises: BTreeSet<String>,
    /// Offices below theirs of which they hear what is late there: they answer for the next office above that anybody
    /// answers for.
    pub hears_of: BTreeSet<String>,
}

impl ListReader {
    /// An actor, by the grants they hold at a controller.
    pub fn new(actor: &Actor, controller: &str) -> Self {
        let supervisor = actor.at(controller).filter(|(role, _)| *role == Role::Supervisor);
        let supervises = supervisor.map(|(_, grant)| grant.office.clone()).collect();
        let hears_of = BTreeSet::new();
        Self { account: actor.account.clone(), controller: controller.to_owned(), supervises, hears_of }
    }

    /// The same reader, who hears of what is late below. Who answers for which office is asked when a list is read, so that
    /// nothing is written when somebody comes or goes.
    #[must_use]
    pub fn hearing(self, instance: &InstanceView, now: Timestamp) -> Self {
        let supervised = instance.supervised(&self.controller, now);
        let here = instance.offices.keys().filter(|(controller, _)| *controller == self.controller);
        let below = here.filter(|(_, office)| !self.supervises.contains(office)).filter(|(_, office)| {
            let next =
                instance.offices_above(&self.controller, office).into_iter().find(|it| supervised.contains_key(*it));
            next.is_some_and(|next| self.supervises.contains(next))
        });
        let hears_of = below.map(|(_, office)| office.clone()).collect();
        Self { hears_of, ..self }
    }
}

impl InstanceView {
    /// Offices of a controller for whose caseload somebody answers, with their accounts.
    pub fn supervised(&self, controller: &str, now: Timestamp) -> BTreeMap<&str, Vec<&str>> {
        let mut offices: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (account, there) in &self.accounts {
            let grants = there.grants.iter().filter(|grant| grant.controller == controller && self.is_live(grant, now));
            for grant in grants.filter(|grant| Role::of(&grant.role) == Some(Role::Supervisor)) {
                let accounts = offices.entry(&grant.office).or_default();
                if !accounts.contains(&account.as_str()) {
                    accounts.push(account);
                }
            }
        }
        offices
    }

    /// Every office where somebody works or may have worked, with its controller: one that was never described has a caseload
    /// all the same.
    pub fn all_offices(&self) -> BTreeSet<(&str, &str)> {
        let described = self.offices.keys().map(|(controller, office)| (controller.as_str(), office.as_str()));
        let grants = self.accounts.values().flat_map(|account| &account.grants);
        described.chain(grants.map(|grant| (grant.controller.as_str(), grant.office.as_str()))).collect()
    }

    /// The offices above one, the nearest first.
    pub fn offices_above(&self, controller: &str, office: &str) -> Vec<&str> {
        let mut all: Vec<&str> = vec![];
        let mut next = self.office(controller, office).and_then(|office| office.above.as_deref());
        // Offices are refused that would stand above themselves; whoever was told otherwise ends all the same.
        while let Some(above) = next.filter(|above| !all.contains(above)) {
            all.push(above);
            next = self.office(controller, above).and_then(|office| office.above.as_deref());
        }
        all
    }
}
