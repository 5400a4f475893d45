//! What the plays of a pathway do not try.

use crate::pathway::Pathway;

/// Something about a pathway that its plays do not show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PathwayLack {
    /// Its stable code.
    pub code: &'static str,
    /// What is not shown.
    pub what: String,
}

/// What no play of a pathway shows, and should.
pub fn lacking(_pathway: &Pathway, _played: &[super::Played]) -> Vec<PathwayLack> {
    vec![]
}
