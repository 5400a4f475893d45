//! What owns itself, and its places: who keeps it, who may take a bed of it, when there is none, who waits, what is told where
//! more came; and that nobody who is in one is forgotten.

use casework::view::Walls;
use casework::{
    Ctx, LineAsked, LineState, LinesAsked, OwnerView, PersonCommand, PlaceAsked, Places, ProposalCommand, RecordAsked,
    RecordCommand, Refusal, may_forget,
};
use journal::{Act, Body, Envelope, Fact, Grant, LineSpan, LineStep, Mode, Motion, Part, Subject};
use model::{Compartment, Date, FieldKey, FieldState, Id, Timestamp, Value};
use proptest::prelude::*;

use crate::world::{World, by, fields_of, grant, id, register, today};

/// The facility.
pub const HOUSE: u8 = 40;
const HOUR: i64 = 3_600_000_000;
pub const BEDS: &str = "facility.beds";

pub fn itself(record: u8, kind: &str, pairs: &[(&str, &str)]) -> RecordCommand {
    let asked = RecordAsked::Open { kind: kind.into(), fields: fields_of(kind, pairs) };
    RecordCommand { owner: id(record), record: id(record), asked }
}

/// People 1 to 4, a house of two beds, and a bed record 10 + n of each, for the nights of one to three days from now.
pub fn world() -> World {
    let mut world = World::of(Mode::Trial);
    world.grant("elsewhere", vec![Grant { office: "south".into(), ..grant("SU") }]);
    world.grant("opener", vec![Grant { compartments: vec![Compartment::Gbv], ..grant("SU") }]);
    world.run(&by("OP"), itself(HOUSE, "facility", &[("facility.title", "Bay house"), (BEDS, "2")])).unwrap();
    for person in 1..=4 {
        world.run(&by("SU"), register(person, &[("birth_date", "1990")])).unwrap();
        world.run(&by("CW"), bed(person, 1, 3, 1)).unwrap();
    }
    world
}

pub fn day(ahead: i64) -> Date {
    model::from_day_number(model::day_number(today()) + i32::try_from(ahead).unwrap())
}

/// Opens the bed record of a person.
pub fn bed(person: u8, from: i64, until: i64, people: i64) -> RecordCommand {
    let pairs = [
        ("bed.facility", id(HOUSE).to_string()),
        ("bed.from", day(from).to_string()),
        ("bed.until", day(until).to_string()),
        ("bed.people", people.to_string()),
    ];
    let pairs: Vec<(&str, &str)> = pairs.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let asked = RecordAsked::Open { kind: "bed".into(), fields: fields_of("bed", &pairs) };
    RecordCommand { owner: id(person), record: id(10 + person), asked }
}

pub fn of_bed(person: u8, asked: RecordAsked) -> RecordCommand {
    RecordCommand { owner: id(person), record: id(10 + person), asked }
}

pub fn place(person: u8, asked: PlaceAsked) -> RecordCommand {
    of_bed(person, RecordAsked::Place(asked))
}

pub fn reserve(person: u8) -> RecordCommand {
    place(person, PlaceAsked::Reserve { line: id(50 + person), or_wait: false })
}

pub fn wait(person: u8) -> RecordCommand {
    place(person, PlaceAsked::Reserve { line: id(50 + person), or_wait: true })
}

pub fn fill(person: u8) -> RecordCommand {
    place(person, PlaceAsked::Fill { line: id(50 + person), on: None })
}

pub fn free(person: u8) -> RecordCommand {
    place(person, PlaceAsked::Free { on: None })
}

pub fn lines(asked: LineAsked) -> RecordCommand {
    RecordCommand {
        owner: id(HOUSE),
        record: id(HOUSE),
        asked: RecordAsked::Lines(LinesAsked { limit: BEDS.into(), asked }),
    }
}

/// An account, so many hours after the day began.
pub fn at(account: &str, hours: i64) -> Ctx {
    let now = by(account);
    Ctx { now: Timestamp(now.now.0 + hours * HOUR), ..now }
}

pub fn places_at(world: &World, hours: i64) -> Places {
    places_in(world, HOUSE, hours)
}

pub fn places_in(world: &World, house: u8, hours: i64) -> Places {
    let record = world.people[&id(house)].record(id(house)).unwrap();
    let now = at("SU", hours).now;
    Places::of(&record, FieldKey::of(BEDS), now, &world.instance.zone(crate::world::CONTROLLER, crate::world::OFFICE))
}

/// Writes a step of a line of the house down that nobody was asked about, as the fact of a number, so many hours after the day
/// began.
fn written(world: &mut World, (number, hours): (u64, i64), line: u8, step: LineStep) {
    let body = Body::Line { record: id(HOUSE), limit: FieldKey::of(BEDS), line: id(line), step };
    let part = Part { subject: Subject::Owner(id(HOUSE)), compartment: None, body };
    let envelope = Envelope { origin_seq: number, seq: number, ..at("SU", hours).envelope() };
    let fact = Fact { envelope, parts: vec![part] };
    let (view, walls) = (world.people.remove(&id(HOUSE)), Walls::of(&world.schema));
    world.people.insert(id(HOUSE), OwnerView::fold(view, id(HOUSE), &fact, &walls).unwrap());
}

pub fn state(world: &World, hours: i64, line: u8) -> LineState {
    places_at(world, hours).line(id(line)).unwrap().state
}

