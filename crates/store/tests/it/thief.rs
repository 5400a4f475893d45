//! A thief with every file of an instance but its key, who tells no better than chance whose a fact or a row is, whether
//! somebody has something in a compartment, or whether their household has anything.
//!
//! The thief sorts people and facts by whatever shows: numbers, lengths, how many tokens lead to a row, where a row lies
//! in the file. Rows with two or three tokens are of what is no person: how many of those there are shows, and no token of
//! theirs is a person's. The test knows the truth and counts how often that helps. The control shows that the counting would find
//! a thief who knows.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use casework::record::RecordAsked;
use casework::{PersonCommand, RecordCommand};
use model::Id;

use crate::places::inn;
use crate::raw::Raw;
use crate::world::{World, fields, fields_of, new_id};

const PEOPLE: usize = 120;
const INNS: usize = 10;
/// So many tokens lead to a row of what is no person, at most.
const NOBODYS: i64 = 3;

/// By what a thief sorts, by its name.
type Features = BTreeMap<&'static str, f64>;

/// What is in the files, and what is true.
struct Loot {
    /// One for each row of a person.
    rows: Vec<Features>,
    /// The same of the fact by which somebody came, and of the one by which their note was amended.
    came: Vec<Features>,
    amended: Vec<Features>,
    /// Who each of the three is about, in the order of the rows; and whether they have something in a compartment.
    sealed: Vec<bool>,
    /// Whether their household has a record.
    fed: Vec<bool>,
    /// The rows of households, each with that of its member.
    homes: Vec<(Features, Features)>,
    /// How often a token that leads to what is no person leads to a person too.
    shared: Vec<Vec<String>>,
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

/// People and what became of them, while the world was open.
struct Population {
    who: Vec<Id>,
    came: HashMap<Id, u64>,
    amended: HashMap<Id, u64>,
    /// The number of the row of a household, with its member.
    homes: Vec<(i64, Id)>,
}

async fn populated(world: &World) -> Population {
    let mut all = Population { who: vec![], came: HashMap::new(), amended: HashMap::new(), homes: vec![] };
    for person in 0..PEOPLE {
        let (name, home) = (format!("Person {:03}", place_of(person)), format!("H-{:03}", place_of(person)));
        let mut said = vec![("name.full", name.as_str()), ("sex", "F"), ("contact.phone", "+351910000000")];
        said.push(("household.id", home.as_str()));
        if has_status(person) {
            said.push(("protection.status", "applicant"));
        }
        let id = new_id();
        let command = PersonCommand::Register { person: id, synthetic: true, fields: fields(&said) };
        all.came.insert(id, world.submit("desk", command).await.first);
        // What lies behind a wall may as well be a record.
        open(world, id, if has_status(person) { "hurt" } else { "lodging" }).await;
        all.who.push(id);
    }
    for person in shuffled((0..PEOPLE).collect()) {
        let amend =
            PersonCommand::Amend { person: all.who[person], fields: fields(&[("note", "seen today, all is well")]) };
        all.amended.insert(all.who[person], world.submit("desk", amend).await.first);
    }
    for _ in 0..INNS {
        inn(world, 4).await;
    }
    // In no order of those who came: what is written at one moment tells who belongs together, whoever writes it.
    let mut raw = Raw::of(&world.config).await;
    let mut before = numbers(&mut raw).await;
    let mut line: Vec<usize> = (0..PEOPLE).filter(|person| is_fed(*person)).collect();
    line.sort_by_key(|person| place_of(*person));
    for person in line {
        open(world, all.who[person], "ration").await;
        let now = numbers(&mut raw).await;
        all.homes.extend(now.difference(&before).map(|number| (*number, all.who[person])));
        before = now;
    }
    all
}

async fn open(world: &World, owner: Id, kind: &str) {
    let asked = RecordAsked::Open { kind: kind.into(), fields: fields_of(kind, &[(from(kind), "2026-01-01")]) };
    world.submit("counsellor", RecordCommand { owner, record: new_id(), asked }).await;
}

async fn numbers(raw: &mut Raw) -> BTreeSet<i64> {
    let Raw::Sqlite(conn) = raw else { panic!("a file") };
    let numbers: Vec<i64> = sqlx::query_scalar("SELECT number FROM person").fetch_all(conn).await.unwrap();
    numbers.into_iter().collect()
}

/// Tokens of what is no person that lead to a person too.
const SHARED: &str = "SELECT count(*) FROM token a JOIN token b ON a.token = b.token \
    WHERE a.number IN (SELECT number FROM token GROUP BY number HAVING count(*) <= 3) \
    AND b.number IN (SELECT number FROM token GROUP BY number HAVING count(*) > 3)";

async fn stolen() -> Loot {
    let world = World::sqlite().await;
    let Population { who, came, amended, homes } = populated(&world).await;
    // The truth, which takes the key: people in the order of their rows' numbers.
    let (people, _) = world.store.snapshot(-1, 1_000).await.unwrap();
    let (config, folder) = world.ended().await;
    let mut raw = Raw::of(&config).await;
    let shared = raw.rows(SHARED).await;
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
    let shown = rows.iter().enumerate().map(|(at, (lies_at, who, sealed, tokens))| {
        let features = BTreeMap::from([
            ("order", number(at)),
            ("length", number(sealed.len())),
            ("tokens", number(usize::try_from(*tokens).unwrap())),
            ("place", lies(sealed)),
            ("who", number(usize::from(who[0]))),
        ]);
        (*lies_at, *tokens, features)
    });
    // Rows that so few tokens lead to are set aside: how many there are shows.
    let (others, rows): (Vec<_>, Vec<_>) = shown.partition(|(_, tokens, _)| *tokens <= NOBODYS);
    assert_eq!((rows.len(), others.len()), (people.len(), homes.len() + INNS));
    let rows: Vec<Features> = rows.into_iter().map(|(.., features)| features).collect();
    let home = |(number, member): &(i64, Id)| {
        let home = others.iter().find(|(at, ..)| at == number).unwrap().2.clone();
        let member = people.iter().position(|view| view.id == *member).unwrap();
        (home, rows[member].clone())
    };
    let index: HashMap<Id, usize> = who.iter().enumerate().map(|(at, id)| (*id, at)).collect();
    Loot {
        came: people.iter().map(|view| fact(came[&view.id])).collect(),
        amended: people.iter().map(|view| fact(amended[&view.id])).collect(),
        sealed: people.iter().map(|view| has_status(index[&view.id])).collect(),
        fed: people.iter().map(|view| is_fed(index[&view.id])).collect(),
        homes: homes.iter().map(home).collect(),
        shared,
        rows,
    }
}

fn from(kind: &str) -> &'static str {
    match kind {
        "hurt" => "hurt.from",
        "ration" => "ration.on",
        _ => "lodging.from",
    }
}

