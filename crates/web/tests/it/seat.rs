//! Who has roles in several offices says for which one they act.

use axum::http::StatusCode;
use journal::Body;

use crate::browser::{Browser, form_token};
use crate::world::{World, people};

#[tokio::test]
async fn whoever_has_several_seats_chooses_one_and_may_change_it() {
    let world = World::trial().await;
    let mut browser = Browser::signed_in(&world, "tala").await;
    browser.get("/desk?sex=F").await.leads_to("/seat?next=%2Fdesk%3Fsex%3DF");
    let page = browser.get("/seat?next=%2Fdesk%3Fsex%3DF").await;
    page.says("North office");
    page.says("South office");
    let token = form_token(&page.body);
    for nonsense in ["2", "-1", "", "north"] {
        browser.fill(&token, "/seat", &[("seat", nonsense)]).await.is(StatusCode::UNPROCESSABLE_ENTITY);
    }
    for (number, office, own, other) in [("0", "North office", 4, 5), ("1", "South office", 5, 4)] {
        let fields = [("seat", number), ("next", "/desk?sex=F")];
        browser.fill(&token, "/seat", &fields).await.leads_to("/desk?sex=F");
        browser.get("/account").await.says(&format!("in {office}"));
        browser.get(&people::page(own)).await.is(StatusCode::OK);
        browser.get(&people::page(other)).await.is(StatusCode::NOT_FOUND);
    }
    let before = world.facts().await;
    browser.get(&people::page(5)).await;
    let read = world.happened(before).await;
    assert!(matches!(&*read, [(account, Body::FieldsRead { .. })] if account == "tala"), "{read:?}");
    browser.fill(&token, "/seat", &[("seat", "0"), ("next", "//evil.example")]).await.leads_to("/");
}

#[tokio::test]
async fn whoever_has_one_seat_sits_in_it() {
    let world = World::trial().await;
    let mut browser = Browser::signed_in(&world, "carla").await;
    browser.get("/desk").await.is(StatusCode::OK);
    browser.get("/account").await.says_not("in North office ");
    browser.get("/seat").await.says("You are here");
}
