//! The measure language: from an expression in a file to an answer for one household.
//!
//! A measure is read from a tree ([`read`]), typed and checked, bound to a day ([`bind()`]), walked for a household
//! ([`walk()`]) and answered with causes, law and questions ([`answer()`]). Missing is never taken for "no".
//! Refused here: unknown names, two currencies, whatever has no exact meaning. No files, no SQL, no clock, no network.
#![warn(missing_docs)]

mod about;
pub mod answer;
pub mod arbitrary;
mod ast;
pub mod bind;
pub mod dates;
pub mod expr;
#[cfg(test)]
mod fixture;
mod floor;
mod lexer;
mod loose;
pub mod measure;
pub mod nodes;
mod parser;
pub mod question;
pub mod queue;
pub mod read;
mod resolve;
pub mod tree;
mod untold;
pub mod verdict;
pub mod walk;

pub use answer::{Answer, answer};
pub use arbitrary::Arbitrary;
pub use bind::{BindError, Bound, Clocks, Surroundings, bind};
pub use expr::{Cond, Term};
pub use loose::{Loose, LooseCond, LooseRange, LooseReader, LooseScene, LooseTerm};
pub use measure::Measure;
pub use question::{QuestionProblem, read_question};
pub use resolve::FUNCTIONS;
pub use untold::Untold;
pub use verdict::{Masks, State, Truth, Verdict};
pub use walk::{EvalError, Walked, walk};
