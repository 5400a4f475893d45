//! Places by night: a house opened by operations, beds kept and filled by who works with people, the board of both; what is
//! refused and how it is said; and that no name stands where codes do.

use axum::http::StatusCode;
use casework::{RecordAsked, RecordCommand};
use instance::{ASSISTANCE, GOVERNANCE};
use model::{FieldState, Value};
use packs::Source;
use web::Tongue;

use crate::browser::{Answer, Browser, links};
use crate::pages;
use crate::world::{World, people};

const FORM: (&str, &str) = ("form", "0123456789abcdef0123456789abcdef");
pub const NEW: &str = "/desk/new/facility";

/// Opens a house, and says where its page is.
pub async fn house(browser: &mut Browser, beds: &str) -> String {
    let opened = browser.send(NEW, NEW, &[FORM, ("facility.called", "Bay house"), ("facility.beds", beds)]).await;
    opened.is(StatusCode::SEE_OTHER);
    address(&opened)
}

pub fn address(opened: &Answer) -> String {
    opened.location().split('?').next().unwrap().to_owned()
}

pub fn id(page: &str) -> &str {
    page.rsplit('/').next().unwrap()
}

/// Opens the lodging of a person in a house for the nights of 1 and 2 September.
pub async fn lodging(browser: &mut Browser, person: u8, house: &str) -> String {
    let new = format!("{}/new/lodging", people::page(person));
    let said = [
        FORM,
        ("lodging.from", "2020-09-01"),
        ("lodging.until", "2020-09-03"),
        ("lodging.people", "1"),
        ("lodging.facility", id(house)),
    ];
    let opened = browser.send(&new, &new, &said).await;
    opened.is(StatusCode::SEE_OTHER);
    address(&opened)
}

/// Does something with a place, and says what the page tells then.
pub async fn does(browser: &mut Browser, record: &str, word: &str) -> Answer {
    browser.send(record, &format!("{record}/place"), &[("do", word)]).await
}

/// The code of the first line that a page shows.
fn code(page: &Answer) -> String {
    let after = page.body.split("<bdi class=\"num\">").find(|after| after.as_bytes().get(4) == Some(&b'<')).unwrap();
    after[..4].to_owned()
}

#[tokio::test]
async fn a_bed_is_kept_filled_and_given_back_and_the_board_says_so_without_a_name() {
    let world = World::trial().await;
    let (mut omar, mut carla) = (Browser::signed_in(&world, "omar").await, Browser::signed_in(&world, "carla").await);
    let house = house(&mut omar, "2").await;
    omar.get(&house).await.says("2 are free tonight, of 2.");
    let lodging = lodging(&mut carla, 10, &house).await;
    carla.get(&lodging).await.says("none yet");
    does(&mut carla, &lodging, "reserve").await.is(StatusCode::SEE_OTHER);
    let page = carla.get(&lodging).await;
    page.says("1 place, from 1 September 2020 to the morning of 3 September 2020");
    page.says("Kept until 3 September 2020");
    let code = code(&page);
    let board = omar.get(&house).await;
    board.says("1 is free tonight, of 2.");
    board.says(&code);
    board.says_not("Amina");
    omar.get("/desk/places").await.says("Bay house");
    does(&mut carla, &lodging, "fill").await.is(StatusCode::SEE_OTHER);
    omar.get(&house).await.says(&format!("{code} there"));
    does(&mut carla, &lodging, "free").await.is(StatusCode::SEE_OTHER);
    omar.get(&house).await.says("2 are free tonight, of 2.");
}

