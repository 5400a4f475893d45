//! Who gets in, and who is refused; every refusal as carefully as every success.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use axum::Router;
use axum::http::{Method, StatusCode};
use casework::{Action, Mode, Refusal};
use model::{Clock, Timestamp};
use web::{Access, Settings, router, table};

use crate::browser::{Answer, Browser, form_token, steady};
use crate::fake::{self, Fake, NOON, accounts, people};

fn trial() -> (Fake, Router) {
    of(Mode::Trial)
}

fn of(mode: Mode) -> (Fake, Router) {
    let fake = fake::instance(mode);
    let router = router(fake.ports.clone(), Settings::default());
    (fake, router)
}

/// A path of each route, with something that exists in place of its names.
fn example(path: &str) -> String {
    path.replace("{pack}", "portugal-pending-regular")
        .replace("{measure}", "pending-counts-as-regular")
        .replace("{id}", &people::id(4).to_string())
        .replace("{hash}/{name}", "0/onward.css")
        .replace("{actor}/{practice}", "portugal/pending-counts-as-regular")
        .replace("/compare", "/compare?a=portugal/pending-counts-as-regular&b=qatar/domestic-worker-health")
        .replace("/persona", "/persona?pattern=f4-u0-p0")
}

#[test]
fn routes_are_registered_in_one_place() {
    let source = include_str!("../../src/routes.rs");
    assert_eq!(source.matches(".route(").count(), 1, "a route without a row in the table");
    let mut rows: Vec<_> = table().into_iter().map(|route| (route.path, route.method.to_string())).collect();
    let all = rows.len();
    rows.sort();
    rows.dedup();
    assert_eq!(rows.len(), all);
}

#[tokio::test]
async fn every_answer_carries_the_headers() {
    let (_, router) = trial();
    let mut browser = Browser::signed_in(&router, "carla").await;
    for route in table() {
        let answer = match route.method {
            Method::POST => browser.post(&example(route.path), &[]).await,
            _ => browser.get(&example(route.path)).await,
        };
        let header = |name: &str| answer.headers.get(name).map(|value| value.to_str().unwrap()).unwrap_or_default();
        assert!(
            header("content-security-policy").starts_with("default-src 'none'; style-src 'self'"),
            "{}",
            route.path
        );
        assert_eq!(header("x-content-type-options"), "nosniff", "{}", route.path);
        assert_eq!(header("referrer-policy"), "same-origin", "{}", route.path);
        let kept = route.path.starts_with("/assets") || route.path == "/favicon.ico";
        assert_eq!(header("cache-control") == "no-store", !kept, "{}", route.path);
    }
}

#[tokio::test]
async fn a_stranger_is_asked_to_sign_in_and_brought_back() {
    let (_, router) = trial();
    let mut browser = Browser::new(&router);
    for route in table().iter().filter(|route| route.access != Access::Anyone && route.method == Method::GET) {
        let answer = browser.get(&example(route.path)).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", route.path);
        assert!(answer.location().starts_with("/sign-in?next=%2F"), "{}", answer.location());
    }
}

/// The reviewed answers: analyst, practice author, supervisor, case worker, help desk, operations, officer, administrator.
const EXPECTED: [(&str, [u16; 8]); 7] = [
    ("/studio/packs/{pack}/{measure}/reach", [200, 200, 200, 403, 403, 403, 403, 403]),
    ("/studio/packs/{pack}/{measure}/reach/persona", [200, 200, 403, 403, 403, 403, 403, 403]),
    ("/studio/proposals", [200; 8]),
    // There is no such proposal: `proposals.rs` looks at one that there is.
    ("/studio/proposals/{id}", [404; 8]),
    ("/studio/values/{pack}", [200; 8]),
    ("/desk", [403, 403, 200, 200, 200, 200, 200, 403]),
    ("/desk/people/{id}", [403, 403, 200, 200, 404, 404, 403, 403]),
];
const READERS: [&str; 8] = ["ana", "paula", "sven", "carla", "hanan", "omar", "deniz", "adil"];

#[tokio::test]
async fn each_role_gets_what_the_reviewed_table_gives_it() {
    let (_, router) = trial();
    let guarded = table().into_iter().filter(|route| route.access != Access::Anyone && route.method == Method::GET);
    assert_eq!(guarded.map(|route| route.path).collect::<Vec<_>>(), EXPECTED.map(|(path, _)| path));
    for (column, account) in READERS.into_iter().enumerate() {
        let mut browser = Browser::signed_in(&router, account).await;
        for (path, statuses) in EXPECTED {
            let answer = browser.get(&example(path)).await;
            assert_eq!(answer.status.as_u16(), statuses[column], "{account} on {path}");
        }
    }
}

#[tokio::test]
async fn a_refusal_is_humane_and_written_down() {
    let (fake, router) = trial();
    let mut browser = Browser::signed_in(&router, "adil").await;
    let answer = browser.get("/desk").await;
    assert!(answer.body.contains("Your role does not open this page"), "{}", answer.body);
    assert_eq!(fake.accounts.refused(), [("adil".to_owned(), Refusal::NotAllowed)]);
}

