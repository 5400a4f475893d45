//! What is true now, computed from facts. Views can be dropped and rebuilt; a test does so.

use std::collections::BTreeMap;

use journal::{Basis, Grant, Mode};
use model::{FieldState, Id, Schema, Timestamp, Value};
use serde::{Deserialize, Serialize};

use crate::command::PackFiles;

/// One person as on record now: the row that pages, measures and the lake read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonView {
    /// The person.
    pub id: Id,
    /// Whose data it is.
    pub controller: String,
    /// The office responsible.
    pub office: String,
    /// Number of facts folded in; an append against an older version is decided again.
    pub version: u64,
    /// Made by the generator.
    pub synthetic: bool,
    /// Under a legal hold.
    pub held: bool,
    /// The live values of each field, by source.
    pub fields: BTreeMap<String, Vec<Claim>>,
}

/// What an instance is, apart from its people.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct InstanceView {
    /// Set by the first fact.
    pub founded: Option<Founded>,
    /// Packs in force, `core` among them: name to version, hash and files.
    pub packs: BTreeMap<String, InstalledPack>,
    /// Purposes, by id.
    pub purposes: BTreeMap<String, Vec<Basis>>,
    /// Accounts and their grants.
    pub accounts: BTreeMap<String, Vec<Grant>>,
    /// Requests to be forgotten, by their id.
    pub requests: BTreeMap<Id, ForgetRequest>,
    /// Open and closed imports.
    pub batches: BTreeMap<Id, Batch>,
    /// Packs proposed to a second person. Views kept before there were proposals have none.
    #[serde(default)]
    pub proposals: BTreeMap<Id, Proposal>,
}

/// What an instance calls itself and what it may hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Founded {
    /// The account that founded it; until somebody may grant accounts, it sets the instance up.
    pub by: String,
    /// The first controller: whose data the instance was made for.
    pub controller: String,
    pub name: String,
    pub mode: Mode,
    pub jurisdiction: Option<String>,
}

/// A pack in force.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InstalledPack {
    pub version: String,
    pub hash: String,
    pub files: BTreeMap<String, String>,
}

/// A pack proposed to a second person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    pub name: String,
    pub version: String,
    pub hash: String,
    /// Kept until it is decided; then they are in force, or of no use.
    pub files: BTreeMap<String, String>,
    /// SHA-256 of the pack that it is to replace.
    pub replaces: Option<String>,
    /// Measures (`pack/measure`) that would no longer say yes to somebody, as counted when it was made.
    pub takes_away: Vec<String>,
    pub reason: String,
    pub by: String,
    /// The roles in which it was made.
    pub roles: Vec<String>,
    pub controller: String,
    pub at: Timestamp,
    pub decided: Option<Decided>,
}

/// How a proposal ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decided {
    pub approved: bool,
    pub by: String,
    pub at: Timestamp,
    pub reason: String,
}

/// A request to be forgotten, and who approved it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ForgetRequest {
    pub person: Id,
    pub asked_by: String,
    pub approved_by: Vec<String>,
    pub done: bool,
}

/// An import.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Batch {
    pub file_hash: String,
    pub source: String,
    pub closed: bool,
}

/// What one command is decided against.
#[derive(Debug, Clone, Copy)]
pub struct View<'a> {
    pub instance: &'a InstanceView,
    /// The person on record whom [`crate::Command::person`] names.
    pub person: Option<&'a PersonView>,
    /// Under which id the household is sealed that [`crate::Command::household`] names: derived from the text by
    /// a key that this room does not have. Without it a declared size is sealed with the person.
    pub household: Option<Id>,
    /// The schema in force.
    pub schema: &'a Schema,
}

/// What one source says of one field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claim {
    /// Who says so; the same source amends, another contests.
    pub source: String,
    /// What it says.
    pub state: FieldState<Value>,
    /// The fact that says so.
    pub fact: u64,
}

impl InstanceView {
    /// The packs in force, by their hashes.
    pub fn hashes(&self) -> BTreeMap<String, String> {
        self.packs.iter().map(|(name, pack)| (name.clone(), pack.hash.clone())).collect()
    }

    /// Whether exactly this pack is in force.
    pub fn has_in_force(&self, pack: &PackFiles) -> bool {
        let there = self.packs.get(&pack.name);
        there.is_some_and(|there| there.hash == pack.hash && there.version == pack.version)
    }
}

impl Proposal {
    /// What is to be put in force.
    pub fn pack(&self) -> PackFiles {
        let Self { name, version, hash, files, .. } = self.clone();
        PackFiles { name, version, hash, files }
    }
}

impl PersonView {
    /// What one source says of a field now.
    pub fn claim(&self, source: &str, field: &str) -> Option<&FieldState<Value>> {
        let claims = self.fields.get(field)?;
        claims.iter().find(|claim| claim.source == source).map(|claim| &claim.state)
    }

    /// The state of a field: known where all live claims agree, contested where known values differ.
    pub fn state(&self, field: &str) -> FieldState<Value> {
        let claims = self.fields.get(field).map_or(&[][..], Vec::as_slice);
        let mut known: Vec<Value> = Vec::new();
        for value in claims.iter().filter_map(|claim| claim.state.known()) {
            if !known.contains(value) {
                known.push(value.clone());
            }
        }
        match known.len() {
            0 if claims.iter().any(|claim| claim.state == FieldState::NotApplicable) => FieldState::NotApplicable,
            0 => FieldState::Unknown,
            1 => known.pop().map_or(FieldState::Unknown, FieldState::Known),
            _ => FieldState::Contested(known),
        }
    }
}
