//! Every command on a person, and every motion about one, of everybody: each role, at the office of the person, at
//! another office and at another controller, with the compartment of what is said, with another or with none; of
//! somebody on record and of an id that was never registered. What is expected is written here from the reviewed table
//! and the meaning of its marks, and is never copied from what is answered. What is allowed is held against the very
//! fact that is to follow: of that person alone, and behind the right wall.
//!
//! Whoever may not know of a person is refused as of somebody who is not there, also while others decide about them,
//! and by nothing that they are not shown. Records have their own table (`matrix.rs`); who approves is in
//! `forgetting.rs`.

use casework::{Command, Ctx, PersonCommand, ProposalCommand, Refusal, Role, SubmissionCommand};
use journal::{Body, Fact, Grant, Mode, Motion, Part, Subject};
use model::{Compartment, FieldKey};

use crate::world::{CONTROLLER, OFFICE, World, amend, bringing, by, fields, id, register};

/// On record at [`OFFICE`], one of them under a hold; and never registered.
const THERE: u8 = 1;
const HELD: u8 = 2;
const NOWHERE: u8 = 99;
/// What others have proposed about these two, and what nobody has.
const LIFTING: u8 = 51;
const FORGETTING: u8 = 52;
const NEVER_MADE: u8 = 90;
const ORDER: &str = "order 7";

/// What is said of people: a field in the open, one that is sealed, and one behind the wall.
const PERSONAL: &str = "sex";
const SEALED: &str = "name.full";
const WALLED: &str = "child.care";
const WALL: Compartment = Compartment::Child;
const SAID: [(&str, &str); 3] = [(PERSONAL, "F"), (SEALED, "Amina"), (WALLED, "unaccompanied")];

/// `-` is refused to the role, whoever it is about; `h` registers at the office of their seat, under an id that nobody
/// has; `s` the same with the controller whose portal it is, and with no other; `c` of whoever is their controller's, `o` of their office's; `k` as `o`, and refused without the compartment;
/// `n` of nobody: one's own record and the list of an operation admit no one yet, and the help desk has no tickets. A
/// person asks to be forgotten themselves. A register brings what lies behind walls, whoever brings it.
const EXPECTED: &str = "
  asked         AN PE HD CW SU OP FM FC AY PA DP AD
  register      -  -  h  h  h  -  -  -  -  -  -  -
  submit        s  s  s  s  s  s  -  -  -  -  -  -
  amend         -  n  c  o  o  n  -  -  -  -  -  -
  answer        -  n  n  o  o  n  -  -  -  -  -  -
  answer-sealed -  n  n  o  o  n  -  -  -  -  -  -
  answer-walled -  n  n  k  k  n  -  -  -  -  -  -
  hold          -  -  -  -  o  -  -  -  -  -  c  -
  lift          -  -  -  -  o  -  -  -  -  -  c  -
  forget        -  n  -  -  o  -  -  -  -  -  c  c
";

/// Controller and office, that of the people on record first.
const SEATS: [(&str, &str); 3] = [(CONTROLLER, OFFICE), (CONTROLLER, "south"), ("crescent", OFFICE)];
const OPENS: [Option<Compartment>; 3] = [None, Some(Compartment::Asylum), Some(WALL)];

/// Somebody who asks.
#[derive(Debug, Clone, Copy)]
struct Asker {
    role: Role,
    seat: (&'static str, &'static str),
    opens: Option<Compartment>,
}

impl Asker {
    /// Everybody there can be, and roles with a compartment that opens nothing for them.
    fn all() -> impl Iterator<Item = Self> {
        let at = |role| SEATS.into_iter().flat_map(move |seat| OPENS.map(|opens| Self { role, seat, opens }));
        Role::ALL.into_iter().flat_map(at)
    }

    fn sits(self, world: &World) -> World {
        let (controller, office) = (self.seat.0.to_owned(), self.seat.1.to_owned());
        let compartments = self.opens.into_iter().collect();
        let grant = Grant { role: self.role.code().into(), controller, office, compartments, until: None };
        let mut world = world.clone();
        world.instance.accounts.entry("asker".into()).or_default().grants = vec![grant];
        world
    }

    /// People are registered and amended from a register, all else is asked at the desk.
    fn ctx(self, asked: &Command) -> Ctx {
        let from = if matches!(row(asked), "register" | "amend") { bringing } else { by };
        Ctx { controller: self.seat.0.into(), office: self.seat.1.into(), ..from("asker") }
    }

    /// What the table lets them, of somebody on record at [`OFFICE`] or of nobody at all.
    fn wanted(self, asked: &Command, there: bool) -> Result<(), Refusal> {
        let (of_controller, of_office) = (there && self.seat.0 == CONTROLLER, there && self.seat == SEATS[0]);
        match cell(asked, self.role) {
            '-' => Err(Refusal::NotAllowed),
            // The portal is the founded controller's.
            's' if self.seat.0 != CONTROLLER => Err(Refusal::NotAllowed),
            // No id is given twice; nobody chooses one, so that this tells nothing.
            'h' | 's' if there => Err(Refusal::ExistsAlready),
            'h' | 's' => Ok(()),
            'c' if of_controller => Ok(()),
            'o' if of_office => Ok(()),
            'k' if of_office && self.opens == Some(WALL) => Ok(()),
            'k' if of_office => Err(Refusal::NotAllowed),
            'c' | 'o' | 'k' | 'n' => Err(Refusal::NotFound),
            other => panic!("no such cell: {other}"),
        }
    }
}

