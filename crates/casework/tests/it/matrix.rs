//! Every command on a record, of everybody: each role, at the office of the record, at another office and at another
//! controller, with the case in hand or not, with its compartment or not. What is expected is written here from the reviewed
//! table and the pathways of `cases.rs`, and is never copied from what is answered. Whoever may not know of a record is
//! refused as of one that is not there.

use std::collections::BTreeMap;

use casework::record::RecordAsked;
use casework::{Ctx, MoveAsked, RecordCommand, Refusal, Role, StepAsked};
use journal::{Act, CaseStep, Grant};
use model::Compartment;

use crate::cases::{PERSON, at, did, open, world};
use crate::world::{CONTROLLER, OFFICE, World, by, id, register};

/// The case that is asked about, and one that was never opened.
const THERE: u8 = 5;
const NOWHERE: u8 = 99;
/// Somebody who has no case yet.
const ANOTHER: u8 = 2;

/// What is asked, by its name; columns: nobody, the person, help desk, case worker, supervisor, operations, the two of
/// finance, analyst, author, officer, administrator. `y` goes on to what the pathway says, `-` is refused to the role, `p`
/// only proposes. `vote` is on what a supervisor approves, `sit` on what a panel of both does; `waive-approved` is what others
/// must approve, and `retract` takes back what somebody else did.
const EXPECTED: &str = "
  open           - - - y - - - - - - - -
  amend          - - - y y - - - - - - -
  assign         - - - y y - - - - - - -
  note           - - - y y - - - - - - -
  close          - - - p y - - - - - - -
  reopen         - - - p y - - - - - - -
  do             - - - y - - - - - - - -
  waive          - - - y y - - - - - - -
  waive-approved - - - p y - - - - - - -
  decide         - - - y - - - - - - - -
  vote           - - - - y - - - - - - -
  sit            - - - y y - - - - - - -
  refer          - - - y - - - - - - - -
  retract        - - - - y - - - - - - -
  move           - - - y y - - - - - - -
";

/// A pathway's kind, an end of it, a task, and what else it has: a decision with an outcome, what is voted on and on which
/// seat, a referral.
struct Case {
    kind: &'static str,
    end: &'static str,
    task: &'static str,
    decides: Option<(&'static str, &'static str)>,
    votes: (&'static str, Option<&'static str>),
    refers: Option<&'static str>,
    /// Whether it lies in the compartment, and is for whoever has it in hand.
    kept: bool,
}

const CASES: [Case; 3] = [
    Case {
        kind: "paper_check",
        end: "gone",
        task: "papers",
        decides: Some(("permit", "granted")),
        votes: ("permit", None),
        refers: None,
        kept: false,
    },
    Case {
        kind: "home_care",
        end: "lost",
        task: "listen",
        decides: Some(("home", "aunt")),
        votes: ("home", Some("law")),
        refers: None,
        kept: true,
    },
    Case {
        kind: "photo_only",
        end: "gone",
        task: "photo",
        decides: None,
        votes: ("photo", None),
        refers: Some("clinic"),
        kept: false,
    },
];

/// Somebody who asks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Asker {
    pub role: Role,
    /// Controller and office.
    pub seat: (&'static str, &'static str),
    pub opens: bool,
    pub holds: bool,
}

impl Asker {
    /// Everybody there can be: compartments are opened by two roles alone, and a case is in the hands of who may work on it.
    pub fn all(kept: bool) -> Vec<Self> {
        let seats = [(CONTROLLER, OFFICE), (CONTROLLER, "south"), ("crescent", OFFICE)];
        let mut all = vec![];
        for role in Role::ALL {
            for seat in seats {
                for opens in [false, true] {
                    for holds in [false, true] {
                        let asker = Self { role, seat, opens, holds };
                        let may_hold = asker.works() && seat == seats[0] && (opens || !kept);
                        if (asker.works() || !opens) && (may_hold || !holds) {
                            all.push(asker);
                        }
                    }
                }
            }
        }
        all
    }

    /// Whether their role works with cases of people; others read those of a list or a ticket, and there is none.
    fn works(self) -> bool {
        matches!(self.role, Role::CaseWorker | Role::Supervisor)
    }

    /// Whether they know that there is a case, or of one that is kept: by the office, the compartment and the hands.
    pub fn knows(self, kept: bool) -> bool {
        let theirs = self.holds || self.role == Role::Supervisor;
        self.works() && self.seat == (CONTROLLER, OFFICE) && (!kept || self.opens && theirs)
    }

