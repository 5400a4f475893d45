//! Every page in every language: drawn whole, in the right direction, without inline style or script.

use std::sync::atomic::Ordering;
use std::time::Duration;

use axum::Router;
use axum::http::StatusCode;
use casework::Mode;
use web::{Settings, Tongue, router};

use crate::browser::{Browser, form_token};
use crate::fake::{self, Fake, people};

const REACH: &str = "/studio/packs/portugal-pending-regular/pending-counts-as-regular/reach";

const VALUES: &str = "/studio/values/portugal-pending-regular";
const TRIED: &str = "v.decree.cutoff=2020-09-01&from=2020-11-08";

fn instance() -> (Fake, Router) {
    let fake = fake::instance(Mode::Trial);
    let settings = Settings { patience: Duration::from_millis(20), ..Settings::default() };
    let router = router(fake.ports.clone(), settings);
    (fake, router)
}

/// Pages by who can see them.
fn pages() -> Vec<(&'static str, Vec<String>)> {
    let person = format!("/desk/people/{}", people::id(2));
    let persona = format!("{REACH}/persona?pattern=f4-u0-p0&on=2020-04-01");
    vec![
        ("", ["/", "/sign-in", "/studio", "/studio/components", "/nowhere"].map(str::to_owned).to_vec()),
        ("", rules()),
        ("", library()),
        ("ana", vec![REACH.into(), persona, "/desk".into()]),
        ("carla", vec!["/desk".into(), "/desk?stay.status=national".into(), person, REACH.into()]),
        ("deniz", vec!["/studio".into(), "/studio/proposals".into(), VALUES.into(), format!("{VALUES}?{TRIED}")]),
        ("hanan", vec!["/desk".into()]),
        ("omar", vec!["/desk".into()]),
    ]
}

/// The library, found, narrowed, read, compared and traced.
fn library() -> Vec<String> {
    let (a, b) = ("portugal/pending-counts-as-regular", "algeria/tracing-capacity");
    [
        "/studio?q=permit&country=IRL".into(),
        "/studio/library".into(),
        "/studio/library?q=helth+women&kind=rule&gcm=15".into(),
        "/studio/library?q=zzzzzzzz".into(),
        "/studio/library?group=women&country=XXX".into(),
        format!("/studio/library?compare={a}&page=2"),
        format!("/studio/library/practices/{a}"),
        format!("/studio/library/practices/{b}"),
        format!("/studio/library/compare?a={a}&b={b}"),
        "/studio/library/recommendations".into(),
        "/studio/library/recommendations?part=speakers".into(),
        "/studio/library/packs/portugal-pending-regular".into(),
    ]
    .to_vec()
}

/// Every shipped pack and every measure in it.
fn rules() -> Vec<String> {
    let packs = fake::library::packs();
    let measures =
        packs.packs.iter().flat_map(|pack| pack.measures.iter().map(|rule| format!("{}/{}", pack.name, rule.id)));
    let names = packs.packs.iter().map(|pack| pack.name.clone()).chain(measures);
    names.map(|name| format!("/studio/packs/{name}")).collect()
}

#[tokio::test]
async fn every_page_is_drawn_whole_in_every_language() {
    let (_, router) = instance();
    for (account, paths) in pages() {
        let mut browser =
            if account.is_empty() { Browser::new(&router) } else { Browser::signed_in(&router, account).await };
        for tongue in Tongue::ALL {
            for path in &paths {
                let joint = if path.contains('?') { '&' } else { '?' };
                let page = browser.get(&format!("{path}{joint}lang={}", tongue.tag())).await.body;
                check(&page, path, tongue);
            }
        }
    }
}

#[track_caller]
pub fn check(page: &str, path: &str, tongue: Tongue) {
    let at = format!("{path} in {}", tongue.tag());
    let opening = format!("<html lang=\"{}\" dir=\"{}\">", tongue.tag(), tongue.dir());
    assert!(page.contains(&opening), "{at}");
    assert!(page.ends_with("</html>"), "{at}");
    for forbidden in ["style=", "<style", "javascript:", " onclick", "[studio-", "[desk-", "[lead-", "&amp;lt;"] {
        assert!(!page.contains(forbidden), "{at} holds {forbidden}");
    }
    assert!(!page.contains(">["), "{at}: a message is missing: {}", page.split(">[").nth(1).unwrap_or_default());
    assert_eq!(page.matches("<h1").count(), 1, "{at}");
    assert_eq!(unbalanced(page), None, "{at}");
}

