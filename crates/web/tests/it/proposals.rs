//! What a change does to people, who may see and decide that, and a variant made without an editor.

use axum::Router;
use axum::http::StatusCode;
use casework::Mode;
use web::{Settings, Tongue, router};

use crate::browser::{Answer, Browser, form_token};
use crate::fake::{self, Fake};
use crate::pages::check;

const PACK: &str = "portugal-pending-regular";
const ADOPT: &str = "/studio/library/packs/portugal-pending-regular";
const PROPOSE: &str = "/studio/library/packs/portugal-pending-regular/propose";
const VALUES: &str = "/studio/values/portugal-pending-regular";
const TRIED: &str = "/studio/values/portugal-pending-regular?v.decree.cutoff=2020-09-01&from=2020-11-08";
const EVERYBODY: [&str; 8] = ["hanan", "carla", "sven", "ana", "paula", "omar", "deniz", "adil"];

/// Another version of the pack is in force, and the shipped one would take something from somebody.
fn instance(mode: Mode) -> (Fake, Router) {
    let fake = fake::instance(mode);
    fake.shelf.older(PACK, "pack.yaml", "authors: somebody before\n");
    fake.shelf.loses();
    let router = router(fake.ports.clone(), Settings::default());
    (fake, router)
}

/// Sends a form from a page that holds one.
async fn send(browser: &mut Browser, from: &str, to: &str, fields: &[(&str, &str)]) -> Answer {
    let token = form_token(&browser.get(from).await.body);
    let fields: Vec<_> = [("form_token", &*token)].into_iter().chain(fields.iter().copied()).collect();
    browser.post(to, &fields).await
}

