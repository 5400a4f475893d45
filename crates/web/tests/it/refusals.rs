//! What goes against somebody, at the desk: it is looked at by another who says why not, its letter is handed over before it is
//! closed, and nothing of that is passed over in silence. What a step cannot be is said where it was typed.

use axum::http::StatusCode;
use instance::GOVERNANCE;
use packs::Source;

use crate::browser::{Answer, Browser, form_token, links};
use crate::world::{World, people};

const PERSON: u8 = 10;
const FORM: &str = "0123456789abcdef0123456789abcdef";

/// An instance with claims for wages, a case worker and a supervisor.
async fn world() -> (World, Browser, Browser) {
    let world = World::trial().await;
    let keeper = world.acting("adil", GOVERNANCE, None).await;
    world.instance.install(&keeper, &Source::shipped("wage-claim").unwrap()).await.unwrap();
    let (carla, sven) = (Browser::signed_in(&world, "carla").await, Browser::signed_in(&world, "sven").await);
    (world, carla, sven)
}

fn new() -> String {
    format!("{}/new/wage", people::page(PERSON))
}

/// A claim that was opened, of somebody whose employer may not be asked.
async fn opened(carla: &mut Browser) -> String {
    let said = [("form", FORM), ("wage.may_ask", "false")];
    let opened = carla.send(&new(), &new(), &said).await;
    opened.is(StatusCode::SEE_OTHER);
    opened.location().split('?').next().unwrap().to_owned()
}

