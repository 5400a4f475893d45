//! Forms: from a spreadsheet to `XForm` XML, and from `XForm` XML and answers to what they come to.
//!
//! What is stored, hashed and served is the `XForm` ([`Form`]); a spreadsheet is how it is written ([`xlsform`]). One engine
//! ([`Filling`]) says what matters, what is computed and what does not hold, on a page, at the command line and for what a
//! phone sends ([`submission`]). It is silent about nothing: a path that leads nowhere, a function nobody knows, a cell that
//! would be lost are problems with their place, all at once. No HTTP, no database, no commands.
#![warn(missing_docs)]

mod fill;
mod form;
pub mod submission;
pub mod xlsform;
pub mod xml;
pub mod xpath;

pub use fill::*;
pub use form::*;