/// Proposed by somebody; the proposal's address.
async fn proposed(router: &Router, by: &str) -> String {
    let mut browser = Browser::signed_in(router, by).await;
    let answer = send(&mut browser, ADOPT, PROPOSE, &[("reason", "the law changed")]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    answer.location().to_owned()
}

#[tokio::test]
async fn where_somebody_would_lose_the_page_proposes_and_installs_nothing() {
    let (fake, router) = instance(Mode::Trial);
    let mut browser = Browser::signed_in(&router, "adil").await;
    let page = browser.get(ADOPT).await.body;
    for part in
        ["Somebody loses by this", "It takes away from somebody", "312", "20,077", "Propose it to a second person"]
    {
        assert!(page.contains(part), "{part}: {page}");
    }
    assert!(!page.contains(&format!("action=\"{ADOPT}\"")), "one person does not put it in force");
    assert_eq!(send(&mut browser, ADOPT, ADOPT, &[]).await.status, StatusCode::FORBIDDEN);
    assert_eq!(fake.shelf.installed(), []);
    for reason in ["", "   ", &"x".repeat(2001)] {
        let answer = send(&mut browser, ADOPT, PROPOSE, &[("reason", reason)]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{reason}");
    }
    assert!(fake.shelf.proposed().is_empty());
    let address = proposed(&router, "adil").await;
    let again = browser.get(ADOPT).await.body;
    assert!(again.contains("Exactly this is proposed already") && again.contains(&address), "{again}");
}

#[tokio::test]
async fn where_nobody_loses_one_person_puts_it_in_force() {
    let fake = fake::instance(Mode::Trial);
    fake.shelf.older(PACK, "pack.yaml", "authors: somebody before\n");
    let router = router(fake.ports.clone(), Settings::default());
    let mut browser = Browser::signed_in(&router, "deniz").await;
    let page = browser.get(ADOPT).await.body;
    assert!(
        page.contains("Nobody was found who loses by this.") && page.contains(&format!("action=\"{ADOPT}\"")),
        "{page}"
    );
    assert_eq!(send(&mut browser, ADOPT, ADOPT, &[]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(fake.shelf.installed(), [("deniz".into(), "governance".into(), PACK.into())]);
}

#[tokio::test]
async fn one_proposes_and_another_approves() {
    let (fake, router) = instance(Mode::Trial);
    let address = proposed(&router, "paula").await;
    let mut browser = Browser::signed_in(&router, "deniz").await;
    assert!(browser.get("/studio").await.body.contains("waits for a second person"));
    let list = browser.get("/studio/proposals").await.body;
    assert!(list.contains(&address) && list.contains("Takes something away in"), "{list}");
    let page = browser.get(&address).await.body;
    for part in ["the law changed", "paula", "312", "<del>- authors: somebody before", "Approve and put in force"] {
        assert!(page.contains(part), "{part}: {page}");
    }
    let unsaid = send(&mut browser, &address, &address, &[("decision", "approve")]).await;
    assert_eq!(unsaid.status, StatusCode::UNPROCESSABLE_ENTITY);
    let nonsense = send(&mut browser, &address, &address, &[("decision", "burn"), ("reason", "why")]).await;
    assert_eq!(nonsense.status, StatusCode::UNPROCESSABLE_ENTITY);
    let done = send(&mut browser, &address, &address, &[("decision", "approve"), ("reason", "I read it")]).await;
    assert_eq!((done.status, done.location()), (StatusCode::SEE_OTHER, &*address));
    let page = browser.get(&address).await.body;
    assert!(
        page.contains("Approved by")
            && page.contains("I read it")
            && !page.contains("<form method=\"post\" action=\"/studio")
    );
    let token = form_token(&browser.get("/studio").await.body);
    let fields = [("form_token", &*token), ("decision", "decline"), ("reason", "late")];
    assert_eq!(browser.post(&address, &fields).await.status, StatusCode::CONFLICT);
    assert!(browser.get(ADOPT).await.body.contains("exactly as shipped"));
    assert_eq!(fake.shelf.installed(), [], "not by one person");
}

/// An author, an officer and an administrator propose; by the reviewed table nobody else does, nor decides.
#[tokio::test]
async fn each_role_reads_why_it_may_not_and_is_refused_all_the_same() {
    let (fake, router) = instance(Mode::Trial);
    let address = proposed(&router, "deniz").await;
    for account in EVERYBODY {
        let mut browser = Browser::signed_in(&router, account).await;
        let page = browser.get(&address).await.body;
        let (said, approves) = match account {
            "deniz" => ("You proposed it, so another person", false),
            "adil" => ("Approve and put in force", true),
            _ => ("An administrator or the data protection officer decides", false),
        };
        assert!(page.contains(said), "{account}: {page}");
        assert_eq!(page.contains("value=\"approve\""), approves, "{account}");
        if approves {
            continue;
        }
        let token = form_token(&browser.get("/studio").await.body);
        let fields = [("form_token", &*token), ("decision", "approve"), ("reason", "why")];
        assert_eq!(browser.post(&address, &fields).await.status, StatusCode::FORBIDDEN, "{account}");
        if !matches!(account, "deniz" | "paula") {
            for path in [PROPOSE, &format!("{VALUES}/propose"), VALUES, ADOPT] {
                let fields = [("form_token", &*token), ("reason", "why"), ("v.decree.cutoff", "2020-09-01")];
                assert_eq!(browser.post(path, &fields).await.status, StatusCode::FORBIDDEN, "{account} on {path}");
            }
        }
    }
    assert_eq!(fake.shelf.proposed().len(), 1);
    assert!(fake.shelf.proposed().values().all(|made| made.decided.is_none()));
    assert_eq!(Browser::new(&router).get(&address).await.status, StatusCode::SEE_OTHER);
    assert_eq!(Browser::new(&router).post(&address, &[]).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn who_proposed_withdraws_and_who_decides_declines() {
    for (by, who, said) in [("paula", "paula", "withdrawn"), ("paula", "adil", "declined")] {
        let (_, router) = instance(Mode::Trial);
        let address = proposed(&router, by).await;
        let mut browser = Browser::signed_in(&router, who).await;
        let done = send(&mut browser, &address, &address, &[("decision", "decline"), ("reason", "not now")]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{who}");
        let page = browser.get(&address).await.body;
        assert!(page.contains(&format!(">{said}<")) && page.contains("nothing changed"), "{page}");
    }
}

/// Counts of people on record: for those who simulate, and those who put in force what they decide on.
#[tokio::test]
async fn counts_of_real_people_are_for_those_who_simulate_or_decide() {
    for (account, real, made_up) in [
        ("ana", true, false),
        ("sven", true, false),
        ("deniz", true, false),
        ("adil", true, false),
        ("paula", false, true),
        ("carla", false, false),
        ("hanan", false, false),
        ("omar", false, false),
    ] {
        let (fake, router) = instance(Mode::Live);
        fake.shelf.real();
        let mut browser = Browser::signed_in(&router, account).await;
        for path in [ADOPT, TRIED] {
            let page = browser.get(path).await.body;
            assert_eq!((page.contains("20,077"), page.contains("3,041")), (real, made_up), "{account} on {path}");
            assert_eq!(page.contains("they cannot be exported"), real || made_up, "{account} on {path}");
        }
    }
    let (_, router) = instance(Mode::Live);
    let page = Browser::new(&router).get(ADOPT).await.body;
    assert!(!page.contains("20,077") && !page.contains("3,041") && page.contains("counted for those who"), "{page}");
}

#[tokio::test]
async fn a_withheld_count_stays_withheld() {
    let (fake, router) = instance(Mode::Live);
    fake.shelf.real();
    let page = Browser::signed_in(&router, "deniz").await.get(ADOPT).await.body;
    assert!(page.contains("class=\"withheld\"") && page.contains("counts below"), "{page}");
}

#[tokio::test]
async fn other_values_are_tried_before_anybody_puts_them_in_force() {
    let (fake, router) = instance(Mode::Trial);
    let mut browser = Browser::signed_in(&router, "deniz").await;
    let pack = browser.get("/studio/packs/portugal-pending-regular").await.body;
    assert!(pack.contains(&format!("href=\"{VALUES}\"")), "{pack}");
    let empty = browser.get(VALUES).await.body;
    assert!(empty.contains("name=\"v.decree.cutoff\"") && !empty.contains("What this changes"), "{empty}");
    let tried = browser.get(TRIED).await.body;
    for part in ["What this changes for people", "312", "value: &#34;2020-09-01&#34;", "params/decree.yaml"] {
        assert!(tried.contains(part), "{part}: {tried}");
    }
    let fields = [("v.decree.cutoff", "2020-09-01"), ("from", "2020-11-08"), ("reason", "Order 9")];
    assert_eq!(send(&mut browser, TRIED, VALUES, &fields).await.status, StatusCode::FORBIDDEN, "somebody loses");
    let sent = send(&mut browser, TRIED, &format!("{VALUES}/propose"), &fields).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    let made = fake.shelf.proposed().into_values().next().unwrap();
    assert!(made.files["params/decree.yaml"].contains("law: \"Order 9\""), "the reason is the new value's law");
}

#[tokio::test]
async fn values_that_cannot_be_read_are_said_and_not_sent() {
    let (fake, router) = instance(Mode::Trial);
    let mut browser = Browser::signed_in(&router, "adil").await;
    let page = browser.get(&format!("{VALUES}?v.decree.cutoff=soon")).await.body;
    assert!(page.contains("These values cannot be read") && page.contains("soon"), "{page}");
    assert!(!page.contains("What this changes for people"), "{page}");
    let unknown = [("v.nothing", "1"), ("reason", "why")];
    let answer = send(&mut browser, VALUES, &format!("{VALUES}/propose"), &unknown).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let nothing = [("v.decree.cutoff", " "), ("reason", "why")];
    let answer = send(&mut browser, VALUES, &format!("{VALUES}/propose"), &nothing).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(fake.shelf.proposed().is_empty());
    assert_eq!(browser.get("/studio/values/no-such-pack").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn proposals_read_in_every_language_open_and_ended() {
    let (_, router) = instance(Mode::Trial);
    let address = proposed(&router, "paula").await;
    let mut browser = Browser::signed_in(&router, "adil").await;
    let pages = [address.as_str(), ADOPT, TRIED, "/studio/proposals", "/studio"];
    let decide = async |browser: &mut Browser| {
        send(browser, &address, &address, &[("decision", "approve"), ("reason", "agreed")]).await
    };
    for ended in [false, true] {
        if ended {
            assert_eq!(decide(&mut browser).await.status, StatusCode::SEE_OTHER);
        }
        for tongue in Tongue::ALL {
            for path in pages {
                let joint = if path.contains('?') { '&' } else { '?' };
                let page = browser.get(&format!("{path}{joint}lang={}", tongue.tag())).await.body;
                check(&page, path, tongue);
            }
        }
    }
}
