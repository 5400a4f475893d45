//! Forgetting, as somebody sees it who has the disk: before, after, and with an old backup.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use casework::{PersonCommand, ProposalCommand, Refusal};
use journal::{Body, Motion, OpenedPart, Subject};
use model::{Clock, FieldKey};
use store::{
    Config, DamagedRow, Differs, Filter, ForgetError, Lost, Page, ReadError, Store, Topic, VerifyError, WriteError,
};

use crate::raw::Raw;
use crate::scan::{Canary, scan};
use crate::world::{CONTROLLER, MINISTRY, World, all, everybody, fields, new_id, open, randomness};

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
    let forget = async |proposal| world.store.forget(world.ctx("admin"), vec![proposal]).await;
    refused(forget(new_id()).await, &Refusal::NotFound);
    let proposal = world.agree("chief", &[], Motion::Forget { person }).await;
    let approve = || ProposalCommand::Vote { proposal, approve: true, reason: "it was her".into() };
    refused(forget(proposal).await, &Refusal::NeedsAnotherPerson);
    world.submit("officer", approve()).await;
    refused(forget(proposal).await, &Refusal::NeedsAnotherPerson);
    world.submit("admin", approve()).await;
    world.submit("officer", PersonCommand::Hold { person, reference: "court 12/26".into() }).await;
    refused(forget(proposal).await, &Refusal::Held);
    assert!(world.store.person(&everybody(), person).await.unwrap().is_some());
    let lift = Motion::LiftHold { person, reference: "court 12/26 ended".into() };
    world.agree("chief", &["officer"], lift).await;
    assert_eq!(forget(proposal).await.unwrap().people, [person]);
    refused(forget(proposal).await, &Refusal::ExistsAlready);
}

pub async fn a_forgotten_person_is_gone_and_the_chain_verifies(world: World) {
    let said = [("name.full", "Amina Diallo"), ("sex", "F"), ("household.id", "H-9"), ("household.size", "3")];
    let person = world.register(fields(&said)).await;
    let other = world.register(fields(&[("name.full", "Omar Diallo"), ("sex", "M"), ("household.id", "H-2")])).await;
    let before = world.store.person(&everybody(), other).await.unwrap();
    let request = world.ask_to_forget(person).await;
    let done = world.store.forget(world.ctx("admin"), vec![request]).await.unwrap();
    // The other person's and the instance's own; the first household went with its only member.
    assert_eq!((done.people, done.rings), (vec![person], Some(2)));
    let world = world.reopened().await;
    let store = &world.store;
    assert_eq!(store.person(&everybody(), person).await.unwrap(), None);
    assert_eq!(store.search(&everybody(), "amina", ALL).await.unwrap(), []);
    let women = Filter { field: FieldKey::of("sex"), any_of: vec!["F".into()] };
    assert_eq!((store.count(&all(), &[women]).await.unwrap(), store.count(&all(), &[]).await.unwrap()), (0, 1));
    assert_eq!(store.person(&everybody(), other).await.unwrap(), before);
    let told = store.outbox(0, 100).await.unwrap();
    let told: Vec<_> = told.iter().filter(|entry| entry.person == person).map(|entry| entry.topic).collect();
    assert_eq!(told.last(), Some(&Topic::PersonForgotten));
    let facts = store.verify(vec![], |_| ()).await.unwrap().facts;
    let mut raw = Raw::of(&world.config).await;
    let derived = raw.derived().await;
    assert_eq!(store.rebuild_views().await.unwrap(), facts);
    assert_eq!(raw.derived().await, derived, "what is gone does not come back");
    assert!(store.instance().await.unwrap().proposals[&request].end.is_some());
    let again = world.register(fields(&[("name.full", "Amina Diallo")])).await;
    assert_eq!(store.search(&everybody(), "amina", ALL).await.unwrap()[0].id, again, "the instance goes on");
}

