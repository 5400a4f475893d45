//! One's own account: the password, the second factor, where one is signed in.

use axum::http::StatusCode;
use casework::view::Account;
use journal::{Body, CredentialChange};

use crate::browser::{Browser, form_token};
use crate::factor;
use crate::world::{PASSWORD, World};

const NEW: &str = "three words that differ";

async fn account(world: &World, name: &str) -> Account {
    world.instance.in_force().await.unwrap().view.accounts[name].clone()
}

async fn change(browser: &mut Browser, old: &str, new: &str, again: &str) -> crate::browser::Answer {
    browser.send("/account", "/account/password", &[("old", old), ("new", new), ("again", again)]).await
}

#[tokio::test]
async fn a_changed_password_ends_every_other_session_and_keeps_this_one() {
    let world = World::live().await;
    let (mut here, mut elsewhere) =
        (Browser::signed_in(&world, "carla").await, Browser::signed_in(&world, "carla").await);
    let mut copied = here.clone();
    let before = world.facts().await;
    change(&mut here, PASSWORD, NEW, NEW).await.leads_to("/account?done=password");
    let happened = world.happened(before).await;
    here.get("/account?done=password").await.says("The password is changed.");
    here.get("/desk").await.is(StatusCode::OK);
    for ended in [&mut elsewhere, &mut copied] {
        ended.get("/desk").await.leads_to("/sign-in?next=%2Fdesk");
    }
    let generation = account(&world, "carla").await.credential;
    let changed =
        Body::CredentialChanged { account: "carla".into(), generation, change: CredentialChange::PasswordSet };
    assert_eq!(happened, [("carla".to_owned(), changed)]);
    Browser::new(&world).sign_in("carla", PASSWORD).await.is(StatusCode::FORBIDDEN);
    Browser::new(&world).sign_in("carla", NEW).await.is(StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_password_that_does_not_do_is_said_and_changes_nothing() {
    let world = World::live().await;
    let mut browser = Browser::signed_in(&world, "carla").await;
    let before = account(&world, "carla").await;
    let long = "x".repeat(2000);
    for (old, new, again, said) in [
        (PASSWORD, NEW, "three words that differ!", "The new password was not typed the same twice."),
        ("not mine", NEW, NEW, "The password you have does not fit."),
        (PASSWORD, "elevenchars", "elevenchars", "The new password is too short"),
        (PASSWORD, &long, &long, "The new password is too short, too long"),
        (PASSWORD, PASSWORD, PASSWORD, "or the one you have"),
    ] {
        let answer = change(&mut browser, old, new, again).await;
        answer.is(StatusCode::UNPROCESSABLE_ENTITY);
        answer.says(said);
    }
    assert_eq!(account(&world, "carla").await, before);
    browser.get("/desk").await.is(StatusCode::OK);
}

/// Whoever sits before an open session does not find the password out by trying.
#[tokio::test]
async fn who_tries_passwords_in_an_open_session_waits() {
    let world = World::live().await;
    let mut browser = Browser::signed_in(&world, "carla").await;
    for _ in 0..3 {
        change(&mut browser, "a guess", NEW, NEW).await.is(StatusCode::UNPROCESSABLE_ENTITY);
    }
    let answer = change(&mut browser, PASSWORD, NEW, NEW).await;
    answer.is(StatusCode::TOO_MANY_REQUESTS);
    answer.says("Please wait a moment");
    world.clock.minutes(1);
    change(&mut browser, PASSWORD, NEW, NEW).await.leads_to("/account?done=password");
}

#[tokio::test]
async fn a_second_factor_is_shown_as_picture_and_for_typing_until_it_is_on() {
    let world = World::live().await;
    let mut browser = Browser::signed_in(&world, "carla").await;
    let page = browser.get("/account").await;
    assert!(page.body.contains("<div class=\"qr\" role=\"img\"") && page.body.contains("<svg"), "{}", page.body);
    let secret = factor::secret(&page.body);
    assert_eq!(secret.len(), 32, "160 bits: {secret}");
    assert_eq!(factor::secret(&browser.get("/account").await.body), secret, "the same on every drawing");
    assert_ne!(factor::secret(&Browser::signed_in(&world, "carla").await.get("/account").await.body), secret);
    for (password, code) in [(PASSWORD, "000000".to_owned()), ("not mine", factor::code(&world, &secret))] {
        let fields = [("password", password), ("code", &*code)];
        let answer = browser.send("/account", "/account/factor", &fields).await;
        answer.is(StatusCode::UNPROCESSABLE_ENTITY);
        answer.says("Code and password do not fit.");
    }
    assert!(!account(&world, "carla").await.second_factor);
    factor::add(&world, &mut browser).await;
    assert!(account(&world, "carla").await.second_factor);
    let page = browser.get("/account").await;
    page.says("To take it away, type a code and your password.");
    assert!(!page.body.contains("class=\"qr\"") && factor::secret(&page.body).is_empty(), "{}", page.body);
}

#[tokio::test]
async fn a_second_factor_is_taken_away_with_a_fresh_code_and_the_password() {
    let world = World::live().await;
    let mut browser = Browser::signed_in(&world, "carla").await;
    let secret = factor::add(&world, &mut browser).await;
    let remove = async |browser: &mut Browser, password: &str, code: &str| {
        browser.send("/account", "/account/factor", &[("password", password), ("code", code)]).await
    };
    let used = factor::code(&world, &secret);
    remove(&mut browser, PASSWORD, &used).await.is(StatusCode::UNPROCESSABLE_ENTITY);
    world.clock.minutes(1);
    let fresh = factor::code(&world, &secret);
    remove(&mut browser, "not mine", &fresh).await.is(StatusCode::UNPROCESSABLE_ENTITY);
    assert!(account(&world, "carla").await.second_factor);
    remove(&mut browser, PASSWORD, &fresh).await.leads_to("/account?done=factor");
    assert!(!account(&world, "carla").await.second_factor);
    Browser::new(&world).sign_in("carla", PASSWORD).await.is(StatusCode::SEE_OTHER);
}

/// The number by which the page ends another session.
fn number(page: &str) -> String {
    let after = page.split("name=\"session\" value=\"").nth(1).unwrap_or_default();
    after.split('"').next().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn sessions_are_listed_and_ended_one_by_one_or_all_others() {
    let world = World::live().await;
    let mut first = Browser::signed_in(&world, "carla").await;
    let page = first.get("/account").await;
    page.says("since 1 September 2020, 13:00, last used 1 September 2020, 13:00 This one");
    page.says_not("End it");
    world.clock.minutes(5);
    let mut second = Browser::signed_in(&world, "carla").await;
    let mut others_account = Browser::signed_in(&world, "cem").await;
    let page = first.get("/account").await;
    assert_eq!(page.text().matches("End it").count(), 1, "only those of one's own account: {}", page.text());
    let answer = first.fill(&form_token(&page.body), "/account/sessions", &[("session", &number(&page.body))]).await;
    answer.leads_to("/account");
    second.get("/desk").await.leads_to("/sign-in?next=%2Fdesk");
    let (mut third, mut fourth) =
        (Browser::signed_in(&world, "carla").await, Browser::signed_in(&world, "carla").await);
    let page = first.get("/account").await;
    assert_eq!(page.text().matches("End it").count(), 2, "{}", page.text());
    first.fill(&form_token(&page.body), "/account/sessions", &[("session", "others")]).await.leads_to("/account");
    for ended in [&mut third, &mut fourth] {
        ended.get("/desk").await.leads_to("/sign-in?next=%2Fdesk");
    }
    first.get("/desk").await.is(StatusCode::OK);
    others_account.get("/desk").await.is(StatusCode::OK);
}

#[tokio::test]
async fn an_account_reads_what_it_may_do_in_its_own_words() {
    let world = World::live().await;
    let page = Browser::signed_in(&world, "carla").await.get("/account").await;
    page.says("Case worker, North office Protected: child");
}
