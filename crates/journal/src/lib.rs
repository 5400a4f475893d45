//! The journal: facts, sealed under the keys of those they are about, chained, checkpointed, replayed.
//!
//! No SQL here, no policy: what may be written is decided in `casework`, where it is kept in `store`.
#![warn(missing_docs)]

pub mod fact;

pub use fact::{Basis, Body, Envelope, Fact, Grant, Mode, Part, Subject};
