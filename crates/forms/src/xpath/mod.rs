//! The `XPath` of forms: what `XLSForms` and `XForms` really write of `XPath` 1.0, with ODK's functions.
//!
//! Here it is only read and written ([`parse`], `Display`); what it comes to is computed in `fill`. Read as Collect reads
//! it: `a-b` is one name, `//` and variables are refused, and every function is known by name and by how many arguments it
//! takes ([`known`]), so that a misspelt one is found when a form is converted and not when somebody fills it.

mod ast;
mod known;
mod lex;
mod parse;
mod refs;
mod show;

pub use ast::{Axis, Expr, Operator, Path, PathStep, Start, Test};
pub use known::{Known, known, known_names};
pub use lex::XpathFault;
pub use parse::parse;
pub use refs::{calls, each, paths};
