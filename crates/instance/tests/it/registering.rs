//! People registered at the desk: by whom, what is asked about before anybody is entered twice, and with whose household.

use casework::{Fields, PersonCommand, Refusal};
use instance::desk::{Likeness, PeopleAlike};
use instance::{Acting, Fault, Instance};
use journal::Mode;
use model::Id;

use crate::desk::readers;
use crate::world::World;

async fn alike(world: &World, account: &str, said: &[(&str, &str)]) -> PeopleAlike {
    let (in_force, acting) = (world.instance.in_force().await.unwrap(), world.assisting(account).await);
    let fields = world.fields(said).await;
    world.instance.desk(&in_force, &acting).alike(world.instance.new_id(), &fields).await.unwrap()
}

async fn who(world: &World, account: &str, said: &[(&str, &str)]) -> Vec<(Id, Likeness)> {
    alike(world, account, said).await.people.into_iter().map(|one| (one.row.id, one.why)).collect()
}

async fn register(world: &World, account: &str, person: Id, said: &[(&str, &str)]) -> Result<(), Fault> {
    let (in_force, acting) = (world.instance.in_force().await.unwrap(), world.assisting(account).await);
    world.instance.desk(&in_force, &acting).register(person, world.fields(said).await).await
}

async fn join(world: &World, account: &str, of: Id, said: &[(&str, &str)]) -> Result<Id, Fault> {
    let (in_force, acting) = (world.instance.in_force().await.unwrap(), world.assisting(account).await);
    let (person, fields) = (world.instance.new_id(), world.fields(said).await);
    world.instance.desk(&in_force, &acting).register_with(of, person, fields).await.map(|()| person)
}

/// Who stands in the household of somebody.
async fn household(world: &World, account: &str, of: Id) -> Vec<Id> {
    let (in_force, acting) = (world.instance.in_force().await.unwrap(), world.assisting(account).await);
    let found = world.instance.desk(&in_force, &acting).household_of(of).await.unwrap();
    [found.of].into_iter().chain(found.others).map(|row| row.id).collect()
}

/// Another register's word of somebody.
async fn said_elsewhere(instance: &Instance, acting: &Acting, person: Id, fields: Fields) {
    let digest = instance.in_force().await.unwrap().digest;
    let ctx = acting.ctx("border register", digest, instance.now());
    let config = instance.config().clone();
    let store =
        store::Store::open(&config, std::sync::Arc::new(model::FixedClock(instance.now())), crate::world::random);
    let store = store.await.unwrap();
    let schema = instance.in_force().await.unwrap().packs.schema.clone();
    store.use_rules(std::sync::Arc::new(schema), std::sync::Arc::default(), digest).await.unwrap();
    store.submit(ctx, PersonCommand::Amend { person, fields }).await.unwrap();
    store.close().await;
}

