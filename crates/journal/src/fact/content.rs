//! What bodies hold: packs, motions, grants, offices. Their byte forms stand in `body.rs` and never change.

use std::collections::BTreeMap;

use model::{Compartment, Date, Id, Text, Timestamp};
use serde::{Deserialize, Serialize};

use super::Basis;

/// A pack with its files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PackFiles {
    /// The pack's name; `core` is the schema.
    pub name: String,
    /// Its version.
    pub version: String,
    /// SHA-256 of its files.
    pub hash: String,
    /// Path to text of every file.
    pub files: BTreeMap<String, String>,
}

/// What is done with a record. Where it stands is computed from these and never stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Act {
    /// Somebody has it in hand from now on, or nobody.
    Assigned {
        /// Their account.
        to: Option<String>,
    },
    /// Nothing more is to be done.
    Closed {
        /// Why.
        reason: String,
    },
    /// There is more to be done after all.
    Reopened {
        /// Why.
        reason: String,
    },
    /// From now on it runs a pathway in one version.
    Runs {
        /// The pack and the pathway in it: `permit-renewal/permit-renewal`.
        pathway: String,
        /// SHA-256 of the pack's files.
        version: String,
        /// The zone in which its days end.
        zone: String,
    },
    /// It has a line at a record that has a limit: a bed, a seat. What became of the line is said there and nowhere else.
    Took {
        /// The record that has the limit.
        from: Id,
        /// The line.
        line: Id,
    },
    /// A step of its pathway was taken.
    Stepped {
        /// The role in which, by the letters of the reviewed table.
        role: String,
        /// When, where that was before it was told.
        happened: Option<Timestamp>,
        /// Why, in the words of whoever took it.
        why: Option<String>,
        /// Which.
        step: CaseStep,
    },
    /// From now on it runs another version, or another pathway of its kind, with all that was done.
    Moved {
        /// The pack and the pathway in it.
        pathway: String,
        /// SHA-256 of the pack's files.
        version: String,
        /// Why.
        why: String,
    },
    /// Somebody asks that it be moved so, for which a second person is needed.
    MoveAsked {
        /// The pack and the pathway in it.
        pathway: String,
        /// SHA-256 of the pack's files.
        version: String,
        /// Why.
        why: String,
    },
    /// Somebody talked with whom it is about, or about it: what was said is worth keeping, and changes nothing.
    Noted {
        /// When, where that was before it was written down.
        happened: Option<Timestamp>,
        /// What was said.
        text: String,
    },
}

/// What becomes of a line: of some units of what a record has few of, by night. It names nobody; whoever has it knows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum LineStep {
    /// Whoever asked got none, and waits.
    Waits {
        /// How much, and when.
        span: LineSpan,
        /// For how many hours it is kept once it is offered.
        hours: Option<u64>,
    },
    /// Kept for somebody.
    Held {
        /// How much, and when.
        span: LineSpan,
        /// Until when; as long as nobody gives it back, if nothing.
        expires: Option<Timestamp>,
    },
    /// Somebody is there.
    Filled {
        /// How much, and when.
        span: LineSpan,
    },
    /// Given back.
    Freed {
        /// The morning from which on it is free.
        on: Date,
    },
    /// Not to be had.
    Blocked {
        /// How much, and when.
        span: LineSpan,
        /// Why.
        why: String,
    },
}

/// How much of a limit, on which nights.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineSpan {
    /// How many.
    pub units: i64,
    /// The first night.
    pub from: Date,
    /// The morning after the last one; nothing where nobody knows it yet.
    pub until: Option<Date>,
}

/// A step of a case. Items and texts are named as its pathway names them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the words of the pathway language")]
pub enum CaseStep {
    Did { item: String },
    Waived { item: String },
    Added { item: String },
    Paused { item: String },
    Resumed { item: String },
    Extended { item: String, n: i64, unit: String },
    Decided { item: String, outcome: String },
    Voted { item: String, yes: bool, seat: Option<String> },
    Served { item: String },
    Appealed { item: String },
    Referred { item: String, to: String, priority: String },
    Answered { item: String, answer: String },
    Consented { to: String },
    Sent { text: String },
    Retracted { origin: Id, number: u64 },
    Appointed { item: String, to: String },
}

