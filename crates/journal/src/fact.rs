//! Facts: what was written, by whom, when, why and on what basis.
//!
//! A fact is one [`Envelope`] (clear) and one or more [`Part`]s, each sealed under the key of the one subject
//! it is about. What kind of fact it is stands inside the ciphertext: a clear "violence report" beside a
//! person's id would be a disclosure. Bodies are versioned and never change; a change is a new variant.

use std::collections::BTreeMap;

use model::{Compartment, Date, FieldState, Id, Timestamp, Value};
use serde::{Deserialize, Serialize};

/// A fact in the clear, as commands decide it and as replay opens it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// Who, when, why.
    pub envelope: Envelope,
    /// What, by subject.
    pub parts: Vec<Part>,
}

/// Who, when, why, on what basis. Bound into every part's seal (but for `seq`) and into the chain.
///
/// It stands in the clear and outlives every key, so nothing in it may be personal or made of what is: accounts and
/// devices by their names here, an idempotency key by chance or as a keyed hash.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
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
    /// SHA-256 of the schema in force, as hexadecimal digits.
    pub schema: String,
    /// The import or synchronisation it belongs to.
    pub batch: Option<Id>,
}

/// Legal basis of processing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the six bases, by their usual names")]
pub enum Basis {
    Consent,
    VitalInterest,
    PublicInterest,
    LegitimateInterest,
    Contract,
    LegalObligation,
}

/// What a fact says of one subject, in one compartment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// Whose key seals it.
    pub subject: Subject,
    /// The compartment whose key seals it once more, inside; it does not show from outside.
    pub compartment: Option<Compartment>,
    /// What it says.
    pub body: Body,
}

/// Whose key seals a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// One person.
    Person(Id),
    /// A household: its address and declared size; destroyed with its last member.
    Household(Id),
    /// Nobody: schema, packs, accounts, batches, reads. Sealed under the instance's own key.
    Instance,
}

/// What is said. Closed and versioned: a variant, once released, is never changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Body {
    /// A person enters the record. The first part of every registration, under the person's own key.
    PersonRegistered {
        /// Made by the generator, never a real person; the mark survives import.
        synthetic: bool,
    },
    /// States of fields, by their names in the schema of the envelope.
    FieldsRecorded {
        /// Field name to state.
        fields: BTreeMap<String, FieldState<Value>>,
    },
    /// The instance begins.
    InstanceFounded {
        /// What it calls itself.
        name: String,
        /// `trial` (synthetic people only) or `live`.
        mode: Mode,
        /// ISO 3166 alpha-3 of the jurisdiction, where it has one.
        jurisdiction: Option<String>,
    },
    /// A pack or the core schema is put in force here.
    PackInstalled {
        /// The pack's name; `core` is the schema.
        name: String,
        /// Its version.
        version: String,
        /// SHA-256 of its files.
        hash: String,
        /// Path to text of every file.
        files: BTreeMap<String, String>,
    },
    /// Putting a pack in force is proposed to a second person.
    PackProposed(Box<ProposedPack>),
    /// A proposal is approved by a second person, declined, or withdrawn by who made it.
    ProposalDecided {
        /// The proposal.
        proposal: Id,
        /// Whether the pack is put in force with it.
        approved: bool,
        /// Why, in the words of who decides.
        reason: String,
    },
    /// Why data is processed.
    PurposeRecorded {
        /// Its id, cited by envelopes.
        purpose: String,
        /// What people read.
        says: model::Text,
        /// The bases it allows.
        bases: Vec<Basis>,
    },
    /// An account is opened, or its grants replaced.
    AccountRecorded {
        /// The account's name; an actor in envelopes.
        account: String,
        /// The roles granted, with their offices and expiry.
        grants: Vec<Grant>,
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
        /// Rows read.
        rows: u64,
        /// New people.
        stored: u64,
        /// People amended.
        amended: u64,
        /// Rows that said nothing new.
        unchanged: u64,
        /// Rows handed back.
        rejected: u64,
    },
    /// Sealed fields were read.
    FieldsRead {
        /// Whose.
        people: Vec<Id>,
        /// Which kinds of field.
        fields: Vec<String>,
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
    /// A person asks to be forgotten.
    ForgetAsked {
        /// The request.
        request: Id,
        /// Whom it is about.
        person: Id,
    },
    /// One of the two approvals.
    ForgetApproved {
        /// The request.
        request: Id,
    },
    /// A legal hold stops forgetting, or is lifted.
    Hold {
        /// Whom it is about.
        person: Id,
        /// The order or reason, as a reference.
        reference: String,
        /// Whether it is in force from now on.
        held: bool,
    },
    /// The key of a subject was destroyed.
    Forgotten {
        /// The request.
        request: Id,
        /// Whose key.
        subject: Subject,
    },
    /// All remaining keys were wrapped anew and the old instance key destroyed.
    KeysRewrapped {
        /// Number of keys wrapped anew.
        keys: u64,
    },
}

/// A pack proposed to a second person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProposedPack {
    /// The proposal.
    pub proposal: Id,
    /// The pack's name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// SHA-256 of its files.
    pub hash: String,
    /// Path to text of every file.
    pub files: BTreeMap<String, String>,
    /// SHA-256 of the pack of this name that was in force then; none where there was none.
    pub replaces: Option<String>,
    /// Measures (`pack/measure`) that would no longer say yes to somebody, as counted then.
    pub takes_away: Vec<String>,
    /// Why, in the words of who proposes.
    pub reason: String,
    /// The roles in which they propose.
    pub roles: Vec<String>,
}

/// What an instance may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
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
    /// Last day.
    pub until: Option<Date>,
}