    /// Gives them their seat.
    pub fn granted(self, world: &mut World) {
        let compartments = if self.opens { vec![Compartment::Child] } else { vec![] };
        let (controller, office) = (self.seat.0.to_owned(), self.seat.1.to_owned());
        let grant = Grant { role: self.role.code().into(), controller, office, compartments, until: None };
        world.instance.accounts.entry("asker".into()).or_default().grants = vec![grant];
    }

    /// They, so many hours after the first.
    pub fn at(self, hours: i64) -> Ctx {
        Ctx { controller: self.seat.0.into(), office: self.seat.1.into(), ..at("asker", hours) }
    }

    /// An instance in which they sit, with the case in their hands or in those of somebody else, who did the task before; and
    /// the number of the fact that says so.
    fn sits(self, case: &Case) -> (World, Ctx, u64) {
        let mut world = world();
        world.run(&by("SU"), register(ANOTHER, &[("birth_date", "2012"), ("in_country", "true")])).unwrap();
        self.granted(&mut world);
        world.run(&at("hana", 1), open(THERE, case.kind)).unwrap();
        world.run(&at("hana", 2), of(PERSON, THERE, RecordAsked::Step(StepAsked::now(did(case.task))))).unwrap();
        let done = world.facts.last().unwrap().envelope.origin_seq;
        let to = if self.holds { "asker" } else { "hana" };
        let act = RecordAsked::Act(Act::Assigned { to: Some(to.into()) });
        world.run(&at("hana", 2), of(PERSON, THERE, act)).unwrap();
        (world, self.at(3), done)
    }
}

pub fn of(owner: u8, record: u8, asked: RecordAsked) -> RecordCommand {
    RecordCommand { owner: id(owner), record: id(record), asked }
}

/// The row of what is asked: whoever adds a command adds it here.
fn row(asked: &RecordAsked) -> &'static str {
    match asked {
        RecordAsked::Open { .. } => "open",
        RecordAsked::Amend { .. } => "amend",
        RecordAsked::Act(Act::Assigned { .. }) => "assign",
        RecordAsked::Act(Act::Noted { .. }) => "note",
        RecordAsked::Act(Act::Closed { .. }) => "close",
        RecordAsked::Act(Act::Reopened { .. }) => "reopen",
        RecordAsked::Act(
            Act::Runs { .. } | Act::Took { .. } | Act::Stepped { .. } | Act::Moved { .. } | Act::MoveAsked { .. },
        ) => "no command",
        RecordAsked::Step(asked) => row_of_step(&asked.step),
        // No case here takes a place: `places_matrix.rs` has who may.
        RecordAsked::Place(_) | RecordAsked::Lines(_) => "of places",
        RecordAsked::Move(_) => "move",
    }
}

fn row_of_step(step: &CaseStep) -> &'static str {
    match step {
        CaseStep::Did { .. } => "do",
        CaseStep::Waived { item } if item == "photo" => "waive-approved",
        CaseStep::Waived { .. } => "waive",
        CaseStep::Decided { .. } => "decide",
        CaseStep::Voted { seat: None, .. } => "vote",
        CaseStep::Voted { .. } => "sit",
        CaseStep::Referred { .. } => "refer",
        CaseStep::Retracted { .. } => "retract",
        // What only a case that has gone some way can take: `steps_matrix.rs` has who may.
        CaseStep::Added { .. }
        | CaseStep::Paused { .. }
        | CaseStep::Resumed { .. }
        | CaseStep::Extended { .. }
        | CaseStep::Served { .. }
        | CaseStep::Appealed { .. }
        | CaseStep::Answered { .. }
        | CaseStep::Consented { .. }
        | CaseStep::Sent { .. }
        | CaseStep::Appointed { .. } => "of another matrix",
    }
}

/// The steps of a case besides its task: what it has of them, and taking back what was done in the fact of this number.
fn steps(case: &Case, done: u64) -> Vec<StepAsked> {
    let (item, seat) = case.votes;
    let voted = CaseStep::Voted { item: item.into(), yes: true, seat: seat.map(Into::into) };
    let retracted = CaseStep::Retracted { origin: id(0), number: done };
    let decided = case.decides.map(|(item, outcome)| CaseStep::Decided { item: item.into(), outcome: outcome.into() });
    let referred =
        |item: &str| CaseStep::Referred { item: item.into(), to: "harbour clinic".into(), priority: "urgent".into() };
    let steps = [voted, retracted].into_iter().chain(decided).chain(case.refers.map(referred));
    steps.map(|step| StepAsked { why: Some("as talked over".into()), ..StepAsked::now(step) }).collect()
}

