//! Which fields of which person an actor is shown: pages, lists and exports ask here, field by field.

use model::{Class, Field};

use super::{Action, Occasion, authorise};
use crate::{Actor, PersonView};

/// Whether a field of a person may be shown. A protected field takes a live grant that opens its compartment in
/// the person's own office; every other field takes the person in scope.
pub fn shows(actor: &Actor, field: &Field, person: &PersonView, occasion: &Occasion<'_>) -> bool {
    let scope = match field.class {
        Class::Open | Class::Personal | Class::Sealed => authorise(actor, Action::ReadPersonal, occasion),
        Class::Protected(compartment) => {
            let opened = actor.narrowed(|grant| grant.compartments.contains(&compartment));
            authorise(&opened, Action::ReadProtected, occasion)
        }
    };
    scope.is_ok_and(|scope| scope.admits(person))
}
