//! One fact of every kind, with keys and nonces that never change: what the golden files were written from.
//!
//! Used by the test that reads the golden files and by the example that writes them; stands apart from the other
//! test support, so that nothing else moves what is golden. A sample, once released, is neither edited nor moved; a new
//! one goes to the end.

use std::collections::BTreeMap;
use std::error::Error;

use journal::{
    Basis, Body, Envelope, Fact, Grant, Key, KeyRing, Mode, Part, ProposedPack, Purpose, Randomness, SealedFact,
    Subject, seal,
};
use model::{Compartment, FieldState, Id, Lang, Text, Timestamp, Value, from_day_number};

pub const ORIGIN: Id = Id([0x10; 16]);
const PERSON: Id = Id([0x20; 16]);
const REQUEST: Id = Id([0x30; 16]);

/// The keys under which every golden fact opens.
pub fn keys() -> KeyRing {
    let mut keys = KeyRing::default();
    keys.insert(Subject::Instance, None, instance_key());
    keys.insert(Subject::Person(PERSON), None, Key::from_bytes([0x02; 32]));
    keys.insert(Subject::Person(PERSON), Some(Compartment::Health), Key::from_bytes([0x03; 32]));
    keys
}

fn instance_key() -> Key {
    Key::from_bytes([0x01; 32])
}

/// The key with which the golden checkpoint is marked.
pub fn checkpoint_key() -> Key {
    instance_key().derive(Purpose::Checkpoint)
}

/// Kind and fact, in the order of the journal they make up.
pub fn facts() -> Result<Vec<(String, Fact)>, Box<dyn Error>> {
    let mut facts = vec![];
    for (seq, body) in (1..).zip(bodies()?) {
        let kind =
            serde_json::to_value(&body)?.get("kind").and_then(|kind| kind.as_str()).unwrap_or_default().to_owned();
        let (subject, compartment) = match body {
            Body::PersonRegistered { .. } => (Subject::Person(PERSON), None),
            Body::FieldsRecorded { .. } => (Subject::Person(PERSON), Some(Compartment::Health)),
            _ => (Subject::Instance, None),
        };
        facts.push((kind, Fact { envelope: envelope(seq), parts: vec![Part { subject, compartment, body }] }));
    }
    Ok(facts)
}

/// Seals a golden fact; its nonces are its number.
pub fn sealed(fact: &Fact) -> Result<SealedFact, Box<dyn Error>> {
    Ok(seal(fact, &keys(), &mut nonces(fact.envelope.seq))?)
}

/// Not random: every draw is the number of the draw, behind the number of the fact.
fn nonces(seq: u64) -> impl Randomness {
    let mut draw = 0u64;
    move |bytes: &mut [u8]| {
        draw += 1;
        bytes.fill(0);
        let numbers = seq.to_be_bytes().into_iter().chain(draw.to_be_bytes());
        bytes.iter_mut().zip(numbers).for_each(|(to, from)| *to = from);
    }
}

/// Every optional field is given in some envelopes and left out in others.
fn envelope(seq: u64) -> Envelope {
    let odd = seq % 2 == 1;
    Envelope {
        origin: ORIGIN,
        origin_seq: seq,
        seq,
        recorded_at: Timestamp(1_796_083_200_000_000),
        occurred_on: odd.then(|| from_day_number(20_000)),
        actor: "golden".into(),
        controller: "mission".into(),
        office: "north".into(),
        purpose: "registration".into(),
        basis: Basis::PublicInterest,
        source: "desk".into(),
        idempotency: odd.then(|| format!("key-{seq}")),
        device: odd.then(|| "tablet-4".into()),
        schema: "5c".repeat(32),
        batch: odd.then_some(Id([0x40; 16])),
    }
}

fn text(text: &str) -> String {
    text.to_owned()
}

fn bodies() -> Result<Vec<Body>, Box<dyn Error>> {
    Ok([founding(), people()?, records_of_work(), forgetting(), proposing()].concat())
}

fn founding() -> Vec<Body> {
    let says = BTreeMap::from([(Lang::en(), text("To register.")), (Lang(text("ar")), text("للتسجيل"))]);
    let grant = Grant {
        role: text("CW"),
        controller: text("mission"),
        office: text("north"),
        compartments: vec![Compartment::Health, Compartment::Child],
        until: Some(from_day_number(20_800)),
    };
    vec![
        Body::InstanceFounded { name: text("Trial"), mode: Mode::Trial, jurisdiction: Some(text("PRT")) },
        Body::PackInstalled {
            name: text("core"),
            version: text("1.0.0"),
            hash: "1f".repeat(32),
            files: BTreeMap::from([(text("pack.yaml"), text("name: core\n"))]),
        },
        Body::PurposeRecorded {
            purpose: text("registration"),
            says: Text(says),
            bases: vec![Basis::Consent, Basis::VitalInterest],
        },
        Body::AccountRecorded { account: text("golden"), grants: vec![grant] },
    ]
}

fn people() -> Result<Vec<Body>, Box<dyn Error>> {
    let known = |field: &str, value| (text(field), FieldState::Known(value));
    let name = |name: &str| Value::Text(text(name));
    let fields = BTreeMap::from([
        known("person.name", name("Núria Ωμέγα أمينة")),
        known("person.born_on", Value::Partial("1990-05".parse()?)),
        known("person.is_head", Value::Bool(true)),
        known("person.children", Value::Int(-1)),
        known("person.nationality", Value::Code(text("BGD"))),
        known("person.languages", Value::Codes([text("bn"), text("en")].into())),
        known("application.lodged_on", Value::Date(from_day_number(18_000))),
        (text("person.phone"), FieldState::Unknown),
        (text("permit.number"), FieldState::NotApplicable),
        (text("person.alias"), FieldState::Contested(vec![name("A"), name("B")])),
    ]);
    Ok(vec![Body::PersonRegistered { synthetic: true }, Body::FieldsRecorded { fields }])
}

fn records_of_work() -> Vec<Body> {
    vec![
        Body::BatchOpened { file_hash: "2f".repeat(32), source: text("register") },
        Body::BatchClosed { rows: 100, stored: 90, amended: 4, unchanged: 3, rejected: 3 },
        Body::FieldsRead { people: vec![PERSON], fields: vec![text("person.name")] },
        Body::Searched { found: 2 },
        Body::SignIn { ok: false },
        Body::Refused { action: text("read_protected"), code: text("not_assigned") },
    ]
}

fn forgetting() -> Vec<Body> {
    vec![
        Body::ForgetAsked { request: REQUEST, person: PERSON },
        Body::ForgetApproved { request: REQUEST },
        Body::Hold { person: PERSON, reference: text("order 7"), held: true },
        Body::Forgotten { request: REQUEST, subject: Subject::Household(Id([0x50; 16])) },
        Body::KeysRewrapped { keys: 12 },
    ]
}

fn proposing() -> Vec<Body> {
    let proposal = Id([0x60; 16]);
    vec![
        Body::PackProposed(Box::new(ProposedPack {
            proposal,
            name: text("some-practice"),
            version: text("1.1.0"),
            hash: "3f".repeat(32),
            files: BTreeMap::from([(text("pack.yaml"), text("pack: some-practice\n"))]),
            replaces: Some("4f".repeat(32)),
            takes_away: vec![text("some-practice/some-measure")],
            reason: text("The law changed."),
            roles: vec![text("DP")],
        })),
        Body::ProposalDecided { proposal, approved: true, reason: text("I read the law.") },
    ]
}
