//! A pack that takes rights away is put in force by two people in two roles, and by nobody alone (invariant 14).

use casework::{Command, Ctx, Impact, InstanceView, Refusal};
use journal::{Body, Grant, Mode};

use crate::world::{World, account, by, grant, id, nothing_lost, pack};

const PROPOSAL: u8 = 70;
const PACK: &str = "some-practice";
const ROLES: [&str; 12] = ["HD", "CW", "SU", "OP", "FM", "FC", "AY", "PA", "AD", "PE", "DP", "nobody"];

/// A count that found somebody who loses.
fn lost(world: &World) -> Impact {
    Impact { takes_away: vec!["some-practice/some-measure".into()], ..nothing_lost(world) }
}

fn propose(world: &World, hash: &str) -> Command {
    let (pack, impact) = (pack(PACK, hash), lost(world));
    Command::ProposePack { proposal: id(PROPOSAL), pack, impact, reason: "the law changed".into() }
}

fn conclude(approve: bool) -> Command {
    Command::DecideProposal { proposal: id(PROPOSAL), approve, reason: "I read the law".into() }
}

/// Version `old` in force, `new` proposed by somebody.
fn proposed(by_whom: &str) -> World {
    let mut world = World::of(Mode::Trial);
    let first = Command::InstallPack(pack(PACK, "old"), Some(nothing_lost(&world)));
    world.run(&by("AD"), first).unwrap();
    world.run(&by("DP"), account("AD2", vec![grant("AD")])).unwrap();
    let command = propose(&world, "new");
    world.run(&by(by_whom), command).unwrap();
    world
}

fn in_force(world: &World) -> &str {
    &world.instance.packs[PACK].hash
}

#[test]
fn one_person_puts_in_force_only_what_takes_nothing_away_by_a_count_against_what_is_in_force() {
    let mut world = World::of(Mode::Trial);
    let install = |impact| Command::InstallPack(pack(PACK, "new"), impact);
    let unsaid = Refusal::BadField { field: "impact".into() };
    for role in ["DP", "AD"] {
        assert_eq!(world.decide(&by(role), install(None)), Err(unsaid.clone()));
        assert_eq!(world.decide(&by(role), install(Some(lost(&world)))), Err(Refusal::NeedsAnotherPerson));
    }
    let before = nothing_lost(&world);
    let other = Command::InstallPack(pack("another", "x"), Some(before.clone()));
    world.run(&by("AD"), other).unwrap();
    assert_eq!(world.decide(&by("AD"), install(Some(before))), Err(Refusal::Stale), "counted before the other came");
    let now = nothing_lost(&world);
    assert_eq!(world.run(&by("AD"), install(Some(now))), Ok(1));
    assert_eq!(world.run(&by("AD"), install(None)), Ok(0), "the same again changes nothing");
}

#[test]
fn the_founder_of_an_instance_without_people_needs_no_count() {
    let mut world = World::unfounded();
    world.run(&by("founder"), crate::world::found(Mode::Trial)).unwrap();
    world.run(&by("founder"), crate::world::purpose()).unwrap();
    assert_eq!(world.run(&by("founder"), Command::InstallPack(pack(PACK, "a"), None)), Ok(1));
    assert_eq!(world.run(&by("founder"), Command::InstallPack(pack(PACK, "b"), None)), Ok(1));
}

#[test]
fn who_may_propose_approve_and_decline_is_as_reviewed() {
    for role in ROLES {
        let proposes = matches!(role, "PA" | "DP" | "AD");
        let world = World::of(Mode::Trial);
        let answer = world.decide(&by(role), propose(&world, "new")).map(|facts| facts.len());
        assert_eq!(answer, if proposes { Ok(1) } else { Err(Refusal::NotAllowed) }, "{role} proposes");
        for (approve, facts) in [(true, 2), (false, 1)] {
            let answer = proposed("PA").decide(&by(role), conclude(approve)).map(|facts| facts.len());
            let expected = match role {
                "DP" | "AD" => Ok(facts),
                "PA" if approve => Err(Refusal::NeedsAnotherPerson),
                "PA" => Ok(1),
                _ => Err(Refusal::NotAllowed),
            };
            assert_eq!(answer, expected, "{role} decides {approve}");
        }
    }
}

#[test]
fn approving_puts_exactly_what_was_proposed_in_force() {
    let mut world = proposed("PA");
    assert_eq!(in_force(&world), "old");
    assert_eq!(world.run(&by("DP"), conclude(true)), Ok(2));
    assert_eq!(in_force(&world), "new");
    assert_eq!(world.instance.packs[PACK].files, pack(PACK, "new").files);
    let made = &world.instance.proposals[&id(PROPOSAL)];
    let decided = made.decided.as_ref().unwrap();
    assert_eq!((made.by.as_str(), decided.by.as_str(), decided.approved), ("PA", "DP", true));
    assert_eq!(made.takes_away, ["some-practice/some-measure"]);
}

