//! Forgetting, as somebody sees it who has the disk: before, after, and with an old backup.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use casework::{Command, Refusal};
use journal::{Body, OpenedPart, Subject};
use store::{Config, ForgetError, Page, Store, Topic};

use crate::raw::Raw;
use crate::scan::{Canary, scan};
use crate::world::{World, everybody, fields, new_id, randomness};

const ALL: Page = Page { skip: 0, limit: 100 };

#[track_caller]
fn refused<T: std::fmt::Debug>(outcome: Result<T, ForgetError>, expected: &Refusal) {
    match outcome {
        Err(ForgetError::Refused(refusal)) => assert_eq!(&refusal, expected),
        other => panic!("{other:?}"),
    }
}

pub async fn nobody_is_forgotten_without_two_approvals_or_under_a_hold(world: World) {
    let person = world.register(fields(&[("name.full", "Amina Diallo")])).await;
    let forget = async |request| world.store.forget(world.ctx("admin"), vec![request]).await;
    let request = new_id();
    refused(forget(request).await, &Refusal::NotFound);
    world.submit("chief", Command::AskForget { request, person }).await;
    refused(forget(request).await, &Refusal::NeedsAnotherPerson);
    world.submit("officer", Command::ApproveForget { request }).await;
    refused(forget(request).await, &Refusal::NeedsAnotherPerson);
    world.submit("admin", Command::ApproveForget { request }).await;
    let hold = |held| Command::HoldPerson { person, reference: "court 12/26".into(), held };
    world.submit("officer", hold(true)).await;
    refused(forget(request).await, &Refusal::Held);
    assert!(world.store.person(&everybody(), person).await.unwrap().is_some());
    world.submit("officer", hold(false)).await;
    assert_eq!(forget(request).await.unwrap().people, [person]);
    refused(forget(request).await, &Refusal::ExistsAlready);
}

pub async fn a_forgotten_person_is_gone_and_the_chain_verifies(world: World) {
    let said = [("name.full", "Amina Diallo"), ("sex", "F"), ("household.id", "H-9"), ("household.size", "3")];
    let person = world.register(fields(&said)).await;
    let other = world.register(fields(&[("name.full", "Omar Diallo"), ("sex", "M"), ("household.id", "H-2")])).await;
    let before = world.store.person(&everybody(), other).await.unwrap();
    let request = world.ask_to_forget(person).await;
    let done = world.store.forget(world.ctx("admin"), vec![request]).await.unwrap();
    // The other person's and the instance's own; the first household went with its only member.
    assert_eq!((done.people, done.keys), (vec![person], 2));
    let world = world.reopened().await;
    let store = &world.store;
    assert_eq!(store.person(&everybody(), person).await.unwrap(), None);
    assert_eq!(store.search(&everybody(), "amina", ALL).await.unwrap(), []);
    assert_eq!(store.counts(&everybody(), "sex").await.unwrap(), [("M".to_owned(), 1)]);
    assert_eq!(store.person(&everybody(), other).await.unwrap(), before);
    let told = store.outbox(100).await.unwrap();
    let told: Vec<_> = told.iter().filter(|entry| entry.person == person).map(|entry| entry.topic).collect();
    assert_eq!(told, [Topic::PersonForgotten]);
    let facts = store.verify(vec![], |_| ()).await.unwrap().facts;
    let mut raw = Raw::of(&world.config).await;
    let derived = raw.derived().await;
    assert_eq!(store.rebuild_views().await.unwrap(), facts);
    assert_eq!(raw.derived().await, derived, "what is gone does not come back");
    assert!(store.instance().await.unwrap().requests[&request].done);
    let again = world.register(fields(&[("name.full", "Amina Diallo")])).await;
    assert_eq!(store.search(&everybody(), "amina", ALL).await.unwrap()[0].id, again, "the instance goes on");
}

pub async fn a_households_key_goes_with_its_last_member(world: World) {
    let member = || world.register(fields(&[("household.id", "H-9"), ("household.size", "2")]));
    let (one, two) = (member().await, member().await);
    let mut forgotten = vec![];
    for person in [one, two] {
        let request = world.ask_to_forget(person).await;
        world.store.forget(world.ctx("admin"), vec![request]).await.unwrap();
        forgotten.push(household_parts(&world).await);
    }
    assert_eq!(forgotten, [vec![true, true], vec![false, false]], "whether each declared size is still readable");
}

/// Whether each part under a household's key can still be read, with the keys the instance has.
async fn household_parts(world: &World) -> Vec<bool> {
    world.store.rebuild_views().await.unwrap();
    let facts = world.store.facts(0, 1000).await.unwrap();
    let parts = facts.iter().flat_map(|fact| &fact.parts);
    parts
        .filter_map(|part| match part {
            OpenedPart::Open(part) => matches!(part.subject, Subject::Household(_)).then_some(true),
            OpenedPart::Forgotten(Subject::Household(_)) => Some(false),
            _ => None,
        })
        .collect()
}

