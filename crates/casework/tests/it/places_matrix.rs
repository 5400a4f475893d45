//! Every command on a place, and on a record that takes one, of everybody: each role, at the office of what it is about, at
//! another office and at another controller; of a person's record, of a household's, and of the house itself. What is expected
//! is written here from the reviewed table and from who reads what (`hands.rs`), and is never copied from what is answered.
//! Whoever may not know of something is refused as of what is not there.

use casework::{Ctx, LineAsked, LinesAsked, PlaceAsked, RecordAsked, RecordCommand, Refusal, Role};
use journal::{Act, Grant, LineSpan, Mode};

use crate::world::{CONTROLLER, OFFICE, World, by, fields_of, id, register, today};

/// Houses: the one that is asked about, others in which somebody is or was, one for which nobody has asked; and what was never
/// opened.
const HOUSE: u8 = 40;
const OTHER: u8 = 41;
const LEFT: u8 = 42;
const NEW: u8 = 43;
const NOWHERE: u8 = 99;
/// A person and their household, with a record that leads to the house, one that has a place in the other, and one that was
/// closed. The line of a record has the number 50 more.
const PERSON: u8 = 1;
const HOME: u8 = 200;
const BEDS: [u8; 3] = [11, 12, 13];
const FAMILY: [u8; 3] = [21, 22, 23];
/// Records of two others, one with a place in the house that is kept and one with a place where somebody is.
const KEPT: u8 = 31;
const SLEEPS: u8 = 32;

/// `-` is refused to the role, whatever it is about, and `p` proposes; `y` may at the office of their seat. `o` may of their
/// office's and of no other, `n` of nobody's, `q` proposes of their office's. A house is read by whoever works for its
/// controller: `k` keeps those of their office, `r` reads and no more, `s` reads and proposes.
const EXPECTED: &str = "
  asked        AN PE HD CW SU OP FM FC AY PA DP AD
  open         -  -  -  o  o  -  -  -  -  -  -  -
  amend        n  n  n  o  o  n  n  n  n  n  n  n
  assign       n  n  n  o  o  n  n  n  n  n  n  n
  note         n  n  n  o  o  n  n  n  n  n  n  n
  close        n  n  n  q  o  n  n  n  n  n  n  n
  reopen       n  n  n  q  o  n  n  n  n  n  n  n
  reserve      n  n  n  o  o  n  n  n  n  n  n  n
  fill         n  n  n  o  o  n  n  n  n  n  n  n
  free         n  n  n  o  o  n  n  n  n  n  n  n
  house-open   -  -  -  p  y  y  -  -  -  -  -  -
  house-amend  n  n  r  s  k  k  r  r  r  r  r  r
  house-close  n  n  r  s  k  k  r  r  r  r  r  r
  line-block   n  n  r  s  k  k  r  r  r  r  r  r
  line-fill    n  n  r  s  k  k  r  r  r  r  r  r
  line-free    n  n  r  s  k  k  r  r  r  r  r  r
  line-offer   n  n  r  s  k  k  r  r  r  r  r  r
";

/// Controller and office, that of everything on record first.
const SEATS: [(&str, &str); 3] = [(CONTROLLER, OFFICE), (CONTROLLER, "south"), ("crescent", OFFICE)];

/// Somebody who asks.
#[derive(Debug, Clone, Copy)]
struct Asker {
    role: Role,
    seat: (&'static str, &'static str),
}

impl Asker {
    fn all() -> impl Iterator<Item = Self> {
        Role::ALL.into_iter().flat_map(|role| SEATS.map(|seat| Self { role, seat }))
    }

    fn sits(self, world: &World) -> (World, Ctx) {
        let (controller, office) = (self.seat.0.to_owned(), self.seat.1.to_owned());
        let grant = Grant {
            role: self.role.code().into(),
            controller: controller.clone(),
            office: office.clone(),
            compartments: vec![],
            until: None,
        };
        let mut world = world.clone();
        world.instance.accounts.entry("asker".into()).or_default().grants = vec![grant];
        (world, Ctx { controller, office, ..by("asker") })
    }

