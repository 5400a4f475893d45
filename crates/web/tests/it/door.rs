//! Signing in and out: cookies, waits, codes, sessions that end.

use axum::http::StatusCode;
use journal::Body;

use crate::browser::{Browser, form_token, steady};
use crate::factor;
use crate::world::{NEWCOMER, PASSWORD, World};

#[tokio::test]
async fn cookies_bear_the_instances_mark_and_are_out_of_reach_of_scripts_and_other_sites() {
    let world = World::trial().await;
    let mark = world.instance.mark().to_owned();
    assert_eq!(mark.len(), 8);
    let mut browser = Browser::new(&world);
    browser.get("/sign-in").await;
    assert!(browser.cookie(&format!("__Host-onward-door-{mark}")).is_some());
    let answer = browser.sign_in("carla", PASSWORD).await;
    let lines: Vec<_> = answer.headers.get_all("set-cookie").iter().map(|line| line.to_str().unwrap()).collect();
    for kept in ["session", "browser"] {
        let name = format!("__Host-onward-{kept}-{mark}=");
        assert!(lines.iter().any(|line| line.starts_with(&name)), "{lines:?}");
    }
    for line in lines {
        for part in ["HttpOnly", "SameSite=Strict", "Secure", "Path=/"] {
            assert!(line.contains(part), "{line}");
        }
    }
    assert!(browser.cookie("__Host-onward-door").is_none(), "the door's cookie is gone");
}

#[tokio::test]
async fn a_session_of_another_instance_opens_nothing_here() {
    let (world, other) = (World::trial().await, World::live().await);
    let mut there = Browser::signed_in(&other, "carla").await;
    let token = there.cookie("__Host-onward-session").unwrap().to_owned();
    let mut here = Browser::new(&world);
    here.headers.push(("cookie", format!("__Host-onward-session-{}={token}", world.instance.mark())));
    here.get("/account").await.leads_to("/sign-in?next=%2Faccount");
    there.get("/account").await.is(StatusCode::OK);
}

#[tokio::test]
async fn an_unknown_account_and_a_wrong_password_get_the_same_answer() {
    let world = World::trial().await;
    let mut browser = Browser::new(&world);
    let wrong = browser.sign_in("carla", "not the password").await;
    let unknown = browser.sign_in("nobody", "not the password").await;
    wrong.is(StatusCode::FORBIDDEN);
    unknown.is(StatusCode::FORBIDDEN);
    let page = |page: &str, account: &str| steady(page).replace(&format!("value=\"{account}\""), "");
    assert_eq!(page(&wrong.body, "carla"), page(&unknown.body, "nobody"));
}

