//! Pathways: casework as data. A case is a set of facts and the pathway on which it runs; everything else is computed.
//!
//! A pathway is read from the tree of its file ([`read`]) and checked there; [`timeline()`] says from facts alone how a case
//! stood, stands and will stand; [`refusal`] says what of a deed is refused before it becomes a fact; [`Play`]s try it out.
//! Refused here: clocks that run, storage, whatever has no exact meaning.
#![warn(missing_docs)]

mod accept;
mod check;
mod clock;
mod data;
mod difference;
mod facts;
mod in_force;
mod leaves;
mod lengths;
mod pathway;
mod play;
pub mod read;
pub mod roles;
mod tell;
mod timeline;
mod versions;
mod zones;

pub use accept::{CaseGrants, DeedRefusal, OPENED_IN_ERROR, against_opening, opens, refusal};
pub use clock::{DueEnd, Reckoned, parse_span};
pub use difference::{CaseDifference, CaseUnder, GainedAndLost, StandingChange, StandingTold, case_difference};
pub use facts::{CaseAct, CaseFact, CaseFacts, FactId};
pub use in_force::{PathwayInForce, PathwaySurroundings, PathwaysInForce, ReadFormer};
pub use leaves::{ANSWERS, Leaf, Leaves};
pub use lengths::length_on;
pub use pathway::*;
pub use play::*;
pub use read::TriedPathway;
pub use tell::Teller;
pub use timeline::*;
pub use versions::{LoosenedDuty, Loosening, loosened, succession};
pub use zones::of_capital;
