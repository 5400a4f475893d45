//! Places, stored: what owns itself is found as what it is and never among people; two writers never give one bed twice; lines
//! outlive who was in them; and views come again from the facts byte for byte.

use std::collections::BTreeSet;

use casework::{LineState, ListReader, PlaceAsked, Places, RecordAsked, RecordCommand, Refusal, Scope};
use futures::future::join_all;
use journal::Act;
use model::{About, FieldKey, Id};
use store::{Among, Page, RecordShelf, Sight, SubmitError};

use crate::raw::Raw;
use crate::world::{CONTROLLER, World, all, everybody, fields, fields_of, new_id, open};

const ALL: Page = Page { skip: 0, limit: 1000 };

fn reader() -> ListReader {
    ListReader {
        account: "desk".into(),
        controller: CONTROLLER.into(),
        supervises: BTreeSet::new(),
        hears_of: BTreeSet::new(),
    }
}

/// Somebody who reads what owns itself, and nobody.
pub fn of_itself() -> Sight {
    Sight { itself: all(), ..Sight::of(Scope::Nothing) }
}

pub async fn inn(world: &World, beds: u32) -> Id {
    let id = new_id();
    let fields = fields_of("inn", &[("inn.beds", &beds.to_string())]);
    world.submit("chief", RecordCommand { owner: id, record: id, asked: open_of("inn", fields) }).await;
    id
}

pub fn open_of(kind: &str, fields: casework::Fields) -> RecordAsked {
    RecordAsked::Open { kind: kind.into(), fields }
}

/// A person with a record of a night at an inn.
pub async fn guest(world: &World, inn: Id) -> RecordCommand {
    let owner = world.register(fields(&[])).await;
    nights(world, (owner, inn), ["2030-01-01", "2030-01-02"]).await
}

/// A record of nights of somebody at an inn.
pub async fn nights(world: &World, (owner, inn): (Id, Id), [from, until]: [&str; 2]) -> RecordCommand {
    let leads = inn.to_string();
    let pairs = [("night.inn", leads.as_str()), ("night.from", from), ("night.until", until)];
    let opened = RecordCommand { owner, record: new_id(), asked: open_of("night", fields_of("night", &pairs)) };
    world.submit("counsellor", opened.clone()).await;
    opened
}

pub fn asked(of: &RecordCommand, asked: PlaceAsked) -> RecordCommand {
    RecordCommand { asked: RecordAsked::Place(asked), ..of.clone() }
}

fn reserve(of: &RecordCommand, or_wait: bool) -> RecordCommand {
    asked(of, PlaceAsked::Reserve { line: new_id(), or_wait })
}

async fn places(world: &World, inn: Id) -> Places {
    let there = world.store.owner(&of_itself(), inn).await.unwrap().unwrap();
    let now = world.ctx("chief").now;
    Places::of(&there.record(inn).unwrap(), FieldKey::of("inn.beds"), now, &model::Zone::utc())
}

pub fn of_state(places: &Places, state: LineState) -> usize {
    places.lines.iter().filter(|line| line.state == state).count()
}

