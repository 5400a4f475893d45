//! Who may do what, and to whose record: one reviewed table, read here and nowhere else.
//!
//! A refusal does not say whether the record exists. Grants of another controller and roles that the table does not
//! know give nothing; those that ran out never come here. What cells mean at this stage, in one place ([`admitted`]):
//! an assigned case is a person of the grant's own office, for there are no assignments on record yet; tickets,
//! operations' lists and accounts of people themselves have no records yet either, so `own`, `op` and the open
//! ticket are allowed and admit nobody; what takes a second person opens no rows by itself. Actions that open no rows
//! are asked with [`Actor::beyond_own`] where they tell of people.
//! Next: `table.rs`, the table.

mod shown;
mod table;

use journal::{Grant, Mode};
pub use shown::{opens, opens_wall, reads_behind, reads_itself, reads_kind, shows};
pub use table::Action;
use table::{Cell, cell};

use crate::{Actor, Refusal, Role, Scope};

/// Why, whose data, and in what instance something is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Occasion<'a> {
    /// The id of a purpose record.
    pub purpose: &'a str,
    /// The controller whose data it is.
    pub controller: &'a str,
    /// What the instance may hold.
    pub mode: Mode,
}

/// Whether an actor may do something, and to which rows.
///
/// # Errors
/// [`Refusal::PurposeUnknown`] without a purpose; [`Refusal::NeedsAnotherPerson`] where the actor may only propose;
/// else [`Refusal::NotAllowed`].
pub fn authorise(actor: &Actor, action: Action, occasion: &Occasion<'_>) -> Result<Scope, Refusal> {
    if occasion.purpose.trim().is_empty() {
        return Err(Refusal::PurposeUnknown);
    }
    let held = cells(actor, action, occasion);
    let scopes = held.iter().filter_map(|(cell, grant)| admitted(*cell, action, *grant, occasion));
    match scopes.reduce(Scope::wider) {
        Some(scope) => Ok(scope),
        None if held.iter().any(|(cell, _)| *cell == Cell::Proposes) => Err(Refusal::NeedsAnotherPerson),
        None => Err(Refusal::NotAllowed),
    }
}

/// Whether an actor may set something going that others must approve.
pub fn may_propose(actor: &Actor, action: Action, occasion: &Occasion<'_>) -> bool {
    cells(actor, action, occasion).iter().any(|(cell, _)| matches!(cell, Cell::Proposes | Cell::SecondPerson))
}

/// The roles in which an actor may set an action going that others must approve.
pub(crate) fn proposing_roles(actor: &Actor, action: Action, occasion: &Occasion<'_>) -> Vec<Role> {
    let grants = actor.at(occasion.controller).map(|(role, _)| role);
    grants.filter(|role| matches!(cell(*role, action), Cell::Proposes | Cell::SecondPerson)).collect()
}

/// The roles in which an actor is one of the two people that an action takes.
pub(crate) fn approving_roles(actor: &Actor, action: Action, occasion: &Occasion<'_>) -> Vec<Role> {
    let grants = actor.at(occasion.controller);
    grants.map(|(role, _)| role).filter(|role| cell(*role, action) == Cell::SecondPerson).collect()
}

/// The cells of an actor's grants; somebody without any is anonymous.
fn cells<'a>(actor: &'a Actor, action: Action, occasion: &Occasion<'_>) -> Vec<(Cell, Option<&'a Grant>)> {
    let grants = actor.at(occasion.controller);
    let held: Vec<_> = grants.map(|(role, grant)| (cell(role, action), Some(grant))).collect();
    if held.is_empty() { vec![(cell(Role::Anonymous, action), None)] } else { held }
}

/// The rows that one cell admits; nothing at all where it does not allow the action.
fn admitted(cell: Cell, action: Action, grant: Option<&Grant>, occasion: &Occasion<'_>) -> Option<Scope> {
    let controller = || occasion.controller.to_owned();
    let office = || grant.map(|grant| Scope::Offices { controller: controller(), offices: vec![grant.office.clone()] });
    match cell {
        Cell::Synthetic if occasion.mode == Mode::Live => None,
        Cell::Yes | Cell::Synthetic if action.opens_people() => Some(Scope::Controller { controller: controller() }),
        Cell::Compartment if grant.is_none_or(|grant| grant.compartments.is_empty()) => None,
        Cell::Assigned | Cell::Team | Cell::Compartment => office(),
        Cell::Existence => Some(Scope::Existence { controller: controller() }),
        Cell::Aggregate | Cell::Synthetic => Some(Scope::Aggregates { controller: controller() }),
        Cell::Yes | Cell::Own | Cell::Listed | Cell::Ticket | Cell::Metadata | Cell::SecondPerson => {
            Some(Scope::Nothing)
        }
        Cell::No | Cell::Proposes | Cell::Hears => None,
    }
}

/// Of whose people somebody is told who reads the log, looks after holds, or has people forgotten: whoever answers for a team
/// (`md, team` in the review) of those of their office, whoever reviews the controller as a whole of all of its people.
pub fn governs(actor: &Actor, actions: &[Action], occasion: &Occasion<'_>) -> Scope {
    let controller = || occasion.controller.to_owned();
    let told = |role: Role| {
        let mut cells = actions.iter().map(|action| cell(role, *action));
        role != Role::Person && cells.any(|cell| !matches!(cell, Cell::No | Cell::Own | Cell::Hears))
    };
    let grants = actor.at(occasion.controller).filter(|(role, _)| told(*role));
    let scopes = grants.map(|(role, grant)| {
        if cell(role, Action::ReadPersonal) == Cell::Team {
            Scope::Offices { controller: controller(), offices: vec![grant.office.clone()] }
        } else {
            Scope::Controller { controller: controller() }
        }
    });
    scopes.reduce(Scope::wider).unwrap_or(Scope::Nothing)
}

/// Whether a role reads other people's records, whichever of them; used to keep roles apart.
pub(crate) fn reads_people(role: Role) -> bool {
    let reads = |action| !matches!(cell(role, action), Cell::No | Cell::Own);
    reads(Action::ReadPersonal) || reads(Action::ReadProtected)
}

/// Whether the table lets a role do something by itself, to whichever rows.
pub(crate) fn allows(role: Role, action: Action) -> bool {
    matches!(cell(role, action), Cell::Yes | Cell::Assigned | Cell::Team | Cell::Listed)
}

/// Whether none of these roles sees a case of somebody: they read people of a list or a ticket alone, and there is neither
/// yet. What the person themselves does is written down by whoever works on the case.
pub fn sees_no_case(roles: &[String]) -> bool {
    let sees =
        |role: Role| role == Role::Person || matches!(cell(role, Action::ReadPersonal), Cell::Assigned | Cell::Team);
    !roles.is_empty() && !roles.iter().filter_map(|code| Role::of(code)).any(sees)
}

/// Whether a role is one of the two that give accounts their grants.
pub(crate) fn grants_accounts(role: Role) -> bool {
    cell(role, Action::GrantAccounts) == Cell::SecondPerson
}

/// Whether a role may be given compartments.
pub(crate) fn opens_compartments(role: Role) -> bool {
    cell(role, Action::ReadProtected) == Cell::Compartment
}
