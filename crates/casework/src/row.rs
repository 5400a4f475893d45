//! From views to what measures read: one person as a row of states, the people of one household around them.
//!
//! The desk and the lake both come through here, so that they answer alike.

use model::{FieldState, Household, Id, Roster, Row, Schema, Value, core};

use crate::OwnerView;

/// The current states of a person, by the schema's numbering. Fields of packs no longer installed are left out.
pub fn to_row(person: &OwnerView, schema: &Schema) -> Row {
    let mut row = Row::new(schema);
    let known = person.fields().into_iter().filter_map(|key| schema.keyed(key).map(|field| (field, key)));
    for (field, key) in known {
        row.set(field, person.state(key));
    }
    if let Some(id) = schema.field(core::ID.name) {
        row.set(id, FieldState::Known(Value::Text(person.id.to_string())));
    }
    row
}

/// The household of `about`, of which `members` are on record. That nobody else belongs is never recorded, so the
/// roster is open: the declared size says how many there are at least. Nothing where `about` is not among them.
pub fn household(members: &[OwnerView], about: Id, schema: &Schema) -> Option<Household> {
    let position = members.iter().position(|member| member.id == about)?;
    let rows = members.iter().map(|member| to_row(member, schema)).collect();
    Some(Household { members: rows, roster: Roster::Open, about: position })
}