/// How long a bed is kept says by which kind of record, and so which beds are of people behind a wall: whoever reads the house
/// learns neither since when nor until which hour, and whoever reads the record both.
#[tokio::test]
async fn a_house_is_told_nights_and_no_hours() {
    let world = World::trial().await;
    let (mut omar, mut carla) = (Browser::signed_in(&world, "omar").await, Browser::signed_in(&world, "carla").await);
    let house = house(&mut omar, "1").await;
    let (kept, waits) = (lodging(&mut carla, 10, &house).await, lodging(&mut carla, 20, &house).await);
    does(&mut carla, &kept, "reserve").await.is(StatusCode::SEE_OTHER);
    does(&mut carla, &waits, "wait").await.is(StatusCode::SEE_OTHER);
    carla.get(&kept).await.says("Kept until 3 September 2020");
    carla.get(&waits).await.says("since 1 September 2020");
    let page = omar.get(&house).await;
    for told in ["Kept until", "since 1 September 2020"] {
        page.says_not(told);
    }
    let ended = page.body.split("class=\"members history\"").nth(1).unwrap().split("</ol>").next().unwrap();
    let lines = ended.split("<li>").filter(|line| line.contains("<b><bdi class=\"num\""));
    assert!(
        lines.clone().count() > 1 && lines.into_iter().all(|line| !line.contains("<span class=\"quiet\">")),
        "{ended}"
    );
    world.clock.minutes(48 * 60 - 30);
    Browser::signed_in(&world, "omar").await.get(&house).await.says("Kept until today and no longer");
}

#[tokio::test]
async fn who_comes_when_a_house_is_full_is_told_and_can_wait_and_is_offered_what_is_free() {
    let world = World::trial().await;
    let (mut omar, mut carla) = (Browser::signed_in(&world, "omar").await, Browser::signed_in(&world, "carla").await);
    let house = house(&mut omar, "1").await;
    let (first, second) = (lodging(&mut carla, 10, &house).await, lodging(&mut carla, 12, &house).await);
    does(&mut carla, &first, "reserve").await.is(StatusCode::SEE_OTHER);
    let full = does(&mut carla, &second, "reserve").await;
    full.is(StatusCode::CONFLICT);
    full.says("There is no place on all of these nights. You can wait for one");
    does(&mut carla, &second, "wait").await.is(StatusCode::SEE_OTHER);
    carla.get(&second).await.says("waits for a place");
    does(&mut carla, &first, "free").await.is(StatusCode::SEE_OTHER);
    let lines = format!("{house}/lines");
    let offer = [("do", "offer"), ("limit", "facility.beds"), ("most", "٥")];
    omar.send(&house, &lines, &offer).await.is(StatusCode::SEE_OTHER);
    carla.get(&second).await.says("kept");
    let not = omar.send(&house, &lines, &[("do", "offer"), ("limit", "facility.beds"), ("most", "many")]).await;
    not.is(StatusCode::UNPROCESSABLE_ENTITY);
    not.says("That is not a number of places.");
}

#[tokio::test]
async fn more_than_there_is_room_for_is_written_down_and_told() {
    let world = World::trial().await;
    let (mut omar, mut carla) = (Browser::signed_in(&world, "omar").await, Browser::signed_in(&world, "carla").await);
    let house = house(&mut omar, "1").await;
    for person in [10, 12] {
        let lodging = lodging(&mut carla, person, &house).await;
        does(&mut carla, &lodging, "fill").await.is(StatusCode::SEE_OTHER);
    }
    let page = omar.get(&house).await;
    page.says("One person more than there is room for tonight, of 1.");
    page.says("On 2 September 2020 there is one more than there is room for.");
}

