//! A small instance to decide against: a schema of every kind and class, and one account for each role at the
//! controller `red-cross`, office `north`.

use std::collections::BTreeMap;

use casework::refusal::Not;
use casework::view::Walls;
use casework::{
    AccessCommand, Actor, Command, Ctx, Fields, Impact, InstanceCommand, InstanceView, Occasion, OnRecord, OwnerView,
    PersonCommand, ProposalCommand, Refusal, decide,
};
use journal::{Basis, Digest, Fact, Grant, Mode, Motion, PackFiles};
use model::{
    About, Class, Code, CodeList, Codes, Compartment, Date, Field, FieldState, FieldType, Id, Kind, KindDay, KindLink,
    KindTakes, KindWork, ListId, NamePart, Schema, TakenUnits, Text, Timestamp, UniqueBy, Value, ValueRange,
};
use pathways::PathwaysInForce;

pub const CONTROLLER: &str = "red-cross";
pub const OFFICE: &str = "north";

pub fn day(text: &str) -> Date {
    text.parse().unwrap()
}

pub fn today() -> Date {
    day("2026-11-24")
}

pub fn grant(role: &str) -> Grant {
    let (controller, office) = (CONTROLLER.into(), OFFICE.into());
    Grant { role: role.into(), controller, office, compartments: vec![], until: None }
}

pub fn actor(account: &str, grants: Vec<Grant>) -> Actor {
    Actor { account: account.into(), grants }
}

pub fn occasion(mode: Mode) -> Occasion<'static> {
    Occasion { purpose: "assistance", controller: CONTROLLER, mode }
}

pub fn id(number: u8) -> Id {
    Id([number; 16])
}

fn list(schema: &mut Schema, name: &str, codes: &[&str]) -> ListId {
    let codes =
        codes.iter().map(|code| Code { code: (*code).into(), label: Text::default(), unknown: false }).collect();
    schema.add_list(CodeList { name: name.into(), hierarchical: false, codes: Codes::Listed(codes) }).unwrap()
}

/// Fields of every kind and every class, under the names of the core pack.
pub fn schema() -> Schema {
    schema_without(&[])
}

/// The same, with kinds of record that no pack declares any more.
pub fn schema_without(retired: &[&str]) -> Schema {
    let mut schema = Schema::default();
    let sex = list(&mut schema, "sex", &["F", "M", "X"]);
    let country = list(&mut schema, "country", &["PRT", "BGD", "SYR"]);
    let care = list(&mut schema, "care", &["parent", "unaccompanied"]);
    let jod = "JOD".parse().unwrap();
    for (name, kind, class, hxl) in [
        ("id", FieldType::Text, Class::Open, None),
        ("external.system", FieldType::Text, Class::Sealed, None),
        ("external.id", FieldType::Text, Class::Sealed, None),
        ("name.full", FieldType::Text, Class::Sealed, None),
        ("contact.phone", FieldType::Text, Class::Sealed, None),
        ("birth_date", FieldType::PartialDate, Class::Personal, Some("#date+birth")),
        ("sex", FieldType::Code(sex), Class::Personal, Some("#indicator+sex+code")),
        ("nationalities", FieldType::CodeSet(country), Class::Personal, None),
        ("country", FieldType::Code(country), Class::Personal, None),
        ("in_country", FieldType::Bool, Class::Personal, None),
        ("household.id", FieldType::Text, Class::Personal, None),
        ("household.size", FieldType::Int { range: ValueRange::from(1) }, Class::Personal, None),
        ("application.lodged_on", FieldType::Date, Class::Personal, None),
        ("work.until", FieldType::Time, Class::Personal, None),
        ("died_on", FieldType::PartialDate, Class::Personal, None),
        ("protection.claimed_on", FieldType::Date, Class::Protected(Compartment::Asylum), None),
        ("flat.rent", FieldType::Money { currency: jod, range: ValueRange::from(0) }, Class::Personal, None),
        ("care.share", FieldType::Decimal { places: 2, range: ValueRange::OPEN }, Class::Personal, None),
        ("health.cover", FieldType::Bool, Class::Personal, None),
        ("stateless", FieldType::Bool, Class::Protected(Compartment::Asylum), None),
        ("child.care", FieldType::Code(care), Class::Protected(Compartment::Child), None),
    ] {
        let field = Field {
            name: name.into(),
            ty: kind,
            class,
            label: Text::english(name),
            question: None,
            relevant: None,
            pack: "core".into(),
            hxl: hxl.map(Into::into),
            facet: false,
        };
        schema.add_field(field).unwrap();
    }
    for kind in kinds().into_iter().filter(|kind| !retired.contains(&kind.name.as_str())) {
        schema.add_kind(kind).unwrap();
    }
    schema
}

