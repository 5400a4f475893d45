//! Commands to facts, or a refusal: the one door to the record (invariant 1).
//!
//! In this order: the circumstances are complete, the purpose is on record and allows the basis, the reviewed
//! table allows the action at this controller and office by the grants on record (never by those a caller brings
//! along), and then what each family of commands asks for. `Ok` without facts means that nothing would change.
//! Until an account may grant accounts, the founder of an instance sets it up.
//! Next: one file a family of commands; `fold`, which makes views of the facts.

mod account;
mod batch;
mod forget;
mod found;
mod note;
mod person;
mod propose;

use journal::{Body, Fact, Part, Subject};

pub use forget::may_forget;
pub use person::changes;
pub use propose::may_approve;

use crate::authorise::{Occasion, grants_accounts};
use crate::view::Founded;
use crate::{Action, Actor, Command, Ctx, InstanceView, Refusal, Role, Scope, View, authorise};

/// What follows from a command. Facts carry no numbers and no origin: whoever appends gives them.
pub fn decide(ctx: &Ctx, view: &View<'_>, command: Command) -> Result<Vec<Fact>, Refusal> {
    circumstances(ctx, view.instance, &command)?;
    match command {
        Command::FoundInstance { .. } | Command::InstallPack(..) | Command::RecordPurpose { .. } => {
            found::decide(ctx, view, command)
        }
        Command::RecordAccount { account, grants } => account::decide(ctx, view, account, grants),
        Command::RegisterPerson { person, synthetic, fields } => {
            person::register(ctx, view, person, synthetic, &fields)
        }
        Command::AmendPerson { person, fields } => person::amend(ctx, view, person, &fields),
        Command::OpenBatch { .. } | Command::CloseBatch { .. } => batch::decide(ctx, view, command),
        Command::NoteReads { .. }
        | Command::NoteSearch { .. }
        | Command::NoteSignIn { .. }
        | Command::NoteRefusal { .. } => note::decide(ctx, command),
        Command::AskForget { request, person } => forget::ask(ctx, view, request, person),
        Command::ApproveForget { request } => forget::approve(ctx, view, request),
        Command::ProposePack { proposal, pack, impact, reason } => {
            propose::propose(ctx, view, proposal, pack, impact, reason)
        }
        Command::DecideProposal { proposal, approve, reason } => {
            propose::conclude(ctx, view, proposal, approve, reason)
        }
        Command::HoldPerson { person, reference, held } => forget::hold(ctx, view, person, reference, held),
    }
}

fn circumstances(ctx: &Ctx, instance: &InstanceView, command: &Command) -> Result<(), Refusal> {
    if !ctx.is_complete() {
        return Err(Refusal::IncompleteContext);
    }
    if ctx.occurred_on.is_some_and(|day| day > ctx.now.day()) {
        return Err(bad_field("occurred_on"));
    }
    match (&instance.founded, command) {
        (None, Command::FoundInstance { .. }) => Ok(()),
        (None, _) => Err(Refusal::NotFounded),
        // The first purpose is recorded under itself, and what comes before it under that name.
        (Some(_), _) if instance.purposes.is_empty() && is_founder(ctx, instance) => Ok(()),
        (Some(_), _) => lawful(ctx, instance),
    }
}

fn lawful(ctx: &Ctx, instance: &InstanceView) -> Result<(), Refusal> {
    let bases = instance.purposes.get(&ctx.purpose).ok_or(Refusal::PurposeUnknown)?;
    if bases.contains(&ctx.basis) { Ok(()) } else { Err(Refusal::BasisNotAllowed) }
}

/// Whether the founder still sets the instance up, for the controller it was made for: no grant on record, run out
/// or not and wherever, lets anybody grant accounts.
fn is_founder(ctx: &Ctx, instance: &InstanceView) -> bool {
    let Some(founded) = &instance.founded else { return false };
    let mut grants = instance.accounts.values().flatten();
    let founds = founded.by == ctx.actor.account && founded.controller == ctx.controller;
    founds && !grants.any(|grant| Role::of(&grant.role).is_some_and(grants_accounts))
}

fn occasion<'a>(ctx: &'a Ctx, founded: &Founded) -> Occasion<'a> {
    let (purpose, controller) = (ctx.purpose.as_str(), ctx.controller.as_str());
    Occasion { purpose, controller, mode: founded.mode, today: ctx.now.day() }
}

/// An account with the grants on record.
fn recorded(account: &str, instance: &InstanceView) -> Actor {
    let grants = instance.accounts.get(account).cloned().unwrap_or_default();
    Actor { account: account.to_owned(), grants }
}

/// Whoever acts, with the grants on record for the controller and the office for which they act.
fn acting(ctx: &Ctx, view: &View<'_>) -> Actor {
    let here = |grant: &journal::Grant| grant.controller == ctx.controller && grant.office == ctx.office;
    recorded(&ctx.actor.account, view.instance).narrowed(here)
}

/// Whether the reviewed table allows an action here, and on which rows.
fn permitted(ctx: &Ctx, view: &View<'_>, action: Action) -> Result<Scope, Refusal> {
    let founded = view.instance.founded.as_ref().ok_or(Refusal::NotFounded)?;
    authorise(&acting(ctx, view), action, &occasion(ctx, founded))
}

/// Whether the table allows an action on rows of the office for which somebody acts, those to come included.
fn permitted_here(ctx: &Ctx, view: &View<'_>, action: Action) -> Result<(), Refusal> {
    let scope = permitted(ctx, view, action)?;
    if scope.covers(&ctx.controller, &ctx.office) { Ok(()) } else { Err(Refusal::NotAllowed) }
}

/// The same as [`permitted`] for what the founder does while setting the instance up.
fn permitted_or_founding(ctx: &Ctx, view: &View<'_>, action: Action) -> Result<(), Refusal> {
    if is_founder(ctx, view.instance) { Ok(()) } else { permitted(ctx, view, action).map(drop) }
}

fn bad_field(field: &str) -> Refusal {
    Refusal::BadField { field: field.to_owned() }
}

/// One fact about nobody.
fn of_instance(ctx: &Ctx, body: Body) -> Vec<Fact> {
    vec![Fact { envelope: ctx.envelope(), parts: vec![Part { subject: Subject::Instance, compartment: None, body }] }]
}