/// The row of what is asked: whoever adds a command on people, or a motion, adds it here.
fn row(asked: &Command) -> &'static str {
    match asked {
        Command::Person(PersonCommand::Register { .. }) => "register",
        Command::Submission(_) => "submit",
        Command::Person(PersonCommand::Amend { .. }) => "amend",
        Command::Person(PersonCommand::Answer { field, .. }) => match field.as_str() {
            PERSONAL => "answer",
            SEALED => "answer-sealed",
            WALLED => "answer-walled",
            other => panic!("no row for an answer to {other}"),
        },
        Command::Person(PersonCommand::Hold { .. }) => "hold",
        Command::TwoPeople(ProposalCommand::Propose { motion, .. }) => match motion {
            Motion::LiftHold { .. } => "lift",
            Motion::Forget { .. } => "forget",
            Motion::Pack { .. }
            | Motion::Account { .. }
            | Motion::Office { .. }
            | Motion::Purpose { .. }
            | Motion::ResetPassword { .. } => "elsewhere",
        },
        // A vote is about a proposal, in which the person is.
        Command::TwoPeople(ProposalCommand::Vote { .. } | ProposalCommand::ProposePack { .. })
        | Command::Record(_)
        | Command::Instance(_)
        | Command::Access(_)
        | Command::Pack(_)
        | Command::Import(_)
        | Command::Audit(_) => "elsewhere",
    }
}

fn cell(asked: &Command, role: Role) -> char {
    let lines: Vec<Vec<&str>> = EXPECTED.trim().lines().map(|line| line.split_whitespace().collect()).collect();
    let column = lines[0].iter().position(|code| *code == role.code()).unwrap();
    let line = lines.iter().find(|line| line[0] == row(asked)).unwrap_or_else(|| panic!("no row for {asked:?}"));
    line[column].chars().next().unwrap()
}

/// All that can be asked about somebody, and about somebody whom a hold is on.
fn commands(person: u8, held: u8) -> Vec<Command> {
    let answer = |(field, text): (&str, &str)| {
        let state = fields(&[(field, text)]).remove(field).unwrap();
        PersonCommand::Answer { person: id(person), field: field.into(), state, seen: 0 }
    };
    let said = [register(person, &SAID), amend(person, &SAID), hold(person)];
    let said = said.into_iter().chain(SAID.map(answer)).map(Command::from);
    said.chain([submit(person), propose(50, lift(held)), propose(50, forget(person))]).collect()
}

fn submit(person: u8) -> Command {
    SubmissionCommand { person: id(person), synthetic: true, fields: fields(&SAID), record: None }.into()
}

fn hold(person: u8) -> PersonCommand {
    PersonCommand::Hold { person: id(person), reference: ORDER.into() }
}

fn lift(person: u8) -> Motion {
    Motion::LiftHold { person: id(person), reference: ORDER.into() }
}

fn forget(person: u8) -> Motion {
    Motion::Forget { person: id(person) }
}

fn propose(proposal: u8, motion: Motion) -> Command {
    ProposalCommand::Propose { proposal: id(proposal), motion, reason: "as talked over".into() }.into()
}

fn vote(proposal: u8, approve: bool) -> Command {
    ProposalCommand::Vote { proposal: id(proposal), approve, reason: "as talked over".into() }.into()
}

/// All that is to follow where it is allowed: of the person in their own parts, and a motion in one of the instance's.
fn follows(asked: &Command, role: Role) -> Vec<Part> {
    match asked {
        Command::Person(asked) => said_of(asked),
        // They come on record as whoever is registered does.
        Command::Submission(asked) => said_of(&register_of(asked)),
        Command::TwoPeople(ProposalCommand::Propose { proposal, motion, reason }) => {
            let (motion, reason, roles) = (motion.clone(), reason.clone(), vec![role.code().to_owned()]);
            let body = Body::Proposed { proposal: *proposal, motion, reason, roles };
            vec![Part { subject: Subject::Instance, compartment: None, body }]
        }
        other => panic!("nothing is to follow from {other:?}"),
    }
}

fn register_of(asked: &SubmissionCommand) -> PersonCommand {
    let SubmissionCommand { person, synthetic, fields, .. } = asked.clone();
    PersonCommand::Register { person, synthetic, fields }
}

