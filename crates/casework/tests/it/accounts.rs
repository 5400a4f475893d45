//! Grants and offices: given by two people, never to oneself, and kept apart where one person must not hold both.

use casework::{AccessCommand, Action, Ctx, ProposalCommand, Refusal, authorise};
use journal::{CredentialChange, Grant, Mode, Motion, Office};
use model::{Compartment, Timestamp};

use crate::world::{CONTROLLER, OFFICE, World, account, actor, by, day, found, grant, id, occasion, register};

fn compartment(role: &str) -> Grant {
    Grant { compartments: vec![Compartment::Gbv], ..grant(role) }
}

fn propose(name: &str, grants: Vec<Grant>) -> ProposalCommand {
    let motion = Motion::Account { account: name.into(), grants };
    ProposalCommand::Propose { proposal: id(90), motion, reason: "a new colleague".into() }
}

fn office(name: &str, zone: &str, above: Option<&str>) -> Motion {
    let description =
        Office { controller: CONTROLLER.into(), name: name.into(), zone: zone.into(), above: above.map(Into::into) };
    Motion::Office { office: name.into(), description }
}

/// What comes of proposing these grants for somebody new.
fn proposed(world: &World, grants: Vec<Grant>) -> Result<usize, Refusal> {
    world.decide(&by("SU"), propose("new", grants)).map(|facts| facts.len())
}

#[test]
fn nobody_gives_an_account_its_grants_alone_once_the_instance_is_set_up() {
    let world = World::of(Mode::Live);
    for role in ["founder", "HD", "CW", "SU", "OP", "FM", "FC", "AY", "PA", "AD", "PE", "DP", "nobody"] {
        let alone = world.decide(&by(role), account("new", vec![grant("CW")]));
        assert_eq!(alone, Err(Refusal::NeedsAnotherPerson), "{role}");
    }
}

#[test]
fn grants_are_proposed_and_approved_as_reviewed() {
    for role in ["HD", "CW", "SU", "OP", "FM", "FC", "AY", "PA", "AD", "PE", "DP", "nobody"] {
        let world = World::of(Mode::Live);
        let answer = world.decide(&by(role), propose("new", vec![grant("CW")])).map(|facts| facts.len());
        let may = matches!(role, "SU" | "DP" | "AD");
        assert_eq!(answer, if may { Ok(1) } else { Err(Refusal::NotAllowed) }, "{role} proposes");
        let mut world = World::of(Mode::Live);
        world.run(&by("AD"), propose("new", vec![grant("CW")])).unwrap();
        let vote = ProposalCommand::Vote { proposal: id(90), approve: true, reason: "agreed".into() };
        let answer = world.decide(&by(role), vote).map(|facts| facts.len());
        let expected = match role {
            "SU" | "DP" => Ok(2),
            "AD" => Err(Refusal::NeedsAnotherPerson),
            _ => Err(Refusal::NotAllowed),
        };
        assert_eq!(answer, expected, "{role} approves");
    }
}

#[test]
fn nobody_grants_to_themselves_and_nobody_has_a_say_in_their_own_grants() {
    let mut world = World::of(Mode::Live);
    let own = propose("SU", vec![grant("SU"), grant("OP")]);
    assert_eq!(world.decide(&by("SU"), own.clone()), Err(Refusal::NeedsAnotherPerson));
    world.run(&by("AD"), own).unwrap();
    let vote = ProposalCommand::Vote { proposal: id(90), approve: true, reason: "agreed".into() };
    assert_eq!(world.decide(&by("SU"), vote.clone()), Err(Refusal::NeedsAnotherPerson));
    assert_eq!(world.run(&by("DP"), vote), Ok(2));
    let mut fresh = World::unfounded();
    fresh.run(&by("founder"), found(Mode::Trial)).unwrap();
    assert_eq!(fresh.decide(&by("founder"), account("founder", vec![grant("DP")])), Err(Refusal::NeedsAnotherPerson));
}

