//! A small journal to break: fixed keys, repeatable randomness, facts about two people and a household.

use std::sync::LazyLock;

use journal::{
    Basis, Body, Digest, Envelope, Fact, Key, KeyRing, LentKeys, Link, Mode, Part, Randomness, SealedFact, Subject,
    Tip, seal,
};
use model::{Compartment, Id, Timestamp};

pub const AMINA: Subject = Subject::Owner(Id([0xa1; 16]));
pub const BINTU: Subject = Subject::Owner(Id([0xb2; 16]));
pub const HOME: Subject = Subject::Household(Id([0xc3; 16]));
pub const ORIGIN: Id = Id([0x0e; 16]);

/// Repeatable bytes that do not repeat: SHA-256 would do, a 64-bit mixer is enough.
pub fn randomness(seed: u64) -> impl Randomness {
    let mut state = seed;
    move |bytes: &mut [u8]| {
        for byte in bytes {
            state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mixed = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            *byte = (mixed ^ (mixed >> 27)).to_be_bytes()[0];
        }
    }
}

/// The root key of each subject.
pub fn ring(subject: Subject) -> KeyRing {
    let number = match subject {
        Subject::Instance => 1,
        AMINA => 2,
        BINTU => 3,
        _ => 4,
    };
    KeyRing::of(subject, Key::from_bytes([number; 32]))
}

/// Everybody's keys, those of all compartments included.
pub fn keys() -> LentKeys {
    let mut keys = LentKeys::of(Compartment::ALL);
    for subject in [Subject::Instance, AMINA, BINTU, HOME] {
        keys.lend(ring(subject));
    }
    keys
}

pub fn envelope(seq: u64) -> Envelope {
    Envelope {
        origin: ORIGIN,
        origin_seq: seq,
        seq,
        recorded_at: Timestamp(1_767_225_600_000_000 + i64::try_from(seq).unwrap()),
        occurred_on: Some(model::from_day_number(20_000)),
        actor: "desk.1".into(),
        controller: "mission".into(),
        office: "north".into(),
        purpose: "registration".into(),
        basis: Basis::VitalInterest,
        source: "desk".into(),
        idempotency: Some(format!("key-{seq}")),
        device: None,
        schema: Digest([0xab; 32]),
        batch: Some(Id([7; 16])),
    }
}

pub fn part(subject: Subject, compartment: Option<Compartment>, body: Body) -> Part {
    Part { subject, compartment, body }
}

fn founded() -> Body {
    Body::InstanceFounded { name: "camp".into(), mode: Mode::Trial, jurisdiction: None, zone: "UTC".into() }
}

/// Fact `seq` of the small journal: three parts under three keys, one of them in a compartment.
pub fn fact(seq: u64) -> Fact {
    let parts = vec![
        part(AMINA, None, Body::PersonRegistered { synthetic: true }),
        part(BINTU, Some(Compartment::Gbv), Body::Searched { found: seq }),
        part(HOME, None, founded()),
    ];
    Fact { envelope: envelope(seq), parts }
}

pub fn sealed(seq: u64) -> SealedFact {
    seal(&fact(seq), &keys(), &mut randomness(seq)).unwrap()
}

/// A fact as a store holds it.
#[derive(Clone)]
pub struct Row {
    pub seq: u64,
    pub bytes: Vec<u8>,
    pub link: Link,
}

/// Facts 1 to `count`, of at most twelve; sealed once, since property tests ask for them by the thousand.
pub fn journal(count: usize) -> Vec<Row> {
    static ROWS: LazyLock<Vec<Row>> = LazyLock::new(|| {
        let mut tip = Tip::default();
        let row = |seq| {
            let bytes = sealed(seq).to_bytes();
            let link = tip.push(&bytes).unwrap();
            Row { seq, bytes, link }
        };
        (1..=12).map(row).collect()
    });
    ROWS[..count].to_vec()
}

/// Sealed parts of the small journal's facts are all of this length.
pub const PART: usize = 24 + 1024 + 16;

/// The bytes of a fact, cut where a part can be taken hold of.
pub struct Cut {
    before: Vec<u8>,
    pub parts: Vec<Vec<u8>>,
}

impl Cut {
    pub fn of(fact: &SealedFact, parts: usize) -> Self {
        let bytes = fact.to_bytes();
        let (before, body) = bytes.split_at(bytes.len() - parts * PART);
        Self { before: before.to_vec(), parts: body.chunks(PART).map(<[u8]>::to_vec).collect() }
    }

    /// Put together again, as far as the parts are as many and as long as they were.
    pub fn fact(&self) -> SealedFact {
        SealedFact::from_bytes(&[&self.before[..], &self.parts.concat()].concat()).unwrap()
    }
}
