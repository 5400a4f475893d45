//! When something happened, as forms say it.

use model::{Timestamp, Zone};

/// Not a moment that a clock there shows.
pub(super) struct NoMoment;

/// When something happened, as clocks of the office show it; nothing where it is now.
pub(super) fn happened(text: &str, zone: &Zone) -> Result<Option<Timestamp>, NoMoment> {
    if text.is_empty() {
        return Ok(None);
    }
    pathways::moment(text, zone).map(Some).ok_or(NoMoment)
}
