//! One person, with household, what every measure in force says of them, and the questions that the reader may answer.
//!
//! Of whom a question is, is settled when it is shown: members are counted in an order, and the order may be another one
//! when the answer comes.

use std::collections::{BTreeMap, BTreeSet};

use casework::{OwnerView, PersonCommand};
use model::{Date, FieldKey, FieldState, Id, Value};
use rules::answer::Question;

use super::Desk;
use super::sight::ReaderSight;
use crate::Fault;
use crate::answers::{Answered, Answers, answers, as_seen};

/// The name by which members of a household are listed, and what tells them apart.
const MEMBER: [&str; 4] = ["name.full", "name.given", "birth_date", "household.role"];

/// One person, as a reader may see them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownPerson {
    /// The person.
    pub id: Id,
    /// The office responsible.
    pub office: String,
    /// Made by the generator.
    pub synthetic: bool,
    /// Under a legal hold: nothing may be forgotten.
    pub held: bool,
    /// What is on record, with who says so.
    pub fields: BTreeMap<String, ShownField>,
    /// Fields that the reader may amend, whether or not anything is on record of them.
    pub amendable: BTreeSet<String>,
    /// Whether there are compartments that this reader does not open. Not whether anything is in them.
    pub walled: bool,
    /// Everybody of the household in scope, in the order in which answers count them; the person included.
    pub household: Vec<HouseholdMember>,
    /// What every measure in force says.
    pub answers: Answers,
    /// What of all they ask the reader may answer, by the name that answers use.
    pub questions: BTreeMap<String, OpenQuestion>,
}

/// A question that its reader may answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenQuestion {
    /// Of whom.
    pub person: Id,
    /// Of which field.
    pub field: String,
    /// How many claims of it were on record when it was shown.
    pub seen: u64,
}

/// The state of one field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownField {
    /// The state.
    pub state: FieldState<Value>,
    /// Who says so.
    pub sources: Vec<String>,
}

/// A member of the household.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HouseholdMember {
    /// The member.
    pub id: Id,
    /// States of the fields the reader may see.
    pub fields: BTreeMap<String, FieldState<Value>>,
}

impl Desk<'_> {
    /// One person, with the answers of every measure in force on a day; nothing for somebody out of scope.
    pub async fn person(&self, id: Id, on: Date) -> Result<Option<ShownPerson>, Fault> {
        let sight = self.sight();
        let Some(person) = self.instance.store.person(&sight.of_store(), id).await? else { return Ok(None) };
        let members = self.instance.store.household(&sight.of_store(), &person).await?;
        let members = if members.is_empty() { vec![person.clone()] } else { members };
        // Measures read the whole household, so all of it that the reader may see counts as read: once, for a second look at
        // what some have and others have not would tell who has it.
        let ((of, mut fields), (with_records, read)) = (sight.noted_whole(&members), self.records_read(&members));
        let of: BTreeSet<Id> = of.into_iter().chain(with_records).collect();
        fields.extend(read);
        self.note_reads((of.into_iter().collect(), fields)).await?;
        self.shown(&sight, &person, &members, on).map(Some)
    }

    /// Enters the answer to a question, as the desk's word: refused where the field is not the reader's to see, and where
    /// somebody else has said something of it since it was shown.
    pub async fn answer(&self, question: OpenQuestion, state: FieldState<Value>) -> Result<(), Fault> {
        let OpenQuestion { person, field, seen } = question;
        self.instance.submit(self.acting, PersonCommand::Answer { person, field, state, seen }).await.map(drop)
    }

    /// Of all that answers ask, what the reader may enter: of people whom they may amend, and fields that they are shown.
    fn questions(
        &self,
        sight: &ReaderSight<'_>,
        answers: &Answers,
        about: &OwnerView,
        members: &[OwnerView],
    ) -> BTreeMap<String, OpenQuestion> {
        let schema = &self.in_force.packs.schema;
        let question = |name: &str| {
            let (person, name) = match Question::of_member(name) {
                Some((position, name)) => (members.get(position)?, name),
                None => (about, name),
            };
            // Which records there are is said by opening them; that there are no others is a field.
            let whether_all = || schema.kind_id(name).and_then(|kind| schema.complete_field(kind));
            let found = schema.get(schema.field(name).or_else(whether_all)?)?;
            let open = self.amends(person) && sight.shows(found, person);
            let seen = person.claims_of(FieldKey::of(&found.name));
            open.then(|| OpenQuestion { person: person.id, field: found.name.clone(), seen })
        };
        let asked = answers.told.iter().flat_map(Answered::questions);
        asked.filter_map(|name| Some((name.to_owned(), question(name)?))).collect()
    }

    fn shown(
        &self,
        sight: &ReaderSight<'_>,
        person: &OwnerView,
        members: &[OwnerView],
        on: Date,
    ) -> Result<ShownPerson, Fault> {
        let fields = sight.shown(person).map(|(key, field)| {
            let mut sources: Vec<String> = person.live(key).iter().map(|(said, _)| said.source.clone()).collect();
            sources.dedup();
            (field.name.clone(), ShownField { state: person.state(key), sources })
        });
        let packs = &self.in_force.packs;
        let kept = sight.kept(members);
        let country = self.instance.founded.jurisdiction.as_deref();
        // Without answers the page would say that nothing reaches this person.
        let seen = self
            .in_force
            .recorded_rows()
            .household(members, person.id, |record| self.sees(record))
            .ok_or_else(|| Fault::failed("a household without the person whose it is"))?;
        let answers = answers(packs, &as_seen(seen, &kept), &kept, on, country);
        let wanted = MEMBER.map(str::to_owned);
        let questions = self.questions(sight, &answers, person, members);
        let member = |member: &OwnerView| HouseholdMember { id: member.id, fields: sight.states(member, &wanted) };
        Ok(ShownPerson {
            id: person.id,
            office: person.office.clone(),
            synthetic: person.synthetic,
            held: person.held,
            fields: fields.collect(),
            amendable: self.amendable_fields(sight, person),
            walled: sight.has_walls(),
            household: members.iter().map(member).collect(),
            answers,
            questions,
        })
    }
}
