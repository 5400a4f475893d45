//! Accounts, offices and credentials: nobody grants to themselves, roles that must be kept apart do not meet in one
//! person, and whatever opens a door takes two people (`two_people`) once the founder has set the instance up.
//!
//! How an account proves to be itself is kept elsewhere; that it changed, and how often, is a fact, so that an older
//! password put back from a copy is found. Grants of other controllers cannot be touched from here.

use journal::{Body, CredentialChange, Envelope, Fact, Grant, Office};
use model::Zone;

use crate::authorise::{opens_compartments, reads_people};
use crate::bounds::{bad_field, is_name, name};
use crate::permit::is_founder;
use crate::view::{Account, InstancePart, InstanceView};
use crate::{Ctx, Refusal, Role};

/// Grants of one account at most.
const GRANTS: usize = 64;

/// What is asked of accounts and offices.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AccessCommand {
    /// Opens an account or replaces its grants; the founder's alone.
    RecordAccount {
        /// The account.
        account: String,
        /// What it is to hold.
        grants: Vec<Grant>,
    },
    /// Opens an office or describes it anew; the founder's alone.
    RecordOffice {
        /// The office.
        office: String,
        /// What it is like.
        description: Office,
    },
    /// Notes that how an account proves to be itself was changed. `generation` is the next one.
    ChangeCredential {
        /// Whose.
        account: String,
        /// One more than on record.
        generation: u64,
        /// What was changed.
        change: CredentialChange,
    },
}

pub(crate) fn decide(ctx: &Ctx, instance: &InstanceView, command: AccessCommand) -> Result<Vec<Fact>, Refusal> {
    match command {
        AccessCommand::RecordAccount { account, grants } => {
            if !is_founder(ctx, instance) {
                return Err(Refusal::NeedsAnotherPerson);
            }
            check_account(ctx, instance, &account, &grants)?;
            if instance.accounts.get(&account).is_some_and(|there| there.grants == grants) {
                return Ok(vec![]);
            }
            Ok(vec![ctx.of_instance(Body::AccountRecorded { account, grants })])
        }
        AccessCommand::RecordOffice { office, description } => {
            if !is_founder(ctx, instance) {
                return Err(Refusal::NeedsAnotherPerson);
            }
            check_office(ctx, instance, &office, &description)?;
            Ok(vec![ctx.of_instance(Body::OfficeRecorded { office, description })])
        }
        AccessCommand::ChangeCredential { account, generation, change } => {
            credential(ctx, instance, &account, generation, change)?;
            Ok(vec![ctx.of_instance(Body::CredentialChanged { account, generation, change })])
        }
    }
}

/// One's own is changed by oneself; a password that somebody else gives takes the founder, or two people and then the
/// service in the name of who approved.
fn credential(
    ctx: &Ctx,
    instance: &InstanceView,
    account: &str,
    generation: u64,
    change: CredentialChange,
) -> Result<(), Refusal> {
    let there = instance.accounts.get(account).ok_or(Refusal::NotFound)?;
    if generation != there.credential + 1 {
        return Err(Refusal::Stale);
    }
    let own = ctx.actor.account == account;
    match change {
        CredentialChange::PasswordSet | CredentialChange::FactorAdded | CredentialChange::FactorRemoved if own => {
            Ok(())
        }
        CredentialChange::PasswordReset
            if !own && (is_founder(ctx, instance) || there.reset_by(&ctx.actor.account)) =>
        {
            Ok(())
        }
        _ => Err(Refusal::NotAllowed),
    }
}

/// Whether an account may come to hold these grants by a decision taken at this controller.
pub(crate) fn check_account(
    ctx: &Ctx,
    instance: &InstanceView,
    account: &str,
    grants: &[Grant],
) -> Result<(), Refusal> {
    if ctx.actor.account == account {
        return Err(Refusal::NeedsAnotherPerson);
    }
    if !is_name(account) || account.chars().any(char::is_whitespace) || account.len() > 64 {
        return Err(bad_field("account"));
    }
    let before = instance.accounts.get(account).map_or(&[][..], |there| &there.grants);
    // The founder sets the instance up for all controllers whose data it will hold.
    let elsewhere = is_founder(ctx, instance) || same_elsewhere(before, grants, &ctx.controller);
    if grants.len() > GRANTS || !elsewhere {
        return Err(Refusal::NotAllowed);
    }
    compatible(ctx, instance, grants)
}

