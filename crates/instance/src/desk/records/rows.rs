//! Records as lists show them: what they say, to what they lead, and under whose name they stand. A household's record stands
//! under the name of one of its members.

use std::collections::{BTreeMap, BTreeSet};

use casework::{OwnerView, RecordView};
use model::{About, Class, Field, FieldKey, FieldState, Id, Kind, Value, core};

use super::lines::lines_taken;
use super::{NAME, RecordRow};
use crate::Fault;
use crate::desk::Desk;
use crate::desk::sight::ReaderSight;

impl Desk<'_> {
    /// Records as lists show them: what is shown of them is noted first.
    pub(in crate::desk) async fn record_rows(
        &self,
        sight: &ReaderSight<'_>,
        records: &[(&Kind, RecordView<'_>)],
    ) -> Result<Vec<RecordRow>, Fault> {
        self.note_listed(sight, records).await?;
        let (links, members) = (self.linked(records).await?, self.members_of(sight, records).await?);
        Ok(records.iter().map(|listed| self.linked_row(sight, listed, &links, &members)).collect())
    }

    /// The same beside the page of a person, by which the look at them, theirs and the members of their household was noted:
    /// a second line for those alone who have records would tell who has them.
    pub(super) async fn rows_beside(
        &self,
        sight: &ReaderSight<'_>,
        records: &[(&Kind, RecordView<'_>)],
    ) -> Result<Vec<RecordRow>, Fault> {
        let of_home = records.iter().filter(|(_, record)| record.owner.about == About::Household);
        self.note_listed(sight, &of_home.cloned().collect::<Vec<_>>()).await?;
        let (links, members) = (self.linked(records).await?, self.heads_of(sight, records).await?);
        Ok(records.iter().map(|listed| self.linked_row(sight, listed, &links, &members)).collect())
    }

    /// Through whom the households are found whose records these are. Their names are noted.
    pub(in crate::desk) async fn members_of(
        &self,
        sight: &ReaderSight<'_>,
        records: &[(&Kind, RecordView<'_>)],
    ) -> Result<BTreeMap<Id, OwnerView>, Fault> {
        let found = self.heads_of(sight, records).await?;
        let members: Vec<OwnerView> = found.values().cloned().collect();
        self.note_reads(sight.noted(&members, &NAME.map(str::to_owned))).await?;
        Ok(found)
    }

    /// Their heads, else who was registered first, of those whom the reader sees.
    async fn heads_of(
        &self,
        sight: &ReaderSight<'_>,
        records: &[(&Kind, RecordView<'_>)],
    ) -> Result<BTreeMap<Id, OwnerView>, Fault> {
        let homes = records.iter().map(|(_, record)| record.owner).filter(|owner| owner.about == About::Household);
        let homes: BTreeMap<Id, &OwnerView> = homes.map(|home| (home.id, home)).collect();
        let homes: Vec<&OwnerView> = homes.into_values().collect();
        let mut found: BTreeMap<Id, OwnerView> = BTreeMap::new();
        for (home, member) in self.instance.store.members(&sight.of_store(), &homes).await? {
            if is_head(&member) || !found.contains_key(&home.id) {
                found.insert(home.id, member);
            }
        }
        Ok(found)
    }

    /// The records to which records lead, as lists show them, as far as the reader sees them.
    pub(in crate::desk) async fn linked(
        &self,
        records: &[(&Kind, RecordView<'_>)],
    ) -> Result<BTreeMap<Id, RecordRow>, Fault> {
        self.called_by(records.iter().flat_map(|(kind, record)| leads_to(kind, record)).collect()).await
    }

    /// All to which a record leads and ever led, and where it has or had a place: by these its history is told.
    pub(super) async fn ever_linked(
        &self,
        kind: &Kind,
        record: &RecordView<'_>,
    ) -> Result<BTreeMap<Id, RecordRow>, Fault> {
        let links = kind.links.iter().flat_map(|link| record.history(FieldKey::of(&link.field)));
        let led = links.filter_map(|(_, state)| led_to(state));
        let led = led.chain(leads_to(kind, record)).chain(lines_taken(record).into_iter().map(|(host, _)| host));
        self.called_by(led.collect()).await
    }

    /// Records that own themselves, as lists show them, as far as the reader sees them.
    async fn called_by(&self, ids: BTreeSet<Id>) -> Result<BTreeMap<Id, RecordRow>, Fault> {
        let schema = &self.in_force.packs.schema;
        if ids.is_empty() {
            return Ok(BTreeMap::new());
        }
        let sight = self.sight();
        let owners = self.instance.store.owners(&sight.of_store(), &ids.into_iter().collect::<Vec<_>>()).await?;
        let there = owners.iter().filter_map(|owner| owner.record(owner.id)).filter(|record| self.sees(record));
        let there: Vec<(&Kind, RecordView<'_>)> =
            there.filter_map(|record| Some((schema.kind(record.kind())?, record))).collect();
        self.note_listed(&sight, &there).await?;
        Ok(there.iter().map(|listed| (listed.1.id, self.row_of(&sight, listed, &BTreeMap::new()))).collect())
    }

    /// Fields that stand on lists: sealed ones never do, whoever reads it.
    pub(super) fn listed<'k>(&self, kind: &'k Kind, person: &OwnerView) -> Vec<&'k Field> {
        let listed = kind.fields.iter().filter(|field| field.class != Class::Sealed);
        listed.filter(|field| self.opens(kind, field, person)).collect()
    }

    /// As a list shows it, with the records to which it leads.
    pub(super) fn linked_row(
        &self,
        sight: &ReaderSight<'_>,
        listed: &(&Kind, RecordView<'_>),
        links: &BTreeMap<Id, RecordRow>,
        members: &BTreeMap<Id, OwnerView>,
    ) -> RecordRow {
        let led_to = listed.1.leads_to(links_of(listed.0));
        let links = led_to.into_iter().filter_map(|id| Some((id, links.get(&id)?.clone())));
        RecordRow { links: links.collect(), ..self.row_of(sight, listed, members) }
    }

    /// As a list shows it; `members` are those through whom households are found.
    pub(in crate::desk) fn row_of(
        &self,
        sight: &ReaderSight<'_>,
        (kind, record): &(&Kind, RecordView<'_>),
        members: &BTreeMap<Id, OwnerView>,
    ) -> RecordRow {
        let state = |field: &&Field| (field.name.clone(), record.state(FieldKey::of(&field.name)));
        let whose = match record.owner.about {
            About::Person => Some(record.owner),
            About::Household => members.get(&record.owner.id),
            About::Itself => None,
        };
        RecordRow {
            id: record.id,
            kind: kind.name.clone(),
            open: record.is_open(),
            fields: self.listed(kind, record.owner).iter().map(state).collect(),
            links: BTreeMap::new(),
            person: whose.map(|whose| whose.id),
            household: record.owner.about == About::Household,
            named: whose.map(|whose| sight.states(whose, &NAME.map(str::to_owned))).unwrap_or_default(),
            assignee: record.assignee().map(str::to_owned),
            opened: record.opening.said.at,
            changed: record.last_changed(),
        }
    }
}

/// Whether somebody is said to be the head of their household.
fn is_head(member: &OwnerView) -> bool {
    matches!(member.state(core::HOUSEHOLD_ROLE.key), FieldState::Known(Value::Code(code)) if code == "head")
}

/// The fields by which records of a kind lead to others.
fn links_of(kind: &Kind) -> impl Iterator<Item = FieldKey> {
    kind.links.iter().map(|link| FieldKey::of(&link.field))
}

/// The records to which a record leads, by the links of its kind.
fn leads_to(kind: &Kind, record: &RecordView<'_>) -> BTreeSet<Id> {
    record.leads_to(links_of(kind))
}

fn led_to(state: &FieldState<Value>) -> Option<Id> {
    match state {
        FieldState::Known(Value::Record(id)) => Some(*id),
        _ => None,
    }
}
