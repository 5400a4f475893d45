//! What happens by itself: what the device fills in, values that are set when something begins or changes.

use super::engine::{FillFault, Filling};
use super::eval::Standpoint;
use crate::form::{FormAction, FormEvent, Performs, Preload};

impl Filling<'_> {
    /// What a device fills in when a form is begun.
    pub(super) fn preload(&mut self) {
        for place in 0..self.tree.len() {
            let Some(node) = self.tree.get(place).and_then(|node| node.of).and_then(|of| self.form.node(of)) else {
                continue;
            };
            let text = match &node.bind.preload {
                Some(Preload::Start) => self.moment(),
                Some(Preload::Today) => self.context.now.date().to_string(),
                Some(Preload::Uid) => format!("uuid:{}", self.chance.uuid()),
                Some(Preload::Property(name)) => self.context.property(name).unwrap_or_default().to_owned(),
                Some(Preload::End) | None => continue,
            };
            self.put(place, &text);
        }
    }

    /// What is filled in when a form is finished.
    pub fn finish(&mut self) {
        let end = self.moment();
        for place in 0..self.tree.len() {
            let of = self.tree.get(place).and_then(|node| node.of).and_then(|of| self.form.node(of));
            if of.is_some_and(|of| of.bind.preload == Some(Preload::End)) && self.put(place, &end) {
                self.changed(place);
            }
        }
    }

    fn moment(&self) -> String {
        let now = &self.context.now;
        super::Datum::Moment(now.timestamp().as_millisecond(), now.offset().seconds()).text()
    }

    /// Does what is to be done at a moment; within one node of the answers, where it happened at one.
    pub(super) fn happens(&mut self, on: FormEvent, at: Option<usize>) {
        let due: Vec<&FormAction> = self.form.actions.iter().filter(|action| action.on == on).collect();
        for action in due {
            for place in self.targets(action, at) {
                self.perform(action, place);
            }
        }
    }

    /// All nodes that are meant: those in the same repeat as where it happened, where there is one.
    fn targets(&self, action: &FormAction, at: Option<usize>) -> Vec<usize> {
        let mut all = self.places_of(action.target);
        let mut within = at;
        while let Some(place) = within {
            let inside: Vec<usize> = all.iter().copied().filter(|node| self.lies_in(*node, place)).collect();
            if !inside.is_empty() {
                all = inside;
                break;
            }
            within = self.tree.parent(place);
        }
        all
    }

    pub(super) fn lies_in(&self, node: usize, within: usize) -> bool {
        let mut at = Some(node);
        while let Some(place) = at {
            if place == within {
                return true;
            }
            at = self.tree.parent(place);
        }
        false
    }

    fn perform(&mut self, action: &FormAction, place: usize) {
        let text = match &action.does {
            Performs::Geopoint | Performs::Record => return,
            Performs::SetText(text) => text.clone(),
            Performs::Set(None) => String::new(),
            Performs::Set(Some(logic)) => match self.world().single(&logic.expr, Standpoint::at(place)) {
                Ok(datum) => datum.text(),
                Err(says) => {
                    let path = self.form.node(action.target).map(|node| node.path.clone()).unwrap_or_default();
                    self.faults.insert(FillFault { path, says });
                    return;
                }
            },
        };
        if self.put(place, if text == "NaN" { "" } else { &text }) {
            self.changed(place);
        }
    }
}