/// A key store that is older than the facts, or half of one: nobody is left out of rows that are folded anew without a word.
pub async fn nobody_is_left_out_whose_key_is_lost(world: World) {
    let (kept, forgotten) = (world.register(fields(&[("sex", "F")])).await, world.register(fields(&[])).await);
    let request = world.ask_to_forget(forgotten).await;
    world.store.forget(world.ctx("admin"), vec![request]).await.unwrap();
    let mut keys = Raw::keys(&world.config).await;
    keys.run("CREATE TABLE older AS SELECT * FROM ring", 0, &[]).await;
    for _ in 0..2 {
        world.register(fields(&[("sex", "M"), ("household.id", "H-9"), ("household.size", "2")])).await;
    }
    keys.run("CREATE TABLE newer AS SELECT * FROM ring WHERE slot NOT IN (SELECT slot FROM older)", 0, &[]).await;
    keys.run("DELETE FROM ring WHERE slot IN (SELECT slot FROM newer)", 0, &[]).await;
    let world = world.reopened().await;
    let store = &world.store;
    let lost = Lost { people: 2, households: 1 };
    let found = store.verify_views(|_| ()).await.unwrap_err();
    assert!(matches!(found, VerifyError::Derived(Differs::Lost(found)) if found == lost), "{found}");
    let mut raw = Raw::of(&world.config).await;
    let rows = raw.derived().await;
    for named in [0, 1, 2, 4] {
        let refused = store.rebuild_views_without(named).await;
        assert!(matches!(refused, Err(WriteError::Lost(found)) if found == lost), "{named}: {refused:?}");
    }
    assert_eq!(raw.derived().await, rows, "nothing was dropped");
    // Another schema folds rows anew too, unasked.
    let other = store
        .use_rules(
            crate::contract::changed_schema(|field| field.facet |= field.name == "birth_date"),
            std::sync::Arc::default(),
            crate::world::digest(),
        )
        .await;
    assert!(matches!(other, Err(WriteError::Lost(_))), "{other:?}");
    store
        .use_rules(std::sync::Arc::new(crate::world::schema()), std::sync::Arc::default(), crate::world::digest())
        .await
        .unwrap();
    // Brought back, they are all there.
    keys.run("INSERT INTO ring SELECT * FROM newer", 0, &[]).await;
    store.rebuild_views().await.unwrap();
    store.verify_views(|_| ()).await.unwrap();
    assert_eq!(store.count(&all(), &[]).await.unwrap(), 3);
    keys.run("DELETE FROM ring WHERE slot IN (SELECT slot FROM newer)", 0, &[]).await;
    let world = world.reopened().await;
    let store = &world.store;
    store.rebuild_views_without(3).await.unwrap();
    assert_eq!(
        store.people(&everybody(), &[], ALL).await.unwrap().iter().map(|one| one.id).collect::<Vec<_>>(),
        [kept]
    );
    // Who was given up once is not asked for again.
    store.rebuild_views().await.unwrap();
    store.verify_views(|_| ()).await.unwrap();
}

/// The register's next file still has them: a keyed trace says that they were forgotten, for as long as traces are kept.
pub async fn who_was_forgotten_leaves_a_trace_of_the_registers_id(world: World) {
    let said = [("external.system", "north"), ("external.id", "G-1"), ("name.full", "Amina Diallo")];
    let person = world.register(fields(&said)).await;
    let traces = async |world: &World, days: i64| {
        let now = model::Timestamp(world.clock.now().0 + days * 86_400_000_000);
        world.store.traces(now).await.unwrap()
    };
    assert!(!traces(&world, 0).await.of_register(CONTROLLER, "north", "G-1"));
    let request = world.ask_to_forget(person).await;
    world.store.forget(world.ctx("admin"), vec![request]).await.unwrap();
    let world = world.reopened().await;
    let left = traces(&world, 0).await;
    assert!(left.of_register(CONTROLLER, "north", "\u{200b}G-1 ") && left.of_person(person));
    assert!(!left.of_register(CONTROLLER, "south", "G-1") && !left.of_register(MINISTRY, "north", "G-1"));
    let years = 366 * store::TRACE_YEARS;
    assert!(traces(&world, years - 1).await.of_person(person));
    assert!(!traces(&world, years + 1).await.of_person(person));
    assert!(!traces(&world, 0).await.of_person(person), "what was kept long enough is removed");
}

