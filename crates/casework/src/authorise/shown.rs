//! Which fields of which person an actor is shown: pages, lists and exports ask here, field by field.

use std::collections::BTreeSet;

use model::{Class, Compartment, Field, Kind};

use super::{Action, Occasion, authorise};
use crate::{Actor, OwnerView, Refusal, Role, Scope};

/// Whether a field of a person may be shown. A protected field takes a live grant that opens its compartment in
/// the person's own office; every other field takes the person in scope.
pub fn shows(actor: &Actor, field: &Field, person: &OwnerView, occasion: &Occasion<'_>) -> bool {
    let scope = match field.class {
        Class::Open | Class::Personal | Class::Sealed => authorise(actor, Action::ReadPersonal, occasion),
        Class::Protected(compartment) => opened(actor, compartment, occasion),
    };
    scope.is_ok_and(|scope| scope.admits(person))
}

/// Whether an actor opens a compartment of a person: what lies behind no wall opens with the person.
pub fn opens_wall(actor: &Actor, wall: Option<Compartment>, person: &OwnerView, occasion: &Occasion<'_>) -> bool {
    wall.is_none_or(|wall| opened(actor, wall, occasion).is_ok_and(|scope| scope.admits(person)))
}

/// Whose records of a kind an actor may read: those of the people whom they may read, and behind a wall of those alone for
/// whom they open it.
pub fn reads_kind(actor: &Actor, kind: &Kind, occasion: &Occasion<'_>) -> Result<Scope, Refusal> {
    match kind.compartment {
        None if kind.owns_itself() => reads_itself(actor, occasion),
        None => authorise(actor, Action::ReadPersonal, occasion),
        Some(wall) => opened(actor, wall, occasion),
    }
}

/// What owns itself and lies behind no wall is nobody's secret: whoever works for its controller reads it.
pub fn reads_itself(actor: &Actor, occasion: &Occasion<'_>) -> Result<Scope, Refusal> {
    authorise(actor, Action::Ask, occasion)?;
    let works = actor.at(occasion.controller).any(|(role, _)| !matches!(role, Role::Anonymous | Role::Person));
    if works { Ok(Scope::Controller { controller: occasion.controller.to_owned() }) } else { Err(Refusal::NotAllowed) }
}

/// Whose records an actor may read, in the open and behind each wall that they open.
pub fn reads_behind(actor: &Actor, occasion: &Occasion<'_>) -> Vec<(Option<Compartment>, Scope)> {
    let open = authorise(actor, Action::ReadPersonal, occasion).ok().map(|scope| (None, scope));
    let walls = Compartment::ALL.into_iter();
    let walled = walls.filter_map(|wall| Some((Some(wall), opened(actor, wall, occasion).ok()?)));
    open.into_iter().chain(walled).collect()
}

/// The compartments that an actor opens, of some people at least: no others are unsealed for them.
pub fn opens(actor: &Actor, occasion: &Occasion<'_>) -> BTreeSet<Compartment> {
    let opens = |compartment: &Compartment| opened(actor, *compartment, occasion).is_ok();
    Compartment::ALL.into_iter().filter(opens).collect()
}

fn opened(actor: &Actor, compartment: Compartment, occasion: &Occasion<'_>) -> Result<Scope, Refusal> {
    let holders = actor.narrowed(|grant| grant.compartments.contains(&compartment));
    authorise(&holders, Action::ReadProtected, occasion)
}
