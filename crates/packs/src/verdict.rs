//! Three-valued truth, the four states of a condition, and the masks in which a verdict travels.

use serde::Serialize;

/// Kleene's three values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "said above")]
pub enum Truth {
    True,
    False,
    Unknown,
}

/// What became of one condition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Known to hold.
    Met,
    /// Known not to hold.
    NotMet,
    /// Cannot be told, and the measure asks or refers.
    Unknown,
    /// Cannot be told, and the measure presumes yes.
    Presumed,
}

/// The answer of a measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "said above")]
pub enum Verdict {
    Yes,
    No,
    Needs,
}

/// States of all conditions of a measure, a bit each by their position: what both back ends must agree on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Masks {
    /// Known not to hold.
    pub failed: u32,
    /// Cannot be told, not presumed.
    pub unknown: u32,
    /// Cannot be told, presumed yes.
    pub presumed: u32,
}
