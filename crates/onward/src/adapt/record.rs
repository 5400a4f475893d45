//! People on record, as an asker may see them: field by field what `casework::shows` admits, each reading of sealed
//! or protected fields a fact before it is shown.

use std::collections::BTreeMap;
use std::sync::Arc;

use casework::row::household;
use casework::{Command, Occasion, PersonView, Scope, shows};
use journal::Basis;
use model::{Class, Clock, Field, FieldState, Id, Value};
use packs::Packs;
use store::{Filter, Page};
use web::ports::record::{
    Asker, Instance as About, Member, OnRecord, PeoplePage, PeopleQuery, Person, PersonQuery, PersonRow, Record,
};
use web::ports::{PortError, Reply};

use super::answered::answers;
use super::unavailable;
use crate::instance::{ASSISTANCE, Acts, GOVERNANCE, Instance, STUDY};
use crate::world::SystemClock;

/// The desk of an instance.
pub struct Desk {
    instance: Arc<Instance>,
}

impl Desk {
    pub fn new(instance: Arc<Instance>) -> Self {
        Self { instance }
    }

    async fn about(&self) -> Result<About, PortError> {
        let founded = &self.instance.founded;
        let controller = founded.controller.clone();
        let scope = Scope::Controller { controller: controller.clone() };
        Ok(About {
            name: founded.name.clone(),
            people: self.instance.store.count(&scope, &[]).await.map_err(unavailable)?,
            controller,
            mode: founded.mode,
            jurisdiction: founded.jurisdiction.clone(),
            desk_purpose: ASSISTANCE.into(),
            study_purpose: STUDY.into(),
            governance_purpose: GOVERNANCE.into(),
        })
    }

    async fn list(&self, asker: &Asker, query: &PeopleQuery) -> Result<PeoplePage, PortError> {
        let about = self.about().await?;
        let scope = searched(&asker.scope);
        let (found, total) = match &query.words {
            Some(words) => self.search(asker, &scope, words, query).await?,
            None => self.filtered(&scope, query).await?,
        };
        let sight = Sight { packs: self.instance.packs(), asker, about: &about };
        let rows = found.iter().map(|person| sight.row(person, &query.columns)).collect();
        self.note_reads(asker, sight.sealed(&found, &query.columns)).await?;
        Ok(PeoplePage { total, rows })
    }

    async fn filtered(&self, scope: &Scope, query: &PeopleQuery) -> Result<(Vec<PersonView>, u64), PortError> {
        let filter = |(field, value): (&String, &String)| Filter { field: field.clone(), any_of: vec![value.clone()] };
        let filters: Vec<Filter> = query.filters.iter().map(filter).collect();
        let store = &self.instance.store;
        let found = store.people(scope, &filters, page(query)).await.map_err(unavailable)?;
        Ok((found, store.count(scope, &filters).await.map_err(unavailable)?))
    }

    async fn search(
        &self,
        asker: &Asker,
        scope: &Scope,
        words: &str,
        query: &PeopleQuery,
    ) -> Result<(Vec<PersonView>, u64), PortError> {
        let found = self.instance.store.search(scope, words, page(query)).await.map_err(unavailable)?;
        let total = u64::try_from(found.len()).unwrap_or(u64::MAX);
        self.note(asker, Command::NoteSearch { found: total }).await?;
        Ok((found, total))
    }

    async fn open(&self, asker: &Asker, query: &PersonQuery) -> Result<Option<Person>, PortError> {
        let found = self.instance.store.person(&asker.scope, query.id).await.map_err(unavailable)?;
        let Some(person) = found else { return Ok(None) };
        let about = self.about().await?;
        let members = self.members(&asker.scope, &person).await?;
        let sight = Sight { packs: self.instance.packs(), asker, about: &about };
        let all: Vec<String> = person.fields.keys().cloned().collect();
        self.note_reads(asker, sight.sealed(std::slice::from_ref(&person), &all)).await?;
        self.note_reads(asker, sight.sealed(&members, &[NAME.to_owned()])).await?;
        Ok(Some(sight.person(&person, &members, query)))
    }

    /// Everybody of the household in scope, the person among them.
    async fn members(&self, scope: &Scope, person: &PersonView) -> Result<Vec<PersonView>, PortError> {
        let members = self.instance.store.household(scope, person.id).await.map_err(unavailable)?;
        Ok(if members.is_empty() { vec![person.clone()] } else { members })
    }

    async fn note_reads(&self, asker: &Asker, (people, fields): (Vec<Id>, Vec<String>)) -> Result<(), PortError> {
        if people.is_empty() || fields.is_empty() {
            return Ok(());
        }
        self.note(asker, Command::NoteReads { people, fields }).await
    }

