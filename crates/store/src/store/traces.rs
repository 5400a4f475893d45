//! The traces that are still kept, for whoever imports; those whose time is over are removed on the way.

use model::{Id, Timestamp};

use super::Store;
use crate::beside::Beside;
use crate::error::ReadError;
use crate::traces::{Traces, YEARS};

const MICROS_A_DAY: i64 = 86_400_000_000;

impl Store {
    /// All traces that are still kept; those whose time is over are removed.
    pub async fn traces(&self, now: Timestamp) -> Result<Traces, ReadError> {
        let kept: Vec<(Vec<u8>, i64)> = self.all_kept(Beside::Trace).await?;
        let since = now.0 - YEARS * 366 * MICROS_A_DAY;
        let (left, over): (Vec<_>, Vec<_>) = kept.into_iter().partition(|(_, at)| *at >= since);
        if !over.is_empty() {
            let names: Vec<Vec<u8>> = over.into_iter().map(|(name, _)| name).collect();
            self.remove(Beside::Trace, &names).await?;
        }
        let token = |(name, _): (Vec<u8>, i64)| name.first_chunk().copied().map(Id);
        Ok(Traces { tokens: self.own().tokens.clone(), left: left.into_iter().filter_map(token).collect() })
    }
}
