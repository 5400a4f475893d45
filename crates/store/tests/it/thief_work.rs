//! A thief with the journal's files and no key, who tells of cases behind walls that there are so many and not of which kind,
//! nor which of two people has one: not by durations, nor by how often something comes, nor by who has it in hand.
//!
//! The control is a case in the open: its rows say until when it takes what, and the same thief reads its kind from them.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use sqlx::Row as _;

use crate::raw::Raw;
use crate::thief::{apart_by_chance, separates};
use crate::work::{CHECK, does, in_force, opened, taken};
use crate::world::World;

const CASES: usize = 60;

/// What a row says: from when until when it stands, and by when, and by what it is counted.
type Says = ([i64; 3], Vec<u8>);

/// The places of a case's rows, and the number of the row of its person.
type CaseRows = (Vec<Vec<u8>>, i64);

/// What stands in the files, each case with the places of its rows, and the number of the row of its person.
struct Stolen {
    shelves: BTreeMap<Vec<u8>, Vec<Says>>,
    cases: Vec<CaseRows>,
    /// Number, length and tokens of every row of a person.
    people: BTreeMap<i64, [usize; 2]>,
}

/// Cases of two kinds in no order that either tells: every other one in a line that goes its own way.
fn is_second(case: usize) -> bool {
    ((case.wrapping_mul(2_654_435_761) >> 3) % 10_007).is_multiple_of(2)
}

async fn stolen(kinds: [&str; 2]) -> Stolen {
    let world = World::sqlite().await;
    in_force(&world, CHECK).await;
    let mut raw = Raw::of(&world.config).await;
    let (mut cases, mut before) = (vec![], (places(&mut raw).await, numbers(&mut raw).await));
    for case in 0..CASES {
        // Those of one kind are in somebody's hands, and those of the other in nobody's.
        let command = opened(&world, kinds[usize::from(is_second(case))], 1).await;
        let now = (places(&mut raw).await, numbers(&mut raw).await);
        let person = *now.1.difference(&before.1).next().unwrap();
        cases.push((now.0.difference(&before.0).cloned().collect(), person));
        before = now;
        if is_second(case) {
            does(&world, "counsellor", &command, 2, taken("counsellor")).await;
        }
    }
    let (config, _folder) = world.ended().await;
    let mut raw = Raw::of(&config).await;
    Stolen { shelves: shelves(&mut raw).await, cases, people: people(&mut raw).await }
}

async fn places(raw: &mut Raw) -> BTreeSet<Vec<u8>> {
    let Raw::Sqlite(conn) = raw else { panic!("a file") };
    let places: Vec<Vec<u8>> = sqlx::query_scalar("SELECT place FROM due").fetch_all(conn).await.unwrap();
    places.into_iter().collect()
}

async fn numbers(raw: &mut Raw) -> BTreeSet<i64> {
    people(raw).await.into_keys().collect()
}

async fn people(raw: &mut Raw) -> BTreeMap<i64, [usize; 2]> {
    let Raw::Sqlite(conn) = raw else { panic!("a file") };
    let rows: Vec<(i64, Vec<u8>, i64)> =
        sqlx::query_as("SELECT number, sealed, (SELECT count(*) FROM token t WHERE t.number = p.number) FROM person p")
            .fetch_all(conn)
            .await
            .unwrap();
    rows.into_iter().map(|(number, row, tokens)| (number, [row.len(), usize::try_from(tokens).unwrap()])).collect()
}

async fn shelves(raw: &mut Raw) -> BTreeMap<Vec<u8>, Vec<Says>> {
    let Raw::Sqlite(conn) = raw else { panic!("a file") };
    let rows = sqlx::query("SELECT shelf, from_at, until_at, at, facet FROM due").fetch_all(conn).await.unwrap();
    let mut shelves: BTreeMap<Vec<u8>, Vec<Says>> = BTreeMap::new();
    for row in rows {
        let says = (["from_at", "until_at", "at"].map(|moment| row.get(moment)), row.get("facet"));
        shelves.entry(row.get("shelf")).or_default().push(says);
    }
    shelves
}