/// The first tag that is closed without being open, or stays open.
fn unbalanced(page: &str) -> Option<String> {
    let void = ["meta", "link", "input", "br", "circle", "path", "rect", "!doctype"];
    let mut open: Vec<&str> = Vec::new();
    for tag in page.split('<').skip(1).filter_map(|rest| rest.split('>').next()) {
        let name = tag.trim_start_matches('/').split([' ', '\n', '/']).next().unwrap_or_default();
        if void.contains(&name) {
            continue;
        }
        if !tag.starts_with('/') {
            open.push(name);
        } else if open.pop() != Some(name) {
            return Some(name.to_owned());
        }
    }
    open.pop().map(str::to_owned)
}

#[tokio::test]
async fn a_language_once_asked_for_is_remembered() {
    let (_, router) = instance();
    let mut browser = Browser::new(&router);
    browser.get("/?lang=ar").await;
    assert!(browser.get("/studio").await.body.contains("<html lang=\"ar\" dir=\"rtl\">"));
}

#[tokio::test]
async fn the_browsers_language_is_the_first_guess() {
    let (_, router) = instance();
    let mut browser = Browser::new(&router);
    browser.headers.push(("accept-language", "es-MX,es;q=0.9,en;q=0.5".into()));
    assert!(browser.get("/").await.body.contains("<html lang=\"es\""));
}

#[tokio::test]
async fn the_reach_opens_with_a_sentence() {
    let (_, router) = instance();
    let page = Browser::signed_in(&router, "ana").await.get(&format!("{REACH}?on=2020-04-01")).await.body;
    let text = plain(&page);
    assert!(text.contains("On 1 April 2020 it reaches 61,204 of 84,310 people."), "{text}");
    assert!(text.contains("For 3,118 people nobody can tell yet."), "{text}");
    assert!(text.contains("It leaves 19,988 behind."), "{text}");
}

#[tokio::test]
async fn what_leaves_most_people_behind_stands_first() {
    let (_, router) = instance();
    let page = Browser::signed_in(&router, "ana").await.get(REACH).await.body;
    let rows = page.split("class=\"rows\"").nth(1).unwrap();
    let (cutoff, undecided) = (rows.find("12,307").unwrap(), rows.find("4,340").unwrap());
    assert!(cutoff < undecided);
}

#[tokio::test]
async fn a_withheld_figure_is_a_mark_with_words_and_no_number() {
    let (_, router) = instance();
    let page = Browser::signed_in(&router, "ana").await.get(REACH).await.body;
    assert!(page.contains("class=\"withheld\""));
    assert!(plain(&page).contains("counts below 10"), "the threshold is said");
}

#[tokio::test]
async fn a_long_simulation_shows_its_progress_and_then_its_answer() {
    let (fake, router) = instance();
    fake.reach.slow.store(true, Ordering::Relaxed);
    let mut browser = Browser::signed_in(&router, "ana").await;
    let waiting = browser.get(REACH).await;
    assert_eq!(waiting.status, StatusCode::ACCEPTED);
    assert!(waiting.body.contains("<meta http-equiv=\"refresh\" content=\"2\">"), "works without a script");
    fake.reach.go.notify_one();
    fake.reach.slow.store(false, Ordering::Relaxed);
    let mut done = browser.get(REACH).await;
    while done.status == StatusCode::ACCEPTED {
        done = browser.get(REACH).await;
    }
    assert_eq!(done.status, StatusCode::OK);
    assert_eq!(fake.reach.asked.load(Ordering::Relaxed), 1, "the second reader waits for the same answer");
}

#[tokio::test]
async fn a_failed_simulation_is_tried_again() {
    let (fake, router) = instance();
    fake.reach.failing.store(true, Ordering::Relaxed);
    let mut browser = Browser::signed_in(&router, "ana").await;
    let answer = browser.get(REACH).await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(answer.body.contains("This does not work right now"));
    fake.reach.failing.store(false, Ordering::Relaxed);
    assert_eq!(browser.get(REACH).await.status, StatusCode::OK);
}

#[tokio::test]
async fn whoever_waits_is_answered_though_the_record_moves_on() {
    let (fake, router) = instance();
    fake.reach.slow.store(true, Ordering::Relaxed);
    let mut browser = Browser::signed_in(&router, "ana").await;
    assert_eq!(browser.get(REACH).await.status, StatusCode::ACCEPTED);
    fake.reach.revision.fetch_add(1, Ordering::Relaxed);
    assert_eq!(browser.get(REACH).await.status, StatusCode::ACCEPTED);
    fake.reach.go.notify_one();
    let mut looked = browser.get(REACH).await;
    while looked.status == StatusCode::ACCEPTED {
        fake.reach.revision.fetch_add(1, Ordering::Relaxed);
        looked = browser.get(REACH).await;
    }
    assert_eq!(looked.status, StatusCode::OK);
    assert_eq!(fake.reach.asked.load(Ordering::Relaxed), 1, "one simulation, however often it is looked for");
    fake.reach.slow.store(false, Ordering::Relaxed);
    fake.reach.revision.fetch_add(1, Ordering::Relaxed);
    assert_eq!(browser.get(REACH).await.status, StatusCode::OK);
    assert_eq!(fake.reach.asked.load(Ordering::Relaxed), 2, "then it is out of date");
}

