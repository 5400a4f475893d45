//! Commands to facts, or a refusal: the one door to the record (invariant 1). A portal form, a sheet's row, an API call
//! and the command line all become these commands; there is no second way in.
//!
//! In this order: the circumstances are complete and within bounds, the purpose is on record and allows the basis, the
//! reviewed table allows the action at this controller and office by the grants on record (never by those a caller
//! brings along), and then what each family of commands asks for; last, whether what follows can be sealed. `Ok` without
//! facts means that nothing would change. Until an account may grant accounts, the founder of an instance sets it up.

use journal::Fact;
use model::{Id, Value, core};

use crate::bounds::{self, bad_field};
use crate::permit::is_founder;
use crate::refusal::Not;
use crate::view::InstanceView;
use crate::world::RecordedWorld;
use crate::{
    AccessCommand, AuditCommand, Ctx, ImportCommand, InstanceCommand, PackCommand, PersonCommand, ProposalCommand,
    RecordCommand, Refusal, SubmissionCommand, access, audit, import, instance, pack, person, record, submission,
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
    /// People with what they ask for, by a form.
    Submission(SubmissionCommand),
    /// Records of people.
    Record(RecordCommand),
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
    Submission SubmissionCommand, Record RecordCommand, Import ImportCommand, Audit AuditCommand
);

impl Command {
    /// The register and its id under which a command enters somebody, where it does.
    pub fn external_id(&self, source: &str) -> Option<(String, String)> {
        let Self::Person(PersonCommand::Register { fields, .. }) = self else { return None };
        let said = |field: &str| fields.get(field)?.known().map(Value::to_text);
        let system = said(core::EXTERNAL_SYSTEM.name).unwrap_or_else(|| source.to_owned());
        Some((system, said(core::EXTERNAL_ID.name)?))
    }

    /// The people who must be loaded before this is decided, as far as that can be told beforehand.
    pub fn people(&self, instance: &InstanceView) -> Vec<Id> {
        match self {
            Self::Person(command) => vec![command.person()],
            Self::Submission(command) => vec![command.person],
            Self::Record(command) => command.owners(),
            Self::TwoPeople(command) => command.person(instance).into_iter().collect(),
            Self::Instance(_) | Self::Access(_) | Self::Pack(_) | Self::Import(_) | Self::Audit(_) => vec![],
        }
    }
}

/// What follows from a command. Facts carry no numbers and no origin: whoever appends gives them.
pub fn decide(ctx: &Ctx, world: &impl RecordedWorld, command: &Command) -> Result<Vec<Fact>, Not> {
    circumstances(ctx, world.instance(), command)?;
    let facts = match command {
        Command::Instance(command) => instance::decide(ctx, world.instance(), command.clone())?,
        Command::Access(command) => access::decide(ctx, world.instance(), command.clone())?,
        Command::Pack(command) => pack::decide(ctx, world.instance(), command.clone())?,
        Command::TwoPeople(command) => two_people::decide(ctx, world, command.clone())?,
        Command::Person(command) => person::decide(ctx, world, command)?,
        Command::Submission(command) => submission::decide(ctx, world, command)?,
        Command::Record(command) => record::decide(ctx, world, command)?,
        Command::Import(command) => import::decide(ctx, world.instance(), command.clone())?,
        Command::Audit(command) => audit::decide(ctx, command.clone())?,
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
