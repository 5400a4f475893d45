//! Plays: a case tried out, step by step, with what must hold after each.
//!
//! A step is `WHEN WHO: {deeds, what must hold}`; what it lists must match exactly. A deed that is refused says so, and
//! what stands after it in its step is left undone.

mod compare;
mod read;
mod run;
mod steps;
mod untried;

use model::{Timestamp, Zone};
use rules::measure::Calendar;
use serde::Serialize;
use serde_json::Value;

use crate::accept::CaseGrants;
use crate::facts::CaseAct;

pub use read::{read_play, read_tests};
pub use run::play;
pub use steps::moment;
pub use untried::{PathwayLack, lacking};

/// One play of a pathway.
#[derive(Debug, Clone)]
pub struct Play {
    /// Line in its file.
    pub line: usize,
    /// Whose calendar is the national one.
    pub national: Option<String>,
    /// A calendar that the play brings along, under its name.
    pub calendar: Option<Calendar>,
    /// The zone in which its days end.
    pub zone: Zone,
    /// Who holds a role from when until when.
    pub grants: CaseGrants,
    /// What happens.
    pub steps: Vec<PlayStep>,
}

/// One step of a play.
#[derive(Debug, Clone)]
pub struct PlayStep {
    /// Line in its file.
    pub line: usize,
    /// The moment, as written.
    pub when: String,
    /// The moment at which it is told.
    pub at: Timestamp,
    /// The moment at which it happened.
    pub happened: Timestamp,
    /// Who.
    pub who: String,
    /// In which role.
    pub role: String,
    /// What is done, in the order of the file.
    pub deeds: Vec<PlayDeed>,
    /// What must hold afterwards.
    pub expects: Vec<PlayExpectation>,
}

/// One deed of a step.
#[derive(Debug, Clone, PartialEq)]
pub enum PlayDeed {
    /// A case is opened, and this is on record with it.
    Start(Vec<CaseAct>),
    /// Anything else.
    Act(CaseAct),
    /// A fact is taken back, by the word of its deed and what it was of.
    Retract {
        /// The word.
        deed: String,
        /// The item, end, text or recipient.
        of: String,
    },
}

/// What must hold after a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlayExpectation {
    /// The key of the state.
    pub key: String,
    /// What it must be.
    pub value: Value,
    /// Line in its file.
    pub line: usize,
}

/// What a play came to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Played {
    /// The state after each step, as it is printed.
    pub states: Vec<Value>,
    /// Where it is not what must hold.
    pub failures: Vec<PlayFailure>,
    /// Steps of which a deed was refused though they do not say so.
    pub unsaid: Vec<PlayFailure>,
}

/// Where a state is not what must hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PlayFailure {
    /// The step, from 1.
    pub step: usize,
    /// Its line in the file.
    pub line: usize,
    /// The moment, as written.
    pub when: String,
    /// The key.
    pub key: String,
    /// What the file says.
    pub expected: String,
    /// What it is.
    pub found: String,
}
