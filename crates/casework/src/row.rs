//! From views to what measures read: one person as a row of states with the records that are theirs, the people of one
//! household around them.
//!
//! The desk and the lake both come through here, so that they answer alike. A kind of ours is told whole, an empty list
//! included; one behind a wall that the view was not opened with is not told at all.

use model::{
    CLOSED_ON, FieldKey, FieldState, Household, Id, Kind, KindId, KindList, OPENED_ON, RecordList, RecordStates,
    Roster, Row, Schema, Timestamp, Value, core,
};

use crate::{InstanceView, OwnerView, RecordView};

/// How people on record are read: by which fields and kinds, and on which day something was where it happened.
#[derive(Debug, Clone, Copy)]
pub struct RecordedRows<'a> {
    /// The fields and kinds in force.
    pub schema: &'a Schema,
    /// Whose offices have their time zones.
    pub instance: &'a InstanceView,
}

impl RecordedRows<'_> {
    /// The current states of a person, by the schema's numbering, and their records. Fields and kinds of packs no longer
    /// installed are left out, and so are records that `sees` does not admit.
    pub fn row(&self, person: &OwnerView, sees: impl Fn(&RecordView<'_>) -> bool) -> Row {
        let schema = self.schema;
        let mut row = Row::new(schema);
        let known = person.fields().into_iter().filter_map(|key| schema.keyed(key).map(|field| (field, key)));
        for (field, key) in known {
            row.set(field, person.state(key));
        }
        if let Some(id) = schema.field(core::ID.name) {
            row.set(id, FieldState::Known(Value::Text(person.id.to_string())));
        }
        let records: Vec<RecordView<'_>> = person.all_records().into_iter().filter(sees).collect();
        for (id, kind) in schema.numbered_kinds() {
            let withheld = kind.compartment.is_some_and(|wall| person.withheld.contains(&wall));
            let of_kind = records.iter().filter(|record| record.kind() == kind.name);
            let listed = of_kind.map(|record| self.states(id, kind, record)).collect();
            row.set_records(id, RecordList { listed, complete: kind.list == KindList::Ours && !withheld });
        }
        row
    }

    /// The household of `about`, of which `members` are on record. That nobody else belongs is never recorded, so the
    /// roster is open: the declared size says how many there are at least. Nothing where `about` is not among them.
    pub fn household(
        &self,
        members: &[OwnerView],
        about: Id,
        sees: impl Fn(&RecordView<'_>) -> bool,
    ) -> Option<Household> {
        let position = members.iter().position(|member| member.id == about)?;
        let rows = members.iter().map(|member| self.row(member, &sees)).collect();
        Some(Household { members: rows, roster: Roster::Open, about: position })
    }

    fn states(&self, id: KindId, kind: &Kind, record: &RecordView<'_>) -> RecordStates {
        let zone = self.instance.zone(&record.owner.controller, &record.opening.office);
        let day = |at: Timestamp| FieldState::Known(Value::Date(zone.day(at)));
        let closed = record.turned().filter(|_| !record.is_open());
        let state = |name: &str| match name.strip_prefix(&kind.name).and_then(|rest| rest.strip_prefix('.')) {
            Some(OPENED_ON) => day(record.opening.said.at),
            Some(CLOSED_ON) => closed.map_or(FieldState::NotApplicable, |closed| day(closed.said.at)),
            _ => record.state(FieldKey::of(name)),
        };
        let states = self.schema.record_fields(id).map(|(field, declared)| (field, state(&declared.name)));
        RecordStates(states.filter(|(_, state)| !state.is_unknown()).collect())
    }
}