#[test]
fn roles_that_must_be_kept_apart_do_not_meet_in_one_person() {
    let world = World::of(Mode::Live);
    let apart = [
        vec![grant("FM"), grant("FC")],
        vec![grant("AD"), grant("HD")],
        vec![grant("AD"), grant("CW")],
        vec![grant("SU"), grant("AD")],
        vec![grant("AD"), grant("OP")],
        vec![grant("AD"), grant("FM")],
        vec![grant("AD"), grant("FC")],
        vec![grant("DP"), grant("AD")],
        vec![grant("CW"), grant("DP")],
        vec![grant("DP"), grant("AY")],
        vec![grant("DP"), grant("PA")],
        vec![grant("AY"), compartment("CW")],
        vec![compartment("SU"), grant("AY")],
        vec![compartment("HD")],
        vec![compartment("AY")],
    ];
    for grants in apart {
        let roles: Vec<&str> = grants.iter().map(|grant| grant.role.as_str()).collect();
        assert_eq!(proposed(&world, grants.clone()), Err(Refusal::RolesIncompatible), "{roles:?}");
    }
    let together = [
        vec![grant("CW"), grant("SU")],
        vec![compartment("CW"), compartment("SU")],
        vec![grant("AY"), grant("PA")],
        vec![grant("AY"), grant("CW")],
        vec![grant("OP"), grant("FM")],
        vec![grant("AD"), grant("PA")],
        vec![grant("DP"), grant("PE")],
        vec![],
    ];
    for grants in together {
        let roles: Vec<&str> = grants.iter().map(|grant| grant.role.as_str()).collect();
        assert_eq!(proposed(&world, grants.clone()), Ok(1), "{roles:?}");
    }
}

#[test]
fn a_role_that_has_run_out_stands_in_nobody_s_way() {
    let ended = Grant { until: Some(day("2026-11-23")), ..grant("FM") };
    let last_day = Grant { until: Some(day("2026-11-24")), ..grant("FM") };
    let world = World::of(Mode::Live);
    assert_eq!(proposed(&world, vec![ended, grant("FC")]), Ok(1));
    assert_eq!(proposed(&world, vec![last_day, grant("FC")]), Err(Refusal::RolesIncompatible));
}

#[test]
fn the_last_day_of_a_grant_ends_where_its_office_is() {
    let mut world = World::of(Mode::Live);
    world.agree("AD", "SU", office("dhaka", "Asia/Dhaka", None));
    world.agree("AD", "SU", office("guatemala", "America/Guatemala", None));
    let until = |office: &str| Grant { office: office.into(), until: Some(day("2026-11-24")), ..grant("CW") };
    world.grant("far", vec![until("dhaka"), until("guatemala")]);
    // 2026-11-24T19:00Z: past midnight in Dhaka, early afternoon in Guatemala.
    let evening = Timestamp(1_795_546_800_000_000);
    let offices =
        |now| -> Vec<String> { world.instance.actor("far", now).seats().into_iter().map(|seat| seat.office).collect() };
    assert_eq!(offices(Timestamp(evening.0 - 7_200_000_000)), ["dhaka", "guatemala"]);
    assert_eq!(offices(evening), ["guatemala"]);
    assert_eq!(offices(Timestamp(evening.0 + 43_200_000_000)), [] as [&str; 0]);
    let nobody = world.instance.actor("far", Timestamp(evening.0 + 43_200_000_000));
    assert_eq!(authorise(&nobody, Action::Search, &occasion(Mode::Live)), Err(Refusal::NotAllowed));
}

#[test]
fn what_happened_today_happened_today_in_the_office() {
    let mut world = World::of(Mode::Trial);
    world.agree("AD", "SU", office(OFFICE, "Asia/Dhaka", None));
    // 2026-11-24T19:00Z is the 25th in Dhaka.
    let ctx = |on: &str| Ctx { now: Timestamp(1_795_546_800_000_000), occurred_on: Some(day(on)), ..by("SU") };
    assert!(world.decide(&ctx("2026-11-25"), register(1, &[("sex", "F")])).is_ok());
    let tomorrow = world.decide(&ctx("2026-11-26"), register(1, &[("sex", "F")]));
    assert_eq!(tomorrow, Err(Refusal::BadField { field: "occurred_on".into() }));
}

