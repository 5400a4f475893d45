//! One record, its parts in the open and behind the walls that a reader opens together: what it says, whether it is open, who
//! has it in hand.

use std::collections::BTreeSet;

use journal::{Act, CaseStep, LineStep};
use model::{Compartment, FieldKey, FieldState, Id, Timestamp, Value};

use super::lines::LineSaid;
use super::records::{Acted, Opening, RecordSaid, RecordsSaid};
use super::{Claims, OwnerView, Said};

/// A record, as far as a reader opens it.
#[derive(Debug, Clone)]
pub struct RecordView<'a> {
    /// The record.
    pub id: Id,
    /// Whose it is.
    pub owner: &'a OwnerView,
    /// The wall behind which it lies whole.
    pub wall: Option<Compartment>,
    /// How it began.
    pub opening: &'a Opening,
    /// What was said of it, in the open first, and behind which wall.
    said: Vec<(Option<Compartment>, &'a RecordSaid)>,
}

impl OwnerView {
    /// Their records of which this reader opens how they began, in the order in which they were opened.
    pub fn all_records(&self) -> Vec<RecordView<'_>> {
        let all = self.places().flat_map(|(wall, records)| records.iter().map(move |(id, said)| (wall, *id, said)));
        let opened = all.filter_map(|(wall, id, said)| Some(self.viewed(id, wall, said.opening.as_ref()?)));
        let mut records: Vec<RecordView<'_>> = opened.collect();
        records.sort_by(|one, other| (&one.opening.said, one.id).cmp(&(&other.opening.said, other.id)));
        records
    }

    /// One of their records.
    pub fn record(&self, record: Id) -> Option<RecordView<'_>> {
        let opening = |records: &'_ RecordsSaid| records.get(&record).is_some_and(|said| said.opening.is_some());
        let (wall, records) = self.places().find(|(_, records)| opening(records))?;
        Some(self.viewed(record, wall, records.get(&record)?.opening.as_ref()?))
    }

    fn viewed<'a>(&'a self, id: Id, wall: Option<Compartment>, opening: &'a Opening) -> RecordView<'a> {
        let said = self.places().filter_map(|(wall, records)| Some((wall, records.get(&id)?))).collect();
        RecordView { id, owner: self, wall, opening, said }
    }

    /// What lies in the open, and behind each wall that this reader opens.
    fn places(&self) -> impl Iterator<Item = (Option<Compartment>, &RecordsSaid)> {
        let walled = self.walled_records.iter().map(|(wall, records)| (Some(*wall), records));
        std::iter::once((None, &self.records)).chain(walled)
    }
}