#[tokio::test]
async fn an_answer_of_an_older_record_is_not_offered_again() {
    let (fake, router) = instance();
    let mut browser = Browser::signed_in(&router, "ana").await;
    browser.get(REACH).await;
    browser.get(REACH).await;
    assert_eq!(fake.reach.asked.load(Ordering::Relaxed), 1);
    fake.reach.revision.fetch_add(1, Ordering::Relaxed);
    browser.get(REACH).await;
    assert_eq!(fake.reach.asked.load(Ordering::Relaxed), 2);
}

#[tokio::test]
async fn a_rule_shows_its_law_its_dates_and_what_it_may_never_see() {
    let (_, router) = instance();
    let mut browser = Browser::new(&router);
    let page = browser.get("/studio/packs/portugal-pending-regular/pending-counts-as-regular").await.body;
    for part in ["Despacho 3863-B/2020", "to verify", "lodged by 15 October 2020", "compared with the law by"] {
        assert!(plain(&page).contains(part), "{part}");
    }
    for (path, part) in [
        ("qatar-domestic-worker-health/health-cover", "application.*"),
        ("qatar-domestic-worker-health/health-cover", "presumed in the person’s favour"),
        ("bangladesh-returnee-cash/cash-on-return", "At least one of these:"),
        ("ireland-permit-renewal/automatic-renewal", "Table notices"),
    ] {
        let page = browser.get(&format!("/studio/packs/{path}")).await.body;
        assert!(plain(&page).contains(part), "{part} on {path}");
    }
}

#[tokio::test]
async fn a_text_nobody_translated_is_marked_with_its_language() {
    let (_, router) = instance();
    let page = Browser::new(&router).get("/studio?lang=ar").await.body;
    assert!(page.contains("<span lang=\"en\" dir=\"ltr\" class=\"foreign\">Permits renewed by themselves</span>"));
}

#[tokio::test]
async fn a_person_page_says_what_to_ask_next() {
    let (_, router) = instance();
    let page = Browser::signed_in(&router, "carla").await.get(&format!("/desk/people/{}", people::id(2))).await.body;
    let text = plain(&page);
    for part in [
        "1 measure reaches this person.",
        "On which day did you lodge your application?",
        "Sources disagree: submitted, granted",
        "Legal hold",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert!(page.contains("<title>A person · Onward</title>"), "no name in the window's title");
}

#[tokio::test]
async fn installed_measures_are_listed_for_programs() {
    let (_, router) = instance();
    let answer = Browser::new(&router).get("/api/v1/measures").await;
    let list: serde_json::Value = serde_json::from_str(&answer.body).unwrap();
    let measures = list.as_array().unwrap();
    let pending = measures.iter().find(|one| one["measure"] == "pending-counts-as-regular").unwrap();
    assert_eq!(pending["gcm"], serde_json::json!([4, 7, 15]));
    let installed: usize = fake::library::packs().packs.iter().map(|pack| pack.measures.len()).sum();
    assert_eq!(measures.len(), installed);
}

#[tokio::test]
async fn the_health_check_answers() {
    let (_, router) = instance();
    assert_eq!(Browser::new(&router).get("/healthz").await.body, "ok\n");
}

#[tokio::test]
async fn pages_travel_compressed() {
    let (_, router) = instance();
    let mut browser = Browser::new(&router);
    browser.headers.push(("accept-encoding", "gzip".into()));
    for path in ["/", "/studio"] {
        let answer = browser.get(path).await;
        assert_eq!(answer.headers.get("content-encoding").unwrap(), "gzip", "{path}");
    }
}

#[tokio::test]
async fn pages_are_light_enough_for_a_cheap_phone() {
    let (_, router) = instance();
    let mut browser = Browser::signed_in(&router, "ana").await;
    let token = form_token(&browser.get(REACH).await.body);
    assert!(!token.is_empty());
    for path in ["/", "/studio", REACH] {
        let bytes = browser.get(path).await.body.len();
        assert!(bytes < 40_000, "{path}: {bytes} bytes before compression");
    }
}

/// A page's text without tags and isolation marks, with single spaces.
fn plain(page: &str) -> String {
    let mut text = String::new();
    let mut inside = false;
    for c in page.chars() {
        match c {
            '<' => inside = true,
            '>' => inside = false,
            '\u{2066}'..='\u{2069}' => {}
            c if !inside => text.push(c),
            _ => {}
        }
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
