//! The door: passwords, second factors, sessions, and strangers who try.

use instance::Fault;
use instance::door::{Admission, IDLE, LONGEST, Token, wait_after};
use journal::Mode;
use model::Timestamp;
use store::{Beside, Credential};

use crate::world::{MINUTE, SECOND, World, random};

pub fn is_in(admission: &Admission) -> bool {
    matches!(admission, Admission::Welcome { .. })
}

#[tokio::test]
async fn a_password_opens_the_door_to_its_account_and_to_no_other() {
    let world = World::of(Mode::Trial).await;
    let (session, _) = world.enter("carla").await;
    assert_eq!(world.session(session).await.unwrap().actor.account, "carla");
    for (account, password) in
        [("carla", "not the password"), ("nobody", "not the password"), ("", ""), ("CARLA", world.password("carla"))]
    {
        assert_eq!(world.try_password(account, password, None).await, Admission::Wrong, "{account}");
    }
    assert_eq!(world.session(Token::draw(random())).await, None);
}

#[tokio::test]
async fn a_name_longer_than_any_is_nobodys_and_nothing_of_it_is_kept() {
    let world = World::of(Mode::Trial).await;
    for _ in 0..10 {
        assert_eq!(world.try_password(&"x".repeat(60_000), "a password of somebody", None).await, Admission::Wrong);
    }
}

/// Known and unknown names wait alike; the owner, in a browser where they signed in before, waits for their own tries only.
#[tokio::test]
async fn strangers_who_try_make_strangers_wait_and_nobody_else() {
    let world = World::of(Mode::Trial).await;
    let (_, browser) = world.enter("carla").await;
    for account in ["carla", "nobody"] {
        for _ in 0..3 {
            assert_eq!(world.try_password(account, "guessed", None).await, Admission::Wrong, "{account}");
        }
        let waits = world.try_password(account, "guessed", None).await;
        assert_eq!(waits, Admission::Wait(Timestamp(world.instance.now().0 + SECOND)), "{account}");
    }
    // For three minutes, five tries a second: the owner gets in each time.
    for _ in 0..40 {
        world.pass(5 * SECOND);
        world.try_password("carla", "guessed", None).await;
        assert!(is_in(&world.try_password("carla", world.password("carla"), Some(browser)).await));
    }
    assert!(!is_in(&world.try_password("carla", world.password("carla"), None).await), "from elsewhere one waits");
    world.pass(MINUTE);
    assert!(is_in(&world.try_password("carla", world.password("carla"), None).await), "a minute at most");
}

#[tokio::test]
async fn a_known_browser_is_known_for_its_account_alone() {
    let world = World::of(Mode::Trial).await;
    let (_, of_sven) = world.enter("sven").await;
    for _ in 0..4 {
        world.try_password("carla", "guessed", Some(of_sven)).await;
    }
    let answer = world.try_password("carla", world.password("carla"), Some(of_sven)).await;
    assert!(matches!(answer, Admission::Wait(_)), "{answer:?}");
    assert!(is_in(&world.try_password("sven", world.password("sven"), Some(of_sven)).await));
}

#[tokio::test]
async fn tries_at_the_same_moment_all_count() {
    let world = World::of(Mode::Trial).await;
    let tries = (0..20).map(|_| world.try_password("carla", "guessed", None));
    let answers = futures::future::join_all(tries).await;
    let wrong = answers.iter().filter(|answer| **answer == Admission::Wrong).count();
    assert_eq!(wrong, 3);
    assert_eq!(wait_after(3, Timestamp(0)), Timestamp(SECOND));
}

#[tokio::test]
async fn a_session_ends_when_left_alone_when_it_is_old_and_when_it_is_ended() {
    let world = World::of(Mode::Trial).await;
    let (left_alone, _) = world.enter("carla").await;
    world.pass(IDLE - SECOND);
    assert!(world.session(left_alone).await.is_some());
    world.pass(IDLE);
    assert_eq!(world.session(left_alone).await, None);
    let (busy, _) = world.enter("carla").await;
    for _ in 0..LONGEST / (IDLE - MINUTE) {
        world.pass(IDLE - MINUTE);
        assert!(world.session(busy).await.is_some());
    }
    world.pass(IDLE - MINUTE);
    assert_eq!(world.session(busy).await, None, "however busy");
    let (ended, _) = world.enter("carla").await;
    world.instance.end_session(ended).await.unwrap();
    assert_eq!(world.session(ended).await, None);
}

#[tokio::test]
async fn ones_sessions_are_listed_and_ended_and_nobody_elses() {
    let world = World::of(Mode::Trial).await;
    let (first, _) = world.enter("carla").await;
    let (second, _) = world.enter("carla").await;
    let (of_sven, _) = world.enter("sven").await;
    let here = world.session(second).await.unwrap();
    let listed = world.instance.sessions(&here).await.unwrap();
    assert_eq!(listed.iter().map(|one| one.this).collect::<Vec<_>>(), [true, false]);
    let sven = world.session(of_sven).await.unwrap();
    assert_eq!(world.instance.end_sessions(&sven, Some(&listed[1].number)).await.unwrap(), 0, "not sven's");
    assert_eq!(world.instance.end_sessions(&here, None).await.unwrap(), 1);
    assert_eq!((world.session(first).await, world.session(second).await.is_some()), (None, true));
    assert!(world.session(of_sven).await.is_some());
}

