//! Packs: practices as data. Reads them, refuses what it cannot translate, and answers for one household.
//!
//! Refused here: code of any kind, unknown names, whatever has no lowering. No SQL, no clock, no network.
#![warn(missing_docs)]

mod bind;
pub mod case;
pub mod diff;
pub mod library;
mod load;
mod pack;
pub mod population;
mod skeleton;
mod source;
mod values;

pub use bind::bind;
pub use case::{TestReport, test_pack};
pub use load::{LoadOptions, SCHEMA_KINDS, editor_schema, load};
pub use pack::{Pack, Packs};
pub use population::Population;
pub use skeleton::skeleton;
pub use source::{Limits, Source};
pub use values::NewValue;
