//! The rights of a person on record, looked after by people who need not see them: who read their data, a hold, being
//! forgotten to the end.

use axum::http::StatusCode;
use casework::Scope;
use casework::view::ProposalEnd;
use journal::{Body, Subject};
use model::Id;
use store::{Sight, Store};

use crate::browser::{Answer, Browser, Form};
use crate::places;
use crate::world::{CONTROLLER, World, people};

const SOMEBODY: u8 = 20;

fn rights(number: u8) -> String {
    format!("/governance/people/{}", people::id(number))
}

async fn vote(browser: &mut Browser, address: &str, decision: &str) -> Answer {
    browser.send(address, address, &[("decision", decision), ("reason", "I read it")]).await
}

async fn ask(browser: &mut Browser, number: u8, what: &str, fields: Form<'_>) -> String {
    let answer = browser.send(&rights(number), &format!("{}/{what}", rights(number)), fields).await;
    answer.is(StatusCode::SEE_OTHER);
    answer.location().to_owned()
}

async fn is_held(world: &World, number: u8) -> bool {
    let in_force = world.instance.in_force().await.unwrap();
    let officer = world.acting("deniz", instance::GOVERNANCE, None).await;
    world.instance.desk(&in_force, &officer).is_held(people::id(number)).await.unwrap()
}

#[tokio::test]
async fn a_person_is_named_by_their_id_and_nothing_of_them_is_shown() {
    let world = World::trial().await;
    let mut deniz = Browser::signed_in(&world, "deniz").await;
    let go = async |browser: &mut Browser, typed: &str| {
        browser.send("/governance/people", "/governance/people", &[("person", typed)]).await
    };
    go(&mut deniz, &format!(" {} ", people::id(SOMEBODY))).await.leads_to(&rights(SOMEBODY));
    go(&mut deniz, "Amina Yusuf").await.is(StatusCode::NOT_FOUND);
    go(&mut deniz, "").await.is(StatusCode::NOT_FOUND);
    let before = world.facts().await;
    let page = deniz.get(&rights(SOMEBODY)).await;
    page.is(StatusCode::OK);
    for given_away in ["Amina", "+351", "1965", "north", "female", "pending"] {
        page.says_not(given_away);
    }
    assert_eq!(world.happened(before).await, [], "nothing of the person was read");
    deniz.get(&rights(200)).await.is(StatusCode::NOT_FOUND);
    deniz.get("/governance/people/nonsense").await.is(StatusCode::NOT_FOUND);
}

/// A supervisor looks after the people of their own office: of all others they are not even told that they are there.
#[tokio::test]
async fn somebody_of_another_office_looks_like_nobody_to_a_supervisor() {
    let world = World::trial().await;
    let (mut sven, south) = (Browser::signed_in(&world, "sven").await, 3);
    for number in [south, 200] {
        sven.get(&rights(number)).await.is(StatusCode::NOT_FOUND);
        for (what, fields) in
            [("hold", [("hold", "place"), ("reason", "order 7")]), ("forget", [("reason", "asked"); 2])]
        {
            let address = format!("{}/{what}", rights(number));
            sven.send(&rights(SOMEBODY), &address, &fields).await.is(StatusCode::NOT_FOUND);
        }
    }
    Browser::signed_in(&world, "deniz").await.get(&rights(south)).await.is(StatusCode::OK);
}

#[tokio::test]
async fn the_read_log_says_who_looked_when_and_at_what() {
    let world = World::trial().await;
    let mut deniz = Browser::signed_in(&world, "deniz").await;
    deniz.get(&rights(SOMEBODY)).await.says("Nobody has read sealed or protected data of this person.");
    Browser::signed_in(&world, "carla").await.get(&people::page(SOMEBODY)).await;
    world.clock.minutes(24 * 60);
    Browser::signed_in(&world, "sven").await.get(&people::page(SOMEBODY)).await;
    for account in ["deniz", "sven", "adil"] {
        let page = Browser::signed_in(&world, account).await.get(&rights(SOMEBODY)).await;
        let text = page.text();
        let (_, rows) = text.split_once("What was read").unwrap();
        let (sven, carla) = (rows.find("2 September 2020").unwrap(), rows.find("1 September 2020").unwrap());
        assert!(sven < carla, "the latest first: {rows}");
        let first = rows.split("1 September").next().unwrap();
        assert!(first.contains("sven") && first.contains("phone number") && !first.contains("guardian"), "{first}");
        assert!(
            rows.contains("something protected") && !rows.contains("guardian"),
            "none of them opens the wall: {rows}"
        );
        page.says_not("Amina");
    }
}