fn commands(case: &Case, done: u64) -> Vec<RecordAsked> {
    let waived = CaseStep::Waived { item: case.task.into() };
    let reason = || "as talked over".to_owned();
    let acts = vec![
        RecordAsked::Open { kind: case.kind.into(), fields: BTreeMap::new() },
        RecordAsked::Amend { fields: BTreeMap::new(), seen: None },
        RecordAsked::Act(Act::Assigned { to: None }),
        RecordAsked::Act(Act::Noted { happened: None, text: reason() }),
        RecordAsked::Act(Act::Closed { reason: case.end.into() }),
        RecordAsked::Act(Act::Reopened { reason: reason() }),
        RecordAsked::Step(StepAsked::now(did(case.task))),
        RecordAsked::Step(StepAsked { why: Some(reason()), ..StepAsked::now(waived) }),
        RecordAsked::Move(MoveAsked { version: "0".repeat(64), why: reason(), seen: None, propose: false }),
    ];
    acts.into_iter().chain(steps(case, done).into_iter().map(RecordAsked::Step)).collect()
}

fn expected(asked: &RecordAsked, role: Role) -> char {
    cell(EXPECTED, row(asked), role)
}

/// What a table says of a row and a role.
pub fn cell(table: &str, name: &str, role: Role) -> char {
    let column = Role::ALL.into_iter().position(|one| one == role).unwrap();
    let line = table.lines().find(|line| line.split_whitespace().next() == Some(name));
    let cell = line.unwrap_or_else(|| panic!("no row for {name}")).split_whitespace().nth(column + 1).unwrap();
    cell.chars().next().unwrap()
}

/// How far somebody gets.
pub fn reached(decided: &Result<Vec<journal::Fact>, Refusal>) -> &'static str {
    match decided {
        Err(Refusal::NotAllowed) => "refused to the role",
        Err(Refusal::NotFound) => "not there",
        Err(Refusal::NeedsAnotherPerson) => "proposes",
        Ok(_) | Err(_) => "goes on",
    }
}

#[test]
fn everybody_gets_as_far_as_the_reviewed_table_lets_them() {
    for case in &CASES {
        for asker in Asker::all(case.kept) {
            let (world, ctx, done) = asker.sits(case);
            for asked in commands(case, done) {
                let opens = matches!(asked, RecordAsked::Open { .. });
                let (owner, record) = if opens { (ANOTHER, 7) } else { (PERSON, THERE) };
                let wanted = match expected(&asked, asker.role) {
                    // What is there already is there for those alone who know of it.
                    _ if !opens && !asker.knows(case.kept) => "not there",
                    '-' if opens && !asker.works() => "refused to the role",
                    // A new case is nobody's yet: to open one takes the office and the compartment.
                    _ if opens && !(Asker { holds: true, ..asker }).knows(case.kept) => "not there",
                    '-' => "refused to the role",
                    'p' => "proposes",
                    // Nobody says of what they have in hand that it is done.
                    _ if row(&asked) == "close" && asker.holds => "proposes",
                    _ => "goes on",
                };
                let found = world.decide(&ctx, of(owner, record, asked.clone()));
                assert_eq!(reached(&found), wanted, "{} of {} by {asker:?}: {found:?}", row(&asked), case.kind);
            }
        }
    }
}

#[test]
fn who_may_not_know_of_a_case_is_refused_as_of_one_that_is_not_there() {
    for case in &CASES {
        for asker in Asker::all(case.kept).into_iter().filter(|asker| !asker.knows(case.kept)) {
            let (world, ctx, done) = asker.sits(case);
            for asked in commands(case, done).into_iter().filter(|asked| row(asked) != "open") {
                let of = |record: u8| world.decide(&ctx, of(PERSON, record, asked.clone())).unwrap_err();
                assert_eq!(of(THERE), of(NOWHERE), "{} of {} by {asker:?}", row(&asked), case.kind);
            }
        }
    }
}
