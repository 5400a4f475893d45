//! Who acts is said and not assumed: the seat, the purpose, the basis.

use casework::{Action, PersonCommand, Refusal, Scope, Seat};
use instance::{ASSISTANCE, Acting, Fault, GOVERNANCE, STUDY};
use journal::{Basis, Mode};

use crate::world::{AGENCY, MINISTRY, World};

async fn as_of(
    world: &World,
    account: &str,
    seat: Option<&Seat>,
    purpose: &str,
    basis: Option<Basis>,
) -> Result<Acting, Fault> {
    let view = world.instance.in_force().await.unwrap().view;
    Acting::of(&view, account, seat, purpose, basis, world.instance.now())
}

#[tokio::test]
async fn who_sits_in_several_places_chooses_one_and_acts_in_no_other() {
    let world = World::of(Mode::Trial).await;
    let seats = match as_of(&world, "both", None, ASSISTANCE, None).await {
        Err(Fault::ChooseSeat(seats)) => seats,
        other => panic!("{other:?}"),
    };
    assert_eq!(seats, [World::seat("north"), World::seat("south")]);
    let south = as_of(&world, "both", Some(&World::seat("south")), ASSISTANCE, None).await.unwrap();
    let scope = Scope::Offices { controller: AGENCY.into(), offices: vec!["south".into()] };
    assert_eq!(south.may(Action::ReadPersonal), Ok(scope));
    let person = world.instance.new_id();
    let fields = world.fields(&[("sex", "F")]).await;
    world.instance.submit(&south, PersonCommand::Register { person, synthetic: true, fields }).await.unwrap();
    let in_force = world.instance.in_force().await.unwrap();
    let of = |acting: &Acting| {
        let (instance, in_force, acting) = (world.instance.clone(), in_force.clone(), acting.clone());
        async move { instance.desk(&in_force, &acting).person(person, "2020-09-01".parse().unwrap()).await.unwrap() }
    };
    assert_eq!(of(&south).await.unwrap().office, "south", "what is written stands in the seat that was taken");
    let north = as_of(&world, "both", Some(&World::seat("north")), ASSISTANCE, None).await.unwrap();
    assert_eq!(of(&north).await, None);
    let nowhere = Seat { controller: MINISTRY.into(), office: "capital".into() };
    assert!(matches!(as_of(&world, "both", Some(&nowhere), ASSISTANCE, None).await, Err(Fault::NoSeat(_))));
    assert!(matches!(as_of(&world, "nobody", None, ASSISTANCE, None).await, Err(Fault::NoSeat(_))));
}

#[tokio::test]
async fn the_purpose_names_its_basis_and_allows_no_other() {
    let world = World::of(Mode::Trial).await;
    let basis = async |purpose, basis| as_of(&world, "carla", None, purpose, basis).await.map(|acting| acting.basis);
    assert_eq!(basis(ASSISTANCE, None).await.unwrap(), Basis::PublicInterest);
    assert_eq!(basis(GOVERNANCE, None).await.unwrap(), Basis::LegalObligation);
    assert_eq!(basis(ASSISTANCE, Some(Basis::Consent)).await.unwrap(), Basis::Consent);
    assert!(matches!(basis(STUDY, Some(Basis::Consent)).await, Err(Fault::Refused(Refusal::BasisNotAllowed))));
    assert!(matches!(basis("curiosity", None).await, Err(Fault::Refused(Refusal::PurposeUnknown))));
}

#[tokio::test]
async fn the_day_is_the_day_of_the_office() {
    let world = World::of(Mode::Trial).await;
    // 11 in the evening in Lisbon, half past four the next morning in Dhaka.
    world.pass(10 * 60 * crate::world::MINUTE);
    let view = world.instance.in_force().await.unwrap().view;
    let today = |office: &str| {
        let acting = Acting::of(&view, "both", Some(&World::seat(office)), ASSISTANCE, None, world.instance.now());
        acting.unwrap().today(&view, world.instance.now()).to_string()
    };
    assert_eq!((today("north"), today("south")), ("2020-09-01".into(), "2020-09-02".into()));
}
