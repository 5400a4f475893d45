//! What was said of fields, by whom and when: every claim that was ever made, in the order in which they were made.
//!
//! The same source amends what it said; sources that differ contest. Claims are ordered by when they were written, then by
//! origin and number there, not by when they arrived here: two records merged in any order give the same.

use std::collections::BTreeMap;

use journal::Envelope;
use model::{FieldKey, FieldState, Id, Timestamp, Value};
use serde::{Deserialize, Serialize};

/// Who said something, and in which fact.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Said {
    /// When it was written.
    pub at: Timestamp,
    /// The instance where it was first written.
    pub origin: Id,
    /// The fact's number there.
    pub number: u64,
    /// Who says so; the same source amends, another contests.
    pub source: String,
}

/// What was said of one field at one time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claim {
    /// By whom: a position among those who said something.
    said: u32,
    /// What.
    pub state: FieldState<Value>,
}

/// All claims about one person in one compartment, or in none.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claims {
    /// In order.
    said: Vec<Said>,
    /// In the order of those who said them.
    fields: BTreeMap<FieldKey, Vec<Claim>>,
}

impl Said {
    /// What a fact says, by its envelope.
    pub(super) fn by(envelope: &Envelope) -> Self {
        let (at, origin, number) = (envelope.recorded_at, envelope.origin, envelope.origin_seq);
        Self { at, origin, number, source: envelope.source.clone() }
    }
}

impl Claims {
    /// Takes in what one fact says.
    pub(super) fn take(&mut self, envelope: &Envelope, fields: BTreeMap<FieldKey, &FieldState<Value>>) {
        let said = self.place(Said::by(envelope));
        for (field, state) in fields {
            // Most is said once: a place for more would be most of what a person takes.
            let claims = self.fields.entry(field).or_insert_with(|| Vec::with_capacity(1));
            let position = claims.partition_point(|claim| claim.said <= said);
            claims.insert(position, Claim { said, state: state.clone() });
        }
    }

    /// The position of a fact among those who said something.
    fn place(&mut self, said: Said) -> u32 {
        let position = self.said.partition_point(|other| *other < said);
        if self.said.get(position) != Some(&said) {
            self.said.insert(position, said);
            let moved = u32::try_from(position).unwrap_or(u32::MAX);
            // Only where facts of another instance arrive late is anything behind it.
            for claim in self.fields.values_mut().flatten().filter(|claim| claim.said >= moved) {
                claim.said += 1;
            }
        }
        u32::try_from(position).unwrap_or(u32::MAX)
    }

    /// Fields of which anything was ever said.
    pub fn fields(&self) -> impl Iterator<Item = FieldKey> {
        self.fields.keys().copied()
    }

    /// How many facts said something.
    pub fn facts(&self) -> usize {
        self.said.len()
    }

    /// Whether nothing was ever said.
    pub fn is_empty(&self) -> bool {
        self.fields.is_empty()
    }

    /// Everything that was ever said of a field, in order.
    pub fn history(&self, field: FieldKey) -> impl DoubleEndedIterator<Item = (&Said, &FieldState<Value>)> {
        let claims = self.fields.get(&field).map_or(&[][..], Vec::as_slice);
        claims.iter().filter_map(|claim| Some((self.said.get(claim.said as usize)?, &claim.state)))
    }

    /// The last word of each source that has not taken it back, in the order in which they were said.
    pub fn live(&self, field: FieldKey) -> Vec<(&Said, &FieldState<Value>)> {
        self.live_of(field, |_| true)
    }

    fn live_of(&self, field: FieldKey, counts: impl Fn(&Said) -> bool) -> Vec<(&Said, &FieldState<Value>)> {
        let mut live: Vec<(&Said, &FieldState<Value>)> = vec![];
        for (said, state) in self.history(field).filter(|(said, _)| counts(said)) {
            live.retain(|(earlier, _)| earlier.source != said.source);
            if !state.is_unknown() {
                live.push((said, state));
            }
        }
        live
    }

    /// The state of a field: known where all live claims agree, contested where known values differ.
    pub fn state(&self, field: FieldKey) -> FieldState<Value> {
        self.state_of(field, |_| true)
    }

    /// The same, by what counts alone of all that was said.
    pub fn state_of(&self, field: FieldKey, counts: impl Fn(&Said) -> bool) -> FieldState<Value> {
        agreed(self.live_of(field, counts).into_iter().map(|(_, state)| state))
    }
}

/// What the last words of all sources say together: known where they agree, contested where known values differ.
pub(crate) fn agreed<'a>(live: impl Iterator<Item = &'a FieldState<Value>>) -> FieldState<Value> {
    let (mut known, mut not_applicable) = (Vec::<Value>::new(), false);
    for state in live {
        not_applicable |= *state == FieldState::NotApplicable;
        known.extend(state.known().filter(|value| !known.contains(value)).cloned());
    }
    match known.len() {
        0 if not_applicable => FieldState::NotApplicable,
        0 => FieldState::Unknown,
        1 => known.pop().map_or(FieldState::Unknown, FieldState::Known),
        _ => FieldState::Contested(known),
    }
}
