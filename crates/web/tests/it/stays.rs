//! Stays on pages: where somebody was and until when, once they left; a house that is named though the record leads to another by
//! now; what is said beside a button; and houses of which sources disagree how many places they have.

use std::sync::Arc;

use axum::http::StatusCode;
use casework::record::{RecordAsked, RecordCommand};
use instance::GOVERNANCE;
use model::{FieldState, Id, Value};
use packs::Source;
use store::Store;
use web::Tongue;

use crate::browser::{Answer, Browser};
use crate::pages;
use crate::places::{NEW, address, does, hidden, house, id, lodging};
use crate::world::{World, people, random};

async fn both(world: &World) -> (Browser, Browser) {
    (Browser::signed_in(world, "omar").await, Browser::signed_in(world, "carla").await)
}

/// A second house.
async fn hill(omar: &mut Browser) -> String {
    let form = ("form", "0123456789abcdef0123456789abcd00");
    let opened = omar.send(NEW, NEW, &[form, ("facility.called", "Hill house"), ("facility.beds", "2")]).await;
    opened.is(StatusCode::SEE_OTHER);
    address(&opened)
}

async fn on(carla: &mut Browser, record: &str, word: &str, day: &str) -> Answer {
    carla.send(record, &format!("{record}/place"), &[("do", word), ("on", day)]).await
}

#[tokio::test]
async fn where_somebody_slept_is_told_after_they_left_and_by_code_alone_at_the_house() {
    let world = World::trial().await;
    let (mut omar, mut carla) = both(&world).await;
    let bay = house(&mut omar, "2").await;
    let lodging = lodging(&mut carla, 10, &bay).await;
    does(&mut carla, &lodging, "reserve").await.is(StatusCode::SEE_OTHER);
    on(&mut carla, &lodging, "fill", "2020-08-28").await.is(StatusCode::SEE_OTHER);
    let early = carla.get(&lodging).await;
    early.says("from 28 August 2020");
    early.says("They came before the first night that the record says.");
    let line = hidden(&omar.get(&bay).await, "line");
    let gone = [("do", "free"), ("limit", "facility.beds"), ("line", line.as_str()), ("on", "2020-08-31")];
    omar.send(&bay, &format!("{bay}/lines"), &gone).await.is(StatusCode::SEE_OTHER);
    let page = carla.get(&lodging).await;
    let stay = "1 place, from 28 August 2020 to the morning of 31 August 2020";
    page.says("none yet");
    page.says(&format!("Was in Bay house: {stay}"));
    page.says(&format!("They left Bay house: {stay}"));
    page.says("They came to Bay house: 1 place, from 28 August 2020");
    page.says("A place was kept in Bay house: 1 place, from 1 September 2020");
    page.says("omar");
    page.says_not("A place was taken");
    page.says_not("They came before the first night");
    let board = omar.get(&bay).await;
    board.says(&format!("given back: {stay}"));
    board.says_not("Amina");
    board.says_not("carla");
    for tongue in Tongue::ALL {
        for path in [&lodging, &bay] {
            let page = carla.get(&format!("{path}?lang={}", tongue.tag())).await;
            pages::check(&page.body, path, tongue);
        }
    }
}

#[tokio::test]
async fn the_house_where_somebody_sleeps_is_named_though_the_record_leads_to_another_by_now() {
    let world = World::trial().await;
    let (mut omar, mut carla) = both(&world).await;
    let (bay, hill) = (house(&mut omar, "2").await, hill(&mut omar).await);
    let lodging = lodging(&mut carla, 10, &bay).await;
    does(&mut carla, &lodging, "fill").await.is(StatusCode::SEE_OTHER);
    let seen = hidden(&carla.get(&lodging).await, "seen");
    let moved = [("seen", seen.as_str()), ("lodging.facility", id(&hill))];
    carla.send(&lodging, &lodging, &moved).await.is(StatusCode::SEE_OTHER);
    let page = carla.get(&lodging).await;
    let panel = page.body.split("<h2>Place</h2>").nth(1).unwrap().split("</section>").next().unwrap();
    assert!(panel.contains(&bay) && panel.contains("Bay house"), "{panel}");
    page.says_not("not for you to see");
    does(&mut carla, &lodging, "fill").await.is(StatusCode::SEE_OTHER);
    let page = carla.get(&lodging).await;
    page.says("They came to Hill house");
    page.says("They came to Bay house");
}

