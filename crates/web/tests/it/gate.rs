//! What happens before every page: which host, which browser, which form; every refusal as carefully as every success.

use axum::http::{Method, StatusCode};
use casework::{Action, Refusal};
use journal::Body;
use web::{Access, Route, table};

use crate::browser::{Browser, form_token};
use crate::roles::{example, token_of};
use crate::world::{World, people};

#[tokio::test]
async fn every_answer_carries_the_headers() {
    let world = World::trial().await;
    let mut browser = Browser::signed_in(&world, "carla").await;
    for route in table() {
        let answer = match route.method {
            Method::POST => browser.post(&example(&route), &[]).await,
            _ => browser.get(&example(&route)).await,
        };
        let policy = answer.header("content-security-policy");
        assert!(policy.starts_with("default-src 'none'; style-src 'self'"), "{}: {policy}", route.path);
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{}", route.path);
        assert_eq!(answer.header("referrer-policy"), "same-origin", "{}", route.path);
        assert_eq!(answer.header("strict-transport-security"), "max-age=31536000", "{}", route.path);
        let kept = route.path.starts_with("/assets") || route.path == "/favicon.ico";
        assert_eq!(answer.header("cache-control") == "no-store", !kept, "{}", route.path);
    }
}

#[tokio::test]
async fn a_stranger_is_asked_to_sign_in_and_brought_back() {
    let world = World::trial().await;
    let mut browser = Browser::new(&world);
    for route in table().iter().filter(|route| route.access != Access::Anyone) {
        let path = example(route);
        let answer = match route.method {
            Method::POST => browser.post(&path, &[]).await,
            _ => browser.get(&path).await,
        };
        let back: String = path.bytes().fold(String::new(), |out, byte| out + &encoded(byte));
        answer.leads_to(&format!("/sign-in?next={back}"));
    }
}

fn encoded(byte: u8) -> String {
    let plain = byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    if plain { char::from(byte).to_string() } else { format!("%{byte:02X}") }
}

#[tokio::test]
async fn a_request_to_another_name_is_not_ours() {
    let world = World::trial().await;
    let mut browser = Browser::signed_in(&world, "carla").await;
    for host in ["evil.example", "onward.example.evil.example", "127.0.0.1", "localhost"] {
        browser.headers = vec![("host", host.to_owned())];
        for path in ["/", "/healthz", "/desk", "/assets/0/onward.css"] {
            let answer = browser.get(path).await;
            answer.is(StatusCode::MISDIRECTED_REQUEST);
            assert_eq!(answer.body, "", "nothing of the instance: {host}{path}");
            assert_eq!(answer.header("cache-control"), "no-store", "{host}{path}");
        }
    }
    browser.headers.clear();
    browser.get("/").await.is(StatusCode::MISDIRECTED_REQUEST);
}

#[tokio::test]
async fn what_cannot_be_an_address_is_our_page_of_nothing() {
    let world = World::trial().await;
    let mut browser = Browser::signed_in(&world, "carla").await;
    for path in ["/studio/packs/%ff", "/desk/people/%C3%28", "/%ff", "/nowhere", "/studio/values/%fe%fe"] {
        let answer = browser.get(path).await;
        answer.is(StatusCode::NOT_FOUND);
        answer.says("There is nothing here");
        assert!(answer.body.contains("<html lang=\"en\"") && answer.body.ends_with("</html>"), "{path}");
    }
}

#[tokio::test]
async fn a_refusal_is_humane_and_written_down() {
    let world = World::trial().await;
    let mut browser = Browser::signed_in(&world, "adil").await;
    let before = world.facts().await;
    let answer = browser.get("/desk").await;
    answer.is(StatusCode::FORBIDDEN);
    answer.says("Your role does not open this page");
    let refused = |action: Action, refusal: Refusal| {
        let (action, code) = (action.code().to_owned(), refusal.code().to_owned());
        ("adil".to_owned(), Body::Refused { action, code })
    };
    assert_eq!(world.happened(before).await, [refused(Action::Search, Refusal::NotAllowed)]);
}

/// Whoever may do none of several things is refused like everybody else.
#[tokio::test]
async fn a_refusal_of_administration_is_written_down_too() {
    let world = World::trial().await;
    let before = world.facts().await;
    let mut browser = Browser::signed_in(&world, "carla").await;
    for path in ["/governance".to_owned(), format!("/governance/people/{}", people::id(4))] {
        browser.get(&path).await.is(StatusCode::FORBIDDEN);
    }
    let refused: Vec<String> = world.happened(before).await.into_iter().filter_map(|(_, body)| action(body)).collect();
    assert_eq!(refused, [Action::GrantAccounts.code(), Action::GovernPurposes.code()]);
}

fn action(body: Body) -> Option<String> {
    match body {
        Body::Refused { action, .. } => Some(action),
        _ => None,
    }
}

/// Somebody who sends forms of every kind, each with the token of a page of theirs.
#[tokio::test]
async fn no_form_is_taken_without_its_own_token() {
    let world = World::trial().await;
    let foreign = token_of(&mut Browser::signed_in(&world, "samir").await).await;
    let before = world.facts().await;
    // Between them they may send every form there is.
    for account in ["sven", "adil", "paula"] {
        let mut browser = Browser::signed_in(&world, account).await;
        for route in table().into_iter().filter(|route| route.method == Method::POST && admits(account, route)) {
            for token in ["", "nonsense", &foreign] {
                let answer = browser.fill(token, &example(&route), &[("reason", "why"), ("decision", "approve")]).await;
                answer.is(StatusCode::FORBIDDEN);
                answer.says("This form is no longer valid");
            }
        }
    }
    let happened = world.happened(before).await;
    assert!(happened.iter().all(|(_, body)| matches!(body, Body::SignIn { ok: true })), "{happened:?}");
}