/// A row from before a legal hold, put back, does not lift it: what is destroyed hangs on facts.
pub async fn a_hold_holds_though_an_older_row_is_put_back(world: World) {
    let person = world.register(fields(&[("name.full", "Amina Diallo")])).await;
    let mut raw = Raw::of(&world.config).await;
    let before = raw.bytes("SELECT sealed FROM person").await;
    world.submit("chief", PersonCommand::Hold { person, reference: "order 7".into() }).await;
    raw.run("UPDATE person SET sealed = $2", 0, &before).await;
    let world = world.reopened().await;
    let request = world.ask_to_forget(person).await;
    let done = world.store.forget(world.ctx("admin"), vec![request]).await;
    assert!(matches!(done, Err(ForgetError::Write(_))), "{done:?}");
    world.store.rebuild_views().await.unwrap();
    let refused = world.store.forget(world.ctx("admin"), vec![request]).await;
    assert!(matches!(refused, Err(ForgetError::Refused(Refusal::Held))), "{refused:?}");
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

/// What a crash leaves between the first transaction and the change of the instance key: the note that a ring is to go.
async fn cut_short(world: World) -> (World, model::Id, model::Id) {
    let person = world.register(fields(&[("name.full", "Amina Diallo")])).await;
    let other = world.register(fields(&[("name.full", "Omar Diallo")])).await;
    let proposal = world.ask_to_forget(person).await;
    // A process that holds the lock on the instance key keeps this one from finishing.
    let lock = fs::File::create(world.dir().join("instance.key.lock")).unwrap();
    lock.lock().unwrap();
    let done = world.store.forget(world.ctx("admin"), vec![proposal]).await.unwrap();
    assert_eq!((done.people, done.rings), (vec![person], None));
    (world, person, other)
}

pub async fn a_forgetting_cut_short_is_finished_when_the_instance_is_opened(world: World) {
    let (world, person, other) = cut_short(world).await;
    assert_eq!(world.store.person(&everybody(), person).await.unwrap(), None, "nobody reads them from then on");
    let opened = world.store.facts(0, 1000).await.unwrap();
    let forgotten = OpenedPart::Forgotten(Subject::Owner(person));
    assert!(opened.iter().flat_map(|fact| &fact.parts).any(|part| *part == forgotten), "though the ring is there");
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

pub async fn while_keys_are_wrapped_anew_everybody_writes_and_reads(world: World) {
    let mut people = vec![];
    for _ in 0..40 {
        let batch = (0..100).map(|_| world.register(fields(&[("name.full", "Amina Diallo"), ("sex", "F")])));
        people.extend(futures::future::join_all(batch).await);
    }
    let proposal = world.ask_to_forget(people[0]).await;
    let second = open(&world.config, world.clock.clone()).await;
    let forget = world.store.forget(world.ctx("admin"), vec![proposal]);
    let work = async {
        let mut written = vec![];
        for step in 1..60 {
            // Both processes go on: the one whose key changes, and the one that must notice.
            let store = if step % 2 == 0 { &world.store } else { &second };
            let (person, fields) = (new_id(), fields(&[("sex", "X")]));
            let register = PersonCommand::Register { person, synthetic: true, fields };
            store.submit(world.ctx("desk"), register).await.unwrap();
            written.push(person);
            assert!(store.person(&everybody(), people[step * 50]).await.unwrap().is_some());
        }
        written
    };
    let (done, written) = tokio::join!(forget, work);
    assert_eq!(done.unwrap().people, [people[0]]);
    second.close().await;
    let world = world.reopened().await;
    for person in written.iter().chain(&people[1..]) {
        assert!(world.store.person(&everybody(), *person).await.unwrap().is_some(), "every ring is there");
    }
    assert_eq!(world.store.person(&everybody(), people[0]).await.unwrap(), None);
    world.store.verify_views(|_| ()).await.unwrap();
}

/// Somebody is forgotten while an earlier change of the instance key, which carried their ring over, was cut short: their
/// ring lies under the new key too, and goes with the next.
pub async fn a_change_of_the_instance_key_goes_on_where_it_was_cut_short(world: World) {
    let (world, first, other) = cut_short(world).await;
    let (config, clock, dir) = (world.config.clone(), world.clock.clone(), world.dir().to_owned());
    // The next key is named and some rings carried over by hand, as a process does that is killed in the middle.
    let before = world.store.verify(vec![], |_| ()).await.unwrap().facts;
    world.store.clone().close().await;
    half_way(&config, &dir).await;
    let store = open(&config, clock).await;
    assert!(store.verify(vec![], |_| ()).await.unwrap().facts > before);
    assert_eq!(store.person(&everybody(), first).await.unwrap(), None);
    assert!(store.person(&everybody(), other).await.unwrap().is_some());
    assert!(!dir.join("instance.key.next").exists());
    store.close().await;
    drop(world);
}

/// Lays the next key beside the one in force and names it, as the first step of a change does.
async fn half_way(config: &Config, dir: &Path) {
    let key = "onward instance key 1\n2\n".to_owned() + &"7a".repeat(32) + "\n";
    fs::write(dir.join("instance.key.next"), key).unwrap();
    let mut raw = Raw::keys(config).await;
    raw.run("UPDATE wrapping SET previous = generation, generation = generation + 1", 0, &[]).await;
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
    world.submit("desk", PersonCommand::Amend { person, fields: note }).await;
    let request = world.ask_to_forget(person).await;
    let world = world.reopened().await;
    let backup = tempfile::tempdir().unwrap();
    copy(world.dir(), backup.path());
    let sealed = sealed_rows(world.dir()).await;
    let in_files = |row: &Vec<u8>| !scan(world.dir(), &[Canary::of_bytes(row)]).is_empty();
    assert!(sealed.len() == 2 && sealed.iter().all(in_files), "sealed rows are in the files");
    world.store.forget(world.ctx("admin"), vec![request]).await.unwrap();
    let left = sealed_rows(world.dir()).await;
    let gone: Vec<&Vec<u8>> = sealed.iter().filter(|row| !left.contains(row)).collect();
    assert_eq!((gone.len(), left.len()), (1, 1));
    assert!(!in_files(gone[0]), "not even as ciphertext");
    assert_eq!(scan(world.dir(), &canaries), [] as [String; 0]);
    // The old journal with today's keys: views are there, nothing opens them, and that is said until they are made anew.
    let (clock, dir) = (world.clock.clone(), world.dir().to_owned());
    world.store.clone().close().await;
    let mixed = tempfile::tempdir().unwrap();
    copy(&dir, mixed.path());
    fs::copy(backup.path().join("journal.db"), mixed.path().join("journal.db")).unwrap();
    let store = open(&Config::sqlite(mixed.path()), clock.clone()).await;
    let read = store.person(&everybody(), person).await;
    assert!(matches!(read, Err(ReadError::Row(DamagedRow::NoKey))), "{read:?}");
    let lost = store.rebuild_views().await;
    assert!(matches!(lost, Err(WriteError::Lost(Lost { people: 1, households: 0 }))), "{lost:?}");
    store.rebuild_views_without(1).await.unwrap();
    assert_eq!(store.person(&everybody(), person).await.unwrap(), None);
    assert_eq!(store.count(&all(), &[]).await.unwrap(), 1);
    store.close().await;
    // The old keys with today's instance key: nothing opens at all.
    fs::copy(backup.path().join("keys.db"), mixed.path().join("keys.db")).unwrap();
    assert!(Store::open(&Config::sqlite(mixed.path()), Arc::clone(&clock) as _, randomness).await.is_err());
    drop(world);
}

async fn sealed_rows(dir: &Path) -> Vec<Vec<u8>> {
    let mut raw = Raw::file(&dir.join("journal.db")).await;
    let Raw::Sqlite(conn) = &mut raw else { unreachable!() };
    sqlx::query_scalar("SELECT sealed FROM person").fetch_all(conn).await.unwrap()
}

pub fn copy(from: &Path, to: &Path) {
    for file in fs::read_dir(from).unwrap().flatten().filter(|file| file.path().is_file()) {
        fs::copy(file.path(), to.join(file.file_name())).unwrap();
    }
}
