//! Stays: on which day somebody came or left and by whose clock, what is left beside a place of one's own, what became of a line
//! afterwards, and that nobody stays for ever in a place that packs forgot.

use std::collections::BTreeMap;

use casework::record::{RecordAsked, came_early, limits};
use casework::{
    Ctx, Fields, LineAsked, LinePast, LineState, OwnerView, PlaceAsked, ProposalCommand, RecordCommand, Refusal,
    StepAsked, lines_past, may_forget,
};
use journal::{CaseStep, Grant, LineSpan, Mode, Motion, Office};
use model::{Date, FieldKey, FieldState, Timestamp, Value};
use packs::{LoadOptions, Source};

use crate::places::{
    BEDS, HOUSE, amend, at, day, fill, free, house_of, itself, lines, place, places_at, places_in, reserve, state,
    wait, world,
};
use crate::world::{CONTROLLER, World, by, grant, id, register, schema_without};

/// The second house.
const HILL: u8 = 41;

fn two_houses() -> World {
    let mut world = world();
    world.run(&by("OP"), itself(HILL, "facility", &[("facility.title", "Hill house"), (BEDS, "2")])).unwrap();
    world
}

fn to_hill(person: u8) -> RecordCommand {
    amend(person, &[("bed.facility", &id(HILL).to_string())])
}

fn came(person: u8, line: u8, on: Option<Date>) -> RecordCommand {
    place(person, PlaceAsked::Fill { line: id(line), on })
}

fn left(person: u8, on: Option<Date>) -> RecordCommand {
    place(person, PlaceAsked::Free { on })
}

fn span(world: &World, house: u8, line: u8, hours: i64) -> LineSpan {
    places_in(world, house, hours).line(id(line)).unwrap().span
}

#[test]
fn who_came_or_left_on_another_day_is_written_down_with_that_day() {
    let mut world = world();
    let no_day = || Err(Refusal::BadField { field: "on".into() });
    assert_eq!(world.run(&at("CW", 48), came(1, 51, Some(day(3)))), no_day(), "that day has not come");
    assert_eq!(world.run(&at("CW", 48), came(1, 51, Some(day(1)))), Ok(1));
    assert_eq!(span(&world, HOUSE, 51, 48).from, day(1));
    assert_eq!(world.run(&at("CW", 72), left(1, Some(day(0)))), no_day(), "before they came");
    assert_eq!(world.run(&at("CW", 72), left(1, Some(day(4)))), no_day());
    assert_eq!(world.run(&at("CW", 72), left(1, Some(day(2)))), Ok(1));
    let places = places_at(&world, 72);
    assert_eq!([1, 2].map(|ahead| places.on(day(ahead)).filled), [1, 0]);
}

#[test]
fn whoever_has_a_bed_kept_for_later_elsewhere_came_here_on_the_day_on_which_they_came() {
    let mut world = two_houses();
    let later = [("bed.from", day(5).to_string()), ("bed.until", day(7).to_string())];
    let later = later.each_ref().map(|(name, text)| (*name, text.as_str()));
    world.run(&by("CW"), amend(1, &later)).unwrap();
    world.run(&by("CW"), reserve(1)).unwrap();
    world.run(&by("CW"), to_hill(1)).unwrap();
    assert_eq!(world.run(&at("CW", 24), came(1, 70, Some(day(0)))), Ok(1));
    assert_eq!(state(&world, 24, 51), LineState::Freed, "what was kept is given up");
    assert_eq!(span(&world, HILL, 70, 24).from, day(0));
}

#[test]
fn whoever_slept_in_the_first_house_left_it_on_the_day_on_which_they_came_to_the_second() {
    let mut world = two_houses();
    world.run(&at("CW", 24), fill(1)).unwrap();
    world.run(&at("CW", 24), to_hill(1)).unwrap();
    assert_eq!(world.run(&at("CW", 72), came(1, 70, Some(day(2)))), Ok(1));
    assert_eq!(span(&world, HOUSE, 51, 72).until, Some(day(2)));
    // Who says that it was before they came to the first was there for no night.
    world.run(&at("CW", 72), fill(2)).unwrap();
    world.run(&at("CW", 72), to_hill(2)).unwrap();
    assert_eq!(world.run(&at("CW", 72), came(2, 71, Some(day(1)))), Ok(1));
    assert_eq!(span(&world, HOUSE, 52, 72).until, Some(day(3)));
}