#[tokio::test]
async fn who_waits_came_on_a_day_that_can_be_said() {
    let world = World::trial().await;
    let (mut omar, mut carla) = both(&world).await;
    let bay = house(&mut omar, "1").await;
    let (first, second) = (lodging(&mut carla, 10, &bay).await, lodging(&mut carla, 12, &bay).await);
    does(&mut carla, &first, "reserve").await.is(StatusCode::SEE_OTHER);
    carla.get(&second).await.says("There is no place on all of these nights.");
    does(&mut carla, &second, "wait").await.is(StatusCode::SEE_OTHER);
    carla.get(&second).await.says("It was another day");
    on(&mut carla, &second, "fill", "2020-08-31").await.is(StatusCode::SEE_OTHER);
    carla.get(&second).await.says("from 31 August 2020");
}

#[tokio::test]
async fn a_seat_in_a_course_is_no_bed_on_the_same_nights() {
    let world = World::trial().await;
    let keeper = world.acting("adil", GOVERNANCE, None).await;
    world.instance.install(&keeper, &Source::shipped("training-attended").unwrap()).await.unwrap();
    let (mut omar, mut carla) = both(&world).await;
    let bay = house(&mut omar, "2").await;
    let new = "/desk/new/course";
    let form = ("form", "0123456789abcdef0123456789abcd02");
    let course = address(&omar.send(new, new, &[form, ("course.called", "Sewing"), ("course.seats", "5")]).await);
    let new = format!("{}/new/training_place", people::page(10));
    let seat = address(
        &carla
            .send(&new, &new, &[("form", "0123456789abcdef0123456789abcd03"), ("training_place.course", id(&course))])
            .await,
    );
    does(&mut carla, &seat, "fill").await.is(StatusCode::SEE_OTHER);
    let bed = lodging(&mut carla, 10, &bay).await;
    does(&mut carla, &bed, "fill").await.is(StatusCode::SEE_OTHER);
    for record in [&seat, &bed] {
        carla.get(record).await.says_not("They have a place in another house too");
    }
}

/// Says as another source how many beds a house has.
async fn otherwise(world: &World, house: Id, beds: i64) {
    let in_force = world.instance.in_force().await.unwrap();
    let acting = world.acting("omar", "assistance", None).await;
    let store = Store::open(world.instance.config(), world.clock.clone(), random).await.unwrap();
    let schema = Arc::new(in_force.packs.schema.clone());
    store.use_rules(schema, Arc::clone(&in_force.pathways), in_force.digest).await.unwrap();
    let fields = [("facility.beds".to_owned(), FieldState::Known(Value::Int(beds)))].into();
    let asked = RecordAsked::Amend { fields, seen: None };
    let command = RecordCommand { owner: house, record: house, asked };
    let now = model::Clock::now(&*world.clock);
    store.submit(acting.ctx("border register", in_force.digest, now), command).await.unwrap();
    store.close().await;
}

#[tokio::test]
async fn where_sources_disagree_how_many_places_there_are_the_page_says_what_they_say() {
    let world = World::trial().await;
    let (mut omar, mut carla) = both(&world).await;
    let bay = house(&mut omar, "10").await;
    otherwise(&world, id(&bay).parse().unwrap(), 6).await;
    let page = omar.get(&bay).await;
    page.says("Sources disagree on how many places there are: 10, 6. Say which holds.");
    page.says_not("How many places there are is not known.");
    let lead = page.body.split("class=\"lead brief\"").nth(1).unwrap();
    let field = lead.split("href=\"#").nth(1).unwrap().split('"').next().unwrap();
    assert!(page.body.contains(&format!("id=\"{field}\" name=\"facility.beds\"")), "{field}");
    omar.get("/desk/places").await.says("Sources disagree on how many places there are: 10, 6.");
    let bed = lodging(&mut carla, 10, &bay).await;
    let refused = does(&mut carla, &bed, "reserve").await;
    refused.is(StatusCode::CONFLICT);
    refused.says("or sources disagree");
}
