//! Records of people, as somebody may see them: listed by kind, one by one, opened, amended, closed.
//!
//! A field behind a wall is shown to whoever opens the wall for that person; a kind behind one is there for nobody else.
//! What is sealed or protected and shown, names of people on a list among it, is noted first.

mod hands;
mod history;
mod lines;
mod notings;
mod opening;
mod rows;

use std::collections::{BTreeMap, BTreeSet};

use casework::record::RecordAsked;
use casework::source::DESK;
use casework::{
    Audience, Ctx, Fields, ListReader, MoveAsked, OwnerView, RecordCommand, RecordRights, RecordView, Refusal,
    StepAsked, opens_wall, reads_kind,
};
use journal::{Act, CaseStep};
use model::{About, Compartment, Field, FieldKey, FieldState, Id, Kind, Timestamp, Value};
use store::{Among, Page, RecordShelf, Sight};

pub use self::history::{LineNote, RecordDone, RecordNote};
use self::history::{history, said_in};
use self::notings::reads_of_record;
use super::sight::ReaderSight;
use super::{Desk, ShownCase, ShownField, ShownMove, ShownPerson, ShownPlace};
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
    /// Which of them.
    pub among: Among,
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
    /// Entries of this page that cannot be read: somebody altered them, or a key is lost.
    pub unreadable: usize,
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
    /// Whose it is; of a household's record a member through whom it is found; nobody's where it owns itself.
    pub person: Option<Id>,
    /// Whether it is their household's.
    pub household: bool,
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
    /// Accounts into whose hands the reader may put it.
    pub hands: Vec<String>,
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
    /// [`Refusal::NotFound`] for a kind there is not, or that the reader may not read; a bad field for what is no facet of it.
    pub async fn records(&self, query: &RecordsQuery) -> Result<RecordsPage, Fault> {
        let kind = self.kind(&query.kind)?;
        let listed = shelf(kind, query.open, &query.among)?;
        let limit = u32::try_from(query.size).unwrap_or(u32::MAX);
        let skip = usize::try_from(query.page.saturating_mul(query.size)).unwrap_or(usize::MAX);
        let (sight, store) = (self.sight(), &self.instance.store);
        let of_store = self.sight_of(kind)?;
        let reader = self.list_reader();
        let read = store.records(&of_store, &reader, &listed, Page { skip, limit }).await?;
        let total = store.count_records(&of_store.scope, &reader, &listed).await?;
        let records = read.rows.iter().filter_map(|(person, record)| Some((kind, person.record(*record)?)));
        let records: Vec<(&Kind, RecordView<'_>)> = records.collect();
        Ok(RecordsPage { total, rows: self.record_rows(&sight, &records).await?, unreadable: read.unreadable })
    }

    /// How many records of a kind the reader may open.
    pub async fn count_records(&self, kind: &str, open: bool, among: &Among) -> Result<u64, Fault> {
        let kind = self.kind(kind)?;
        let listed = shelf(kind, open, among)?;
        let scope = self.sight_of(kind)?.scope;
        Ok(self.instance.store.count_records(&scope, &self.list_reader(), &listed).await?)
    }

    /// The kinds whose records may lead to a record, of those that the reader may read, and how many open ones do.
    pub async fn leading_to(&self, kind: &Kind, record: Id) -> Result<Vec<(&Kind, u64)>, Fault> {
        let mut leading = vec![];
        let kinds = self.kinds().into_iter().map(|(other, _)| other);
        for other in kinds.filter(|other| other.links.iter().any(|link| link.to == kind.name)) {
            leading.push((other, self.count_records(&other.name, true, &Among::LeadingTo(record)).await?));
        }
        Ok(leading)
    }

    /// All records of a person and of their household that the reader may see, open ones first. The look is noted whatever is
    /// there.
    pub async fn records_of(&self, person: Id) -> Result<Vec<RecordRow>, Fault> {
        let sight = self.sight();
        let Some(there) = self.instance.store.person(&sight.of_store(), person).await? else { return Ok(vec![]) };
        let (_, mut fields) = sight.noted(std::slice::from_ref(&there), &NAME.map(str::to_owned));
        fields.extend(self.records_read(std::slice::from_ref(&there)).1);
        fields.extend(sight.walls_of(&there));
        self.note_reads((vec![there.id], fields)).await?;
        self.all_of(&sight, &there).await
    }

    /// The same beside the page of the person, by which the look at theirs was noted.
    pub async fn records_beside(&self, shown: &ShownPerson) -> Result<Vec<RecordRow>, Fault> {
        let sight = self.sight();
        let there = self.instance.store.person(&sight.of_store(), shown.id).await?;
        match &there {
            Some(there) => self.all_of(&sight, there).await,
            None => Ok(vec![]),
        }
    }

    async fn all_of(&self, sight: &ReaderSight<'_>, person: &OwnerView) -> Result<Vec<RecordRow>, Fault> {
        let store = &self.instance.store;
        let household = match store.household_id(person).map(|home| self.in_force.view.sealed_household(home)) {
            Some(household) => store.owner(&sight.of_store(), household).await?,
            None => None,
        };
        let schema = &self.in_force.packs.schema;
        let records = std::iter::once(person).chain(&household).flat_map(OwnerView::all_records);
        let records = records.filter(|record| self.sees(record));
        let records: Vec<(&Kind, RecordView<'_>)> =
            records.filter_map(|record| Some((schema.kind(record.kind())?, record))).collect();
        let mut rows = self.rows_beside(sight, &records).await?;
        // Whoever looks at a person comes to their household through them.
        rows.iter_mut().filter(|row| row.household).for_each(|row| {
            row.person = Some(person.id);
            row.named = sight.states(person, &NAME.map(str::to_owned));
        });
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
        let may = casework::record::may_do(&self.acting.actor, kind, &self.acting.occasion());
        let listed = [(kind, record.clone())];
        let (links, members) = (self.ever_linked(kind, &record).await?, self.members_of(&sight, &listed).await?);
        let told = self.lines_told(&record).await?;
        Ok(Some(ShownRecord {
            row: RecordRow { links, ..self.row_of(&sight, &listed[0], &members) },
            office: person.office.clone(),
            synthetic: person.synthetic || (person.about == About::Itself && self.instance.is_trial()),
            version: record.version(|wall| self.opens_wall(wall, &person)),
            fields: shown.iter().map(|field| (field.name.clone(), shown_field(&record, field))).collect(),
            walled: walled.map(|field| field.name.clone()).collect(),
            hands: if may.amend && record.is_open() { self.hands(kind, &record) } else { vec![] },
            may,
            place: self.place_of(kind, &record).await?,
            unreadable: case.is_err(),
            case: case.unwrap_or_default(),
            moving: self.move_of(&record),
            history: history(&record, &shown, &authors, told),
        }))
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

    /// Notes a conversation; what one form asks for twice in the same words is written down once. Other words are another note,
    /// and both stand.
    pub async fn note_on_record(&self, record: Id, act: Act, form: Option<Id>) -> Result<(), Fault> {
        let owner = self.instance.store.owner_of_record(&self.sight().of_store(), record).await?;
        let owner = owner.ok_or(Refusal::NotFound)?.id;
        let said = match &act {
            Act::Noted { happened, text } => format!("note\0{}\0{text}", happened.map_or(0, |at| at.0)),
            _ => String::new(),
        };
        // By a key, for it stands in the envelope: nobody tells by it what was said.
        let said = journal::Digest(self.instance.store.import_key().mac(said.as_bytes()));
        let key = form.map(|form| format!("note {record} {form} {said}"));
        let command = RecordCommand { owner, record, asked: RecordAsked::Act(act) };
        let with = |ctx: Ctx| Ctx { idempotency: key.clone(), ..ctx };
        self.instance.submit_as(self.acting, DESK, command.into(), with).await.map(drop)
    }

    /// Takes a step of the pathway that a record runs.
    ///
    /// # Errors
    /// Those of the step; and [`Refusal::ReasonsMissing`] of a no that does not say why: whoever did the work could not mend it.
    pub async fn step_record(&self, record: Id, asked: StepAsked) -> Result<(), Fault> {
        if matches!(asked.step, CaseStep::Voted { yes: false, .. }) && asked.why.is_none() {
            return Err(Refusal::ReasonsMissing.into());
        }
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
}

fn shown_field(record: &RecordView<'_>, field: &Field) -> ShownField {
    let key = FieldKey::of(&field.name);
    let mut sources: Vec<String> = record.live(key).iter().map(|(said, _)| said.source.clone()).collect();
    sources.dedup();
    ShownField { state: record.state(key), sources }
}

/// The shelf on which records of a kind are listed.
fn shelf(kind: &Kind, open: bool, among: &Among) -> Result<RecordShelf, Refusal> {
    let is_facet = |key: &FieldKey| kind.facets().any(|field| FieldKey::of(&field.name) == *key);
    match among {
        Among::Saying(field, _) if !is_facet(field) => Err(Refusal::BadField { field: "facet".to_owned() }),
        _ => Ok(RecordShelf { kind: kind.name.clone(), open, among: among.clone() }),
    }
}
