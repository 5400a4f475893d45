//! One fact of every kind, with keys and nonces that never change: what the golden files were written from.
//!
//! Used by the test that reads the golden files and by the example that writes them; stands apart from the other
//! test support, so that nothing else moves what is golden. A sample, once released, is neither edited nor moved; a new
//! one goes to the end.

use std::collections::BTreeMap;
use std::error::Error;

use journal::{
    Act, Basis, BatchCounts, Body, CaseStep, CredentialChange, Digest, Envelope, Fact, Grant, Key, KeyRing, KeyUse,
    LentKeys, LineSpan, LineStep, Mode, Motion, Office, PackFiles, Part, Randomness, SealedFact, Subject, seal,
};
use model::{Compartment, FieldKey, FieldState, Id, Lang, Text, Timestamp, Value, from_day_number};

pub const ORIGIN: Id = Id([0x10; 16]);
pub const PERSON: Id = Id([0x20; 16]);
pub const HOUSEHOLD: Id = Id([0x21; 16]);
const PROPOSAL: Id = Id([0x30; 16]);

/// The keys under which every golden fact opens.
pub fn keys() -> LentKeys {
    let mut keys = LentKeys::of(Compartment::ALL);
    keys.lend(KeyRing::of(Subject::Instance, Key::from_bytes([0x01; 32])));
    // What the first version had made for the compartment.
    let person = KeyRing::of(Subject::Owner(PERSON), Key::from_bytes([0x02; 32]));
    keys.lend(KeyRing::of(Subject::Owner(HOUSEHOLD), Key::from_bytes([0x04; 32])));
    keys.lend(person.with_earlier(Compartment::Health, Key::from_bytes([0x03; 32])));
    keys
}

/// The key with which the golden checkpoint is marked.
pub fn checkpoint_key() -> Key {
    Key::from_bytes([0x01; 32]).derive(KeyUse::Checkpoint)
}

