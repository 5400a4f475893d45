//! Packs as they were loaded last, kept until others are in force.

use std::sync::Arc;

use journal::Digest;
use packs::Packs;
use pathways::PathwaysInForce;

/// Packs that were loaded, with the digest under which they stand on record.
#[derive(Debug, Clone)]
pub(crate) struct LoadedPacks {
    pub(crate) digest: Digest,
    pub(crate) packs: Arc<Packs>,
    /// Their pathways, by the kinds whose records run them.
    pub(crate) pathways: Arc<PathwaysInForce>,
}