#[test]
fn what_owns_itself_is_kept_by_its_office_and_looks_like_nobody_to_commands_about_people() {
    let mut world = world();
    for (role, expect) in [
        ("SU", Ok(1)),
        ("CW", Err(Refusal::NeedsAnotherPerson)),
        ("HD", Err(Refusal::NotAllowed)),
        ("AY", Err(Refusal::NotAllowed)),
        ("PE", Err(Refusal::NotAllowed)),
        ("nobody", Err(Refusal::NotAllowed)),
    ] {
        assert_eq!(world.run(&by(role), itself(41, "facility", &[])), expect, "{role}");
    }
    assert_eq!(world.run(&by("SU"), itself(HOUSE, "facility", &[])), Err(Refusal::ExistsAlready));
    assert_eq!(
        world.run(&by("SU"), RecordCommand { owner: id(1), ..itself(42, "facility", &[]) }),
        Err(Refusal::NotFound)
    );
    let other = Ctx { office: "south".into(), ..by("elsewhere") };
    let beds = RecordAsked::Amend { fields: fields_of("facility", &[(BEDS, "9")]), seen: None };
    let beds = RecordCommand { owner: id(HOUSE), record: id(HOUSE), asked: beds };
    assert_eq!(world.run(&other, beds.clone()), Err(Refusal::NotAllowed));
    assert_eq!(world.run(&by("OP"), beds), Ok(1));
    let hold = PersonCommand::Hold { person: id(HOUSE), reference: "x".into() };
    assert_eq!(world.run(&by("DP"), hold), Err(Refusal::NotFound));
    let amend = PersonCommand::Amend { person: id(HOUSE), fields: crate::world::fields(&[("sex", "F")]) };
    assert_eq!(world.run(&by("SU"), amend), Err(Refusal::NotFound));
    let forget = Motion::Forget { person: id(HOUSE) };
    let forget = ProposalCommand::Propose { proposal: id(90), motion: forget, reason: "asked".into() };
    assert_eq!(world.run(&by("DP"), forget), Err(Refusal::NotFound));
}

#[test]
fn a_shelter_is_there_for_nobody_who_does_not_open_its_wall() {
    let mut world = world();
    let shelter = || itself(41, "shelter", &[("shelter.title", "House A")]);
    assert_eq!(world.run(&by("SU"), shelter()), Err(Refusal::NotFound));
    assert_eq!(world.run(&by("opener"), shelter()), Ok(1));
    let amend = RecordAsked::Amend { fields: fields_of("shelter", &[("shelter.title", "B")]), seen: None };
    let amend = RecordCommand { asked: amend, ..shelter() };
    assert_eq!(world.run(&by("SU"), amend.clone()), Err(Refusal::NotFound));
    assert_eq!(world.run(&by("opener"), amend), Ok(1));
}

#[test]
fn a_link_leads_to_a_record_of_its_kind_that_whoever_acts_may_read() {
    let mut world = world();
    world.run(&by("SU"), register(5, &[])).unwrap();
    world.run(&by("opener"), itself(41, "shelter", &[])).unwrap();
    let bad = || Err(Refusal::BadField { field: "bed.facility".into() });
    for to in [id(1), id(99), id(41), id(11)] {
        let asked =
            RecordAsked::Open { kind: "bed".into(), fields: fields_of("bed", &[("bed.facility", &to.to_string())]) };
        assert_eq!(world.run(&by("CW"), RecordCommand { owner: id(5), record: id(15), asked }), bad(), "{to}");
    }
    let without = RecordAsked::Open { kind: "bed".into(), fields: fields_of("bed", &[("bed.people", "1")]) };
    assert_eq!(world.run(&by("CW"), RecordCommand { owner: id(5), record: id(15), asked: without }), bad());
    let taken = RecordAsked::Amend { fields: fields_of("bed", &[("bed.facility", "")]), seen: None };
    assert_eq!(world.run(&by("CW"), of_bed(1, taken)), bad(), "a bed record always leads somewhere");
    let missing =
        RecordAsked::Open { kind: "bed".into(), fields: fields_of("bed", &[("bed.facility", &id(HOUSE).to_string())]) };
    let second = RecordCommand { owner: id(1), record: id(30), asked: missing };
    assert_eq!(world.run(&by("CW"), second), Err(Refusal::ExistsAlready), "one for each house");
    let unloaded = World { unloaded: vec![id(HOUSE)], ..world.clone() };
    let needs = casework::decide(&by("CW"), &unloaded, &reserve(1).into());
    assert_eq!(needs, Err(casework::Not::Needs(vec![id(HOUSE)])), "what is not loaded is never taken for absent");
}

#[test]
fn the_third_of_two_beds_is_refused_and_one_that_is_given_back_can_be_had() {
    let mut world = world();
    assert_eq!(world.run(&by("CW"), reserve(1)), Ok(1));
    assert_eq!(world.run(&by("CW"), reserve(1)), Err(Refusal::ExistsAlready));
    assert_eq!(world.run(&by("CW"), reserve(2)), Ok(1));
    assert_eq!(world.run(&by("CW"), reserve(3)), Err(Refusal::NoPlace));
    assert_eq!(world.run(&by("CW"), free(2)), Ok(1));
    assert_eq!(world.run(&by("CW"), free(2)), Err(Refusal::NotOpen));
    assert_eq!(world.run(&by("CW"), reserve(3)), Ok(1));
    assert_eq!(places_at(&world, 0).free(day(1)), Some(0));
    assert_eq!(places_at(&world, 0).free(day(3)), Some(2), "the morning of leaving is no night");
    let fact = world.facts.iter().rev().find(|fact| fact.parts.len() == 2).unwrap();
    let house = fact.parts.iter().find(|part| part.subject == Subject::Owner(id(HOUSE))).unwrap();
    let text = format!("{:?}", house.body);
    assert!(!text.contains(&format!("{:?}", id(3))) && !text.contains(&format!("{:?}", id(13))), "it names nobody");
}

