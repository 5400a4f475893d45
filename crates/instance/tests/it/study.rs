//! Figures of an instance that are not told, and in which words: a day, a record that moved, a lake that is damaged.

use std::fs;

use casework::{PersonCommand, Refusal};
use instance::study::{NewStudy, Simulation, Studied};
use instance::{Fault, Instance, Remedy};
use journal::Mode;
use store::Beside;

use crate::door::open_store;
use crate::world::{AGENCY, World, is_damaged};

const PACK: &str = "portugal-pending-regular";

const DAY: &str = "2020-07-31";
/// So many that what all of them have in common may be told.
const ENOUGH: usize = 110;

async fn study(world: &World, on: &str, by: &[&str]) -> Result<Studied, Fault> {
    study_in(world, &world.instance, on, by).await
}

/// The same, asked of one of several processes.
async fn study_in(world: &World, process: &Instance, on: &str, by: &[&str]) -> Result<Studied, Fault> {
    let in_force = process.in_force().await.unwrap();
    let asked = Simulation {
        pack: PACK.into(),
        measure: "pending-counts-as-regular".into(),
        on: on.parse().unwrap(),
        by: by.iter().map(|name| (*name).to_owned()).collect(),
    };
    process.study(&in_force, &world.studying("ana").await, &asked).await
}

/// A live instance with so many people of the agency on record.
async fn peopled(people: usize) -> World {
    let world = World::with(Mode::Live, &[PACK]).await;
    more_people(&world, people).await;
    world
}

async fn more_people(world: &World, people: usize) {
    let acting = world.assisting("carla").await;
    let sexes = [world.fields(&[("sex", "F")]).await, world.fields(&[("sex", "M")]).await];
    let registered = (0..people).map(|number| {
        let (person, fields) = (world.instance.new_id(), sexes[number % 2].clone());
        world.instance.submit(&acting, PersonCommand::Register { person, synthetic: false, fields })
    });
    futures::future::try_join_all(registered).await.unwrap();
}

#[tokio::test]
async fn a_day_that_is_not_told_and_a_record_that_moved_since_it_was_are_two_things() {
    let world = peopled(ENOUGH).await;
    let not_told = study(&world, "2020-07-30", &[]).await.unwrap_err();
    assert!(matches!(not_told, Fault::NotReleased(_)), "{not_told}");
    study(&world, DAY, &[]).await.unwrap();
    world.register("carla", &[("sex", "M")]).await;
    assert_eq!(study(&world, DAY, &[]).await.unwrap().figures.people, Some(110), "as it was told");
    let moved = study(&world, DAY, &["sex"]).await.unwrap_err();
    assert!(matches!(moved, Fault::RecordMoved(_)), "{moved}");
    assert!(!moved.to_string().contains("month"), "it is a month end: {moved}");
}

/// An empty figure would answer for that day for ever.
#[tokio::test]
async fn of_nobody_or_too_few_nothing_is_told_and_the_day_stays_open_for_when_there_are_more() {
    let world = peopled(0).await;
    for more in [0, 9] {
        more_people(&world, more).await;
        let few = study(&world, DAY, &[]).await.unwrap_err();
        assert!(matches!(few, Fault::TooFew(_)), "{few}");
    }
    more_people(&world, ENOUGH - 9).await;
    assert_eq!(study(&world, DAY, &[]).await.unwrap().figures.people, Some(110));
}

#[tokio::test]
async fn two_processes_that_release_at_once_keep_one_ledger_and_tell_the_same() {
    let world = peopled(ENOUGH).await;
    let other = world.opened_again().await;
    world.instance.refresh_lake().await.unwrap();
    let questions: [&[&str]; 2] = [&[], &["sex"]];
    let (here, there) =
        tokio::join!(study_in(&world, &world.instance, DAY, questions[0]), study_in(&world, &other, DAY, questions[1]));
    let told = [here.unwrap().figures, there.unwrap().figures];
    world.register("carla", &[("sex", "M")]).await;
    let third = world.opened_again().await;
    for process in [&world.instance, &other, &third] {
        for (question, told) in questions.iter().zip(&told) {
            assert_eq!(&study_in(&world, process, DAY, question).await.unwrap().figures, told, "{question:?}");
        }
        let moved = study_in(&world, process, DAY, &["age_band"]).await.unwrap_err();
        assert!(matches!(moved, Fault::RecordMoved(_)), "{moved}");
    }
}

/// Where releases lie: each under its number, and the number of all.
fn release(number: usize) -> Vec<u8> {
    format!("{AGENCY}\u{1f}{number:08}").into_bytes()
}

