//! The commands: what anybody can ask the record to do. A portal form, a sheet's row, an API call and the
//! command line all become these; there is no second way in.

use std::collections::BTreeMap;

use journal::{Basis, Grant, Mode};
use model::{FieldState, Id, Text, Value};

use crate::view::{InstanceView, PersonView};

/// The field by which a register says which household a person belongs to.
pub(crate) const HOUSEHOLD: &str = "household.id";

/// Field names to states, already read by the schema.
pub type Fields = BTreeMap<String, FieldState<Value>>;

/// A pack to put in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackFiles {
    pub name: String,
    pub version: String,
    /// SHA-256 of the files.
    pub hash: String,
    pub files: BTreeMap<String, String>,
}

/// What putting a pack in force would take from people, as the program counted it: this room cannot count.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Impact {
    /// The packs in force against which it was counted, by their hashes.
    pub against: BTreeMap<String, String>,
    /// Measures (`pack/measure`) that would no longer say yes to somebody, or of which that cannot be excluded.
    pub takes_away: Vec<String>,
}

/// One thing asked of the record. Ids are made by the caller, from the randomness it was given.
#[derive(Debug, Clone, PartialEq)]
pub enum Command {
    /// The first command of an instance.
    FoundInstance { name: String, mode: Mode, jurisdiction: Option<String> },
    /// Puts a pack (or `core`) in force.
    InstallPack(PackFiles, Option<Impact>),
    /// Proposes to put a pack in force to a second person.
    ProposePack { proposal: Id, pack: PackFiles, impact: Impact, reason: String },
    /// Approves a proposal and puts its pack in force, declines it, or withdraws one's own.
    DecideProposal { proposal: Id, approve: bool, reason: String },
    /// Writes down why data is processed.
    RecordPurpose { purpose: String, says: Text, bases: Vec<Basis> },
    /// Opens an account or replaces its grants.
    RecordAccount { account: String, grants: Vec<Grant> },
    /// Enters a person. `household.size` in `fields` is a fact of the household.
    RegisterPerson { person: Id, synthetic: bool, fields: Fields },
    /// Changes what is on record of a person; states equal to those on record are left out of the fact.
    AmendPerson { person: Id, fields: Fields },
    /// Begins an import.
    OpenBatch { batch: Id, file_hash: String },
    /// Ends an import.
    CloseBatch { batch: Id, rows: u64, stored: u64, amended: u64, unchanged: u64, rejected: u64 },
    /// Notes that sealed fields of these people were shown.
    NoteReads { people: Vec<Id>, fields: Vec<String> },
    /// Notes a search.
    NoteSearch { found: u64 },
    /// Notes a sign-in or a failed one.
    NoteSignIn { ok: bool },
    /// Notes a refusal.
    NoteRefusal { action: String, code: String },
    /// A person asks to be forgotten.
    AskForget { request: Id, person: Id },
    /// One of two approvals, by two people.
    ApproveForget { request: Id },
    /// Places or lifts a legal hold.
    HoldPerson { person: Id, reference: String, held: bool },
}

impl Command {
    /// The person whose view must be loaded before this is decided.
    pub fn person(&self, instance: &InstanceView) -> Option<Id> {
        match self {
            Self::RegisterPerson { person, .. }
            | Self::AmendPerson { person, .. }
            | Self::AskForget { person, .. }
            | Self::HoldPerson { person, .. } => Some(*person),
            Self::ApproveForget { request } => instance.requests.get(request).map(|asked| asked.person),
            Self::FoundInstance { .. }
            | Self::InstallPack(..)
            | Self::ProposePack { .. }
            | Self::DecideProposal { .. }
            | Self::RecordPurpose { .. }
            | Self::RecordAccount { .. }
            | Self::OpenBatch { .. }
            | Self::CloseBatch { .. }
            | Self::NoteReads { .. }
            | Self::NoteSearch { .. }
            | Self::NoteSignIn { .. }
            | Self::NoteRefusal { .. } => None,
        }
    }

    /// The household, as the register names it, that a declared size in this command is about.
    pub fn household(&self, person: Option<&PersonView>) -> Option<String> {
        let (Self::RegisterPerson { fields, .. } | Self::AmendPerson { fields, .. }) = self else { return None };
        let said = fields.get(HOUSEHOLD).cloned();
        let state = said.or_else(|| person.map(|person| person.state(HOUSEHOLD)))?;
        state.known().map(Value::to_text)
    }
}
