//! Sign-in: the door's pages. Unknown accounts and wrong passwords get the same words after the same work. Nothing about a
//! person who signs in reaches an address or a log.

pub mod page;
pub mod seat;