    /// What they may, of what is there or of what is not.
    fn wanted(self, row: &str, there: bool) -> Result<(), Refusal> {
        let (of_controller, of_office) = (there && self.seat.0 == CONTROLLER, there && self.seat == SEATS[0]);
        match cell(row, self.role) {
            '-' => Err(Refusal::NotAllowed),
            'p' => Err(Refusal::NeedsAnotherPerson),
            'y' => Ok(()),
            'o' | 'k' if of_office => Ok(()),
            'q' if of_office => Err(Refusal::NeedsAnotherPerson),
            's' if of_controller => Err(Refusal::NeedsAnotherPerson),
            'k' | 'r' if of_controller => Err(Refusal::NotAllowed),
            'k' | 'n' | 'o' | 'q' | 'r' | 's' => Err(Refusal::NotFound),
            other => panic!("no such cell: {other}"),
        }
    }
}

fn cell(row: &str, role: Role) -> char {
    let lines: Vec<Vec<&str>> = EXPECTED.trim().lines().map(|line| line.split_whitespace().collect()).collect();
    let column = lines[0].iter().position(|code| *code == role.code()).unwrap();
    let line = lines.iter().find(|line| line[0] == row).unwrap_or_else(|| panic!("no row for {row}"));
    line[column].chars().next().unwrap()
}

/// What is asked, by its row, of what is there and of what is not.
struct Asked {
    row: &'static str,
    there: RecordCommand,
    nowhere: Option<RecordCommand>,
}

fn of(owner: u8, record: u8, asked: RecordAsked) -> RecordCommand {
    RecordCommand { owner: id(owner), record: id(record), asked }
}

fn open(kind: &str, owner: u8, record: u8, house: u8) -> RecordCommand {
    let own = |word: &str| format!("{kind}.{word}");
    let until = model::from_day_number(model::day_number(today()) + 3);
    let said = [
        (own("facility"), id(house).to_string()),
        (own("from"), today().to_string()),
        (own("until"), until.to_string()),
        (own("people"), "1".to_owned()),
    ];
    let said: Vec<(&str, &str)> = said.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    of(owner, record, RecordAsked::Open { kind: kind.into(), fields: fields_of(kind, &said) })
}

fn house(record: u8) -> RecordCommand {
    let fields = fields_of("facility", &[("facility.beds", "9")]);
    of(record, record, RecordAsked::Open { kind: "facility".into(), fields })
}

fn fill(line: u8) -> RecordAsked {
    RecordAsked::Place(PlaceAsked::Fill { line: id(line), on: None })
}

fn reserve(line: u8) -> RecordAsked {
    RecordAsked::Place(PlaceAsked::Reserve { line: id(line), or_wait: false })
}

fn closed() -> RecordAsked {
    RecordAsked::Act(Act::Closed { reason: "moved on".into() })
}

/// All that is asked of the records of somebody: those that lead to a place, have one, and were closed.
fn of_records(kind: &'static str, owner: u8, [leads, has, was]: [u8; 3]) -> Vec<Asked> {
    let why = || "as talked over".to_owned();
    let people = format!("{kind}.people");
    let amended = fields_of(kind, &[(people.as_str(), "2")]);
    let asked = [
        ("amend", leads, RecordAsked::Amend { fields: amended, seen: None }),
        ("assign", leads, RecordAsked::Act(Act::Assigned { to: None })),
        ("note", leads, RecordAsked::Act(Act::Noted { happened: None, text: why() })),
        ("close", has, closed()),
        ("reopen", was, RecordAsked::Act(Act::Reopened { reason: why() })),
        ("reserve", leads, reserve(70)),
        ("fill", leads, fill(70)),
        ("free", has, RecordAsked::Place(PlaceAsked::Free { on: None })),
    ];
    let both = |(row, record, asked): (&'static str, u8, RecordAsked)| Asked {
        row,
        there: of(owner, record, asked.clone()),
        nowhere: Some(of(owner, NOWHERE, asked)),
    };
    // A record of a household is opened through one of its members.
    let opened = |member| open(kind, member, 60, NEW);
    let opens = Asked { row: "open", there: opened(PERSON), nowhere: Some(opened(NOWHERE)) };
    std::iter::once(opens).chain(asked.map(both)).collect()
}