/// Name of the file and fact, in the order of the journal they make up. The kinds of motion have a file each.
pub fn facts() -> Result<Vec<(String, Fact)>, Box<dyn Error>> {
    let mut facts = vec![];
    for (seq, body) in (1..).zip(bodies()?) {
        let name = match &body {
            Body::Proposed { motion, .. } => format!("proposed_{}", motion.kind()),
            Body::Acted { act: Act::Stepped { step, .. }, .. } => format!("stepped_{}", step.kind()),
            Body::Acted { act, .. } => format!("acted_{}", act.kind()),
            Body::Line { step, .. } => format!("line_{}", step.kind()),
            Body::Recorded { record, .. } if *record == Id([0x64; 16]) => "recorded_link".to_owned(),
            body => body.kind().to_owned(),
        };
        let (subject, compartment) = match body {
            Body::HouseholdRegistered { .. } => (Subject::Owner(HOUSEHOLD), None),
            Body::PersonRegistered { .. } | Body::Held { .. } | Body::Opened { .. } | Body::Line { .. } => {
                (Subject::Owner(PERSON), None)
            }
            Body::FieldsRecorded { .. } | Body::Recorded { .. } | Body::Acted { .. } => {
                (Subject::Owner(PERSON), Some(Compartment::Health))
            }
            _ => (Subject::Instance, None),
        };
        facts.push((name, Fact { envelope: envelope(seq), parts: vec![Part { subject, compartment, body }] }));
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
pub fn envelope(seq: u64) -> Envelope {
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
        schema: Digest([0x5c; 32]),
        batch: odd.then_some(Id([0x40; 16])),
    }
}

fn text(text: &str) -> String {
    text.to_owned()
}

fn bodies() -> Result<Vec<Body>, Box<dyn Error>> {
    Ok([
        people()?,
        founding(),
        work(),
        proposing(),
        forgetting(),
        records()?,
        cases(),
        places(),
        conversations(),
        households(),
    ]
    .concat())
}

fn records() -> Result<Vec<Body>, Box<dyn Error>> {
    let record = Id([0x60; 16]);
    let acts = [
        Act::Assigned { to: Some(text("golden")) },
        Act::Closed { reason: text("She has a flat of her own.") },
        Act::Reopened { reason: text("The flat was not let to her.") },
    ];
    let opened = Body::Opened { record, kind: text("lodging") };
    let recorded = Body::Recorded { record, fields: fields()? };
    Ok([vec![opened, recorded], acts.map(|act| Body::Acted { record, act }).to_vec()].concat())
}

/// How a household comes on record.
fn households() -> Vec<Body> {
    vec![Body::HouseholdRegistered { office: text("north"), synthetic: true }]
}

/// What was said of a record.
fn conversations() -> Vec<Body> {
    let happened = Some(Timestamp(1_600_000_000_000_000));
    let act = Act::Noted { happened, text: text("She called: the baby is well.") };
    vec![Body::Acted { record: Id([0x60; 16]), act }]
}

/// What becomes of places, and what a link says.
fn places() -> Vec<Body> {
    let (record, line) = (Id([0x62; 16]), Id([0x63; 16]));
    let until = Some(from_day_number(20_003));
    let span = LineSpan { units: 2, from: from_day_number(20_000), until };
    let steps = [
        LineStep::Waits { span: LineSpan { until: None, ..span }, hours: Some(48) },
        LineStep::Held { span, expires: Some(Timestamp(1_796_083_200_000_000)) },
        LineStep::Filled { span },
        LineStep::Freed { on: from_day_number(20_002) },
        LineStep::Blocked { span, why: text("broken pipe") },
    ];
    let limit = FieldKey::of("facility.beds");
    let lines = steps.map(|step| Body::Line { record, limit, line, step });
    let took = Body::Acted { record: Id([0x64; 16]), act: Act::Took { from: record, line } };
    let leads = FieldState::Known(Value::Record(record));
    let leads = Body::Recorded { record: Id([0x64; 16]), fields: [(FieldKey::of("lodging.facility"), leads)].into() };
    [lines.to_vec(), vec![took, leads]].concat()
}

/// What is done with a case.
fn cases() -> Vec<Body> {
    let record = Id([0x61; 16]);
    let item = || text("guardian");
    let runs = Act::Runs {
        pathway: text("child-on-the-move/child-on-the-move"),
        version: text("0f3a"),
        zone: text("Europe/Lisbon"),
    };
    let steps = [
        CaseStep::Did { item: item() },
        CaseStep::Waived { item: item() },
        CaseStep::Added { item: item() },
        CaseStep::Paused { item: item() },
        CaseStep::Resumed { item: item() },
        CaseStep::Extended { item: item(), n: -5, unit: text("working_days") },
        CaseStep::Decided { item: item(), outcome: text("stay") },
        CaseStep::Voted { item: item(), yes: true, seat: Some(text("law")) },
        CaseStep::Served { item: item() },
        CaseStep::Appealed { item: item() },
        CaseStep::Referred { item: item(), to: text("house-a"), priority: text("emergency") },
        CaseStep::Answered { item: item(), answer: text("declined") },
        CaseStep::Consented { to: text("house-a") },
        CaseStep::Sent { text: text("call-back") },
        CaseStep::Retracted { origin: ORIGIN, number: 41 },
        CaseStep::Appointed { item: item(), to: text("golden") },
    ];
    let stepped = |step: CaseStep| Act::Stepped {
        role: text("CW"),
        happened: matches!(step, CaseStep::Did { .. }).then_some(Timestamp(1_600_000_000_000_000)),
        why: matches!(step, CaseStep::Decided { .. }).then(|| text("Her aunt is here.")),
        step,
    };
    let (pathway, version) = (text("child-on-the-move/child-on-the-move"), text("1b2c"));
    let moves = [
        Act::Moved { pathway: pathway.clone(), version: version.clone(), why: text("The new law asks for it.") },
        Act::MoveAsked { pathway, version, why: text("She wants the longer stay.") },
    ];
    let acts = std::iter::once(runs).chain(steps.map(stepped)).chain(moves);
    acts.map(|act| Body::Acted { record, act }).collect()
}

/// What is recorded of people.
pub fn fields() -> Result<BTreeMap<FieldKey, FieldState<Value>>, Box<dyn Error>> {
    let known = |field: &str, value| (FieldKey::of(field), FieldState::Known(value));
    let name = |name: &str| Value::Text(text(name));
    Ok(BTreeMap::from([
        known("person.name", name("Núria Ωμέγα أمينة")),
        known("person.born_on", Value::Partial("1990-05".parse()?)),
        known("person.is_head", Value::Bool(true)),
        known("person.children", Value::Int(-1)),
        known("person.nationality", Value::Code(text("BGD"))),
        known("person.languages", Value::Codes([text("bn"), text("en")].into())),
        known("application.lodged_on", Value::Date(from_day_number(18_000))),
        (FieldKey::of("person.phone"), FieldState::Unknown),
        (FieldKey::of("permit.number"), FieldState::NotApplicable),
        (FieldKey::of("person.alias"), FieldState::Contested(vec![name("A"), name("B")])),
    ]))
}

fn people() -> Result<Vec<Body>, Box<dyn Error>> {
    Ok(vec![
        Body::PersonRegistered { synthetic: true },
        Body::FieldsRecorded { fields: fields()? },
        Body::Held { reference: text("order 7"), held: true },
    ])
}

pub fn says() -> Text {
    Text(BTreeMap::from([(Lang::en(), text("To register.")), (Lang(text("ar")), text("للتسجيل"))]))
}

pub fn grant() -> Grant {
    Grant {
        role: text("CW"),
        controller: text("mission"),
        office: text("north"),
        compartments: vec![Compartment::Health, Compartment::Child],
        until: Some(from_day_number(20_800)),
    }
}

fn pack() -> PackFiles {
    PackFiles {
        name: text("core"),
        version: text("1.0.0"),
        hash: "1f".repeat(32),
        files: BTreeMap::from([(text("pack.yaml"), text("name: core\n"))]),
    }
}

fn office() -> Office {
    let (controller, name) = (text("mission"), text("North"));
    Office { controller, name, zone: text("Asia/Dhaka"), above: Some(text("capital")) }
}

fn founding() -> Vec<Body> {
    let (name, jurisdiction) = (text("Trial"), Some(text("PRT")));
    let (account, generation) = (text("golden"), 3);
    vec![
        Body::InstanceFounded { name, mode: Mode::Trial, jurisdiction, zone: text("Europe/Lisbon") },
        Body::PackInstalled { pack: pack() },
        Body::PurposeRecorded {
            purpose: text("registration"),
            says: says(),
            bases: vec![Basis::Consent, Basis::VitalInterest],
        },
        Body::AccountRecorded { account: text("golden"), grants: vec![grant()] },
        Body::OfficeRecorded { office: text("north"), description: office() },
        Body::CredentialChanged { account, generation, change: CredentialChange::FactorAdded },
    ]
}

fn work() -> Vec<Body> {
    vec![
        Body::BatchOpened { file_hash: "2f".repeat(32), source: text("register") },
        Body::BatchClosed { counts: BatchCounts { rows: 100, stored: 90, amended: 4, unchanged: 3, rejected: 3 } },
        Body::FieldsRead { people: vec![PERSON], fields: vec![FieldKey::of("person.name")] },
        Body::Searched { found: 2 },
        Body::SignIn { ok: false },
        Body::Refused { action: text("read_protected"), code: text("not_assigned") },
    ]
}

fn proposing() -> Vec<Body> {
    let motions = [
        Motion::Pack {
            pack: pack(),
            replaces: Some("4f".repeat(32)),
            takes_away: vec![text("some-practice/some-measure")],
        },
        Motion::Account { account: text("golden"), grants: vec![grant()] },
        Motion::Office { office: text("north"), description: office() },
        Motion::Purpose { purpose: text("study"), says: says(), bases: vec![Basis::PublicInterest] },
        Motion::LiftHold { person: PERSON, reference: text("order 7") },
        Motion::Forget { person: PERSON },
        Motion::ResetPassword { account: text("golden") },
    ];
    let proposed = motions.map(|motion| {
        let (reason, roles) = (text("The law changed."), vec![text("DP")]);
        Body::Proposed { proposal: PROPOSAL, motion, reason, roles }
    });
    let (reason, roles) = (text("I read the law."), vec![text("SU")]);
    [proposed.to_vec(), vec![Body::Voted { proposal: PROPOSAL, approve: true, reason, roles }]].concat()
}

fn forgetting() -> Vec<Body> {
    vec![
        Body::Forgotten { proposal: PROPOSAL, subject: Subject::Household(Id([0x50; 16])) },
        Body::KeysRewrapped { keys: 12 },
    ]
}
