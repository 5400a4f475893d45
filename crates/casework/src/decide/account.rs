//! Accounts and grants: nobody grants to themselves, and roles that must be kept apart do not meet in one person.
//!
//! The reviewed table wants two people of different roles. At this stage whoever grants is one of them and must not
//! be whom it is granted to; the second signature is not yet a record. Grants of other controllers cannot be
//! touched from here.

use journal::{Body, Fact, Grant};
use model::Date;

use super::{bad_field, is_founder, of_instance, permitted};
use crate::authorise::{opens_compartments, reads_people};
use crate::ctx::in_force;
use crate::{Action, Ctx, Refusal, Role, View};

pub(super) fn decide(ctx: &Ctx, view: &View<'_>, account: String, grants: Vec<Grant>) -> Result<Vec<Fact>, Refusal> {
    let founder = is_founder(ctx, view.instance);
    if !founder {
        permitted(ctx, view, Action::GrantAccounts)?;
    }
    if ctx.actor.account == account {
        return Err(Refusal::NeedsAnotherPerson);
    }
    if account.is_empty() || account.chars().any(|c| c.is_whitespace() || c.is_control()) {
        return Err(bad_field("account"));
    }
    let before = view.instance.accounts.get(&account).map_or(&[][..], Vec::as_slice);
    if !same_elsewhere(before, &grants, &ctx.controller) {
        return Err(Refusal::NotAllowed);
    }
    compatible(&grants, ctx.now.day())?;
    if before == grants && view.instance.accounts.contains_key(&account) {
        return Ok(vec![]);
    }
    Ok(of_instance(ctx, Body::AccountRecorded { account, grants }))
}

/// Whether the grants of every other controller stay as they are.
fn same_elsewhere(before: &[Grant], after: &[Grant], controller: &str) -> bool {
    let elsewhere = |grants: &[Grant]| -> Vec<Grant> {
        grants.iter().filter(|grant| grant.controller != controller).cloned().collect()
    };
    elsewhere(before) == elsewhere(after)
}

/// Whether one person may hold all of these at a time.
fn compatible(grants: &[Grant], today: Date) -> Result<(), Refusal> {
    let mut held: Vec<(Role, &Grant)> = Vec::with_capacity(grants.len());
    for grant in grants {
        let role = Role::of(&grant.role).ok_or(Refusal::RoleUnknown)?;
        if grant.office.trim().is_empty() || grant.controller.trim().is_empty() {
            return Err(Refusal::IncompleteContext);
        }
        if !grant.compartments.is_empty() && !opens_compartments(role) {
            return Err(Refusal::RolesIncompatible);
        }
        if in_force(grant, today) {
            held.push((role, grant));
        }
    }
    let apart = held.iter().any(|one| held.iter().any(|other| kept_apart(*one, *other)));
    if apart { Err(Refusal::RolesIncompatible) } else { Ok(()) }
}

/// The pairs that must not meet: maker and checker of one payment; whoever runs the program and whoever reads
/// people; the auditor and the audited; whoever publishes figures and a compartment of the same controller.
fn kept_apart((one, _): (Role, &Grant), (other, grant): (Role, &Grant)) -> bool {
    match one {
        Role::FinanceMaker => other == Role::FinanceChecker,
        Role::Administrator => reads_people(other),
        Role::DataProtection => !matches!(other, Role::DataProtection | Role::Person | Role::Anonymous),
        Role::Analyst => !grant.compartments.is_empty(),
        _ => false,
    }
}
