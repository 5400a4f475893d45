//! Somebody with records, two of them behind a wall, who sleeps in a house. Forgetting waits until they left. Then nothing of
//! them opens, an older copy of the journal included, and the board of a night that is over still says how many were there.

use std::fs;

use casework::{LineState, NightCount, PlaceAsked, Places, RecordCommand, Refusal};
use futures::future::join_all;
use model::{FieldKey, Id, Timestamp, Zone};
use store::{Config, DamagedRow, ForgetError, ReadError, SubmitError};

use crate::forget::copy;
use crate::founding::ctx;
use crate::places::{asked, inn, nights, of_itself, of_state, open_of};
use crate::world::{World, everybody, fields, fields_of, new_id, open};

const BEDS: u32 = 40;
/// The first night of all, and the morning on which they leave.
const STAY: [&str; 2] = ["2026-09-21", "2026-09-25"];
const DAY: i64 = 24 * Timestamp::HOUR;

/// So many days after the first night.
fn later(world: &World, account: &str, days: i64) -> casework::Ctx {
    let now = world.ctx(account).now;
    ctx(account, Timestamp(now.0 + days * DAY))
}

async fn lodged(world: &World, inn: Id) -> RecordCommand {
    let owner = world.register(fields(&[])).await;
    let of = nights(world, (owner, inn), STAY).await;
    world.submit("counsellor", asked(&of, PlaceAsked::Fill { line: new_id(), on: None })).await;
    of
}

/// Four records more: another stay, where they live, and two behind a wall.
async fn with_records(world: &World, inn: Id, of: &RecordCommand) -> Vec<Id> {
    let mut records = vec![of.record, nights(world, (of.owner, inn), ["2030-01-01", "2030-01-02"]).await.record];
    for kind in ["lodging", "hurt", "threat"] {
        let from = format!("{kind}.from");
        let said = fields_of(kind, &[(from.as_str(), "2026-09-01")]);
        let opened = RecordCommand { owner: of.owner, record: new_id(), asked: open_of(kind, said) };
        world.submit("counsellor", opened.clone()).await;
        records.push(opened.record);
    }
    records
}

/// What the board says of a night, a month later.
async fn board(world: &World, inn: Id, night: &str) -> (NightCount, Option<i64>, usize) {
    let there = world.store.owner(&of_itself(), inn).await.unwrap().unwrap();
    let now = later(world, "chief", 31).now;
    let places = Places::of(&there.record(inn).unwrap(), FieldKey::of("inn.beds"), now, &Zone::utc());
    let night = night.parse().unwrap();
    (places.on(night), places.free(night), of_state(&places, LineState::Freed))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_sleeps_in_a_house_is_forgotten_once_they_left_and_its_board_stands() {
    let world = World::sqlite().await;
    let inn = inn(&world, BEDS).await;
    let guests = join_all((0..BEDS).map(|_| lodged(&world, inn))).await;
    let of = &guests[0];
    let records = with_records(&world, inn, of).await;
    let full = NightCount { filled: BEDS.into(), ..NightCount::default() };
    let request = world.ask_to_forget(of.owner).await;
    for refused in [
        world.store.may_forget(vec![request]).await,
        world.store.forget(world.ctx("admin"), vec![request]).await.map(drop),
    ] {
        assert!(matches!(refused, Err(ForgetError::Refused(Refusal::InPlace))), "{refused:?}");
    }
    for record in &records {
        assert!(world.store.owner_of_record(&everybody(), *record).await.unwrap().is_some(), "nothing went meanwhile");
    }
    let left = PlaceAsked::Free { on: Some(STAY[1].parse().unwrap()) };
    let told: Result<_, SubmitError> = world.store.submit(later(&world, "counsellor", 5), asked(of, left)).await;
    told.unwrap();
    assert_eq!(board(&world, inn, "2026-09-22").await, (full, Some(0), 1));

    let world = world.reopened().await;
    let backup = tempfile::tempdir().unwrap();
    copy(world.dir(), backup.path());
    world.store.forget(later(&world, "admin", 6), vec![request]).await.unwrap();
    for record in &records {
        assert!(world.store.owner_of_record(&everybody(), *record).await.unwrap().is_none());
    }
    assert_eq!(board(&world, inn, "2026-09-22").await, (full, Some(0), 1), "40 of 40, and of nobody");

    // The journal of before beside the keys of today: the rows are there, and nothing opens them.
    let (clock, dir) = (world.clock.clone(), world.dir().to_owned());
    world.store.clone().close().await;
    let mixed = tempfile::tempdir().unwrap();
    copy(&dir, mixed.path());
    fs::copy(backup.path().join("journal.db"), mixed.path().join("journal.db")).unwrap();
    let store = open(&Config::sqlite(mixed.path()), clock).await;
    for record in records {
        let read = store.owner_of_record(&everybody(), record).await;
        assert!(matches!(read, Err(ReadError::Row(DamagedRow::NoKey))), "{read:?}");
    }
    store.close().await;
}
