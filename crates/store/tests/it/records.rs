//! Records of people: listed in scope, walled off, unique within a group, forgotten with the person, and found out where
//! somebody else wrote their rows.

use std::collections::BTreeSet;

use casework::record::RecordAsked;
use casework::{ListReader, RecordCommand, Refusal, Scope};
use futures::future::join_all;
use journal::Act;
use model::{Compartment, FieldKey, FieldState, Id, Value};
use store::{Among, DamagedRow, Differs, Page, ReadError, RecordShelf, Sight, SubmitError, VerifyError};

use crate::raw::Raw;
use crate::world::{CONTROLLER, World, all, everybody, fields, fields_of, new_id};

const ALL: Page = Page { skip: 0, limit: 100 };

/// Somebody for whom nothing stands apart.
fn reader() -> ListReader {
    ListReader {
        account: "desk".into(),
        controller: CONTROLLER.into(),
        supervises: BTreeSet::new(),
        hears_of: BTreeSet::new(),
    }
}

fn shelf(kind: &str, open: bool) -> RecordShelf {
    RecordShelf { kind: kind.into(), open, among: Among::Every }
}

fn opened(person: Id, kind: &str, from: &str) -> RecordCommand {
    let fields = fields_of(kind, &[(if kind == "hurt" { "hurt.from" } else { "lodging.from" }, from)]);
    RecordCommand { owner: person, record: new_id(), asked: RecordAsked::Open { kind: kind.into(), fields } }
}

fn closed(of: &RecordCommand) -> RecordCommand {
    RecordCommand { asked: RecordAsked::Act(Act::Closed { reason: "she moved out".into() }), ..of.clone() }
}

/// The records of a shelf, each with its person.
async fn listed(world: &World, sight: &Sight, shelf: &RecordShelf) -> BTreeSet<(Id, Id)> {
    let records = world.store.records(sight, &reader(), shelf, ALL).await.unwrap().whole().unwrap();
    assert_eq!(world.store.count_records(&sight.scope, &reader(), shelf).await.unwrap(), records.len() as u64);
    records.into_iter().map(|(person, record)| (person.id, record)).collect()
}

pub async fn records_are_listed_in_scope_and_open_ones_apart_from_closed_ones(world: World) {
    let (one, other) = (world.register(fields(&[])).await, world.register(fields(&[])).await);
    let (first, second) = (opened(one, "lodging", "2026-01-01"), opened(other, "lodging", "2026-02-01"));
    world.submit("desk", first.clone()).await;
    world.submit("desk", second.clone()).await;
    let world = world.reopened().await;
    let (open, gone) = (shelf("lodging", true), shelf("lodging", false));
    let both = BTreeSet::from([(one, first.record), (other, second.record)]);
    let harbour =
        |office: &str| Sight::of(Scope::Offices { controller: CONTROLLER.into(), offices: vec![office.into()] });
    assert_eq!(listed(&world, &everybody(), &open).await, both);
    assert_eq!(listed(&world, &harbour("harbour"), &open).await, both);
    for sight in
        [harbour("airport"), Sight::of(Scope::Nothing), Sight::of(Scope::Controller { controller: "ministry".into() })]
    {
        assert_eq!(listed(&world, &sight, &open).await, BTreeSet::new());
        assert!(world.store.owner_of_record(&sight, first.record).await.unwrap().is_none(), "{sight:?}");
    }
    world.submit("chief", closed(&first)).await;
    assert_eq!(listed(&world, &everybody(), &open).await, BTreeSet::from([(other, second.record)]));
    assert_eq!(listed(&world, &everybody(), &gone).await, BTreeSet::from([(one, first.record)]));
    let there = world.store.owner_of_record(&everybody(), first.record).await.unwrap().unwrap();
    let record = there.record(first.record).unwrap();
    let from = FieldState::Known(Value::Date("2026-01-01".parse().unwrap()));
    assert_eq!((record.is_open(), record.state(FieldKey::of("lodging.from"))), (false, from));
    assert!(world.store.owner_of_record(&everybody(), new_id()).await.unwrap().is_none());
}

