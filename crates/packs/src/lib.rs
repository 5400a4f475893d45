//! Packs: practices as data. Reads them, refuses what it cannot translate, and answers for one household.
//!
//! Refused here: code of any kind, unknown names, whatever has no lowering. No SQL, no clock, no network.
#![warn(missing_docs)]

pub mod bind;
pub mod expr;
pub mod measure;
pub mod verdict;

pub use bind::Bound;
pub use expr::{Cond, Term};
pub use measure::{Measure, Pack, Packs};
pub use verdict::{Masks, State, Truth, Verdict};
