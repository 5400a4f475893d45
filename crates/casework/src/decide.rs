//! Commands to facts, or a refusal: the one door to the record (invariant 1). A portal form, a sheet's row, an API call
//! and the command line all become these commands; there is no second way in.
//!
//! In this order: the circumstances are complete and within bounds, the purpose is on record and allows the basis, the
//! reviewed table allows the action at this controller and office by the grants on record (never by those a caller
//! brings along), and then what each family of commands asks for; last, whether what follows can be sealed. `Ok` without
//! facts means that nothing would change. Until an account may grant accounts, the founder of an instance sets it up.

use journal::{Body, Fact, Grant, Part, Subject};
use model::Id;

use crate::authorise::grants_accounts;
use crate::bounds::{self, bad_field};
use crate::refusal::Not;
use crate::view::{Founded, InstanceView};
use crate::world::World;
use crate::{
    AccessCommand, Action, Actor, AuditCommand, Ctx, ImportCommand, InstanceCommand, Occasion, PackCommand,
    PersonCommand, ProposalCommand, Refusal, Role, Scope, access, audit, authorise, import, instance, pack, person,
    two_people,
};

/// One thing asked of the record. Ids are made by the caller, from the randomness it was given.
#[derive(Debug, Clone, PartialEq)]
pub enum Command {
    /// The instance itself: its first fact, why data is processed.
    Instance(InstanceCommand),
    /// Accounts, offices, and how somebody proves to be themselves.
    Access(AccessCommand),
    /// Packs put in force by one person.
    Pack(PackCommand),
    /// What takes two people.
    TwoPeople(ProposalCommand),
    /// People.
    Person(PersonCommand),
    /// Imports.
    Import(ImportCommand),
    /// What is noted whoever does it.
    Audit(AuditCommand),
}

macro_rules! from_family {
    ($($family:ident $command:ident),*) => {
        $(impl From<$command> for Command {
            fn from(command: $command) -> Self {
                Self::$family(command)
            }
        })*
    };
}

from_family!(
    Instance InstanceCommand, Access AccessCommand, Pack PackCommand, TwoPeople ProposalCommand, Person PersonCommand,
    Import ImportCommand, Audit AuditCommand
);

impl Command {
    /// The people who must be loaded before this is decided, as far as that can be told beforehand.
    pub fn people(&self, instance: &InstanceView) -> Vec<Id> {
        match self {
            Self::Person(command) => vec![command.person()],
            Self::TwoPeople(command) => command.person(instance).into_iter().collect(),
            Self::Instance(_) | Self::Access(_) | Self::Pack(_) | Self::Import(_) | Self::Audit(_) => vec![],
        }
    }
}

/// What follows from a command. Facts carry no numbers and no origin: whoever appends gives them.
pub fn decide(ctx: &Ctx, world: &impl World, command: Command) -> Result<Vec<Fact>, Not> {
    circumstances(ctx, world.instance(), &command)?;
    let facts = match command {
        Command::Instance(command) => instance::decide(ctx, world.instance(), command)?,
        Command::Access(command) => access::decide(ctx, world.instance(), command)?,
        Command::Pack(command) => pack::decide(ctx, world.instance(), command)?,
        Command::TwoPeople(command) => two_people::decide(ctx, world, command)?,
        Command::Person(command) => person::decide(ctx, world, command)?,
        Command::Import(command) => import::decide(ctx, world.instance(), command)?,
        Command::Audit(command) => audit::decide(ctx, command)?,
    };
    bounds::sealable(&facts)?;
    Ok(facts)
}

fn circumstances(ctx: &Ctx, instance: &InstanceView, command: &Command) -> Result<(), Refusal> {
    bounds::circumstances(ctx)?;
    let today = instance.today(&ctx.controller, &ctx.office, ctx.now);
    if ctx.occurred_on.is_some_and(|day| day > today) {
        return Err(bad_field("occurred_on"));
    }
    match (&instance.founded, command) {
        (None, Command::Instance(InstanceCommand::Found { .. })) => Ok(()),
        (None, _) => Err(Refusal::NotFounded),
        // The first purpose is recorded under itself, and what comes before it under that name.
        (Some(_), _) if instance.purposes.is_empty() && is_founder(ctx, instance) => Ok(()),
        (Some(_), _) => lawful(ctx, instance),
    }
}

fn lawful(ctx: &Ctx, instance: &InstanceView) -> Result<(), Refusal> {
    let purpose = instance.purposes.get(&ctx.purpose).ok_or(Refusal::PurposeUnknown)?;
    if purpose.bases.contains(&ctx.basis) { Ok(()) } else { Err(Refusal::BasisNotAllowed) }
}

/// Whether the founder still sets the instance up, for the controller it was made for: no grant on record, run out
/// or not and wherever, lets anybody grant accounts.
pub(crate) fn is_founder(ctx: &Ctx, instance: &InstanceView) -> bool {
    let Some(founded) = &instance.founded else { return false };
    let mut grants = instance.accounts.values().flat_map(|account| &account.grants);
    let founds = founded.by == ctx.actor.account && founded.controller == ctx.controller;
    founds && !grants.any(|grant| Role::of(&grant.role).is_some_and(grants_accounts))
}

pub(crate) fn occasion<'a>(ctx: &'a Ctx, founded: &Founded) -> Occasion<'a> {
    Occasion { purpose: &ctx.purpose, controller: &ctx.controller, mode: founded.mode }
}

/// Whoever acts, with the grants on record for the controller and the office for which they act.
pub(crate) fn acting(ctx: &Ctx, instance: &InstanceView) -> Actor {
    let here = |grant: &Grant| grant.controller == ctx.controller && grant.office == ctx.office;
    instance.actor(&ctx.actor.account, ctx.now).narrowed(here)
}

/// Whether the reviewed table allows an action here, and on which rows.
pub(crate) fn permitted(ctx: &Ctx, instance: &InstanceView, action: Action) -> Result<Scope, Refusal> {
    let founded = instance.founded.as_ref().ok_or(Refusal::NotFounded)?;
    authorise(&acting(ctx, instance), action, &occasion(ctx, founded))
}

/// Whether the table allows an action on rows of the office for which somebody acts, those to come included.
pub(crate) fn permitted_here(ctx: &Ctx, instance: &InstanceView, action: Action) -> Result<(), Refusal> {
    let scope = permitted(ctx, instance, action)?;
    if scope.covers(&ctx.controller, &ctx.office) { Ok(()) } else { Err(Refusal::NotAllowed) }
}

/// One fact about nobody.
pub(crate) fn of_instance(ctx: &Ctx, body: Body) -> Fact {
    Fact { envelope: ctx.envelope(), parts: vec![Part { subject: Subject::Instance, compartment: None, body }] }
}