pub async fn records_are_listed_by_what_they_say_and_never_by_what_lies_behind_a_wall(world: World) {
    let shared = |kind: &str, says: &str, open| RecordShelf {
        kind: kind.into(),
        open,
        among: Among::Saying(FieldKey::of(&format!("{kind}.shared")), says.into()),
    };
    let (one, other) = (world.register(fields(&[])).await, world.register(fields(&[])).await);
    let said = |command: &RecordCommand, kind: &str, says: &str| RecordCommand {
        asked: RecordAsked::Amend { fields: fields_of(kind, &[(&format!("{kind}.shared"), says)]), seen: None },
        ..command.clone()
    };
    let (first, second) = (opened(one, "lodging", "2026-01-01"), opened(other, "lodging", "2026-02-01"));
    for command in [&first, &second] {
        world.submit("desk", command.clone()).await;
    }
    world.submit("chief", said(&first, "lodging", "true")).await;
    world.submit("chief", said(&second, "lodging", "false")).await;
    let found = async |world: &World, says: &str| listed(world, &everybody(), &shared("lodging", says, true)).await;
    assert_eq!(found(&world, "true").await, BTreeSet::from([(one, first.record)]));
    assert_eq!(found(&world, "false").await, BTreeSet::from([(other, second.record)]));
    // What is said anew stands there alone; nothing is not "no".
    world.submit("chief", said(&second, "lodging", "true")).await;
    world.submit("chief", said(&first, "lodging", "")).await;
    assert_eq!(found(&world, "true").await, BTreeSet::from([(other, second.record)]));
    assert_eq!(found(&world, "false").await, BTreeSet::new());
    world.submit("chief", closed(&second)).await;
    assert_eq!(found(&world, "true").await, BTreeSet::new());
    let gone = shared("lodging", "true", false);
    assert_eq!(listed(&world, &everybody(), &gone).await, BTreeSet::from([(other, second.record)]));
    let hurt = opened(one, "hurt", "2026-01-01");
    world.submit("counsellor", hurt.clone()).await;
    world.submit("counsellor", said(&hurt, "hurt", "true")).await;
    let with = Sight { opens: BTreeSet::from([Compartment::Gbv]), ..Sight::of(all()) };
    assert_eq!(listed(&world, &with, &shared("hurt", "true", true)).await, BTreeSet::new());
    assert_eq!(listed(&world, &with, &shelf("hurt", true)).await, BTreeSet::from([(one, hurt.record)]));
    let world = world.reopened().await;
    assert_eq!(listed(&world, &everybody(), &gone).await, BTreeSet::from([(other, second.record)]));
    world.store.verify_views(|_| ()).await.unwrap();
}

pub async fn a_record_behind_a_wall_is_not_there_without_it(world: World) {
    let person = world.register(fields(&[])).await;
    let hurt = opened(person, "hurt", "2026-01-01");
    world.submit("counsellor", hurt.clone()).await;
    let world = world.reopened().await;
    let without = Sight::of(all());
    let with = Sight { opens: BTreeSet::from([Compartment::Gbv]), ..without.clone() };
    assert!(world.store.owner_of_record(&without, hurt.record).await.unwrap().is_none());
    let seen = world.store.person(&without, person).await.unwrap().unwrap();
    assert!(seen.all_records().is_empty() && seen.withheld.contains(&Compartment::Gbv));
    let seen = world.store.owner_of_record(&with, hurt.record).await.unwrap().unwrap();
    assert_eq!(seen.record(hurt.record).unwrap().wall, Some(Compartment::Gbv));
    assert_eq!(listed(&world, &with, &shelf("hurt", true)).await, BTreeSet::from([(person, hurt.record)]));
}