#[test]
fn what_nobody_came_for_is_free_again_after_its_hours() {
    let mut world = world();
    world.run(&by("CW"), reserve(1)).unwrap();
    world.run(&by("CW"), reserve(2)).unwrap();
    // 48 hours, from the day of the first night on: it is tomorrow.
    assert_eq!(state(&world, 71, 51), LineState::Held);
    assert_eq!(world.run(&at("CW", 71), reserve(3)), Err(Refusal::NoPlace));
    let longer = day(5).to_string();
    world.run(&by("CW"), amend(3, &[("bed.until", &longer)])).unwrap();
    world.run(&by("CW"), amend(4, &[("bed.until", &longer)])).unwrap();
    assert_eq!(state(&world, 72, 51), LineState::Lapsed);
    assert_eq!(world.run(&at("CW", 72), reserve(3)), Ok(1));
    assert_eq!(world.run(&at("CW", 72), reserve(4)), Ok(1));
    // A hold for nights that have begun runs from the asking on.
    assert_eq!(state(&world, 72 + 47, 53), LineState::Held);
    assert_eq!(state(&world, 72 + 48, 53), LineState::Lapsed);
    world.run(&by("CW"), amend(3, &[("bed.until", &day(9).to_string())])).unwrap();
    assert_eq!(world.run(&at("CW", 72 + 48), reserve(3)), Ok(1), "and can be kept once more");
}

#[test]
fn who_came_is_written_down_whatever_room_there_is() {
    let mut world = world();
    for person in 1..=3 {
        assert_eq!(world.run(&at("CW", 24), fill(person)), Ok(1));
    }
    let places = places_at(&world, 24);
    assert_eq!(places.free(day(1)), Some(-1));
    assert_eq!(places.exceeded(day(0), 10), [(day(1), 1), (day(2), 1)]);
    assert_eq!(world.run(&at("CW", 24), fill(3)), Err(Refusal::ExistsAlready));
    // Nobody left as planned: they are still there.
    assert_eq!(places_at(&world, 24 * 5).on(day(5)).filled, 3);
    assert_eq!(places_at(&world, 24 * 5).on(day(6)).filled, 0);
    world.run(&at("CW", 24 * 5), free(1)).unwrap();
    assert_eq!(places_at(&world, 24 * 9).on(day(4)).filled, 3, "what was, stays");
    assert_eq!(places_at(&world, 24 * 9).on(day(5)).filled, 2);
}

pub fn amend(person: u8, pairs: &[(&str, &str)]) -> RecordCommand {
    of_bed(person, RecordAsked::Amend { fields: fields_of("bed", pairs), seen: None })
}

#[test]
fn who_stays_longer_takes_more_nights_and_what_is_kept_is_kept_anew_by_somebody() {
    let mut world = world();
    world.run(&at("CW", 24), fill(1)).unwrap();
    world.run(&by("CW"), reserve(2)).unwrap();
    let longer = day(9).to_string();
    world.run(&at("CW", 25), amend(1, &[("bed.until", &longer), ("bed.people", "2")])).unwrap();
    let line = places_at(&world, 25).line(id(51)).unwrap().clone();
    assert_eq!((line.span.units, line.span.from, line.span.until), (2, day(1), Some(day(9))));
    assert_eq!(places_at(&world, 25).free(day(1)), Some(-1), "and it is told");
    world.run(&at("CW", 25), amend(2, &[("bed.until", &longer)])).unwrap();
    let line = places_at(&world, 25).line(id(52)).unwrap().clone();
    assert_eq!(line.span.until, Some(day(3)), "kept as it was");
    assert_eq!(world.run(&at("CW", 26), reserve(2)), Err(Refusal::NoPlace), "and not kept anew where there is none");
}

#[test]
fn a_house_that_was_closed_takes_nobody_in_and_lets_everybody_out() {
    let mut world = world();
    world.run(&by("CW"), fill(1)).unwrap();
    let close = RecordAsked::Act(Act::Closed { reason: "the season is over".into() });
    let close = RecordCommand { owner: id(HOUSE), record: id(HOUSE), asked: close };
    assert_eq!(world.run(&by("OP"), close), Ok(1));
    assert_eq!(world.run(&by("CW"), reserve(2)), Err(Refusal::HostClosed));
    assert_eq!(world.run(&at("CW", 30), free(1)), Ok(1));
    let person = PersonCommand::Register { person: id(HOUSE), synthetic: true, fields: crate::world::fields(&[]) };
    assert_eq!(world.run(&by("SU"), person), Err(Refusal::ExistsAlready), "no person has the id of a house");
}

#[test]
fn who_moves_to_another_house_leaves_the_bed_in_the_first() {
    let mut world = world();
    world.run(&by("OP"), itself(41, "facility", &[("facility.title", "Hill house"), (BEDS, "1")])).unwrap();
    world.run(&by("CW"), reserve(1)).unwrap();
    world.run(&by("CW"), amend(1, &[("bed.facility", &id(41).to_string())])).unwrap();
    let moved = place(1, PlaceAsked::Reserve { line: id(70), or_wait: false });
    assert_eq!(world.run(&by("CW"), moved), Ok(1));
    assert_eq!(state(&world, 0, 51), LineState::Freed);
    assert_eq!(world.people[&id(1)].record(id(11)).unwrap().taken(), Some((id(41), id(70))));
}

