//! What of a count may be shown.

use evidence::reach::{Reach, ReachFigures};

use crate::{Fault, THRESHOLD};

/// The figures of a count as they are shown. Those of invented people are shown as counted.
pub(super) fn released(reach: &Reach) -> Result<ReachFigures, Fault> {
    reach.release(THRESHOLD).map_err(Fault::failed)
}
