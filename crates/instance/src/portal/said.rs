//! From answers to fields: what was answered is known, what did not matter does not apply, all else is not known. Never a no.

use casework::Fields;
use forms::{Filling, NodeIx};
use model::{Field, FieldState, Schema};
use packs::PackForm;

/// What a form says: of the person, and of the record that it opens.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SaidByForm {
    /// Of the person.
    pub person: Fields,
    /// Of the record.
    pub record: Fields,
    /// Fields whose answer cannot stand there.
    pub unfit: Vec<String>,
}

impl SaidByForm {
    /// What the answers say.
    pub fn of(filling: &Filling<'_>, form: &PackForm, schema: &Schema) -> Self {
        let mut said = Self::default();
        let kind = form.opens.as_ref().and_then(|kind| schema.kind(kind));
        for (node, name) in &form.fills {
            let of_record = kind.and_then(|kind| kind.field(name));
            let Some(field) = of_record.or_else(|| schema.field(name).and_then(|field| schema.get(field))) else {
                continue;
            };
            let place = if of_record.is_some() { &mut said.record } else { &mut said.person };
            match state(filling, *node, field, schema) {
                Some(FieldState::Unknown) => {}
                Some(state) => drop(place.insert(name.clone(), state)),
                None => said.unfit.push(name.clone()),
            }
        }
        said
    }
}

fn state(filling: &Filling<'_>, node: NodeIx, field: &Field, schema: &Schema) -> Option<FieldState<model::Value>> {
    let Some(place) = filling.places_of(node).first().copied() else { return Some(FieldState::Unknown) };
    let text = filling.answer(place).trim();
    if !text.is_empty() {
        return schema.read_as(field.ty, text).ok();
    }
    let matters = filling.tree().matters(place);
    Some(if matters || !is_settled(filling, node) { FieldState::Unknown } else { FieldState::NotApplicable })
}

/// Whether everything was answered by which it does not matter: else it may matter yet.
fn is_settled(filling: &Filling<'_>, node: NodeIx) -> bool {
    let form = filling.form();
    let mut at = Some(node);
    while let Some(found) = at.and_then(|ix| form.node(ix)) {
        let reads = found.bind.relevant.as_ref().map(|logic| logic.reads.nodes.as_slice()).unwrap_or_default();
        let answered = |ix: &NodeIx| filling.places_of(*ix).iter().all(|place| !filling.answer(*place).is_empty());
        if !reads.iter().all(answered) {
            return false;
        }
        at = found.parent;
    }
    true
}
