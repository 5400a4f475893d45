//! What of an answer does not hold.

/// Something about one answer that does not hold.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct SubmissionProblem {
    /// Which answer: `/data/member[2]/age`.
    pub path: String,
    /// In a word: `required`, `constraint`, `type`, `choice`, `calculate`, `not-relevant`, `unknown-field`, `missing-file`.
    pub code: &'static str,
    /// In words: the form's own, where it has any.
    pub message: String,
}