#[tokio::test]
async fn places_are_shut_with_a_reason_and_only_by_who_keeps_the_house() {
    let world = World::trial().await;
    let (mut omar, mut carla) = (Browser::signed_in(&world, "omar").await, Browser::signed_in(&world, "carla").await);
    let house = house(&mut omar, "3").await;
    let lines = format!("{house}/lines");
    let limit = ("limit", "facility.beds");
    let form = hidden(&omar.get(&house).await, "form");
    let from = "2020-09-01";
    let shut = |units, why| [("do", "block"), limit, ("form", &form), ("units", units), ("from", from), ("why", why)];
    let unsaid = omar.send(&house, &lines, &shut("2", "")).await;
    unsaid.is(StatusCode::UNPROCESSABLE_ENTITY);
    assert!(unsaid.body.contains("value=\"2\"") && unsaid.body.contains(from), "what was typed stands there again");
    assert_eq!(hidden(&unsaid, "form"), form, "in the same form");
    omar.send(&house, &lines, &shut("2", "broken pipe")).await.is(StatusCode::SEE_OTHER);
    let again = omar.send(&house, &lines, &shut("2", "broken pipe")).await;
    again.is(StatusCode::CONFLICT);
    again.says("It is so already.");
    omar.get(&house).await.says("1 is free tonight, of 3.");
    omar.get(&house).await.says("broken pipe");
    carla.get(&house).await.says_not("Shut places");
    carla.send(&house, &lines, &shut("1", "mine")).await.is(StatusCode::FORBIDDEN);
}

/// What a hidden field of a page holds.
pub fn hidden(page: &Answer, name: &str) -> String {
    let after = page.body.split(&format!("type=\"hidden\" name=\"{name}\" value=\"")).nth(1).unwrap();
    after.split('"').next().unwrap().to_owned()
}

#[tokio::test]
async fn two_houses_for_the_same_nights_are_told_and_nobody_is_in_two() {
    let world = World::trial().await;
    let (mut omar, mut carla) = (Browser::signed_in(&world, "omar").await, Browser::signed_in(&world, "carla").await);
    let first = house(&mut omar, "2").await;
    let opened = omar
        .send(
            NEW,
            NEW,
            &[("form", "0123456789abcdef0123456789abcd00"), ("facility.called", "Hill house"), ("facility.beds", "2")],
        )
        .await;
    let second = address(&opened);
    let bay = lodging(&mut carla, 10, &first).await;
    does(&mut carla, &bay, "reserve").await.is(StatusCode::SEE_OTHER);
    carla.get(&bay).await.says_not("They have a place in another house too");
    let new = format!("{}/new/lodging", people::page(10));
    let said = |until| {
        [
            ("form", "0123456789abcdef0123456789abcd01"),
            ("lodging.from", "2020-09-02"),
            ("lodging.until", until),
            ("lodging.people", "1"),
            ("lodging.facility", id(&second)),
        ]
    };
    let backwards = carla.send(&new, &new, &said("2020-09-02")).await;
    backwards.is(StatusCode::UNPROCESSABLE_ENTITY);
    backwards.says("first night");
    let opened = carla.send(&new, &new, &said("2020-09-04")).await;
    opened.is(StatusCode::SEE_OTHER);
    let hill = address(&opened);
    carla.get(&hill).await.says("They have a place in another house too");
    does(&mut carla, &hill, "reserve").await.is(StatusCode::SEE_OTHER);
    carla.get(&bay).await.says("They have a place in another house too");
    does(&mut carla, &bay, "free").await.is(StatusCode::SEE_OTHER);
    carla.get(&hill).await.says_not("They have a place in another house too");
}

#[tokio::test]
async fn a_house_that_was_closed_is_settled_and_takes_nobody_in() {
    let world = World::trial().await;
    let (mut omar, mut carla) = (Browser::signed_in(&world, "omar").await, Browser::signed_in(&world, "carla").await);
    let house = house(&mut omar, "2").await;
    let (first, second) = (lodging(&mut carla, 10, &house).await, lodging(&mut carla, 12, &house).await);
    does(&mut carla, &first, "fill").await.is(StatusCode::SEE_OTHER);
    let close = [("act", "close"), ("reason", "the season is over")];
    omar.send(&house, &format!("{house}/act"), &close).await.is(StatusCode::SEE_OTHER);
    let page = omar.get(&house).await;
    page.says("They left");
    page.says_not("Shut places");
    let refused = does(&mut carla, &second, "reserve").await;
    refused.is(StatusCode::CONFLICT);
    refused.says("This house was closed and takes nobody in.");
    let line = hidden(&page, "line");
    let gone = [("do", "free"), ("limit", "facility.beds"), ("line", line.as_str())];
    omar.send(&house, &format!("{house}/lines"), &gone).await.is(StatusCode::SEE_OTHER);
    carla.get(&first).await.says("none yet");
}

