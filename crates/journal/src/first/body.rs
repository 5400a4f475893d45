//! Bodies of the first version: `version u16, JSON`, and what each says in today's words. Frozen.

use std::collections::BTreeMap;

use model::{Compartment, Date, FieldKey, FieldState, Id, Text, Value};
use serde::Deserialize;

use crate::opened::Broken;
use crate::{Basis, BatchCounts, Body, Grant, Mode, Motion, PackFiles, Subject};

/// The newest version of bodies there was.
const NEWEST: u16 = 2;

/// Reads version and body.
pub(super) fn read_body(content: &[u8]) -> Result<Body, Broken> {
    let (version, json) = content.split_first_chunk().ok_or(Broken::Malformed)?;
    match u16::from_be_bytes(*version) {
        1..=NEWEST => serde_json::from_slice::<FirstBody>(json).map(Into::into).map_err(|_| Broken::Malformed),
        _ => Err(Broken::Malformed),
    }
}

#[derive(Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum FirstBody {
    PersonRegistered { synthetic: bool },
    FieldsRecorded { fields: BTreeMap<String, FieldState<Value>> },
    InstanceFounded { name: String, mode: FirstMode, jurisdiction: Option<String> },
    PackInstalled { name: String, version: String, hash: String, files: BTreeMap<String, String> },
    PackProposed(Box<FirstProposal>),
    ProposalDecided { proposal: Id, approved: bool, reason: String },
    PurposeRecorded { purpose: String, says: Text, bases: Vec<FirstBasis> },
    AccountRecorded { account: String, grants: Vec<FirstGrant> },
    BatchOpened { file_hash: String, source: String },
    BatchClosed { rows: u64, stored: u64, amended: u64, unchanged: u64, rejected: u64 },
    FieldsRead { people: Vec<Id>, fields: Vec<String> },
    Searched { found: u64 },
    SignIn { ok: bool },
    Refused { action: String, code: String },
    ForgetAsked { request: Id, person: Id },
    ForgetApproved { request: Id },
    Hold { reference: String, held: bool },
    Forgotten { request: Id, subject: FirstSubject },
    KeysRewrapped { keys: u64 },
}

#[derive(Deserialize)]
struct FirstProposal {
    proposal: Id,
    name: String,
    version: String,
    hash: String,
    files: BTreeMap<String, String>,
    replaces: Option<String>,
    takes_away: Vec<String>,
    reason: String,
    roles: Vec<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum FirstMode {
    Trial,
    Live,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum FirstSubject {
    Person(Id),
    Household(Id),
    Instance,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum FirstBasis {
    Consent,
    VitalInterest,
    PublicInterest,
    LegitimateInterest,
    Contract,
    LegalObligation,
}

#[derive(Deserialize)]
struct FirstGrant {
    role: String,
    controller: String,
    office: String,
    compartments: Vec<Compartment>,
    until: Option<Date>,
}

/// Days then ended in this zone.
const ZONE: &str = "UTC";

impl From<FirstBody> for Body {
    fn from(first: FirstBody) -> Self {
        match first {
            FirstBody::PersonRegistered { synthetic } => Self::PersonRegistered { synthetic },
            FirstBody::FieldsRecorded { fields } => {
                let keyed = fields.into_iter().map(|(name, state)| (FieldKey::of(&name), state));
                Self::FieldsRecorded { fields: keyed.collect() }
            }
            FirstBody::Hold { reference, held } => Self::Held { reference, held },
            FirstBody::InstanceFounded { name, mode, jurisdiction } => {
                Self::InstanceFounded { name, mode: mode.into(), jurisdiction, zone: ZONE.into() }
            }
            FirstBody::PackInstalled { name, version, hash, files } => {
                Self::PackInstalled { pack: PackFiles { name, version, hash, files } }
            }
            FirstBody::PurposeRecorded { purpose, says, bases } => {
                Self::PurposeRecorded { purpose, says, bases: bases.into_iter().map(Into::into).collect() }
            }
            FirstBody::AccountRecorded { account, grants } => {
                Self::AccountRecorded { account, grants: grants.into_iter().map(Into::into).collect() }
            }
            FirstBody::PackProposed(proposal) => (*proposal).into(),
            FirstBody::ProposalDecided { proposal, approved, reason } => {
                Self::Voted { proposal, approve: approved, reason, roles: vec![] }
            }
            FirstBody::ForgetAsked { request, person } => {
                let motion = Motion::Forget { person };
                Self::Proposed { proposal: request, motion, reason: String::new(), roles: vec![] }
            }
            FirstBody::ForgetApproved { request } => {
                Self::Voted { proposal: request, approve: true, reason: String::new(), roles: vec![] }
            }
            FirstBody::Forgotten { request, subject } => Self::Forgotten { proposal: request, subject: subject.into() },
            FirstBody::BatchOpened { file_hash, source } => Self::BatchOpened { file_hash, source },
            FirstBody::BatchClosed { rows, stored, amended, unchanged, rejected } => {
                Self::BatchClosed { counts: BatchCounts { rows, stored, amended, unchanged, rejected } }
            }
            FirstBody::FieldsRead { people, fields } => {
                Self::FieldsRead { people, fields: fields.iter().map(|name| FieldKey::of(name)).collect() }
            }
            FirstBody::Searched { found } => Self::Searched { found },
            FirstBody::SignIn { ok } => Self::SignIn { ok },
            FirstBody::Refused { action, code } => Self::Refused { action, code },
            FirstBody::KeysRewrapped { keys } => Self::KeysRewrapped { keys },
        }
    }
}

impl From<FirstProposal> for Body {
    fn from(first: FirstProposal) -> Self {
        let FirstProposal { proposal, name, version, hash, files, replaces, takes_away, reason, roles } = first;
        let pack = PackFiles { name, version, hash, files };
        Self::Proposed { proposal, motion: Motion::Pack { pack, replaces, takes_away }, reason, roles }
    }
}

impl From<FirstMode> for Mode {
    fn from(first: FirstMode) -> Self {
        match first {
            FirstMode::Trial => Self::Trial,
            FirstMode::Live => Self::Live,
        }
    }
}

impl From<FirstSubject> for Subject {
    fn from(first: FirstSubject) -> Self {
        match first {
            FirstSubject::Person(id) => Self::Owner(id),
            FirstSubject::Household(id) => Self::Household(id),
            FirstSubject::Instance => Self::Instance,
        }
    }
}

impl From<FirstBasis> for Basis {
    fn from(first: FirstBasis) -> Self {
        match first {
            FirstBasis::Consent => Self::Consent,
            FirstBasis::VitalInterest => Self::VitalInterest,
            FirstBasis::PublicInterest => Self::PublicInterest,
            FirstBasis::LegitimateInterest => Self::LegitimateInterest,
            FirstBasis::Contract => Self::Contract,
            FirstBasis::LegalObligation => Self::LegalObligation,
        }
    }
}

impl From<FirstGrant> for Grant {
    fn from(first: FirstGrant) -> Self {
        let FirstGrant { role, controller, office, compartments, until } = first;
        Self { role, controller, office, compartments, until }
    }
}