#[test]
fn nobody_approves_their_own_proposal_and_a_second_person_of_the_same_role_is_not_enough() {
    let mut world = proposed("DP");
    assert_eq!(world.decide(&by("DP"), conclude(true)), Err(Refusal::NeedsAnotherPerson));
    assert_eq!(world.decide(&by("DP2"), conclude(true)), Err(Refusal::NeedsAnotherPerson));
    assert_eq!(world.run(&by("AD2"), conclude(true)), Ok(2));
}

/// The roles are those of the day on which it was proposed: giving one up opens no way.
#[test]
fn a_proposers_role_stays_taken_after_they_gave_it_up() {
    let mut world = proposed("AD");
    world.run(&by("DP"), account("AD", vec![])).unwrap();
    assert_eq!(world.decide(&by("AD2"), conclude(true)), Err(Refusal::NeedsAnotherPerson));
    world.run(&by("DP2"), account("AD", vec![grant("AD")])).unwrap();
    assert_eq!(world.decide(&by("AD"), conclude(true)), Err(Refusal::NeedsAnotherPerson));
    assert_eq!(world.run(&by("DP"), conclude(true)), Ok(2));
}

#[test]
fn what_was_decided_declined_or_withdrawn_is_decided() {
    for (who, approve) in [("DP", true), ("DP", false), ("PA", false)] {
        let mut world = proposed("PA");
        world.run(&by(who), conclude(approve)).unwrap();
        for approve in [true, false] {
            assert_eq!(world.decide(&by("AD"), conclude(approve)), Err(Refusal::ExistsAlready), "{who}");
        }
        assert_eq!(in_force(&world), if approve { "new" } else { "old" });
        assert!(world.instance.proposals[&id(PROPOSAL)].files.is_empty());
    }
}

#[test]
fn a_proposal_to_replace_what_is_no_longer_in_force_is_stale() {
    let mut world = proposed("PA");
    let other = Command::InstallPack(pack(PACK, "between"), Some(nothing_lost(&world)));
    world.run(&by("AD"), other).unwrap();
    assert_eq!(world.decide(&by("DP"), conclude(true)), Err(Refusal::Stale));
    assert_eq!(world.run(&by("DP"), conclude(false)), Ok(1), "it can still be cleared away");
    assert_eq!(in_force(&world), "between");
}

#[test]
fn a_proposal_rests_on_a_count_of_now_a_reason_and_is_made_once() {
    let mut world = World::of(Mode::Trial);
    let stale = propose(&world, "new");
    let first = Command::InstallPack(pack(PACK, "old"), Some(nothing_lost(&world)));
    world.run(&by("AD"), first).unwrap();
    assert_eq!(world.decide(&by("PA"), stale), Err(Refusal::Stale));
    assert_eq!(world.decide(&by("PA"), propose(&world, "old")), Err(Refusal::ExistsAlready), "it is in force");
    for reason in [" ".to_owned(), "x".repeat(2001)] {
        let proposal = id(PROPOSAL);
        let command =
            Command::ProposePack { proposal, pack: pack(PACK, "new"), impact: lost(&world), reason: reason.clone() };
        assert_eq!(world.decide(&by("PA"), command), Err(Refusal::BadField { field: "reason".into() }));
        let command = Command::DecideProposal { proposal, approve: true, reason };
        assert_eq!(proposed("PA").decide(&by("DP"), command), Err(Refusal::BadField { field: "reason".into() }));
    }
    let command = propose(&world, "new");
    assert_eq!(world.run(&by("PA"), command.clone()), Ok(1));
    assert_eq!(world.decide(&by("PA"), command), Err(Refusal::ExistsAlready));
    let again = Command::ProposePack {
        proposal: id(71),
        pack: pack(PACK, "new"),
        impact: lost(&world),
        reason: "the law changed".into(),
    };
    assert_eq!(world.decide(&by("DP"), again), Err(Refusal::ExistsAlready), "the same files wait already");
}

#[test]
fn a_proposal_of_another_controller_looks_like_none() {
    let mut world = proposed("PA");
    let elsewhere = Grant { controller: "ministry".into(), ..grant("DP") };
    world.instance.accounts.insert("foreigner".into(), vec![elsewhere]);
    let ctx = Ctx { controller: "ministry".into(), ..by("foreigner") };
    for approve in [true, false] {
        assert_eq!(world.decide(&ctx, conclude(approve)), Err(Refusal::NotFound));
    }
    let unmade = Command::DecideProposal { proposal: id(72), approve: true, reason: "why".into() };
    assert_eq!(world.decide(&by("DP"), unmade), Err(Refusal::NotFound));
}

#[test]
fn views_kept_before_there_were_proposals_read_and_facts_fold_to_the_same() {
    let mut world = proposed("PA");
    world.run(&by("DP"), conclude(true)).unwrap();
    let mut kept = serde_json::to_value(InstanceView::default()).unwrap();
    kept.as_object_mut().unwrap().remove("proposals").unwrap();
    assert_eq!(serde_json::from_value::<InstanceView>(kept).unwrap(), InstanceView::default());
    let mut again = InstanceView::default();
    world.facts.iter().for_each(|fact| again.fold(fact));
    assert_eq!(again, world.instance);
    let last = world.facts.last().unwrap();
    assert!(matches!(last.parts[0].body, Body::PackInstalled { .. }), "{last:?}");
}