/// Whether a route is for the supervisor; for the administrator what is not; for the author nothing is left.
fn admits(account: &str, route: &Route) -> bool {
    let installs = [Access::May(Action::InstallPack), Access::MayPropose(Action::InstallPack)].contains(&route.access);
    match account {
        "adil" => installs,
        "sven" => !installs,
        _ => route.access == Access::MayPropose(Action::InstallPack),
    }
}

#[tokio::test]
async fn no_form_is_taken_from_another_site() {
    let world = World::trial().await;
    let mut browser = Browser::signed_in(&world, "carla").await;
    let token = form_token(&browser.get("/desk").await.body);
    for (name, value) in [("origin", "https://elsewhere.example"), ("origin", "null"), ("sec-fetch-site", "cross-site")]
    {
        let mut sent = browser.clone();
        sent.headers.push((name, value.into()));
        sent.fill(&token, "/desk/search", &[("words", "amina")]).await.is(StatusCode::FORBIDDEN);
    }
    browser.headers.push(("origin", "https://onward.example".into()));
    browser.fill(&token, "/desk/search", &[("words", "amina")]).await.is(StatusCode::OK);
}

#[tokio::test]
async fn a_form_that_is_too_large_is_not_read() {
    let world = World::trial().await;
    let mut browser = Browser::signed_in(&world, "carla").await;
    let token = form_token(&browser.get("/desk").await.body);
    let answer = browser.fill(&token, "/desk/search", &[("words", &"x".repeat(70_000))]).await;
    answer.is(StatusCode::PAYLOAD_TOO_LARGE);
    answer.says("That is too much for one form");
}

/// What cannot be read in an address is refused with its name, what stood there and what to write; nothing is put in its
/// place, since the page would look like the answer.
#[tokio::test]
async fn what_an_address_asks_for_and_cannot_be_read_is_refused_in_words() {
    let world = World::trial().await;
    let reach = "/studio/packs/portugal-pending-regular/pending-counts-as-regular/reach";
    let values = "/studio/values/portugal-pending-regular?v.decree.cutoff=2020-03-25";
    let rights = format!("/governance/people/{}", people::id(people::CHILD));
    let (day, number) = ("Write a day as year, month and day", "Write a whole number");
    for (account, path, name, value, write) in [
        ("ana", format!("{reach}?on=yesterday"), "on", "yesterday", day),
        ("ana", format!("{reach}?on=2026-02-30"), "on", "2026-02-30", day),
        ("ana", format!("{reach}?on=%E2%80%AE2020"), "on", "\\u{202e}2020", day),
        ("ana", format!("{reach}/persona?pattern=f0-u0-p0&on=1.4.2020"), "on", "1.4.2020", day),
        ("adil", format!("{values}&from=tomorrow"), "from", "tomorrow", day),
        ("carla", "/desk?page=two".into(), "page", "two", number),
        ("carla", "/desk?page=-1".into(), "page", "-1", number),
        ("carla", "/studio/library?page=1.5".into(), "page", "1.5", number),
        ("deniz", format!("{rights}?page=x"), "page", "x", number),
    ] {
        let answer = Browser::signed_in(&world, account).await.get(&path).await;
        answer.is(StatusCode::BAD_REQUEST);
        for said in [name, value, write] {
            assert!(answer.body.contains(said), "{path}: {said}: {}", answer.body);
        }
    }
    let mut browser = Browser::signed_in(&world, "ana").await;
    for tongue in ["fr", "es", "ar"] {
        let answer = browser.get(&format!("{reach}?on=yesterday&lang={tongue}")).await;
        answer.is(StatusCode::BAD_REQUEST);
        assert!(answer.body.contains("yesterday") && answer.body.contains("2026-11-30"), "{}", answer.body);
    }
    browser.get(&format!("{reach}?on=2020-04-01")).await.is(StatusCode::OK);
}

/// Left aside, a filter that is none would leave nobody out.
#[tokio::test]
async fn a_list_by_something_that_is_no_filter_shows_nobody() {
    let world = World::trial().await;
    let mut browser = Browser::signed_in(&world, "carla").await;
    for asked in ["no.such=1", "document.number=X1", "name.full=Amina&sex=F"] {
        let answer = browser.get(&format!("/desk?{asked}")).await;
        answer.is(StatusCode::BAD_REQUEST);
        assert!(answer.body.contains("no such filter"), "{asked}: {}", answer.body);
    }
    browser.get("/desk?sex=F&page=0&lang=en").await.is(StatusCode::OK);
    browser.get("/studio/library?compare=nothing").await.is(StatusCode::NOT_FOUND);
}

/// A form that does not say whether a hold is placed or lifted does neither.
#[tokio::test]
async fn a_hold_is_placed_or_lifted_by_name_only() {
    let world = World::trial().await;
    let mut browser = Browser::signed_in(&world, "deniz").await;
    let rights = format!("/governance/people/{}", people::id(people::CHILD));
    for hold in ["", "lifted"] {
        let answer = browser.send(&rights, &format!("{rights}/hold"), &[("hold", hold), ("reason", "order 7")]).await;
        answer.is(StatusCode::UNPROCESSABLE_ENTITY);
    }
    let day = [("role", "CW"), ("office", "north"), ("account", "newcomer-two"), ("reason", "new"), ("until", "soon")];
    let mut browser = Browser::signed_in(&world, "adil").await;
    let answer = browser.send("/governance/accounts", "/governance/accounts", &day).await;
    answer.is(StatusCode::BAD_REQUEST);
    assert!(answer.body.contains("until") && answer.body.contains("2026-11-30"), "{}", answer.body);
}
