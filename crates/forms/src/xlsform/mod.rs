//! From a spreadsheet to an `XForm`.
//!
//! The `XForm` is the one that pyxform makes of the same sheet; what pyxform lets pass in silence (an expression that cannot
//! be read, a question that is named and is not there, a column that nobody reads, a label that one language lacks) is told
//! here with its cell. Every problem at once; where one is an error, no form comes out.

mod book;
mod check;
mod choices;
mod chosen;
mod columns;
mod convert;
mod dynamic;
mod entities;
mod item;
mod itemsets;
mod localized;
mod outputs;
mod parameters;
mod particulars;
mod problem;
mod references;
mod row;
mod sections;
mod selects;
mod settings;
mod survey;
mod texts;
mod types;
mod write;

pub use book::FormBook;
pub use convert::{Converted, convert};
pub use problem::{FormProblem, ProblemSeverity};
