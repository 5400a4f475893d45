//! A proposal of every kind there is.

use journal::{Basis, Grant, Motion, Office};
use model::Text;

use crate::world::{CONTROLLER, World, people, rules};

fn motions() -> Vec<(&'static str, Motion)> {
    let grant = Grant {
        role: "CW".into(),
        controller: CONTROLLER.into(),
        office: "south".into(),
        compartments: vec![model::Compartment::Child],
        until: Some("2021-12-31".parse().unwrap()),
    };
    let description =
        Office { controller: CONTROLLER.into(), name: "Quay office".into(), zone: "Asia/Dhaka".into(), above: None };
    let reference = "the court let go".to_owned();
    vec![
        ("adil", Motion::Account { account: "nour".into(), grants: vec![grant] }),
        ("adil", Motion::Account { account: "carla".into(), grants: vec![] }),
        ("adil", Motion::ResetPassword { account: "hanan".into() }),
        ("adil", Motion::Office { office: "quay".into(), description }),
        (
            "sven",
            Motion::Purpose {
                purpose: "tracing".into(),
                says: Text::english("Finding missing relatives"),
                bases: vec![Basis::Consent, Basis::VitalInterest],
            },
        ),
        ("sven", Motion::LiftHold { person: people::id(people::HELD), reference }),
        ("sven", Motion::Forget { person: people::id(22) }),
    ]
}

/// Proposes one of each kind; their addresses.
pub async fn proposed(world: &World) -> Vec<String> {
    let mut addresses = vec![];
    for (by, motion) in motions() {
        let (proposal, _) = world.agree(by, &[], motion).await;
        addresses.push(format!("/proposals/{proposal}"));
    }
    let author = world.acting("paula", instance::GOVERNANCE, None).await;
    let pack = world.instance.propose_pack(&author, &rules::shipped(rules::WIDER), "the law changed").await.unwrap();
    addresses.push(format!("/proposals/{pack}"));
    addresses
}

/// Has them all approved, by as many as each takes.
pub async fn approve(world: &World) {
    for proposal in world.open_proposals().await {
        let voters: &[&str] = match world.proposal(proposal).await.motion {
            Motion::Forget { .. } => &["deniz", "adil"],
            _ => &["deniz"],
        };
        for voter in voters {
            let voter = world.acting(voter, instance::GOVERNANCE, None).await;
            world.instance.vote(&voter, proposal, true, "agreed").await.unwrap();
        }
    }
}