pub async fn a_forgetting_cut_short_is_finished_when_the_instance_is_opened(world: World) {
    let person = world.register(fields(&[("name.full", "Amina Diallo")])).await;
    let other = world.register(fields(&[("name.full", "Omar Diallo")])).await;
    let mut raw = Raw::of(&world.config).await;
    // What a crash leaves between the first transaction and the re-wrapping.
    let subject = serde_json::to_string(&Subject::Person(person)).unwrap();
    let note = "INSERT INTO forgetting (subject, seq) VALUES (CAST($2 AS TEXT), $1)";
    let note_postgres = "INSERT INTO forgetting (subject, seq) VALUES (convert_from($2, 'UTF8'), $1)";
    let note = if matches!(raw, Raw::Sqlite(_)) { note } else { note_postgres };
    raw.run(note, 8, subject.as_bytes()).await;
    drop(raw);
    let world = world.reopened().await;
    assert_eq!(world.store.person(&everybody(), person).await.unwrap(), None);
    assert!(world.store.person(&everybody(), other).await.unwrap().is_some());
    let last = world.store.facts(0, 1000).await.unwrap().pop().unwrap();
    let rewrapped =
        |part: &OpenedPart| matches!(part, OpenedPart::Open(part) if part.body == Body::KeysRewrapped { keys: 2 });
    assert!(last.parts.iter().any(rewrapped));
    let world = world.reopened().await;
    assert_eq!(world.store.verify(vec![], |_| ()).await.unwrap().facts, last.envelope.seq, "and only once");
}

/// SQLite only: here the files are the whole truth.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn after_forgetting_no_file_and_no_backup_gives_the_person_back() {
    let world = World::sqlite().await;
    let canaries = [Canary::new("Zzamina Ququdiallo"), Canary::new("+99 700 555 0123"), Canary::new("PP-77-QXZW-19")];
    let said = [("name.full", canaries[0].text()), ("contact.phone", canaries[1].text())];
    let person = world.register(fields(&said)).await;
    world.register(fields(&[("name.full", "Omar Diallo")])).await;
    let note = fields(&[("document.number", canaries[2].text())]);
    world.submit("desk", Command::AmendPerson { person, fields: note }).await;
    let request = world.ask_to_forget(person).await;
    let world = world.reopened().await;
    let backup = tempfile::tempdir().unwrap();
    copy(world.dir(), backup.path());
    let sealed = sealed_view(world.dir()).await;
    assert_eq!(scan(world.dir(), &[Canary::of_bytes(&sealed)]).len(), 1, "the sealed view is in the files");
    world.store.forget(world.ctx("admin"), vec![request]).await.unwrap();
    assert_eq!(scan(world.dir(), &[Canary::of_bytes(&sealed)]), [] as [String; 0], "not even as ciphertext");
    assert_eq!(scan(world.dir(), &canaries), [] as [String; 0]);
    // The old journal with today's keys: views are there, and nothing opens them.
    let (clock, dir) = (world.clock.clone(), world.dir().to_owned());
    world.store.clone().close().await;
    let mixed = tempfile::tempdir().unwrap();
    copy(&dir, mixed.path());
    fs::copy(backup.path().join("journal.db"), mixed.path().join("journal.db")).unwrap();
    let store = Store::open(&Config::sqlite(mixed.path()), clock.clone(), randomness).await.unwrap();
    assert_eq!(store.person(&everybody(), person).await.unwrap(), None);
    store.rebuild_views().await.unwrap();
    assert_eq!(store.count(&everybody(), &[]).await.unwrap(), 1);
    store.close().await;
    // The old keys with today's instance key: nothing opens at all.
    fs::copy(backup.path().join("keys.db"), mixed.path().join("keys.db")).unwrap();
    assert!(Store::open(&Config::sqlite(mixed.path()), Arc::clone(&clock) as _, randomness).await.is_err());
    drop(world);
}

async fn sealed_view(dir: &Path) -> Vec<u8> {
    let mut raw = Raw::file(&dir.join("journal.db")).await;
    let Raw::Sqlite(conn) = &mut raw else { unreachable!() };
    let newest = "SELECT sealed FROM person ORDER BY version DESC LIMIT 1";
    sqlx::query_scalar(newest).fetch_one(conn).await.unwrap()
}

fn copy(from: &Path, to: &Path) {
    for file in fs::read_dir(from).unwrap().flatten().filter(|file| file.path().is_file()) {
        fs::copy(file.path(), to.join(file.file_name())).unwrap();
    }
}