/// Takes a step from the page as it is now.
async fn step(browser: &mut Browser, record: &str, said: &[(&str, &str)]) -> Answer {
    let page = browser.get(record).await;
    let seen = page.body.split("name=\"seen\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    let mut all = vec![("seen", seen)];
    all.extend(said);
    browser.fill(&form_token(&page.body), &format!("{record}/step"), &all).await
}

async fn turned_down(carla: &mut Browser, record: &str, why: &str) {
    let decided = [("item", "award"), ("step", "decide"), ("outcome", "not_owed"), ("why", why)];
    step(carla, record, &decided).await.is(StatusCode::SEE_OTHER);
}

/// A claim that a case worker turned down, which waits for a yes.
async fn waiting(carla: &mut Browser) -> String {
    let record = opened(carla).await;
    step(carla, &record, &[("item", "write_down"), ("step", "do")]).await.is(StatusCode::SEE_OTHER);
    turned_down(carla, &record, "No contract was shown.").await;
    record
}

#[tokio::test]
async fn a_refusal_is_handed_over_before_it_is_closed_or_the_page_says_what_is_left() {
    let (_world, mut carla, mut sven) = world().await;
    let record = waiting(&mut carla).await;
    step(&mut sven, &record, &[("item", "award"), ("step", "yes")]).await.is(StatusCode::SEE_OTHER);
    let page = sven.get(&record).await;
    page.says("Hand over the letter: Decide what is owed");
    page.says_not("Nothing is to be done now");
    page.says("Their time to appeal has not begun");
    assert!(page.body.contains("<option value=\"\">Choose</option>"), "no end is chosen beforehand");
    let unchosen = sven.send(&record, &format!("{record}/act"), &[("act", "close"), ("reason", "")]).await;
    unchosen.is(StatusCode::UNPROCESSABLE_ENTITY);
    unchosen.says("Choose how the case ends");
    step(&mut carla, &record, &[("item", "award"), ("step", "serve")]).await.is(StatusCode::SEE_OTHER);
    let page = sven.get(&record).await;
    page.says("handed over 1 September 2020");
    page.says("they may appeal until 1 October 2020");
    page.says("Decide what is owed: they may still appeal");
    page.says_not("Hand over the letter");
    step(&mut carla, &record, &[("item", "award"), ("step", "appeal")]).await.is(StatusCode::SEE_OTHER);
    let page = sven.get(&record).await;
    page.says("appealed 1 September 2020");
    page.says("nobody has decided on that yet");
}

#[tokio::test]
async fn a_no_says_why_and_is_not_asked_for_again_before_it_is_decided_anew() {
    let (_world, mut carla, mut sven) = world().await;
    let record = waiting(&mut carla).await;
    let no = |why: &'static str| [("item", "award"), ("step", "no"), ("why", why)];
    let unsaid = step(&mut sven, &record, &no(" ")).await;
    unsaid.is(StatusCode::UNPROCESSABLE_ENTITY);
    unsaid.says("Say why not");
    step(&mut sven, &record, &no("Look at the papers again.")).await.is(StatusCode::SEE_OTHER);
    let page = sven.get(&record).await;
    page.says("You said no");
    page.says_not("No, send it back");
    sven.get("/desk/work?whose=yes").await.says("Nothing waits for your yes");
    for page in [record.as_str(), "/desk/work?whose=office"] {
        carla.get(page).await.says("sent back by sven: Look at the papers again.");
    }
    turned_down(&mut carla, &record, "The papers name nobody.").await;
    sven.get(&record).await.says("No, send it back");
    carla.get(&record).await.says_not("sent back by sven");
}

#[tokio::test]
async fn what_waits_for_a_yes_is_counted_where_work_begins() {
    let (_world, mut carla, mut sven) = world().await;
    sven.get("/").await.says("Nothing waits for your decision");
    waiting(&mut carla).await;
    let page = sven.get("/").await;
    page.says("One thing waits for your yes or no");
    page.says_not("Nothing waits for your decision");
    let there = links(&page.body);
    assert!(there.iter().any(|link| link == "/desk/work?whose=yes"), "{there:?}");
    sven.get("/desk/work").await.says("For my yes 1");
    carla.get("/desk/work").await.says("For my yes 0");
}

#[tokio::test]
async fn a_word_that_this_session_does_not_know_shows_no_other_list() {
    let (_world, mut carla, _) = world().await;
    let form = format!("{}/new/nothing", people::page(PERSON));
    for path in ["/desk/records?kind=nothing", "/desk/work?kind=nothing", "/desk/new/nothing", form.as_str()] {
        let page = carla.get(path).await;
        page.is(StatusCode::BAD_REQUEST);
        page.says("This list is not known here");
        page.says("All lists");
    }
}

#[tokio::test]
async fn a_case_is_offered_to_whoever_its_pathway_lets_open_it() {
    let (_world, mut carla, mut sven) = world().await;
    let form = carla.get(&new()).await;
    form.says("Amina Yusuf");
    carla.get(&people::page(PERSON)).await.says("New: Claim for wages");
    sven.get(&people::page(PERSON)).await.says_not("New: Claim for wages");
    sven.get(&new()).await.is(StatusCode::NOT_FOUND);
    let said = [("form", FORM), ("wage.since", "2020-08-01")];
    let refused = sven.send(&people::page(PERSON), &new(), &said).await;
    refused.is(StatusCode::FORBIDDEN);
    refused.says("The rules do not let your role open this");
    assert!(refused.body.contains("value=\"2020-08-01\""), "what was typed stands there");
}

#[tokio::test]
async fn what_a_step_cannot_be_is_said_where_it_was_typed() {
    let (_world, mut carla, _) = world().await;
    let record = opened(&mut carla).await;
    let before = [("item", "write_down"), ("step", "do"), ("happened", "2020-08-01T10:00")];
    let refused = step(&mut carla, &record, &before).await;
    refused.is(StatusCode::UNPROCESSABLE_ENTITY);
    refused.says("That is no moment between the opening of the case and now");
    refused.says_not("That moment has not come yet");
    assert!(refused.body.contains("value=\"2020-08-01T10:00\""), "{}", refused.body);
    let extend = |n: &'static str| {
        [("item", "write_down"), ("step", "extend"), ("n", n), ("unit", "days"), ("why", "They asked for it.")]
    };
    for n in ["abc", "-5", "99999"] {
        let refused = step(&mut carla, &record, &extend(n)).await;
        refused.is(StatusCode::UNPROCESSABLE_ENTITY);
        refused.says("A whole number from 1 to 3,660 fits here.");
        for typed in [n, "They asked for it."] {
            assert!(refused.body.contains(&format!("value=\"{typed}\"")), "{typed}: {}", refused.body);
        }
    }
    step(&mut carla, &record, &extend("٣")).await.is(StatusCode::SEE_OTHER);
}
