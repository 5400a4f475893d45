//! Two versions of a pathway beside each other: a case stays on the one on which it began, whatever is put in force beside it,
//! by whichever process, and after everything was made anew.

use std::collections::BTreeMap;
use std::sync::Arc;

use casework::{Fields, MoveAsked, MoveStanding, Refusal};
use instance::desk::{ShownRecord, WorkQuery};
use instance::{Fault, Founding, Instance};
use journal::Mode;
use model::Id;
use packs::Source;

use crate::world::{MINUTE, World, founding};

const PATHWAY: &str = "
pathway: paper-check
sees: {scope: office}
by: [CW]
opens: {by: [CW]}
law: illustrative
stages:
- {id: first, tasks: [{id: papers, due: 10 days, if: slip.colour != blue}, {id: photo, due: 10 days}]}
ends: {gone: {leaves: true}}
";

/// The pack of the pathway, with a field of its own and its codes.
fn version(number: &str, pathway: &str, colours: &str) -> Source {
    let manifest = format!(
        "pack: papers\nversion: {number}\ntitle: {{en: P}}\npurpose: assistance\nlicence: CC0-1.0\nprefix: slip\n"
    );
    let files = [("pack.yaml", manifest.as_str()), ("pathways/paper-check.yaml", pathway), ("fields.yaml", colours)];
    Source::new("papers", files.map(|(path, text)| (path.to_owned(), text.to_owned())).into())
}

const COLOURS: &str = "colour:\n  type: code\n  class: personal\n  label: {en: colour}\n  question: {en: Which colour?}\n  codes: {red: {en: Red}, blue: {en: Blue}}\n";

async fn install(instance: &Instance, world: &World, source: &Source) {
    let acting = world.governing("deniz").await;
    match instance.install(&acting, source).await {
        Err(Fault::Refused(Refusal::NeedsAnotherPerson)) => {
            let proposal = instance.propose_pack(&acting, source, "the law").await.unwrap();
            instance.vote(&world.governing("adil").await, proposal, true, "seen").await.unwrap();
        }
        done => drop(done.unwrap()),
    }
}

async fn shown(instance: &Instance, world: &World, account: &str, record: Id) -> ShownRecord {
    let (in_force, acting) = (instance.in_force().await.unwrap(), world.assisting(account).await);
    instance.desk(&in_force, &acting).record(record).await.unwrap().unwrap()
}

async fn opened(world: &World) -> Id {
    opened_by(world, "carla").await
}

async fn opened_by(world: &World, account: &str) -> Id {
    let person = world.register(account, &[]).await;
    let (in_force, acting) = (world.instance.in_force().await.unwrap(), world.assisting(account).await);
    let record = world.instance.new_id();
    let desk = world.instance.desk(&in_force, &acting);
    desk.open_record(person, record, "paper_check", Fields::new()).await.unwrap();
    record
}

/// Items with the day by which they are due.
fn dues(shown: &ShownRecord) -> BTreeMap<String, String> {
    let items = shown.case.iter().flat_map(|case| &case.stages).flat_map(|stage| &stage.items);
    items.map(|item| (item.id.clone(), item.due.iter().flatten().cloned().collect())).collect()
}

async fn work(instance: &Arc<Instance>, world: &World) -> Vec<(Id, Option<String>)> {
    let (in_force, acting) = (instance.in_force().await.unwrap(), world.assisting("carla").await);
    let query = WorkQuery { page: 0, size: 50, ..WorkQuery::default() };
    let rows = instance.desk(&in_force, &acting).work(&query).await.unwrap().rows;
    rows.into_iter().filter_map(|row| Some((row.record?.id, row.item))).collect()
}

#[tokio::test]
async fn two_versions_run_beside_each_other_and_a_case_is_moved() {
    let world = World::of(Mode::Trial).await;
    let (first, shorter) = (version("1.0.0", PATHWAY, COLOURS), PATHWAY.replace("papers, due: 10", "files, due: 2"));
    install(&world.instance, &world, &first).await;
    let older = opened(&world).await;
    let before = dues(&shown(&world.instance, &world, "carla", older).await);
    assert_eq!(before.keys().collect::<Vec<_>>(), ["papers", "photo"]);
    world.pass(MINUTE);
    // An item of another name, without `was`: nothing is refused, for no case is changed by it.
    install(&world.instance, &world, &version("2.0.0", &shorter, COLOURS)).await;
    let newer = opened(&world).await;
    let there = shown(&world.instance, &world, "carla", older).await;
    assert_eq!(dues(&there), before);
    assert_eq!(
        dues(&shown(&world.instance, &world, "carla", newer).await).keys().collect::<Vec<_>>(),
        ["files", "photo"]
    );
    let moving = there.moving.unwrap();
    assert!(moving.from_since.unwrap() < moving.to_since.unwrap());
    assert_eq!((moving.may, moving.alike), (MoveStanding::Asks, false));
    let listed = work(&world.instance, &world).await;
    for (record, item) in [(older, "papers"), (older, "photo"), (newer, "files"), (newer, "photo")] {
        assert!(listed.contains(&(record, Some(item.to_owned()))), "{item} of {record}: {listed:?}");
    }
    assert_eq!(listed.len(), 4);
    // Another process, which loads what it needs from the record, tells the same.
    let other = world.opened_again().await;
    assert_eq!(dues(&shown(&other, &world, "carla", older).await), before);
    assert_eq!(work(&other, &world).await, listed);
    other.close().await;
    // Nobody owes it any more under its old name: two people.
    for (account, propose) in [("carla", true), ("sven", false)] {
        world.pass(MINUTE);
        let (in_force, acting) = (world.instance.in_force().await.unwrap(), world.assisting(account).await);
        let asked = MoveAsked { version: moving.version.clone(), why: "The law.".into(), seen: None, propose };
        world.instance.desk(&in_force, &acting).move_record(older, asked).await.unwrap();
    }
    let after = shown(&world.instance, &world, "carla", older).await;
    assert_eq!(dues(&after), dues(&shown(&world.instance, &world, "carla", newer).await));
    assert!(after.moving.is_none());
    // What lies beside the facts is what follows from them by the versions that cases run, and is so made anew.
    assert_eq!(world.rebuilt().await.differed, None);
}

