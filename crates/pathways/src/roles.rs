//! The roles that a pathway may name, by the letters of the reviewed table, and what of them a pathway must know.
//!
//! The table itself is the record's; here stands only what a file can be refused for. A test holds the two together.

/// The roles of the reviewed table, in the order of its columns.
pub const ROLES: [&str; 12] = ["AN", "PE", "HD", "CW", "SU", "OP", "FM", "FC", "AY", "PA", "DP", "AD"];

/// The office above, of an escalation.
pub const ABOVE: &str = "above";

/// The person whose case it is.
pub const PERSON: &str = "PE";

/// Who answers for a caseload, whatever an item says.
pub const SUPERVISOR: &str = "SU";

/// Whether a role ever works on a case: those who study, write packs, audit or run the program never do.
pub fn works(role: &str) -> bool {
    !matches!(role, "AN" | "AY" | "PA" | "DP" | "AD")
}

/// Whether a role decides: for the person, or against them.
pub fn decides(role: &str) -> bool {
    matches!(role, "CW" | "SU")
}

/// Whether a role approves what others did.
pub fn approves(role: &str) -> bool {
    matches!(role, "CW" | "SU" | "OP" | "FM" | "FC")
}

/// Whether a role plans a payment.
pub fn pays(role: &str) -> bool {
    matches!(role, "CW" | "OP" | "FM")
}

/// Whether a role refers somebody to others.
pub fn refers(role: &str) -> bool {
    matches!(role, "PE" | "HD" | "CW" | "SU")
}

/// Whether a role can be let into a compartment. The person is in their own.
pub fn opens_compartments(role: &str) -> bool {
    matches!(role, "PE" | "CW" | "SU")
}

/// Whether a role sees cases of others on a shelf of its office.
pub fn has_shelf(role: &str) -> bool {
    matches!(role, "HD" | "CW" | "SU" | "OP" | "FM" | "FC")
}
