//! One person, with household and what every measure in force says of them.

use std::collections::BTreeMap;

use casework::PersonView;
use casework::row::household;
use model::{Date, FieldState, Id, Value};

use super::Desk;
use super::sight::ReaderSight;
use crate::Fault;
use crate::answers::{Answers, answers, as_seen};

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
    /// Whether there are compartments that this reader does not open. Not whether anything is in them.
    pub walled: bool,
    /// Everybody of the household in scope, in the order in which answers count them; the person included.
    pub household: Vec<HouseholdMember>,
    /// What every measure in force says.
    pub answers: Answers,
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
        // Measures read the whole household, so all of it that the reader may see counts as read.
        self.note_reads(sight.noted_whole(&members)).await?;
        self.shown(&sight, &person, &members, on).map(Some)
    }

    fn shown(
        &self,
        sight: &ReaderSight<'_>,
        person: &PersonView,
        members: &[PersonView],
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
        let seen = household(members, person.id, &packs.schema)
            .ok_or_else(|| Fault::failed("a household without the person whose it is"))?;
        let answers = answers(packs, &as_seen(seen, &kept), &kept, on, country);
        let wanted = MEMBER.map(str::to_owned);
        let member = |member: &PersonView| HouseholdMember { id: member.id, fields: sight.states(member, &wanted) };
        Ok(ShownPerson {
            id: person.id,
            office: person.office.clone(),
            synthetic: person.synthetic,
            held: person.held,
            fields: fields.collect(),
            walled: sight.has_walls(),
            household: members.iter().map(member).collect(),
            answers,
        })
    }
}
