//! What takes two people, to its end.

use casework::view::ProposalEnd;
use casework::{Refusal, Seat};
use instance::door::Admission;
use instance::{Acting, Fault, Instance, VoteOutcome};
use journal::{Mode, Motion};
use model::Id;

use crate::world::{AGENCY, MINISTRY, World, grant};

async fn vote(world: &World, account: &str, proposal: Id, approve: bool) -> Result<VoteOutcome, Fault> {
    world.instance.vote(&world.governing(account).await, proposal, approve, "I looked at it").await
}

async fn propose(world: &World, account: &str, motion: Motion) -> Result<Id, Fault> {
    world.instance.propose(&world.governing(account).await, motion, "it is needed").await
}

fn needs_another(done: &Result<VoteOutcome, Fault>) -> bool {
    matches!(done, Err(Fault::Refused(Refusal::NeedsAnotherPerson)))
}

#[tokio::test]
async fn a_start_password_comes_in_two_halves_each_shown_once_to_one_of_two_people() {
    let world = World::of(Mode::Trial).await;
    let motion = Motion::Account { account: "new".into(), grants: vec![grant("CW", AGENCY, "north", &[])] };
    let proposal = propose(&world, "adil", motion).await.unwrap();
    assert!(needs_another(&vote(&world, "adil", proposal, true).await));
    let VoteOutcome::WithHalf(first) = vote(&world, "sven", proposal, true).await.unwrap() else { panic!("no half") };
    let second_half =
        async |account: &str| world.instance.second_half(&world.governing(account).await, proposal).await.unwrap();
    for account in ["sven", "deniz"] {
        assert_eq!(second_half(account).await, None, "{account} did not propose it");
    }
    let (account, second) = second_half("adil").await.unwrap();
    assert_eq!(account, "new");
    assert_eq!(second_half("adil").await, None, "once");
    assert_eq!(world.instance.first_half(&world.governing("sven").await, proposal).await.unwrap(), None, "once");
    for guess in [&first, &second, &format!("{second}{first}")] {
        assert_eq!(world.try_password("new", guess, None).await, Admission::Wrong);
        world.pass(crate::world::MINUTE);
    }
    let Admission::Welcome { session, .. } = world.try_password("new", &format!("{first}{second}"), None).await else {
        panic!("both halves open")
    };
    let session = world.session(session).await.unwrap();
    assert!(session.given, "and it is to be changed");
    let changed = world.instance.change_password(&session, &format!("{first}{second}"), "a long enough one").await;
    let session = world.session(changed.unwrap().unwrap()).await.unwrap();
    assert!(!session.given);
}

#[tokio::test]
async fn a_password_is_made_anew_by_two_people_and_the_old_one_opens_nothing() {
    let world = World::of(Mode::Trial).await;
    let proposal = propose(&world, "adil", Motion::ResetPassword { account: "carla".into() }).await.unwrap();
    let VoteOutcome::WithHalf(first) = vote(&world, "deniz", proposal, true).await.unwrap() else { panic!("no half") };
    let (_, second) = world.instance.second_half(&world.governing("adil").await, proposal).await.unwrap().unwrap();
    assert_eq!(world.try_password("carla", world.password("carla"), None).await, Admission::Wrong);
    assert!(matches!(world.try_password("carla", &(first + &second), None).await, Admission::Welcome { .. }));
    let declined = propose(&world, "adil", Motion::ResetPassword { account: "carla".into() }).await.unwrap();
    assert_eq!(vote(&world, "sven", declined, false).await.unwrap(), VoteOutcome::Voted);
    assert_eq!(world.instance.first_half(&world.governing("sven").await, declined).await.unwrap(), None);
}

#[tokio::test]
async fn a_grant_more_leaves_the_others_and_those_of_another_controller_are_never_touched() {
    let world = World::of(Mode::Trial).await;
    let here = |role: &str| grant(role, AGENCY, "north", &[]);
    let there = grant("CW", MINISTRY, "capital", &[]);
    let view = world.instance.in_force().await.unwrap().view;
    let of = |name: &str, controller: &str, stays: bool, besides: Vec<journal::Grant>| {
        instance::grants_of(&view, (name, controller), |_| stays, besides)
    };
    assert_eq!(of("hanan", AGENCY, true, vec![here("CW")]), [here("HD"), here("CW")]);
    assert_eq!(of("hanan", AGENCY, true, vec![here("HD")]), [here("HD")], "once");
    assert_eq!(of("hanan", AGENCY, false, vec![here("CW")]), [here("CW")]);
    assert_eq!(of("mina", AGENCY, false, vec![here("CW")]), [there.clone(), here("CW")], "the ministry's stays");
    assert_eq!(of("mina", MINISTRY, false, vec![]), []);
    assert_eq!(of("nobody", AGENCY, true, vec![here("CW")]), [here("CW")]);
    let motion = Motion::Account { account: "mina".into(), grants: of("mina", AGENCY, false, vec![here("CW")]) };
    let proposal = propose(&world, "adil", motion).await.unwrap();
    vote(&world, "deniz", proposal, true).await.unwrap();
    let view = world.instance.in_force().await.unwrap().view;
    assert_eq!(view.accounts["mina"].grants, [there, here("CW")]);
}

