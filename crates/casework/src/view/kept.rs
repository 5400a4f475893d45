//! The instance's view in parts, as they are kept: what a fact changed is kept anew, not all of it, and files of packs lie
//! once, by their hash, however many packs and proposals hold them.
//!
//! A part is written in a form of the program's own, without names: one of another version is not read ([`UnreadablePart`])
//! but made anew from the facts.

use std::collections::BTreeMap;
use std::sync::Arc;

use journal::{Digest, Motion, PackFiles};
use model::Id;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::{InstalledPack, InstanceView, Proposal};

/// A part of the instance's view: what changes by itself.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum InstancePart {
    /// What it calls itself.
    Founded,
    /// A pack in force.
    Pack(String),
    /// A purpose.
    Purpose(String),
    /// An account.
    Account(String),
    /// An office, by controller and id.
    Office(String, String),
    /// A proposal.
    Proposal(Id),
    /// An import.
    Batch(Id),
    /// A household whose key was destroyed.
    Household(Id),
}

/// A part as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptPart {
    /// What it is.
    pub bytes: Vec<u8>,
    /// The files it holds, by the SHA-256 of their texts.
    pub files: Files,
}

/// Texts by their SHA-256 in hexadecimal digits.
pub type Files = BTreeMap<String, String>;

/// A part that was kept and cannot be read: of another version, or a file of it is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a part of the instance's view cannot be read")]
pub struct UnreadablePart;

impl InstancePart {
    /// A name of its own, under which it is kept.
    pub fn name(&self) -> Vec<u8> {
        postcard::to_stdvec(self).unwrap_or_default()
    }

    /// The part of a name.
    pub fn named(name: &[u8]) -> Result<Self, UnreadablePart> {
        read(name)
    }
}

impl InstanceView {
    /// A part, to be kept; none where it is not there.
    pub fn kept(&self, part: &InstancePart) -> Option<KeptPart> {
        let mut files = Files::new();
        let bytes = match part {
            InstancePart::Founded => written(self.founded.as_ref()?),
            InstancePart::Pack(name) => {
                let pack = self.packs.get(name)?;
                let mut pack = pack.clone();
                for held in pack.all_files() {
                    *held = Arc::new(by_hash(held, &mut files));
                }
                written(&pack)
            }
            InstancePart::Purpose(purpose) => written(self.purposes.get(purpose)?),
            InstancePart::Account(account) => written(self.accounts.get(account)?),
            InstancePart::Office(controller, office) => written(self.office(controller, office)?),
            InstancePart::Proposal(proposal) => {
                let mut made = self.proposals.get(proposal)?.clone();
                if let Some(pack) = pack_of(&mut made) {
                    pack.files = by_hash(&pack.files, &mut files);
                }
                written(&made)
            }
            InstancePart::Batch(batch) => written(self.batches.get(batch)?),
            InstancePart::Household(id) => self.gone.contains(id).then(Vec::new),
        };
        Some(KeptPart { bytes: bytes?, files })
    }

    /// Takes a part back; `files` are all that are kept.
    pub fn restore(&mut self, part: InstancePart, bytes: &[u8], files: &Files) -> Result<(), UnreadablePart> {
        match part {
            InstancePart::Founded => self.founded = Some(read(bytes)?),
            InstancePart::Pack(name) => {
                let mut pack: InstalledPack = read(bytes)?;
                for held in pack.all_files() {
                    *held = Arc::new(by_path(held, files)?);
                }
                self.packs.insert(name, pack);
            }
            InstancePart::Purpose(purpose) => drop(self.purposes.insert(purpose, read(bytes)?)),
            InstancePart::Account(account) => drop(self.accounts.insert(account, read(bytes)?)),
            InstancePart::Office(controller, office) => {
                self.offices.insert((controller, office), read(bytes)?);
            }
            InstancePart::Proposal(proposal) => {
                let mut made: Proposal = read(bytes)?;
                if let Some(pack) = pack_of(&mut made) {
                    pack.files = by_path(&pack.files, files)?;
                }
                self.proposals.insert(proposal, made);
            }
            InstancePart::Batch(batch) => drop(self.batches.insert(batch, read(bytes)?)),
            InstancePart::Household(id) => drop(self.gone.insert(id)),
        }
        Ok(())
    }
}

impl InstalledPack {
    /// Its files, and those of each version before.
    fn all_files(&mut self) -> impl Iterator<Item = &mut Arc<BTreeMap<String, String>>> {
        std::iter::once(&mut self.files).chain(self.former.values_mut().map(|former| &mut former.files))
    }
}

fn written(part: &impl Serialize) -> Option<Vec<u8>> {
    postcard::to_stdvec(part).ok()
}

fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, UnreadablePart> {
    postcard::from_bytes(bytes).map_err(|_| UnreadablePart)
}

fn pack_of(made: &mut Proposal) -> Option<&mut PackFiles> {
    match &mut made.motion {
        Motion::Pack { pack, .. } => Some(pack),
        _ => None,
    }
}

/// Path to hash instead of path to text; the texts go to the others.
fn by_hash(texts: &BTreeMap<String, String>, files: &mut Files) -> BTreeMap<String, String> {
    let hashed = texts.iter().map(|(path, text)| {
        let hash = Digest(Sha256::digest(text.as_bytes()).into()).to_string();
        files.insert(hash.clone(), text.clone());
        (path.clone(), hash)
    });
    hashed.collect()
}

fn by_path(hashes: &BTreeMap<String, String>, files: &Files) -> Result<BTreeMap<String, String>, UnreadablePart> {
    let found = hashes.iter().map(|(path, hash)| Some((path.clone(), files.get(hash)?.clone())));
    found.collect::<Option<_>>().ok_or(UnreadablePart)
}

/// A shared map as a map.
pub(super) mod shared {
    use std::collections::BTreeMap;
    use std::sync::Arc;

    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub fn serialize<S: Serializer>(map: &Arc<BTreeMap<String, String>>, to: S) -> Result<S::Ok, S::Error> {
        map.as_ref().serialize(to)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Arc<BTreeMap<String, String>>, D::Error> {
        BTreeMap::deserialize(from).map(Arc::new)
    }
}
