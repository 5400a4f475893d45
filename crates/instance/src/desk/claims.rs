//! What was said of one field of a person: by whom, when, and what of it counts. The past of a field is shown to whoever is
//! shown the field, and noted like the field itself.
//!
//! The desk amends its own word alone. What another source says stays until that source says otherwise.

use std::collections::{BTreeMap, BTreeSet};

use casework::OwnerView;
use casework::source::DESK;
use casework::view::Said;
use model::{FieldKey, FieldState, Id, Timestamp, Value, core};

use super::Desk;
use super::sight::ReaderSight;
use crate::Fault;

/// What no desk says of anybody: their id here, and what a register calls them, by which its next file finds them again.
const NOT_SAID: [&str; 3] = [core::ID.name, core::EXTERNAL_SYSTEM.name, core::EXTERNAL_ID.name];

/// One field of a person, with its past.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownClaims {
    /// What is on record.
    pub state: FieldState<Value>,
    /// What the desk itself says of it, where it says anything.
    pub own: Option<FieldState<Value>>,
    /// How many claims were on record when it was shown: said along with a change.
    pub seen: u64,
    /// Whether the reader may amend it.
    pub may: bool,
    /// What was said, the latest first.
    pub notes: Vec<ClaimNote>,
}

/// Something that was said of a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimNote {
    /// When.
    pub at: Timestamp,
    /// Which source says so.
    pub source: String,
    /// The account that wrote it, where it was written here.
    pub by: Option<String>,
    /// What.
    pub state: FieldState<Value>,
    /// Whether it counts: the last word of its source, and not taken back.
    pub counts: bool,
}

impl Desk<'_> {
    /// What was said of a field of somebody; nothing where the reader may not see the field or the person.
    pub async fn claims(&self, person: Id, field: &str) -> Result<Option<ShownClaims>, Fault> {
        let (sight, schema) = (self.sight(), &self.in_force.packs.schema);
        let Some(there) = self.instance.store.person(&sight.of_store(), person).await? else { return Ok(None) };
        let found = schema.field(field).and_then(|field| schema.get(field));
        let Some(found) = found.filter(|field| sight.shows(field, &there)) else { return Ok(None) };
        let wanted = [found.name.clone()];
        self.note_reads(sight.noted(std::slice::from_ref(&there), &wanted)).await?;
        let key = FieldKey::of(&found.name);
        let history = there.history(key);
        let said: Vec<Said> = history.iter().map(|(said, _)| (*said).clone()).collect();
        let authors = self.instance.store.authors(&said).await?;
        let live: BTreeSet<Said> = there.live(key).into_iter().map(|(said, _)| said.clone()).collect();
        let mut notes: Vec<ClaimNote> =
            history.into_iter().map(|(said, state)| note(said, state, &authors, &live)).collect();
        notes.reverse();
        Ok(Some(ShownClaims {
            state: there.state(key),
            own: there.said_by(DESK, key).cloned(),
            seen: there.claims_of(key),
            may: self.amendable_fields(&sight, &there).contains(&found.name),
            notes,
        }))
    }

    /// The fields of somebody that the reader may amend: those that they are shown, of people whom they may amend.
    pub(super) fn amendable_fields(&self, sight: &ReaderSight<'_>, person: &OwnerView) -> BTreeSet<String> {
        if !self.amends(person) {
            return BTreeSet::new();
        }
        let fields = self.in_force.packs.schema.fields().iter();
        let said = fields.filter(|field| !NOT_SAID.contains(&field.name.as_str()) && sight.shows(field, person));
        said.map(|field| field.name.clone()).collect()
    }
}

fn note(said: &Said, state: &FieldState<Value>, authors: &BTreeMap<Said, String>, live: &BTreeSet<Said>) -> ClaimNote {
    ClaimNote {
        at: said.at,
        source: said.source.clone(),
        by: authors.get(said).cloned(),
        state: state.clone(),
        counts: live.contains(said),
    }
}