/// Nobody lifts a hold, grants or erases by acting twice in two seats.
#[tokio::test]
async fn a_person_is_forgotten_after_two_approvals_besides_whoever_asked_and_under_no_hold() {
    let world = World::of(Mode::Trial).await;
    let person = world.register("carla", &[("name.full", "Amina Yusuf")]).await;
    let proposal = propose(&world, "sven", Motion::Forget { person }).await.unwrap();
    let forget = async |account: &str| world.instance.forget(&world.governing(account).await, vec![proposal]).await;
    assert!(needs_another(&vote(&world, "sven", proposal, true).await));
    assert_eq!(vote(&world, "deniz", proposal, true).await.unwrap(), VoteOutcome::Voted);
    assert!(matches!(forget("deniz").await, Err(Fault::Refused(Refusal::NeedsAnotherPerson))));
    let hold = async |reference| world.instance.hold(&world.governing("sven").await, person, reference).await;
    hold("order 7").await.unwrap();
    assert!(matches!(vote(&world, "adil", proposal, true).await, Err(Fault::Refused(Refusal::Held))));
    let lift = Motion::LiftHold { person, reference: "order 8".into() };
    let lifting = propose(&world, "sven", lift).await.unwrap();
    assert_eq!(vote(&world, "deniz", lifting, true).await.unwrap(), VoteOutcome::Done);
    assert_eq!(vote(&world, "adil", proposal, true).await.unwrap(), VoteOutcome::MayForget);
    for account in ["carla", "ana"] {
        let refused = forget(account).await;
        assert!(matches!(refused, Err(Fault::Refused(Refusal::NotAllowed))), "{account} erases nobody: {refused:?}");
    }
    let mut elsewhere = world.governing("deniz").await;
    elsewhere.seat = Seat { controller: MINISTRY.into(), office: "capital".into() };
    let refused = world.instance.forget(&elsewhere, vec![proposal]).await;
    assert!(matches!(refused, Err(Fault::Refused(Refusal::NotFound | Refusal::NotAllowed))), "{refused:?}");
    assert_eq!(forget("deniz").await.unwrap().people, [person]);
    let view = world.instance.in_force().await.unwrap().view;
    assert_eq!(view.proposals[&proposal].end, Some(ProposalEnd::CarriedOut));
    let in_force = world.instance.in_force().await.unwrap();
    let acting = world.assisting("carla").await;
    let gone = world.instance.desk(&in_force, &acting).person(person, "2020-09-01".parse().unwrap()).await;
    assert_eq!(gone.unwrap(), None);
    world.instance.verify(&world.governing("deniz").await, vec![], |_| ()).await.unwrap();
}

#[tokio::test]
async fn proposals_of_another_controller_are_not_seen_and_not_decided() {
    let world = World::of(Mode::Trial).await;
    let person = world.register("carla", &[("sex", "F")]).await;
    let proposal = propose(&world, "sven", Motion::Forget { person }).await.unwrap();
    let seen = async |acting: Acting| world.instance.proposals(&acting).await.unwrap().contains_key(&proposal);
    assert!(seen(world.governing("deniz").await).await);
    assert!(!seen(world.governing("carla").await).await, "a role that decides no such thing");
    let mut acting = world.governing("deniz").await;
    acting.seat = Seat { controller: MINISTRY.into(), office: "capital".into() };
    assert!(!seen(acting).await);
}