#[test]
fn what_is_left_beside_the_button_is_what_decides() {
    let mut world = world();
    let stay = LineSpan { units: 1, from: day(0), until: Some(day(3)) };
    world.run(&by("CW"), reserve(1)).unwrap();
    assert_eq!(places_at(&world, 0).left(stay, None), Some(1));
    assert_eq!(places_at(&world, 0).left(stay, Some(id(51))), Some(2), "a bed of one's own is not in one's own way");
    world.run(&at("CW", 24), fill(2)).unwrap();
    world.run(&at("CW", 24), fill(3)).unwrap();
    world.run(&at("CW", 48), free(2)).unwrap();
    world.run(&at("CW", 48), free(3)).unwrap();
    let places = places_at(&world, 48);
    let ahead = casework::ahead(stay, day(2));
    assert_eq!((places.on(day(1)).taken(), places.left(ahead, None)), (3, Some(1)), "last night was full");
    assert_eq!(places.fits(ahead, None), Some(true));
    world.run(&at("OP", 48), house_of("")).unwrap();
    assert_eq!(places_at(&world, 48).left(ahead, None), None, "nobody knows");
}

#[test]
fn who_came_before_their_first_night_is_told_until_the_record_says_so_too() {
    let mut world = world();
    world.run(&by("CW"), fill(1)).unwrap();
    let early = |world: &World| {
        let record = world.people[&id(1)].record(id(11)).unwrap();
        let takes = world.schema.kind("bed").unwrap().takes.clone().unwrap();
        came_early(&record, &takes, places_at(world, 1).line(id(51)).unwrap())
    };
    assert_eq!(span(&world, HOUSE, 51, 1).from, day(0), "what happened is written down");
    assert!(early(&world));
    world.run(&at("CW", 1), amend(1, &[("bed.from", &day(0).to_string())])).unwrap();
    assert!(!early(&world));
}

