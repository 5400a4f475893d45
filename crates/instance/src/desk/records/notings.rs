//! What of records is written down before it is shown: sealed and protected fields, names of people on a list, and, of a kind
//! behind a wall, that there is one. Where it cannot be written down, nothing is shown.

use std::collections::{BTreeMap, BTreeSet};

use casework::{OwnerView, RecordView};
use model::{Class, Field, FieldKey, Id, Kind};

use super::NAME;
use crate::Fault;
use crate::desk::Desk;
use crate::desk::sight::{ReaderSight, Reads};

impl Desk<'_> {
    /// Notes what of these records is about to be shown on a list, and the names of whose they are: one fact for all of whom
    /// the same is shown.
    pub(in crate::desk) async fn note_listed(
        &self,
        sight: &ReaderSight<'_>,
        records: &[(&Kind, RecordView<'_>)],
    ) -> Result<(), Fault> {
        let reads =
            records.iter().map(|(kind, record)| reads_of_record(sight, kind, record, &self.listed(kind, record.owner)));
        let (mut by_person, mut alike): (BTreeMap<Id, BTreeSet<FieldKey>>, BTreeMap<_, Vec<Id>>) = Default::default();
        for (person, read) in reads.filter(|(_, read)| !read.is_empty()) {
            by_person.entry(person).or_default().extend(read);
        }
        for (person, read) in by_person {
            alike.entry(read).or_default().push(person);
        }
        for (read, people) in alike {
            self.note_reads((people, read)).await?;
        }
        Ok(())
    }

    /// What of these people's records is protected and stands on the page of one of them, or is read by measures there.
    pub(in crate::desk) fn records_read(&self, people: &[OwnerView]) -> Reads {
        let schema = &self.in_force.packs.schema;
        let records = people.iter().flat_map(OwnerView::all_records).filter(|record| self.sees(record));
        let (mut of, mut fields) = (BTreeSet::new(), BTreeSet::new());
        for (kind, record) in records.filter_map(|record| Some((schema.kind(record.kind())?, record))) {
            let read = protected(kind, &record, &self.listed(kind, record.owner));
            if !read.is_empty() {
                of.insert(record.owner.id);
                fields.extend(read);
            }
        }
        (of.into_iter().collect(), fields)
    }
}

/// The sealed and protected fields of a record that are about to be shown, and the name of whose it is. Behind a wall,
/// that there is one counts too, and the walls that the reader opens, as wherever else they look.
pub(super) fn reads_of_record(
    sight: &ReaderSight<'_>,
    kind: &Kind,
    record: &RecordView<'_>,
    shown: &[&Field],
) -> (Id, BTreeSet<FieldKey>) {
    let (_, mut fields) = sight.noted(std::slice::from_ref(record.owner), &NAME.map(str::to_owned));
    fields.extend(protected(kind, record, shown));
    if !fields.is_empty() {
        fields.extend(sight.walls_of(record.owner));
    }
    (record.owner.id, fields)
}

/// The sealed and protected fields of a record among these, of which something was said.
fn protected(kind: &Kind, record: &RecordView<'_>, shown: &[&Field]) -> BTreeSet<FieldKey> {
    let noted = shown.iter().filter(|field| matches!(field.class, Class::Sealed | Class::Protected(_)));
    let noted = noted.map(|field| FieldKey::of(&field.name)).filter(|field| !record.history(*field).is_empty());
    noted.chain(kind.compartment.map(|_| FieldKey::of(&kind.name))).collect()
}
