//! Disclosure control: which figures of a set may be shown so that nobody can compute a small count.
//!
//! Counts and the sums that tie them come in as [`Figures`], however many linked tables they make; [`release`] decides
//! what is hidden and is the only maker of a [`Released`]. It proves of each small count that the published figures
//! leave it open on both sides; [`audit`] attacks the result as a reader would, in code of its own.
//! Refused here: people, names of groups, queries. Earlier releases are figures like others: lay them beside the new
//! ones before releasing.
#![warn(missing_docs)]

mod audit;
mod breakdown;
mod figures;
mod fraction;
mod pattern;
mod proof;
mod release;

pub use audit::{Leak, Published, audit};
pub use breakdown::{GroupCells, OutcomeCells};
pub use figures::{Figures, FiguresError, Sum};
pub use release::{Released, Rules, release};
