//! Records of people, as somebody may see them: listed by kind, one by one, opened, amended, closed.
//!
//! A field behind a wall is shown to whoever opens the wall for that person; a kind behind one is there for nobody else.
//! What is sealed or protected and shown, names of people on a list among it, is noted first.

use std::collections::{BTreeMap, BTreeSet};

use casework::record::RecordAsked;
use casework::source::DESK;
use casework::view::{Acted, Said};
use casework::{
    Audience, Ctx, Fields, ListReader, MoveAsked, OwnerView, RecordCommand, RecordRights, RecordView, Refusal,
    StepAsked, opens_wall, reads_kind,
};
use journal::Act;
use model::{Class, Compartment, Field, FieldKey, FieldState, Id, Kind, KindId, Timestamp, Value};
use rules::Measure;
use store::{Page, RecordShelf, Sight};

use super::sight::ReaderSight;
use super::{Desk, ShownCase, ShownField, ShownMove, ShownPlace};
use crate::Fault;

/// The name by which people are listed beside their records.
const NAME: [&str; 4] = ["name.full", "name.given", "name.family", "birth_date"];

/// Which records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordsQuery {
    /// Of this kind.
    pub kind: String,
    /// Open ones, or closed ones.
    pub open: bool,
    /// Those alone that lead to this record.
    pub at: Option<Id>,
    /// Page, from 0.
    pub page: u64,
    /// Records a page.
    pub size: u64,
}

/// A page of records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordsPage {
    /// How many there are in all.
    pub total: u64,
    /// Those of this page.
    pub rows: Vec<RecordRow>,
}

/// One record in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordRow {
    /// The record.
    pub id: Id,
    /// Its kind.
    pub kind: String,
    /// Whether something may still be done with it.
    pub open: bool,
    /// What the fields of its name say, and others that the reader sees.
    pub fields: BTreeMap<String, FieldState<Value>>,
    /// The records to which it leads, as far as the reader sees them, by which it is called.
    pub links: BTreeMap<Id, RecordRow>,
    /// Whose it is; nobody's where it owns itself.
    pub person: Option<Id>,
    /// By what they are listed.
    pub named: BTreeMap<String, FieldState<Value>>,
    /// Who has it in hand.
    pub assignee: Option<String>,
    /// When it was opened.
    pub opened: Timestamp,
    /// When something was last done with it or said of it.
    pub changed: Timestamp,
}

/// One record, as a reader may see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownRecord {
    /// As in a list.
    pub row: RecordRow,
    /// The office of the person.
    pub office: String,
    /// Of a person made by the generator.
    pub synthetic: bool,
    /// How many facts of it were seen: said along with a change.
    pub version: u64,
    /// What it says, with who says so.
    pub fields: BTreeMap<String, ShownField>,
    /// Fields that lie behind walls which the reader does not open. Not whether anything is in them.
    pub walled: BTreeSet<String>,
    /// What the reader may do with it.
    pub may: RecordRights,
    /// The place that it takes at another record, where its kind takes any.
    pub place: Option<ShownPlace>,
    /// How it stands on the pathway that it runs.
    pub case: Option<ShownCase>,
    /// Whether it runs a version that cannot be read any more.
    pub unreadable: bool,
    /// The newer version to which it can be moved.
    pub moving: Option<ShownMove>,
    /// What was done and said, the latest first.
    pub history: Vec<RecordNote>,
}

/// Something in a record's past.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordNote {
    /// When.
    pub at: Timestamp,
    /// The account that did it, or the source that said it.
    pub by: String,
    /// What.
    pub what: RecordDone,
    /// The fact that says what was done, by its origin and its number there: so a mistake is named.
    pub fact: Option<(Id, u64)>,
    /// Whether it was a mistake, and taken back.
    pub taken_back: bool,
}

/// What was done with a record, or said of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RecordDone {
    /// It was opened.
    Opened,
    /// Something was done with it.
    Acted(Act),
    /// A field was said to be this.
    Said(String, FieldState<Value>),
}

impl<'a> Desk<'a> {
    /// The kinds of record that the reader may read, of some people at least, each with what they may do with them.
    pub fn kinds(&self) -> Vec<(&'a Kind, RecordRights)> {
        let (actor, occasion) = (&self.acting.actor, self.acting.occasion());
        let kinds = self.in_force.packs.schema.kinds();
        let read = kinds.filter(|kind| reads_kind(actor, kind, &occasion).is_ok_and(|scope| scope.opens_rows()));
        read.map(|kind| (kind, casework::record::may_do(actor, kind, &occasion))).collect()
    }

