//! What is true now, computed from facts: the instance and its people. Views can be dropped and rebuilt; a test does so.
//!
//! Nothing is refused here: what was written is what happened. A part whose key is gone does not arrive, and what it said
//! is then unknown. A person's facts are believed under their own key (a household's size with the member who declared
//! it). What cannot be folded because its stream was not loaded is an error that nobody can overlook ([`NotLoaded`]).
//! Next: `fold.rs`, which folds the instance's facts by the families that wrote them.

mod claims;
mod kept;
mod lines;
mod owner;
mod record;
mod records;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use journal::{Basis, BatchCounts, Digest, Grant, Mode, Motion, Office, PackFiles};
use model::{Date, Id, Text, Timestamp, Zone, folding};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

pub(crate) use self::claims::agreed;
pub use self::claims::{Claim, Claims, Said};
pub use self::kept::{Files, InstancePart, KeptPart, UnreadablePart};
pub use self::lines::LineSaid;
pub use self::owner::{NotLoaded, OwnerView, Walls};
pub use self::record::RecordView;
pub use self::records::{Acted, Opening, RecordSaid, RecordsSaid};

/// What an instance is, apart from its people.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct InstanceView {
    /// Set by the first fact.
    pub founded: Option<Founded>,
    /// Packs in force, `core` among them, by name.
    pub packs: BTreeMap<String, InstalledPack>,
    /// Purposes, by id.
    pub purposes: BTreeMap<String, Purpose>,
    /// Accounts, by name.
    pub accounts: BTreeMap<String, Account>,
    /// Offices, by controller and id.
    pub offices: BTreeMap<(String, String), OfficeView>,
    /// What was put before other people.
    pub proposals: BTreeMap<Id, Proposal>,
    /// Open and closed imports.
    pub batches: BTreeMap<Id, Batch>,
    /// Households whose keys were destroyed, by the ids under which they were sealed.
    pub gone: BTreeSet<Id>,
}

/// What an instance calls itself and what it may hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Founded {
    /// The account that founded it; until somebody may grant accounts, it sets the instance up.
    pub by: String,
    /// The first controller: whose data the instance was made for.
    pub controller: String,
    /// What it calls itself.
    pub name: String,
    /// What it may hold.
    pub mode: Mode,
    /// ISO 3166 alpha-3 of the jurisdiction.
    pub jurisdiction: Option<String>,
    /// The time zone of offices that name none.
    pub zone: String,
}

/// A pack in force.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InstalledPack {
    /// Its version.
    pub version: String,
    /// SHA-256 of its files.
    pub hash: String,
    /// Path to text.
    #[serde(with = "kept::shared")]
    pub files: Arc<BTreeMap<String, String>>,
    /// The kinds of record that it, or any version before it, ever declared: the texts of their files. What is on record
    /// under a kind outlives the version that declared it.
    pub kinds: BTreeSet<String>,
    /// Since when it has been in force.
    pub since: Timestamp,
    /// Versions that were in force before, by their hashes: a case stays on the version on which it began.
    pub former: BTreeMap<String, FormerPack>,
}

/// A version of a pack that was in force.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormerPack {
    /// Since when it was.
    pub since: Timestamp,
    /// Path to text.
    #[serde(with = "kept::shared")]
    pub files: Arc<BTreeMap<String, String>>,
    /// The packs that stood beside it when it went, by their hashes: with these it is read.
    pub beside: BTreeMap<String, String>,
}

/// Why data is processed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Purpose {
    /// What people read.
    pub says: Text,
    /// The bases it allows, the usual one first.
    pub bases: Vec<Basis>,
}

/// An account.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// What it holds, grants that ran out included.
    pub grants: Vec<Grant>,
    /// How often the way it proves to be itself was changed.
    pub credential: u64,
    /// Whether its password was given by somebody else, and is to be changed first of all.
    pub given: bool,
    /// Whether it proves to be itself by a second factor too.
    pub second_factor: bool,
    /// In whose name the service may give it a new password, which two people agreed to, or whose first it is.
    pub may_reset: Option<String>,
}

/// An office.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfficeView {
    /// What people call it.
    pub name: String,
    /// Its time zone.
    pub zone: String,
    /// The office above it.
    pub above: Option<String>,
}

/// Something put before other people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    /// What.
    pub motion: Motion,
    /// Why.
    pub reason: String,
    /// By whom.
    pub by: String,
    /// The roles in which it was made.
    pub roles: Vec<String>,
    /// Whose data it concerns.
    pub controller: String,
    /// Where it was made.
    pub office: String,
    /// When.
    pub at: Timestamp,
    /// For and against, in order.
    pub votes: Vec<Vote>,
    /// How it ended; none while it is open.
    pub end: Option<ProposalEnd>,
}