/// How long a refusal takes tells whether there is something to refuse.
pub async fn a_record_that_is_not_seen_takes_as_many_reads_as_one_that_is_not_there(world: World) {
    let person = world.register(fields(&[])).await;
    let (hurt, lodging) = (opened(person, "hurt", "2026-01-01"), opened(person, "lodging", "2026-01-01"));
    world.submit("counsellor", hurt.clone()).await;
    world.submit("counsellor", lodging.clone()).await;
    let reads = async |sight: &Sight, record: Id| {
        let before = world.store.asked();
        let found = world.store.owner_of_record(sight, record).await.unwrap();
        (found.is_some(), world.store.asked() - before)
    };
    let (here, other) =
        (Sight::of(all()), Scope::Offices { controller: CONTROLLER.into(), offices: vec!["airport".into()] });
    let elsewhere = Sight { opens: BTreeSet::from([Compartment::Gbv]), ..Sight::of(other) };
    let absent = reads(&here, new_id()).await;
    assert_eq!(reads(&here, hurt.record).await, absent, "behind a wall");
    assert_eq!(reads(&elsewhere, hurt.record).await, absent, "in another office, behind a wall that is opened here");
    assert_eq!(reads(&elsewhere, lodging.record).await, absent, "in another office");
    assert_eq!(reads(&elsewhere, new_id()).await, absent);
    assert!(!absent.0 && absent.1 > 0);
    assert!(reads(&here, lodging.record).await.0, "what is seen is read");
}

pub async fn a_second_open_record_in_one_group_is_refused(world: World) {
    let person = world.register(fields(&[])).await;
    let commands = (1..=6).map(|month| opened(person, "lodging", &format!("2026-0{month}-01")));
    let outcomes = join_all(commands.map(|command| world.store.submit(world.ctx("counsellor"), command))).await;
    let refused =
        |outcome: &Result<_, SubmitError>| matches!(outcome, Err(SubmitError::Refused(Refusal::ExistsAlready)));
    assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1);
    assert_eq!(outcomes.iter().filter(|outcome| refused(outcome)).count(), 5);
    assert_eq!(listed(&world, &everybody(), &shelf("lodging", true)).await.len(), 1);
}

pub async fn records_go_with_the_person_and_come_again_from_the_facts(world: World) {
    let (person, other) = (world.register(fields(&[])).await, world.register(fields(&[])).await);
    let gone = [opened(person, "lodging", "2026-01-01"), opened(person, "hurt", "2026-01-02")];
    let stays = opened(other, "hurt", "2026-01-03");
    for command in gone.iter().chain([&stays]) {
        world.submit("counsellor", command.clone()).await;
    }
    let mut raw = Raw::of(&world.config).await;
    let before = raw.derived().await;
    world.store.rebuild_views().await.unwrap();
    assert_eq!(raw.derived().await, before, "rows follow from the facts alone");
    world.store.verify_views(|_| ()).await.unwrap();
    let request = world.ask_to_forget(person).await;
    world.store.forget(world.ctx("admin"), vec![request]).await.unwrap();
    for command in &gone {
        assert!(world.store.owner_of_record(&everybody(), command.record).await.unwrap().is_none());
    }
    assert_eq!(raw.rows("SELECT shelf FROM shelf").await.len(), 3, "those of the one that stays");
    assert_eq!(listed(&world, &everybody(), &shelf("hurt", true)).await, BTreeSet::from([(other, stays.record)]));
    let derived = raw.derived().await;
    world.store.rebuild_views().await.unwrap();
    assert_eq!(raw.derived().await, derived, "what is gone does not come back");
    world.store.verify_views(|_| ()).await.unwrap();
}

