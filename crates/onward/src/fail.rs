//! How a call ends: 0 done, 1 the answer is "not all right", 2 wrong call with a cause and what to do, 3 something that the
//! call stands on is away or damaged, which is no fault of the call.

use std::fmt::Display;

use casework::{Refusal, Seat};
use instance::import::ImportError;
use instance::{Fault, Remedy};
use store::OpenError;

use crate::say::say;

/// Exit code of an answer that is not all right.
pub const NOT_ALL_RIGHT: u8 = 1;
/// Exit code of a wrong call.
pub const WRONG_CALL: u8 = 2;
/// Exit code of a call that could not be answered.
pub const NOT_ANSWERED: u8 = 3;

/// A call that ended without its answer: a cause in one line, and what to do about it.
#[derive(Debug, PartialEq, Eq)]
pub struct Fail {
    pub code: u8,
    pub cause: String,
    pub help: Option<String>,
}

impl Fail {
    /// The call was wrong: a bad argument, a file that cannot be read.
    pub fn wrong(cause: impl Display) -> Self {
        Self { code: WRONG_CALL, cause: cause.to_string(), help: None }
    }

    /// The call was right, the answer is not.
    pub fn not_all_right(cause: impl Display) -> Self {
        Self { code: NOT_ALL_RIGHT, cause: cause.to_string(), help: None }
    }

    /// Says what to do.
    #[must_use]
    pub fn help(mut self, help: impl Display) -> Self {
        self.help = Some(help.to_string());
        self
    }
}

/// Done, or how it failed.
pub type Outcome<T = ()> = Result<T, Fail>;

impl From<Fault> for Fail {
    fn from(fault: Fault) -> Self {
        let code = if fault.is_ours() { NOT_ANSWERED } else { WRONG_CALL };
        let fail = Self { code, cause: fault.in_full(), help: None };
        match &fault {
            Fault::Refused(refusal) => refused(fail, refusal),
            Fault::NotOpened(OpenError::Absent) => fail.help("`onward init DIR` makes an instance"),
            Fault::NotOpened(OpenError::HalfFounded) => fail.help(
                "nothing is in it yet: remove its folder, on PostgreSQL the schemas `onward` and `onward_keys` too, and \
                 call `onward init` again",
            ),
            Fault::NotOpened(OpenError::Exists) => fail.help("choose an empty folder"),
            Fault::NotReleased(_) => fail.help("ask for one of those days"),
            Fault::RecordMoved(_) => fail.help("ask what was asked of that day before, or ask for another day"),
            Fault::TooFew(_) => fail.help("ask again when more people are on record"),
            Fault::GivesAway(_) => fail.help("ask for fewer breakdowns, or for another day"),
            Fault::ChooseSeat(seats) => fail.help(format!("`--for-controller` and `--at-office`: {}", listed(seats))),
            Fault::Unsound(problems) => {
                for problem in &problems.0 {
                    say(problem.to_string());
                }
                fail
            }
            _ => match fault.remedy() {
                Some(remedy) => fail.help(way_out(remedy)),
                None => fail,
            },
        }
    }
}

/// What to do where what a call stands on is away or damaged.
pub fn way_out(remedy: Remedy) -> &'static str {
    match remedy {
        Remedy::SeeDatabase => "see whether the database answers, and try again",
        Remedy::BringKeysBack => {
            "put `keys.db` and `instance.key` back from the backup of the keys, both of the same time; no other key opens \
             what is kept"
        }
        Remedy::RebuildLake => "`onward lake rebuild` writes the lake anew from the record",
        Remedy::RebuildViews => {
            "`onward journal rebuild-views` makes what lies beside the facts anew from them; find out who writes this \
             database"
        }
        Remedy::VerifyJournal => "`onward journal verify` names the first fact that is not as it was written",
        Remedy::BringCopyBack => {
            "find out who writes this database, and bring its newest copy back; nothing here can make it anew"
        }
    }
}

fn listed(seats: &[Seat]) -> String {
    let seats: Vec<String> = seats.iter().map(|seat| format!("{} {}", seat.controller, seat.office)).collect();
    seats.join(", ")
}

/// A refusal in words that say what to do.
fn refused(fail: Fail, refusal: &Refusal) -> Fail {
    match refusal {
        Refusal::NeedsAnotherPerson => {
            fail.help("another person in another role decides: nobody approves their own proposal")
        }
        Refusal::Stale => {
            fail.help("what is in force changed meanwhile: look at the change again, and propose it again")
        }
        Refusal::Overtaken => fail.help("somebody else has said something of it meanwhile: look at it again"),
        Refusal::NotFound => fail.help("`onward proposal list` lists what waits for a second person"),
        Refusal::ExistsAlready => fail.help("it is in force, proposed or decided already"),
        Refusal::BadField { field } if field == "reason" => {
            fail.help("`--reason` says why, in at most 2000 characters")
        }
        Refusal::CannotBe { field, with } => {
            let beside = with.as_ref().map_or_else(|| "today".to_owned(), |other| format!("`{other}`"));
            fail.help(format!("`{field}` cannot be with {beside}: look both up in the document"))
        }
        Refusal::PurposeUnknown => fail.help("a purpose on record: assistance, study, governance"),
        Refusal::BasisNotAllowed => fail.help("the purpose on record does not allow this basis"),
        _ => fail,
    }
}

impl From<ImportError> for Fail {
    fn from(error: ImportError) -> Self {
        let fail = Self::wrong(&error);
        match error {
            ImportError::Sheet(problems) => {
                for problem in &problems {
                    say(format!("{problem}; {}", problem.help()));
                }
                fail
            }
            ImportError::NotSynthetic => fail.help("if nobody in it exists, say `--synthetic`"),
            ImportError::NoIds { .. } => fail.help(
                "if they are new people, say `--without-ids`; if rows were changed, they would be registered a second time: \
                 change those people at the desk, or give the register a column of ids and name it in a mapping file (`id:`)",
            ),
            ImportError::Stopped { why, .. } => {
                Self { cause: fail.cause, ..Self::from(why) }.help("run the same import again: it goes on where it stopped")
            }
            ImportError::Fault(fault @ Fault::Away(_)) => {
                Self::from(fault).help("run the same import again: it goes on where it stopped")
            }
            ImportError::Fault(fault) => fault.into(),
        }
    }
}
