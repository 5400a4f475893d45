//! From staged facts to rows: keys made durable, each fact sealed, chained, encoded.

use std::collections::BTreeSet;

use journal::{Fact, Randomness, seal};

use super::WriteError;
use super::memory::{Memory, names};
use crate::keys::{KeyStore, Name};

/// A fact as it is stored.
pub(super) struct StoredFact {
    pub(super) seq: u64,
    pub(super) bytes: Vec<u8>,
    pub(super) link: [u8; 32],
}

/// Makes the keys that are still missing; says whether that took a commit of the key store.
pub(super) async fn make_keys(keys: &KeyStore, facts: &[Fact], rng: &mut impl Randomness) -> Result<bool, WriteError> {
    let wanted: BTreeSet<Name> = facts.iter().flat_map(names).collect();
    let wanted: Vec<Name> = wanted.into_iter().collect();
    Ok(keys.make(&wanted, rng).await?)
}

/// Seals facts in their order and moves the tip of the chain past them.
pub(super) fn seal_all(
    memory: &mut Memory,
    keys: &KeyStore,
    facts: &[Fact],
    rng: &mut impl Randomness,
) -> Result<Vec<StoredFact>, WriteError> {
    let seal_one = |fact: &Fact| {
        let bytes = seal(fact, keys, rng)?.to_bytes();
        let link = memory.tip.push(&bytes).map_err(|_| WriteError::Chain)?;
        Ok(StoredFact { seq: fact.envelope.seq, bytes, link: link.0 })
    };
    facts.iter().map(seal_one).collect()
}