pub async fn rows_of_shelves_that_somebody_else_wrote_are_found(world: World) {
    let (person, other) = (world.register(fields(&[])).await, world.register(fields(&[])).await);
    let (first, second) = (opened(person, "lodging", "2026-01-01"), opened(other, "lodging", "2026-01-02"));
    world.submit("desk", first.clone()).await;
    world.submit("desk", second.clone()).await;
    let mut raw = Raw::of(&world.config).await;
    let open = shelf("lodging", true);
    let what = raw.bytes("SELECT what FROM shelf ORDER BY shelf, place LIMIT 1").await;
    let differs = async |world: &World| match world.store.verify_views(|_| ()).await {
        Err(VerifyError::Derived(why)) => why,
        other => panic!("{other:?}"),
    };
    // A row of one shelf written over those of all.
    raw.run("UPDATE shelf SET what = $2", 0, &what).await;
    assert_eq!(differs(&world).await, Differs::Shelves);
    let read = world.store.records(&everybody(), &reader(), &open, ALL).await;
    let truth = [(person, first.record), (other, second.record)];
    let read = read.unwrap();
    let shown: Vec<(Id, Id)> = read.rows.iter().map(|(person, record)| (person.id, *record)).collect();
    assert!(shown.iter().all(|one| truth.contains(one)), "nothing is shown that is not there");
    assert_eq!((shown.len() + read.unreadable, shown.len() < 2), (2, true), "what is not shown is told");
    world.store.rebuild_views().await.unwrap();
    // A closed one left among the open.
    let rows = raw.rows("SELECT shelf, place, what FROM shelf").await;
    raw.run("CREATE TABLE older AS SELECT * FROM shelf", 0, &[]).await;
    world.submit("chief", closed(&first)).await;
    raw.run("DELETE FROM shelf", 0, &[]).await;
    raw.run("INSERT INTO shelf SELECT * FROM older", 0, &[]).await;
    assert_eq!(raw.rows("SELECT shelf, place, what FROM shelf").await.len(), rows.len());
    assert_eq!(differs(&world).await, Differs::Shelves);
    let read = world.store.records(&everybody(), &reader(), &open, ALL).await.unwrap();
    let shown: Vec<Id> = read.rows.iter().map(|(_, record)| *record).collect();
    assert_eq!((shown, read.unreadable), (vec![second.record], 1), "it costs its own entry alone");
    assert!(matches!(read.whole(), Err(ReadError::Row(DamagedRow::Disagrees))));
}

/// A row, a ring and a place on a shelf that somebody altered cost a list one entry each, and it says so.
pub async fn what_cannot_be_read_costs_a_list_of_records_its_own_entry_alone(world: World) {
    let (mut raw, mut keys) = (Raw::of(&world.config).await, Raw::keys(&world.config).await);
    let mut all = vec![];
    let mut open = async |world: &World| {
        let command = opened(world.register(fields(&[])).await, "lodging", "2026-01-01");
        world.submit("desk", command.clone()).await;
        all.push(command.record);
    };
    for _ in 0..2 {
        open(&world).await;
    }
    raw.run("CREATE TABLE older AS SELECT number FROM person", 0, &[]).await;
    open(&world).await;
    raw.run("UPDATE person SET sealed = $2 WHERE number NOT IN (SELECT number FROM older)", 0, &[7; 20]).await;
    keys.run("CREATE TABLE older_rings AS SELECT slot FROM ring", 0, &[]).await;
    open(&world).await;
    keys.run("DELETE FROM ring WHERE slot NOT IN (SELECT slot FROM older_rings)", 0, &[]).await;
    keys.run("CREATE TABLE rings AS SELECT slot FROM ring", 0, &[]).await;
    open(&world).await;
    keys.run("UPDATE ring SET sealed = $2 WHERE slot NOT IN (SELECT slot FROM rings)", 0, &[7; 20]).await;
    let world = world.reopened_as_it_is().await;
    let lodgings = shelf("lodging", true);
    let read = world.store.records(&everybody(), &reader(), &lodgings, ALL).await.unwrap();
    let shown: BTreeSet<Id> = read.rows.iter().map(|(_, record)| *record).collect();
    assert_eq!((shown, read.unreadable), (BTreeSet::from([all[0], all[1]]), 3));
    assert_eq!(world.store.count_records(&everybody().scope, &reader(), &lodgings).await.unwrap(), 5);
    raw.run("UPDATE shelf SET what = $2", 0, &[7; 3]).await;
    let read = world.store.records(&everybody(), &reader(), &lodgings, ALL).await.unwrap();
    assert_eq!((read.rows.len(), read.unreadable), (0, 5), "not even in the form of a row");
}