/// What somebody thinks of a proposal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Vote {
    /// Who.
    pub by: String,
    /// The roles in which they vote.
    pub roles: Vec<String>,
    /// Whether for it.
    pub approve: bool,
    /// Why.
    pub reason: String,
    /// When.
    pub at: Timestamp,
}

/// How a proposal ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum ProposalEnd {
    /// Approved, and so it is.
    CarriedOut,
    /// Somebody else was against it.
    Declined,
    /// Whoever made it took it back.
    Withdrawn,
}

/// An import.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Batch {
    /// SHA-256 of the file.
    pub file_hash: String,
    /// Where the data comes from.
    pub source: String,
    /// Who began it.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// What became of its rows, once it ended.
    pub counts: Option<BatchCounts>,
}

impl InstanceView {
    /// A register as imports on record first spelt it: in other capitals it is the same source, and never a second one that
    /// contests what the first said.
    pub fn register_as_spelt<'a>(&'a self, said: &'a str) -> &'a str {
        let wanted = folding::register(said);
        let same = self.batches.iter().filter(|(_, batch)| folding::register(&batch.source) == wanted);
        same.min_by_key(|(id, batch)| (batch.at, **id)).map_or(said, |(_, batch)| &batch.source)
    }

    /// Under which id the household is sealed that is found by this one: where a key was destroyed, under another, for what
    /// was sealed with it stays shut for ever.
    pub fn sealed_household(&self, found_by: Id) -> Id {
        std::iter::successors(Some(found_by), |id| Some(next_household(*id)))
            .find(|id| !self.gone.contains(id))
            .unwrap_or(found_by)
    }

    /// The packs in force, by their hashes.
    pub fn hashes(&self) -> BTreeMap<String, String> {
        self.packs.iter().map(|(name, pack)| (name.clone(), pack.hash.clone())).collect()
    }

    /// The hash over the packs in force, and over those that running cases may still need, which stands in every envelope:
    /// commands about people are decided by the schema and the pathways that these packs make, and by no other.
    pub fn schema(&self) -> Digest {
        let mut hash = Sha256::new();
        for (name, pack) in &self.packs {
            hash.update(format!("{name}\0{}\0", pack.hash));
            pack.former.keys().for_each(|former| hash.update(format!("\0{former}\0")));
        }
        Digest(hash.finalize().into())
    }

    /// The files of a version of a pack that is in force, or was.
    pub fn files(&self, pack: &str, hash: &str) -> Option<&Arc<BTreeMap<String, String>>> {
        let there = self.packs.get(pack)?;
        if there.hash == hash { Some(&there.files) } else { there.former.get(hash).map(|former| &former.files) }
    }

    /// Whether exactly this pack is in force.
    pub fn has_in_force(&self, pack: &PackFiles) -> bool {
        let there = self.packs.get(&pack.name);
        there.is_some_and(|there| there.hash == pack.hash && there.version == pack.version)
    }

    /// The day it is in an office.
    pub fn today(&self, controller: &str, office: &str, now: Timestamp) -> Date {
        self.zone(controller, office).day(now)
    }

    /// The time zone of an office: its own, else the instance's.
    pub fn zone(&self, controller: &str, office: &str) -> Zone {
        let own = self.office(controller, office).map(|office| office.zone.as_str());
        let named = own.or_else(|| self.founded.as_ref().map(|founded| founded.zone.as_str()));
        named.and_then(Zone::named).unwrap_or_else(Zone::utc)
    }

    /// An office, where it was described.
    pub fn office(&self, controller: &str, office: &str) -> Option<&OfficeView> {
        self.offices.get(&(controller.to_owned(), office.to_owned()))
    }
}

impl From<Office> for OfficeView {
    fn from(office: Office) -> Self {
        let Office { name, zone, above, .. } = office;
        Self { name, zone, above }
    }
}

impl Account {
    /// Whether two people agreed that somebody may give it a new password.
    pub fn reset_by(&self, account: &str) -> bool {
        self.may_reset.as_deref() == Some(account)
    }
}

impl Proposal {
    /// How many are for it, whoever made it not counted.
    pub fn votes_for(&self) -> usize {
        self.votes.iter().filter(|vote| vote.approve).count()
    }

    /// Approvals it takes, whoever proposed it not counted.
    pub fn approvals(&self) -> usize {
        if matches!(self.motion, Motion::Forget { .. }) { 2 } else { 1 }
    }

    /// Whether as many are for it as it takes.
    pub fn is_approved(&self) -> bool {
        self.votes_for() >= self.approvals()
    }
}

/// The id under which a household is sealed after the key of this one was destroyed.
fn next_household(gone: Id) -> Id {
    let hash: [u8; 32] = Sha256::new_with_prefix(b"household").chain_update(gone.0).finalize().into();
    Id(hash.first_chunk().copied().unwrap_or_default())
}
