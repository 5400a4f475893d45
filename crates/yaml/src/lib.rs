//! Files of data as trees in which every scalar keeps its text and its place, and what is wrong with them.
//!
//! Packs, mappings and other data that people write by hand are read through this room, so that each fault is
//! told at its line and column, all of them at once. What a key means is for the rooms above to say.
//! Refused here: tags, anchors and aliases, keys given twice, several documents in one file, deep nesting.
#![warn(missing_docs)]

mod diagnostic;
mod read;
pub mod scalars;
mod tree;

pub use diagnostic::{At, Diagnostic, Problems, Report, Severity, no_such};
pub use read::{MAX_DEPTH, read};
pub use tree::{Entry, Map, Node, NodeKind, Scalar};