/// A person's own account asks of themselves alone, and nobody knows yet who they are: of nobody are they told who read them,
/// whether a hold is on them, or that others decide about them.
#[tokio::test]
async fn an_account_of_a_person_is_told_nothing_of_anybody() {
    let world = World::of(Mode::Trial).await;
    let person = world.register("carla", &[("name.full", "Amina Yusuf")]).await;
    let proposal = propose(&world, "sven", Motion::Forget { person }).await.unwrap();
    let petra = world.governing("petra").await;
    let in_force = world.instance.in_force().await.unwrap();
    let desk = world.instance.desk(&in_force, &petra);
    for somebody in [person, world.instance.new_id()] {
        let not_allowed = |done: Option<Fault>| matches!(done, Some(Fault::Refused(Refusal::NotAllowed)));
        assert!(not_allowed(desk.reads_of(somebody, 0, 10).await.err()));
        assert!(not_allowed(desk.is_held(somebody).await.err()));
        let asked = propose(&world, "petra", Motion::Forget { person: somebody }).await;
        assert!(matches!(asked, Err(Fault::Refused(Refusal::NotFound))), "of themselves alone");
    }
    assert!(world.instance.proposals(&petra).await.unwrap().is_empty());
    for approve in [true, false] {
        let of = [vote(&world, "petra", proposal, approve).await, vote(&world, "petra", person, approve).await];
        assert!(of.iter().all(|done| matches!(done, Err(Fault::Refused(Refusal::NotAllowed)))), "{of:?}");
    }
    assert!(matches!(world.instance.checkpoint(&petra).await, Err(Fault::Refused(Refusal::NotAllowed))));
    let walked = world.instance.verify(&petra, vec![], |_| ()).await;
    assert!(matches!(walked, Err(Fault::Refused(Refusal::NotAllowed))));
}

/// That two people approved it is no leave for others to do it.
#[tokio::test]
async fn an_approved_forgetting_is_carried_out_by_who_is_reviewed_for_it_alone() {
    let world = World::of(Mode::Trial).await;
    let person = world.register("carla", &[("sex", "F")]).await;
    let proposal = propose(&world, "sven", Motion::Forget { person }).await.unwrap();
    for account in ["deniz", "adil"] {
        vote(&world, account, proposal, true).await.unwrap();
    }
    let forget = async |account: &str| world.instance.forget(&world.governing(account).await, vec![proposal]).await;
    assert!(matches!(forget("carla").await, Err(Fault::Refused(Refusal::NotAllowed))));
    assert!(matches!(forget("sven").await, Err(Fault::Refused(Refusal::NeedsAnotherPerson))));
    assert_eq!(forget("adil").await.unwrap().people, [person]);
}

/// Facts are readable, keys are not destroyed, and the same start goes on where it was.
#[tokio::test]
async fn an_instance_is_opened_again_as_it_was() {
    let world = World::of(Mode::Trial).await;
    let person = world.register("carla", &[("name.full", "Amina Yusuf")]).await;
    world.instance.close().await;
    let again = world.opened_again().await;
    assert_eq!(again.mark(), world.instance.mark());
    let in_force = again.in_force().await.unwrap();
    let acting = Acting::of(&in_force.view, "carla", None, instance::ASSISTANCE, None, again.now()).unwrap();
    assert!(again.desk(&in_force, &acting).person(person, "2020-09-01".parse().unwrap()).await.unwrap().is_some());
    let at = instance::config(&world.dir.path().join("nowhere"), None);
    let absent = Instance::open(&at, world.clock.clone(), crate::world::random).await;
    assert!(matches!(absent, Err(Fault::NotOpened(_))));
}

/// What was made of an instance that could not be founded is gone, and the corrected call finds an empty place.
#[tokio::test]
async fn a_founding_that_is_refused_leaves_nothing_behind() {
    let dir = tempfile::tempdir().unwrap();
    let config = instance::config(&dir.path().join("here"), None);
    let clock = World::of(Mode::Trial).await.clock;
    let mut founding = crate::world::founding(Mode::Live, &[]);
    founding.zone = "Mars/Base".into();
    let refused = instance::found(&config, &founding, clock.clone(), crate::world::random).await;
    assert!(matches!(refused, Err(Fault::Refused(_))));
    assert!(!config.dir.exists());
    founding.zone = "UTC".into();
    instance::found(&config, &founding, clock, crate::world::random).await.unwrap();
}

/// A command line that ends has said that somebody failed to sign in.
#[tokio::test]
async fn a_failed_sign_in_is_on_record_when_the_program_has_ended() {
    let world = World::of(Mode::Trial).await;
    let before = world.instance.revision().await.unwrap();
    assert_eq!(world.try_password("carla", "guessed", None).await, Admission::Wrong);
    world.instance.close().await;
    assert_eq!(world.opened_again().await.revision().await.unwrap(), before + 1);
}