#[tokio::test]
async fn a_long_read_log_turns_its_pages() {
    let world = World::trial().await;
    let mut carla = Browser::signed_in(&world, "carla").await;
    for _ in 0..51 {
        carla.get(&people::page(SOMEBODY)).await.is(StatusCode::OK);
    }
    let mut deniz = Browser::signed_in(&world, "deniz").await;
    let first = deniz.get(&rights(SOMEBODY)).await;
    let earlier = format!("{}?page=1", rights(SOMEBODY));
    assert!(first.body.contains(&earlier) && first.body.matches("<th scope=\"row\">").count() == 50, "{}", first.body);
    let second = deniz.get(&earlier).await;
    assert_eq!(second.body.matches("<th scope=\"row\">").count(), 1);
    assert!(!second.body.contains("?page=2"), "{}", second.body);
}

#[tokio::test]
async fn a_hold_is_placed_by_one_and_lifted_by_two() {
    let world = World::trial().await;
    let mut sven = Browser::signed_in(&world, "sven").await;
    let placed = [("hold", "place"), ("reason", "Court of the Harbour, 13/2020")];
    assert_eq!(ask(&mut sven, SOMEBODY, "hold", &placed).await, rights(SOMEBODY));
    assert!(is_held(&world, SOMEBODY).await);
    let page = sven.get(&rights(SOMEBODY)).await;
    page.says("Legal hold");
    page.says("A legal hold is in force: nothing can be forgotten.");
    assert!(!page.body.contains("/forget\""), "{}", page.body);
    // Whatever is sent: while it is in force, nobody is forgotten.
    let address = ask(&mut sven, SOMEBODY, "forget", &[("reason", "asked by letter")]).await;
    let mut deniz = Browser::signed_in(&world, "deniz").await;
    let refused = vote(&mut deniz, &address, "approve").await;
    refused.is(StatusCode::CONFLICT);
    refused.says("A legal hold is in force");
    let lift = ask(&mut sven, SOMEBODY, "hold", &[("hold", "lift"), ("reason", "the court let go")]).await;
    assert!(is_held(&world, SOMEBODY).await, "one person lifts none");
    sven.get(&lift).await.says("the court let go");
    vote(&mut Browser::signed_in(&world, "sven").await, &lift, "approve").await.is(StatusCode::FORBIDDEN);
    vote(&mut deniz, &lift, "approve").await.leads_to(&lift);
    assert!(!is_held(&world, SOMEBODY).await);
    vote(&mut deniz, &address, "approve").await.leads_to(&address);
}

/// Keys of everybody else are wrapped anew meanwhile: what cannot be done is said before that, and the page says what it waits
/// for.
#[tokio::test]
async fn a_forgetting_that_waits_for_a_place_says_so_and_is_refused_at_once() {
    let world = World::trial().await;
    let (mut omar, mut carla) = (Browser::signed_in(&world, "omar").await, Browser::signed_in(&world, "carla").await);
    let house = places::house(&mut omar, "2").await;
    let lodging = places::lodging(&mut carla, SOMEBODY, &house).await;
    places::does(&mut carla, &lodging, "reserve").await.is(StatusCode::SEE_OTHER);
    let mut sven = Browser::signed_in(&world, "sven").await;
    let address = ask(&mut sven, SOMEBODY, "forget", &[("reason", "asked by letter")]).await;
    let (mut deniz, mut adil) = (Browser::signed_in(&world, "deniz").await, Browser::signed_in(&world, "adil").await);
    vote(&mut deniz, &address, "approve").await.leads_to(&address);
    vote(&mut adil, &address, "approve").await.leads_to(&address);
    deniz.get(&address).await.says("This waits for a place to be given back");
    deniz.send(&address, &format!("{address}/forget"), &[]).await.is(StatusCode::CONFLICT);
    places::does(&mut carla, &lodging, "free").await.is(StatusCode::SEE_OTHER);
    deniz.get(&address).await.says_not("This waits for a place to be given back");
}

