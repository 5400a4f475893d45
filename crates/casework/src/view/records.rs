//! Records of a person as on record: a lodging, a claim, a case. What was said of one lies where its fields lie, in the
//! open or behind walls; who opens a wall sees the parts together, everybody else sees a record without them, and of a
//! kind that lies behind a wall nothing at all.
//!
//! Nothing of it is a state that somebody set: whether a record is open and who has it in hand follow from what was done.

use std::collections::BTreeMap;

use journal::{Act, Envelope, LineStep};
use model::{FieldKey, Id};
use serde::{Deserialize, Serialize};

use super::lines::LineSaid;
use super::{Claims, Said};

/// What lies of each record in the open, or behind one wall.
pub type RecordsSaid = BTreeMap<Id, RecordSaid>;

/// What was said of a record in the open, or behind one wall.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordSaid {
    pub(super) opening: Option<Opening>,
    /// In the order in which they were done.
    pub(super) acts: Vec<Acted>,
    pub(super) claims: Claims,
    /// What became of its places, in order.
    pub(super) lines: Vec<LineSaid>,
}

/// How a record began.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opening {
    /// Its kind, as packs name it.
    pub kind: String,
    /// The office where it was opened.
    pub office: String,
    /// The account that opened it.
    pub by: String,
    /// When.
    pub said: Said,
}

/// Something that was done with a record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Acted {
    /// When.
    pub said: Said,
    /// The account that did it.
    pub by: String,
    /// What.
    pub act: Act,
}

impl Opening {
    pub(super) fn of(envelope: &Envelope, kind: &str) -> Self {
        let (office, by) = (envelope.office.clone(), envelope.actor.clone());
        Self { kind: kind.to_owned(), office, by, said: Said::by(envelope) }
    }
}

impl RecordSaid {
    /// Of two openings of one record, as two merged records may hold them, the first counts.
    pub(super) fn open(&mut self, opening: Opening) {
        if self.opening.as_ref().is_none_or(|first| opening.said < first.said) {
            self.opening = Some(opening);
        }
    }

    /// Takes in what became of a line, likewise.
    pub(super) fn line(&mut self, envelope: &Envelope, limit: FieldKey, line: Id, step: &LineStep) {
        let said = LineSaid::of(envelope, limit, line, step);
        let place = self.lines.partition_point(|other| (&other.said, other.line) <= (&said.said, said.line));
        self.lines.insert(place, said);
    }

    /// Takes in what was done, in its place among what was done before and after.
    pub(super) fn act(&mut self, envelope: &Envelope, act: &Act) {
        let acted = Acted { said: Said::by(envelope), by: envelope.actor.clone(), act: act.clone() };
        let place = self.acts.partition_point(|other| other.said <= acted.said);
        self.acts.insert(place, acted);
    }
}
