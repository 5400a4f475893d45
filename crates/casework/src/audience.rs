//! For whom a record is, beyond scope and walls: everybody of its office, or those who have it in hand, sit on its panels or
//! supervise there. A case that is nobody's yet is everybody's, so that somebody takes it.

use std::collections::BTreeSet;

use journal::{Act, CaseStep};
use model::Kind;
use pathways::{CaseScope, PathwaysInForce};

use crate::case::{UnreadableVersion, version_of};
use crate::{Actor, OwnerView, RecordView, Role};

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
}

impl ListReader {
    /// An actor, by the grants they hold at a controller.
    pub fn new(actor: &Actor, controller: &str) -> Self {
        let supervisor = actor.at(controller).filter(|(role, _)| *role == Role::Supervisor);
        let supervises = supervisor.map(|(_, grant)| grant.office.clone()).collect();
        Self { account: actor.account.clone(), controller: controller.to_owned(), supervises }
    }
}
