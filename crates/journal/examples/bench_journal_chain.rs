//! How many facts one core seals and chains, verifies, and opens: `cargo run --release --example bench_journal_chain`.
//!
//! Prints CPU-seconds and facts per CPU-second for each step, and the peak memory of the process. Every tenth fact
//! registers a person with twenty fields, the others record one field, as amendments do.
#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]

use std::collections::BTreeMap;
use std::time::Instant;

use journal::{
    Basis, Body, Digest, Envelope, Fact, KeyRing, LentKeys, Link, Part, Randomness, SealedFact, Stored, Subject, Tip,
    Tree, Verifier, seal,
};
use model::{FieldKey, FieldState, Id, Timestamp, Value};

const FACTS: u64 = 400_000;
const HELD: u64 = 100_000;
const LEAVES: u64 = 1_000_000;
const PEOPLE: u64 = 1_000;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut randomness = mixer();
    let keys = keys(&mut randomness);
    let facts: Vec<Fact> = (1..=PEOPLE).map(fact).collect();

    let (mut tip, mut stored) = (Tip::default(), 0);
    let clock = Watch::start();
    for (seq, fact) in (1..=FACTS).zip(facts.iter().cycle()) {
        stored += append(&mut tip, seq, fact, &keys, &mut randomness)?.0.len();
    }
    clock.report("sealed and chained", FACTS);
    println!("bytes per fact         {}", stored / usize::try_from(FACTS)?);

    let mut tip = Tip::default();
    let rows: Vec<_> = (1..=HELD)
        .zip(facts.iter().cycle())
        .map(|(seq, fact)| append(&mut tip, seq, fact, &keys, &mut randomness).map(|(bytes, link)| (seq, bytes, link)))
        .collect::<Result<_, _>>()?;
    let clock = Watch::start();
    let mut verifier = Verifier::new(vec![]);
    for (seq, bytes, link) in &rows {
        verifier.push(Stored { seq: *seq, bytes, link: *link })?;
    }
    assert_eq!(verifier.finish()?.root(), tip.root());
    clock.report("verified without keys", HELD);

    let clock = Watch::start();
    for (_, bytes, _) in &rows {
        SealedFact::from_bytes(bytes)?.open(&keys)?.into_fact()?;
    }
    clock.report("decoded and opened", HELD);

    let mut tree = Tree::default();
    let clock = Watch::start();
    (0..LEAVES).for_each(|_| tree.push(Digest([1; 32])));
    clock.report("Merkle tree built", LEAVES);
    let proof = tree.inclusion(1)?;
    proof.check(Digest([1; 32]), tree.root())?;
    println!("inclusion proof        {} bytes for {LEAVES} facts", proof.path.len() * 32);
    println!("peak memory            {} MiB, {HELD} sealed facts and {LEAVES} leaves held", peak_mib()?);
    Ok(())
}

/// What the writer does for each fact, short of the database.
fn append(
    tip: &mut Tip,
    seq: u64,
    fact: &Fact,
    keys: &LentKeys,
    randomness: &mut impl Randomness,
) -> Result<(Vec<u8>, Link), Box<dyn std::error::Error>> {
    let mut sealed = seal(fact, keys, randomness)?;
    sealed.seq = seq;
    let bytes = sealed.to_bytes();
    let link = tip.push(&bytes)?;
    Ok((bytes, link))
}

/// Fast and repeatable; a benchmark's nonces protect nobody.
fn mixer() -> impl Randomness {
    let mut state = 1u64;
    move |bytes: &mut [u8]| {
        for chunk in bytes.chunks_mut(8) {
            state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mixed = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            chunk.iter_mut().zip(mixed.to_be_bytes()).for_each(|(to, from)| *to = from);
        }
    }
}

fn person(number: u64) -> Subject {
    Subject::Owner(Id(u128::from(number).to_be_bytes()))
}

fn keys(randomness: &mut impl Randomness) -> LentKeys {
    let mut keys = LentKeys::default();
    keys.lend(KeyRing::new(Subject::Instance, randomness));
    (1..=PEOPLE).for_each(|number| keys.lend(KeyRing::new(person(number), randomness)));
    keys
}

fn fact(number: u64) -> Fact {
    let subject = person(number);
    let fields = |count: u64| {
        let field = |at| {
            (FieldKey::of(&format!("person.field_{at}")), FieldState::Known(Value::Text(format!("value {number}"))))
        };
        Body::FieldsRecorded { fields: (0..count).map(field).collect::<BTreeMap<_, _>>() }
    };
    let part = |body| Part { subject, compartment: None, body };
    let parts = match number % 10 {
        0 => vec![part(Body::PersonRegistered { synthetic: true }), part(fields(20))],
        _ => vec![part(fields(1))],
    };
    Fact { envelope: envelope(number), parts }
}

fn envelope(number: u64) -> Envelope {
    Envelope {
        origin: Id([1; 16]),
        origin_seq: number,
        seq: number,
        recorded_at: Timestamp(1_767_225_600_000_000),
        occurred_on: None,
        actor: "importer".into(),
        controller: "mission".into(),
        office: "north".into(),
        purpose: "registration".into(),
        basis: Basis::PublicInterest,
        source: "register".into(),
        idempotency: Some(format!("{number:032x}")),
        device: None,
        schema: Digest([0xab; 32]),
        batch: Some(Id([2; 16])),
    }
}

/// Wall time and the process's CPU time from a starting point.
struct Watch {
    wall: Instant,
    cpu: f64,
}

impl Watch {
    fn start() -> Self {
        Self { wall: Instant::now(), cpu: cpu_seconds() }
    }

    #[expect(clippy::cast_precision_loss, reason = "a figure to three digits")]
    fn report(&self, what: &str, facts: u64) {
        let (cpu, wall) = (cpu_seconds() - self.cpu, self.wall.elapsed().as_secs_f64());
        println!("{what:<23}{cpu:.2} CPU-s, {wall:.2} s, {:.0} facts per CPU-second", facts as f64 / cpu);
    }
}

/// User and system time of this process, from `/proc/self/stat`, in ticks of 10 ms.
fn cpu_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after_name = stat.rsplit(')').next().unwrap_or_default();
    let ticks: f64 = after_name.split_whitespace().skip(11).take(2).filter_map(|t| t.parse::<f64>().ok()).sum();
    ticks / 100.0
}

fn peak_mib() -> std::io::Result<u64> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
    Ok(line.split_whitespace().next().and_then(|kib| kib.parse::<u64>().ok()).unwrap_or_default() / 1024)
}
