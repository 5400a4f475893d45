//! The desk: finding people and seeing what they are entitled to, why, and what to ask next.
//!
//! Names never stand in an address: a search is sent as a form. Which fields are shown to whom, the record settles;
//! a page shows what it was given, and says where something is kept back.

pub mod amend;
pub mod asked;
mod controls;
mod fields;
mod fitting;
pub mod import;
pub mod list;
mod on_record;
mod others;
pub mod person;
pub mod places;
pub mod records;
pub mod register;
pub mod work;