#[tokio::test]
async fn a_live_instance_has_no_personas() {
    let (_, router) = of(Mode::Live);
    let reach = example("/studio/packs/{pack}/{measure}/reach");
    let mut browser = Browser::signed_in(&router, "ana").await;
    assert!(!browser.get(&reach).await.body.contains("/persona"));
    for account in READERS {
        let mut browser = Browser::signed_in(&router, account).await;
        let answer = browser.get(&format!("{reach}/persona?pattern=f4-u0-p0")).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{account}");
    }
}

#[tokio::test]
async fn somebody_out_of_scope_looks_like_nobody() {
    let (fake, router) = trial();
    let mut browser = Browser::signed_in(&router, "carla").await;
    let other_office = browser.get(&format!("/desk/people/{}", people::id(3))).await;
    let nobody = browser.get(&format!("/desk/people/{}", people::id(200))).await;
    assert_eq!((other_office.status, nobody.status), (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND));
    let path = |answer: &Answer, id| steady(&answer.body).replace(&people::id(id).to_string(), "ID");
    assert_eq!(path(&other_office, 3), path(&nobody, 200));
    assert!(fake.people.reads().is_empty());
}

#[tokio::test]
async fn reading_a_person_is_noted_by_the_record() {
    let (fake, router) = trial();
    let mut browser = Browser::signed_in(&router, "carla").await;
    browser.get(&format!("/desk/people/{}", people::id(4))).await;
    assert_eq!(fake.people.reads(), [people::id(4)]);
}

#[tokio::test]
async fn protected_fields_are_for_those_with_the_compartment() {
    let (_, router) = trial();
    let path = format!("/desk/people/{}", people::id(4));
    let mut assigned = Browser::signed_in(&router, "carla").await;
    assert!(assigned.get(&path).await.body.contains("has a guardian"));
    let mut supervisor = Browser::signed_in(&router, "sven").await;
    let page = supervisor.get(&path).await.body;
    assert!(!page.contains("has a guardian"));
    assert!(page.contains("protected fields that only assigned staff may see"));
}

#[tokio::test]
async fn a_help_desk_learns_that_somebody_exists_and_no_more() {
    let (_, router) = trial();
    let mut browser = Browser::signed_in(&router, "hanan").await;
    let token = form_token(&browser.get("/desk").await.body);
    let page = browser.post("/desk/search", &[("form_token", &token), ("words", "rafael")]).await.body;
    assert!(page.contains("Somebody with these words is on record"), "{page}");
    assert!(!page.contains("Rafael Nunes") && !page.contains("/desk/people/"), "{page}");
}

#[tokio::test]
async fn somebody_of_another_office_is_named_by_their_office_alone() {
    let (_, router) = trial();
    let mut browser = Browser::signed_in(&router, "carla").await;
    let list = browser.get("/desk").await.body;
    assert!(list.contains(&format!("/desk/people/{}", people::id(2))));
    assert!(!list.contains("Known to another office"), "a list without words is of one's own people: {list}");
    let form = [("form_token", &*form_token(&list)), ("words", "amina")];
    let found = browser.post("/desk/search", &form).await.body;
    assert!(!found.contains(&format!("/desk/people/{}", people::id(5))));
    assert!(found.contains("Known to another office"), "{found}");
}

#[tokio::test]
async fn a_role_without_a_list_is_told_so() {
    let (fake, router) = trial();
    let page = Browser::signed_in(&router, "omar").await.get("/desk").await.body;
    assert!(page.contains("No list has been given to you yet"), "{page}");
    assert!(fake.people.reads().is_empty());
}

#[tokio::test]
async fn a_search_leaves_no_words_in_any_address() {
    let (_, router) = trial();
    let mut browser = Browser::signed_in(&router, "carla").await;
    let token = form_token(&browser.get("/desk").await.body);
    let answer = browser.post("/desk/search", &[("form_token", &token), ("words", "Amina yusuf")]).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert!(answer.body.contains("Amina Yusuf"));
    let addresses = answer.body.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    assert!(addresses.into_iter().all(|address| !address.to_lowercase().contains("amina")));
}

#[tokio::test]
async fn filters_narrow_and_pages_turn() {
    let (_, router) = trial();
    let mut browser = Browser::signed_in(&router, "carla").await;
    let first = browser.get("/desk").await.body;
    assert!(first.contains("/desk?page=1"), "{first}");
    let last = browser.get("/desk?page=1").await.body;
    assert!(last.contains("/desk?page=0") && !last.contains("/desk?page=2"), "{last}");
    let none = browser.get("/desk?stay.status=national").await.body;
    assert!(none.contains("Nobody fits this choice"), "{none}");
    let sealed = browser.get("/desk?contact.phone=1").await.body;
    assert!(sealed.contains("/desk?page=1"), "a sealed field is no filter");
}

