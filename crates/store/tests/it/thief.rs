//! A thief with every file of an instance but its key, who tells no better than chance whose a fact or a row is, or
//! whether somebody has something in a compartment.
//!
//! The thief sorts people and facts by whatever shows: numbers, lengths, how many tokens lead to a row, where a row lies
//! in the file. The test knows the truth and counts how often that helps. The control shows that the counting would find
//! a thief who knows.

use std::cmp::Ordering;
use std::collections::{BTreeMap, HashMap};

use casework::record::RecordAsked;
use casework::{PersonCommand, RecordCommand};
use model::Id;

use crate::raw::Raw;
use crate::world::{World, fields, fields_of, new_id};

const PEOPLE: usize = 120;

/// What is in the files, and what is true.
struct Loot {
    /// One for each row: its features, by name.
    rows: Vec<BTreeMap<&'static str, f64>>,
    /// The same of the fact by which somebody came, and of the one by which their note was amended.
    came: Vec<BTreeMap<&'static str, f64>>,
    amended: Vec<BTreeMap<&'static str, f64>>,
    /// Who each of the three is about, in the order of the rows; and whether they have something in a compartment.
    sealed: Vec<bool>,
}

/// A shuffle that is the same each time.
fn shuffled(mut people: Vec<usize>) -> Vec<usize> {
    people.sort_by_key(|person| (person.wrapping_mul(2_654_435_761) >> 3) % 10_007);
    people
}

#[expect(clippy::cast_precision_loss, reason = "numbers of a few digits")]
fn number(value: usize) -> f64 {
    value as f64
}

async fn stolen() -> Loot {
    let world = World::sqlite().await;
    let (mut who, mut came, mut amended): (Vec<Id>, _, _) = (vec![], HashMap::new(), HashMap::new());
    for person in 0..PEOPLE {
        let name = format!("Person {:03}", shuffled((0..PEOPLE).collect())[person]);
        let mut all = vec![("name.full", name.as_str()), ("sex", "F"), ("contact.phone", "+351910000000")];
        if has_status(person) {
            all.push(("protection.status", "applicant"));
        }
        let id = new_id();
        let command = PersonCommand::Register { person: id, synthetic: true, fields: fields(&all) };
        came.insert(id, world.submit("desk", command).await.first);
        // What lies behind a wall may as well be a record.
        let kind = if has_status(person) { "hurt" } else { "lodging" };
        let asked = RecordAsked::Open { kind: kind.into(), fields: fields_of(kind, &[(from(kind), "2026-01-01")]) };
        world.submit("counsellor", RecordCommand { owner: id, record: new_id(), asked }).await;
        who.push(id);
    }
    for person in shuffled((0..PEOPLE).collect()) {
        let amend =
            PersonCommand::Amend { person: who[person], fields: fields(&[("note", "seen today, all is well")]) };
        amended.insert(who[person], world.submit("desk", amend).await.first);
    }
    // The truth, which takes the key: people in the order of their rows' numbers.
    let (people, _) = world.store.snapshot(-1, 1_000).await.unwrap();
    let (config, folder) = world.ended().await;
    let mut raw = Raw::of(&config).await;
    let Raw::Sqlite(conn) = &mut raw else { panic!("a file") };
    let rows: Vec<(i64, Vec<u8>, Vec<u8>, i64)> = sqlx::query_as(
        "SELECT number, who, sealed, (SELECT count(*) FROM token t WHERE t.number = p.number) FROM person p \
         ORDER BY number",
    )
    .fetch_all(conn)
    .await
    .unwrap();
    let facts: HashMap<u64, Vec<u8>> =
        raw.facts().await.into_iter().map(|(seq, bytes, _)| (seq.unsigned_abs(), bytes)).collect();
    let file = std::fs::read(folder.path().join("instance/journal.db")).unwrap();
    let lies = |bytes: &[u8]| {
        let start = &bytes[bytes.len().saturating_sub(24)..];
        number(file.windows(start.len()).position(|window| window == start).unwrap())
    };
    let fact = |seq: u64| {
        let bytes = &facts[&seq];
        BTreeMap::from([("order", number(usize::try_from(seq).unwrap())), ("length", number(bytes.len()))])
    };
    assert_eq!(rows.len(), people.len());
    let shown = rows.iter().enumerate().map(|(at, (_, who, sealed, tokens))| {
        BTreeMap::from([
            ("order", number(at)),
            ("length", number(sealed.len())),
            ("tokens", number(usize::try_from(*tokens).unwrap())),
            ("place", lies(sealed)),
            ("who", number(usize::from(who[0]))),
        ])
    });
    let index: HashMap<Id, usize> = who.iter().enumerate().map(|(at, id)| (*id, at)).collect();
    Loot {
        rows: shown.collect(),
        came: people.iter().map(|view| fact(came[&view.id])).collect(),
        amended: people.iter().map(|view| fact(amended[&view.id])).collect(),
        sealed: people.iter().map(|view| has_status(index[&view.id])).collect(),
    }
}