    /// A page of the records of a kind that the reader may open.
    ///
    /// # Errors
    /// [`Refusal::NotFound`] for a kind there is not, or that the reader may not read.
    pub async fn records(&self, query: &RecordsQuery) -> Result<RecordsPage, Fault> {
        let kind = self.kind(&query.kind)?;
        let listed = RecordShelf { kind: kind.name.clone(), open: query.open, at: query.at };
        let limit = u32::try_from(query.size).unwrap_or(u32::MAX);
        let skip = usize::try_from(query.page.saturating_mul(query.size)).unwrap_or(usize::MAX);
        let (sight, store) = (self.sight(), &self.instance.store);
        let of_store = self.sight_of(kind)?;
        let reader = self.list_reader();
        let found = store.records(&of_store, &reader, &listed, Page { skip, limit }).await?;
        let total = store.count_records(&of_store.scope, &reader, &listed).await?;
        let records = found.iter().filter_map(|(person, record)| Some((kind, person.record(*record)?)));
        let records: Vec<(&Kind, RecordView<'_>)> = records.collect();
        self.note_listed(&sight, &records).await?;
        let links = self.linked(&records).await?;
        Ok(RecordsPage {
            total,
            rows: records.iter().map(|(kind, record)| self.linked_row(&sight, kind, record, &links)).collect(),
        })
    }

    /// How many records of a kind the reader may open; of those alone that lead to a record, where one is named.
    pub async fn count_records(&self, kind: &str, open: bool, at: Option<Id>) -> Result<u64, Fault> {
        let kind = self.kind(kind)?;
        let listed = RecordShelf { kind: kind.name.clone(), open, at };
        let scope = self.sight_of(kind)?.scope;
        Ok(self.instance.store.count_records(&scope, &self.list_reader(), &listed).await?)
    }

    /// The kinds whose records may lead to a record, of those that the reader may read, and how many open ones do.
    pub async fn leading_to(&self, kind: &Kind, record: Id) -> Result<Vec<(&Kind, u64)>, Fault> {
        let mut leading = vec![];
        let kinds = self.kinds().into_iter().map(|(other, _)| other);
        for other in kinds.filter(|other| other.links.iter().any(|link| link.to == kind.name)) {
            leading.push((other, self.count_records(&other.name, true, Some(record)).await?));
        }
        Ok(leading)
    }

    /// All records of a person that the reader may see, open ones first.
    pub async fn records_of(&self, person: Id) -> Result<Vec<RecordRow>, Fault> {
        let sight = self.sight();
        let Some(person) = self.instance.store.person(&sight.of_store(), person).await? else { return Ok(vec![]) };
        let schema = &self.in_force.packs.schema;
        let records = person.all_records().into_iter().filter(|record| self.sees(record));
        let records: Vec<(&Kind, RecordView<'_>)> =
            records.filter_map(|record| Some((schema.kind(record.kind())?, record))).collect();
        self.note_listed(&sight, &records).await?;
        let links = self.linked(&records).await?;
        let row = |(kind, record): &(&Kind, RecordView<'_>)| self.linked_row(&sight, kind, record, &links);
        let mut rows: Vec<RecordRow> = records.iter().map(row).collect();
        rows.sort_by_key(|row| (!row.open, std::cmp::Reverse(row.opened)));
        Ok(rows)
    }

    /// One record; nothing for one that the reader may not see.
    pub async fn record(&self, id: Id) -> Result<Option<ShownRecord>, Fault> {
        let sight = self.sight();
        let Some(person) = self.instance.store.owner_of_record(&sight.of_store(), id).await? else { return Ok(None) };
        let Some(record) = person.record(id).filter(|record| self.sees(record)) else { return Ok(None) };
        let Some(kind) = self.in_force.packs.schema.kind(record.kind()) else { return Ok(None) };
        let shown: Vec<&Field> = kind.fields.iter().filter(|field| self.opens(kind, field, &person)).collect();
        let (of, read) = reads_of_record(&sight, kind, &record, &shown);
        self.note_reads((Vec::from_iter((!read.is_empty()).then_some(of)), read)).await?;
        let authors = self.instance.store.authors(&said_in(&record, &shown)).await?;
        let walled = kind.fields.iter().filter(|field| !shown.iter().any(|other| other.name == field.name));
        let case = self.case_of(&record);
        Ok(Some(ShownRecord {
            row: self.linked_row(&sight, kind, &record, &self.linked(&[(kind, record.clone())]).await?),
            office: person.office.clone(),
            synthetic: person.synthetic || (person.itself && self.instance.is_trial()),
            version: record.version(|wall| self.opens_wall(wall, &person)),
            fields: shown.iter().map(|field| (field.name.clone(), shown_field(&record, field))).collect(),
            walled: walled.map(|field| field.name.clone()).collect(),
            may: casework::record::may_do(&self.acting.actor, kind, &self.acting.occasion()),
            place: self.place_of(kind, &record).await?,
            unreadable: case.is_err(),
            case: case.unwrap_or_default(),
            moving: self.move_of(&record),
            history: history(&record, &shown, &authors),
        }))
    }

    /// The records to which records lead, as lists show them, as far as the reader sees them.
    async fn linked(&self, records: &[(&Kind, RecordView<'_>)]) -> Result<BTreeMap<Id, RecordRow>, Fault> {
        let schema = &self.in_force.packs.schema;
        let ids: BTreeSet<Id> = records.iter().flat_map(|(kind, record)| leads_to(kind, record)).collect();
        if ids.is_empty() {
            return Ok(BTreeMap::new());
        }
        let sight = self.sight();
        let owners = self.instance.store.owners(&sight.of_store(), &ids.into_iter().collect::<Vec<_>>()).await?;
        let there = owners.iter().filter_map(|owner| owner.record(owner.id)).filter(|record| self.sees(record));
        let there: Vec<(&Kind, RecordView<'_>)> =
            there.filter_map(|record| Some((schema.kind(record.kind())?, record))).collect();
        self.note_listed(&sight, &there).await?;
        Ok(there.iter().map(|(kind, record)| (record.id, self.row_of(&sight, kind, record))).collect())
    }

    /// Whether a person is there for the reader: else [`Refusal::NotFound`].
    pub async fn finds(&self, person: Id) -> Result<(), Fault> {
        let there = self.instance.store.person(&self.sight().of_store(), person).await?;
        Ok(there.map(drop).ok_or(Refusal::NotFound)?)
    }

    /// Whether the reader opens the wall before a field, of some people at least: a form asks for nothing else.
    pub fn opens_somewhere(&self, kind: &Kind, field: &Field) -> bool {
        kind.wall(field).is_none_or(|wall| self.sight().of_store().opens.contains(&wall))
    }

    /// Opens a record of a kind of a person under a new id.
    pub async fn open_record(&self, person: Id, record: Id, kind: &str, fields: Fields) -> Result<(), Fault> {
        let asked = RecordAsked::Open { kind: kind.to_owned(), fields };
        self.instance.submit(self.acting, RecordCommand { owner: person, record, asked }).await.map(drop)
    }

    /// Changes what a record says; `seen` is its version as it was shown.
    pub async fn amend_record(&self, record: Id, fields: Fields, seen: Option<u64>) -> Result<(), Fault> {
        self.ask_of(record, RecordAsked::Amend { fields, seen }).await
    }

    /// Puts a record into somebody's hands, closes it, opens it again.
    pub async fn act_on_record(&self, record: Id, act: Act) -> Result<(), Fault> {
        self.ask_of(record, RecordAsked::Act(act)).await
    }

    /// Notes a conversation; what one form asks for twice is written down once.
    pub async fn note_on_record(&self, record: Id, act: Act, form: Option<Id>) -> Result<(), Fault> {
        let owner = self.instance.store.owner_of_record(&self.sight().of_store(), record).await?;
        let owner = owner.ok_or(Refusal::NotFound)?.id;
        let command = RecordCommand { owner, record, asked: RecordAsked::Act(act) };
        let key = form.map(|form| format!("note {record} {form}"));
        let with = |ctx: Ctx| Ctx { idempotency: key.clone(), ..ctx };
        self.instance.submit_as(self.acting, DESK, command.into(), with).await.map(drop)
    }

    /// Takes a step of the pathway that a record runs.
    pub async fn step_record(&self, record: Id, asked: StepAsked) -> Result<(), Fault> {
        // A step that takes a place takes it by a line of its own.
        let line = asked.line.or_else(|| Some(self.instance.new_id()));
        self.ask_of(record, RecordAsked::Step(StepAsked { line, ..asked })).await
    }

    /// Moves a case to the version of its pathway that is in force, or asks for that.
    pub async fn move_record(&self, record: Id, asked: MoveAsked) -> Result<(), Fault> {
        self.ask_of(record, RecordAsked::Move(asked)).await
    }

    pub(super) async fn ask_of(&self, record: Id, asked: RecordAsked) -> Result<(), Fault> {
        let person = self.instance.store.owner_of_record(&self.sight().of_store(), record).await?;
        let person = person.ok_or(Refusal::NotFound)?.id;
        self.instance.submit(self.acting, RecordCommand { owner: person, record, asked }).await.map(drop)
    }

    fn kind(&self, name: &str) -> Result<&Kind, Refusal> {
        self.in_force.packs.schema.kind(name).ok_or(Refusal::NotFound)
    }

    pub(super) fn sight_of(&self, kind: &Kind) -> Result<Sight, Refusal> {
        let scope = reads_kind(&self.acting.actor, kind, &self.acting.occasion());
        let scope = scope.ok().filter(casework::Scope::opens_rows).ok_or(Refusal::NotFound)?;
        Ok(Sight { scope, ..self.sight().of_store() })
    }

    /// Whether the reader may see that a record is there.
    pub(super) fn sees(&self, record: &RecordView<'_>) -> bool {
        let opens = opens_wall(&self.acting.actor, record.wall, record.owner, &self.acting.occasion());
        opens && Audience::of(record, &self.in_force.pathways).admits(&self.acting.actor, record)
    }

    pub(super) fn list_reader(&self) -> ListReader {
        ListReader::new(&self.acting.actor, self.acting.occasion().controller)
    }

    fn opens(&self, kind: &Kind, field: &Field, person: &OwnerView) -> bool {
        self.opens_wall(kind.wall(field), person)
    }

    fn opens_wall(&self, wall: Option<Compartment>, person: &OwnerView) -> bool {
        opens_wall(&self.acting.actor, wall, person, &self.acting.occasion())
    }

    /// Notes what of these records is about to be shown on a list, and the names of whose they are: one fact for all of whom
    /// the same is shown.
    pub(super) async fn note_listed(
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

    /// Notes what measures in force read of these people's records, where it is protected: of kinds that some measure reads.
    pub(super) async fn note_records_read(&self, people: &[OwnerView]) -> Result<(), Fault> {
        let packs = &self.in_force.packs;
        let measures = packs.packs.iter().flat_map(|pack| &pack.measures);
        let read: BTreeSet<KindId> = measures.flat_map(Measure::kinds).collect();
        let kinds: BTreeMap<&str, &Kind> =
            read.iter().filter_map(|kind| packs.schema.kind_at(*kind)).map(|kind| (kind.name.as_str(), kind)).collect();
        let records = people.iter().flat_map(OwnerView::all_records).filter(|record| self.sees(record));
        let (mut of, mut fields) = (BTreeSet::new(), BTreeSet::new());
        for (kind, record) in records.filter_map(|record| Some((*kinds.get(record.kind())?, record))) {
            let read = protected(kind, &record, &self.listed(kind, record.owner));
            if !read.is_empty() {
                of.insert(record.owner.id);
                fields.extend(read);
            }
        }
        self.note_reads((of.into_iter().collect(), fields)).await
    }

    /// Fields that stand on lists: sealed ones never do, whoever reads it.
    fn listed<'k>(&self, kind: &'k Kind, person: &OwnerView) -> Vec<&'k Field> {
        let listed = kind.fields.iter().filter(|field| field.class != Class::Sealed);
        listed.filter(|field| self.opens(kind, field, person)).collect()
    }

    /// As a list shows it, with the records to which it leads.
    fn linked_row(
        &self,
        sight: &ReaderSight<'_>,
        kind: &Kind,
        record: &RecordView<'_>,
        links: &BTreeMap<Id, RecordRow>,
    ) -> RecordRow {
        let links = leads_to(kind, record).into_iter().filter_map(|id| Some((id, links.get(&id)?.clone())));
        RecordRow { links: links.collect(), ..self.row_of(sight, kind, record) }
    }

    pub(super) fn row_of(&self, sight: &ReaderSight<'_>, kind: &Kind, record: &RecordView<'_>) -> RecordRow {
        let state = |field: &&Field| (field.name.clone(), record.state(FieldKey::of(&field.name)));
        RecordRow {
            id: record.id,
            kind: kind.name.clone(),
            open: record.is_open(),
            fields: self.listed(kind, record.owner).iter().map(state).collect(),
            links: BTreeMap::new(),
            person: (!record.owner.itself).then_some(record.owner.id),
            named: sight.states(record.owner, &NAME.map(str::to_owned)),
            assignee: record.assignee().map(str::to_owned),
            opened: record.opening.said.at,
            changed: record.last_changed(),
        }
    }
}

/// The records to which a record leads, by the links of its kind.
fn leads_to(kind: &Kind, record: &RecordView<'_>) -> Vec<Id> {
    let states = kind.links.iter().map(|link| record.state(FieldKey::of(&link.field)));
    let ids = states.filter_map(|state| match state {
        FieldState::Known(Value::Record(id)) => Some(id),
        _ => None,
    });
    ids.collect()
}

fn shown_field(record: &RecordView<'_>, field: &Field) -> ShownField {
    let key = FieldKey::of(&field.name);
    let mut sources: Vec<String> = record.live(key).iter().map(|(said, _)| said.source.clone()).collect();
    sources.dedup();
    ShownField { state: record.state(key), sources }
}

/// The sealed and protected fields of a record that are about to be shown, and the name of whose it is. Behind a wall,
/// that there is one counts too.
fn reads_of_record(
    sight: &ReaderSight<'_>,
    kind: &Kind,
    record: &RecordView<'_>,
    shown: &[&Field],
) -> (Id, BTreeSet<FieldKey>) {
    let (_, mut fields) = sight.noted(std::slice::from_ref(record.owner), &NAME.map(str::to_owned));
    fields.extend(protected(kind, record, shown));
    (record.owner.id, fields)
}

/// The sealed and protected fields of a record among these, of which something was said.
fn protected(kind: &Kind, record: &RecordView<'_>, shown: &[&Field]) -> BTreeSet<FieldKey> {
    let noted = shown.iter().filter(|field| matches!(field.class, Class::Sealed | Class::Protected(_)));
    let noted = noted.map(|field| FieldKey::of(&field.name)).filter(|field| !record.history(*field).is_empty());
    noted.chain(kind.compartment.map(|_| FieldKey::of(&kind.name))).collect()
}

/// The facts that said something of these fields, each once.
fn said_in(record: &RecordView<'_>, shown: &[&Field]) -> Vec<Said> {
    let all = shown.iter().flat_map(|field| record.history(FieldKey::of(&field.name)));
    all.map(|(said, _)| said.clone()).collect::<BTreeSet<_>>().into_iter().collect()
}

/// The latest first; what one fact says of several fields stands in the order of a form. Of what came from elsewhere it says
/// which source, not who.
fn history(record: &RecordView<'_>, shown: &[&Field], authors: &BTreeMap<Said, String>) -> Vec<RecordNote> {
    let opening = record.opening;
    let opened = RecordNote {
        at: opening.said.at,
        by: opening.by.clone(),
        what: RecordDone::Opened,
        fact: None,
        taken_back: false,
    };
    let standing = record.standing();
    let acted = |Acted { said, by, act }: &Acted| RecordNote {
        at: said.at,
        by: by.clone(),
        what: RecordDone::Acted(act.clone()),
        fact: Some((said.origin, said.number)),
        taken_back: !standing.iter().any(|other| other.said == *said),
    };
    let said = shown.iter().flat_map(|field| {
        let states = record.history(FieldKey::of(&field.name));
        states.into_iter().map(|(said, state)| {
            let what = RecordDone::Said(field.name.clone(), state.clone());
            RecordNote {
                at: said.at,
                by: authors.get(said).unwrap_or(&said.source).clone(),
                what,
                fact: None,
                taken_back: false,
            }
        })
    });
    let mut notes = vec![opened];
    notes.extend(record.acts().into_iter().map(acted));
    notes.extend(said);
    notes.sort_by_key(|note| std::cmp::Reverse(note.at));
    notes
}
