//! Grants: given by others, never to oneself, and kept apart where one person must not hold both.

use casework::{Ctx, Refusal};
use journal::{Grant, Mode};
use model::Compartment;

use crate::world::{World, account, by, day, grant};

fn compartment(role: &str) -> Grant {
    Grant { compartments: vec![Compartment::Gbv], ..grant(role) }
}

#[test]
fn accounts_are_granted_by_supervisor_and_data_protection_and_proposed_by_the_administrator() {
    let world = World::of(Mode::Live);
    for role in ["HD", "CW", "SU", "OP", "FM", "FC", "AY", "PA", "AD", "PE", "DP", "nobody"] {
        let answer = world.decide(&by(role), account("new", vec![grant("CW")])).map(|facts| facts.len());
        let expected = match role {
            "SU" | "DP" => Ok(1),
            "AD" => Err(Refusal::NeedsAnotherPerson),
            _ => Err(Refusal::NotAllowed),
        };
        assert_eq!(answer, expected, "{role}");
    }
}

#[test]
fn nobody_grants_to_themselves() {
    let world = World::of(Mode::Live);
    assert_eq!(
        world.decide(&by("SU"), account("SU", vec![grant("SU"), grant("OP")])),
        Err(Refusal::NeedsAnotherPerson)
    );
    let mut fresh = World::unfounded();
    fresh.run(&by("founder"), crate::world::found(Mode::Trial)).unwrap();
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
        let answer = world.decide(&by("SU"), account("new", grants.clone()));
        assert_eq!(answer, Err(Refusal::RolesIncompatible), "{roles:?}");
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
        assert!(world.decide(&by("SU"), account("new", grants.clone())).is_ok(), "{roles:?}");
    }
}

#[test]
fn a_role_that_has_run_out_stands_in_nobody_s_way() {
    let ended = Grant { until: Some(day("2026-11-23")), ..grant("FM") };
    let last_day = Grant { until: Some(day("2026-11-24")), ..grant("FM") };
    let world = World::of(Mode::Live);
    assert!(world.decide(&by("SU"), account("new", vec![ended, grant("FC")])).is_ok());
    assert_eq!(world.decide(&by("SU"), account("new", vec![last_day, grant("FC")])), Err(Refusal::RolesIncompatible));
}

#[test]
fn roles_and_offices_must_have_names() {
    let world = World::of(Mode::Live);
    for role in ["XX", "", "cw"] {
        assert_eq!(world.decide(&by("SU"), account("new", vec![grant(role)])), Err(Refusal::RoleUnknown), "{role}");
    }
    let nowhere = Grant { office: String::new(), ..grant("CW") };
    assert_eq!(world.decide(&by("SU"), account("new", vec![nowhere])), Err(Refusal::IncompleteContext));
    for name in ["", "two words", "tab\t"] {
        let refused = world.decide(&by("SU"), account(name, vec![grant("CW")]));
        assert_eq!(refused, Err(Refusal::BadField { field: "account".into() }));
    }
}

#[test]
fn the_grants_of_another_controller_are_not_touched_from_here() {
    let elsewhere = Grant { controller: "ministry".into(), ..grant("CW") };
    let mut world = World::of(Mode::Live);
    assert_eq!(world.decide(&by("SU"), account("new", vec![elsewhere.clone()])), Err(Refusal::NotAllowed));
    world.instance.accounts.insert("both".into(), vec![elsewhere.clone()]);
    assert_eq!(world.decide(&by("SU"), account("both", vec![])), Err(Refusal::NotAllowed));
    assert_eq!(world.decide(&by("SU"), account("both", vec![grant("CW")])), Err(Refusal::NotAllowed));
    assert!(world.decide(&by("SU"), account("both", vec![elsewhere, grant("CW")])).is_ok());
}

#[test]
fn the_same_grants_again_add_nothing_and_taken_away_they_are_gone() {
    let mut world = World::of(Mode::Trial);
    assert_eq!(world.run(&by("SU"), account("CW", vec![grant("CW")])), Ok(0));
    assert_eq!(world.run(&by("SU"), account("CW", vec![])), Ok(1));
    let ctx = Ctx { actor: crate::world::actor("CW", vec![grant("CW")]), ..by("CW") };
    assert_eq!(world.decide(&ctx, crate::world::register(1, &[])), Err(Refusal::NotAllowed));
}
