//! What a household has: opened through any of its members, kept once for all of them, out of sight for whoever sees none, and
//! no reason to forget somebody who has a place by it.

use casework::{Ctx, Not, PlaceAsked, ProposalCommand, RecordAsked, RecordCommand, Refusal, may_forget};
use journal::{Act, Body, Fact, FieldStates, Grant, Mode, Motion, Part, Subject};
use model::{About, FieldKey, Id, core};

use crate::world::{World, by, fields_of, grant, id, register, text};

const HOUSE: u8 = 40;
const HOME: u8 = 200;

/// Two people of one household, one who is alone, and a house of four beds.
fn world() -> World {
    let mut world = World::of(Mode::Trial);
    world.grant("elsewhere", vec![Grant { office: "south".into(), ..grant("CW") }]);
    let beds = fields_of("facility", &[("facility.beds", "4")]);
    let house = RecordAsked::Open { kind: "facility".into(), fields: beds };
    world.run(&by("OP"), RecordCommand { owner: id(HOUSE), record: id(HOUSE), asked: house }).unwrap();
    for member in [1, 2] {
        world.run(&by("CW"), register(member, &[("household.id", "H-9")])).unwrap();
    }
    world.run(&by("CW"), register(3, &[("birth_date", "1990")])).unwrap();
    world
}

fn open(member: u8, record: u8) -> RecordCommand {
    let house = id(HOUSE).to_string();
    let pairs =
        [("family_bed.facility", house.as_str()), ("family_bed.people", "3"), ("family_bed.from", "2020-04-01")];
    let fields = fields_of("family_bed", &pairs);
    RecordCommand {
        owner: id(member),
        record: id(record),
        asked: RecordAsked::Open { kind: "family_bed".into(), fields },
    }
}

fn of(owner: u8, asked: RecordAsked) -> RecordCommand {
    RecordCommand { owner: id(owner), record: id(50), asked }
}

fn bodies(facts: &[Fact]) -> Vec<(Subject, &Body)> {
    facts.iter().flat_map(|fact| &fact.parts).map(|part| (part.subject, &part.body)).collect()
}

#[test]
fn a_household_comes_on_record_with_its_first_record() {
    let mut world = world();
    let facts = world.decide(&by("CW"), open(1, 50)).unwrap();
    let home = Subject::Owner(id(HOME));
    let named = FieldStates::from([(core::HOUSEHOLD_ID.key, text("H-9"))]);
    let registered = Body::HouseholdRegistered { office: by("CW").office, synthetic: true };
    let opened = Body::Opened { record: id(50), kind: "family_bed".into() };
    let said = bodies(&facts);
    assert_eq!(
        said[..3],
        [(home, &registered), (home, &Body::FieldsRecorded { fields: named }), (home, &opened)],
        "under a key of its own, by the name that the register gives it"
    );
    world.run(&by("CW"), open(1, 50)).unwrap();
    let there = &world.people[&id(HOME)];
    assert_eq!((there.about, there.synthetic, there.records.len()), (About::Household, true, 1));
    assert!(world.people[&id(1)].all_records().is_empty(), "nothing of it is the member's");
}

#[test]
fn what_one_member_has_opened_no_other_opens_again() {
    let mut world = world();
    world.run(&by("CW"), open(1, 50)).unwrap();
    assert_eq!(world.decide(&by("CW"), open(2, 51)), Err(Refusal::ExistsAlready), "one to a household and a house");
    let close = of(HOME, RecordAsked::Act(Act::Closed { reason: "moved out".into() }));
    world.run(&by("SU"), close).unwrap();
    let again = world.decide(&by("CW"), open(2, 51)).unwrap();
    assert!(
        !bodies(&again).iter().any(|(_, body)| matches!(body, Body::HouseholdRegistered { .. })),
        "it is on record"
    );
}

#[test]
fn who_belongs_to_none_or_to_nobody_knows_which_has_none() {
    let mut world = world();
    let no_household = Refusal::BadField { field: "household.id".into() };
    assert_eq!(world.decide(&by("CW"), open(3, 50)), Err(no_household.clone()));
    let other = Ctx { source: "town".into(), ..by("CW") };
    world.run(&other, crate::world::amend(1, &[("household.id", "H-7")])).unwrap();
    assert_eq!(world.decide(&by("CW"), open(1, 50)), Err(no_household), "two registers name two");
    assert_eq!(world.decide(&by("CW"), open(9, 50)), Err(Refusal::NotFound), "nobody is there");
    let itself = RecordCommand { record: id(HOME), ..open(2, 0) };
    assert_eq!(world.decide(&by("CW"), itself), Err(Refusal::NotFound), "no record has the id of a household");
}