/// Offices have a caseload before anybody describes them.
#[tokio::test]
async fn cases_that_would_stay_are_counted_where_no_office_is_described() {
    let world = World::founded(&Founding { offices: vec![], ..founding(Mode::Trial, &[]) }).await;
    install(&world.instance, &world, &version("1.0.0", PATHWAY, COLOURS)).await;
    let newer = version("2.0.0", &PATHWAY.replace("papers, due: 10", "papers, due: 2"), COLOURS);
    let told = async || {
        let (in_force, officer) = (world.instance.in_force().await.unwrap(), world.governing("deniz").await);
        let change = world.instance.pack_change(&in_force, Some(&officer), &newer).await.unwrap();
        change.cases.into_iter().map(|one| (one.kind, one.stay, one.live)).collect::<Vec<_>>()
    };
    for _ in 0..9 {
        opened_by(&world, "salma").await;
    }
    assert_eq!(told().await, [("paper_check".to_owned(), true, None)], "few are not counted");
    opened(&world).await;
    assert_eq!(told().await, [("paper_check".to_owned(), true, Some(10))]);
}

/// What was in force, was followed and is in force again is one version; the one between is remembered.
#[tokio::test]
async fn a_version_that_comes_back_and_the_one_between() {
    let world = World::of(Mode::Trial).await;
    let (first, second) = (PATHWAY, PATHWAY.replace("papers, due: 10", "papers, due: 2"));
    install(&world.instance, &world, &version("1.0.0", first, COLOURS)).await;
    let older = opened(&world).await;
    let kept = world.instance.in_force().await.unwrap();
    // Another process puts the second in force, opens a case on it, and brings the first back.
    let other = world.opened_again().await;
    install(&other, &world, &version("2.0.0", &second, COLOURS)).await;
    let person = world.register("carla", &[]).await;
    let (in_force, acting) = (other.in_force().await.unwrap(), world.assisting("carla").await);
    let between = other.new_id();
    other.desk(&in_force, &acting).open_record(person, between, "paper_check", Fields::new()).await.unwrap();
    let due = dues(&shown(&other, &world, "carla", between).await);
    install(&other, &world, &version("1.0.0", first, COLOURS)).await;
    other.close().await;
    let now = world.instance.in_force().await.unwrap();
    assert_ne!(now.digest, kept.digest, "the same packs are in force, and one more is needed");
    assert_eq!(dues(&shown(&world.instance, &world, "carla", between).await), due);
    assert!(shown(&world.instance, &world, "carla", between).await.moving.is_some());
    assert!(shown(&world.instance, &world, "carla", older).await.moving.is_none());
}

/// The list of codes that the older version names is another by now: it is read with that of its day.
#[tokio::test]
async fn an_older_version_is_read_with_the_words_of_its_day() {
    let world = World::of(Mode::Trial).await;
    install(&world.instance, &world, &version("1.0.0", PATHWAY, COLOURS)).await;
    let older = opened(&world).await;
    let before = dues(&shown(&world.instance, &world, "carla", older).await);
    let colours = COLOURS.replace(", blue: {en: Blue}", ", green: {en: Green}");
    let green = PATHWAY.replace("!= blue", "!= green");
    install(&world.instance, &world, &version("2.0.0", &green, &colours)).await;
    let there = shown(&world.instance, &world, "carla", older).await;
    assert!(!there.unreadable);
    assert_eq!(dues(&there), before);
}

/// A pack that says the same of cases in other words elsewhere is nothing that a case is to be moved to.
#[tokio::test]
async fn a_version_that_says_the_same_is_told_as_alike() {
    let world = World::of(Mode::Trial).await;
    install(&world.instance, &world, &version("1.0.0", PATHWAY, COLOURS)).await;
    let older = opened(&world).await;
    install(&world.instance, &world, &version("1.0.1", PATHWAY, COLOURS)).await;
    let moving = shown(&world.instance, &world, "carla", older).await.moving.unwrap();
    assert!(moving.alike && moving.difference.is_nothing());
}

/// The calendar of the pack's country is the national one where the instance names none, and its law is cited.
#[tokio::test]
async fn a_version_whose_pack_is_of_another_country_or_law_is_not_alike() {
    for (key, one, other) in [("jurisdiction", "PRT", "ESP"), ("law", "Act 1", "Act 2")] {
        let world = World::of(Mode::Trial).await;
        let working = PATHWAY.replace("papers, due: 10 days", "papers, due: 10 working_days");
        let text = if key == "law" { working.replace("law: illustrative\n", "") } else { working };
        let of = |number: &str, said: &str| {
            let Source { name, mut files, .. } = version(number, &text, COLOURS);
            files.entry("pack.yaml".into()).or_default().extend([key, ": ", said, "\n"]);
            Source::new(name, files)
        };
        install(&world.instance, &world, &of("1.0.0", one)).await;
        let older = opened(&world).await;
        install(&world.instance, &world, &of("1.0.1", other)).await;
        let moving = shown(&world.instance, &world, "carla", older).await.moving.unwrap();
        assert!(!moving.alike, "{key}");
    }
}