#[test]
fn nobody_loses_the_bed_they_sleep_in_or_one_that_is_kept_by_asking_for_another() {
    let mut world = world();
    world.run(&by("OP"), itself(41, "facility", &[("facility.title", "Hill house"), (BEDS, "1")])).unwrap();
    let hill = id(41).to_string();
    world.run(&at("CW", 24), fill(1)).unwrap();
    world.run(&at("CW", 24), amend(1, &[("bed.facility", &hill)])).unwrap();
    let ask = |person, line, or_wait| place(person, PlaceAsked::Reserve { line: id(line), or_wait });
    assert_eq!(world.run(&at("CW", 25), ask(1, 70, false)), Err(Refusal::InPlace), "she sleeps in the first");
    assert_eq!(state(&world, 25, 51), LineState::Filled);
    let came = place(1, PlaceAsked::Fill { line: id(70), on: None });
    assert_eq!(world.run(&at("CW", 26), came), Ok(1), "only coming there moves her");
    assert_eq!(state(&world, 26, 51), LineState::Freed);
    world.run(&by("CW"), reserve(2)).unwrap();
    world.run(&by("CW"), reserve(3)).unwrap();
    world.run(&by("CW"), amend(2, &[("bed.from", &day(0).to_string()), ("bed.people", "2")])).unwrap();
    assert_eq!(world.run(&by("CW"), wait(2)), Err(Refusal::NoPlace), "what is kept is not given up for a queue");
    assert_eq!(state(&world, 1, 52), LineState::Held);
    world.run(&by("CW"), amend(3, &[("bed.facility", &hill)])).unwrap();
    assert_eq!(world.run(&at("CW", 26), ask(3, 71, true)), Err(Refusal::NoPlace), "nor for one elsewhere");
    assert_eq!(state(&world, 1, 53), LineState::Held);
}

#[test]
fn who_came_is_written_down_with_all_of_their_family_also_where_the_nights_are_not_said() {
    let mut world = world();
    world.run(&by("CW"), amend(1, &[("bed.people", ""), ("bed.until", "")])).unwrap();
    let many = Err(Refusal::BadField { field: "bed.people".into() });
    assert_eq!(world.run(&at("CW", 24), fill(1)), many, "how many came is asked and not made up");
    world.run(&at("CW", 24), amend(1, &[("bed.people", "4"), ("bed.from", "")])).unwrap();
    assert_eq!(world.run(&at("CW", 24), fill(1)), Ok(1));
    let line = places_at(&world, 24).line(id(51)).unwrap().clone();
    assert_eq!((line.span.units, line.span.from, line.span.until), (4, day(1), None));
    // What was kept says how many, where the record no longer does.
    world
        .run(&by("CW"), amend(3, &[("bed.people", "2"), ("bed.from", &day(20).to_string()), ("bed.until", "")]))
        .unwrap();
    world.run(&by("OP"), house_of("9")).unwrap();
    world.run(&by("CW"), reserve(3)).unwrap();
    world.run(&by("CW"), amend(3, &[("bed.people", "")])).unwrap();
    assert_eq!(world.run(&at("CW", 25), fill(3)), Ok(1));
    assert_eq!(places_at(&world, 25).line(id(53)).unwrap().span.units, 2);
    // Who comes after the planned morning is there for the night, and then should have left.
    assert_eq!(world.run(&at("CW", 24 * 6), fill(2)), Ok(1));
    let places = places_at(&world, 24 * 7);
    assert!(places.is_overdue(places.line(id(52)).unwrap()));
}

/// Says how many beds the house has.
pub fn house_of(beds: &str) -> RecordCommand {
    let asked = RecordAsked::Amend { fields: fields_of("facility", &[(BEDS, beds)]), seen: None };
    RecordCommand { owner: id(HOUSE), record: id(HOUSE), asked }
}

#[test]
fn a_stay_ends_after_its_first_night() {
    let mut world = world();
    world.run(&by("SU"), register(5, &[])).unwrap();
    let cannot = || Err(Refusal::CannotBe { field: "bed.until".into(), with: Some("bed.from".into()) });
    assert_eq!(world.run(&by("CW"), bed(5, 3, 3, 1)), cannot());
    assert_eq!(world.run(&by("CW"), bed(5, 3, 2, 1)), cannot());
    assert_eq!(world.run(&by("CW"), bed(5, 3, 4, 1)), Ok(1));
    assert_eq!(world.run(&by("CW"), amend(5, &[("bed.from", &day(4).to_string())])), cannot());
    assert_eq!(world.run(&by("CW"), amend(5, &[("bed.until", &day(3).to_string())])), cannot());
    assert_eq!(world.run(&by("CW"), amend(5, &[("bed.until", &day(9).to_string())])), Ok(1));
    let over = bed(6, -3, -1, 1);
    world.run(&by("SU"), register(6, &[])).unwrap();
    assert_eq!(world.run(&by("CW"), over), Ok(1), "what was is written down");
    let nights = Err(Refusal::BadField { field: "bed.until".into() });
    assert_eq!(world.run(&by("CW"), reserve(6)), nights, "and nothing is kept for nights that are over");
}

#[test]
fn what_is_free_is_due_to_who_waits_longest_and_fits() {
    let mut world = world();
    world.run(&by("SU"), register(5, &[])).unwrap();
    world.run(&by("CW"), bed(5, 1, 3, 2)).unwrap();
    world.run(&by("CW"), reserve(1)).unwrap();
    world.run(&by("CW"), reserve(2)).unwrap();
    world.run(&at("CW", 1), wait(5)).unwrap();
    world.run(&at("CW", 2), wait(3)).unwrap();
    world.run(&at("CW", 3), free(1)).unwrap();
    assert_eq!(world.run(&at("CW", 4), reserve(4)), Err(Refusal::OthersWait), "3 has waited longer, and fits");
    assert_eq!(world.run(&at("CW", 4), reserve(5)), Err(Refusal::NoPlace), "two do not fit yet");
    assert_eq!(world.run(&at("CW", 4), wait(4)), Ok(1));
    assert_eq!(world.run(&at("CW", 5), reserve(3)), Ok(1), "who waits longest of those that fit keeps it themselves");
    world.run(&at("CW", 6), free(2)).unwrap();
    world.run(&at("CW", 6), free(3)).unwrap();
    assert_eq!(world.run(&at("CW", 7), reserve(4)), Err(Refusal::OthersWait), "the two who came first fit by now");
    assert_eq!(world.run(&at("CW", 24), fill(4)), Ok(1), "that somebody came is written down all the same");
}