#[test]
fn it_is_changed_by_whoever_reads_its_office_and_is_not_there_for_others() {
    let mut world = world();
    world.run(&by("CW"), open(1, 50)).unwrap();
    let amend = || {
        let fields = fields_of("family_bed", &[("family_bed.people", "2")]);
        RecordAsked::Amend { fields, seen: None }
    };
    let south = Ctx { office: "south".into(), ..by("elsewhere") };
    assert_eq!(world.decide(&south, of(HOME, amend())), Err(Refusal::NotFound));
    assert_eq!(world.decide(&by("CW"), of(1, amend())), Err(Refusal::NotFound), "it is not the member's");
    assert_eq!(world.run(&by("CW"), of(HOME, amend())), Ok(1));
    // Of the household itself nobody says anything as of a person.
    let as_person = casework::PersonCommand::Amend { person: id(HOME), fields: crate::world::fields(&[("sex", "F")]) };
    assert_eq!(world.decide(&by("CW"), as_person), Err(Refusal::NotFound));
    let register = crate::world::register(HOME, &[]);
    assert_eq!(world.decide(&by("CW"), register), Err(Refusal::ExistsAlready));
}

#[test]
fn a_member_at_another_office_does_not_reach_what_stands_at_the_first() {
    let mut world = world();
    world.run(&by("CW"), open(1, 50)).unwrap();
    let south = Ctx { office: "south".into(), ..by("elsewhere") };
    world.run(&south, register(4, &[("household.id", "H-9")])).unwrap();
    assert_eq!(world.decide(&south, open(4, 51)), Err(Refusal::NotFound));
}

#[test]
fn who_is_in_a_place_by_their_household_is_not_forgotten_before_it_is_given_back() {
    let mut world = world();
    world.run(&by("CW"), open(1, 50)).unwrap();
    let place = |asked| of(HOME, RecordAsked::Place(asked));
    world.run(&by("CW"), place(PlaceAsked::Fill { line: id(60), on: None })).unwrap();
    forgetting(&mut world, 2);
    let refused = |refusal| Err(Not::Refused(refusal));
    assert_eq!(may_forget(&world, id(90)), refused(Refusal::InPlace), "she sleeps there too");
    let unloaded = World { unloaded: vec![id(HOME)], ..world.clone() };
    assert_eq!(may_forget(&unloaded, id(90)), Err(Not::Needs(vec![id(HOME)])), "what nobody looked for is asked for");
    world.run(&by("CW"), place(PlaceAsked::Free { on: None })).unwrap();
    assert_eq!(may_forget(&world, id(90)), Ok(id(2)));
}

fn forgetting(world: &mut World, person: u8) {
    let motion = Motion::Forget { person: id(person) };
    let propose = ProposalCommand::Propose { proposal: id(90), motion, reason: "she asked".into() };
    world.run(&by("DP"), propose).unwrap();
    for account in ["DP2", "AD"] {
        let vote = ProposalCommand::Vote { proposal: id(90), approve: true, reason: "yes".into() };
        world.run(&by(account), vote).unwrap();
    }
}

#[test]
fn once_its_key_is_destroyed_a_household_is_sealed_under_another_id() {
    let mut world = world();
    let gone = |subject| {
        let body = Body::Forgotten { proposal: id(90), subject };
        Part { subject: Subject::Instance, compartment: None, body }
    };
    let fact = |subject| Fact { envelope: by("AD").envelope(), parts: vec![gone(subject)] };
    let named: Id = id(HOME);
    assert_eq!(world.instance.sealed_household(named), named);
    world.instance.fold(&fact(Subject::Owner(named)));
    assert_eq!(world.instance.sealed_household(named), named, "a person's key is no household's");
    world.instance.fold(&fact(Subject::Household(named)));
    let second = world.instance.sealed_household(named);
    assert_ne!(second, named);
    world.instance.fold(&fact(Subject::Household(second)));
    assert!(![named, second].contains(&world.instance.sealed_household(named)), "however often");
    assert_eq!(FieldKey::of("household.id"), core::HOUSEHOLD_ID.key);
}
