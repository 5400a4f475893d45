//! People on record, as somebody may see them: field by field what `casework::shows` admits, and nothing else is unsealed.
//!
//! Every showing of sealed or protected fields is a fact before it is shown; where it cannot be written down, nothing is
//! shown. A person out of scope looks like one who does not exist. Beyond one's own people a search says at most that
//! somebody is on record, by words of one kind, and only so often. Records of people are shown alike (`records.rs`).

mod alike;
mod board;
mod cases;
mod claims;
mod moves;
mod note;
mod own_place;
mod person;
mod places;
mod reads;
mod records;
mod register;
mod sight;
mod work;

use std::collections::BTreeMap;

use casework::{Action, AuditCommand, OwnerView, Scope};
use model::{FieldKey, FieldState, Id, Value};
use store::{Filter, Page};

pub use self::alike::{Likeness, PeopleAlike, PersonAlike};
pub use self::board::BoardRow;
pub use self::cases::{
    MessageStanding, Recurrence, ShownAfter, ShownCase, ShownItem, ShownMessage, ShownNo, ShownProposed, ShownStage,
    StepOffer,
};
pub use self::claims::{ClaimNote, ShownClaims};
pub use self::moves::ShownMove;
pub use self::own_place::{OwnLine, PlaceAmiss, ShownPlace};
pub use self::person::{HouseholdMember, OpenQuestion, ShownField, ShownPerson};
pub use self::places::{LineHours, ShownLimit, ShownLine, ShownNight, TakenBy};
pub use self::reads::{FieldsShown, ReadNote, wall_mark};
pub use self::records::{LineNote, RecordDone, RecordNote, RecordRow, RecordsPage, RecordsQuery, ShownRecord};
pub use self::register::HouseholdFound;
use self::sight::ReaderSight;
pub use store::Among;
pub use store::WorkCount;

pub use self::work::{VoteCount, WorkDuty, WorkOffice, WorkPage, WorkQuery, WorkRow, WorkView};
use crate::{Acting, Fault, InForce, Instance};

/// People found at most by one search.
const FOUND: u32 = 50;

/// Somebody at the desk: what is in force, and who acts.
pub struct Desk<'a> {
    instance: &'a Instance,
    in_force: &'a InForce,
    acting: &'a Acting,
}

/// Which people.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PeopleQuery {
    /// Facet fields and the one value wanted of each.
    pub filters: BTreeMap<String, String>,
    /// Page, from 0.
    pub page: u64,
    /// People a page.
    pub size: u64,
    /// Names of the fields wanted of each.
    pub columns: Vec<String>,
}

/// A page of people whom the reader may open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PeoplePage {
    /// How many there are in all.
    pub total: u64,
    /// Those of this page.
    pub rows: Vec<PersonRow>,
}

/// What a search found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Those whom the reader may open.
    pub rows: Vec<PersonRow>,
    /// Whether somebody else of the controller is on record with these words.
    pub elsewhere: bool,
}

/// One person in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonRow {
    /// The person.
    pub id: Id,
    /// States of the fields asked for; one left out is unknown or not shown to this reader.
    pub fields: BTreeMap<String, FieldState<Value>>,
}

impl Instance {
    /// The desk for somebody.
    pub fn desk<'a>(&'a self, in_force: &'a InForce, acting: &'a Acting) -> Desk<'a> {
        Desk { instance: self, in_force, acting }
    }

    /// People on record at a controller: shown of invented people alone.
    pub async fn people_on_record(&self, controller: &str) -> Result<u64, Fault> {
        let scope = Scope::Controller { controller: controller.to_owned() };
        Ok(self.store.count(&scope, &[]).await?)
    }
}

impl Desk<'_> {
    /// A page of the people whom the reader may open, by facets; the columns asked for.
    pub async fn people(&self, query: &PeopleQuery) -> Result<PeoplePage, Fault> {
        let sight = self.sight();
        let filter =
            |(field, value): (&String, &String)| Filter { field: FieldKey::of(field), any_of: vec![value.clone()] };
        let filters: Vec<Filter> = query.filters.iter().map(filter).collect();
        let limit = u32::try_from(query.size).unwrap_or(u32::MAX);
        let skip = usize::try_from(query.page.saturating_mul(query.size)).unwrap_or(usize::MAX);
        let store = &self.instance.store;
        let found = store.people(&sight.of_store(), &filters, Page { skip, limit }).await?;
        let total = store.count(&sight.scope, &filters).await?;
        Ok(PeoplePage { total, rows: self.rows(&sight, &found, &query.columns).await? })
    }

    /// People by words of their names, phones, documents. Searches are counted, and the words themselves are not kept.
    pub async fn search(&self, words: &str, columns: &[String]) -> Result<Found, Fault> {
        let may_search = self.acting.may(Action::Search)?;
        let (account, now) = (&self.acting.actor.account, self.instance.now());
        self.instance.braked(self.acting, self.instance.brake.search(account, now)).await?;
        let sight = self.sight();
        let (store, page) = (&self.instance.store, Page { skip: 0, limit: FOUND });
        let found = store.search(&sight.of_store(), words, page).await?;
        let elsewhere = match &may_search {
            Scope::Controller { controller } | Scope::Existence { controller } => {
                store.exists_beyond(controller, &sight.scope, words).await?
            }
            Scope::Nothing | Scope::Aggregates { .. } | Scope::Offices { .. } | Scope::People { .. } => false,
        };
        let count = u64::try_from(found.len()).unwrap_or(u64::MAX);
        self.instance.submit(self.acting, AuditCommand::Search { found: count }).await?;
        Ok(Found { rows: self.rows(&sight, &found, columns).await?, elsewhere })
    }

    /// Whom a register knows by this id, where the reader may open them. A search like any other.
    pub async fn known_as(&self, register: &str, id: &str) -> Result<Option<Id>, Fault> {
        self.acting.may(Action::Search)?;
        let (account, now) = (&self.acting.actor.account, self.instance.now());
        self.instance.braked(self.acting, self.instance.brake.search(account, now)).await?;
        let (store, sight) = (&self.instance.store, self.sight());
        let known = store.by_external(&self.acting.seat.controller, &[(register, id)]).await?;
        let person = match known.into_iter().flatten().next() {
            Some(known) => store.person(&sight.of_store(), known).await?,
            None => None,
        };
        let found = u64::from(person.is_some());
        self.instance.submit(self.acting, AuditCommand::Search { found }).await?;
        Ok(person.map(|person| person.id))
    }

    async fn rows(
        &self,
        sight: &ReaderSight<'_>,
        found: &[OwnerView],
        columns: &[String],
    ) -> Result<Vec<PersonRow>, Fault> {
        let row = |person: &OwnerView| PersonRow { id: person.id, fields: sight.states(person, columns) };
        self.note_reads(sight.noted(found, columns)).await?;
        Ok(found.iter().map(row).collect())
    }
}