/// A kind in the open with a field behind a wall, one of which a person has one, and one that lies behind a wall whole.
fn kinds() -> Vec<Kind> {
    let field = |name: &str, ty, class| Field {
        name: name.into(),
        ty,
        class,
        label: Text::english(name),
        question: None,
        relevant: None,
        pack: "t".into(),
        hxl: None,
        facet: false,
    };
    let gbv = Class::Protected(Compartment::Gbv);
    let kind = |name: &str, work, compartment, unique: bool, fields| Kind {
        name: name.into(),
        title: Text::english(name),
        pack: "t".into(),
        about: About::Person,
        compartment,
        work,
        naming: vec![NamePart::Words("from ".into()), NamePart::Field(0)],
        unique: unique.then(UniqueBy::default),
        links: vec![],
        takes: None,
        dated: vec![],
        list: model::KindList::Ours,
        fields,
    };
    let number = FieldType::Int { range: ValueRange::from(0) };
    let itself = |kind: Kind| Kind { about: About::Itself, ..kind };
    let in_a_bed = |name: &str| {
        let own = |word: &str| format!("{name}.{word}");
        let takes = KindTakes {
            link: own("facility"),
            limit: "facility.beds".into(),
            units: TakenUnits::Field(own("people")),
            nights: Some((own("from"), own("until"))),
            hold_hours: Some(48),
            reserve: None,
            fill: vec![],
            free: vec![],
        };
        let days = ["from", "until"].map(|word| field(&own(word), FieldType::Date, Class::Personal));
        let people = field(&own("people"), number, Class::Personal);
        let leads = field(&own("facility"), FieldType::Record, Class::Personal);
        Kind {
            unique: Some(UniqueBy { links: vec![own("facility")] }),
            links: vec![KindLink { field: own("facility"), to: "facility".into(), must: true }],
            takes: Some(takes),
            ..kind(name, KindWork::Case, None, true, [days.to_vec(), vec![people, leads]].concat())
        }
    };
    vec![
        itself(kind(
            "facility",
            KindWork::Place,
            None,
            false,
            vec![field("facility.title", FieldType::Text, Class::Open), field("facility.beds", number, Class::Open)],
        )),
        itself(kind(
            "shelter",
            KindWork::Directory,
            Some(Compartment::Gbv),
            false,
            vec![field("shelter.title", FieldType::Text, gbv)],
        )),
        in_a_bed("bed"),
        Kind { about: About::Household, ..in_a_bed("family_bed") },
        kind(
            "lodging",
            KindWork::Person,
            None,
            false,
            vec![
                field("lodging.from", FieldType::Date, Class::Personal),
                field("lodging.alone", FieldType::Bool, Class::Protected(Compartment::Child)),
            ],
        ),
        Kind {
            dated: vec![KindDay { field: "claim.on".into(), past: true, not_before: None }],
            ..kind("claim", KindWork::Case, None, true, vec![field("claim.on", FieldType::Date, Class::Personal)])
        },
        kind(
            "violence",
            KindWork::Case,
            Some(Compartment::Gbv),
            true,
            vec![field("violence.on", FieldType::PartialDate, gbv)],
        ),
    ]
}

/// States of fields of a kind from source text; empty is unknown.
pub fn fields_of(kind: &str, pairs: &[(&str, &str)]) -> Fields {
    let schema = schema();
    let kind = schema.kind(kind).unwrap();
    let read = |name: &str, text: &str| schema.read_as(kind.field(name).unwrap().ty, text).unwrap();
    pairs.iter().map(|(name, text)| ((*name).to_owned(), read(name, text))).collect()
}

/// Field states from source text; empty is unknown.
pub fn fields(pairs: &[(&str, &str)]) -> Fields {
    let schema = schema();
    let read = |field: &str, text: &str| schema.read(schema.field(field).unwrap(), text).unwrap();
    pairs.iter().map(|(field, text)| ((*field).to_owned(), read(field, text))).collect()
}

pub fn text(text: &str) -> FieldState<Value> {
    FieldState::Known(Value::Text(text.into()))
}

/// The circumstances in which an account acts at [`OFFICE`].
pub fn by(account: &str) -> Ctx {
    Ctx {
        actor: actor(account, vec![]),
        controller: CONTROLLER.into(),
        office: OFFICE.into(),
        purpose: "assistance".into(),
        basis: Basis::PublicInterest,
        source: "desk".into(),
        now: Timestamp(i64::from(model::day_number(today())) * 86_400_000_000),
        occurred_on: None,
        schema: Digest([0; 32]),
        idempotency: None,
        device: None,
        batch: None,
    }
}

/// The same for whoever brings a register.
pub fn bringing(account: &str) -> Ctx {
    Ctx { source: "town".into(), ..by(account) }
}

/// Everything on record, and every fact that says so.
#[derive(Clone)]
pub struct World {
    pub schema: Schema,
    pub pathways: PathwaysInForce,
    pub instance: InstanceView,
    pub people: BTreeMap<Id, OwnerView>,
    pub facts: Vec<Fact>,
    /// Under which every household is sealed.
    pub household: Id,
    /// Whom nobody has looked for.
    pub unloaded: Vec<Id>,
}

impl casework::RecordedWorld for World {
    fn instance(&self) -> &InstanceView {
        &self.instance
    }

    fn schema(&self) -> &Schema {
        &self.schema
    }

    fn pathways(&self) -> &PathwaysInForce {
        &self.pathways
    }

