//! Facts: what was written, by whom, when, why and on what basis.
//!
//! A fact is one [`Envelope`] and one or more [`Part`]s, each about one subject. At rest a fact shows its origin, its
//! number there, the moment and its length; all else is sealed, for a clear "violence report", office or purpose beside
//! a person's id would be a disclosure. Bodies have a number each (`body.rs`) and never change; a change is a new one.

mod content;

use std::collections::BTreeMap;

use model::{Compartment, Date, FieldKey, FieldState, Id, Text, Timestamp, Value};
use serde::{Deserialize, Serialize};

pub use self::content::{
    Act, BatchCounts, CaseStep, CredentialChange, Grant, LineSpan, LineStep, Mode, Motion, Office, PackFiles,
};
use crate::Digest;

/// What a source says of fields, by their keys.
pub type FieldStates = BTreeMap<FieldKey, FieldState<Value>>;

/// A fact in the clear, as commands decide it and as replay opens it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// Who, when, why.
    pub envelope: Envelope,
    /// What, by subject; parts of one subject stand together, those without a compartment first.
    pub parts: Vec<Part>,
}

/// Who, when, why, on what basis. Bound into every part's seal (but for `seq`) and into the chain.
///
/// It outlives the keys of those it is about, so nothing in it is theirs: accounts and devices by their names here, an
/// idempotency key by chance or as a keyed hash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Envelope {
    /// The instance where the fact was first written.
    pub origin: Id,
    /// Its number there, from 1.
    pub origin_seq: u64,
    /// Its number here, from 1; given by the store when it is appended.
    pub seq: u64,
    /// When it was written.
    pub recorded_at: Timestamp,
    /// When it happened, where that is another day.
    pub occurred_on: Option<Date>,
    /// The account that acted.
    pub actor: String,
    /// Whose data it is.
    pub controller: String,
    /// The office that acted.
    pub office: String,
    /// The purpose record under which it was written.
    pub purpose: String,
    /// Why that is lawful.
    pub basis: Basis,
    /// The source that supplied the data (`desk`, or the name of another register); sources that differ contest.
    pub source: String,
    /// A retry with the same key adds nothing.
    pub idempotency: Option<String>,
    /// The device it came from.
    pub device: Option<String>,
    /// Of the schema in force.
    pub schema: Digest,
    /// The import or synchronisation it belongs to.
    pub batch: Option<Id>,
}

/// Legal basis of processing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the six bases, by their usual names")]
pub enum Basis {
    Consent,
    VitalInterest,
    PublicInterest,
    LegitimateInterest,
    Contract,
    LegalObligation,
}

impl Basis {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::Consent,
        Self::VitalInterest,
        Self::PublicInterest,
        Self::LegitimateInterest,
        Self::Contract,
        Self::LegalObligation,
    ];

    /// Its stable code, as the command line takes it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Consent => "consent",
            Self::VitalInterest => "vital_interest",
            Self::PublicInterest => "public_interest",
            Self::LegitimateInterest => "legitimate_interest",
            Self::Contract => "contract",
            Self::LegalObligation => "legal_obligation",
        }
    }

    /// The basis of a code.
    pub fn of(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|basis| basis.code() == code)
    }
}

/// What a fact says of one subject, in one compartment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Whose key seals it.
    pub subject: Subject,
    /// The compartment whose key seals it once more, inside; it does not show from outside.
    pub compartment: Option<Compartment>,
    /// What it says.
    pub body: Body,
}

/// Whose key seals a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// Nobody: schema, packs, accounts, batches, reads. Sealed under the instance's own key.
    Instance,
    /// One owner of records: a person, or a record that owns itself. At rest nothing tells one from the other.
    Owner(Id),
    /// A household: its address and declared size; destroyed with its last member.
    Household(Id),
}

impl Subject {
    /// The owner, where it is one.
    pub fn owner(self) -> Option<Id> {
        match self {
            Self::Owner(owner) => Some(owner),
            Self::Household(_) | Self::Instance => None,
        }
    }
}