/// One asks, two in two roles approve, one of them carries it out.
#[tokio::test]
async fn a_person_is_forgotten_by_two_besides_who_asked_and_is_gone() {
    let world = World::trial().await;
    let person = people::id(SOMEBODY);
    // Something was read and counted of them before.
    Browser::signed_in(&world, "carla").await.get(&people::page(SOMEBODY)).await.is(StatusCode::OK);
    assert_eq!(in_the_lake(&world).await, u64::from(people::COUNT));
    let mut sven = Browser::signed_in(&world, "sven").await;
    let address = ask(&mut sven, SOMEBODY, "forget", &[("reason", "asked by letter of 1 August")]).await;
    let own = sven.get(&address).await;
    own.says("This takes two approvals");
    assert!(!own.body.contains("value=\"approve\""), "{}", own.body);
    let (mut deniz, mut adil) = (Browser::signed_in(&world, "deniz").await, Browser::signed_in(&world, "adil").await);
    deniz.get("/governance").await.says("Forget a person");
    vote(&mut deniz, &address, "approve").await.leads_to(&address);
    vote(&mut deniz, &address, "approve").await.is(StatusCode::FORBIDDEN);
    vote(&mut Browser::signed_in(&world, "dora").await, &address, "approve").await.is(StatusCode::FORBIDDEN);
    deniz.send("/account", &format!("{address}/forget"), &[]).await.is(StatusCode::FORBIDDEN);
    assert!(world.proposal(id(&address)).await.end.is_none());
    vote(&mut adil, &address, "approve").await.leads_to(&address);
    let waiting = adil.get(&address).await;
    waiting.says("Approved, to be carried out");
    waiting.says("Approved by two people");
    adil.get("/governance").await.says("Forget a person");
    // Who asked carries nothing out.
    sven.get(&address).await.says_not("Forget this person");
    sven.send("/account", &format!("{address}/forget"), &[]).await.is(StatusCode::FORBIDDEN);
    let before = world.facts().await;
    adil.send(&address, &format!("{address}/forget"), &[]).await.leads_to(&address);
    adil.get(&address).await.says("approved");
    assert_eq!(world.ended(id(&address)).await, Some(ProposalEnd::CarriedOut));
    let happened = world.happened(before).await;
    let forgotten = Body::Forgotten { proposal: id(&address), subject: Subject::Owner(person) };
    assert!(happened.contains(&("adil".to_owned(), forgotten)), "{happened:?}");
    is_gone(&world, person).await;
    // Once is enough.
    adil.send("/account", &format!("{address}/forget"), &[]).await.is(StatusCode::FORBIDDEN);
    vote(&mut deniz, &address, "approve").await.is(StatusCode::CONFLICT);
}

fn id(address: &str) -> Id {
    address.rsplit('/').next().unwrap().parse().unwrap()
}

/// Nobody finds them, the lake has no row of theirs, and the journal is as it was written.
async fn is_gone(world: &World, person: Id) {
    for account in ["carla", "sven"] {
        let mut browser = Browser::signed_in(world, account).await;
        browser.get(&format!("/desk/people/{person}")).await.is(StatusCode::NOT_FOUND);
        browser.get("/desk").await.says("1 to 25 of 29 people");
        let phone = [("words", "+351 900 000 020")];
        browser.send("/desk", "/desk/search", &phone).await.says("Nobody fits these words.");
    }
    let mut officer = Browser::signed_in(world, "deniz").await;
    officer.get(&format!("/governance/people/{person}")).await.is(StatusCode::NOT_FOUND);
    assert_eq!(in_the_lake(world).await, u64::from(people::COUNT) - 1);
    let auditor = world.acting("deniz", instance::GOVERNANCE, None).await;
    assert_eq!(world.instance.verify(&auditor, vec![], |_| ()).await.unwrap().facts, world.facts().await);
    world.instance.verify_views(&mut |_| ()).await.unwrap();
    let store = Store::open(world.instance.config(), world.clock.clone(), crate::world::random).await.unwrap();
    let everybody = Sight::of(Scope::Controller { controller: CONTROLLER.into() });
    assert!(store.person(&everybody, person).await.unwrap().is_none());
    store.close().await;
}

/// People whom a measure is counted over.
async fn in_the_lake(world: &World) -> u64 {
    let in_force = world.instance.in_force().await.unwrap();
    let analyst = world.acting("ana", instance::STUDY, None).await;
    let asked = instance::study::Simulation {
        pack: crate::world::rules::WIDER.into(),
        measure: "pending-counts-as-regular".into(),
        on: "2020-04-01".parse().unwrap(),
        by: vec![],
    };
    world.instance.study(&in_force, &analyst, &asked).await.unwrap().figures.people.unwrap()
}

#[tokio::test]
async fn a_live_person_is_forgotten_in_the_same_way() {
    let world = World::live().await;
    let mut deniz = Browser::signed_in(&world, "deniz").await;
    let address = ask(&mut deniz, SOMEBODY, "forget", &[("reason", "asked by letter")]).await;
    // The officer asked; the two are then an administrator and another officer.
    vote(&mut Browser::signed_in(&world, "dora").await, &address, "approve").await.leads_to(&address);
    let mut adil = Browser::signed_in(&world, "adil").await;
    vote(&mut adil, &address, "approve").await.leads_to(&address);
    adil.send(&address, &format!("{address}/forget"), &[]).await.leads_to(&address);
    Browser::signed_in(&world, "carla").await.get(&people::page(SOMEBODY)).await.is(StatusCode::NOT_FOUND);
}
