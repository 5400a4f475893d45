//! One owner of records as on record - a person, a household, or what owns itself - and the row that pages, measures and the lake read.

use std::collections::{BTreeMap, BTreeSet};

use journal::{Body, Envelope, Fact, Part, Subject};
use model::{About, Compartment, FieldKey, FieldState, Id, Schema, Value};

use super::records::{Opening, RecordSaid, RecordsSaid};
use super::{Claims, Said};

/// In which compartment each field and each kind of record lies by the schema in force, and which key a field has now: a
/// field that a pack has walled off or renamed since is walled off, and has its new name, in every row that is derived
/// from then on.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Walls {
    compartments: BTreeMap<FieldKey, Compartment>,
    kinds: BTreeMap<String, Compartment>,
    /// Keys of former names, with those of today.
    renamed: BTreeMap<FieldKey, FieldKey>,
}

/// One owner as on record now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnerView {
    /// The person; the id under which a household is kept; what owns itself.
    pub id: Id,
    /// Whose data it is.
    pub controller: String,
    /// The office responsible.
    pub office: String,
    /// Number of facts folded in.
    pub version: u64,
    /// Whether it is a person, a household, or a record that owns itself: what is said of that is said of its record of the
    /// same id.
    pub about: About,
    /// Made by the generator.
    pub synthetic: bool,
    /// Under a legal hold.
    pub held: bool,
    /// What was said of them in no compartment.
    pub open: Claims,
    /// What was said in each compartment, as far as this reader opens it.
    pub walled: BTreeMap<Compartment, Claims>,
    /// Their records that lie in no compartment.
    pub records: RecordsSaid,
    /// What lies in each compartment of their records, as far as this reader opens it.
    pub walled_records: BTreeMap<Compartment, RecordsSaid>,
    /// Compartments in which something was said that this reader does not open.
    pub withheld: BTreeSet<Compartment>,
}

/// A fact speaks of a person who was not loaded: folding it would lose what was on record before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a fact speaks of a person who was not loaded")]
pub struct NotLoaded(pub Id);

impl Walls {
    /// Of a schema.
    pub fn of(schema: &Schema) -> Self {
        let walled = schema.fields().iter();
        let walled = walled.filter_map(|field| Some((FieldKey::of(&field.name), field.class.compartment()?)));
        let of_records = schema.kinds().flat_map(|kind| {
            let walled = kind.fields.iter().map(|field| (FieldKey::of(&field.name), kind.wall(field)));
            walled.filter_map(|(field, wall)| Some((field, wall?)))
        });
        let renamed = schema.formers().map(|(former, field)| (former, FieldKey::of(schema.name(field))));
        let kinds = schema.kinds().filter_map(|kind| Some((kind.name.clone(), kind.compartment?)));
        let compartments = walled.chain(of_records).collect();
        Self { compartments, kinds: kinds.collect(), renamed: renamed.collect() }
    }

    /// The walls as pairs, to be compared and kept.
    pub fn iter(&self) -> impl Iterator<Item = (FieldKey, Compartment)> {
        self.compartments.iter().map(|(field, compartment)| (*field, *compartment))
    }

    /// Kinds of record that lie in compartments, likewise.
    pub fn kinds(&self) -> impl Iterator<Item = (&str, Compartment)> {
        self.kinds.iter().map(|(kind, compartment)| (kind.as_str(), *compartment))
    }

    /// Keys of former names with those of today, likewise.
    pub fn renamed(&self) -> impl Iterator<Item = (FieldKey, FieldKey)> {
        self.renamed.iter().map(|(former, now)| (*former, *now))
    }

    /// The key that a field has now. Where a fact says something of a field under both its names, the name of the day
    /// is the one that counts.
    fn now(&self, field: FieldKey, fields: &journal::FieldStates) -> Option<FieldKey> {
        match self.renamed.get(&field) {
            Some(now) => Some(*now).filter(|now| !fields.contains_key(now)),
            None => Some(field),
        }
    }

    /// Where what a part says of a field belongs: behind the wall it was said behind, else behind today's.
    fn of_field(&self, field: FieldKey, said_in: Option<Compartment>) -> Option<Compartment> {
        said_in.or_else(|| self.compartments.get(&field).copied())
    }

    /// What a part says of fields, by the walls behind which it belongs.
    fn apart<'f>(
        &self,
        fields: &'f journal::FieldStates,
        said_in: Option<Compartment>,
    ) -> BTreeMap<Option<Compartment>, BTreeMap<FieldKey, &'f FieldState<Value>>> {
        let mut apart: BTreeMap<Option<Compartment>, BTreeMap<FieldKey, &FieldState<Value>>> = BTreeMap::new();
        let named = fields.iter().filter_map(|(field, state)| Some((self.now(*field, fields)?, state)));
        for (field, state) in named {
            apart.entry(self.of_field(field, said_in)).or_default().insert(field, state);
        }
        apart
    }
}

impl OwnerView {
    /// Somebody of whom nothing has been said yet.
    pub fn new(id: Id, controller: String, office: String, synthetic: bool) -> Self {
        let (open, walled, withheld) = (Claims::default(), BTreeMap::new(), BTreeSet::new());
        let (records, walled_records) = Default::default();
        let (version, held, about) = (0, false, About::Person);
        Self {
            id,
            controller,
            office,
            version,
            about,
            synthetic,
            held,
            open,
            walled,
            records,
            walled_records,
            withheld,
        }
    }

    /// The owners of whom a fact speaks.
    pub fn touched(fact: &Fact) -> BTreeSet<Id> {
        fact.parts.iter().filter_map(|part| part.subject.owner()).collect()
    }

