//! Who read somebody's sealed and protected fields, for whoever may read the journal. A person may read of themselves alone,
//! and nobody knows yet whose account is whose: until then they read of nobody.

use casework::{Action, OwnerView, Refusal, governs, opens_wall};
use journal::{Body, Opened, OpenedPart, Part};
use model::{Compartment, FieldKey, Id, Kind, Schema, Timestamp};
use store::Sight;

use super::Desk;
use crate::Fault;

/// Somebody read fields of a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadNote {
    /// Who.
    pub account: String,
    /// Where they sat.
    pub office: String,
    /// Why.
    pub purpose: String,
    /// When.
    pub at: Timestamp,
    /// What they read; none where the entry cannot be read. That somebody read is certain all the same.
    pub read: Option<FieldsShown>,
}

/// What somebody read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldsShown {
    /// Names of the fields, as far as the schema in force knows them and whoever asks opens the walls before them.
    pub names: Vec<String>,
    /// Whether something was read behind a wall that whoever asks does not open: not what, nor how much.
    pub walled: bool,
    /// How many others there were, which the schema in force does not know.
    pub others: usize,
}

impl Desk<'_> {
    /// Who read somebody's fields, the latest first. Who may read the journal needs not see the person, and sees here
    /// nothing of them; of what lies behind walls that they do not open for this person, not the name either. Other
    /// controllers' people look like nobody, and so do those of other offices to whoever answers for one office alone. An
    /// entry that cannot be read is told as such.
    pub async fn reads_of(&self, person: Id, skip: u32, limit: u32) -> Result<Vec<ReadNote>, Fault> {
        self.acting.may_beyond_own(Action::ReadJournal)?;
        let there = self.governed(person, &[Action::ReadJournal]).await?;
        let opens = |wall| opens_wall(&self.acting.actor, wall, &there, &self.acting.occasion());
        let facts = self.instance.store.reads_of(person, skip, limit).await?;
        let schema = &self.in_force.packs.schema;
        Ok(facts.iter().map(|fact| read_note(schema, &opens, fact)).collect())
    }

    /// Whether a person is under a legal hold, for those who look after holds and erasure, who see nothing else of them.
    pub async fn is_held(&self, person: Id) -> Result<bool, Fault> {
        let governs = [Action::GovernPurposes, Action::Erase].into_iter().any(|action| self.acting.may_propose(action));
        if !governs && self.acting.may_beyond_own(Action::ReadJournal).is_err() {
            return Err(Refusal::NotAllowed.into());
        }
        let there = self.governed(person, &[Action::GovernPurposes, Action::Erase, Action::ReadJournal]).await?;
        Ok(there.held)
    }

    /// A person of those for whom the reader may do one of these, whether or not they see more of them.
    async fn governed(&self, person: Id, actions: &[Action]) -> Result<OwnerView, Fault> {
        let sight = Sight::of(governs(&self.acting.actor, actions, &self.acting.occasion()));
        Ok(self.instance.store.person(&sight, person).await?.ok_or(Refusal::NotFound)?)
    }
}

fn read_note(schema: &Schema, opens: &impl Fn(Option<Compartment>) -> bool, fact: &Opened) -> ReadNote {
    let envelope = &fact.envelope;
    let read = fact.parts.iter().find_map(|part| match part {
        OpenedPart::Open(Part { body: Body::FieldsRead { fields, .. }, .. }) => Some(shown(schema, opens, fields)),
        _ => None,
    });
    ReadNote {
        account: envelope.actor.clone(),
        office: envelope.office.clone(),
        purpose: envelope.purpose.clone(),
        at: envelope.recorded_at,
        read,
    }
}

/// The mark by which a reading says that its reader opens a wall: it stands beside what they read whatever lies behind. No
/// field and no kind has such a name.
pub fn wall_mark(wall: Compartment) -> FieldKey {
    FieldKey::of(&format!("wall/{}", wall.code()))
}

fn shown(schema: &Schema, opens: &impl Fn(Option<Compartment>) -> bool, fields: &[FieldKey]) -> FieldsShown {
    let marks = Compartment::ALL.map(|wall| (wall_mark(wall), wall));
    let marked = |key: &FieldKey| marks.iter().find(|(mark, _)| mark == key).map(|(_, wall)| *wall);
    let (looked, fields): (Vec<FieldKey>, Vec<FieldKey>) =
        fields.iter().copied().partition(|key| marked(key).is_some());
    let behind = looked.iter().any(|key| !opens(marked(key)));
    let known: Vec<(FieldKey, &str)> = fields.iter().filter_map(|key| Some((*key, schema.named(*key)?))).collect();
    let seen = known.iter().filter(|(key, _)| opens(wall_of(schema, *key)));
    let names: Vec<String> = seen.map(|(_, name)| (*name).to_owned()).collect();
    FieldsShown { walled: behind || names.len() < known.len(), others: fields.len() - known.len(), names }
}