impl<'a> RecordView<'a> {
    /// Its kind, as packs name it.
    pub fn kind(&self) -> &'a str {
        &self.opening.kind
    }

    /// What was done with it, in order.
    pub fn acts(&self) -> Vec<&'a Acted> {
        let mut acts: Vec<&Acted> = self.said.iter().flat_map(|(_, said)| &said.acts).collect();
        acts.sort_by(|one, other| one.said.cmp(&other.said));
        acts
    }

    /// What was done with it and was no mistake.
    pub fn standing(&self) -> Vec<&'a Acted> {
        let acts = self.acts();
        let mistakes = mistakes(&acts);
        acts.into_iter().filter(|acted| !mistakes.contains(&(acted.said.origin, acted.said.number))).collect()
    }

    /// Whether something may still be done with it.
    pub fn is_open(&self) -> bool {
        self.turned().is_none_or(|acted| !matches!(acted.act, Act::Closed { .. }))
    }

    /// How it was last closed or opened again: by an appeal too, unless that was a mistake.
    pub fn turned(&self) -> Option<&'a Acted> {
        let mut turned: Option<&'a Acted> = None;
        for acted in self.standing() {
            let turns = match &acted.act {
                Act::Closed { .. } | Act::Reopened { .. } => true,
                Act::Stepped { happened, step: CaseStep::Appealed { .. }, .. } => {
                    turned.is_some_and(|closed| happened.unwrap_or(acted.said.at) > closed.said.at)
                }
                Act::Assigned { .. }
                | Act::Runs { .. }
                | Act::Moved { .. }
                | Act::MoveAsked { .. }
                | Act::Took { .. }
                | Act::Noted { .. }
                | Act::Stepped { .. } => false,
            };
            if turns {
                turned = Some(acted);
            }
        }
        turned
    }

    /// What became of its places, in order.
    pub fn lines(&self) -> Vec<&'a LineSaid> {
        let mut lines: Vec<&LineSaid> = self.said.iter().flat_map(|(_, said)| &said.lines).collect();
        lines.sort_by(|one, other| (&one.said, one.line).cmp(&(&other.said, other.line)));
        lines
    }

    /// Whether a line was taken of its places and is not given back. What was given back once stays so, whatever another
    /// journal says after it.
    pub fn keeps_line(&self, line: Id) -> bool {
        let steps: Vec<&LineStep> =
            self.lines().into_iter().filter(|said| said.line == line).map(|said| &said.step).collect();
        !steps.is_empty() && !steps.iter().any(|step| matches!(step, LineStep::Freed { .. }))
    }

    /// The line that it has at another record, and that record: the last that it took.
    pub fn taken(&self) -> Option<(Id, Id)> {
        self.acts().into_iter().rev().find_map(|acted| match &acted.act {
            Act::Took { from, line } => Some((*from, *line)),
            _ => None,
        })
    }

    /// Who has it in hand.
    pub fn assignee(&self) -> Option<&'a str> {
        self.acts().into_iter().rev().find_map(|acted| match &acted.act {
            Act::Assigned { to } => Some(to.as_deref()),
            _ => None,
        })?
    }

    /// How many facts there are of it in the open and behind the walls that somebody opens: whoever changes what somebody
    /// else has changed meanwhile is told so, and of what lies behind other walls nothing is told by it.
    pub fn version(&self, opens: impl Fn(Option<Compartment>) -> bool) -> u64 {
        let seen = self.said.iter().filter(|(wall, _)| opens(*wall));
        // What was said in a conversation changes nothing of it, and stands in nobody's way.
        let changes =
            |said: &RecordSaid| said.acts.iter().filter(|acted| !matches!(acted.act, Act::Noted { .. })).count();
        let facts = seen.map(|(_, said)| said.claims.facts() + changes(said));
        u64::try_from(facts.sum::<usize>()).unwrap_or(u64::MAX)
    }

    /// When something was last done with it or said of it.
    pub fn last_changed(&self) -> Timestamp {
        let acts = self.said.iter().flat_map(|(_, said)| &said.acts).map(|acted| acted.said.at);
        let acts = acts.chain(self.lines().into_iter().map(|line| line.said.at));
        let said = self.fields().into_iter().flat_map(|field| self.history(field)).map(|(said, _)| said.at);
        acts.chain(said).max().unwrap_or(self.opening.said.at)
    }

    /// Fields of which anything was ever said.
    pub fn fields(&self) -> Vec<FieldKey> {
        self.said.iter().flat_map(|(_, said)| said.claims.fields()).collect()
    }

    /// The state of a field: known where all live claims agree, contested where known values differ.
    pub fn state(&self, field: FieldKey) -> FieldState<Value> {
        self.claims(field).map_or(FieldState::Unknown, |claims| claims.state(field))
    }

    /// The same, by what counts alone of all that was said.
    pub fn state_of(&self, field: FieldKey, counts: impl Fn(&Said) -> bool) -> FieldState<Value> {
        self.claims(field).map_or(FieldState::Unknown, |claims| claims.state_of(field, counts))
    }

    /// The records to which it leads by these fields.
    pub fn leads_to(&self, links: impl IntoIterator<Item = FieldKey>) -> BTreeSet<Id> {
        let ids = links.into_iter().filter_map(|link| match self.state(link) {
            FieldState::Known(Value::Record(id)) => Some(id),
            _ => None,
        });
        ids.collect()
    }

    /// The last word of each source that has not taken it back.
    pub fn live(&self, field: FieldKey) -> Vec<(&'a Said, &'a FieldState<Value>)> {
        self.claims(field).map(|claims| claims.live(field)).unwrap_or_default()
    }

    /// Everything that was ever said of a field, in order.
    pub fn history(&self, field: FieldKey) -> Vec<(&'a Said, &'a FieldState<Value>)> {
        self.claims(field).map(|claims| claims.history(field).collect()).unwrap_or_default()
    }

    /// What one source says of a field now.
    pub fn said_by(&self, source: &str, field: FieldKey) -> Option<&'a FieldState<Value>> {
        let said = self.live(field).into_iter().find(|(said, _)| said.source == source);
        said.map(|(_, state)| state)
    }

    fn claims(&self, field: FieldKey) -> Option<&'a Claims> {
        let mut claims = self.said.iter().map(|(_, said)| &said.claims);
        claims.find(|claims| claims.history(field).next().is_some())
    }
}

/// The facts that were taken back, by origin and number; one by which something was taken back can be taken back too.
fn mistakes(acts: &[&Acted]) -> BTreeSet<(Id, u64)> {
    let mut mistakes = BTreeSet::new();
    // The latest first: what was taken back takes nothing back.
    for acted in acts.iter().rev() {
        let Act::Stepped { step: CaseStep::Retracted { origin, number }, .. } = &acted.act else { continue };
        if !mistakes.contains(&(acted.said.origin, acted.said.number)) {
            mistakes.insert((*origin, *number));
        }
    }
    mistakes
}