fn said_of(asked: &PersonCommand) -> Vec<Part> {
    let part = |compartment, body| Part { subject: Subject::Owner(asked.person()), compartment, body };
    let said = |compartment, pairs: &[(&str, &str)]| {
        let fields = fields(pairs).into_iter().map(|(name, state)| (FieldKey::of(&name), state)).collect();
        part(compartment, Body::FieldsRecorded { fields })
    };
    let [personal, sealed, walled] = SAID;
    let (open, behind) = (said(None, &[personal, sealed]), said(Some(WALL), &[walled]));
    match asked {
        PersonCommand::Register { .. } => vec![part(None, Body::PersonRegistered { synthetic: true }), open, behind],
        PersonCommand::Amend { .. } => vec![open, behind],
        PersonCommand::Answer { field, .. } if field == WALLED => vec![behind],
        PersonCommand::Answer { field, .. } if field == SEALED => vec![said(None, &[sealed])],
        PersonCommand::Answer { .. } => vec![said(None, &[personal])],
        PersonCommand::Hold { .. } => vec![part(None, Body::Held { reference: ORDER.into(), held: true })],
    }
}

fn world() -> World {
    let mut world = World::of(Mode::Trial);
    for person in [THERE, HELD] {
        world.run(&by("SU"), register(person, &[("birth_date", "2012")])).unwrap();
    }
    world.run(&by("DP"), hold(HELD)).unwrap();
    world
}

/// Every wrong answer is told, not the first alone.
#[track_caller]
fn none(wrong: &[String]) {
    assert!(wrong.is_empty(), "{} answers are wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn everybody_gets_as_far_as_the_reviewed_table_lets_them() {
    let (base, mut wrong) = (world(), vec![]);
    let places = [(true, commands(THERE, HELD)), (false, commands(NOWHERE, NOWHERE))];
    for asker in Asker::all() {
        let world = asker.sits(&base);
        for (there, asked) in places.iter().flat_map(|(there, all)| all.iter().map(move |asked| (*there, asked))) {
            let ctx = asker.ctx(asked);
            let facts = |()| vec![Fact { envelope: ctx.envelope(), parts: follows(asked, asker.role) }];
            let wanted = asker.wanted(asked, there).map(facts);
            let found = world.decide(&ctx, asked.clone());
            if found != wanted {
                wrong.push(format!("{} (there: {there}) by {asker:?}: {found:?}, not {wanted:?}", row(asked)));
            }
        }
    }
    none(&wrong);
}

/// While others decide about both people, what is hidden from somebody is answered as what is not there beside it.
#[track_caller]
fn check(hidden: impl Fn(Asker) -> Vec<[Command; 2]>) {
    let (mut base, mut wrong) = (world(), vec![]);
    base.run(&by("DP"), propose(LIFTING, lift(HELD))).unwrap();
    base.run(&by("SU"), propose(FORGETTING, forget(THERE))).unwrap();
    for asker in Asker::all() {
        let world = asker.sits(&base);
        for pair in hidden(asker) {
            let [found, wanted] = pair.each_ref().map(|asked| world.decide(&asker.ctx(asked), asked.clone()));
            if found != wanted {
                wrong.push(format!("{:?} by {asker:?}: {found:?}, not {wanted:?}", pair[0]));
            }
        }
    }
    none(&wrong);
}

#[test]
fn whom_others_decide_about_is_still_not_there_for_who_may_not_know_of_them() {
    check(|asker| {
        let pairs = commands(THERE, HELD).into_iter().zip(commands(NOWHERE, NOWHERE));
        let hidden = pairs.filter(|(asked, _)| asker.wanted(asked, true) == Err(Refusal::NotFound));
        hidden.map(|(asked, of_nobody)| [asked, of_nobody]).collect()
    });
}

/// Who may propose no such thing of these two knows of no proposal about them.
#[test]
fn a_proposal_about_somebody_is_not_there_for_who_may_not_know_of_it() {
    check(|asker| {
        let made = [(LIFTING, lift(HELD)), (FORGETTING, forget(THERE))].into_iter();
        let hidden = made.filter(|(_, motion)| asker.wanted(&propose(50, motion.clone()), true).is_err());
        let votes = |made| [true, false].map(|approve| [vote(made, approve), vote(NEVER_MADE, approve)]);
        hidden.flat_map(|(made, _)| votes(made)).collect()
    });
}

/// A refusal tells what is there: as of an answer, so of what a register brings.
#[test]
fn an_amendment_is_refused_by_no_day_that_whoever_brings_it_is_not_shown() {
    let mut wrong = vec![];
    let died = Command::from(amend(THERE, &[("died_on", "2020-04")]));
    for (day, wall) in [("application.lodged_on", None), ("protection.claimed_on", Some(Compartment::Asylum))] {
        let mut base = world();
        base.run(&bringing("SU"), amend(THERE, &[(day, "2020-05-01")])).unwrap();
        for asker in Asker::all().filter(|asker| asker.seat == SEATS[0] && asker.wanted(&died, true).is_ok()) {
            let reads = matches!(asker.role, Role::CaseWorker | Role::Supervisor);
            let refused = Refusal::CannotBe { field: "died_on".into(), with: Some(day.into()) };
            let wanted = if reads && (wall.is_none() || asker.opens == wall) { Err(refused) } else { Ok(1) };
            let found = asker.sits(&base).decide(&asker.ctx(&died), died.clone()).map(|facts| facts.len());
            if found != wanted {
                wrong.push(format!("beside {day} by {asker:?}: {found:?}, not {wanted:?}"));
            }
        }
    }
    none(&wrong);
}