    fn owner(&self, owner: Id) -> OnRecord<'_> {
        if self.unloaded.contains(&owner) {
            return OnRecord::NotLoaded;
        }
        self.people.get(&owner).map_or(OnRecord::Absent, OnRecord::There)
    }

    fn is_known(&self, controller: &str, system: &str, id: &str) -> bool {
        let says = |person: &OwnerView, field: model::core::CoreField, text: &str| {
            person.state(field.key).known().is_some_and(|value| value.to_text() == text)
        };
        let is_it = |person: &&OwnerView| {
            person.controller == controller
                && says(person, model::core::EXTERNAL_SYSTEM, system)
                && says(person, model::core::EXTERNAL_ID, id)
        };
        self.people.values().any(|person| is_it(&person))
    }

    fn household(&self, _: &str, _: &str) -> Id {
        self.household
    }
}

impl World {
    /// No first fact yet.
    pub fn unfounded() -> Self {
        let (instance, people) = (InstanceView::default(), BTreeMap::new());
        let pathways = PathwaysInForce::default();
        Self { schema: schema(), pathways, instance, people, facts: vec![], household: id(200), unloaded: vec![] }
    }

    /// Founded by `founder`, with the purpose `assistance` and one account for each role, named like its code;
    /// `DP2` is a second data protection officer.
    pub fn of(mode: Mode) -> Self {
        let mut world = Self::unfounded();
        world.run(&by("founder"), found(mode)).unwrap();
        world.run(&by("founder"), purpose()).unwrap();
        // With the supervisor somebody may grant accounts, and the founder no longer sets up.
        for role in ["HD", "CW", "OP", "FM", "FC", "AY", "PA", "AD", "PE", "SU"] {
            world.run(&by("founder"), account(role, vec![grant(role)])).unwrap();
        }
        world.grant("DP", vec![grant("DP")]);
        world.grant("DP2", vec![grant("DP")]);
        world
    }

    /// Grants as two people give them.
    pub fn grant(&mut self, name: &str, grants: Vec<Grant>) {
        let motion = Motion::Account { account: name.into(), grants };
        self.agree("AD", "SU", motion);
    }

    /// One proposes, another approves.
    pub fn agree(&mut self, one: &str, other: &str, motion: Motion) {
        let proposal = Id(u128::try_from(self.facts.len() + 1_000).unwrap().to_be_bytes());
        self.run(&by(one), ProposalCommand::Propose { proposal, motion, reason: "as talked over".into() }).unwrap();
        self.run(&by(other), ProposalCommand::Vote { proposal, approve: true, reason: "agreed".into() }).unwrap();
    }

    pub fn decide(&self, ctx: &Ctx, command: impl Into<Command>) -> Result<Vec<Fact>, Refusal> {
        match decide(ctx, self, &command.into()) {
            Ok(facts) => Ok(facts),
            Err(Not::Refused(refusal)) => Err(refusal),
            Err(Not::Needs(people)) => panic!("{people:?} are to be loaded"),
        }
    }

    /// Decides and takes in what follows; how many facts that was.
    pub fn run(&mut self, ctx: &Ctx, command: impl Into<Command>) -> Result<usize, Refusal> {
        let facts = self.decide(ctx, command)?;
        let count = facts.len();
        for mut fact in facts {
            fact.envelope.seq = self.facts.len() as u64 + 1;
            fact.envelope.origin_seq = fact.envelope.seq;
            self.take(&fact);
            self.facts.push(fact);
        }
        Ok(count)
    }

    pub fn take(&mut self, fact: &Fact) {
        self.instance.fold(fact);
        for person in OwnerView::touched(fact) {
            let view = OwnerView::fold(self.people.remove(&person), person, fact, &Walls::of(&self.schema)).unwrap();
            self.people.insert(person, view);
        }
    }
}

pub fn found(mode: Mode) -> InstanceCommand {
    InstanceCommand::Found { name: "Here".into(), mode, jurisdiction: Some("PRT".into()), zone: "Europe/Lisbon".into() }
}

pub fn purpose() -> InstanceCommand {
    let bases = vec![Basis::PublicInterest, Basis::Consent];
    InstanceCommand::RecordPurpose { purpose: "assistance".into(), says: Text::english("to assist"), bases }
}

pub fn account(name: &str, grants: Vec<Grant>) -> AccessCommand {
    AccessCommand::RecordAccount { account: name.into(), grants }
}

pub fn register(number: u8, pairs: &[(&str, &str)]) -> PersonCommand {
    PersonCommand::Register { person: id(number), synthetic: true, fields: fields(pairs) }
}

pub fn amend(number: u8, pairs: &[(&str, &str)]) -> PersonCommand {
    PersonCommand::Amend { person: id(number), fields: fields(pairs) }
}

pub fn pack(name: &str, hash: &str) -> PackFiles {
    let files = BTreeMap::from([("pack.yaml".to_owned(), format!("hash: {hash}\n"))]);
    PackFiles { name: name.into(), version: "1.0.0".into(), hash: hash.into(), files }
}

/// A count against what is in force that found nobody who loses.
pub fn nothing_lost(world: &World) -> Impact {
    Impact { against: world.instance.hashes(), takes_away: vec![] }
}
