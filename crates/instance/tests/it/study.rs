//! Figures of an instance that are not told, and in which words: a day, a record that moved, a lake that is damaged.

use std::fs;

use instance::study::{Simulation, Studied};
use instance::{Fault, Remedy};
use journal::Mode;

use crate::world::World;

const PACK: &str = "portugal-pending-regular";

async fn study(world: &World, on: &str, by: &[&str]) -> Result<Studied, Fault> {
    let in_force = world.instance.in_force().await.unwrap();
    let asked = Simulation {
        pack: PACK.into(),
        measure: "pending-counts-as-regular".into(),
        on: on.parse().unwrap(),
        by: by.iter().map(|name| (*name).to_owned()).collect(),
    };
    world.instance.study(&in_force, &world.studying("ana").await, &asked).await
}

#[tokio::test]
async fn a_day_that_is_not_told_and_a_record_that_moved_since_it_was_are_two_things() {
    let world = World::with(Mode::Live, &[PACK]).await;
    world.register("carla", &[("sex", "F")]).await;
    let not_told = study(&world, "2020-07-30", &[]).await.unwrap_err();
    assert!(matches!(not_told, Fault::NotReleased(_)), "{not_told}");
    study(&world, "2020-07-31", &[]).await.unwrap();
    world.register("carla", &[("sex", "M")]).await;
    study(&world, "2020-07-31", &[]).await.unwrap();
    let moved = study(&world, "2020-07-31", &["sex"]).await.unwrap_err();
    assert!(matches!(moved, Fault::RecordMoved(_)), "{moved}");
    assert!(!moved.to_string().contains("month"), "it is a month end: {moved}");
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
