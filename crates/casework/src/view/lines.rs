//! Lines: what is taken, kept, asked for or shut of a number of which there are few - beds, seats - by night. A line lies at
//! the record that has the number and names nobody: whoever has it knows it.
//!
//! Only what was said is kept. What holds at a moment, [`crate::Places`] computes.

use journal::{Envelope, LineStep};
use model::{FieldKey, Id};
use serde::{Deserialize, Serialize};

use super::Said;

/// Something that became of a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineSaid {
    /// When.
    pub said: Said,
    /// By which account.
    pub by: String,
    /// Of which number.
    pub limit: FieldKey,
    /// The line.
    pub line: Id,
    /// What became of it.
    pub step: LineStep,
}

impl LineSaid {
    pub(super) fn of(envelope: &Envelope, limit: FieldKey, line: Id, step: &LineStep) -> Self {
        Self { said: Said::by(envelope), by: envelope.actor.clone(), limit, line, step: step.clone() }
    }
}
