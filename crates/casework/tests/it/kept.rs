//! The instance's view is kept in parts, each under a name of its own: taken back from these it is the same view.

use std::collections::BTreeSet;

use casework::view::{Files, InstancePart, KeptPart};
use casework::{AccessCommand, ImportCommand, InstanceView, PackCommand, ProposalCommand};
use journal::{Mode, Motion, Office};

use crate::world::{CONTROLLER, OFFICE, World, account, bringing, by, found, grant, id, nothing_lost, pack, purpose};

/// One part of each kind at least: two packs in force, and a third of which one person has said yes so far.
fn world() -> World {
    let mut world = World::unfounded();
    let founder = by("founder");
    world.run(&founder, found(Mode::Trial)).unwrap();
    world.run(&founder, purpose()).unwrap();
    let description = Office { controller: CONTROLLER.into(), name: "North".into(), zone: "UTC".into(), above: None };
    world.run(&founder, AccessCommand::RecordOffice { office: OFFICE.into(), description }).unwrap();
    for name in ["one", "other"] {
        world.run(&founder, PackCommand::Install { pack: pack(name, name), impact: None }).unwrap();
    }
    for role in ["AD", "SU"] {
        world.run(&founder, account(role, vec![grant(role)])).unwrap();
    }
    let impact = nothing_lost(&world);
    let propose = |pack, reason: &str| ProposalCommand::ProposePack {
        proposal: id(70),
        pack,
        impact: impact.clone(),
        reason: reason.into(),
    };
    world.run(&by("AD"), propose(pack("third", "third"), "the law changed")).unwrap();
    let motion = Motion::Account { account: "new".into(), grants: vec![grant("CW")] };
    world.agree("AD", "SU", motion);
    world.run(&bringing("SU"), ImportCommand::Open { batch: id(9), file_hash: "h".into() }).unwrap();
    world
}

/// What the facts of this world changed, part by part.
fn parts(world: &World) -> BTreeSet<InstancePart> {
    let mut view = InstanceView::default();
    world.facts.iter().flat_map(|fact| view.fold(fact)).collect()
}

#[test]
fn every_part_is_found_again_by_its_name_and_all_of_them_are_the_view() {
    let world = world();
    let kept: Vec<(Vec<u8>, KeptPart)> =
        parts(&world).iter().map(|part| (part.name(), world.instance.kept(part).unwrap())).collect();
    let names: BTreeSet<&Vec<u8>> = kept.iter().map(|(name, _)| name).collect();
    assert_eq!(names.len(), kept.len(), "two parts under one name would be one");
    let files: Files = kept.iter().flat_map(|(_, part)| part.files.clone()).collect();
    assert_eq!(files.len(), 3, "the text of each pack, whether in force or proposed");
    let mut again = InstanceView::default();
    for (name, part) in &kept {
        again.restore(InstancePart::named(name).unwrap(), &part.bytes, &files).unwrap();
    }
    assert_eq!(again, world.instance);
}

#[test]
fn a_pack_whose_file_is_missing_and_a_part_of_another_form_are_not_read() {
    let world = world();
    let unread = |part: InstancePart| {
        let KeptPart { bytes, .. } = world.instance.kept(&part).unwrap();
        InstanceView::default().restore(part, &bytes, &Files::new()).is_err()
    };
    assert!(unread(InstancePart::Pack("one".into())));
    assert!(unread(InstancePart::Proposal(id(70))));
    assert!(!unread(InstancePart::Purpose("assistance".into())), "what holds no file needs none");
    let founded = InstanceView::default().restore(InstancePart::Founded, &[], &Files::new());
    assert!(founded.is_err() && InstancePart::named(&[]).is_err());
}
