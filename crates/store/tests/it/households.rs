//! What a household has, stored: found through its members and never among people, gone with the last of them and with nobody
//! else; and a household that a register names again has nothing of what went.

use std::collections::BTreeSet;

use casework::{ListReader, RecordAsked, RecordCommand, Scope};
use journal::{OpenedPart, Subject};
use model::{About, Id};
use store::{Among, Page, RecordShelf, Sight};

use crate::world::{CONTROLLER, World, all, everybody, fields, fields_of, new_id};

const ALL: Page = Page { skip: 0, limit: 1000 };

async fn member(world: &World) -> Id {
    world.register(fields(&[("household.id", "H-9"), ("name.full", "Amina Diallo")])).await
}

/// A ration, opened through a member.
async fn ration(world: &World, member: Id) -> Id {
    let (record, fields) = (new_id(), fields_of("ration", &[("ration.on", "2030-01-01")]));
    let asked = RecordAsked::Open { kind: "ration".into(), fields };
    world.submit("counsellor", RecordCommand { owner: member, record, asked }).await;
    record
}

async fn listed(world: &World, scope: Scope) -> Vec<Id> {
    let reader = ListReader {
        account: "desk".into(),
        controller: CONTROLLER.into(),
        supervises: BTreeSet::new(),
        above: BTreeSet::new(),
    };
    let shelf = RecordShelf { kind: "ration".into(), open: true, among: Among::Every };
    let found = world.store.records(&Sight::of(scope), &reader, &shelf, ALL).await.unwrap();
    found.into_iter().map(|(_, record)| record).collect()
}

pub async fn a_households_records_are_found_through_its_members_and_never_among_people(world: World) {
    let (one, two) = (member(&world).await, member(&world).await);
    let record = ration(&world, one).await;
    let world = world.reopened().await;
    let store = &world.store;
    let home = store.owner_of_record(&everybody(), record).await.unwrap().unwrap();
    assert_eq!(home.about, About::Household);
    let through: Vec<Id> = store.members(&everybody(), &[&home]).await.unwrap().iter().map(|(_, who)| who.id).collect();
    assert_eq!(BTreeSet::from_iter(through), BTreeSet::from([one, two]));
    assert_eq!(listed(&world, all()).await, [record]);
    let offices = |office: &str| Scope::Offices { controller: CONTROLLER.into(), offices: vec![office.into()] };
    assert_eq!(listed(&world, offices(&home.office)).await, [record]);
    assert!(store.owner_of_record(&Sight::of(offices("nowhere")), record).await.unwrap().is_none());
    let ministry = Scope::Controller { controller: "ministry".into() };
    assert!(store.owner_of_record(&Sight::of(ministry), record).await.unwrap().is_none());
    assert!(store.person(&everybody(), home.id).await.unwrap().is_none());
    assert_eq!(store.count(&all(), &[]).await.unwrap(), 2);
    assert_eq!(store.people(&everybody(), &[], ALL).await.unwrap().len(), 2);
    assert_eq!(store.search(&everybody(), "Amina", ALL).await.unwrap().len(), 2);
    assert_eq!(store.household(&everybody(), &home).await.unwrap().len(), 2);
    let (snapshot, _) = store.snapshot(-1, 1000).await.unwrap();
    assert_eq!(snapshot.len(), 2, "the lake has people");
    assert!(store.snapshot_of(&[home.id]).await.unwrap().is_empty());
    store.verify_views(|_| ()).await.unwrap();
}

async fn forget(world: &World, person: Id) {
    let request = world.ask_to_forget(person).await;
    world.store.forget(world.ctx("admin"), vec![request]).await.unwrap();
}

pub async fn a_households_records_go_with_its_last_member_and_never_come_back(world: World) {
    let (one, two) = (member(&world).await, member(&world).await);
    let record = ration(&world, one).await;
    let home = world.store.owner_of_record(&everybody(), record).await.unwrap().unwrap().id;
    forget(&world, one).await;
    assert_eq!(listed(&world, all()).await, [record], "one of them is left");
    forget(&world, two).await;
    assert!(listed(&world, all()).await.is_empty());
    assert!(world.store.owner(&everybody(), home).await.unwrap().is_none());
    let mut raw = crate::raw::Raw::of(&world.config).await;
    for table in ["SELECT number FROM person", "SELECT number FROM token", "SELECT shelf FROM shelf"] {
        assert!(raw.rows(table).await.is_empty(), "{table}");
    }
    // The register names the household again: another one, and what went stays shut.
    let again = member(&world).await;
    let next = ration(&world, again).await;
    let there = world.store.owner_of_record(&everybody(), next).await.unwrap().unwrap();
    assert_ne!(there.id, home);
    world.store.rebuild_views().await.unwrap();
    let world = world.reopened().await;
    assert_eq!(listed(&world, all()).await, [next]);
    world.store.verify(vec![], |_| ()).await.unwrap();
    world.store.verify_views(|_| ()).await.unwrap();
    let facts = world.store.facts(0, 1000).await.unwrap();
    let gone = OpenedPart::Forgotten(Subject::Owner(home));
    assert!(facts.iter().flat_map(|fact| &fact.parts).any(|part| *part == gone));
    forget(&world, again).await;
    assert!(listed(&world, all()).await.is_empty(), "and it goes as the first did");
}

/// What a register says of how large a household is goes likewise, and is said anew of the next.
pub async fn a_household_that_is_named_again_is_another(world: World) {
    let sized = || world.register(fields(&[("household.id", "H-9"), ("household.size", "2")]));
    let first = sized().await;
    forget(&world, first).await;
    let second = sized().await;
    world.store.rebuild_views().await.unwrap();
    assert!(world.store.person(&everybody(), second).await.unwrap().is_some());
    forget(&world, second).await;
    world.store.verify_views(|_| ()).await.unwrap();
}
