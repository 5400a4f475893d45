//! Why something that was understood may not be done. Codes are stable; words are looked up by the page.

/// A refusal with its stable code (a key of the message catalogue, never prose).
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The role table has no `y` for this role and action; also what is not in scope, and what does not exist:
    /// all three look alike from outside.
    #[error("not-allowed")]
    NotAllowed,
    /// No such record in scope.
    #[error("not-found")]
    NotFound,
    /// Purpose unknown here.
    #[error("purpose-unknown")]
    PurposeUnknown,
    /// The purpose does not allow this legal basis.
    #[error("basis-not-allowed")]
    BasisNotAllowed,
    /// A write names no controller, office, actor, purpose or basis.
    #[error("incomplete-context")]
    IncompleteContext,
    /// A trial instance holds synthetic people only.
    #[error("trial-holds-synthetic-only")]
    TrialHoldsSyntheticOnly,
    /// There already is such a record.
    #[error("exists-already")]
    ExistsAlready,
    /// A field is not in the schema, or its value is not of its kind.
    #[error("bad-field")]
    BadField { field: String },
    /// Somebody else must do this: nobody approves their own act.
    #[error("needs-another-person")]
    NeedsAnotherPerson,
    /// A legal hold is in force.
    #[error("held")]
    Held,
}

impl Refusal {
    /// The stable code.
    pub fn code(&self) -> String {
        self.to_string()
    }
}
