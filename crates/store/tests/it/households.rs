//! What a household has, stored: found through its members and never among people, gone with the last of them and with nobody
//! else; and a household that a register names again has nothing of what went.

use std::collections::BTreeSet;

use casework::{ListReader, PersonCommand, PlaceAsked, RecordAsked, RecordCommand, Refusal, Scope};
use futures::future::join_all;
use journal::{Body, OpenedPart, Part, Subject};
use model::{About, Id};
use store::{Among, ForgetError, Page, RecordShelf, Sight, SubmitError};

use crate::places::inn;
use crate::world::{CONTROLLER, World, all, everybody, fields, fields_of, new_id, open};

const ALL: Page = Page { skip: 0, limit: 1000 };

async fn member(world: &World) -> Id {
    world.register(fields(&[("household.id", "H-9"), ("name.full", "Amina Diallo")])).await
}

fn a_ration(member: Id) -> RecordCommand {
    let fields = fields_of("ration", &[("ration.on", "2030-01-01")]);
    RecordCommand { owner: member, record: new_id(), asked: RecordAsked::Open { kind: "ration".into(), fields } }
}

/// Beds for a family.
fn a_stay(member: Id, inn: Id) -> RecordCommand {
    let inn = inn.to_string();
    let pairs =
        [("family_night.inn", inn.as_str()), ("family_night.from", "2030-01-01"), ("family_night.until", "2030-01-02")];
    let asked = RecordAsked::Open { kind: "family_night".into(), fields: fields_of("family_night", &pairs) };
    RecordCommand { owner: member, record: new_id(), asked }
}

/// A ration, opened through a member.
async fn ration(world: &World, member: Id) -> Id {
    let opened = a_ration(member);
    world.submit("counsellor", opened.clone()).await;
    opened.record
}