/// Whether an office is somewhere on earth and hangs below one that is there.
pub(crate) fn check_office(ctx: &Ctx, instance: &InstanceView, office: &str, to: &Office) -> Result<(), Refusal> {
    name("office", office)?;
    name("name", &to.name)?;
    name("controller", &to.controller)?;
    if to.controller != ctx.controller && !is_founder(ctx, instance) {
        return Err(Refusal::NotAllowed);
    }
    if Zone::named(&to.zone).is_none() {
        return Err(bad_field("zone"));
    }
    // Whoever goes up from the office above must not come past this one.
    let mut above = to.above.as_deref();
    for _ in 0..=instance.offices.len() {
        match above {
            None => return Ok(()),
            Some(next) if next == office => return Err(bad_field("above")),
            Some(next) => above = instance.office(&to.controller, next).ok_or(Refusal::OfficeUnknown)?.above.as_deref(),
        }
    }
    Err(bad_field("above"))
}

/// Whether the grants of every other controller stay as they are.
fn same_elsewhere(before: &[Grant], after: &[Grant], controller: &str) -> bool {
    let elsewhere = |grants: &[Grant]| -> Vec<Grant> {
        grants.iter().filter(|grant| grant.controller != controller).cloned().collect()
    };
    elsewhere(before) == elsewhere(after)
}

/// Whether one person may hold all of these at a time.
fn compatible(ctx: &Ctx, instance: &InstanceView, grants: &[Grant]) -> Result<(), Refusal> {
    let mut held: Vec<(Role, &Grant)> = Vec::with_capacity(grants.len());
    for grant in grants {
        let role = Role::of(&grant.role).ok_or(Refusal::RoleUnknown)?;
        if !is_name(&grant.office) || !is_name(&grant.controller) {
            return Err(Refusal::IncompleteContext);
        }
        // Where no office has been described yet, any name will do.
        let described = !instance.offices.is_empty() && grant.controller == ctx.controller;
        if described && instance.office(&grant.controller, &grant.office).is_none() {
            return Err(Refusal::OfficeUnknown);
        }
        if !grant.compartments.is_empty() && !opens_compartments(role) {
            return Err(Refusal::RolesIncompatible);
        }
        if instance.is_live(grant, ctx.now) {
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

/// What a fact of this family changes.
pub(crate) fn fold(view: &mut InstanceView, envelope: &Envelope, body: &Body) -> Option<InstancePart> {
    match body.clone() {
        Body::AccountRecorded { account, grants } => {
            let there: &mut Account = view.accounts.entry(account.clone()).or_default();
            there.grants = grants;
            if there.credential == 0 {
                // It has no password yet; whoever decided that it opens hands one over.
                there.may_reset = Some(envelope.actor.clone());
            }
            Some(InstancePart::Account(account))
        }
        Body::OfficeRecorded { office, description } => {
            let key = (description.controller.clone(), office);
            view.offices.insert(key.clone(), description.into());
            Some(InstancePart::Office(key.0, key.1))
        }
        Body::CredentialChanged { account, generation, change } => {
            let there: &mut Account = view.accounts.entry(account.clone()).or_default();
            there.credential = generation;
            there.given = change == CredentialChange::PasswordReset;
            match change {
                CredentialChange::FactorAdded => there.second_factor = true,
                CredentialChange::FactorRemoved => there.second_factor = false,
                CredentialChange::PasswordSet => there.may_reset = None,
                // Whoever lost the second factor with the first gets in again, and sets a new one up.
                CredentialChange::PasswordReset => (there.may_reset, there.second_factor) = (None, false),
            }
            Some(InstancePart::Account(account))
        }
        _ => None,
    }
}
