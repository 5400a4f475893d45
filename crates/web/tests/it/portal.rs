//! The portal from the outside: somebody without an account asks for help, comes back with a code, leaves nothing behind;
//! and a worker finds what was asked.

use axum::body::{Body as Sent, to_bytes};
use axum::http::{HeaderValue, Request, StatusCode};
use journal::{Act, Body};
use tower::ServiceExt;

use crate::browser::{Answer, Browser, form_token};
use crate::world::{HOST, World};

/// The door of the pack `contact-needs`.
const DOOR: &str = "Tell us what you need";
const BIRTH_YEAR: &str = "birth_date";

/// What is answered on which question: by the name of the question, as fields of its page.
const ANSWERS: [Asked<'static>; 6] = [
    ("need.kind_of", &[("a0:food", "1"), ("a0:shelter", "1")]),
    ("need.emergency", &[("a0", "true")]),
    ("need.detail", &[("a0", "two of us, by the old bridge <b>")]),
    ("country", &[("a0", "LKA")]),
    (BIRTH_YEAR, &[("a0", "١٩٩٠")]),
    ("contact.safe", &[("a0", "false")]),
];

/// A question by its name, and the fields by which it is answered.
type Asked<'a> = (&'a str, &'a [(&'a str, &'a str)]);

/// The value of a hidden field.
fn hidden<'a>(page: &'a str, name: &str) -> &'a str {
    let from = page.split(&format!("name=\"{name}\" value=\"")).nth(1).unwrap_or_default();
    from.split('"').next().unwrap_or_default()
}

/// The address of a door.
fn door(home: &Answer, title: &str) -> String {
    let before = home.body.split(title).next().unwrap();
    before.rsplit("href=\"").next().unwrap().split('"').next().unwrap().to_owned()
}

async fn begun(browser: &mut Browser, title: &str) -> Answer {
    let home = browser.get("/need").await;
    home.is(StatusCode::OK);
    let door = door(&home, title);
    let start = browser.get(&door).await;
    let fields = [("in", "en"), ("form", hidden(&start.body, "form"))];
    browser.fill(&form_token(&start.body), &door, &fields).await.leads_to("/need/page?in=en");
    browser.get("/need/page?in=en").await
}

/// Answers a page and goes where it leads.
async fn turn(browser: &mut Browser, page: &Answer, fields: &[(&str, &str)]) -> Answer {
    let fields: Vec<_> =
        [("key", hidden(&page.body, "key")), ("a0-asked", "1")].into_iter().chain(fields.iter().copied()).collect();
    let action = page
        .body
        .split("<form method=\"post\" action=\"")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap()
        .replace("&amp;", "&");
    browser.fill(&form_token(&page.body), &action, &fields).await
}

/// Answers every page as [`ANSWERS`] say, to the check.
async fn checked(browser: &mut Browser) -> Answer {
    walked(browser, DOOR, &ANSWERS).await
}