#[test]
fn whoever_asks_for_more_than_they_waited_for_comes_after_everybody_who_waits() {
    let mut world = world();
    world.run(&by("CW"), reserve(1)).unwrap();
    world.run(&by("CW"), reserve(2)).unwrap();
    world.run(&at("CW", 1), wait(3)).unwrap();
    world.run(&at("CW", 2), wait(4)).unwrap();
    world.run(&at("CW", 3), free(1)).unwrap();
    world.run(&at("CW", 3), amend(3, &[("bed.until", &day(9).to_string())])).unwrap();
    assert_eq!(
        world.run(&at("CW", 4), reserve(3)),
        Err(Refusal::OthersWait),
        "3 waited for two nights, and asks for eight"
    );
    world.run(&at("CW", 5), amend(3, &[("bed.until", &day(2).to_string())])).unwrap();
    assert_eq!(world.run(&at("CW", 6), reserve(3)), Ok(1), "one of the nights for which they waited");
}

#[test]
fn a_number_that_nobody_can_be_keeps_no_bed_and_hides_none() {
    let mut world = world();
    let most = i64::MAX.to_string();
    world.run(&by("CW"), amend(1, &[("bed.people", &most)])).unwrap();
    for asked in [reserve(1), fill(1)] {
        assert_eq!(world.run(&at("CW", 24), asked), Err(Refusal::BadField { field: "bed.people".into() }));
    }
    for line in [60, 61] {
        let span = LineSpan { units: i64::MAX, from: day(0), until: Some(day(5)) };
        written(&mut world, (2_000 + u64::from(line), 1), line, LineStep::Filled { span });
    }
    let after = LineSpan { units: 3, from: day(6), until: Some(day(8)) };
    assert_eq!(places_at(&world, 2).fits(after, None), Some(false), "three do not fit into two beds");
    assert_eq!(places_at(&world, 2).fits(LineSpan { units: 2, ..after }, None), Some(true));
}

#[test]
fn who_waited_into_their_nights_is_offered_those_that_are_left() {
    let mut world = world();
    world.run(&by("SU"), register(5, &[])).unwrap();
    world.run(&by("CW"), bed(5, 1, 9, 1)).unwrap();
    world.run(&at("CW", 24), fill(1)).unwrap();
    world.run(&at("CW", 24), fill(2)).unwrap();
    world.run(&at("CW", 25), wait(5)).unwrap();
    world.run(&at("CW", 24 * 4), free(1)).unwrap();
    assert_eq!(world.run(&at("OP", 24 * 4), lines(LineAsked::Offer { most: 1 })), Ok(1), "last night was full");
    let line = places_at(&world, 24 * 4).line(id(55)).unwrap().clone();
    assert_eq!((line.state, line.span.from, line.span.until), (LineState::Held, day(4), Some(day(9))));
}

#[test]
fn a_second_lodging_does_not_lead_to_the_house_of_the_first() {
    let mut world = world();
    world.run(&by("OP"), itself(41, "facility", &[(BEDS, "1")])).unwrap();
    let hill = id(41).to_string();
    let fields = fields_of("bed", &[("bed.facility", &hill)]);
    let second =
        RecordCommand { owner: id(1), record: id(30), asked: RecordAsked::Open { kind: "bed".into(), fields } };
    world.run(&by("CW"), second.clone()).unwrap();
    let fields = fields_of("bed", &[("bed.facility", &id(HOUSE).to_string())]);
    let back = RecordCommand { asked: RecordAsked::Amend { fields, seen: None }, ..second };
    assert_eq!(world.run(&by("CW"), back), Err(Refusal::ExistsAlready));
    assert_eq!(world.run(&by("CW"), amend(1, &[("bed.facility", &id(HOUSE).to_string())])), Ok(0));
    let own = RecordAsked::Open { kind: "claim".into(), fields: fields_of("claim", &[]) };
    let own = RecordCommand { owner: id(1), record: id(1), asked: own };
    assert_eq!(world.run(&by("CW"), own), Err(Refusal::NotFound), "no record has the id of a person");
}

#[test]
fn what_another_source_says_of_the_nights_is_not_put_aside() {
    let mut world = world();
    world.run(&at("CW", 24), fill(1)).unwrap();
    let until = |ahead: i64| fields_of("bed", &[("bed.until", &day(ahead).to_string())]);
    let town = Ctx { source: "town".into(), ..at("CW", 25) };
    world.run(&town, of_bed(1, RecordAsked::Amend { fields: until(9), seen: None })).unwrap();
    let line = places_at(&world, 26).line(id(51)).unwrap().clone();
    assert_eq!(line.span.until, Some(day(3)), "two sources disagree: it stays as it was");
    world.run(&at("CW", 27), amend(1, &[("bed.until", "")])).unwrap();
    let line = places_at(&world, 27).line(id(51)).unwrap().clone();
    assert_eq!(line.span.until, Some(day(9)), "the one that is left says it");
}

#[test]
fn the_form_of_a_house_is_not_overtaken_by_who_takes_a_bed() {
    let mut world = world();
    let seen = world.people[&id(HOUSE)].record(id(HOUSE)).unwrap().version(|_| true);
    world.run(&by("CW"), reserve(1)).unwrap();
    let more = RecordAsked::Amend { fields: fields_of("facility", &[(BEDS, "4")]), seen: Some(seen) };
    assert_eq!(world.run(&by("OP"), RecordCommand { owner: id(HOUSE), record: id(HOUSE), asked: more }), Ok(1));
}

