//! Rows beside the journal, the index of reads and people's rows, put back or emptied by somebody who writes the database
//! and has no key: each is found by the sums that the head bears, and whoever would act on it is refused.

use casework::{AuditCommand, PersonCommand};
use model::{FieldKey, Timestamp};
use store::{Beside, Differs, ReadError, Store, VerifyError, WriteError};

use crate::raw::Raw;
use crate::world::{World, fields, open};

/// Keeps what lies beside the journal now, for [`put_back`].
async fn copied(raw: &mut Raw) {
    raw.run("CREATE TABLE older AS SELECT * FROM beside", 0, &[]).await;
}

async fn put_back(raw: &mut Raw) {
    raw.run("DELETE FROM beside", 0, &[]).await;
    raw.run("INSERT INTO beside SELECT * FROM older", 0, &[]).await;
}

async fn finds(store: &Store, expect: Option<Differs>) {
    let found = match store.verify_rows().await {
        Ok(()) => None,
        Err(VerifyError::Derived(differs)) => Some(differs),
        Err(other) => panic!("{other}"),
    };
    assert_eq!(found, expect);
}

async fn kept(store: &Store, kind: Beside) -> Result<Option<u64>, ReadError> {
    store.kept(kind, b"one").await
}

pub async fn a_session_that_ended_does_not_come_back(world: World) {
    world.store.keep(Beside::Session, b"one", &1u64).await.unwrap();
    world.store.keep(Beside::Credential, b"one", &7u64).await.unwrap();
    let mut raw = Raw::of(&world.config).await;
    copied(&mut raw).await;
    world.store.remove(Beside::Session, &[b"one".to_vec()]).await.unwrap();
    finds(&world.store, None).await;
    put_back(&mut raw).await;
    finds(&world.store, Some(Differs::Beside(Beside::Session))).await;
    assert_eq!(kept(&world.store, Beside::Session).await.unwrap(), None, "who runs knows that it ended");
    let world = world.reopened().await;
    let refused = kept(&world.store, Beside::Session).await;
    assert!(matches!(refused, Err(ReadError::Beside(Beside::Session))), "{refused:?}");
    let refused = world.store.keep(Beside::Session, b"two", &1u64).await;
    assert!(matches!(refused, Err(WriteError::Beside(Beside::Session))), "{refused:?}");
    assert_eq!(kept(&world.store, Beside::Credential).await.unwrap(), Some(7), "other kinds are read");
    world.store.rebuild_views().await.unwrap();
    finds(&world.store, None).await;
    assert_eq!(kept(&world.store, Beside::Session).await.unwrap(), None);
    assert_eq!(kept(&world.store, Beside::Credential).await.unwrap(), Some(7));
}

pub async fn what_was_claimed_once_is_not_claimed_again_where_the_claim_was_taken_out(world: World) {
    world.store.keep_first(Beside::Claim, b"one", &1u64).await.unwrap();
    let mut raw = Raw::of(&world.config).await;
    raw.run("DELETE FROM beside WHERE kind = 'claim'", 0, &[]).await;
    // Here the first one stands; elsewhere nobody says that there was none.
    world.store.keep_first(Beside::Claim, b"one", &2u64).await.unwrap();
    assert_eq!(kept(&world.store, Beside::Claim).await.unwrap(), Some(1));
    let world = world.reopened().await;
    let refused = world.store.keep_first(Beside::Claim, b"one", &2u64).await;
    assert!(matches!(refused, Err(WriteError::Beside(Beside::Claim))), "{refused:?}");
    finds(&world.store, Some(Differs::Beside(Beside::Claim))).await;
}

pub async fn a_row_that_is_not_the_one_written_last_is_not_written_over(world: World) {
    world.store.keep(Beside::Session, b"one", &1u64).await.unwrap();
    let mut raw = Raw::of(&world.config).await;
    copied(&mut raw).await;
    world.store.keep(Beside::Session, b"one", &2u64).await.unwrap();
    put_back(&mut raw).await;
    let refused = world.store.keep(Beside::Session, b"one", &3u64).await;
    assert!(matches!(refused, Err(WriteError::Beside(Beside::Session))), "{refused:?}");
    assert_eq!(kept(&world.store, Beside::Session).await.unwrap(), Some(2));
    world.store.keep(Beside::Browser, b"one", &1u64).await.unwrap();
    finds(&world.store, Some(Differs::Beside(Beside::Session))).await;
}

pub async fn failed_attempts_are_not_forgotten_by_an_emptied_table(world: World) {
    world.store.note_attempt("desk", Timestamp(7)).await.unwrap();
    world.store.note_attempt("desk", Timestamp(8)).await.unwrap();
    let mut raw = Raw::of(&world.config).await;
    raw.run("DELETE FROM beside", 0, &[]).await;
    assert_eq!(world.store.attempts("desk").await.unwrap().failures, 2);
    let refused = world.store.note_attempt("desk", Timestamp(9)).await;
    assert!(matches!(refused, Err(ReadError::Beside(Beside::Attempt))), "{refused:?}");
    let world = world.reopened().await;
    let refused = world.store.attempts("desk").await;
    assert!(matches!(refused, Err(ReadError::Beside(Beside::Attempt))), "{refused:?}");
    finds(&world.store, Some(Differs::Beside(Beside::Attempt))).await;
    world.store.rebuild_views().await.unwrap();
    finds(&world.store, None).await;
    assert_eq!(world.store.attempts("desk").await.unwrap().failures, 0);
}

