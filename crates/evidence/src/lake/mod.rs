//! The lake: one current row a person, in sealed buckets by household, under pseudonyms, derived from the journal.
//!
//! Holds attributes of open and personal fields only. Names, contacts, numbers of documents and free text never come
//! here, and neither do protected fields: the lake is no compartment, so measures over it count what those would tell
//! as unknown. Records of kinds in the open go along in their person's row, with what is open and personal of them; those of
//! a kind behind a wall do not, and count as not known. Persons and households stand under a keyed hash of their ids, and every file is sealed: who reads the
//! folder learns about how many people there are, who writes to it is found out. A row knows its controller and office,
//! and people are handed out for a [`LakeScope`] alone, of a lake that stands where the record says.
//!
//! [`Lake`] reads, without a lock; [`LakeWriter`] is the one that writes, [`LakeRebuild`] makes a lake anew. Nothing
//! here makes up for a lake that cannot be read: that is a [`LakeError`], and whoever has the record rebuilds.

mod bucket;
mod error;
mod folder;
mod keys;
mod manifest;
mod reader;
mod rebuild;
mod row;
mod scope;
mod writer;

pub use error::LakeError;
pub use reader::Lake;
pub use rebuild::LakeRebuild;
pub use row::{LakeChange, LakeRow};
pub use scope::LakeScope;
pub use writer::{LakeWriter, Refreshed};

/// Buckets of a lake at most: whoever reads it holds so many files open.
pub const MOST_BUCKETS: u16 = 256;

#[cfg(test)]
mod tests;