#[test]
fn what_became_of_a_line_is_told_with_its_days_after_it_was_given_back() {
    let mut world = world();
    world.run(&by("CW"), reserve(1)).unwrap();
    world.run(&at("CW", 24), came(1, 51, Some(day(1)))).unwrap();
    world.run(&at("OP", 48), lines(LineAsked::Free { line: id(51), on: None })).unwrap();
    world.run(&by("CW"), reserve(2)).unwrap();
    world.run(&at("CW", 1), free(2)).unwrap();
    let house = world.people[&id(HOUSE)].record(id(HOUSE)).unwrap();
    let past = lines_past(&house);
    let of = |line: u8| past.iter().filter(|past| past.line.id == id(line)).collect::<Vec<&LinePast>>();
    let told: Vec<(LineState, &str)> = of(51).iter().map(|past| (past.line.state, past.by.as_str())).collect();
    assert_eq!(told, [(LineState::Held, "CW"), (LineState::Filled, "CW"), (LineState::Freed, "OP")]);
    let stay = of(51)[2];
    assert!(stay.is_stay());
    assert_eq!((stay.line.span.from, stay.line.span.until), (day(1), Some(day(2))));
    assert!(of(52).iter().all(|past| !past.is_stay()), "who never came was nowhere");
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
fn whoever_keeps_the_house_gives_back_the_bed_of_a_kind_that_was_retired() {
    let mut world = world();
    world.run(&by("CW"), fill(1)).unwrap();
    forgetting(&mut world, 1);
    world.schema = schema_without(&["bed", "family_bed"]);
    assert!(world.run(&at("CW", 30), free(1)).is_err(), "the record is there for nobody any more");
    assert_eq!(may_forget(&world, id(90)), Err(casework::Not::Refused(Refusal::InPlace)));
    let house: &OwnerView = &world.people[&id(HOUSE)];
    let kind = world.schema.kind("facility").unwrap();
    let shown = limits(&world.schema, kind, &house.record(id(HOUSE)).unwrap());
    assert_eq!(shown.iter().map(|field| field.name.as_str()).collect::<Vec<_>>(), [BEDS], "its page shows the line");
    assert_eq!(world.run(&at("OP", 30), lines(LineAsked::Free { line: id(51), on: None })), Ok(1));
    assert_eq!(may_forget(&world, id(90)), Ok(id(1)));
}

#[test]
fn a_house_of_which_nothing_was_ever_taken_has_no_places_once_nothing_takes_them() {
    let world = World { schema: schema_without(&["bed", "family_bed"]), ..two_houses() };
    let kind = world.schema.kind("facility").unwrap();
    assert!(limits(&world.schema, kind, &world.people[&id(HILL)].record(id(HILL)).unwrap()).is_empty());
}

#[test]
fn of_two_kinds_that_were_retired_nobody_gives_anything_back_and_nobody_is_kept_for_it() {
    let mut world = world();
    world.run(&by("CW"), fill(1)).unwrap();
    forgetting(&mut world, 1);
    let house_retired = World { schema: schema_without(&["facility"]), ..world.clone() };
    assert_eq!(may_forget(&house_retired, id(90)), Err(casework::Not::Refused(Refusal::InPlace)));
    let mut freed = house_retired;
    assert_eq!(freed.run(&at("CW", 30), free(1)), Ok(1), "the record that has the bed gives it back");
    assert_eq!(may_forget(&freed, id(90)), Ok(id(1)));
    let retired = World { schema: schema_without(&["facility", "bed", "family_bed"]), ..world };
    assert_eq!(may_forget(&retired, id(90)), Ok(id(1)));
}

#[test]
fn who_waits_and_came_on_another_day_is_written_down_with_that_day() {
    let mut world = world();
    world.run(&by("CW"), reserve(1)).unwrap();
    world.run(&by("CW"), reserve(2)).unwrap();
    world.run(&at("CW", 1), wait(3)).unwrap();
    assert_eq!(world.run(&at("CW", 48), came(3, 53, Some(day(1)))), Ok(1));
    assert_eq!(span(&world, HOUSE, 53, 48).from, day(1));
}

/// A course at an office on the other side of the earth, and a place in it that is worked on here.
fn course() -> World {
    let mut world = World::of(Mode::Trial);
    let packs = packs::load(&[Source::shipped("training-attended").unwrap()], &LoadOptions::default()).unwrap();
    world.schema = packs.schema.clone();
    world.pathways = packs.pathways_in_force(Some("PRT"));
    world.grant("elsewhere", vec![Grant { office: "south".into(), ..grant("SU") }]);
    let zone = "Pacific/Auckland".into();
    let description = Office { controller: CONTROLLER.into(), name: "South".into(), zone, above: None };
    world.agree("AD", "SU", Motion::Office { office: "south".into(), description });
    let said = |name: &str, value: Value| -> Fields { BTreeMap::from([(name.to_owned(), FieldState::Known(value))]) };
    let open = |owner: u8, record: u8, kind: &str, fields| RecordCommand {
        owner: id(owner),
        record: id(record),
        asked: RecordAsked::Open { kind: kind.into(), fields },
    };
    let south = Ctx { office: "south".into(), ..by("elsewhere") };
    world.run(&south, open(HOUSE, HOUSE, "course", said("course.seats", Value::Int(5)))).unwrap();
    world.run(&by("SU"), register(1, &[])).unwrap();
    let leads = said("training_place.course", Value::Record(id(HOUSE)));
    world.run(&by("CW"), open(1, 11, "training_place", leads)).unwrap();
    world
}

#[test]
fn the_day_of_a_step_that_takes_a_place_is_made_by_the_clock_of_the_house() {
    let mut world = course();
    let did = |item: &str, happened: Option<Timestamp>| {
        let step = StepAsked { happened, line: Some(id(51)), ..StepAsked::now(CaseStep::Did { item: item.into() }) };
        RecordCommand { owner: id(1), record: id(11), asked: RecordAsked::Step(step) }
    };
    world.run(&at("CW", 1), did("keep_seat", None)).unwrap();
    world.run(&at("CW", 2), did("confirm", None)).unwrap();
    // In the evening here; over there it is the next morning already.
    assert_eq!(world.run(&at("CW", 40), did("begin", Some(at("CW", 20).now))), Ok(1));
    let house = world.people[&id(HOUSE)].record(id(HOUSE)).unwrap();
    let past = lines_past(&house);
    let last = past.last().unwrap();
    assert_eq!((last.limit, last.line.state), (FieldKey::of("course.seats"), LineState::Filled));
    assert_eq!(last.line.span.from, day(1));
}