fn from(kind: &str) -> &'static str {
    if kind == "hurt" { "hurt.from" } else { "lodging.from" }
}

/// Every other person of a shuffled line.
fn has_status(person: usize) -> bool {
    shuffled((0..PEOPLE).collect())[person].is_multiple_of(2)
}

/// How likely one who has something stands before one who has not: a half is chance.
fn separates(of: &[f64], sealed: &[bool]) -> f64 {
    let (mut before, mut pairs) = (0.0, 0.0);
    for (one, _) in of.iter().zip(sealed).filter(|(_, sealed)| **sealed) {
        for (other, _) in of.iter().zip(sealed).filter(|(_, sealed)| !**sealed) {
            pairs += 1.0;
            before += match one.total_cmp(other) {
                Ordering::Less => 1.0,
                Ordering::Equal => 0.5,
                Ordering::Greater => 0.0,
            };
        }
    }
    before / pairs
}

fn ranks(of: &[f64]) -> Vec<f64> {
    let rank = |one: &f64| {
        let less = of.iter().filter(|other| *other < one).count();
        let same = of.iter().filter(|other| other.total_cmp(one).is_eq()).count();
        number(less) + (number(same) - 1.0) / 2.0
    };
    of.iter().map(rank).collect()
}

/// How far two orders agree: 0 is chance, 1 and -1 tell everything; 0 where everybody is alike.
fn agree(one: &[f64], other: &[f64]) -> f64 {
    let (one, other) = (ranks(one), ranks(other));
    let middle = (number(one.len()) - 1.0) / 2.0;
    let product = |left: &[f64], right: &[f64]| -> f64 {
        left.iter().zip(right).map(|(left, right)| (left - middle) * (right - middle)).sum()
    };
    let spread = (product(&one, &one) * product(&other, &other)).sqrt();
    if spread == 0.0 { 0.0 } else { product(&one, &other) / spread }
}

fn feature(of: &[BTreeMap<&'static str, f64>], name: &str) -> Vec<f64> {
    of.iter().map(|features| features[name]).collect()
}

fn names(of: &[BTreeMap<&'static str, f64>]) -> Vec<&'static str> {
    of[0].keys().copied().collect()
}

/// Four standard deviations of chance, for `PEOPLE` people.
fn chance(of_separation: bool) -> f64 {
    let people = number(PEOPLE);
    if of_separation { 4.0 * ((people + 1.0) / (3.0 * people * people)).sqrt() } else { 4.0 / (people - 1.0).sqrt() }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_the_key_nothing_tells_who_has_something_in_a_compartment() {
    let loot = stolen().await;
    for (what, of) in [("row", &loot.rows), ("first fact", &loot.came), ("second fact", &loot.amended)] {
        for name in names(of) {
            let found = separates(&feature(of, name), &loot.sealed);
            assert!((found - 0.5).abs() <= chance(true), "{name} of a {what}: {found}");
        }
    }
    let knows: Vec<f64> = loot.sealed.iter().map(|sealed| f64::from(u8::from(*sealed))).collect();
    assert!((separates(&knows, &loot.sealed) - 0.5).abs() > chance(true), "a thief who knows is found");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_the_key_nothing_tells_whose_a_fact_or_a_row_is() {
    let loot = stolen().await;
    let pairs = [
        ("rows and first facts", &loot.rows, &loot.came),
        ("rows and second facts", &loot.rows, &loot.amended),
        ("first and second facts", &loot.came, &loot.amended),
    ];
    for (what, ones, others) in pairs {
        for one in names(ones) {
            for other in names(others) {
                let found = agree(&feature(ones, one), &feature(others, other));
                assert!(found.abs() <= chance(false), "{what}, {one} and {other}: {found}");
            }
        }
    }
    let order = feature(&loot.came, "order");
    assert!(agree(&order, &order) > chance(false), "a thief who knows is found");
}
