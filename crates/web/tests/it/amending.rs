//! One field of a person amended in its row: by whom, what becomes of two who do it at once, of sources that disagree, and
//! of what is taken back.

use axum::http::StatusCode;
use web::Tongue;

use crate::browser::{Answer, Browser, Form, form_token};
use crate::pages;
use crate::world::{World, people};

const PERSON: u8 = 10;
/// Of it the desk says one thing and another register another.
const STATUS: &str = "application.status";

fn edit(number: u8, field: &str) -> String {
    format!("{}?edit={field}", people::page(number))
}

fn amend(number: u8) -> String {
    format!("{}/amend", people::page(number))
}

/// The panel of the field that stands open.
#[track_caller]
fn panel(page: &Answer) -> String {
    let panel = page.body.split("id=\"edit\"").nth(1).unwrap_or_else(|| panic!("no field is open: {}", page.text()));
    panel.split("</ol></dd>").next().unwrap().to_owned()
}

fn seen(page: &Answer) -> String {
    panel(page).split("name=\"seen\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
}

async fn send(browser: &mut Browser, page: &Answer, field: &str, says: Form<'_>) -> Answer {
    let seen = seen(page);
    let fields: Vec<_> = [("field", field), ("seen", seen.as_str())].into_iter().chain(says.iter().copied()).collect();
    browser.fill(&form_token(&page.body), &amend(PERSON), &fields).await
}

async fn save(browser: &mut Browser, page: &Answer, field: &str, value: &str) -> Answer {
    send(browser, page, field, &[(field, value), ("act", "save")]).await
}

#[tokio::test]
async fn a_field_is_amended_in_its_row_and_its_past_says_who_said_what() {
    let world = World::trial().await;
    let mut carla = Browser::signed_in(&world, "carla").await;
    let page = carla.get(&people::page(PERSON)).await;
    assert!(page.body.contains(&format!("{}#edit", edit(PERSON, "name.full"))), "a link beside the field");
    let open = carla.get(&edit(PERSON, "name.full")).await;
    assert!(panel(&open).contains("name=\"name.full\" dir=\"auto\" value=\"Amina Yusuf\""), "{}", panel(&open));
    let done = save(&mut carla, &open, "name.full", "Amina Yusuf Haddad").await;
    done.leads_to(&format!("{}?saved=1#on-record", people::page(PERSON)));
    let saved = carla.get(done.location()).await;
    saved.says("It is on record");
    saved.says("Amina Yusuf Haddad");
    let past = panel(&carla.get(&edit(PERSON, "name.full")).await);
    let past = past.split("class=\"members history\"").nth(1).unwrap();
    assert_eq!((past.matches("<li>").count(), past.matches("carla").count()), (2, 2), "{past}");
    assert!(past.find("Haddad") < past.find("Amina Yusuf<"), "the latest first: {past}");
    assert_eq!(past.matches("<b>").count(), 1, "one of them counts");
}

#[tokio::test]
async fn a_field_of_which_nothing_is_on_record_is_filled_in() {
    let world = World::trial().await;
    let mut carla = Browser::signed_in(&world, "carla").await;
    carla.get(&people::page(PERSON)).await.says("Not known yet: add something");
    let open = carla.get(&edit(PERSON, "contact.hours")).await;
    open.says("Nobody has said anything yet");
    save(&mut carla, &open, "contact.hours", "after six").await.is(StatusCode::SEE_OTHER);
    carla.get(&people::page(PERSON)).await.says("after six");
}

#[tokio::test]
async fn who_comes_second_is_told_and_puts_nothing_over() {
    let world = World::trial().await;
    let (mut carla, mut sven) = (Browser::signed_in(&world, "carla").await, Browser::signed_in(&world, "sven").await);
    let first = carla.get(&edit(PERSON, "birth_date")).await;
    let second = sven.get(&edit(PERSON, "birth_date")).await;
    save(&mut carla, &first, "birth_date", "1956").await.is(StatusCode::SEE_OTHER);
    let late = save(&mut sven, &second, "birth_date", "1957-02").await;
    late.is(StatusCode::CONFLICT);
    late.says("Nothing was put over it");
    assert!(panel(&late).contains("value=\"1956\""), "what is on record now");
    assert!(panel(&late).contains("1957-02"), "what was typed");
    save(&mut sven, &second, "birth_date", "1957-02").await.is(StatusCode::CONFLICT);
    // Whoever has seen what the other said may say otherwise.
    save(&mut sven, &late, "birth_date", "1957-02").await.is(StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn sources_that_disagree_stand_side_by_side_until_the_desk_amends_its_own_word() {
    let world = World::trial().await;
    let mut carla = Browser::signed_in(&world, "carla").await;
    let open = carla.get(&edit(PERSON, STATUS)).await;
    open.says("Sources disagree");
    for by in ["desk, carla", "border register, carla"] {
        assert!(panel(&open).contains(by), "{by}: {}", panel(&open));
    }
    assert!(panel(&open).contains("value=\"submitted\" selected"), "the desk's own word: {}", panel(&open));
    save(&mut carla, &open, STATUS, "granted").await.is(StatusCode::SEE_OTHER);
    let open = carla.get(&edit(PERSON, STATUS)).await;
    open.says_not("Sources disagree");
    assert!(panel(&open).contains("value=\"granted\" selected"));
}

#[tokio::test]
async fn the_desk_takes_back_its_own_word_and_no_other() {
    let world = World::trial().await;
    let mut carla = Browser::signed_in(&world, "carla").await;
    let open = carla.get(&edit(PERSON, STATUS)).await;
    send(&mut carla, &open, STATUS, &[("act", "take_back")]).await.is(StatusCode::SEE_OTHER);
    let open = carla.get(&edit(PERSON, STATUS)).await;
    open.says("taken back");
    assert!(panel(&open).contains("value=\"granted\" selected"), "what the register says stays");
    assert!(!panel(&open).contains("take_back"), "there is nothing more to take back");
    let emptied = [(STATUS, ""), ("was:application.status", "granted"), ("act", "save")];
    let refused = send(&mut carla, &open, STATUS, &emptied).await;
    refused.is(StatusCode::UNPROCESSABLE_ENTITY);
    refused.says("Another source says this");
}

#[tokio::test]
async fn what_does_not_fit_or_cannot_be_stands_in_the_form_again() {
    let world = World::trial().await;
    let mut carla = Browser::signed_in(&world, "carla").await;
    let before = carla.get(&edit(PERSON, "birth_date")).await;
    for (typed, says) in [("soon", "write the day as 1990-05-21"), ("2999", "this day has not come yet")] {
        let refused = save(&mut carla, &before, "birth_date", typed).await;
        refused.is(StatusCode::UNPROCESSABLE_ENTITY);
        refused.says(says);
        assert!(panel(&refused).contains(&format!("value=\"{typed}\"")), "{typed}");
    }
    let nothing = send(&mut carla, &before, "birth_date", &[("act", "not_applicable")]).await;
    nothing.is(StatusCode::UNPROCESSABLE_ENTITY);
    let untouched = [("birth_date", "1955"), ("was:birth_date", "1955"), ("act", "save")];
    send(&mut carla, &before, "birth_date", &untouched).await.leads_to(&format!("{}#on-record", people::page(PERSON)));
}

#[tokio::test]
async fn a_field_behind_a_wall_is_there_for_whoever_opens_it() {
    let world = World::trial().await;
    let (mut carla, mut sven) = (Browser::signed_in(&world, "carla").await, Browser::signed_in(&world, "sven").await);
    let open = carla.get(&edit(PERSON, "child.guardian")).await;
    let closed = sven.get(&edit(PERSON, "child.guardian")).await;
    assert!(
        !closed.body.contains("id=\"edit\"") && !closed.body.contains("edit=child.guardian#edit"),
        "{}",
        closed.text()
    );
    let fields = [("field", "child.guardian"), ("seen", "1"), ("child.guardian", "true"), ("act", "save")];
    let token = form_token(&closed.body);
    let there = sven.fill(&token, &amend(PERSON), &fields).await;
    let absent = sven.fill(&token, &amend(people::WITHOUT_SECRETS), &fields).await;
    assert_eq!((there.status, absent.status), (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND));
    save(&mut carla, &open, "child.guardian", "true").await.is(StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn what_registers_call_somebody_is_amended_by_nobody() {
    let world = World::trial().await;
    let mut carla = Browser::signed_in(&world, "carla").await;
    let page = carla.get(&people::page(PERSON)).await;
    for field in ["id", "external.id", "external.system"] {
        assert!(!page.body.contains(&format!("edit={field}#")), "{field}");
        let fields = [("field", field), ("seen", "0"), (field, "X 1"), ("act", "save")];
        carla.fill(&form_token(&page.body), &amend(PERSON), &fields).await.is(StatusCode::FORBIDDEN);
    }
}

#[tokio::test]
async fn somebody_at_another_office_is_not_there() {
    let world = World::trial().await;
    let mut carla = Browser::signed_in(&world, "carla").await;
    let token = form_token(&carla.get("/desk").await.body);
    for number in [5, 77] {
        carla.get(&edit(number, "name.full")).await.is(StatusCode::NOT_FOUND);
        let fields = [("field", "name.full"), ("seen", "1"), ("name.full", "X"), ("act", "save")];
        carla.fill(&token, &amend(number), &fields).await.is(StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn pages_with_an_open_field_are_whole_in_every_language() {
    let world = World::trial().await;
    let mut carla = Browser::signed_in(&world, "carla").await;
    for tongue in Tongue::ALL {
        for field in [STATUS, "nationalities", "contact.hours", "child.guardian"] {
            let path = format!("{}&lang={}", edit(PERSON, field), tongue.tag());
            pages::check(&carla.get(&path).await.body, &path, tongue);
        }
    }
}
