//! What became of rows beside the journal in a transaction that has not ended. Nobody who reads is told of it before the
//! transaction is durable; where it fails, it is dropped with it.

use crate::mirror::ChangedRows;
use crate::sums::BesideSums;

/// What became of rows in a transaction that has not ended.
#[derive(Default)]
pub(super) struct Changes {
    pub(super) before: BesideSums,
    pub(super) now: BesideSums,
    pub(super) changed: ChangedRows,
}

impl Changes {
    /// None yet, under a locked head.
    pub(super) fn under(sums: &BesideSums) -> Self {
        Self { before: sums.clone(), now: sums.clone(), changed: ChangedRows::new() }
    }
}