/// What other people must agree to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Motion {
    /// Putting a pack in force.
    Pack {
        /// What.
        pack: PackFiles,
        /// SHA-256 of the pack of this name that was in force then; none where there was none.
        replaces: Option<String>,
        /// Measures (`pack/measure`) that would no longer say yes to somebody, as counted then.
        takes_away: Vec<String>,
    },
    /// Opening an account, or replacing its grants.
    Account {
        /// The account.
        account: String,
        /// What it is to hold.
        grants: Vec<Grant>,
    },
    /// Opening an office, or describing it anew.
    Office {
        /// The office.
        office: String,
        /// What it is to be like.
        description: Office,
    },
    /// Recording why data is processed.
    Purpose {
        /// Its id.
        purpose: String,
        /// What people read.
        says: Text,
        /// The bases it allows.
        bases: Vec<Basis>,
    },
    /// Lifting a legal hold.
    LiftHold {
        /// Whom it is about.
        person: Id,
        /// The order or reason, as a reference.
        reference: String,
    },
    /// Forgetting a person.
    Forget {
        /// Whom.
        person: Id,
    },
    /// Giving an account a new password that somebody else hands over.
    ResetPassword {
        /// Whose.
        account: String,
    },
}

/// What was changed of how an account proves to be itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CredentialChange {
    /// Its holder set a password.
    PasswordSet,
    /// Somebody else gave it a password.
    PasswordReset,
    /// A second factor was added.
    FactorAdded,
    /// The second factor was taken away.
    FactorRemoved,
}

/// What became of the rows of an import.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct BatchCounts {
    /// Rows read.
    pub rows: u64,
    /// New people.
    pub stored: u64,
    /// People amended.
    pub amended: u64,
    /// Rows that said nothing new.
    pub unchanged: u64,
    /// Rows handed back.
    pub rejected: u64,
}

/// What an instance may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Mode {
    /// Synthetic people only.
    Trial,
    /// Real people, once controller, mandate and checked law are signed.
    Live,
}

/// A role held by an account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grant {
    /// The role's two-letter code in the reviewed role table (`CW`).
    pub role: String,
    /// The controller whose data it concerns.
    pub controller: String,
    /// The office in which it holds.
    pub office: String,
    /// Compartments opened by assignment.
    pub compartments: Vec<Compartment>,
    /// Last day, in the office's time zone.
    pub until: Option<Date>,
}

/// Where people work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Office {
    /// Whose it is.
    pub controller: String,
    /// What people call it.
    pub name: String,
    /// Its time zone (IANA): in it the office's days begin and end.
    pub zone: String,
    /// The office above it, where there is one.
    pub above: Option<String>,
}

impl CaseStep {
    /// The item that it is of.
    pub fn item(&self) -> Option<&String> {
        match self {
            Self::Did { item }
            | Self::Waived { item }
            | Self::Added { item }
            | Self::Paused { item }
            | Self::Resumed { item }
            | Self::Extended { item, .. }
            | Self::Decided { item, .. }
            | Self::Voted { item, .. }
            | Self::Served { item }
            | Self::Appealed { item }
            | Self::Referred { item, .. }
            | Self::Answered { item, .. }
            | Self::Appointed { item, .. } => Some(item),
            Self::Consented { .. } | Self::Sent { .. } | Self::Retracted { .. } => None,
        }
    }

    /// The same step of an item by another name.
    #[must_use]
    pub fn of_item(mut self, name: &str) -> Self {
        match &mut self {
            Self::Did { item }
            | Self::Waived { item }
            | Self::Added { item }
            | Self::Paused { item }
            | Self::Resumed { item }
            | Self::Extended { item, .. }
            | Self::Decided { item, .. }
            | Self::Voted { item, .. }
            | Self::Served { item }
            | Self::Appealed { item }
            | Self::Referred { item, .. }
            | Self::Answered { item, .. }
            | Self::Appointed { item, .. } => name.clone_into(item),
            Self::Consented { .. } | Self::Sent { .. } | Self::Retracted { .. } => {}
        }
        self
    }
}
