//! What a phone or a page sends: answers as XML, read with the form they name, checked and never changed.
//!
//! What is wrong with an answer is a [`SubmissionProblem`] beside it; the answer stays as it was sent. Only what is no
//! answer to this form at all is refused ([`SubmissionFault`]), and whoever receives it keeps its bytes all the same.

mod check;
mod json;
mod open;
mod problem;
mod write;

pub use check::check;
pub use json::answers;
pub use open::{OpenedAnswers, SubmissionFault, SubmissionHead, open};
pub use problem::SubmissionProblem;
pub use write::{to_whole_xml, to_xml};
