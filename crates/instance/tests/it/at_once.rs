//! The door, where two processes or two requests come to it at the same moment.

use instance::door::Admission;
use instance::{Fault, VoteOutcome};
use journal::{Mode, Motion};
use store::Beside;

use crate::door::{code, is_in, open_store};
use crate::world::{MINUTE, World};

/// The server and the command line are two processes: neither sees what the other holds in memory.
#[tokio::test]
async fn of_two_processes_that_are_handed_one_code_one_takes_it() {
    let world = World::of(Mode::Trial).await;
    let other = world.opened_again().await;
    let (_, first) = world.enter("carla").await;
    let (token, second) = world.enter("carla").await;
    let (browsers, session) = ([first, second], world.session(token).await.unwrap());
    let secret = world.instance.enrolment(&session).unwrap().secret;
    let password = world.password("carla").to_owned();
    world.instance.add_factor(&session, &password, &code(&world, &secret)).await.unwrap().unwrap();
    for _ in 0..5 {
        let mut waiting = vec![];
        for browser in browsers {
            // However many tries there were, a minute later there may be another.
            world.pass(MINUTE);
            match world.try_password("carla", &password, Some(browser)).await {
                Admission::NeedsCode(waits) => waiting.push(waits),
                other => panic!("{other:?}"),
            }
        }
        world.pass(MINUTE);
        let shown = code(&world, &secret);
        let (here, there) = tokio::join!(
            world.instance.second_factor(waiting[0], &shown, Some(browsers[0])),
            other.second_factor(waiting[1], &shown, Some(browsers[1]))
        );
        assert_eq!([here.unwrap(), there.unwrap()].iter().filter(|answer| is_in(answer)).count(), 1);
    }
}

#[tokio::test]
async fn of_two_passwords_set_at_once_the_one_that_was_told_counts() {
    let world = World::of(Mode::Trial).await;
    let other = world.opened_again().await;
    for account in ["carla", "sven", "omar"] {
        let (token, _) = world.enter(account).await;
        let (session, old) = (world.session(token).await.unwrap(), world.password(account));
        let new = ["a long enough one", "another long enough"];
        let (here, there) = tokio::join!(
            world.instance.change_password(&session, old, new[0]),
            other.change_password(&session, old, new[1])
        );
        let told = [matches!(here, Ok(Some(_))), matches!(there, Ok(Some(_)))];
        assert!(told != [true, true], "{account}: one change at a time");
        let counts = if told == [false, false] { [old, old] } else { new };
        for (password, told) in counts.into_iter().zip(told) {
            let is_right = told || password == old;
            assert_eq!(is_in(&world.try_password(account, password, None).await), is_right, "{account}: {password}");
        }
        world.pass(MINUTE);
    }
}

/// Whoever sees it twice may have seen it over somebody's shoulder.
#[tokio::test]
async fn a_second_half_that_is_asked_for_many_times_at_once_is_told_once() {
    let world = World::of(Mode::Trial).await;
    let other = world.opened_again().await;
    for account in ["carla", "omar", "hanan"] {
        let (adil, deniz) = (world.governing("adil").await, world.governing("deniz").await);
        let reset = Motion::ResetPassword { account: account.into() };
        let proposal = world.instance.propose(&adil, reset, "it is lost").await.unwrap();
        let voted = world.instance.vote(&deniz, proposal, true, "I called them").await.unwrap();
        let VoteOutcome::WithHalf(first) = voted else { panic!("{voted:?}") };
        let asked = [&world.instance, &other, &world.instance, &other].map(|it| it.second_half(&adil, proposal));
        let told = futures::future::try_join_all(asked).await.unwrap();
        let told: Vec<(String, String)> = told.into_iter().flatten().collect();
        let [(of, second)] = &told[..] else { panic!("told {} times", told.len()) };
        assert_eq!(of, account);
        assert!(is_in(&world.try_password(account, &format!("{first}{second}"), None).await));
    }
}

/// A process that died in the middle of a change keeps others from it for some minutes, and not for good.
#[tokio::test]
async fn a_change_that_somebody_else_has_begun_is_waited_for() {
    let world = World::of(Mode::Trial).await;
    let store = open_store(&world).await;
    let (token, _) = world.enter("carla").await;
    let session = world.session(token).await.unwrap();
    let now = world.instance.now();
    let begun = format!("change\ncarla\n2\n{}", now.0 / MINUTE).into_bytes();
    store.keep_first(Beside::Claim, &begun, &([7u8; 32], now)).await.unwrap();
    let old = world.password("carla");
    let change = async || world.instance.change_password(&session, old, "a long enough one").await;
    for _ in 0..2 {
        let waits = change().await;
        assert!(matches!(waits, Err(Fault::Wait(ready)) if ready > world.instance.now()), "{waits:?}");
        assert!(is_in(&world.try_password("carla", old, None).await), "the old one counts");
        world.pass(MINUTE);
    }
    assert!(change().await.unwrap().is_some());
    assert!(is_in(&world.try_password("carla", "a long enough one", None).await));
    store.close().await;
}

#[tokio::test]
async fn a_session_that_was_ended_is_not_brought_back_by_whoever_uses_it_at_that_moment() {
    let world = World::of(Mode::Trial).await;
    let other = world.opened_again().await;
    for _ in 0..5 {
        let (token, _) = world.enter("both").await;
        let seat = world.session(token).await.unwrap().actor.seats().pop_last().unwrap();
        world.pass(2 * MINUTE);
        let (used, seated, ended) = tokio::join!(
            world.instance.session(token),
            world.instance.take_seat(token, seat),
            other.end_session(token)
        );
        used.unwrap();
        seated.unwrap();
        ended.unwrap();
        assert_eq!(world.session(token).await, None);
    }
}