    async fn note(&self, asker: &Asker, command: Command) -> Result<(), PortError> {
        let view = self.instance.store.instance().await.map_err(unavailable)?;
        let (account, schema) = (&asker.actor.account, self.instance.schema_hash());
        let acts = Acts::account(account, &view, schema, &asker.purpose, Basis::PublicInterest);
        let acts = acts.map_err(|fail| unavailable(fail.cause))?;
        self.instance.store.submit(acts.ctx("desk"), command).await.map(drop).map_err(unavailable)
    }
}

/// The name by which members of a household are listed.
const NAME: &str = "name.full";

fn page(query: &PeopleQuery) -> Page {
    let limit = u32::try_from(query.size).unwrap_or(u32::MAX);
    let skip = usize::try_from(query.page.saturating_mul(query.size)).unwrap_or(usize::MAX);
    Page { skip, limit }
}

/// Who may learn that somebody exists searches all of the controller, and is shown none of it.
fn searched(scope: &Scope) -> Scope {
    match scope {
        Scope::Existence { controller } => Scope::Controller { controller: controller.clone() },
        scope => scope.clone(),
    }
}

/// What one asker is shown of people.
struct Sight<'a> {
    packs: Arc<Packs>,
    asker: &'a Asker,
    about: &'a About,
}

impl Sight<'_> {
    fn occasion(&self) -> Occasion<'_> {
        self.about.occasion(&self.asker.purpose, SystemClock.now().day())
    }

    fn shown<'p>(&self, person: &'p PersonView) -> impl Iterator<Item = (&'p String, &Field)> {
        let schema = &self.packs.schema;
        let fields = person.fields.keys().filter_map(|name| Some((name, schema.get(schema.field(name)?)?)));
        fields.filter(|(_, field)| shows(&self.asker.actor, field, person, &self.occasion()))
    }

    fn states(&self, person: &PersonView, wanted: &[String]) -> BTreeMap<String, FieldState<Value>> {
        let wanted = self.shown(person).filter(|(name, _)| wanted.contains(name));
        wanted.map(|(name, _)| (name.clone(), person.state(name))).collect()
    }

    fn row(&self, person: &PersonView, columns: &[String]) -> PersonRow {
        let opens = self.asker.scope.admits(person);
        let fields = if opens { self.states(person, columns) } else { BTreeMap::new() };
        PersonRow { id: opens.then_some(person.id), office: person.office.clone(), fields }
    }

    /// The people and the sealed or protected fields among those wanted that are about to be shown.
    fn sealed(&self, people: &[PersonView], wanted: &[String]) -> (Vec<Id>, Vec<String>) {
        let is_sealed = |field: &Field| matches!(field.class, Class::Sealed | Class::Protected(_));
        let (mut ids, mut names) = (Vec::new(), Vec::new());
        for person in people.iter().filter(|person| self.asker.scope.admits(person)) {
            let shown = self.shown(person).filter(|(name, field)| wanted.contains(name) && is_sealed(field));
            let shown: Vec<String> = shown.map(|(name, _)| name.clone()).collect();
            if !shown.is_empty() {
                ids.push(person.id);
                names.extend(shown);
            }
        }
        names.sort();
        names.dedup();
        (ids, names)
    }

    fn person(&self, person: &PersonView, members: &[PersonView], query: &PersonQuery) -> Person {
        let shown: Vec<&String> = self.shown(person).map(|(name, _)| name).collect();
        let on_record = |name: &&String| {
            let claims = person.fields.get(*name).into_iter().flatten();
            let sources = claims.map(|claim| claim.source.clone()).collect();
            ((*name).clone(), OnRecord { state: person.state(name), sources })
        };
        let packs = &self.packs;
        let asked = household(members, person.id, &packs.schema);
        let country = self.about.jurisdiction.as_deref();
        Person {
            id: person.id,
            office: person.office.clone(),
            synthetic: person.synthetic,
            held: person.held,
            fields: shown.iter().map(on_record).collect(),
            walled: shown.len() < person.fields.len(),
            household: members.iter().map(|member| self.member(member)).collect(),
            answers: asked.map(|asked| answers(packs, &asked, query.on, country)).unwrap_or_default(),
        }
    }

    fn member(&self, member: &PersonView) -> Member {
        let wanted = [NAME, "birth_date", "household.role"].map(str::to_owned);
        Member { id: member.id, fields: self.states(member, &wanted) }
    }
}

impl Record for Desk {
    fn instance(&self) -> Reply<'_, About> {
        Box::pin(async move { self.about().await })
    }

    fn people(&self, asker: Asker, query: PeopleQuery) -> Reply<'_, PeoplePage> {
        Box::pin(async move { self.list(&asker, &query).await })
    }

    fn person(&self, asker: Asker, query: PersonQuery) -> Reply<'_, Option<Person>> {
        Box::pin(async move { self.open(&asker, &query).await })
    }
}
