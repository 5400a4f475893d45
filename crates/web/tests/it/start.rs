//! The first page: three steps for a stranger, and for each role where its work begins.

use axum::http::StatusCode;

use crate::browser::{Browser, links};
use crate::world::World;

/// The first thing that the start page offers.
async fn first(world: &World, account: &str) -> String {
    let page = Browser::signed_in(world, account).await.get("/").await;
    page.says("Your work");
    let cards = page.body.split("class=\"grid three\"").nth(1).unwrap();
    links(cards).remove(0)
}

#[tokio::test]
async fn each_role_begins_with_what_it_does_most() {
    let world = World::trial().await;
    for (account, begins) in [
        ("carla", "/desk"),
        ("hanan", "/desk"),
        ("sven", "/desk"),
        ("omar", "/desk"),
        ("fatou", "/studio/household"),
        ("felix", "/studio/household"),
        ("ana", "/studio"),
        ("paula", "/studio/library"),
        ("deniz", "/governance/people"),
        ("adil", "/governance/accounts"),
    ] {
        assert_eq!(first(&world, account).await, begins, "{account}");
    }
}

#[tokio::test]
async fn nothing_that_refuses_its_reader_stands_on_the_start_page() {
    let world = World::trial().await;
    for account in ["carla", "hanan", "sven", "omar", "fatou", "felix", "ana", "paula", "deniz", "adil", "tala"] {
        let mut browser = Browser::signed_in(&world, account).await;
        let page = browser.get("/").await;
        for link in links(&page.body).iter().filter(|link| !link.contains("lang=")) {
            browser.get(link).await.is(StatusCode::OK);
        }
    }
}

#[tokio::test]
async fn what_waits_for_a_second_person_stands_on_their_start_page() {
    let world = World::trial().await;
    Browser::signed_in(&world, "sven").await.get("/").await.says("What waits for you");
    Browser::signed_in(&world, "carla").await.get("/").await.says_not("What waits for you");
}

#[tokio::test]
async fn a_stranger_is_told_in_three_steps_and_each_leads_on() {
    let world = World::trial().await;
    let mut browser = Browser::new(&world);
    let page = browser.get("/").await;
    page.says("In three steps 1 Read a rule");
    let steps = page.body.split("In three steps").nth(1).unwrap().split("</section>").next().unwrap();
    assert_eq!(links(steps), ["/studio", "/studio/household", "/sign-in"]);
    for link in links(steps) {
        browser.get(&link).await.is(StatusCode::OK);
    }
}