/// The wall before a field of people, a kind of record, or a field of one.
fn wall_of(schema: &Schema, key: FieldKey) -> Option<Compartment> {
    if let Some(field) = schema.keyed(key).and_then(|id| schema.get(id)) {
        return field.class.compartment();
    }
    let of_kind = |kind: &Kind| (FieldKey::of(&kind.name) == key).then_some(kind.compartment);
    let wall = |kind: &Kind| of_kind(kind).or_else(|| kind.keyed(key).map(|field| kind.wall(field)));
    schema.kinds().find_map(wall).flatten()
}

#[cfg(test)]
mod tests {
    use journal::{Basis, Broken, Digest, Envelope, Subject};
    use model::{About, Class, Field, FieldType, KindWork, Text};

    use super::*;

    fn fact(part: OpenedPart) -> Opened {
        let envelope = Envelope {
            origin: Id([1; 16]),
            origin_seq: 7,
            seq: 7,
            recorded_at: Timestamp(9),
            occurred_on: None,
            actor: "carla".into(),
            controller: "red-cross".into(),
            office: "north".into(),
            purpose: "assistance".into(),
            basis: Basis::ALL[0],
            source: "desk".into(),
            idempotency: None,
            device: None,
            schema: Digest::default(),
            batch: None,
        };
        Opened { envelope, parts: vec![part] }
    }

    /// A sealed field, one behind each of two walls, and a kind of record behind one of them.
    fn schema() -> Schema {
        let field = |name: &str, class: Class| {
            let (ty, label, pack) = (FieldType::Text, Text::english(name), "core".to_owned());
            let (name, question, relevant, hxl) = (name.to_owned(), None, None, None);
            Field { name, ty, class, label, question, relevant, pack, hxl, facet: false }
        };
        let (gbv, child) = (Class::Protected(Compartment::Gbv), Class::Protected(Compartment::Child));
        let mut schema = Schema::default();
        for (name, class) in [("name.full", Class::Sealed), ("hurt_by", gbv), ("child.guardian", child)] {
            schema.add_field(field(name, class)).expect("a field");
        }
        for (name, compartment, class) in [("violence", Some(Compartment::Gbv), gbv), ("lodging", None, gbv)] {
            let kind = Kind {
                name: name.to_owned(),
                title: Text::english(name),
                pack: "core".to_owned(),
                about: About::Person,
                compartment,
                work: KindWork::Person,
                naming: vec![],
                unique: None,
                links: vec![],
                takes: None,
                dated: vec![],
                list: model::KindList::Ours,
                fields: vec![field(&format!("{name}.on"), class)],
            };
            schema.add_kind(kind).expect("a kind");
        }
        schema
    }

    /// Somebody read, and this is what is told of it.
    #[track_caller]
    fn check(part: OpenedPart, expect: Option<FieldsShown>) {
        let schema = schema();
        let (account, office, purpose) = ("carla".into(), "north".into(), "assistance".into());
        let expect = ReadNote { account, office, purpose, at: Timestamp(9), read: expect };
        let opens = |wall| wall != Some(Compartment::Gbv);
        assert_eq!(read_note(&schema, &opens, &fact(part)), expect);
    }

    #[test]
    fn a_reading_is_told_with_its_fields_and_those_that_today_are_unknown() {
        let fields = vec![FieldKey::of("name.full"), FieldKey::of("gone.since")];
        check(read(fields), Some(FieldsShown { names: vec!["name.full".into()], walled: false, others: 1 }));
    }

    /// That a record of violence was read tells that there is one.
    #[test]
    fn what_lies_behind_a_wall_is_told_without_its_name_to_whoever_does_not_open_it() {
        for hidden in ["hurt_by", "violence", "violence.on", "lodging.on"] {
            let fields = vec![FieldKey::of("child.guardian"), FieldKey::of(hidden)];
            let told = FieldsShown { names: vec!["child.guardian".into()], walled: true, others: 0 };
            check(read(fields), Some(told));
        }
        check(
            read(vec![FieldKey::of("lodging")]),
            Some(FieldsShown { names: vec!["lodging".into()], walled: false, others: 0 }),
        );
    }

    /// Whoever opens walls looks behind them whether or not there is anything: nobody else tells one from the other.
    #[test]
    fn a_look_behind_a_wall_is_told_alike_whatever_lies_there() {
        let (gbv, name) = (wall_mark(Compartment::Gbv), FieldKey::of("name.full"));
        let told = FieldsShown { names: vec!["name.full".into()], walled: true, others: 0 };
        check(read(vec![name, gbv]), Some(told.clone()));
        check(read(vec![name, gbv, FieldKey::of("violence"), FieldKey::of("hurt_by")]), Some(told.clone()));
        check(read(vec![name, wall_mark(Compartment::Child)]), Some(FieldsShown { walled: false, ..told }));
    }

    fn read(fields: Vec<FieldKey>) -> OpenedPart {
        let body = Body::FieldsRead { people: vec![Id([2; 16])], fields };
        OpenedPart::Open(Part { subject: Subject::Instance, compartment: None, body })
    }

    #[test]
    fn a_reading_that_cannot_be_read_is_told_all_the_same() {
        check(OpenedPart::Broken(Subject::Instance, Broken::Seal), None);
        check(OpenedPart::Broken(Subject::Instance, Broken::Newer { kind: 900 }), None);
        check(OpenedPart::Forgotten(Subject::Instance), None);
    }
}