#[tokio::test]
async fn a_house_belongs_to_nobody_and_stands_on_no_page_of_people() {
    let world = World::trial().await;
    let mut sven = Browser::signed_in(&world, "sven").await;
    let house = house(&mut sven, "3").await;
    sven.get(&people::page(10)).await.says_not("New: Facility");
    sven.get(&format!("/desk/people/{}", id(&house))).await.is(StatusCode::NOT_FOUND);
    let page = sven.get(&format!("{}/new/facility", people::page(10))).await;
    page.is(StatusCode::NOT_FOUND);
    // Sent twice, it is one house.
    sven.send(NEW, NEW, &[FORM, ("facility.called", "Bay house"), ("facility.beds", "3")]).await;
    assert_eq!(sven.get("/desk/records?kind=facility").await.text().matches("Bay house").count(), 1);
}

/// A city has more houses than a page of a list: each is on the board, and each can be chosen.
#[tokio::test]
async fn of_many_houses_none_is_left_out() {
    let world = World::trial().await;
    let keeper = world.acting("omar", ASSISTANCE, None).await;
    for number in 0..203 {
        let called = FieldState::Known(Value::Text(format!("House {number}.")));
        let (house, fields) = (world.instance.new_id(), [("facility.called".to_owned(), called)].into());
        let asked = RecordAsked::Open { kind: "facility".into(), fields };
        world.instance.submit(&keeper, RecordCommand { owner: house, record: house, asked }).await.unwrap();
    }
    let mut carla = Browser::signed_in(&world, "carla").await;
    for path in ["/desk/places".to_owned(), format!("{}/new/lodging", people::page(10))] {
        let page = carla.get(&path).await.text();
        let missing: Vec<usize> = (0..203).filter(|number| !page.contains(&format!("House {number}."))).collect();
        assert_eq!(missing, [] as [usize; 0], "{path}");
    }
}

/// A seat in a course is no bed: it is taken until it is given back, and nobody speaks of nights.
#[tokio::test]
async fn of_what_is_not_taken_by_night_nobody_speaks_of_nights() {
    let world = World::trial().await;
    let keeper = world.acting("adil", GOVERNANCE, None).await;
    world.instance.install(&keeper, &Source::shipped("training-attended").unwrap()).await.unwrap();
    let mut sven = Browser::signed_in(&world, "sven").await;
    let new = "/desk/new/course";
    let opened = sven.send(new, new, &[FORM, ("course.called", "Sewing"), ("course.seats", "5")]).await;
    opened.is(StatusCode::SEE_OTHER);
    let course = address(&opened);
    for path in [course.as_str(), "/desk/places"] {
        let page = sven.get(path).await;
        page.says("5 are free now, of 5.");
        page.says("Later days");
        page.says_not("night");
    }
    for tongue in Tongue::ALL {
        for path in [course.as_str(), "/desk/places"] {
            let page = sven.get(&format!("{path}?lang={}", tongue.tag())).await;
            pages::check(&page.body, path, tongue);
        }
    }
}

#[tokio::test]
async fn pages_of_places_are_whole_in_every_language() {
    let world = World::trial().await;
    let mut sven = Browser::signed_in(&world, "sven").await;
    sven.get("/desk/places").await.says("No house with places is on record yet.");
    let house = house(&mut sven, "1").await;
    let (first, second) = (lodging(&mut sven, 10, &house).await, lodging(&mut sven, 12, &house).await);
    does(&mut sven, &first, "fill").await.is(StatusCode::SEE_OTHER);
    does(&mut sven, &second, "wait").await.is(StatusCode::SEE_OTHER);
    let paths = ["/desk/places".to_owned(), house, first, second, NEW.into(), "/desk/records?kind=facility".into()];
    for tongue in Tongue::ALL {
        for path in &paths {
            let mark = if path.contains('?') { '&' } else { '?' };
            let page = sven.get(&format!("{path}{mark}lang={}", tongue.tag())).await;
            pages::check(&page.body, path, tongue);
        }
    }
}

