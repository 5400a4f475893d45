//! When something happened, as forms say it and as pages tell it.

use model::{Date, Timestamp, Zone};

use crate::labels::isolated;
use crate::say::{Html, MessageArg, Say};

/// Not a moment that a clock there shows.
pub(super) struct NoMoment;

/// When something happened, as clocks of the office show it; nothing where it is now.
pub(super) fn happened(text: &str, zone: &Zone) -> Result<Option<Timestamp>, NoMoment> {
    if text.is_empty() {
        return Ok(None);
    }
    pathways::moment(text, zone).map(Some).ok_or(NoMoment)
}

/// A day, or a day with a minute, as the case's zone has it.
pub(super) fn when(text: &str, say: Say) -> Html {
    let (day, time) = text.split_once('T').map_or((text, None), |(day, time)| (day, Some(time)));
    let Ok(day) = day.parse::<Date>() else { return isolated(text) };
    match time {
        None => say.day(&day),
        Some(time) => say.rich("moment", &[("day", MessageArg::Day(day)), ("time", MessageArg::Text(time))]),
    }
}
