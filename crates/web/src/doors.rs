//! Pages with a form for somebody who has not signed in: such a form is tied to their browser by a token of its own.

use crate::measure::HOUSEHOLD;

/// Where anybody asks for something.
pub const NEED: &str = "/need";
/// Where somebody looks how it stands.
pub const STATUS: &str = "/status";

/// All of them; those below one too.
pub const DOORS: [&str; 4] = ["/sign-in", HOUSEHOLD, NEED, STATUS];
