//! What of a count may be shown.

use evidence::reach::{Reach, ReachFigures};

use super::Simulation;
use crate::{Acting, Fault, Instance, THRESHOLD};

impl Instance {
    /// The figures of a count as they are shown. Those of invented people are shown as counted.
    pub(super) async fn released(
        &self,
        _acting: &Acting,
        _asked: &Simulation,
        reach: &Reach,
    ) -> Result<ReachFigures, Fault> {
        reach.release(THRESHOLD).map_err(Fault::failed)
    }
}