async fn listed(world: &World, scope: Scope) -> Vec<Id> {
    let reader = ListReader {
        account: "desk".into(),
        controller: CONTROLLER.into(),
        supervises: BTreeSet::new(),
        hears_of: BTreeSet::new(),
    };
    let shelf = RecordShelf { kind: "ration".into(), open: true, among: Among::Every };
    let found = world.store.records(&Sight::of(scope), &reader, &shelf, ALL).await.unwrap();
    found.rows.into_iter().map(|(_, record)| record).collect()
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

/// Two processes, and through each another member: the household comes on record once, and what it has but once it has once.
pub async fn two_writers_open_a_households_first_record_at_once(world: World) {
    let second = open(&world.config, world.clock.clone()).await;
    let (stores, inn) = ([&world.store, &second], inn(&world, 2).await);
    for number in 0..6 {
        let named = format!("H-{number}");
        let member = || world.register(fields(&[("household.id", named.as_str())]));
        let (one, two) = (member().await, member().await);
        let commands = [a_ration(one), a_ration(two), a_stay(two, inn), a_stay(one, inn)];
        let records: Vec<Id> = commands.iter().map(|command| command.record).collect();
        let submit = |(at, command): (usize, RecordCommand)| stores[at % 2].submit(world.ctx("counsellor"), command);
        let done = join_all(commands.into_iter().enumerate().map(submit)).await;
        let refused: Vec<_> = done[..2].iter().filter_map(|done| done.as_ref().err()).collect();
        assert!(matches!(refused[..], [SubmitError::Refused(Refusal::ExistsAlready)]), "{refused:?}");
        assert!(done[2..].iter().all(Result::is_ok), "{done:?}");
        let home = second.owner_of_record(&everybody(), records[2]).await.unwrap().unwrap();
        assert_eq!((home.about, home.all_records().len()), (About::Household, 3));
        assert!(home.record(records[3]).is_some());
    }
    let facts = world.store.facts(0, 1000).await.unwrap();
    let begun =
        |part: &&OpenedPart| matches!(part, OpenedPart::Open(Part { body: Body::HouseholdRegistered { .. }, .. }));
    assert_eq!(facts.iter().flat_map(|fact| &fact.parts).filter(begun).count(), 6);
    for store in stores {
        store.verify_views(|_| ()).await.unwrap();
    }
    second.close().await;
}

/// Beds that a household has are not left behind with nobody's name: not even where the last who belonged to it belongs to
/// another by now.
pub async fn a_household_gives_its_place_back_before_what_it_has_goes(world: World) {
    let (one, inn) = (member(&world).await, inn(&world, 2).await);
    let opened = a_stay(one, inn);
    world.submit("counsellor", opened.clone()).await;
    let home = world.store.owner_of_record(&everybody(), opened.record).await.unwrap().unwrap().id;
    let of_home = |asked| RecordCommand { owner: home, asked: RecordAsked::Place(asked), ..opened.clone() };
    world.submit("counsellor", of_home(PlaceAsked::Reserve { line: new_id(), or_wait: false })).await;
    let elsewhere = PersonCommand::Amend { person: one, fields: fields(&[("household.id", "H-7")]) };
    world.submit("desk", elsewhere).await;
    let request = world.ask_to_forget(one).await;
    let refused = world.store.forget(world.ctx("admin"), vec![request]).await;
    assert!(matches!(refused, Err(ForgetError::Refused(Refusal::InPlace))), "{refused:?}");
    world.store.verify_views(|_| ()).await.unwrap();
    world.submit("counsellor", of_home(PlaceAsked::Free { on: None })).await;
    world.store.forget(world.ctx("admin"), vec![request]).await.unwrap();
    assert!(world.store.owner(&everybody(), home).await.unwrap().is_none());
    world.store.verify_views(|_| ()).await.unwrap();
}

/// A process that has not seen who was forgotten makes no key anew under which something was sealed that stays shut.
pub async fn a_process_that_was_not_told_begins_no_household_anew_that_went(world: World) {
    let second = open(&world.config, world.clock.clone()).await;
    let sized = |person| {
        let fields = fields(&[("household.id", "H-9"), ("household.size", "2")]);
        PersonCommand::Register { person, synthetic: true, fields }
    };
    for is_registered in [true, false] {
        let (gone, next, other) = (new_id(), new_id(), world.register(fields(&[])).await);
        // It plans on what it knows from this on.
        second.submit(world.ctx("desk"), sized(gone)).await.unwrap();
        forget(&world, gone).await;
        // It reads somebody whose ring it does not know, and takes up the new instance key on the way.
        assert!(second.person(&everybody(), other).await.unwrap().is_some());
        if is_registered {
            second.submit(world.ctx("desk"), sized(next)).await.unwrap();
        } else {
            let amend = PersonCommand::Amend { person: gone, fields: fields(&[("sex", "F")]) };
            let refused = second.submit(world.ctx("desk"), amend).await;
            assert!(matches!(refused, Err(SubmitError::Refused(Refusal::NotFound))), "{refused:?}");
        }
        world.store.rebuild_views().await.unwrap();
        world.store.verify_views(|_| ()).await.unwrap();
    }
    let facts = world.store.facts(0, 1000).await.unwrap();
    assert!(facts.into_iter().all(|fact| fact.into_fact().is_ok()), "nothing is damaged, and what went stays shut");
    second.close().await;
}

/// Two registers say that somebody lives in different households: while nobody knows which, neither goes without them.
pub async fn a_household_stays_while_somebody_may_belong_to_it(world: World) {
    let (one, two) = (member(&world).await, member(&world).await);
    let record = ration(&world, one).await;
    let other = casework::Ctx { source: "town".into(), ..world.ctx("desk") };
    let amend = casework::PersonCommand::Amend { person: two, fields: fields(&[("household.id", "H-7")]) };
    world.store.submit(other, amend).await.unwrap();
    forget(&world, one).await;
    assert_eq!(listed(&world, all()).await, [record], "two may live there");
    forget(&world, two).await;
    assert!(listed(&world, all()).await.is_empty());
    world.store.verify_views(|_| ()).await.unwrap();
}