async fn walked(browser: &mut Browser, title: &str, answers: &[Asked<'_>]) -> Answer {
    let mut page = begun(browser, title).await;
    for _ in 0..40 {
        if hidden(&page.body, "key").is_empty() {
            return page;
        }
        page = answered(browser, &page, answers).await;
    }
    panic!("the form has no end: {}", page.text())
}

/// Answers a page.
async fn answered(browser: &mut Browser, page: &Answer, answers: &[Asked<'_>]) -> Answer {
    let question = hidden(&page.body, "key").rsplit('/').next().unwrap();
    let fields = answers.iter().find(|(asked, _)| *asked == question).map_or(&[][..], |(_, fields)| fields);
    let answer = turn(browser, page, fields).await;
    answer.is(StatusCode::SEE_OTHER);
    browser.get(answer.location()).await
}

fn words(page: &Answer, after: &str) -> String {
    let text = page.text();
    text.split(after).nth(1).unwrap().split_whitespace().next().unwrap().to_owned()
}

/// Who opened records, by their account.
async fn opened(world: &World) -> usize {
    let all = world.happened(0).await;
    all.iter().filter(|(_, body)| matches!(body, Body::Opened { .. })).count()
}

#[tokio::test]
async fn somebody_without_an_account_asks_and_comes_back_with_a_code() {
    let world = World::full().await;
    let mut browser = Browser::new(&world);
    let check = checked(&mut browser).await;
    for part in ["Food or water", "two of us, by the old bridge &lt;b&gt;", "1990", "Nothing is sent yet."] {
        check.says(part);
    }
    assert!(!check.body.contains("bridge <b>"), "what is typed is no markup");
    assert_eq!(opened(&world).await, 0);
    let token = form_token(&check.body);
    let (first, second) = (browser.clone(), &mut browser);
    first.clone().fill(&token, "/need/send?in=en", &[]).await.leads_to("/need/sent");
    second.fill(&token, "/need/send?in=en", &[]).await.leads_to("/need/sent");
    assert_eq!(opened(&world).await, 1, "a double click sends once");

    let sent = browser.get("/need/sent").await;
    let (code, pin) = (words(&sent, "Code "), words(&sent, "PIN, 6 figures "));
    let mut elsewhere = Browser::new(&world);
    let told =
        elsewhere.send("/status", "/status", &[("code", &code.to_lowercase().replace('-', " ")), ("pin", &pin)]).await;
    told.is(StatusCode::OK);
    told.says("Received on 1 September 2020");
    for part in ["food", "bridge", "1990", "LKA"] {
        told.says_not(part);
    }
}

#[tokio::test]
async fn a_wrong_pin_and_a_code_that_there_is_not_are_answered_alike() {
    let world = World::full().await;
    let mut browser = Browser::new(&world);
    checked(&mut browser).await;
    browser.send("/need/check", "/need/send", &[]).await.leads_to("/need/sent");
    let code = words(&browser.get("/need/sent").await, "Code ");
    let mut stranger = Browser::new(&world);
    let mut said = Vec::new();
    for typed in [code.as_str(), "0000-0000-0"] {
        let answer = stranger.send("/status", "/status", &[("code", typed), ("pin", "000000")]).await;
        answer.is(StatusCode::UNPROCESSABLE_ENTITY);
        said.push(answer.text());
    }
    assert_eq!(said[0], said[1]);
    for _ in 0..20 {
        stranger.send("/status", "/status", &[("code", &code), ("pin", "000001")]).await;
        world.clock.minutes(60);
    }
    stranger.send("/status", "/status", &[("code", &code), ("pin", "000001")]).await.says("too many tries");
}

#[tokio::test]
async fn what_is_wrong_is_told_with_what_was_typed() {
    let world = World::full().await;
    let mut browser = Browser::new(&world);
    let mut page = begun(&mut browser, DOOR).await;
    while !hidden(&page.body, "key").ends_with(BIRTH_YEAR) {
        page = answered(&mut browser, &page, &ANSWERS).await;
    }
    let wrong = turn(&mut browser, &page, &[("a0", "ninety")]).await;
    wrong.is(StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("value=\"ninety\"") && wrong.body.contains("aria-invalid"), "{}", wrong.body);
    wrong.says("There is a problem");
    let ahead = turn(&mut browser, &wrong, &[("a0", "1990")]).await;
    ahead.is(StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn nobody_else_sees_a_draft_and_leaving_takes_it_away() {
    let world = World::full().await;
    let mut browser = Browser::new(&world);
    let check = checked(&mut browser).await;
    Browser::new(&world).get("/need/check").await.leads_to("/need");
    let before = browser.clone();
    let left = browser.get("/exit").await;
    left.leads_to("/exit/page");
    assert!(left.header("clear-site-data").contains("cookies"));
    browser.get("/need/check").await.leads_to("/need");
    // Whoever has the cookie of before finds nothing, and what was open in another window sends nothing.
    before.clone().get("/need/check").await.leads_to("/need");
    before.clone().fill(&form_token(&check.body), "/need/send", &[]).await.leads_to("/need");
    assert_eq!(opened(&world).await, 0);
}

/// Keeps a draft and goes on with it in another browser; the code and the PIN.
async fn gone_on(world: &World, browser: &mut Browser) -> (Browser, (String, String)) {
    browser.send("/need/check", "/need/keep", &[]).await.leads_to("/need/kept");
    let kept = browser.get("/need/kept").await;
    let known = (words(&kept, "Code "), words(&kept, "PIN, 6 figures "));
    let mut other = Browser::new(world);
    look(&mut other, &known).await.leads_to("/need/page");
    (other, known)
}

async fn look(browser: &mut Browser, (code, pin): &(String, String)) -> Answer {
    browser.send("/status", "/status", &[("code", code), ("pin", pin)]).await
}

#[tokio::test]
async fn what_is_kept_is_gone_on_with_elsewhere() {
    let world = World::full().await;
    let mut browser = Browser::new(&world);
    checked(&mut browser).await;
    let (mut other, _) = gone_on(&world, &mut browser).await;
    other.get("/need/check").await.says("by the old bridge");
    // Both devices send it: it is there once.
    other.send("/need/check", "/need/send", &[]).await.leads_to("/need/sent");
    browser.send("/need/check", "/need/send", &[]).await.leads_to("/need/sent");
    assert_eq!(opened(&world).await, 1);
}

/// Bytes of an answer as they go over the wire, and what it says where it is not compressed.
async fn weight(world: &World, path: &str, cookies: &str) -> usize {
    let request = Request::builder().uri(path).header("host", HOST).header("accept-encoding", "gzip");
    let request = request.header("cookie", cookies).body(Sent::empty()).unwrap();
    let answer = world.router.clone().oneshot(request).await.unwrap();
    assert_eq!(answer.headers().get("content-encoding").map(HeaderValue::as_bytes), Some(&b"gzip"[..]), "{path}");
    to_bytes(answer.into_body(), usize::MAX).await.unwrap().len()
}

#[tokio::test]
async fn every_language_has_the_portal_in_its_direction_and_within_its_weight() {
    let world = World::full().await;
    for (language, dir) in [("en", "ltr"), ("fr", "ltr"), ("es", "ltr"), ("ar", "rtl")] {
        let mut browser = Browser::new(&world);
        for path in ["/need", "/need/0", "/status", "/need/safety"] {
            let path = format!("{path}?lang={language}");
            let page = browser.get(&path).await;
            page.is(StatusCode::OK);
            assert!(page.body.contains(&format!("<html lang=\"{language}\" dir=\"{dir}\">")), "{path}");
            assert_eq!(page.header("cache-control"), "no-store");
            assert!(!page.body.contains("[portal-") && !page.body.contains("[status-"), "{path} lacks words");
            let (own, style) = (weight(&world, &path, "").await, style(&page));
            assert!(own + weight(&world, style, "").await + 1_000 < 30_000, "{path} is too heavy to come first: {own}");
            assert!(own < 10_000, "{path} is too heavy: {own}");
        }
    }
}

/// The address of the style sheet.
fn style(page: &Answer) -> &str {
    page.body.split("rel=\"stylesheet\" href=\"").nth(1).unwrap().split('"').next().unwrap()
}

#[tokio::test]
async fn what_is_asked_is_a_case_of_its_pathway_at_once() {
    let world = World::full().await;
    let mut browser = Browser::new(&world);
    checked(&mut browser).await;
    browser.send("/need/check", "/need/send", &[]).await.leads_to("/need/sent");
    let all = world.happened(0).await;
    let runs = |body: &Body| matches!(body, Body::Acted { act: Act::Runs { pathway, .. }, .. } if pathway == "contact-needs/need-answered");
    assert!(all.iter().any(|(account, body)| account == "portal" && runs(body)), "{all:?}");
}

#[tokio::test]
async fn of_two_windows_that_answer_at_once_neither_loses_its_answer() {
    let world = World::full().await;
    let mut browser = Browser::new(&world);
    let check = checked(&mut browser).await;
    let page = |question: &str| {
        let after = check.body.split(question).nth(1).unwrap();
        after.split("href=\"").nth(1).unwrap().split('"').next().unwrap().replace("&amp;", "&")
    };
    let (year, words) = (page("In which year were you born?"), page("What else should we know?"));
    let (mut one, mut other) = (browser.clone(), browser.clone());
    let (first, second) = (one.get(&year).await, other.get(&words).await);
    let (first, second) =
        tokio::join!(turn(&mut one, &first, &[("a0", "1988")]), turn(&mut other, &second, &[("a0", "by the mill")]));
    first.is(StatusCode::SEE_OTHER);
    second.is(StatusCode::SEE_OTHER);
    let check = browser.get("/need/check?in=en").await;
    check.says("1988");
    check.says("By the mill".to_lowercase().as_str());
}

#[tokio::test]
async fn of_two_devices_whoever_comes_second_with_other_answers_is_told_that_those_were_not_sent() {
    let world = World::full().await;
    let mut browser = Browser::new(&world);
    checked(&mut browser).await;
    let (mut other, known) = gone_on(&world, &mut browser).await;
    let first = other.get("/need/page?p=2").await;
    turn(&mut other, &first, &[("a0", "false")]).await.is(StatusCode::SEE_OTHER);
    browser.send("/need/check", "/need/send", &[]).await.leads_to("/need/sent");
    browser.get("/need/sent").await.says_not("from another device");
    other.send("/need/check", "/need/send", &[]).await.leads_to("/need/sent");
    other.get("/need/sent").await.says("from another device. What you changed since was not sent.");
    assert_eq!(opened(&world).await, 1);
    // What was sent stays so under its code, whatever a third device keeps.
    let mut third = browser.clone();
    third.send("/need/sent", "/need/keep", &[]).await;
    let told = look(&mut Browser::new(&world), &known).await;
    told.says("Received on");
}

#[tokio::test]
async fn what_cannot_be_on_record_is_told_beside_its_question_and_nothing_is_sent() {
    let world = World::full().await;
    let mut browser = Browser::new(&world);
    let came_back: [Asked<'_>; 2] =
        [("return.on", &[("a0-day", "1"), ("a0-month", "3"), ("a0-year", "2020")]), (BIRTH_YEAR, &[("a0", "2020")])];
    walked(&mut browser, "I have come back to Bangladesh", &came_back).await;
    // Since the page was drawn somebody says another day, on which they were not born yet.
    let before = browser.get("/need/page?p=1&in=en").await;
    let answer = turn(&mut browser, &before, &[("a0-day", "1"), ("a0-month", "3"), ("a0-year", "2019")]).await;
    answer.is(StatusCode::SEE_OTHER);
    let refused = browser.send("/need/check?in=en", "/need/send?in=en", &[]).await;
    assert!(refused.location().starts_with("/need/check?in=en&w="), "{} {}", refused.location(), refused.text());
    let check = browser.get(refused.location()).await;
    check.says("This answer cannot be right.");
    browser.get("/need/sent").await.leads_to("/need/check");
}

#[tokio::test]
async fn no_other_site_makes_somebody_leave_and_no_old_page_begins_another_form() {
    let world = World::full().await;
    let mut browser = Browser::new(&world);
    checked(&mut browser).await;
    browser.headers.push(("sec-fetch-site", "cross-site".to_owned()));
    let left = browser.get("/exit").await;
    left.leads_to("/exit/page");
    assert_eq!(left.header("clear-site-data"), "");
    browser.headers.pop();
    browser.get("/need/check").await.says("by the old bridge");
    let start = browser.get("/need/0").await;
    start.says("There are answers on this phone that were not sent.");
    let other = browser.fill(&form_token(&start.body), "/need/1", &[("form", hidden(&start.body, "form"))]).await;
    other.leads_to("/need");
    browser.get("/need/check").await.says("by the old bridge");
}