#[tokio::test]
async fn what_leads_to_a_house_is_listed_for_whoever_reads_it() {
    let world = World::trial().await;
    let (mut omar, mut carla) = (Browser::signed_in(&world, "omar").await, Browser::signed_in(&world, "carla").await);
    let (bay, mut samir) = (house(&mut omar, "2").await, Browser::signed_in(&world, "samir").await);
    let lodging = lodging(&mut carla, 10, &bay).await;
    let list = |page: &Answer| {
        let leads = links(&page.body).into_iter().map(|link| link.replace("&#38;", "&").replace("&amp;", "&"));
        leads.into_iter().find(|link| link.contains("&at=")).unwrap()
    };
    let page = carla.get(&bay).await;
    page.says("What leads here");
    let found = carla.get(&list(&page)).await;
    found.says("Bay house");
    assert!(found.body.contains(&lodging) && found.body.contains("Amina"), "{}", found.body);
    let elsewhere = carla.get(&format!("/desk/records?kind=lodging&at={}", id(&lodging))).await;
    elsewhere.says_not("Amina");
    carla.get("/desk/records?kind=lodging&at=0123456789abcdef0123456789abcdef").await.is(StatusCode::NOT_FOUND);
    samir.get(&format!("/desk/records?kind=lodging&at={}", id(&bay))).await.says_not("Amina");
}

#[tokio::test]
async fn marked_lines_are_settled_together_and_what_cannot_be_is_counted() {
    let world = World::trial().await;
    let (mut omar, mut carla) = (Browser::signed_in(&world, "omar").await, Browser::signed_in(&world, "carla").await);
    let house = house(&mut omar, "5").await;
    let mut lodgings = vec![];
    for person in [10, 12, 14] {
        let lodging = lodging(&mut carla, person, &house).await;
        does(&mut carla, &lodging, "reserve").await.is(StatusCode::SEE_OTHER);
        lodgings.push(lodging);
    }
    let page = omar.get(&house).await;
    let marks: Vec<String> =
        page.body.split("name=\"line:").skip(1).map(|after| format!("line:{}", &after[..32])).collect();
    assert_eq!(marks.len(), 3);
    let lines = format!("{house}/lines");
    let form = |word| {
        let mut form = vec![("do", word), ("limit", "facility.beds")];
        form.extend(marks.iter().map(|mark| (mark.as_str(), "1")));
        form
    };
    carla.send(&house, &lines, &form("fill-marked")).await.is(StatusCode::FORBIDDEN);
    does(&mut carla, &lodgings[0], "free").await.is(StatusCode::SEE_OTHER);
    let part = omar.send(&house, &lines, &form("fill-marked")).await;
    part.is(StatusCode::OK);
    part.says("Lines that are settled now: 2. Not settled: 1");
    omar.get(&house).await.says("3 are free tonight, of 5.");
    // Asked again nothing is done twice.
    omar.send(&house, &lines, &form("fill-marked")).await.says("Lines that are settled now: 2. Not settled: 1");
    let ahead = [form("free-marked"), vec![("on", "2999-01-01")]].concat();
    let ahead = omar.send(&house, &lines, &ahead).await;
    ahead.is(StatusCode::UNPROCESSABLE_ENTITY);
    ahead.says("That is no day on which it can have been.");
    omar.send(&house, &lines, &form("free-marked")).await.says("Lines that are settled now: 3.");
    omar.get(&house).await.says("5 are free tonight, of 5.");
    omar.send(&house, &lines, &[("do", "free-marked"), ("limit", "facility.beds")]).await.says("settled now: 0.");
}
