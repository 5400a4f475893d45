//! A dry run tells who is on record: it is counted and noted as a search, and says what the run would say.

use std::fmt::Write;

use instance::Fault;
use instance::import::ImportError;

use crate::desk::readers;
use crate::import::{Desk, counts};

const HEADER: &str = "external.id,name.full,sex";

/// Somebody of the office of an account, as a register knows them.
async fn known(desk: &Desk, account: &str, id: &str) -> model::Id {
    desk.world
        .register(
            account,
            &[("external.system", "town"), ("external.id", id), ("name.full", "Amina Karimi"), ("sex", "F")],
        )
        .await
}

#[tokio::test]
async fn whose_sealed_fields_a_dry_run_held_against_the_record_are_noted_as_read() {
    let desk = Desk::new().await;
    let (tried, spared) = (known(&desk, "carla", "1").await, known(&desk, "carla", "2").await);
    counts(desk.tried("town", &format!("{HEADER}\n1,Amina Karimi,F\n")).await, [0, 1, 0, 0]);
    let names = ["external.id", "name.full"].map(str::to_owned).to_vec();
    assert_eq!(readers(&desk.world, tried).await, [("carla".to_owned(), names)]);
    assert_eq!(readers(&desk.world, spared).await, []);
}

#[tokio::test]
async fn an_import_writes_no_reading_down() {
    let desk = Desk::new().await;
    let person = known(&desk, "carla", "1").await;
    counts(desk.take("town", &format!("{HEADER}\n1,Amina Karimi,F\n")).await, [0, 1, 0, 0]);
    assert_eq!(readers(&desk.world, person).await, []);
}

#[tokio::test]
async fn rows_without_an_id_that_are_asked_about_are_read_too() {
    let desk = Desk::new().await;
    let rows = "name.full,sex\nAmina Karimi,F\n";
    counts(desk.take("town", rows).await, [1, 0, 0, 0]);
    let before = desk.world.instance.revision().await.unwrap();
    let more = desk.take("town", &format!("{rows}Yusuf Karimi,M\n")).await;
    assert!(matches!(more, Err(ImportError::NoIds { known: 1, unknown: 1, .. })), "{more:?}");
    assert_eq!(
        desk.world.instance.revision().await.unwrap(),
        before + 2,
        "that it was looked, and whose names were read"
    );
}

#[tokio::test]
async fn who_tries_out_ids_beyond_their_own_people_waits_and_it_is_written_down_once() {
    let desk = Desk::new().await;
    let mut rows = HEADER.to_owned();
    for id in 1..=40 {
        known(&desk, "salma", &id.to_string()).await;
        write!(rows, "\n{id},Amina Karimi,F").unwrap();
    }
    counts(desk.tried("town", &rows).await, [0, 0, 0, 40]);
    let before = desk.world.instance.revision().await.unwrap();
    for _ in 0..2 {
        let again = desk.tried("town", &rows).await;
        assert!(matches!(again, Err(ImportError::Fault(Fault::Wait(_)))), "{again:?}");
        assert_eq!(desk.world.instance.revision().await.unwrap(), before + 1);
    }
    counts(desk.take("town", &rows).await, [0, 0, 0, 40]);
}

#[tokio::test]
async fn ones_own_register_is_tried_as_often_as_its_columns_need() {
    let desk = Desk::new().await;
    let ids = (1..=60).map(|id| format!("{id},Amina Karimi,F\n"));
    let rows = format!("{HEADER}\n{}", ids.collect::<String>());
    counts(desk.take("town", &rows).await, [60, 0, 0, 0]);
    for _ in 0..3 {
        counts(desk.tried("town", &rows).await, [0, 0, 60, 0]);
    }
}