pub async fn an_older_ledger_is_refused_until_the_newest_is_there_again(world: World) {
    world.store.keep(Beside::Release, b"one", &1u64).await.unwrap();
    let mut raw = Raw::of(&world.config).await;
    copied(&mut raw).await;
    world.store.keep(Beside::Release, b"one", &2u64).await.unwrap();
    raw.run("CREATE TABLE newest AS SELECT * FROM beside", 0, &[]).await;
    put_back(&mut raw).await;
    let world = world.reopened().await;
    for _ in 0..2 {
        let refused = kept(&world.store, Beside::Release).await;
        assert!(matches!(refused, Err(ReadError::Beside(Beside::Release))), "{refused:?}");
        finds(&world.store, Some(Differs::Beside(Beside::Release))).await;
        world.store.rebuild_views().await.unwrap();
    }
    raw.run("DELETE FROM beside", 0, &[]).await;
    raw.run("INSERT INTO beside SELECT * FROM newest", 0, &[]).await;
    assert_eq!(kept(&world.store, Beside::Release).await.unwrap(), Some(2));
    finds(&world.store, None).await;
}

pub async fn a_head_that_goes_back_under_who_runs_is_refused(world: World) {
    world.store.keep(Beside::Session, b"one", &1u64).await.unwrap();
    let mut raw = Raw::of(&world.config).await;
    copied(&mut raw).await;
    raw.run("CREATE TABLE older_head AS SELECT * FROM head", 0, &[]).await;
    world.store.remove(Beside::Session, &[b"one".to_vec()]).await.unwrap();
    put_back(&mut raw).await;
    raw.run("DELETE FROM head", 0, &[]).await;
    raw.run("INSERT INTO head SELECT * FROM older_head", 0, &[]).await;
    let refused = kept(&world.store, Beside::Session).await;
    assert!(matches!(refused, Err(ReadError::Head(WriteError::Behind))), "{refused:?}");
    let refused = world.store.keep(Beside::Session, b"two", &1u64).await;
    assert!(matches!(refused, Err(WriteError::Behind)), "{refused:?}");
    let register = PersonCommand::Register { person: crate::world::new_id(), synthetic: true, fields: fields(&[]) };
    assert!(world.store.submit(world.ctx("desk"), register).await.is_err());
    // Whoever opens it anew has nothing to hold it against: the ADR says so.
    let world = world.reopened().await;
    assert_eq!(kept(&world.store, Beside::Session).await.unwrap(), Some(1));
}

pub async fn what_another_process_keeps_is_seen_at_once(world: World) {
    let other = open(&world.config, world.clock.clone()).await;
    for number in 0..4u64 {
        let (here, there) = if number % 2 == 0 { (&world.store, &other) } else { (&other, &world.store) };
        here.keep(Beside::Session, b"one", &number).await.unwrap();
        assert_eq!(kept(there, Beside::Session).await.unwrap(), Some(number));
        there.note_attempt("desk", Timestamp(7)).await.unwrap();
        assert_eq!(u64::from(here.attempts("desk").await.unwrap().failures), number + 1);
    }
    finds(&other, None).await;
    other.close().await;
}

pub async fn an_index_of_reads_that_was_emptied_is_found(world: World) {
    let person = world.register(fields(&[("sex", "F")])).await;
    let other = world.register(fields(&[("sex", "F")])).await;
    for read in [person, other] {
        let read = AuditCommand::Reads { people: vec![read], fields: vec![FieldKey::of("sex")] };
        world.submit("desk", read).await;
    }
    finds(&world.store, None).await;
    let mut raw = Raw::of(&world.config).await;
    raw.run("DELETE FROM read_log", 0, &[]).await;
    finds(&world.store, Some(Differs::Reads)).await;
    world.store.rebuild_views().await.unwrap();
    finds(&world.store, None).await;
    let proposal = world.ask_to_forget(person).await;
    world.store.forget(world.ctx("admin"), vec![proposal]).await.unwrap();
    finds(&world.store, None).await;
    raw.run("UPDATE read_log SET seq = seq + 1", 0, &[]).await;
    finds(&world.store, Some(Differs::Reads)).await;
}

pub async fn an_older_row_of_a_person_is_found_without_folding(world: World) {
    let person = world.register(fields(&[("sex", "F")])).await;
    let mut raw = Raw::of(&world.config).await;
    let older = raw.bytes("SELECT sealed FROM person").await;
    world.submit("desk", PersonCommand::Amend { person, fields: fields(&[("sex", "X")]) }).await;
    finds(&world.store, None).await;
    raw.run("UPDATE person SET sealed = $2", 0, &older).await;
    finds(&world.store, Some(Differs::People)).await;
    // Going on from it does not cover it up.
    let world = world.reopened().await;
    world.submit("desk", PersonCommand::Amend { person, fields: fields(&[("sex", "M")]) }).await;
    finds(&world.store, Some(Differs::People)).await;
    world.store.rebuild_views().await.unwrap();
    finds(&world.store, None).await;
    raw.run("DELETE FROM person", 0, &[]).await;
    finds(&world.store, Some(Differs::People)).await;
}