#[tokio::test]
async fn no_form_is_taken_without_its_own_token() {
    let (fake, router) = trial();
    let mut worker = Browser::signed_in(&router, "carla").await;
    let mut administrator = Browser::signed_in(&router, "adil").await;
    let mut other = Browser::signed_in(&router, "sven").await;
    let foreign = form_token(&other.get("/desk").await.body);
    for route in table().iter().filter(|route| route.method == Method::POST) {
        let install = Action::InstallPack;
        let installs = [Access::May(install), Access::MayPropose(install)].contains(&route.access);
        let browser = if installs { &mut administrator } else { &mut worker };
        for token in ["", "nonsense", &foreign] {
            let answer = browser.post(&example(route.path), &[("form_token", token)]).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{}", route.path);
            assert!(answer.body.contains("This form is no longer valid"), "{}", route.path);
        }
    }
    assert_eq!(fake.accounts.sessions(), 3);
    assert_eq!(fake.shelf.installed(), []);
}

#[tokio::test]
async fn no_form_is_taken_from_another_site() {
    let (_, router) = trial();
    let mut browser = Browser::signed_in(&router, "carla").await;
    let token = form_token(&browser.get("/desk").await.body);
    browser.headers.push(("origin", "https://elsewhere.example".into()));
    let answer = browser.post("/desk/search", &[("form_token", &token), ("words", "amina")]).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_form_that_is_too_large_is_not_read() {
    let (_, router) = trial();
    let mut browser = Browser::signed_in(&router, "carla").await;
    let answer = browser.post("/desk/search", &[("words", &"x".repeat(40_000))]).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn cookies_are_out_of_reach_of_scripts_and_other_sites() {
    let (_, router) = trial();
    let mut browser = Browser::new(&router);
    let answer = browser.sign_in("carla", accounts::PASSWORD).await;
    let lines: Vec<_> = answer.headers.get_all("set-cookie").iter().map(|line| line.to_str().unwrap()).collect();
    assert!(lines.iter().any(|line| line.starts_with("__Host-onward-session=")), "{lines:?}");
    for line in lines {
        for part in ["HttpOnly", "SameSite=Strict", "Secure", "Path=/"] {
            assert!(line.contains(part), "{line}");
        }
    }
    assert!(browser.cookie("__Host-onward-door").is_none(), "the door's cookie is gone");
}

#[tokio::test]
async fn an_unknown_account_and_a_wrong_password_get_the_same_answer() {
    let (_, router) = trial();
    let mut browser = Browser::new(&router);
    let wrong = browser.sign_in("carla", "not the password").await;
    let unknown = browser.sign_in("nobody", "not the password").await;
    assert_eq!((wrong.status, unknown.status), (StatusCode::FORBIDDEN, StatusCode::FORBIDDEN));
    assert_eq!(
        steady(&wrong.body).replace("value=\"carla\"", ""),
        steady(&unknown.body).replace("value=\"nobody\"", "")
    );
}

#[tokio::test]
async fn failures_make_everybody_wait_known_or_not() {
    let (_, router) = trial();
    for account in ["carla", "nobody"] {
        let mut browser = Browser::new(&router);
        for _ in 0..3 {
            browser.sign_in(account, "wrong").await;
        }
        let answer = browser.sign_in(account, accounts::PASSWORD).await;
        assert!(answer.body.contains("Too many tries. Wait"), "{account}: {}", answer.body);
    }
}

#[tokio::test]
async fn signing_out_ends_the_session_in_the_store() {
    let (fake, router) = trial();
    let mut browser = Browser::signed_in(&router, "carla").await;
    let token = form_token(&browser.get("/").await.body);
    let answer = browser.post("/sign-out", &[("form_token", &token)]).await;
    assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, "/"));
    assert_eq!(fake.accounts.sessions(), 0);
    assert_eq!(browser.get("/desk").await.status, StatusCode::SEE_OTHER);
}

struct Hand(AtomicI64);

impl Clock for Hand {
    fn now(&self) -> Timestamp {
        Timestamp(self.0.load(Ordering::Relaxed))
    }
}

#[tokio::test]
async fn a_session_left_alone_ends() {
    let clock = Arc::new(Hand(AtomicI64::new(NOON.0)));
    let fake = fake::instance_at(Mode::Trial, clock.clone());
    let router = router(fake.ports.clone(), Settings::default());
    let mut browser = Browser::signed_in(&router, "carla").await;
    let minutes = |count: i64| clock.0.fetch_add(count * 60_000_000, Ordering::Relaxed);
    for _ in 0..3 {
        minutes(29);
        assert_eq!(browser.get("/desk").await.status, StatusCode::OK, "in use it stays");
    }
    minutes(30);
    assert_eq!(browser.get("/desk").await.status, StatusCode::SEE_OTHER);
    assert_eq!(fake.accounts.sessions(), 0);
}

#[tokio::test]
async fn a_sign_in_brings_people_back_to_our_own_pages_only() {
    let (_, router) = trial();
    for (next, landed) in [("/desk?sex=F", "/desk?sex=F"), ("https://elsewhere.example", "/"), ("//elsewhere", "/")] {
        let mut browser = Browser::new(&router);
        let token = form_token(&browser.get("/sign-in").await.body);
        let fields = [("form_token", &*token), ("account", "carla"), ("password", accounts::PASSWORD), ("next", next)];
        assert_eq!(browser.post("/sign-in", &fields).await.location(), landed);
    }
}