/// Where somebody stands in a shuffled line.
fn place_of(person: usize) -> usize {
    shuffled((0..PEOPLE).collect())[person]
}

/// Every other person of it.
fn has_status(person: usize) -> bool {
    place_of(person).is_multiple_of(2)
}

/// Two of four, of whom one has a status.
fn is_fed(person: usize) -> bool {
    (place_of(person) / 2).is_multiple_of(2)
}

/// How likely one who has something stands before one who has not: a half is chance.
pub fn separates(of: &[f64], sealed: &[bool]) -> f64 {
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

fn feature(of: &[Features], name: &str) -> Vec<f64> {
    of.iter().map(|features| features[name]).collect()
}

fn names(of: &[Features]) -> Vec<&'static str> {
    of[0].keys().copied().collect()
}

/// Four standard deviations of chance, for `PEOPLE` people.
fn chance(of_separation: bool) -> f64 {
    if of_separation { apart_by_chance(PEOPLE) } else { chance_of(PEOPLE) }
}

/// The same of how well so many are told apart, half from half.
pub fn apart_by_chance(people: usize) -> f64 {
    let people = number(people);
    4.0 * ((people + 1.0) / (3.0 * people * people)).sqrt()
}

/// The same of how far two orders of so many agree.
fn chance_of(ordered: usize) -> f64 {
    4.0 / (number(ordered) - 1.0).sqrt()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_the_key_nothing_tells_who_has_something_in_a_compartment() {
    let loot = stolen().await;
    for (what, of) in [("row", &loot.rows), ("first fact", &loot.came), ("second fact", &loot.amended)] {
        for name in names(of) {
            for (has, truth) in [("something in a compartment", &loot.sealed), ("a household's record", &loot.fed)] {
                let found = separates(&feature(of, name), truth);
                assert!((found - 0.5).abs() <= chance(true), "{has}, by {name} of a {what}: {found}");
            }
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

/// How many households have records, and how many houses there are, shows. Whose those are does not.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_the_key_nothing_tells_which_people_have_a_household_with_records() {
    let loot = stolen().await;
    assert_eq!(loot.shared, [["Some(0)"]], "no token leads to a household and to one of its members");
    let (homes, members): (Vec<Features>, Vec<Features>) = loot.homes.iter().cloned().unzip();
    for one in names(&homes) {
        for other in names(&members) {
            let found = agree(&feature(&homes, one), &feature(&members, other));
            assert!(found.abs() <= chance_of(homes.len()), "{one} of households and {other} of members: {found}");
        }
    }
}