/// All that is asked of a house and of its lines.
fn of_house() -> Vec<Asked> {
    let lines = |asked| RecordAsked::Lines(LinesAsked { limit: "facility.beds".into(), asked });
    let span = LineSpan { units: 1, from: today(), until: None };
    let amended = fields_of("facility", &[("facility.beds", "8")]);
    let asked = [
        ("house-amend", RecordAsked::Amend { fields: amended, seen: None }),
        ("house-close", closed()),
        ("line-block", lines(LineAsked::Block { line: id(70), span, why: "broken pipe".into() })),
        ("line-fill", lines(LineAsked::Fill { line: id(50 + KEPT), on: None })),
        ("line-free", lines(LineAsked::Free { line: id(50 + SLEEPS), on: None })),
        ("line-offer", lines(LineAsked::Offer { most: 1 })),
    ];
    let both = |(row, asked): (&'static str, RecordAsked)| Asked {
        row,
        there: of(HOUSE, HOUSE, asked.clone()),
        nowhere: Some(of(NOWHERE, NOWHERE, asked)),
    };
    let opens = Asked { row: "house-open", there: house(60), nowhere: None };
    std::iter::once(opens).chain(asked.map(both)).collect()
}

fn world() -> World {
    let mut world = World::of(Mode::Trial);
    for number in [HOUSE, OTHER, LEFT, NEW] {
        world.run(&by("OP"), house(number)).unwrap();
    }
    for person in [PERSON, 2, 3] {
        world.run(&by("SU"), register(person, &[("household.id", "H-9")])).unwrap();
    }
    for (kind, owner, [leads, has, was]) in [("bed", PERSON, BEDS), ("family_bed", HOME, FAMILY)] {
        for (record, house) in [(leads, HOUSE), (has, OTHER), (was, LEFT)] {
            world.run(&by("SU"), open(kind, PERSON, record, house)).unwrap();
        }
        world.run(&by("SU"), of(owner, has, fill(50 + has))).unwrap();
        world.run(&by("SU"), of(owner, was, closed())).unwrap();
    }
    for (guest, record, asked) in [(2, KEPT, reserve(50 + KEPT)), (3, SLEEPS, fill(50 + SLEEPS))] {
        world.run(&by("SU"), open("bed", guest, record, HOUSE)).unwrap();
        world.run(&by("SU"), of(guest, record, asked)).unwrap();
    }
    world
}

#[track_caller]
fn check(all: &[Asked]) {
    let (base, mut wrong) = (world(), vec![]);
    for asker in Asker::all() {
        let (world, ctx) = asker.sits(&base);
        for asked in all {
            let cases = [(true, Some(&asked.there)), (false, asked.nowhere.as_ref())];
            for (there, command) in cases.into_iter().filter_map(|(there, command)| Some((there, command?))) {
                let (found, wanted) = (world.decide(&ctx, command.clone()).map(drop), asker.wanted(asked.row, there));
                if found != wanted {
                    wrong.push(format!("{} (there: {there}) by {asker:?}: {found:?}, not {wanted:?}", asked.row));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} answers are wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn a_persons_record_and_its_place_are_for_those_who_work_on_their_cases() {
    check(&of_records("bed", PERSON, BEDS));
}

#[test]
fn a_households_record_and_its_place_are_for_those_who_work_on_cases_of_its_office() {
    check(&of_records("family_bed", HOME, FAMILY));
}

#[test]
fn a_house_and_its_lines_are_for_those_who_keep_it_and_read_by_who_works_for_its_controller() {
    check(&of_house());
}
