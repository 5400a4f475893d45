//! The lake and the record in step: what is not is refused, and made anew by whoever asks for it.

use std::fs;
use std::path::{Path, PathBuf};

use instance::{Fault, Instance, Remedy};
use journal::{Mode, Motion};
use packs::Source;

use crate::world::{World, is_damaged};

/// How many people somebody counts.
async fn counted(world: &World, instance: &Instance, account: &str) -> Result<usize, Fault> {
    let in_force = instance.in_force().await?;
    let people = instance.population(&in_force, &world.studying(account).await).await?;
    Ok(people.rows(&in_force.packs.schema).unwrap().count())
}

/// A world with three people of the agency, at two offices, and one of the ministry.
async fn peopled() -> World {
    let world = World::of(Mode::Trial).await;
    for account in ["carla", "carla", "salma", "mina"] {
        world.register(account, &[("sex", "F")]).await;
    }
    world
}

fn folder(world: &World) -> PathBuf {
    world.dir.path().join("here/lake")
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            fs::copy(&path, to.join(path.file_name().unwrap())).unwrap();
        }
    }
}

#[tokio::test]
async fn a_count_holds_the_people_of_ones_own_controller_at_all_its_offices_and_no_others() {
    let world = peopled().await;
    assert_eq!(counted(&world, &world.instance, "ana").await.unwrap(), 3);
    assert_eq!(counted(&world, &world.instance, "sven").await.unwrap(), 3, "whichever the office");
    assert_eq!(counted(&world, &world.instance, "minister").await.unwrap(), 1);
    for account in ["carla", "adil", "deniz", "omar"] {
        assert!(matches!(counted(&world, &world.instance, account).await, Err(Fault::Refused(_))), "{account}");
    }
}

#[tokio::test]
async fn a_lake_that_vanished_is_no_lake_of_nobody() {
    let world = peopled().await;
    world.instance.refresh_lake().await.unwrap();
    fs::remove_dir_all(folder(&world)).unwrap();
    is_damaged(counted(&world, &world.instance, "ana").await, "no lake");
    assert_eq!(world.instance.rebuild_lake(&mut |_| ()).await.unwrap(), 4);
    assert_eq!(counted(&world, &world.instance, "ana").await.unwrap(), 3);
}

#[tokio::test]
async fn an_empty_folder_where_the_lake_was_is_no_lake_of_nobody() {
    let world = peopled().await;
    world.instance.refresh_lake().await.unwrap();
    for moved in ["once", "and again, with more people by then"] {
        fs::rename(folder(&world), world.dir.path().join(moved)).unwrap();
        fs::create_dir(folder(&world)).unwrap();
        is_damaged(counted(&world, &world.instance, "ana").await, "no lake");
        is_damaged(world.instance.refresh_lake().await, "no lake");
        world.register("carla", &[("sex", "X")]).await;
        is_damaged(counted(&world, &world.instance, "ana").await, "no lake");
        let opened = world.opened_again().await;
        is_damaged(counted(&world, &opened, "ana").await, "no lake");
        opened.close().await;
        world.instance.rebuild_lake(&mut |_| ()).await.unwrap();
    }
    assert_eq!(counted(&world, &world.instance, "ana").await.unwrap(), 5);
}

#[tokio::test]
async fn a_lake_of_before_that_is_put_back_is_refused_and_made_anew() {
    let world = peopled().await;
    world.instance.refresh_lake().await.unwrap();
    let before = world.dir.path().join("before");
    copy(&folder(&world), &before);
    world.register("carla", &[("sex", "X")]).await;
    assert_eq!(counted(&world, &world.instance, "ana").await.unwrap(), 4);
    fs::remove_dir_all(folder(&world)).unwrap();
    copy(&before, &folder(&world));
    is_damaged(counted(&world, &world.instance, "ana").await, "rebuild");
    let mut shown = vec![];
    assert_eq!(world.instance.rebuild_lake(&mut |people| shown.push(people)).await.unwrap(), 5);
    assert_eq!(shown.last(), Some(&5));
    assert_eq!(counted(&world, &world.instance, "ana").await.unwrap(), 4);
}

