//! A pack that takes rights away is put in force by two people in two roles, and by nobody alone (invariant 14).

use casework::view::ProposalEnd;
use casework::{Ctx, Impact, InstanceView, PackCommand, ProposalCommand, Refusal};
use journal::{Body, Grant, Mode, Motion};

use crate::world::{World, by, grant, id, nothing_lost, pack};

const PROPOSAL: u8 = 70;
const PACK: &str = "some-practice";
const ROLES: [&str; 12] = ["HD", "CW", "SU", "OP", "FM", "FC", "AY", "PA", "AD", "PE", "DP", "nobody"];

/// A count that found somebody who loses.
fn lost(world: &World) -> Impact {
    Impact { takes_away: vec!["some-practice/some-measure".into()], ..nothing_lost(world) }
}

fn propose(world: &World, hash: &str) -> ProposalCommand {
    let (pack, impact) = (pack(PACK, hash), lost(world));
    ProposalCommand::ProposePack { proposal: id(PROPOSAL), pack, impact, reason: "the law changed".into() }
}

fn conclude(approve: bool) -> ProposalCommand {
    ProposalCommand::Vote { proposal: id(PROPOSAL), approve, reason: "I read the law".into() }
}

/// Version `old` in force, `new` proposed by somebody.
fn proposed(by_whom: &str) -> World {
    let mut world = World::of(Mode::Trial);
    let first = PackCommand::Install { pack: pack(PACK, "old"), impact: Some(nothing_lost(&world)) };
    world.run(&by("AD"), first).unwrap();
    world.grant("AD2", vec![grant("AD")]);
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
    let install = |impact| PackCommand::Install { pack: pack(PACK, "new"), impact };
    let unsaid = Refusal::BadField { field: "impact".into() };
    for role in ["DP", "AD"] {
        assert_eq!(world.decide(&by(role), install(None)), Err(unsaid.clone()));
        assert_eq!(world.decide(&by(role), install(Some(lost(&world)))), Err(Refusal::NeedsAnotherPerson));
    }
    let before = nothing_lost(&world);
    let other = PackCommand::Install { pack: pack("another", "x"), impact: Some(before.clone()) };
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
    assert_eq!(world.run(&by("founder"), PackCommand::Install { pack: pack(PACK, "a"), impact: None }), Ok(1));
    assert_eq!(world.run(&by("founder"), PackCommand::Install { pack: pack(PACK, "b"), impact: None }), Ok(1));
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
    assert_eq!(*world.instance.packs[PACK].files, pack(PACK, "new").files);
    let made = &world.instance.proposals[&id(PROPOSAL)];
    let vote = &made.votes[0];
    assert_eq!((made.by.as_str(), vote.by.as_str(), vote.approve), ("PA", "DP", true));
    assert_eq!(made.end, Some(ProposalEnd::CarriedOut));
    let Motion::Pack { takes_away, .. } = &made.motion else { panic!("no pack") };
    assert_eq!(takes_away, &["some-practice/some-measure"]);
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
    world.agree("SU", "DP", Motion::Account { account: "AD".into(), grants: vec![] });
    assert_eq!(world.decide(&by("AD2"), conclude(true)), Err(Refusal::NeedsAnotherPerson));
    world.agree("SU", "DP2", Motion::Account { account: "AD".into(), grants: vec![grant("AD")] });
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
        let Motion::Pack { pack, .. } = &world.instance.proposals[&id(PROPOSAL)].motion else { panic!("no pack") };
        assert!(pack.files.is_empty(), "they are in force, or of no use");
    }
}

#[test]
fn a_proposal_to_replace_what_is_no_longer_in_force_is_stale() {
    let mut world = proposed("PA");
    let other = PackCommand::Install { pack: pack(PACK, "between"), impact: Some(nothing_lost(&world)) };
    world.run(&by("AD"), other).unwrap();
    assert_eq!(world.decide(&by("DP"), conclude(true)), Err(Refusal::Stale));
    assert_eq!(world.run(&by("DP"), conclude(false)), Ok(1), "it can still be cleared away");
    assert_eq!(in_force(&world), "between");
}

#[test]
fn a_proposal_rests_on_a_count_of_now_a_reason_and_is_made_once() {
    let mut world = World::of(Mode::Trial);
    let stale = propose(&world, "new");
    let first = PackCommand::Install { pack: pack(PACK, "old"), impact: Some(nothing_lost(&world)) };
    world.run(&by("AD"), first).unwrap();
    assert_eq!(world.decide(&by("PA"), stale), Err(Refusal::Stale));
    assert_eq!(world.decide(&by("PA"), propose(&world, "old")), Err(Refusal::ExistsAlready), "it is in force");
    for reason in [" ".to_owned(), "x".repeat(2001)] {
        let proposal = id(PROPOSAL);
        let command = ProposalCommand::ProposePack {
            proposal,
            pack: pack(PACK, "new"),
            impact: lost(&world),
            reason: reason.clone(),
        };
        assert_eq!(world.decide(&by("PA"), command), Err(Refusal::BadField { field: "reason".into() }));
        let command = ProposalCommand::Vote { proposal, approve: true, reason };
        assert_eq!(proposed("PA").decide(&by("DP"), command), Err(Refusal::BadField { field: "reason".into() }));
    }
    let command = propose(&world, "new");
    assert_eq!(world.run(&by("PA"), command.clone()), Ok(1));
    assert_eq!(world.decide(&by("PA"), command), Err(Refusal::ExistsAlready));
    let again = ProposalCommand::ProposePack {
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
    world.instance.accounts.entry("foreigner".into()).or_default().grants = vec![elsewhere];
    let ctx = Ctx { controller: "ministry".into(), ..by("foreigner") };
    for approve in [true, false] {
        assert_eq!(world.decide(&ctx, conclude(approve)), Err(Refusal::NotFound));
    }
    let unmade = ProposalCommand::Vote { proposal: id(72), approve: true, reason: "why".into() };
    assert_eq!(world.decide(&by("DP"), unmade), Err(Refusal::NotFound));
}

#[test]
fn what_was_decided_is_folded_to_the_same_and_kept_in_parts() {
    let mut world = proposed("PA");
    world.run(&by("DP"), conclude(true)).unwrap();
    let last = world.facts.last().unwrap();
    assert!(matches!(last.parts[0].body, Body::PackInstalled { .. }), "{last:?}");
    let mut again = InstanceView::default();
    let parts: std::collections::BTreeSet<_> = world.facts.iter().flat_map(|fact| again.fold(fact)).collect();
    assert_eq!(again, world.instance);
    let kept: Vec<_> = parts.iter().map(|part| (part, world.instance.kept(part).unwrap())).collect();
    let files = kept.iter().flat_map(|(_, kept)| kept.files.clone()).collect();
    let mut restored = InstanceView::default();
    for (part, kept) in &kept {
        restored.restore((*part).clone(), &kept.bytes, &files).unwrap();
    }
    assert_eq!(restored, world.instance);
    let without = kept
        .iter()
        .any(|(part, kept)| InstanceView::default().restore((*part).clone(), &kept.bytes, &[].into()).is_err());
    assert!(without, "a pack whose file is missing is not read");
}

#[test]
fn a_pack_is_proposed_with_a_count_and_in_no_other_way() {
    let world = World::of(Mode::Trial);
    let motion = Motion::Pack { pack: pack(PACK, "new"), replaces: None, takes_away: vec![] };
    let command = ProposalCommand::Propose { proposal: id(PROPOSAL), motion, reason: "the law changed".into() };
    assert_eq!(world.decide(&by("PA"), command), Err(Refusal::BadField { field: "impact".into() }));
}