#[test]
fn an_office_lies_in_a_zone_there_is_and_below_offices_there_are_and_not_below_itself() {
    let mut world = World::of(Mode::Live);
    let propose = |motion| ProposalCommand::Propose { proposal: id(91), motion, reason: "it opened".into() };
    let refused = |world: &World, motion| world.decide(&by("SU"), propose(motion)).unwrap_err();
    let bad = |field: &str| Refusal::BadField { field: field.into() };
    assert_eq!(refused(&world, office("east", "Mars/Base", None)), bad("zone"));
    assert_eq!(refused(&world, office(" ", "UTC", None)), bad("office"));
    assert_eq!(refused(&world, office("east", "UTC", Some("capital"))), Refusal::OfficeUnknown);
    world.agree("AD", "SU", office("capital", "UTC", None));
    world.agree("AD", "SU", office("east", "UTC", Some("capital")));
    assert_eq!(refused(&world, office("east", "UTC", Some("east"))), bad("above"));
    assert_eq!(refused(&world, office("capital", "UTC", Some("east"))), bad("above"));
    assert_eq!(world.instance.office(CONTROLLER, "east").unwrap().above.as_deref(), Some("capital"));
    // From now on grants name offices that are there.
    assert_eq!(proposed(&world, vec![grant("CW")]), Err(Refusal::OfficeUnknown));
    assert_eq!(proposed(&world, vec![Grant { office: "east".into(), ..grant("CW") }]), Ok(1));
}

#[test]
fn roles_and_offices_must_have_names() {
    let world = World::of(Mode::Live);
    for role in ["XX", "", "cw"] {
        assert_eq!(proposed(&world, vec![grant(role)]), Err(Refusal::RoleUnknown), "{role}");
    }
    let nowhere = Grant { office: String::new(), ..grant("CW") };
    assert_eq!(proposed(&world, vec![nowhere]), Err(Refusal::IncompleteContext));
    let long = "x".repeat(65);
    for name in ["", "two words", "tab\t", "nul\0", &long] {
        let refused = world.decide(&by("SU"), propose(name, vec![grant("CW")]));
        assert_eq!(refused, Err(Refusal::BadField { field: "account".into() }));
    }
}

#[test]
fn the_grants_of_another_controller_are_not_touched_from_here() {
    let elsewhere = Grant { controller: "ministry".into(), ..grant("CW") };
    let mut world = World::of(Mode::Live);
    assert_eq!(proposed(&world, vec![elsewhere.clone()]), Err(Refusal::NotAllowed));
    world.instance.accounts.entry("both".into()).or_default().grants = vec![elsewhere.clone()];
    let both = |grants| world.decide(&by("SU"), propose("both", grants)).map(|facts| facts.len());
    assert_eq!(both(vec![]), Err(Refusal::NotAllowed));
    assert_eq!(both(vec![grant("CW")]), Err(Refusal::NotAllowed));
    assert_eq!(both(vec![elsewhere, grant("CW")]), Ok(1));
}

#[test]
fn grants_taken_away_are_gone_whatever_a_caller_brings_along() {
    let mut world = World::of(Mode::Trial);
    world.grant("CW", vec![]);
    let ctx = Ctx { actor: actor("CW", vec![grant("CW")]), ..by("CW") };
    assert_eq!(world.decide(&ctx, register(1, &[])), Err(Refusal::NotAllowed));
}

#[test]
fn one_changes_ones_own_credential_and_no_other() {
    let mut world = World::of(Mode::Live);
    let change = |account: &str, generation, change| {
        let account = account.into();
        AccessCommand::ChangeCredential { account, generation, change }
    };
    let set = CredentialChange::PasswordSet;
    assert_eq!(world.run(&by("CW"), change("CW", 1, set)), Ok(1));
    assert_eq!(world.decide(&by("CW"), change("CW", 1, set)), Err(Refusal::Stale), "an older one again");
    assert_eq!(world.run(&by("CW"), change("CW", 2, CredentialChange::FactorAdded)), Ok(1));
    assert!(world.instance.accounts["CW"].second_factor);
    assert_eq!(world.run(&by("CW"), change("CW", 3, CredentialChange::FactorRemoved)), Ok(1));
    assert!(!world.instance.accounts["CW"].second_factor);
    for (who, change_to) in [("HD", set), ("SU", set), ("SU", CredentialChange::FactorRemoved)] {
        assert_eq!(world.decide(&by(who), change("CW", 4, change_to)), Err(Refusal::NotAllowed), "{who}");
    }
    assert_eq!(world.decide(&by("SU"), change("nobody", 1, set)), Err(Refusal::NotFound));
}