#[tokio::test]
async fn a_damaged_lake_is_left_as_it_is_until_somebody_asks_for_another() {
    let world = peopled().await;
    world.instance.refresh_lake().await.unwrap();
    let files = fs::read_dir(folder(&world)).unwrap().map(|entry| entry.unwrap().path());
    let largest = files.filter(|path| path.is_file()).max_by_key(|path| fs::metadata(path).unwrap().len()).unwrap();
    let mut bytes = fs::read(&largest).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&largest, &bytes).unwrap();
    world.register("carla", &[("sex", "X")]).await;
    let in_force = world.instance.in_force().await.unwrap();
    let people = world.instance.population(&in_force, &world.studying("ana").await).await;
    let read =
        people.map(|people| people.rows(&in_force.packs.schema).and_then(Iterator::collect::<Result<Vec<_>, _>>));
    assert!(!matches!(read, Ok(Ok(_))), "a lake with a flipped bit was read");
    assert_eq!(fs::read(&largest).unwrap(), bytes);
    assert_eq!(world.instance.rebuild_lake(&mut |_| ()).await.unwrap(), 5);
    assert_eq!(counted(&world, &world.instance, "ana").await.unwrap(), 4);
}

#[tokio::test]
async fn two_processes_bring_one_lake_in_step() {
    let world = peopled().await;
    let other = world.opened_again().await;
    assert_eq!(counted(&world, &other, "ana").await.unwrap(), 3);
    world.register("carla", &[("sex", "X")]).await;
    let both = [&world.instance, &other].map(|instance| counted(&world, instance, "ana"));
    assert_eq!(futures::future::try_join_all(both).await.unwrap(), [4, 4]);
    other.close().await;
}

#[tokio::test]
async fn packs_with_other_fields_have_the_lake_written_anew() {
    let world = peopled().await;
    assert_eq!(counted(&world, &world.instance, "ana").await.unwrap(), 3);
    let source = Source::shipped("spain-farm-permit").unwrap();
    world.instance.install(&world.governing("deniz").await, &source).await.unwrap();
    assert_eq!(counted(&world, &world.instance, "ana").await.unwrap(), 3);
}

/// Keys that are gone do not come back; a lake that still holds a row is found before.
#[tokio::test]
async fn nobody_is_forgotten_while_the_lake_could_not_lose_them() {
    let world = peopled().await;
    let person = world.register("carla", &[("sex", "F")]).await;
    world.instance.refresh_lake().await.unwrap();
    let proposal = world.instance.propose(&world.governing("sven").await, Motion::Forget { person }, "asked").await;
    let proposal = proposal.unwrap();
    for account in ["deniz", "adil"] {
        world.instance.vote(&world.governing(account).await, proposal, true, "I looked").await.unwrap();
    }
    for path in fs::read_dir(folder(&world)).unwrap().map(|entry| entry.unwrap().path()) {
        if path.extension().is_some_and(|kind| kind == "bucket") {
            let mut bytes = fs::read(&path).unwrap();
            let middle = bytes.len() / 2;
            bytes[middle] ^= 1;
            fs::write(&path, &bytes).unwrap();
        }
    }
    let officer = world.governing("deniz").await;
    let refused = world.instance.forget(&officer, vec![proposal]).await.unwrap_err();
    assert_eq!(refused.remedy(), Some(Remedy::RebuildLake), "{}", refused.in_full());
    let in_force = world.instance.in_force().await.unwrap();
    let acting = world.assisting("carla").await;
    let day = "2020-09-01".parse().unwrap();
    assert!(world.instance.desk(&in_force, &acting).person(person, day).await.unwrap().is_some(), "and is still there");
    world.instance.rebuild_lake(&mut |_| ()).await.unwrap();
    let done = world.instance.forget(&officer, vec![proposal]).await.unwrap();
    assert!(done.people == [person] && done.lake.is_none());
    assert_eq!(counted(&world, &world.instance, "ana").await.unwrap(), 3);
}

#[tokio::test]
async fn who_is_forgotten_is_counted_no_more() {
    let world = peopled().await;
    let person = world.register("carla", &[("sex", "F")]).await;
    assert_eq!(counted(&world, &world.instance, "ana").await.unwrap(), 4);
    let proposal = world.instance.propose(&world.governing("sven").await, Motion::Forget { person }, "asked").await;
    let proposal = proposal.unwrap();
    for account in ["deniz", "adil"] {
        world.instance.vote(&world.governing(account).await, proposal, true, "I looked").await.unwrap();
    }
    world.instance.forget(&world.governing("deniz").await, vec![proposal]).await.unwrap();
    assert_eq!(counted(&world, &world.instance, "ana").await.unwrap(), 3);
}
