//! The journal's page: how many facts, whether all are as they were written, a checkpoint to be held elsewhere.

use std::time::Duration;

use axum::http::StatusCode;
use journal::Checkpoint;

use crate::browser::{Answer, Browser};
use crate::world::{World, people};

const JOURNAL: &str = "/governance/journal";

/// The page once a walk that was begun is over.
async fn walked(browser: &mut Browser) -> Answer {
    browser.send(JOURNAL, &format!("{JOURNAL}/verify"), &[]).await.leads_to(JOURNAL);
    loop {
        let page = browser.get(JOURNAL).await;
        if page.header("refresh").is_empty() {
            return page;
        }
        page.says("Checking:");
        assert!(page.body.contains("disabled"), "one walk at a time: {}", page.body);
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test]
async fn a_sound_journal_is_said_to_be_sound_and_on_which_day() {
    let world = World::trial().await;
    let mut browser = Browser::signed_in(&world, "deniz").await;
    let before = browser.get(JOURNAL).await;
    before.says_not("as they were written");
    before.says(&format!("{} facts are written down.", world.facts().await));
    let page = walked(&mut browser).await;
    page.says(&format!("All {} facts are as they were written (checked on 1 September 2020).", world.facts().await));
    for given_away in ["carla", "Amina", "north"] {
        page.says_not(given_away);
    }
}

/// One byte of one fact, in the file: the database does not notice, the walk does.
#[tokio::test]
async fn an_altered_journal_is_said_to_be_altered_with_what_to_do() {
    let world = World::trial().await.altered().await;
    let mut browser = Browser::signed_in(&world, "sven").await;
    let page = walked(&mut browser).await;
    page.says("Something was altered:");
    page.says("Tell your data protection officer now, and touch nothing.");
    page.says_not("as they were written");
}

#[tokio::test]
async fn a_checkpoint_is_a_file_against_which_a_cut_journal_shows() {
    let world = World::trial().await;
    let mut browser = Browser::signed_in(&world, "adil").await;
    let answer = browser.get(&format!("{JOURNAL}/checkpoint")).await;
    answer.is(StatusCode::OK);
    assert_eq!(answer.header("content-type"), "application/json");
    assert_eq!(answer.header("cache-control"), "no-store");
    let checkpoint: Checkpoint = serde_json::from_str(&answer.body).unwrap();
    assert_eq!(checkpoint.seq, world.facts().await);
    let named = format!("attachment; filename=\"checkpoint-{}.json\"", checkpoint.seq);
    assert_eq!(answer.header("content-disposition"), named);
    // The journal goes on, and still holds what the checkpoint says.
    Browser::signed_in(&world, "carla").await.get(&people::page(4)).await;
    let auditor = world.acting("deniz", instance::GOVERNANCE, None).await;
    let verified = world.instance.verify(&auditor, vec![checkpoint.clone()], |_| ()).await.unwrap();
    assert!(verified.facts > checkpoint.seq);
    let other = World::live().await;
    let auditor = other.acting("deniz", instance::GOVERNANCE, None).await;
    assert!(other.instance.verify(&auditor, vec![checkpoint], |_| ()).await.is_err(), "of another journal");
}