#[tokio::test]
async fn a_new_password_ends_every_other_session_and_an_old_one_opens_nothing() {
    let world = World::of(Mode::Trial).await;
    let (other, _) = world.enter("carla").await;
    let (mine, _) = world.enter("carla").await;
    let session = world.session(mine).await.unwrap();
    let old = world.password("carla");
    let change = async |old: &str, new: &str| world.instance.change_password(&session, old, new).await;
    assert_eq!(change("not the password", "a long enough one").await.unwrap(), None);
    for bad in ["short", old] {
        assert!(matches!(change(old, bad).await, Err(Fault::Password)), "{bad}");
    }
    let token = change(old, "a long enough one").await.unwrap().unwrap();
    let here = world.session(token).await.unwrap();
    let listed = world.instance.sessions(&here).await.unwrap();
    assert_eq!(listed.iter().map(|one| one.this).collect::<Vec<_>>(), [true], "those that ended are not listed");
    assert_eq!((world.session(other).await, world.session(mine).await), (None, None));
    assert_eq!(world.try_password("carla", old, None).await, Admission::Wrong);
    assert!(is_in(&world.try_password("carla", "a long enough one", None).await));
}

/// Whoever can write to the database, without the key: a credential from a copy, or of another account, opens nothing.
#[tokio::test]
async fn a_credential_put_back_from_a_copy_opens_nothing() {
    let world = World::of(Mode::Trial).await;
    let store = open_store(&world).await;
    let named = |account: &str, generation: u64| format!("{account}\n{generation}").into_bytes();
    let old: Credential = store.kept(Beside::Credential, &named("carla", 1)).await.unwrap().unwrap();
    let (mine, _) = world.enter("carla").await;
    let session = world.session(mine).await.unwrap();
    world.instance.change_password(&session, world.password("carla"), "a long enough one").await.unwrap().unwrap();
    // Even written by the instance itself: the number on record is another.
    store.keep(Beside::Credential, &named("carla", 2), &old).await.unwrap();
    assert_eq!(world.try_password("carla", world.password("carla"), None).await, Admission::Wrong);
    let stranger: Credential = store.kept(Beside::Credential, &named("sven", 1)).await.unwrap().unwrap();
    store.keep(Beside::Credential, &named("carla", 2), &Credential { generation: 1, ..stranger }).await.unwrap();
    assert_eq!(world.try_password("carla", world.password("sven"), None).await, Admission::Wrong);
    store.close().await;
}

pub async fn open_store(world: &World) -> store::Store {
    let at = instance::config(&world.dir.path().join("here"), None);
    store::Store::open(&at, world.clock.clone(), random).await.unwrap()
}

/// The code that an application shows now.
pub fn code(world: &World, secret: &str) -> String {
    let secret = totp_rs::Secret::try_from_base32(secret).unwrap();
    let totp = totp_rs::Builder::new().with_secret(secret).with_account_name("x".to_owned()).build().unwrap();
    totp.generate(u64::try_from(world.instance.now().0 / SECOND).unwrap()).to_string()
}

#[tokio::test]
async fn a_second_factor_is_asked_for_and_each_code_is_taken_once() {
    let world = World::of(Mode::Trial).await;
    let (token, _) = world.enter("carla").await;
    let session = world.session(token).await.unwrap();
    let secret = world.instance.enrolment(&session).unwrap().secret;
    assert_eq!(world.instance.enrolment(&session).unwrap().secret, secret, "a page drawn twice shows the same");
    let password = world.password("carla").to_owned();
    let add = async |password: &str, code: &str| world.instance.add_factor(&session, password, code).await.unwrap();
    assert_eq!(add("not the password", &code(&world, &secret)).await, None);
    assert_eq!(add(&password, "000000").await, None);
    assert!(add(&password, &code(&world, &secret)).await.is_some());

    let waits = async || match world.try_password("carla", &password, None).await {
        Admission::NeedsCode(waits) => waits,
        other => panic!("{other:?}"),
    };
    let first = waits().await;
    assert_eq!(world.session(first).await, None, "half a sign-in opens nothing");
    let hand_in = async |waits, code: &str| world.instance.second_factor(waits, code, None).await.unwrap();
    assert_eq!(hand_in(first, &code(&world, &secret)).await, Admission::Wrong, "the code was taken when it was set up");
    world.pass(30 * SECOND);
    assert!(is_in(&hand_in(first, &code(&world, &secret)).await));
    assert_eq!(hand_in(first, &code(&world, &secret)).await, Admission::Wrong, "what was handed in is over");
    let second = waits().await;
    assert_eq!(hand_in(second, &code(&world, &secret)).await, Admission::Wrong, "once");
    world.pass(6 * MINUTE);
    assert_eq!(hand_in(second, &code(&world, &secret)).await, Admission::Wrong, "it is waited for some minutes");
}

#[tokio::test]
async fn a_second_factor_is_taken_away_with_a_code_and_the_password() {
    let world = World::of(Mode::Trial).await;
    let (token, _) = world.enter("carla").await;
    let session = world.session(token).await.unwrap();
    let secret = world.instance.enrolment(&session).unwrap().secret;
    let password = world.password("carla").to_owned();
    let token = world.instance.add_factor(&session, &password, &code(&world, &secret)).await.unwrap().unwrap();
    let session = world.session(token).await.unwrap();
    assert!(session.second_factor);
    world.pass(30 * SECOND);
    assert_eq!(world.instance.remove_factor(&session, &password, "000000").await.unwrap(), None);
    assert!(world.instance.remove_factor(&session, &password, &code(&world, &secret)).await.unwrap().is_some());
    assert!(is_in(&world.try_password("carla", &password, None).await));
}

#[tokio::test]
async fn what_is_over_is_swept_away_when_somebody_signs_in() {
    let world = World::of(Mode::Trial).await;
    let (_, _) = world.enter("carla").await;
    world.pass(LONGEST);
    world.enter("sven").await;
    let store = open_store(&world).await;
    // Nothing is read of what the rows hold.
    assert_eq!(store.all_kept::<()>(Beside::Session).await.unwrap().len(), 1);
    store.close().await;
}
