//! What counts as a small count, and as a small group.

/// What counts as a small count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rules {
    /// Counts from 1 to `threshold - 1` are small. The reference asks 10 for the public and for all protected data,
    /// 5 for partners; lowering it is for the data protection officer.
    pub threshold: u64,
}

impl Rules {
    /// Whether a group is so small that none and all of it tell of each member: one of somebody, and of fewer than ten
    /// thresholds. In a larger group a count that may be shown can be nine tenths and more by itself.
    pub fn is_small_group(self, people: u64) -> bool {
        (1..self.threshold.saturating_mul(10)).contains(&people)
    }
}