#[test]
fn a_password_that_somebody_else_hands_over_takes_two_people_and_is_to_be_changed() {
    let mut world = World::of(Mode::Live);
    let change = |generation, change| AccessCommand::ChangeCredential { account: "CW".into(), generation, change };
    let (set, reset) = (CredentialChange::PasswordSet, CredentialChange::PasswordReset);
    assert_eq!(world.run(&by("CW"), change(1, set)), Ok(1));
    for who in ["SU", "DP", "AD", "founder"] {
        assert_eq!(world.decide(&by(who), change(2, reset)), Err(Refusal::NotAllowed), "{who} alone");
    }
    world.agree("AD", "SU", Motion::ResetPassword { account: "CW".into() });
    assert_eq!(world.decide(&by("DP"), change(2, reset)), Err(Refusal::NotAllowed), "only in the name of who approved");
    assert_eq!(world.run(&by("SU"), change(2, reset)), Ok(1));
    assert!(world.instance.accounts["CW"].given);
    assert_eq!(world.decide(&by("SU"), change(3, reset)), Err(Refusal::NotAllowed), "once, and not again");
    assert_eq!(world.run(&by("CW"), change(3, set)), Ok(1));
    assert!(!world.instance.accounts["CW"].given);
}

#[test]
fn the_founder_sets_up_every_controller_whose_data_the_instance_will_hold() {
    let mut world = World::unfounded();
    world.run(&by("founder"), found(Mode::Trial)).unwrap();
    world.run(&by("founder"), crate::world::purpose()).unwrap();
    let at = |controller: &str| Grant { controller: controller.into(), ..grant("CW") };
    assert_eq!(world.run(&by("founder"), account("both", vec![at(CONTROLLER), at("ministry")])), Ok(1));
    let description = Office { controller: "ministry".into(), name: "M".into(), zone: "UTC".into(), above: None };
    let office = AccessCommand::RecordOffice { office: "m".into(), description };
    assert_eq!(world.run(&by("founder"), office), Ok(1));
    let seats = world.instance.actor("both", by("founder").now).seats();
    assert_eq!(seats.iter().map(|seat| seat.controller.as_str()).collect::<Vec<_>>(), ["ministry", CONTROLLER]);
}

#[test]
fn an_account_that_two_people_opened_is_given_its_first_password_in_the_name_of_who_approved_and_once() {
    let mut world = World::of(Mode::Live);
    world.agree("AD", "SU", Motion::Account { account: "new".into(), grants: vec![grant("CW")] });
    let give = |generation| AccessCommand::ChangeCredential {
        account: "new".into(),
        generation,
        change: CredentialChange::PasswordReset,
    };
    for who in ["AD", "DP"] {
        assert_eq!(world.decide(&by(who), give(1)), Err(Refusal::NotAllowed), "{who} did not approve");
    }
    assert_eq!(world.run(&by("SU"), give(1)), Ok(1));
    assert_eq!(world.decide(&by("SU"), give(2)), Err(Refusal::NotAllowed), "once");
    world.agree("AD", "SU", Motion::Account { account: "new".into(), grants: vec![grant("HD")] });
    assert_eq!(world.decide(&by("SU"), give(2)), Err(Refusal::NotAllowed), "it has a password of its own by now");
}

#[test]
fn a_password_given_anew_takes_the_second_factor_away_with_the_first() {
    let mut world = World::of(Mode::Live);
    let change = |generation, change| AccessCommand::ChangeCredential { account: "CW".into(), generation, change };
    world.run(&by("CW"), change(1, CredentialChange::PasswordSet)).unwrap();
    world.run(&by("CW"), change(2, CredentialChange::FactorAdded)).unwrap();
    world.agree("AD", "SU", Motion::ResetPassword { account: "CW".into() });
    world.run(&by("SU"), change(3, CredentialChange::PasswordReset)).unwrap();
    assert!(!world.instance.accounts["CW"].second_factor && world.instance.accounts["CW"].given);
}
