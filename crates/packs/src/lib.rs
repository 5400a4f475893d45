//! Packs: practices as data. Reads them, refuses what it cannot translate, and answers for one household.
//!
//! Refused here: code of any kind, unknown names, whatever has no lowering. No SQL, no clock, no network.
#![warn(missing_docs)]

pub mod answer;
pub mod arbitrary;
mod ast;
pub mod bind;
pub mod case;
pub mod dates;
pub mod diff;
mod digest;
pub mod expr;
#[cfg(test)]
mod fixture;
mod floor;
mod lexer;
pub mod library;
mod load;
pub mod measure;
pub mod nodes;
mod parser;
pub mod population;
pub mod question;
pub mod queue;
mod resolve;
mod skeleton;
mod source;
pub mod tree;
mod values;
pub mod verdict;
pub mod walk;

pub use answer::{Answer, answer};
pub use arbitrary::Arbitrary;
pub use bind::{BindError, Bound, Clocks, bind};
pub use case::{TestReport, test_pack};
pub use expr::{Cond, Term};
pub use load::{LoadOptions, SCHEMA_KINDS, editor_schema, load};
pub use measure::{Measure, Pack, Packs};
pub use population::Population;
pub use question::{QuestionProblem, read_question};
pub use skeleton::skeleton;
pub use source::{Limits, Source};
pub use values::NewValue;
pub use verdict::{Masks, State, Truth, Verdict};
pub use walk::{EvalError, Walked, walk};
