//! Filling a form: answers in a tree, and what follows from them.
//!
//! [`Filling`] holds one set of answers. After each change it computes anew what reads what changed, in the order in which
//! the form is to be computed, and comes to the same as if it had computed everything ([`Filling::recompute`]; a test holds
//! both to a third way). What does not matter reads as empty, keeps what was typed, and is not sent.

mod calendar;
mod chance;
mod choices;
mod context;
mod datum;
mod engine;
mod eval;
mod events;
mod functions;
mod lists;
mod number;
mod path;
mod recheck;
mod repeat;
mod state;
mod tree;
mod words;

pub use choices::ShownChoice;
pub use context::FillContext;
pub use datum::Datum;
pub use engine::{FillFault, Filling};
pub use lists::FormMedia;
pub use state::{AnswerState, FormState};
pub use tree::{AnswerTree, Spot, TreeNode};
