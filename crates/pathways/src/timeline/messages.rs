//! Messages that are due: when an item opens, is done or is late. Each goes out once, and only where it is safe.

use model::{FieldState, Timestamp, Value};
use rules::dates;

use super::bound::{Engine, Now};
use super::state::{CaseContact, CaseStanding, CaseState, ItemState, MessageRow};
use crate::facts::CaseAct;
use crate::pathway::{Item, SendOn};

impl Engine<'_> {
    /// Adds what has become due, and tells what may go out.
    pub(super) fn messages(&self, state: &mut CaseState, now: &Now) {
        let mut rows = std::mem::take(&mut state.messages);
        state.contact = self.contact(now);
        let may = state.contact == CaseContact::May;
        for (position, (item, stands)) in self.version.pathway.items.iter().zip(&state.items).enumerate() {
            for (on, text) in &item.send {
                let Some((nth, at)) = sends(*on, item, stands, now.at) else { continue };
                let known = |row: &MessageRow| (row.item, row.nth, row.on) == (position, nth, *on);
                if !rows.iter().any(known) {
                    rows.push(MessageRow {
                        item: position,
                        nth,
                        on: *on,
                        text: text.clone(),
                        at,
                        goes: None,
                        told: None,
                    });
                }
            }
        }
        // What could not go out goes when it can, unless it is too late by then.
        for row in rows.iter_mut().filter(|row| may && row.goes.is_none() && !row.has_lapsed(now.at)) {
            row.goes = Some(row.at.max(now.at));
        }
        for row in rows.iter_mut().filter(|row| row.told.is_none()) {
            row.told = self.told_by_hand(row, now.at);
        }
        state.messages = rows;
    }

    /// When somebody told by hand what was due by then.
    fn told_by_hand(&self, row: &MessageRow, now: Timestamp) -> Option<Timestamp> {
        let told = self.facts.iter().filter(|fact| (row.at..=now).contains(&fact.happened));
        let mut told = told.filter(|fact| matches!(&fact.act, CaseAct::Sent { text } if *text == row.text));
        told.next().map(|fact| fact.happened)
    }

    /// Whether anything may be sent: the person lives and, where the pathway asks for it, contact is known to be safe.
    pub(crate) fn contact(&self, now: &Now) -> CaseContact {
        let schema = &self.version.pathway.schema;
        let of = |name: &str| schema.field(name).map(|field| self.data.at(schema, field, now.at));
        let safe = of("contact.safe") == Some(FieldState::Known(Value::Bool(true)));
        let died = of("died_on").and_then(|state| state.known().and_then(Value::days));
        if died.is_some_and(|(day, _)| dates::number(day) <= dates::number(self.zone.day(now.at))) {
            return CaseContact::Never;
        }
        if safe || !self.version.pathway.contact_safe { CaseContact::May } else { CaseContact::AskHow }
    }
}

/// The occurrence and the moment of a message that is due.
fn sends(on: SendOn, item: &Item, stands: &ItemState, now: Timestamp) -> Option<(u32, Timestamp)> {
    match on {
        SendOn::Open if stands.standing == CaseStanding::Open => Some((stands.nth, stands.opened_at?)),
        SendOn::Done if item.task().is_some_and(|task| task.repeat.is_some()) => {
            Some((u32::try_from(stands.count).ok()?, stands.done_at.filter(|_| stands.count > 0)?))
        }
        SendOn::Done => Some((stands.nth, stands.done_at?)),
        SendOn::Late => Some((stands.nth, stands.late_since(now)?)),
        SendOn::Open => None,
    }
}