    /// What is on record of a person once a fact is taken in. `before` is nothing only for somebody who was looked for
    /// and is not there.
    ///
    /// # Errors
    /// [`NotLoaded`] where the fact goes on with somebody who is not there: whoever folds has not looked, or not well.
    pub fn fold(before: Option<Self>, person: Id, fact: &Fact, walls: &Walls) -> Result<Self, NotLoaded> {
        let mut view = before.or_else(|| registered(person, fact)).ok_or(NotLoaded(person))?;
        view.version += 1;
        for part in fact.parts.iter().filter(|part| speaks_of(part, person)) {
            view.take(&fact.envelope, part, walls);
        }
        Ok(view)
    }

    fn take(&mut self, envelope: &Envelope, part: &Part, walls: &Walls) {
        match &part.body {
            Body::FieldsRecorded { fields } => {
                for (wall, fields) in walls.apart(fields, part.compartment) {
                    let claims = match wall {
                        None => &mut self.open,
                        Some(wall) => self.walled.entry(wall).or_default(),
                    };
                    claims.take(envelope, fields);
                }
            }
            Body::Opened { record, kind } => {
                let wall = part.compartment.or_else(|| walls.kinds.get(kind).copied());
                self.record_in(wall, *record).open(Opening::of(envelope, kind));
            }
            Body::Recorded { record, fields } => {
                for (wall, fields) in walls.apart(fields, part.compartment) {
                    self.record_in(wall, *record).claims.take(envelope, fields);
                }
            }
            Body::Acted { record, act } => {
                let wall = part.compartment.or_else(|| self.record(*record).and_then(|record| record.wall));
                self.record_in(wall, *record).act(envelope, act);
            }
            Body::Line { record, limit, line, step } => {
                let wall = part.compartment.or_else(|| self.record(*record).and_then(|record| record.wall));
                self.record_in(wall, *record).line(envelope, *limit, *line, step);
            }
            Body::Held { held, .. } => self.held = *held,
            // Folded by `registered`; all others are the instance's.
            Body::PersonRegistered { .. }
            | Body::HouseholdRegistered { .. }
            | Body::InstanceFounded { .. }
            | Body::PackInstalled { .. }
            | Body::PurposeRecorded { .. }
            | Body::AccountRecorded { .. }
            | Body::OfficeRecorded { .. }
            | Body::CredentialChanged { .. }
            | Body::Proposed { .. }
            | Body::Voted { .. }
            | Body::BatchOpened { .. }
            | Body::BatchClosed { .. }
            | Body::FieldsRead { .. }
            | Body::Searched { .. }
            | Body::SignIn { .. }
            | Body::Refused { .. }
            | Body::Forgotten { .. }
            | Body::KeysRewrapped { .. } => {}
        }
    }

    /// What is said of a record behind a wall, or in the open.
    fn record_in(&mut self, wall: Option<Compartment>, record: Id) -> &mut RecordSaid {
        let records = match wall {
            None => &mut self.records,
            Some(wall) => self.walled_records.entry(wall).or_default(),
        };
        records.entry(record).or_default()
    }

    fn all(&self) -> impl Iterator<Item = &Claims> {
        std::iter::once(&self.open).chain(self.walled.values())
    }

    fn claims(&self, field: FieldKey) -> &Claims {
        self.all().find(|claims| claims.history(field).next().is_some()).unwrap_or(&self.open)
    }

    /// Fields of which anything is on record that this reader opens, past claims included.
    pub fn fields(&self) -> BTreeSet<FieldKey> {
        self.all().flat_map(Claims::fields).collect()
    }

    /// The state of a field: known where all live claims agree, contested where known values differ.
    pub fn state(&self, field: FieldKey) -> FieldState<Value> {
        self.claims(field).state(field)
    }

    /// The last word of each source that has not taken it back.
    pub fn live(&self, field: FieldKey) -> Vec<(&Said, &FieldState<Value>)> {
        self.claims(field).live(field)
    }

    /// Everything that was ever said of a field, in order.
    pub fn history(&self, field: FieldKey) -> Vec<(&Said, &FieldState<Value>)> {
        self.claims(field).history(field).collect()
    }

    /// How many claims of a field were ever made, those taken back included.
    pub fn claims_of(&self, field: FieldKey) -> u64 {
        u64::try_from(self.claims(field).history(field).count()).unwrap_or(u64::MAX)
    }

    /// What one source says of a field now.
    pub fn said_by(&self, source: &str, field: FieldKey) -> Option<&FieldState<Value>> {
        let said = self.live(field).into_iter().find(|(said, _)| said.source == source);
        said.map(|(_, state)| state)
    }
}

/// A household's part says something of the member with whom it stands in one fact.
fn speaks_of(part: &Part, person: Id) -> bool {
    match part.subject {
        Subject::Owner(other) => other == person,
        Subject::Household(_) => true,
        Subject::Instance => false,
    }
}

/// How somebody, or something, comes on record: a person and a household are registered, and what owns itself is opened as its
/// own record.
fn registered(owner: Id, fact: &Fact) -> Option<OwnerView> {
    let (controller, office) = (&fact.envelope.controller, &fact.envelope.office);
    let view = |synthetic| OwnerView::new(owner, controller.clone(), office.clone(), synthetic);
    let own = fact.parts.iter().filter(|part| part.subject == Subject::Owner(owner));
    let mut begun = own.filter_map(|part| match &part.body {
        Body::PersonRegistered { synthetic } => Some(view(*synthetic)),
        Body::HouseholdRegistered { office, synthetic } => {
            Some(OwnerView { about: About::Household, office: office.clone(), ..view(*synthetic) })
        }
        Body::Opened { record, .. } if *record == owner => Some(OwnerView { about: About::Itself, ..view(false) }),
        _ => None,
    });
    begun.next()
}
