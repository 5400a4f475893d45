//! The journal: facts, sealed under the keys of those they are about, chained, checkpointed, replayed.
//!
//! No SQL here, no policy: what may be written is decided in `casework`, where it is kept in `store`.
//! The way of a fact: [`seal`] turns a [`Fact`] into a [`SealedFact`]; its canonical bytes are what is stored
//! and hashed; [`Tip`] chains it; [`Verifier`] walks stored bytes without any key; [`SealedFact::head`] reads whose it
//! is and [`Headed::open`] what it says, with the keys that are left; [`Checkpoint`] is what is held outside, [`bundle`]
//! what travels.
#![warn(missing_docs)]

mod body;
mod bound;
pub mod bundle;
mod canonical;
mod chain;
mod checkpoint;
mod cipher;
mod coded;
pub mod fact;
mod first;
mod frame;
mod hash;
mod key;
mod keys;
mod limits;
mod lock;
mod merkle;
mod open;
mod opened;
mod seal;
pub mod shares;
mod verify;
mod wire;
mod wrap;

pub use canonical::SealedFact;
pub use chain::{Tip, TipError};
pub use checkpoint::Checkpoint;
pub use fact::{
    Act, Basis, BatchCounts, Body, CaseStep, CredentialChange, Envelope, Fact, FieldStates, Grant, LineSpan, LineStep,
    Mode, Motion, Office, PackFiles, Part, Subject,
};
pub use hash::{Digest, HexError, Link, Root};
pub use key::{Key, KeyUse, Randomness};
pub use keys::{Keys, LentKeys};
pub use limits::{MAX_FACT, MAX_PART, MAX_PARTS, MAX_TEXT};
pub use merkle::{Consistency, Inclusion, ProofError, Tree};
pub use open::Headed;
pub use opened::{Broken, BrokenPart, Opened, OpenedPart};
pub use seal::{SealError, check, seal};
pub use verify::{Bad, BadFact, Stored, Verifier};
pub use wire::{DecodeError, Malformed};
pub use wrap::{InstanceKey, KeyRing, Slot, UnwrapError, WrappedRing};