#[test]
fn closing_gives_the_bed_back() {
    let mut world = world();
    world.run(&by("CW"), reserve(1)).unwrap();
    let close = || of_bed(1, RecordAsked::Act(Act::Closed { reason: "went to her sister".into() }));
    assert_eq!(world.run(&by("SU"), close()), Ok(1));
    assert_eq!(state(&world, 0, 51), LineState::Freed);
    assert_eq!(world.run(&by("CW"), reserve(1)), Err(Refusal::NotOpen));
}

#[test]
fn who_waits_longest_and_fits_is_offered_first() {
    let mut world = world();
    world.run(&by("SU"), register(5, &[])).unwrap();
    world.run(&by("CW"), bed(5, 1, 3, 2)).unwrap();
    world.run(&by("CW"), fill(1)).unwrap();
    world.run(&by("CW"), fill(2)).unwrap();
    assert_eq!(world.run(&at("CW", 1), wait(5)), Ok(1), "a group of two");
    assert_eq!(world.run(&at("CW", 2), wait(4)), Ok(1));
    assert_eq!(world.run(&at("CW", 3), wait(3)), Ok(1));
    assert_eq!(world.run(&at("CW", 3), wait(3)), Err(Refusal::ExistsAlready));
    let offer = || lines(LineAsked::Offer { most: 10 });
    assert_eq!(world.run(&at("OP", 4), offer()), Ok(0), "nothing is free");
    world.run(&at("OP", 5), lines(LineAsked::Free { line: id(51), on: None })).unwrap();
    assert_eq!(world.run(&at("OP", 6), offer()), Ok(1));
    let states = [state(&world, 6, 55), state(&world, 6, 54), state(&world, 6, 53)];
    assert_eq!(states, [LineState::Waits, LineState::Held, LineState::Waits], "a group takes all or none");
    world.run(&at("OP", 7), lines(LineAsked::Free { line: id(54), on: None })).unwrap();
    world.run(&at("OP", 7), lines(LineAsked::Free { line: id(52), on: None })).unwrap();
    world.run(&at("OP", 8), offer()).unwrap();
    assert_eq!([state(&world, 8, 55), state(&world, 8, 53)], [LineState::Held, LineState::Waits]);
    assert_eq!(world.run(&at("CW", 8), lines(LineAsked::Offer { most: 1 })), Err(Refusal::NeedsAnotherPerson));
}

#[test]
fn shut_beds_are_not_to_be_had_until_they_are_opened() {
    let mut world = world();
    let span = LineSpan { units: 1, from: day(0), until: Some(day(2)) };
    let shut = |line, span| lines(LineAsked::Block { line: id(line), span, why: "broken pipe".into() });
    assert_eq!(world.run(&by("OP"), shut(60, span)), Ok(1));
    assert_eq!(world.run(&by("OP"), shut(60, span)), Err(Refusal::ExistsAlready));
    let backwards = LineSpan { until: Some(day(0)), ..span };
    assert_eq!(world.run(&by("OP"), shut(61, backwards)), Err(Refusal::BadField { field: "until".into() }));
    let none = LineSpan { units: 0, ..span };
    assert_eq!(world.run(&by("OP"), shut(61, none)), Err(Refusal::BadField { field: "units".into() }));
    let more = LineSpan { units: 3, ..span };
    let units = || Err(Refusal::BadField { field: "units".into() });
    assert_eq!(world.run(&by("OP"), shut(61, more)), units(), "there are two");
    world.run(&by("CW"), reserve(1)).unwrap();
    assert_eq!(world.run(&by("CW"), reserve(2)), Err(Refusal::NoPlace), "night one is shut");
    world.run(&by("OP"), lines(LineAsked::Free { line: id(60), on: None })).unwrap();
    assert_eq!(world.run(&by("CW"), reserve(2)), Ok(1));
    // What was shut for three nights and then opened was shut for three nights.
    let longer = LineSpan { units: 1, from: day(0), until: Some(day(9)) };
    world.run(&by("OP"), shut(62, longer)).unwrap();
    world.run(&at("OP", 24 * 3), lines(LineAsked::Free { line: id(62), on: None })).unwrap();
    let places = places_at(&world, 24 * 4);
    assert_eq!([0, 2, 3].map(|ahead| places.on(day(ahead)).blocked), [1, 1, 0]);
    assert_eq!(places.line(id(62)).unwrap().state, LineState::Opened);
    let again = lines(LineAsked::Free { line: id(62), on: None });
    assert_eq!(world.run(&at("OP", 24 * 4), again), Err(Refusal::NotFound));
}

#[test]
fn nothing_is_kept_where_nobody_knows_how_many_there_are() {
    let mut world = world();
    let unknown = RecordAsked::Amend { fields: fields_of("facility", &[(BEDS, "")]), seen: None };
    world.run(&by("OP"), RecordCommand { owner: id(HOUSE), record: id(HOUSE), asked: unknown }).unwrap();
    assert_eq!(world.run(&by("CW"), reserve(1)), Err(Refusal::PlacesUnknown));
    assert_eq!(world.run(&by("CW"), fill(1)), Ok(1), "who came, came");
    assert_eq!(places_at(&world, 0).free(day(1)), None);
}