#[track_caller]
fn refused(done: Result<impl std::fmt::Debug, Fault>, expect: &Refusal) {
    match done {
        Err(Fault::Refused(refusal)) => assert_eq!(refusal, *expect),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn those_who_may_be_the_same_person_are_those_whom_the_reader_may_open() {
    let world = World::of(Mode::Trial).await;
    let said = [("name.full", "Amina Yusuf"), ("birth_date", "1990-05-17"), ("document.number", "X 1234567")];
    let north = world.register("carla", &said).await;
    world.register("salma", &said).await;
    world.register("mina", &said).await;
    let asked = [("name.given", "AMINA"), ("name.family", "Yusuf"), ("birth_date", "1990")];
    assert_eq!(who(&world, "carla", &asked).await, [(north, Likeness::NameAndBirth)]);
    assert_eq!(who(&world, "hanan", &asked).await, [], "who opens nobody is told of nobody");
    assert_eq!(who(&world, "carla", &[("document.number", "x1234567")]).await, [(north, Likeness::Paper)]);
    assert_eq!(who(&world, "carla", &[("name.full", "Amina Haddad"), ("birth_date", "1990")]).await, []);
}

#[tokio::test]
async fn the_most_alike_stand_first_and_what_is_shown_of_them_is_noted() {
    let world = World::of(Mode::Trial).await;
    let other = world.register("carla", &[("name.full", "Amina Yusuf"), ("birth_date", "1960")]).await;
    let undated = world.register("carla", &[("name.full", "Amina Yusuf Haddad")]).await;
    let same = world.register("carla", &[("name.full", "Yusuf, Amina"), ("birth_date", "1990-05")]).await;
    let apart = world.register("carla", &[("name.full", "Amina Yusuf Nunes"), ("birth_date", "1970")]).await;
    let found = who(&world, "carla", &[("name.full", "Amina Yusuf"), ("birth_date", "1990-05-17")]).await;
    let expect = [(same, Likeness::NameAndBirth), (undated, Likeness::Name), (other, Likeness::NameNotBirth)];
    assert_eq!(found, expect);
    for person in [same, undated, other] {
        assert_eq!(readers(&world, person).await, [("carla".to_owned(), vec!["name.full".to_owned()])]);
    }
    assert!(readers(&world, apart).await.is_empty(), "who is not shown was not read");
}

#[tokio::test]
async fn of_many_alike_some_are_shown_and_that_there_are_more_is_said() {
    let world = World::of(Mode::Trial).await;
    for _ in 0..11 {
        world.register("carla", &[("name.full", "Amina Yusuf")]).await;
    }
    let found = alike(&world, "carla", &[("name.full", "Amina Yusuf")]).await;
    assert_eq!((found.people.len(), found.more), (10, true));
    world.register("carla", &[("name.full", "Rita Duarte")]).await;
    let found = alike(&world, "carla", &[("name.full", "Rita Duarte")]).await;
    assert_eq!((found.people.len(), found.more), (1, false));
}

#[tokio::test]
async fn the_same_form_registers_one_person_and_another_none_under_their_id() {
    let world = World::of(Mode::Trial).await;
    let (person, said) = (world.instance.new_id(), [("name.full", "Amina Yusuf"), ("sex", "F")]);
    register(&world, "carla", person, &said).await.unwrap();
    let before = world.instance.revision().await.unwrap();
    register(&world, "carla", person, &said).await.unwrap();
    assert_eq!(world.instance.revision().await.unwrap(), before, "nothing was written");
    refused(register(&world, "carla", person, &said[..1]).await, &Refusal::ExistsAlready);
    let more = [said[0], said[1], ("birth_date", "1990")];
    refused(register(&world, "carla", person, &more).await, &Refusal::ExistsAlready);
    refused(register(&world, "salma", person, &said).await, &Refusal::ExistsAlready);
}

#[tokio::test]
async fn a_field_behind_a_wall_is_entered_by_whoever_opens_the_wall() {
    let world = World::of(Mode::Trial).await;
    let said = [("name.full", "Amina Yusuf"), ("child.care", "unaccompanied")];
    let before = world.instance.revision().await.unwrap();
    for account in ["carla", "sven", "hanan"] {
        refused(register(&world, account, world.instance.new_id(), &said).await, &Refusal::NotAllowed);
    }
    assert_eq!(world.instance.revision().await.unwrap(), before);
    register(&world, "chidi", world.instance.new_id(), &said).await.unwrap();
    for account in ["ana", "paula", "omar", "adil", "deniz"] {
        refused(register(&world, account, world.instance.new_id(), &said[..1]).await, &Refusal::NotAllowed);
    }
}

#[tokio::test]
async fn a_household_grows_by_whoever_is_registered_with_one_of_it() {
    let world = World::of(Mode::Trial).await;
    let first = world.register("carla", &[("name.full", "Amina Yusuf")]).await;
    let other = world.register("carla", &[("name.full", "Rita Duarte")]).await;
    let second = join(&world, "carla", first, &[("name.full", "Karim Yusuf")]).await.unwrap();
    let third = join(&world, "carla", second, &[("name.full", "Lina Yusuf")]).await.unwrap();
    let mut all = household(&world, "carla", first).await;
    all.sort();
    let mut expect = vec![first, second, third];
    expect.sort();
    assert_eq!(all, expect);
    assert_eq!(household(&world, "carla", other).await, [other]);
    let apart = join(&world, "carla", other, &[("name.full", "Joana Duarte")]).await.unwrap();
    assert_eq!(household(&world, "carla", apart).await.len(), 2, "two households stay two");
}

#[tokio::test]
async fn nobody_joins_a_household_of_somebody_whom_they_may_not_amend() {
    let world = World::of(Mode::Trial).await;
    let person = world.register("carla", &[("name.full", "Amina Yusuf")]).await;
    let before = world.instance.revision().await.unwrap();
    for account in ["salma", "mina", "hanan", "omar", "deniz"] {
        refused(join(&world, account, person, &[("name.full", "Karim Yusuf")]).await, &Refusal::NotFound);
    }
    assert_eq!(world.instance.revision().await.unwrap(), before);
}

#[tokio::test]
async fn nobody_joins_a_household_of_which_sources_disagree_which_it_is() {
    let world = World::of(Mode::Trial).await;
    let person = world.register("carla", &[("name.full", "Amina Yusuf"), ("household.id", "harbour-1")]).await;
    let acting = world.assisting("carla").await;
    said_elsewhere(&world.instance, &acting, person, world.fields(&[("household.id", "harbour-2")]).await).await;
    let bad = Refusal::BadField { field: "household.id".into() };
    refused(join(&world, "carla", person, &[("name.full", "Karim Yusuf")]).await, &bad);
}

#[tokio::test]
async fn the_past_of_a_field_says_which_source_said_what_and_who_wrote_it() {
    let world = World::of(Mode::Trial).await;
    let person = world.register("carla", &[("stay.status", "pending"), ("child.care", "unaccompanied")]).await;
    let acting = world.assisting("carla").await;
    said_elsewhere(&world.instance, &acting, person, world.fields(&[("stay.status", "regular")]).await).await;
    let in_force = world.instance.in_force().await.unwrap();
    let claims = async |account: &str, field: &str| {
        let acting = world.assisting(account).await;
        world.instance.desk(&in_force, &acting).claims(person, field).await.unwrap()
    };
    let found = claims("carla", "stay.status").await.unwrap();
    let said = found.notes.iter().map(|note| (note.source.as_str(), note.by.as_deref(), note.counts));
    assert_eq!(said.collect::<Vec<_>>(), [("border register", Some("carla"), true), ("desk", Some("carla"), true)]);
    assert_eq!((found.seen, found.may), (2, true));
    assert_eq!(found.own, world.fields(&[("stay.status", "pending")]).await.remove("stay.status"));
    assert_eq!(claims("carla", "child.care").await, None, "behind a wall");
    assert!(claims("chidi", "child.care").await.is_some());
    let latest = readers(&world, person).await.remove(0);
    // Whoever reads the log opens no wall, and is told that much.
    assert_eq!(latest, ("chidi".to_owned(), vec!["something protected".to_owned()]));
    assert_eq!(claims("salma", "stay.status").await, None, "of another office");
    assert_eq!(claims("carla", "no.such.field").await, None);
}
