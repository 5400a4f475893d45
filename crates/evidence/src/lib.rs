//! Evidence: whom measures reach in a whole population, counted column by column.
//!
//! Beside `cluster`, which carries its counts between machines, the only room with Arrow and Parquet. It
//! reads and writes people files, keeps the lake, and runs bound measures over both with the same three-valued meaning
//! as the row walker of `rules`.
//! Refused here: names of people, masks or counts of real people that did not pass `disclosure`, and any
//! expression that has no lowering; nothing is approximated.

#[cfg(test)]
mod equality;
mod eval;
mod frame;
mod household;
mod kleene;
pub mod lake;
mod open_question;
pub mod people;
mod plan;
pub mod reach;
mod reads;
mod seal;
#[cfg(test)]
mod testing;

pub use lake::Lake;
pub use people::{People, PeopleError};
pub use plan::NoLowering;
pub use reach::{Breakdown, Reach, ReachFigures, simulate};