#[test]
fn nobody_who_has_a_bed_is_forgotten_before_it_is_given_back() {
    let mut world = world();
    world.run(&by("CW"), fill(1)).unwrap();
    let propose = ProposalCommand::Propose {
        proposal: id(90),
        motion: Motion::Forget { person: id(1) },
        reason: "she asked".into(),
    };
    world.run(&by("DP"), propose).unwrap();
    for account in ["DP2", "AD"] {
        let vote = ProposalCommand::Vote { proposal: id(90), approve: true, reason: "yes".into() };
        world.run(&by(account), vote).unwrap();
    }
    let refused = |refusal: Refusal| Err(casework::Not::Refused(refusal));
    assert_eq!(may_forget(&world, id(90)), refused(Refusal::InPlace));
    world.run(&at("CW", 30), free(1)).unwrap();
    assert_eq!(may_forget(&world, id(90)), Ok(id(1)));
}

#[test]
fn what_was_full_last_month_stays_full_whatever_the_house_has_by_now() {
    let mut world = world();
    world.run(&at("CW", 24), fill(1)).unwrap();
    world.run(&at("CW", 24), fill(2)).unwrap();
    world.run(&at("CW", 24 * 3), free(1)).unwrap();
    world.run(&at("CW", 24 * 3), free(2)).unwrap();
    let more = RecordAsked::Amend { fields: fields_of("facility", &[(BEDS, "9")]), seen: None };
    world.run(&at("OP", 24 * 30), RecordCommand { owner: id(HOUSE), record: id(HOUSE), asked: more }).unwrap();
    let places = places_at(&world, 24 * 31);
    let free = |ahead| places.free(day(ahead));
    assert_eq!([free(1), free(2), free(3), free(29), free(30), free(31)], [0, 0, 2, 2, 9, 9].map(Some));
    assert_eq!(free(-1), None, "nobody had said then how many there were");
}

#[test]
fn two_journals_that_each_gave_the_last_bed_say_both_and_that_it_is_one_too_many() {
    let mut here = world();
    let one = RecordAsked::Amend { fields: fields_of("facility", &[(BEDS, "1")]), seen: None };
    here.run(&by("OP"), RecordCommand { owner: id(HOUSE), record: id(HOUSE), asked: one }).unwrap();
    let (mut there, common) = (here.clone(), here.facts.len());
    assert_eq!(here.run(&at("CW", 1), reserve(1)), Ok(1));
    assert_eq!(there.run(&at("CW", 2), reserve(2)), Ok(1));
    let (ours, theirs) = (here.facts[common..].to_vec(), there.facts[common..].to_vec());
    // The laptop's facts have its own origin; both orders of the union are folded.
    let theirs: Vec<Fact> = theirs
        .into_iter()
        .map(|fact| Fact { envelope: Envelope { origin: id(99), ..fact.envelope.clone() }, ..fact })
        .collect();
    let walls = Walls::of(&here.schema);
    let before: Vec<Fact> = here.facts[..common].iter().filter(|fact| of_house(fact)).cloned().collect();
    let union = |first: &[Fact], second: &[Fact]| {
        let all = before.iter().chain(first).chain(second).filter(|fact| of_house(fact));
        all.fold(None, |view, fact| Some(OwnerView::fold(view, id(HOUSE), fact, &walls).unwrap())).unwrap()
    };
    let merged = union(&ours, &theirs);
    assert_eq!(merged, union(&theirs, &ours), "in any order");
    let places =
        Places::of(&merged.record(id(HOUSE)).unwrap(), FieldKey::of(BEDS), at("SU", 3).now, &model::Zone::utc());
    assert_eq!((places.lines.len(), places.free(day(1))), (2, Some(-1)));
    assert_eq!(places.exceeded(day(0), 5), [(day(1), 1), (day(2), 1)]);
}

#[test]
fn whoever_keeps_a_place_changes_its_nights_though_others_wait() {
    let mut world = world();
    world.run(&by("CW"), reserve(1)).unwrap();
    world.run(&by("CW"), reserve(2)).unwrap();
    world.run(&at("CW", 1), wait(3)).unwrap();
    for until in [day(5), day(2)] {
        world.run(&at("CW", 2), amend(1, &[("bed.until", &until.to_string())])).unwrap();
        assert_eq!(world.run(&at("CW", 2), reserve(1)), Ok(1), "a bed of one's own is due to nobody else");
    }
    assert_eq!(state(&world, 3, 51), LineState::Held);
}

#[test]
fn a_seat_without_nights_that_was_left_can_be_had_again() {
    let open = LineSpan { units: 2, from: Date::MIN, until: None };
    let mut world = world();
    written(&mut world, (1_000, 1), 50, LineStep::Filled { span: LineSpan { from: day(0), ..open } });
    written(&mut world, (1_001, 48), 50, LineStep::Freed { on: day(2) });
    written(&mut world, (1_002, 49), 51, LineStep::Waits { span: open, hours: None });
    let places = places_at(&world, 72);
    assert_eq!(places.fits(open, None), Some(true), "who sat there the day before yesterday has left");
    assert_eq!(places.due_to_who_waits().map(|line| line.id).collect::<Vec<_>>(), [id(51)]);
}

/// The second house.
const HILL: u8 = 41;

/// One of a few deeds with the beds of four people in two houses, on a day that is said or on that day.
fn deed((number, person): (u8, u8), line: Id, on: Option<Date>) -> RecordCommand {
    match number {
        0 => place(person, PlaceAsked::Reserve { line, or_wait: false }),
        1 => place(person, PlaceAsked::Reserve { line, or_wait: true }),
        2 => place(person, PlaceAsked::Fill { line, on }),
        3 => place(person, PlaceAsked::Free { on }),
        4 => lines(LineAsked::Offer { most: 2 }),
        5 => amend(person, &[("bed.facility", &id(HILL).to_string())]),
        _ => amend(person, &[("bed.facility", &id(HOUSE).to_string())]),
    }
}