#[tokio::test]
async fn a_release_or_the_number_of_all_that_is_gone_is_found_and_nothing_is_told() {
    let world = peopled(ENOUGH).await;
    let store = open_store(&world).await;
    let first = study(&world, DAY, &[]).await.unwrap().figures;
    // A process that died between the first release and the number.
    store.remove(Beside::Release, &[AGENCY.into()]).await.unwrap();
    assert_eq!(study(&world, DAY, &[]).await.unwrap().figures, first);
    study(&world, DAY, &["sex"]).await.unwrap();
    let last: Vec<u8> = store.kept(Beside::Release, &release(1)).await.unwrap().unwrap();
    store.remove(Beside::Release, &[release(1)]).await.unwrap();
    is_damaged(study(&world, DAY, &[]).await, "a release of figures is no longer there");
    store.keep(Beside::Release, &release(1), &last).await.unwrap();
    assert_eq!(study(&world, DAY, &[]).await.unwrap().figures, first);
    store.remove(Beside::Release, &[AGENCY.into()]).await.unwrap();
    is_damaged(study(&world, DAY, &[]).await, "how many releases of figures there are");
    store.close().await;
}

#[tokio::test]
async fn a_part_of_the_lake_that_is_damaged_is_met_while_counting_and_said_to_be() {
    let world = World::with(Mode::Trial, &[PACK]).await;
    world.register("carla", &[("sex", "F")]).await;
    world.instance.refresh_lake().await.unwrap();
    let files = fs::read_dir(world.dir.path().join("here/lake")).unwrap().map(|entry| entry.unwrap().path());
    let largest = files.filter(|path| path.is_file()).max_by_key(|path| fs::metadata(path).unwrap().len()).unwrap();
    let mut bytes = fs::read(&largest).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&largest, &bytes).unwrap();
    let fault = study(&world, "2020-07-31", &[]).await.unwrap_err();
    assert!(matches!(fault, Fault::Damaged(_)) && fault.remedy() == Some(Remedy::RebuildLake), "{}", fault.in_full());
    world.instance.rebuild_lake(&mut |_| ()).await.unwrap();
    assert_eq!(study(&world, "2020-07-31", &[]).await.unwrap().figures.people, Some(1));
}

/// A study is what was asked: kept under a name for whoever may simulate, ended by whoever kept it.
#[tokio::test]
async fn a_reform_is_kept_as_a_study_for_whoever_may_simulate_and_ended_by_whoever_kept_it() {
    let world = peopled(0).await;
    let in_force = world.instance.in_force().await.unwrap();
    let ana = world.studying("ana").await;
    let measure = "pending-counts-as-regular";
    let new = |name, measure, query| NewStudy { name, pack: PACK, measure, query };
    let (long, query) = ("x".repeat(121), "y".repeat(9000));
    for (wrong, why) in [
        (new(" ", measure, "d.lodged=1"), Refusal::BadField { field: "study".into() }),
        (new("a", measure, ""), Refusal::BadField { field: "study".into() }),
        (new(&long, measure, "d.lodged=1"), Refusal::TooLarge),
        (new("a", measure, &query), Refusal::TooLarge),
        (new("a", "nothing", "d.lodged=1"), Refusal::NotFound),
    ] {
        let refused = world.instance.keep_study(&in_force, &ana, wrong).await.unwrap_err();
        assert!(matches!(&refused, Fault::Refused(found) if *found == why), "{refused}");
    }
    assert_eq!(world.instance.studies(&ana).await.unwrap(), []);
    let id = world.instance.keep_study(&in_force, &ana, new(" no cut-off ", measure, "d.lodged=1")).await.unwrap();
    let kept = world.instance.kept_study(&ana, id).await.unwrap();
    assert_eq!((kept.name.as_str(), kept.by.as_str(), kept.has_moved(&in_force)), ("no cut-off", "ana", false));
    assert_eq!(world.instance.studies(&ana).await.unwrap(), [kept]);
    let carla = world.acting("carla", instance::ASSISTANCE).await;
    for refused in [world.instance.studies(&carla).await.err(), world.instance.end_study(&carla, id).await.err()] {
        assert!(matches!(refused, Some(Fault::Refused(Refusal::NotAllowed))), "{refused:?}");
    }
    world.instance.end_study(&ana, id).await.unwrap();
    let gone = world.instance.kept_study(&ana, id).await.unwrap_err();
    assert!(matches!(gone, Fault::Refused(Refusal::NotFound)), "{gone}");
}
