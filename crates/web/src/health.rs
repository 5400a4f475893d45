//! Whether the instance is well, for programs that watch it. It is looked at anew, whatever pages hold in memory, and once a
//! second at most: anybody may ask, and a look reads all that is kept of the instance. The log is told when it ceases to be
//! well and when it is again, and not at every question between.

use instance::Instance;
use model::Timestamp;
use tokio::sync::Mutex;

/// A look holds for this long.
const LOOK: i64 = 1_000_000;

/// What was found when it was last looked at.
#[derive(Default)]
pub(crate) struct Health(Mutex<Option<(Timestamp, bool)>>);

impl Health {
    /// Whether the head of the chain, what is kept of the instance and its packs can be read.
    pub(crate) async fn is_well(&self, instance: &Instance) -> bool {
        let mut last = self.0.lock().await;
        let (now, before) = (instance.now(), *last);
        if let Some((at, well)) = before
            && (0..LOOK).contains(&(now.0 - at.0))
        {
            return well;
        }
        let was_well = before.is_none_or(|(_, well)| well);
        let well = match instance.check().await {
            Ok(()) if !was_well => {
                tracing::warn!("the instance can be read again");
                true
            }
            Ok(()) => true,
            Err(fault) if was_well => {
                tracing::error!(fault = fault.in_full(), "the instance cannot be read");
                false
            }
            Err(_) => false,
        };
        *last = Some((now, well));
        well
    }
}