/// What is said. Closed: a variant, once released, is never changed. Their numbers stand in `body.rs`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Body {
    /// A person enters the record. The first part of every registration, under the person's own key.
    PersonRegistered {
        /// Made by the generator, never a real person; the mark survives import.
        synthetic: bool,
    },
    /// A household has records from now on. The first part of its stream, before its first record is opened.
    HouseholdRegistered {
        /// The office of the member through whom it was: the envelope's may be another.
        office: String,
        /// Of people made by the generator.
        synthetic: bool,
    },
    /// States of fields.
    FieldsRecorded {
        /// By their keys.
        fields: FieldStates,
    },
    /// A legal hold stops forgetting, or is lifted.
    Held {
        /// The order or reason, as a reference.
        reference: String,
        /// Whether it is in force from now on.
        held: bool,
    },
    /// A record of a kind is opened, of the person whose part this is.
    Opened {
        /// The record.
        record: Id,
        /// Its kind, as packs name it.
        kind: String,
    },
    /// States of fields of a record.
    Recorded {
        /// The record.
        record: Id,
        /// By their keys.
        fields: FieldStates,
    },
    /// Something is done with a record.
    Acted {
        /// The record.
        record: Id,
        /// What.
        act: Act,
    },
    /// Something becomes of a line at a record that has a limit.
    Line {
        /// The record that has the limit.
        record: Id,
        /// The number of which there are few: a field of the record.
        limit: FieldKey,
        /// The line.
        line: Id,
        /// What becomes of it.
        step: LineStep,
    },
    /// The instance begins.
    InstanceFounded {
        /// What it calls itself.
        name: String,
        /// What it may hold.
        mode: Mode,
        /// ISO 3166 alpha-3 of the jurisdiction, where it has one.
        jurisdiction: Option<String>,
        /// The time zone of offices that name none (IANA).
        zone: String,
    },
    /// A pack or the core schema is put in force here.
    PackInstalled {
        /// What.
        pack: PackFiles,
    },
    /// Why data is processed.
    PurposeRecorded {
        /// Its id, cited by envelopes.
        purpose: String,
        /// What people read.
        says: Text,
        /// The bases it allows, the usual one first.
        bases: Vec<Basis>,
    },
    /// An account is opened, or its grants replaced.
    AccountRecorded {
        /// The account's name; an actor in envelopes.
        account: String,
        /// The roles granted, with their offices and expiry.
        grants: Vec<Grant>,
    },
    /// An office is opened, or described anew.
    OfficeRecorded {
        /// Its id, named by grants and envelopes.
        office: String,
        /// What it is like.
        description: Office,
    },
    /// How an account proves to be itself was changed; the secret itself is no fact.
    CredentialChanged {
        /// Whose.
        account: String,
        /// Counts up by one with every change: an older secret put back is found by it.
        generation: u64,
        /// What was changed.
        change: CredentialChange,
    },
    /// Something is put before other people to decide.
    Proposed {
        /// The proposal.
        proposal: Id,
        /// What is proposed.
        motion: Motion,
        /// Why, in the words of who proposes.
        reason: String,
        /// The roles in which they propose.
        roles: Vec<String>,
    },
    /// Somebody approves a proposal, declines it, or withdraws their own.
    Voted {
        /// The proposal.
        proposal: Id,
        /// Whether they are for it.
        approve: bool,
        /// Why, in their words.
        reason: String,
        /// The roles in which they vote.
        roles: Vec<String>,
    },
    /// An import begins.
    BatchOpened {
        /// SHA-256 of the file.
        file_hash: String,
        /// Where the data comes from.
        source: String,
    },
    /// An import ends.
    BatchClosed {
        /// What became of its rows.
        counts: BatchCounts,
    },
    /// Sealed fields were read.
    FieldsRead {
        /// Whose.
        people: Vec<Id>,
        /// Which.
        fields: Vec<FieldKey>,
    },
    /// Somebody searched; the words are not kept.
    Searched {
        /// How many people were found.
        found: u64,
    },
    /// Somebody signed in, or failed to.
    SignIn {
        /// Whether it succeeded.
        ok: bool,
    },
    /// Somebody was refused.
    Refused {
        /// The action refused.
        action: String,
        /// The refusal's stable code.
        code: String,
    },
    /// The key of a subject was destroyed.
    Forgotten {
        /// The proposal that was carried out.
        proposal: Id,
        /// Whose key.
        subject: Subject,
    },
    /// All remaining keys were wrapped anew and the old instance key destroyed.
    KeysRewrapped {
        /// Number of key rings wrapped anew.
        keys: u64,
    },
}
