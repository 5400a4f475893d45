//! Fields of the core pack that counting itself reads, by their names; all others it knows from measures alone.

/// Who somebody is; by this a lottery knows people.
pub(crate) const ID: &str = "id";
/// The household that a person belongs to.
pub const HOUSEHOLD_ID: &str = "household.id";
/// Which member is the head.
pub(crate) const HOUSEHOLD_ROLE: &str = "household.role";
/// How many belong, as declared.
pub(crate) const HOUSEHOLD_SIZE: &str = "household.size";