proptest! {
    /// No deed that keeps a bed ever exceeds what there is, counted night by night by hand; and any order of the facts gives
    /// the same places.
    #[test]
    fn no_night_is_kept_twice_and_any_order_of_facts_says_the_same(
        deeds in proptest::collection::vec((0u8..7, 1u8..=4, 0i64..6, proptest::option::of(-3i64..=1)), 1..24),
        seed in any::<u64>(),
    ) {
        let mut world = world();
        world.run(&by("OP"), itself(HILL, "facility", &[("facility.title", "Hill house"), (BEDS, "2")])).unwrap();
        let mut hours = 0;
        for (turn, (number, person, later, on)) in deeds.into_iter().enumerate() {
            let line = id(100 + u8::try_from(turn).unwrap());
            hours += later * 10;
            let on = on.map(|ahead| day(hours / 24 + ahead));
            let kept_before = naive(&world, HOUSE, hours);
            let hill_before = naive(&world, HILL, hours);
            let own = world.people[&id(person)].record(id(10 + person)).unwrap().taken().map(|(_, line)| line);
            let before = places_at(&world, hours);
            let due = before.due_to_who_waits().map(|line| line.id).take_while(|line| Some(*line) != own);
            let due: Vec<Id> = due.collect();
            let account = if number == 4 { "SU" } else { "CW" };
            let done = world.run(&at(account, hours), deed((number, person), line, on));
            let (kept, hill) = (naive(&world, HOUSE, hours), naive(&world, HILL, hours));
            if number != 2 && done.is_ok() {
                let fits = |now: &[i64], before: &[i64]| {
                    now.iter().zip(before).all(|(now, before)| *now <= 2 || now <= before)
                };
                prop_assert!(fits(&kept, &kept_before), "{kept_before:?} {kept:?}");
                prop_assert!(fits(&hill, &hill_before), "{hill_before:?} {hill:?}");
            }
            let live = [HOUSE, HILL].map(|house| live_lines(&world, house, hours));
            prop_assert!(live.iter().sum::<usize>() <= 4, "nobody has two: {live:?}");
            let places = places_at(&world, hours);
            let at_hill = places_in(&world, HILL, hours);
            let told: Vec<i64> = (-4..5).map(|night| at_hill.on(day(night)).taken()).collect();
            prop_assert_eq!(told, hill);
            let here = leads_to(&world, person) == Some(id(HOUSE));
            if number == 0 && done.is_ok() && here {
                let still: Vec<Id> = places.due_to_who_waits().map(|line| line.id).collect();
                prop_assert!(due.iter().all(|line| still.contains(line)), "nobody is passed by: {due:?} {still:?}");
            }
            let told: Vec<i64> = (-4..5).map(|night| places.on(day(night)).taken()).collect();
            prop_assert_eq!(told, kept);
        }
        let mut shuffled: Vec<Fact> = world.facts.iter().filter(|fact| of_house(fact)).cloned().collect();
        let first = shuffled.remove(0);
        fastrand_shuffle(&mut shuffled, seed);
        let mut view = OwnerView::fold(None, id(HOUSE), &first, &Walls::of(&world.schema)).unwrap();
        for fact in &shuffled {
            view = OwnerView::fold(Some(view), id(HOUSE), fact, &Walls::of(&world.schema)).unwrap();
        }
        prop_assert_eq!(&view, &world.people[&id(HOUSE)]);
    }
}

fn of_house(fact: &Fact) -> bool {
    fact.parts.iter().any(|part| part.subject == Subject::Owner(id(HOUSE)))
}

fn fastrand_shuffle(facts: &mut [Fact], mut seed: u64) {
    for last in (1..facts.len()).rev() {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        facts.swap(last, usize::try_from(seed >> 33).unwrap() % (last + 1));
    }
}

/// The house to which the record of a person leads.
fn leads_to(world: &World, person: u8) -> Option<Id> {
    let record = world.people[&id(person)].record(id(10 + person)).unwrap();
    match record.state(FieldKey::of("bed.facility")) {
        FieldState::Known(Value::Record(house)) => Some(house),
        _ => None,
    }
}

/// Lines of a house that are not over.
fn live_lines(world: &World, house: u8, hours: i64) -> usize {
    places_in(world, house, hours).lines.iter().filter(|line| !line.is_over()).count()
}

/// Beds in use or kept on four nights before the first day and five from it on, straight from the facts: the last word of each
/// line, and its hours.
fn naive(world: &World, house: u8, hours: i64) -> Vec<i64> {
    let now = at("SU", hours).now;
    let today = world.instance.today(crate::world::CONTROLLER, crate::world::OFFICE, now);
    let mut last: std::collections::BTreeMap<Id, Vec<LineStep>> = std::collections::BTreeMap::new();
    for part in world.facts.iter().flat_map(|fact| &fact.parts) {
        if let Body::Line { record, line, step, .. } = &part.body
            && *record == id(house)
        {
            last.entry(*line).or_default().push(step.clone());
        }
    }
    let on = |night: Date, steps: &Vec<LineStep>| {
        let end = steps.iter().position(|step| matches!(step, LineStep::Freed { .. })).unwrap_or(steps.len());
        let stands = steps[..end].last()?;
        let gone = steps.get(end);
        let spans = |span: &LineSpan, until: Option<Date>| {
            (span.from <= night && until.is_none_or(|until| night < until)).then_some(span.units)
        };
        match (stands, gone) {
            (LineStep::Filled { span }, Some(LineStep::Freed { on })) => spans(span, Some(*on)),
            (LineStep::Filled { span }, None) => {
                let still = span.from <= night && night <= today;
                spans(span, span.until).or(still.then_some(span.units))
            }
            (LineStep::Held { span, expires }, None) if expires.is_none_or(|at| at > now) => spans(span, span.until),
            _ => None,
        }
    };
    (-4..5).map(|night| last.values().filter_map(|steps| on(day(night), steps)).sum()).collect()
}
