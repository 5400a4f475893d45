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
    /// A live instance holds real people only: what a generator made would be counted among them.
    #[error("live-holds-real-only")]
    LiveHoldsRealOnly,
    /// The instance has no first fact yet.
    #[error("not-founded")]
    NotFounded,
    /// A grant names a role that the reviewed table does not have.
    #[error("role-unknown")]
    RoleUnknown,
    /// Two roles that one person may not hold together, or a compartment for a role that opens none.
    #[error("roles-incompatible")]
    RolesIncompatible,
    /// There already is such a record.
    #[error("exists-already")]
    ExistsAlready,
    /// A field is not in the schema, or its value is not of its kind.
    #[error("bad-field")]
    BadField {
        /// The field's name, never its value.
        field: String,
    },
    /// Somebody else must do this, or do it too: nobody approves, grants or reviews their own act.
    #[error("needs-another-person")]
    NeedsAnotherPerson,
    /// What is in force changed since this was counted or proposed: it is to be looked at anew.
    #[error("stale")]
    Stale,
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
