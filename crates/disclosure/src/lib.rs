//! Disclosure control: which figures of a set may be shown so that nobody can compute a small count.
//!
//! Counts and the sums that tie them together come in as [`Figures`], however many linked tables they make; [`release`]
//! decides what is hidden, [`release_after`] beside what was released before, and nothing else makes a [`Released`].
//! Of each cell that asks for protection they prove that the published figures leave it open; [`audit`] and
//! [`audit_together`] attack the result as a reader would, in code of their own.
//! Refused here: people, queries, and figures whose cells cannot be told apart from those of earlier releases.
#![warn(missing_docs)]

mod audit;
mod breakdown;
mod figures;
mod fraction;
mod link;
mod memory;
mod need;
mod pattern;
mod primary;
mod proof;
mod refusal;
mod release;
mod rules;
mod suppress;
mod system;

pub use audit::{Change, Leak, Published, Told, audit, audit_together};
pub use breakdown::{Dimension, GroupCells, OutcomeCells, OutcomeNames, name_within};
pub use figures::{Figures, FiguresError, Sum};
pub use memory::{Remembered, RememberedCell};
pub use refusal::ReleaseRefusal;
pub use release::{Released, release, release_after};
pub use rules::Rules;