pub async fn what_owns_itself_is_found_as_that_and_never_among_people(world: World) {
    let inn = inn(&world, 3).await;
    let guest = guest(&world, inn).await;
    let world = world.reopened().await;
    let store = &world.store;
    assert!(store.person(&everybody(), inn).await.unwrap().is_none());
    assert!(store.owner(&everybody(), inn).await.unwrap().is_none(), "a scope of people is none of places");
    assert!(store.owner(&of_itself(), guest.owner).await.unwrap().is_none());
    let there = store.owner_of_record(&of_itself(), inn).await.unwrap().unwrap();
    assert!(there.about == About::Itself && there.record(inn).unwrap().is_open());
    let ministry = Scope::Controller { controller: "ministry".into() };
    assert!(store.owner_of_record(&Sight { itself: ministry, ..of_itself() }, inn).await.unwrap().is_none());
    assert_eq!(store.count(&all(), &[]).await.unwrap(), 1);
    let people = store.people(&everybody(), &[], ALL).await.unwrap();
    assert_eq!(people.iter().map(|person| person.id).collect::<Vec<_>>(), [guest.owner]);
    let (snapshot, _) = store.snapshot(-1, 1000).await.unwrap();
    assert_eq!(snapshot.iter().map(|person| person.id).collect::<Vec<_>>(), [guest.owner]);
    assert!(store.snapshot_of(&[inn]).await.unwrap().is_empty());
    let shelf = |at: Option<Id>| RecordShelf {
        kind: "night".into(),
        open: true,
        among: at.map_or(Among::Every, Among::LeadingTo),
    };
    for (at, expect) in [(None, 1), (Some(inn), 1), (Some(guest.record), 0)] {
        let listed = store.records(&everybody(), &reader(), &shelf(at), ALL).await.unwrap();
        assert_eq!((listed.rows.len(), listed.unreadable), (expect, 0), "{at:?}");
    }
    let inns = RecordShelf { kind: "inn".into(), open: true, among: Among::Every };
    let listed = store.records(&Sight { itself: all(), ..Sight::of(all()) }, &reader(), &inns, ALL).await.unwrap();
    assert_eq!(listed.rows.into_iter().map(|(_, record)| record).collect::<Vec<_>>(), [inn]);
    let owners = store.owners(&Sight { itself: all(), ..everybody() }, &[inn, guest.owner, new_id()]).await.unwrap();
    assert_eq!(owners.len(), 2);
}

pub async fn two_writers_never_give_one_bed_twice(world: World) {
    let second = open(&world.config, world.clock.clone()).await;
    let (inn, mut guests) = (inn(&world, 5).await, vec![]);
    for _ in 0..24 {
        guests.push(guest(&world, inn).await);
    }
    let stores = [&world.store, &second];
    let ask =
        |(turn, of): (usize, &RecordCommand)| stores[turn % 2].submit(world.ctx("counsellor"), reserve(of, turn >= 12));
    let outcomes = join_all(guests.iter().enumerate().map(ask)).await;
    let full = |outcome: &Result<_, SubmitError>| matches!(outcome, Err(SubmitError::Refused(Refusal::NoPlace)));
    let refused = outcomes.iter().filter(|outcome| full(outcome)).count();
    assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count() + refused, 24);
    let now = places(&world, inn).await;
    assert_eq!((of_state(&now, LineState::Held), of_state(&now, LineState::Waits)), (5, 19 - refused));
    assert_eq!(now.free("2030-01-01".parse().unwrap()), Some(0));
    for store in stores {
        store.verify(vec![], |_| ()).await.unwrap();
        store.verify_views(|_| ()).await.unwrap();
    }
    second.close().await;
}

pub async fn lines_outlive_who_was_in_them_and_views_come_again_from_the_facts(world: World) {
    let inn = inn(&world, 2).await;
    let (leaves, stays) = (guest(&world, inn).await, guest(&world, inn).await);
    for of in [&leaves, &stays] {
        world.submit("counsellor", reserve(of, false)).await;
    }
    world.submit("counsellor", asked(&leaves, PlaceAsked::Fill { line: new_id(), on: None })).await;
    let request = world.ask_to_forget(leaves.owner).await;
    let forgotten = world.store.forget(world.ctx("admin"), vec![request]).await;
    assert!(forgotten.is_err(), "whoever is in a bed is not forgotten: {forgotten:?}");
    assert!(world.store.person(&everybody(), leaves.owner).await.unwrap().is_some());
    let close = RecordAsked::Act(Act::Closed { reason: "moved on".into() });
    world.submit("chief", RecordCommand { asked: close, ..leaves.clone() }).await;
    let lines = places(&world, inn).await.lines.len();
    let mut raw = Raw::of(&world.config).await;
    let before = raw.derived().await;
    world.store.rebuild_views().await.unwrap();
    assert_eq!(raw.derived().await, before, "rows follow from the facts alone");
    world.store.forget(world.ctx("admin"), vec![request]).await.unwrap();
    assert!(world.store.person(&everybody(), leaves.owner).await.unwrap().is_none());
    let after = places(&world, inn).await;
    assert_eq!((after.lines.len(), of_state(&after, LineState::Held)), (lines, 1), "lines stay, and name nobody");
    world.store.verify_views(|_| ()).await.unwrap();
    let derived = raw.derived().await;
    world.store.rebuild_views().await.unwrap();
    assert_eq!(raw.derived().await, derived);
}