#[tokio::test]
async fn a_name_of_sixty_thousand_letters_is_nobodys_and_not_given_back() {
    let world = World::trial().await;
    let mut browser = Browser::new(&world);
    let answer = browser.sign_in(&"a".repeat(60_000), "not the password").await;
    answer.is(StatusCode::FORBIDDEN);
    answer.says("Account and password do not fit");
    assert!(answer.body.len() < 20_000 && !answer.body.contains(&"a".repeat(65)), "{}", answer.body.len());
    browser.sign_in(&"a".repeat(70_000), "not the password").await.is(StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn failures_make_strangers_wait_known_or_not() {
    let world = World::trial().await;
    for account in ["carla", "nobody"] {
        let mut browser = Browser::new(&world);
        for _ in 0..3 {
            browser.sign_in(account, "wrong").await.says("Account and password do not fit");
        }
        let answer = browser.sign_in(account, PASSWORD).await;
        answer.is(StatusCode::FORBIDDEN);
        answer.says("Too many tries. Wait 2 seconds");
    }
    world.clock.seconds(2);
    Browser::new(&world).sign_in("carla", PASSWORD).await.leads_to("/");
}

/// Whoever guesses from elsewhere does not lock out the account's owner where they signed in before.
#[tokio::test]
async fn strangers_who_guess_do_not_lock_out_a_browser_that_is_known() {
    let world = World::trial().await;
    let mut known = Browser::signed_in(&world, "carla").await;
    known.send("/account", "/sign-out", &[]).await.leads_to("/");
    let mut stranger = Browser::new(&world);
    for _ in 0..10 {
        stranger.sign_in("carla", "a guess").await;
        world.clock.minutes(1);
    }
    stranger.sign_in("carla", "a guess").await;
    stranger.sign_in("carla", PASSWORD).await.says("Too many tries");
    known.sign_in("carla", PASSWORD).await.leads_to("/");
    // That browser is known for this account alone.
    for _ in 0..3 {
        Browser::new(&world).sign_in("cem", "a guess").await;
    }
    known.send("/account", "/sign-out", &[]).await.leads_to("/");
    known.sign_in("cem", PASSWORD).await.says("Too many tries");
}

#[tokio::test]
async fn sign_ins_are_written_down_and_failed_ones_too() {
    let world = World::trial().await;
    let before = world.facts().await;
    let mut browser = Browser::new(&world);
    browser.sign_in("carla", "wrong").await;
    browser.sign_in("nobody", "wrong").await;
    browser.sign_in("carla", PASSWORD).await;
    // A failure is written behind its answer.
    while world.facts().await < before + 2 {
        tokio::task::yield_now().await;
    }
    let mut happened = world.happened(before).await;
    happened.sort_by_key(|(_, body)| *body == Body::SignIn { ok: true });
    let carla = |ok| ("carla".to_owned(), Body::SignIn { ok });
    assert_eq!(happened, [carla(false), carla(true)]);
}

#[tokio::test]
async fn signing_out_ends_the_session_in_the_store() {
    let world = World::trial().await;
    let mut browser = Browser::signed_in(&world, "carla").await;
    let mut copied = browser.clone();
    browser.send("/account", "/sign-out", &[]).await.leads_to("/");
    assert!(browser.cookie("__Host-onward-session").is_none());
    copied.get("/account").await.leads_to("/sign-in?next=%2Faccount");
}

#[tokio::test]
async fn a_session_left_alone_ends() {
    let world = World::trial().await;
    let mut browser = Browser::signed_in(&world, "carla").await;
    for _ in 0..3 {
        world.clock.minutes(29);
        browser.get("/desk").await.is(StatusCode::OK);
    }
    world.clock.minutes(30);
    browser.get("/desk").await.leads_to("/sign-in?next=%2Fdesk");
}

#[tokio::test]
async fn however_busy_a_session_ends_after_a_working_day() {
    let world = World::trial().await;
    let mut browser = Browser::signed_in(&world, "carla").await;
    for _ in 0..(12 * 60 / 20) - 1 {
        world.clock.minutes(20);
        browser.get("/account").await.is(StatusCode::OK);
    }
    world.clock.minutes(20);
    browser.get("/account").await.leads_to("/sign-in?next=%2Faccount");
}

#[tokio::test]
async fn a_sign_in_brings_people_back_to_our_own_pages_only() {
    let world = World::trial().await;
    for (next, landed) in [
        ("/desk?sex=F", "/desk?sex=F"),
        ("/studio/library?q=a%20b", "/studio/library?q=a%20b"),
        ("https://elsewhere.example", "/"),
        ("//elsewhere.example", "/"),
        ("/\\elsewhere.example", "/"),
        ("/\t/elsewhere.example", "/"),
        ("/\r\nset-cookie: a=b", "/"),
        ("/\u{0}", "/"),
        ("/é", "/"),
        ("javascript:alert(1)", "/"),
        ("", "/"),
    ] {
        let mut browser = Browser::new(&world);
        let fields = [("account", "carla"), ("password", PASSWORD), ("next", next)];
        browser.send("/sign-in", "/sign-in", &fields).await.leads_to(landed);
    }
}

/// What stands in the address stands in the form, and a form that fails keeps it.
#[tokio::test]
async fn the_way_back_survives_a_wrong_password() {
    let world = World::trial().await;
    let mut browser = Browser::new(&world);
    let page = browser.get("/sign-in?next=%2Fdesk%3Fsex%3DF").await;
    assert!(page.body.contains("name=\"next\" value=\"/desk?sex=F\""), "{}", page.body);
    let fields = [("account", "carla"), ("password", "wrong"), ("next", "/desk?sex=F")];
    let again = browser.fill(&form_token(&page.body), "/sign-in", &fields).await;
    assert!(again.body.contains("name=\"next\" value=\"/desk?sex=F\""), "{}", again.body);
    let elsewhere = browser.get("/sign-in?next=%2F%2Fevil.example").await;
    assert!(elsewhere.body.contains("name=\"next\" value=\"/\""), "{}", elsewhere.body);
}

#[tokio::test]
async fn a_trial_names_its_ready_made_sign_ins_and_a_live_instance_nobody() {
    let trial = Browser::new(&World::trial().await).get("/sign-in").await;
    trial.says("helpdesk Help-desk agent");
    let live = Browser::new(&World::live().await).get("/sign-in").await;
    live.says_not("helpdesk");
}

#[tokio::test]
async fn a_live_instance_asks_for_ones_own_password_before_anything_opens() {
    let world = World::live().await;
    let mut browser = Browser::new(&world);
    browser.sign_in(NEWCOMER, &world.given_password()).await.is(StatusCode::SEE_OTHER);
    for path in ["/", "/desk", "/seat", "/studio", "/proposals", "/studio/library/packs/portugal-pending-regular"] {
        browser.get(path).await.leads_to("/account");
    }
    browser.get("/healthz").await.is(StatusCode::OK);
    let page = browser.get("/account").await;
    page.says("Choose your own password first.");
    page.says_not("Second factor");
    let token = form_token(&page.body);
    let seat = browser.fill(&token, "/account/factor", &[("password", "x"), ("code", "1")]).await;
    seat.is(StatusCode::UNPROCESSABLE_ENTITY);
    let own = [("old", &*world.given_password()), ("new", "a password of my own"), ("again", "a password of my own")];
    browser.fill(&token, "/account/password", &own).await.leads_to("/account?done=password");
    browser.get("/account?done=password").await.says("The password is changed.");
    browser.get("/desk").await.is(StatusCode::OK);
    Browser::new(&world).sign_in(NEWCOMER, &world.given_password()).await.is(StatusCode::FORBIDDEN);
    Browser::new(&world).sign_in(NEWCOMER, "a password of my own").await.is(StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_trial_lets_whoever_was_given_a_password_work() {
    let world = World::trial().await;
    let mut browser = Browser::new(&world);
    browser.sign_in(NEWCOMER, &world.given_password()).await.is(StatusCode::SEE_OTHER);
    browser.get("/desk").await.is(StatusCode::OK);
    browser.get("/account").await.says("Choose your own password first.");
}

#[tokio::test]
async fn a_second_factor_is_asked_for_after_the_password_and_each_code_taken_once() {
    let world = World::live().await;
    let mut browser = Browser::signed_in(&world, "carla").await;
    let secret = factor::add(&world, &mut browser).await;
    let mut other = Browser::new(&world);
    let fields = [("account", "carla"), ("password", PASSWORD), ("next", "/desk?sex=F")];
    let asked = other.send("/sign-in", "/sign-in", &fields).await;
    asked.is(StatusCode::OK);
    asked.says("Open the application on your phone");
    assert!(other.cookie("__Host-onward-session").is_none(), "the password alone opens nothing");
    let (token, waits) = (form_token(&asked.body), factor::waits(&asked.body));
    let code = |code: &str| [("waits", waits.clone()), ("code", code.to_owned()), ("next", "/desk?sex=F".to_owned())];
    let used = factor::code(&world, &secret);
    let fill = async |browser: &mut Browser, given: &str| {
        let fields = code(given);
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        browser.fill(&token, "/sign-in/code", &fields).await
    };
    for wrong in [&used, "000000", "", "letters"] {
        let again = fill(&mut other, wrong).await;
        again.is(StatusCode::FORBIDDEN);
        again.says("This code does not fit");
        world.clock.minutes(1);
    }
    fill(&mut other, &factor::code(&world, &secret)).await.leads_to("/desk?sex=F");
    other.get("/desk").await.is(StatusCode::OK);
    // The token under which the code was waited for is used up.
    world.clock.minutes(1);
    fill(&mut other, &factor::code(&world, &secret)).await.is(StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_code_is_waited_for_some_minutes_and_only_by_its_own_browser() {
    let world = World::live().await;
    let mut browser = Browser::signed_in(&world, "carla").await;
    let secret = factor::add(&world, &mut browser).await;
    let mut other = Browser::new(&world);
    let asked = other.sign_in("carla", PASSWORD).await;
    let (token, waits) = (form_token(&asked.body), factor::waits(&asked.body));
    world.clock.minutes(1);
    let code = factor::code(&world, &secret);
    let fields = [("waits", &*waits), ("code", &*code)];
    Browser::new(&world).fill(&token, "/sign-in/code", &fields).await.says("This form is no longer valid");
    world.clock.minutes(5);
    let code = factor::code(&world, &secret);
    other.fill(&token, "/sign-in/code", &[("waits", &*waits), ("code", &*code)]).await.is(StatusCode::FORBIDDEN);
    let nonsense = [("waits", "nonsense"), ("code", &*code)];
    other.fill(&token, "/sign-in/code", &nonsense).await.says("This form is no longer valid");
}