#[expect(clippy::cast_precision_loss, reason = "numbers of a few digits")]
fn number(value: usize) -> f64 {
    value as f64
}

/// How many different things a thief reads from the rows of a shelf.
fn told(shelf: &[Says]) -> usize {
    shelf.iter().collect::<BTreeSet<_>>().len()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_the_key_nothing_tells_of_which_kind_a_case_behind_a_wall_is() {
    let stolen = stolen(["way_out", "night_watch"]).await;
    // One for the office, one for the controller, and nothing on either that is not the same of all.
    assert_eq!(stolen.shelves.len(), 2);
    for shelf in stolen.shelves.values() {
        assert_eq!((shelf.len(), told(shelf)), (CASES, 1));
    }
    assert!(stolen.cases.iter().all(|(places, _)| places.len() == 2), "one row a list, whatever comes again and again");
    // Where the rows of a case lie among the others, and its person's, tells nothing either.
    let truth: Vec<bool> = (0..CASES).map(is_second).collect();
    let of = |feature: &dyn Fn(&CaseRows) -> f64| -> Vec<f64> { stolen.cases.iter().map(feature).collect() };
    let place =
        |places: &[Vec<u8>], nth: usize| number(usize::from(places[nth][0]) * 256 + usize::from(places[nth][1]));
    let order = |number: i64| stolen.people.keys().position(|there| *there == number).unwrap();
    let features = [
        ("the place of the first row", of(&|(places, _)| place(places, 0))),
        ("the place of the second row", of(&|(places, _)| place(places, 1))),
        ("the order of the person's row", of(&|(_, person)| number(order(*person)))),
        ("its length", of(&|(_, person)| number(stolen.people[person][0]))),
        ("its tokens", of(&|(_, person)| number(stolen.people[person][1]))),
    ];
    for (name, feature) in features {
        let found = separates(&feature, &truth);
        assert!((found - 0.5).abs() <= apart_by_chance(CASES), "{name}: {found}");
    }
}

/// Whoever counts durations finds them where they are.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_thief_who_reads_kinds_from_their_deadlines_finds_those_in_the_open() {
    let stolen = stolen(["paper_check", "watched"]).await;
    assert!(stolen.shelves.values().any(|shelf| told(shelf) > 2), "open kinds say when something is due");
}

/// Who has one case behind a wall, and who has one in the open, shows by no row of theirs.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_the_key_nothing_tells_which_of_two_people_has_the_case_behind_a_wall() {
    let stolen = stolen(["watched", "night_watch"]).await;
    let truth: Vec<bool> = (0..CASES).map(is_second).collect();
    let order = |number: i64| stolen.people.keys().position(|there| *there == number).unwrap();
    let people = || stolen.cases.iter().map(|(_, person)| *person);
    let features: [(&str, Vec<f64>); 3] = [
        ("order", people().map(|person| number(order(person))).collect()),
        ("length", people().map(|person| number(stolen.people[&person][0])).collect()),
        ("tokens", people().map(|person| number(stolen.people[&person][1])).collect()),
    ];
    for (name, feature) in features {
        let found = separates(&feature, &truth);
        assert!((found - 0.5).abs() <= apart_by_chance(CASES), "{name}: {found}");
    }
}

/// The log tells in which order rows were written: it is gone as soon as nobody writes for a moment.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_log_of_what_was_written_is_no_diary() {
    let world = World::sqlite().await;
    in_force(&world, CHECK).await;
    opened(&world, "night_watch", 1).await;
    let log = world.dir().join("journal.db-wal");
    let length = || std::fs::metadata(&log).map_or(0, |there| there.len());
    for _ in 0..200 {
        if length() == 0 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert_eq!(length(), 0);
    // Whoever writes goes on.
    opened(&world, "way_out", 2).await;
    let (_config, _folder) = world.ended().await;
    assert_eq!(length(), 0);
}
